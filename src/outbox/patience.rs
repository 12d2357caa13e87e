//! How long what a provider took may stay undelivered before it goes to the person's next address.
//!
//! Each message is looked at once, when its time is over: what has no other address then stays where it is.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::lane::House;
use super::ways;
use crate::domain::{AccountId, MessageClass, Timestamp};
use crate::store::StoreError;

/// How far back a process looks that has just started.
const BACK: Duration = Duration::from_hours(24);

/// A time for each class; without one, there is no end to it. Answers stay where they were asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Patience {
    pub security: Option<Duration>,
    pub notice: Option<Duration>,
    pub broadcast: Option<Duration>,
}

impl Patience {
    fn of(self, class: MessageClass) -> Option<Duration> {
        match class {
            MessageClass::Reply => None,
            MessageClass::Security => self.security,
            MessageClass::Notice => self.notice,
            MessageClass::Broadcast => self.broadcast,
        }
    }
}

/// Until when each lane's messages have been looked at.
#[derive(Debug, Default)]
pub(super) struct Looked(Mutex<HashMap<(AccountId, MessageClass), Timestamp>>);

/// Sends on what one lane's provider has not delivered in time.
pub(super) async fn send_on(house: &House, account: &AccountId, now: Timestamp) -> Result<(), StoreError> {
    let Some(patience) = house.patience.get(account) else { return Ok(()) };
    for class in MessageClass::ALL {
        let Some(time) = patience.of(class) else { continue };
        let until = now.minus(time);
        let after = house.looked.last(account, class).unwrap_or(until.minus(BACK));
        if after >= until {
            continue;
        }
        let mut tx = house.store.begin_read().await?;
        let late = tx.undelivered(account, class, (after, until), now).await?;
        tx.rollback().await?;
        if !late.is_empty() {
            let mut tx = house.store.begin().await?;
            let reached = tx.go_elsewhere_in_time(&late, now).await?;
            tx.commit().await?;
            tracing::info!(%account, late = late.len(), moved = reached.len(), "outbox.sent_on");
            ways::wake(house, &reached);
        }
        house.looked.note(account, class, until);
    }
    Ok(())
}

impl Looked {
    fn last(&self, account: &AccountId, class: MessageClass) -> Option<Timestamp> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&(account.clone(), class)).copied()
    }

    fn note(&self, account: &AccountId, class: MessageClass, until: Timestamp) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((account.clone(), class), until);
    }
}
