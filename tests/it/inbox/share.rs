//! Workers side by side: every conversation has one of them, and only one.

use std::sync::Arc;

use super::{SOON, Scribe, each_inbox};

#[tokio::test]
async fn every_conversation_belongs_to_exactly_one_worker() {
    for of in [1, 3, 4, 7] {
        each_inbox(async |bench| {
            let (intake, scribe) = (bench.intake(), Arc::new(Scribe::default()));
            let people: Vec<_> = (0..200).map(|person| bench.says(&format!("CI.{person}"), "hello")).collect();
            intake.accept(people).await.unwrap();
            bench.work(of, &scribe);
            bench.eye().await.until("SELECT COUNT(*) FROM inbox WHERE state = 'done'", 200, SOON).await;
            assert_eq!(scribe.tries("hello"), 200, "nobody is handled twice");
        })
        .await;
    }
}
