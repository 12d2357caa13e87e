//! What an administrator hears when messages are set aside.

use carnet::domain::{Channel, MessageClass};
use carnet::gateway::Provider;
use std::time::Duration;

use super::fake::{FAST, Running, Turn};
use super::world::each_world;

#[tokio::test]
async fn administrators_are_told_once_an_hour_by_count() {
    each_world(async |world| {
        let (admin, anna, binta) = (
            world.person(Channel::Telegram).await,
            world.person(Channel::Telegram).await,
            world.person(Channel::Telegram).await,
        );
        let staff = world.uuid("SELECT id FROM staff WHERE role = 'admin' LIMIT 1").await;
        let (staff, contact) = (world.id(staff), world.id(admin.0));
        world.run(&format!("UPDATE contact SET staff_id = {staff}, staff_via = 'roster' WHERE id = {contact}")).await;
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
