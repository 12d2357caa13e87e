//! Telegram's API: by hand, and by the client library the service uses.

use carnet_simulator::{Change, Provider};
use serde_json::{Value, json};
use teloxide::payloads::{AnswerCallbackQuerySetters as _, SendMessageSetters as _};
use teloxide::prelude::{Bot, Requester as _};
use teloxide::types::{
    BotCommand, CallbackQueryId, ChatId, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, MessageId, ParseMode,
};

use crate::support::{BOT, SOON, bare, bot, both, client};

fn library(base: &str) -> Bot {
    let client = teloxide::net::default_reqwest_settings().no_proxy().build().unwrap();
    Bot::with_client(BOT, client).set_api_url(base.parse().unwrap())
}

#[tokio::test]
async fn the_client_library_can_talk_to_it() {
    let (simulator, service) = both().await;
    let teacher = simulator.telegram(5001).named("M. KOFFI");
    let api = library(&simulator.base_url());
    assert_eq!(api.get_me().await.unwrap().user.username.as_deref(), Some("school_bot"));

    let row = [InlineKeyboardButton::callback("Oui", "yes:1"), InlineKeyboardButton::callback("Non", "no:1")];
    let sent = api
        .send_message(ChatId(5001), "Publier <b>DS1</b> ?")
        .parse_mode(ParseMode::Html)
        .reply_markup(InlineKeyboardMarkup::new([row]))
        .await
        .unwrap();
    assert_eq!(sent.text(), Some("Publier DS1 ?"));
    teacher.press_latest("Oui").unwrap();
    let update = service.wait_for(1).await[0].json();
    let query = update["callback_query"]["id"].as_str().unwrap().to_owned();
    api.answer_callback_query(CallbackQueryId(query)).text("Fait").await.unwrap();
    let edited = api.edit_message_text(ChatId(5001), sent.id, "Publié").await.unwrap();
    assert_eq!(edited.id, sent.id);
    assert!(teacher.received()[0].edited);

    let file = InputFile::memory(b"%PDF-1.7".to_vec()).file_name("bulletin.pdf");
    let document = api.send_document(ChatId(5001), file).await.unwrap();
    assert_eq!(document.id, MessageId(sent.id.0 + 1));
    let file_id = document.document().unwrap().file.id.clone();
    let path = api.get_file(file_id).await.unwrap().path;
    let url = format!("{}/file/bot{BOT}/{path}", simulator.base_url());
    let bytes = client().get(url).send().await.unwrap().bytes().await.unwrap();
    assert_eq!(&bytes[..], b"%PDF-1.7");

    api.set_my_commands([BotCommand::new("notes", "Voir les notes")]).await.unwrap();
    api.delete_my_commands().await.unwrap();
    let kinds: Vec<_> = simulator.ledger().iter().map(|e| e.kind.clone()).collect();
    assert_eq!(kinds, ["text", "callback_answer", "edit", "document", "commands", "commands"]);
}

#[tokio::test]
async fn the_client_library_understands_its_refusals() {
    use teloxide::{ApiError, RequestError};
    let (simulator, service) = both().await;
    let teacher = simulator.telegram(5001);
    teacher.block().unwrap();
    let update = service.wait_for(1).await[0].json();
    assert_eq!(update["my_chat_member"]["new_chat_member"]["status"], "kicked");
    let api = library(&simulator.base_url());
    let refused = api.send_message(ChatId(5001), "x").await.unwrap_err();
    assert!(matches!(refused, RequestError::Api(ApiError::BotBlocked)), "{refused:?}");
    teacher.unblock().unwrap();
    api.send_message(ChatId(5001), "x").await.unwrap();

    simulator
        .set_limits(carnet_simulator::Limits { telegram_per_second: Some(0), ..carnet_simulator::Limits::default() });
    let refused = api.send_message(ChatId(5001), "x").await.unwrap_err();
    assert!(matches!(refused, RequestError::RetryAfter(_)), "{refused:?}");
}

#[tokio::test]
async fn requests_are_refused_as_telegram_refuses_them() {
    let simulator = bare().await;
    let html = |text: &str| json!({ "chat_id": 5001, "text": text, "parse_mode": "HTML" });
    let button = |data: &str| {
        json!({ "chat_id": 5001, "text": "x", "reply_markup": {
            "inline_keyboard": [[{ "text": "b", "callback_data": data }]],
        }})
    };
    let cases = [
        ("Bad Request: message text is empty", json!({ "chat_id": 5001, "text": " " })),
        ("Bad Request: message is too long", json!({ "chat_id": 5001, "text": "x".repeat(4_097) })),
        ("Bad Request: can't parse entities", html("<b>x")),
        ("Bad Request: can't parse entities", html("a < b")),
        ("Bad Request: BUTTON_DATA_INVALID", button("")),
        ("Bad Request: BUTTON_DATA_INVALID", button(&"é".repeat(33))),
        ("Bad Request: chat_id is empty", json!({ "text": "x" })),
    ];
    for (description, body) in cases {
        let (status, answer) = bot(&simulator, "sendMessage", &body).await;
        assert_eq!(status, 400, "{body}");
        assert_eq!(answer["ok"], false);
        assert_eq!(answer["error_code"], 400);
        assert!(answer["description"].as_str().unwrap().starts_with(description), "{answer}");
    }
    assert_eq!(bot(&simulator, "sendMessage", &html("x &lt; y <i>é</i>")).await.0, 200);
    assert_eq!(simulator.accepted(), 1);
}

#[tokio::test]
async fn forms_and_strange_tokens() {
    let simulator = bare().await;
    let url = format!("{}/bot{BOT}/sendmessage", simulator.base_url());
    let form = [("chat_id", "5001"), ("text", "Bonjour à tous")];
    let answer: Value = client().post(url).form(&form).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["result"]["message_id"], 1);
    let entry = &simulator.ledger()[0];
    assert_eq!(entry.provider, Provider::Telegram);
    assert_eq!((entry.account.as_str(), entry.to.as_deref()), ("123456", Some("5001")));
    assert_eq!(entry.body["text"], "Bonjour à tous");
    let url = format!("{}/botabc:def/getMe", simulator.base_url());
    assert_eq!(client().get(url).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn set_webhook_makes_updates_come() {
    let simulator = bare().await;
    let service = crate::support::Service::start().await;
    let hook = json!({ "url": service.url("/hook"), "secret_token": "s3cret" });
    assert_eq!(bot(&simulator, "setWebhook", &hook).await.0, 200);
    let teacher = simulator.telegram(5001).with_profile(|profile| {
        profile.name = "M. KOFFI".to_owned();
        profile.language = Some("fr".to_owned());
    });
    teacher.text("/notes 4eA").unwrap();
    let heard = &service.wait_for(1).await[0];
    assert_eq!(heard.uri, "/hook");
    assert_eq!(heard.header("X-Telegram-Bot-Api-Secret-Token"), "s3cret");
    let message = &heard.json()["message"];
    assert_eq!(message["text"], "/notes 4eA");
    assert_eq!(message["from"]["language_code"], "fr");
    assert_eq!(message["entities"], json!([{ "type": "bot_command", "offset": 0, "length": 6 }]));
    let (_, info) = bot(&simulator, "getWebhookInfo", &json!({})).await;
    assert_eq!(info["result"]["url"], service.url("/hook"));
}

#[tokio::test]
async fn a_method_in_the_webhooks_answer_is_run() {
    let (simulator, service) = both().await;
    let teacher = simulator.telegram(5001);
    service.answer_next(200, r#"{"method":"sendMessage","chat_id":5001,"text":"Bonjour"}"#);
    teacher.text("bonjour").unwrap();
    assert!(teacher.wait_for_text(SOON, "Bonjour").await.is_some());
}

#[tokio::test]
async fn screens_tell_their_changes() {
    let (simulator, _service) = both().await;
    let mut changes = simulator.subscribe();
    bot(&simulator, "sendChatAction", &json!({ "chat_id": 5001, "action": "typing" })).await;
    bot(&simulator, "sendMessage", &json!({ "chat_id": 5001, "text": "Bonjour" })).await;
    let first = changes.recv().await.unwrap();
    assert_eq!(first.change, Change::Typing { account: "123456".to_owned() });
    let second = changes.recv().await.unwrap();
    let as_json = serde_json::to_value(&second).unwrap();
    assert_eq!(as_json["type"], "bubble");
    assert_eq!(as_json["channel"], "telegram");
    assert_eq!(as_json["bubble"]["text"], "Bonjour");
}
