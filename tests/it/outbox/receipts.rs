//! Receipts: any order, any number, before or after our own commit, end the same.

use carnet::domain::{AttemptId, Channel, ContactId, MessageClass, MessageId};
use carnet::gateway::Provider;
use carnet::phrase::Phrase;
use carnet::store::{AfterFailure, Charge, Engine, NewMessage, Proof, ReceiptNews};
use carnet_webhooks::ReceiptStatus;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::time::Duration;
use uuid::Uuid;

use super::fake::{FAST, Running};
use super::world::{World, each_world};

/// What a provider that echoes our attempt reports.
pub(crate) fn receipt(world: &World, attempt: Uuid, status: ReceiptStatus, code: Option<i64>) -> ReceiptNews {
    ReceiptNews {
        school: world.school,
        others: Vec::new(),
        account: world.account.clone(),
        provider_id: format!("wamid.{attempt}"),
        attempt: Some(attempt),
        status,
        bill: None,
        code,
        after: AfterFailure::Nothing,
        at: world.now(),
    }
}

/// A message that flies.
async fn flying(world: &World, contact: ContactId, epoch: i64) -> (MessageId, AttemptId) {
    let message = world.say(contact, MessageClass::Notice, "14").await;
    let (attempt, _) = world.intend(message, epoch, true).await.unwrap();
    (message, attempt)
}

/// What may happen to a flying message; `true`: our own T2, else a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    Settled,
    Receipt(ReceiptStatus, Option<i64>),
}

const EVENTS: [Event; 6] = [
    Event::Settled,
    Event::Receipt(ReceiptStatus::Sent, None),
    Event::Receipt(ReceiptStatus::Delivered, None),
    Event::Receipt(ReceiptStatus::Read, None),
    Event::Receipt(ReceiptStatus::Failed, Some(131_026)),
    Event::Receipt(ReceiptStatus::Failed, Some(131_049)),
];

async fn happen(world: &World, (message, attempt): (MessageId, AttemptId), event: Event, echoed: bool) {
    match event {
        Event::Settled => {
            let provider_id = format!("wamid.{attempt}");
            let proof = Proof { school: world.school, message, attempt, last: true, provider_id };
            world.commit(async |tx| tx.prove_acceptance(&[proof], world.now()).await.unwrap()).await;
        }
        Event::Receipt(status, code) => {
            let mut news = receipt(world, attempt.0, status, code);
            if !echoed {
                news.attempt = None;
            }
            world.commit(async |tx| tx.apply_receipts(vec![news])).await;
        }
    }
}

/// State, rank and reason.
async fn fate(world: &World, message: MessageId) -> (String, String, Option<String>) {
    (world.state(message).await, world.column(message, "rank").await.unwrap(), world.reason(message).await)
}

/// What must come of a set of events, whatever their order.
fn expected(events: &[Event]) -> (String, String, Option<String>) {
    let rank = |event: &Event| match event {
        Event::Settled | Event::Receipt(ReceiptStatus::Failed | ReceiptStatus::Accepted, _) => 1,
        Event::Receipt(ReceiptStatus::Sent, _) => 2,
        Event::Receipt(ReceiptStatus::Delivered, _) => 3,
        Event::Receipt(ReceiptStatus::Read, _) => 4,
    };
    let highest = events.iter().map(rank).max().unwrap();
    let failure = events.iter().filter_map(|event| match event {
        Event::Receipt(ReceiptStatus::Failed, Some(code)) => Some(code.to_string()),
        _ => None,
    });
    match failure.min() {
        Some(code) if highest < 3 => ("failed_after_accept".to_owned(), highest.to_string(), Some(code)),
        _ => ("accepted".to_owned(), highest.to_string(), None),
    }
}

#[tokio::test]
async fn receipts_in_any_order_and_number_end_the_same() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let epoch = world.take_lane(Uuid::new_v4()).await;
        // Some of the events, some twice, in any order; our own T2 is always among them.
        let some = prop::collection::vec(prop::sample::select(EVENTS.to_vec()), 0..7);
        let orders = some.prop_flat_map(|mut events| {
            events.push(Event::Settled);
            (Just(events).prop_shuffle(), any::<bool>())
        });
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        for _ in 0..80 {
            let (events, echoed) = orders.new_tree(&mut runner).unwrap().current();
            let flown = flying(&world, anna, epoch).await;
            for event in &events {
                happen(&world, flown, *event, echoed).await;
            }
            assert_eq!(fate(&world, flown.0).await, expected(&events), "{events:?} echoed={echoed}");
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM receipt WHERE NOT matched").await, 0);
    })
    .await;
}

/// Whatever became of its end, and in whatever order it is told.
#[tokio::test]
async fn a_text_that_lacks_a_part_has_not_arrived() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let receipts = [
            (0, ReceiptStatus::Failed, Some(131_026)),
            (1, ReceiptStatus::Failed, Some(131_000)),
            (1, ReceiptStatus::Sent, None),
            (2, ReceiptStatus::Failed, Some(131_049)),
            (2, ReceiptStatus::Read, None),
        ];
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        for round in 0..12 {
            let anna = world.person(Channel::WhatsApp).await;
            let message = lane.say(anna, MessageClass::Notice, "one|two|three").await;
            world.until(message, "accepted").await;
            let told = if round == 0 { receipts[3..].to_vec() } else { receipts.to_vec() };
            for (part, status, code) in Just(told).prop_shuffle().new_tree(&mut runner).unwrap().current() {
                let asked = lane.book.asked();
                let attempt = asked[asked.len() - 3 + part].attempt;
                let news = receipt(&world, attempt, status, code);
                world.commit(async |tx| tx.apply_receipts(vec![news])).await;
            }
            let whole = ("accepted".to_owned(), "4".to_owned(), None);
            let lacking = ("failed_after_accept".to_owned(), "4".to_owned(), Some("part 131000".to_owned()));
            assert_eq!(fate(&world, message).await, if round == 0 { whole } else { lacking });
        }
        lane.stop().await;
    })
    .await;
}

/// Foreseen 4,000; told 5,000 with `sent`, 7,000 with `delivered`.
fn price_told(events: &[Event]) -> i64 {
    let has = |status| events.iter().any(|event| matches!(event, Event::Receipt(seen, _) if *seen == status));
    match () {
        () if has(ReceiptStatus::Delivered) => 7_000,
        () if has(ReceiptStatus::Failed) => 0,
        () if has(ReceiptStatus::Sent) => 5_000,
        () => 4_000,
    }
}

#[tokio::test]
async fn the_price_told_last_holds_whatever_comes_first() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let epoch = world.take_lane(Uuid::new_v4()).await;
        let some = prop::collection::vec(prop::sample::select(EVENTS.to_vec()), 0..6);
        let orders = some.prop_flat_map(|mut events| {
            events.push(Event::Settled);
            Just(events).prop_shuffle()
        });
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let mut sum = 0;
        for _ in 0..60 {
            // Who has read it has it: Meta tells that after `delivered`.
            let mut events = orders.new_tree(&mut runner).unwrap().current();
            events.retain(|event| !matches!(event, Event::Receipt(ReceiptStatus::Read, _)));
            let (message, attempt) = flying(&world, anna, epoch).await;
            let month = "2026-11".to_owned();
            let charge = Charge { school: world.school, attempt, month, micros: 4_000, segments: 0 };
            world
                .commit(async |tx| {
                    tx.spent(world.school, "2026-11").await.unwrap();
                    tx.charge(&[charge]).await.unwrap();
                })
                .await;
            for event in &events {
                let bill = match event {
                    Event::Receipt(ReceiptStatus::Sent, _) => Some(5_000),
                    Event::Receipt(ReceiptStatus::Delivered, _) => Some(7_000),
                    _ => None,
                };
                match (event, bill) {
                    (Event::Receipt(status, code), Some(_)) => {
                        let news = ReceiptNews { bill, ..receipt(&world, attempt.0, *status, *code) };
                        world.commit(async |tx| tx.apply_receipts(vec![news])).await;
                    }
                    _ => happen(&world, (message, attempt), *event, true).await,
                }
            }
            let its = world.id(attempt.0);
            let charged =
                format!("SELECT CAST(COALESCE(SUM(micros), 0) AS BIGINT) FROM charge WHERE attempt_id = {its}");
            assert_eq!(world.number(&charged).await, price_told(&events), "{events:?}");
            sum += price_told(&events);
        }
        let spent = "SELECT CAST(SUM(micros) AS BIGINT) FROM spend";
        assert_eq!(world.number(spent).await, sum, "the month moves with its charges");
        let counted = "SELECT CAST(SUM(messages) AS BIGINT) - (SELECT COUNT(*) FROM charge) FROM spend";
        assert_eq!(world.number(counted).await, 0, "as many messages as charges");
    })
    .await;
}

/// One transaction with several receipts of several messages.
#[tokio::test]
async fn receipts_come_in_batches() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let epoch = world.take_lane(Uuid::new_v4()).await;
        let (one, other) = (flying(&world, anna, epoch).await, flying(&world, anna, epoch).await);
        let news = vec![
            receipt(&world, one.1.0, ReceiptStatus::Read, None),
            receipt(&world, other.1.0, ReceiptStatus::Failed, Some(131_026)),
            receipt(&world, one.1.0, ReceiptStatus::Sent, None),
            receipt(&world, Uuid::new_v4(), ReceiptStatus::Sent, None),
        ];
        world.commit(async |tx| tx.apply_receipts(news)).await;
        assert_eq!(fate(&world, one.0).await, ("accepted".to_owned(), "4".to_owned(), None));
        assert_eq!(world.state(other.0).await, "failed_after_accept");
        assert_eq!(world.number("SELECT COUNT(*) FROM receipt").await, 1, "a stranger's receipt is kept");
        assert!(world.number("SELECT at FROM receipt_pulse").await > 0);
    })
    .await;
}

/// A receipt of one account says nothing of another's message.
#[tokio::test]
async fn a_foreign_receipt_changes_nothing() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let epoch = world.take_lane(Uuid::new_v4()).await;
        let flown = flying(&world, anna, epoch).await;
        for attempt in [Some(flown.1.0), None] {
            let news = ReceiptNews {
                account: carnet::domain::AccountId("wa2".to_owned()),
                attempt,
                ..receipt(&world, flown.1.0, ReceiptStatus::Delivered, None)
            };
            world.commit(async |tx| tx.apply_receipts(vec![news])).await;
        }
        assert_eq!(world.state(flown.0).await, "sending");
    })
    .await;
}

#[tokio::test]
async fn failures_after_acceptance_teach() {
    each_world(async |world| {
        let (anna, binta) = (world.person(Channel::WhatsApp).await, world.person(Channel::WhatsApp).await);
        let epoch = world.take_lane(Uuid::new_v4()).await;
        let blocked = flying(&world, anna, epoch).await;
        let news = ReceiptNews {
            after: AfterFailure::LeaveAddress,
            ..receipt(&world, blocked.1.0, ReceiptStatus::Failed, Some(130_403))
        };
        world.commit(async |tx| tx.apply_receipts(vec![news])).await;
        let state = format!("SELECT state FROM contact WHERE id = {}", world.id(anna.0));
        assert_eq!(world.text(&state).await.as_deref(), Some("blocked"));

        let phrase = Phrase::Suspended { school: "Adjamé".to_owned() };
        let message =
            NewMessage::new(world.school, world.account.clone(), binta, MessageClass::Notice, phrase, world.now());
        let message = world.enqueue(message).await;
        let (attempt, _) = world.intend(message, epoch, true).await.unwrap();
        let closed = ReceiptNews {
            after: AfterFailure::SendTemplate,
            ..receipt(&world, attempt.0, ReceiptStatus::Failed, Some(131_047))
        };
        for event in [Event::Settled, Event::Receipt(ReceiptStatus::Sent, None)] {
            world.commit(async |tx| tx.apply_receipts(vec![closed.clone()])).await;
            assert_eq!(world.state(message).await, "queued");
            assert_eq!(world.reason(message).await.as_deref(), Some(carnet::store::NEEDS_TEMPLATE));
            happen(&world, (message, attempt), event, true).await;
            assert_eq!(world.state(message).await, "queued", "the refused attempt is not what the person gets");
        }
    })
    .await;
}

/// The acceptance of a part is not the acceptance of the message.
#[tokio::test]
async fn a_receipt_of_a_part_makes_the_next_one_due() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let epoch = world.take_lane(Uuid::new_v4()).await;
        let message = world.say(anna, MessageClass::Reply, "one|two").await;
        let (first, _) = world.intend(message, epoch, false).await.unwrap();
        for status in [ReceiptStatus::Sent, ReceiptStatus::Delivered, ReceiptStatus::Sent] {
            let news = receipt(&world, first.0, status, None);
            world.commit(async |tx| tx.apply_receipts(vec![news])).await;
            assert_eq!(world.state(message).await, "queued");
            assert_eq!(world.column(message, "part").await.as_deref(), Some("1"), "{status:?}");
        }
        let (second, _) = world.intend(message, epoch, true).await.unwrap();
        let news = receipt(&world, second.0, ReceiptStatus::Delivered, None);
        world.commit(async |tx| tx.apply_receipts(vec![news])).await;
        assert_eq!(fate(&world, message).await, ("accepted".to_owned(), "3".to_owned(), None));
    })
    .await;
}

/// A receipt and the proof of its attempt may be written at the same moment, neither seeing the other.
#[tokio::test]
async fn a_receipt_and_the_proof_it_belongs_to_may_miss_each_other() {
    each_world(async |world| {
        if world.store.engine() == Engine::Sqlite {
            return;
        }
        let anna = world.person(Channel::WhatsApp).await;
        let epoch = world.take_lane(Uuid::new_v4()).await;
        let (message, attempt) = flying(&world, anna, epoch).await;
        let read = ReceiptNews { attempt: None, ..receipt(&world, attempt.0, ReceiptStatus::Read, None) };
        let mut tx = world.store.begin().await.unwrap();
        tx.apply_receipts(vec![read]);
        tx.flush().await.unwrap();
        happen(&world, (message, attempt), Event::Settled, false).await;
        tx.commit().await.unwrap();
        assert_eq!(fate(&world, message).await.1, "1");
        let since = world.now().minus(Duration::from_mins(10));
        for missed in [1, 0] {
            world
                .commit(async |tx| {
                    assert_eq!(tx.join_missed_receipts(&world.account, since).await.unwrap(), missed);
                })
                .await;
            assert_eq!(fate(&world, message).await, ("accepted".to_owned(), "4".to_owned(), None));
        }
    })
    .await;
}
