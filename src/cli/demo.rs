//! `carnet demo`: a school, the providers and the service in one process.

use anyhow::Context;
use jiff::tz::TimeZone;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use super::output::say;
use super::{import, random};
use crate::app::clock::SystemClock;
use crate::app::config::Config;
use crate::app::database;
use crate::app::demo::{Demo, DemoFolder, SCHOOL, school_file};
use crate::app::lifecycle::StopSignal;
use crate::app::service::Service;
use crate::app::telemetry;
use crate::domain::{Clock, Timestamp};

/// How the demo is started.
#[derive(clap::Args)]
pub(super) struct DemoArgs {
    /// Where the page and the service listen
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// A folder that keeps the demo; without it everything is gone at the end
    #[arg(long)]
    data: Option<PathBuf>,
}

/// Runs until SIGTERM or Ctrl-C.
pub(super) async fn run(args: DemoArgs) -> anyhow::Result<()> {
    telemetry::start_logging();
    // Asked before anything is made; the service takes the port for good.
    drop(TcpListener::bind(args.listen).with_context(|| taken(args.listen))?);
    let folder = DemoFolder::open(args.data.as_deref(), &mut random())?;
    let stop = StopSignal::listen()?.received();
    tokio::pin!(stop);
    let (demo, service) = tokio::select! {
        started = start(args.listen, &folder) => started?,
        () = &mut stop => return Ok(()),
    };
    say(&format!("ready http://{}", service.address));
    stop.await;
    demo.shutdown(service).await
}

fn taken(listen: SocketAddr) -> String {
    format!("cannot listen on {listen}; name another port, for example: carnet demo --listen 127.0.0.1:8081")
}

async fn start(listen: SocketAddr, folder: &DemoFolder) -> anyhow::Result<(Demo, Service)> {
    let demo = Demo::start(&mut random()).await?;
    let config = demo.config(listen, folder, folder.data_key()?)?;
    bring_school(&config, folder, SystemClock.now()).await?;
    let service = Service::start(config, Some(demo.routes())).await?;
    demo.open(&service);
    Ok((demo, service))
}

/// Imports the school as `carnet import` would, unless this folder has it already: its terms stay where they began.
async fn bring_school(config: &Config, folder: &DemoFolder, now: Timestamp) -> anyhow::Result<()> {
    let store = database::open_and_migrate(config).await?;
    let mut tx = store.begin_read().await?;
    let known = tx.school_by_code(SCHOOL).await?.is_some();
    tx.rollback().await?;
    if !known {
        let today = jiff::Timestamp::from_millisecond(now.0)?.to_zoned(TimeZone::UTC).date();
        let path = folder.school_file();
        std::fs::write(&path, school_file(today)?).with_context(|| format!("cannot write {}", path.display()))?;
        import::import(&store, &path, (false, false), now, &mut std::io::sink()).await.context("the demo's school")?;
    }
    store.close().await;
    Ok(())
}
