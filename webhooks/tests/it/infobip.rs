//! Infobip bodies of our own making.

use carnet_webhooks::{Content, InboundEvent, ReceiptStatus};
use serde_json::{Value, json};

use crate::support::{from_infobip, message, one, receipt, skipped};

fn results(results: &Value) -> Vec<InboundEvent> {
    from_infobip(json!({"results": results}).to_string().as_bytes())
}

fn report(group: i64, id: i64, extra: &Value) -> InboundEvent {
    let mut report =
        json!({"messageId": "m", "to": "225070", "sender": "School", "status": {"groupId": group, "id": id}});
    report.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    one(results(&json!([report])))
}

#[test]
fn a_message_keeps_all_its_words() {
    let item = json!({"messageId": "m", "from": "225070", "to": "225999", "text": "NOTES Awa", "cleanText": "Awa",
        "receivedAt": "2026-09-14T08:00:00.250+0100"});
    let event = one(results(&json!([item])));
    assert_eq!((event.dedupe.as_str(), event.at_ms), ("message:m", Some(1_789_369_200_250)));
    let message = message(event);
    assert_eq!(message.sender.phone.as_deref(), Some("+225070"));
    assert_eq!(message.content, Content::Text { body: "NOTES Awa".to_owned() });
}

#[test]
fn the_group_decides_except_where_an_id_says_less() {
    let ranks = [
        (0, 0, ReceiptStatus::Accepted),
        (1, 26, ReceiptStatus::Accepted),
        (1, 7, ReceiptStatus::Sent),
        (3, 2, ReceiptStatus::Sent),
        (3, 5, ReceiptStatus::Delivered),
        (2, 9, ReceiptStatus::Failed),
        (4, 15, ReceiptStatus::Failed),
        (5, 12, ReceiptStatus::Failed),
    ];
    for (group, id, rank) in ranks {
        let event = report(group, id, &json!({"callbackData": "attempt-1"}));
        assert_eq!(event.dedupe, format!("status:m:{id}"));
        let receipt = receipt(event);
        assert_eq!((receipt.status, receipt.attempt.as_deref()), (rank, Some("attempt-1")), "{group} {id}");
        assert_eq!(receipt.error.is_some(), rank == ReceiptStatus::Failed);
    }
    assert_eq!(skipped(&report(9, 1, &json!({}))), "unknown_status status");
}

#[test]
fn permanence_is_told_only_by_a_real_error() {
    let permanent = |error: Value| receipt(report(2, 9, &json!({"error": error}))).error.unwrap().permanent;
    assert_eq!(permanent(json!({"id": 1, "permanent": true})), Some(true));
    assert_eq!(permanent(json!({"id": 1, "permanent": false})), Some(false));
    assert_eq!(permanent(json!({"id": 0, "permanent": false})), None);
}

#[test]
fn a_price_is_plain_decimal_text() {
    let price = |amount: Value| {
        let extra = json!({"messageCount": 2, "price": {"pricePerMessage": amount, "currency": "EUR"}});
        receipt(report(3, 5, &extra)).price.unwrap()
    };
    let told = price(json!(0.05));
    assert_eq!((told.amount.as_deref(), told.currency.as_deref(), told.segments), (Some("0.05"), Some("EUR"), Some(2)));
    assert_eq!(price(json!(0.000_000_1)).amount.as_deref(), Some("0.0000001"));
    assert_eq!(price(json!(0)).amount.as_deref(), Some("0"));
}

#[test]
fn a_broken_result_leaves_its_neighbours_alone() {
    let good = json!({"messageId": "m", "from": "225070", "text": "x"});
    let events =
        results(&json!([good, null, {"messageId": "n", "status": 5}, {"messageId": "o", "from": "BANK"}, good]));
    let skips: Vec<_> = events[1..4].iter().map(skipped).collect();
    assert_eq!(skips, ["malformed result", "malformed result", "no_sender message"]);
    assert_eq!(events[0], events[4]);
}
