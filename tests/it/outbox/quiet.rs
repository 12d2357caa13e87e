//! Quiet hours in the outbox: held, spread at opening, looked at again, and never past their time.

use carnet::domain::{Channel, MessageClass};
use carnet::gateway::Provider;
use std::collections::BTreeSet;
use std::time::Duration;

use super::fake::{FAST, Running};
use super::promises::{about, guardian, told};
use super::world::{World, each_world};

/// From 10:00 to 21:00 in Abidjan; the quiet hours are from 20:00 to 7:00.
const TO_THE_EVENING: Duration = Duration::from_hours(11);
/// On to 7:16: everything is spread over the first quarter of an hour.
const TO_THE_MORNING: Duration = Duration::from_mins(10 * 60 + 16);

async fn held(world: &World) -> BTreeSet<i64> {
    let mut until = BTreeSet::new();
    let opening = world.number("SELECT MIN(not_before) FROM message WHERE class = 2").await;
    until.insert(opening);
    until.insert(world.number("SELECT MAX(not_before) FROM message WHERE class = 2").await);
    until
}

#[tokio::test]
async fn what_the_night_held_is_spread_over_the_first_quarter_of_an_hour() {
    each_world(async |world| {
        world.clock.push(TO_THE_EVENING);
        let night = world.now();
        for number in 0..20 {
            let person = world.person(Channel::Telegram).await;
            world.say(person, MessageClass::Notice, &number.to_string()).await;
        }
        let lane = Running::start(&world, Provider::Telegram, FAST);
        lane.wake();
        let waiting =
            format!("SELECT COUNT(*) FROM message WHERE class = 2 AND not_before > {}", world.now().0 + 60_000);
        let deadline = tokio::time::Instant::now() + Duration::from_secs(30);
        while world.number(&waiting).await < 20 {
            assert!(tokio::time::Instant::now() < deadline, "they are put off");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let opening = night.plus(Duration::from_hours(10)).0;
        let times = held(&world).await;
        // The hand's clock goes on by itself meanwhile.
        let within = opening - 60_000..=opening + 16 * 60_000;
        assert!(times.iter().all(|at| within.contains(at)), "{times:?} {within:?}");
        assert!(times.len() == 2, "not all at the same moment");
        assert!(lane.book.texts().is_empty());
        world.clock.push(TO_THE_MORNING);
        lane.wake();
        lane.book.until_asked(20).await;
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_somebody_said_is_urgent_leaves_by_night_and_the_rest_does_not() {
    each_world(async |world| {
        world.clock.push(TO_THE_EVENING);
        let (anna, koffi) = (world.person(Channel::Telegram).await, world.person(Channel::Telegram).await);
        let waits = world.say(anna, MessageClass::Broadcast, "the fair").await;
        let urgent = world.message(koffi, MessageClass::Broadcast, "the flood").at_any_hour(true);
        world.enqueue(urgent).await;
        let lane = Running::start(&world, Provider::Telegram, FAST);
        lane.wake();
        lane.book.until_asked(1).await;
        let put_off = format!("SELECT COUNT(*) FROM message WHERE not_before > {}", world.now().0 + 60_000);
        let deadline = tokio::time::Instant::now() + Duration::from_secs(30);
        while world.number(&put_off).await < 1 {
            assert!(tokio::time::Instant::now() < deadline, "{waits} is put off");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let texts = lane.book.texts();
        assert!(texts.len() == 1 && texts[0].contains("the flood"), "{texts:?}");
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_the_night_made_untrue_does_not_leave_in_the_morning() {
    each_world(async |world| {
        let told = told(&world).await;
        let anna = guardian(&world, &told).await;
        world.clock.push(TO_THE_EVENING);
        let notice = world.enqueue(about(&world, anna, MessageClass::Notice, &told)).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        lane.wake();
        let put_off = format!("SELECT COUNT(*) FROM message WHERE not_before > {}", world.now().0 + 60_000);
        let deadline = tokio::time::Instant::now() + Duration::from_secs(30);
        while world.number(&put_off).await < 1 {
            assert!(tokio::time::Instant::now() < deadline, "it is put off");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        world.run("UPDATE guardianship SET state = 'suspended'").await;
        world.clock.push(TO_THE_MORNING);
        lane.wake();
        world.until(notice, "cancelled").await;
        assert_eq!(world.reason(notice).await.as_deref(), Some("link_not_active"));
        assert!(lane.book.texts().is_empty());
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_night_does_not_make_old_news_young() {
    each_world(async |world| {
        let anna = world.person(Channel::Telegram).await;
        // Three days are a notice's patience; they end in the night.
        let notice = world.say(anna, MessageClass::Notice, "old").await;
        world.clock.push(Duration::from_hours(72) + TO_THE_EVENING);
        let lane = Running::start(&world, Provider::Telegram, FAST);
        lane.wake();
        world.until(notice, "expired").await;
        world.clock.push(TO_THE_MORNING);
        lane.wake();
        assert!(lane.book.texts().is_empty());
        lane.stop().await;
    })
    .await;
}
