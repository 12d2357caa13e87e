//! T2 for all lanes: one task that writes down how attempts ended, many in one transaction.
//!
//! 1. Take what has landed; for a moment, and while the disk works, more gathers.
//! 2. Write proofs and setbacks, and what they teach about people and lanes, in one transaction.
//! 3. If the database fails, try again until it works: an outcome is never dropped.
//! 4. If it works and refuses what one of them carries, each goes by itself, that one without what was refused: one answer of
//!    one provider holds up nobody else's.
//! 5. Tell the lanes: streams may go on.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

use super::flight::Ending;
use super::lane::{House, Note};
use super::{alarm, metrics, ways};
use crate::domain::{AccountId, Clock, ContactId, MessageClass, MessageId, SchoolId, Timestamp};
use crate::store::{Next, Proof, Reached, Said, Setback, Store, StoreError, Upload};

/// Endings written by one transaction at most.
const BATCH: usize = 256;
/// How long the first ending waits for others: nobody but the same person's next message waits for it, and a disk that is
/// asked less often is quicker for those who do.
const GATHER: Duration = Duration::from_millis(5);
/// So many need not wait.
const ENOUGH: usize = 64;
const LONGEST_REST: Duration = Duration::from_secs(5);

/// An ended attempt on its way to disk.
pub(super) struct Landed {
    pub(super) account: AccountId,
    pub(super) class: MessageClass,
    pub(super) eligible_at: Timestamp,
    pub(super) ending: Ending,
    /// The person cannot be written to here.
    pub(super) block: Option<(SchoolId, ContactId)>,
    /// They want nothing by this channel.
    pub(super) opted_out: Option<(SchoolId, ContactId)>,
    /// What goes to the person's next address, and from which.
    pub(super) elsewhere: Option<(SchoolId, MessageId, ContactId)>,
    /// The provider spares this person advertising until then.
    pub(super) spared: Option<(SchoolId, ContactId, Timestamp)>,
    /// The account may not write to where the person is.
    pub(super) out_of_bounds: bool,
    /// The lane must wait for a person to act.
    pub(super) stop_lane: bool,
    /// The provider asks the lane for patience until then.
    pub(super) throttled_until: Option<Timestamp>,
    /// The provider takes no more messages by this template.
    pub(super) refused_template: Option<(String, String, &'static str)>,
    /// What is now known of a file at the provider.
    pub(super) upload: Option<Upload>,
    /// A group that goes on under another number.
    pub(super) moved: Option<(SchoolId, ContactId, String)>,
    /// What was said on the wire.
    pub(super) said: Option<Said>,
    /// Whom to tell when it is on disk.
    pub(super) lane: mpsc::UnboundedSender<Note>,
}

/// Writes endings until all lanes are gone.
pub(super) async fn settle_all(house: Arc<House>, mut landed: mpsc::Receiver<Landed>) {
    let mut batch = Vec::with_capacity(BATCH);
    while landed.recv_many(&mut batch, BATCH).await > 0 {
        if batch.len() < ENOUGH && !house.stop.is_cancelled() {
            tokio::time::sleep(GATHER).await;
            while batch.len() < BATCH
                && let Ok(one) = landed.try_recv()
            {
                batch.push(one);
            }
        }
        let rerouted = match until_it_works(&house, &batch).await {
            Ok(rerouted) => rerouted,
            Err(_refused) => one_by_one(&house, &mut batch).await,
        };
        ways::wake(&house, &rerouted);
        let mut settled: HashMap<AccountId, (usize, mpsc::UnboundedSender<Note>)> = HashMap::new();
        for one in batch.drain(..) {
            settled.entry(one.account).or_insert((0, one.lane)).0 += 1;
        }
        for (count, lane) in settled.into_values() {
            // A lane that is gone has nothing to wait for.
            let _gone = lane.send(Note::Settled(count));
        }
    }
}

/// A value is refused, however often it is tried.
struct Refused;

async fn until_it_works(house: &House, batch: &[Landed]) -> Result<Vec<Reached>, Refused> {
    let mut rest = Duration::from_millis(50);
    loop {
        match settle(&house.store, &*house.clock, batch).await {
            Ok(rerouted) => return Ok(rerouted),
            Err(error) => {
                tracing::error!(%error, endings = batch.len(), "outbox.settle_failed");
                if error.refuses_value() {
                    return Err(Refused);
                }
            }
        }
        tokio::time::sleep(rest).await;
        rest = (rest * 2).min(LONGEST_REST);
    }
}

async fn one_by_one(house: &House, batch: &mut [Landed]) -> Vec<Reached> {
    let mut rerouted = Vec::new();
    for one in batch {
        let mut settled = until_it_works(house, std::slice::from_ref(one)).await;
        if settled.is_err() {
            one.forget_words();
            settled = until_it_works(house, std::slice::from_ref(one)).await;
        }
        match settled {
            Ok(reached) => rerouted.extend(reached),
            // Its intent is on disk: whoever drives the lane next finds it in doubt.
            Err(_refused) => tracing::error!(account = %one.account, "outbox.ending_refused"),
        }
    }
    rerouted
}

async fn settle(store: &Store, clock: &dyn Clock, batch: &[Landed]) -> Result<Vec<Reached>, StoreError> {
    let now = clock.now();
    let proofs: Vec<Proof> = batch.iter().filter_map(Landed::proof).cloned().collect();
    let setbacks: Vec<Setback> = batch.iter().filter_map(Landed::setback).cloned().collect();
    let blocked: Vec<_> = batch.iter().filter_map(|one| one.block).collect();
    let mut tx = store.begin().await?;
    for one in batch {
        if let Some(until) = one.throttled_until {
            tx.throttle_lane(&one.account, until).await?;
        }
        if one.stop_lane {
            tx.pause_lane(&one.account, true).await?;
        }
    }
    tx.hold_messages(batch.iter().map(Landed::message)).await?;
    let duplicates = tx.prove_acceptance(&proofs, now).await?;
    let written = tx.settle_setbacks(&setbacks, now).await?;
    let opted_out: Vec<_> = batch.iter().filter_map(|one| one.opted_out).collect();
    tx.leave_channels(&opted_out, now).await?;
    let (unwanted, undelivered): (Vec<_>, Vec<_>) = batch.iter().partition(|one| one.spared.is_some());
    let messages = |of: Vec<&Landed>| of.into_iter().filter_map(|one| one.elsewhere).collect::<Vec<_>>();
    let mut rerouted = tx.go_elsewhere(&messages(undelivered), now).await?;
    rerouted.extend(tx.go_elsewhere_for_once(&messages(unwanted), now).await?);
    // An address that leads nowhere is no wish for silence: the next one is found before this one is closed.
    tx.block_contacts(&blocked).await?;
    let moved: Vec<_> = batch.iter().filter_map(|one| one.moved.as_ref()).collect();
    let moved: Vec<_> = moved.into_iter().map(|(school, contact, to)| (*school, *contact, to.as_str())).collect();
    tx.move_groups(&moved).await?;
    let spared: Vec<_> = batch.iter().filter_map(|one| one.spared).collect();
    tx.spare_contacts(&spared).await?;
    let refused: Vec<_> = batch.iter().filter_map(Landed::refused_template).collect();
    tx.refuse_templates(&refused, now).await?;
    let uploads: Vec<_> =
        batch.iter().filter_map(|one| one.upload.as_ref().map(|upload| (&one.account, upload))).collect();
    tx.note_uploads(&uploads).await?;
    tx.log_exchanges(batch.iter().filter_map(|one| one.said.as_ref()), now).await?;
    for one in batch.iter().filter(|one| one.stop_lane) {
        rerouted.extend(alarm::lane_stopped(&mut tx, Some(one.school()), &one.account, now).await?);
    }
    for one in batch.iter().filter(|one| one.out_of_bounds) {
        rerouted.extend(alarm::out_of_bounds(&mut tx, (one.school(), &one.account), now).await?);
    }
    tx.commit().await?;
    metrics::duplicates(duplicates);
    metrics::fenced((setbacks.len() as u64).saturating_sub(written));
    for one in batch {
        one.count(now);
    }
    Ok(rerouted)
}

impl Landed {
    /// Without anything that came from the provider, but what it means for the message.
    fn forget_words(&mut self) {
        if let Ending::Proof(proof) = &mut self.ending {
            proof.provider_id = format!("unnamed {}", proof.attempt);
        }
        self.upload = None;
        self.moved = None;
        self.said = None;
        self.refused_template = None;
    }

    fn proof(&self) -> Option<&Proof> {
        match &self.ending {
            Ending::Proof(proof) => Some(proof),
            Ending::Setback(_) => None,
        }
    }

    fn setback(&self) -> Option<&Setback> {
        match &self.ending {
            Ending::Setback(setback) => Some(setback),
            Ending::Proof(_) => None,
        }
    }

    fn school(&self) -> SchoolId {
        self.message().0
    }

    fn message(&self) -> (SchoolId, MessageId) {
        match &self.ending {
            Ending::Proof(proof) => (proof.school, proof.message),
            Ending::Setback(setback) => (setback.school, setback.message),
        }
    }

    fn refused_template(&self) -> Option<(AccountId, String, String, &'static str)> {
        let (name, language, state) = self.refused_template.clone()?;
        Some((self.account.clone(), name, language, state))
    }

    fn count(&self, now: Timestamp) {
        match &self.ending {
            Ending::Proof(proof) if proof.last => {
                metrics::accepted(&self.account, self.class, now.since(self.eligible_at));
            }
            Ending::Setback(Setback { next: Next::Ambiguous, message, attempt, .. }) => {
                metrics::ambiguous(&self.account, self.class);
                tracing::warn!(account = %self.account, %message, %attempt, "outbox.ambiguous");
            }
            Ending::Setback(Setback { next: Next::Failed { reason }, message, .. }) => {
                tracing::warn!(account = %self.account, %message, %reason, "outbox.failed");
            }
            Ending::Proof(_) | Ending::Setback(_) => {}
        }
        if self.stop_lane {
            metrics::stopped(&self.account, true);
            tracing::error!(account = %self.account, "outbox.lane_stopped");
        }
    }
}
