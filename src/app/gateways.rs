//! From configured accounts to gateways.

use anyhow::Context;

use super::config::{Account, ProviderAccount};
use crate::gateway::{Gateway, HttpClient, Telegram, Timeouts, WhatsApp, WhatsAppAccount};

/// The gateway of an account, with its own pool of connections.
pub fn gateway(account: &Account) -> anyhow::Result<Gateway> {
    let client = HttpClient::new(Timeouts::default())?;
    let built = match &account.provider {
        ProviderAccount::WhatsApp { api_base, phone_number_id, waba_id, access_token, .. } => {
            let settings = WhatsAppAccount {
                api_base: api_base.to_string(),
                phone_number_id: phone_number_id.clone(),
                waba_id: waba_id.clone().unwrap_or_default(),
                access_token: access_token.clone(),
            };
            WhatsApp::new(client, &settings).map(Gateway::WhatsApp)
        }
        ProviderAccount::Telegram { api_base, bot_token, .. } => {
            Telegram::new(client, bot_token, api_base.as_str()).map(Gateway::Telegram)
        }
    };
    built.with_context(|| format!("account \"{}\"", account.id))
}
