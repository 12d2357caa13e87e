//! From configured accounts to gateways.

use anyhow::Context;

use super::config::{Account, ProviderAccount};
use crate::gateway::{
    Gateway, HttpClient, Infobip, InfobipAccount, Mail, MailAccount, Telegram, Twilio, TwilioAccount, WhatsApp,
    WhatsAppAccount,
};

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
        ProviderAccount::Twilio { api_base, account_sid, auth_token, from, content_sids, status_url, .. } => {
            let settings = TwilioAccount {
                api_base: api_base.clone(),
                account_sid: account_sid.clone(),
                auth_token: auth_token.clone(),
                from: from.clone(),
                status_url: status_url.clone(),
                content_sids: content_sids.clone(),
            };
            Twilio::new(client, settings).map(Gateway::Twilio)
        }
        ProviderAccount::Infobip { base_url, api_key, sender, status_url, .. } => {
            let settings = InfobipAccount {
                base_url: base_url.clone(),
                api_key: api_key.clone(),
                sender: sender.clone(),
                status_url: status_url.clone(),
            };
            Infobip::new(client, settings).map(Gateway::Infobip)
        }
        ProviderAccount::Smtp { server, from, public_url, .. } => {
            let settings = MailAccount { server: server.clone(), from: from.clone(), public_url: public_url.clone() };
            Mail::new(settings).map(Gateway::Mail)
        }
    };
    built.with_context(|| format!("account \"{}\"", account.id))
}
