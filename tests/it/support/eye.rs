//! A second, independent look into a database: what is really there, whatever the store says.

use sqlx::{AssertSqlSafe, Connection, Decode, PgConnection, Postgres, Row, Sqlite, SqliteConnection, Type};
use std::time::Duration;
use tokio::time::Instant;
use uuid::Uuid;

/// A connection of its own.
pub(crate) enum Eye {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Eye {
    pub(crate) async fn open(url: &str) -> Self {
        if url.starts_with("postgres") {
            Self::Postgres(PgConnection::connect(url).await.unwrap())
        } else {
            Self::Sqlite(SqliteConnection::connect(url).await.unwrap())
        }
    }

    pub(crate) async fn run(&mut self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(eye) => drop(sqlx::raw_sql(sql).execute(eye).await.unwrap()),
            Self::Postgres(eye) => drop(sqlx::raw_sql(sql).execute(eye).await.unwrap()),
        }
    }

    /// The first column of the only row.
    pub(crate) async fn one<T>(&mut self, sql: &str) -> T
    where
        T: Type<Sqlite> + for<'r> Decode<'r, Sqlite> + Type<Postgres> + for<'r> Decode<'r, Postgres>,
    {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(eye) => sqlx::query(sql).fetch_one(eye).await.unwrap().get(0),
            Self::Postgres(eye) => sqlx::query(sql).fetch_one(eye).await.unwrap().get(0),
        }
    }

    pub(crate) async fn number(&mut self, sql: &str) -> i64 {
        self.one(sql).await
    }

    /// Rows of three columns: two texts and a number.
    pub(crate) async fn triples(&mut self, sql: &str) -> Vec<(String, String, i64)> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(eye) => sqlx::query_as(sql).fetch_all(eye).await.unwrap(),
            Self::Postgres(eye) => sqlx::query_as(sql).fetch_all(eye).await.unwrap(),
        }
    }

    /// The first column of every row, as text.
    pub(crate) async fn texts(&mut self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(eye) => sqlx::query_scalar(sql).fetch_all(eye).await.unwrap(),
            Self::Postgres(eye) => sqlx::query_scalar(sql).fetch_all(eye).await.unwrap(),
        }
    }

    /// Rows of two ids and sealed bytes.
    pub(crate) async fn sealed(&mut self, sql: &str) -> Vec<(Uuid, Uuid, Vec<u8>)> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(eye) => sqlx::query_as(sql).fetch_all(eye).await.unwrap(),
            Self::Postgres(eye) => sqlx::query_as(sql).fetch_all(eye).await.unwrap(),
        }
    }

    /// An id as a literal of the engine at hand.
    pub(crate) fn id(&self, id: Uuid) -> String {
        match self {
            Self::Sqlite(_) => format!("X'{}'", id.simple()),
            Self::Postgres(_) => format!("'{id}'"),
        }
    }

    /// Writes an id column as 32 hexadecimal digits.
    pub(crate) fn hex(&self, column: &str) -> String {
        match self {
            Self::Sqlite(_) => format!("lower(hex({column}))"),
            Self::Postgres(_) => format!("replace(CAST({column} AS TEXT), '-', '')"),
        }
    }

    /// Keeps everybody from writing to the inbox until [`Eye::let_go`].
    pub(crate) async fn hold_inbox(&mut self) {
        self.run(match self {
            Self::Sqlite(_) => "BEGIN IMMEDIATE",
            Self::Postgres(_) => "BEGIN; LOCK TABLE inbox IN EXCLUSIVE MODE",
        })
        .await;
    }

    /// Keeps everybody from settling an attempt until [`Eye::let_go`].
    pub(crate) async fn hold_outbox(&mut self) {
        self.run(match self {
            Self::Sqlite(_) => "BEGIN IMMEDIATE",
            Self::Postgres(_) => "BEGIN; LOCK TABLE attempt IN EXCLUSIVE MODE",
        })
        .await;
    }

    pub(crate) async fn let_go(&mut self) {
        self.run("COMMIT").await;
    }

    /// Waits until a count is what is wanted.
    pub(crate) async fn until(&mut self, sql: &str, wanted: i64, patience: Duration) {
        let deadline = Instant::now() + patience;
        loop {
            let is = self.number(sql).await;
            if is == wanted {
                return;
            }
            assert!(Instant::now() < deadline, "{sql}: {is}, not {wanted}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
