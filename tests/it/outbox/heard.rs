//! What receipts of failure ask for beyond their message, and what they do not prove.

use carnet::domain::{Channel, MessageClass};
use carnet::gateway::Provider;
use carnet::outbox::after_failure;
use carnet::store::{AfterFailure, ReceiptNews};
use carnet_webhooks::ReceiptStatus;
use std::time::Duration;

use super::fake::{FAST, Running};
use super::promises::{guardian, told};
use super::receipts::receipt;
use super::world::{World, each_world};

/// A failure as Meta reports it.
fn failed(world: &World, attempt: uuid::Uuid, code: i64) -> ReceiptNews {
    let after = after_failure(Provider::WhatsApp, code);
    ReceiptNews { after, ..receipt(world, attempt, ReceiptStatus::Failed, Some(code)) }
}

async fn hear(world: &World, news: Vec<ReceiptNews>) {
    world.commit(async |tx| tx.apply_receipts(news)).await;
}

#[test]
fn each_code_asks_by_receipt_for_what_it_asks_for_at_once() {
    for (code, after) in [
        (131_042, AfterFailure::StopLane),
        (131_048, AfterFailure::StopLane),
        (131_000, AfterFailure::AgainSoon),
        (132_015, AfterFailure::AgainSoon),
        (131_049, AfterFailure::SpareForADay),
        (130_497, AfterFailure::GoElsewhereForOnce),
        (130_403, AfterFailure::LeaveAddress),
        (131_009, AfterFailure::Nothing),
    ] {
        assert_eq!(after_failure(Provider::WhatsApp, code), after, "{code}");
    }
    assert_eq!(after_failure(Provider::Twilio, 30_003), AfterFailure::AgainLater);
}

/// A bill that is not paid is told by receipts, too: nothing is lost by it, and nothing more is tried.
#[tokio::test]
async fn an_account_that_may_send_no_more_is_stopped_by_a_receipt_and_what_failed_goes_when_it_may() {
    each_world(async |world| {
        world.administrator(Channel::WhatsApp).await;
        let anna = world.person(Channel::WhatsApp).await;
        world.is_served().await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let news = lane.say(anna, MessageClass::Notice, "14").await;
        world.until(news, "accepted").await;
        let attempt = lane.book.asked()[0].attempt;
        hear(&world, vec![failed(&world, attempt, 131_042)]).await;
        assert_eq!(world.state(news).await, "queued");
        let stopped = "SELECT COUNT(*) FROM lane WHERE paused";
        assert_eq!(world.number(stopped).await, 1);
        while world.number("SELECT COUNT(*) FROM lane WHERE stopped").await > 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let resume = async |tx: &mut carnet::store::Tx| {
            tx.pause_lane(&world.account, false).await.unwrap();
            tx.note_resumed(&world.account, world.now()).await.unwrap();
        };
        world.commit(resume).await;
        lane.wake();
        world.until(news, "accepted").await;
        let texts: Vec<_> = lane.book.until_asked(3).await.into_iter().map(|one| one.text).collect();
        assert!(texts.contains(&"wa1 has stopped".to_owned()), "{texts:?}");
        // What is said of before it was let go on stops nothing.
        let stale = ReceiptNews { at: world.now().minus(Duration::from_mins(10)), ..failed(&world, attempt, 131_042) };
        hear(&world, vec![stale]).await;
        assert_eq!(world.number(stopped).await, 0);
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_may_pass_is_tried_once_more_and_not_for_ever() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let news = lane.say(anna, MessageClass::Notice, "14").await;
        for round in 1..=3 {
            world.until(news, "accepted").await;
            let asked = lane.book.until_asked(round).await;
            hear(&world, vec![failed(&world, asked[round - 1].attempt, 131_000)]).await;
            let state = world.state(news).await;
            assert_eq!(state, if round < 3 { "queued" } else { "failed_after_accept" }, "{round}");
            world.clock.push(Duration::from_secs(61));
            lane.wake();
        }
        lane.stop().await;
    })
    .await;
}

/// An address is good as long as its person has the message, or has written since.
#[tokio::test]
async fn a_late_failure_closes_no_address_whose_person_is_there() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let state = async |contact: carnet::domain::ContactId| {
            world.text(&format!("SELECT state FROM contact WHERE id = {}", world.id(contact.0))).await
        };
        let mut people = Vec::new();
        for at in 0..3 {
            let person = world.person(Channel::WhatsApp).await;
            let news = lane.say(person, MessageClass::Notice, "14").await;
            world.until(news, "accepted").await;
            people.push((person, lane.book.until_asked(at + 1).await[at].attempt));
        }
        let [(reader, first), (writer, second), (gone, third)] = people[..] else { panic!("three people") };
        world.clock.push(Duration::from_secs(5));
        hear(&world, vec![receipt(&world, first, ReceiptStatus::Read, None)]).await;
        hear(&world, vec![failed(&world, first, 130_403)]).await;
        assert_eq!(state(reader).await.as_deref(), Some("active"), "has read that very message");
        let before = failed(&world, second, 130_403);
        world.clock.push(Duration::from_secs(5));
        let now = world.now();
        let sql = format!("UPDATE contact SET last_inbound_at = {} WHERE id = {}", now.0, world.id(writer.0));
        world.run(&sql).await;
        hear(&world, vec![before]).await;
        assert_eq!(state(writer).await.as_deref(), Some("active"), "has written since");
        let in_vain = "SELECT COUNT(*) FROM contact WHERE undelivered > 0";
        assert_eq!(world.number(in_vain).await, 0, "neither is one that gets nothing");
        hear(&world, vec![failed(&world, third, 130_403)]).await;
        assert_eq!(world.number(in_vain).await, 1);
        assert_eq!(state(gone).await.as_deref(), Some("blocked"));
        lane.stop().await;
    })
    .await;
}

/// A text whose first part did not arrive goes another way as a whole, whatever is heard of its end, and when.
#[tokio::test]
async fn a_text_that_lacks_a_part_has_not_arrived_where_its_end_has() {
    for delivered_first in [true, false] {
        each_world(async |world| {
            let told = told(&world).await;
            let anna = guardian(&world, &told).await;
            let there = world.with_account("tg1");
            let contact = there.person(Channel::Telegram).await;
            let link = async |tx: &mut carnet::store::Tx| {
                let via = carnet::store::LinkedVia::Code;
                tx.link_guardian(world.school, contact, told.guardian, via).await.unwrap();
            };
            there.commit(link).await;
            let now = there.now();
            // The other lane is there, and does not run yet.
            let take = async |tx: &mut carnet::store::Tx| {
                let (owner, ttl) = (uuid::Uuid::from_u128(9), Duration::from_millis(1));
                tx.take_lane(&there.account, owner, ttl, now).await.unwrap();
            };
            there.commit(take).await;
            let lane = Running::start(&world, Provider::WhatsApp, FAST);
            let news = world.enqueue(world.message(anna, MessageClass::Notice, "one|two")).await;
            lane.wake();
            let asked = lane.book.until_asked(2).await;
            world.until(news, "accepted").await;
            let lost = failed(&world, asked[0].attempt, 131_026);
            let end = receipt(&world, asked[1].attempt, ReceiptStatus::Delivered, None);
            let order = if delivered_first { [end, lost] } else { [lost, end] };
            for one in order {
                hear(&world, vec![one]).await;
            }
            assert_eq!(world.state(news).await, "queued", "delivered first: {delivered_first}");
            assert_eq!(world.column(news, "account_id").await.as_deref(), Some("tg1"));
            lane.stop().await;
        })
        .await;
    }
}

/// What would have failed for anybody is told; what a person or their phone is the reason of is not.
#[tokio::test]
async fn refusals_that_are_our_fault_are_told_when_there_are_several() {
    each_world(async |world| {
        world.administrator(Channel::WhatsApp).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let codes = [131_026, 131_026, 131_026, 131_026, 131_009, 131_009, 131_009];
        lane.book.script(codes.map(super::fake::Turn::Refuse));
        for code in codes {
            let person = world.person(Channel::WhatsApp).await;
            let news = lane.say(person, MessageClass::Notice, "14").await;
            world.until(news, "failed").await;
            assert_eq!(world.reason(news).await, Some(code.to_string()));
        }
        let asked = lane.book.until_asked(8).await;
        assert_eq!(asked[7].text, "3 aside at wa1: Refused");
        tokio::time::sleep(Duration::from_secs(6)).await;
        assert_eq!(lane.book.asked().len(), 8, "once, and nothing of what people's phones are the reason of");
        lane.stop().await;
    })
    .await;
}

/// Of a family's absence, what was taken back is not said, whoever sends it again.
#[tokio::test]
async fn an_absence_that_was_taken_back_is_not_told() {
    use carnet::domain::{AbsenceId, AbsenceKind, AbsenceSpan};
    use carnet::phrase::{AbsencePhrase, Phrase, StudentLabel};
    use carnet::store::{NewMessage, Topic};
    each_world(async |world| {
        let told = told(&world).await;
        let anna = guardian(&world, &told).await;
        let absence = AbsenceId::fresh();
        let (student, staff) = (
            world.uuid("SELECT student_id FROM guardianship LIMIT 1").await,
            world.uuid("SELECT id FROM staff LIMIT 1").await,
        );
        let [id, school, student, staff] = [absence.0, world.school.0, student, staff].map(|id| world.id(id));
        world
            .run(&format!(
                "INSERT INTO absence (school_id, id, student_id, kind, on_date, from_time, until_time, minutes, \
                 justified, marked_by, batch, created_at, withdrawn_at) VALUES ({school}, {id}, {student}, 'absent', \
                 '2026-10-12', '', '', 360, FALSE, {staff}, {id}, 1, 2)"
            ))
            .await;
        let span = AbsenceSpan { kind: AbsenceKind::Absent, date: jiff::civil::date(2026, 10, 12), hours: None };
        let child = StudentLabel { name: "Awa K.".to_owned(), ar: None };
        let phrase = Phrase::Absence(AbsencePhrase::Told { child, span, school: "Adjamé".to_owned() });
        let class = MessageClass::Notice;
        let message = NewMessage::new(world.school, world.account.clone(), anna, class, phrase, world.now());
        let message = world.enqueue(message.while_linked(told.link).about(Topic::absence(absence))).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(message, "superseded").await;
        assert!(lane.book.asked().is_empty());
        lane.stop().await;
    })
    .await;
}
