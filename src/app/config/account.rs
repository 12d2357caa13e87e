//! `[[account]]`: one sender identity at one provider.

use carnet_webhooks::Secret;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

use super::{ConfigError, SecretRef, bad};
use crate::domain::{AccountId, Channel};

/// A checked account with its secrets read.
#[derive(Debug)]
pub struct Account {
    pub id: AccountId,
    /// The codes of the schools that send by it, at least one: strangers are the first one's.
    pub schools: Vec<String>,
    /// The provider's limit; no window of a second ever exceeds it.
    pub per_second: u32,
    /// One message per recipient and interval; 0 is off.
    pub pair_interval_ms: u64,
    pub pair_burst: u32,
    /// People who may be written to outside their window in any 24 hours; `WhatsApp` only.
    pub daily_recipients: Option<u32>,
    /// Mark what people write as read, and show that an answer is coming.
    pub mark_read: bool,
    pub provider: ProviderAccount,
}

#[derive(Debug)]
pub enum ProviderAccount {
    WhatsApp {
        api_base: Url,
        phone_number_id: String,
        waba_id: Option<String>,
        access_token: SecretString,
        app_secrets: Vec<Secret>,
        verify_tokens: Vec<Secret>,
    },
    Telegram {
        api_base: Url,
        bot_token: SecretString,
        secret_tokens: Vec<Secret>,
        /// The first of the secret tokens: what Telegram is told to send.
        webhook_secret: SecretString,
    },
}

impl Account {
    /// Whether both would send as the same number or the same bot.
    pub(super) fn is_same_sender(&self, other: &Self) -> bool {
        match (&self.provider, &other.provider) {
            (
                ProviderAccount::WhatsApp { phone_number_id: mine, api_base: here, .. },
                ProviderAccount::WhatsApp { phone_number_id: theirs, api_base: there, .. },
            ) => mine == theirs && here == there,
            (
                ProviderAccount::Telegram { bot_token: mine, api_base: here, .. },
                ProviderAccount::Telegram { bot_token: theirs, api_base: there, .. },
            ) => mine.expose_secret() == theirs.expose_secret() && here == there,
            _ => false,
        }
    }

    /// The first of its schools: whose strangers and whose business at the provider it is.
    pub fn first_school(&self) -> &str {
        self.schools.first().map_or("", String::as_str)
    }

    pub fn is_whatsapp(&self) -> bool {
        matches!(self.provider, ProviderAccount::WhatsApp { .. })
    }

    pub fn channel(&self) -> Channel {
        match self.provider {
            ProviderAccount::WhatsApp { .. } => Channel::WhatsApp,
            ProviderAccount::Telegram { .. } => Channel::Telegram,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountFile {
    id: String,
    school: Option<String>,
    /// In place of `school`, where several share the account.
    schools: Option<Vec<String>>,
    provider: String,
    api_base: Option<String>,
    phone_number_id: Option<String>,
    waba_id: Option<String>,
    access_token: Option<SecretRef>,
    app_secrets: Option<Vec<SecretRef>>,
    verify_token: Option<SecretRef>,
    bot_token: Option<SecretRef>,
    secret_tokens: Option<Vec<SecretRef>>,
    per_second: Option<u32>,
    pair_interval_ms: Option<u64>,
    pair_burst: Option<u32>,
    daily_recipients: Option<u32>,
    #[serde(default = "yes")]
    mark_read: bool,
}

fn yes() -> bool {
    true
}

impl AccountFile {
    pub(super) fn check(self) -> Result<Account, ConfigError> {
        let known = !self.id.is_empty()
            && self.id.len() <= 40
            && self.id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        if !known {
            return Err(bad(
                "account.id",
                &format!("`{}` is no name", self.id),
                "use up to 40 letters, digits, - and _",
            ));
        }
        let (provider, per_second, pair_interval_ms, pair_burst) = match self.provider.as_str() {
            "whatsapp" => (self.whatsapp()?, 80, 6000, 45),
            "telegram" => (self.telegram()?, 30, 1000, 3),
            other => {
                let problem = format!("`{other}` is not a provider Carnet can send with");
                return Err(bad(&self.key("provider"), &problem, "write whatsapp or telegram"));
            }
        };
        let per_second = self.per_second.unwrap_or(per_second);
        if per_second == 0 {
            return Err(bad(
                &self.key("per_second"),
                "0 messages a second would send nothing",
                "write the provider's limit",
            ));
        }
        Ok(Account {
            schools: self.schools()?,
            id: AccountId(self.id),
            per_second,
            pair_interval_ms: self.pair_interval_ms.unwrap_or(pair_interval_ms),
            pair_burst: self.pair_burst.unwrap_or(pair_burst),
            daily_recipients: self.daily_recipients,
            mark_read: self.mark_read,
            provider,
        })
    }

    fn schools(&self) -> Result<Vec<String>, ConfigError> {
        let schools = match (&self.school, &self.schools) {
            (Some(school), None) => vec![school.clone()],
            (None, Some(schools)) => schools.clone(),
            (Some(_), Some(_)) => {
                let problem = "it is there beside `school`";
                return Err(bad(&self.key("schools"), problem, "write school = \"…\" or schools = [\"…\", \"…\"]"));
            }
            (None, None) => return self.given("school", None),
        };
        let twice = schools.iter().enumerate().any(|(at, code)| schools.iter().skip(at + 1).any(|other| other == code));
        if schools.is_empty() || schools.iter().any(String::is_empty) || twice {
            let problem = "it is empty, or names a school twice";
            return Err(bad(&self.key("schools"), problem, "write each school's code once: [\"adjame\", \"plateau\"]"));
        }
        Ok(schools)
    }

    fn whatsapp(&self) -> Result<ProviderAccount, ConfigError> {
        Ok(ProviderAccount::WhatsApp {
            api_base: self.base("https://graph.facebook.com/v25.0")?,
            phone_number_id: self.given("phone_number_id", self.phone_number_id.clone())?,
            waba_id: self.waba_id.clone(),
            access_token: self.given("access_token", self.access_token.clone())?.resolve(&self.key("access_token"))?,
            app_secrets: self.secrets("app_secrets", self.app_secrets.as_deref())?,
            verify_tokens: self.secrets("verify_token", self.verify_token.as_ref().map(std::slice::from_ref))?,
        })
    }

    fn telegram(&self) -> Result<ProviderAccount, ConfigError> {
        Ok(ProviderAccount::Telegram {
            api_base: self.base("https://api.telegram.org")?,
            bot_token: self.given("bot_token", self.bot_token.clone())?.resolve(&self.key("bot_token"))?,
            secret_tokens: self.secrets("secret_tokens", self.secret_tokens.as_deref())?,
            webhook_secret: self
                .given("secret_tokens", self.secret_tokens.as_ref().and_then(|tokens| tokens.first()))?
                .resolve(&self.key("secret_tokens"))?,
        })
    }

    fn key(&self, key: &str) -> String {
        format!("account \"{}\" {key}", self.id)
    }

    fn given<T>(&self, key: &str, value: Option<T>) -> Result<T, ConfigError> {
        value.ok_or_else(|| {
            bad(
                &self.key(key),
                "it is missing",
                &format!("a {} account needs it (README, \"Configuration\")", self.provider),
            )
        })
    }

    fn base(&self, default: &str) -> Result<Url, ConfigError> {
        let text = self.api_base.as_deref().unwrap_or(default);
        Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https")).ok_or_else(|| {
            bad(&self.key("api_base"), &format!("`{text}` is no web address"), &format!("leave it out for {default}"))
        })
    }

    fn secrets(&self, key: &str, refs: Option<&[SecretRef]>) -> Result<Vec<Secret>, ConfigError> {
        let refs = self.given(key, refs.filter(|refs| !refs.is_empty()))?;
        refs.iter()
            .map(|secret| {
                let value = secret.resolve(&self.key(key))?;
                Secret::new(value.expose_secret().as_bytes())
                    .map_err(|_empty| bad(&self.key(key), "the secret is empty", "put the secret there"))
            })
            .collect()
    }
}
