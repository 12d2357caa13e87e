//! The command line: what an operator types. Thin: each command is a file that calls the library.
//!
//! Invariant: exit 0 done, 1 failed with one clear line on stderr, 2 wrong usage.

mod check;
mod database;
pub mod eval_understand;
mod output;
mod serve;
mod simulate;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::app::config::Config;

/// The school's carnet de liaison as a chat-bot driven messaging service.
#[derive(Parser)]
#[command(name = "carnet", version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the service; SIGTERM drains and exits
    Serve {
        #[command(flatten)]
        config: ConfigPath,
    },
    /// Bring the database up to this version
    Migrate {
        #[command(flatten)]
        config: ConfigPath,
    },
    /// Verify configuration, database, templates and provider credentials
    Check {
        #[command(flatten)]
        config: ConfigPath,
        /// Also tell Telegram where to find us and which commands the bots know
        #[arg(long)]
        fix: bool,
    },
    /// Run the provider simulator alone
    Simulate(simulate::SimulateArgs),
}

/// Where the configuration is.
#[derive(clap::Args)]
struct ConfigPath {
    /// The configuration file
    #[arg(long = "config", default_value = "carnet.toml", env = "CARNET_CONFIG")]
    path: PathBuf,
}

impl ConfigPath {
    fn load(&self) -> anyhow::Result<Config> {
        Ok(Config::load(&self.path)?)
    }
}

/// Runs the command line; the only place that turns a failure into words and an exit code.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => {
            let code = usage.exit_code();
            output::print_usage(&usage);
            return ExitCode::from(u8::try_from(code).unwrap_or(2));
        }
    };
    match run(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            Command::Serve { config } => serve::run(config.load()?).await,
            Command::Migrate { config } => database::migrate(&config.load()?).await,
            Command::Check { config, fix } => check::run(&config.load()?, fix).await,
            Command::Simulate(args) => simulate::run(args).await,
        }
    })
}
