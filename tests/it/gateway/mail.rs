//! E-mail: what a letter holds, and what each answer of a mail server proves. The server is `mailin`'s, in the simulator.

use carnet::domain::{AttemptId, Channel};
use carnet::gateway::{Address, Content, Gateway, Mail, MailAccount, MailServer, Message, Provider, SendError};
use carnet_simulator::{Script, Simulator, SimulatorConfig};
use url::Url;

use super::{ATTEMPT, TOKEN, text};

/// As long as real ones are.
const LINK: &str =
    "https://carnet.example.org/u/0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_0123456789";

async fn server() -> Simulator {
    let listen = Some(([127, 0, 0, 1], 0).into());
    Simulator::start(SimulatorConfig { smtp_listen: listen, ..SimulatorConfig::default() }).await.unwrap()
}

fn mail_at(url: &str) -> Mail {
    let account = MailAccount {
        server: MailServer::parse(url).unwrap(),
        from: "Collège d'Essai <carnet@ecole.example>".into(),
        public_url: Url::parse("https://carnet.example.org").unwrap(),
    };
    Mail::new(account).unwrap()
}

fn mail(simulator: &Simulator) -> Mail {
    mail_at(&format!("smtp://{}?tls=none", simulator.smtp_addr().unwrap()))
}

fn letter() -> Message {
    Message {
        to: Address { email: Some("famille@exemple.org".into()), ..Address::default() },
        attempt: ATTEMPT,
        key: "0199.0".into(),
        unsubscribe: LINK.rsplit('/').next().map(str::to_owned),
        answer: None,
        content: Content::Mail {
            subject: "Carnet de liaison : un message de l'école".into(),
            text: "Awa : 15 < 16\n.\nFin {{unsubscribe}}".into(),
            html: "<p>Awa : 15 &lt; 16</p><a href=\"{{unsubscribe}}\">x</a>".into(),
        },
        file: None,
        edits: None,
    }
}

/// A letter as it arrived: its headers unfolded, its body with its lines joined.
fn arrived(simulator: &Simulator) -> (String, String) {
    let whole = simulator.ledger()[0].body["message"].as_str().unwrap().to_owned();
    let (head, body) = whole.split_once("\r\n\r\n").unwrap();
    (head.replace("\r\n ", " "), body.replace("=\r\n", "").replace("=3D", "="))
}

#[tokio::test]
async fn a_letter_can_be_read_ended_with_one_click_and_recognised() {
    let simulator = server().await;
    let gateway = mail(&simulator);
    let again = Message { attempt: AttemptId(uuid::Uuid::from_u128(7)), ..letter() };
    for message in [letter(), again] {
        let accepted = gateway.send(&message).await.unwrap();
        assert_eq!(accepted.provider_id, "<0199.0@ecole.example>", "the same in all attempts");
    }
    let (head, body) = arrived(&simulator);
    for line in [
        "Message-ID: <0199.0@ecole.example>",
        "Auto-Submitted: auto-generated",
        &format!("List-Unsubscribe: <{LINK}>"),
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "To: famille@exemple.org",
        "MIME-Version: 1.0",
    ] {
        assert!(head.lines().any(|found| found == line), "{line} is not in {head}");
    }
    assert!(head.contains("Date: ") && head.contains("<carnet@ecole.example>"), "{head}");
    assert!(body.contains("text/plain") && body.contains("text/html"), "{body}");
    assert_eq!(body.matches(LINK).count(), 2, "in both forms: {body}");
    assert!(!body.contains("{{"), "{body}");
    assert_eq!(simulator.ledger()[0].account, "carnet@ecole.example");
}

fn scripted(simulator: &Simulator, action: &str) {
    let script = format!(r#"[{{ "match": {{ "provider": "smtp" }}, "action": {action} }}]"#);
    simulator.set_script(Script::parse(&script).unwrap());
}

#[tokio::test]
async fn every_answer_is_taken_for_what_it_proves() {
    let simulator = server().await;
    for code in [450, 452, 550, 552, 554] {
        scripted(&simulator, &format!(r#"{{ "error": {code} }}"#));
        let Err(SendError::Refused(refusal)) = mail(&simulator).send(&letter()).await else { panic!("{code}") };
        assert_eq!((refusal.code, refusal.http_status), (Some(code), u16::try_from(code).unwrap()));
    }
    scripted(&simulator, r#"{ "error": { "code": 550, "description": "5.7.1 looks like spam" } }"#);
    let Err(SendError::Refused(refusal)) = mail(&simulator).send(&letter()).await else { panic!("taken") };
    assert_eq!(refusal.code, Some(541), "about what we write, not about the mailbox");
    let of_what = [
        ("5.1.1 no such user", 550),
        ("5.4.1 access denied", 550),
        ("5.3.4 too big", 541),
        ("5.1.7 sender unknown", 541),
        ("5.1.8 sender's domain unknown", 541),
    ];
    for (description, code) in of_what {
        scripted(&simulator, &format!(r#"{{ "error": {{ "code": 550, "description": "{description}" }} }}"#));
        let Err(SendError::Refused(refusal)) = mail(&simulator).send(&letter()).await else { panic!("{description}") };
        assert_eq!(refusal.code, Some(code), "{description}");
    }
    scripted(&simulator, r#"{ "error": { "code": 550, "description": "5.4.5 Daily user sending limit exceeded" } }"#);
    let Err(SendError::Throttled(throttle)) = mail(&simulator).send(&letter()).await else {
        panic!("not about anybody")
    };
    assert_eq!(throttle.retry_after, Some(std::time::Duration::from_hours(1)));
    for action in [r#""accept_then_reset""#, r#""accept_then_close""#] {
        let before = simulator.ledger().len();
        scripted(&simulator, action);
        let error = mail(&simulator).send(&letter()).await.unwrap_err();
        assert!(matches!(error, SendError::Unknown { .. }), "{action}: {error:?}");
        assert_eq!(simulator.ledger().len(), before + 1, "it was taken");
    }
    let no_tls = format!("smtp://{}", simulator.smtp_addr().unwrap());
    for (case, url) in [("nobody there", "smtp://127.0.0.1:1?tls=none"), ("nothing is said in the open", &no_tls)] {
        let error = mail_at(url).send(&letter()).await.unwrap_err();
        assert!(matches!(error, SendError::NotSent { .. }), "{case}: {error:?}");
    }
}

#[tokio::test]
async fn a_connection_is_used_again_and_a_dead_one_replaced() {
    let simulator = server().await;
    let gateway = mail(&simulator);
    gateway.send(&letter()).await.unwrap();
    scripted(&simulator, r#""accept_then_close""#);
    gateway.send(&letter()).await.unwrap_err();
    simulator.set_script(Script::default());
    gateway.send(&letter()).await.unwrap();
    assert_eq!(simulator.ledger().len(), 3);
}

#[tokio::test]
async fn what_is_no_letter_is_refused_without_asking() {
    let simulator = server().await;
    let gateway = mail(&simulator);
    let word = |outcome: Result<_, SendError>| match outcome {
        Err(SendError::Refused(refusal)) => refusal.word.unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(word(gateway.send(&Message { to: Address::default(), ..letter() }).await), "no_address");
    let wrong = Address { email: Some("famille at home".into()), ..Address::default() };
    assert_eq!(word(gateway.send(&Message { to: wrong, ..letter() }).await), "bad_address");
    assert_eq!(word(gateway.send(&Message { content: text().content, ..letter() }).await), "unsupported_content");
    assert!(simulator.ledger().is_empty());
    let gateway = Gateway::Mail(gateway);
    assert_eq!((gateway.provider(), gateway.medium().channel), (Provider::Smtp, Channel::Email));
}

#[tokio::test]
async fn check_logs_in_and_says_what_to_do() {
    let simulator = server().await;
    assert_eq!(mail(&simulator).check().await.unwrap().identity, "carnet@ecole.example");
    let fault = mail_at("smtp://127.0.0.1:1?tls=none").check().await.unwrap_err();
    assert!(fault.to_string().contains("cannot be reached"), "{fault}");
    let shown = format!("{:?}", mail_at(&format!("smtps://u:{TOKEN}@mail.example.org")));
    assert!(!shown.contains("SECRET"), "{shown}");
}
