//! What holds for any input.

use std::collections::BTreeSet;

use carnet_webhooks::{InboundEvent, Provider, fuzzing};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{from_infobip, from_whatsapp};

const PROVIDERS: [Provider; 4] = [Provider::WhatsApp, Provider::Telegram, Provider::Twilio, Provider::Infobip];

fn run_all(bytes: &[u8]) {
    for provider in PROVIDERS {
        fuzzing::run(provider, bytes);
    }
}

/// JSON that is likely to get past the frames: names and words the parsers look for, in any nesting.
fn json_like() -> impl Strategy<Value = Value> {
    let names = "entry|changes|field|value|messages|statuses|contacts|metadata|phone_number_id|from|wa_id|user_id|id|type|text|body\
        |status|errors|code|system|update_id|message|message_id|chat|date|callback_query|data|contact|photo|results|messageId|groupId";
    let names: Vec<String> = names.split('|').map(|name| name.trim().to_owned()).collect();
    let name = prop_oneof![4 => proptest::sample::select(names), 1 => ".{0,3}"];
    let words = proptest::sample::select(vec![
        "messages",
        "text",
        "system",
        "delivered",
        "private",
        "225070",
        "wamid.1",
        "\u{0}",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        words.prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(8, 128, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((name.clone(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// One item of a Meta value, good or odd, with an id from a small range so that some meet.
fn item() -> impl Strategy<Value = (&'static str, Value)> {
    let id = (0..20u8).prop_map(|n| format!("wamid.{n}"));
    let message = (id.clone(), "[a-z]{0,5}").prop_map(|(id, body)| {
        ("messages", json!({"id": id, "from": "225070", "timestamp": "1", "type": "text", "text": {"body": body}}))
    });
    let word = proptest::sample::select(vec!["sent", "delivered", "read", "failed", "odd"]);
    let status = (id, word).prop_map(|(id, word)| ("statuses", json!({"id": id, "status": word, "timestamp": "2"})));
    let odd = json_like().prop_map(|value| ("messages", value));
    prop_oneof![3 => message, 3 => status, 1 => odd]
}

fn change(items: &[(&'static str, Value)]) -> Value {
    let of =
        |list: &str| items.iter().filter(|(name, _)| *name == list).map(|(_, item)| item.clone()).collect::<Vec<_>>();
    json!({"field": "messages", "value": {"metadata": {"phone_number_id": "pn"}, "messages": of("messages"), "statuses": of("statuses")}})
}

fn body(changes: &[Value]) -> Vec<InboundEvent> {
    from_whatsapp(json!({"entry": [{"id": "w", "changes": changes}]}).to_string().as_bytes())
}

fn sorted(mut events: Vec<InboundEvent>) -> Vec<String> {
    events.sort_by(|a, b| a.dedupe.cmp(&b.dedupe));
    let mut told: Vec<_> = events.iter().map(|event| serde_json::to_string(event).unwrap()).collect();
    told.sort();
    told
}

fn keys(events: &[InboundEvent]) -> BTreeSet<String> {
    events.iter().map(|event| event.dedupe.clone()).collect()
}

proptest! {
    #[test]
    fn no_bytes_break_a_parser(bytes in proptest::collection::vec(any::<u8>(), 0..512)) {
        run_all(&bytes);
    }

    #[test]
    fn no_json_breaks_a_parser(value in json_like()) {
        let framed = [
            value.clone(),
            json!({"entry": [value]}),
            json!({"entry": [{"id": "w", "changes": [value]}]}),
            json!({"entry": [{"id": "w", "changes": [{"field": "messages", "value": value}]}]}),
            json!({"update_id": 1, "message": value}),
            json!({"results": [value]}),
        ];
        for body in framed {
            let bytes = body.to_string().into_bytes();
            run_all(&bytes);
        }
    }

    #[test]
    fn one_batch_or_many_give_the_same_events(items in proptest::collection::vec(item(), 1..12), at in 0usize..12) {
        let (left, right) = items.split_at(at.min(items.len()));
        let merged = body(&[change(&items)]);
        let changes = body(&[change(left), change(right)]);
        let bodies = [body(&[change(left)]), body(&[change(right)])].concat();
        prop_assert_eq!(sorted(merged.clone()), sorted(changes));
        prop_assert_eq!(sorted(merged), sorted(bodies));
    }

    #[test]
    fn keys_do_not_depend_on_the_order(items in proptest::collection::vec(item(), 0..12).prop_shuffle(), turn in 0usize..12) {
        let mut turned = items.clone();
        turned.rotate_left(turn % items.len().max(1));
        turned.reverse();
        prop_assert_eq!(keys(&body(&[change(&items)])), keys(&body(&[change(&turned)])));
    }

    #[test]
    fn results_stand_alone(items in proptest::collection::vec(json_like(), 0..6)) {
        let of = |items: &[Value]| from_infobip(json!({"results": items}).to_string().as_bytes());
        let alone: Vec<_> = items.iter().flat_map(|item| of(std::slice::from_ref(item))).collect();
        prop_assert_eq!(of(&items), alone);
    }
}
