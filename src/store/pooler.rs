//! Whether a pooler stands before `PostgreSQL` and forgets what a client has prepared.

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};

/// What is asked, and what nobody else's statement of the same name would answer.
const QUESTION: &str = "SELECT 20261125";
const ANSWER: i32 = 20_261_125;

/// Two clients at once: one keeps a server busy while the other prepares on a second; then the first is free, and a pooler
/// in transaction mode hands it to the other, who finds nothing prepared there, or what somebody else has prepared.
pub(super) async fn forgets_statements(options: &PgConnectOptions) -> Result<bool, sqlx::Error> {
    let (mut one, mut other) = (options.connect().await?, options.connect().await?);
    sqlx::raw_sql("BEGIN").execute(&mut one).await?;
    let prepared = ask(&mut other).await?;
    sqlx::raw_sql("COMMIT").execute(&mut one).await?;
    let remembers = prepared && ask(&mut other).await?;
    one.close().await?;
    other.close().await?;
    Ok(!remembers)
}

/// Whether the answer is ours.
async fn ask(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    match sqlx::query_scalar::<_, i32>(QUESTION).fetch_one(connection).await {
        Ok(answer) => Ok(answer == ANSWER),
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
