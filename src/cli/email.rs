//! `carnet email`: what comes back by mail.

use anyhow::Context as _;
use clap::{Args, Subcommand};
use std::io::Read as _;

use super::ConfigPath;
use super::output::say;
use crate::app::bounces::{Returned, take_returned};
use crate::app::config::{Config, ProviderAccount};
use crate::app::database;
use crate::domain::{AccountId, Timestamp};
use crate::gateway::LONGEST_BOUNCE;

/// What is done with mail.
#[derive(Args)]
pub(super) struct EmailArgs {
    #[command(flatten)]
    pub(super) config: ConfigPath,
    #[command(subcommand)]
    command: EmailCommand,
}

#[derive(Subcommand)]
enum EmailCommand {
    /// One returned letter on stdin, as a mail server pipes it: what it says of our messages is noted
    Bounce,
}

/// Reads one mail. What is not ours is no failure: a mail server would only send it on.
pub(super) async fn run(args: EmailArgs, now: Timestamp) -> anyhow::Result<()> {
    let config = args.config.load()?;
    let EmailCommand::Bounce = args.command;
    let mut mail = Vec::new();
    let most = u64::try_from(LONGEST_BOUNCE).unwrap_or(u64::MAX).saturating_add(1);
    std::io::stdin().lock().take(most).read_to_end(&mut mail).context("the mail on stdin cannot be read")?;
    let store = database::open_migrated(&config).await?;
    say(match take_returned(&store, &senders(&config), &mail, now).await? {
        Returned::NoReport => "no report of a final failure: nothing is changed",
        Returned::NotOurs => "a report of nothing that was sent from here: nothing is changed",
        Returned::Noted(_) => "noted",
    });
    Ok(())
}

/// The accounts that send letters.
fn senders(config: &Config) -> Vec<AccountId> {
    let by_mail = config.accounts.iter().filter(|account| matches!(account.provider, ProviderAccount::Smtp { .. }));
    by_mail.map(|account| account.id.clone()).collect()
}
