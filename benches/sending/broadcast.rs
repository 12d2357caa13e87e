//! 100,000 recipients at 80 a second, and replies to others in between.

use carnet::domain::MessageClass;
use carnet::outbox::Pace;
use hdrhistogram::Histogram;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::engine::Engine;
use crate::figure;
use crate::provider::Ledger;
use crate::world::{World, account, resident};

const LIMIT: Pace = Pace { per_second: 80, pair_interval: Duration::from_secs(6), pair_burst: 45 };
/// A reply every so often.
const REPLY: Duration = Duration::from_millis(500);

pub(crate) async fn run(engine: &Engine) {
    let recipients = figure("CARNET_BENCH_RECIPIENTS", 100_000);
    let world = World::new(engine).await;
    let lane = account(1);
    let people = world.people(&lane, recipients).await;
    let asking = world.people(&lane, 500).await;
    world.enqueue_for_all(&lane, &people, MessageClass::Broadcast).await;
    drop(people);
    let ledger = Arc::<Ledger>::default();
    let outbox = world.process(&lane, true, LIMIT, &ledger).await;
    ledger.until(80).await;
    let (began, before) = (Instant::now(), ledger.len());
    let mut asked = Vec::new();
    let (mut least, mut most) = (f64::MAX, 0.0_f64);
    let mut tick = tokio::time::interval(REPLY);
    while ledger.len() < recipients + asked.len() - asked.len().min(2) {
        tick.tick().await;
        let person = asking[asked.len() % asking.len()];
        asked.push(Instant::now());
        let mut tx = world.store.begin().await.unwrap();
        let number = recipients + asked.len() - 1;
        tx.enqueue(world.message(&lane, person, MessageClass::Reply, number)).unwrap();
        tx.commit().await.unwrap();
        outbox.handle().wake(&lane);
        let memory = resident();
        (least, most) = (least.min(memory), most.max(memory));
    }
    let took = began.elapsed();
    let sent = ledger.len() - before;
    ledger.until(recipients + asked.len()).await;
    let mut latency = Histogram::<u64>::new(3).unwrap();
    for (number, taken) in ledger.taken() {
        if let Some(at) = number.checked_sub(recipients) {
            latency.record(u64::try_from(taken.duration_since(asked[at]).as_micros()).unwrap()).unwrap();
        }
    }
    println!(
        "| {recipients} at 80/s, {} | {:.2}/s, {:.4} of the limit | busiest second {} | replies p50 {:.1}, p99 {:.1}, \
         longest {:.1} ms | {least:.0} to {most:.0} MiB |",
        engine.name(),
        sent as f64 / took.as_secs_f64(),
        sent as f64 / took.as_secs_f64() / 80.0,
        ledger.busiest_second(),
        latency.value_at_quantile(0.5) as f64 / 1000.0,
        latency.value_at_quantile(0.99) as f64 / 1000.0,
        latency.max() as f64 / 1000.0,
    );
    outbox.shutdown().await;
    world.end(engine).await;
}
