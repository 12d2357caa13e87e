//! What each provider needs to know of an account.

use carnet_webhooks::Secret;
use carnet_webhooks::infobip::Algorithm;
use carnet_webhooks::twilio::PublicUrl;
use secrecy::{ExposeSecret, SecretString};
use std::collections::BTreeMap;
use url::Url;

use super::account::AccountFile;
use super::{ConfigError, SecretRef, bad};
use crate::domain::{Channel, Locale};
use crate::gateway::{MailServer, Provider};
use crate::http::InfobipProof;

/// The settings of an account at its provider, with their secrets read.
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
    Twilio {
        api_base: Url,
        account_sid: String,
        auth_token: SecretString,
        /// `+…`, `whatsapp:+…`, or a messaging service (`MG…`).
        from: String,
        /// By name and language.
        content_sids: BTreeMap<(String, String), String>,
        /// What its webhooks are signed with.
        webhook_token: Secret,
        /// As Twilio sees us.
        public_url: PublicUrl,
        status_url: Url,
    },
    Infobip {
        base_url: Url,
        api_key: SecretString,
        sender: String,
        webhook_proof: InfobipProof,
        webhook_secret: Secret,
        status_url: Url,
    },
    Smtp {
        server: MailServer,
        from: String,
        /// Where the page is that ends letters.
        public_url: Url,
        /// Of the server, for comparing.
        name: String,
    },
}

impl ProviderAccount {
    pub fn provider(&self) -> Provider {
        match self {
            Self::WhatsApp { .. } => Provider::WhatsApp,
            Self::Telegram { .. } => Provider::Telegram,
            Self::Twilio { .. } => Provider::Twilio,
            Self::Infobip { .. } => Provider::Infobip,
            Self::Smtp { .. } => Provider::Smtp,
        }
    }

    pub(super) fn channel(&self) -> Channel {
        match self {
            Self::Twilio { from, .. } if from.starts_with("whatsapp:") => Channel::WhatsApp,
            other => other.provider().channel(),
        }
    }

    /// What it sends as: where, and as whom.
    pub(super) fn sender(&self) -> (&Url, &str) {
        match self {
            Self::WhatsApp { api_base, phone_number_id, .. } => (api_base, phone_number_id),
            Self::Telegram { api_base, bot_token, .. } => (api_base, bot_token.expose_secret()),
            Self::Twilio { api_base, from, .. } => (api_base, from),
            Self::Infobip { base_url, sender, .. } => (base_url, sender),
            Self::Smtp { public_url, name, .. } => (public_url, name),
        }
    }
}

impl AccountFile {
    pub(super) fn whatsapp(&self) -> Result<ProviderAccount, ConfigError> {
        Ok(ProviderAccount::WhatsApp {
            api_base: self.base("https://graph.facebook.com/v25.0")?,
            phone_number_id: self.given("phone_number_id", self.phone_number_id.clone())?,
            waba_id: self.waba_id.clone(),
            access_token: self.given("access_token", self.access_token.clone())?.resolve(&self.key("access_token"))?,
            app_secrets: self.secrets("app_secrets", self.app_secrets.as_deref())?,
            verify_tokens: self.secrets("verify_token", self.verify_token.as_ref().map(std::slice::from_ref))?,
        })
    }

    pub(super) fn telegram(&self) -> Result<ProviderAccount, ConfigError> {
        Ok(ProviderAccount::Telegram {
            api_base: self.base("https://api.telegram.org")?,
            bot_token: self.given("bot_token", self.bot_token.clone())?.resolve(&self.key("bot_token"))?,
            secret_tokens: self.secrets("secret_tokens", self.secret_tokens.as_deref())?,
            webhook_secret: self
                .given("secret_tokens", self.secret_tokens.as_ref().and_then(|tokens| tokens.first()))?
                .resolve(&self.key("secret_tokens"))?,
        })
    }

    pub(super) fn twilio(&self, public_url: &Url) -> Result<ProviderAccount, ConfigError> {
        let auth_token = self.given("auth_token", self.auth_token.clone())?;
        let from = self.given("from", self.from.clone())?;
        let number = from.strip_prefix("whatsapp:").unwrap_or(&from);
        let is_number = number.strip_prefix('+').is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        let is_name =
            number == from && !from.is_empty() && from.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' ');
        if !is_number && !is_name {
            let remedy =
                "write +14155550100, whatsapp:+14155550100, a name of letters and digits, or a messaging service (MG…)";
            return Err(bad(&self.key("from"), &format!("`{from}` is no sender"), remedy));
        }
        let as_seen = PublicUrl::new(public_url.as_str())
            .map_err(|wrong| bad("public_url", &wrong.to_string(), "write https://your-host"))?;
        Ok(ProviderAccount::Twilio {
            api_base: self.base("https://api.twilio.com")?,
            account_sid: self.given("account_sid", self.account_sid.clone())?,
            webhook_token: self.secret("auth_token", &auth_token)?,
            auth_token: auth_token.resolve(&self.key("auth_token"))?,
            from,
            content_sids: self.content_sids()?,
            public_url: as_seen,
            status_url: self.status_url(public_url, "twilio"),
        })
    }

    fn content_sids(&self) -> Result<BTreeMap<(String, String), String>, ConfigError> {
        let mut all = BTreeMap::new();
        for (name, by_language) in &self.content_sids {
            for (language, sid) in by_language {
                if language.parse::<Locale>().is_err() || !is_content(sid) {
                    let remedy = format!("write content_sids.{name} = {{ fr = \"HX…\", en = \"HX…\", ar = \"HX…\" }}");
                    return Err(bad(
                        &self.key("content_sids"),
                        &format!("`{language} = {sid}` names no content"),
                        &remedy,
                    ));
                }
                all.insert((name.clone(), language.clone()), sid.clone());
            }
        }
        Ok(all)
    }

    pub(super) fn infobip(&self, public_url: &Url) -> Result<ProviderAccount, ConfigError> {
        let base_url = self.given("base_url", self.base_url.as_deref())?;
        let webhook_secret = self.given("webhook_secret", self.webhook_secret.as_ref())?;
        Ok(ProviderAccount::Infobip {
            base_url: self.address(
                "base_url",
                base_url,
                "copy it from the Infobip portal: https://xxxxx.api.infobip.com",
            )?,
            api_key: self.given("api_key", self.api_key.clone())?.resolve(&self.key("api_key"))?,
            sender: self.given("sender", self.sender.clone())?,
            webhook_proof: self.webhook_proof()?,
            webhook_secret: self.secret("webhook_secret", webhook_secret)?,
            status_url: self.status_url(public_url, "infobip"),
        })
    }

    fn webhook_proof(&self) -> Result<InfobipProof, ConfigError> {
        let text = self.webhook_auth.as_deref().unwrap_or("hmac-sha256");
        let (scheme, header) = text.split_once(':').map_or((text, None), |(scheme, header)| (scheme, Some(header)));
        let header = header.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        let hmac = |algorithm, header: Option<String>| match header {
            Some(name) => InfobipProof::BodyHmac(algorithm, name),
            None => InfobipProof::Hmac(algorithm),
        };
        match (scheme, header) {
            ("hmac-sha1", header) => Ok(hmac(Algorithm::Sha1, header)),
            ("hmac-sha256", header) => Ok(hmac(Algorithm::Sha256, header)),
            ("hmac-sha512", header) => Ok(hmac(Algorithm::Sha512, header)),
            ("basic", None) => Ok(InfobipProof::Basic),
            ("header", Some(name)) => Ok(InfobipProof::Header(name)),
            _ => Err(bad(
                &self.key("webhook_auth"),
                &format!("`{text}` is no way to prove a webhook"),
                "write hmac-sha256, hmac-sha256:HEADER, basic or header:HEADER, as it is set in the Infobip portal",
            )),
        }
    }

    pub(super) fn smtp(&self, public_url: &Url) -> Result<ProviderAccount, ConfigError> {
        let url = self.given("url", self.url.as_ref())?.resolve(&self.key("url"))?;
        let server = MailServer::parse(url.expose_secret()).map_err(|wrong| {
            let remedy = "write smtps://user:password@host or smtp://user:password@host:587 (STARTTLS), each special \
                          letter of user and password percent-encoded";
            bad(&self.key("url"), &wrong.to_string(), remedy)
        })?;
        let from = self.given("from", self.from.clone())?;
        let name = format!("{} {from}", server.name());
        Ok(ProviderAccount::Smtp { server, from, public_url: public_url.clone(), name })
    }

    /// Where a provider tells us of our messages.
    fn status_url(&self, public_url: &Url, provider: &str) -> Url {
        let mut url = public_url.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(["webhooks", provider, &self.id, "status"]);
        }
        url
    }

    fn base(&self, default: &str) -> Result<Url, ConfigError> {
        let text = self.api_base.as_deref().unwrap_or(default);
        self.address("api_base", text, &format!("leave it out for {default}"))
    }

    fn address(&self, key: &str, text: &str, remedy: &str) -> Result<Url, ConfigError> {
        let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        url.ok_or_else(|| bad(&self.key(key), &format!("`{text}` is no web address"), remedy))
    }

    fn secrets(&self, key: &str, refs: Option<&[SecretRef]>) -> Result<Vec<Secret>, ConfigError> {
        let refs = self.given(key, refs.filter(|refs| !refs.is_empty()))?;
        refs.iter().map(|secret| self.secret(key, secret)).collect()
    }

    fn secret(&self, key: &str, secret: &SecretRef) -> Result<Secret, ConfigError> {
        let value = secret.resolve(&self.key(key))?;
        Secret::new(value.expose_secret().as_bytes())
            .map_err(|_empty| bad(&self.key(key), "the secret is empty", "put the secret there"))
    }
}

/// `HX` and 32 hexadecimal digits.
fn is_content(sid: &str) -> bool {
    sid.strip_prefix("HX").is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|b| b.is_ascii_hexdigit()))
}
