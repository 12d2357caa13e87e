//! `carnet simulate`: the provider simulator alone.

use anyhow::Context;
use carnet_simulator::{Simulator, SimulatorConfig};
use std::net::SocketAddr;
use std::path::PathBuf;

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
}

/// Runs until SIGTERM or Ctrl-C.
pub(super) async fn run(args: SimulateArgs) -> anyhow::Result<()> {
    let script = match &args.script {
        Some(path) => {
            let text = std::fs::read(path).with_context(|| format!("the script {} cannot be read", path.display()))?;
            serde_json::from_slice(&text).with_context(|| format!("the script {} is not valid", path.display()))?
        }
        None => carnet_simulator::Script::default(),
    };
    let config =
        SimulatorConfig { listen: args.listen, ledger: Some(args.ledger), script, ..SimulatorConfig::default() };
    let stop = StopSignal::listen()?;
    let simulator = Simulator::start(config).await?;
    say(&format!("ready {}", simulator.base_url()));
    stop.received().await;
    simulator.shutdown().await;
    Ok(())
}
