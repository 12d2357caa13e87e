//! Enqueued → taken, at 200 a second.

use carnet::domain::{AccountId, MessageClass};
use hdrhistogram::Histogram;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::engine::Engine;
use crate::processes;
use crate::provider::Ledger;
use crate::world::{UNLIMITED, World, account};

const PER_SECOND: u32 = 200;
const MESSAGES: usize = 4_000;
/// The first ones wake everything up.
const WARMING: usize = 400;

pub(crate) async fn run(engine: &Engine) {
    for processes in processes(engine) {
        let world = World::new(engine).await;
        measure(engine, &world, *processes).await;
        world.end(engine).await;
    }
}

async fn measure(engine: &Engine, world: &World, processes: usize) {
    let lanes: Vec<AccountId> = (1..=processes).map(account).collect();
    let ledger = Arc::<Ledger>::default();
    let (mut people, mut outboxes) = (Vec::new(), Vec::new());
    for lane in &lanes {
        people.push(world.people(lane, MESSAGES.div_ceil(processes)).await);
        outboxes.push(world.process(lane, processes == 1, UNLIMITED, &ledger).await);
    }
    let mut asked = Vec::with_capacity(MESSAGES);
    let mut tick = tokio::time::interval(Duration::from_secs(1) / PER_SECOND);
    for number in 0..MESSAGES {
        let (of, nth) = (number % processes, number / processes);
        let (lane, person) = (&lanes[of], people[of][nth]);
        tick.tick().await;
        asked.push(Instant::now());
        // As a cause would: in a transaction of its own.
        let mut tx = world.store.begin().await.unwrap();
        tx.enqueue(world.message(lane, person, MessageClass::Reply, number)).unwrap();
        tx.commit().await.unwrap();
        outboxes[of].handle().wake(lane);
    }
    ledger.until(MESSAGES).await;
    let mut latency = Histogram::<u64>::new(3).unwrap();
    for (number, taken) in ledger.taken().into_iter().filter(|(number, _)| *number >= WARMING) {
        let micros = taken.duration_since(asked[number]).as_micros();
        latency.record(u64::try_from(micros).unwrap()).unwrap();
    }
    let at = |quantile| latency.value_at_quantile(quantile) as f64 / 1000.0;
    println!(
        "| enqueued → taken at {PER_SECOND}/s, {}, {processes} process(es) | p50 {:.1} ms | p99 {:.1} ms | p99.9 {:.1} ms |",
        engine.name(),
        at(0.5),
        at(0.99),
        at(0.999),
    );
    for outbox in outboxes {
        outbox.shutdown().await;
    }
}
