//! Who talks to us: one sender identity at one provider, with what the simulator needs to check
//! its requests and to call its webhooks. Unregistered senders are served too (see [`Accounts`]).

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use serde::{Deserialize, Serialize};

use crate::sync::{read, write};

/// The providers the simulator plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    /// Meta's `WhatsApp` Cloud API.
    WhatsApp,
    /// The Telegram Bot API.
    Telegram,
    /// Twilio Messages.
    Twilio,
    /// Infobip SMS v3.
    Infobip,
    /// A mail server.
    Smtp,
}

impl Provider {
    /// The name used in configuration, ledger and scripts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WhatsApp => "whatsapp",
            Self::Telegram => "telegram",
            Self::Twilio => "twilio",
            Self::Infobip => "infobip",
            Self::Smtp => "smtp",
        }
    }
}

/// One sender identity as its provider knows it. As JSON it is tagged by `provider`, which is the
/// body of `POST /_sim/accounts`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "provider", rename_all = "lowercase", deny_unknown_fields)]
pub enum Account {
    /// A business number.
    WhatsApp(WhatsAppAccount),
    /// A bot.
    Telegram(TelegramAccount),
    /// A Twilio account with one sender.
    Twilio(TwilioAccount),
    /// An Infobip sender.
    Infobip(InfobipAccount),
}

/// A `WhatsApp` business number.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WhatsAppAccount {
    /// Meta's id of the number; the `account` of ledger lines.
    pub phone_number_id: String,
    /// The business account the number belongs to; events come in its name.
    pub waba_id: String,
    /// The number as people see it, digits only.
    pub display_phone_number: String,
    /// The only Bearer token accepted; any non-empty one when absent.
    pub access_token: Option<String>,
    /// Signs the webhooks.
    pub app_secret: String,
    /// Sent in the subscription handshake.
    pub verify_token: Option<String>,
    /// Where events go; none are sent when absent.
    pub webhook_url: Option<String>,
}

/// A Telegram bot.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TelegramAccount {
    /// `<bot id>:<secret>`; the part before the colon is the `account` of ledger lines.
    pub bot_token: String,
    /// Without the at sign; `carnet_bot` when empty.
    pub username: String,
    /// Sent back in every update's header.
    pub secret_token: Option<String>,
    /// Where updates go; `setWebhook` fills it in when absent.
    pub webhook_url: Option<String>,
}

/// A Twilio account with one sender.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TwilioAccount {
    /// `AC…`; the `account` of ledger lines.
    pub account_sid: String,
    /// Basic-auth password and the webhooks' signing key.
    pub auth_token: String,
    /// The sender, `+…` or `whatsapp:+…`.
    pub from: String,
    /// Where inbound messages go.
    pub webhook_url: Option<String>,
    /// Where statuses go when a message names no `StatusCallback`.
    pub status_url: Option<String>,
    /// The URL the signatures are computed for, when it differs from where the simulator connects:
    /// an origin such as `https://carnet.example.org`.
    pub signed_origin: Option<String>,
}

/// An Infobip sender.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InfobipAccount {
    /// The sender name or number; the `account` of ledger lines.
    pub sender: String,
    /// The only key accepted; any non-empty one when absent.
    pub api_key: Option<String>,
    /// Signs the webhooks; unsigned when absent.
    pub webhook_secret: Option<String>,
    /// Where inbound messages go.
    pub webhook_url: Option<String>,
    /// Where reports go when a message names no `webhooks.delivery.url`.
    pub status_url: Option<String>,
}

impl Account {
    /// The provider of this account.
    pub const fn provider(&self) -> Provider {
        match self {
            Self::WhatsApp(_) => Provider::WhatsApp,
            Self::Telegram(_) => Provider::Telegram,
            Self::Twilio(_) => Provider::Twilio,
            Self::Infobip(_) => Provider::Infobip,
        }
    }

    /// What ledger lines call this account.
    pub fn id(&self) -> &str {
        match self {
            Self::WhatsApp(account) => &account.phone_number_id,
            Self::Telegram(account) => bot_id(&account.bot_token),
            Self::Twilio(account) => &account.account_sid,
            Self::Infobip(account) => &account.sender,
        }
    }

    /// Where inbound messages of this account are posted.
    pub fn webhook_url(&self) -> Option<&str> {
        match self {
            Self::WhatsApp(account) => account.webhook_url.as_deref(),
            Self::Telegram(account) => account.webhook_url.as_deref(),
            Self::Twilio(account) => account.webhook_url.as_deref(),
            Self::Infobip(account) => account.webhook_url.as_deref(),
        }
    }
}

/// The bot id inside a token.
pub(crate) fn bot_id(token: &str) -> &str {
    token.split_once(':').map_or(token, |(id, _)| id)
}

/// The registered accounts. Invariant: at most one per provider and id.
///
/// A sender nobody registered is still accepted by the APIs: it simply has no secrets to check and
/// no webhook to call.
#[derive(Debug, Default)]
pub(crate) struct Accounts(RwLock<HashMap<(Provider, String), Arc<Account>>>);

impl Accounts {
    pub(crate) fn register(&self, account: Account) {
        let key = (account.provider(), account.id().to_owned());
        write(&self.0).insert(key, Arc::new(account));
    }

    pub(crate) fn find(&self, provider: Provider, id: &str) -> Option<Arc<Account>> {
        read(&self.0).get(&(provider, id.to_owned())).cloned()
    }

    pub(crate) fn all(&self) -> Vec<Arc<Account>> {
        let mut all: Vec<_> = read(&self.0).values().cloned().collect();
        all.sort_by(|a, b| (a.provider().name(), a.id()).cmp(&(b.provider().name(), b.id())));
        all
    }
}
