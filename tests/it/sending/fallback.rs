//! A number that is not on WhatsApp is remembered: what comes next is counted, priced and sent by the next channel.

use carnet_simulator::{Provider, Receipts, Script};
use serde_json::json;

use super::accounts::{infobip_sms, register_infobip};
use super::broadcast::{admin, hears};
use super::templates::with_an_admin;
use super::{SOON, ask, each_service, mother, publish, publish_estelle, teacher};
use crate::support::service::{Setup, World};
use crate::support::webhook::receipt;

/// Once, so that it would be taken if it were tried again.
const NOT_ON_WHATSAPP: &str =
    r#"[{ "match": { "provider": "whatsapp", "kind": "text" }, "action": { "error": 131026 }, "times": 1 }]"#;

const CARD: &str = r#"currency = "USD"
[[rate]]
codes = ["+225"]
segment = "0.05"
source = "test"
as_of = "2026-01-01"
"#;

fn by_sms_too() -> Setup {
    Setup {
        school: Some(with_an_admin().to_string()),
        accounts: infobip_sms!("Essai"),
        keys: "templates = \"texts\"",
        ..Setup::default()
    }
}

async fn prepare(world: &mut World) {
    register_infobip(world);
    let rates = world.path().join("texts/rates");
    std::fs::create_dir_all(&rates).unwrap();
    std::fs::write(rates.join("sms.toml"), CARD).unwrap();
    world.terminate().await;
    world.serve().await;
    ask(&mother(world), "notes").await;
    ask(&admin(world), "bonjour").await;
}

#[tokio::test]
async fn the_next_preview_counts_her_by_sms_and_says_what_falling_back_may_cost() {
    each_service(by_sms_too, async |world| {
        prepare(world).await;
        let admin = admin(world);
        let before = hears(&admin, "annonce 3eB : Réunion jeudi", "J'envoie").await;
        assert!(before.contains("elles le sont par SMS") && before.contains("0,05"), "{before}");
        assert!(!before.contains("chaque famille le reçoit en une partie"), "{before}");
        ask(&admin, "non").await;

        world.simulator.set_script(Script::parse(NOT_ON_WHATSAPP).unwrap());
        publish(world, "14,5").await;
        world.simulator.sms("+2250505050505").wait_for_text(SOON, "14,5/20").await.expect("by SMS");
        let after = hears(&admin, "annonce 3eB : Réunion jeudi", "J'envoie").await;
        assert!(after.contains("chaque famille le reçoit en une partie"), "{after}");
        assert!(!after.contains("elles le sont par SMS"), "{after}");
        let tried = |world: &World| world.simulator.ledger_where(|entry| entry.provider == Provider::WhatsApp).len();
        let before = tried(world);
        ask(&admin, "oui").await;
        world.simulator.sms("+2250505050505").wait_for_text(SOON, "Réunion jeudi").await.expect("as it was said");
        assert_eq!(tried(world), before, "nothing is tried where she is not");

        // Whoever writes from there is there.
        ask(&mother(world), "notes").await;
        let back = hears(&admin, "annonce 3eB : Réunion vendredi", "J'envoie").await;
        assert!(!back.contains("chaque famille le reçoit en une partie"), "{back}");
    })
    .await;
}

/// What may not be sent to a country goes another way each time, and whoever runs the school hears of it once.
#[tokio::test]
async fn a_country_that_may_not_be_written_to_is_another_way_at_once_and_is_told_once() {
    const COUNTRY: &str = r#"[{ "match": { "provider": "whatsapp" }, "action": { "error": 130497 } }]"#;
    each_service(by_sms_too, async |world| {
        prepare(world).await;
        world.simulator.set_script(Script::parse(COUNTRY).unwrap());
        publish(world, "14,5").await;
        let by_sms = world.simulator.sms("+2250505050505");
        by_sms.wait_for_text(SOON, "14,5/20").await.expect("by SMS");
        let (admin, told) = (admin(world), "n'a pas le droit d'écrire dans le pays");
        admin.wait_for_text(SOON, told).await.expect("what it is");
        // Another family meets it, too.
        let teacher = teacher(world);
        for text in ["Ibrahim 12 ds1", "publier ds1 4eA", "oui"] {
            ask(&teacher, text).await;
        }
        world.simulator.sms("+2250102030405").wait_for_text(SOON, "12/20").await.expect("by SMS");
        let refused = world.eye().await.number("SELECT COUNT(*) FROM attempt WHERE code = 130497").await;
        assert_eq!(refused, 2, "both were tried");
        let stopped = world.eye().await.number("SELECT COUNT(*) FROM lane WHERE paused").await;
        assert_eq!(stopped, 0, "others are written to");
        super::all_settled(world).await;
        let said = admin.received().iter().filter(|bubble| bubble.text.contains(told)).count();
        assert_eq!(said, 1, "{:?}", admin.received());
    })
    .await;
}

/// The same where the provider says so a moment later, in a receipt.
#[tokio::test]
async fn a_country_that_a_receipt_speaks_of_is_told_once_too() {
    let setup = || Setup { receipts: Receipts::none(), ..by_sms_too() };
    each_service(setup, async |world| {
        prepare(world).await;
        let (admin, told) = (admin(world), "n'a pas le droit d'écrire dans le pays");
        let caller = world.caller();
        for mark in ["14,5", "12"] {
            if mark == "12" {
                publish_estelle(world).await;
            } else {
                publish(world, mark).await;
            }
            let mother = mother(world);
            mother
                .wait_for_text(SOON, &format!("{mark}/20"))
                .await
                .unwrap_or_else(|| panic!("{mark} taken at first: {:?}", mother.received()));
            let news =
                mother.view().bubbles.into_iter().rev().find(|one| one.text.contains(&format!("{mark}/20"))).unwrap();
            let mut refused = receipt(&news.id, "failed", 1_791_799_200);
            refused["entry"][0]["changes"][0]["value"]["statuses"][0]["errors"] =
                json!([{"code": 130_497, "title": "restricted"}]);
            assert_eq!(caller.signed(&refused).await.status, 200);
            let by_sms = world.simulator.sms("+2250505050505");
            by_sms.wait_for_text(SOON, &format!("{mark}/20")).await.expect("by SMS");
            admin.wait_for_text(SOON, told).await.expect("what it is");
        }
        super::all_settled(world).await;
        let said = admin.received().iter().filter(|bubble| bubble.text.contains(told)).count();
        assert_eq!(said, 1, "{:?}", admin.received());
    })
    .await;
}
