//! The whole from outside: the `carnet` binary, signed webhooks, the simulator's ledger as judge.

mod ahead;
mod canary;
mod drain;
mod identity;
mod late;
mod main_job;
mod repeats;
mod report_cards;
mod shed;
mod signatures;
mod watch;
mod wire;

use carnet_simulator::{Bubble, Phone};
use serde_json::Value;
use std::time::Duration;

use crate::support::service::World;

/// How long an answer may take, also on a busy machine.
const SOON: Duration = Duration::from_secs(30);

/// The school of these tests, to be changed by a test.
fn school() -> Value {
    serde_json::from_str(include_str!("../school.json")).unwrap()
}

/// Presses the first button under a bubble.
fn press_first(phone: &Phone, bubble: &Bubble) {
    phone.press(&bubble.id, &bubble.buttons[0].id).unwrap();
}

/// Says something and waits for the next bubble that comes back.
async fn ask(phone: &Phone, text: &str) -> Bubble {
    let before: Vec<_> = phone.received().into_iter().map(|bubble| bubble.id).collect();
    phone.text(text).unwrap();
    let fresh = |bubble: &Bubble| bubble.side == carnet_simulator::Side::Service && !before.contains(&bubble.id);
    phone.wait_for(SOON, fresh).await.unwrap_or_else(|| panic!("no answer to {text:?}"))
}

/// The teacher gives Awa 14,5 and publishes it.
async fn publish_awas_mark(world: &World) {
    let teacher = world.simulator.telegram(5001).named("Koffi");
    ask(&teacher, "Awa Kouassi 14,5 ds1").await;
    ask(&teacher, "publier ds1 4eA").await;
    ask(&teacher, "oui").await;
    // The news to the family too: what comes after is an answer to what is asked after.
    let open = "SELECT COUNT(*) FROM message WHERE state <> 'accepted'";
    world.eye().await.until(open, 0, SOON).await;
}
