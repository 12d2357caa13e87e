//! Webhooks: signed, retried, in order; and out of order, forged or lost when that is wanted.

use carnet_simulator::{Forgery, Provider, Webhooks};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{APP_SECRET, Heard, NUMBER, PARENT, SECRET_TOKEN, SOON, both};

/// Verified the long way round, not with the simulator's own code.
fn genuine(heard: &Heard) -> bool {
    let mut mac = Hmac::<Sha256>::new_from_slice(APP_SECRET.as_bytes()).unwrap();
    mac.update(&heard.body);
    let expected = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
    heard.header("X-Hub-Signature-256") == expected
}

fn bodies(heard: &[Heard]) -> Vec<String> {
    heard
        .iter()
        .flat_map(|h| h.json()["entry"].as_array().unwrap().clone())
        .map(|entry| entry["changes"][0]["value"]["messages"][0]["text"]["body"].clone())
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn a_typed_text_arrives_signed_over_its_raw_bytes() {
    let (simulator, service) = both().await;
    let parent = simulator.whatsapp(PARENT).named("Mme KOUASSI").with_user_id("CI.42");
    let id = parent.text("relevé d'Awa 😀").unwrap();
    let heard = &service.wait_for(1).await[0];
    assert_eq!(heard.uri, "/webhooks/whatsapp");
    assert!(heard.body.is_ascii(), "Meta escapes what is not ASCII");
    assert!(genuine(heard));
    let event = heard.json();
    assert_eq!(event["object"], "whatsapp_business_account");
    let value = &event["entry"][0]["changes"][0]["value"];
    assert_eq!(value["contacts"][0]["wa_id"], PARENT);
    assert_eq!(value["contacts"][0]["profile"]["name"], "Mme KOUASSI");
    let message = &value["messages"][0];
    assert_eq!(message["id"], id);
    assert_eq!(message["from"], PARENT);
    assert_eq!(message["from_user_id"], "CI.42");
    assert_eq!(message["text"]["body"], "relevé d'Awa 😀");
    assert!(simulator.wait_delivered(SOON, &id).await);
}

#[tokio::test]
async fn a_person_who_hides_the_number_is_known_by_user_id_only() {
    let (simulator, service) = both().await;
    let parent = simulator.whatsapp(PARENT).with_user_id("CI.42");
    parent.with_profile(|profile| profile.hides_number = true).text("notes").unwrap();
    let event = service.wait_for(1).await[0].json();
    let value = &event["entry"][0]["changes"][0]["value"];
    assert!(value["messages"][0]["from"].is_null());
    assert!(value["contacts"][0]["wa_id"].is_null());
    assert_eq!(value["messages"][0]["from_user_id"], "CI.42");
}

#[tokio::test]
async fn a_new_number_is_told_with_a_new_user_id() {
    let (simulator, service) = both().await;
    let parent = simulator.whatsapp(PARENT).with_user_id("CI.42");
    let moved = parent.change_number("2250101010101").unwrap();
    let event = service.wait_for(1).await[0].json();
    let message = &event["entry"][0]["changes"][0]["value"]["messages"][0];
    assert_eq!(message["type"], "system");
    assert_eq!(message["from"], PARENT);
    assert_eq!(message["system"]["type"], "user_changed_number");
    assert_eq!(message["system"]["wa_id"], "2250101010101");
    assert_eq!(message["system"]["previous_user_id"], "CI.42");
    moved.text("notes").unwrap();
    assert_eq!(service.wait_for(2).await.len(), 2);
}

#[tokio::test]
async fn one_conversation_stays_in_order_through_failures() {
    let (simulator, service) = both().await;
    service.answer_next(503, "");
    service.answer_next(500, "");
    let parent = simulator.whatsapp(PARENT);
    let texts: Vec<String> = (0..10).map(|n| format!("message {n}")).collect();
    let ids: Vec<String> = texts.iter().map(|text| parent.text(text).unwrap()).collect();
    assert!(simulator.wait_delivered(SOON, &ids[9]).await);
    let heard = service.heard();
    assert_eq!(bodies(&heard[2..]), texts);
    assert_eq!(heard.len(), 12);
    let failed: Vec<_> = simulator.webhooks().iter().map(|a| (a.attempt, a.status)).collect();
    assert_eq!(failed[..3], [(1, Some(503)), (2, Some(500)), (3, Some(200))]);
}

#[tokio::test]
async fn only_200_is_success_for_meta_while_telegram_takes_any_2xx() {
    let (simulator, service) = both().await;
    service.answer_next(204, "");
    let id = simulator.whatsapp(PARENT).text("x").unwrap();
    assert!(simulator.wait_delivered(SOON, &id).await);
    assert_eq!(service.heard().len(), 2);
    service.answer_next(204, "");
    let id = simulator.telegram(5001).text("x").unwrap();
    assert!(simulator.wait_delivered(SOON, &id).await);
    let heard = service.heard();
    assert_eq!(heard.len(), 3);
    assert_eq!(heard[2].header("X-Telegram-Bot-Api-Secret-Token"), SECRET_TOKEN);
}

#[tokio::test]
async fn duplicates_forgeries_losses() {
    let (simulator, service) = both().await;
    let parent = simulator.whatsapp(PARENT);
    simulator.set_webhooks(Webhooks { duplicate: 1.0, reorder_window_ms: 1, ..Webhooks::default() });
    parent.text("twice").unwrap();
    assert_eq!(bodies(&service.wait_for(2).await), ["twice", "twice"]);

    for forgery in [Forgery::WrongSignature, Forgery::OtherSecret, Forgery::Reserialised, Forgery::Missing] {
        let before = service.heard().len();
        simulator.set_webhooks(Webhooks { forge: 1.0, forgery, ..Webhooks::default() });
        parent.text("forged").unwrap();
        let heard = service.wait_for(before + 2).await;
        let honest: Vec<bool> = heard[before..].iter().map(genuine).collect();
        assert_eq!(honest.iter().filter(|genuine| **genuine).count(), 1, "{forgery:?}");
    }
    assert_eq!(simulator.webhooks().iter().filter(|attempt| attempt.forged).count(), 4);

    let before = service.heard().len();
    simulator.set_webhooks(Webhooks { drop: 1.0, ..Webhooks::default() });
    parent.text("lost").unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    assert_eq!(service.heard().len(), before);
}

#[tokio::test]
async fn bytes_of_ones_own_making_are_signed_too() {
    let (simulator, service) = both().await;
    assert!(simulator.inject(Provider::WhatsApp, NUMBER, "{\"half\": "));
    let heard = &service.wait_for(1).await[0];
    assert_eq!(&heard.body[..], b"{\"half\": ");
    assert!(genuine(heard));
    assert!(!simulator.inject(Provider::WhatsApp, "1", "{}"));
}

#[tokio::test]
async fn batches_hold_several_events() {
    let (simulator, service) = both().await;
    simulator.set_webhooks(Webhooks { batch: 5, batch_ms: 50, ..Webhooks::default() });
    let parent = simulator.whatsapp(PARENT);
    let ids: Vec<String> = (0..7).map(|n| parent.text(&n.to_string()).unwrap()).collect();
    assert!(simulator.wait_delivered(SOON, &ids[6]).await);
    let heard = service.heard();
    let sizes: Vec<usize> = heard.iter().map(|h| h.json()["entry"].as_array().unwrap().len()).collect();
    assert_eq!(sizes, [5, 2]);
    assert!(heard.iter().all(genuine));
}

#[tokio::test]
async fn events_are_valid_against_metas_schema() {
    let Some(text) = crate::shared::contract("meta/whatsapp-cloud-api_v23.0.subset.corrected.yaml") else {
        return;
    };
    let specification: Value = serde_yaml_ng::from_str(&text).unwrap();
    let schema = json!({
        "$ref": "#/components/schemas/WebhookPayload", "components": specification["components"],
    });
    let schema = jsonschema::validator_for(&schema).unwrap();

    let (simulator, service) = both().await;
    simulator.set_receipts(carnet_simulator::Receipts::read_soon());
    let parent = simulator.whatsapp(PARENT).with_user_id("CI.42");
    let first = parent.text("notes").unwrap();
    crate::support::meta(&simulator, &crate::support::text_to(PARENT, "Bonjour")).await;
    let shown = parent.wait_for_text(SOON, "Bonjour").await.unwrap();
    parent.reply(&first, "oui").unwrap();
    parent.react(&shown.id, "👍").unwrap();
    parent.change_number("2250101010101").unwrap();
    for heard in service.wait_for(7).await {
        let event = heard.json();
        let errors: Vec<String> = schema.iter_errors(&event).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?} in {event}");
    }
}
