//! `[[account]]`: one sender identity at one provider.

use serde::Deserialize;
use std::collections::BTreeMap;
use url::Url;

use super::provider::ProviderAccount;
use super::{ConfigError, SecretRef, bad};
use crate::domain::{AccountId, Channel, PortfolioId};

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
    /// Whose numbers the provider counts together.
    pub portfolio: PortfolioId,
    /// People whom the portfolio may write to outside their window in any 24 hours; `WhatsApp` only.
    pub daily_recipients: Option<u32>,
    /// What the bot is called, without the `@`; Telegram only.
    pub bot_name: Option<String>,
    /// Mark what people write as read, and show that an answer is coming.
    pub mark_read: bool,
    pub provider: ProviderAccount,
}

impl Account {
    /// Whether both would send as the same number or the same bot.
    pub(super) fn is_same_sender(&self, other: &Self) -> bool {
        self.provider.sender() == other.provider.sender()
    }

    /// The first of its schools: whose strangers and whose business at the provider it is.
    pub fn first_school(&self) -> &str {
        self.schools.first().map_or("", String::as_str)
    }

    pub fn is_whatsapp(&self) -> bool {
        matches!(self.provider, ProviderAccount::WhatsApp { .. })
    }

    pub fn channel(&self) -> Channel {
        self.provider.channel()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountFile {
    pub(super) id: String,
    school: Option<String>,
    /// In place of `school`, where several share the account.
    schools: Option<Vec<String>>,
    provider: String,
    pub(super) api_base: Option<String>,
    pub(super) phone_number_id: Option<String>,
    pub(super) waba_id: Option<String>,
    pub(super) access_token: Option<SecretRef>,
    pub(super) app_secrets: Option<Vec<SecretRef>>,
    pub(super) verify_token: Option<SecretRef>,
    pub(super) bot_token: Option<SecretRef>,
    bot_name: Option<String>,
    pub(super) secret_tokens: Option<Vec<SecretRef>>,
    pub(super) account_sid: Option<String>,
    pub(super) auth_token: Option<SecretRef>,
    pub(super) from: Option<String>,
    /// By the template's name, then by language.
    #[serde(default)]
    pub(super) content_sids: BTreeMap<String, BTreeMap<String, String>>,
    pub(super) base_url: Option<String>,
    pub(super) api_key: Option<SecretRef>,
    pub(super) sender: Option<String>,
    pub(super) webhook_secret: Option<SecretRef>,
    pub(super) webhook_auth: Option<String>,
    pub(super) url: Option<SecretRef>,
    per_second: Option<u32>,
    pair_interval_ms: Option<u64>,
    pair_burst: Option<u32>,
    portfolio: Option<String>,
    daily_recipients: Option<u32>,
    #[serde(default = "yes")]
    mark_read: bool,
}

fn yes() -> bool {
    true
}

impl AccountFile {
    pub(super) fn check(self, public_url: &Url) -> Result<Account, ConfigError> {
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
            "twilio" => match self.twilio(public_url)? {
                account if account.channel() == Channel::WhatsApp => (account, 80, 6000, 45),
                // A long number of Twilio's sends one segment a second.
                account => (account, 1, 0, 0),
            },
            "infobip" => (self.infobip(public_url)?, 20, 0, 0),
            "smtp" => (self.smtp(public_url)?, 5, 0, 0),
            other => {
                let problem = format!("`{other}` is not a provider Carnet can send with");
                return Err(bad(&self.key("provider"), &problem, "write whatsapp, telegram, twilio, infobip or smtp"));
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
            portfolio: self.portfolio()?,
            schools: self.schools()?,
            id: AccountId(self.id),
            per_second,
            pair_interval_ms: self.pair_interval_ms.unwrap_or(pair_interval_ms),
            pair_burst: self.pair_burst.unwrap_or(pair_burst),
            daily_recipients: self.daily_recipients,
            bot_name: self.bot_name.map(|name| name.trim_start_matches('@').to_owned()),
            mark_read: self.mark_read,
            provider,
        })
    }

    /// The one it names; else the numbers of one business account are in one; else it is alone in its own.
    fn portfolio(&self) -> Result<PortfolioId, ConfigError> {
        let made_up = || match &self.waba_id {
            Some(waba) => format!("waba/{waba}"),
            None => format!("account/{}", self.id),
        };
        match self.portfolio.as_deref() {
            None => Ok(PortfolioId(made_up())),
            Some(name) if !name.is_empty() && name.len() <= 60 && !name.contains('/') => {
                Ok(PortfolioId(name.to_owned()))
            }
            Some(name) => {
                let problem = format!("`{name}` is no name");
                Err(bad(&self.key("portfolio"), &problem, "write up to 60 characters, without a /"))
            }
        }
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

    pub(super) fn key(&self, key: &str) -> String {
        format!("account \"{}\" {key}", self.id)
    }

    pub(super) fn given<T>(&self, key: &str, value: Option<T>) -> Result<T, ConfigError> {
        value.ok_or_else(|| {
            bad(
                &self.key(key),
                "it is missing",
                &format!("a {} account needs it (README, \"Configuration\")", self.provider),
            )
        })
    }
}
