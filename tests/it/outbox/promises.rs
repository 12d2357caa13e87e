//! T0 and T1: what is stored once, who is next, and what is checked again before a message leaves.

use carnet::domain::{Channel, ContactId, GuardianId, MarkId, MessageClass};
use carnet::gateway::Provider;
use carnet::phrase::Phrase;
use carnet::store::{LinkedVia, NewMessage};
use std::time::Duration;
use uuid::Uuid;

use super::fake::{FAST, Running};
use super::world::{World, each_world};

#[tokio::test]
async fn the_same_news_is_stored_once() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let first = world.message(anna, MessageClass::Notice, "14").once("mark 1");
        let again = world.message(anna, MessageClass::Notice, "14").once("mark 1");
        world.enqueue(first).await;
        world.enqueue(again).await;
        assert_eq!(world.number("SELECT COUNT(*) FROM message").await, 1);
    })
    .await;
}

#[tokio::test]
async fn only_the_first_of_a_stream_is_next() {
    each_world(async |world| {
        let (anna, binta) = (world.person(Channel::WhatsApp).await, world.person(Channel::WhatsApp).await);
        let first = world.say(anna, MessageClass::Notice, "1").await;
        let second = world.say(anna, MessageClass::Notice, "2").await;
        let reply = world.say(anna, MessageClass::Reply, "r").await;
        let other = world.say(binta, MessageClass::Notice, "b").await;
        assert_eq!(world.heads().await, [reply, first, other]);
        let epoch = world.take_lane(Uuid::new_v4()).await;
        world.intend(first, epoch, true).await.unwrap();
        assert_eq!(world.heads().await, [reply, other], "one that flies holds up the next of its stream");
        world.run("UPDATE lane SET expires_at = 0").await;
        world.take_lane(Uuid::new_v4()).await;
        assert_eq!(world.state(first).await, "ambiguous");
        assert_eq!(world.heads().await, [reply, other], "so does one in doubt");
        world.clock.push(Duration::from_secs(91));
        assert_eq!(world.heads().await, [reply, second, other], "but not for ever");
    })
    .await;
}

#[tokio::test]
async fn later_is_later_and_held_is_not_sent() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let later = world.message(anna, MessageClass::Notice, "n").due_at(world.now().plus(Duration::from_mins(10)));
        let later = world.enqueue(later).await;
        let held = world.say(anna, MessageClass::Broadcast, "b").await;
        world.run("UPDATE message SET state = 'held' WHERE class = 3").await;
        assert_eq!(world.heads().await, []);
        let due = world.commit(async |tx| tx.next_due(&world.account, world.school, world.now()).await.unwrap()).await;
        assert!(due.is_some());
        world.clock.push(Duration::from_mins(10));
        assert_eq!(world.heads().await, [later]);
        assert_eq!(world.state(held).await, "held");
    })
    .await;
}

/// What the families of the small school may be told of Awa's mark.
pub(super) struct Told {
    mark: MarkId,
    pub(super) guardian: GuardianId,
    pub(super) link: Uuid,
}

pub(super) async fn told(world: &World) -> Told {
    let mark = world.uuid("SELECT id FROM mark WHERE state = 'published'").await;
    let student = world.id(world.uuid("SELECT student_id FROM mark WHERE state = 'published'").await);
    let link = world.uuid(&format!("SELECT id FROM guardianship WHERE student_id = {student}")).await;
    let guardian = world.uuid(&format!("SELECT guardian_id FROM guardianship WHERE student_id = {student}")).await;
    Told { mark: MarkId(mark), guardian: GuardianId(guardian), link }
}

/// The guardian's own address.
pub(super) async fn guardian(world: &World, told: &Told) -> ContactId {
    let contact = world.person(Channel::WhatsApp).await;
    world
        .commit(async |tx| tx.link_guardian(world.school, contact, told.guardian, LinkedVia::Code).await.unwrap())
        .await;
    contact
}

pub(super) fn about(world: &World, contact: ContactId, class: MessageClass, told: &Told) -> NewMessage {
    world.message(contact, class, "15.5").while_linked(told.link).showing(told.guardian, &[told.mark])
}

#[tokio::test]
async fn a_mark_that_is_no_longer_in_force_does_not_leave() {
    each_world(async |world| {
        let told = told(&world).await;
        let anna = guardian(&world, &told).await;
        let good = world.enqueue(about(&world, anna, MessageClass::Notice, &told)).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(good, "accepted").await;
        lane.stop().await;
        world.run("UPDATE mark SET state = 'superseded' WHERE state = 'published'").await;
        let notice = world.enqueue(about(&world, anna, MessageClass::Notice, &told)).await;
        let reply = world.enqueue(about(&world, anna, MessageClass::Reply, &told)).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(notice, "superseded").await;
        assert_eq!(world.reason(notice).await.as_deref(), Some("mark_changed"));
        world.until(reply, "accepted").await;
        assert_eq!(lane.book.texts(), ["ask again"], "who asked is told to ask again");
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn nothing_of_a_child_leaves_once_the_link_is_suspended() {
    each_world(async |world| {
        let told = told(&world).await;
        let anna = guardian(&world, &told).await;
        let notice = world.enqueue(about(&world, anna, MessageClass::Notice, &told)).await;
        let reply = world.enqueue(about(&world, anna, MessageClass::Reply, &told)).await;
        world.run("UPDATE guardianship SET state = 'suspended'").await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(notice, "cancelled").await;
        assert_eq!(world.reason(notice).await.as_deref(), Some("link_not_active"));
        world.until(reply, "accepted").await;
        assert_eq!(lane.book.texts(), ["ask again"]);
        lane.stop().await;
    })
    .await;
}

/// News that a mark was withdrawn names a link and shows no mark; an answer may show a mark and name no link. Each is
/// stopped by whatever ends the right to read it.
#[tokio::test]
async fn a_link_and_a_mark_are_each_enough_to_hold_a_message_back() {
    each_world(async |world| {
        let told = told(&world).await;
        let anna = guardian(&world, &told).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let both = async || {
            let by_link = world.message(anna, MessageClass::Notice, "link").while_linked(told.link);
            let by_mark = world.message(anna, MessageClass::Notice, "mark").showing(told.guardian, &[told.mark]);
            let both = [world.enqueue(by_link).await, world.enqueue(by_mark).await];
            lane.wake();
            both
        };
        for allowed in both().await {
            world.until(allowed, "accepted").await;
        }
        let (owner, address) = (world.id(told.guardian.0), world.id(anna.0));
        let other = world.id(world.uuid(&format!("SELECT id FROM guardian WHERE id <> {owner}")).await);
        for (ended, restored) in [
            ("guardianship SET state = 'suspended'", "guardianship SET state = 'active'"),
            ("guardianship SET withdrawn_at = 1", "guardianship SET withdrawn_at = NULL"),
            ("guardianship SET consent_at = NULL", "guardianship SET consent_at = 1"),
            (
                &format!("contact SET guardian_id = {other} WHERE id = {address}"),
                &format!("contact SET guardian_id = {owner} WHERE id = {address}"),
            ),
        ] {
            world.run(&format!("UPDATE {ended}")).await;
            for held in both().await {
                world.until(held, "cancelled").await;
                assert_eq!(world.reason(held).await.as_deref(), Some("link_not_active"), "{ended}");
            }
            world.run(&format!("UPDATE {restored}")).await;
        }
        lane.stop().await;
    })
    .await;
}

/// A number passes to somebody else: the address stays, the guardian it was linked to does not.
#[tokio::test]
async fn what_was_meant_for_a_guardian_does_not_leave_to_an_address_that_is_no_longer_theirs() {
    each_world(async |world| {
        let told = told(&world).await;
        let anna = guardian(&world, &told).await;
        let notice = world.enqueue(about(&world, anna, MessageClass::Notice, &told)).await;
        let marks = world.message(anna, MessageClass::Reply, "15.5").showing(told.guardian, &[told.mark]);
        let reply = world.enqueue(marks).await;
        world.run(&format!("UPDATE contact SET guardian_id = NULL WHERE id = {}", world.id(anna.0))).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(notice, "cancelled").await;
        assert_eq!(world.reason(notice).await.as_deref(), Some("link_not_active"));
        world.until(reply, "accepted").await;
        assert_eq!(lane.book.texts(), ["ask again"], "marks in an answer are no exception");
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn who_asked_for_silence_hears_only_answers() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        for (state, class, hears) in [
            ("stopped", MessageClass::Reply, true),
            ("stopped", MessageClass::Notice, false),
            ("stopped", MessageClass::Security, false),
            ("suspended", MessageClass::Reply, true),
            ("suspended", MessageClass::Security, true),
            ("blocked", MessageClass::Reply, false),
        ] {
            let anna = world.person(Channel::WhatsApp).await;
            world.run(&format!("UPDATE contact SET state = '{state}' WHERE id = {}", world.id(anna.0))).await;
            let id = lane.say(anna, class, &format!("{state} {class:?}")).await;
            world.until(id, if hears { "accepted" } else { "cancelled" }).await;
            if !hears {
                assert_eq!(world.reason(id).await, Some(format!("contact_{state}")));
            }
        }
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_cancelled_or_too_late_does_not_leave() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let taken_back = world.say(anna, MessageClass::Notice, "back").await;
        let stale = world.say(anna, MessageClass::Reply, "stale").await;
        world.commit(async |tx| tx.cancel_message(taken_back, world.now()).await.unwrap()).await;
        let wished = world.say(anna, MessageClass::Security, "wished").await;
        world.run("UPDATE message SET cancel_requested = TRUE WHERE class = 1").await;
        world.clock.push(Duration::from_mins(16));
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(stale, "expired").await;
        world.until(wished, "cancelled").await;
        assert_eq!(world.state(taken_back).await, "cancelled");
        assert_eq!(lane.book.texts(), Vec::<String>::new());
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn outside_the_window_only_a_template_leaves() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        world.clock.push(Duration::from_hours(25));
        let free = world.say(anna, MessageClass::Security, "free text").await;
        let suspended = Phrase::Suspended { school: "Adjamé".to_owned() };
        let approved =
            NewMessage::new(world.school, world.account.clone(), anna, MessageClass::Security, suspended, world.now());
        let approved = world.enqueue(approved).await;
        world.template("APPROVED").await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(free, "failed").await;
        assert_eq!(world.reason(free).await.as_deref(), Some("no_template"));
        world.until(approved, "accepted").await;
        assert!(lane.book.asked().iter().all(|one| one.template), "{:?}", lane.book.asked());
        lane.stop().await;
    })
    .await;
}

/// Its words can be mended by the school, and news keeps for days.
#[tokio::test]
async fn what_has_a_refused_template_only_waits_for_a_better_one() {
    for refused in ["REJECTED", "DISABLED"] {
        each_world(async |world| {
            let anna = world.person(Channel::WhatsApp).await;
            world.clock.push(Duration::from_hours(25));
            let suspended = Phrase::Suspended { school: "Adjamé".to_owned() };
            let news = NewMessage::new(
                world.school,
                world.account.clone(),
                anna,
                MessageClass::Notice,
                suspended,
                world.now(),
            );
            let news = world.enqueue(news).await;
            world.template(refused).await;
            let lane = Running::start(&world, Provider::WhatsApp, FAST);
            while world.reason(news).await.as_deref() != Some(carnet::store::TEMPLATE_WAITS) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            assert_eq!((world.state(news).await.as_str(), lane.book.asked().len()), ("queued", 0));
            lane.stop().await;
            world.template("APPROVED").await;
            world.clock.push(Duration::from_mins(16));
            let lane = Running::start(&world, Provider::WhatsApp, FAST);
            world.until(news, "accepted").await;
            lane.stop().await;
        })
        .await;
    }
}

#[tokio::test]
async fn notices_wait_for_the_morning() {
    each_world(async |world| {
        let anna = world.person(Channel::Telegram).await;
        // 10:00 in Abidjan; the quiet hours begin at 20:00 and end at 7:00.
        world.clock.push(Duration::from_hours(11));
        let notice = world.say(anna, MessageClass::Notice, "news").await;
        let reply = world.say(anna, MessageClass::Reply, "answer").await;
        let lane = Running::start(&world, Provider::Telegram, FAST);
        world.until(reply, "accepted").await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(lane.book.texts(), ["answer"]);
        world.clock.push(Duration::from_mins(616));
        lane.wake();
        world.until(notice, "accepted").await;
        lane.stop().await;
    })
    .await;
}
