//! From configured accounts to the doors their providers knock at, and to what the database knows of them.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use super::config::{Account, ProviderAccount};
use super::school_ids::SchoolIds;
use crate::domain::{Channel, Clock};
use crate::http::{Door, DoorKeys, Doors};
use crate::store::{Sender, Store, StoreError};

/// A third of how long it is remembered.
const SAID_AGAIN: Duration = Duration::from_mins(1);

/// The doors of all accounts that can be written to.
pub(super) fn entrances(accounts: &[Account], schools: Arc<SchoolIds>) -> Doors {
    let door = |account: &Account| {
        let keys = match &account.provider {
            ProviderAccount::WhatsApp { phone_number_id, waba_id, app_secrets, verify_tokens, .. } => {
                DoorKeys::WhatsApp {
                    phone_number_id: phone_number_id.clone(),
                    waba_id: waba_id.clone(),
                    app_secrets: app_secrets.clone(),
                    verify_tokens: verify_tokens.clone(),
                }
            }
            ProviderAccount::Telegram { secret_tokens, .. } => {
                DoorKeys::Telegram { secret_tokens: secret_tokens.clone() }
            }
            ProviderAccount::Twilio { webhook_token, public_url, .. } => {
                DoorKeys::Twilio { auth_tokens: vec![webhook_token.clone()], public_url: public_url.clone() }
            }
            ProviderAccount::Infobip { webhook_proof, webhook_secret, .. } => {
                DoorKeys::Infobip { proof: webhook_proof.clone(), secrets: vec![webhook_secret.clone()] }
            }
            // What people answer to letters is not read.
            ProviderAccount::Smtp { .. } => return None,
        };
        Some(Door { account: account.id.clone(), school: account.first_school().to_owned(), keys })
    };
    let doors = accounts.iter().filter_map(door);
    let find = move |code: String| -> Pin<Box<dyn Future<Output = Option<_>> + Send>> {
        let schools = Arc::clone(&schools);
        Box::pin(async move { schools.of(&code).await })
    };
    Doors::new(doors.collect(), Box::new(find))
}

/// By which accounts each school's people can be written to: chat before SMS, SMS before e-mail.
pub(super) fn senders(accounts: &[Account]) -> Vec<Sender> {
    let place = |channel| match channel {
        Channel::WhatsApp | Channel::Telegram => 0,
        Channel::Sms => 1,
        Channel::Email => 2,
    };
    let of_account = |account: &Account| {
        let (id, channel) = (account.id.clone(), account.channel());
        let sender = move |school| Sender { school, account: id.clone(), channel };
        account.schools.clone().into_iter().map(sender)
    };
    let mut senders: Vec<Sender> = accounts.iter().flat_map(of_account).collect();
    senders.sort_by_key(|sender| place(sender.channel));
    senders
}

/// Tells the database by which accounts this process sends.
pub(super) async fn note_senders(store: &Store, senders: &[Sender], clock: &dyn Clock) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    tx.set_senders(senders, clock.now()).await?;
    tx.commit().await
}

/// Tells it again and again: what nobody tells any more is forgotten, and others may have forgotten it meanwhile.
pub(super) async fn keep_senders(store: Store, senders: Vec<Sender>, clock: Arc<dyn Clock>, stop: CancellationToken) {
    while tokio::time::timeout(SAID_AGAIN, stop.cancelled()).await.is_err() {
        if let Err(error) = note_senders(&store, &senders, &*clock).await {
            tracing::warn!(%error, "senders.unsaid");
        }
    }
}
