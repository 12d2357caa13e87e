//! What `carnet check` hears of an account.

use carnet::gateway::{Fault, HttpClient, SetupError, Telegram, Timeouts, WhatsApp, WhatsAppAccount};
use serde_json::{Value, json};
use url::Url;

use super::{TOKEN, both, telegram, whatsapp};
use crate::support::provider::{Break, Listener, answer, breaker, nobody};

fn healthy(name: &str) -> (u16, Value) {
    let body = match name {
        "subscribed_apps" => json!({"data": [{"whatsapp_business_api_data": {"id": "1"}}]}),
        "getMe" => {
            json!({"ok": true, "result": {"id": 1, "is_bot": true, "first_name": "Carnet", "username": "carnet_bot",
            "can_join_groups": false, "can_read_all_group_messages": false, "supports_inline_queries": false,
            "can_connect_to_business": false, "has_main_web_app": false}})
        }
        "getWebhookInfo" => json!({"ok": true, "result": {"url": "https://carnet.example.org/webhooks/telegram/tg1",
            "has_custom_certificate": false, "pending_update_count": 0}}),
        _ => json!({"id": "106540352242922", "display_phone_number": "+225 05 00 00 00 00", "quality_rating": "GREEN"}),
    };
    (200, body)
}

fn worrying(name: &str) -> (u16, Value) {
    let (status, mut body) = healthy(name);
    match name {
        "subscribed_apps" => body["data"] = json!([]),
        "getWebhookInfo" => {
            body["result"]["url"] = json!("");
            body["result"]["pending_update_count"] = json!(3);
            body["result"]["last_error_date"] = json!(1_795_000_000);
            body["result"]["last_error_message"] = json!("Wrong response from https://hidden.example.org");
        }
        "getMe" => {}
        _ => {
            body["quality_rating"] = json!("RED");
            body["whatsapp_business_manager_messaging_limit"] = json!("TIER_250");
            body["throughput"] = json!({"level": "STANDARD"});
        }
    }
    (status, body)
}

#[tokio::test]
async fn a_healthy_account_is_named_without_notes() {
    let listener = Listener::start(healthy).await;
    let [whatsapp, telegram] = both(&listener.base);
    let checked = whatsapp.check().await.unwrap();
    assert_eq!((checked.identity.as_str(), checked.notes.len()), ("+225 05 00 00 00 00", 0));
    let heard = listener.heard();
    assert_eq!(heard[0].method, "GET");
    assert!(heard[0].uri.query().unwrap().starts_with("fields=id,display_phone_number"));
    assert_eq!(heard[1].uri.path(), "/v25.0/102290129340398/subscribed_apps");
    let checked = telegram.check().await.unwrap();
    assert_eq!((checked.identity.as_str(), checked.notes.len()), ("@carnet_bot", 0));
}

#[tokio::test]
async fn worries_are_notes() {
    let listener = Listener::start(worrying).await;
    let [whatsapp, telegram] = both(&listener.base);
    assert_eq!(whatsapp.check().await.unwrap().notes.len(), 4);
    let notes = telegram.check().await.unwrap().notes;
    assert_eq!(notes.len(), 3);
    assert!(!notes.concat().contains("hidden.example.org"));
}

#[tokio::test]
async fn each_fault_has_its_own_remedy() {
    async fn meta(status: u16, body: &str) -> Fault {
        whatsapp(&breaker(answer(status, "", body)).await).check().await.unwrap_err()
    }
    async fn bot(status: u16, body: &str) -> Fault {
        telegram(&breaker(answer(status, "", body)).await).check().await.unwrap_err()
    }
    let token = meta(401, r#"{"error":{"code":190}}"#).await;
    assert!(token.reason.contains("token"), "{token}");
    assert!(token.to_string().contains("(code 190)"), "{token}");
    let telegrams = bot(401, r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#).await;
    assert_eq!((token.reason, token.remedy), (telegrams.reason, telegrams.remedy));
    assert!(meta(403, r#"{"error":{"code":200}}"#).await.remedy.contains("whatsapp_business_messaging"));
    assert!(meta(400, r#"{"error":{"code":100}}"#).await.remedy.contains("phone_number_id"));
    assert!(meta(400, r#"{"error":{"code":80007}}"#).await.reason.contains("patience"));
    assert!(bot(200, "<html>").await.reason.contains("no clear answer"));
    for gateway in both(&nobody().await) {
        assert!(gateway.check().await.unwrap_err().reason.contains("cannot be reached"));
    }
    for gateway in both(&breaker(Break::Close).await) {
        assert!(gateway.check().await.unwrap_err().reason.contains("no clear answer"));
    }
}

#[test]
fn impossible_settings_are_refused_without_showing_them() {
    let client = || HttpClient::new(Timeouts::default()).unwrap();
    let good = Url::parse("https://api.example.org").unwrap();
    let bad = Url::parse("mailto:x@example.org").unwrap();
    let account = |api_base: &Url, token: &str| WhatsAppAccount {
        api_base: api_base.clone(),
        phone_number_id: "1".into(),
        waba_id: None,
        access_token: token.into(),
    };
    assert_eq!(WhatsApp::new(client(), &account(&bad, TOKEN)).unwrap_err(), SetupError::Base);
    assert_eq!(WhatsApp::new(client(), &account(&good, "line\nbreak")).unwrap_err(), SetupError::Token);
    assert_eq!(Telegram::new(client(), &TOKEN.into(), &bad).unwrap_err(), SetupError::Base);
    for token in ["", "12:34/../x", "a b"] {
        let error = Telegram::new(client(), &token.into(), &good).unwrap_err();
        assert_eq!(error, SetupError::Token);
    }
}
