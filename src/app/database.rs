//! Opening the configured database with the configured keys.
//!
//! Invariant: nobody works on a database with other keys than those that sealed it: its people would all be strangers.

use anyhow::Context;
use secrecy::ExposeSecret;

use super::config::Config;
use crate::store::{Keyring, Store, StoreError};

const KEYS: &str = "configuration key `data_key`";
const ADDRESS: &str = "configuration key `database_url`";

/// Opens the database and brings its schema up to this program's version.
pub async fn open_and_migrate(config: &Config) -> anyhow::Result<Store> {
    let store = open_sound(config).await?;
    match store.migrate().await {
        Err(wrong @ StoreError::WrongKeys) => Err(wrong).context(KEYS),
        migrated => Ok(migrated?),
    }?;
    Ok(store)
}

/// Opens the database and insists that it is whole: nobody is served from a damaged file.
pub async fn open_sound(config: &Config) -> anyhow::Result<Store> {
    let store = Store::open(&config.database_url, keys(config)?).await.context(ADDRESS)?;
    store.prove_sound().await.context("the database cannot be used (key `database_url`)")?;
    Ok(store)
}

/// Opens the database, which must be there, and insists that its schema is this program's.
pub async fn open_migrated(config: &Config) -> anyhow::Result<Store> {
    let store = Store::open_existing(&config.database_url, keys(config)?).await.context(ADDRESS)?;
    anyhow::ensure!(store.is_migrated().await?, "the database is not at this version; run: carnet migrate");
    match store.prove_keys().await {
        Err(wrong @ StoreError::WrongKeys) => Err(wrong).context(KEYS),
        proven => Ok(proven?),
    }?;
    Ok(store)
}

fn keys(config: &Config) -> anyhow::Result<Keyring> {
    let keys: Vec<&str> = config.data_keys.iter().map(ExposeSecret::expose_secret).collect();
    Keyring::from_base64(&keys).context(KEYS)
}
