//! What providers told us, kept until it is handled. One row per event; the provider hears 200 only after the commit.

use sqlx::FromRow;
use uuid::Uuid;

use super::error::expect_one;
use super::sql::args;
use super::{BlindIndex, Keyring, StoreError, Tx};
use crate::domain::{AccountId, EventId, SchoolId, Timestamp};

const BODY: &str = "inbox.body";

/// An event on its way into the inbox, already sealed.
pub struct NewEvent {
    pub school: SchoolId,
    pub id: EventId,
    pub account: AccountId,
    dedupe: BlindIndex,
    conversation: BlindIndex,
    kind: &'static str,
    body: Vec<u8>,
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
            kind,
            body: keys.seal(BODY, id.0, body),
        }
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
    pub received_at: Timestamp,
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
    received_at: i64,
}

impl Tx {
    /// Stores events; those the inbox already knows are left out. Returns how many were new.
    pub async fn insert_events(&mut self, events: Vec<NewEvent>, now: Timestamp) -> Result<u64, StoreError> {
        let rows = events
            .into_iter()
            .map(|event| {
                args![
                    event.school,
                    event.id,
                    &event.account,
                    event.dedupe,
                    event.conversation,
                    event.kind,
                    event.body,
                    "new",
                    0,
                    now,
                    now
                ]
            })
            .collect();
        self.execute_many(
            "INSERT INTO inbox (school_id, id, account_id, dedupe, conversation, kind, body, state, tries, due_at, \
             received_at) VALUES ",
            rows,
            " ON CONFLICT DO NOTHING",
        )
        .await
    }

    /// The oldest events that may be handled now, among the conversations whose hash lies in `from..to`. A conversation
    /// with an event that is put off waits whole, and stands in nobody's way.
    pub async fn waiting_events(
        &mut self,
        (from, to): (Vec<u8>, Vec<u8>),
        now: Timestamp,
        limit: i64,
    ) -> Result<Vec<WaitingEvent>, StoreError> {
        let rows: Vec<EventRow> = self
            .fetch_all(
                "SELECT school_id, id, account_id, conversation, kind, body, tries, received_at FROM inbox \
                 WHERE state = 'new' AND conversation >= $1 AND conversation < $2 AND NOT EXISTS \
                 (SELECT 1 FROM inbox put_off WHERE put_off.state = 'new' AND put_off.tries > 0 AND put_off.due_at > $3 \
                 AND put_off.conversation = inbox.conversation) ORDER BY id LIMIT $4",
                args![from, to, now, limit],
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
                received_at: Timestamp(row.received_at),
            })
            .collect())
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

    /// Puts an event off after a failure.
    pub async fn postpone_event(
        &mut self,
        event: (SchoolId, EventId),
        due_at: Timestamp,
        failure: &str,
    ) -> Result<(), StoreError> {
        let changed = self
            .execute(
                "UPDATE inbox SET tries = tries + 1, due_at = $3, failure = $4 \
                 WHERE school_id = $1 AND id = $2 AND state = 'new'",
                args![event.0, event.1, due_at, failure],
            )
            .await?;
        expect_one(changed, "an inbox event")
    }

    /// Sets an event aside for good: its conversation goes on without it.
    pub async fn bury_event(
        &mut self,
        event: (SchoolId, EventId),
        now: Timestamp,
        failure: &str,
    ) -> Result<(), StoreError> {
        let changed = self
            .execute(
                "UPDATE inbox SET state = 'dead', tries = tries + 1, handled_at = $3, failure = $4 \
                 WHERE school_id = $1 AND id = $2 AND state = 'new'",
                args![event.0, event.1, now, failure],
            )
            .await?;
        expect_one(changed, "an inbox event")
    }

    /// How many events wait, and since when the oldest does.
    pub async fn inbox_lag(&mut self) -> Result<(i64, Option<Timestamp>), StoreError> {
        let row: Option<(i64, Option<i64>)> =
            self.fetch_optional("SELECT COUNT(*), MIN(received_at) FROM inbox WHERE state = 'new'", args![]).await?;
        let (waiting, oldest) = row.unwrap_or((0, None));
        Ok((waiting, oldest.map(Timestamp)))
    }
}
