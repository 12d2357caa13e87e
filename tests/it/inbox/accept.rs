//! Acceptance: once, durable, many together, and a clear no when there is no room.

use futures_util::future::join_all;

use super::each_inbox;

#[tokio::test]
async fn an_event_is_stored_once_however_often_it_comes() {
    each_inbox(async |bench| {
        let intake = bench.intake();
        let mut eye = bench.eye().await;
        let arrivals = (0..100).map(|n| bench.hear(&intake, "CI.1", ["a", "b", "c", "d"][n % 4]));
        assert!(join_all(arrivals).await.iter().all(Result::is_ok), "what is known counts as stored");
        let twice = vec![bench.says("CI.1", "e"), bench.says("CI.1", "e"), bench.says("CI.1", "a")];
        intake.accept(twice).await.unwrap();
        assert_eq!(eye.number("SELECT COUNT(*) FROM inbox").await, 5);
        intake.accept(vec![]).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn those_who_wait_together_are_stored_together() {
    each_inbox(async |bench| {
        let intake = bench.intake();
        let mut eye = bench.eye().await;
        eye.hold_inbox().await;
        let texts: Vec<_> = (0..300).map(|n| n.to_string()).collect();
        let accepts = join_all(texts.iter().map(|text| bench.hear(&intake, "CI.1", text)));
        let release = async {
            tokio::task::yield_now().await;
            eye.let_go().await;
        };
        let (outcomes, ()) = tokio::join!(accepts, release);
        assert!(outcomes.iter().all(Result::is_ok));
        let mut eye = bench.eye().await;
        assert_eq!(eye.number("SELECT COUNT(*) FROM inbox").await, 300);
        let commits = eye.number("SELECT COUNT(DISTINCT received_at) FROM inbox").await;
        assert!(commits <= 3, "{commits} transactions for 300 events that waited together");
    })
    .await;
}

#[tokio::test]
async fn a_full_queue_says_so_and_what_was_taken_is_there() {
    each_inbox(async |bench| {
        let intake = bench.intake();
        let mut eye = bench.eye().await;
        eye.hold_inbox().await;
        let texts: Vec<_> = (0..6000).map(|n| n.to_string()).collect();
        let accepts = join_all(texts.iter().map(|text| bench.hear(&intake, "CI.1", text)));
        let release = async {
            tokio::task::yield_now().await;
            eye.let_go().await;
        };
        let (outcomes, ()) = tokio::join!(accepts, release);
        let taken = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert!(taken < 6000, "the queue has an end");
        assert!(taken >= 1024, "{taken}");
        let mut eye = bench.eye().await;
        assert_eq!(eye.number("SELECT COUNT(*) FROM inbox").await, i64::try_from(taken).unwrap());
    })
    .await;
}
