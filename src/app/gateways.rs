//! From configured accounts to gateways.

use anyhow::Context;

use super::config::{Account, ProviderAccount};
use crate::gateway::{Gateway, HttpClient, Telegram, WhatsApp, WhatsAppAccount};

/// The gateway of an account on a pool of connections.
pub fn gateway(account: &Account, client: HttpClient) -> anyhow::Result<Gateway> {
    let built = match &account.provider {
        ProviderAccount::WhatsApp { api_base, phone_number_id, waba_id, access_token, .. } => {
            let settings = WhatsAppAccount {
                api_base: api_base.clone(),
                phone_number_id: phone_number_id.clone(),
                waba_id: waba_id.clone(),
                access_token: access_token.clone(),
            };
            WhatsApp::new(client, &settings).map(Gateway::WhatsApp)
        }
        ProviderAccount::Telegram { api_base, bot_token, .. } => {
            Telegram::new(client, bot_token, api_base).map(Gateway::Telegram)
        }
    };
    built.with_context(|| format!("account \"{}\"", account.id))
}
