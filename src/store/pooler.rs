//! Whether a pooler stands before `PostgreSQL`, and what of a session it does not keep.

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, Row};
use uuid::Uuid;

/// What a connection of ours is to the server.
#[derive(Debug, Clone, Copy)]
pub(super) struct Session {
    /// It stays with one server process: what is set or listened to there is ours alone.
    pub(super) is_own: bool,
    /// What was prepared is still there later.
    pub(super) remembers: bool,
}

impl Session {
    /// Where there is no server.
    pub(super) const LOCAL: Self = Self { is_own: true, remembers: true };

    /// Two clients at once: one keeps a server busy while the other prepares on a second; then the first is free, and a
    /// pooler in transaction mode hands it to the other, who finds another process there, and nothing prepared, or what
    /// somebody else has prepared.
    pub(super) async fn probe(options: &PgConnectOptions) -> Result<Self, sqlx::Error> {
        let (mut busy, mut asking) = (options.connect().await?, options.connect().await?);
        // A question of this once: an answer to somebody else's statement of the same name is no answer.
        let once = Uuid::new_v4().as_fields().0 >> 1;
        let alone = server(&mut asking).await?;
        sqlx::raw_sql("BEGIN").execute(&mut busy).await?;
        let beside = server(&mut asking).await?;
        let prepared = ask(&mut asking, once).await?;
        sqlx::raw_sql("COMMIT").execute(&mut busy).await?;
        let remembers = prepared && ask(&mut asking, once).await?;
        busy.close().await?;
        asking.close().await?;
        Ok(Self { is_own: alone == beside, remembers })
    }
}

/// The process that answers.
async fn server(connection: &mut PgConnection) -> Result<i32, sqlx::Error> {
    sqlx::raw_sql("SELECT pg_backend_pid()").fetch_one(connection).await?.try_get(0)
}

/// Whether the answer is the question's.
async fn ask(connection: &mut PgConnection, once: u32) -> Result<bool, sqlx::Error> {
    let question = AssertSqlSafe(format!("SELECT CAST({once} AS BIGINT)"));
    match sqlx::query_scalar::<_, i64>(question).fetch_one(connection).await {
        Ok(answer) => Ok(answer == i64::from(once)),
        // Whatever is wrong with so plain a question is wrong with the statement behind its name.
        Err(
            sqlx::Error::Database(_)
            | sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::Decode(_)
            | sqlx::Error::RowNotFound,
        ) => Ok(false),
        Err(error) => Err(error),
    }
}
