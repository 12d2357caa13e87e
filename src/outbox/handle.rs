//! Starting the lanes, and what the rest of the house may tell them.

use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::{Notify, mpsc};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use super::doubt::gives_receipts;
use super::lane::{House, Lane};
use super::lease::Leases;
use super::pace::Pace;
use super::patience::{Looked, Patience};
use super::port::{Sender, Words};
use super::signals::Elsewhere;
use super::spending::Spending;
use super::{metrics, monitor, settler};
use crate::domain::{AccountId, Clock};
use crate::gateway::{Courtesy, Gateway};
use crate::store::Store;

/// Courtesies that may wait; more are dropped.
const COURTESIES: usize = 256;
/// Endings that may wait for the disk.
const LANDED: usize = 1024;

/// An account to be driven.
pub struct LaneConfig<G = Gateway> {
    pub account: AccountId,
    pub gateway: G,
    pub pace: Pace,
    pub spending: Spending,
    /// What is not delivered within it goes to the person's next address.
    pub patience: Patience,
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
    lanes: Arc<HashMap<AccountId, Wires>>,
    /// The leases of this process, and the ear of the others.
    beyond: Option<(Arc<Leases>, Arc<Elsewhere>)>,
}

struct Wires {
    wake: Arc<Notify>,
    courtesies: mpsc::Sender<(Instant, Courtesy)>,
}

impl Outbox {
    /// Starts one lane per account.
    pub fn start<G: Sender, W: Words>(
        lanes: Vec<LaneConfig<G>>,
        store: &Store,
        (words, public_url): (&Arc<W>, &str),
        clock: &Arc<dyn Clock>,
    ) -> Self {
        let owner = Uuid::new_v4();
        let (seed, _) = owner.as_u64_pair();
        let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
        let leases = Leases::none(owner);
        let words = Arc::clone(words);
        let elsewhere = Arc::<Elsewhere>::default();
        let house = Arc::new(House {
            store: store.clone(),
            words,
            public_url: public_url.to_owned(),
            clock: Arc::clone(clock),
            leases: Arc::clone(&leases),
            elsewhere: Arc::clone(&elsewhere),
            budgets: lanes.iter().flat_map(|lane| lane.spending.budgets.clone()).collect(),
            patience: lanes
                .iter()
                .filter(|lane| gives_receipts(lane.gateway.medium().channel))
                .map(|lane| (lane.account.clone(), lane.patience))
                .collect(),
            looked: Looked::default(),
            wakes: lanes.iter().map(|lane| (lane.account.clone(), Arc::default())).collect(),
            stop: stop.clone(),
        });
        let (landed, endings) = mpsc::channel(LANDED);
        tasks.spawn(settler::settle_all(Arc::clone(&house), endings));
        let mut wires = HashMap::new();
        let accounts = lanes.iter().map(|lane| (lane.account.clone(), lane.gateway.provider())).collect();
        for (config, at) in lanes.into_iter().zip(0_u64..) {
            let (courtesies, waiting) = mpsc::channel(COURTESIES);
            let wake = house.wakes.get(&config.account).cloned().unwrap_or_default();
            wires.insert(config.account.clone(), Wires { wake: Arc::clone(&wake), courtesies });
            let lane = Lane {
                house: Arc::clone(&house),
                account: config.account,
                gateway: Arc::new(config.gateway),
                pace: config.pace,
                spending: Arc::new(config.spending),
                seed: seed.wrapping_add(at << 32),
                wake,
                courtesies: waiting,
                landed: landed.clone(),
            };
            tasks.spawn(lane.run());
        }
        let beyond = Some((Arc::clone(&leases), Arc::clone(&elsewhere)));
        let handle = OutboxHandle { lanes: Arc::new(wires), beyond };
        tasks.spawn(Arc::clone(&elsewhere).tell(store.clone(), stop.clone()));
        tasks.spawn(elsewhere.listen(store.clone(), handle.clone(), stop.clone()));
        tasks.spawn(monitor::keep_watch(house, accounts, handle.clone()));
        tasks.spawn(leases.keep(store.clone(), Arc::clone(clock), stop.clone()));
        Self { tasks, stop, handle }
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
    /// Something new may be in this lane's queue, whichever process drives it.
    pub fn wake(&self, account: &AccountId) {
        self.wake_here(account);
        if let Some((leases, elsewhere)) = &self.beyond
            && !leases.covers(account, Instant::now())
        {
            elsewhere.wake(account);
        }
    }

    /// Wakes a lane of this process.
    pub(super) fn wake_here(&self, account: &AccountId) {
        if let Some(wires) = self.lanes.get(account) {
            wires.wake.notify_one();
        }
    }

    /// Wakes every lane of this process.
    pub(super) fn wake_all_here(&self) {
        for wires in self.lanes.values() {
            wires.wake.notify_one();
        }
    }

    /// Something new may be in any queue.
    pub fn wake_all(&self) {
        for account in self.lanes.keys() {
            self.wake(account);
        }
    }

    /// A sign of life; dropped when the lane is busy.
    pub fn courtesy(&self, account: &AccountId, courtesy: Courtesy) {
        if let Some(wires) = self.lanes.get(account)
            && wires.courtesies.try_send((Instant::now(), courtesy)).is_err()
        {
            metrics::courtesy_dropped(account);
        }
    }
}
