//! The pool of a `PostgreSQL` server: its manners, and what is done when the server has gone without a word.
//!
//! Invariant: nothing waits for an answer for ever.

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Postgres, Row as _, Transaction};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::pooler::Session;
use super::{StoreError, opening};

/// After resting so long a connection is asked whether it still lives before it is used.
const RESTED: Duration = Duration::from_secs(1);

/// A server that has gone, with nobody left to say so, is noticed in this time by connections that are not in use,
const ALIVE: Duration = Duration::from_secs(3);
/// and in this one by statements of a service; it is far longer than any of them takes.
pub(super) const IN_SERVICE: Duration = Duration::from_secs(20);
/// Of what an operator starts, a statement may take long.
pub(super) const AT_LEISURE: Duration = Duration::from_mins(30);

/// An answer that does not come in time is one that does not come.
pub(super) async fn in_time<T>(
    patience: Duration,
    answer: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    let late = |_elapsed| sqlx::Error::Io(std::io::ErrorKind::TimedOut.into());
    tokio::time::timeout(patience, answer).await.map_err(late)?
}

/// When a connection was last found to hang: what is older than that is not tried one by one.
#[derive(Default)]
struct Hung(Mutex<Option<Instant>>);

impl Hung {
    /// Whether a connection of this age was open then.
    fn takes(&self, age: Duration) -> bool {
        let found = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        found.is_some_and(|found| found.elapsed() < age)
    }

    async fn asks(&self, connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
        let alive = in_time(ALIVE, connection.ping()).await;
        if matches!(&alive, Err(sqlx::Error::Io(error)) if error.kind() == std::io::ErrorKind::TimedOut) {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        }
        alive.map(|()| true)
    }
}

/// How long a transaction in which nothing happens holds its locks on `PostgreSQL`.
pub const LONGEST_IDLE: Duration = Duration::from_secs(8);

/// Set by statements, which a pooler lets pass; some of its connections may do without.
///
/// A process that is frozen or cut off in the middle of a transaction must not keep the others from its lanes and
/// conversations: its locks end before its lease does ([`LONGEST_IDLE`]). Our statements go by keys, a few rows at a time,
/// in pages that are in memory: a planner that believes a queue to be short must not read all of it.
const MANNERS: &str = "SET seq_page_cost = 0.1; SET random_page_cost = 0.1; \
     SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_seqscan = off; SET jit = off";

/// The pool, and what its connections are.
pub(super) async fn open_postgres(url: &str) -> Result<(PgPool, Session), StoreError> {
    // Poolers refuse what they do not know at startup, and we store no floating point.
    let options = PgConnectOptions::from_str(url).map_err(|_unreadable| opening::no_address())?;
    let options = options.application_name("carnet").extra_float_digits(None);
    let refused = |why: sqlx::Error| StoreError::from(opening::refused_server(&options, &why));
    let session = Session::probe(&options).await.map_err(refused)?;
    if !session.remembers {
        tracing::warn!(
            "store.pooled: the database address leads through a pooler that forgets prepared statements (pgbouncer in \
             transaction mode before 1.21); each statement is parsed anew, point database_url at PostgreSQL itself for \
             more speed"
        );
    }
    let hung = Arc::<Hung>::default();
    let (before, after) = (Arc::clone(&hung), hung);
    let pool = PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .before_acquire(move |connection, meta| {
            let hung = Arc::clone(&before);
            Box::pin(async move {
                if hung.takes(meta.age) {
                    return Ok(false);
                }
                if meta.idle_for > RESTED { hung.asks(connection).await } else { Ok(true) }
            })
        })
        // What hangs here keeps its place in the pool.
        .after_release(move |connection, _| {
            let hung = Arc::clone(&after);
            Box::pin(async move { hung.asks(connection).await })
        })
        .after_connect(|connection, _| {
            Box::pin(async move {
                let idle = format!("SET idle_in_transaction_session_timeout = {}", LONGEST_IDLE.as_millis());
                sqlx::raw_sql(AssertSqlSafe(format!("{idle}; {MANNERS}"))).execute(connection).await?;
                Ok(())
            })
        })
        .connect_with(options.clone())
        .await
        .map_err(refused)?;
    let durable: String = sqlx::raw_sql("SHOW synchronous_commit").fetch_one(&pool).await?.try_get(0)?;
    if durable == "off" {
        return Err(StoreError::Unusable(
            "PostgreSQL runs with synchronous_commit=off; acknowledged webhooks could be lost".into(),
        ));
    }
    Ok((pool, session))
}

/// Begins where nobody can break it off: a cancelled BEGIN returns its connection inside an open transaction (sqlx 0.9.0).
///
/// Behind a pooler a transaction may run where the manners were never set: it brings the end of its locks along.
pub(super) async fn begin_postgres(
    pool: &PgPool,
    session: Session,
    patience: Duration,
) -> Result<Transaction<'static, Postgres>, StoreError> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move {
        if session.is_own {
            return in_time(patience, pool.begin()).await;
        }
        let idle = format!("BEGIN; SET LOCAL idle_in_transaction_session_timeout = {}", LONGEST_IDLE.as_millis());
        in_time(patience, pool.begin_with(AssertSqlSafe(idle))).await
    });
    begun.await.map_err(|_ended| StoreError::Unusable("the program is ending".into()))?.map_err(StoreError::from)
}
