//! What providers told us, kept until it is handled. One row per event; the provider hears 200 only after the commit.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::time::Duration;
use uuid::Uuid;

use super::sql::args;
use super::{BlindIndex, Engine, Keyring, StoreError, Tx};
use crate::domain::{AccountId, EventId, SchoolId, Timestamp};

pub(super) const BODY: &str = "inbox.body";

/// An event on its way into the inbox, already sealed.
#[derive(Clone, Serialize, Deserialize)]
pub struct NewEvent {
    pub school: SchoolId,
    pub id: EventId,
    pub account: AccountId,
    dedupe: BlindIndex,
    conversation: BlindIndex,
    kind: Cow<'static, str>,
    body: Vec<u8>,
    /// For how long it waits for what it brings.
    #[serde(default)]
    waits: Option<Duration>,
}

/// Events of a school that were given up after five failures; they are kept, sealed, for as long as any other.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct EventsSetAside {
    /// The school's code.
    pub school: String,
    pub events: i64,
    /// When the oldest came.
    pub oldest: i64,
    /// Why the latest could not be handled: our own words, nothing of its own.
    pub failure: Option<String>,
}

impl NewEvent {
    /// Seals an event. `dedupe` is the provider's own identity of it, `conversation` whatever its order depends on.
    pub fn seal(
        keys: &Keyring,
        school: SchoolId,
        account: &AccountId,
        dedupe: &str,
        conversation: &str,
        kind: &'static str,
        body: &[u8],
    ) -> Self {
        let id = EventId::fresh();
        Self {
            school,
            id,
            account: account.clone(),
            dedupe: keys.blind_index("event", dedupe),
            conversation: keys.blind_index("conversation", &format!("{account}|{conversation}")),
            kind: Cow::Borrowed(kind),
            body: keys.seal(BODY, id.0, body),
            waits: None,
        }
    }

    /// It brings something that has to be fetched first, and waits for it no longer than this.
    #[must_use]
    pub fn waiting_for_its_file(self, at_most: Duration) -> Self {
        Self { waits: Some(at_most), ..self }
    }
}

/// An event waiting to be handled.
pub struct WaitingEvent {
    pub school: SchoolId,
    pub id: EventId,
    pub account: AccountId,
    /// Equal for events that must be handled in order.
    pub conversation: Vec<u8>,
    pub kind: String,
    /// `None` when the stored bytes do not open: such an event can only be set aside.
    pub body: Option<Vec<u8>>,
    /// How often it has failed.
    pub tries: i64,
    pub due_at: Timestamp,
    pub received_at: Timestamp,
}

impl WaitingEvent {
    /// What a claim on its conversation locks: two conversations with the same key only wait for each other.
    fn claim_key(&self) -> i64 {
        self.conversation.iter().take(8).fold(0, |key, byte| (key << 8) | i64::from(*byte))
    }
}

#[derive(FromRow)]
struct EventRow {
    school_id: Uuid,
    id: Uuid,
    account_id: String,
    conversation: Vec<u8>,
    kind: String,
    body: Vec<u8>,
    tries: i64,
    due_at: i64,
    received_at: i64,
}

impl Tx {
    /// Whether something of the same conversation as this event came in after it and waits to be handled.
    pub async fn more_is_said(&mut self, school: SchoolId, event: EventId) -> Result<bool, StoreError> {
        let found: Option<(Uuid,)> = self
            .fetch_optional(
                "SELECT o.id FROM inbox o WHERE o.state = 'new' AND o.id > $2 AND o.conversation = \
                 (SELECT e.conversation FROM inbox e WHERE e.school_id = $1 AND e.id = $2) LIMIT 1",
                args![school, event],
            )
            .await?;
        Ok(found.is_some())
    }

    /// Stores events; those the inbox already knows are left out. Returns how many were new.
    pub async fn insert_events(&mut self, events: Vec<NewEvent>, now: Timestamp) -> Result<u64, StoreError> {
        let waiting: Vec<NewEvent> = events.iter().filter(|event| event.waits.is_some()).cloned().collect();
        let rows = events
            .into_iter()
            .map(|event| {
                let due_at = event.waits.map_or(now, |patience| now.plus(patience));
                args![
                    event.school,
                    event.id,
                    &event.account,
                    event.dedupe,
                    event.conversation,
                    event.kind.into_owned(),
                    event.body,
                    "new",
                    0,
                    due_at,
                    now
                ]
            })
            .collect();
        let new = self
            .execute_many(
                "INSERT INTO inbox (school_id, id, account_id, dedupe, conversation, kind, body, state, tries, due_at, \
             received_at) VALUES ",
                rows,
                " ON CONFLICT DO NOTHING",
            )
            .await?;
        self.want_attachments(&waiting, now).await?;
        Ok(new)
    }

    /// The oldest events that nobody has handled yet; with `after`, those that come after that one.
    pub async fn waiting_events(
        &mut self,
        after: Option<EventId>,
        limit: i64,
    ) -> Result<Vec<WaitingEvent>, StoreError> {
        let rows: Vec<EventRow> = self
            .fetch_all(
                "SELECT school_id, id, account_id, conversation, kind, body, tries, due_at, received_at FROM inbox \
                 WHERE state = 'new' AND id > $1 ORDER BY id LIMIT $2",
                args![after.map_or(Uuid::nil(), |event| event.0), limit],
            )
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| WaitingEvent {
                school: SchoolId(row.school_id),
                id: EventId(row.id),
                account: AccountId(row.account_id),
                conversation: row.conversation,
                kind: row.kind,
                body: self.keys().open(BODY, row.id, &row.body).ok(),
                tries: row.tries,
                due_at: Timestamp(row.due_at),
                received_at: Timestamp(row.received_at),
            })
            .collect())
    }

    /// Claims these events' conversations until the end of this transaction. Returns the events it may handle, as they
    /// are now: of conversations that no other process has claimed, and not handled meanwhile.
    pub async fn claim_events(&mut self, events: Vec<WaitingEvent>) -> Result<Vec<WaitingEvent>, StoreError> {
        if self.engine() == Engine::Sqlite {
            // The transaction is the only writer: nobody else can have them.
            return Ok(events);
        }
        let keys: BTreeSet<i64> = events.iter().map(WaitingEvent::claim_key).collect();
        // A lock of the transaction, not of the session: it works behind a pooler, and ends with a process that dies.
        let claimed: Vec<(i64,)> = self
            .fetch_many(
                "WITH wanted (claim) AS (VALUES ",
                keys.into_iter().map(|key| args![key]).collect(),
                ") SELECT claim FROM wanted WHERE pg_try_advisory_xact_lock(claim)",
            )
            .await?;
        let claimed: HashSet<i64> = claimed.into_iter().map(|(key,)| key).collect();
        let mine: Vec<WaitingEvent> = events.into_iter().filter(|event| claimed.contains(&event.claim_key())).collect();
        // Whoever had them before may have handled or put off some since we read them.
        let now: Vec<(Uuid, i64, i64)> = self
            .fetch_many(
                "WITH wanted (school_id, id) AS (VALUES ",
                mine.iter().map(|event| args![event.school, event.id]).collect(),
                ") SELECT i.id, i.tries, i.due_at FROM wanted w \
                 JOIN inbox i ON i.school_id = w.school_id AND i.id = w.id WHERE i.state = 'new'",
            )
            .await?;
        let now: HashMap<Uuid, (i64, i64)> = now.into_iter().map(|(id, tries, due)| (id, (tries, due))).collect();
        let refresh = |event: WaitingEvent| {
            let (tries, due_at) = *now.get(&event.id.0)?;
            Some(WaitingEvent { tries, due_at: Timestamp(due_at), ..event })
        };
        Ok(mine.into_iter().filter_map(refresh).collect())
    }

    /// Marks events as handled, in the transaction of their effects. Fails when one was handled meanwhile.
    pub async fn finish_events(&mut self, events: &[(SchoolId, EventId)], now: Timestamp) -> Result<(), StoreError> {
        let rows: Vec<_> = events.iter().map(|(school, event)| args![*school, *event, now]).collect();
        let expected = rows.len() as u64;
        let changed = self
            .execute_many(
                "WITH handled (school_id, id, at) AS (VALUES ",
                rows,
                ") UPDATE inbox SET state = 'done', handled_at = handled.at FROM handled \
                 WHERE inbox.school_id = handled.school_id AND inbox.id = handled.id AND inbox.state = 'new'",
            )
            .await?;
        if changed == expected { Ok(()) } else { Err(StoreError::Conflict { what: "an inbox event" }) }
    }

    /// Puts an event off after a failure. `false`: another process has dealt with it meanwhile.
    pub async fn postpone_event(
        &mut self,
        event: &WaitingEvent,
        due_at: Timestamp,
        failure: &str,
    ) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE inbox SET tries = tries + 1, due_at = $4, failure = $5 \
                 WHERE school_id = $1 AND id = $2 AND state = 'new' AND tries = $3",
                args![event.school, event.id, event.tries, due_at, failure],
            )
            .await?;
        Ok(changed == 1)
    }

    /// Sets an event aside for good: its conversation goes on without it. `false`: another process has dealt with it.
    pub async fn bury_event(
        &mut self,
        event: &WaitingEvent,
        now: Timestamp,
        failure: &str,
    ) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE inbox SET state = 'dead', tries = tries + 1, handled_at = $4, failure = $5 \
                 WHERE school_id = $1 AND id = $2 AND state = 'new' AND tries = $3",
                args![event.school, event.id, event.tries, now, failure],
            )
            .await?;
        Ok(changed == 1)
    }

    /// What people wrote, or providers said, that could not be handled, by school.
    pub async fn events_set_aside(&mut self) -> Result<Vec<EventsSetAside>, StoreError> {
        self.fetch_all(
            "SELECT s.code AS school, COUNT(*) AS events, MIN(i.received_at) AS oldest, \
             (SELECT l.failure FROM inbox l WHERE l.school_id = i.school_id AND l.state = 'dead' \
             ORDER BY l.id DESC LIMIT 1) AS failure \
             FROM inbox i JOIN school s ON s.id = i.school_id WHERE i.state = 'dead' \
             GROUP BY s.code, i.school_id ORDER BY s.code",
            args![],
        )
        .await
    }

    /// How many events wait, and since when the oldest does.
    pub async fn inbox_lag(&mut self) -> Result<(i64, Option<Timestamp>), StoreError> {
        let row: Option<(i64, Option<i64>)> =
            self.fetch_optional("SELECT COUNT(*), MIN(received_at) FROM inbox WHERE state = 'new'", args![]).await?;
        let (waiting, oldest) = row.unwrap_or((0, None));
        Ok((waiting, oldest.map(Timestamp)))
    }
}
