//! Opening the configured database with the configured keys.
//!
//! Invariant: nobody works on a database with other keys than those that sealed it: its people would all be strangers.

use anyhow::Context;
use secrecy::ExposeSecret;

use super::config::Config;
use crate::store::{Keyring, Store, StoreError};

const KEYS: &str = "configuration key `data_key`";

/// Opens the database and brings its schema up to this program's version.
pub async fn open_and_migrate(config: &Config) -> anyhow::Result<Store> {
    let store = open_sound(config).await?;
    match store.migrate().await {
        Err(wrong @ StoreError::WrongKeys) => Err(wrong).context(KEYS),
        migrated => migrated.context("the database cannot be brought up to this version"),
    }?;
    Ok(store)
}

/// Opens the database and insists that it is whole: nobody is served from a damaged file.
pub async fn open_sound(config: &Config) -> anyhow::Result<Store> {
    let store = open(config).await?;
    store.prove_sound().await.context("the database cannot be used (key `database_url`)")?;
    Ok(store)
}

/// Opens the database and insists that its schema is this program's.
pub async fn open_migrated(config: &Config) -> anyhow::Result<Store> {
    let store = open(config).await?;
    anyhow::ensure!(store.is_migrated().await?, "the database is not at this version; run: carnet migrate");
    match store.prove_keys().await {
        Err(wrong @ StoreError::WrongKeys) => Err(wrong).context(KEYS),
        proven => proven.context("the database cannot be read"),
    }?;
    Ok(store)
}

async fn open(config: &Config) -> anyhow::Result<Store> {
    let keys: Vec<&str> = config.data_keys.iter().map(ExposeSecret::expose_secret).collect();
    let keys = Keyring::from_base64(&keys).context(KEYS)?;
    Store::open(&config.database_url, keys).await.context("the database cannot be opened (key `database_url`)")
}
