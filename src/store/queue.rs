//! The queue seen from above: depths, doubts, and what a refusal teaches about a person.

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{AccountId, MessageClass, MessageId, SchoolId, Timestamp};

/// What waits in one class of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueDepth {
    pub class: MessageClass,
    pub waiting: i64,
    /// Since when the longest-waiting message could have left.
    pub oldest: Option<Timestamp>,
}

/// What became of old doubts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resolved {
    pub resent: u64,
    pub dead: u64,
}

impl Tx {
    /// How much waits in a lane, by class.
    pub async fn queue_depths(&mut self, account: &AccountId) -> Result<Vec<QueueDepth>, StoreError> {
        let rows: Vec<(i64, i64, Option<i64>)> = self
            .fetch_all(
                "SELECT class, COUNT(*), MIN(eligible_at) FROM message \
                 WHERE account_id = $1 AND settled_at IS NULL GROUP BY class",
                args![account],
            )
            .await?;
        Ok(rows
            .into_iter()
            .filter_map(|(class, waiting, oldest)| {
                let class = MessageClass::from_rank(i16::try_from(class).ok()?)?;
                Some(QueueDepth { class, waiting, oldest: oldest.map(Timestamp) })
            })
            .collect())
    }

    /// Settles what has been doubtful since before `before`: replies and notices once more, everything else is set aside.
    pub async fn resolve_doubt(
        &mut self,
        account: &AccountId,
        before: Timestamp,
        now: Timestamp,
    ) -> Result<Resolved, StoreError> {
        let resent = self
            .execute(
                "UPDATE message SET state = 'queued', resends = resends + 1, ambiguous_since = NULL, not_before = $3 \
                 WHERE account_id = $1 AND settled_at IS NULL AND state = 'ambiguous' AND ambiguous_since < $2 \
                 AND resends = 0 AND class IN ($4, $5)",
                args![
                    account,
                    before,
                    now,
                    i64::from(MessageClass::Reply.rank()),
                    i64::from(MessageClass::Notice.rank())
                ],
            )
            .await?;
        let dead = self
            .execute(
                "UPDATE message SET state = 'dead', reason = 'doubtful', settled_at = $3 \
                 WHERE account_id = $1 AND settled_at IS NULL AND state = 'ambiguous' AND ambiguous_since < $2",
                args![account, before, now],
            )
            .await?;
        Ok(Resolved { resent, dead })
    }

    /// Everything for the same person waits until `at`: the provider said that this pair is too fast.
    pub async fn put_off_stream(
        &mut self,
        school: SchoolId,
        message: MessageId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "UPDATE message SET not_before = $3 WHERE school_id = $1 AND settled_at IS NULL AND not_before < $3 \
             AND contact_id = (SELECT contact_id FROM message WHERE school_id = $1 AND id = $2) \
             AND state IN ('queued', 'retry_wait')",
            args![school, message, at],
        )
        .await?;
        Ok(())
    }

    /// The provider says that the person's 24-hour window is closed: only a template goes now.
    pub async fn close_window(&mut self, school: SchoolId, message: MessageId) -> Result<(), StoreError> {
        self.execute(
            "UPDATE contact SET last_inbound_at = NULL WHERE school_id = $1 \
             AND id = (SELECT contact_id FROM message WHERE school_id = $1 AND id = $2)",
            args![school, message],
        )
        .await?;
        Ok(())
    }

    /// The provider says that this address takes nothing from us: no more until they write first.
    pub async fn block_recipient(&mut self, school: SchoolId, message: MessageId) -> Result<(), StoreError> {
        self.execute(
            "UPDATE contact SET state = 'blocked' WHERE school_id = $1 AND state = 'active' \
             AND id = (SELECT contact_id FROM message WHERE school_id = $1 AND id = $2)",
            args![school, message],
        )
        .await?;
        Ok(())
    }
}
