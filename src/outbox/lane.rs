//! One account's lane, driven by one process.
//!
//! 1. Take the lease under a new epoch; what an earlier epoch was sending is doubtful now.
//! 2. Wait for a wake-up, the next due time, or room.
//! 3. A round (`round.rs`): choose, word, check again, make the intent durable (T1).
//! 4. Let each go when the pace allows; the settler writes how it ended (T2).
//! 5. Told to stop: take no more, wait for what flies to land and be settled, release the lease. What is slow to land is
//!    waited for after the lease has gone: its next owner takes it for doubtful until its proof is written.
//! 6. A commit whose answer was lost: the lane is taken anew, and what it may have stated is known not to have left.

use rand::SeedableRng;
use rand::rngs::StdRng;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, mpsc};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::approvals::Approvals;
use super::breaker::Breaker;
use super::echo::Echoes;
use super::files::Carrying;
use super::inquiry::inquire;
use super::lease::{Leases, RENEW, TTL};
use super::metrics;
use super::pace::{Pace, Pacer};
use super::patience::{Looked, Patience};
use super::port::{Sender, Words};
use super::queues::Waiting;
use super::round::{Round, Schools};
use super::settler::Landed;
use super::share::Shares;
use super::signals::Elsewhere;
use super::silence;
use super::spending::{Opened, Spending};
use super::turns::Turns;
use crate::domain::{AccountId, AttemptId, Clock, ContactId, SchoolId};
use crate::gateway::Courtesy;
use crate::store::{Engine, LaneHold, LaneThrottle, OVER_BUDGET, PairKey, Store, StoreError};

/// How long a lane rests after a failure of the database, and one that is paused between two looks.
pub(super) const REST: Duration = Duration::from_secs(1);
/// How soon a lane that another process has is asked for again, at the earliest.
const ASK_AGAIN: Duration = Duration::from_millis(250);
/// How soon a lane that is to be patient for longer notices that an operator does not want it to be.
const LIFTED: Duration = Duration::from_secs(5);
/// How long a lane that is told to stop is kept for what flies: another process waits for it, and then for a second more, so
/// that no window holds what two processes sent.
const PARTING: Duration = Duration::from_millis(900);

/// What all lanes of a process share.
pub(super) struct House {
    pub(super) store: Store,
    pub(super) words: Arc<dyn Words>,
    /// Where the service is found from outside.
    pub(super) public_url: String,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) leases: Arc<Leases>,
    pub(super) elsewhere: Arc<Elsewhere>,
    /// All lanes of this process.
    pub(super) wakes: HashMap<AccountId, Arc<Notify>>,
    /// A month's money, by the school's code.
    pub(super) budgets: HashMap<String, i64>,
    /// Of lanes whose provider tells of deliveries.
    pub(super) patience: HashMap<AccountId, Patience>,
    pub(super) looked: Looked,
    pub(super) stop: CancellationToken,
}

impl House {
    /// Who makes the words, and the address that links in them begin with.
    pub(super) fn voice(&self) -> (&dyn Words, &str) {
        (&*self.words, &self.public_url)
    }
}

/// A lane before it is driven.
pub(super) struct Lane<G> {
    pub(super) house: Arc<House>,
    pub(super) account: AccountId,
    pub(super) gateway: Arc<G>,
    pub(super) pace: Pace,
    pub(super) spending: Arc<Spending>,
    pub(super) seed: u64,
    pub(super) wake: Arc<Notify>,
    pub(super) courtesies: mpsc::Receiver<(Instant, Courtesy)>,
    pub(super) landed: mpsc::Sender<Landed>,
}

/// What a lane hears from its own sends.
#[derive(Debug, Clone, Copy)]
pub(super) enum Note {
    /// An attempt has ended; it was on its way from and to these moments.
    Landed((ContactId, PairKey), super::flight::Signal, (Instant, Instant)),
    /// So many endings are on disk.
    Settled(usize),
    /// A sign of life has been given; it was on its way from and to these moments. Providers ask for patience here, too.
    Courteous((Instant, Instant), Option<Duration>),
}

/// What came of taking a lane.
enum Taken {
    /// Under this epoch.
    Now(i64),
    /// Another process has it for at least so long.
    NotBefore(Duration),
}

/// How driving under one epoch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Stopped,
    /// Another process has the lane.
    Lost,
    /// It is not known whether a round's intents are on disk.
    Unsure,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Again,
    Wait(Instant),
    /// Another process has the lane.
    Lost,
    /// It is not known whether the round's intents are on disk.
    Unsure,
}

/// A lane being driven under one epoch.
pub(super) struct Drive<G> {
    pub(super) house: Arc<House>,
    pub(super) account: AccountId,
    pub(super) gateway: Arc<G>,
    pub(super) epoch: i64,
    pub(super) pacer: Pacer,
    /// How often an operator had not waited for the provider when we last looked.
    lifted: i64,
    pub(super) breaker: Breaker,
    pub(super) shares: Shares,
    /// Of the schools that share the account, in each class.
    pub(super) turns: [Turns; 4],
    /// The schools that had something waiting when we last looked.
    pub(super) waiting: Waiting,
    pub(super) schools: Schools,
    pub(super) approvals: Approvals,
    pub(super) spending: Arc<Spending>,
    pub(super) opened: Opened,
    pub(super) echoes: Echoes,
    pub(super) carrying: Carrying,
    pub(super) random: StdRng,
    /// There was more than might go when we last looked.
    pub(super) backlog: bool,
    pub(super) in_flight: usize,
    pub(super) unsettled: usize,
    pub(super) most_in_flight: usize,
    pub(super) landed: mpsc::Sender<Landed>,
    pub(super) notes: mpsc::UnboundedSender<Note>,
    pub(super) courtesies_in_flight: usize,
    /// Attempts that may be on disk and have not left.
    pub(super) unflown: Vec<(SchoolId, AttemptId)>,
}

impl<G: Sender> Lane<G> {
    /// Drives the lane until told to stop; takes it again when it was lost.
    pub(super) async fn run(mut self) {
        let mut unflown = Vec::new();
        while !self.house.stop.is_cancelled() {
            let asked = Instant::now();
            let mut rest = RENEW;
            match self.take(&unflown).await {
                Ok(Taken::Now(epoch)) => {
                    unflown.clear();
                    self.house.leases.gained(&self.account, asked);
                    tracing::info!(account = %self.account, epoch, "outbox.lane_taken");
                    match self.drive(epoch, &mut unflown).await {
                        Ended::Lost if self.house.store.engine() == Engine::Sqlite => {
                            // Two processes on one file would take it from each other for ever.
                            tracing::error!(account = %self.account, "outbox.lane_given_up");
                            return;
                        }
                        // It is still ours.
                        Ended::Unsure => rest = Duration::ZERO,
                        Ended::Lost | Ended::Stopped => {}
                    }
                }
                // Right when the lease ends, if its owner has died; at once, if it lets go and says so.
                Ok(Taken::NotBefore(free)) => rest = rest.min(free).min(self.house.elsewhere.look()),
                Err(error) => tracing::error!(account = %self.account, %error, "outbox.take_failed"),
            }
            // A lane that is another's is woken with every message of its; asking so often would be no use.
            let _stopped = tokio::time::timeout(rest.min(ASK_AGAIN), self.house.stop.cancelled()).await;
            tokio::select! {
                () = self.house.stop.cancelled() => {}
                () = self.wake.notified() => {}
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    /// Takes the lane; `unflown` are attempts that have surely not left, should they be on disk.
    async fn take(&self, unflown: &[(SchoolId, AttemptId)]) -> Result<Taken, StoreError> {
        let now = self.house.clock.now();
        let mut tx = self.house.store.begin().await?;
        let Some(epoch) = tx.take_lane(&self.account, self.house.leases.owner, TTL, now).await? else {
            let free = tx.lane_free_in(&self.account, now).await?;
            tx.rollback().await?;
            return Ok(Taken::NotBefore(free + Duration::from_millis(20)));
        };
        tx.take_back(unflown, now).await?;
        let doubtful = tx.doubt_unfinished(&self.account, epoch, now).await?;
        tx.note_silence(&self.account, None).await?;
        // The budget may be another one now.
        tx.let_go_of(&self.account, OVER_BUDGET, now).await?;
        tx.commit().await?;
        if doubtful > 0 {
            tracing::warn!(account = %self.account, count = doubtful, "outbox.left_in_doubt");
        }
        metrics::left_in_doubt(&self.account, doubtful);
        Ok(Taken::Now(epoch))
    }

    /// Drives under one epoch.
    async fn drive(&mut self, epoch: i64, unflown: &mut Vec<(SchoolId, AttemptId)>) -> Ended {
        let (notes, mut heard) = mpsc::unbounded_channel();
        let asking = self.house.stop.child_token();
        tokio::spawn(inquire(Arc::clone(&self.house), Arc::clone(&self.gateway), self.account.clone(), asking.clone()));
        let _no_longer = asking.drop_guard();
        let now = Instant::now();
        let pacer = if epoch == 1 { Pacer::fresh(self.pace, now) } else { Pacer::taken_over(self.pace, now) };
        let mut drive = Drive {
            house: Arc::clone(&self.house),
            account: self.account.clone(),
            gateway: Arc::clone(&self.gateway),
            epoch,
            pacer,
            lifted: 0,
            breaker: Breaker::default(),
            shares: Shares::default(),
            turns: Default::default(),
            waiting: Waiting::default(),
            schools: Schools::default(),
            approvals: Approvals::default(),
            spending: Arc::clone(&self.spending),
            opened: Opened::default(),
            echoes: Echoes::default(),
            carrying: Carrying::default(),
            random: StdRng::seed_from_u64(self.seed.wrapping_add(epoch.unsigned_abs())),
            backlog: false,
            in_flight: 0,
            unsettled: 0,
            most_in_flight: usize::try_from(self.pace.per_second).unwrap_or(usize::MAX).clamp(64, 512),
            landed: self.landed.clone(),
            notes,
            courtesies_in_flight: 0,
            unflown: Vec::new(),
        };
        let ended = drive.work(&self.wake, &mut self.courtesies, &mut heard).await;
        *unflown = std::mem::take(&mut drive.unflown);
        let soon = (ended == Ended::Stopped).then(|| Instant::now() + PARTING);
        let all_landed = drive.land(&mut heard, soon).await;
        self.house.leases.lost(&self.account);
        if ended == Ended::Stopped {
            self.release().await;
        }
        if !all_landed {
            tracing::warn!(account = %self.account, "outbox.parted_in_flight");
            drive.land(&mut heard, None).await;
        }
        ended
    }

    async fn release(&self) {
        let released = async {
            let mut tx = self.house.store.begin().await?;
            tx.release_lane(&self.account, self.house.leases.owner).await?;
            tx.commit().await?;
            // Whoever waits for it need not wait for its next look.
            self.house.store.signal_lanes(std::slice::from_ref(&self.account)).await
        };
        if let Err(error) = released.await {
            tracing::warn!(account = %self.account, %error, "outbox.release_failed");
        }
    }
}

impl<G: Sender> Drive<G> {
    async fn work(
        &mut self,
        wake: &Notify,
        courtesies: &mut mpsc::Receiver<(Instant, Courtesy)>,
        heard: &mut mpsc::UnboundedReceiver<Note>,
    ) -> Ended {
        self.respect_throttle().await;
        while !self.house.stop.is_cancelled() {
            while let Ok(note) = heard.try_recv() {
                self.hear(note);
            }
            let until = match self.step().await {
                Step::Again => continue,
                Step::Lost => return Ended::Lost,
                Step::Unsure => return Ended::Unsure,
                Step::Wait(until) => until,
            };
            let courteous = !courtesies.is_empty();
            let until = if courteous { until.min(self.pacer.ready(1, Instant::now())) } else { until };
            let may_be = self.may_be_courteous();
            let stop = self.house.stop.clone();
            tokio::select! {
                biased;
                () = stop.cancelled() => {}
                Some(note) = heard.recv() => self.hear(note),
                () = wake.notified() => {}
                Some((at, courtesy)) = courtesies.recv(), if may_be => self.be_courteous(at, courtesy),
                () = tokio::time::sleep_until(until) => {}
            }
        }
        Ended::Stopped
    }

    /// Waits until all that flies has landed and is settled, or until `soon`; says whether it has.
    async fn land(&mut self, heard: &mut mpsc::UnboundedReceiver<Note>, soon: Option<Instant>) -> bool {
        while self.in_flight > 0 || self.unsettled > 0 {
            let note = match soon {
                Some(soon) => tokio::time::timeout_at(soon, heard.recv()).await,
                None => Ok(heard.recv().await),
            };
            match note {
                Ok(Some(note)) => self.hear(note),
                Ok(None) => return true,
                Err(_too_slow) => return false,
            }
        }
        true
    }

    /// One look at the lane.
    async fn step(&mut self) -> Step {
        let now = Instant::now();
        if !self.house.leases.covers(&self.account, now) {
            return self.look_at_lease(now).await;
        }
        if let Some(until) = self.pacer.paused_until(now).filter(|until| *until > now + LIFTED) {
            return self.be_patient(until, now).await;
        }
        let slots = self.slots();
        let few = u32::try_from(self.most_in_flight / 8).unwrap_or(1);
        let free = self.pacer.free(now).min(slots);
        let enough = if self.backlog { self.pacer.gather().min(few) } else { 1 };
        if free < enough {
            let ready = self.pacer.ready(enough, now).max(now + Duration::from_millis(1));
            return Step::Wait(if slots < enough { now + self.house.elsewhere.look() } else { ready });
        }
        let room = self.breaker.admit(free, now);
        if room == 0 {
            return Step::Wait(self.breaker.reopens().unwrap_or(now + self.house.elsewhere.look()));
        }
        match Round::of(self, room).await {
            Ok(step) => step,
            Err(error) => {
                tracing::error!(account = %self.account, %error, "outbox.round_failed");
                if self.unflown.is_empty() { Step::Wait(now + REST) } else { Step::Unsure }
            }
        }
    }

    /// The provider wants to be left alone for long: looks now and then whether an operator will not wait for that.
    async fn be_patient(&mut self, until: Instant, now: Instant) -> Step {
        let read = async {
            let mut tx = self.house.store.begin_read().await?;
            let throttle = tx.lane_throttle(&self.account).await?;
            tx.rollback().await?;
            Ok::<_, StoreError>(throttle.lifted)
        };
        match read.await {
            Ok(lifted) if lifted > self.lifted => {
                self.lifted = lifted;
                self.pacer.lift(now);
                tracing::warn!(account = %self.account, "outbox.patience_lifted");
                Step::Again
            }
            Ok(_) | Err(_) => Step::Wait(until.min(now + LIFTED)),
        }
    }

    /// The lease has run out: the database was away, or this process slept so long that the lane is another's.
    async fn look_at_lease(&self, now: Instant) -> Step {
        let held = async {
            let mut tx = self.house.store.begin_read().await?;
            let held = tx.hold_lane(&self.account, self.house.leases.owner, self.epoch).await?;
            tx.rollback().await?;
            Ok::<_, StoreError>(held)
        };
        match held.await {
            Ok(LaneHold::Lost) => {
                tracing::error!(account = %self.account, epoch = self.epoch, "outbox.lane_lost");
                Step::Lost
            }
            Ok(LaneHold::Held | LaneHold::Paused) | Err(_) => Step::Wait(now + Duration::from_millis(250)),
        }
    }

    /// How many more may fly. Endings that cannot be written down hold everything up.
    fn slots(&self) -> u32 {
        let flying = self.most_in_flight.saturating_sub(self.in_flight);
        let unwritten = (2 * self.most_in_flight).saturating_sub(self.unsettled);
        u32::try_from(flying.min(unwritten)).unwrap_or(u32::MAX)
    }

    fn hear(&mut self, note: Note) {
        let now = Instant::now();
        match note {
            Note::Settled(count) => self.unsettled = self.unsettled.saturating_sub(count),
            Note::Courteous(way, pause) => {
                self.courtesies_in_flight = self.courtesies_in_flight.saturating_sub(1);
                self.pacer.landed(way);
                if let Some(pause) = pause {
                    self.pacer.pause(now + pause);
                }
            }
            Note::Landed((contact, pair), signal, way) => {
                self.in_flight = self.in_flight.saturating_sub(1);
                self.pacer.landed(way);
                self.carrying.landed(contact, now);
                match signal.answered {
                    Some(true) => {
                        if self.breaker.answered() {
                            silence::note(&self.house, &self.account, false);
                        }
                    }
                    Some(false) if self.breaker.failed(now) => {
                        tracing::warn!(account = %self.account, "outbox.breaker_opened");
                        silence::note(&self.house, &self.account, true);
                    }
                    Some(false) => {}
                    None => self.breaker.learned_nothing(),
                }
                if let Some(pause) = signal.pause {
                    self.pacer.pause(now + pause);
                }
                if let Some(pause) = signal.pause_pair {
                    self.pacer.pause_pair(pair, now + pause, now);
                }
            }
        }
    }

    /// A pause the provider asked of an earlier owner still holds: nothing goes before it is known.
    async fn respect_throttle(&mut self) {
        while !self.house.stop.is_cancelled() {
            let read = async {
                let mut tx = self.house.store.begin_read().await?;
                let throttle = tx.lane_throttle(&self.account).await?;
                tx.rollback().await?;
                Ok::<_, StoreError>(throttle)
            };
            match read.await {
                Ok(LaneThrottle { until, lifted }) => {
                    self.lifted = lifted;
                    return self.pacer.pause(Instant::now() + until.since(self.house.clock.now()));
                }
                Err(error) => tracing::error!(account = %self.account, %error, "outbox.throttle_unknown"),
            }
            tokio::time::sleep(REST).await;
        }
    }
}
