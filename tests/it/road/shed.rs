//! When there is no room: providers are told to come back, and what they bring again is not lost.

use sqlx::{Connection, SqliteConnection};
use std::time::{Duration, Instant};

use super::SOON;
use crate::support::service::{Setup, World};
use crate::support::webhook::{Caller, text};

#[tokio::test]
async fn a_disk_below_its_watermark_takes_nothing_and_says_so() {
    let mut world = World::start(Setup { keys: "disk_watermark_mib = 999999999", ..Default::default() }).await;
    let caller = world.caller();
    let shed = caller.signed(&text("wamid.1", "2250505050505", "CI.1", "aide")).await;
    assert_eq!((shed.status, shed.retry_after.as_deref()), (503, Some("5")));
    let ready = caller.get("/readyz").await;
    assert_eq!(ready.status, 503);
    assert!(ready.body.contains("\"disk\":false"), "{}", ready.body);
    assert_eq!(caller.get("/healthz").await.status, 200);
    assert!(world.metrics().await.contains("carnet_webhook_shed_total"));
    let mother = world.simulator.whatsapp("+2250505050505").named("Maman").with_user_id("CI.7001");
    mother.text("aide").unwrap();
    world.simulator.wait_for_webhook(SOON, |attempt| attempt.status == Some(503)).await.unwrap();
    assert_eq!(world.eye().await.number("SELECT COUNT(*) FROM inbox").await, 0);

    world.terminate().await;
    world.configure("", "");
    world.serve().await;
    mother.wait_for(SOON, |bubble| bubble.side == carnet_simulator::Side::Service).await.expect("answered after all");
}

/// It answers questions and takes nothing: whoever looks hears that it is not ready.
#[tokio::test]
async fn a_database_that_takes_nothing_is_not_ready() {
    let world = World::start(Setup::default()).await;
    let caller = world.caller();
    let mut holder = SqliteConnection::connect(&world.database_url).await.unwrap();
    sqlx::query("BEGIN EXCLUSIVE").execute(&mut holder).await.unwrap();
    assert_eq!(
        caller.signed(&text("wamid.held", "2250505050505", "CI.1", "aide")).await.status,
        200,
        "the spool has it"
    );
    until_ready(&caller, 503).await;
    sqlx::query("ROLLBACK").execute(&mut holder).await.unwrap();
    until_ready(&caller, 200).await;
}

async fn until_ready(caller: &Caller, status: u16) {
    let deadline = Instant::now() + SOON;
    while caller.get("/readyz").await.status != status {
        assert!(Instant::now() < deadline, "never {status}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
