//! F7: statuses that come eight days late, and webhooks that come again after as long.

use carnet::domain::{Channel, MessageClass};
use carnet::store::Proof;
use carnet_webhooks::ReceiptStatus;
use rand::seq::SliceRandom;
use std::time::Duration;
use uuid::Uuid;

use super::support::SOON;
use super::support::load::busy;
use crate::outbox::receipts::receipt;
use crate::outbox::world::each_world;
use crate::support::chance::{dice, rounds};
use crate::support::service::World;
use crate::support::webhook::text;

const DAYS: Duration = Duration::from_hours(8 * 24);

#[tokio::test]
async fn statuses_eight_days_late_lead_to_the_same_end() {
    each_world(async |world| {
        let (_, mut dice) = dice("late");
        let epoch = world.take_lane(Uuid::new_v4()).await;
        for _ in 0..rounds(6) {
            let anna = world.person(Channel::WhatsApp).await;
            let message = world.say(anna, MessageClass::Notice, "14").await;
            let (attempt, _) = world.intend(message, epoch, true).await.unwrap();
            let proof =
                Proof { school: world.school, message, attempt, last: true, provider_id: format!("wamid.{attempt}") };
            world.commit(async |tx| tx.prove_acceptance(&[proof], world.now()).await.unwrap()).await;
            world.clock.push(DAYS);
            let mut statuses =
                [ReceiptStatus::Sent, ReceiptStatus::Delivered, ReceiptStatus::Read, ReceiptStatus::Failed];
            statuses.shuffle(&mut dice);
            for status in statuses {
                let news = receipt(&world, attempt.0, status, None);
                world.commit(async |tx| tx.apply_receipts(vec![news])).await;
            }
            assert_eq!(world.state(message).await, "accepted", "{statuses:?}");
            assert_eq!(world.column(message, "rank").await.as_deref(), Some("4"), "{statuses:?}");
        }
    })
    .await;
}

/// What was given up as doubtful turns out to have arrived.
#[tokio::test]
async fn a_late_status_brings_back_what_was_given_up() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let message = world.say(anna, MessageClass::Broadcast, "b").await;
        let epoch = world.take_lane(Uuid::new_v4()).await;
        let (attempt, _) = world.intend(message, epoch, true).await.unwrap();
        world.run("UPDATE message SET state = 'dead', reason = 'never_resent', settled_at = 1").await;
        world.clock.push(DAYS);
        let news = receipt(&world, attempt.0, ReceiptStatus::Delivered, None);
        world.commit(async |tx| tx.apply_receipts(vec![news])).await;
        assert_eq!((world.state(message).await.as_str(), world.reason(message).await), ("accepted", None));
    })
    .await;
}

/// Meta brings a webhook again for a week.
#[tokio::test]
async fn a_webhook_that_comes_again_after_eight_days_is_known() {
    let world = World::start(busy(None)).await;
    let (caller, mut eye) = (world.caller(), world.eye().await);
    let event = text("wamid.again", "2250507000001", "CI.7001", "notes");
    assert_eq!(caller.signed(&event).await.status, 200);
    eye.until("SELECT COUNT(*) FROM message WHERE state = 'accepted'", 1, SOON).await;
    let earlier = DAYS.as_millis();
    eye.run(&format!("UPDATE inbox SET received_at = received_at - {earlier}, handled_at = handled_at - {earlier}"))
        .await;
    assert_eq!(caller.signed(&event).await.status, 200);
    assert_eq!(caller.signed(&text("wamid.new", "2250507000002", "CI.7002", "notes")).await.status, 200);
    eye.until("SELECT COUNT(*) FROM message WHERE state = 'accepted'", 2, SOON).await;
    assert_eq!(eye.number("SELECT COUNT(*) FROM inbox WHERE kind = 'message'").await, 2);
}
