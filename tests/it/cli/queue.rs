//! `carnet queue`: what waits, what became of it, and steering it; by the binary, on every engine.

use carnet::domain::{AccountId, Channel, Clock as _, ContactId, MessageClass, MessageId, Phone};
use carnet::phrase::Phrase;
use carnet::store::{NewContact, NewEvent, NewMessage, Store};
use serde_json::Value;

use super::Office;
use crate::support::engines::{each_database, keys};
use crate::support::eye::Eye;
use crate::support::school;

const NUMBER: &str = "+2250777777777";
/// As WhatsApp makes them: the person's number comes first, in base64.
const WAMID: &str = "wamid.HBgNMjI1MDc3Nzc3Nzc3NxUCABIYFDNBMDI0QjI5QUY2RkIy";

/// A queue with a reply that waits, a notice that was refused and one that was set aside.
struct Queue {
    office: Office,
    url: String,
    eye: Eye,
    waiting: MessageId,
    refused: MessageId,
    dead: MessageId,
}

async fn each_queue(test: impl AsyncFn(&mut Queue)) {
    each_database(async |url| {
        let store = Store::open(&url, keys()).await.unwrap();
        school::import(&store, &school::small()).await;
        let school = school::adjame(&store).await.id;
        let account = AccountId("wa1".to_owned());
        let contact = ContactId::fresh();
        let phone = Phone::from_provider(NUMBER).unwrap();
        let new = NewContact {
            id: contact,
            account: &account,
            channel: Channel::WhatsApp,
            user: Some("CI.5"),
            phone: Some(&phone),
        };
        let mut tx = store.begin().await.unwrap();
        tx.insert_contact(school, &new, school::NOW).await.unwrap();
        let message = |class| {
            let phrase = Phrase::StrangerWelcome { school: "words-canary".to_owned() };
            NewMessage::new(school, account.clone(), contact, class, phrase, school::NOW)
        };
        let messages = [MessageClass::Reply, MessageClass::Notice, MessageClass::Notice].map(message);
        let [waiting, refused, dead] = [messages[0].id, messages[1].id, messages[2].id];
        for message in messages {
            tx.enqueue(message).unwrap();
        }
        tx.take_lane(&account, uuid::Uuid::from_u128(1), std::time::Duration::from_secs(1), school::NOW).await.unwrap();
        tx.commit().await.unwrap();
        store.close().await;
        let mut eye = Eye::open(&url).await;
        let (one, other) = (eye.id(refused.0), eye.id(dead.0));
        let at = school::NOW.0;
        eye.run(&format!(
            "UPDATE message SET state = 'failed', reason = '131026', attempts = 1, settled_at = {at} WHERE id = {one}"
        ))
        .await;
        eye.run(&format!(
            "UPDATE message SET state = 'dead', reason = 'never_resent', settled_at = {at} WHERE id = {other}"
        ))
        .await;
        eye.run(&format!(
            "INSERT INTO attempt (school_id, id, message_id, n, part, last, account_id, epoch, started_at, finished_at, \
             outcome, provider_id, http_status, code) SELECT school_id, id, id, 1, 0, TRUE, 'wa1', 1, {at}, {at}, \
             'rejected', '{WAMID}', 400, 131026 FROM message WHERE id = {one}"
        ))
        .await;
        let mut queue = Queue { office: Office::on(&url), url: url.clone(), eye, waiting, refused, dead };
        test(&mut queue).await;
    })
    .await;
}

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_shows_what_is_open_or_set_aside_and_can_be_narrowed() {
    each_queue(async |queue| {
        let run = |args: &[&str]| queue.office.run(&[&["queue", "list"], args].concat());
        let listed = objects(run(&["--json"]).well());
        let ids: Vec<_> = listed.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids, [queue.dead.to_string(), queue.waiting.to_string()]);
        assert_eq!((&listed[1]["state"], &listed[1]["class"]), (&Value::from("queued"), &Value::from("reply")));
        assert_eq!(objects(run(&["--state", "failed", "--json"]).well()).len(), 1);
        assert_eq!(objects(run(&["--class", "notice", "--json"]).well()).len(), 1);
        assert_eq!(objects(run(&["--account", "tg1", "--json"]).well()).len(), 0);
        assert_eq!(objects(run(&["--limit", "1", "--json"]).well()).len(), 1);
        run(&["--account", "wa9"]).failed_saying(&["wa9", "wa1, tg1"]);
        assert_eq!(run(&["--state", "lost"]).code, 2);
        let table = run(&[]);
        assert_eq!(table.well().lines().count(), 3, "{table:?}");
        assert!(table.out.lines().all(|line| line.chars().count() <= 100), "{table:?}");
        assert_eq!(run(&["--account", "tg1"]).well(), "no such messages\n");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ended_without_arriving_is_listed_for_as_many_days_as_are_asked_for() {
    each_queue(async |queue| {
        let now = carnet::app::clock::SystemClock.now();
        for (id, days) in [(queue.refused, 1), (queue.dead, 30)] {
            let at = now.minus(std::time::Duration::from_hours(24 * days)).0;
            let statement = format!("UPDATE message SET settled_at = {at} WHERE id = {}", queue.eye.id(id.0));
            queue.eye.run(&statement).await;
        }
        let lost = |args: &[&str]| {
            let listed = objects(queue.office.run(&[&["queue", "list", "--json", "--lost"], args].concat()).well());
            listed.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(lost(&[]), [queue.refused.to_string()]);
        assert_eq!(lost(&["31"]), [queue.dead.to_string(), queue.refused.to_string()]);
        assert_eq!(lost(&["31", "--account", "tg1"]), Vec::<String>::new());
        assert_eq!(queue.office.run(&["queue", "list", "--lost", "--state", "dead"]).code, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_shows_its_life_and_neither_words_nor_number() {
    each_queue(async |queue| {
        let refused = queue.refused.to_string();
        let told = queue.office.run(&["queue", "show", &refused]);
        for part in [
            &refused,
            "wa1 (whatsapp)",
            "notice",
            "failed: the provider refused it",
            "131026",
            "wamid.…QjI5QUY2RkIy",
            "HTTP 400",
        ] {
            assert!(told.well().contains(part), "{part}: {told:?}");
        }
        let meaning = carnet::outbox::meaning(carnet::gateway::Provider::WhatsApp, 131_026);
        assert!(told.out.contains(meaning), "{told:?}");
        assert!(told.out.lines().all(|line| line.chars().count() <= 100), "{told:?}");
        let object = &objects(queue.office.run(&["queue", "show", &refused, "--json"]).well())[0];
        assert_eq!(object["meaning"], meaning);
        assert_eq!(object["tries"][0]["code"], 131_026);
        assert_eq!(object["tries"][0]["provider_id"], "wamid.…QjI5QUY2RkIy");
        for text in [&told.out, &object.to_string()] {
            assert!(!text.contains("words-canary") && !text.contains("777777") && !text.contains("HBgN"), "{text}");
        }
        let dead = queue.office.run(&["queue", "show", &queue.dead.to_string()]);
        assert!(dead.well().contains("never_resent") && dead.out.contains("It may have arrived"), "{dead:?}");
        let unknown = MessageId::fresh().to_string();
        queue.office.run(&["queue", "show", &unknown]).failed_saying(&[&unknown]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ended_is_sent_again_and_what_waits_is_taken_back_each_with_an_audit_entry() {
    each_queue(async |queue| {
        let [waiting, refused, dead] = [queue.waiting, queue.refused, queue.dead].map(|id| id.to_string());
        queue.office.run(&["queue", "retry", &refused]).well();
        queue.office.run(&["queue", "retry", &dead, "--json"]).well();
        let state = format!("SELECT state FROM message WHERE id = {}", queue.eye.id(queue.refused.0));
        assert_eq!(queue.eye.texts(&state).await, ["queued"]);
        queue.office.run(&["queue", "retry", &waiting]).failed_saying(&[&waiting, "queued"]);
        queue.office.run(&["queue", "cancel", &waiting]).well();
        queue.office.run(&["queue", "cancel", &waiting]).failed_saying(&[&waiting, "cancelled"]);
        let unknown = MessageId::fresh().to_string();
        queue.office.run(&["queue", "retry", &unknown]).failed_saying(&[&unknown]);
        queue.office.run(&["queue", "cancel", &unknown]).failed_saying(&[&unknown]);
        let entries = "SELECT action FROM audit WHERE action LIKE 'message.%' AND actor = 'console' ORDER BY id";
        assert_eq!(queue.eye.texts(entries).await, ["message.retried", "message.retried", "message.cancelled"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_set_aside_goes_another_way_or_is_put_away() {
    each_queue(async |queue| {
        let [waiting, refused, dead] = [queue.waiting, queue.refused, queue.dead].map(|id| id.to_string());
        // Nobody knows another address of this person.
        queue.office.run(&["queue", "reroute", &refused]).failed_saying(&[&refused, "failed", "another address"]);
        let other = ContactId::fresh();
        let (id, staff) = (queue.eye.id(other.0), "(SELECT MIN(code) FROM staff)");
        let staff = format!("(SELECT id FROM staff WHERE code = {staff})");
        queue.eye.run(&format!("UPDATE contact SET staff_id = {staff}, staff_via = 'roster'")).await;
        queue
            .eye
            .run(&format!(
                "INSERT INTO contact (school_id, id, account_id, channel, state, staff_id, staff_via, created_at) \
                 SELECT school_id, {id}, 'tg1', 'telegram', 'active', staff_id, staff_via, created_at FROM contact"
            ))
            .await;
        queue.office.run(&["queue", "reroute", &refused]).failed_saying(&[&refused, "another address"]);
        queue.eye.run("INSERT INTO lane (account_id, epoch, expires_at, paused) VALUES ('tg1', 1, 0, FALSE)").await;
        let told = queue.office.run(&["queue", "reroute", &refused, &dead]);
        assert_eq!(told.well().matches("goes to the next address (tg1)").count(), 2, "{told:?}");
        let there = format!("SELECT state FROM message WHERE contact_id = {id} AND account_id = 'tg1'");
        assert_eq!(queue.eye.texts(&there).await, ["queued", "queued"]);

        queue.office.run(&["queue", "close", &waiting]).failed_saying(&[&waiting, "queued", "dead"]);
        let aside = queue.eye.id(queue.dead.0);
        queue.eye.run(&format!("UPDATE message SET state = 'dead', settled_at = 1 WHERE id = {aside}")).await;
        let told = queue.office.run(&["queue", "close", &dead, "--json"]);
        assert_eq!(objects(told.well())[0]["state"], "cancelled");
        let stats = queue.office.run(&["queue", "stats"]);
        assert!(!stats.well().contains("dead"), "{stats:?}");
        assert!(queue.office.run(&["queue", "show", &dead]).well().contains("put it away"));
        assert_eq!(queue.office.run(&["queue", "close"]).code, 2);
        let entries = "SELECT action FROM audit WHERE action LIKE 'message.%' AND actor = 'console' ORDER BY id";
        assert_eq!(queue.eye.texts(entries).await, ["message.rerouted", "message.rerouted", "message.closed"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_is_shown_to_whoever_asks_for_it_and_that_is_noted() {
    each_queue(async |queue| {
        let refused = queue.refused.to_string();
        let told = queue.office.run(&["queue", "show", &refused, "--log"]);
        assert!(told.well().contains("nothing is kept"), "{told:?}");
        let exchange = carnet::domain::Exchange {
            call: "messages".to_owned(),
            request: "{\"text\":\"Awa 14\"}".to_owned(),
            http_status: Some(400),
            answer: "undeliverable".to_owned(),
        };
        let store = Store::open(&queue.url, keys()).await.unwrap();
        let school = school::adjame(&store).await.id;
        let said = carnet::store::Said {
            school,
            message: queue.refused,
            attempt: carnet::domain::AttemptId(queue.refused.0),
            exchange,
        };
        let mut tx = store.begin().await.unwrap();
        tx.log_exchanges([&said].into_iter(), school::NOW).await.unwrap();
        tx.commit().await.unwrap();
        store.close().await;
        let without = queue.office.run(&["queue", "show", &refused]);
        assert!(!without.well().contains("Awa 14"), "{without:?}");
        let told = queue.office.run(&["queue", "show", &refused, "--log"]);
        assert!(told.well().contains("Awa 14") && told.out.contains("HTTP 400 undeliverable"), "{told:?}");
        let object = &objects(queue.office.run(&["queue", "show", &refused, "--log", "--json"]).well())[0];
        assert_eq!((&object["log"][0]["n"], &object["log"][0]["answer"]), (&1.into(), &"undeliverable".into()));
        let looked = "SELECT COUNT(*) FROM audit WHERE action = 'message.log_read'";
        assert_eq!(queue.eye.number(looked).await, 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lane_is_held_and_let_go() {
    each_queue(async |queue| {
        queue.office.run(&["queue", "pause", "wa1"]).well();
        assert_eq!(queue.eye.number("SELECT COUNT(*) FROM lane WHERE paused").await, 1);
        let stats = queue.office.run(&["queue", "stats"]);
        assert!(stats.well().contains("lane wa1: paused"), "{stats:?}");
        assert!(stats.out.lines().all(|line| line.chars().count() <= 100), "{stats:?}");
        let lines = objects(queue.office.run(&["queue", "stats", "--json"]).well());
        assert_eq!((&lines[0]["lane"], &lines[0]["paused"]), (&Value::from("wa1"), &Value::from(true)));
        assert!(lines.iter().any(|line| line["state"] == "dead" && line["count"] == 1), "{lines:?}");
        queue.office.run(&["queue", "resume", "wa1"]).well();
        assert_eq!(queue.eye.number("SELECT COUNT(*) FROM lane WHERE paused").await, 0);
        queue.office.run(&["queue", "pause", "wa9"]).failed_saying(&["wa9", "wa1, tg1"]);
        queue.office.run(&["queue", "pause", "tg1"]).failed_saying(&["tg1", "carnet serve"]);
        let entries = "SELECT action FROM audit WHERE action LIKE 'lane.%' ORDER BY id";
        assert_eq!(queue.eye.texts(entries).await, ["lane.paused", "lane.resumed"]);
    })
    .await;
}

/// What came in and was given up is said beside what waits to go out.
#[tokio::test(flavor = "multi_thread")]
async fn events_that_were_set_aside_are_counted() {
    each_queue(async |queue| {
        let store = Store::open(&queue.url, keys()).await.unwrap();
        let (school, account) = (school::adjame(&store).await.id, AccountId("wa1".to_owned()));
        let event = NewEvent::seal(store.keys(), school, &account, "m1", "CI.5", "message", b"words-canary");
        let mut tx = store.begin().await.unwrap();
        tx.insert_events(vec![event], school::NOW).await.unwrap();
        let event = tx.waiting_events(None, 10).await.unwrap().remove(0);
        assert!(tx.bury_event(&event, school::NOW, "a mark has no student").await.unwrap());
        tx.commit().await.unwrap();
        store.close().await;
        let said = queue.office.run(&["queue", "stats"]);
        let said = said.well();
        assert!(said.contains("school adjame: 1 event(s) that came in were set aside since"), "{said}");
        assert!(said.contains("a mark has no student") && !said.contains("canary"), "{said}");
        let lines = objects(queue.office.run(&["queue", "stats", "--json"]).well());
        assert!(lines.iter().any(|line| line["events_set_aside"] == 1), "{lines:?}");
    })
    .await;
}
