//! SIGTERM: what is in hand is finished, the rest waits on disk for the next start.

use carnet_simulator::{Action, Match, Receipts, Rule, Script};
use std::collections::HashMap;

use super::SOON;
use crate::support::service::{Setup, World};
use crate::support::webhook::text;

#[tokio::test]
async fn it_ends_while_sends_are_slow_and_goes_on_after() {
    let slow = Rule { when: Match::default(), action: Action::AcceptDelayMs(3_000), times: None };
    let script = Script { seed: None, rules: vec![slow] };
    let mut world = World::start(Setup { script, receipts: Receipts::none(), ..Default::default() }).await;
    let caller = world.caller();
    for n in 0..40 {
        let event = text(&format!("wamid.{n}"), &format!("22505080000{n:02}"), &format!("CI.80{n:02}"), "aide");
        assert_eq!(caller.signed(&event).await.status, 200);
    }
    world.simulator.wait_for(SOON, |entry| entry.attempt.is_some()).await.expect("a send has begun");
    world.terminate().await;
    world.simulator.set_script(Script::default());
    world.serve().await;
    let mut eye = world.eye().await;
    eye.until("SELECT COUNT(*) FROM message WHERE state = 'accepted'", 40, SOON).await;
    let mut sent: HashMap<String, u32> = HashMap::new();
    for entry in world.simulator.ledger_where(|entry| entry.attempt.is_some()) {
        *sent.entry(entry.to.clone().unwrap()).or_default() += 1;
    }
    assert_eq!(sent.len(), 40, "nothing is lost");
    assert!(sent.values().all(|count| *count == 1), "and nothing is said twice: {sent:?}");
}
