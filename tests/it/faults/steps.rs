//! F2: the process dies between any two steps of receiving and sending.

use carnet_simulator::{Action, Receipts, Script};
use rand::RngExt;
use std::time::Duration;

use super::support::SOON;
use super::support::judge::{settle, settle_and_judge};
use super::support::load::{always, ask, ask_as_mother, busy, mother};
use super::support::trace::{launcher, strace_works};
use crate::support::chance::{dice, rounds};
use crate::support::engines::each_database;
use crate::support::eye::Eye;
use crate::support::service::World;

/// The process dies and another starts; the lease of the dead one is over.
async fn die(world: &mut World, eye: &mut Eye) {
    world.kill().await;
    eye.run("UPDATE lane SET expires_at = 0").await;
    world.simulator.set_script(Script::default());
    world.serve().await;
}

/// How often this mother has been written to.
fn heard(world: &World, n: usize) -> usize {
    let (phone, user) = (mother(n).replace('+', ""), format!("CI.70{n:02}"));
    let to = |entry: &carnet_simulator::LedgerEntry| entry.to.clone().unwrap_or_default();
    let hers = |entry: &carnet_simulator::LedgerEntry| to(entry) == phone || to(entry) == user;
    world.simulator.ledger_where(|entry| entry.attempt.is_some() && hers(entry)).len()
}

async fn until_heard(world: &World, n: usize, times: usize) {
    let deadline = tokio::time::Instant::now() + SOON;
    while heard(world, n) < times {
        assert!(tokio::time::Instant::now() < deadline, "mother {n} was written to {} times", heard(world, n));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

const QUEUED: &str = "SELECT COUNT(*) FROM message WHERE state = 'queued'";
const SENDING: &str = "SELECT COUNT(*) FROM message WHERE state = 'sending'";
const OPEN: &str = "SELECT COUNT(*) FROM message WHERE settled_at IS NULL";

async fn queued_and_not_yet_stated(world: &mut World, eye: &mut Eye) {
    assert!(world.carnet(&["queue", "pause", "wa1"]).await.0);
    ask_as_mother(world, 0);
    eye.until(QUEUED, 1, SOON).await;
    die(world, eye).await;
    assert!(world.carnet(&["queue", "resume", "wa1"]).await.0);
    eye.until(OPEN, 0, SOON).await;
    assert_eq!(heard(world, 0), 1, "after T0");
}

async fn stated_and_not_yet_sent(world: &mut World, eye: &mut Eye) {
    world.simulator.set_script(always(Action::StallBeforeRead));
    ask_as_mother(world, 1);
    eye.until(SENDING, 1, SOON).await;
    die(world, eye).await;
    settle(eye).await;
    assert_eq!(heard(world, 1), 1, "after T1");
    assert_eq!(eye.number("SELECT MAX(resends) FROM message").await, 1, "what may have been sent goes again knowingly");
}

async fn sent_and_not_yet_answered(world: &mut World, eye: &mut Eye) {
    world.simulator.set_receipts(Receipts::none());
    world.simulator.set_script(always(Action::AcceptThenStall));
    ask_as_mother(world, 2);
    until_heard(world, 2, 1).await;
    die(world, eye).await;
    settle(eye).await;
    assert_eq!(heard(world, 2), 2, "without a receipt nobody can know");
    assert_eq!(eye.number("SELECT COUNT(*) FROM message WHERE resends = 1").await, 2, "and it is on record");
}

/// The receipt comes while nobody is there, is brought again, and proves what the dead process had sent.
async fn sent_and_proven_later(world: &mut World, eye: &mut Eye) {
    world.simulator.set_receipts(Receipts { sent_ms: Some(1_500), delivered_ms: Some(2_000), ..Receipts::none() });
    world.simulator.set_script(always(Action::AcceptThenStall));
    ask_as_mother(world, 3);
    until_heard(world, 3, 1).await;
    die(world, eye).await;
    eye.until(OPEN, 0, SOON).await;
    assert_eq!(heard(world, 3), 1, "the receipt is proof enough");
}

/// The answer is there, but the database takes nothing: T2 waits when the process dies.
async fn answered_and_not_yet_settled(world: &mut World, eye: &mut Eye) {
    world.simulator.set_receipts(Receipts { sent_ms: Some(4_000), ..Receipts::none() });
    world.simulator.set_script(always(Action::AcceptDelayMs(700)));
    ask_as_mother(world, 4);
    until_heard(world, 4, 1).await;
    eye.hold_outbox().await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    world.kill().await;
    eye.let_go().await;
    die(world, eye).await;
    eye.until(OPEN, 0, SOON).await;
    assert_eq!(heard(world, 4), 1, "before T2");
}

async fn settled(world: &mut World, eye: &mut Eye) {
    ask_as_mother(world, 5);
    until_heard(world, 5, 1).await;
    eye.until(OPEN, 0, SOON).await;
    die(world, eye).await;
    ask_as_mother(world, 6);
    until_heard(world, 6, 1).await;
    assert_eq!(heard(world, 5), 1, "after T2");
}

/// Many webhooks wait for one commit that never comes: none was answered 200, all are brought again.
async fn gathered_and_not_yet_committed(world: &mut World, eye: &mut Eye) {
    eye.hold_inbox().await;
    for n in 10..40 {
        ask_as_mother(world, n);
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    world.kill().await;
    eye.let_go().await;
    die(world, eye).await;
    for n in 10..40 {
        until_heard(world, n, 1).await;
    }
}

#[tokio::test]
async fn death_between_any_two_steps_loses_nothing() {
    each_database(async |url| {
        let mut world = World::start(busy(Some(url))).await;
        let mut eye = world.eye().await;
        queued_and_not_yet_stated(&mut world, &mut eye).await;
        stated_and_not_yet_sent(&mut world, &mut eye).await;
        sent_and_not_yet_answered(&mut world, &mut eye).await;
        sent_and_proven_later(&mut world, &mut eye).await;
        answered_and_not_yet_settled(&mut world, &mut eye).await;
        settled(&mut world, &mut eye).await;
        gathered_and_not_yet_committed(&mut world, &mut eye).await;
        println!("steps: {}", settle_and_judge(&world, 37).await);
    })
    .await;
}

/// Death at the n-th write or sync of the database file, wherever that falls: in the middle of a group, between a
/// commit and the answer to its requests, before and after every step.
#[tokio::test]
async fn death_at_any_write_loses_nothing() {
    if !strace_works() {
        return;
    }
    let (seed, mut dice) = dice("writes");
    let mut world = World::start(busy(None)).await;
    let mut asked = 0;
    let mut died = 0;
    for _ in 0..rounds(6) {
        world.kill().await;
        let at = dice.random_range(1..160);
        let kill = format!("inject=pwrite64,fsync,fdatasync:signal=SIGKILL:when={at}");
        world.serve_under(&launcher(&["-e", &kill, "-o", "/dev/null"])).await;
        for _ in 0..4 {
            ask(&world, &mut dice);
            asked += 1;
        }
        died += u32::from(world.dies_within(Duration::from_secs(3)).await);
    }
    world.kill().await;
    world.serve().await;
    println!("seed {seed}: {died} deaths at a write; {}", settle_and_judge(&world, asked).await);
}

#[tokio::test]
async fn a_migration_cut_short_is_finished_by_the_next() {
    each_database(async |url| {
        let (_, mut dice) = dice("migrations");
        let mut world = World::start(busy(Some(url))).await;
        world.kill().await;
        for round in 0..rounds(4) {
            if world.database_url.starts_with("sqlite") {
                world.database_url = format!("sqlite://{}", world.path().join(format!("fresh{round}.db")).display());
                world.configure("", "");
            } else {
                world.eye().await.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await;
            }
            world.cut_short(&["migrate"], Duration::from_millis(dice.random_range(5..120))).await;
            let (done, said) = world.carnet(&["migrate"]).await;
            assert!(done, "{said}");
            assert!(world.carnet(&["import", "school.json"]).await.0);
        }
    })
    .await;
}
