//! What a process that died, or an answer that never came, left in doubt is asked for where the provider keeps a list of what it has made.
//!
//! Invariant: what is found is proof only when it is known as nothing else of ours. That it is not found proves nothing.

use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use super::approvals::Approvals;
use super::lane::House;
use super::port::Sender;
use super::wording::{Wording, address, word};
use crate::domain::{AccountId, Locale};
use crate::gateway::Message;
use crate::store::{DoubtfulAttempt, Proof, School, StoreError};

/// How often is asked: whoever did not answer a while ago may answer before a doubt is decided without them.
const EVERY: Duration = Duration::from_secs(20);

/// Looks up what is in doubt in a lane, at once and from time to time, until `done`.
pub(super) async fn inquire<G: Sender>(
    house: Arc<House>,
    gateway: Arc<G>,
    account: AccountId,
    done: CancellationToken,
) {
    if !gateway.provider().tells_what_it_made() {
        return;
    }
    while let Some(looked) = done.run_until_cancelled(look_up(&house, &*gateway, &account)).await {
        if let Err(error) = looked {
            tracing::warn!(%account, %error, "outbox.inquiry_failed");
        }
        if done.run_until_cancelled(tokio::time::sleep(EVERY)).await.is_none() {
            return;
        }
    }
}

async fn look_up<G: Sender>(house: &House, gateway: &G, account: &AccountId) -> Result<(), StoreError> {
    let mut tx = house.store.begin_read().await?;
    let doubtful = tx.doubtful_attempts(account).await?;
    tx.rollback().await?;
    for one in doubtful {
        if let Some(message) = as_sent(house, gateway, &one).await? {
            let ago = house.clock.now().since(one.started_at);
            let made = gateway.made(&message, ago).await;
            prove(house, account, &one, made).await?;
        }
    }
    Ok(())
}

/// The request as it was, as far as it can be told.
async fn as_sent<G: Sender>(house: &House, gateway: &G, one: &DoubtfulAttempt) -> Result<Option<Message>, StoreError> {
    let mut tx = house.store.begin_read().await?;
    let (candidate, school) = (tx.message_as_sent(one.school, one.message).await?, tx.school(one.school).await?);
    tx.rollback().await?;
    let Some(candidate) = candidate else { return Ok(None) };
    let locale = school.as_ref().map_or(Locale::Fr, School::default_locale);
    let worded = word(house.voice(), &candidate, locale, gateway.medium(), one.started_at, &Approvals::default());
    let Wording::Now(worded) = worded else { return Ok(None) };
    Ok(Some(Message {
        to: address(&candidate),
        attempt: one.attempt,
        key: String::new(),
        unsubscribe: None,
        answer: None,
        content: worded.content,
        file: None,
        edits: None,
    }))
}

async fn prove(house: &House, account: &AccountId, one: &DoubtfulAttempt, made: Vec<String>) -> Result<(), StoreError> {
    for provider_id in made {
        let mut tx = house.store.begin().await?;
        if tx.knows_as_sent(account, &provider_id).await? {
            tx.rollback().await?;
            continue;
        }
        let DoubtfulAttempt { school, message, attempt, last, .. } = *one;
        let proof = Proof { school, message, attempt, last, provider_id };
        tx.prove_acceptance(&[proof], house.clock.now()).await?;
        tx.commit().await?;
        tracing::info!(%account, %message, "outbox.doubt_looked_up");
        return Ok(());
    }
    Ok(())
}
