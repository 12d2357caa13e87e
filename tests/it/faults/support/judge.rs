//! The judge: reads the simulator's ledger beside the database and says whether a promise was broken.
//!
//! Nothing lost; deliveries <= 1 + recorded doubts; each person's answers in order; no window above the limit.

use carnet_simulator::{LedgerEntry, Provider};
use std::collections::HashMap;
use std::time::Duration;

use super::SOON;
use crate::support::eye::Eye;
use crate::support::paced::paced;
use crate::support::service::World;

/// Waits until all questions are handled and all messages have come to an end, then judges; says what it came to.
pub(in crate::faults) async fn settle_and_judge(world: &World, asked: i64) -> String {
    let mut eye = world.eye().await;
    eye.until("SELECT COUNT(*) FROM inbox WHERE kind = 'message' AND state = 'done'", asked, SOON).await;
    settle(&mut eye).await;
    judge(world, &mut eye, asked).await
}

/// Lets every message come to its end, without waiting for the grace of each doubt.
pub(in crate::faults) async fn settle(eye: &mut Eye) {
    let deadline = tokio::time::Instant::now() + 2 * SOON;
    let open = "SELECT COUNT(*) FROM message WHERE settled_at IS NULL AND state <> 'accepted'";
    while eye.number(open).await > 0 {
        if tokio::time::Instant::now() >= deadline {
            let states = "SELECT state, COALESCE(reason, ''), COUNT(*) FROM message GROUP BY state, reason";
            panic!("messages without an end: {:?}", eye.triples(states).await);
        }
        eye.run(
            "UPDATE message SET ambiguous_since = ambiguous_since - 90000 WHERE state = 'ambiguous' AND \
                 ambiguous_since > created_at - 80000",
        )
        .await;
        // Receipts did come in since: the simulator sends them for all that it took.
        eye.run("UPDATE receipt_pulse SET at = 4102444800000").await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Attempts by their own id and by the provider's id of what they became.
struct Intents {
    by_attempt: HashMap<String, (String, i64)>,
    by_provider: HashMap<String, (String, i64)>,
    doubts: i64,
}

impl Intents {
    async fn read(eye: &mut Eye) -> Self {
        let (attempt, message) = (eye.hex("a.id"), eye.hex("m.id"));
        let of = |key: &str| {
            format!("SELECT {key}, {message}, m.resends FROM attempt a JOIN message m ON m.id = a.message_id")
        };
        let index = |rows: Vec<(String, String, i64)>| {
            rows.into_iter().map(|(key, message, resends)| (key, (message, resends))).collect()
        };
        let doubtful = "SELECT COUNT(*) FROM attempt WHERE outcome IS NULL OR outcome = 'unknown'";
        Self {
            by_attempt: index(eye.triples(&of(&attempt)).await),
            by_provider: index(eye.triples(&of("COALESCE(a.provider_id, '')")).await),
            doubts: eye.number(doubtful).await,
        }
    }

    /// The message a delivery belongs to, and its recorded resends. Telegram echoes no attempt: of a doubtful one nobody
    /// can say whose it was.
    fn of(&self, entry: &LedgerEntry) -> Option<&(String, i64)> {
        if let Some(attempt) = entry.attempt.as_deref() {
            let attempt = attempt.replace('-', "").to_lowercase();
            return Some(self.by_attempt.get(&attempt).expect("a delivery whose intent is not on disk"));
        }
        let sent = &entry.answer["result"];
        self.by_provider.get(&format!("{}:{}", sent["chat"]["id"], sent["message_id"]))
    }
}

async fn judge(world: &World, eye: &mut Eye, asked: i64) -> String {
    assert_eq!(eye.number("SELECT COUNT(*) FROM inbox WHERE state = 'dead'").await, 0);
    assert_eq!(eye.number("SELECT COUNT(DISTINCT cause) FROM message").await, asked, "a question without an answer");
    assert_eq!(eye.number("SELECT COUNT(*) FROM message").await, asked, "an answer too many");
    let intents = Intents::read(eye).await;
    let mut deliveries: HashMap<&str, (i64, i64)> = HashMap::new();
    let mut last: HashMap<String, &str> = HashMap::new();
    let mut nobodys = 0;
    let ledger = world.simulator.ledger();
    for entry in ledger.iter().filter(|entry| is_message(entry)) {
        let Some((message, resends)) = intents.of(entry) else {
            nobodys += 1;
            continue;
        };
        deliveries.entry(message).or_insert((0, *resends)).0 += 1;
        if *resends == 0 {
            let before = last.insert(entry.to.clone().unwrap(), message);
            assert!(before.is_none_or(|before| before <= message.as_str()), "a person's answers out of order");
        }
    }
    for (message, (count, resends)) in &deliveries {
        assert!(*count <= 1 + resends, "{message} was delivered {count} times with {resends} recorded doubts");
    }
    assert!(nobodys <= intents.doubts, "{nobodys} deliveries without an intent, {} doubts", intents.doubts);
    let buried = eye.number("SELECT COUNT(*) FROM message WHERE state <> 'accepted'").await;
    let reasons =
        "SELECT state, COALESCE(reason, ''), COUNT(*) FROM message WHERE state <> 'accepted' GROUP BY state, reason";
    let reasons = eye.triples(reasons).await;
    // What is given up is given up for doubt, or because a machine that is busy with other tests let its time pass.
    for (state, reason, count) in &reasons {
        let in_doubt = ["never_resent", "doubtful_twice", "doubtful_too_late"].contains(&reason.as_str());
        let in_time = !["deadline", "too_late"].contains(&reason.as_str());
        assert!(in_doubt || !in_time, "{count} answers were {state}: {reason}");
    }
    let accepted = i64::try_from(deliveries.len()).unwrap();
    assert!(accepted >= asked - buried, "{accepted} of {asked} answers reached their people, {buried} were given up");
    let limit = |usual| world.per_second.map_or(usual, |rate| usize::try_from(rate).unwrap());
    paced(&ledger, &[(Provider::WhatsApp, limit(80)), (Provider::Telegram, limit(30))]);
    let doubled = deliveries.values().filter(|(count, _)| *count > 1).count();
    let doubts = intents.doubts;
    format!(
        "{asked} questions, {accepted} answered, {doubled} twice, {doubts} doubts on record, {buried} given up {reasons:?}"
    )
}

fn is_message(entry: &LedgerEntry) -> bool {
    entry.to.is_some() && !matches!(entry.kind.as_str(), "read" | "typing" | "callback_answer" | "edit")
}
