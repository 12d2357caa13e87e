//! Templates: submitted and kept in step by a command, decided on by Meta, told to the school, used outside the window.

use carnet_simulator::{LedgerEntry, Limits, Side};
use serde_json::{Value, json};

use super::{SOON, ask, each_service, mother, notices, publish, run, teacher};
use crate::support::service::{PHONE_NUMBER_ID, Setup, WABA, World};
use crate::support::wait::until;

/// The school, with somebody who runs it.
pub(super) fn with_an_admin() -> Value {
    let mut school: Value = serde_json::from_str(include_str!("../school.json")).unwrap();
    school["school"]["languages"] = json!(["fr", "en"]);
    school["staff"].as_array_mut().unwrap().push(json!({
        "code": "AD", "name": "M. le Censeur", "role": "admin", "telegram_id": 5009, "language": "fr",
    }));
    school
}

fn in_review() -> Setup {
    let limits = Limits { template_review: true, known_templates: true, ..window() };
    Setup { school: Some(with_an_admin().to_string()), limits, ..Setup::default() }
}

/// Submits all templates, and Meta approves them.
pub(super) async fn approve_all(world: &World) {
    for line in lines(&run(world, &["templates", "sync", "--json"]).await) {
        let (name, language) = (line["template"].as_str().unwrap(), line["language"].as_str().unwrap());
        judge(world, name, language, json!({ "status": "APPROVED" }));
    }
    let missing = "SELECT COUNT(*) FROM template WHERE locale <> 'ar' AND state <> 'APPROVED'";
    world.eye().await.until(missing, 0, SOON).await;
}

/// Free text reaches only people who have written.
fn window() -> Limits {
    Limits { whatsapp_window_ms: Some(24 * 3_600_000), ..Limits::default() }
}

fn judge(world: &World, name: &str, language: &str, fate: Value) {
    assert!(world.simulator.judge_template(WABA, name, language, fate), "{name} {language}");
}

/// Waits until the service knows a template's state.
async fn knows(world: &World, name: &str, state: &str) {
    let sql = format!("SELECT COUNT(*) FROM template WHERE name = '{name}' AND locale = 'fr' AND state = '{state}'");
    world.eye().await.until(&sql, 1, SOON).await;
}

fn lines(said: &str) -> Vec<Value> {
    said.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn is_template(entry: &LedgerEntry, name: &str) -> bool {
    entry.kind == "template" && entry.body["template"]["name"] == name
}

async fn admin_reads(world: &World, part: &str) {
    let admin = world.simulator.telegram(5009);
    let found = admin.wait_for(SOON, |bubble| bubble.side == Side::Service && bubble.text.contains(part)).await;
    assert!(found.is_some(), "{part}: {:?}", admin.received());
}

#[tokio::test]
async fn missing_templates_are_submitted_once_and_their_fate_is_told_to_the_school() {
    each_service(in_review, async |world| {
        ask(&world.simulator.telegram(5009).named("Censeur"), "bonjour").await;
        // The school has many of its own: ours come pages later.
        for number in 0..60 {
            let body = json!([{ "type": "BODY", "text": "Bonjour" }]);
            let name = format!("own_{number}");
            let own = json!({ "name": name, "language": "fr", "category": "UTILITY", "components": body });
            world.simulator.approve_template(WABA, own);
        }
        let wanted = lines(&run(world, &["templates", "--json"]).await);
        assert!(!wanted.is_empty() && wanted.iter().all(|line| line["state"] == "MISSING"), "{wanted:?}");
        assert!(wanted.iter().all(|line| line["language"] != "ar"), "only the school's languages");
        let dry = run(world, &["templates", "sync", "--dry-run"]).await;
        assert!(dry.contains("would be submitted") && dry.lines().all(|line| line.chars().count() <= 100), "{dry}");
        let submitted = || world.simulator.ledger_where(|entry| entry.kind == "setup" && entry.account == WABA).len();
        let shown = || world.simulator.ledger_where(|entry| entry.kind == "setup" && entry.account == PHONE_NUMBER_ID);
        // The service has set its commands and ice-breakers as it started.
        until(|| shown().len() == 1, SOON).await;
        assert_eq!(submitted(), 0, "a dry run changes nothing");
        run(world, &["templates", "sync"]).await;
        assert_eq!(submitted(), wanted.len());
        assert_eq!(shown().len(), 2, "whoever asks for it has it set anew");
        let menu = &shown()[0].body;
        assert_eq!(menu["prompts"][0], "Les notes de mon enfant");
        assert_eq!(menu["commands"][0]["command_name"], "notes");
        assert_eq!(menu["enable_welcome_message"], false);
        let again = lines(&run(world, &["templates", "sync", "--json"]).await);
        assert_eq!(submitted(), wanted.len(), "what is there is not submitted again");
        assert!(again.iter().all(|line| line["state"] == "PENDING" && line["usable"] == false), "{again:?}");

        judge(world, "carnet_new_mark", "fr", json!({ "status": "REJECTED", "reason": "INVALID_FORMAT" }));
        knows(world, "carnet_new_mark", "REJECTED").await;
        admin_reads(world, "INVALID_FORMAT").await;
        let listed = run(world, &["templates"]).await;
        assert!(listed.contains("reword it in whatsapp/*.toml"), "{listed}");
        for line in &wanted {
            judge(
                world,
                line["template"].as_str().unwrap(),
                line["language"].as_str().unwrap(),
                json!({ "status": "APPROVED" }),
            );
        }
        admin_reads(world, "tous les modèles").await;
        judge(world, "carnet_new_mark", "fr", json!({ "category": "MARKETING" }));
        admin_reads(world, "publicités").await;
        judge(world, "carnet_new_mark", "fr", json!({ "status": "DISABLED" }));
        admin_reads(world, "pour de bon").await;
    })
    .await;
}

#[tokio::test]
async fn outside_the_window_a_family_is_told_by_an_approved_template_and_what_waits_leaves_with_the_approval() {
    each_service(in_review, async |world| {
        let mother = mother(world);
        run(world, &["templates", "sync"]).await;
        publish(world, "14,5").await;
        let held = "SELECT COUNT(*) FROM message WHERE class = 2 AND reason = 'template_waits'";
        world.eye().await.until(held, 1, SOON).await;
        assert!(world.simulator.ledger_where(|entry| is_template(entry, "carnet_new_mark")).is_empty());
        judge(world, "carnet_new_mark", "fr", json!({ "status": "APPROVED" }));
        let news = mother.wait_for_text(SOON, "14,5/20").await.expect("it leaves when it is approved");
        assert!(news.text.contains("Awa K."), "{}", news.text);
        let sent = world.simulator.ledger_where(|entry| is_template(entry, "carnet_new_mark"));
        assert_eq!(sent[0].body["template"]["language"]["code"], "fr");
    })
    .await;
}

#[tokio::test]
async fn a_language_without_a_template_gives_way_to_another_the_person_reads() {
    each_service(in_review, async |world| {
        let father = world.simulator.whatsapp("+2250102030405").named("Papa").with_user_id("CI.7002");
        run(world, &["templates", "sync"]).await;
        judge(world, "carnet_new_mark", "fr", json!({ "status": "APPROVED" }));
        judge(world, "carnet_new_mark", "en", json!({ "status": "REJECTED" }));
        let english = "SELECT COUNT(*) FROM template WHERE locale = 'en' AND state = 'REJECTED'";
        world.eye().await.until(english, 1, SOON).await;
        let teacher = teacher(world);
        ask(&teacher, "Traoré Ibrahim 12 ds1").await;
        ask(&teacher, "publier ds1 4eA").await;
        ask(&teacher, "oui").await;
        let news = father.wait_for_text(SOON, "12/20").await.expect("by the school's own language");
        assert!(news.text.contains("Nouvelle note"), "{}", news.text);
    })
    .await;
}

#[tokio::test]
async fn without_any_template_the_next_address_of_the_same_person_is_used() {
    each_service(in_review, async |world| {
        let _whatsapp = mother(world);
        publish_to_a_guardian_with_telegram(world).await;
        let chat = world.simulator.telegram(7001);
        let news = chat.wait_for(SOON, |bubble| bubble.text.contains("14,5/20")).await;
        assert!(news.is_some(), "{:?}", chat.received());
        assert_eq!(notices(world, "failed").await, 0);
    })
    .await;
}

/// The mother wrote on WhatsApp last, too long ago; earlier she was on Telegram.
async fn publish_to_a_guardian_with_telegram(world: &World) {
    let phone = mother(world);
    ask(&phone, "bonjour").await;
    let issued = run(world, &["code", "issue", "--school", "essai", "--student", "A01"]).await;
    let code = issued.split('\t').next().unwrap();
    let chat = world.simulator.telegram(7001).named("Maman");
    ask(&chat, &format!("lier {code}")).await;
    ask(&chat, "oui").await;
    // Both addresses are hers; she wrote by WhatsApp last, and that window is closed.
    let mut eye = world.eye().await;
    eye.run(
        "UPDATE contact SET guardian_id = (SELECT id FROM guardian WHERE code = 'P1') WHERE channel = 'telegram' \
         AND guardian_id IS NOT NULL AND staff_id IS NULL",
    )
    .await;
    eye.run("UPDATE contact SET last_inbound_at = 2 WHERE channel = 'whatsapp' AND guardian_id IS NOT NULL").await;
    eye.run("UPDATE contact SET last_inbound_at = 1 WHERE channel = 'telegram' AND guardian_id IS NOT NULL").await;
    publish(world, "14,5").await;
}

#[tokio::test]
async fn a_refused_template_is_learnt_and_another_language_is_tried() {
    each_service(in_review, async |world| {
        let father = world.simulator.whatsapp("+2250102030405").named("Papa").with_user_id("CI.7002");
        run(world, &["templates", "sync"]).await;
        for language in ["fr", "en"] {
            judge(world, "carnet_new_mark", language, json!({ "status": "APPROVED" }));
        }
        let approved = "SELECT COUNT(*) FROM template WHERE name = 'carnet_new_mark' AND state = 'APPROVED'";
        world.eye().await.until(approved, 2, SOON).await;
        // Meta pauses it, and its webhook never comes.
        let habits = carnet_simulator::Webhooks { drop: 1.0, ..carnet_simulator::Webhooks::default() };
        world.simulator.set_webhooks(habits);
        judge(world, "carnet_new_mark", "en", json!({ "status": "PAUSED" }));
        world.simulator.set_webhooks(carnet_simulator::Webhooks::default());
        let teacher = teacher(world);
        ask(&teacher, "Traoré Ibrahim 12 ds1").await;
        ask(&teacher, "publier ds1 4eA").await;
        ask(&teacher, "oui").await;
        let news = father.wait_for_text(SOON, "12/20").await.expect("by the other language");
        assert!(news.text.contains("Nouvelle note"), "{}", news.text);
        let learnt = "SELECT COUNT(*) FROM template WHERE locale = 'en' AND state = 'PAUSED'";
        world.eye().await.until(learnt, 1, SOON).await;
    })
    .await;
}
