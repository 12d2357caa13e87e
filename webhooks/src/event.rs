//! What a provider told us, in one vocabulary for all four of them.
//!
//! Lives here: plain data. Never here: a provider's field names, I/O, a clock.
//! Invariant: an event is self-contained; it can be stored as JSON and handled a week later without the request it came in.

use serde::{Deserialize, Serialize};

/// Who speaks to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    #[serde(rename = "whatsapp")]
    WhatsApp,
    Telegram,
    Twilio,
    Infobip,
}

/// One thing that happened at a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundEvent {
    pub provider: Provider,
    /// The sender identity it concerns, as the provider names it: `phone_number_id` (Meta), a WABA id for
    /// events of a whole business account, the receiving number (Twilio, Infobip). `None` where the route names it (Telegram).
    pub addressee: Option<Addressee>,
    /// Unique per provider and stable over redeliveries: the key of the inbox's deduplication.
    pub dedupe: String,
    /// When it happened by the provider's clock, milliseconds since the epoch.
    pub at_ms: Option<i64>,
    pub kind: EventKind,
}

/// Whom an event is addressed to, as the provider names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addressee {
    /// Meta's `phone_number_id`.
    PhoneNumberId(String),
    /// Meta's WhatsApp business account id: events of templates and accounts.
    BusinessAccount(String),
    /// A receiving number, as the provider writes it.
    Number(String),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventKind {
    Message(IncomingMessage),
    Receipt(Receipt),
    Identity(IdentityChange),
    Reach(ReachChange),
    Template(TemplateChange),
    Account(AccountNotice),
    /// Authentic, readable, of no use to us (or not yet known to us). Kept as a fact, never an error for its neighbours.
    Skipped(Skipped),
}

/// A person, by all the names the provider gave. At least one of `phone` and `user_id` is present.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// Digits with a leading `+`, as far as the provider gave a number. Absent for people who hide it.
    pub phone: Option<String>,
    /// The provider's own id of the person: business-scoped user id (Meta), user id (Telegram).
    pub user_id: Option<String>,
    /// What the person calls themselves. Never trusted, never logged.
    pub display_name: Option<String>,
    /// The client's language tag, when told (Telegram).
    pub language: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomingMessage {
    /// The provider's id of this message (a Telegram id is unique per chat only).
    pub id: String,
    pub sender: Sender,
    pub chat: Chat,
    pub content: Content,
    /// The provider's id of the message this one quotes or answers.
    pub quotes: Option<String>,
    /// Passed on from elsewhere: text, never an instruction.
    pub forwarded: bool,
}

/// Where it was said. Anything about a child is answered in `Private` only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chat {
    /// One person and us; for Telegram the chat id (equal to the user id).
    Private,
    /// Several people.
    Group {
        /// The provider's id of the group.
        id: String,
        /// What its members call it, when told. Never trusted, never logged.
        title: Option<String>,
    },
}

impl Chat {
    /// The provider's id of the group, where it is one.
    pub fn group(&self) -> Option<&str> {
        match self {
            Self::Group { id, .. } => Some(id),
            Self::Private => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Content {
    Text {
        body: String,
    },
    /// A button or list row was chosen. `payload` is what we gave the button.
    Press {
        payload: String,
        title: Option<String>,
        /// What must be acknowledged to the provider (Telegram's callback query id).
        callback: Option<String>,
        /// The provider's id of our message that carried the button.
        on: Option<String>,
    },
    Media(Media),
    /// A contact card; `own` when the person shared their own number (verified by the provider).
    Contact {
        phone: String,
        own: bool,
    },
    Location,
    Reaction {
        on: String,
        /// `None`: the reaction was taken away.
        emoji: Option<String>,
    },
    /// An earlier message now reads differently.
    Edited {
        original: String,
        body: String,
    },
    /// An earlier message was taken back.
    Revoked {
        original: String,
    },
    /// A filled form (Meta flow), its answer as JSON text.
    Form {
        response: String,
    },
    /// Something we cannot read; the provider's name of it.
    Unsupported {
        what: String,
    },
}

impl Content {
    /// Whether it is said to us when others hear it, too: a command, or a button of ours.
    pub fn is_for_us_among_others(&self) -> bool {
        match self {
            Self::Text { body } => body.starts_with('/'),
            Self::Press { .. } => true,
            _ => false,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    pub kind: MediaKind,
    /// How to fetch it: the provider's media id.
    pub id: Option<String>,
    /// How to fetch it: an address. Only ever fetched from the provider's own hosts.
    pub url: Option<String>,
    pub mime: Option<String>,
    pub caption: Option<String>,
    pub file_name: Option<String>,
    pub size_bytes: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    Image,
    Video,
    Audio,
    Voice,
    Document,
    Sticker,
}

/// News of a message of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The provider's id of our message.
    pub message_id: String,
    /// What we asked to have echoed: the attempt's id.
    pub attempt: Option<String>,
    pub status: ReceiptStatus,
    /// Who received it, where told. In a group there are several receipts per message.
    pub recipient: Sender,
    pub error: Option<ProviderError>,
    pub price: Option<Price>,
}

/// Ranks of a message's way: a later rank includes the earlier ones. `Failed` stands beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptStatus {
    Accepted,
    Sent,
    Delivered,
    Read,
    Failed,
}

/// A provider's refusal. The code decides; the words are for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderError {
    pub code: i64,
    /// Whether the provider itself says that trying again is useless (Infobip).
    pub permanent: Option<bool>,
}

/// What the provider says this message costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// Whether it is charged for at all, where told (Meta).
    pub billable: Option<bool>,
    /// Meta's category: `utility`, `marketing`, `authentication`, `service`, ….
    pub category: Option<String>,
    /// Meta's pricing type: `regular`, `free_customer_service`, `free_entry_point`.
    pub pricing_type: Option<String>,
    /// Of one segment; decimal text as given.
    pub amount: Option<String>,
    pub currency: Option<String>,
    pub segments: Option<u32>,
}

/// A person has become somebody else, or has another number: links to children must be suspended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityChange {
    pub before: Sender,
    pub after: Sender,
}

/// Whether we may and can write to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReachChange {
    pub who: Sender,
    pub chat: Chat,
    pub change: Reach,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Blocked the bot, or removed it from the group.
    Blocked,
    Unblocked,
    /// Asked the provider to stop a category of messages (`marketing` at Meta, everything at Twilio).
    OptedOut,
    OptedIn,
    /// A group has become another group.
    MovedTo(String),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateChange {
    pub template_id: Option<String>,
    pub name: String,
    pub language: String,
    /// The provider's word: `APPROVED`, `REJECTED`, `PAUSED`, a new category, a quality score.
    pub event: String,
    pub reason: Option<String>,
    pub what: TemplateAspect,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateAspect {
    Status,
    Quality,
    Category,
}

/// Something about the account as a whole: limits, quality, alerts. Detail kept as the provider's JSON text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountNotice {
    /// The provider's field, such as `account_update` or `business_capability_update`.
    pub field: String,
    pub detail: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Why, in a word of ours: `unknown_field`, `unknown_update`, `malformed`.
    pub reason: String,
    /// The provider's name of what it was.
    pub what: String,
}
