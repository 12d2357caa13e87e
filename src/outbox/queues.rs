//! What waits in a lane: a queue for each school that sends by its account, and in it one for each class.
//!
//! Invariant: what one school has waiting never hides what another has.

use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

use super::doubt::HOLDS_UP;
use super::turns::Turns;
use crate::domain::{AccountId, SchoolId, Timestamp};
use crate::store::{Due, Heads, StoreError, Tx};

/// How long it may take until a school is seen that begins to send while others are busy.
const LOOKED_FOR: Duration = Duration::from_millis(250);

/// The schools with something waiting in the lane; looked for again when none of them has something due, and now and then.
#[derive(Default)]
pub(super) struct Waiting {
    schools: Vec<SchoolId>,
    looked_at: Option<Instant>,
}

impl Waiting {
    /// Their heads whose turn it is, by school.
    pub(super) async fn heads(
        &mut self,
        tx: &mut Tx,
        wanted: Wanted<'_>,
        now: Instant,
    ) -> Result<Vec<Due>, StoreError> {
        let fresh = self.looked_at.is_some_and(|looked| now.duration_since(looked) < LOOKED_FOR);
        let due = if fresh { heads_of(tx, &self.schools, wanted).await? } else { Vec::new() };
        if !due.is_empty() {
            return Ok(due);
        }
        self.schools = tx.schools_waiting(wanted.account).await?;
        self.looked_at = Some(now);
        heads_of(tx, &self.schools, wanted).await
    }

    /// When something becomes due.
    pub(super) async fn next_due(
        &self,
        tx: &mut Tx,
        account: &AccountId,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let mut next = None;
        for school in &self.schools {
            let due = tx.next_due(account, *school, now).await?;
            next = next.into_iter().chain(due).min();
        }
        Ok(next)
    }
}

/// Which heads a round wants of each school.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) account: &'a AccountId,
    pub(super) now: Timestamp,
    pub(super) per_class: i64,
}

async fn heads_of(tx: &mut Tx, schools: &[SchoolId], wanted: Wanted<'_>) -> Result<Vec<Due>, StoreError> {
    let Wanted { account, now, per_class } = wanted;
    let mut due = Vec::new();
    for school in schools {
        let heads = Heads { account, school: *school, now, doubt_before: now.minus(HOLDS_UP), per_class };
        due.extend(tx.due_heads(heads).await?);
    }
    Ok(due)
}

/// The heads of one class, by school.
#[derive(Default)]
pub(super) struct Queue(Vec<(SchoolId, VecDeque<Due>)>);

impl Queue {
    pub(super) fn push(&mut self, due: Due) {
        match self.0.iter_mut().find(|(school, _)| *school == due.school()) {
            Some((_, queue)) => queue.push_back(due),
            None => self.0.push((due.school(), VecDeque::from([due]))),
        }
    }

    pub(super) fn schools(&self) -> Vec<SchoolId> {
        self.0.iter().map(|(school, _)| *school).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, queue)| queue.is_empty())
    }

    /// The oldest of the school whose turn it is.
    pub(super) fn pop(&mut self, turns: &Turns) -> Option<Due> {
        let next = turns.next(self.0.iter().filter(|(_, queue)| !queue.is_empty()).map(|(school, _)| *school))?;
        self.0.iter_mut().find(|(school, _)| *school == next)?.1.pop_front()
    }
}
