//! Files for families whose channel carries none: by a link that one browser opens, for a day, while what it holds is true.

use carnet_simulator::Phone;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, SET_COOKIE};
use serde_json::json;

use super::accounts::{SMS_SID, register_twilio, smtp, twilio_sms};
use super::{SOON, ask, each_service, run, teacher};
use crate::support::service::{Setup, World};

const ACCOUNTS: &str = concat!(twilio_sms!(), smtp!());
const CLOSE: [&str; 9] = ["term", "close", "--school", "essai", "--class", "4A", "--term", "T1", "--yes"];

fn with_marks() -> Setup {
    let mut school: serde_json::Value = serde_json::from_str(include_str!("../school.json")).unwrap();
    school["marks"] = json!([{"assessment": "M-DS1", "student": "A01", "mark": "14", "published": true}]);
    school["guardians"].as_array_mut().unwrap().push(json!({
        "code": "P3", "name": "M. KOUASSI", "email": "pere@exemple.org", "language": "fr",
        "children": [{ "student": "A02", "relation": "father", "consent": "2026-09-10" }],
    }));
    Setup { school: Some(school.to_string()), accounts: ACCOUNTS, ..Setup::default() }
}

/// A mother without a smartphone, after the end of a term.
async fn mother(world: &World) -> Phone {
    register_twilio(world, (SMS_SID, "+14155550100"), "sms1");
    run(world, &CLOSE).await;
    world.simulator.sms("+2250505050505").to_account(SMS_SID)
}

/// The code behind the `#` of the link in what she was sent.
pub(super) fn code_in(text: &str) -> String {
    let (_, rest) = text.split_once("/d#").unwrap_or_else(|| panic!("no link in {text:?}"));
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// A browser, which keeps what the page gave it.
pub(super) struct Browser {
    client: reqwest::Client,
    page: String,
    cookie: Option<String>,
}

impl Browser {
    pub(super) fn new(world: &World) -> Self {
        let client = reqwest::Client::builder().tls_certs_only([]).no_proxy().build().unwrap();
        Self { client, page: format!("http://127.0.0.1:{}/d", world.port), cookie: None }
    }

    pub(super) async fn opens(&mut self) -> String {
        let answer = self.client.get(&self.page).send().await.unwrap();
        let cookie = answer.headers()[SET_COOKIE].to_str().unwrap().to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        self.cookie = cookie.split(';').next().map(str::to_owned);
        assert!(answer.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().contains("default-src 'none'"));
        answer.text().await.unwrap()
    }

    pub(super) async fn presses(&self, code: &str) -> reqwest::Response {
        let mut request = self.client.post(&self.page).form(&[("code", code)]);
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        request.send().await.unwrap()
    }
}

async fn with(answer: reqwest::Response) -> (StatusCode, String) {
    (answer.status(), answer.text().await.unwrap())
}

#[tokio::test]
async fn a_report_card_is_fetched_by_the_link_of_a_text_message() {
    each_service(with_marks, async |world| {
        let mother = mother(world).await;
        let said = ask(&mother, "bulletin Awa").await;
        assert!(said.text.contains("14"), "{}", said.text);
        let sent = mother.wait_for_text(SOON, "/d#").await.expect("a link");
        let code = code_in(&sent.text);
        let again = ask(&mother, "bulletin Awa").await;
        assert!(
            again.text.contains("14") && code_in(&again.text) != code,
            "once printed, with the text: {}",
            again.text
        );

        let (mut phone, mut other) = (Browser::new(world), Browser::new(world));
        let (status, page) = with(phone.presses(&code).await).await;
        assert!(status == StatusCode::OK && page.contains("<form"), "a machine that presses all buttons gets no file");
        assert!(phone.opens().await.contains("Ouvrir le fichier"));
        assert_eq!(phone.presses("7K3M-Q4TX-92VP").await.status(), StatusCode::NOT_FOUND);
        let typed = code.to_lowercase().replacen('0', "o ", 1);
        let file = phone.presses(&typed).await;
        assert_eq!(
            (file.status(), file.headers()[CONTENT_TYPE].to_str().unwrap()),
            (StatusCode::OK, "application/pdf")
        );
        let name = file.headers()[CONTENT_DISPOSITION].to_str().unwrap().to_owned();
        assert!(name.contains("Bulletin%2DT1%2D4eA%2DKOUASSI%2DAwa"), "{name}");
        std::fs::write(world.path().join("card.pdf"), file.bytes().await.unwrap()).unwrap();
        assert!(run(world, &["verify", "card.pdf"]).await.contains("student A01"));

        assert_eq!(phone.presses(&code).await.status(), StatusCode::OK, "a download may break off");
        other.opens().await;
        let (status, page) = with(other.presses(&code).await).await;
        assert!(status == StatusCode::FORBIDDEN && !page.contains("Awa"), "{status} {page}");

        let reopen = ["term", "reopen", "--school", "essai", "--class", "4A", "--term", "T1", "--reason", "erreur"];
        run(world, &reopen).await;
        let (status, page) = with(phone.presses(&code).await).await;
        assert!(status == StatusCode::GONE && page.contains("BULLETIN"), "{page}");
        let (audited, fetched) = ("SELECT COUNT(*) FROM audit WHERE action = 'document.fetched'", 2);
        assert_eq!(world.eye().await.number(audited).await, fetched);
    })
    .await;
}

/// The last letter's text.
pub(super) fn letter(world: &World) -> Option<String> {
    let letters = world.simulator.ledger_where(|entry| entry.kind == "email");
    let raw = letters.last()?.body["message"].as_str()?.to_owned();
    Some(raw.replace("=\r\n", "").replace("=3D", "="))
}

#[tokio::test]
async fn a_card_handed_out_to_a_class_is_fetched_by_the_link_of_a_letter_until_consent_ends() {
    each_service(with_marks, async |world| {
        mother(world).await;
        let head = teacher(world);
        ask(&head, "envoie les bulletins 4eA").await;
        ask(&head, "oui").await;
        let mut eye = world.eye().await;
        eye.until("SELECT COUNT(*) FROM download", 1, SOON).await;
        eye.until("SELECT COUNT(*) FROM message WHERE settled_at IS NULL", 0, SOON).await;
        let text = letter(world).expect("a letter");
        let code = code_in(&text);
        assert!(text.contains(&format!("<a href=\"http://127.0.0.1:{}/d#{code}\">", world.port)), "{text}");

        let mut browser = Browser::new(world);
        browser.opens().await;
        assert_eq!(browser.presses(&code).await.status(), StatusCode::OK);
        eye.run("UPDATE guardianship SET withdrawn_at = 1").await;
        assert_eq!(browser.presses(&code).await.status(), StatusCode::GONE);
    })
    .await;
}
