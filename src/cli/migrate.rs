//! `carnet migrate`.

use super::output::say;
use crate::app::config::Config;
use crate::app::database::open_and_migrate;

/// Brings the database up to this version.
pub(super) async fn migrate(config: &Config) -> anyhow::Result<()> {
    open_and_migrate(config).await?.close().await;
    say("the database is up to date");
    Ok(())
}
