//! News that waits gives way to newer news of the same mark, in the transaction that makes it untrue.

use super::{SOON, ask, each_service, mother, notices, publish, run, teacher};
use crate::support::service::Setup;

#[tokio::test]
async fn a_mark_corrected_before_it_left_is_told_once_and_as_new() {
    each_service(Setup::default, async |world| {
        let mother = mother(world);
        ask(&mother, "bonjour").await;
        run(world, &["queue", "pause", "wa1"]).await;
        publish(world, "14,5").await;
        assert_eq!((notices(world, "queued").await, notices(world, "superseded").await), (1, 0));
        let teacher = teacher(world);
        ask(&teacher, "Awa Kouassi 16 ds1").await;
        ask(&teacher, "oui").await;
        // The lane rests: nobody but the correction itself has looked at what waits.
        assert_eq!((notices(world, "queued").await, notices(world, "superseded").await), (1, 1));
        run(world, &["queue", "resume", "wa1"]).await;
        let news = mother.wait_for_text(SOON, "16/20").await.expect("the mark in force");
        assert!(news.text.contains("Nouvelle note") && !news.text.contains("au lieu"), "{}", news.text);
        assert!(
            mother.received().iter().all(|bubble| !bubble.text.contains("14,5")),
            "nobody hears what was never true"
        );
        // What has left is corrected as such.
        ask(&teacher, "Awa Kouassi 17 ds1").await;
        ask(&teacher, "oui").await;
        let news = mother.wait_for_text(SOON, "17/20").await.expect("the correction");
        assert!(news.text.contains("16/20"), "{}", news.text);
    })
    .await;
}

#[tokio::test]
async fn a_mark_deleted_before_it_left_is_never_spoken_of() {
    each_service(Setup::default, async |world| {
        let mother = mother(world);
        ask(&mother, "bonjour").await;
        run(world, &["queue", "pause", "wa1"]).await;
        publish(world, "14,5").await;
        let teacher = teacher(world);
        ask(&teacher, "supprime la note de Awa Kouassi ds1").await;
        ask(&teacher, "oui").await;
        assert_eq!((notices(world, "queued").await, notices(world, "superseded").await), (0, 1));
        run(world, &["queue", "resume", "wa1"]).await;
        let answer = ask(&mother, "notes Awa").await;
        assert!(!answer.text.contains("14,5"), "{}", answer.text);
        assert!(mother.received().iter().all(|bubble| !bubble.text.contains("14,5")));
    })
    .await;
}
