//! kill -9 in the middle, again and again, judged by the simulator's ledger: nothing lost, nothing said twice without a
//! recorded doubt, each person's answers in order.

use carnet_simulator::{Action, Match, Receipts, Rule, Script, Webhooks};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;
use std::collections::HashMap;
use std::time::Duration;

use super::{SOON, school};
use crate::support::engines::{each_database, on_sqlite};
use crate::support::eye::Eye;
use crate::support::service::{Setup, World};

const PEOPLE: usize = 40;

/// A school with enough mothers to keep the lane busy.
fn busy_school() -> String {
    let mut file = school();
    file["guardians"] = (0..PEOPLE)
        .map(|n| {
            json!({"code": format!("K{n}"), "name": format!("Mme K{n}"), "phone": format!("+22505070000{n:02}"),
                "language": "fr", "children": [{"student": "A01", "relation": "mother", "consent": "2026-09-10"}]})
        })
        .collect();
    file.to_string()
}

/// A provider that now and then breaks off, before or after it took a message.
fn faults(seed: u64) -> Script {
    let rule = |probability: f64, action| {
        let when = Match { probability: Some(probability), ..Match::default() };
        Rule { when, action, times: None }
    };
    let rules = vec![
        rule(0.06, Action::AcceptThenReset),
        rule(0.06, Action::ResetBeforeRead),
        rule(0.04, Action::StatusAfterAccept(500)),
        rule(0.40, Action::AcceptDelayMs(400)),
    ];
    Script { seed: Some(seed), rules }
}

/// Kills the service `rounds` times, each at a random moment of at most `life_ms` after its start.
async fn ordeal(url: String, rounds: u64, life_ms: u64) {
    let seed: u64 = std::env::var("CARNET_TEST_SEED").map_or_else(|_| rand::random(), |seed| seed.parse().unwrap());
    println!("seed {seed} (repeat with CARNET_TEST_SEED)");
    let mut dice = StdRng::seed_from_u64(seed);
    let webhooks = Webhooks { attempts: 10_000, longest_retry_ms: 200, ..Webhooks::default() };
    let receipts = Receipts { sent_ms: Some(20), delivered_ms: Some(60), ..Receipts::default() };
    let setup =
        Setup { school: Some(busy_school()), webhooks, receipts, database_url: Some(url), ..Default::default() };
    let mut world = World::start(setup).await;
    let mut asked = 0;
    for round in 0..rounds {
        world.simulator.set_script(if round % 2 == 1 { faults(seed ^ round) } else { Script::default() });
        for _ in 0..4 {
            let n = dice.random_range(0..PEOPLE);
            let person = world.simulator.whatsapp(&format!("+22505070000{n:02}")).with_user_id(&format!("CI.70{n:02}"));
            person.text("notes").unwrap();
            asked += 1;
        }
        tokio::time::sleep(Duration::from_millis(dice.random_range(0..life_ms))).await;
        world.kill().await;
        world.serve().await;
    }
    world.simulator.set_script(Script::default());
    let mut eye = world.eye().await;
    eye.until("SELECT COUNT(*) FROM inbox WHERE kind = 'message' AND state = 'done'", asked, SOON).await;
    settle(&mut eye).await;
    judge(&world, &mut eye, asked).await;
}

/// Lets every message come to its end, without waiting for the grace of each doubt.
async fn settle(eye: &mut Eye) {
    let deadline = tokio::time::Instant::now() + Duration::from_mins(1);
    let open = "SELECT COUNT(*) FROM message WHERE settled_at IS NULL AND state <> 'accepted'";
    while eye.number(open).await > 0 {
        assert!(tokio::time::Instant::now() < deadline, "messages without an end");
        eye.run(
            "UPDATE message SET ambiguous_since = ambiguous_since - 90000 WHERE state = 'ambiguous' AND \
                 ambiguous_since > created_at - 80000",
        )
        .await;
        // Receipts did come in since: the simulator sends them for all that it took.
        eye.run("UPDATE lane SET receipts_at = 4102444800000").await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

async fn judge(world: &World, eye: &mut Eye, asked: i64) {
    assert_eq!(eye.number("SELECT COUNT(*) FROM inbox WHERE state = 'dead'").await, 0);
    assert_eq!(eye.number("SELECT COUNT(DISTINCT cause) FROM message").await, asked, "a question without an answer");
    assert_eq!(eye.number("SELECT COUNT(*) FROM message").await, asked, "an answer too many");
    let (attempt, message) = (eye.hex("a.id"), eye.hex("m.id"));
    let rows = eye
        .triples(&format!(
            "SELECT {attempt}, {message}, m.resends FROM attempt a JOIN message m ON m.id = a.message_id"
        ))
        .await;
    let intents: HashMap<_, _> =
        rows.into_iter().map(|(attempt, message, resends)| (attempt, (message, resends))).collect();

    let mut deliveries: HashMap<String, (i64, i64)> = HashMap::new();
    let mut last: HashMap<String, String> = HashMap::new();
    for entry in world.simulator.ledger() {
        let Some(attempt) = entry.attempt.as_deref() else { continue };
        let attempt = attempt.replace('-', "").to_lowercase();
        let (message, resends) = intents.get(&attempt).expect("a delivery whose intent is not on disk");
        let count = deliveries.entry(message.clone()).or_insert((0, *resends));
        count.0 += 1;
        if *resends == 0 {
            let before = last.insert(entry.to.clone().unwrap(), message.clone());
            assert!(before.is_none_or(|before| before <= *message), "a person's answers out of order");
        }
    }
    for (message, (count, resends)) in &deliveries {
        assert!(*count <= 1 + resends, "{message} was delivered {count} times with {resends} recorded doubts");
    }
    let buried = eye.number("SELECT COUNT(*) FROM message WHERE state NOT IN ('accepted')").await;
    let delivered = i64::try_from(deliveries.len()).unwrap();
    assert!(delivered >= asked - buried, "{delivered} of {asked} answers reached their people, {buried} were given up");
    let doubled = deliveries.values().filter(|(count, _)| *count > 1).count();
    let caught = world.log().matches("outbox.left_in_doubt").count();
    println!(
        "{asked} questions, {delivered} answered, {doubled} twice (recorded), {buried} given up; \
         {caught} deaths caught a message on its way"
    );
}

#[tokio::test]
async fn fifty_deaths_on_sqlite_lose_nothing() {
    on_sqlite(async |_, folder| {
        ordeal(format!("sqlite://{}", folder.join("ordeal.db").display()), 50, 2_400).await;
    })
    .await;
}

/// Here a lane's lease outlives its owner by up to ten seconds: fewer deaths, longer lives.
#[tokio::test]
async fn a_few_deaths_on_postgres_lose_nothing() {
    each_database(async |url| {
        if url.starts_with("postgres") {
            ordeal(url, 3, 12_000).await;
        }
    })
    .await;
}
