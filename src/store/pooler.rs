//! Whether a pooler stands before `PostgreSQL` and forgets what a client has prepared.

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use uuid::Uuid;

/// Two clients at once: one keeps a server busy while the other prepares on a second; then the first is free, and a pooler
/// in transaction mode hands it to the other, who finds nothing prepared there, or what somebody else has prepared.
pub(super) async fn forgets_statements(options: &PgConnectOptions) -> Result<bool, sqlx::Error> {
    let (mut busy, mut asking) = (options.connect().await?, options.connect().await?);
    // A question of this once: an answer to somebody else's statement of the same name is no answer.
    let once = Uuid::new_v4().as_fields().0 >> 1;
    sqlx::raw_sql("BEGIN").execute(&mut busy).await?;
    let prepared = ask(&mut asking, once).await?;
    sqlx::raw_sql("COMMIT").execute(&mut busy).await?;
    let remembers = prepared && ask(&mut asking, once).await?;
    busy.close().await?;
    asking.close().await?;
    Ok(!remembers)
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
