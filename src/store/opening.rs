//! Why a database cannot be opened, in words for whoever runs Carnet: which one, what is wrong, what to do.
//!
//! Invariant: an address is never repeated as it was given: it may hold a password.

use sqlx::postgres::PgConnectOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::StoreError;

/// A database that cannot be opened.
#[derive(Debug, thiserror::Error)]
#[error("cannot open {what}: {why}; {remedy}")]
pub struct CannotOpen {
    what: String,
    why: String,
    remedy: String,
    /// Nobody answers there, or not yet.
    away: bool,
}

impl CannotOpen {
    fn new(what: String, why: String, remedy: String) -> Self {
        Self { what, why, remedy, away: false }
    }

    /// The same a moment later may succeed.
    pub(super) fn is_away(&self) -> bool {
        self.away
    }
}

/// Neither engine's.
pub(super) fn no_address() -> CannotOpen {
    CannotOpen::new(
        "the database".to_owned(),
        "this is no address of one".to_owned(),
        "write sqlite:///folder/carnet.db or postgres://user@host/database".to_owned(),
    )
}

/// Makes sure that a database file is there, for its owner only: it holds children's marks. With `create` a missing one
/// is made, empty.
pub(super) fn file(path: &Path, create: bool) -> Result<(), CannotOpen> {
    if path.as_os_str().is_empty() || path.to_string_lossy().starts_with("file:") {
        return Ok(()); // in memory
    }
    if path.is_dir() {
        let remedy = "name a file in it, such as carnet.db".to_owned();
        return Err(CannotOpen::new(named(path), "this is a folder".to_owned(), remedy));
    }
    if path.exists() {
        return Ok(());
    }
    let folder = absolute(path).parent().map(Path::to_owned).unwrap_or_default();
    if !folder.is_dir() {
        let why = format!("there is no folder {}", folder.display());
        return Err(CannotOpen::new(named(path), why, "create it, or name another file".to_owned()));
    }
    if !create {
        let why = "there is no such file".to_owned();
        return Err(CannotOpen::new(named(path), why, "create it with: carnet migrate".to_owned()));
    }
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(CannotOpen::new(
            named(path),
            error.to_string(),
            format!("let the user Carnet runs as write in {}", folder.display()),
        )),
        _ => Ok(()),
    }
}

/// A database file that is there and does not open.
pub(super) fn refused_file(path: &Path, error: sqlx::Error) -> StoreError {
    let error = match StoreError::from(error) {
        StoreError::Database(error) => error,
        StoreError::Damaged => {
            let remedy = "put it aside with its -wal and -shm files, and put the latest backup in its place".to_owned();
            let why = "it is damaged, or not a database".to_owned();
            return CannotOpen::new(named(path), why, remedy).into();
        }
        other => return other,
    };
    let remedy = "is it a database of Carnet, and may the user Carnet runs as read and write it and its folder?";
    CannotOpen::new(named(path), plainly(&error), remedy.to_owned()).into()
}

/// A server that does not let us in.
pub(super) fn refused_server(options: &PgConnectOptions, error: &sqlx::Error) -> CannotOpen {
    let user = options.get_username();
    let database = options.get_database().unwrap_or(user);
    let server = match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    };
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    let remedy = match code.as_deref() {
        Some("3D000") => format!("create it with: createdb {database}"),
        Some("28P01" | "28000") => "check the user and the password".to_owned(),
        Some("53300") => "let the server take more connections (max_connections)".to_owned(),
        _ if matches!(error, sqlx::Error::Io(_)) => {
            "does PostgreSQL run there, and may this machine reach it?".to_owned()
        }
        _ => "check the address".to_owned(),
    };
    let what = format!("the database {database} on {server} as user {user}");
    // Full, ending or still starting: a server that is there and takes nobody yet.
    let away = matches!(error, sqlx::Error::Io(_)) || matches!(code.as_deref(), Some("53300" | "57P01" | "57P03"));
    CannotOpen { away, ..CannotOpen::new(what, plainly(error), remedy) }
}

/// What went wrong, without who says so.
fn plainly(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(refusal) => refusal.message().to_owned(),
        sqlx::Error::Io(error) => error.to_string(),
        other => other.to_string(),
    }
}

fn named(path: &Path) -> String {
    format!("the database {}", absolute(path).display())
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_unknown| path.to_owned())
}
