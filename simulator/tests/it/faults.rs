//! Fault scripts: what the client sees, and what the ledger keeps.

use std::time::{Duration, Instant};

use carnet_simulator::{Script, Simulator};
use serde_json::{Value, json};

use crate::support::{NUMBER, PARENT, bare, bot, client, meta, text_to};

fn script(simulator: &Simulator, rules: &Value) {
    simulator.set_script(Script::parse(&rules.to_string()).unwrap());
}

async fn raw(simulator: &Simulator, timeout: Duration) -> reqwest::Result<reqwest::Response> {
    let url = format!("{}/v25.0/{NUMBER}/messages", simulator.base_url());
    let request = client().post(url).bearer_auth("token").timeout(timeout);
    request.json(&text_to(PARENT, "x")).send().await
}

const PATIENCE: Duration = Duration::from_secs(5);
const IMPATIENCE: Duration = Duration::from_secs(1);

/// What lies at the bottom of an error.
fn cause(error: &reqwest::Error) -> Option<std::io::ErrorKind> {
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(now) = source {
        if let Some(io) = now.downcast_ref::<std::io::Error>() {
            return Some(io.kind());
        }
        source = now.source();
    }
    None
}

#[tokio::test]
async fn a_reset_after_acceptance_really_resets_and_is_in_the_ledger() {
    let simulator = bare().await;
    script(&simulator, &json!([{ "action": "accept_then_reset" }]));
    let error = raw(&simulator, PATIENCE).await.unwrap_err();
    assert_eq!(cause(&error), Some(std::io::ErrorKind::ConnectionReset), "{error:?}");
    assert!(!error.is_connect());
    assert_eq!(simulator.accepted(), 1);
}

#[tokio::test]
async fn a_reset_before_reading_leaves_no_trace() {
    let simulator = bare().await;
    script(&simulator, &json!([{ "action": "reset_before_read", "match": { "account": NUMBER } }]));
    let error = raw(&simulator, PATIENCE).await.unwrap_err();
    assert!(!error.is_timeout(), "{error:?}");
    assert_eq!(simulator.accepted(), 0);
}

#[tokio::test]
async fn stalls_outlast_the_client() {
    for (action, accepted) in [("accept_then_stall", 1), ("stall_before_read", 0)] {
        let simulator = bare().await;
        script(&simulator, &json!([{ "action": action }]));
        assert!(raw(&simulator, IMPATIENCE).await.unwrap_err().is_timeout());
        assert_eq!(simulator.accepted(), accepted, "{action}");
    }
}

#[tokio::test]
async fn a_closed_connection_is_no_answer() {
    let simulator = bare().await;
    script(&simulator, &json!([{ "action": "accept_then_close" }]));
    let error = raw(&simulator, PATIENCE).await.unwrap_err();
    assert!(!error.is_timeout() && !error.is_connect(), "{error:?}");
    assert_eq!(simulator.accepted(), 1);
}

#[tokio::test]
async fn statuses_and_codes() {
    let simulator = bare().await;
    let cases = [
        (json!({ "status": 503 }), 503, 0),
        (json!({ "5xx_after_accept": 502 }), 502, 1),
        (json!({ "error": 131_056 }), 400, 1),
        (json!({ "error": 131_016 }), 500, 1),
        (json!({ "429": { "retry_after": 3 } }), 429, 1),
    ];
    for (action, status, accepted) in cases {
        script(&simulator, &json!([{ "action": action }]));
        let response = raw(&simulator, PATIENCE).await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{action}");
        assert_eq!(simulator.accepted(), accepted, "{action}");
    }
}

#[tokio::test]
async fn a_429_says_when_wherever_it_is_told_to() {
    let simulator = bare().await;
    let message = json!({ "chat_id": 5001, "text": "x" });
    for (place, header, body) in [
        ("header", Some("7"), None),
        ("body", None, Some(7)),
        ("absent", None, None),
        ("garbage", Some("soon-ish"), None),
    ] {
        let action = json!({ "throttle": { "retry_after": 7, "where": place } });
        script(&simulator, &json!([{ "match": { "provider": "telegram" }, "action": action }]));
        let url = format!("{}/bot{}/sendMessage", simulator.base_url(), crate::support::BOT);
        let response = client().post(url).json(&message).send().await.unwrap();
        assert_eq!(response.status(), 429);
        let said = response.headers().get("Retry-After").map(|v| v.to_str().unwrap().to_owned());
        assert_eq!(said.as_deref(), header, "{place}");
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["parameters"]["retry_after"].as_i64(), body, "{place}");
    }
}

#[tokio::test]
async fn broken_bodies() {
    let simulator = bare().await;
    for action in [json!("truncated_json"), json!("garbage_200")] {
        script(&simulator, &json!([{ "action": action }]));
        let response = raw(&simulator, PATIENCE).await.unwrap();
        assert_eq!(response.status(), 200);
        assert!(response.json::<Value>().await.is_err());
    }
    script(&simulator, &json!([{ "action": { "huge_200": 3_000_000 } }]));
    let huge = raw(&simulator, PATIENCE).await.unwrap().bytes().await.unwrap();
    assert_eq!(huge.len(), 3_000_000);
    script(&simulator, &json!([{ "action": { "slow_body": 200 } }]));
    let started = Instant::now();
    let slow: Value = raw(&simulator, PATIENCE).await.unwrap().json().await.unwrap();
    assert!(started.elapsed() >= Duration::from_millis(150));
    assert!(slow["messages"][0]["id"].is_string());
    script(&simulator, &json!([{ "action": { "accept_delay_ms": 150 } }]));
    let started = Instant::now();
    raw(&simulator, PATIENCE).await.unwrap();
    assert!(started.elapsed() >= Duration::from_millis(150));
    assert_eq!(simulator.accepted(), 5);
}

#[tokio::test]
async fn rules_match_count_and_run_out() {
    let simulator = bare().await;
    script(
        &simulator,
        &json!([
            { "match": { "to": "2250101010101" }, "action": { "error": 131_026 } },
            { "match": { "provider": "whatsapp", "nth": [2, 4] }, "action": { "status": 500 } },
            { "match": { "provider": "telegram" }, "action": { "status": 502 }, "times": 1 },
        ]),
    );
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(meta_status(&simulator, PARENT).await);
    }
    assert_eq!(statuses, [200, 500, 200, 500, 200]);
    assert_eq!(meta_status(&simulator, "2250101010101").await, 400);
    let url = format!("{}/bot{}/sendMessage", simulator.base_url(), crate::support::BOT);
    let message = json!({ "chat_id": 1, "text": "x" });
    assert_eq!(client().post(url).json(&message).send().await.unwrap().status(), 502);
    assert_eq!(bot(&simulator, "sendMessage", &message).await.0, 200);
}

async fn meta_status(simulator: &Simulator, to: &str) -> u16 {
    let url = format!("{}/v25.0/{NUMBER}/messages", simulator.base_url());
    let request = client().post(url).bearer_auth("t").json(&text_to(to, "x"));
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_rule_without_a_kind_spares_read_marks() {
    let simulator = bare().await;
    script(&simulator, &json!([{ "match": { "nth": 1 }, "action": { "error": 131_000 } }]));
    let mark = json!({
        "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.abc",
    });
    assert_eq!(meta(&simulator, &mark).await.0, 200);
    assert_eq!(meta(&simulator, &text_to(PARENT, "x")).await.0, 500);
}

#[tokio::test]
async fn a_seed_repeats_its_chances() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let simulator = bare().await;
        let rules = json!({ "seed": 7, "rules": [
            { "match": { "probability": 0.5 }, "action": { "status": 503 } },
        ]});
        script(&simulator, &rules);
        let mut run = Vec::new();
        for _ in 0..20 {
            run.push(meta_status(&simulator, PARENT).await);
        }
        runs.push(run);
    }
    assert_eq!(runs[0], runs[1]);
    assert!(runs[0].contains(&200) && runs[0].contains(&503));
}
