//! What each kind of answer, and of silence, is taken to prove.

use carnet::gateway::{Gateway, Provider, SendError, Throttle};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use url::Url;

use super::{TOKEN, both, carrying, document, telegram, text, whatsapp};
use crate::support::provider::{Break, answer, breaker, fickle, nobody};
use crate::support::shared;

/// What is known about the message's fate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    NotSent,
    Throttled,
    Refused,
    Unknown,
}

fn fate(error: &SendError) -> Fate {
    match error {
        SendError::NotSent { .. } => Fate::NotSent,
        SendError::Throttled(_) => Fate::Throttled,
        SendError::Refused(_) => Fate::Refused,
        SendError::Unknown { .. } => Fate::Unknown,
    }
}

/// Sends one text; no error may show the token or the address it stands in.
async fn failure(gateway: &Gateway) -> SendError {
    let error = gateway.send(&text()).await.unwrap_err();
    let shown = format!("{error} {error:?} {gateway:?}");
    for secret in [TOKEN, "SECRET", "127.0.0.1", "+225", "5001"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    error
}

async fn assert_fate(base: Url, wanted: Fate, case: &str) {
    for gateway in both(&base) {
        let error = failure(&gateway).await;
        assert_eq!(fate(&error), wanted, "{case} at {:?}: {error:?}", gateway.provider());
    }
}

#[tokio::test]
async fn a_connection_never_made_proves_that_nothing_was_sent() {
    assert_fate(nobody().await, Fate::NotSent, "refused").await;
    assert_fate(Url::parse("http://nobody.invalid/v1").unwrap(), Fate::NotSent, "no such host").await;
    // A documentation address: packets to it go nowhere, or are refused at once.
    assert_fate(Url::parse("http://192.0.2.1/v1").unwrap(), Fate::NotSent, "no route").await;
}

#[tokio::test]
async fn a_failed_handshake_proves_that_nothing_was_sent() {
    let mut base = breaker(answer(200, "", "not TLS")).await;
    base.set_scheme("https").unwrap();
    assert_fate(base, Fate::NotSent, "no TLS").await;
    let mut base = breaker(Break::Close).await;
    base.set_scheme("https").unwrap();
    assert_fate(base, Fate::NotSent, "closed in the handshake").await;
}

#[tokio::test]
async fn silence_after_the_request_leaves_a_doubt() {
    let started = Instant::now();
    assert_fate(breaker(Break::Stall).await, Fate::Unknown, "stall").await;
    assert!(started.elapsed() < Duration::from_secs(5));
    assert_fate(breaker(Break::Close).await, Fate::Unknown, "closed").await;
    assert_fate(breaker(Break::Reset).await, Fate::Unknown, "reset").await;
    let half_a_head = Break::Say(b"HTTP/1.1 200 O".to_vec());
    assert_fate(breaker(half_a_head).await, Fate::Unknown, "half a status line").await;
    let no_http = Break::Say(b"220 mail.example.org ESMTP\r\n".to_vec());
    assert_fate(breaker(no_http).await, Fate::Unknown, "another protocol").await;
}

#[tokio::test]
async fn a_request_on_a_kept_connection_is_never_repeated_on_its_own() {
    for which in 0..2 {
        let (base, requests) = fickle(false).await;
        let gateway = &both(&base)[which];
        gateway.send(&text()).await.unwrap();
        assert_eq!(fate(&failure(gateway).await), Fate::Unknown);
        assert_eq!(requests.load(Ordering::SeqCst), 2, "the second request left twice");
    }
}

#[tokio::test]
async fn a_kept_connection_that_was_closed_is_replaced() {
    for which in 0..2 {
        let (base, requests) = fickle(true).await;
        let gateway = &both(&base)[which];
        for _ in 0..3 {
            gateway.send(&text()).await.unwrap();
            // Long enough to hear that it was closed.
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(requests.load(Ordering::SeqCst), 3);
    }
}

#[tokio::test]
async fn a_success_that_cannot_be_read_leaves_a_doubt() {
    let deep = format!("{{\"messages\":{}", "[".repeat(20_000));
    let valid_but_deep = format!("{{\"x\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    let megabyte = format!("{{\"messages\":[{{\"id\":\"w\"}}],\"pad\":\"{}\"}}", "x".repeat(1 << 20));
    for (case, body) in [
        ("garbage", "<html>hello</html>"),
        ("empty", ""),
        ("empty object", "{}"),
        ("no id", r#"{"messages":[],"ok":true}"#),
        ("empty id", r#"{"messages":[{"id":""}],"ok":true,"result":{}}"#),
        ("wrong types", r#"{"messages":7,"ok":true,"result":[1]}"#),
        ("a lone surrogate", r#"{"messages":[{"id":"\ud800"}],"ok":true,"result":"\ud800"}"#),
        ("deep", deep.as_str()),
        ("deep and closed", valid_but_deep.as_str()),
        ("1 MB", megabyte.as_str()),
    ] {
        assert_fate(breaker(answer(200, "", body)).await, Fate::Unknown, case).await;
    }
    let truncated = b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"messages\":[{\"id\":\"wamid.1\"}]}".to_vec();
    assert_fate(breaker(Break::Say(truncated.clone())).await, Fate::Unknown, "truncated").await;
    assert_fate(breaker(Break::SayAndStall(truncated)).await, Fate::Unknown, "a body that never ends").await;
    let endless_head = format!("HTTP/1.1 200 OK\r\nx: {}", "y".repeat(2 << 20)).into_bytes();
    assert_fate(breaker(Break::SayAndStall(endless_head)).await, Fate::Unknown, "an endless head").await;
    let chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffff\r\n{".to_vec();
    assert_fate(breaker(Break::Say(chunked)).await, Fate::Unknown, "a lying chunk").await;
}

#[tokio::test]
async fn server_errors_leave_a_doubt() {
    for status in [500, 502, 503, 504] {
        for body in ["", "<html>", r#"{"error":{"code":131016}}"#, r#"{"ok":false,"error_code":500,"description":"x"}"#]
        {
            assert_fate(breaker(answer(status, "", body)).await, Fate::Unknown, body).await;
        }
    }
    assert_fate(breaker(answer(408, "", "")).await, Fate::Unknown, "408").await;
}

#[tokio::test]
async fn a_whole_answer_below_500_is_a_refusal_even_without_a_code() {
    for status in [301, 302, 400, 401, 403, 404, 413] {
        let headers = "location: https://elsewhere.invalid/\r\n";
        assert_fate(breaker(answer(status, headers, "<html>no</html>")).await, Fate::Refused, "bare status").await;
    }
    let truncated = Break::Say(b"HTTP/1.1 400 X\r\ncontent-length: 500\r\n\r\n{\"error\":{\"code\":100}}".to_vec());
    assert_fate(breaker(truncated).await, Fate::Unknown, "a truncated refusal").await;
}

/// Meta's way of saying that a number is not there, or not ours, under the code of any mistake.
#[tokio::test]
async fn a_number_that_is_not_ours_is_told_from_a_mistake_in_a_message() {
    for (subcode, code) in [("33", 33), ("2018001", 100)] {
        let body = format!(r#"{{"error":{{"code":100,"error_subcode":{subcode}}}}}"#);
        let gateway = Gateway::WhatsApp(whatsapp(&breaker(answer(400, "", &body)).await));
        let SendError::Refused(refusal) = failure(&gateway).await else { panic!("{body}") };
        assert_eq!(refusal.code, Some(code));
    }
}

#[tokio::test]
async fn a_success_with_a_name_that_cannot_be_one_is_a_doubt() {
    for id in [String::new(), r"wamid.\u0000".to_owned(), "a".repeat(600), r"two\nlines".to_owned()] {
        let body = format!(r#"{{"messaging_product":"whatsapp","messages":[{{"id":"{id}"}}]}}"#);
        let gateway = Gateway::WhatsApp(whatsapp(&breaker(answer(200, "", &body)).await));
        assert!(matches!(failure(&gateway).await, SendError::Unknown { .. }), "{id}");
    }
}

#[tokio::test]
async fn a_throttle_says_how_long() {
    let date = "date: Tue, 24 Nov 2026 10:00:00 GMT\r\nretry-after: Tue, 24 Nov 2026 10:01:30 GMT\r\n";
    let in_body = r#"{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}"#;
    for (case, headers, body, seconds) in [
        ("nothing", "", "", None),
        ("header", "retry-after: 12\r\n", "", Some(12)),
        ("date", date, "", Some(90)),
        ("a date without ours", "retry-after: Tue, 24 Nov 2026 10:01:30 GMT\r\n", "", None),
        ("garbage", "retry-after: soon\r\n", "<html>", None),
        ("negative", "retry-after: -5\r\n", "", None),
        ("a year and more, of which we believe a week", "retry-after: 99999999\r\n", "", Some(7 * 24 * 3_600)),
        ("more than any", "retry-after: 99999999999999999999\r\n", "", Some(7 * 24 * 3_600)),
        ("header and other body", "retry-after: 12\r\n", r#"{"error":{"code":4}}"#, Some(12)),
    ] {
        for gateway in both(&breaker(answer(429, headers, body)).await) {
            let SendError::Throttled(throttle) = failure(&gateway).await else { panic!("{case}") };
            assert_eq!(throttle.retry_after, seconds.map(Duration::from_secs), "{case}");
        }
    }
    for gateway in both(&breaker(answer(503, "retry-after: 60\r\n", "<html>")).await) {
        let doubt = failure(&gateway).await;
        assert!(
            matches!(doubt, SendError::Unknown { .. }) && doubt.retry_after() == Some(Duration::from_mins(1)),
            "{doubt:?}"
        );
    }
    for (headers, seconds) in [("", 7), ("retry-after: 3\r\n", 7), ("retry-after: 30\r\n", 30)] {
        let gateway = Gateway::Telegram(telegram(&breaker(answer(429, headers, in_body)).await));
        let SendError::Throttled(throttle) = failure(&gateway).await else { panic!("{headers}") };
        assert_eq!(throttle.retry_after, Some(Duration::from_secs(seconds)));
    }
}

#[tokio::test]
async fn every_documented_whatsapp_code_is_told() {
    let Some(table) = shared::read("errors/whatsapp.tsv") else { return };
    for line in table.lines().skip(1) {
        let columns: Vec<_> = line.split('\t').collect();
        let code: i64 = columns[0].parse().unwrap();
        let status = columns[1].parse().unwrap_or(400);
        let body = format!(r#"{{"error":{{"message":"(#{code}) x","type":"OAuthException","code":{code}}}}}"#);
        let gateway = Gateway::WhatsApp(whatsapp(&breaker(answer(status, "retry-after: 9\r\n", &body)).await));
        match failure(&gateway).await {
            SendError::Throttled(throttle) => {
                assert!([4, 80007, 130_429, 131_056, 131_057].contains(&code), "{line}");
                let asked = Some(Duration::from_secs(9));
                assert_eq!(throttle, Throttle { code: Some(code), http_status: status, retry_after: asked });
            }
            SendError::Refused(refusal) => assert_eq!((refusal.code, refusal.http_status), (Some(code), status)),
            // Meta's own trouble: perhaps it came after the message was taken.
            SendError::Unknown { http_status, .. } => {
                assert!([2, 131_000, 131_016, 133_004].contains(&code), "{line}");
                assert_eq!(http_status, Some(status));
            }
            SendError::NotSent { reason } => panic!("{line}: {reason}"),
        }
    }
}

#[tokio::test]
async fn telegram_s_words_are_recognised() {
    for (status, description, word) in [
        (403, "Forbidden: bot was blocked by the user", Some("blocked")),
        (403, "Forbidden: user is deactivated", Some("deactivated")),
        (403, "Forbidden: bot was kicked from the supergroup chat", Some("kicked")),
        (403, "Forbidden: bot can't initiate conversation with a user", Some("never_started")),
        (400, "Bad Request: chat not found", Some("chat_not_found")),
        (400, "Bad Request: PEER_ID_INVALID", Some("chat_not_found")),
        (400, "Bad Request: can't parse entities: Unsupported start tag \"x\"", Some("bad_markup")),
        (400, "Bad Request: message is too long", Some("too_long")),
        (400, "Bad Request: BUTTON_DATA_INVALID", Some("bad_button")),
        (400, "Bad Request: message to edit not found", Some("edit_gone")),
        (
            400,
            "Bad Request: query is too old and response timeout expired or query id is invalid",
            Some("press_expired"),
        ),
        (401, "Unauthorized", Some("bad_token")),
        (404, "Not Found", Some("bad_token")),
        (400, "Bad Request: something new", None),
    ] {
        let body = serde_json::json!({"ok": false, "error_code": status, "description": description}).to_string();
        let gateway = Gateway::Telegram(telegram(&breaker(answer(status, "", &body)).await));
        let SendError::Refused(refusal) = failure(&gateway).await else { panic!("{description}") };
        assert_eq!((refusal.code, refusal.word), (Some(i64::from(status)), word), "{description}");
    }
}

#[tokio::test]
async fn the_shared_answers_of_telegram_are_understood() {
    for (file, wanted) in [
        ("error_400_migrated", Fate::Refused),
        ("error_403_blocked", Fate::Refused),
        ("error_403_deactivated", Fate::Refused),
        ("error_429", Fate::Throttled),
    ] {
        let Some(body) = shared::read(&format!("fixtures/telegram/{file}.json")) else { return };
        let status: u16 = file.split('_').nth(1).unwrap().parse().unwrap();
        let gateway = Gateway::Telegram(telegram(&breaker(answer(status, "", &body)).await));
        let error = failure(&gateway).await;
        assert_eq!(fate(&error), wanted);
        if let SendError::Refused(refusal) = error {
            assert!(refusal.word.is_some(), "{file}");
            assert_eq!(refusal.moved_to.is_some(), file.contains("migrated"));
        }
    }
}

#[tokio::test]
async fn a_doubtful_upload_is_no_doubt_about_the_message() {
    for what in [Break::Stall, Break::Close, answer(500, "", ""), answer(200, "", "{}")] {
        let gateway = whatsapp(&breaker(what.clone()).await);
        let error = gateway.send(&carrying(document(None))).await.unwrap_err();
        assert_eq!(fate(&error), Fate::NotSent, "{what:?}");
    }
    let gateway = whatsapp(&breaker(answer(400, "", r#"{"error":{"code":131053}}"#)).await);
    assert_eq!(fate(&gateway.send(&carrying(document(None))).await.unwrap_err()), Fate::Refused);
}

#[tokio::test]
async fn gateways_know_themselves() {
    let base = nobody().await;
    let providers = both(&base).map(|gateway| (gateway.provider(), gateway.medium().channel.code()));
    assert_eq!(providers, [(Provider::WhatsApp, "whatsapp"), (Provider::Telegram, "telegram")]);
}
