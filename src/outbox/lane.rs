//! One account's lane, driven by one process.
//!
//! 1. Take the lease (a new epoch); what an earlier epoch was sending is doubtful now.
//! 2. Wait until there may be something to send: a wake-up, the next due time, or a finished send.
//! 3. Choose heads of streams by weight, within the person's own pace.
//! 4. T1: check them again and make the intent durable.
//! 5. Send each when the limiter says so; the settler writes what became of it (T2).
//! 6. Renew the lease; a lane that is lost stops before its lease ends.

use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use super::breaker::{Allowance, Breaker};
use super::choose::by_weight;
use super::handle::LaneConfig;
use super::pace::Limiter;
use super::settle::{Outcome, settle_all};
use super::{doubt, intent, metrics, send};
use crate::domain::{AccountId, Clock, MessageClass, Timestamp};
use crate::gateway::{Courtesy, Gateway};
use crate::render::Renderer;
use crate::store::{Candidate, Store, StoreError};

/// Lease of a lane and how often it is renewed (RELIABILITY 1.4).
const LEASE: Duration = Duration::from_secs(10);
const RENEW: Duration = Duration::from_secs(3);
/// How often a lane looks without being woken: a fallback, and the beat of its housekeeping.
const BEAT: Duration = Duration::from_millis(500);
/// Messages under way at once.
const UNDER_WAY: usize = 128;
/// Candidates read per class and round.
const LOOK: i64 = 128;

/// What a lane's tasks share.
pub(super) struct Lane {
    pub(super) account: AccountId,
    pub(super) gateway: Gateway,
    pub(super) store: Store,
    pub(super) renderer: Arc<Renderer>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) owner: Uuid,
    pub(super) epoch: i64,
    pub(super) limiter: Limiter,
    pub(super) outcomes: mpsc::Sender<Outcome>,
    per_second: u32,
    breaker: Mutex<Breaker>,
    under_way: AtomicUsize,
    wake: Arc<Notify>,
    heard: Arc<AtomicI64>,
}

impl Lane {
    pub(super) fn breaker(&self) -> MutexGuard<'_, Breaker> {
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends have been settled: their streams may go on.
    pub(super) fn finished(&self, count: usize) {
        self.under_way.fetch_sub(count, Ordering::AcqRel);
        self.wake.notify_one();
    }

    /// When a receipt for this lane last came in.
    pub(super) fn last_receipt(&self) -> Timestamp {
        Timestamp(self.heard.load(Ordering::Relaxed))
    }

    /// 0 to 1.
    #[expect(clippy::disallowed_methods, reason = "jitter between processes; nothing is decided on it")]
    pub(super) fn jitter(&self) -> f64 {
        rand::random()
    }
}

/// What a lane is told from outside.
pub(super) struct Signals {
    pub(super) wake: Arc<Notify>,
    pub(super) heard: Arc<AtomicI64>,
    pub(super) courtesies: mpsc::Receiver<Courtesy>,
    pub(super) stop: CancellationToken,
}

/// Drives a lane until `stop`: takes it, and takes it again when it was lost.
pub(super) async fn drive(
    config: LaneConfig,
    store: Store,
    renderer: Arc<Renderer>,
    clock: Arc<dyn Clock>,
    signals: Signals,
) {
    let Signals { wake, heard, courtesies, stop } = signals;
    let owner = Uuid::new_v4();
    let Some(epoch) = take(&store, &config.account, owner, &*clock, &stop).await else { return };
    // A former owner may have used a whole window a moment ago.
    let not_before = if epoch > 1 { Instant::now() + Duration::from_secs(1) } else { Instant::now() };
    let (outcomes, settled) = mpsc::channel(UNDER_WAY);
    let lane = Arc::new(Lane {
        limiter: Limiter::new(config.pace, not_before),
        per_second: config.pace.per_second,
        account: config.account,
        gateway: config.gateway,
        store,
        renderer,
        clock,
        owner,
        epoch,
        outcomes,
        breaker: Mutex::new(Breaker::new()),
        under_way: AtomicUsize::new(0),
        wake,
        heard,
    });
    tracing::info!(account = %lane.account, epoch, "outbox.lane_taken");
    let sends = TaskTracker::new();
    let courtesy = tokio::spawn(be_courteous(Arc::clone(&lane), courtesies, stop.clone()));
    let settler = tokio::spawn(settle_all(Arc::clone(&lane), settled));
    work(&lane, &sends, &stop).await;
    sends.close();
    sends.wait().await;
    while lane.under_way.load(Ordering::Acquire) > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // Both hold the lane, and the lane what they read from: all is settled, so they may simply end.
    courtesy.abort();
    settler.abort();
    release(&lane).await;
}

async fn take(
    store: &Store,
    account: &AccountId,
    owner: Uuid,
    clock: &dyn Clock,
    stop: &CancellationToken,
) -> Option<i64> {
    loop {
        match try_take(store, account, owner, clock).await {
            Ok(Some(epoch)) => return Some(epoch),
            Ok(None) => {}
            Err(error) => tracing::error!(%account, %error, "outbox.take_failed"),
        }
        tokio::select! {
            () = tokio::time::sleep(RENEW) => {}
            () = stop.cancelled() => return None,
        }
    }
}

async fn try_take(
    store: &Store,
    account: &AccountId,
    owner: Uuid,
    clock: &dyn Clock,
) -> Result<Option<i64>, StoreError> {
    let now = clock.now();
    let mut tx = store.begin().await?;
    let Some(epoch) = tx.take_lane(account, owner, LEASE, now).await? else { return Ok(None) };
    let doubtful = tx.doubt_unfinished(account, epoch, now).await?;
    tx.commit().await?;
    metrics::doubtful(account, doubtful);
    Ok(Some(epoch))
}

async fn work(lane: &Arc<Lane>, sends: &TaskTracker, stop: &CancellationToken) {
    let mut renewed = Instant::now();
    let mut housekeeping = Instant::now();
    while !stop.is_cancelled() {
        // Registered before looking, so that no wake-up between the look and the wait is lost.
        let woken = lane.wake.notified();
        if renewed.elapsed() >= RENEW {
            let began = Instant::now();
            if renew(lane).await {
                renewed = began;
            }
        }
        if renewed.elapsed() >= LEASE.saturating_sub(Duration::from_secs(2)) {
            tracing::error!(account = %lane.account, "outbox.lane_lost");
            return;
        }
        if housekeeping.elapsed() >= Duration::from_secs(5) {
            housekeeping = Instant::now();
            keep_house(lane).await;
        }
        match round(lane, sends).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::error!(account = %lane.account, %error, "outbox.round_failed"),
        }
        tokio::select! {
            () = woken => {}
            () = tokio::time::sleep(BEAT) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// One look at the lane; says whether something was sent or ended.
async fn round(lane: &Arc<Lane>, sends: &TaskTracker) -> Result<bool, StoreError> {
    let room = room(lane);
    if room == 0 {
        return Ok(false);
    }
    let candidates = look(lane).await?;
    let chosen: Vec<Candidate> = by_weight(candidates, room)
        .into_iter()
        .filter(|candidate| lane.limiter.pair_turn(candidate.contact).is_ok())
        .collect();
    if chosen.is_empty() {
        return Ok(false);
    }
    let stated_at = Instant::now();
    let Some(intended) = intent::intend(lane, chosen).await? else { return Ok(false) };
    lane.under_way.fetch_add(intended.len(), Ordering::AcqRel);
    for message in intended {
        sends.spawn(send::send(Arc::clone(lane), message, stated_at));
    }
    Ok(true)
}

/// How many intents may be stated now: about a tenth of a second's worth, so that little is in doubt after a crash.
fn room(lane: &Lane) -> usize {
    let under_way = lane.under_way.load(Ordering::Acquire);
    let most = match lane.breaker().allows(Instant::now()) {
        Allowance::All => usize::try_from(lane.per_second / 10).unwrap_or(UNDER_WAY).clamp(1, UNDER_WAY),
        Allowance::Probe => 1,
        Allowance::Wait(_) => 0,
    };
    most.saturating_sub(under_way)
}

async fn look(lane: &Lane) -> Result<Vec<(MessageClass, Vec<Candidate>)>, StoreError> {
    let now = lane.clock.now();
    let mut tx = lane.store.begin_read().await?;
    let mut candidates = Vec::with_capacity(MessageClass::ALL.len());
    for class in MessageClass::ALL {
        candidates.push((class, tx.candidates(&lane.account, class, now, LOOK).await?));
    }
    tx.rollback().await?;
    Ok(candidates)
}

async fn renew(lane: &Lane) -> bool {
    let renewed = async {
        let mut tx = lane.store.begin().await?;
        let held = tx.renew_lane(&lane.account, lane.owner, lane.epoch, LEASE, lane.clock.now()).await?;
        tx.commit().await?;
        Ok::<_, StoreError>(held)
    };
    renewed.await.unwrap_or_else(|error| {
        tracing::error!(account = %lane.account, %error, "outbox.renew_failed");
        false
    })
}

async fn release(lane: &Lane) {
    let released = async {
        let mut tx = lane.store.begin().await?;
        tx.release_lane(&lane.account, lane.owner).await?;
        tx.commit().await
    };
    if let Err(error) = released.await {
        tracing::warn!(account = %lane.account, %error, "outbox.release_failed");
    }
}

/// Resolves old doubts and measures the queue.
async fn keep_house(lane: &Lane) {
    if let Err(error) = doubt::resolve(lane).await {
        tracing::error!(account = %lane.account, %error, "outbox.doubt_failed");
    }
    let depths = async {
        let mut tx = lane.store.begin_read().await?;
        let depths = tx.queue_depths(&lane.account).await?;
        tx.rollback().await?;
        Ok::<_, StoreError>(depths)
    };
    match depths.await {
        Ok(depths) => metrics::depths(&lane.account, &depths, lane.clock.now()),
        Err(error) => tracing::warn!(account = %lane.account, %error, "outbox.depths_failed"),
    }
}

/// Signs of life, while there is room; dropped otherwise.
async fn be_courteous(lane: Arc<Lane>, mut courtesies: mpsc::Receiver<Courtesy>, stop: CancellationToken) {
    loop {
        let next = tokio::select! {
            next = courtesies.recv() => next,
            () = stop.cancelled() => return,
        };
        let Some(courtesy) = next else { return };
        if !lane.limiter.has_room() {
            continue;
        }
        if let Err(error) = lane.gateway.courtesy(&courtesy).await {
            tracing::debug!(account = %lane.account, %error, "outbox.courtesy_failed");
        }
    }
}
