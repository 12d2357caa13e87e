//! F15: a `PostgreSQL` server that is restarted under load, one whose follower takes over, and one that stands behind a
//! pooler.

use rand::RngExt;
use std::time::Duration;

use super::support::cluster::Cluster;
use super::support::judge::settle_and_judge;
use super::support::load::{ask, busy};
use crate::support::chance::{dice, rounds};
use crate::support::front::Front;
use crate::support::service::World;
use crate::support::wait::{SOON, until};

#[tokio::test]
async fn a_server_that_restarts_under_load_loses_nothing() {
    let Some(cluster) = Cluster::start().await else { return };
    let (_, mut dice) = dice("restarts");
    let world = World::start(busy(Some(cluster.database().await))).await;
    let mut asked = 0;
    for _ in 0..rounds(15) / 5 {
        for _ in 0..6 {
            ask(&world, &mut dice);
            asked += 1;
        }
        tokio::time::sleep(Duration::from_millis(dice.random_range(0..1_500))).await;
        cluster.restart().await;
    }
    println!("restarts: {}", settle_and_judge(&world, asked).await);
}

#[tokio::test]
async fn a_follower_that_takes_over_has_all_that_was_promised() {
    let Some(primary) = Cluster::start().await else { return };
    primary.database().await;
    let follower = primary.followed().await;
    let front = Front::start().await;
    front.lead_to(primary.port());
    let (_, mut dice) = dice("follower");
    let address = format!("postgres://postgres@127.0.0.1:{}/carnet", front.port);
    let world = World::start(busy(Some(address))).await;
    let mut asked = 0;
    for half in 0..2 {
        for _ in 0..20 {
            ask(&world, &mut dice);
            asked += 1;
            tokio::time::sleep(Duration::from_millis(dice.random_range(0..60))).await;
        }
        if half == 0 {
            // Cut off in the midst of it, so that nobody writes to both.
            primary.cut_off().await;
            follower.promote().await;
            front.lead_to(follower.port());
        }
    }
    println!("follower: {}", settle_and_judge(&world, asked).await);
}

#[tokio::test]
async fn behind_a_pooler_all_is_the_same() {
    let Some(cluster) = Cluster::start().await else { return };
    let direct = cluster.database().await;
    let Some(pooler) = cluster.pooled().await else { return };
    let (_, mut dice) = dice("pooler");
    let mut world = World::start(busy(Some(pooler.url()))).await;
    // The judge looks past the pooler.
    world.database_url = direct;
    let mut asked = 0;
    for _ in 0..rounds(10) / 5 {
        for _ in 0..10 {
            ask(&world, &mut dice);
            asked += 1;
        }
        tokio::time::sleep(Duration::from_millis(dice.random_range(0..1_500))).await;
        world.kill().await;
        world.serve().await;
    }
    println!("pooler: {}", settle_and_judge(&world, asked).await);
    // Said once no echo of our own signal has come back for a moment.
    until(|| world.log().contains("outbox.deaf"), SOON).await;
}
