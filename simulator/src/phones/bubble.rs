//! What a phone shows. These types are the JSON of `/_sim/phones/…` and of the event stream.

use serde::{Deserialize, Serialize};

/// What kind of phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// The id is the number in digits, or the business-scoped user id of a person without one.
    WhatsApp,
    /// The id is the Telegram user (or, when negative, group) id.
    Telegram,
    /// The id is the number in digits.
    Sms,
    /// The id is the address in lower case.
    Email,
}

/// Which phone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PhoneKey {
    /// See [`Channel`].
    pub channel: Channel,
    /// See [`Channel`].
    pub id: String,
}

impl PhoneKey {
    /// A key in its canonical form.
    pub fn new(channel: Channel, id: &str) -> Self {
        let id = match channel {
            Channel::WhatsApp | Channel::Sms => canonical_number(id),
            Channel::Telegram => id.trim().to_owned(),
            Channel::Email => id.trim().to_lowercase(),
        };
        Self { channel, id }
    }
}

/// Digits only, unless it is a business-scoped user id (`CC.…`).
fn canonical_number(id: &str) -> String {
    let id = id.trim();
    let is_user_id = id.chars().next().is_some_and(|c| c.is_ascii_alphabetic()) && id.contains('.');
    if is_user_id {
        return id.to_owned();
    }
    id.chars().filter(char::is_ascii_digit).collect()
}

/// Who the person is to the provider.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// The name they gave themselves.
    pub name: String,
    /// `WhatsApp` user name, with its at sign; Telegram user name, without.
    pub username: Option<String>,
    /// `WhatsApp` business-scoped user id.
    pub user_id: Option<String>,
    /// Telegram: the number shared by "share my contact".
    pub phone: Option<String>,
    /// Telegram: the app's language.
    pub language: Option<String>,
    /// `WhatsApp`: events carry the user id only.
    pub hides_number: bool,
}

/// One message on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bubble {
    /// The provider's message id.
    pub id: String,
    /// The account it came from or went to.
    pub account: String,
    /// Who said it.
    pub side: Side,
    /// RFC 3339 in UTC.
    pub at: String,
    /// `text`, `interactive`, `template`, `document`, `contact`…
    pub kind: String,
    /// What is read; markup removed.
    pub text: String,
    /// Telegram: the text with its (checked) HTML tags.
    pub html: Option<String>,
    /// Above the text; an e-mail's subject.
    pub header: Option<String>,
    /// Below the text.
    pub footer: Option<String>,
    /// The label that opens a list.
    pub menu: Option<String>,
    /// What can be pressed.
    pub buttons: Vec<Button>,
    /// What can be opened.
    pub document: Option<Document>,
    /// The template's name, when it came as one.
    pub template: Option<String>,
    /// The bubble it answers.
    pub reply_to: Option<String>,
    /// A reaction stuck to it.
    pub reaction: Option<String>,
    /// How far it got.
    pub ticks: Ticks,
    /// Its text was changed later.
    pub edited: bool,
}

impl Bubble {
    /// An empty bubble of the given side, to be filled in.
    pub(crate) fn new(id: String, account: &str, side: Side, kind: &str) -> Self {
        Self {
            id,
            account: account.to_owned(),
            side,
            at: crate::clock::rfc3339(crate::clock::now()),
            kind: kind.to_owned(),
            text: String::new(),
            html: None,
            header: None,
            footer: None,
            menu: None,
            buttons: Vec::new(),
            document: None,
            template: None,
            reply_to: None,
            reaction: None,
            ticks: Ticks::Accepted,
            edited: false,
        }
    }
}

/// Whose bubble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The service wrote it.
    Service,
    /// The person wrote it.
    Person,
}

/// How far a message got; only ever grows, apart from `failed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ticks {
    /// The provider has it (or, from a person, it is on its way to the service).
    Accepted,
    /// The provider sent it on.
    Sent,
    /// It arrived.
    Delivered,
    /// It was opened.
    Read,
    /// It will not arrive.
    Failed,
}

impl Ticks {
    /// The word used in statuses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Failed => "failed",
        }
    }
}

/// Something to press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What the press sends back.
    pub id: String,
    /// What is written on it.
    pub title: String,
    /// A list row's second line.
    pub description: Option<String>,
    /// A list row's section.
    pub section: Option<String>,
    /// What pressing does.
    pub kind: ButtonKind,
    /// Where a link leads.
    pub url: Option<String>,
    /// The keyboard row it stands in, from 0.
    pub row: usize,
}

/// What pressing does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ButtonKind {
    /// `WhatsApp` reply button.
    Reply,
    /// `WhatsApp` list row.
    ListRow,
    /// Quick reply of a `WhatsApp` template.
    QuickReply,
    /// Telegram inline button.
    Callback,
    /// Telegram keyboard button: types its title.
    Keyboard,
    /// Telegram keyboard button: shares the contact.
    ShareContact,
    /// Opens a page; tells nobody.
    Link,
}

/// A file on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// File name.
    pub name: String,
    /// Media type.
    pub mime: String,
    /// Bytes, when the simulator has them.
    pub size: usize,
    /// Where to fetch it; a path is one of the simulator's own.
    pub url: String,
}

/// A phone's screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneView {
    /// Which phone.
    #[serde(flatten)]
    pub key: PhoneKey,
    /// Whose phone.
    pub profile: Profile,
    /// Accounts this person blocked.
    pub blocked: Vec<String>,
    /// The conversation, oldest first, of all accounts together.
    pub bubbles: Vec<Bubble>,
}

/// Something changed on a phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneEvent {
    /// Which phone.
    #[serde(flatten)]
    pub key: PhoneKey,
    /// What changed.
    #[serde(flatten)]
    pub change: Change,
}

/// What changed on a phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Change {
    /// A bubble is new or looks different now; find it by its id.
    Bubble {
        /// The whole bubble.
        bubble: Box<Bubble>,
    },
    /// A bubble is gone.
    Removed {
        /// Its id.
        id: String,
    },
    /// The service is "typing…".
    Typing {
        /// Which account.
        account: String,
    },
    /// A short notice over the conversation (Telegram's answer to a press).
    Toast {
        /// What it says; may be empty, which only stops the button's spinner.
        text: String,
    },
    /// Name, number or blocking changed; fetch the phone again.
    Profile,
}
