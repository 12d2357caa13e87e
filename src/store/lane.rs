//! Who drives an account's lane: one process at a time, fenced by an epoch.

use std::time::Duration;
use uuid::Uuid;

use super::sql::args;
use super::{Engine, StoreError, Tx};
use crate::domain::{AccountId, Timestamp};

/// What a lane's owner learns when it asks whether it may still send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaneHold {
    Held,
    /// Held, but somebody asked it to wait.
    Paused,
    /// Another process has it.
    Lost,
}

/// What a lane's provider has asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaneThrottle {
    pub until: Timestamp,
    /// How often an operator has not waited for that.
    pub lifted: i64,
}

impl Tx {
    /// Takes a lane for `owner`, with a new epoch; `None` while another process holds it.
    ///
    /// On `SQLite` there is no other process: a lease left by one that died is taken at once.
    pub async fn take_lane(
        &mut self,
        account: &AccountId,
        owner: Uuid,
        ttl: Duration,
        now: Timestamp,
    ) -> Result<Option<i64>, StoreError> {
        let now = self.lease_clock(now).await?;
        let free_before = match self.engine() {
            Engine::Sqlite => Timestamp(i64::MAX),
            Engine::Postgres => now,
        };
        let row: Option<(i64,)> = self
            .fetch_optional(
                "INSERT INTO lane (account_id, owner, epoch, expires_at, paused) VALUES ($1, $2, 1, $3, FALSE) \
                 ON CONFLICT (account_id) DO UPDATE SET owner = excluded.owner, epoch = lane.epoch + 1, \
                 expires_at = excluded.expires_at WHERE lane.expires_at <= $4 OR lane.owner = $2 RETURNING epoch",
                args![account, owner, now.plus(ttl), free_before],
            )
            .await?;
        if row.is_some() {
            self.execute(
                "INSERT INTO receipt_pulse (account_id, at) VALUES ($1, 0) ON CONFLICT DO NOTHING",
                args![account],
            )
            .await?;
        }
        Ok(row.map(|(epoch,)| epoch))
    }

    /// Waits until no other transaction that has called this for the account is under way.
    pub async fn queue_for_lane(&mut self, account: &AccountId) -> Result<(), StoreError> {
        self.execute("UPDATE lane SET paused = paused WHERE account_id = $1", args![account]).await?;
        Ok(())
    }

    /// How long the lease another process has on a lane still runs.
    pub async fn lane_free_in(&mut self, account: &AccountId, now: Timestamp) -> Result<Duration, StoreError> {
        let now = self.lease_clock(now).await?;
        let row: Option<(i64,)> =
            self.fetch_optional("SELECT expires_at FROM lane WHERE account_id = $1", args![account]).await?;
        Ok(row.map_or(Duration::ZERO, |(until,)| Timestamp(until).since(now)))
    }

    /// Prolongs every lease of `owner`; returns the accounts it still holds.
    pub async fn renew_lanes(
        &mut self,
        owner: Uuid,
        ttl: Duration,
        now: Timestamp,
    ) -> Result<Vec<AccountId>, StoreError> {
        let now = self.lease_clock(now).await?;
        let held: Vec<(String,)> = self
            .fetch_all(
                "UPDATE lane SET expires_at = $2 WHERE owner = $1 RETURNING account_id",
                args![owner, now.plus(ttl)],
            )
            .await?;
        Ok(held.into_iter().map(|(account,)| AccountId(account)).collect())
    }

    /// Whether the lane is still held under this epoch: asked inside T1. Until this transaction ends, nobody takes it.
    pub async fn hold_lane(&mut self, account: &AccountId, owner: Uuid, epoch: i64) -> Result<LaneHold, StoreError> {
        let asked = args![account, owner, epoch];
        let row: Option<(bool,)> = match self.engine() {
            // The transaction is the only writer.
            Engine::Sqlite => {
                self.fetch_optional(
                    "SELECT paused FROM lane WHERE account_id = $1 AND owner = $2 AND epoch = $3",
                    asked,
                )
                .await?
            }
            Engine::Postgres => {
                self.fetch_optional(
                    "SELECT paused FROM lane WHERE account_id = $1 AND owner = $2 AND epoch = $3 FOR SHARE",
                    asked,
                )
                .await?
            }
        };
        Ok(match row {
            Some((false,)) => LaneHold::Held,
            Some((true,)) => LaneHold::Paused,
            None => LaneHold::Lost,
        })
    }

    /// Lets the lane go, so that another process need not wait for the lease to end.
    pub async fn release_lane(&mut self, account: &AccountId, owner: Uuid) -> Result<(), StoreError> {
        self.execute(
            "UPDATE lane SET expires_at = 0, owner = NULL WHERE account_id = $1 AND owner = $2",
            args![account, owner],
        )
        .await?;
        Ok(())
    }

    /// Whether nobody drives a lane, and no school is served by its account any more.
    pub async fn is_abandoned(&mut self, account: &AccountId, now: Timestamp) -> Result<bool, StoreError> {
        let now = self.lease_clock(now).await?;
        let row: Option<(i64,)> = self
            .fetch_optional(
                "SELECT CAST(1 AS BIGINT) WHERE NOT EXISTS (SELECT 1 FROM lane l WHERE l.account_id = $1 \
                 AND l.expires_at > $2) AND NOT EXISTS (SELECT 1 FROM sender s WHERE s.account_id = $1)",
                args![account, now],
            )
            .await?;
        Ok(row.is_some())
    }

    /// Since when the provider has not answered, or that it does.
    pub async fn note_silence(&mut self, account: &AccountId, since: Option<Timestamp>) -> Result<(), StoreError> {
        let since = since.unwrap_or(Timestamp(0));
        self.execute("UPDATE lane SET silent_since = $2 WHERE account_id = $1", args![account, since]).await?;
        Ok(())
    }

    /// The patience that the provider has asked this lane for.
    pub async fn lane_throttle(&mut self, account: &AccountId) -> Result<LaneThrottle, StoreError> {
        let row: Option<(i64, i64)> =
            self.fetch_optional("SELECT paused_until, lifted FROM lane WHERE account_id = $1", args![account]).await?;
        let (until, lifted) = row.unwrap_or_default();
        Ok(LaneThrottle { until: Timestamp(until), lifted })
    }

    /// The provider asks for patience until then: whoever drives the lane next keeps to it. A shorter pause never shortens a
    /// longer one.
    pub async fn throttle_lane(&mut self, account: &AccountId, until: Timestamp) -> Result<(), StoreError> {
        self.execute(
            "UPDATE lane SET paused_until = $2 WHERE account_id = $1 AND paused_until < $2",
            args![account, until],
        )
        .await?;
        Ok(())
    }

    /// A receipt says that the account may send no more. What was said before an operator let it go on counts no more.
    pub(super) async fn stop_lane(&mut self, account: &AccountId, at: Timestamp) -> Result<(), StoreError> {
        self.execute(
            "UPDATE lane SET paused = TRUE, stopped = TRUE WHERE account_id = $1 AND NOT paused AND resumed_at < $2",
            args![account, at],
        )
        .await?;
        Ok(())
    }

    /// That a receipt has stopped a lane has been told.
    pub async fn note_stop_told(&mut self, account: &AccountId) -> Result<(), StoreError> {
        self.execute("UPDATE lane SET stopped = FALSE WHERE account_id = $1", args![account]).await?;
        Ok(())
    }

    /// An operator lets a lane go on, whatever was said of it before.
    pub async fn note_resumed(&mut self, account: &AccountId, now: Timestamp) -> Result<(), StoreError> {
        self.execute("UPDATE lane SET stopped = FALSE, resumed_at = $2 WHERE account_id = $1", args![account, now])
            .await?;
        Ok(())
    }

    /// What the provider asked for is forgotten, and what it was said to need not wait any more. `false`: nothing was asked.
    pub async fn lift_throttle(&mut self, account: &AccountId, now: Timestamp) -> Result<bool, StoreError> {
        self.execute(
            "UPDATE message SET not_before = $2 WHERE account_id = $1 AND settled_at IS NULL AND state = 'retry_wait' \
             AND not_before > $2 AND not_before <= (SELECT paused_until FROM lane WHERE account_id = $1)",
            args![account, now],
        )
        .await?;
        let lifted = self
            .execute(
                "UPDATE lane SET paused_until = 0, lifted = lifted + 1 WHERE account_id = $1 AND paused_until > $2",
                args![account, now],
            )
            .await?;
        Ok(lifted == 1)
    }

    /// Pauses or resumes a lane; what is queued waits. `false`: there is no such lane.
    pub async fn pause_lane(&mut self, account: &AccountId, paused: bool) -> Result<bool, StoreError> {
        let changed = self.execute("UPDATE lane SET paused = $2 WHERE account_id = $1", args![account, paused]).await?;
        Ok(changed == 1)
    }

    /// What an earlier epoch was sending when it ended may have been sent: it is doubtful now. Returns how many.
    pub async fn doubt_unfinished(
        &mut self,
        account: &AccountId,
        epoch: i64,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        self.execute(
            "UPDATE message SET state = 'ambiguous', ambiguous_since = $3 \
             WHERE account_id = $1 AND settled_at IS NULL AND state = 'sending' AND epoch < $2",
            args![account, epoch, now],
        )
        .await
    }

    /// The clock leases are compared by: the database's own where several processes share it.
    pub(super) async fn lease_clock(&mut self, now: Timestamp) -> Result<Timestamp, StoreError> {
        match self.engine() {
            Engine::Sqlite => Ok(now),
            Engine::Postgres => {
                let row: Option<(i64,)> = self
                    .fetch_optional("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)", args![])
                    .await?;
                row.map(|(now,)| Timestamp(now)).ok_or(StoreError::Corrupt { table: "lane", column: "clock" })
            }
        }
    }
}
