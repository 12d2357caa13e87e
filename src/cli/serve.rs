//! `carnet serve`.

use super::output::say;
use crate::app::config::Config;
use crate::app::lifecycle::StopSignal;
use crate::app::service::Service;
use crate::app::telemetry;

/// Serves until SIGTERM or Ctrl-C, then drains.
pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    telemetry::start_logging();
    let stop = StopSignal::listen()?;
    let service = Service::start(config, None).await?;
    say(&format!("ready http://{}", service.address));
    stop.received().await;
    service.shutdown().await
}
