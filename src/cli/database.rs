//! Opening the configured database, and `carnet migrate`.

use anyhow::Context;
use secrecy::ExposeSecret;

use super::output::say;
use crate::app::config::Config;
use crate::store::{Keyring, Store};

/// Opens the database as configured, without touching its schema.
pub(super) async fn open(config: &Config) -> anyhow::Result<Store> {
    let keys: Vec<&str> = config.data_keys.iter().map(ExposeSecret::expose_secret).collect();
    let keys = Keyring::from_base64(&keys).context("configuration key `data_key`")?;
    Store::open(&config.database_url, keys).await.context("the database cannot be opened (key `database_url`)")
}

/// Opens the database and insists that its schema is this program's.
pub(super) async fn open_migrated(config: &Config) -> anyhow::Result<Store> {
    let store = open(config).await?;
    anyhow::ensure!(store.is_migrated().await?, "the database is not at this version; run: carnet migrate");
    Ok(store)
}

/// `carnet migrate`.
pub(super) async fn migrate(config: &Config) -> anyhow::Result<()> {
    let store = open(config).await?;
    store.migrate().await?;
    store.close().await;
    say("the database is up to date");
    Ok(())
}
