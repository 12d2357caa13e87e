//! Digests: what is new, once, in the rhythm that was chosen, whatever processes, clocks and corrections do.

use carnet::domain::{Carriers, Channel, Clock, Timestamp};
use carnet::jobs::{Digests, Wake};
use carnet::phrase::Say;
use carnet::render::Renderer;
use carnet_webhooks::Content;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use tokio_util::sync::CancellationToken;

use crate::dialogue::school;
use crate::render::visible;
use crate::support::desk::{FrontDesk, Person, Said, each_desk};

static RENDERER: LazyLock<Renderer> = LazyLock::new(|| Renderer::load(None).unwrap());

/// A clock that stands.
struct At(Timestamp);

impl Clock for At {
    fn now(&self) -> Timestamp {
        self.0
    }
}

fn instant(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

fn mother() -> Person {
    Person::whatsapp(Some("+2250505050505"), Some("CI.1"))
}

fn father() -> Person {
    Person::whatsapp(Some("+2250102030405"), Some("CI.2"))
}

fn teacher() -> Person {
    Person::telegram("5001")
}

async fn say(desk: &mut FrontDesk, who: &Person, text: &str) -> Vec<String> {
    let said = desk.hear(who, Content::Text { body: text.to_owned() }).await.unwrap();
    said.iter().filter(|said| said.reply).map(Said::tag).collect()
}

/// Two processes side by side, and one again: as after a restart.
async fn look(desk: &mut FrontDesk, now: &str) {
    desk.now = instant(now);
    let (stop, before) = (CancellationToken::new(), notices(desk).await);
    let woken = Arc::new(AtomicBool::new(false));
    let wake = || {
        let woken = Arc::clone(&woken);
        Wake::new(move || woken.store(true, Ordering::Relaxed))
    };
    let digests = || Digests {
        store: desk.store.clone(),
        clock: Arc::new(At(instant(now))),
        wake: wake(),
        carriers: Arc::new(Carriers::default()),
    };
    let (one, other) = (digests(), digests());
    let (one, other) = tokio::join!(one.look(&stop), other.look(&stop));
    one.unwrap();
    other.unwrap();
    digests().look(&stop).await.unwrap();
    assert!(notices(desk).await == before || woken.load(Ordering::Relaxed), "the lanes sleep on");
}

async fn notices(desk: &mut FrontDesk) -> i64 {
    desk.eye.number("SELECT COUNT(*) FROM message WHERE class = 2").await
}

/// The news to a guardian of the school's file, as it reads, in these states.
async fn news(desk: &mut FrontDesk, guardian: &str, states: &str) -> Vec<String> {
    let sql = format!(
        "SELECT m.id, m.contact_id, m.phrase FROM message m JOIN contact c ON c.id = m.contact_id \
         JOIN guardian g ON g.id = c.guardian_id AND g.code = '{guardian}' \
         WHERE m.class = 2 AND m.state IN ({states}) ORDER BY m.id"
    );
    let locale = if guardian == "P1" { "fr" } else { "en" }.parse().unwrap();
    let mut texts = Vec::new();
    for (id, _, phrase) in desk.eye.sealed(&sql).await {
        let plain = desk.store.keys().open("message.phrase", id, &phrase).unwrap();
        let say: Say = serde_json::from_slice(&plain).unwrap();
        let parts = RENDERER.message(&say, locale, Channel::WhatsApp).parts;
        texts.push(parts.iter().map(visible).collect::<Vec<_>>().join("\n"));
    }
    texts
}

/// What has gone or will.
async fn told(desk: &mut FrontDesk, guardian: &str) -> Vec<String> {
    news(desk, guardian, "'queued', 'accepted'").await
}

async fn waiting(desk: &mut FrontDesk, guardian: &str) -> Vec<String> {
    news(desk, guardian, "'queued'").await
}

async fn published(desk: &mut FrontDesk, marks: &[&str], what: &str) -> Vec<String> {
    for mark in marks {
        assert_eq!(say(desk, &teacher(), mark).await, ["mark_saved"], "{mark}");
    }
    assert_eq!(say(desk, &teacher(), what).await, ["confirm_publish"], "{what}");
    say(desk, &teacher(), "oui").await
}

fn file() -> Value {
    let mut file = school();
    file["school"]["quiet_hours"] = json!(["20:00", "07:00"]);
    file["assessments"].as_array_mut().unwrap().push(json!({"code": "M-DS9", "class": "4A", "subject": "MATH",
        "term": "T1", "kind": "devoir", "label": "Devoir surveillé 9", "date": "2026-11-30", "max": "20",
        "coefficient": "1"}));
    file
}

const MONDAY: &str = "2026-11-23T10:00:00Z";

#[tokio::test]
async fn one_digest_of_all_children_and_nothing_told_before() {
    each_desk(&file(), async |desk| {
        desk.now = instant(MONDAY);
        assert_eq!(say(desk, &mother(), "un résumé chaque vendredi à 18h").await, ["preference.digest_set"]);
        let said = published(desk, &["Awa Kouassi 14 ds1"], "publier ds1 4eA").await;
        assert_eq!(said, ["published", "preference.read_in_digest"], "she is not told at once");
        published(desk, &["Estelle 6 ds1 3eB"], "publier ds1 3eB").await;
        // A draft is not hers to see.
        say(desk, &teacher(), "Awa Kouassi 3 ds9").await;
        look(desk, "2026-11-27T17:59:59Z").await;
        assert_eq!(told(desk, "P1").await.len(), 0, "it is not six o'clock");
        look(desk, "2026-11-27T18:00:00Z").await;
        let [digest] = &told(desk, "P1").await[..] else { panic!("one digest") };
        for part in [
            "Estelle G., 3e B",
            "6/20",
            "Awa K., 4e A",
            "14/20",
            "Moyenne générale provisoire : 14,00/20",
            "À venir",
            "Devoir surveillé 9 : lundi 30 novembre",
        ] {
            assert!(digest.contains(part), "{part}: {digest}");
        }
        assert!(!digest.contains("Ibrahim") && !digest.contains("KOUASSI") && !digest.contains("3/20"), "{digest}");
        desk.everything_arrives().await;
        // Nothing new, nothing said: a test to come alone is no news.
        look(desk, "2026-12-04T18:00:10Z").await;
        assert_eq!(told(desk, "P1").await.len(), 1);
        // What she has read by asking is not told again.
        say(desk, &teacher(), "publier ds9 4eA").await;
        say(desk, &teacher(), "oui").await;
        assert_eq!(say(desk, &mother(), "notes Awa").await, ["marks"]);
        look(desk, "2026-12-11T18:00:10Z").await;
        assert_eq!(told(desk, "P1").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_average_stands_beside_that_of_last_time_and_absences_are_named_once() {
    each_desk(&file(), async |desk| {
        desk.now = instant(MONDAY);
        say(desk, &father(), "digest monthly on the 1st at 12:00").await;
        published(desk, &["Ibrahim 14 ds1"], "publier ds1 4eA").await;
        say(desk, &teacher(), "absents 4eA : Ibrahim 8h").await;
        say(desk, &teacher(), "oui").await;
        assert_eq!(told(desk, "P2").await.len(), 1, "an absence is told at once");
        look(desk, "2026-12-01T12:00:00Z").await;
        let first = told(desk, "P2").await.split_off(1);
        assert!(first.len() == 1 && first[0].contains("absence, ") && !first[0].contains("last time"), "{first:?}");
        desk.everything_arrives().await;
        published(desk, &["Ibrahim 8 ds9"], "publier ds9 4eA").await;
        look(desk, "2027-01-01T12:00:00Z").await;
        let second = told(desk, "P2").await.split_off(2);
        let [second] = &second[..] else { panic!("{second:?}") };
        assert!(second.contains("12.00/20 (last time: 14.00)"), "{second}");
        assert!(second.contains(": 8/20") && !second.contains("14/20") && !second.contains("absence"), "{second}");
    })
    .await;
}

#[tokio::test]
async fn a_waiting_digest_gives_way_when_something_in_it_is_no_longer_true() {
    each_desk(&file(), async |desk| {
        desk.now = instant(MONDAY);
        say(desk, &mother(), "résumé chaque vendredi à 19h").await;
        published(desk, &["Awa Kouassi 14 ds1"], "publier ds1 4eA").await;
        published(desk, &["Estelle 6 ds1 3eB"], "publier ds1 3eB").await;
        desk.arrives = false;
        look(desk, "2026-11-27T19:00:00Z").await;
        say(desk, &teacher(), "Awa Kouassi 9 au lieu de 14 ds1").await;
        assert_eq!(say(desk, &teacher(), "oui").await, ["mark_corrected"]);
        look(desk, "2026-11-27T19:00:30Z").await;
        let live = waiting(desk, "P1").await;
        let [digest] = &live[..] else { panic!("{live:?}") };
        assert!(digest.contains("9/20") && digest.contains("6/20") && !digest.contains("14"), "{digest}");
        desk.everything_arrives().await;
        // What she knows now is corrected at once.
        say(desk, &teacher(), "Awa Kouassi 11 au lieu de 9 ds1").await;
        say(desk, &teacher(), "oui").await;
        let live = waiting(desk, "P1").await;
        assert!(live.len() == 1 && live[0].contains("11/20 au lieu de 9/20"), "{live:?}");
        look(desk, "2026-12-04T19:00:30Z").await;
        assert_eq!(waiting(desk, "P1").await.len(), 1, "it has been told");
    })
    .await;
}

#[tokio::test]
async fn an_alert_comes_at_once_and_is_not_repeated_and_going_back_loses_nothing() {
    each_desk(&file(), async |desk| {
        desk.now = instant(MONDAY);
        say(desk, &mother(), "résumé chaque vendredi").await;
        say(desk, &mother(), "préviens-moi si Awa a moins de 10").await;
        published(desk, &["Awa Kouassi 7 ds1"], "publier ds1 4eA").await;
        published(desk, &["Estelle 6 ds1 3eB"], "publier ds1 3eB").await;
        let alert = told(desk, "P1").await;
        assert!(alert.len() == 1 && alert[0].contains("Alerte pour Awa K."), "{alert:?}");
        let back = say(desk, &mother(), "note par note").await;
        assert_eq!(back, ["preference.digest_ended", "preference.digest"], "what waited is said at once");
        look(desk, "2026-11-27T18:00:00Z").await;
        published(desk, &["Awa Kouassi 15 ds9"], "publier ds9 4eA").await;
        let news = told(desk, "P1").await;
        assert!(news.len() == 2 && news[1].contains("15/20"), "{news:?}");
    })
    .await;
}

#[tokio::test]
async fn who_is_silent_or_has_no_link_any_more_gets_none() {
    each_desk(&file(), async |desk| {
        desk.now = instant(MONDAY);
        for who in [mother(), father()] {
            say(desk, &who, "digest every Friday at 18:00").await;
        }
        published(desk, &["Awa Kouassi 14 ds1", "Ibrahim 12 ds1"], "publier ds1 4eA").await;
        say(desk, &mother(), "stop").await;
        let suspend = "UPDATE guardianship SET state = 'suspended' \
             WHERE guardian_id = (SELECT id FROM guardian WHERE code = 'P2')";
        desk.eye.run(suspend).await;
        look(desk, "2026-11-27T18:00:00Z").await;
        assert_eq!((told(desk, "P1").await.len(), told(desk, "P2").await.len()), (0, 0));
        // What came meanwhile is not lost: it is new to her when she is back.
        say(desk, &mother(), "reprendre").await;
        look(desk, "2026-12-04T18:00:00Z").await;
        let news = told(desk, "P1").await;
        assert!(news.len() == 1 && news[0].contains("14/20"), "{news:?}");
    })
    .await;
}

#[tokio::test]
async fn a_digest_that_falls_into_the_night_waits_and_one_that_was_missed_comes_once() {
    each_desk(&file(), async |desk| {
        desk.now = instant(MONDAY);
        let refused = say(desk, &mother(), "résumé chaque vendredi à 22h").await;
        assert_eq!(refused, ["preference.digest_not_set"]);
        say(desk, &mother(), "résumé chaque vendredi à 18h").await;
        published(desk, &["Awa Kouassi 14 ds1"], "publier ds1 4eA").await;
        desk.arrives = false;
        // Nothing ran for two Fridays; it is night now.
        look(desk, "2026-12-04T23:00:00Z").await;
        let morning = instant("2026-12-05T07:00:00Z").0;
        let early = format!("SELECT COUNT(*) FROM message WHERE class = 2 AND not_before < {morning}");
        let all = "SELECT COUNT(*) FROM message WHERE class = 2 AND state = 'queued'";
        assert_eq!((desk.eye.number(&early).await, desk.eye.number(all).await), (0, 1));
    })
    .await;
}

/// Two processes find the same one due: whoever names its moment second takes nothing.
#[tokio::test]
async fn a_moment_is_taken_by_one() {
    each_desk(&file(), async |desk| {
        desk.now = instant(MONDAY);
        say(desk, &mother(), "résumé chaque vendredi à 18h").await;
        let mut taken = Vec::new();
        let mut tx = desk.store.begin_read().await.unwrap();
        let due = tx.due_digests(instant("2026-11-27T18:00:00Z"), 10).await.unwrap();
        tx.rollback().await.unwrap();
        let [(school, guardian, at)] = due[..] else { panic!("{due:?}") };
        for next in ["2026-12-04T18:00:00Z", "2026-12-05T18:00:00Z"] {
            let mut tx = desk.store.begin().await.unwrap();
            taken.push(tx.take_digest(school, guardian, (at, instant(next))).await.unwrap());
            tx.commit().await.unwrap();
        }
        assert_eq!(taken, [true, false]);
        let next = desk.eye.number("SELECT due_at FROM digest").await;
        assert_eq!(next, instant("2026-12-04T18:00:00Z").0, "and moves nothing");
    })
    .await;
}
