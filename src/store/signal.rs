//! Wake-ups between the processes on one `PostgreSQL` database.
//!
//! Never inside the transaction that enqueues: a NOTIFY there would make all commits wait for each other.
//! Invariant: a signal that is lost costs time, never a message.

use sqlx::postgres::PgListener;
use std::time::Duration;
use uuid::Uuid;

use super::db::Pools;
use super::sql::args;
use super::{Engine, Store, StoreError};
use crate::domain::AccountId;

const CHANNEL: &str = "carnet_lane";
/// How long our own signal may take to come back.
const ECHO: Duration = Duration::from_secs(2);

/// What other processes signal, on a connection of its own.
pub struct Signals(PgListener);

impl Store {
    /// Tells all processes that these lanes may have something to do.
    pub async fn signal_lanes(&self, accounts: &[AccountId]) -> Result<(), StoreError> {
        if self.engine() == Engine::Sqlite {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        tx.execute_many(
            "WITH lanes (account_id) AS (VALUES ",
            accounts.iter().map(|account| args![account]).collect(),
            ") SELECT pg_notify('carnet_lane', account_id) FROM lanes",
        )
        .await?;
        tx.commit().await
    }

    /// Listens to other processes. `None`: there are none (`SQLite`), or a pooler stands between that keeps signals back.
    pub async fn listen(&self) -> Result<Option<Signals>, StoreError> {
        let Pools::Postgres(pool) = self.pools() else { return Ok(None) };
        // A LISTEN through a pooler stays behind with a server that others use, too: what it hears would break them.
        if !self.has_own_sessions() {
            return Ok(None);
        }
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(CHANNEL).await?;
        // Other ways may take the LISTEN and never deliver: only an echo tells.
        let probe = AccountId(format!("probe {}", Uuid::new_v4()));
        self.signal_lanes(std::slice::from_ref(&probe)).await?;
        let echo = async {
            while listener.recv().await?.payload() != probe.0 {}
            Ok::<(), sqlx::Error>(())
        };
        match tokio::time::timeout(ECHO, echo).await {
            Ok(heard) => {
                heard?;
                Ok(Some(Signals(listener)))
            }
            Err(_silence) => Ok(None),
        }
    }
}

impl Signals {
    /// The next lane that may have something to do. `None`: the connection was made anew, so some may have been missed.
    pub async fn next(&mut self) -> Result<Option<AccountId>, StoreError> {
        let heard = self.0.try_recv().await?;
        Ok(heard.map(|signal| AccountId(signal.payload().to_owned())))
    }
}
