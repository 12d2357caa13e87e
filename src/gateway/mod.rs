//! The providers' APIs: one file or folder per provider, the only place with reqwest and teloxide.
//!
//! Lives here: turning a [`Message`] into a provider's request and its answer into an outcome.
//! Never here: retries, pacing, marks, commands, sentences.
//! Invariant: an error says whether the request may have taken effect; doubt is [`SendError::Unknown`], never a retry.

mod check;
mod error;
mod file;
mod http;
mod infobip;
mod mail;
mod media;
mod message;
mod provider;
mod record;
mod telegram;
pub mod tls;
mod twilio;
mod whatsapp;

pub use check::{Checked, Fault, SetupError};
pub use error::{Refusal, SendError, Throttle};
pub use http::{HttpClient, Timeouts};
pub use infobip::{Infobip, InfobipAccount};
pub use mail::{BadServer, Bounce, BounceFailure, LONGEST_BOUNCE, Mail, MailAccount, MailServer};
pub use media::FetchError;
pub use message::{Accepted, Address, Button, Content, Courtesy, File, FileSource, Message};
pub use provider::Provider;
pub use record::recorded;
pub use telegram::{MenuCommand, MenuScope, Telegram, telegram_words};
pub use twilio::{Twilio, TwilioAccount};
pub use whatsapp::{ListedTemplate, TemplateWording, WhatsApp, WhatsAppAccount};

use bytes::Bytes;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use crate::domain::{Channel, Medium};

/// One sender identity at one provider, ready to send.
#[derive(Debug)]
pub enum Gateway {
    WhatsApp(WhatsApp),
    Telegram(Telegram),
    Twilio(Twilio),
    Infobip(Infobip),
    Mail(Mail),
}

/// Names and languages of templates.
pub type TemplateNames = BTreeSet<(String, String)>;

impl Gateway {
    /// Sends one message, once.
    pub async fn send(&self, message: &Message) -> Result<Accepted, SendError> {
        match self {
            Self::WhatsApp(gateway) => gateway.send(message).await,
            Self::Telegram(gateway) => gateway.send(message).await,
            Self::Twilio(gateway) => gateway.send(message).await,
            Self::Infobip(gateway) => gateway.send(message).await,
            Self::Mail(gateway) => gateway.send(message).await,
        }
    }

    /// Fetches a file that a person sent, by the provider's id of it, if it has no more than `most` bytes.
    pub async fn fetch(&self, id: &str, most: usize) -> Result<Bytes, FetchError> {
        match self {
            Self::WhatsApp(gateway) => gateway.fetch(id, most).await,
            Self::Telegram(gateway) => gateway.fetch(id, most).await,
            // What people send by these comes with an address and without an id: it is not fetched.
            Self::Twilio(_) | Self::Infobip(_) | Self::Mail(_) => Err(FetchError::Gone),
        }
    }

    /// What the provider has made of this message in the time since `ago`, by its own ids; nothing where it does not tell.
    pub async fn made(&self, message: &Message, ago: Duration) -> Vec<String> {
        match self {
            Self::Twilio(gateway) => gateway.made(message, ago).await,
            Self::WhatsApp(_) | Self::Telegram(_) | Self::Infobip(_) | Self::Mail(_) => Vec::new(),
        }
    }

    /// A sign of life; a failure is worth a count, never a second try.
    pub async fn courtesy(&self, courtesy: &Courtesy) -> Result<(), SendError> {
        match self {
            Self::WhatsApp(gateway) => gateway.courtesy(courtesy).await,
            Self::Telegram(gateway) => gateway.courtesy(courtesy).await,
            Self::Twilio(_) | Self::Infobip(_) | Self::Mail(_) => Ok(()),
        }
    }

    /// Whether the provider knows us, for `carnet check`.
    pub async fn check(&self) -> Result<Checked, Fault> {
        match self {
            Self::WhatsApp(gateway) => gateway.check().await,
            Self::Telegram(gateway) => gateway.check().await,
            Self::Twilio(gateway) => gateway.check().await,
            Self::Infobip(gateway) => gateway.check().await,
            Self::Mail(gateway) => gateway.check().await,
        }
    }

    pub fn provider(&self) -> Provider {
        match self {
            Self::WhatsApp(_) => Provider::WhatsApp,
            Self::Telegram(_) => Provider::Telegram,
            Self::Twilio(_) => Provider::Twilio,
            Self::Infobip(_) => Provider::Infobip,
            Self::Mail(_) => Provider::Smtp,
        }
    }

    /// The channel it sends on, and in which form.
    pub fn medium(&self) -> Medium {
        match self {
            Self::WhatsApp(_) => Channel::WhatsApp.into(),
            Self::Telegram(_) => Channel::Telegram.into(),
            Self::Twilio(gateway) => Medium { channel: gateway.channel(), plain: true },
            Self::Infobip(_) => Channel::Sms.into(),
            Self::Mail(_) => Channel::Email.into(),
        }
    }

    /// The only templates it can send, where those are a matter of our configuration.
    pub fn own_templates(&self) -> Option<Arc<TemplateNames>> {
        match self {
            Self::Twilio(gateway) => Some(gateway.templates()),
            Self::WhatsApp(_) | Self::Telegram(_) | Self::Infobip(_) | Self::Mail(_) => None,
        }
    }
}
