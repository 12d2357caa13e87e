//! `carnet keys list`, `carnet keys distrust ID`: by which keys report cards count as sealed.

use clap::{Args, Subcommand};

use super::ConfigPath;
use super::output::say;
use crate::app::database;
use crate::domain::Timestamp;
use crate::store::KnownCardKey;

/// What is done to them.
#[derive(Args)]
pub(super) struct KeysArgs {
    #[command(flatten)]
    pub(super) config: ConfigPath,
    #[command(subcommand)]
    command: KeysCommand,
}

#[derive(Subcommand)]
enum KeysCommand {
    /// Every key that has sealed report cards: since when, and whether it is distrusted
    List,
    /// Trust a key no longer, because somebody else may have it; this is never taken back
    Distrust {
        /// As `carnet keys list` names it
        id: String,
    },
}

/// Lists keys, or ends the trust in one.
pub(super) async fn run(args: KeysArgs, now: Timestamp) -> anyhow::Result<()> {
    let store = database::open_migrated(&args.config.load()?).await?;
    match args.command {
        KeysCommand::List => {
            let known = store.begin_read().await?.card_keys().await?;
            for key in &known {
                say(&described(key));
            }
        }
        KeysCommand::Distrust { id } => {
            let mut tx = store.begin().await?;
            anyhow::ensure!(
                tx.distrust_card_key(&id, now).await?,
                "there is no key \"{id}\" here; carnet keys list names them"
            );
            tx.commit().await?;
            say(&format!("{id} is distrusted: no report card it has sealed counts as the school's any more"));
            say(
                "put a new key into signing_key, start the service again, and print the cards anew: carnet report-cards",
            );
        }
    }
    Ok(())
}

fn described(known: &KnownCardKey) -> String {
    let since = day(known.since);
    let state = known.distrusted.map_or_else(|| "trusted".to_owned(), |at| format!("distrusted on {}", day(at)));
    format!("{}  since {since}  {state}  public key {}", known.key.id(), hex::encode(known.key.bytes()))
}

/// `2026-11-27`
pub(super) fn day(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map(|at| at.strftime("%Y-%m-%d").to_string()).unwrap_or_default()
}
