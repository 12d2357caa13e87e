//! What the outbox costs: `cargo bench --bench sending -- [latency|drain|broadcast|old]`, all when nothing is named.
//!
//! The provider is one that takes everything at once, so that the queue alone is measured: choosing, checking again, the
//! intent on disk, letting go, the outcome on disk.
//!
//! - `latency`: enqueued in a transaction each, 200 a second → taken by the provider; with one process and, on
//!   `PostgreSQL`, with three, an account each.
//! - `drain`: 20,000 messages that wait, the limiter off; by as many processes.
//! - `broadcast`: 100,000 recipients at 80 a second, with replies in between; `CARNET_BENCH_RECIPIENTS` for fewer.
//! - `old`: `drain` once more beside ten million messages of the past; `CARNET_BENCH_OLD` for fewer.
//!
//! `PostgreSQL` takes part when `CARNET_TEST_POSTGRES` names a server. Figures are printed as Markdown rows.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a measurement prints its figures and stops at the first fault"
)]

mod broadcast;
mod drain;
#[path = "../engine.rs"]
mod engine;
mod latency;
mod provider;
mod world;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|one| one == name);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for engine in engine::engines() {
            if is_wanted("latency") {
                latency::run(&engine).await;
            }
            if is_wanted("drain") {
                drain::run(&engine).await;
            }
            if is_wanted("old") {
                drain::beside_the_past(&engine).await;
            }
            if is_wanted("broadcast") {
                broadcast::run(&engine).await;
            }
        }
    });
}

/// A figure from the environment, for shorter runs.
fn figure(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// How many processes share the work: `SQLite` is one process's.
fn processes(engine: &engine::Engine) -> &'static [usize] {
    if matches!(engine, engine::Engine::Sqlite) { &[1] } else { &[1, 3] }
}
