//! What a school must be told of its outbox: how much was set aside, and why. Counts only.

use sqlx::FromRow;
use std::time::Duration;
use uuid::Uuid;

use crate::domain::{AccountId, ContactId, MessageClass, SchoolId, Timestamp};
use crate::phrase::Phrase;
use crate::store::sql::args;
use crate::store::{NewMessage, Reached, StoreError, Tx};

/// Messages of one lane that were set aside for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    pub school: SchoolId,
    /// A code of ours.
    pub reason: String,
    pub count: i64,
}

#[derive(FromRow)]
struct Row {
    school_id: Uuid,
    reason: String,
    count: i64,
}

impl From<Row> for SetAside {
    fn from(row: Row) -> Self {
        Self { school: SchoolId(row.school_id), reason: row.reason, count: row.count }
    }
}

impl Tx {
    /// What was set aside in a lane since its school was last told, once per reason and `every`.
    pub async fn untold_set_aside(
        &mut self,
        account: &AccountId,
        every: Duration,
        now: Timestamp,
    ) -> Result<Vec<SetAside>, StoreError> {
        let rows: Vec<Row> = self
            .fetch_all(
                "SELECT m.school_id, COALESCE(m.reason, '') AS reason, COUNT(*) AS count FROM message m \
                 LEFT JOIN alert a ON a.school_id = m.school_id AND a.account_id = m.account_id \
                 AND a.reason = COALESCE(m.reason, '') \
                 WHERE m.state = 'dead' AND COALESCE(m.reason, '') <> 'cancel_requested' AND m.account_id = $1 AND m.settled_at > COALESCE(a.told_at, 0) \
                 AND COALESCE(a.told_at, 0) <= $2 GROUP BY m.school_id, COALESCE(m.reason, '')",
                args![account, now.minus(every)],
            )
            .await?;
        Ok(rows.into_iter().map(SetAside::from).collect())
    }

    /// What failed in a lane since `since`, and since its school was last told, by reason.
    pub async fn untold_failures(
        &mut self,
        account: &AccountId,
        since: Timestamp,
    ) -> Result<Vec<SetAside>, StoreError> {
        let rows: Vec<Row> = self
            .fetch_all(
                "SELECT m.school_id, COALESCE(m.reason, '') AS reason, COUNT(*) AS count FROM message m \
                 LEFT JOIN alert a ON a.school_id = m.school_id AND a.account_id = m.account_id \
                 AND a.reason = 'failed ' || COALESCE(m.reason, '') \
                 WHERE m.account_id = $1 AND m.state IN ('failed', 'failed_after_accept') AND m.settled_at > $2 \
                 AND COALESCE(a.told_at, 0) <= $2 GROUP BY m.school_id, COALESCE(m.reason, '')",
                args![account, since],
            )
            .await?;
        Ok(rows.into_iter().map(SetAside::from).collect())
    }

    /// Notes that a school is told of this now.
    pub async fn note_told(
        &mut self,
        (school, account): (SchoolId, &AccountId),
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO alert (school_id, account_id, reason, told_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (school_id, account_id, reason) DO UPDATE SET told_at = excluded.told_at",
            args![school, account, reason, now],
        )
        .await?;
        Ok(())
    }

    /// Whether a school has been told of this since `since`.
    pub async fn was_told(
        &mut self,
        (school, account): (SchoolId, &AccountId),
        reason: &str,
        since: Timestamp,
    ) -> Result<bool, StoreError> {
        let row: Option<(i64,)> = self
            .fetch_optional(
                "SELECT told_at FROM alert WHERE school_id = $1 AND account_id = $2 AND reason = $3 AND told_at > $4",
                args![school, account, reason, since],
            )
            .await?;
        Ok(row.is_some())
    }

    /// Tells everybody who runs the school, but not by the account it is about; returns who is told where.
    pub async fn tell_administrators(
        &mut self,
        (school, not_by): (SchoolId, Option<&AccountId>),
        phrase: &Phrase,
        now: Timestamp,
    ) -> Result<Vec<Reached>, StoreError> {
        let mut told = self.administrators(school).await?;
        told.retain(|admin| Some(&admin.account) != not_by);
        for admin in &told {
            let (account, class) = (admin.account.clone(), MessageClass::Notice);
            self.enqueue(NewMessage::new(school, account, admin.contact, class, phrase.clone(), now))?;
        }
        Ok(told)
    }

    /// Where a school's administrators are reached.
    async fn administrators(&mut self, school: SchoolId) -> Result<Vec<Reached>, StoreError> {
        let rows: Vec<(Uuid, String)> = self
            .fetch_all(
                "SELECT c.id, c.account_id FROM staff s \
                 JOIN contact c ON c.school_id = s.school_id AND c.staff_id = s.id AND c.state = 'active' AND NOT c.unserved \
                 WHERE s.school_id = $1 AND s.role = 'admin' AND s.archived_at IS NULL ORDER BY c.id",
                args![school],
            )
            .await?;
        let reached = |(contact, account)| Reached { contact: ContactId(contact), account: AccountId(account) };
        Ok(rows.into_iter().map(reached).collect())
    }
}
