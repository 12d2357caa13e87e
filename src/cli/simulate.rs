//! `carnet simulate`: the provider simulator alone.

use anyhow::Context;
use carnet_simulator::{Simulator, SimulatorConfig};
use serde::de::DeserializeOwned;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use super::output::say;
use crate::app::lifecycle::StopSignal;

/// How the simulator is started.
#[derive(clap::Args)]
pub(super) struct SimulateArgs {
    /// Where the providers' APIs listen
    #[arg(long, default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
    /// One JSON line per accepted request
    #[arg(long)]
    ledger: PathBuf,
    /// Faults to play (JSON)
    #[arg(long)]
    script: Option<PathBuf>,
    /// Accounts known from the start: a JSON list of what POST /_sim/accounts takes
    #[arg(long)]
    accounts: Option<PathBuf>,
}

/// Runs until SIGTERM or Ctrl-C.
pub(super) async fn run(args: SimulateArgs) -> anyhow::Result<()> {
    let script = args.script.as_deref().map(|path| read("the faults", path)).transpose()?.unwrap_or_default();
    let accounts = args.accounts.as_deref().map(|path| read("the accounts", path)).transpose()?.unwrap_or_default();
    let config = SimulatorConfig {
        listen: args.listen,
        ledger: Some(args.ledger),
        script,
        accounts,
        ..SimulatorConfig::default()
    };
    let stop = StopSignal::listen()?;
    let simulator = Simulator::start(config).await?;
    say(&format!("ready {}", simulator.base_url()));
    stop.received().await;
    simulator.shutdown().await;
    Ok(())
}

fn read<T: DeserializeOwned>(what: &str, path: &Path) -> anyhow::Result<T> {
    let text = std::fs::read(path).with_context(|| format!("{what} in {} cannot be read", path.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("{what} in {} are not valid", path.display()))
}
