//! `carnet queue`: the outbox as an operator sees and steers it. Ids, states and reasons; nothing personal.

mod list;
pub(super) mod portfolios;
mod show;
mod stats;
mod steer;
mod words;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use uuid::Uuid;

use self::steer::Wish;
use super::{ConfigPath, output::say};
use crate::actions::{ActionError, lift_patience, pause_lane};
use crate::app::config::{Account, Config};
use crate::app::database;
use crate::domain::{MessageClass, MessageId, Timestamp};
use crate::store::Store;

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
    /// The life of one message: states, attempts, receipts
    Show {
        id: Uuid,
        /// Also what was said to the provider and answered, of the last seven days: a person's words and address, so it is
        /// noted that you looked
        #[arg(long)]
        log: bool,
    },
    /// Send messages that ended unsent once more
    Retry {
        #[arg(required = true)]
        ids: Vec<Uuid>,
    },
    /// Send messages that ended unsent to their person's next address
    Reroute {
        #[arg(required = true)]
        ids: Vec<Uuid>,
    },
    /// Take messages back
    Cancel {
        #[arg(required = true)]
        ids: Vec<Uuid>,
    },
    /// Put away messages that were set aside and seen to
    Close {
        #[arg(required = true)]
        ids: Vec<Uuid>,
    },
    /// Hold an account's messages until it is resumed
    Pause { account: String },
    /// Let an account's messages go on
    Resume {
        account: String,
        /// Also when the provider has asked for patience that is not over: it may refuse again, or for longer
        #[arg(long)]
        at_once: bool,
    },
    /// How many messages are in each state, by account and class
    Stats,
}

/// Runs one of the commands.
pub(super) async fn run(config: &Config, args: QueueArgs, now: Timestamp) -> anyhow::Result<()> {
    let store = database::open_migrated(config).await?;
    match args.command {
        QueueCommand::List(wanted) => list::run(&store, config, wanted, args.json, now).await,
        QueueCommand::Show { id, log } => {
            let wanted = show::Wanted { id: MessageId(id), log, json: args.json };
            show::run(&store, config, wanted, now).await
        }
        QueueCommand::Retry { ids } => steer::all(&store, &ids, Wish::Retry, args.json, now).await,
        QueueCommand::Reroute { ids } => steer::all(&store, &ids, Wish::Reroute, args.json, now).await,
        QueueCommand::Cancel { ids } => steer::all(&store, &ids, Wish::Cancel, args.json, now).await,
        QueueCommand::Close { ids } => steer::all(&store, &ids, Wish::Close, args.json, now).await,
        QueueCommand::Pause { account } => {
            hold(&store, account_of(config, &account)?, Hold::Paused, args.json, now).await
        }
        QueueCommand::Resume { account, at_once } => {
            let hold_as = if at_once { Hold::GoesAtOnce } else { Hold::GoesOn };
            hold(&store, account_of(config, &account)?, hold_as, args.json, now).await
        }
        QueueCommand::Stats => stats::run(&store, config, args.json, now).await,
    }
}

/// What becomes of an account's messages.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hold {
    Paused,
    GoesOn,
    /// Whatever its provider has asked for.
    GoesAtOnce,
}

async fn hold(store: &Store, account: &Account, wish: Hold, json: bool, now: Timestamp) -> anyhow::Result<()> {
    let paused = wish == Hold::Paused;
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
    if wish == Hold::GoesAtOnce {
        lift_patience(&mut tx, school.id, &account.id, now).await?;
    }
    let lane = tx.lanes(now).await?.into_iter().find(|lane| lane.account_id == account.id.0);
    tx.commit().await?;
    let asked = lane.and_then(|lane| stats::patience(&lane, now));
    if json {
        say(&serde_json::json!({ "account": account.id, "paused": paused }).to_string());
    } else if paused {
        say(&format!("account \"{}\" is paused; its messages wait", account.id));
    } else {
        say(&match asked {
            Some(until) => {
                let until = words::instant(until);
                format!(
                    "account \"{}\" goes on, but not before {until}: its provider asked for it, or refused \
                     (--at-once does not wait for it)",
                    account.id
                )
            }
            None => format!("account \"{}\" goes on", account.id),
        });
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
