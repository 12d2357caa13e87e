//! `carnet serve`.

use super::output::say;
use crate::app::config::Config;
use crate::app::lifecycle::stop_signal;
use crate::app::service::Service;
use crate::app::telemetry;

/// Serves until SIGTERM or Ctrl-C, then drains.
pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    telemetry::start_logging();
    let service = Service::start(config, None).await?;
    say(&format!("ready http://{}", service.address));
    stop_signal().await;
    service.shutdown().await
}
