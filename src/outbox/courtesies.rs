//! Signs of life: "read", "typing", a pressed button that stops spinning. They take places of the lane's rate and are dropped
//! when it is busy; a provider may answer them with a wish for patience, which is the whole account's.

use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

use super::lane::{Drive, House, Note};
use super::metrics;
use super::port::Sender;
use crate::domain::AccountId;
use crate::gateway::{Courtesy, SendError};

/// "Read" and "typing" that come later than this are no signs of life.
const COURTEOUS: Duration = Duration::from_secs(2);
/// A pressed button spins, and an answered one stays pressable, until we say so (Telegram forgets presses after a while).
const PRESSED: Duration = Duration::from_secs(15);
/// Signs of life under way at once.
const MOST_COURTESIES: usize = 16;

impl<G: Sender> Drive<G> {
    /// Whether there is time for one.
    pub(super) fn may_be_courteous(&self) -> bool {
        let now = Instant::now();
        !self.backlog
            && self.courtesies_in_flight < MOST_COURTESIES
            && self.pacer.free(now) > 0
            && self.breaker.admit(1, now) == 1
            && self.breaker.reopens().is_none()
    }

    /// Gives one, unless it comes too late to be one.
    pub(super) fn be_courteous(&mut self, since: Instant, courtesy: Courtesy) {
        let patience = match courtesy {
            Courtesy::Read { .. } | Courtesy::Typing { .. } => COURTEOUS,
            Courtesy::AnswerPress { .. } | Courtesy::RemoveButtons { .. } => PRESSED,
        };
        if since.elapsed() > patience {
            return metrics::courtesy_dropped(&self.account);
        }
        self.pacer.take(Instant::now());
        self.courtesies_in_flight += 1;
        let (gateway, notes, account) = (Arc::clone(&self.gateway), self.notes.clone(), self.account.clone());
        let house = Arc::clone(&self.house);
        tokio::spawn(async move {
            let began = Instant::now();
            let failed = gateway.courtesy(&courtesy).await.err();
            let ended = Instant::now();
            let pause = failed.as_ref().and_then(SendError::retry_after);
            if let Some(error) = &failed {
                tracing::debug!(%account, %error, "outbox.courtesy_failed");
            }
            // A lane that is gone does not count.
            let _gone = notes.send(Note::Courteous((began, ended), pause));
            if let Some(pause) = pause {
                house.keep_throttle(&account, pause).await;
            }
        });
    }
}

impl House {
    /// Writes down how long the provider asked for patience, for whoever drives the lane next.
    async fn keep_throttle(&self, account: &AccountId, pause: Duration) {
        let kept = async {
            let mut tx = self.store.begin().await?;
            tx.throttle_lane(account, self.clock.now().plus(pause)).await?;
            tx.commit().await
        };
        if let Err(error) = kept.await {
            tracing::error!(%account, %error, "outbox.throttle_not_kept");
        }
    }
}
