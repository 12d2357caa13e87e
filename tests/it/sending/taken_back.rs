//! A publication taken back in the time the school gives for it: nothing of it ever leaves; what has left stays.

use super::{SOON, ask, each_service, mother, notices, publish, teacher};
use crate::support::service::Setup;

fn with_time_to_undo(seconds: u32) -> Setup {
    let school = include_str!("../school.json");
    let school = school.replacen("\"link_by\"", &format!("\"undo_seconds\":{seconds},\"link_by\""), 1);
    Setup { school: Some(school), ..Setup::default() }
}

#[tokio::test]
async fn what_is_taken_back_in_time_never_leaves() {
    each_service(
        || with_time_to_undo(3_600),
        async |world| {
            let (mother, teacher) = (mother(world), teacher(world));
            ask(&mother, "bonjour").await;
            publish(world, "14,5").await;
            assert_eq!(notices(world, "queued").await, 1, "it waits");
            let answer = ask(&teacher, "annuler").await;
            assert!(answer.text.contains("redevient un brouillon"), "{}", answer.text);
            assert_eq!((notices(world, "queued").await, notices(world, "superseded").await), (0, 1));
            let answer = ask(&mother, "notes Awa").await;
            assert!(!answer.text.contains("14,5"), "{}", answer.text);
            assert!(mother.received().iter().all(|bubble| !bubble.text.contains("14,5")));
        },
    )
    .await;
}

#[tokio::test]
async fn what_waited_its_time_leaves_and_is_not_pulled_back_at_a_word() {
    each_service(
        || with_time_to_undo(2),
        async |world| {
            let (mother, teacher) = (mother(world), teacher(world));
            ask(&mother, "bonjour").await;
            publish(world, "14,5").await;
            mother.wait_for_text(SOON, "14,5/20").await.expect("the news, after its time");
            let answer = ask(&teacher, "annuler").await;
            assert!(answer.text.contains("rien à annuler"), "{}", answer.text);
            let answer = ask(&mother, "notes Awa").await;
            assert!(answer.text.contains("14,5"), "{}", answer.text);
        },
    )
    .await;
}

/// Whatever changes a mark behind our back while its news waits, the news is looked at again before it leaves.
#[tokio::test]
async fn news_that_waits_is_checked_again_when_it_leaves() {
    each_service(
        || with_time_to_undo(6),
        async |world| {
            let mother = mother(world);
            ask(&mother, "bonjour").await;
            publish(world, "14,5").await;
            world.eye().await.run("UPDATE mark SET state = 'withdrawn', ended_at = 1 WHERE state = 'published'").await;
            let cancelled = "SELECT COUNT(*) FROM message WHERE class = 2 AND settled_at IS NOT NULL AND attempts = 0";
            world.eye().await.until(cancelled, 1, SOON).await;
            assert!(mother.received().iter().all(|bubble| !bubble.text.contains("14,5")));
        },
    )
    .await;
}
