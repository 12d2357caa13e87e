//! Every request body, held against the providers' own schemas.

use carnet::gateway::{Address, Content, Courtesy, MenuCommand, MenuScope, Message, SendError};
use serde_json::{Value, json};
use url::Url;

use super::{ATTEMPT, TOKEN, button, carrying, document, known, message, telegram, text, whatsapp};
use crate::support::provider::{Heard, Listener};
use crate::support::shared;

fn meta(name: &str) -> (u16, Value) {
    (200, if name == "media" { json!({"id": "media-1"}) } else { json!({"messages": [{"id": "wamid.1"}]}) })
}

fn bot(name: &str) -> (u16, Value) {
    let result = match name {
        "sendDocument" => {
            json!({"message_id": 77, "chat": {"id": 5001}, "document": {"file_id": "BQAC1", "novelty": {}}})
        }
        "sendMessage" | "editMessageReplyMarkup" => {
            json!({"message_id": 77, "date": 1, "chat": {"id": 5001, "type": "private"}, "novelty": {}})
        }
        _ => json!(true),
    };
    (200, json!({"ok": true, "result": result}))
}

fn conversation() -> Vec<Content> {
    let rows = (0..10).map(|n| button(&format!("row:{n}"), &format!("Ligne {n}")));
    let rows = rows.map(|row| carnet::gateway::Button { description: Some("Mathématiques".into()), ..row });
    vec![
        Content::Text { body: "Bonjour".into() },
        Content::Buttons { body: "On enregistre ?".into(), buttons: vec![button("y:1", "Oui"), button("n:1", "Non")] },
        Content::List { body: "Lequel ?".into(), open: "Choisir".into(), rows: rows.collect() },
        document(Some("Bulletin de A. K.")),
        document(None),
    ]
}

fn templates() -> Vec<Content> {
    let template = |parameters: &[&str], payloads: &[&str]| Content::Template {
        name: "new_mark".into(),
        language: "fr".into(),
        parameters: parameters.iter().map(|text| (*text).to_owned()).collect(),
        payloads: payloads.iter().map(|text| (*text).to_owned()).collect(),
    };
    vec![template(&[], &[]), template(&["Awa\n\tK.      x", "15"], &["more:1", "stop:1"]), template(&[], &["more:1"])]
}

fn meta_schema(root: &str) -> Option<jsonschema::Validator> {
    let text = shared::read("meta/whatsapp-cloud-api_v23.0.subset.corrected.yaml")?;
    let file: Value = serde_yaml_ng::from_str(&text).unwrap();
    Some(validator(root, &file))
}

fn telegram_schema(file: &str, root: &str) -> Option<jsonschema::Validator> {
    Some(validator(root, &serde_json::from_str(&shared::read(file)?).unwrap()))
}

fn validator(root: &str, file: &Value) -> jsonschema::Validator {
    let schema = json!({"$ref": format!("#/components/schemas/{root}"), "components": file["components"]});
    jsonschema::validator_for(&schema).unwrap()
}

fn assert_valid(schema: Option<&jsonschema::Validator>, body: &Value) {
    if let Some(schema) = schema {
        let faults: Vec<_> = schema.iter_errors(body).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{body:#}: {faults:?}");
    }
}

#[tokio::test]
async fn whatsapp_messages_are_valid_and_carry_their_attempt() {
    let listener = Listener::start(meta).await;
    let gateway = whatsapp(&listener.base);
    let schema = meta_schema("Message");
    let by_phone = Address { phone: Some("+2250505050505".into()), ..Address::default() };
    let by_id = Address { user_id: Some("CI.13491208655302741918".into()), ..Address::default() };
    for content in conversation().into_iter().chain(templates()) {
        for to in [&by_phone, &by_id] {
            let message = Message { to: to.clone(), ..carrying(content.clone()) };
            assert_eq!(gateway.send(&message).await.unwrap().provider_id, "wamid.1");
            let heard = listener.heard();
            let request = heard.last().unwrap();
            assert_eq!(request.uri.path(), "/v25.0/106540352242922/messages");
            assert_eq!(request.headers["authorization"], format!("Bearer {TOKEN}"));
            let body = request.json();
            assert_valid(schema.as_ref(), &body);
            assert_eq!(body["biz_opaque_callback_data"], ATTEMPT.to_string());
            assert_eq!(body["to"].as_str(), to.phone.as_deref());
            assert_eq!(body["recipient"].as_str(), to.user_id.as_deref());
        }
    }
}

#[tokio::test]
async fn whatsapp_template_values_are_one_line() {
    let listener = Listener::start(meta).await;
    let content = templates().remove(1);
    whatsapp(&listener.base).send(&message(content)).await.unwrap();
    let components = &listener.heard()[0].json()["template"]["components"];
    assert_eq!(components[0]["parameters"][0]["text"], "Awa K. x");
    assert_eq!(components[2]["index"], "1");
    assert_eq!(components[2]["parameters"][0]["payload"], "stop:1");
}

#[tokio::test]
async fn whatsapp_documents_are_uploaded_then_named() {
    let listener = Listener::start(meta).await;
    let accepted = whatsapp(&listener.base).send(&carrying(document(Some("Bulletin")))).await.unwrap();
    assert_eq!(accepted.uploaded.as_deref(), Some("media-1"));
    let heard = listener.heard();
    let [upload, sent] = heard.as_slice() else { panic!("{heard:?}") };
    assert_eq!(upload.uri.path(), "/v25.0/106540352242922/media");
    assert_eq!(upload.headers["authorization"], format!("Bearer {TOKEN}"));
    assert_eq!(upload.field("messaging_product").1, "whatsapp");
    assert_eq!(upload.field("type").1, "application/pdf");
    assert_file(&upload.field("file"));
    assert_eq!(sent.json()["document"]["id"], "media-1");
    assert_eq!(sent.json()["document"]["caption"], "Bulletin");
}

#[tokio::test]
async fn a_file_the_provider_has_is_not_uploaded_again() {
    let listener = Listener::start(meta).await;
    let accepted = whatsapp(&listener.base).send(&known("media-9")).await.unwrap();
    assert_eq!(accepted.uploaded, None, "nothing new is known");
    let heard = listener.heard();
    let [sent] = heard.as_slice() else { panic!("{heard:?}") };
    assert_eq!(
        (&sent.json()["document"]["id"], &sent.json()["document"]["filename"]),
        (&json!("media-9"), &json!("T1.pdf"))
    );

    let listener = Listener::start(bot).await;
    let accepted = telegram(&listener.base).send(&known("BQAC9")).await.unwrap();
    assert_eq!(accepted.uploaded.as_deref(), Some("BQAC1"), "Telegram says it each time");
    assert_eq!(listener.heard()[0].field("document").1, "BQAC9");
}

#[tokio::test]
async fn whatsapp_courtesies_are_valid_and_only_reads_are_sent() {
    let listener = Listener::start(meta).await;
    let gateway = whatsapp(&listener.base);
    let schema = meta_schema("Message");
    for typing in [true, false] {
        gateway.courtesy(&Courtesy::Read { message_id: "wamid.9".into(), typing }).await.unwrap();
        let body = listener.heard()[0].json();
        assert_valid(schema.as_ref(), &body);
        assert_eq!(body.get("typing_indicator").is_some(), typing);
    }
    gateway.courtesy(&Courtesy::AnswerPress { callback: "1".into() }).await.unwrap();
    gateway.courtesy(&Courtesy::Typing { to: text().to }).await.unwrap();
    assert!(listener.heard().is_empty());
}

fn assert_bot_request(request: &Heard, method: &str) {
    assert_eq!(request.uri.path(), format!("/v25.0/bot{TOKEN}/{method}"));
    let schema = telegram_schema("telegram/telegram-bot-api.subset.openapi.json", &format!("req.{method}"));
    assert_valid(schema.as_ref(), &request.json());
}

#[tokio::test]
async fn telegram_messages_are_valid() {
    let listener = Listener::start(bot).await;
    let gateway = telegram(&listener.base);
    for content in conversation() {
        let is_document = matches!(content, Content::Document { .. });
        assert_eq!(gateway.send(&carrying(content)).await.unwrap().provider_id, "5001:77");
        let heard = listener.heard();
        if is_document {
            assert_eq!(heard[0].name(), "sendDocument");
            assert_eq!(heard[0].field("chat_id").1, "5001");
            assert_file(&heard[0].field("document"));
        } else {
            assert_bot_request(&heard[0], "sendMessage");
        }
    }
}

#[tokio::test]
async fn telegram_text_is_escaped_without_previews() {
    let listener = Listener::start(bot).await;
    telegram(&listener.base).send(&text()).await.unwrap();
    let body = listener.heard()[0].json();
    assert_eq!(body["text"], "Awa : 15 &lt; 16 &amp; 3 &gt; 2");
    assert_eq!(body["parse_mode"], "HTML");
    assert_eq!(body["link_preview_options"]["is_disabled"], true);
}

#[tokio::test]
async fn what_was_sent_is_put_in_other_words_where_that_can_be() {
    let listener = Listener::start(bot).await;
    let other = Message { edits: Some("5001:77".to_owned()), ..text() };
    // The listener answers as if it were a new message.
    let _answer = telegram(&listener.base).send(&other).await;
    let heard = listener.heard();
    assert!(heard[0].uri.path().ends_with("/editMessageText"), "{}", heard[0].uri);
    let body = heard[0].json();
    assert_eq!((body["message_id"].as_i64(), body["parse_mode"].as_str()), (Some(77), Some("HTML")));
    assert!(whatsapp(&listener.base).send(&other).await.is_err(), "WhatsApp has no such thing");
    assert!(listener.heard().is_empty());
}

#[tokio::test]
async fn telegram_buttons_stand_one_a_row() {
    let listener = Listener::start(bot).await;
    telegram(&listener.base).send(&message(conversation().remove(1))).await.unwrap();
    let keyboard = &listener.heard()[0].json()["reply_markup"]["inline_keyboard"];
    assert_eq!(
        *keyboard,
        json!([[{"text": "Oui", "callback_data": "y:1"}], [{"text": "Non", "callback_data": "n:1"}]])
    );
}

#[tokio::test]
async fn telegram_captions_are_escaped() {
    let listener = Listener::start(bot).await;
    telegram(&listener.base).send(&carrying(document(Some("A < B")))).await.unwrap();
    let heard = listener.heard();
    assert_eq!(heard[0].field("caption").1, "A &lt; B");
    assert_eq!(heard[0].field("parse_mode").1, "HTML");
}

#[tokio::test]
async fn telegram_courtesies_are_valid() {
    let listener = Listener::start(bot).await;
    let gateway = telegram(&listener.base);
    let to = text().to;
    for (courtesy, method) in [
        (Courtesy::AnswerPress { callback: "4382bfdwdsb323b2d9".into() }, "answerCallbackQuery"),
        (Courtesy::RemoveButtons { to: to.clone(), message_id: "5001:77".into() }, "editMessageReplyMarkup"),
        (Courtesy::RemoveButtons { to: to.clone(), message_id: "77".into() }, "editMessageReplyMarkup"),
        (Courtesy::Typing { to }, "sendChatAction"),
    ] {
        gateway.courtesy(&courtesy).await.unwrap();
        assert_bot_request(&listener.heard()[0], method);
    }
    gateway.courtesy(&Courtesy::Read { message_id: "77".into(), typing: true }).await.unwrap();
    assert!(listener.heard().is_empty());
}

#[tokio::test]
async fn telegram_is_told_our_address_and_menus() {
    let listener = Listener::start(bot).await;
    let gateway = telegram(&listener.base);
    let url = Url::parse("https://carnet.example.org/webhooks/telegram/tg1").unwrap();
    gateway.set_webhook(&url, "a-secret_token").await.unwrap();
    let request = listener.heard().remove(0);
    assert_bot_request(&request, "setWebhook");
    assert_eq!(request.json()["secret_token"], "a-secret_token");
    assert_eq!(request.json()["allowed_updates"], json!(["message", "callback_query", "my_chat_member"]));
    let menu = [MenuCommand { name: "notes".into(), description: "Voir ou saisir des notes".into() }];
    for (scope, language) in [(MenuScope::Everyone, Some("fr")), (MenuScope::Chat(5001), None)] {
        gateway.set_commands(scope, language, &menu).await.unwrap();
        assert_bot_request(&listener.heard()[0], "setMyCommands");
    }
}

#[tokio::test]
async fn whatsapp_is_told_commands_and_ice_breakers() {
    let listener = Listener::start(meta).await;
    let menu = [MenuCommand { name: "notes".into(), description: "Lire les notes".into() }];
    let prompts = ["a", "b", "c", "d"].map(str::to_owned);
    whatsapp(&listener.base).set_conversation(&prompts, &menu).await.unwrap();
    let request = listener.heard().remove(0);
    assert!(request.uri.path().ends_with("/conversational_automation"), "{}", request.uri);
    let command = json!({ "command_name": "notes", "command_description": "Lire les notes" });
    let body = json!({ "enable_welcome_message": false, "prompts": ["a", "b", "c"], "commands": [command] });
    assert_eq!(request.json(), body);
}

#[tokio::test]
async fn what_cannot_be_said_is_refused_without_asking() {
    let listener = Listener::start(bot).await;
    let nowhere = Message { to: Address::default(), ..text() };
    let wrong = Message { to: Address { user_id: Some("@koffi".into()), ..Address::default() }, ..text() };
    let template = message(templates().remove(0));
    let mut bad_file = carrying(document(None));
    if let Some(file) = &mut bad_file.file {
        file.mime = "not a mime".into();
    }
    let no_file = message(document(None));
    let word = |outcome: Result<_, SendError>| match outcome {
        Err(SendError::Refused(refusal)) => refusal.word.unwrap(),
        other => panic!("{other:?}"),
    };
    let (telegram, whatsapp) = (telegram(&listener.base), whatsapp(&listener.base));
    assert_eq!(word(telegram.send(&nowhere).await), "no_address");
    assert_eq!(word(whatsapp.send(&nowhere).await), "no_address");
    assert_eq!(word(telegram.send(&wrong).await), "bad_address");
    assert_eq!(word(telegram.send(&template).await), "unsupported_content");
    assert_eq!(word(telegram.send(&bad_file).await), "bad_file");
    assert_eq!(word(whatsapp.send(&bad_file).await), "bad_file");
    assert_eq!(word(telegram.send(&no_file).await), "bad_file");
    assert_eq!(word(whatsapp.send(&no_file).await), "bad_file");
    assert!(listener.heard().is_empty());
}

/// The name stays readable to servers that know only the plain form, and cannot end its header.
fn assert_file((headers, content): &(String, String)) {
    assert!(headers.contains("filename=\"Bulletin _é_ __ T1.pdf\""), "{headers}");
    assert!(headers.to_ascii_lowercase().contains("content-type: application/pdf"), "{headers}");
    assert_eq!(content, "%PDF-1.7 test");
}
