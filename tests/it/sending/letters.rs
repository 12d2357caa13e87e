//! E-mail end to end, and the next address of a person: every family reached once, by a way that works.

use carnet_simulator::{LedgerEntry, Provider, Script};
use serde_json::json;
use std::sync::Arc;

use super::accounts::{infobip_sms, register_infobip, smtp};
use super::{SOON, all_settled, ask, each_service, mother, publish, publish_estelle, teacher};
use crate::support::service::{Setup, World};

const ACCOUNTS: &str = concat!(infobip_sms!("Essai"), smtp!());

const CARD: &str = r#"currency = "USD"
[[rate]]
codes = ["+225"]
segment = "0.05"
source = "test"
as_of = "2026-01-01"
"#;

/// She is not on WhatsApp any more.
const NOT_ON_WHATSAPP: &str =
    r#"[{ "match": { "provider": "whatsapp", "kind": "text" }, "action": { "error": 131026 } }]"#;

/// The small school, where the mother has an e-mail address too, and another family has nothing else.
fn with_letters() -> Setup {
    let mut school: serde_json::Value = serde_json::from_str(include_str!("../school.json")).unwrap();
    school["guardians"][0]["email"] = json!("mere@exemple.org");
    school["guardians"].as_array_mut().unwrap().push(json!({
        "code": "P3", "name": "M. KOUASSI", "email": "pere@exemple.org", "language": "fr",
        "children": [{ "student": "A02", "relation": "father", "consent": "2026-09-10" }],
    }));
    Setup { school: Some(school.to_string()), accounts: ACCOUNTS, keys: "templates = \"texts\"", ..Setup::default() }
}

fn letters(world: &World) -> Vec<Arc<LedgerEntry>> {
    world.simulator.ledger_where(|entry| entry.kind == "email")
}

/// The path in a letter that ends letters.
fn link(letter: &LedgerEntry) -> String {
    let text = letter.body["message"].as_str().unwrap().replace("\r\n ", " ");
    let line = text.lines().find_map(|line| line.strip_prefix("List-Unsubscribe: <")).unwrap();
    line.trim_end_matches('>').split_once("/u/").map(|(_, token)| format!("/u/{token}")).unwrap()
}

#[tokio::test]
async fn a_family_with_nothing_but_e_mail_is_written_to_until_one_click() {
    each_service(with_letters, async |world| {
        let teacher = teacher(world);
        ask(&teacher, "Kouassi Aya 9 ds1").await;
        ask(&teacher, "publier ds1 4eA").await;
        ask(&teacher, "oui").await;
        all_settled(world).await;
        let sent = letters(world);
        let [letter] = sent.as_slice() else { panic!("{sent:?}") };
        assert_eq!(letter.to.as_deref(), Some("pere@exemple.org"));
        assert!(letter.body["message"].as_str().unwrap().contains("9/20"), "{letter:?}");
        assert!(!letter.body["subject"].as_str().unwrap().contains("Aya"), "a subject is read by strangers");

        let (caller, path) = (world.caller(), link(letter));
        assert_eq!(caller.get("/u/AAAA").await.status, 404);
        let page = caller.get(&path).await;
        assert!(page.status == 200 && page.body.contains("<form method=post>"), "{}", page.body);
        let stopped = "SELECT COUNT(*) FROM contact WHERE channel = 'email' AND state = 'stopped'";
        assert_eq!(world.eye().await.number(stopped).await, 0, "machines follow links");
        for _ in 0..2 {
            assert_eq!(caller.post(&path, b"List-Unsubscribe=One-Click", None).await.status, 200);
        }
        assert_eq!(world.eye().await.number(stopped).await, 1);
        ask(&teacher, "Kouassi Aya 10 au lieu de 9 ds1").await;
        ask(&teacher, "oui").await;
        all_settled(world).await;
        assert_eq!(letters(world).len(), 1, "nothing after that");
    })
    .await;
}

#[tokio::test]
async fn what_no_chat_can_deliver_goes_by_sms_then_by_e_mail_and_is_paid_for() {
    each_service(with_letters, async |world| {
        register_infobip(world);
        let rates = world.path().join("texts/rates");
        std::fs::create_dir_all(&rates).unwrap();
        std::fs::write(rates.join("sms.toml"), CARD).unwrap();
        world.terminate().await;
        world.serve().await;
        ask(&mother(world), "notes").await;
        world.simulator.set_script(Script::parse(NOT_ON_WHATSAPP).unwrap());
        publish(world, "14,5").await;
        let phone = world.simulator.sms("+2250505050505");
        let news = phone.wait_for_text(SOON, "14,5/20").await.expect("by SMS");
        assert!(news.text.starts_with("Note d'Awa"), "in its short form: {}", news.text);
        all_settled(world).await;
        assert!(letters(world).is_empty(), "the same news is not told twice");
        let costs = "SELECT CAST(SUM(micros) AS BIGINT) FROM spend";
        // As Infobip says, which is not what was foreseen.
        world.eye().await.until(costs, 12_300, SOON).await;
        // No network reaches her any more; an SMS that does not arrive is paid for all the same.
        phone.fail_with(Some(19));
        publish_estelle(world).await;
        let by_mail = "SELECT COUNT(*) FROM message WHERE account_id = 'mail1' AND state = 'accepted'";
        world.eye().await.until(by_mail, 1, SOON).await;
        let sent = letters(world);
        let [letter] = sent.as_slice() else { panic!("{sent:?}") };
        assert_eq!(letter.to.as_deref(), Some("mere@exemple.org"));
        world.eye().await.until(costs, 24_600, SOON).await;
        assert_eq!(world.simulator.ledger_where(|entry| entry.provider == Provider::Infobip).len(), 2);
    })
    .await;
}

#[tokio::test]
async fn whoever_asks_for_silence_in_chat_is_not_written_to_elsewhere() {
    each_service(with_letters, async |world| {
        register_infobip(world);
        let mother = mother(world);
        ask(&mother, "notes").await;
        world.simulator.set_script(Script::parse(NOT_ON_WHATSAPP).unwrap());
        publish(world, "14,5").await;
        world.simulator.sms("+2250505050505").wait_for_text(SOON, "14,5/20").await.expect("by SMS");
        world.simulator.set_script(Script::default());
        ask(&mother, "stop").await;
        let active = "SELECT COUNT(*) FROM contact WHERE state = 'active' AND guardian_id IN \
                      (SELECT guardian_id FROM contact WHERE channel = 'whatsapp' AND guardian_id IS NOT NULL)";
        assert_eq!(world.eye().await.number(active).await, 0, "her other addresses are silent too");
        let elsewhere =
            || world.simulator.ledger_where(|entry| matches!(entry.provider, Provider::Infobip | Provider::Smtp)).len();
        let before = elsewhere();
        publish_estelle(world).await;
        all_settled(world).await;
        assert_eq!(elsewhere(), before);
        ask(&mother, "reprendre").await;
        assert!(world.eye().await.number(active).await > 1, "until she is back");
    })
    .await;
}
