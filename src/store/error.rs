//! Why storage failed, in terms the caller can decide on.

use super::CannotOpen;

/// A failure of storage. Never carries a bound value; says its cause itself, so that nothing is said twice.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Two rows claim the same thing.
    #[error("already there")]
    Duplicate,
    /// The row is not in the state the change was decided on.
    #[error("{what} changed meanwhile")]
    Conflict { what: &'static str },
    /// The stored bytes are not what we wrote.
    #[error("unreadable value in {table}.{column}")]
    Corrupt { table: &'static str, column: &'static str },
    /// `SQLite` found its file to be no longer what it wrote.
    #[error(
        "the database file is damaged: put it aside with its -wal and -shm files, and put the latest backup in its place"
    )]
    Damaged,
    /// The database could not be reached or refused the statement.
    #[error("the database failed: {0}")]
    Database(sqlx::Error),
    #[error("the database could not be brought up to this version: {0}")]
    Migration(sqlx::migrate::MigrateError),
    #[error(transparent)]
    CannotOpen(#[from] CannotOpen),
    #[error(
        "this database was sealed with another key; put that key back, or after a rotation name it in `old_data_keys`, the \
         oldest last"
    )]
    WrongKeys,
    #[error("{0}")]
    Unusable(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error() {
            Some(refusal) if refusal.is_unique_violation() => Self::Duplicate,
            // SQLITE_CORRUPT, with whatever detail; SQLITE_NOTADB.
            Some(refusal) if sqlite_code(refusal).is_some_and(|code| matches!(code, 11 | 26)) => Self::Damaged,
            _ => Self::Database(error),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Migration(error)
    }
}

/// `SQLite`'s primary result code; `PostgreSQL`'s codes have five characters.
fn sqlite_code(refusal: &dyn sqlx::error::DatabaseError) -> Option<i32> {
    let code = refusal.code().filter(|code| code.len() < 5)?;
    code.parse::<i32>().ok().map(|number| number & 0xff)
}

impl StoreError {
    /// The database works, and refuses a value that was to be written: the same again will be refused again.
    pub fn refuses_value(&self) -> bool {
        let Self::Database(sqlx::Error::Database(refusal)) = self else { return false };
        // Data exceptions, broken constraints, limits of the server; SQLite: too long, constraint, wrong type.
        refusal
            .code()
            .is_some_and(|code| code.len() == 5 && ["22", "23", "54"].iter().any(|class| code.starts_with(class)))
            || sqlite_code(&**refusal).is_some_and(|code| matches!(code, 18..=20))
    }

    /// The database cannot be reached or takes nothing now: later it will, and the same again will do. A full disk is no
    /// such thing, it does not pass by itself.
    pub fn is_away(&self) -> bool {
        let error = match self {
            Self::Database(error) => error,
            Self::CannotOpen(reason) => return reason.is_away(),
            _ => return false,
        };
        match error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => true,
            // Connection trouble, too many connections, shutting down, asleep in a transaction; SQLite: busy or locked by somebody else.
            sqlx::Error::Database(refusal) => refusal.code().is_some_and(|code| {
                ["08", "53300", "57P", "25P03"].iter().any(|class| code.starts_with(class))
                    || sqlite_code(&**refusal).is_some_and(|code| matches!(code, 5 | 6))
            }),
            _ => false,
        }
    }
}

/// Turns "exactly one row must have changed" into an error when it did not.
pub(super) fn expect_one(changed: u64, what: &'static str) -> Result<(), StoreError> {
    if changed == 1 { Ok(()) } else { Err(StoreError::Conflict { what }) }
}
