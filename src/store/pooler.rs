//! Whether a pooler stands before `PostgreSQL` and forgets what a client has prepared.

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};

/// A statement of that name does not exist, or is somebody else's: the marks of such a pooler.
const MARKS: [&str; 2] = ["26000", "42P05"];

/// Two clients at once: one keeps a server busy while the other prepares on a second; then the first is free, and a pooler
/// in transaction mode hands it to the other, who finds nothing prepared there.
pub(super) async fn forgets_statements(options: &PgConnectOptions) -> Result<bool, sqlx::Error> {
    let (mut one, mut other) = (options.connect().await?, options.connect().await?);
    sqlx::raw_sql("BEGIN").execute(&mut one).await?;
    let prepared = ask(&mut other).await;
    sqlx::raw_sql("COMMIT").execute(&mut one).await?;
    let forgotten = match prepared.and(ask(&mut other).await) {
        Ok(()) => false,
        Err(sqlx::Error::Database(refusal)) if refusal.code().is_some_and(|code| MARKS.contains(&&*code)) => true,
        Err(error) => return Err(error),
    };
    one.close().await?;
    other.close().await?;
    Ok(forgotten)
}

async fn ask(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT 1").execute(connection).await.map(drop)
}
