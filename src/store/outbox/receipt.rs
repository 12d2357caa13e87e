//! T3: receipts join an attempt's message by rank, whenever and in whatever order they come.
//!
//! Invariant: the final state depends neither on their order nor on their number. `delivered` and `read` win over
//! `failed`; `failed` wins over `sent`.

use carnet_webhooks::ReceiptStatus;
use sqlx::FromRow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;
use uuid::Uuid;

use super::NEEDS_TEMPLATE;
use super::bill::Bill;
use super::early::early_row;
use crate::domain::{AccountId, AttemptId, ContactId, MessageId, SchoolId, Timestamp};
use crate::store::sql::{Value, args};
use crate::store::{Engine, StoreError, Tx};

/// Begins the reason of a message of which a part that is not its last has failed.
pub const PART_FAILED: &str = "part ";
/// How exactly a lane remembers when its receipts last came.
const REMEMBERED: Duration = Duration::from_secs(5);

/// News of a message of ours.
#[derive(Debug, Clone)]
pub struct ReceiptNews {
    pub school: SchoolId,
    /// Other schools that send by this account: the provider does not say whose message it was.
    pub others: Vec<SchoolId>,
    pub account: AccountId,
    /// The provider's id of our message.
    pub provider_id: String,
    /// Our attempt, where the provider echoed it.
    pub attempt: Option<Uuid>,
    pub status: ReceiptStatus,
    /// What the provider says it costs, in millionths.
    pub bill: Option<i64>,
    pub code: Option<i64>,
    /// What a failure teaches: `outbox::after_failure`.
    pub after: AfterFailure,
    pub at: Timestamp,
}

/// What a failure that came after acceptance asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterFailure {
    Nothing,
    /// This address leads nowhere: it is not used any more, and the message goes to the next one.
    LeaveAddress,
    /// The person wants nothing by this channel: the message goes to the next one.
    LeaveChannel,
    /// This message goes to the next address.
    GoElsewhere,
    /// The same, and the address is not to blame.
    GoElsewhereForOnce,
    /// The window was closed after all: once more, as a template.
    SendTemplate,
    /// The provider spares this person advertising for a day.
    SpareForADay,
    /// This person wants no advertising here: the message goes to the next address.
    Spare,
    /// Nothing goes by this account until somebody acts; the message waits for that.
    StopLane,
    /// Once more in a minute, then by the next address.
    AgainSoon,
    /// Once more in half an hour, then by the next address.
    AgainLater,
}

/// A receipt with the attempt it belongs to.
#[derive(FromRow)]
pub(super) struct Owned {
    /// Its place among the news.
    at: i64,
    school_id: Uuid,
    attempt_id: Uuid,
    message_id: Uuid,
    contact_id: Uuid,
    n: i64,
    last: bool,
    outcome: Option<String>,
    /// The message is still where this attempt brought it, and nobody has said that it is there.
    here: bool,
    /// When its person last wrote.
    heard_at: i64,
    /// Nothing was tried after it, but later parts of the message.
    latest: bool,
}

/// All that several receipts say of one message.
struct Joined {
    rank: i64,
    failure: Option<String>,
    at: Timestamp,
}

impl Tx {
    /// Notes receipts; they are joined at the end of this transaction.
    pub fn apply_receipts(&mut self, news: Vec<ReceiptNews>) {
        self.buffer.receipts.extend(news);
    }

    /// Joins receipts with their messages; those whose attempt is not known yet are kept.
    pub(in crate::store) async fn join_receipts(&mut self, news: &[ReceiptNews]) -> Result<(), StoreError> {
        if news.is_empty() {
            return Ok(());
        }
        let owned = self.held_owners(news).await?;
        let known: HashSet<i64> = owned.iter().map(|one| one.at).collect();
        let early = (0..).zip(news).filter(|(at, _)| !known.contains(at)).map(|(_, one)| early_row(one)).collect();
        self.execute_many(
            "INSERT INTO receipt (school_id, id, account_id, provider_id, attempt_id, status, bill, code, effect, \
             at, matched) VALUES ",
            early,
            "",
        )
        .await?;
        self.join_owned(news, &owned).await
    }

    /// Which attempt each receipt belongs to; their messages are held, and seen as they are since.
    pub(super) async fn held_owners(&mut self, news: &[ReceiptNews]) -> Result<Vec<Owned>, StoreError> {
        let owned = self.owners(news).await?;
        if self.engine() == Engine::Sqlite || owned.is_empty() {
            return Ok(owned);
        }
        self.hold_messages(owned.iter().map(|one| (SchoolId(one.school_id), MessageId(one.message_id)))).await?;
        self.owners(news).await
    }

    /// Which attempt each receipt belongs to.
    async fn owners(&mut self, news: &[ReceiptNews]) -> Result<Vec<Owned>, StoreError> {
        let mut by_attempt = Vec::new();
        let mut by_provider = Vec::new();
        for (at, one) in (0_i64..).zip(news) {
            match one.attempt {
                Some(attempt) => {
                    let schools = std::iter::once(one.school).chain(one.others.iter().copied());
                    by_attempt.extend(schools.map(|school| args![at, school, &one.account, attempt]));
                }
                None => by_provider.push(args![at, &one.account, one.provider_id.as_str()]),
            }
        }
        let mut owned: Vec<Owned> = self
            .fetch_many(
                "WITH news (at, school_id, account_id, attempt_id) AS (VALUES ",
                by_attempt,
                ") SELECT n.at, a.school_id, a.id AS attempt_id, a.message_id, m.contact_id, a.n, a.last, a.outcome, \
                 a.account_id = m.account_id AND m.rank < 3 AS here, COALESCE(c.last_inbound_at, 0) AS heard_at, \
                 a.n = m.attempts OR (NOT a.last AND NOT EXISTS (SELECT 1 FROM attempt l WHERE l.school_id = a.school_id \
                 AND l.message_id = a.message_id AND l.part = a.part AND l.n > a.n)) AS latest FROM news n \
                 JOIN attempt a ON a.school_id = n.school_id AND a.id = n.attempt_id AND a.account_id = n.account_id \
                 JOIN message m ON m.school_id = a.school_id AND m.id = a.message_id \
                 JOIN contact c ON c.school_id = m.school_id AND c.id = m.contact_id",
            )
            .await?;
        let by_provider = self
            .fetch_many::<Owned>(
                "WITH news (at, account_id, provider_id) AS (VALUES ",
                by_provider,
                ") SELECT n.at, a.school_id, a.id AS attempt_id, a.message_id, m.contact_id, a.n, a.last, a.outcome, \
                 a.account_id = m.account_id AND m.rank < 3 AS here, COALESCE(c.last_inbound_at, 0) AS heard_at, \
                 a.n = m.attempts OR (NOT a.last AND NOT EXISTS (SELECT 1 FROM attempt l WHERE l.school_id = a.school_id \
                 AND l.message_id = a.message_id AND l.part = a.part AND l.n > a.n)) AS latest FROM news n \
                 JOIN attempt a ON a.account_id = n.account_id AND a.provider_id = n.provider_id \
                 JOIN message m ON m.school_id = a.school_id AND m.id = a.message_id \
                 JOIN contact c ON c.school_id = m.school_id AND c.id = m.contact_id",
            )
            .await?;
        owned.extend(by_provider);
        Ok(owned)
    }

    pub(super) async fn join_owned(&mut self, news: &[ReceiptNews], owned: &[Owned]) -> Result<(), StoreError> {
        let mut joined = HashMap::new();
        let (mut proofs, mut parts) = (Vec::new(), Vec::new());
        let (mut blocked, mut templates, mut spared, mut undelivered, mut elsewhere) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut bills, mut opted_out, mut unwanted, mut torn) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut again = Vec::new();
        for owner in owned {
            let Some(one) = usize::try_from(owner.at).ok().and_then(|at| news.get(at)) else { continue };
            let school = SchoolId(owner.school_id);
            let failed = one.status == ReceiptStatus::Failed;
            bills.extend(one.bill.map(|micros| Bill {
                school,
                attempt: AttemptId(owner.attempt_id),
                rank: rank(one.status),
                micros,
                at: one.at,
            }));
            match one.after {
                AfterFailure::LeaveAddress if failed && owner.speaks_for_address(one.at) => {
                    blocked.push((school, owner.message_id, ContactId(owner.contact_id)));
                }
                AfterFailure::LeaveChannel if failed && owner.here => {
                    opted_out.push((school, ContactId(owner.contact_id)));
                }
                _ => {}
            }
            if failed {
                // A template is charged for when it is delivered.
                undelivered.push((school, AttemptId(owner.attempt_id)));
                spared.extend(one.after.spared_until(one.at).map(|until| args![school, owner.message_id, until]));
            }
            if !owner.speaks_for_message(one.status) {
                continue;
            }
            if owner.is_unproven() {
                proofs.push(args![school, owner.attempt_id, one.provider_id.as_str(), one.at]);
            }
            if owner.last || failed {
                join(&mut joined, (school, owner.message_id), (one, owner.last));
            } else {
                parts.push((school, AttemptId(owner.attempt_id)));
            }
            let message = (school, MessageId(owner.message_id), ContactId(owner.contact_id));
            if failed && !owner.last {
                torn.push(args![school, owner.message_id]);
            }
            let leaves = matches!(
                one.after,
                AfterFailure::LeaveAddress | AfterFailure::LeaveChannel | AfterFailure::GoElsewhere
            );
            let for_once = matches!(
                one.after,
                AfterFailure::GoElsewhereForOnce
                    | AfterFailure::Spare
                    | AfterFailure::AgainSoon
                    | AfterFailure::AgainLater
            );
            if failed && (leaves || for_once) {
                // What comes too late to speak of the address does not count against it.
                let counts = leaves && owner.speaks_for_address(one.at);
                if counts { elsewhere.push(message) } else { unwanted.push(message) }
            }
            let once_more = |after: Duration, most: i64, why: Option<&'static str>| {
                args![school, owner.message_id, owner.n, one.at, one.at.plus(after), most, why]
            };
            match one.after {
                AfterFailure::SendTemplate if failed => {
                    templates.push(once_more(Duration::ZERO, 1, Some(NEEDS_TEMPLATE)));
                }
                after if failed => again.extend(after.rest().map(|rest| once_more(rest, 2, None))),
                _ => {}
            }
        }
        let has_it = |school, message| joined.get(&(school, message)).is_some_and(|one| one.rank >= DELIVERED);
        blocked.retain(|(school, message, _)| !has_it(*school, *message));
        let (late, elsewhere): (Vec<_>, Vec<_>) =
            elsewhere.into_iter().partition(|(school, message, _): &(_, MessageId, _)| has_it(*school, message.0));
        unwanted.extend(late);
        let blocked: Vec<_> = blocked.into_iter().map(|(school, _, contact)| (school, contact)).collect();
        self.prove_by_receipt(proofs).await?;
        self.advance_parts(parts).await?;
        self.settle_joined(joined).await?;
        templates.append(&mut again);
        self.send_once_more(templates).await?;
        let spent = undelivered.iter().map(|(school, _)| *school).chain(bills.iter().map(|bill| bill.school));
        self.hold_money(spent).await?;
        self.give_back_undelivered(&undelivered).await?;
        self.apply_bills(bills).await?;
        self.spare_recipients(spared).await?;
        if let Some(latest) = news.iter().map(|one| one.at).max() {
            self.leave_channels(&opted_out, latest).await?;
            self.go_elsewhere(&elsewhere, latest).await?;
            self.go_elsewhere_for_once(&unwanted, latest).await?;
        }
        self.tear(torn).await?;
        // An address that leads nowhere is no wish for silence: the next one was found before this one is closed.
        self.block_contacts(&blocked).await
    }

    /// A receipt proves that the provider took the attempt.
    async fn prove_by_receipt(&mut self, proofs: Vec<Vec<Value>>) -> Result<(), StoreError> {
        self.execute_many(
            "WITH proof (school_id, id, provider_id, at) AS (VALUES ",
            proofs,
            ") UPDATE attempt SET outcome = 'accepted', finished_at = COALESCE(attempt.finished_at, proof.at), \
             provider_id = COALESCE(attempt.provider_id, proof.provider_id) FROM proof \
             WHERE attempt.school_id = proof.school_id AND attempt.id = proof.id \
             AND (attempt.outcome IS NULL OR attempt.outcome = 'unknown')",
        )
        .await?;
        Ok(())
    }

    async fn settle_joined(&mut self, joined: HashMap<(SchoolId, Uuid), Joined>) -> Result<(), StoreError> {
        let arrived = joined.iter().filter(|(_, one)| one.rank >= DELIVERED);
        let arrived = arrived.map(|((school, id), _)| args![*school, *id]).collect();
        self.note_delivered(arrived).await?;
        let row = |((school, id), one): (_, Joined)| args![school, id, one.rank, one.failure, one.at];
        let rows = joined.into_iter().map(row).collect();
        self.execute_many(
            "WITH news (school_id, id, rank, failure, at) AS (VALUES ",
            rows,
            // A text that lacks a part has not arrived, whatever became of its end.
            ") UPDATE message SET \
             rank = CASE WHEN message.rank < news.rank THEN news.rank ELSE message.rank END, \
             state = CASE WHEN message.reason LIKE 'part %' OR news.failure LIKE 'part %' THEN 'failed_after_accept' \
             WHEN message.rank >= 3 OR news.rank >= 3 THEN 'accepted' \
             WHEN news.failure IS NOT NULL OR message.state = 'failed_after_accept' THEN 'failed_after_accept' \
             ELSE 'accepted' END, \
             reason = CASE WHEN message.reason LIKE 'part %' AND (news.failure IS NULL OR news.failure NOT LIKE 'part %' \
             OR message.reason < news.failure) THEN message.reason \
             WHEN news.failure LIKE 'part %' THEN news.failure WHEN message.rank >= 3 OR news.rank >= 3 THEN NULL \
             WHEN message.state = 'failed_after_accept' AND (news.failure IS NULL OR message.reason < news.failure) \
             THEN message.reason ELSE news.failure END, \
             told_after_all = message.told_after_all OR (message.topic IS NOT NULL AND message.rank = 0 \
             AND (message.cancel_requested \
             OR message.state IN ('ambiguous', 'cancelled', 'superseded', 'expired', 'dead'))), \
             ambiguous_since = NULL, settled_at = COALESCE(message.settled_at, news.at) \
             FROM news WHERE message.school_id = news.school_id AND message.id = news.id \
             AND (message.rank < news.rank OR news.failure IS NOT NULL OR message.settled_at IS NULL)",
        )
        .await?;
        Ok(())
    }

    /// What surely has not arrived goes once more, after a rest; what was refused because its window was closed, as a template.
    async fn send_once_more(&mut self, refused: Vec<Vec<Value>>) -> Result<(), StoreError> {
        let again: Vec<(Uuid, Uuid, i64)> = self
            .fetch_many(
                "WITH refused (school_id, id, n, at, not_before, most, reason) AS (VALUES ",
                refused,
                ") UPDATE message SET state = 'queued', rank = 0, reason = refused.reason, \
                 not_before = refused.not_before, resends = message.resends + 1, settled_at = NULL FROM refused \
                 WHERE message.school_id = refused.school_id AND message.id = refused.id \
                 AND message.state = 'failed_after_accept' AND message.attempts = refused.n \
                 AND message.resends < refused.most AND message.expires_at > refused.not_before \
                 AND NOT message.cancel_requested RETURNING message.school_id, message.id, message.attempts",
            )
            .await?;
        self.disown_attempts(again.into_iter().map(|(school, message, n)| args![school, message, n]).collect()).await
    }

    /// These messages begin anew: what else is said of these attempts of theirs (school, message, number) says nothing of
    /// them, but that the person has it.
    pub(super) async fn disown_attempts(&mut self, attempts: Vec<Vec<Value>>) -> Result<(), StoreError> {
        self.execute_many(
            "WITH refused (school_id, message_id, n) AS (VALUES ",
            attempts,
            ") UPDATE attempt SET outcome = 'rejected' FROM refused WHERE attempt.school_id = refused.school_id \
             AND attempt.message_id = refused.message_id AND attempt.n = refused.n",
        )
        .await?;
        Ok(())
    }

    /// What lacked a part and begins anew elsewhere has not arrived where it was, whatever arrives of it.
    async fn tear(&mut self, messages: Vec<Vec<Value>>) -> Result<(), StoreError> {
        self.execute_many(
            "WITH lacking (school_id, id) AS (VALUES ",
            messages,
            ") UPDATE attempt SET outcome = 'torn' FROM lacking, message \
             WHERE message.school_id = lacking.school_id AND message.id = lacking.id AND message.state = 'queued' \
             AND attempt.school_id = message.school_id AND attempt.message_id = message.id",
        )
        .await?;
        Ok(())
    }

    /// Who was to get these messages gets no advertising before then.
    async fn spare_recipients(&mut self, messages: Vec<Vec<Value>>) -> Result<(), StoreError> {
        self.execute_many(
            "WITH spared (school_id, id, until) AS (VALUES ",
            messages,
            ") UPDATE contact SET no_marketing_before = spared.until FROM spared, message \
             WHERE message.school_id = spared.school_id AND message.id = spared.id \
             AND contact.school_id = message.school_id AND contact.id = message.contact_id \
             AND contact.no_marketing_before < spared.until",
        )
        .await?;
        Ok(())
    }

    /// Silence after a doubtful send means something only while receipts do come in. Before all else: a lane that stops is
    /// held first (`order`).
    pub(in crate::store) async fn remember_receipts(&mut self, news: &[ReceiptNews]) -> Result<(), StoreError> {
        let latest: BTreeMap<&AccountId, Timestamp> = news.iter().map(|one| (&one.account, one.at)).collect();
        for (account, at) in latest {
            let noted = args![account, at, at.minus(REMEMBERED)];
            match self.engine() {
                Engine::Sqlite => {
                    self.execute("UPDATE receipt_pulse SET at = $2 WHERE account_id = $1 AND at < $3", noted).await?
                }
                // Whoever is noting it already need not be waited for.
                Engine::Postgres => {
                    self.execute(
                        "UPDATE receipt_pulse SET at = $2 WHERE account_id IN (SELECT account_id FROM receipt_pulse \
                         WHERE account_id = $1 AND at < $3 FOR UPDATE SKIP LOCKED)",
                        noted,
                    )
                    .await?
                }
            };
        }
        let stops =
            news.iter().filter(|one| one.status == ReceiptStatus::Failed && one.after == AfterFailure::StopLane);
        let stops: BTreeMap<&AccountId, Timestamp> = stops.map(|one| (&one.account, one.at)).collect();
        for (account, at) in stops {
            self.stop_lane(account, at).await?;
        }
        Ok(())
    }
}

impl AfterFailure {
    /// Until when the person gets no advertising.
    fn spared_until(self, at: Timestamp) -> Option<Timestamp> {
        match self {
            Self::SpareForADay => Some(at.plus(Duration::from_hours(24))),
            Self::Spare => Some(Timestamp(i64::MAX)),
            _ => None,
        }
    }

    /// How long what failed rests before it goes once more by the same way, if it does.
    fn rest(self) -> Option<Duration> {
        match self {
            Self::StopLane => Some(Duration::ZERO),
            Self::AgainSoon => Some(Duration::from_mins(1)),
            Self::AgainLater => Some(Duration::from_mins(30)),
            Self::SpareForADay => Some(Duration::from_hours(24)),
            _ => None,
        }
    }
}

impl Owned {
    fn is_unproven(&self) -> bool {
        matches!(self.outcome.as_deref(), None | Some("unknown"))
    }

    fn is_disowned(&self) -> bool {
        matches!(self.outcome.as_deref(), Some("rejected" | "torn"))
    }

    /// A failure that comes late says nothing of an address whose person has the message, or has written since.
    fn speaks_for_address(&self, at: Timestamp) -> bool {
        self.here && at.0 > self.heard_at
    }

    /// A failure of an attempt after which another was made says nothing of the message; neither does an acceptance that
    /// was taken back. That the person has it always counts.
    fn speaks_for_message(&self, status: ReceiptStatus) -> bool {
        match status {
            ReceiptStatus::Delivered | ReceiptStatus::Read => self.outcome.as_deref() != Some("torn"),
            ReceiptStatus::Failed => self.latest && !self.is_disowned(),
            ReceiptStatus::Accepted | ReceiptStatus::Sent => !self.is_disowned(),
        }
    }
}

/// The rank from which on a person has the message.
pub(super) const DELIVERED: i64 = 3;

fn rank(status: ReceiptStatus) -> i64 {
    match status {
        // Only what was accepted can fail afterwards.
        ReceiptStatus::Failed | ReceiptStatus::Accepted => 1,
        ReceiptStatus::Sent => 2,
        ReceiptStatus::Delivered => DELIVERED,
        ReceiptStatus::Read => 4,
    }
}

fn join(joined: &mut HashMap<(SchoolId, Uuid), Joined>, message: (SchoolId, Uuid), (news, last): (&ReceiptNews, bool)) {
    let one = joined.entry(message).or_insert(Joined { rank: 0, failure: None, at: news.at });
    one.rank = one.rank.max(rank(news.status));
    if news.status == ReceiptStatus::Failed {
        let failure = news.code.map_or_else(|| "unknown".to_owned(), |code| code.to_string());
        let failure = if last { failure } else { format!("{PART_FAILED}{failure}") };
        let first = |failure: &String| (!failure.starts_with(PART_FAILED), failure.clone());
        one.failure = one.failure.take().into_iter().chain([failure]).min_by_key(first);
    }
}
