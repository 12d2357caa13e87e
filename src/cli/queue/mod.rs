//! `carnet queue`: the outbox as an operator sees and steers it. Ids, states and reasons; nothing personal.

mod list;
mod show;
mod stats;
mod words;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use uuid::Uuid;

use super::{ConfigPath, output::say};
use crate::actions::{ActionError, cancel_message, pause_lane, retry_message};
use crate::app::config::{Account, Config};
use crate::app::database;
use crate::domain::{MessageClass, MessageId, Timestamp};
use crate::store::{Requeue, Store};

/// How the queue is looked at and steered.
#[derive(Args)]
pub(super) struct QueueArgs {
    #[command(flatten)]
    pub(super) config: ConfigPath,
    /// For machines: one JSON object per line
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: QueueCommand,
}

#[derive(Subcommand)]
enum QueueCommand {
    /// Messages that wait or were set aside, the newest first
    List(list::ListArgs),
    /// The life of one message: states, attempts, receipts; never what it says
    Show { id: Uuid },
    /// Send a message that ended unsent once more
    Retry { id: Uuid },
    /// Take a message back
    Cancel { id: Uuid },
    /// Hold an account's messages until it is resumed
    Pause { account: String },
    /// Let an account's messages go on
    Resume { account: String },
    /// How many messages are in each state, by account and class
    Stats,
}

/// Runs one of the commands.
pub(super) async fn run(config: &Config, args: QueueArgs, now: Timestamp) -> anyhow::Result<()> {
    let store = database::open_migrated(config).await?;
    match args.command {
        QueueCommand::List(wanted) => list::run(&store, config, wanted, args.json).await,
        QueueCommand::Show { id } => show::run(&store, config, MessageId(id), args.json).await,
        QueueCommand::Retry { id } => steer(&store, MessageId(id), Wish::Retry, args.json, now).await,
        QueueCommand::Cancel { id } => steer(&store, MessageId(id), Wish::Cancel, args.json, now).await,
        QueueCommand::Pause { account } => hold(&store, account_of(config, &account)?, true, args.json, now).await,
        QueueCommand::Resume { account } => hold(&store, account_of(config, &account)?, false, args.json, now).await,
        QueueCommand::Stats => stats::run(&store, config, args.json, now).await,
    }
}

#[derive(Clone, Copy)]
enum Wish {
    Retry,
    Cancel,
}

async fn steer(store: &Store, id: MessageId, wish: Wish, json: bool, now: Timestamp) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let outcome = match wish {
        Wish::Retry => retry_message(&mut tx, id, now).await?,
        Wish::Cancel => cancel_message(&mut tx, id, now).await?,
    };
    let line = tx.queue_line(id).await?;
    tx.commit().await?;
    let state = line.map(|line| line.state).unwrap_or_default();
    let done = match (outcome, wish) {
        (Requeue::Unknown, _) => anyhow::bail!("there is no message {id}; carnet queue list shows those there are"),
        (Requeue::NotNow, Wish::Retry) => {
            anyhow::bail!("message {id} is {state}: only a message that waits or ended unsent can be sent again")
        }
        (Requeue::NotNow, Wish::Cancel) => {
            anyhow::bail!("message {id} is {state}: only a message that waits or is on its way can be taken back")
        }
        (Requeue::Requested, _) => "is on its way; it is taken back if it turns out not to have arrived",
        (Requeue::Done, Wish::Retry) => "is queued again",
        (Requeue::Done, Wish::Cancel) => "is cancelled",
    };
    if json {
        let requested = outcome == Requeue::Requested;
        say(&serde_json::json!({ "id": id, "state": state, "cancel_requested": requested }).to_string());
    } else {
        say(&format!("message {id} {done}"));
    }
    Ok(())
}

async fn hold(store: &Store, account: &Account, paused: bool, json: bool, now: Timestamp) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let school = tx.school_by_code(account.first_school()).await?;
    let Some(school) = school else {
        let (id, code) = (&account.id, account.first_school());
        anyhow::bail!("account \"{id}\": there is no school \"{code}\"; import its file first")
    };
    match pause_lane(&mut tx, school.id, &account.id, paused, now).await {
        Err(ActionError::NotFound) => {
            anyhow::bail!("account \"{}\" has sent nothing yet: it has a lane once carnet serve has run", account.id)
        }
        done => done?,
    }
    tx.commit().await?;
    if json {
        say(&serde_json::json!({ "account": account.id, "paused": paused }).to_string());
    } else if paused {
        say(&format!("account \"{}\" is paused; its messages wait", account.id));
    } else {
        say(&format!("account \"{}\" goes on", account.id));
    }
    Ok(())
}

/// The configured account of this name.
fn account_of<'c>(config: &'c Config, name: &str) -> anyhow::Result<&'c Account> {
    let found = config.accounts.iter().find(|account| account.id.0 == name);
    found.ok_or_else(|| {
        let known: Vec<_> = config.accounts.iter().map(|account| account.id.0.as_str()).collect();
        anyhow::anyhow!("there is no account \"{name}\" in the configuration; there are: {}", known.join(", "))
    })
}

fn classes() -> PossibleValuesParser {
    PossibleValuesParser::new(MessageClass::ALL.map(MessageClass::code))
}
