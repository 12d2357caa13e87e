//! What a provider could not deliver for long: nothing that was asked so long ago is done, and no window is open.

use carnet::app::clock::SystemClock;
use carnet::domain::Clock;

use super::SOON;
use crate::support::service::{Setup, World};
use crate::support::webhook::text;

const DAY: i64 = 86_400;

/// A message of the mother's, written so many seconds ago.
async fn brings(world: &World, id: &str, body: &str, ago: i64) {
    let mut event = text(id, "2250505050505", "CI.7001", body);
    let now = SystemClock.now().0 / 1000;
    event["entry"][0]["changes"][0]["value"]["messages"][0]["timestamp"] = (now - ago).to_string().into();
    assert_eq!(world.caller().signed(&event).await.status, 200);
}

/// What has been said to her by now: kinds of requests and the templates among them.
fn said(world: &World) -> Vec<(String, String)> {
    let sent = world.simulator.ledger_where(|entry| entry.attempt.is_some());
    let name = |body: &serde_json::Value| body["template"]["name"].as_str().unwrap_or_default().to_owned();
    sent.into_iter().map(|entry| (name(&entry.body), entry.kind.clone())).collect()
}

#[tokio::test]
async fn what_comes_days_late_is_not_done_and_told_by_a_template() {
    let world = World::start(Setup::default()).await;
    let mut eye = world.eye().await;
    brings(&world, "wamid.late.1", "notes Awa", 2 * DAY).await;
    eye.until("SELECT COUNT(*) FROM message WHERE state = 'accepted'", 1, SOON).await;
    assert_eq!(said(&world), [("carnet_came_late".to_owned(), "template".to_owned())]);
    assert_eq!(eye.number("SELECT COUNT(*) FROM audit WHERE action = 'message.came_late'").await, 1);
    let hours = "SELECT (m.created_at - c.last_inbound_at) / 3600000 FROM message m \
                 JOIN contact c ON c.school_id = m.school_id AND c.id = m.contact_id";
    assert_eq!(eye.number(hours).await, 48, "no window is open");
    // Whoever wants to be left alone is, however late it is heard.
    brings(&world, "wamid.late.2", "stop", 2 * DAY).await;
    eye.until("SELECT COUNT(*) FROM contact WHERE state = 'stopped'", 1, SOON).await;
}

#[tokio::test]
async fn what_comes_hours_late_is_done_and_its_window_ends_when_it_would_have() {
    let world = World::start(Setup::default()).await;
    let mut eye = world.eye().await;
    brings(&world, "wamid.late.3", "notes Awa", 20 * 3_600).await;
    eye.until("SELECT COUNT(*) FROM message WHERE state = 'accepted'", 1, SOON).await;
    assert!(said(&world).iter().all(|(template, _)| template.is_empty()), "{:?}", said(&world));
    let hours = "SELECT (m.created_at - c.last_inbound_at) / 3600000 FROM message m \
                 JOIN contact c ON c.school_id = m.school_id AND c.id = m.contact_id";
    assert_eq!(eye.number(hours).await, 20);
    // A clock that tells of last year is not believed.
    brings(&world, "wamid.late.4", "aide", 400 * DAY).await;
    eye.until("SELECT COUNT(*) FROM message WHERE state = 'accepted'", 2, SOON).await;
    assert!(said(&world).iter().all(|(template, _)| template.is_empty()), "{:?}", said(&world));
}
