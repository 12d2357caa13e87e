//! T1: what is about to be sent is checked again and written down, before a byte leaves.

use std::collections::{HashMap, HashSet};
use uuid::Uuid;

use super::Candidate;
use crate::domain::{AccountId, AttemptId, MessageClass, MessageId, SchoolId, Timestamp};
use crate::phrase::{AbsencePhrase, Phrase, Say};
use crate::store::message::PHRASE;
use crate::store::sql::{Value, args};
use crate::store::{StoreError, Topic, Tx};

/// An attempt about to be made.
#[derive(Debug, Clone, Copy)]
pub struct Intent {
    pub school: SchoolId,
    pub message: MessageId,
    pub attempt: AttemptId,
    pub part: i64,
    /// The message ends with this part.
    pub last: bool,
}

/// In whose name: written into every row, so that a later owner can tell.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    pub account: &'a AccountId,
    pub epoch: i64,
    pub now: Timestamp,
}

/// Its address is closed: the person blocked us there, or it leads nowhere.
pub const CONTACT_BLOCKED: &str = "contact_blocked";
/// Whose its address is has to be found out first.
pub const CONTACT_SUSPENDED: &str = "contact_suspended";

/// Why a message is not sent after all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawal {
    Cancelled,
    Superseded,
    Expired,
    Failed,
    /// For an operator to look at.
    SetAside,
}

impl Withdrawal {
    fn state(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Superseded => "superseded",
            Self::Expired => "expired",
            Self::Failed => "failed",
            Self::SetAside => "dead",
        }
    }
}

/// These messages are known by their keys. `state || ''` keeps planners that count few waiting messages from reading all
/// that wait for each of them: with it no index of what waits can be used.
///
/// Who may be written to, by the state of their address: an answer goes also to those who asked for silence, and to those
/// whose identity is in question as long as it shows no marks; news of their access to the latter.
const INTEND: &str = ") UPDATE message SET state = 'sending', attempts = message.attempts + 1, epoch = intent.epoch, \
     ambiguous_since = NULL FROM intent, contact \
     WHERE message.school_id = intent.school_id AND message.id = intent.id \
     AND contact.school_id = message.school_id AND contact.id = message.contact_id \
     AND message.state || '' IN ('queued', 'retry_wait') AND message.part = intent.part \
     AND NOT message.cancel_requested AND message.expires_at > intent.now AND message.not_before <= intent.now \
     AND (contact.state = 'active' OR (message.class = 0 AND contact.state = 'stopped') \
     OR (message.class = 0 AND contact.state = 'suspended' AND message.marks = '[]') \
     OR (message.class = 1 AND contact.state = 'suspended')) \
     RETURNING message.id, message.attempts";

impl Tx {
    /// Of these messages, those whose address is not (any more) that of a guardian with an active link, be it the link
    /// they name or one to the student of a mark or report card they show; and those with a mark or a report card that is
    /// no longer in force.
    pub async fn no_longer_true(
        &mut self,
        candidates: &[&Candidate],
    ) -> Result<(HashSet<MessageId>, HashSet<MessageId>), StoreError> {
        let ended = self.ended_links(candidates).await?;
        let withheld = self.withheld_marks(candidates).await?;
        let kept_back = self.withheld_cards(candidates).await?;
        let taken_back = self.absences_taken_back(candidates).await?;
        let failing = |broken: &dyn Fn(&Candidate) -> bool| {
            candidates.iter().filter(|candidate| broken(candidate)).map(|candidate| candidate.id).collect()
        };
        let withheld = |one: &Candidate, in_force| {
            one.marks.iter().any(|mark| withheld.get(&(mark.0, one.contact.0)) == Some(&in_force))
                || one.cards.iter().any(|card| kept_back.get(&(card.0, one.contact.0)) == Some(&in_force))
        };
        Ok((
            failing(&|one| rests_on_nothing(one, |link| ended.contains(&(link, one.contact.0))) || withheld(one, true)),
            failing(&|one| withheld(one, false) || taken_back.contains(&one.id)),
        ))
    }

    /// Of these messages, those that tell of an absence that was taken back.
    async fn absences_taken_back(&mut self, candidates: &[&Candidate]) -> Result<HashSet<MessageId>, StoreError> {
        let tells = |one: &&&Candidate| matches!(one.say.phrase, Phrase::Absence(AbsencePhrase::Told { .. }));
        let told = candidates.iter().filter(tells).map(|one| args![one.school, one.id]).collect();
        let topics: Vec<(Uuid, Uuid, Option<String>)> = self
            .fetch_many(
                "WITH wanted (school_id, id) AS (VALUES ",
                told,
                ") SELECT m.school_id, m.id, m.topic FROM wanted w \
                 JOIN message m ON m.school_id = w.school_id AND m.id = w.id",
            )
            .await?;
        let of = |(school, message, topic): (Uuid, Uuid, Option<String>)| {
            Some(args![school, message, Topic::absence_of(topic.as_deref()?)?])
        };
        let absences = topics.into_iter().filter_map(of).collect();
        let found: Vec<(Uuid,)> = self
            .fetch_many(
                "WITH wanted (school_id, id, absence_id) AS (VALUES ",
                absences,
                ") SELECT w.id FROM wanted w JOIN absence a ON a.school_id = w.school_id AND a.id = w.absence_id \
                 WHERE a.withdrawn_at IS NOT NULL",
            )
            .await?;
        Ok(found.into_iter().map(|(id,)| MessageId(id)).collect())
    }

    /// Of the links these messages rest on, those that are not active links of the guardian at that address.
    async fn ended_links(&mut self, candidates: &[&Candidate]) -> Result<HashSet<(Uuid, Uuid)>, StoreError> {
        // Who wants to hear nothing of a child is still answered.
        let of_one = |one: &&Candidate| {
            let unasked = one.class != MessageClass::Reply;
            one.guardianships.iter().map(|id| args![one.school, *id, one.contact, unasked]).collect::<Vec<_>>()
        };
        let links = candidates.iter().flat_map(of_one).collect();
        let found: Vec<(Uuid, Uuid)> = self
            .fetch_many(
                "WITH wanted (school_id, id, contact_id, unasked) AS (VALUES ",
                links,
                ") SELECT w.id, w.contact_id FROM wanted w WHERE NOT EXISTS (SELECT 1 FROM guardianship g \
                 JOIN contact c ON c.school_id = g.school_id AND c.guardian_id = g.guardian_id \
                 WHERE g.school_id = w.school_id AND g.id = w.id AND c.id = w.contact_id \
                 AND g.state = 'active' AND g.consent_at IS NOT NULL AND g.withdrawn_at IS NULL \
                 AND (g.silent_since IS NULL OR NOT w.unasked))",
            )
            .await?;
        Ok(found.into_iter().collect())
    }

    /// Of the marks these messages show, those that may not be shown at that address: no longer in force (`false`), or in
    /// force, but of a student whose marks its guardian may not read (`true`).
    async fn withheld_marks(&mut self, candidates: &[&Candidate]) -> Result<HashMap<(Uuid, Uuid), bool>, StoreError> {
        let marks = pairs(candidates, |candidate| candidate.marks.iter().map(|mark| mark.0).collect());
        let found: Vec<(Uuid, Uuid, bool)> = self
            .fetch_many(
                "WITH wanted (school_id, id, contact_id) AS (VALUES ",
                marks,
                ") SELECT w.id, w.contact_id, m.id IS NOT NULL FROM wanted w \
                 LEFT JOIN mark m ON m.school_id = w.school_id AND m.id = w.id AND m.state = 'published' \
                 WHERE m.id IS NULL OR NOT EXISTS (SELECT 1 FROM contact c JOIN guardianship g \
                 ON g.school_id = c.school_id AND g.guardian_id = c.guardian_id \
                 WHERE c.school_id = w.school_id AND c.id = w.contact_id AND g.student_id = m.student_id \
                 AND g.state = 'active' AND g.consent_at IS NOT NULL AND g.withdrawn_at IS NULL)",
            )
            .await?;
        Ok(found.into_iter().map(|(mark, contact, in_force)| ((mark, contact), in_force)).collect())
    }

    /// T1: states the intent to send. Returns the messages it holds for, with the number of this attempt.
    pub async fn intend(
        &mut self,
        intents: &[Intent],
        claim: Claim<'_>,
    ) -> Result<HashMap<MessageId, i64>, StoreError> {
        let rows = intents
            .iter()
            .map(|intent| args![intent.school, intent.message, intent.part, claim.epoch, claim.now])
            .collect();
        let changed: Vec<(Uuid, i64)> =
            self.fetch_many("WITH intent (school_id, id, part, epoch, now) AS (VALUES ", rows, INTEND).await?;
        let numbers: HashMap<MessageId, i64> = changed.into_iter().map(|(id, n)| (MessageId(id), n)).collect();
        let attempts = intents
            .iter()
            .filter_map(|intent| {
                let n = *numbers.get(&intent.message)?;
                let Intent { school, message, attempt, part, last } = *intent;
                Some(args![school, attempt, message, n, part, last, claim.account, claim.epoch, claim.now])
            })
            .collect();
        self.execute_many(
            "INSERT INTO attempt (school_id, id, message_id, n, part, last, account_id, epoch, started_at) VALUES ",
            attempts,
            "",
        )
        .await?;
        Ok(numbers)
    }

    /// Why T1 did not hold for these messages. Those that are no longer waiting are left out.
    pub async fn objections(
        &mut self,
        messages: &[(SchoolId, MessageId)],
        now: Timestamp,
    ) -> Result<Vec<(SchoolId, MessageId, Withdrawal, &'static str)>, StoreError> {
        let rows = messages.iter().map(|(school, id)| args![*school, *id]).collect();
        let found: Vec<(Uuid, Uuid, bool, i64, i64, String)> = self
            .fetch_many(
                "WITH wanted (school_id, id) AS (VALUES ",
                rows,
                ") SELECT m.school_id, m.id, m.cancel_requested, m.expires_at, m.not_before, c.state FROM wanted w \
                 JOIN message m ON m.school_id = w.school_id AND m.id = w.id \
                 JOIN contact c ON c.school_id = m.school_id AND c.id = m.contact_id \
                 WHERE m.state || '' IN ('queued', 'retry_wait')",
            )
            .await?;
        let objection = |(school, id, cancelled, expires_at, not_before, contact): (_, _, _, _, i64, String)| {
            let (how, why) = match contact.as_str() {
                _ if cancelled => (Withdrawal::Cancelled, "cancel_requested"),
                _ if expires_at <= now.0 => (Withdrawal::Expired, "too_late"),
                _ if not_before > now.0 => return None,
                "stopped" => (Withdrawal::Cancelled, "contact_stopped"),
                "suspended" => (Withdrawal::Cancelled, CONTACT_SUSPENDED),
                "blocked" => (Withdrawal::Cancelled, CONTACT_BLOCKED),
                _ => return None,
            };
            Some((SchoolId(school), MessageId(id), how, why))
        };
        Ok(found.into_iter().filter_map(objection).collect())
    }

    /// Ends messages that must not be sent (any more), or cannot be. Returns how many.
    pub async fn withdraw_messages(
        &mut self,
        messages: &[(SchoolId, MessageId, Withdrawal, &'static str)],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let rows =
            messages.iter().map(|(school, id, how, reason)| args![*school, *id, how.state(), *reason, now]).collect();
        self.execute_many(
            "WITH gone (school_id, id, state, reason, at) AS (VALUES ",
            rows,
            // Tried in vain, it is set aside for an operator instead of forgotten.
            ") UPDATE message SET state = CASE WHEN gone.state = 'expired' AND message.state = 'retry_wait' \
             THEN 'dead' ELSE gone.state END, reason = gone.reason, settled_at = gone.at FROM gone \
             WHERE message.school_id = gone.school_id AND message.id = gone.id \
             AND message.state || '' IN ('held', 'queued', 'retry_wait')",
        )
        .await
    }

    /// Puts messages off; nothing is charged to them. With `eligible` their waiting is not counted as ours either.
    pub async fn defer_messages(
        &mut self,
        messages: &[(SchoolId, MessageId, Timestamp)],
        eligible: bool,
    ) -> Result<(), StoreError> {
        let rows = messages.iter().map(|(school, id, until)| args![*school, *id, *until, eligible]).collect();
        self.execute_many(
            "WITH later (school_id, id, at, eligible) AS (VALUES ",
            rows,
            ") UPDATE message SET not_before = later.at, \
             eligible_at = CASE WHEN later.eligible THEN later.at ELSE message.eligible_at END FROM later \
             WHERE message.school_id = later.school_id AND message.id = later.id \
             AND message.state || '' IN ('queued', 'retry_wait')",
        )
        .await?;
        Ok(())
    }

    /// Puts other words in place of messages that have not been sent and are no longer true.
    pub async fn replace_phrases(&mut self, messages: &[(SchoolId, MessageId)], say: &Say) -> Result<(), StoreError> {
        let corrupt = |_unreadable| StoreError::Corrupt { table: "message", column: "phrase" };
        let plain = serde_json::to_vec(say).map_err(corrupt)?;
        let rows =
            messages.iter().map(|(school, id)| args![*school, *id, self.keys().seal(PHRASE, id.0, &plain)]).collect();
        self.execute_many(
            "WITH other (school_id, id, phrase) AS (VALUES ",
            rows,
            ") UPDATE message SET phrase = other.phrase, part = 0, marks = '[]', cards = '[]', \
             guardianships = '[]' FROM other \
             WHERE message.school_id = other.school_id AND message.id = other.id \
             AND message.state || '' IN ('queued', 'retry_wait')",
        )
        .await?;
        Ok(())
    }
}

/// Whether what lets a message be sent is gone: any of its links, or of the words that many hear, all.
fn rests_on_nothing(message: &Candidate, has_ended: impl Fn(Uuid) -> bool) -> bool {
    let mut links = message.guardianships.iter();
    match message.class {
        MessageClass::Broadcast => !message.guardianships.is_empty() && links.all(|link| has_ended(*link)),
        MessageClass::Reply | MessageClass::Security | MessageClass::Notice => links.any(|link| has_ended(*link)),
    }
}

/// What candidates depend on, with the address each would reach.
pub(super) fn pairs(candidates: &[&Candidate], ids: impl Fn(&Candidate) -> Vec<Uuid>) -> Vec<Vec<Value>> {
    let of_one =
        |one: &&Candidate| ids(one).into_iter().map(|id| args![one.school, id, one.contact]).collect::<Vec<_>>();
    candidates.iter().flat_map(of_one).collect()
}
