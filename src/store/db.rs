//! The database behind one face: pools, transactions, statements.

use sqlx::migrate::Migrator;
use sqlx::postgres::PgPool;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Postgres, Row as _, Sqlite, Transaction};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use super::ahead::Ahead;
use super::buffer::Buffer;
use super::planner::STATISTICS;
use super::pooler::Session;
use super::postgres::{AT_LEISURE, IN_SERVICE, begin_postgres, in_time, open_postgres};
use super::sql::{Placeholder, Row, Value, bind_postgres, bind_sqlite, many_rows};
use super::{Keyring, StoreError, opening};

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");
/// Held by whoever migrates.
const MIGRATING: i64 = 0x6361_726e_6574;

/// Rows a single statement carries at most: with 30 columns still far below the engines' limit of bound values.
const MAX_ROWS: usize = 512;

/// Which engine is behind a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database of one deployment, with the keys that open its sealed columns. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pools: Pools,
    keys: Arc<Keyring>,
    session: Session,
    patience: Duration,
}

#[derive(Clone)]
pub(super) enum Pools {
    /// `SQLite` has one writer: a pool of one makes writers queue here instead of failing with BUSY.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
    },
    Postgres(PgPool),
}

/// A transaction. Dropped without [`Tx::commit`], it changes nothing.
pub struct Tx {
    connection: Connection,
    keys: Arc<Keyring>,
    remembers: bool,
    patience: Duration,
    pub(super) buffer: Buffer,
    pub(super) ahead: Ahead,
}

enum Connection {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Store {
    /// Opens `sqlite://path` (created when missing) or `postgres://…`.
    pub async fn open(url: &str, keys: Keyring) -> Result<Self, StoreError> {
        Self::open_with(url, keys, true).await
    }

    /// Opens a database that is there already.
    pub async fn open_existing(url: &str, keys: Keyring) -> Result<Self, StoreError> {
        Self::open_with(url, keys, false).await
    }

    async fn open_with(url: &str, keys: Keyring, create: bool) -> Result<Self, StoreError> {
        let (pools, session) = if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let (pool, session) = open_postgres(url).await?;
            (Pools::Postgres(pool), session)
        } else if url.starts_with("sqlite:") {
            (open_sqlite(url, create).await?, Session::LOCAL)
        } else {
            return Err(opening::no_address().into());
        };
        Ok(Self { pools, keys: Arc::new(keys), session, patience: AT_LEISURE })
    }

    /// For a service, whose statements are short: a server that has gone without a word is not waited for.
    #[must_use]
    pub fn impatient(self) -> Self {
        Self { patience: IN_SERVICE, ..self }
    }

    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// Whether a connection stays with one server process: only then may it listen.
    pub(super) fn has_own_sessions(&self) -> bool {
        self.session.is_own
    }

    /// The keys that seal this store.
    pub fn keys(&self) -> &Keyring {
        &self.keys
    }

    pub(super) fn pools(&self) -> &Pools {
        &self.pools
    }

    /// Brings the schema up to this program's version, for these keys; safe when several processes start together.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match &self.pools {
            Pools::Sqlite { write, .. } => {
                let applied = self.is_migrated().await?;
                SQLITE_MIGRATIONS.run(write).await?;
                if !applied {
                    sqlx::raw_sql(STATISTICS).execute(write).await?;
                }
            }
            Pools::Postgres(pool) => migrate_postgres(pool).await?,
        }
        self.prove_keys().await
    }

    /// Whether the schema is this program's version.
    pub async fn is_migrated(&self) -> Result<bool, StoreError> {
        let known = SQLITE_MIGRATIONS.iter().count();
        let mut tx = self.begin_read().await?;
        let applied = tx.fetch_all::<(i64,)>("SELECT version FROM _sqlx_migrations WHERE success", vec![]).await;
        Ok(applied.is_ok_and(|rows| rows.len() == known))
    }

    /// The size of a `SQLite` file; a server's is not ours to know.
    pub async fn file_bytes(&self) -> Result<u64, StoreError> {
        let Pools::Sqlite { write, .. } = &self.pools else { return Ok(0) };
        let sql = "SELECT c.page_count * s.page_size FROM pragma_page_count c, pragma_page_size s";
        let bytes: i64 = sqlx::query(sql).fetch_one(write).await?.try_get(0)?;
        Ok(u64::try_from(bytes).unwrap_or(u64::MAX))
    }

    /// Insists that a `SQLite` file is whole: reads all of it once. A server looks after its own.
    pub async fn prove_sound(&self) -> Result<(), StoreError> {
        let Pools::Sqlite { write, .. } = &self.pools else { return Ok(()) };
        let found: String = sqlx::query("PRAGMA quick_check(1)").fetch_one(write).await?.try_get(0)?;
        if found == "ok" { Ok(()) } else { Err(StoreError::Damaged) }
    }

    /// Begins a transaction that may write. On `SQLite` it waits for its turn here.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let connection = match &self.pools {
            Pools::Sqlite { write, .. } => Connection::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Postgres(pool) => Connection::Postgres(begin_postgres(pool, self.session, self.patience).await?),
        };
        Ok(self.tx(connection))
    }

    /// Begins a transaction that only reads: a consistent view that no writer waits for.
    pub async fn begin_read(&self) -> Result<Tx, StoreError> {
        let connection = match &self.pools {
            Pools::Sqlite { read, .. } => Connection::Sqlite(read.begin().await?),
            Pools::Postgres(pool) => Connection::Postgres(begin_postgres(pool, self.session, self.patience).await?),
        };
        Ok(self.tx(connection))
    }

    fn tx(&self, connection: Connection) -> Tx {
        Tx {
            connection,
            keys: Arc::clone(&self.keys),
            remembers: self.session.remembers,
            patience: self.patience,
            buffer: Buffer::default(),
            ahead: Ahead::default(),
        }
    }

    /// Closes all connections; on `SQLite` this also folds the write-ahead log into the file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Whoever computes for long between two statements says so: others are cut off, for they may be frozen.
    pub async fn compute_at_leisure(&mut self) -> Result<(), StoreError> {
        if self.engine() == Engine::Postgres {
            self.run("SET LOCAL idle_in_transaction_session_timeout = '10min'".to_owned(), vec![]).await?;
        }
        Ok(())
    }

    /// Writes what was buffered and makes all of it durable.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.flush().await?;
        match self.connection {
            Connection::Sqlite(transaction) => transaction.commit().await?,
            Connection::Postgres(transaction) => in_time(self.patience, transaction.commit()).await?,
        }
        Ok(())
    }

    pub async fn rollback(self) -> Result<(), StoreError> {
        match self.connection {
            Connection::Sqlite(transaction) => transaction.rollback().await?,
            Connection::Postgres(transaction) => in_time(self.patience, transaction.rollback()).await?,
        }
        Ok(())
    }

    pub fn engine(&self) -> Engine {
        match self.connection {
            Connection::Sqlite(_) => Engine::Sqlite,
            Connection::Postgres(_) => Engine::Postgres,
        }
    }

    pub fn keys(&self) -> &Keyring {
        &self.keys
    }

    pub(super) async fn fetch_all<T: Row>(
        &mut self,
        sql: &'static str,
        args: Vec<Value>,
    ) -> Result<Vec<T>, StoreError> {
        self.forget_what_changes(sql);
        self.rows(sql.to_owned(), args).await
    }

    pub(super) async fn fetch_optional<T: Row>(
        &mut self,
        sql: &'static str,
        args: Vec<Value>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.fetch_all(sql, args).await?.into_iter().next())
    }

    pub(super) async fn execute(&mut self, sql: &'static str, args: Vec<Value>) -> Result<u64, StoreError> {
        self.run(sql.to_owned(), args).await
    }

    /// Runs `head (…), (…) tail` for any number of rows, in as few statements as the engines allow.
    ///
    /// Returns how many rows changed.
    pub(super) async fn execute_many(
        &mut self,
        head: &'static str,
        rows: Vec<Vec<Value>>,
        tail: &'static str,
    ) -> Result<u64, StoreError> {
        let columns = rows.first().map_or(1, Vec::len);
        let mut changed = 0;
        for chunk in chunks(&rows) {
            let sql = many_rows(head, (columns, chunk.len()), tail, self.placeholder());
            changed += self.run(sql, chunk.concat()).await?;
        }
        Ok(changed)
    }

    /// Like [`Self::execute_many`] for statements that return rows, such as `WITH v (…) AS (VALUES …) SELECT …`.
    pub(super) async fn fetch_many<T: Row>(
        &mut self,
        head: &'static str,
        rows: Vec<Vec<Value>>,
        tail: &'static str,
    ) -> Result<Vec<T>, StoreError> {
        self.forget_what_changes(tail);
        let columns = rows.first().map_or(1, Vec::len);
        let mut found = Vec::new();
        for chunk in chunks(&rows) {
            let sql = many_rows(head, (columns, chunk.len()), tail, self.placeholder());
            found.extend(self.rows::<T>(sql, chunk.concat()).await?);
        }
        Ok(found)
    }

    /// Of the statements that return rows, those that also write.
    fn forget_what_changes(&mut self, sql: &str) {
        if sql.contains(" RETURNING ") {
            self.ahead = Ahead::default();
        }
    }

    fn placeholder(&self) -> Placeholder {
        match self.engine() {
            Engine::Sqlite => Placeholder::Bare,
            Engine::Postgres => Placeholder::Numbered,
        }
    }

    // The texts below come from this module's callers as constants, or from `many_rows`, whose text depends on two
    // numbers only: that is what makes them safe to assert.

    async fn rows<T: Row>(&mut self, sql: String, args: Vec<Value>) -> Result<Vec<T>, StoreError> {
        match &mut self.connection {
            Connection::Sqlite(tx) => {
                let query = bind_sqlite(sqlx::query(AssertSqlSafe(sql)), args);
                let rows = query.fetch_all(&mut **tx as &mut SqliteConnection).await?;
                rows.iter().map(T::from_row).collect::<Result<_, _>>().map_err(StoreError::from)
            }
            Connection::Postgres(tx) => {
                let query = bind_postgres(sqlx::query(AssertSqlSafe(sql)).persistent(self.remembers), args);
                let rows = in_time(self.patience, query.fetch_all(&mut **tx as &mut PgConnection)).await?;
                rows.iter().map(T::from_row).collect::<Result<_, _>>().map_err(StoreError::from)
            }
        }
    }

    async fn run(&mut self, sql: String, args: Vec<Value>) -> Result<u64, StoreError> {
        self.ahead = Ahead::default();
        Ok(match &mut self.connection {
            Connection::Sqlite(tx) => {
                let query = bind_sqlite(sqlx::query(AssertSqlSafe(sql)), args);
                query.execute(&mut **tx as &mut SqliteConnection).await?.rows_affected()
            }
            Connection::Postgres(tx) => {
                let query = bind_postgres(sqlx::query(AssertSqlSafe(sql)).persistent(self.remembers), args);
                in_time(self.patience, query.execute(&mut **tx as &mut PgConnection)).await?.rows_affected()
            }
        })
    }
}

/// Cuts rows into runs whose lengths are powers of two, so that few different texts are prepared and cached.
fn chunks(rows: &[Vec<Value>]) -> impl Iterator<Item = &[Vec<Value>]> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        let length = 1_usize.checked_shl(rest.len().checked_ilog2()?)?.min(MAX_ROWS);
        let (chunk, after) = rest.split_at(length);
        rest = after;
        Some(chunk)
    })
}

/// Pages of the database that the writer keeps in memory, in KiB: nearly all that a busy school touches.
const WRITER_CACHE: &str = "-16384";
/// Pages of the write-ahead log after which they are folded into the file.
const CHECKPOINT: &str = "4000";
/// Of a log that had to grow so much is kept, in bytes.
const LOG_KEPT: &str = "33554432";

/// All migrations in one transaction, and a lock that ends with it: a session's own would stay behind in a pooler.
async fn migrate_postgres(pool: &PgPool) -> Result<(), StoreError> {
    let mut tx = pool.begin().await?;
    // Names that another client of a pooler has left behind would be in the migrator's way.
    sqlx::raw_sql("DEALLOCATE ALL").execute(&mut *tx).await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(MIGRATING).execute(&mut *tx).await?;
    let migrations = POSTGRES_MIGRATIONS.iter().cloned().collect();
    Migrator { locking: false, ..Migrator::with_migrations(migrations) }.run(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

async fn open_sqlite(url: &str, create: bool) -> Result<Pools, StoreError> {
    let options = SqliteConnectOptions::from_str(url).map_err(|_unreadable| opening::no_address())?;
    let file = options.get_filename().to_owned();
    opening::file(&file, create)?;
    let options = options
        .journal_mode(SqliteJournalMode::Wal)
        // A webhook answered 200 must survive power loss; NORMAL loses acknowledged commits.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .statement_cache_capacity(512)
        .pragma("temp_store", "MEMORY")
        .busy_timeout(Duration::from_secs(5));
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(30))
        // A COMMIT that failed for want of disk leaves sqlx 0.9.0 believing in an open transaction for ever.
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
        .connect_with(
            options
                .clone()
                .pragma("cache_size", WRITER_CACHE)
                .pragma("wal_autocheckpoint", CHECKPOINT)
                .pragma("journal_size_limit", LOG_KEPT),
        )
        .await
        .map_err(|error| opening::refused_file(&file, error))?;
    let synchronous: i64 = sqlx::query("PRAGMA synchronous").fetch_one(&write).await?.try_get(0)?;
    if synchronous != 2 {
        return Err(StoreError::Unusable(format!("SQLite runs with synchronous={synchronous}; only FULL (2) is safe")));
    }
    let read = SqlitePoolOptions::new()
        .max_connections(4)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(30))
        .connect_lazy_with(options.pragma("query_only", "ON"));
    Ok(Pools::Sqlite { write, read })
}
