//! Driving the simulator over `/_sim`, as another process does.

use serde_json::{Value, json};

use crate::support::{NUMBER, PARENT, SOON, Service, bare, client, meta, text_to};

async fn post(base: &str, path: &str, body: &Value) -> (u16, Value) {
    let response = client().post(format!("{base}/_sim/{path}")).json(body).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap_or_default())
}

async fn get(base: &str, path: &str) -> Value {
    client().get(format!("{base}/_sim{path}")).send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn a_conversation_by_http_alone() {
    let simulator = bare().await;
    let base = simulator.base_url();
    let service = Service::start().await;
    let account = json!({
        "provider": "whatsapp", "phone_number_id": NUMBER, "waba_id": "1",
        "display_phone_number": "15550783881", "app_secret": "s", "verify_token": "v",
        "webhook_url": service.url("/webhooks/whatsapp"),
    });
    assert_eq!(post(&base, "accounts", &account).await.0, 200);
    let phone = format!("phones/whatsapp/{PARENT}");
    let named = client()
        .put(format!("{base}/_sim/{phone}"))
        .json(&json!({ "name": "Mme KOUASSI", "user_id": "CI.42" }))
        .send()
        .await
        .unwrap();
    assert_eq!(named.status(), 200);
    let (status, said) = post(&base, &format!("{phone}/text"), &json!({ "text": "notes" })).await;
    assert_eq!(status, 200);
    service.wait_for(1).await;
    assert!(simulator.wait_delivered(SOON, said["id"].as_str().unwrap()).await);

    let question = json!({
        "messaging_product": "whatsapp", "to": PARENT, "type": "interactive",
        "interactive": { "type": "button", "body": { "text": "Qui ?" }, "action": { "buttons": [
            { "type": "reply", "reply": { "id": "child:7", "title": "Awa" } },
        ]}},
    });
    assert_eq!(meta(&simulator, &question).await.0, 200);
    let (status, _) = post(&base, &format!("{phone}/press"), &json!({ "button": "Awa" })).await;
    assert_eq!(status, 200);
    let screen = get(&base, &format!("/{phone}")).await;
    assert_eq!(screen["profile"]["name"], "Mme KOUASSI");
    let texts: Vec<&str> = screen["bubbles"].as_array().unwrap().iter().map(|b| b["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["notes", "Qui ?", "Awa"]);
    let ledger = get(&base, "/ledger?kind=interactive").await;
    assert_eq!(ledger.as_array().unwrap().len(), 1);
    assert!(!get(&base, "/webhooks?provider=whatsapp").await.as_array().unwrap().is_empty());
}

#[tokio::test]
async fn mistakes_are_told_in_words() {
    let simulator = bare().await;
    let base = simulator.base_url();
    let (status, answer) = post(&base, "phones/telegram/1/text", &json!({ "text": "x" })).await;
    assert_eq!(status, 409);
    assert!(answer["error"].as_str().unwrap().contains("register"));
    assert_eq!(post(&base, "phones/telegram/1/dance", &json!({})).await.0, 404);
    assert_eq!(post(&base, "script", &json!([{ "action": "explode" }])).await.0, 400);
    assert_eq!(post(&base, "phones/telegram/1/press", &json!({ "button": "x" })).await.0, 404);
}

#[tokio::test]
async fn scripts_and_limits_are_replaced_while_running() {
    let simulator = bare().await;
    let base = simulator.base_url();
    let (status, _) = post(&base, "script", &json!([{ "action": { "status": 503 } }])).await;
    assert_eq!(status, 200);
    let url = format!("{base}/v25.0/{NUMBER}/messages");
    let send = || client().post(&url).bearer_auth("t").json(&text_to(PARENT, "x")).send();
    assert_eq!(send().await.unwrap().status(), 503);
    assert_eq!(post(&base, "script", &json!([])).await.0, 200);
    assert_eq!(send().await.unwrap().status(), 200);
    assert_eq!(post(&base, "limits", &json!("documented")).await.0, 200);
    assert_eq!(send().await.unwrap().status(), 400);
    assert_eq!(get(&base, "").await["accepted"], 1);
}

#[tokio::test]
async fn the_handshake_is_metas() {
    let simulator = bare().await;
    let base = simulator.base_url();
    let service = Service::start().await;
    let account = json!({
        "provider": "whatsapp", "phone_number_id": NUMBER, "verify_token": "v",
        "webhook_url": service.url("/webhooks/whatsapp"),
    });
    post(&base, "accounts", &account).await;
    assert_eq!(post(&base, &format!("handshake/{NUMBER}"), &json!({})).await.0, 502);
    let heard = &service.wait_for(1).await[0];
    assert!(heard.uri.contains("hub.mode=subscribe"));
    assert!(heard.uri.contains("hub.verify_token=v"));
}

#[tokio::test]
async fn changes_are_streamed() {
    let simulator = bare().await;
    let url = format!("{}/_sim/events", simulator.base_url());
    let mut stream = client().get(url).send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    meta(&simulator, &text_to(PARENT, "Bonjour")).await;
    let chunk = stream.chunk().await.unwrap().unwrap();
    let line = String::from_utf8(chunk.to_vec()).unwrap();
    let event: Value = serde_json::from_str(line.trim().strip_prefix("data: ").unwrap()).unwrap();
    assert_eq!(event["type"], "bubble");
    assert_eq!(event["id"], PARENT);
    assert_eq!(event["bubble"]["text"], "Bonjour");
}
