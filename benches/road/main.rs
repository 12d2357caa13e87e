//! What the road costs: `cargo bench --bench road -- [accept|answer|latency|boot]`, all when nothing is named.
//!
//! - `accept`: webhook → durable 200 at 1, 32, 64 and 256 connections, against a bare handler that only checks the
//!   signature, in the same process and run.
//! - `answer`: a family's question → the reply accepted by the simulator, at 64 connections; CPU per question of the
//!   service's own process; judged by the simulator's ledger.
//! - `latency`: the same at 200 a second.
//! - `boot`: time to ready and resident memory when idle.
//!
//! `PostgreSQL` takes part when `CARNET_TEST_POSTGRES` names a server. Figures are printed as Markdown rows.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a measurement prints its figures and stops at the first fault"
)]

mod accept;
mod client;
#[path = "../engine.rs"]
mod engine;
mod school;
mod world;

use std::time::Duration;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|one| one == name);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        if is_wanted("accept") {
            accept::run().await;
        }
        for engine in engine::engines() {
            if is_wanted("boot") {
                world::boot(&engine).await;
            }
            if is_wanted("answer") {
                world::answer(&engine, 64, Duration::from_secs(10)).await;
            }
            if is_wanted("latency") {
                world::latency(&engine, 200, Duration::from_secs(15)).await;
            }
        }
    });
}
