//! Starting the lanes, and what the rest of the house may tell them.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::lane::{Signals, drive};
use super::pace::Pace;
use crate::domain::{AccountId, Clock, Timestamp};
use crate::gateway::{Courtesy, Gateway};
use crate::render::Renderer;
use crate::store::Store;

/// Courtesies that may wait; more are dropped.
const COURTESIES: usize = 256;

/// An account to be driven.
pub struct LaneConfig {
    pub account: AccountId,
    pub gateway: Gateway,
    pub pace: Pace,
}

/// The lanes of this process.
pub struct Outbox {
    tasks: TaskTracker,
    stop: CancellationToken,
    handle: OutboxHandle,
}

/// What the inbox's handler may tell lanes. Cheap to clone.
#[derive(Clone, Default)]
pub struct OutboxHandle {
    lanes: Arc<HashMap<AccountId, Lines>>,
}

struct Lines {
    wake: Arc<Notify>,
    heard: Arc<AtomicI64>,
    courtesies: mpsc::Sender<Courtesy>,
}

impl Outbox {
    /// Starts one lane per account.
    pub fn start(lanes: Vec<LaneConfig>, store: &Store, renderer: &Arc<Renderer>, clock: &Arc<dyn Clock>) -> Self {
        let tasks = TaskTracker::new();
        let stop = CancellationToken::new();
        let mut lines = HashMap::new();
        for lane in lanes {
            let (courtesies, waiting) = mpsc::channel(COURTESIES);
            let (wake, heard) = (Arc::new(Notify::new()), Arc::new(AtomicI64::new(0)));
            lines
                .insert(lane.account.clone(), Lines { wake: Arc::clone(&wake), heard: Arc::clone(&heard), courtesies });
            let signals = Signals { wake, heard, courtesies: waiting, stop: stop.clone() };
            tasks.spawn(drive(lane, store.clone(), Arc::clone(renderer), Arc::clone(clock), signals));
        }
        Self { tasks, stop, handle: OutboxHandle { lanes: Arc::new(lines) } }
    }

    pub fn handle(&self) -> OutboxHandle {
        self.handle.clone()
    }

    /// Stops taking; returns when what is under way has been settled and the lanes are released.
    pub async fn shutdown(self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

impl OutboxHandle {
    /// Something new may be in this lane's queue.
    pub fn wake(&self, account: &AccountId) {
        if let Some(lines) = self.lanes.get(account) {
            lines.wake.notify_one();
        }
    }

    /// A receipt came in: the provider's receipts are alive.
    pub fn heard(&self, account: &AccountId, at: Timestamp) {
        if let Some(lines) = self.lanes.get(account) {
            lines.heard.fetch_max(at.0, Ordering::Relaxed);
        }
    }

    /// A sign of life; dropped when the lane is busy.
    pub fn courtesy(&self, account: &AccountId, courtesy: Courtesy) {
        if let Some(lines) = self.lanes.get(account)
            && lines.courtesies.try_send(courtesy).is_err()
        {
            tracing::debug!(%account, "outbox.courtesy_dropped");
        }
    }
}
