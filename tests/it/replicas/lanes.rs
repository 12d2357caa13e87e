//! Lanes pass from process to process: the real binary, killed, stopped and asleep.

use std::time::Duration;
use tokio::time::Instant;

use crate::support::engines::on_postgres_only;
use crate::support::front::Front;
use crate::support::service::{Beside, Setup, World};
use crate::support::wait::{SOON, until};

const MOTHER: &str = "+2250505050505";

/// Three times what is promised when an owner dies or sleeps: 12 s.
const TAKEOVER: Duration = Duration::from_secs(36);

/// Two processes; the first drives the lanes, webhooks go to the second.
async fn two(url: String) -> (World, Beside, Front) {
    let front = Front::start().await;
    let world = World::start(Setup { database_url: Some(url), front: Some(front.port), ..Setup::default() }).await;
    until(|| world.log().contains("outbox.lane_taken"), SOON).await;
    let beside = world.serve_beside().await;
    front.lead_to(beside.port);
    (world, beside, front)
}

fn heard(world: &World) -> usize {
    let to = MOTHER.trim_start_matches('+');
    world
        .simulator
        .ledger_where(|entry| entry.to.as_deref() == Some(to) || entry.to.as_deref() == Some("CI.7001"))
        .len()
}

/// The mother asks; her answer arrives within `within`.
async fn ask(world: &World, within: Duration) {
    let before = heard(world);
    let mother = world.simulator.whatsapp(MOTHER).with_user_id("CI.7001");
    mother.text("aide").unwrap();
    until(|| heard(world) > before, within).await;
}

/// The lane's owner hears at once of what another process has queued, and lets go when it is told to end.
#[tokio::test]
async fn an_answer_queued_elsewhere_goes_at_once_and_a_lane_is_handed_over() {
    on_postgres_only(async |url| {
        let (mut world, beside, _front) = two(url).await;
        ask(&world, SOON).await;
        let mut fastest = Duration::MAX;
        for _ in 0..3 {
            // Without a signal each answer waits for the lane's own look, five seconds after the one before.
            let began = Instant::now();
            ask(&world, SOON).await;
            fastest = fastest.min(began.elapsed());
        }
        assert!(fastest < Duration::from_secs(4), "none was quicker than {fastest:?}");
        assert!(!beside.log().contains("outbox.lane_taken"), "the first process still drives");
        world.terminate().await;
        // Let go, not waited for: without that it is taken when the lease ends, ten seconds after its last renewal.
        until(|| beside.log().contains("outbox.lane_taken"), Duration::from_secs(6)).await;
        ask(&world, TAKEOVER).await;
    })
    .await;
}

#[tokio::test]
async fn a_killed_owners_lanes_are_driven_on_within_twelve_seconds() {
    on_postgres_only(async |url| {
        let (mut world, _beside, _front) = two(url).await;
        ask(&world, SOON).await;
        world.kill().await;
        ask(&world, TAKEOVER).await;
    })
    .await;
}

/// A process that slept through its lease finds the lane taken, sends nothing, and takes its turn again later.
#[tokio::test]
async fn a_sleeper_wakes_up_harmless() {
    on_postgres_only(async |url| {
        let (world, mut beside, front) = two(url).await;
        ask(&world, SOON).await;
        // Most likely in the middle of a transaction: it is writing down that the answer was accepted. Its locks end after
        // fifteen seconds, its lease after ten.
        world.signal("STOP").await;
        ask(&world, SOON).await;
        let said = heard(&world);
        world.signal("CONT").await;
        until(|| world.log().contains("outbox.lane_lost"), SOON).await;
        ask(&world, TAKEOVER).await;
        assert_eq!(heard(&world), said + 1, "nothing was said twice");
        beside.child.kill().await.unwrap();
        front.lead_to(world.port);
        ask(&world, TAKEOVER).await;
    })
    .await;
}
