//! F1: `kill -9` at random moments, again and again.

use carnet_simulator::Script;
use rand::RngExt;
use std::time::Duration;

use super::support::judge::settle_and_judge;
use super::support::load::{ask, busy, unreliable};
use crate::support::chance::{dice, rounds};
use crate::support::engines::{on_postgres_only, on_sqlite};
use crate::support::service::World;

/// Kills the service `rounds` times, each at a random moment of at most `life_ms` after its start.
async fn ordeal(url: String, rounds: u64, life_ms: u64) {
    let (seed, mut dice) = dice("deaths");
    let mut world = World::start(busy(Some(url))).await;
    let mut asked = 0;
    for round in 0..rounds {
        world.simulator.set_script(if round % 2 == 1 { unreliable(seed ^ round) } else { Script::default() });
        let crowd = if dice.random_bool(0.1) { 30 } else { 4 };
        for _ in 0..crowd {
            ask(&world, &mut dice);
            asked += 1;
        }
        tokio::time::sleep(Duration::from_millis(dice.random_range(0..life_ms))).await;
        world.kill().await;
        world.serve().await;
    }
    world.simulator.set_script(Script::default());
    let findings = settle_and_judge(&world, asked).await;
    let caught = world.log().matches("outbox.left_in_doubt").count();
    println!("{rounds} deaths, {caught} of them with a message on its way: {findings}");
}

#[tokio::test]
async fn deaths_at_any_moment_lose_nothing_on_sqlite() {
    on_sqlite(async |_, folder| {
        ordeal(format!("sqlite://{}", folder.join("ordeal.db").display()), rounds(10), 2_400).await;
    })
    .await;
}

/// Here a lane's lease outlives its owner by up to ten seconds: fewer deaths, longer lives.
#[tokio::test]
async fn deaths_at_any_moment_lose_nothing_on_postgres() {
    on_postgres_only(async |url| ordeal(url, rounds(15) / 5, 12_000).await).await;
}
