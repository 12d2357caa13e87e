//! What a simulator is started with. Everything defaults to the most permissive behaviour: any
//! sender, no limits, no faults, no webhooks.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::fault::Script;

/// What [`Simulator::start`](crate::Simulator::start) needs.
#[derive(Clone, Debug)]
pub struct SimulatorConfig {
    /// Where all HTTP APIs listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where the mail server listens; none by default.
    pub smtp_listen: Option<SocketAddr>,
    /// The mail server wants a login first (any); otherwise it offers none.
    pub smtp_login: bool,
    /// The ledger file, appended to.
    pub ledger: Option<PathBuf>,
    /// Faults from the start; replaced by `POST /_sim/script`.
    pub script: Script,
    /// Which documented limits are enforced.
    pub limits: Limits,
    /// Repeats every random decision.
    pub seed: u64,
    /// Accounts known from the start.
    pub accounts: Vec<Account>,
    /// When receipts come.
    pub receipts: Receipts,
    /// How webhooks are delivered, and misdelivered.
    pub webhooks: Webhooks,
    /// Ledger entries kept in memory; 0 for benchmarks, where the file or the count is enough.
    pub keep_entries: usize,
    /// Bubbles kept per phone; 0 keeps no conversations at all.
    pub keep_bubbles: usize,
}

impl Default for SimulatorConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            smtp_listen: None,
            smtp_login: false,
            ledger: None,
            script: Script::default(),
            limits: Limits::default(),
            seed: 0,
            accounts: Vec::new(),
            receipts: Receipts::default(),
            webhooks: Webhooks::default(),
            keep_entries: 50_000,
            keep_bubbles: 200,
        }
    }
}

/// The providers' documented limits; each off unless set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Messages one `WhatsApp` number may send in any second (130429).
    pub whatsapp_per_second: Option<u32>,
    /// The pair limit: one message per recipient and interval, with a burst (131056).
    pub whatsapp_pair: Option<Pace>,
    /// How long after a person's last message free text may reach them, in ms (131047).
    pub whatsapp_window_ms: Option<u64>,
    /// What happens to a message for somebody who has no phone here (131026, "chat not found").
    pub unknown_recipients: UnknownRecipients,
    /// Only approved templates with the right number of parameters (132001, 132000).
    pub known_templates: bool,
    /// Submitted templates wait for `/_sim/templates`; otherwise they are approved at once.
    pub template_review: bool,
    /// Messages one bot may send in any second (429).
    pub telegram_per_second: Option<u32>,
    /// Messages one bot may send to one private chat (429).
    pub telegram_chat: Option<Pace>,
    /// Messages one bot may send to one group in any minute (429).
    pub telegram_group_per_minute: Option<u32>,
    /// Messages one Twilio or Infobip account may send in any second (429).
    pub sms_per_second: Option<u32>,
}

impl Limits {
    /// The limits the providers document for an ordinary sender.
    pub fn documented() -> Self {
        Self {
            whatsapp_per_second: Some(80),
            whatsapp_pair: Some(Pace { interval_ms: 6_000, burst: 45 }),
            whatsapp_window_ms: Some(24 * 60 * 60 * 1_000),
            unknown_recipients: UnknownRecipients::Refuse,
            known_templates: true,
            template_review: true,
            telegram_per_second: Some(30),
            telegram_chat: Some(Pace { interval_ms: 1_000, burst: 3 }),
            telegram_group_per_minute: Some(20),
            sms_per_second: None,
        }
    }
}

/// One event per interval, of which up to `burst` may come at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// Time that earns one event.
    pub interval_ms: u64,
    /// How many may be saved up.
    pub burst: u32,
}

/// What becomes of a message to an unknown number or chat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownRecipients {
    /// It gets a phone on the spot.
    #[default]
    Accept,
    /// The request is refused.
    Refuse,
    /// The request is accepted and a `failed` status follows (`WhatsApp` only).
    FailLater,
}

/// When receipts for an accepted message come, in ms after acceptance. None: never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Receipts {
    /// The provider sent it on.
    pub sent_ms: Option<u64>,
    /// The phone has it.
    pub delivered_ms: Option<u64>,
    /// The person opened it.
    pub read_ms: Option<u64>,
    /// The `sent` receipt reaches the service before the answer to its request does.
    pub before_response: bool,
}

impl Default for Receipts {
    fn default() -> Self {
        Self { sent_ms: Some(10), delivered_ms: Some(50), read_ms: None, before_response: false }
    }
}

impl Receipts {
    /// No receipts at all.
    pub const fn none() -> Self {
        Self { sent_ms: None, delivered_ms: None, read_ms: None, before_response: false }
    }

    /// Everybody reads, soon.
    pub const fn read_soon() -> Self {
        Self { sent_ms: Some(10), delivered_ms: Some(40), read_ms: Some(120), before_response: false }
    }
}

/// How webhooks are delivered. The misbehaviour fields are probabilities in `0.0..=1.0`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Webhooks {
    /// Tries per event before it is given up, standing for the providers' days.
    pub attempts: u32,
    /// The wait before the second try; doubles from then on.
    pub first_retry_ms: u64,
    /// The longest wait between two tries.
    pub longest_retry_ms: u64,
    /// The event comes twice.
    pub duplicate: f64,
    /// The event never comes.
    pub drop: f64,
    /// The event leaves its order: it waits a random time up to `reorder_window_ms`.
    pub reorder: f64,
    /// See `reorder`.
    pub reorder_window_ms: u64,
    /// The event comes `late_ms` later, outside its order.
    pub late: f64,
    /// See `late`.
    pub late_ms: u64,
    /// A forged copy of the event comes too.
    pub forge: f64,
    /// How copies are forged.
    pub forgery: Forgery,
    /// `WhatsApp` events per request at most.
    pub batch: usize,
    /// How long a batch waits for company.
    pub batch_ms: u64,
}

impl Default for Webhooks {
    fn default() -> Self {
        Self {
            attempts: 12,
            first_retry_ms: 100,
            longest_retry_ms: 5_000,
            duplicate: 0.0,
            drop: 0.0,
            reorder: 0.0,
            reorder_window_ms: 500,
            late: 0.0,
            late_ms: 2_000,
            forge: 0.0,
            forgery: Forgery::WrongSignature,
            batch: 1,
            batch_ms: 20,
        }
    }
}

/// The ways a webhook can be forged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forgery {
    /// The signature has the right shape and the wrong value.
    #[default]
    WrongSignature,
    /// There is no signature.
    Missing,
    /// The signature is made with another secret.
    OtherSecret,
    /// The signature is right for the same JSON written differently.
    Reserialised,
}
