//! The demo's accounts, seen from both sides: what the service is configured with, and what the providers know.
//!
//! Invariant: the secrets are invented anew at each start and never leave the process.

use anyhow::Context;
use carnet_simulator::{Account as Registered, Simulator, TelegramAccount, WhatsAppAccount};
use carnet_webhooks::Secret;
use rand::Rng;
use secrecy::SecretString;
use serde_json::{Value, json};
use url::Url;

use super::cast::SCHOOL;
use crate::app::config::{Account, ProviderAccount};
use crate::domain::{AccountId, PortfolioId};
use crate::render::{TemplateButton, TemplateDefinition};

const PHONE_NUMBER_ID: &str = "106540352242922";
const WABA_ID: &str = "102290129340398";
const DISPLAY_NUMBER: &str = "2252721000000";
const BOT_ID: &str = "7000000001";
const BOT_NAME: &str = "lagunes_carnet_bot";
const TELEGRAM: &str = "tg1";

/// What both sides must agree on.
pub(super) struct Providers {
    access_token: String,
    app_secret: String,
    verify_token: String,
    bot_token: String,
    secret_token: String,
}

impl Providers {
    pub(super) fn invent(random: &mut impl Rng) -> Self {
        let mut word = || {
            let mut bytes = [0; 24];
            random.fill_bytes(&mut bytes);
            hex::encode(bytes)
        };
        Self {
            access_token: word(),
            app_secret: word(),
            verify_token: word(),
            bot_token: format!("{BOT_ID}:{}", word()),
            secret_token: word(),
        }
    }

    /// The service's side, with the limits a real number and a real bot have.
    pub(super) fn accounts(&self, api: &str) -> anyhow::Result<Vec<Account>> {
        let account = |id: &str, per_second, pair_interval_ms, pair_burst, provider| Account {
            id: AccountId(id.to_owned()),
            schools: vec![SCHOOL.to_owned()],
            per_second,
            pair_interval_ms,
            pair_burst,
            portfolio: PortfolioId(id.to_owned()),
            daily_recipients: None,
            mark_read: true,
            bot_name: (id == TELEGRAM).then(|| BOT_NAME.to_owned()),
            provider,
        };
        let whatsapp = ProviderAccount::WhatsApp {
            api_base: Url::parse(&format!("{api}/v25.0"))?,
            phone_number_id: PHONE_NUMBER_ID.into(),
            waba_id: Some(WABA_ID.into()),
            access_token: SecretString::from(self.access_token.as_str()),
            app_secrets: vec![secret(&self.app_secret)?],
            verify_tokens: vec![secret(&self.verify_token)?],
        };
        let telegram = ProviderAccount::Telegram {
            api_base: Url::parse(api)?,
            bot_token: SecretString::from(self.bot_token.as_str()),
            secret_tokens: vec![secret(&self.secret_token)?],
            webhook_secret: SecretString::from(self.secret_token.as_str()),
        };
        Ok(vec![account("wa1", 80, 6000, 45, whatsapp), account(TELEGRAM, 30, 1000, 3, telegram)])
    }

    /// The school's templates, approved by Meta.
    pub(super) fn approve(simulator: &Simulator, templates: &[TemplateDefinition]) {
        for template in templates {
            let reply = |button: &TemplateButton| json!({ "type": "QUICK_REPLY", "text": button.text });
            let buttons: Vec<Value> = template.buttons.iter().map(reply).collect();
            let body = json!({ "type": "BODY", "text": template.body });
            let registered = json!({
                "name": template.name, "language": template.language.code(), "category": template.category,
                "components": [body, { "type": "BUTTONS", "buttons": buttons }],
            });
            simulator.approve_template(WABA_ID, registered);
        }
    }

    /// The providers' side; from now on what people do is posted to the service at `origin`.
    pub(super) fn register(&self, simulator: &Simulator, origin: &str) {
        simulator.register(Registered::WhatsApp(WhatsAppAccount {
            phone_number_id: PHONE_NUMBER_ID.into(),
            waba_id: WABA_ID.into(),
            display_phone_number: DISPLAY_NUMBER.into(),
            access_token: Some(self.access_token.clone()),
            app_secret: self.app_secret.clone(),
            verify_token: Some(self.verify_token.clone()),
            webhook_url: Some(format!("{origin}/webhooks/whatsapp")),
        }));
        simulator.register(Registered::Telegram(TelegramAccount {
            bot_token: self.bot_token.clone(),
            username: BOT_NAME.into(),
            secret_token: Some(self.secret_token.clone()),
            webhook_url: Some(format!("{origin}/webhooks/telegram/{TELEGRAM}")),
        }));
    }
}

fn secret(value: &str) -> anyhow::Result<Secret> {
    Secret::new(value.as_bytes()).context("an invented secret is empty")
}
