//! What people sent with a message: wanted with the event that brought it, fetched outside the inbox.

use sqlx::FromRow;
use uuid::Uuid;

use super::inbox::BODY;
use super::sql::args;
use super::{NewEvent, StoreError, Tx};
use crate::domain::{AccountId, EventId, Phone, SchoolId, Timestamp};

const CONTENT: &str = "attachment.content";

/// An attachment as the event that brought it finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attachment {
    /// Nobody has fetched it in time.
    Wanted,
    There(Vec<u8>),
    /// It cannot be fetched.
    Gone,
}

/// An attachment claimed for fetching.
pub struct WantedAttachment {
    pub school: SchoolId,
    pub event: EventId,
    pub account: AccountId,
    /// This try is the one of that number.
    pub tries: i64,
    /// The event as it was filed; `None` when it does not open, or waits no longer.
    pub body: Option<Vec<u8>>,
}

#[derive(FromRow)]
struct WantedRow {
    school_id: Uuid,
    id: Uuid,
    account_id: String,
    body: Vec<u8>,
    waits: bool,
}

impl Tx {
    /// Notes that these events bring something to be fetched; those the inbox did not take are left out.
    pub(super) async fn want_attachments(&mut self, events: &[NewEvent], now: Timestamp) -> Result<(), StoreError> {
        let rows = events.iter().map(|event| args![event.school, event.id, now]).collect();
        self.execute_many(
            "WITH wanted (school_id, id, at) AS (VALUES ",
            rows,
            ") INSERT INTO attachment (school_id, event_id, state, tries, due_at, created_at) \
             SELECT w.school_id, w.id, 'wanted', 0, w.at, w.at FROM wanted w \
             JOIN inbox i ON i.school_id = w.school_id AND i.id = w.id WHERE TRUE ON CONFLICT DO NOTHING",
        )
        .await?;
        Ok(())
    }

    /// Whether there is anything to be fetched now: asked without taking the writer's turn.
    pub async fn has_wanted_attachments(&mut self, now: Timestamp) -> Result<bool, StoreError> {
        let found: Option<(Uuid,)> = self
            .fetch_optional(
                "SELECT event_id FROM attachment WHERE state = 'wanted' AND due_at <= $1 LIMIT 1",
                args![now],
            )
            .await?;
        Ok(found.is_some())
    }

    /// Claims some attachments that are to be fetched now, until `until`: whoever claims one and dies leaves it to others.
    pub async fn claim_attachments(
        &mut self,
        now: Timestamp,
        until: Timestamp,
        limit: i64,
    ) -> Result<Vec<WantedAttachment>, StoreError> {
        let claimed: Vec<(Uuid, Uuid, i64)> = self
            .fetch_all(
                "UPDATE attachment SET due_at = $2, tries = tries + 1 WHERE state = 'wanted' AND due_at <= $1 \
                 AND (school_id, event_id) IN (SELECT school_id, event_id FROM attachment \
                 WHERE state = 'wanted' AND due_at <= $1 ORDER BY due_at LIMIT $3) \
                 RETURNING school_id, event_id, tries",
                args![now, until, limit],
            )
            .await?;
        let rows: Vec<WantedRow> = self
            .fetch_many(
                "WITH wanted (school_id, id) AS (VALUES ",
                claimed.iter().map(|(school, event, _)| args![*school, *event]).collect(),
                ") SELECT i.school_id, i.id, i.account_id, i.body, i.state = 'new' AS waits FROM wanted w \
                 JOIN inbox i ON i.school_id = w.school_id AND i.id = w.id",
            )
            .await?;
        let tries = |event: Uuid| claimed.iter().find(|(_, id, _)| *id == event).map_or(0, |(.., tries)| *tries);
        let wanted = rows.into_iter().map(|row| WantedAttachment {
            school: SchoolId(row.school_id),
            event: EventId(row.id),
            account: AccountId(row.account_id),
            tries: tries(row.id),
            body: self.keys().open(BODY, row.id, &row.body).ok().filter(|_| row.waits),
        });
        Ok(wanted.collect())
    }

    /// Whether whoever has these names in an account is somebody of the school, and whether they are a guardian.
    pub async fn sides_of(
        &mut self,
        school: SchoolId,
        account: &AccountId,
        (user, phone): (Option<&str>, Option<&str>),
    ) -> Result<(bool, bool), StoreError> {
        let user = user.map(|user| self.user_index(user));
        let phone = phone.and_then(|phone| Phone::from_provider(phone).ok()).map(|phone| self.phone_index(&phone));
        let rows: Vec<(bool, bool)> = self
            .fetch_all(
                "SELECT staff_id IS NOT NULL, guardian_id IS NOT NULL FROM contact WHERE school_id = $1 \
                 AND account_id = $2 AND (user_index = $3 OR phone_index = $4) AND state = 'active'",
                args![school, account, user, phone],
            )
            .await?;
        Ok(rows.into_iter().fold((false, false), |(staff, guardian), one| (staff || one.0, guardian || one.1)))
    }

    /// Forgets what an event brought.
    pub async fn forget_attachment(&mut self, school: SchoolId, event: EventId) -> Result<(), StoreError> {
        self.execute("DELETE FROM attachment WHERE school_id = $1 AND event_id = $2", args![school, event]).await?;
        Ok(())
    }

    /// Notes what came of an attachment, `None` when it cannot be fetched: the event that waits for it is due.
    pub async fn settle_attachment(
        &mut self,
        school: SchoolId,
        event: EventId,
        content: Option<&[u8]>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let state = if content.is_some() { "there" } else { "gone" };
        let sealed = content.map(|content| self.keys().seal(CONTENT, event.0, content));
        self.execute(
            "INSERT INTO attachment (school_id, event_id, state, tries, due_at, content, created_at) \
             VALUES ($1, $2, $3, 0, $4, $5, $4) ON CONFLICT (school_id, event_id) \
             DO UPDATE SET state = excluded.state, content = excluded.content",
            args![school, event, state, now, sealed],
        )
        .await?;
        self.execute(
            "UPDATE inbox SET due_at = $3 WHERE school_id = $1 AND id = $2 AND state = 'new' AND due_at > $3",
            args![school, event, now],
        )
        .await?;
        Ok(())
    }

    /// Puts the next try off.
    pub async fn postpone_attachment(
        &mut self,
        school: SchoolId,
        event: EventId,
        due_at: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "UPDATE attachment SET due_at = $3 WHERE school_id = $1 AND event_id = $2 AND state = 'wanted'",
            args![school, event, due_at],
        )
        .await?;
        Ok(())
    }

    /// What an event brought, if it brought anything.
    pub async fn attachment(&mut self, school: SchoolId, event: EventId) -> Result<Option<Attachment>, StoreError> {
        let row: Option<(String, Option<Vec<u8>>)> = self
            .fetch_optional(
                "SELECT state, content FROM attachment WHERE school_id = $1 AND event_id = $2",
                args![school, event],
            )
            .await?;
        let Some((state, content)) = row else { return Ok(None) };
        Ok(Some(match content {
            Some(sealed) => Attachment::There(self.keys().open(CONTENT, event.0, &sealed)?),
            None if state == "gone" => Attachment::Gone,
            None => Attachment::Wanted,
        }))
    }

    /// Forgets what was brought before `before`; returns how much.
    pub async fn forget_attachments(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        self.execute(
            "DELETE FROM attachment WHERE (school_id, event_id) IN \
             (SELECT school_id, event_id FROM attachment WHERE created_at < $1 ORDER BY created_at LIMIT 1000)",
            args![before],
        )
        .await
    }
}
