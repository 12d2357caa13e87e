//! SMS and WhatsApp by Twilio and Infobip: requests held against their own schemas, answers of every kind.

use carnet::domain::{Channel, SmsAlphabet, SmsLength};
use carnet::gateway::{
    Content, HttpClient, Infobip, InfobipAccount, Message, SendError, Timeouts, Twilio, TwilioAccount,
};
use carnet_simulator::{Script, Simulator, SimulatorConfig};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use url::Url;

use super::{ATTEMPT, TOKEN, button, client, document, message, text};
use crate::support::provider::{Break, Listener, answer, breaker};
use crate::support::shared;

const SID: &str = "AC00000000000000000000000000000001";
const NUMBER: &str = "+14155550100";

fn twilio_by(client: HttpClient, base: &Url, from: &str) -> Twilio {
    let account = TwilioAccount {
        api_base: base.clone(),
        account_sid: SID.into(),
        auth_token: TOKEN.into(),
        from: from.into(),
        status_url: Url::parse("https://carnet.example.org/webhooks/twilio/sms1/status").unwrap(),
        content_sids: BTreeMap::from([(
            ("carnet_new_mark".into(), "fr".into()),
            "HX00000000000000000000000000000001".into(),
        )]),
    };
    Twilio::new(client, account).unwrap()
}

fn twilio(base: &Url, from: &str) -> Twilio {
    twilio_by(client(), base, from)
}

fn infobip(base: &Url) -> Infobip {
    let account = InfobipAccount {
        base_url: base.clone(),
        api_key: TOKEN.into(),
        sender: "Carnet".into(),
        status_url: Url::parse("https://carnet.example.org/webhooks/infobip/sms2/status").unwrap(),
    };
    Infobip::new(client(), account).unwrap()
}

fn made(_: &str) -> (u16, Value) {
    let sms = json!({ "messageId": "m-1", "status": { "groupId": 1, "id": 26 } });
    (201, json!({ "sid": "SM1", "status": "queued", "messages": [sms] }))
}

fn template(language: &str) -> Message {
    message(Content::Template {
        name: "carnet_new_mark".into(),
        language: language.into(),
        parameters: vec!["Awa\n\tK.".into(), "14/20".into()],
        payloads: vec!["w:notes".into()],
    })
}

fn form(body: &[u8]) -> BTreeMap<String, String> {
    url::form_urlencoded::parse(body).into_owned().collect()
}

fn assert_valid(schema: &Value, body: &Value) {
    let faults: Vec<_> =
        jsonschema::validator_for(schema).unwrap().iter_errors(body).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{body:#}: {faults:?}");
}

#[tokio::test]
async fn twilio_is_asked_in_its_own_form() {
    let listener = Listener::start(made).await;
    let requests = [
        (twilio(&listener.base, NUMBER), text()),
        (twilio(&listener.base, "MG00000000000000000000000000000001"), text()),
        (twilio(&listener.base, "whatsapp:+14155550100"), text()),
        (twilio(&listener.base, "whatsapp:+14155550100"), template("fr")),
    ];
    let mut forms = Vec::new();
    for (gateway, message) in &requests {
        assert_eq!(gateway.send(message).await.unwrap().provider_id, "SM1");
        let heard = listener.heard().remove(0);
        assert_eq!(heard.uri.path(), format!("/v25.0/2010-04-01/Accounts/{SID}/Messages.json"));
        assert!(heard.headers["authorization"].to_str().unwrap().starts_with("Basic "));
        forms.push(form(&heard.body));
    }
    for form in &forms {
        let attempt = format!("https://carnet.example.org/webhooks/twilio/sms1/status?a={ATTEMPT}");
        assert_eq!(form["StatusCallback"], attempt, "how its statuses find it");
    }
    let [sms, service, whatsapp, template] = forms.as_slice() else { panic!("{forms:?}") };
    assert_eq!((sms["To"].as_str(), sms["From"].as_str()), ("+2250505050505", NUMBER));
    assert_eq!(sms["Body"], "Awa : 15 < 16 & 3 > 2");
    assert!(service["MessagingServiceSid"].starts_with("MG") && !service.contains_key("From"));
    assert_eq!(whatsapp["To"], "whatsapp:+2250505050505");
    assert_eq!(template["ContentSid"], "HX00000000000000000000000000000001");
    assert_eq!(template["ContentVariables"], r#"{"1":"Awa K.","2":"14/20"}"#);
    assert!(!template.contains_key("Body"));
    let channels = requests.map(|(gateway, _)| gateway.channel());
    assert_eq!(channels, [Channel::Sms, Channel::Sms, Channel::WhatsApp, Channel::WhatsApp]);

    let Some(file) = shared::read("twilio/twilio_api_v2010.messages.json") else { return };
    let file: Value = serde_json::from_str(&file).unwrap();
    let post = &file["paths"]["/2010-04-01/Accounts/{AccountSid}/Messages.json"]["post"];
    let mut schema = post["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"].clone();
    schema["components"] = file["components"].clone();
    let known = schema["properties"].as_object().unwrap();
    for form in forms {
        assert!(form.keys().all(|name| known.contains_key(name)), "{form:?}");
        assert_valid(&schema, &json!(form));
    }
}

#[tokio::test]
async fn infobip_is_asked_by_its_own_schema() {
    let listener = Listener::start(made).await;
    assert_eq!(infobip(&listener.base).send(&text()).await.unwrap().provider_id, "m-1");
    let heard = listener.heard().remove(0);
    assert_eq!(heard.uri.path(), "/v25.0/sms/3/messages");
    assert_eq!(heard.headers["authorization"], format!("App {TOKEN}"));
    let body = heard.json();
    let sms = &body["messages"][0];
    assert_eq!(sms["destinations"][0], json!({ "to": "2250505050505", "messageId": ATTEMPT.to_string() }));
    assert_eq!(sms["webhooks"]["callbackData"], ATTEMPT.to_string());
    let Some(file) = shared::read("infobip/infobip-sms-v3.subset.json") else { return };
    let file: Value = serde_json::from_str(&file).unwrap();
    let schema = json!({ "$ref": "#/components/schemas/SmsRequestEnvelope", "components": file["components"] });
    assert_valid(&schema, &body);
}

#[tokio::test]
async fn what_neither_can_say_is_refused_without_asking() {
    let listener = Listener::start(made).await;
    let word = |outcome: Result<_, SendError>| match outcome {
        Err(SendError::Refused(refusal)) => refusal.word.unwrap(),
        other => panic!("{other:?}"),
    };
    let buttons = || message(Content::Buttons { body: "Oui ?".into(), buttons: vec![button("y", "Oui")] });
    let (twilio, infobip) = (twilio(&listener.base, "whatsapp:+14155550100"), infobip(&listener.base));
    for unsayable in [buttons(), message(document(None))] {
        assert_eq!(word(twilio.send(&unsayable).await), "unsupported_content");
        assert_eq!(word(infobip.send(&unsayable).await), "unsupported_content");
    }
    assert_eq!(word(twilio.send(&template("en")).await), "no_content_sid");
    let nowhere = || Message { to: carnet::gateway::Address::default(), ..text() };
    assert_eq!(word(twilio.send(&nowhere()).await), "no_address");
    assert_eq!(word(infobip.send(&nowhere()).await), "no_address");
    assert!(listener.heard().is_empty());
}

/// Sends one text; no error may show the token or the number.
async fn failures(base: &Url) -> [SendError; 2] {
    let errors = [twilio(base, NUMBER).send(&text()).await, infobip(base).send(&text()).await];
    errors.map(|outcome| {
        let error = outcome.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("SECRET") && !shown.contains("+225") && !shown.contains(SID), "{shown}");
        error
    })
}

#[tokio::test]
async fn every_answer_is_taken_for_what_it_proves() {
    for (what, code) in [
        (answer(400, "", r#"{"code":21610,"message":"x","status":400}"#), Some(21610)),
        (answer(401, "", r#"{"code":20003,"message":"Authenticate","status":401}"#), Some(20003)),
        (answer(302, "location: https://elsewhere.invalid/\r\n", "moved"), None),
    ] {
        for (at, error) in failures(&breaker(what).await).await.into_iter().enumerate() {
            let SendError::Refused(refusal) = error else { panic!("{error:?}") };
            assert!(at > 0 || refusal.code == code, "{refusal:?}");
        }
    }
    let throttled = answer(429, "retry-after: 7\r\n", r#"{"code":20429,"status":429}"#);
    for error in failures(&breaker(throttled).await).await {
        let SendError::Throttled(throttle) = error else { panic!("{error:?}") };
        assert_eq!(throttle.retry_after, Some(Duration::from_secs(7)));
    }
    for what in [
        Break::Close,
        Break::Stall,
        answer(500, "", r#"{"code":20500,"status":500}"#),
        answer(503, "", ""),
        answer(201, "", "{}"),
        answer(200, "", r#"{"messages":[{"messageId":"m","status":{"groupId":9,"id":9}}]}"#),
    ] {
        for error in failures(&breaker(what.clone()).await).await {
            assert!(matches!(error, SendError::Unknown { .. }), "{what:?}: {error:?}");
        }
    }
}

#[tokio::test]
async fn a_refusal_inside_a_success_is_one() {
    let inside = |group: i64, id: i64| {
        let status = json!({ "groupId": group, "id": id });
        json!({ "messages": [{ "messageId": "m-1", "status": status }] }).to_string()
    };
    for (group, id) in [(5, 12), (5, 52), (2, 9), (4, 15)] {
        let base = breaker(answer(200, "", &inside(group, id))).await;
        let Err(SendError::Refused(refusal)) = infobip(&base).send(&text()).await else { panic!("{id}") };
        assert_eq!(refusal.code, Some(id));
    }
    for (group, id) in [(1, 26), (0, 0), (3, 5), (5, 23)] {
        let base = breaker(answer(200, "", &inside(group, id))).await;
        assert!(infobip(&base).send(&text()).await.is_ok(), "{id}: Infobip has it");
    }
    let failed = json!({ "sid": "SM1", "status": "failed", "error_code": 30005 }).to_string();
    let base = breaker(answer(201, "", &failed)).await;
    let Err(SendError::Refused(refusal)) = twilio(&base, NUMBER).send(&text()).await else { panic!() };
    assert_eq!(refusal.code, Some(30005));
}

#[tokio::test]
async fn a_doubt_is_looked_up_in_twilio_s_own_list() {
    let simulator = Simulator::start(SimulatorConfig::default()).await.unwrap();
    let base = Url::parse(&simulator.base_url()).unwrap();
    let patient = Timeouts { connect: Duration::from_secs(2), request: Duration::from_secs(10) };
    let gateway = twilio_by(HttpClient::new(patient).unwrap(), &base, NUMBER);
    // The same words have just gone to the same person: that is another message.
    let earlier = gateway.send(&text()).await.unwrap();
    let script = |action: &str| Script::parse(&format!(r#"[{{ "match": {{}}, "action": "{action}" }}]"#)).unwrap();
    simulator.set_script(script("accept_then_reset"));
    let found = gateway.send(&text()).await.unwrap();
    assert_ne!(found, earlier);
    assert_eq!(simulator.ledger()[1].answer["sid"], found.provider_id.as_str());
    simulator.set_script(script("reset_before_read"));
    let error = gateway.send(&text()).await.unwrap_err();
    assert!(matches!(error, SendError::Unknown { .. }), "what is not on the list may still be: {error:?}");
    assert_eq!(simulator.ledger().len(), 2, "looking is not sending");
}

#[tokio::test]
async fn check_learns_who_we_are_or_what_to_do() {
    let simulator = Simulator::start(SimulatorConfig::default()).await.unwrap();
    let base = Url::parse(&simulator.base_url()).unwrap();
    let checked = twilio(&base, "whatsapp:+14155550100").check().await.unwrap();
    assert_eq!(checked.identity, "whatsapp:+14155550100");
    let checked = infobip(&base).check().await.unwrap();
    assert_eq!((checked.identity.as_str(), checked.notes), ("Carnet", vec!["balance 47.79 EUR".to_owned()]));
    let base = breaker(answer(401, "", r#"{"code":20003,"status":401}"#)).await;
    for fault in [twilio(&base, NUMBER).check().await.unwrap_err(), infobip(&base).check().await.unwrap_err()] {
        assert!(fault.to_string().contains("issue a new token"), "{fault}");
    }
}

#[test]
fn segments_are_those_the_provider_counts() {
    let Some(vectors) = shared::read("vectors/sms_segments.json") else { return };
    let vectors: Value = serde_json::from_str(&vectors).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert!(cases.len() > 100);
    for case in cases {
        let counted = SmsLength::of(case["text"].as_str().unwrap());
        let alphabet = if case["encoding"] == "GSM-7" { SmsAlphabet::Gsm7 } else { SmsAlphabet::Ucs2 };
        assert_eq!(
            (counted.alphabet, u64::from(counted.segments)),
            (alphabet, case["segments"].as_u64().unwrap()),
            "{case}"
        );
    }
}
