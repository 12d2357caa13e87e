//! When there is no room: providers are told to come back, and what they bring again is not lost.

use super::SOON;
use crate::support::service::{Setup, World};
use crate::support::webhook::text;

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
