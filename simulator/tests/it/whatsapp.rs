//! Meta's API: what is accepted, what is refused and how, what phones and the ledger show.

use carnet_simulator::{ButtonKind, Receipts, Simulator, SimulatorConfig, Ticks};
use serde_json::{Value, json};

use crate::support::{Heard, NUMBER, PARENT, SOON, bare, both, client, meta, start, text_to};

#[tokio::test]
async fn a_text_is_in_the_ledger_file_when_its_answer_arrives() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.jsonl");
    let config = SimulatorConfig { ledger: Some(path.clone()), ..SimulatorConfig::default() };
    let simulator = start(config).await;
    for n in 1..=20_usize {
        let mut message = text_to("+225 05 05 05 05 05", "Bonjour");
        message["biz_opaque_callback_data"] = json!(format!("attempt-{n}"));
        let (status, answer) = meta(&simulator, &message).await;
        assert_eq!(status, 200);
        let written = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<Value> = written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), n);
        let last = lines.last().unwrap();
        assert_eq!(last["provider"], "whatsapp");
        assert_eq!(last["account"], NUMBER);
        assert_eq!(last["to"], PARENT);
        assert_eq!(last["kind"], "text");
        assert_eq!(last["body"], message);
        assert_eq!(last["attempt"], format!("attempt-{n}"));
        assert_eq!(last["answer"], answer);
        assert!(last["at"].as_str().unwrap().ends_with('Z'));
    }
}

#[tokio::test]
async fn the_answer_has_metas_form() {
    let simulator = bare().await;
    let (_, answer) = meta(&simulator, &text_to(PARENT, "Bonjour")).await;
    assert_eq!(answer["messaging_product"], "whatsapp");
    assert_eq!(answer["contacts"], json!([{ "input": PARENT, "wa_id": PARENT }]));
    assert!(answer["messages"][0]["id"].as_str().unwrap().starts_with("wamid."));
}

#[tokio::test]
async fn a_business_scoped_user_id_reaches_its_phone() {
    let (simulator, _service) = both().await;
    let parent = simulator.whatsapp(PARENT).with_user_id("CI.42");
    let mut message = text_to("", "Bonjour");
    message.as_object_mut().unwrap().remove("to");
    message["recipient"] = json!("CI.42");
    let (status, answer) = meta(&simulator, &message).await;
    assert_eq!(status, 200);
    assert_eq!(answer["contacts"], json!([{ "input": "CI.42", "user_id": "CI.42" }]));
    assert_eq!(parent.received()[0].text, "Bonjour");
}

#[tokio::test]
async fn requests_are_refused_as_meta_refuses_them() {
    let simulator = bare().await;
    let long = "x".repeat(4_097);
    let button = |id: &str, title: &str| json!({ "type": "reply", "reply": { "id": id, "title": title } });
    let buttons = |all: Vec<Value>| {
        json!({
            "messaging_product": "whatsapp", "to": PARENT, "type": "interactive",
            "interactive": {
                "type": "button", "body": { "text": "?" }, "action": { "buttons": all },
            },
        })
    };
    let rows: Vec<Value> = (0..11).map(|n| json!({ "id": n.to_string(), "title": "t" })).collect();
    let list = json!({
        "messaging_product": "whatsapp", "to": PARENT, "type": "interactive",
        "interactive": {
            "type": "list", "body": { "text": "?" },
            "action": { "button": "Choisir", "sections": [{ "rows": rows }] },
        },
    });
    let cases = [
        (100, json!({ "to": PARENT })),
        (131_008, json!({ "messaging_product": "whatsapp", "text": { "body": "x" } })),
        (100, text_to(PARENT, &long)),
        (131_008, text_to(PARENT, "  ")),
        (131_051, json!({ "messaging_product": "whatsapp", "to": PARENT, "type": "x", "x": {} })),
        (131_009, buttons(vec![])),
        (131_009, buttons(vec![button("1", "a"), button("2", "b"), button("3", "c"), button("4", "d")])),
        (131_009, buttons(vec![button("1", "a"), button("2", "a")])),
        (131_009, buttons(vec![button("1", "a"), button("1", "b")])),
        (131_009, buttons(vec![button("1", &"x".repeat(21))])),
        (131_009, list),
        (131_009, json!({ "messaging_product": "whatsapp", "status": "read", "message_id": "x" })),
    ];
    for (code, body) in cases {
        let (status, answer) = meta(&simulator, &body).await;
        assert_eq!(status, 400, "{body}");
        assert_eq!(answer["error"]["code"], code, "{body} {answer}");
        assert!(answer["error"]["message"].as_str().unwrap().starts_with(&format!("(#{code}) ")));
        assert_eq!(answer["error"]["type"], "OAuthException");
        assert!(answer["error"]["error_data"]["details"].is_string());
    }
    assert_eq!(simulator.accepted(), 0);
}

#[tokio::test]
async fn a_token_is_needed_and_a_registered_number_knows_its_own() {
    let (simulator, _service) = both().await;
    let url = format!("{}/v25.0/{NUMBER}/messages", simulator.base_url());
    let message = text_to(PARENT, "x");
    let without = client().post(&url).json(&message).send().await.unwrap();
    let wrong = client().post(&url).bearer_auth("other").json(&message).send().await.unwrap();
    for refused in [without, wrong] {
        assert_eq!(refused.status(), 401);
        assert_eq!(refused.json::<Value>().await.unwrap()["error"]["code"], 190);
    }
    assert_eq!(meta(&simulator, &message).await.0, 200);
}

#[tokio::test]
async fn lists_and_templates_are_shown_and_can_be_pressed() {
    let (simulator, service) = both().await;
    let parent = simulator.whatsapp(PARENT).named("Mme KOUASSI");
    let list = json!({
        "messaging_product": "whatsapp", "to": PARENT, "type": "interactive",
        "interactive": {
            "type": "list", "header": { "type": "text", "text": "Notes" },
            "body": { "text": "Quel enfant ?" }, "footer": { "text": "Collège" },
            "action": { "button": "Choisir", "sections": [{ "title": "Enfants", "rows": [
                { "id": "child:7", "title": "Awa", "description": "4e A" },
                { "id": "child:8", "title": "Yao" },
            ]}]},
        },
    });
    assert_eq!(meta(&simulator, &list).await.0, 200);
    let shown = parent.wait_for_text(SOON, "Quel enfant").await.unwrap();
    assert_eq!(shown.header.as_deref(), Some("Notes"));
    assert_eq!(shown.menu.as_deref(), Some("Choisir"));
    assert_eq!(shown.buttons[0].kind, ButtonKind::ListRow);
    parent.press(&shown.id, "Awa").unwrap();

    let template = json!({
        "messaging_product": "whatsapp", "to": PARENT, "type": "template",
        "template": { "name": "mark_published", "language": { "code": "fr" }, "components": [
            { "type": "body", "parameters": [{ "type": "text", "text": "Awa" }] },
            { "type": "button", "sub_type": "quick_reply", "index": "0",
              "parameters": [{ "type": "payload", "payload": "STOP" }] },
        ]},
    });
    assert_eq!(meta(&simulator, &template).await.0, 200);
    parent.press_latest("STOP").unwrap();

    let heard: Vec<Value> = service.wait_for(2).await.iter().map(Heard::json).collect();
    let messages: Vec<&Value> = heard
        .iter()
        .map(|event| &event["entry"][0]["changes"][0]["value"]["messages"][0])
        .filter(|message| message.is_object())
        .collect();
    let reply = messages.iter().find(|m| m["type"] == "interactive").unwrap();
    let expected = json!({ "id": "child:7", "title": "Awa", "description": "4e A" });
    assert_eq!(reply["interactive"]["list_reply"], expected);
    assert_eq!(reply["context"]["id"], shown.id);
    simulator.wait_for_webhook(SOON, |a| a.purpose == "inbound" && a.attempt == 1).await.unwrap();
}

#[tokio::test]
async fn templates_are_created_listed_and_checked() {
    let simulator = bare().await;
    simulator.set_limits(carnet_simulator::Limits { known_templates: true, ..carnet_simulator::Limits::default() });
    let use_it = |parameters: Value| {
        json!({
            "messaging_product": "whatsapp", "to": PARENT, "type": "template",
            "template": { "name": "note", "language": { "code": "fr" },
                "components": [{ "type": "body", "parameters": parameters }] },
        })
    };
    let one = json!([{ "type": "text", "text": "Awa" }]);
    let (status, answer) = meta(&simulator, &use_it(one.clone())).await;
    assert_eq!((status, answer["error"]["code"].as_i64()), (404, Some(132_001)));

    let url = format!("{}/v25.0/102290129340398/message_templates", simulator.base_url());
    let template = json!({
        "name": "note", "language": "fr", "category": "UTILITY",
        "components": [{ "type": "BODY", "text": "Une note pour {{1}} est publiée." }],
    });
    let made = client().post(&url).bearer_auth("t").json(&template).send().await.unwrap();
    assert_eq!(made.json::<Value>().await.unwrap()["status"], "APPROVED");
    let listed: Value = client().get(&url).bearer_auth("t").send().await.unwrap().json().await.unwrap();
    assert_eq!(listed["data"][0]["name"], "note");

    assert_eq!(meta(&simulator, &use_it(one)).await.0, 200);
    assert_eq!(simulator.whatsapp(PARENT).received()[0].text, "Une note pour Awa est publiée.");
    let (_, answer) = meta(&simulator, &use_it(json!([]))).await;
    assert_eq!(answer["error"]["code"], 132_000);
    let (_, answer) = meta(&simulator, &use_it(json!([{ "type": "text", "text": "a\nb" }]))).await;
    assert_eq!(answer["error"]["code"], 132_012);
}

#[tokio::test]
async fn a_document_is_uploaded_sent_and_fetched() {
    let simulator = bare().await;
    let base = format!("{}/v25.0", simulator.base_url());
    let part = reqwest::multipart::Part::bytes(b"%PDF-1.7 x".to_vec())
        .file_name("bulletin.pdf")
        .mime_str("application/pdf")
        .unwrap();
    let form = reqwest::multipart::Form::new()
        .text("messaging_product", "whatsapp")
        .text("type", "application/pdf")
        .part("file", part);
    let upload = client().post(format!("{base}/{NUMBER}/media")).bearer_auth("t").multipart(form);
    let uploaded: Value = upload.send().await.unwrap().json().await.unwrap();
    let id = uploaded["id"].as_str().unwrap();

    let message = json!({
        "messaging_product": "whatsapp", "to": PARENT, "type": "document",
        "document": { "id": id, "filename": "Bulletin T1.pdf", "caption": "Bulletin" },
    });
    assert_eq!(meta(&simulator, &message).await.0, 200);
    let shown = &simulator.whatsapp(PARENT).received()[0];
    let document = shown.document.as_ref().unwrap();
    assert_eq!((document.name.as_str(), document.size), ("Bulletin T1.pdf", 10));

    let get = |url: String| async move { client().get(url).bearer_auth("t").send().await.unwrap() };
    let node: Value = get(format!("{base}/{id}")).await.json().await.unwrap();
    assert_eq!(node["mime_type"], "application/pdf");
    let bytes = get(node["url"].as_str().unwrap().to_owned()).await.bytes().await.unwrap();
    assert_eq!(&bytes[..], b"%PDF-1.7 x");
}

#[tokio::test]
async fn receipts_echo_the_attempt_and_come_in_order() {
    let (simulator, service) = both().await;
    simulator.set_receipts(Receipts::read_soon());
    let mut message = text_to(PARENT, "Bonjour");
    message["biz_opaque_callback_data"] = json!("0191-attempt");
    let (_, answer) = meta(&simulator, &message).await;
    let heard = service.wait_for(3).await;
    let statuses: Vec<Value> =
        heard.iter().map(|h| h.json()["entry"][0]["changes"][0]["value"]["statuses"][0].clone()).collect();
    let words: Vec<_> = statuses.iter().map(|s| s["status"].as_str().unwrap()).collect();
    assert_eq!(words, ["sent", "delivered", "read"]);
    for status in &statuses {
        assert_eq!(status["id"], answer["messages"][0]["id"]);
        assert_eq!(status["recipient_id"], PARENT);
        assert_eq!(status["biz_opaque_callback_data"], "0191-attempt");
    }
    assert_eq!(simulator.whatsapp(PARENT).received()[0].ticks, Ticks::Read);
}

#[tokio::test]
async fn the_sent_receipt_can_come_before_the_answer() {
    let (simulator, service) = both().await;
    simulator.set_receipts(Receipts { before_response: true, ..Receipts::default() });
    meta(&simulator, &text_to(PARENT, "Bonjour")).await;
    assert_eq!(service.heard().len(), 1);
}

#[tokio::test]
async fn a_message_can_fail_after_acceptance() {
    let (simulator, service) = both().await;
    simulator.whatsapp(PARENT).fail_with(Some(131_026));
    assert_eq!(meta(&simulator, &text_to(PARENT, "x")).await.0, 200);
    let heard = service.wait_for(2).await;
    let failed = &heard[1].json()["entry"][0]["changes"][0]["value"]["statuses"][0];
    assert_eq!(failed["status"], "failed");
    assert_eq!(failed["errors"][0]["code"], 131_026);
}

#[tokio::test]
async fn marking_read_ticks_the_persons_bubble() {
    let (simulator, service) = both().await;
    let parent = simulator.whatsapp(PARENT);
    let id = parent.text("notes").unwrap();
    service.wait_for(1).await;
    let mark = json!({
        "messaging_product": "whatsapp", "status": "read", "message_id": id,
        "typing_indicator": { "type": "text" },
    });
    let (status, answer) = meta(&simulator, &mark).await;
    assert_eq!((status, answer), (200, json!({ "success": true })));
    assert_eq!(parent.view().bubbles[0].ticks, Ticks::Read);
    assert_eq!(kinds(&simulator), ["typing"]);
}

fn kinds(simulator: &Simulator) -> Vec<String> {
    simulator.ledger().iter().map(|entry| entry.kind.clone()).collect()
}
