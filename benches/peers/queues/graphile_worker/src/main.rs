//! `graphile_worker` (Rust) under what is asked of every queue alike (`measure.mjs`).

use graphile_worker::{
    IntoTaskHandlerResult, JobSpec, LocalQueueConfig, RawJobSpec, TaskHandler, Worker, WorkerContext, WorkerOptions,
};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const PER_SECOND: u32 = 200;
const PACED: usize = 4_000;
const WARMING: usize = 400;
const WAITING: usize = 20_000;

/// When each job was taken.
#[derive(Clone, Debug, Default)]
struct Taken(Arc<Mutex<Vec<(usize, Instant)>>>);

impl Taken {
    async fn until(&self, count: usize) {
        while self.0.lock().unwrap().len() < count {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

#[derive(Clone, Serialize, Deserialize)]
struct Nothing {
    number: usize,
}

impl TaskHandler for Nothing {
    const IDENTIFIER: &'static str = "nothing";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let taken = context.get_ext::<Taken>().expect("given to the worker");
        taken.0.lock().unwrap().push((self.number, Instant::now()));
    }
}

#[tokio::main]
async fn main() {
    let database = std::env::var("PEER_DATABASE").expect("PEER_DATABASE");
    let taken = Taken::default();
    let worker = worker(&database, &taken, false).await;
    let utils = worker.create_utils();
    let running = tokio::spawn({
        let worker = Arc::clone(&worker);
        async move { worker.run().await }
    });
    let mut asked = Vec::with_capacity(PACED);
    let mut tick = tokio::time::interval(Duration::from_secs(1) / PER_SECOND);
    for number in 0..PACED {
        tick.tick().await;
        asked.push(Instant::now());
        utils.add_job(Nothing { number }, JobSpec::default()).await.expect("added");
    }
    taken.until(PACED).await;
    worker.request_shutdown();
    running.await.expect("ran").expect("ended well");
    let mut times: Vec<f64> = taken
        .0
        .lock()
        .unwrap()
        .iter()
        .filter(|(number, _)| *number >= WARMING)
        .map(|(number, at)| at.duration_since(asked[*number]).as_secs_f64() * 1000.0)
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |quantile: f64| times[((times.len() as f64 * quantile) as usize).min(times.len() - 1)];
    println!(
        "| enqueued → taken at {PER_SECOND}/s, graphile_worker (Rust, PostgreSQL) | p50 {:.1} ms | p99 {:.1} ms | p99.9 {:.1} ms |",
        at(0.5),
        at(0.99),
        at(0.999)
    );

    let jobs: Vec<RawJobSpec> = (0..WAITING)
        .map(|number| RawJobSpec {
            identifier: Nothing::IDENTIFIER.to_owned(),
            payload: serde_json::json!({ "number": number }),
            spec: JobSpec::default(),
        })
        .collect();
    utils.add_raw_jobs(&jobs).await.expect("added");
    let taken = Taken::default();
    let worker = self::worker(&database, &taken, true).await;
    let began = Instant::now();
    let running = tokio::spawn({
        let worker = Arc::clone(&worker);
        async move { worker.run().await }
    });
    taken.until(WAITING).await;
    let rate = WAITING as f64 / began.elapsed().as_secs_f64();
    worker.request_shutdown();
    running.await.expect("ran").expect("ended well");
    println!("| drained, graphile_worker (Rust, PostgreSQL, local queue) | {rate:.0}/s |");
}

async fn worker(database: &str, taken: &Taken, local: bool) -> Arc<Worker> {
    let options = WorkerOptions::default()
        .database_url(database)
        .concurrency(if local { 500 } else { 16 })
        .poll_interval(Duration::from_millis(if local { 5 } else { 500 }))
        .listen_os_shutdown_signals(false)
        .add_extension(taken.clone())
        .define_job::<Nothing>();
    let options = if local {
        options
            .complete_job_batch_delay(Duration::from_millis(5))
            .local_queue(LocalQueueConfig::default().with_size(5_000))
    } else {
        options
    };
    Arc::new(options.init().await.expect("a worker"))
}
