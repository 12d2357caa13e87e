//! Lanes at work, with a provider that misbehaves.

use carnet::domain::{Channel, MessageClass};
use carnet::gateway::{Courtesy, Provider};
use carnet::outbox::Pace;
use carnet::phrase::Phrase;
use carnet::store::NewMessage;
use std::collections::HashMap;
use std::time::Duration;

use super::fake::{Asked, FAST, Running, Turn};
use super::world::{each_world, says};
use crate::support::school;

fn pace(per_second: u32) -> Pace {
    Pace { per_second, ..FAST }
}

#[tokio::test]
async fn each_person_hears_in_order() {
    each_world(async |world| {
        let people = [
            world.person(Channel::WhatsApp).await,
            world.person(Channel::WhatsApp).await,
            world.person(Channel::WhatsApp).await,
        ];
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let pause = |at: u64| Turn::Slow(Duration::from_millis(at * 7 % 23));
        lane.book.script((0..60).map(pause));
        for number in 0..20 {
            for person in people {
                lane.say(person, MessageClass::Notice, &number.to_string()).await;
            }
        }
        let mut heard: HashMap<Option<String>, Vec<u32>> = HashMap::new();
        for one in lane.book.until_asked(60).await {
            heard.entry(one.to).or_default().push(one.text.parse().unwrap());
        }
        lane.stop().await;
        assert_eq!(heard.len(), 3);
        for numbers in heard.values() {
            assert_eq!(*numbers, (0..20).collect::<Vec<_>>());
        }
    })
    .await;
}

#[tokio::test]
async fn long_texts_go_part_by_part() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let long = world.say(anna, MessageClass::Reply, "one|two|three").await;
        let next = lane.say(anna, MessageClass::Reply, "next").await;
        world.until(next, "accepted").await;
        assert_eq!(lane.book.texts(), ["one", "two", "three", "next"]);
        assert_eq!(world.state(long).await, "accepted");
        assert_eq!(world.number("SELECT COUNT(*) FROM attempt WHERE outcome = 'accepted'").await, 4);
        lane.stop().await;
    })
    .await;
}

fn most_in_a_second(asked: &[Asked]) -> usize {
    let within = |first: &Asked| {
        let window = |one: &&Asked| one.at >= first.at && one.at - first.at <= Duration::from_secs(1);
        asked.iter().filter(window).count()
    };
    asked.iter().map(within).max().unwrap_or(0)
}

#[tokio::test]
async fn no_second_holds_more_than_the_limit_not_even_across_a_takeover() {
    each_world(async |world| {
        for number in 0..300 {
            let person = world.person(Channel::WhatsApp).await;
            world.say(person, MessageClass::Broadcast, &number.to_string()).await;
        }
        let lane = Running::start(&world, Provider::WhatsApp, pace(40));
        let mut asked = lane.book.until_asked(60).await;
        lane.stop().await;
        let next = Running::start(&world, Provider::WhatsApp, pace(40));
        asked.extend(next.book.until_asked(50).await);
        next.stop().await;
        let most = most_in_a_second(&asked);
        assert!(most <= 40, "{most} in a second");
    })
    .await;
}

#[tokio::test]
async fn a_reply_waits_for_one_announcement_at_most() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, pace(10));
        for number in 0..30 {
            let person = world.person(Channel::WhatsApp).await;
            world.say(person, MessageClass::Broadcast, &number.to_string()).await;
        }
        let anna = world.person(Channel::WhatsApp).await;
        lane.wake();
        lane.book.until_asked(5).await;
        let before = lane.book.asked().len();
        let reply = lane.say(anna, MessageClass::Reply, "reply").await;
        world.until(reply, "accepted").await;
        let at = lane.book.texts().iter().position(|text| text == "reply").unwrap();
        assert!(at <= before + 1, "{} announcements went first", at - before);
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn announcements_keep_their_share() {
    each_world(async |world| {
        for (class, count) in [(MessageClass::Reply, 40), (MessageClass::Broadcast, 10)] {
            for _ in 0..count {
                let person = world.person(Channel::WhatsApp).await;
                world.say(person, class, class.code()).await;
            }
        }
        let lane = Running::start(&world, Provider::WhatsApp, pace(60));
        let asked = lane.book.until_asked(27).await;
        let announcements = asked.iter().take(27).filter(|one| one.text == "broadcast").count();
        assert_eq!(announcements, 3, "one in nine beside replies");
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_person_is_not_written_to_faster_than_the_pair_allows() {
    each_world(async |world| {
        let pair = Pace { pair_interval: Duration::from_millis(400), pair_burst: 2, ..FAST };
        let lane = Running::start(&world, Provider::WhatsApp, pair);
        let (anna, binta) = (world.person(Channel::WhatsApp).await, world.person(Channel::WhatsApp).await);
        for number in 0..4 {
            lane.say(anna, MessageClass::Reply, &number.to_string()).await;
        }
        let other = lane.say(binta, MessageClass::Reply, "binta").await;
        world.until(other, "accepted").await;
        let asked = lane.book.until_asked(5).await;
        let hers: Vec<_> = asked.iter().filter(|one| one.text != "binta").collect();
        assert_eq!(hers.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["0", "1", "2", "3"]);
        assert!(hers[3].at - hers[0].at >= Duration::from_millis(800), "{:?}", hers[3].at - hers[0].at);
        assert!(asked[4].text != "binta", "others do not wait");
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_the_provider_asks_for_is_never_shortened() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        lane.book.script([Turn::Later(Duration::from_secs(2))]);
        let (anna, binta) = (world.person(Channel::WhatsApp).await, world.person(Channel::WhatsApp).await);
        let first = lane.say(anna, MessageClass::Reply, "first").await;
        world.until(first, "retry_wait").await;
        let other = lane.say(binta, MessageClass::Reply, "other").await;
        world.until(first, "accepted").await;
        world.until(other, "accepted").await;
        let asked = lane.book.asked();
        assert!(asked.iter().skip(1).all(|one| one.at - asked[0].at >= Duration::from_secs(2)), "the whole lane waits");
        assert_eq!(world.column(first, "charged").await.as_deref(), Some("0"), "a pause is nobody's fault");
        lane.stop().await;
    })
    .await;
}

/// The pause also binds whoever takes the lane next.
#[tokio::test]
async fn a_pause_outlives_the_process() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        lane.book.script([Turn::Later(Duration::from_secs(3))]);
        let (anna, binta) = (world.person(Channel::WhatsApp).await, world.person(Channel::WhatsApp).await);
        let first = lane.say(anna, MessageClass::Reply, "first").await;
        world.until(first, "retry_wait").await;
        let asked_at = lane.book.asked()[0].at;
        // Whatever becomes of the message that it was said of.
        world.commit(async |tx| tx.cancel_message(first, world.now()).await.unwrap()).await;
        lane.stop().await;
        let other = world.say(binta, MessageClass::Reply, "other").await;
        let next = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(other, "accepted").await;
        assert!(next.book.asked().iter().all(|one| one.at - asked_at >= Duration::from_secs(3)));
        next.stop().await;
    })
    .await;
}

/// The pause is the account's, whatever it was said to; also for whoever takes the lane next.
#[tokio::test]
async fn patience_asked_of_a_sign_of_life_binds_messages() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        *lane.book.courtesy_waits.lock().unwrap() = Some(Duration::from_secs(3));
        lane.handle.courtesy(&world.account, Courtesy::AnswerPress { callback: "1".to_owned() });
        let kept = "SELECT COUNT(*) FROM lane WHERE paused_until > 0";
        while world.number(kept).await == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let given = lane.book.courtesies.lock().unwrap()[0];
        let anna = world.person(Channel::WhatsApp).await;
        let first = lane.say(anna, MessageClass::Reply, "first").await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(lane.book.texts().len(), 0, "this process waits");
        lane.stop().await;
        let next = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(first, "accepted").await;
        assert!(next.book.asked()[0].at - given >= Duration::from_secs(3), "so does the next");
        next.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_pair_that_is_too_fast_waits_alone() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        lane.book.script([Turn::PairLater]);
        let (anna, binta) = (world.person(Channel::WhatsApp).await, world.person(Channel::WhatsApp).await);
        let first = lane.say(anna, MessageClass::Reply, "first").await;
        world.until(first, "retry_wait").await;
        let notice = lane.say(anna, MessageClass::Notice, "notice").await;
        let other = lane.say(binta, MessageClass::Reply, "other").await;
        world.until(other, "accepted").await;
        assert_eq!(lane.book.texts(), ["first", "other"]);
        world.until(first, "accepted").await;
        world.until(notice, "accepted").await;
        let asked = lane.book.asked();
        assert!(asked.iter().skip(2).all(|one| one.at - asked[0].at >= Duration::from_secs(1)));
        lane.stop().await;
    })
    .await;
}

/// Schools that share an account share its pace for each person, too.
#[tokio::test]
async fn a_person_of_two_schools_is_written_to_at_one_pace() {
    each_world(async |world| {
        let mut file = school::small();
        file["school"]["code"] = serde_json::json!("plateau");
        school::import(&world.store, &file).await;
        let other = world.commit(async |tx| tx.school_by_code("plateau").await.unwrap().unwrap().id).await;
        let anna = world.person(Channel::WhatsApp).await;
        let there = world.person_of(other, Channel::WhatsApp).await;
        let (from, to) = (world.id(anna.0), world.id(there.0));
        world
            .run(&format!(
                "UPDATE contact SET phone_index = (SELECT o.phone_index FROM contact o WHERE o.id = {from}) WHERE id = {to}"
            ))
            .await;
        let slow = Pace { pair_interval: Duration::from_millis(700), pair_burst: 1, ..FAST };
        let lane = Running::start(&world, Provider::WhatsApp, slow);
        let here = world.message(anna, MessageClass::Notice, "here");
        let elsewhere = NewMessage::new(
            other,
            world.account.clone(),
            there,
            MessageClass::Notice,
            says("there"),
            world.now(),
        );
        for message in [here, elsewhere] {
            world.enqueue(message).await;
        }
        lane.wake();
        let asked = lane.book.until_asked(2).await;
        assert!(asked[1].at - asked[0].at >= Duration::from_millis(700), "{:?}", asked[1].at - asked[0].at);
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_left_alone() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::Telegram, FAST);
        lane.book.script(std::iter::repeat_n(Turn::Silence, 6));
        for number in 0..12 {
            let person = world.person(Channel::Telegram).await;
            let message = lane.say(person, MessageClass::Broadcast, "b").await;
            if number < 5 {
                world.until(message, "ambiguous").await;
            }
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        let asked = lane.book.asked();
        assert_eq!(asked.len(), 5, "five failures open the breaker");
        let asked = lane.book.until_asked(6).await;
        assert!(asked[5].at - asked[4].at >= Duration::from_millis(4900));
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(lane.book.asked().len(), 6, "one probe at a time");
        assert_eq!(world.number("SELECT COUNT(*) FROM message WHERE attempts > 0").await, 6, "no attempt is burnt");
        let silent = "SELECT COUNT(*) FROM lane WHERE silent_since > 0";
        assert_eq!(world.number(silent).await, 1, "it is put down");
        lane.book.until_asked(7).await;
        while world.number(silent).await > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_was_surely_not_sent_goes_again() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        lane.book.script([Turn::NotSent]);
        let anna = world.person(Channel::WhatsApp).await;
        let message = lane.say(anna, MessageClass::Broadcast, "b").await;
        world.until(message, "accepted").await;
        let asked = lane.book.asked();
        assert_eq!(asked.len(), 2);
        assert_ne!(asked[0].attempt, asked[1].attempt, "every try has its own name");
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn refusals_teach() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        // The recipient cannot be written to.
        lane.book.script([Turn::Refuse(130_403)]);
        let anna = world.person(Channel::WhatsApp).await;
        let message = lane.say(anna, MessageClass::Notice, "n").await;
        world.until(message, "failed").await;
        assert_eq!(world.reason(message).await.as_deref(), Some("130403"));
        let state = format!("SELECT state FROM contact WHERE id = {}", world.id(anna.0));
        assert_eq!(world.text(&state).await.as_deref(), Some("blocked"));

        // The window was closed after all: the same as a template.
        lane.book.script([Turn::Refuse(131_047)]);
        world.template("APPROVED").await;
        let binta = world.person(Channel::WhatsApp).await;
        let suspended = Phrase::Suspended { school: "Adjamé".to_owned() };
        let class = MessageClass::Security;
        let message = NewMessage::new(world.school, world.account.clone(), binta, class, suspended, world.now());
        let message = world.enqueue(message).await;
        lane.wake();
        world.until(message, "accepted").await;
        let templates: Vec<bool> = lane.book.asked().iter().skip(1).map(|one| one.template).collect();
        assert_eq!(templates, [false, true]);

        // The token is not valid: nothing goes until somebody acts, and nothing is lost.
        lane.book.script([Turn::Refuse(190)]);
        let chidi = world.person(Channel::WhatsApp).await;
        let waiting = lane.say(chidi, MessageClass::Notice, "later").await;
        world.until(waiting, "retry_wait").await;
        assert_eq!(world.number("SELECT COUNT(*) FROM lane WHERE paused").await, 1);
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(lane.book.asked().len(), 4);
        world.commit(async |tx| tx.pause_lane(&world.account, false).await.unwrap()).await;
        lane.wake();
        world.until(waiting, "accepted").await;
        lane.stop().await;
    })
    .await;
}

/// Whatever a provider calls a message: it is accepted, and nobody else's outcome waits for it.
#[tokio::test]
async fn a_name_that_no_database_stores_holds_up_nobody() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let long = "wamid.".to_owned()
            + &(0..40_000_u32).map(|at| char::from(b'a' + (at * at % 23) as u8)).collect::<String>();
        lane.book.script([Turn::Called("wamid.\0".to_owned()), Turn::Called(long)]);
        for number in 0..4 {
            let person = world.person(Channel::WhatsApp).await;
            let message = lane.say(person, MessageClass::Notice, &number.to_string()).await;
            world.until(message, "accepted").await;
        }
        assert_eq!(lane.book.texts().len(), 4);
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn courtesies_go_when_there_is_room() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::Telegram, pace(10));
        let courtesy = || Courtesy::AnswerPress { callback: "1".to_owned() };
        lane.handle.courtesy(&world.account, courtesy());
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(lane.book.courtesies.lock().unwrap().len(), 1);
        for _ in 0..1000 {
            lane.handle.courtesy(&world.account, courtesy());
        }
        let anna = world.person(Channel::Telegram).await;
        let reply = lane.say(anna, MessageClass::Reply, "r").await;
        world.until(reply, "accepted").await;
        tokio::time::sleep(Duration::from_secs(3)).await;
        let given = lane.book.courtesies.lock().unwrap().len();
        assert!((5..40).contains(&given), "{given}: the limit binds courtesies too, and stale ones are dropped");
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn stopping_finishes_what_flies_and_takes_no_more() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        lane.book.script([Turn::Slow(Duration::from_millis(500))]);
        let (anna, binta) = (world.person(Channel::WhatsApp).await, world.person(Channel::WhatsApp).await);
        let flying = lane.say(anna, MessageClass::Reply, "flying").await;
        lane.book.until_asked(1).await;
        let (book, handle) = (std::sync::Arc::clone(&lane.book), lane.handle.clone());
        let stopping = tokio::spawn(lane.stop());
        tokio::time::sleep(Duration::from_millis(50)).await;
        let after = world.say(binta, MessageClass::Reply, "late").await;
        handle.wake(&world.account);
        stopping.await.unwrap();
        assert_eq!(world.state(flying).await, "accepted", "its outcome is on disk");
        assert_eq!((world.state(after).await.as_str(), book.asked().len()), ("queued", 1));
        assert_eq!(world.number("SELECT COUNT(*) FROM lane WHERE owner IS NOT NULL").await, 0, "the lease is released");
    })
    .await;
}

#[tokio::test]
async fn schools_that_share_an_account_take_turns() {
    each_world(async |world| {
        let lane = world.account.clone();
        let mut file = school::small();
        file["school"]["code"] = serde_json::json!("plateau");
        school::import(&world.store, &file).await;
        let other = world.commit(async |tx| tx.school_by_code("plateau").await.unwrap().unwrap().id).await;
        let mut queued = Vec::new();
        for (of, count) in [(world.school, 120), (other, 12)] {
            for _ in 0..count {
                let person = world.person_of(of, Channel::WhatsApp).await;
                let name = if of == other { "other" } else { "own" };
                let class = MessageClass::Broadcast;
                queued.push(NewMessage::new(of, lane.clone(), person, class, says(name), world.now()));
            }
        }
        world.commit(async |tx| queued.into_iter().for_each(|message| tx.enqueue(message).unwrap())).await;
        let running = Running::start(&world, Provider::WhatsApp, pace(40));
        let sent = running.book.until_asked(40).await;
        running.stop().await;
        let others = sent.iter().take(30).filter(|one| one.text == "other").count();
        assert!(others >= 10, "{others} of the other school among the first 30");
    })
    .await;
}
