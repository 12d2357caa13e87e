//! F19: several processes' worth of lanes on one database, people who send, take back, stop and correct at once; and a plain
//! reference that says what may have come of each message.

use carnet::domain::{Channel, ContactId, MessageClass, MessageId};
use carnet::gateway::Provider;
use carnet::store::{ContactState, Engine, Requeue};
use rand::RngExt;
use rand::rngs::StdRng;
use std::collections::HashMap;
use std::time::Duration;
use tokio::time::Instant;

use crate::outbox::fake::{FAST, Running, Turn};
use crate::outbox::world::{World, each_world};
use crate::support::chance::{dice, rounds};

const PEOPLE: usize = 5;
const CLASSES: [MessageClass; 3] = [MessageClass::Reply, MessageClass::Notice, MessageClass::Broadcast];

/// What was asked for, and what was answered: all that the reference knows.
#[derive(Default)]
struct Reference {
    said: Vec<(MessageId, usize, MessageClass)>,
    /// Taken back while it could be.
    cancelled: Vec<MessageId>,
}

impl Reference {
    /// Every message has come to an end, and to one the ledger agrees with.
    async fn judge(&self, world: &World, heard: &[String]) {
        let mut deliveries: HashMap<&str, i64> = HashMap::new();
        for text in heard {
            *deliveries.entry(text).or_default() += 1;
        }
        for (at, (id, ..)) in self.said.iter().enumerate() {
            let (state, resends) = (world.state(*id).await, world.column(*id, "resends").await.unwrap());
            let (times, resends): (i64, i64) =
                (deliveries.get(at.to_string().as_str()).copied().unwrap_or(0), resends.parse().unwrap());
            let told = format!("{at} is {state} ({:?}), heard {times} times", world.reason(*id).await);
            assert!(times <= 1 + resends, "{told}, {resends} resends");
            match state.as_str() {
                "accepted" => assert!(times >= 1, "{told}"),
                "cancelled" | "superseded" | "expired" => assert!(times == 0 || resends > 0, "{told}"),
                "dead" | "failed" => {}
                other => panic!("{other} is no end: {told}"),
            }
            if self.cancelled.contains(id) {
                assert_eq!(state, "cancelled", "{told}");
            }
        }
        self.in_order(world, heard).await;
    }

    /// What was never in doubt was heard in the order it was said, by person and class.
    async fn in_order(&self, world: &World, heard: &[String]) {
        let mut last: HashMap<(usize, MessageClass), usize> = HashMap::new();
        for text in heard {
            let at: usize = text.parse().unwrap();
            let (id, person, class) = self.said[at];
            if world.column(id, "resends").await.as_deref() == Some("0")
                && let Some(before) = last.insert((person, class), at)
            {
                assert!(before < at, "{at} after {before}");
            }
        }
    }
}

/// How the provider behaves now and then.
fn moods(dice: &mut StdRng) -> Turn {
    match dice.random_range(0..20) {
        0 => Turn::NotSent,
        1 => Turn::Silence,
        2 => Turn::PairLater,
        3 => Turn::Refuse(131_026),
        4..12 => Turn::Slow(Duration::from_millis(dice.random_range(1..60))),
        _ => Turn::Accept,
    }
}

async fn act(world: &World, people: &[ContactId; PEOPLE], reference: &mut Reference, dice: &mut StdRng) {
    match dice.random_range(0..10) {
        0 | 1 if !reference.said.is_empty() => {
            let (id, ..) = reference.said[dice.random_range(0..reference.said.len())];
            let asked = world.commit(async |tx| tx.cancel_message(id, world.now()).await.unwrap()).await;
            if asked == Requeue::Done {
                reference.cancelled.push(id);
            }
        }
        2 => {
            let person = people[dice.random_range(0..PEOPLE)];
            let (from, to) = if dice.random_bool(0.4) {
                (ContactState::Active, ContactState::Stopped)
            } else {
                (ContactState::Stopped, ContactState::Active)
            };
            let school = world.school;
            world.commit(async |tx| tx.change_contact_state(school, person, &[from], to).await.unwrap()).await;
        }
        _ => {
            let (person, class) = (dice.random_range(0..PEOPLE), CLASSES[dice.random_range(0..CLASSES.len())]);
            let text = reference.said.len().to_string();
            let id = world.say(people[person], class, &text).await;
            reference.said.push((id, person, class));
        }
    }
}

/// Until nothing is open: doubts are old at once, and what may not be written to is let go.
async fn settle(world: &World) {
    let deadline = Instant::now() + Duration::from_mins(2);
    while world.number("SELECT COUNT(*) FROM message WHERE settled_at IS NULL").await > 0 {
        assert!(Instant::now() < deadline, "messages without an end");
        world.run("UPDATE message SET ambiguous_since = 0 WHERE state = 'ambiguous'").await;
        world.run("UPDATE receipt_pulse SET at = 4102444800000").await;
        world.run("UPDATE message SET not_before = 0 WHERE state = 'retry_wait'").await;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

#[tokio::test]
async fn whatever_is_done_at_once_comes_to_a_right_end() {
    each_world(async |world| {
        let (_, mut dice) = dice("races");
        let people = [(); PEOPLE].map(|()| world.person(Channel::WhatsApp));
        let people: [ContactId; PEOPLE] = futures_util::future::join_all(people).await.try_into().unwrap();
        // On SQLite one process at a time: a second would take the lane for good.
        let processes = if world.store.engine() == Engine::Postgres { 3 } else { 1 };
        let start = || Running::start(&world, Provider::WhatsApp, FAST);
        let mut running: Vec<Running> = (0..processes).map(|_| start()).collect();
        let (mut reference, mut heard) = (Reference::default(), Vec::new());
        for step in 0..rounds(40) * 5 {
            for one in &running {
                one.book.script([moods(&mut dice)]);
            }
            act(&world, &people, &mut reference, &mut dice).await;
            running[dice.random_range(0..processes)].wake();
            if step % 50 == 49 {
                // One is asked to end, and another takes its place.
                let one = running.swap_remove(dice.random_range(0..processes));
                let book = std::sync::Arc::clone(&one.book);
                one.stop().await;
                heard.extend(book.asked());
                running.push(start());
            }
        }
        for one in &running {
            one.book.turns.lock().unwrap().clear();
        }
        settle(&world).await;
        for one in running {
            let book = std::sync::Arc::clone(&one.book);
            one.stop().await;
            heard.extend(book.asked());
        }
        heard.sort_by_key(|one| one.at);
        let (told, refused): (Vec<_>, Vec<_>) = heard.into_iter().partition(|one| one.taken);
        let told: Vec<String> = told.into_iter().map(|one| one.text).collect();
        reference.judge(&world, &told).await;
        println!(
            "{} messages on {:?}, {} heard, {} refused",
            reference.said.len(),
            world.store.engine(),
            told.len(),
            refused.len()
        );
    })
    .await;
}
