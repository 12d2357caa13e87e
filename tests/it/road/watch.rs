//! What an operator sees: health, readiness, metrics; and what nobody sees.

use std::time::Duration;
use tokio::time::Instant;

use super::{SOON, ask, publish_awas_mark};
use crate::support::engines::each_database;
use crate::support::eye::Eye;
use crate::support::service::{Setup, World};
use crate::support::webhook::text;

#[tokio::test]
async fn metrics_tell_what_happens_on_their_own_listener_only() {
    let world = World::start(Setup::default()).await;
    let caller = world.caller();
    publish_awas_mark(&world).await;
    let mother = world.simulator.whatsapp("+2250505050505").named("Maman").with_user_id("CI.7001");
    ask(&mother, "notes Awa").await;
    let again = text("wamid.same", "2250505050505", "CI.7001", "aide");
    assert_eq!((caller.signed(&again).await.status, caller.signed(&again).await.status), (200, 200));
    let wanted = [
        "carnet_inbox_accepted_total",
        "carnet_inbox_duplicates_total 1",
        "carnet_inbox_lag_seconds",
        "carnet_inbox_waiting",
        "carnet_outbox_depth{account=\"wa1\",class=\"broadcast\"}",
        "carnet_outbox_oldest_seconds{account=\"tg1\",class=\"reply\"}",
        "carnet_outbox_eligible_to_accepted_seconds_bucket",
        "carnet_outbox_verdicts_total",
    ];
    let deadline = Instant::now() + SOON;
    loop {
        let said = world.metrics().await;
        let missing: Vec<_> = wanted.iter().filter(|name| !said.contains(**name)).collect();
        if missing.is_empty() {
            break;
        }
        assert!(Instant::now() < deadline, "{missing:?} not in\n{said}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for path in ["/metrics", "/", "/webhooks", "/webhooks/whatsapp/x", "/_sim/ledger", "/v/"] {
        assert_eq!(caller.get(path).await.status, 404, "{path}");
    }
    assert_eq!(caller.get("/healthz").await.status, 200);
    assert_eq!(caller.get("/readyz").await.status, 200);
}

#[tokio::test]
async fn a_database_that_is_away_is_told_and_comes_back() {
    each_database(async |url| {
        let world = World::start(Setup { database_url: Some(url.clone()), ..Default::default() }).await;
        let caller = world.caller();
        assert_eq!(caller.get("/readyz").await.status, 200);
        if !url.starts_with("postgres") {
            return;
        }
        let (server, name) = url.rsplit_once('/').unwrap();
        let mut admin = Eye::open(&format!("{server}/postgres")).await;
        admin.run(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
        admin.run(&format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")).await;
        until(async || caller.get("/readyz").await.status == 503).await;
        assert_eq!(caller.get("/healthz").await.status, 200);
        let shed = caller.signed(&text("wamid.1", "2250505050505", "CI.1", "aide")).await;
        assert_eq!((shed.status, shed.retry_after.as_deref()), (503, Some("5")));
        admin.run(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).await;
        until(async || caller.get("/readyz").await.status == 200).await;
        let mother = world.simulator.whatsapp("+2250505050505").named("Maman").with_user_id("CI.7001");
        ask(&mother, "aide").await;
    })
    .await;
}

/// A school that is configured and was not imported is told at once; its neighbours are served, and it is found when it
/// comes.
#[tokio::test]
async fn a_school_that_is_missing_is_told_until_it_is_imported() {
    let accounts = r#"
[[account]]
id = "tg2"
school = "autre"
provider = "telegram"
bot_token = "env:TEST_TG_TOKEN"
secret_tokens = ["env:TEST_TG_OTHER_SECRET"]
"#;
    let world = World::start(Setup { accounts, ..Setup::default() }).await;
    let caller = world.caller();
    let ready = caller.get("/readyz").await;
    assert!(ready.status == 200 && ready.body.contains(r#""missing_schools":["autre"]"#), "{ready:?}");
    assert!(world.log().contains("service.school_missing"), "{}", world.log());
    let mother = world.simulator.whatsapp("+2250505050505").named("Maman").with_user_id("CI.7001");
    ask(&mother, "aide").await;
    let mut other = super::school();
    other["school"]["code"] = "autre".into();
    std::fs::write(world.path().join("other.json"), other.to_string()).unwrap();
    let imported = world.carnet(&["import", "other.json"]).await;
    assert!(imported.0, "{}", imported.1);
    until(async || caller.get("/readyz").await.body.contains(r#""missing_schools":[]"#)).await;
}

async fn until(holds: impl AsyncFn() -> bool) {
    let deadline = Instant::now() + SOON;
    while !holds().await {
        assert!(Instant::now() < deadline, "it never came");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Started once more by mistake, even on another port: it ends, and the first goes on.
#[tokio::test]
async fn a_second_service_on_the_same_file_ends_at_once() {
    let world = World::start(Setup::default()).await;
    let (served, said) = world.carnet(&["serve"]).await;
    assert!(!served && said.contains("another `carnet serve` works on this database"), "{said}");
    let mother = world.simulator.whatsapp("+2250505050505").named("Maman").with_user_id("CI.7001");
    ask(&mother, "aide").await;
    assert!(!world.log().contains("outbox.lane_lost"));
}
