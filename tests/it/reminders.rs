//! The schedule of a school: teachers are reminded of missing marks, each moment once, whatever processes and clocks do.

use carnet::domain::{Clock, Timestamp};
use carnet::jobs::{Remind, Wake};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::dialogue::school;
use crate::support::desk::{FrontDesk, Person, each_desk};
use carnet_webhooks::Content;

/// A clock that stands.
struct At(Timestamp);

impl Clock for At {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// 12 October 2026 is a Monday; `M-DS1` is of that day, so it is missing from the day after on.
fn file(slots: &[&str], quiet: bool) -> Value {
    let mut file = school();
    file["school"]["remind_missing"] = json!(slots);
    if quiet {
        file["school"]["quiet_hours"] = json!(["20:00", "07:00"]);
    }
    file
}

fn instant(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

/// What is queued wakes the lanes.
async fn look(desk: &mut FrontDesk, at: &str) {
    let (before, woken) = (notices(desk).await, Arc::new(AtomicBool::new(false)));
    let wake = || {
        let woken = Arc::clone(&woken);
        Wake::new(move || woken.store(true, Ordering::Relaxed))
    };
    let remind = || Remind { store: desk.store.clone(), clock: Arc::new(At(instant(at))), wake: wake() };
    // Two processes side by side, and one again: as after a restart.
    let (one, other) = (remind(), remind());
    let (one, other) = tokio::join!(one.look(), other.look());
    one.unwrap();
    other.unwrap();
    remind().look().await.unwrap();
    assert!(notices(desk).await == before || woken.load(Ordering::Relaxed), "the lanes sleep on");
}

/// Notices so far, with when they may leave.
async fn notices(desk: &mut FrontDesk) -> i64 {
    desk.eye.number("SELECT COUNT(*) FROM message WHERE class = 2").await
}

async fn everybody_has_written(desk: &mut FrontDesk) {
    for user in ["5001", "5004"] {
        desk.hear(&Person::telegram(user), Content::Text { body: "bonjour".to_owned() }).await.unwrap();
    }
}

#[tokio::test]
async fn a_moment_is_kept_once_over_processes_and_restarts() {
    each_desk(&file(&["Fri 16:00"], false), async |desk| {
        everybody_has_written(desk).await;
        look(desk, "2026-10-16T15:59:00Z").await;
        assert_eq!(notices(desk).await, 0, "it has not come yet");
        look(desk, "2026-10-16T16:00:20Z").await;
        // M. KOFFI, who is late, and the head of school; the other teachers have never written.
        assert_eq!(notices(desk).await, 2);
        look(desk, "2026-10-16T16:00:40Z").await;
        look(desk, "2026-10-16T18:00:00Z").await;
        assert_eq!(notices(desk).await, 2, "once");
        look(desk, "2026-10-23T22:30:00Z").await;
        assert_eq!(notices(desk).await, 2, "too late to be of use");
        look(desk, "2026-10-30T17:00:00Z").await;
        assert_eq!(notices(desk).await, 4, "a week has gone by");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_said_when_nothing_is_missing_or_the_day_is_not_over() {
    each_desk(&file(&["Mon 16:00", "Fri 16:00"], false), async |desk| {
        everybody_has_written(desk).await;
        // The tests of the 5th and 6th are missing, those of other teachers; M. KOFFI's are of today and tomorrow.
        look(desk, "2026-10-12T16:00:00Z").await;
        assert_eq!(notices(desk).await, 1, "the head of school alone");
        desk.eye
            .run(
                "INSERT INTO mark (school_id, id, assessment_id, student_id, version, points, state, change_set, created_at) \
                 SELECT a.school_id, u.id, a.id, u.id, 1, 1000, 'draft', u.id, 0 FROM assessment a \
                 JOIN course k ON k.id = a.course_id JOIN student u ON u.class_id = k.class_id WHERE a.code = 'M-DS1'",
            )
            .await;
        desk.eye.run("UPDATE assessment SET deleted_at = 1 WHERE code <> 'M-DS1'").await;
        look(desk, "2026-10-16T16:00:00Z").await;
        assert_eq!(notices(desk).await, 1, "nothing is missing");
    })
    .await;
}

#[tokio::test]
async fn a_reminder_in_the_night_waits_for_the_morning() {
    each_desk(&file(&["Fri 21:00"], true), async |desk| {
        everybody_has_written(desk).await;
        look(desk, "2026-10-16T21:00:00Z").await;
        let morning = instant("2026-10-17T07:00:00Z");
        let early = format!("SELECT COUNT(*) FROM message WHERE class = 2 AND not_before < {}", morning.0);
        assert_eq!((notices(desk).await, desk.eye.number(&early).await), (2, 0));
    })
    .await;
}

#[tokio::test]
async fn a_request_that_nobody_answers_ends_and_is_told_once() {
    let mut file = school();
    file["school"]["approval"] = json!(["publish"]);
    each_desk(&file, async |desk| {
        everybody_has_written(desk).await;
        for text in ["Awa Kouassi 14 ds1", "publier ds1 4eA", "oui"] {
            desk.hear(&Person::telegram("5001"), Content::Text { body: text.to_owned() }).await.unwrap();
        }
        assert_eq!(notices(desk).await, 1, "the request");
        let after = |hours| Timestamp(desk.now.plus(Duration::from_hours(hours)).0);
        let (early, late) = (after(71), after(73));
        for (now, told) in [(early, 1), (late, 2), (late, 2)] {
            Remind { store: desk.store.clone(), clock: Arc::new(At(now)), wake: Wake::new(|| ()) }
                .look()
                .await
                .unwrap();
            assert_eq!(notices(desk).await, told);
        }
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM approval WHERE state = 'expired'").await, 1);
    })
    .await;
}

/// A mother who writes to the teacher and is not answered.
async fn begin_thread(desk: &mut FrontDesk) {
    everybody_has_written(desk).await;
    let mother = Person::whatsapp(Some("+2250505050505"), Some("CI.1"));
    for text in ["parler au prof de maths d'Awa", "Bonjour Monsieur, une question."] {
        desk.hear(&mother, Content::Text { body: text.to_owned() }).await.unwrap();
    }
    assert_eq!(threads(desk, "open").await, 1);
}

async fn threads(desk: &mut FrontDesk, state: &str) -> i64 {
    desk.eye.number(&format!("SELECT COUNT(*) FROM conversation WHERE state = '{state}'")).await
}

/// How many people are told that a thread has ended by itself.
async fn told_of_lapse(desk: &mut FrontDesk) -> usize {
    let rows = desk.eye.sealed("SELECT id, contact_id, phrase FROM message").await;
    let opened = rows.iter().map(|(id, _, phrase)| desk.store.keys().open("message.phrase", *id, phrase).unwrap());
    opened.filter(|plain| String::from_utf8_lossy(plain).contains("\"lapsed\"")).count()
}

#[tokio::test]
async fn a_thread_that_nobody_goes_on_with_ends_once_and_those_who_wait_are_told() {
    let mut file = file(&[], false);
    file["school"]["threads_close_days"] = json!(30);
    each_desk(&file, async |desk| {
        begin_thread(desk).await;
        look(desk, "2026-11-10T10:00:00Z").await;
        assert_eq!((threads(desk, "open").await, told_of_lapse(desk).await), (1, 0), "29 days are not 30");
        look(desk, "2026-11-12T10:00:00Z").await;
        assert_eq!((threads(desk, "closed").await, told_of_lapse(desk).await), (1, 2), "the family and the teacher");
        let noted = "SELECT COUNT(*) FROM audit WHERE action = 'conversation.lapsed'";
        assert_eq!(desk.eye.number(noted).await, 1);
        // Nobody is in the middle of it any more.
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM dialogue WHERE talking IS NOT NULL").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_thread_that_was_answered_ends_without_a_word_and_one_may_stay_open_for_ever() {
    let mut closing = file(&[], false);
    closing["school"]["threads_close_days"] = json!(30);
    each_desk(&closing, async |desk| {
        begin_thread(desk).await;
        desk.eye.run("UPDATE conversation SET staff_at = guardian_at + 1").await;
        look(desk, "2026-12-12T10:00:00Z").await;
        assert_eq!((threads(desk, "closed").await, told_of_lapse(desk).await), (1, 0));
    })
    .await;
    let mut never = file(&[], false);
    never["school"]["threads_close_days"] = json!(0);
    each_desk(&never, async |desk| {
        begin_thread(desk).await;
        look(desk, "2027-06-12T10:00:00Z").await;
        assert_eq!((threads(desk, "open").await, told_of_lapse(desk).await), (1, 0));
    })
    .await;
}
