//! The outside world in a box: the providers a school-messaging service talks to, the people whose
//! phones they reach, and everything that can go wrong in between, in one process on loopback
//! sockets.
//!
//! Lives here: Meta's Graph API, Telegram's Bot API, Twilio, Infobip and a mail server as far as a
//! sender meets them; phones; signed webhooks; fault scripts; the ledger. Never lives here: anything
//! of the service. This crate depends on no other crate of the project, because it is their judge:
//! what it signs, counts and checks is written a second time on purpose.
//!
//! Invariants: a request is in the ledger (and its file, when there is one) before its answer
//! leaves; what is refused is never in the ledger; no window of any length exceeds a limit that is
//! switched on.
//!
//! # Start
//!
//! ```text
//! let simulator = Simulator::start(SimulatorConfig {
//!     accounts: vec![Account::WhatsApp(WhatsAppAccount {
//!         phone_number_id: "106540352242922".into(),
//!         waba_id: "102290129340398".into(),
//!         app_secret: "secret".into(),
//!         webhook_url: Some("http://127.0.0.1:8080/webhooks/whatsapp".into()),
//!         ..Default::default()
//!     })],
//!     ..Default::default()
//! }).await?;
//! // api_base of the service: format!("{}/v25.0", simulator.base_url())
//! ```
//!
//! Senders nobody registered are accepted too, with any non-empty token and without webhooks.
//! Limits are off unless [`Limits`] says otherwise ([`Limits::documented`]).
//!
//! # Phones
//!
//! ```text
//! let parent = simulator.whatsapp("+225 05 05 05 05 05").named("Mme KOUASSI").with_user_id("CI.7");
//! parent.text("notes")?;                                   // a signed webhook to the service
//! let menu = parent.wait_for_text(SECOND, "Awa").await;    // what the service sent
//! parent.press_latest("Awa")?;                             // a button or list row by id or title
//! ```
//!
//! Every screen is a [`PhoneView`]; [`Simulator::subscribe`] yields a [`PhoneEvent`] for every
//! change. A page shows `GET /_sim/phones`, then follows `GET /_sim/events` (server-sent events,
//! each a `PhoneEvent`): on `bubble` it replaces or appends the bubble of that id, on `removed` it
//! takes it away, on `profile` it fetches the phone again; `typing` and `toast` pass by.
//!
//! # Control by HTTP
//!
//! The same over `/_sim/…`, for other processes: `README.md` beside this crate has the routes and the
//! form of fault scripts.

mod account;
mod clock;
mod config;
mod control;
mod dice;
mod fault;
mod files;
mod infobip;
mod journal;
mod ledger;
mod meta;
mod meter;
mod phones;
mod receipts;
mod segments;
mod server;
mod simulator;
mod smtp;
mod sync;
mod telegram;
mod twilio;
mod webhook;
mod world;

pub use account::{Account, InfobipAccount, Provider, TelegramAccount, TwilioAccount, WhatsAppAccount};
pub use config::{Forgery, Limits, Pace, Receipts, SimulatorConfig, UnknownRecipients, Webhooks};
pub use fault::{Action, ErrorCode, Match, Nth, Place, Rule, Script, Throttle};
pub use ledger::{LedgerEntry, WebhookAttempt};
pub use phones::{
    Bubble, Button, ButtonKind, Change, Channel, Document, Group, Phone, PhoneError, PhoneEvent, PhoneKey, PhoneView,
    Profile, Side, Ticks,
};
pub use simulator::{Simulator, StartError};
