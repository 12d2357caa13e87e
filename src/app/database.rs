//! Opening the configured database with the configured keys.
//!
//! Invariant: nobody works on a database with other keys than those that sealed it: its people would all be strangers.

use anyhow::Context;
use secrecy::ExposeSecret;
use std::fs::{File, TryLockError};
use std::time::Duration;
use tokio::time::Instant;

use super::config::Config;
use crate::store::{Keyring, Store, StoreError};

const KEYS: &str = "configuration key `data_key`";
const ADDRESS: &str = "configuration key `database_url`";
const UNUSABLE: &str = "the database cannot be used (key `database_url`)";

/// The largest file that is read as a whole at every start; of a larger one damage is found where it is met, and by
/// `carnet check`.
const READ_AT_START: u64 = 256 * 1024 * 1024;

/// Opens the database, insists that it is whole, and brings its schema up to this program's version.
pub async fn open_and_migrate(config: &Config) -> anyhow::Result<Store> {
    let store = Store::open(&config.database_url, keys(config)?).await.context(ADDRESS)?;
    if store.file_bytes().await? <= READ_AT_START {
        store.prove_sound().await.context(UNUSABLE)?;
    }
    match store.migrate().await {
        Err(wrong @ StoreError::WrongKeys) => Err(wrong).context(KEYS),
        migrated => Ok(migrated?),
    }?;
    Ok(store)
}

/// How long a service waits for a server that is not there: machines that start together start in any order.
const NOT_YET: Duration = Duration::from_secs(20);
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// Like [`open_and_migrate`], and waits for a server that does not answer yet.
pub(super) async fn await_and_migrate(config: &Config) -> anyhow::Result<Store> {
    let until = Instant::now() + NOT_YET;
    let mut said = false;
    loop {
        match open_and_migrate(config).await {
            Err(error) if is_away(&error) && Instant::now() < until => {
                if !said {
                    tracing::warn!(error = format!("{error:#}"), "service.database_awaited");
                }
                said = true;
                tokio::time::sleep(LOOK_AGAIN).await;
            }
            opened => return opened,
        }
    }
}

fn is_away(error: &anyhow::Error) -> bool {
    error.downcast_ref::<StoreError>().is_some_and(StoreError::is_away)
}

/// Opens the database, which must be there, and insists that its schema is this program's.
pub async fn open_migrated(config: &Config) -> anyhow::Result<Store> {
    let store = Store::open_existing(&config.database_url, keys(config)?).await.context(ADDRESS)?;
    insist(&store).await?;
    Ok(store)
}

/// Like [`open_migrated`], and insists that the file is whole, however large.
pub async fn open_sound(config: &Config) -> anyhow::Result<Store> {
    let store = Store::open_existing(&config.database_url, keys(config)?).await.context(ADDRESS)?;
    store.prove_sound().await.context(UNUSABLE)?;
    insist(&store).await?;
    Ok(store)
}

async fn insist(store: &Store) -> anyhow::Result<()> {
    anyhow::ensure!(store.is_migrated().await?, "the database is not at this version; run: carnet migrate");
    match store.prove_keys().await {
        Err(wrong @ StoreError::WrongKeys) => Err(wrong).context(KEYS),
        proven => Ok(proven?),
    }
}

fn keys(config: &Config) -> anyhow::Result<Keyring> {
    let keys: Vec<&str> = config.data_keys.iter().map(ExposeSecret::expose_secret).collect();
    Keyring::from_base64(&keys).context(KEYS)
}

/// Held while a service works on a `SQLite` file: two would take each other's lanes for ever. The system lets go of it when
/// the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Alone(#[expect(dead_code, reason = "held, not used")] Option<File>);

impl Alone {
    /// Takes it, or says who has it.
    pub(super) fn on(config: &Config) -> anyhow::Result<Self> {
        let Some(path) = config.database_url.strip_prefix("sqlite://") else { return Ok(Self(None)) };
        let path = format!("{}.lock", path.split('?').next().unwrap_or(path));
        // A folder that cannot be written to is the database's own complaint, a line later.
        let Ok(file) = File::create(&path) else { return Ok(Self(None)) };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => anyhow::bail!(
                "another `carnet serve` works on this database ({ADDRESS}): end it first; several at once need PostgreSQL"
            ),
            Err(TryLockError::Error(error)) => {
                tracing::warn!(%error, "service.lock_failed");
                Ok(Self(None))
            }
            Ok(()) => Ok(Self(Some(file))),
        }
    }
}
