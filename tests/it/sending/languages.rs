//! Each answer is in the language of its own question, also when two questions come before the first answer leaves.

use super::{SOON, ask, each_service, run, teacher};
use crate::support::service::Setup;

#[tokio::test]
async fn two_languages_within_a_moment_are_answered_in_two() {
    each_service(Setup::default, async |world| {
        let teacher = teacher(world);
        ask(&teacher, "bonjour").await;
        run(world, &["queue", "pause", "tg1"]).await;
        teacher.text("merci beaucoup").unwrap();
        teacher.text("thank you very much").unwrap();
        world.eye().await.until("SELECT COUNT(*) FROM message WHERE state = 'queued'", 2, SOON).await;
        run(world, &["queue", "resume", "tg1"]).await;
        teacher.wait_for_text(SOON, "You are welcome").await.expect("the answer in English");
        assert!(teacher.received().iter().any(|bubble| bubble.text.contains("Avec plaisir")), "the answer in French");
    })
    .await;
}
