//! The worker: each conversation in order, side by side with others, whatever one event does.

use std::sync::Arc;

use super::{SOON, Scribe, each_inbox};
use crate::support::wait::until;

const DONE: &str = "SELECT COUNT(*) FROM inbox WHERE state = 'done'";

#[tokio::test]
async fn conversations_keep_their_order_side_by_side() {
    each_inbox(async |bench| {
        let (intake, scribe) = (bench.intake(), Arc::new(Scribe::default()));
        bench.work(4, &scribe);
        for n in 0..20 {
            let people = (0..10).map(|person| bench.says(&format!("CI.{person}"), &n.to_string())).collect();
            intake.accept(people).await.unwrap();
        }
        bench.eye().await.until(DONE, 200, SOON).await;
        let wanted: Vec<_> = (0..20).map(|n| n.to_string()).collect();
        for person in 0..10 {
            assert_eq!(scribe.of(&format!("CI.{person}")), wanted);
        }
    })
    .await;
}

#[tokio::test]
async fn an_event_that_cannot_be_handled_is_set_aside_and_its_conversation_goes_on() {
    const POISONS: [&str; 3] = ["panic", "fail", "late"];
    each_inbox(async |bench| {
        let (intake, scribe) = (bench.intake(), Arc::new(Scribe::default()));
        for poison in POISONS {
            for text in [format!("before {poison}"), poison.to_owned(), format!("after {poison}")] {
                bench.hear(&intake, poison, &text).await.unwrap();
            }
        }
        bench.hear(&intake, "CI.2", "neighbour").await.unwrap();
        bench.work(1, &scribe);
        let mut eye = bench.eye().await;
        eye.until(DONE, 4, SOON).await;
        assert_eq!(eye.number("SELECT COUNT(*) FROM inbox WHERE state = 'dead'").await, 0, "they are tried again");
        assert!(POISONS.iter().all(|poison| scribe.tries(&format!("after {poison}")) == 0), "nothing overtakes them");
        eye.until(DONE, 7, SOON).await;
        assert_eq!(eye.number("SELECT COUNT(*) FROM inbox WHERE state = 'dead' AND tries = 5").await, 3);
        let mut regretted = scribe.regretted.lock().unwrap().clone();
        regretted.sort();
        assert_eq!(
            regretted,
            ["fail", "late", "panic"],
            "whoever sent it is told once, and that this fails changes nothing"
        );
        for poison in POISONS {
            assert_eq!(scribe.of(poison).last(), Some(&format!("after {poison}")));
            assert!(scribe.tries(poison) >= 5, "{poison}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_waits_behind_a_poison_holds_up_nobody_else() {
    each_inbox(async |bench| {
        let (intake, scribe) = (bench.intake(), Arc::new(Scribe::default()));
        bench.hear(&intake, "CI.1", "fail").await.unwrap();
        let behind: Vec<_> = (0..600).map(|n| bench.says("CI.1", &n.to_string())).collect();
        intake.accept(behind).await.unwrap();
        bench.hear(&intake, "CI.2", "neighbour").await.unwrap();
        bench.work(1, &scribe);
        let mut eye = bench.eye().await;
        eye.until(DONE, 1, SOON).await;
        assert_eq!(scribe.tries("neighbour"), 1);
        assert_eq!(
            eye.number("SELECT COUNT(*) FROM inbox WHERE state = 'dead'").await,
            0,
            "long before it is set aside"
        );
    })
    .await;
}

#[tokio::test]
async fn a_restart_takes_up_what_waits() {
    each_inbox(async |bench| {
        let intake = bench.intake();
        for text in ["one", "two"] {
            bench.hear(&intake, "CI.1", text).await.unwrap();
        }
        let scribe = Arc::new(Scribe::default());
        bench.work(2, &scribe);
        bench.eye().await.until(DONE, 2, SOON).await;
        assert_eq!(scribe.of("CI.1"), ["one", "two"]);
        // It is told by the worker, after what we have just seen was committed.
        until(|| *scribe.committed.lock().unwrap() >= 1, SOON).await;
    })
    .await;
}
