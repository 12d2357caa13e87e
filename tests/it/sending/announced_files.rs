//! A picture in an announcement: in the chat where it can be, by a link where not, on request outside WhatsApp's window;
//! uploaded once.

use carnet_simulator::{Bubble, LedgerEntry, Limits, Phone, Provider, Side};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::collections::BTreeSet;

use super::accounts::{SMS_SID, register_twilio, smtp, twilio_sms};
use super::broadcast::hears;
use super::links::{Browser, code_in, letter};
use super::templates::{approve_all, with_an_admin};
use super::{SOON, ask, each_service};
use crate::support::service::{Setup, World};

const ACCOUNTS: &str = concat!(twilio_sms!(), smtp!());
const PHOTO: &[u8] = b"\xff\xd8\xff\xda\x00\x02 the plan of the school\xff\xd9";
const PARTY: &[u8] = b"\xff\xd8\xff\xda\x00\x02 the party\xff\xd9";
const IN_WINDOW: u32 = 8;

fn family(code: &str, more: &Value) -> Value {
    let mut guardian = json!({ "code": code, "name": "Parent", "language": "fr",
        "children": [{ "student": "A01", "relation": "mother", "consent": "2026-09-10" }] });
    for (key, value) in more.as_object().unwrap() {
        guardian[key] = value.clone();
    }
    guardian
}

fn number(n: u32) -> String {
    format!("+22507070707{n:02}")
}

fn setup() -> Setup {
    let mut school = with_an_admin();
    let mut guardians: Vec<Value> =
        (0..IN_WINDOW + 2).map(|n| family(&format!("W{n}"), &json!({ "phone": number(n) }))).collect();
    guardians.push(family("S", &json!({ "phone": number(50) })));
    guardians.push(family("E", &json!({ "email": "pere@exemple.org" })));
    school["guardians"] = json!(guardians);
    let limits = Limits { whatsapp_window_ms: Some(24 * 3_600_000), template_review: true, ..Limits::default() };
    Setup { school: Some(school.to_string()), limits, accounts: ACCOUNTS, ..Setup::default() }
}

fn whatsapp(world: &World, n: u32) -> Phone {
    world.simulator.whatsapp(&number(n)).named("Parent").with_user_id(&format!("CI.80{n}"))
}

/// The bytes of a picture that came.
async fn picture(world: &World, phone: &Phone) -> Vec<u8> {
    let fits = |bubble: &Bubble| bubble.side == Side::Service && bubble.document.is_some();
    let found = phone.wait_for(SOON, fits).await.unwrap_or_else(|| panic!("no picture: {:?}", phone.received().last()));
    let url = found.document.unwrap().url;
    world.simulator.file(url.rsplit('/').next().unwrap()).unwrap().1.to_vec()
}

#[tokio::test]
async fn a_picture_reaches_every_family_in_the_way_the_preview_said() {
    each_service(setup, async |world| {
        register_twilio(world, (SMS_SID, "+14155550100"), "sms1");
        let admin = world.simulator.telegram(5009).named("Censeur");
        ask(&admin, "bonjour").await;
        approve_all(world).await;
        // Two more have never written, one writes by SMS.
        for n in 0..IN_WINDOW {
            ask(&whatsapp(world, n), "notes").await;
        }
        let sms = world.simulator.sms(&number(50)).to_account(SMS_SID);
        ask(&sms, "notes").await;
        admin.attach("IMG_1.jpg", "image/jpeg", PHOTO.to_vec(), "annonce 4eA : Voici le plan.").unwrap();
        let preview = admin.wait_for_text(SOON, "J'envoie").await.expect("a preview").text;
        for part in [
            "Photo : photo.jpg",
            "8 familles le reçoivent dans la conversation",
            "2 familles reçoivent un lien",
            "2 familles n'ont pas écrit sur WhatsApp",
        ] {
            assert!(preview.contains(part), "{part}: {preview}");
        }
        hears(&admin, "oui", "C'est parti").await;
        for n in 0..IN_WINDOW {
            assert_eq!(picture(world, &whatsapp(world, n)).await, PHOTO);
        }
        let by_whatsapp =
            |kind: &'static str| move |entry: &LedgerEntry| entry.provider == Provider::WhatsApp && entry.kind == kind;
        assert_eq!(world.simulator.ledger_where(by_whatsapp("media")).len(), 1, "uploaded once");
        let sent = world.simulator.ledger_where(by_whatsapp("image"));
        let ids: BTreeSet<String> = sent.iter().map(|entry| entry.body["image"]["id"].to_string()).collect();
        assert_eq!((sent.len(), ids.len()), (IN_WINDOW as usize, 1), "and named by its id");

        let link = sms.wait_for_text(SOON, "/d#").await.expect("a link").text;
        assert!(link.contains("Voici le plan"), "{link}");
        world.eye().await.until("SELECT COUNT(*) FROM message WHERE settled_at IS NULL", 0, SOON).await;
        let mail = letter(world).expect("a letter");
        for code in [code_in(&link), code_in(&mail)] {
            let mut browser = Browser::new(world);
            browser.opens().await;
            let file = browser.presses(&code).await;
            assert_eq!(file.status(), StatusCode::OK);
            assert_eq!(file.bytes().await.unwrap(), PHOTO);
        }

        let late = whatsapp(world, IN_WINDOW);
        let template = late.wait_for_text(SOON, "Voici le plan").await.expect("a template");
        assert!(template.document.is_none(), "a template brings no file");
        late.press_latest("Lire le message").unwrap();
        assert_eq!(picture(world, &late).await, PHOTO);
        assert_eq!(world.eye().await.number("SELECT COUNT(*) FROM document").await, 1, "kept once");

        // Whoever answers a template gets the picture with the thanks.
        admin.attach("IMG_2.jpg", "image/jpeg", PARTY.to_vec(), "annonce 4eA : Fête samedi.").unwrap();
        admin.wait_for_text(SOON, "Fête samedi").await.expect("a preview");
        admin.press_latest("Demander : présent ?").unwrap();
        admin.wait_for_text(SOON, "Viendrez-vous").await.expect("a preview that asks");
        hears(&admin, "oui", "C'est parti").await;
        let later = whatsapp(world, IN_WINDOW + 1);
        later.wait_for_text(SOON, "Fête samedi").await.expect("a template");
        later.press_latest("Je viens").unwrap();
        later.wait_for_text(SOON, "vous venez").await.expect("thanks");
        assert_eq!(picture(world, &later).await, PARTY);
    })
    .await;
}
