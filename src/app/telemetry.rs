//! Logs and metrics. Messages are readable and dotted, fields can be queried; never a name, a number, a text or a secret.

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use tracing_subscriber::EnvFilter;

/// Upper bounds of the latency histograms, seconds.
const SECONDS: [f64; 14] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0, 300.0];

/// Logs to stderr: readable on a terminal, JSON with `CARNET_LOG_FORMAT=json`; `CARNET_LOG` sets the level.
pub fn start_logging() {
    let filter = EnvFilter::try_from_env("CARNET_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let json = std::env::var("CARNET_LOG_FORMAT").is_ok_and(|format| format == "json");
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(false);
    let started = if json { logs.json().try_init() } else { logs.try_init() };
    // A second start in one process (tests) keeps the first.
    drop(started);
    // What a panic says may quote what somebody wrote: only where it happened is told.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(%place, "process.panicked");
    }));
}

/// The process's metrics; the recorder can be installed only once.
pub fn metrics() -> anyhow::Result<PrometheusHandle> {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(handle) = HANDLE.get() {
        return Ok(handle.clone());
    }
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?
        .install_recorder()?;
    Ok(HANDLE.get_or_init(|| handle).clone())
}
