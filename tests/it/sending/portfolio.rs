//! A portfolio's day: its numbers share it, in one process and in several; what the provider says of it is learnt.

use carnet_simulator::Phone;
use serde_json::{Value, json};
use std::collections::BTreeSet;

use super::broadcast::hears;
use super::{SOON, ask, each_service, run};
use crate::support::engines::on_postgres_only;
use crate::support::service::{PHONE_NUMBER_ID, Setup, WABA, World};

/// The number of the second school.
const SECOND_NUMBER: &str = "106540352242933";

/// A school of one class whose families never wrote: `phones` end their numbers.
fn school(code: &str, teacher: u32, phones: &[u32]) -> Value {
    let mut school: Value = serde_json::from_str(include_str!("../school.json")).unwrap();
    school["school"]["code"] = json!(code);
    school["school"]["name"] = json!(format!("École {code}"));
    school["staff"] = json!([
        { "code": "T1", "name": "M. KOFFI", "role": "admin", "telegram_id": teacher, "language": "fr" }]);
    school["courses"] = json!([{ "class": "4A", "subject": "MATH", "teacher": "T1", "coefficient": "4" }]);
    school["assessments"] = json!([]);
    let student = |phone: &u32| {
        json!({ "code": format!("S{phone}"), "class": "4A", "last_name": format!("NOM{phone}"),
        "first_name": "Awa" })
    };
    school["students"] = phones.iter().map(student).collect();
    let family = |phone: &u32| {
        json!({ "code": format!("P{phone}"), "name": format!("Mme {phone}"), "phone": format!("+22505050{phone}"),
            "language": "fr", "children": [{ "student": format!("S{phone}"), "relation": "mother", "consent": "2026-09-10" }] })
    };
    school["guardians"] = phones.iter().map(family).collect();
    school
}

/// A number of the second school's at Meta.
fn second_number(base: &str, more: &str) -> String {
    format!(
        r#"
[[account]]
id = "wa2"
school = "second"
provider = "whatsapp"
api_base = "{base}/v25.0"
phone_number_id = "{SECOND_NUMBER}"
waba_id = "102290129340399"
access_token = "env:TEST_WA_TOKEN"
app_secrets = ["env:TEST_WA_SECRET"]
verify_token = "env:TEST_WA_VERIFY"
pair_interval_ms = 0
{more}
"#
    )
}

/// Imports the second school and gives it a number, in one portfolio with the first one's; the bot is both's.
async fn two_numbers(world: &mut World, second: &Value, limit: &str) {
    std::fs::write(world.path().join("second.json"), second.to_string()).unwrap();
    run(world, &["import", "second.json"]).await;
    world.terminate().await;
    world.configure("", &second_number("BASE", &format!("portfolio = \"p\"\n{limit}")));
    let path = world.path().join("carnet.toml");
    let written = std::fs::read_to_string(&path).unwrap();
    let (number, bot) = (format!("waba_id = \"{WABA}\"\n"), "id = \"tg1\"\nschool = \"essai\"");
    let written = written.replace(&number, &format!("{number}portfolio = \"p\"\n"));
    std::fs::write(&path, written.replace(bot, "id = \"tg1\"\nschools = [\"essai\", \"second\"]")).unwrap();
    world.serve().await;
}

/// Announces something to the families of a school: what the preview says.
async fn announce(admin: &Phone, words: &str) -> String {
    let preview = hears(admin, &format!("annonce 4eA : {words}"), words).await;
    hears(admin, "oui", "C'est parti").await;
    preview
}

fn admin(world: &World, id: i64) -> Phone {
    world.simulator.telegram(id).named("Admin")
}

/// Whom templates went to, by whichever number.
fn people_written_to(world: &World) -> BTreeSet<String> {
    let sent = world.simulator.ledger_where(|entry| entry.kind == "template");
    sent.iter().filter_map(|entry| entry.to.clone()).collect()
}

fn by_number(world: &World, number: &str) -> usize {
    world.simulator.ledger_where(|entry| entry.kind == "template" && entry.account == number).len()
}

const HELD: &str = "SELECT COUNT(*) FROM message WHERE class = 3 AND reason = 'daily_recipients'";
const SENT: &str = "SELECT COUNT(*) FROM message WHERE class = 3 AND state = 'accepted'";

fn lines_with(said: &str, key: &str) -> Vec<Value> {
    let lines = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.filter(|line: &Value| line.get(key).is_some()).collect()
}

#[tokio::test]
async fn two_numbers_of_a_portfolio_share_its_day() {
    let setup =
        || Setup { school: Some(school("essai", 5001, &[50_001, 50_002, 50_003]).to_string()), ..Setup::default() };
    each_service(setup, async |world| {
        // One family has a child in each.
        two_numbers(world, &school("second", 5101, &[50_001, 60_001]), "daily_recipients = 3").await;
        announce(&admin(world, 5001), "Réunion jeudi").await;
        world.eye().await.until(SENT, 3, SOON).await;
        let plan = announce(&admin(world, 5101), "Sortie lundi").await;
        assert!(plan.contains("jour"), "it says that it takes a day: {plan}");
        world.eye().await.until(SENT, 4, SOON).await;
        world.eye().await.until(HELD, 1, SOON).await;
        assert_eq!(people_written_to(world).len(), 3, "whoever was written to already is nobody new");
        assert_eq!((by_number(world, PHONE_NUMBER_ID), by_number(world, SECOND_NUMBER)), (3, 1));
        let told = run(world, &["queue", "stats"]).await;
        assert!(told.contains("portfolio p (wa1, wa2): 3 of 3 new people in the last 24 hours"), "{told}");
        let told = run(world, &["queue", "stats", "--json"]).await;
        let lines = lines_with(&told, "portfolio");
        assert_eq!((&lines[0]["new_recipients_24h"], &lines[0]["daily_recipients"]), (&json!(3), &json!(3)), "{told}");
        // Another start knows it too.
        world.terminate().await;
        world.serve().await;
        announce(&admin(world, 5101), "Encore").await;
        world.eye().await.until(SENT, 5, SOON).await;
        world.eye().await.until(HELD, 1, SOON).await;
        assert_eq!(people_written_to(world).len(), 3);
    })
    .await;
}

/// Meta says that it allows more, then less.
#[tokio::test]
async fn what_the_provider_allows_is_learnt_and_less_is_told() {
    let setup =
        || Setup { school: Some(school("essai", 5001, &[50_001, 50_002, 50_003]).to_string()), ..Setup::default() };
    each_service(setup, async |world| {
        let said = async |at: i64, limit: Value| {
            let event = json!({ "object": "whatsapp_business_account", "entry": [{ "id": WABA, "time": at, "changes": [{
                "field": "business_capability_update", "value": { "max_daily_conversations_per_business": limit } }] }] });
            assert_eq!(world.caller().signed(&event).await.status, 200);
        };
        let admin = admin(world, 5001);
        ask(&admin, "aide").await;
        said(1_790_000_000, json!(2)).await;
        let told = "WhatsApp ne laisse désormais écrire qu'à 2 nouvelles personnes par jour";
        assert!(admin.wait_for_text(SOON, told).await.is_some(), "{:?}", admin.received());
        announce(&admin, "Réunion jeudi").await;
        world.eye().await.until(SENT, 2, SOON).await;
        world.eye().await.until(HELD, 1, SOON).await;
        let stats = run(world, &["queue", "stats"]).await;
        assert!(stats.contains("2 of 2 new people in the last 24 hours; its provider allows 2"), "{stats}");
        assert!(run(world, &["queue", "stats", "--json"]).await.contains("\"provider_allows\":2"));
        // What is older changes nothing; what is newer lets go what waited.
        said(1_780_000_000, json!("TIER_UNLIMITED")).await;
        world.eye().await.until("SELECT COUNT(*) FROM inbox WHERE state = 'new'", 0, SOON).await;
        let stats = run(world, &["queue", "stats"]).await;
        assert!(stats.contains("its provider allows 2"), "what is older: {stats}");
        world.eye().await.until(HELD, 1, SOON).await;
        said(1_790_000_100, json!("TIER_2K")).await;
        world.eye().await.until(SENT, 3, SOON).await;
        // Less is told once, with what it was.
        said(1_790_000_200, json!(250)).await;
        let told = "qu'à 250 nouvelles personnes par jour (jusqu'ici 2";
        assert!(admin.wait_for_text(SOON, told).await.is_some(), "{:?}", admin.received());
    })
    .await;
}

/// The second process knows the second number only, the first one the first: the lanes run side by side.
#[tokio::test]
async fn two_processes_share_a_portfolios_day() {
    const LIMIT: usize = 10;
    on_postgres_only(async |url| {
        let (first, second): (Vec<u32>, Vec<u32>) = ((50_001..=50_012).collect(), (60_001..=60_012).collect());
        let school_file = school("essai", 5001, &first).to_string();
        let mut world =
            World::start(Setup { school: Some(school_file), database_url: Some(url), ..Setup::default() }).await;
        two_numbers(&mut world, &school("second", 5101, &second), "daily_recipients = 10").await;
        for lane in ["wa1", "wa2"] {
            run(&world, &["queue", "pause", lane]).await;
        }
        announce(&admin(&world, 5001), "Réunion jeudi").await;
        announce(&admin(&world, 5101), "Réunion lundi").await;
        world.eye().await.until("SELECT COUNT(*) FROM message WHERE class = 3 AND state = 'queued'", 24, SOON).await;
        world.terminate().await;
        let path = world.path().join("carnet.toml");
        let written = std::fs::read_to_string(&path).unwrap();
        let (ours, theirs) = written.split_once("[[account]]\nid = \"wa2\"").unwrap();
        let (top, rest) = written.split_once("[[account]]\nid = \"wa1\"").unwrap();
        assert!(rest.contains("wa2") && !ours.contains("wa2"));
        let alone = ours.replace("[\"essai\", \"second\"]", "[\"essai\"]");
        let alone = alone.replace("portfolio = \"p\"\n", "portfolio = \"p\"\ndaily_recipients = 10\n");
        std::fs::write(&path, &alone).unwrap();
        world.serve().await;
        std::fs::write(&path, format!("{top}[[account]]\nid = \"wa2\"{theirs}")).unwrap();
        let beside = world.serve_beside().await;
        run(&world, &["queue", "resume", "wa2"]).await;
        std::fs::write(&path, &alone).unwrap();
        // Both have counted before either can say what it sends.
        let mut hand = world.eye().await;
        hand.hold_outbox().await;
        run(&world, &["queue", "resume", "wa1"]).await;
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        hand.let_go().await;
        let (mut eye, held) = (world.eye().await, i64::try_from(24 - LIMIT).unwrap());
        eye.until(HELD, held, SOON).await;
        eye.until(SENT, 24 - held, SOON).await;
        assert_eq!(people_written_to(&world).len(), LIMIT, "{}", beside.log());
        world.kill().await;
    })
    .await;
}
