//! One process at a time drives a lane: all leases of this process, renewed together.
//!
//! Invariant: a lane stops starting sends before its lease ends by the clock of the one who gave it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::domain::{AccountId, Clock};
use crate::store::{LONGEST_IDLE, Store, StoreError};

pub(super) const TTL: Duration = Duration::from_secs(10);
// The locks of an owner that is frozen in the middle of a transaction end before its lease does.
const _: () = assert!(LONGEST_IDLE.as_millis() < TTL.as_millis());
pub(super) const RENEW: Duration = Duration::from_secs(3);
/// How long before its end a lease counts as over.
const MARGIN: Duration = Duration::from_secs(2);

/// The leases of this process, each with the moment up to which it may be relied on.
pub(super) struct Leases {
    pub(super) owner: Uuid,
    safe_until: Mutex<HashMap<AccountId, Instant>>,
}

impl Leases {
    pub(super) fn none(owner: Uuid) -> Arc<Self> {
        Arc::new(Self { owner, safe_until: Mutex::new(HashMap::new()) })
    }

    /// Whether sends may still be started on this lane at `at`.
    pub(super) fn covers(&self, account: &AccountId, at: Instant) -> bool {
        self.held().get(account).is_some_and(|until| at < *until)
    }

    /// A lane was taken by a request made at `asked`.
    pub(super) fn gained(&self, account: &AccountId, asked: Instant) {
        self.held().insert(account.clone(), asked + TTL - MARGIN);
    }

    /// A lane is another's, or nobody's.
    pub(super) fn lost(&self, account: &AccountId) {
        self.held().remove(account);
    }

    /// What is not among `still` runs out by itself: it may have been taken after the request was made.
    fn renewed(&self, still: &[AccountId], asked: Instant) {
        let mut held = self.held();
        for account in still {
            if let Some(until) = held.get_mut(account) {
                *until = asked + TTL - MARGIN;
            }
        }
    }

    fn held(&self) -> MutexGuard<'_, HashMap<AccountId, Instant>> {
        self.safe_until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Renews until `stop`. A renewal that fails is tried again soon; the leases run out by themselves.
    pub(super) async fn keep(self: Arc<Self>, store: Store, clock: Arc<dyn Clock>, stop: CancellationToken) {
        let mut wait = RENEW;
        while tokio::time::timeout(wait, stop.cancelled()).await.is_err() {
            let asked = Instant::now();
            wait = match renew(&store, self.owner, &*clock).await {
                Ok(still) => {
                    self.renewed(&still, asked);
                    RENEW
                }
                Err(error) => {
                    tracing::warn!(%error, "outbox.renew_failed");
                    Duration::from_millis(500)
                }
            };
        }
    }
}

async fn renew(store: &Store, owner: Uuid, clock: &dyn Clock) -> Result<Vec<AccountId>, StoreError> {
    let mut tx = store.begin().await?;
    let still = tx.renew_lanes(owner, TTL, clock.now()).await?;
    tx.commit().await?;
    Ok(still)
}
