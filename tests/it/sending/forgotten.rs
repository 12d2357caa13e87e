//! Old words are forgotten; what became of them is not, nor whom a mark was shown to.

use carnet::app::clock::SystemClock;
use carnet::domain::{Clock, Timestamp};
use carnet::jobs::Forget;
use carnet::store::Store;
use std::sync::Arc;
use std::time::Duration;

use super::{SOON, ask, each_service, mother, publish, teacher};
use crate::support::engines::keys;
use crate::support::service::{Setup, World};

struct Later(Duration);

impl Clock for Later {
    fn now(&self) -> Timestamp {
        SystemClock.now().plus(self.0)
    }
}

/// Forgets what is old by then.
async fn forget(world: &World, days: u64) -> u64 {
    let store = Store::open(&world.database_url, keys()).await.unwrap();
    let clock = Arc::new(Later(Duration::from_hours(days * 24)));
    let forgotten = Forget { store: store.clone(), clock }.look().await.unwrap();
    store.close().await;
    forgotten
}

#[tokio::test]
async fn what_was_said_is_forgotten_and_that_it_was_said_is_not() {
    each_service(Setup::default, async |world| {
        let mother = mother(world);
        ask(&mother, "notes Awa").await;
        publish(world, "14").await;
        mother.wait_for_text(SOON, "14/20").await.expect("the mark");
        let mut eye = world.eye().await;
        eye.until("SELECT COUNT(*) FROM inbox WHERE state = 'new'", 0, SOON).await;
        eye.until("SELECT COUNT(*) FROM message WHERE settled_at IS NULL", 0, SOON).await;
        world.kill().await;
        let messages = eye.number("SELECT COUNT(*) FROM message").await;
        let events = eye.number("SELECT COUNT(*) FROM inbox WHERE state = 'done'").await;
        let silent = "SELECT COUNT(*) FROM message WHERE length(phrase) = 0";
        assert!(messages > 3 && events > 3, "{messages} messages, {events} events");

        assert_eq!(forget(world, 29).await, 0);
        let forgotten = forget(world, 31).await;
        assert_eq!(eye.number("SELECT COUNT(*) FROM inbox WHERE state = 'done'").await, 0, "{forgotten} of {events}");
        assert_eq!(eye.number(silent).await, 0, "what was sent is kept longer");
        forget(world, 91).await;
        assert_eq!((eye.number(silent).await, forget(world, 91).await), (messages, 0));

        world.serve().await;
        ask(&teacher(world), "Awa Kouassi 15 au lieu de 14 ds1").await;
        ask(&teacher(world), "oui").await;
        let changed = mother.wait_for_text(SOON, "15/20").await.expect("the correction");
        assert!(changed.text.contains("14"), "she has been told 14: {}", changed.text);
    })
    .await;
}
