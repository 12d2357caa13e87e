//! Limits, each switched on by itself.

use std::time::{Duration, Instant};

use carnet_simulator::{Limits, Pace, Simulator, UnknownRecipients};
use serde_json::{Value, json};

use crate::support::{Heard, PARENT, bare, bot, both, meta, text_to};

async fn codes(simulator: &Simulator, to: &str, count: usize) -> Vec<i64> {
    let mut codes = Vec::new();
    for _ in 0..count {
        let (_, answer) = meta(simulator, &text_to(to, "x")).await;
        codes.push(answer["error"]["code"].as_i64().unwrap_or(0));
    }
    codes
}

#[tokio::test]
async fn a_number_has_its_throughput() {
    let simulator = bare().await;
    simulator.set_limits(Limits { whatsapp_per_second: Some(3), ..Limits::default() });
    let started = Instant::now();
    let mut refused = 0;
    while started.elapsed() < Duration::from_millis(2_500) {
        match codes(&simulator, PARENT, 1).await[..] {
            [0] => {}
            ref other => {
                assert_eq!(other, [130_429]);
                refused += 1;
            }
        }
    }
    assert!(refused > 0);
    // The oracle of any rate: no second, from whatever entry, holds more than its limit. The ledger
    // is written a moment after the decision, hence the margin.
    let times: Vec<f64> = simulator.ledger().iter().map(|entry| seconds(&entry.at)).collect();
    assert!(times.len() > 3, "the window opens again");
    for four in times.windows(4) {
        assert!(four[3] - four[0] > 0.9, "{times:?}");
    }
}

fn seconds(at: &str) -> f64 {
    at.parse::<jiff::Timestamp>().unwrap().duration_since(jiff::Timestamp::UNIX_EPOCH).as_secs_f64()
}

#[tokio::test]
async fn a_pair_has_its_pace() {
    let simulator = bare().await;
    let pace = Pace { interval_ms: 60_000, burst: 2 };
    simulator.set_limits(Limits { whatsapp_pair: Some(pace), ..Limits::default() });
    assert_eq!(codes(&simulator, PARENT, 3).await, [0, 0, 131_056]);
    assert_eq!(codes(&simulator, "2250101010101", 1).await, [0]);
}

#[tokio::test]
async fn the_window_opens_when_the_person_writes() {
    let (simulator, service) = both().await;
    simulator.set_limits(Limits { whatsapp_window_ms: Some(1_500), ..Limits::default() });
    assert_eq!(codes(&simulator, PARENT, 1).await, [131_047]);
    let template = json!({
        "messaging_product": "whatsapp", "to": PARENT, "type": "template",
        "template": { "name": "note", "language": { "code": "fr" } },
    });
    assert_eq!(meta(&simulator, &template).await.0, 200);
    simulator.whatsapp(PARENT).text("bonjour").unwrap();
    service.wait_for(1).await;
    assert_eq!(codes(&simulator, PARENT, 1).await, [0]);
    tokio::time::sleep(Duration::from_millis(1_600)).await;
    assert_eq!(codes(&simulator, PARENT, 1).await, [131_047]);
}

#[tokio::test]
async fn unknown_recipients_are_refused_or_fail_later() {
    let (simulator, service) = both().await;
    let limits = |unknown_recipients| Limits { unknown_recipients, ..Limits::default() };
    simulator.set_limits(limits(UnknownRecipients::Refuse));
    assert_eq!(codes(&simulator, PARENT, 1).await, [131_026]);
    let (_, answer) = bot(&simulator, "sendMessage", &json!({ "chat_id": 9, "text": "x" })).await;
    assert_eq!(answer["description"], "Bad Request: chat not found");
    let _known = simulator.whatsapp(PARENT);
    assert_eq!(codes(&simulator, PARENT, 1).await, [0]);

    simulator.set_limits(limits(UnknownRecipients::FailLater));
    assert_eq!(codes(&simulator, "2250909090909", 1).await, [0]);
    let heard = service.wait_for(4).await;
    let failed = heard
        .iter()
        .map(Heard::json)
        .any(|event: Value| event["entry"][0]["changes"][0]["value"]["statuses"][0]["status"] == "failed");
    assert!(failed);
}

#[tokio::test]
async fn telegram_has_its_paces() {
    let simulator = bare().await;
    simulator.set_limits(Limits {
        telegram_chat: Some(Pace { interval_ms: 60_000, burst: 2 }),
        telegram_group_per_minute: Some(1),
        ..Limits::default()
    });
    let mut seen = Vec::new();
    for chat in [1, 1, 1, -5, -5, 2] {
        let (status, answer) = bot(&simulator, "sendMessage", &json!({ "chat_id": chat, "text": "x" })).await;
        if status == 429 {
            assert!(answer["parameters"]["retry_after"].as_i64().unwrap() >= 1);
        }
        seen.push(status);
    }
    assert_eq!(seen, [200, 200, 429, 200, 429, 200]);
}
