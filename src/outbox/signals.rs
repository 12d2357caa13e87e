//! Wake-ups to and from the other processes on the same database: coalesced, and never on the way of a message.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::OutboxHandle;
use crate::domain::AccountId;
use crate::store::{Engine, Store, StoreError};

/// How long before listening is tried again.
const REST: Duration = Duration::from_secs(5);
/// How often a lane looks when it hears of every message: only a fallback.
const LOOK: Duration = Duration::from_secs(5);
/// How often it looks when other processes cannot be heard.
const LOOK_DEAF: Duration = Duration::from_millis(500);

/// Lanes that other processes are to be told of, and whether those can be heard.
#[derive(Default)]
pub(super) struct Elsewhere {
    waiting: Mutex<HashSet<AccountId>>,
    some: Notify,
    deaf: AtomicBool,
}

impl Elsewhere {
    /// Tells whoever drives this lane, soon.
    pub(super) fn wake(&self, account: &AccountId) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(account.clone());
        self.some.notify_one();
    }

    /// How often a lane looks without being woken.
    pub(super) fn look(&self) -> Duration {
        if self.deaf.load(Ordering::Relaxed) { LOOK_DEAF } else { LOOK }
    }

    fn take(&self) -> Vec<AccountId> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).drain().collect()
    }

    /// Sends what has gathered: while the database works, more gathers.
    pub(super) async fn tell(self: Arc<Self>, store: Store, stop: CancellationToken) {
        if store.engine() == Engine::Sqlite {
            return;
        }
        while stop.run_until_cancelled(self.some.notified()).await.is_some() {
            // What cannot be told is found by the look of the lane itself.
            if let Err(error) = store.signal_lanes(&self.take()).await {
                tracing::warn!(%error, "outbox.signal_failed");
            }
        }
    }

    /// Wakes our lanes when other processes say so.
    pub(super) async fn listen(self: Arc<Self>, store: Store, lanes: OutboxHandle, stop: CancellationToken) {
        if store.engine() == Engine::Sqlite {
            return;
        }
        self.deaf.store(true, Ordering::Relaxed);
        while !stop.is_cancelled() {
            match stop.run_until_cancelled(self.hear(&store, &lanes)).await {
                Some(Ok(())) => {
                    tracing::warn!(
                        "outbox.deaf: the database address leads through a pooler that keeps LISTEN back (pgbouncer in \
                         transaction mode); lanes look every 500 ms instead, point database_url at PostgreSQL itself \
                         for less delay"
                    );
                    return;
                }
                Some(Err(error)) => tracing::warn!(%error, "outbox.listen_failed"),
                None => return,
            }
            self.deaf.store(true, Ordering::Relaxed);
            let _stopped = tokio::time::timeout(REST, stop.cancelled()).await;
        }
    }

    /// Returns when nothing can be heard.
    async fn hear(&self, store: &Store, lanes: &OutboxHandle) -> Result<(), StoreError> {
        let Some(mut signals) = store.listen().await? else { return Ok(()) };
        self.deaf.store(false, Ordering::Relaxed);
        loop {
            match signals.next().await? {
                Some(account) => lanes.wake_here(&account),
                None => lanes.wake_all_here(),
            }
        }
    }
}
