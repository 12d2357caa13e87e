//! What an administrator hears when messages are set aside.

use carnet::domain::{Channel, MessageClass};
use carnet::gateway::Provider;
use std::time::Duration;

use super::fake::{FAST, Running, Turn};
use super::world::each_world;

#[tokio::test]
async fn administrators_are_told_once_an_hour_by_count() {
    each_world(async |world| {
        world.administrator(Channel::Telegram).await;
        let (anna, binta) = (world.person(Channel::Telegram).await, world.person(Channel::Telegram).await);
        let lane = Running::start(&world, Provider::Telegram, FAST);
        lane.book.script([Turn::Silence, Turn::Silence]);
        let one = lane.say(anna, MessageClass::Broadcast, "a").await;
        let two = lane.say(binta, MessageClass::Broadcast, "b").await;
        for message in [one, two] {
            world.until(message, "ambiguous").await;
        }
        world.clock.push(Duration::from_secs(91));
        lane.book.until_asked(3).await;
        assert_eq!(lane.book.texts()[2], "2 aside at wa1: Doubtful");
        // More of the same within the hour is told with the next hour's.
        lane.book.script([Turn::Silence]);
        let three = lane.say(anna, MessageClass::Broadcast, "c").await;
        world.until(three, "ambiguous").await;
        world.clock.push(Duration::from_secs(91));
        world.until(three, "dead").await;
        tokio::time::sleep(Duration::from_secs(6)).await;
        assert_eq!(lane.book.asked().len(), 4, "{:?}", lane.book.texts());
        world.clock.push(Duration::from_hours(1));
        lane.book.until_asked(5).await;
        assert_eq!(lane.book.texts()[4], "1 aside at wa1: Doubtful");
        lane.stop().await;
    })
    .await;
}

/// Where there is no other account, what happened waits for its readers there.
#[tokio::test]
async fn a_stopped_lane_is_told_when_it_goes_on_where_there_is_no_other() {
    each_world(async |world| {
        world.administrator(Channel::WhatsApp).await;
        let anna = world.person(Channel::WhatsApp).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        lane.book.script([Turn::Refuse(190)]);
        lane.say(anna, MessageClass::Notice, "a").await;
        while world.number("SELECT COUNT(*) FROM lane WHERE paused").await == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        world.commit(async |tx| tx.pause_lane(&world.account, false).await.unwrap()).await;
        lane.wake();
        let texts = lane.book.until_asked(3).await.into_iter().map(|one| one.text).collect::<Vec<_>>();
        assert!(texts.contains(&"wa1 has stopped".to_owned()), "{texts:?}");
        lane.stop().await;
    })
    .await;
}

/// Two machines that answer each other do not go on for ever.
#[tokio::test]
async fn the_same_words_over_and_over_are_set_aside() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let mut last = None;
        for _ in 0..25 {
            last = Some(lane.say(anna, MessageClass::Reply, "aide").await);
        }
        world.until(last.unwrap(), "dead").await;
        assert_eq!(world.reason(last.unwrap()).await.as_deref(), Some("loop"));
        assert_eq!(lane.book.asked().len(), 20);
        let other = lane.say(anna, MessageClass::Reply, "notes").await;
        world.until(other, "accepted").await;
        lane.stop().await;
    })
    .await;
}

/// What waits is looked at again and again, and says nothing meanwhile.
#[tokio::test]
async fn a_lane_that_is_held_for_long_loses_nothing_to_the_loop_breaker() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let first = lane.say(anna, MessageClass::Reply, "aide").await;
        world.until(first, "accepted").await;
        world.commit(async |tx| tx.pause_lane(&world.account, true).await.unwrap()).await;
        let held = lane.say(anna, MessageClass::Reply, "aide").await;
        // Each wish to send is a look.
        for _ in 0..60 {
            lane.wake();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        world.commit(async |tx| tx.pause_lane(&world.account, false).await.unwrap()).await;
        lane.wake();
        world.until(held, "accepted").await;
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn an_account_that_stops_is_told_by_another_one() {
    each_world(async |world| {
        let other = world.with_account("tg2");
        other.administrator(Channel::Telegram).await;
        let anna = world.person(Channel::WhatsApp).await;
        let beside = Running::start(&other, Provider::Telegram, FAST);
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        lane.book.script([Turn::Refuse(190), Turn::Refuse(190)]);
        lane.say(anna, MessageClass::Reply, "a").await;
        beside.wake();
        let told = beside.book.until_asked(1).await;
        assert_eq!(told[0].text, "wa1 has stopped");
        lane.stop().await;
        beside.stop().await;
    })
    .await;
}

/// A long wish for patience stops families' news: that is told, and whoever runs Carnet may end it.
#[tokio::test]
async fn a_long_wish_for_patience_is_told_by_another_account_once_and_can_be_lifted() {
    each_world(async |world| {
        let other = world.with_account("tg2");
        other.administrator(Channel::Telegram).await;
        world.is_served().await;
        let anna = world.person(Channel::WhatsApp).await;
        let beside = Running::start(&other, Provider::Telegram, FAST);
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        lane.book.script([Turn::Later(Duration::from_hours(5))]);
        let message = lane.say(anna, MessageClass::Notice, "a").await;
        world.until(message, "retry_wait").await;
        assert_eq!(beside.book.until_asked(1).await[0].text, "wa1 must wait");
        tokio::time::sleep(Duration::from_secs(6)).await;
        assert_eq!((beside.book.asked().len(), lane.book.asked().len()), (1, 1), "once; nothing leaves");
        let lifted = world.commit(async |tx| tx.lift_throttle(&world.account, world.now()).await.unwrap()).await;
        assert!(lifted);
        world.until(message, "accepted").await;
        let again = world.commit(async |tx| tx.lift_throttle(&world.account, world.now()).await.unwrap()).await;
        assert!(!again, "nothing is asked for any more");
        lane.stop().await;
        beside.stop().await;
    })
    .await;
}

/// A provider that does not answer is told of when families notice.
#[tokio::test]
async fn a_long_silence_of_a_provider_is_told_by_another_account() {
    each_world(async |world| {
        let other = world.with_account("tg2");
        other.administrator(Channel::Telegram).await;
        world.is_served().await;
        let beside = Running::start(&other, Provider::Telegram, FAST);
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        // Whoever takes the lane knows nothing of a silence.
        let anna = world.person(Channel::WhatsApp).await;
        let first = lane.say(anna, MessageClass::Notice, "a").await;
        world.until(first, "accepted").await;
        world.commit(async |tx| tx.note_silence(&world.account, Some(world.now())).await.unwrap()).await;
        tokio::time::sleep(Duration::from_secs(6)).await;
        assert!(beside.book.asked().is_empty(), "not at once");
        world.clock.push(Duration::from_mins(16));
        assert_eq!(beside.book.until_asked(1).await[0].text, "wa1 is silent");
        lane.stop().await;
        beside.stop().await;
    })
    .await;
}
