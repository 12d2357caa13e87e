//! Money: a school's budget for the month holds, is warned of, and lets answers through; the day's new recipients; what is
//! not delivered costs nothing.

use carnet_simulator::{Limits, Webhooks};
use serde_json::{Value, json};

use super::broadcast::hears;
use super::templates::{approve_all, with_an_admin};
use super::{SOON, ask, each_service, mother, notices, run, teacher};
use crate::support::service::{Setup, WABA, World};

/// A card of round prices: 1 USD to Ivory Coast.
const CARD: &str = r#"
currency = "USD"
[[rate]]
codes = ["+225"]
utility = "1"
marketing = "2"
authentication = "1"
source = "test"
as_of = "2026-01-01"
"#;

/// Three families, one child each, who never wrote.
fn three_families() -> Setup {
    let mut school: Value = with_an_admin();
    let family = |code: &str, phone: &str, student: &str| {
        json!({ "code": code, "name": code, "phone": phone, "language": "fr",
            "children": [{ "student": student, "relation": "mother", "consent": "2026-09-10" }] })
    };
    school["guardians"] = json!([
        family("P1", "+2250505050505", "A01"),
        family("P2", "+2250505050506", "A02"),
        family("P3", "+2250505050507", "A03"),
    ]);
    Setup {
        school: Some(school.to_string()),
        limits: Limits { template_review: true, known_templates: true, ..Limits::default() },
        keys: "templates = \"texts\"",
        ..Setup::default()
    }
}

/// Writes the rates, a line for the number and the rest of the configuration, and starts again.
async fn restart_with(world: &mut World, number: &str, tail: &str) {
    let folder = world.path().join("texts/rates");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("whatsapp.toml"), CARD).unwrap();
    world.terminate().await;
    world.configure("templates = \"texts\"", tail);
    let (path, verify) = (world.path().join("carnet.toml"), "verify_token = \"env:TEST_WA_VERIFY\"\n");
    let written = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, written.replace(verify, &format!("{verify}{number}\n"))).unwrap();
    world.serve().await;
}

/// The three children get their marks and their families the news.
async fn publish_three(world: &World) {
    let teacher = teacher(world);
    ask(&teacher, "notes 4eA maths ds1\nAwa Kouassi 14\nKouassi Aya 9\nnguessan 11").await;
    ask(&teacher, "oui").await;
    ask(&teacher, "publier ds1 4eA").await;
    ask(&teacher, "oui").await;
}

/// Waits until so many families have their news.
async fn settled(world: &World, count: i64) {
    let accepted = "SELECT COUNT(*) FROM message WHERE class = 2 AND state = 'accepted' AND marks <> '[]'";
    world.eye().await.until(accepted, count, SOON).await;
}

/// Whom templates went to.
fn people_written_to(world: &World) -> std::collections::BTreeSet<String> {
    let sent = world.simulator.ledger_where(|entry| entry.kind == "template");
    sent.iter().filter_map(|entry| entry.to.clone()).collect()
}

fn stats(said: &str) -> Value {
    let mut lines = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.rfind(|line| line["school"] == "essai").unwrap_or_default()
}

#[tokio::test]
async fn the_first_message_that_waits_tells_that_the_budget_is_used_up() {
    each_service(three_families, async |world| {
        let budget = "[[budget]]\nschool = \"essai\"\nmonthly = \"0.50\"";
        restart_with(world, "", budget).await;
        let admin = world.simulator.telegram(5009).named("Censeur");
        ask(&admin, "bonjour").await;
        approve_all(world).await;
        let teacher = teacher(world);
        ask(&teacher, "notes 4eA maths ds1\nAwa Kouassi 14").await;
        ask(&teacher, "oui").await;
        ask(&teacher, "publier ds1 4eA").await;
        ask(&teacher, "oui").await;
        let held = "SELECT COUNT(*) FROM message WHERE class = 2 AND reason = 'over_budget'";
        world.eye().await.until(held, 1, SOON).await;
        assert!(admin.wait_for_text(SOON, "0,00 USD sur 0,50 USD").await.is_some(), "{:?}", admin.received());
    })
    .await;
}

#[tokio::test]
async fn a_budget_warns_then_stops_and_answers_go_on() {
    each_service(three_families, async |world| {
        let budget = "[[budget]]\nschool = \"essai\"\nmonthly = \"2.50\"";
        restart_with(world, "", budget).await;
        ask(&world.simulator.telegram(5009).named("Censeur"), "bonjour").await;
        approve_all(world).await;
        publish_three(world).await;
        let held = "SELECT COUNT(*) FROM message WHERE class = 2 AND reason = 'over_budget'";
        world.eye().await.until(held, 1, SOON).await;
        settled(world, 2).await;
        assert_eq!(people_written_to(world).len(), 2, "two of three fit");
        let admin = world.simulator.telegram(5009);
        assert!(admin.wait_for_text(SOON, "2,00 USD sur 2,50 USD").await.is_some(), "{:?}", admin.received());
        hears(&admin, "annonce 4eA : Kermesse", "tout ce qui est payant attendra").await;
        // The yes says what waits, and nothing of it has left.
        hears(&admin, "oui", "C'est confirmé pour 3 familles.\n⏳ Le budget du mois est épuisé").await;
        hears(&admin, "annule l'annonce", "3 familles ne la recevront pas").await;
        let told = run(world, &["queue", "stats"]).await;
        assert!(told.contains("school essai: 2.00 USD of 2.50 USD spent"), "{told}");
        let told = stats(&run(world, &["queue", "stats", "--json"]).await);
        assert_eq!((&told["spent_micros"], &told["messages"]), (&json!(2_000_000), &json!(2)));
        let deadline = tokio::time::Instant::now() + SOON;
        let mut metrics = world.metrics().await;
        while !metrics.contains("carnet_outbox_spent") && tokio::time::Instant::now() < deadline {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            metrics = world.metrics().await;
        }
        let is_spent = |line: &&str| line.starts_with("carnet_outbox_spent{school=\"essai\"") && line.ends_with("} 2");
        assert!(metrics.lines().any(|line| is_spent(&line)), "{metrics}");
        assert!(metrics.contains("carnet_outbox_budget{school=\"essai\"} 2.5"), "{metrics}");
        // Whoever writes is answered, and their news is free from then on.
        let mother = mother(world);
        ask(&mother, "notes").await;
        // The budget is raised: what waits goes.
        restart_with(world, "", "[[budget]]\nschool = \"essai\"\nmonthly = \"10\"").await;
        world.eye().await.until("SELECT COUNT(*) FROM message WHERE class = 2 AND state = 'queued'", 0, SOON).await;
        assert_eq!(notices(world, "expired").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_surely_not_delivered_costs_nothing() {
    each_service(three_families, async |world| {
        restart_with(world, "", "").await;
        approve_all(world).await;
        let script = r#"[{ "match": { "kind": "template", "to": "2250505050506" }, "action": { "error": 131026 } }]"#;
        world.simulator.set_script(carnet_simulator::Script::parse(script).unwrap());
        world.simulator.whatsapp("+2250505050507").named("P3").fail_with(Some(131_026));
        publish_three(world).await;
        let settled = "SELECT COUNT(*) FROM message WHERE class = 2 AND state IN ('failed', 'failed_after_accept')";
        world.eye().await.until(settled, 2, SOON).await;
        let spent = "SELECT CAST(SUM(micros) AS BIGINT) FROM spend";
        world.eye().await.until(spent, 1_000_000, SOON).await;
        assert_eq!(world.eye().await.number("SELECT COUNT(*) FROM charge").await, 1);
    })
    .await;
}

/// Meta takes the template for advertising and has not said so yet: the receipts tell.
#[tokio::test]
async fn what_the_provider_says_is_what_it_cost() {
    each_service(three_families, async |world| {
        restart_with(world, "", "").await;
        approve_all(world).await;
        // What Meta makes of the template is not told, but by the receipts.
        world.simulator.set_webhooks(Webhooks { drop: 1.0, ..Webhooks::default() });
        let fate = json!({ "category": "MARKETING" });
        assert!(world.simulator.judge_template(WABA, "carnet_new_mark", "fr", fate));
        world.simulator.set_webhooks(Webhooks::default());
        publish_three(world).await;
        settled(world, 3).await;
        let spent = "SELECT CAST(SUM(micros) AS BIGINT) FROM spend";
        world.eye().await.until(spent, 6_000_000, SOON).await;
        let told = run(world, &["cost", "--school", "essai", "--json"]).await;
        let lines: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let sum = |key: &str| lines.iter().map(|line| line[key].as_i64().unwrap()).sum::<i64>();
        assert_eq!((sum("messages"), sum("told"), sum("micros")), (3, 3, 6_000_000), "{told}");
    })
    .await;
}

#[tokio::test]
async fn no_more_new_people_are_written_to_in_a_day_than_the_portfolio_allows() {
    each_service(three_families, async |world| {
        restart_with(world, "daily_recipients = 2", "").await;
        approve_all(world).await;
        publish_three(world).await;
        let warned = teacher(world).wait_for_text(SOON, "les familles seront prévenues sur 2 jours").await;
        assert!(warned.is_some(), "whoever publishes knows: {:?}", teacher(world).received());
        let held = "SELECT COUNT(*) FROM message WHERE class = 2 AND reason = 'daily_recipients'";
        world.eye().await.until(held, 1, SOON).await;
        settled(world, 2).await;
        assert_eq!(people_written_to(world).len(), 2);
        // The next owner of the lane knows whom this one wrote to; those may be written to again.
        world.terminate().await;
        world.serve().await;
        let teacher = teacher(world);
        ask(&teacher, "notes 4eA maths ds1\nAwa Kouassi 15\nKouassi Aya 10\nnguessan 12").await;
        ask(&teacher, "oui").await;
        settled(world, 4).await;
        world.eye().await.until(held, 1, SOON).await;
        let known = people_written_to(world);
        assert_eq!(known.len(), 2, "the same two");
        // Whoever writes opens the window: nothing of theirs waits for tomorrow.
        for phone in ["2250505050505", "2250505050506", "2250505050507"] {
            if !known.contains(phone) {
                world.simulator.whatsapp(&format!("+{phone}")).text("aide").unwrap();
            }
        }
        settled(world, 5).await;
        world.eye().await.until(held, 0, SOON).await;
        assert_eq!(people_written_to(world), known, "freely");
    })
    .await;
}

/// Sends and receipts take what they share in one order; else they wait for each other until the database ends one of them.
#[tokio::test]
async fn who_waits_for_a_message_does_not_have_the_money_yet() {
    each_service(three_families, async |world| {
        if !world.database_url.starts_with("postgres") {
            return;
        }
        restart_with(world, "", "").await;
        approve_all(world).await;
        run(world, &["queue", "pause", "wa1"]).await;
        publish_three(world).await;
        let (mut eye, mut purse) = (world.eye().await, world.eye().await);
        eye.until("SELECT COUNT(*) FROM message WHERE class = 2 AND account_id = 'wa1'", 3, SOON).await;
        eye.run(
            "INSERT INTO spend (school_id, month, micros, messages, told_percent) \
             SELECT id, to_char(now(), 'YYYY-MM'), 0, 0, 0 FROM school",
        )
        .await;
        eye.run("BEGIN").await;
        let held =
            "SELECT COUNT(*) FROM (SELECT id FROM message WHERE class = 2 ORDER BY id DESC LIMIT 1 FOR UPDATE) m";
        assert_eq!(eye.number(held).await, 1);
        run(world, &["queue", "resume", "wa1"]).await;
        let waiting = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() \
                       AND wait_event_type = 'Lock'";
        purse.until(waiting, 1, SOON).await;
        purse.run("SELECT micros FROM spend FOR UPDATE NOWAIT").await;
        eye.let_go().await;
        settled(world, 3).await;
    })
    .await;
}
