//! The same webhook again and again, and receipts in any order: one effect, one answer, one final state.

use carnet_simulator::{Receipts, Side};
use futures_util::future::join_all;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use std::time::Duration;

use super::SOON;
use crate::support::service::{Setup, World};
use crate::support::webhook::{receipt, text};

const MOTHER: &str = "2250505050505";

#[tokio::test]
async fn a_webhook_that_comes_five_times_is_answered_once() {
    let world = World::start(Setup { receipts: Receipts::none(), ..Default::default() }).await;
    let caller = world.caller();
    let mut events: Vec<_> = (0..50)
        .map(|n| {
            text(
                &format!("wamid.repeat.{}", n / 5),
                &format!("22505060700{:02}", n / 5),
                &format!("CI.{}", n / 5),
                "aide",
            )
        })
        .collect();
    events.shuffle(&mut StdRng::seed_from_u64(7));
    let answers = join_all(events.iter().map(|event| caller.signed(event))).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");

    let mut eye = world.eye().await;
    eye.until("SELECT COUNT(*) FROM inbox WHERE state = 'done'", 10, SOON).await;
    assert_eq!(eye.number("SELECT COUNT(*) FROM inbox").await, 10, "nothing is stored twice");
    eye.until("SELECT COUNT(*) FROM message WHERE state = 'accepted'", 10, SOON).await;
    assert_eq!(eye.number("SELECT COUNT(*) FROM message").await, 10, "one answer each");
    assert_eq!(world.simulator.ledger_where(|entry| entry.attempt.is_some()).len(), 10);
    let metrics = world.metrics().await;
    assert!(metrics.contains("carnet_inbox_duplicates_total 40"), "{metrics}");
}

#[tokio::test]
async fn receipts_lead_to_the_same_end_in_any_order() {
    let world = World::start(Setup { receipts: Receipts::none(), ..Default::default() }).await;
    let mother = world.simulator.whatsapp(MOTHER).named("Maman").with_user_id("CI.7001");
    for _ in 0..6 {
        super::ask(&mother, "aide").await;
    }
    let mut eye = world.eye().await;
    eye.until("SELECT COUNT(*) FROM message WHERE state = 'accepted'", 6, SOON).await;
    let ids: Vec<_> =
        mother.view().bubbles.into_iter().filter(|one| one.side == Side::Service).map(|one| one.id).collect();
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let caller = world.caller();
    for (id, order) in ids.iter().zip(orders) {
        for step in [order, order].concat() {
            let event = receipt(id, ["sent", "delivered", "read"][step], 1_791_799_200 + i64::try_from(step).unwrap());
            assert_eq!(caller.signed(&event).await.status, 200);
        }
    }
    eye.until("SELECT COUNT(*) FROM inbox WHERE kind = 'receipt' AND state = 'done'", 18, SOON).await;
    let ends =
        eye.triples("SELECT state, COALESCE(reason, ''), MIN(rank) FROM message GROUP BY state, reason, rank").await;
    assert_eq!(ends, [("accepted".to_owned(), String::new(), 4)], "all read, by whatever way");
}

#[tokio::test]
async fn a_receipt_before_the_answer_it_is_about_finds_its_message() {
    let receipts = Receipts { before_response: true, ..Receipts::read_soon() };
    let world = World::start(Setup { receipts, ..Default::default() }).await;
    let mother = world.simulator.whatsapp(MOTHER).named("Maman").with_user_id("CI.7001");
    for _ in 0..5 {
        super::ask(&mother, "aide").await;
    }
    let mut eye = world.eye().await;
    eye.until("SELECT COUNT(*) FROM message WHERE state = 'accepted' AND rank = 4", 5, Duration::from_secs(30)).await;
}
