//! Twilio and Infobip.

use carnet_simulator::{Account, Channel, InfobipAccount, PhoneKey, Receipts, SimulatorConfig, TwilioAccount};
use serde_json::{Value, json};

use crate::support::{SOON, Service, bare, client, start};

const SID: &str = "AC00000000000000000000000000000000";
const FROM: &str = "whatsapp:+14155238886";
const PERSON: &str = "2250505050505";

fn twilio(service: &Service, from: &str) -> Account {
    Account::Twilio(TwilioAccount {
        account_sid: SID.to_owned(),
        auth_token: "token".to_owned(),
        from: from.to_owned(),
        webhook_url: Some(service.url("/webhooks/twilio/tw1/inbound")),
        ..TwilioAccount::default()
    })
}

async fn send(base: &str, form: &[(&str, &str)]) -> (u16, Value) {
    let url = format!("{base}/2010-04-01/Accounts/{SID}/Messages.json");
    let request = client().post(url).basic_auth(SID, Some("token")).form(form);
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

#[tokio::test]
async fn twilio_sends_tells_and_can_be_asked() {
    let service = Service::start().await;
    let config = SimulatorConfig {
        accounts: vec![twilio(&service, FROM)],
        receipts: Receipts::read_soon(),
        ..SimulatorConfig::default()
    };
    let simulator = start(config).await;
    let base = simulator.base_url();
    let callback = service.url("/webhooks/twilio/tw1/status?a=0191-attempt");
    let form = [("To", "whatsapp:+2250505050505"), ("From", FROM), ("Body", "Bonjour"), ("StatusCallback", &callback)];
    let (status, answer) = send(&base, &form).await;
    assert_eq!(status, 201);
    assert_eq!(answer["status"], "queued");
    let entry = &simulator.ledger()[0];
    assert_eq!(entry.attempt.as_deref(), Some("0191-attempt"));
    assert_eq!((entry.account.as_str(), entry.kind.as_str()), (SID, "text"));
    assert_eq!(entry.body["Body"], "Bonjour");

    let words: Vec<String> = service
        .wait_for(3)
        .await
        .iter()
        .map(|heard| {
            assert!(!heard.header("X-Twilio-Signature").is_empty());
            assert!(heard.uri.ends_with("?a=0191-attempt"));
            let form: Vec<(String, String)> = url::form_urlencoded::parse(&heard.body).into_owned().collect();
            form.into_iter().find(|(name, _)| name == "MessageStatus").unwrap().1
        })
        .collect();
    assert_eq!(words, ["sent", "delivered", "read"]);

    let ask = |path: String| {
        let url = format!("{base}/2010-04-01/Accounts/{SID}/{path}");
        let request = client().get(url).basic_auth(SID, Some("token"));
        async move { request.send().await.unwrap().json::<Value>().await.unwrap() }
    };
    let one = ask(format!("Messages/{}.json", answer["sid"].as_str().unwrap())).await;
    assert_eq!(one["status"], "read");
    let found = ask("Messages.json?To=whatsapp%3A%2B2250505050505&DateSent%3E=2020-01-01".to_owned()).await;
    assert_eq!(found["messages"][0]["sid"], answer["sid"]);
    let none = ask("Messages.json?To=whatsapp%3A%2B1".to_owned()).await;
    assert_eq!(none["messages"], json!([]));
}

#[tokio::test]
async fn twilio_refuses_as_twilio_does() {
    let service = Service::start().await;
    let simulator =
        start(SimulatorConfig { accounts: vec![twilio(&service, FROM)], ..SimulatorConfig::default() }).await;
    let base = simulator.base_url();
    let (status, answer) = send(&base, &[("To", "12"), ("From", FROM), ("Body", "x")]).await;
    assert_eq!((status, answer["code"].as_i64()), (400, Some(21_211)));
    let long = "x".repeat(1_601);
    let (_, answer) = send(&base, &[("To", "+2250505050505"), ("From", FROM), ("Body", &long)]).await;
    assert_eq!(answer["code"], 21_617);
    let url = format!("{base}/2010-04-01/Accounts/{SID}/Messages.json");
    let wrong = client().post(url).basic_auth(SID, Some("other")).send().await.unwrap();
    assert_eq!(wrong.status(), 401);
    assert_eq!(wrong.json::<Value>().await.unwrap()["code"], 20_003);
    assert_eq!(simulator.accepted(), 0);
}

#[tokio::test]
async fn twilio_inbound_is_not_retried() {
    let service = Service::start().await;
    let simulator =
        start(SimulatorConfig { accounts: vec![twilio(&service, FROM)], ..SimulatorConfig::default() }).await;
    let person = simulator.whatsapp(PERSON).named("Awa");
    service.answer_next(503, "");
    person.text("perdu").unwrap();
    let second = person.text("notes é&=").unwrap();
    assert!(simulator.wait_delivered(SOON, &second).await);
    let heard = service.heard();
    assert_eq!(heard.len(), 2);
    let form: Vec<(String, String)> = url::form_urlencoded::parse(&heard[1].body).into_owned().collect();
    assert!(form.contains(&("Body".to_owned(), "notes é&=".to_owned())));
    assert!(form.contains(&("From".to_owned(), "whatsapp:+2250505050505".to_owned())));
    assert!(form.contains(&("ProfileName".to_owned(), "Awa".to_owned())));
}

#[tokio::test]
async fn infobip_sends_knows_repeats_and_reports() {
    let service = Service::start().await;
    let account = Account::Infobip(InfobipAccount {
        sender: "Carnet".to_owned(),
        webhook_secret: Some("infobip_secret_test".to_owned()),
        webhook_url: Some(service.url("/webhooks/infobip/ib1/inbound")),
        ..InfobipAccount::default()
    });
    let simulator = start(SimulatorConfig { accounts: vec![account], ..SimulatorConfig::default() }).await;
    let url = format!("{}/sms/3/messages", simulator.base_url());
    let body = json!({ "messages": [{
        "sender": "Carnet", "destinations": [{ "to": PERSON, "messageId": "0191-attempt" }],
        "content": { "text": "Bonjour" },
        "webhooks": { "delivery": { "url": service.url("/reports") }, "callbackData": "out:1" },
    }]});
    let post = |body: Value| {
        let request = client().post(&url).header("Authorization", "App key").json(&body);
        async move { request.send().await.unwrap().json::<Value>().await.unwrap() }
    };
    let answer = post(body.clone()).await;
    assert_eq!(answer["messages"][0]["status"]["groupName"], "PENDING");
    let repeated = post(body.clone()).await;
    assert_eq!(repeated["messages"][0]["status"]["id"], 23);
    assert_eq!(simulator.accepted(), 1);
    assert_eq!(simulator.ledger()[0].attempt.as_deref(), Some("0191-attempt"));

    let heard = &service.wait_for(1).await[0];
    assert!(!heard.header("X-Ib-Exchange-Req-Signature").is_empty());
    let report = &heard.json()["results"][0];
    assert_eq!(report["messageId"], "0191-attempt");
    assert_eq!(report["status"]["name"], "DELIVERED_TO_HANDSET");
    assert_eq!(report["callbackData"], "out:1");

    let mut polled = body;
    polled["messages"][0].as_object_mut().unwrap().remove("webhooks");
    polled["messages"][0]["destinations"][0]["messageId"] = json!("second");
    post(polled).await;
    let delivered = |b: &carnet_simulator::Bubble| b.id == "second" && b.ticks == carnet_simulator::Ticks::Delivered;
    let phone = simulator.phone(PhoneKey::new(Channel::Sms, PERSON));
    phone.wait_for(SOON, delivered).await.unwrap();
    let reports = || async {
        let url = format!("{}/sms/3/reports", simulator.base_url());
        let request = client().get(url).header("Authorization", "App key");
        request.send().await.unwrap().json::<Value>().await.unwrap()
    };
    assert_eq!(reports().await["results"][0]["messageId"], "second");
    assert_eq!(reports().await["results"], json!([]));

    phone.text("STATUS Awa").unwrap();
    let heard = service.wait_for(2).await[1].json();
    assert_eq!(heard["results"][0]["keyword"], "STATUS");
    assert_eq!(heard["results"][0]["from"], PERSON);
}

#[tokio::test]
async fn infobip_refuses_as_infobip_does() {
    let simulator = bare().await;
    let url = format!("{}/sms/3/messages", simulator.base_url());
    let without = client().post(&url).json(&json!({})).send().await.unwrap();
    assert_eq!(without.status(), 401);
    let empty = client().post(&url).header("Authorization", "App k").json(&json!({})).send().await.unwrap();
    assert_eq!(empty.status(), 400);
    assert_eq!(empty.json::<Value>().await.unwrap()["errorCode"], "E400");
}
