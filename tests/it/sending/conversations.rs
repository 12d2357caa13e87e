//! A parent and a teacher write to each other: order and content are the same on both sides, whatever webhooks do.

use carnet_simulator::{LedgerEntry, Webhooks};
use rand::seq::SliceRandom;
use serde_json::Value;

use super::{SOON, ask, each_service, mother, run, teacher};
use crate::support::chance::dice;
use crate::support::service::{Setup, World};
use crate::support::wait::until;
use crate::support::webhook;

/// Lines of each side.
const LINES: usize = 100;
/// What has not left.
const WAITING: &str = "SELECT COUNT(*) FROM message WHERE settled_at IS NULL";
/// So many leave their order among each other.
const BLOCK: usize = 5;

fn unruly() -> Setup {
    let webhooks = Webhooks { duplicate: 0.3, reorder: 0.3, reorder_window_ms: 300, ..Webhooks::default() };
    Setup { webhooks, ..Setup::default() }
}

/// What arrived at somebody of lines that begin so, in the order of the provider's own ledger.
fn arrived(world: &World, to: &str, mark: &str) -> Vec<String> {
    let entries = world.simulator.ledger_where(|entry: &LedgerEntry| {
        entry.to.as_deref().is_some_and(|known| known.trim_start_matches('+') == to)
    });
    let texts = entries.iter().map(|entry| entry.body.clone());
    texts.filter_map(|body| line_in(&body, mark)).collect()
}

/// The line that begins with a mark, in whatever is said around it.
fn line_in(body: &Value, mark: &str) -> Option<String> {
    match body {
        Value::String(text) => text.lines().find(|line| line.starts_with(mark)).map(str::to_owned),
        Value::Array(all) => all.iter().find_map(|one| line_in(one, mark)),
        Value::Object(all) => all.values().find_map(|one| line_in(one, mark)),
        _ => None,
    }
}

/// What somebody says, each line its own.
fn lines(mark: &str) -> Vec<String> {
    (1..=LINES).map(|n| format!("{mark}{n} merci beaucoup, « c'est bien compris » ☕")).collect()
}

/// The parent's side: `WhatsApp` webhooks of one second each, out of order within a block and some of them twice.
async fn parent_says(world: &World, said: &[String]) {
    // The service's own clock, when it heard the parent last.
    let heard =
        world.eye().await.number("SELECT MAX(last_inbound_at) FROM contact WHERE guardian_id IS NOT NULL").await;
    let now = u64::try_from(heard).unwrap() / 1000;
    let (_, mut dice) = dice("conversation webhooks");
    let began = now - u64::try_from(LINES).unwrap() - 10;
    for (block, lines) in said.chunks(BLOCK).enumerate() {
        let mut events: Vec<Value> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let number = block * BLOCK + at;
            let mut event = webhook::text(&format!("wamid.talk{number}"), "2250505050505", "CI.7001", line);
            let second = began + u64::try_from(number).unwrap();
            event["entry"][0]["changes"][0]["value"]["messages"][0]["timestamp"] = second.to_string().into();
            events.push(event.clone());
            if number.is_multiple_of(3) {
                events.push(event);
            }
        }
        events.shuffle(&mut dice);
        let caller = world.caller();
        let posted = events.iter().map(|event| caller.signed(event));
        for answer in futures_util::future::join_all(posted).await {
            assert_eq!(answer.status, 200);
        }
    }
}

#[tokio::test]
async fn two_hundred_messages_read_the_same_on_both_sides() {
    each_service(unruly, async |world| {
        let (teacher, mother) = (teacher(world), mother(world));
        ask(&teacher, "bonjour").await;
        ask(&mother, "parler au prof de maths d'Awa").await;
        let (from_parent, from_teacher) = (lines("Parent"), lines("Ecole"));
        parent_says(world, &from_parent[..1]).await;
        let first = teacher.wait_for(SOON, |bubble| bubble.text.contains("Parent1 ")).await.expect("the first line");
        assert!(first.text.contains("Mme KOUASSI, parent de KOUASSI Awa (4e A)"), "{}", first.text);
        // Nobody answers before the provider's answer is on disk.
        world.eye().await.until(WAITING, 0, SOON).await;
        // An answer by quoting, then in the open thread.
        teacher.reply(&first.id, &from_teacher[0]).unwrap();
        mother.wait_for(SOON, |bubble| bubble.text.contains("Ecole1 ")).await.expect("the first answer");
        teacher.press_latest("Répondre").unwrap();
        teacher.wait_for(SOON, |bubble| bubble.text.contains("Vous écrivez à")).await.expect("an open thread");
        // All that is left at once, some of it twice and out of order: handling it takes longer than a line waits.
        for line in &from_teacher[1..] {
            teacher.text(line).unwrap();
        }
        let heard = "SELECT COUNT(*) FROM conversation_line WHERE staff_id IS NOT NULL";
        world.eye().await.until(heard, i64::try_from(LINES).unwrap(), SOON).await;
        parent_says(world, &from_parent).await;
        let reached = |to, mark| arrived(world, to, mark).len() >= LINES;
        until(|| reached("5001", "Parent") && reached("2250505050505", "Ecole"), 4 * SOON).await;
        world.eye().await.until(WAITING, 0, SOON).await;
        assert_eq!(arrived(world, "5001", "Parent"), from_parent, "as the teacher reads it");
        assert_eq!(arrived(world, "2250505050505", "Ecole"), from_teacher, "as the parent reads it");
        let kept = "SELECT COUNT(*) FROM conversation_line";
        assert_eq!(world.eye().await.number(kept).await, i64::try_from(2 * LINES).unwrap());
        neither_sees_a_number(world);
        exported(world, &from_parent, &from_teacher).await;
    })
    .await;
}

/// The administrator reads it in the same order, once it is known which.
async fn exported(world: &World, from_parent: &[String], from_teacher: &[String]) {
    let listed = run(world, &["conversations", "--school", "essai"]).await;
    let id = listed.split('\t').next().unwrap().trim().to_owned();
    let written = run(world, &["conversations", "--school", "essai", "--export", &id]).await;
    let lines = |mark: &str| -> Vec<String> {
        let texts = written.lines().filter_map(|line| line.splitn(3, '\t').nth(2));
        texts.filter(|text| text.starts_with(mark)).map(str::to_owned).collect()
    };
    assert_eq!(lines("Parent"), from_parent);
    assert_eq!(lines("Ecole"), from_teacher);
    let noted = "SELECT COUNT(*) FROM audit WHERE action = 'conversation.exported'";
    assert_eq!(world.eye().await.number(noted).await, 1, "that it was read is noted");
}

fn neither_sees_a_number(world: &World) {
    for (to, hidden) in [("5001", "0505050505"), ("2250505050505", "5001")] {
        let entries = world.simulator.ledger_where(|entry: &LedgerEntry| {
            entry.to.as_deref().is_some_and(|known| known.trim_start_matches('+') == to)
        });
        for entry in entries {
            let said = entry.body["text"].to_string();
            assert!(!said.contains(hidden), "{said}");
        }
    }
}
