//! 20,000 messages that wait, the limiter off.

use carnet::domain::{AccountId, MessageClass};
use sqlx::Connection;
use std::sync::Arc;
use std::time::Instant;

use crate::engine::Engine;
use crate::provider::Ledger;
use crate::world::{UNLIMITED, World, account};
use crate::{figure, processes};

const MESSAGES: usize = 20_000;
/// Of which the median is said.
const ROUNDS: usize = 3;

pub(crate) async fn run(engine: &Engine) {
    for processes in processes(engine) {
        let world = World::new(engine).await;
        let accounts: Vec<AccountId> = (1..=*processes).map(account).collect();
        let rate = drain(&world, &accounts).await;
        println!("| drained, {}, {processes} process(es), an account each | {rate:.0}/s |", engine.name());
        world.end(engine).await;
    }
}

/// Two databases by turns, one of them with messages of years in it: what else the machine does meets both.
pub(crate) async fn beside_the_past(engine: &Engine) {
    let old = figure("CARNET_BENCH_OLD", 10_000_000);
    let (young, aged) = (World::new(engine).await, World::new(engine).await);
    let began = Instant::now();
    remember_years(engine, &aged, old).await;
    println!("({old} old messages and attempts written in {:.0} s)", began.elapsed().as_secs_f64());
    let lane = [account(1)];
    let mut rates = [Vec::new(), Vec::new()];
    for _ in 0..=ROUNDS {
        for (world, rates) in [&young, &aged].into_iter().zip(&mut rates) {
            rates.push(drain(world, &lane).await);
        }
    }
    // The first round fills the caches.
    let [young_rate, aged_rate] = rates.map(|mut rates| {
        let later = &mut rates[1..];
        later.sort_by(f64::total_cmp);
        later[later.len() / 2]
    });
    println!(
        "| drained beside {old} old messages, {} | {aged_rate:.0}/s against {young_rate:.0}/s | cost ratio {:.2} |",
        engine.name(),
        young_rate / aged_rate
    );
    young.end(engine).await;
    aged.end(engine).await;
}

/// How many a second: from the start of the processes to the last message taken and settled.
async fn drain(world: &World, accounts: &[AccountId]) -> f64 {
    let each = MESSAGES / accounts.len();
    for lane in accounts {
        let people = world.people(lane, each).await;
        world.enqueue_for_all(lane, &people, MessageClass::Notice).await;
    }
    let ledger = Arc::<Ledger>::default();
    let began = Instant::now();
    let mut outboxes = Vec::new();
    for lane in accounts {
        outboxes.push(world.process(lane, accounts.len() == 1, UNLIMITED, &ledger).await);
    }
    ledger.until(each * accounts.len()).await;
    for outbox in outboxes {
        outbox.shutdown().await;
    }
    let took = began.elapsed();
    let mut numbers: Vec<usize> = ledger.taken().into_iter().map(|(number, _)| number).collect();
    numbers.sort_unstable();
    assert!(numbers.chunks(accounts.len()).zip(0..).all(|(same, at)| same.iter().all(|one| *one == at)), "each once");
    (each * accounts.len()) as f64 / took.as_secs_f64()
}

/// Writes messages that were read long ago, with their attempts.
async fn remember_years(engine: &Engine, world: &World, count: usize) {
    let school = world.school.0;
    match engine {
        Engine::Sqlite => {
            let mut connection = sqlx::SqliteConnection::connect(&world.url).await.unwrap();
            sqlx::raw_sql("PRAGMA synchronous = OFF; PRAGMA cache_size = -262144")
                .execute(&mut connection)
                .await
                .unwrap();
            for first in (0..count).step_by(500_000) {
                let last = count.min(first + 500_000);
                let id = "CAST(printf('%016d', n) AS BLOB)";
                let numbers = format!(
                    "WITH RECURSIVE numbers (n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {last}) "
                );
                let school = format!("X'{}'", school.simple());
                for insert in past(&school, id, "zeroblob(120)") {
                    let sql = sqlx::AssertSqlSafe(
                        format!("INSERT INTO {insert}").replace(" SELECT ", &format!(" {numbers}SELECT ")),
                    );
                    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
                }
            }
            connection.close().await.unwrap();
        }
        Engine::Postgres(_) => {
            let mut connection = sqlx::PgConnection::connect(&world.url).await.unwrap();
            sqlx::raw_sql("SET synchronous_commit = off").execute(&mut connection).await.unwrap();
            let id = "CAST(lpad(to_hex(n), 32, '0') AS UUID)";
            for first in (0..count).step_by(500_000) {
                let last = count.min(first + 500_000) - 1;
                for insert in past(&format!("CAST('{school}' AS UUID)"), id, "decode(repeat('00', 120), 'hex')") {
                    let from = format!("FROM generate_series({first}, {last}) AS numbers (n)");
                    let sql = sqlx::AssertSqlSafe(format!("INSERT INTO {insert}").replace("FROM numbers", &from));
                    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
                }
            }
            // Years ago it would have been vacuumed years ago.
            sqlx::raw_sql("VACUUM (ANALYZE)").execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
    }
}

fn past(school: &str, id: &str, phrase: &str) -> [String; 2] {
    [
        format!(
            "message (school_id, id, account_id, contact_id, class, state, rank, phrase, guardianships, marks, attempts, \
             resends, epoch, cancel_requested, not_before, expires_at, created_at, eligible_at, settled_at) \
             SELECT {school}, {id}, 'wa1', {id}, 2, 'accepted', 4, {phrase}, '[]', '[]', 1, 0, 1, FALSE, n, n, n, n, n \
             FROM numbers"
        ),
        format!(
            "attempt (school_id, id, message_id, n, part, last, account_id, epoch, started_at, finished_at, outcome, \
             provider_id) SELECT {school}, {id}, {id}, 1, 0, TRUE, 'wa1', 1, n, n, 'accepted', 'wamid.' || n FROM numbers"
        ),
    ]
}
