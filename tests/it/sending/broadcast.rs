//! Broadcasts: each family once, whatever dies meanwhile; nothing after a stop, be it the school's or a family's.

use carnet_simulator::{Bubble, LedgerEntry, Limits, Phone, Side};
use rand::RngExt;
use serde_json::json;
use std::collections::HashMap;
use std::time::Duration;

use super::templates::{approve_all, with_an_admin};
use super::{SOON, ask, each_service};
use crate::support::chance::dice;
use crate::support::service::{Setup, World};
use crate::support::wait::until;

const FAMILIES: u32 = 300;
const WORDS: &str = "Ecole fermee vendredi";

fn number(family: u32) -> String {
    format!("+22507{:08}", 10_000_000 + family)
}

/// A school of so many families who never wrote, and somebody who runs it.
fn large() -> Setup {
    let mut school = with_an_admin();
    for family in 0..FAMILIES {
        let code = format!("X{family}");
        school["students"].as_array_mut().unwrap().push(json!({
            "code": code, "class": "4A", "last_name": format!("ELEVE{family}"), "first_name": "Awa",
        }));
        school["guardians"].as_array_mut().unwrap().push(json!({
            "code": format!("G{family}"), "name": "Parent", "phone": number(family), "language": "fr",
            "children": [{ "student": code, "relation": "mother", "consent": "2026-09-10" }],
        }));
    }
    let limits = Limits { whatsapp_window_ms: Some(24 * 3_600_000), template_review: true, ..Limits::default() };
    Setup { school: Some(school.to_string()), limits, ..Setup::default() }
}

pub(super) fn admin(world: &World) -> Phone {
    world.simulator.telegram(5009).named("Censeur")
}

/// Says something and waits for the answer that has `part` in it: other news may come between.
pub(super) async fn hears(phone: &Phone, text: &str, part: &str) -> String {
    let before: Vec<_> = phone.received().into_iter().map(|bubble| bubble.id).collect();
    phone.text(text).unwrap();
    let fits =
        |bubble: &Bubble| bubble.side == Side::Service && !before.contains(&bubble.id) && bubble.text.contains(part);
    let found = phone.wait_for(SOON, fits).await;
    found.unwrap_or_else(|| panic!("{text:?} is not answered with {part:?}: {:?}", phone.received().last())).text
}

/// All of the school's families: those of its file, too.
async fn begin(world: &World) -> u32 {
    let admin = admin(world);
    ask(&admin, "bonjour").await;
    approve_all(world).await;
    let families = FAMILIES + 2;
    hears(&admin, &format!("annonce à tous : {WORDS}"), &format!("{families} familles")).await;
    // A mere yes is not enough.
    hears(&admin, "oui", &format!("envoyer {families}")).await;
    hears(&admin, &format!("envoyer {families}"), "C'est parti").await;
    families
}

fn is_broadcast(entry: &LedgerEntry) -> bool {
    entry.body.to_string().contains(WORDS) && entry.to.as_deref() != Some("5009")
}

/// How often each family got it.
fn heard(world: &World) -> HashMap<String, u32> {
    let mut heard = HashMap::new();
    for entry in world.simulator.ledger_where(is_broadcast) {
        *heard.entry(entry.to.clone().unwrap()).or_default() += 1;
    }
    heard
}

#[tokio::test]
async fn each_family_hears_once_whatever_dies_meanwhile() {
    each_service(large, async |world| {
        let (_, mut dice) = dice("broadcast deaths");
        let families = begin(world).await;
        for _ in 0..3 {
            tokio::time::sleep(Duration::from_millis(dice.random_range(200..1_500))).await;
            world.kill().await;
            world.serve().await;
        }
        let told = "SELECT COUNT(*) FROM broadcast_recipient";
        world.eye().await.until(told, i64::from(families), SOON).await;
        let all_left =
            "SELECT COUNT(*) FROM message WHERE class = 3 AND state IN ('held', 'queued', 'retry_wait', 'sending')";
        world.eye().await.until(all_left, 0, 3 * SOON).await;
        let heard = heard(world);
        assert!(heard.values().all(|times| *times == 1), "nobody hears twice: {heard:?}");
        let doubtful = "SELECT COUNT(*) FROM message WHERE class = 3 AND state IN ('ambiguous', 'dead')";
        let doubtful = world.eye().await.number(doubtful).await;
        let missed = i64::from(families) - i64::try_from(heard.len()).unwrap();
        assert!(missed <= doubtful, "{missed} did not hear, {doubtful} are in doubt");
    })
    .await;
}

#[tokio::test]
async fn after_a_stop_nothing_more_leaves() {
    each_service(large, async |world| {
        let (_, mut dice) = dice("broadcast stop");
        let families = begin(world).await;
        let enough = dice.random_range(1..100);
        until(|| heard(world).len() > enough, SOON).await;
        let stopped = hears(&admin(world), "annule l'annonce", "ne la recevront pas").await;
        let left: u32 = stopped.split_whitespace().find_map(|word| word.parse().ok()).unwrap_or(0);
        let waiting = "SELECT COUNT(*) FROM message WHERE class = 3 AND state IN ('held', 'queued', 'retry_wait')";
        assert_eq!(world.eye().await.number(waiting).await, 0, "nothing waits any more");
        world.eye().await.until(FLYING, 0, SOON).await;
        let heard_at_the_stop = u32::try_from(heard(world).len()).unwrap();
        assert_eq!(heard_at_the_stop + left, families, "what was said of it is true: {stopped}");
        // Whoever looks for something to send has looked again by now.
        hears(&admin(world), "qui a lu ?", "arrêtés avant l'envoi").await;
        // An answer in doubt would hold up the next one.
        world.eye().await.until("SELECT COUNT(*) FROM message WHERE settled_at IS NULL", 0, SOON).await;
        world.kill().await;
        world.serve().await;
        hears(&admin(world), "qui a lu ?", "arrêtés avant l'envoi").await;
        assert_eq!(u32::try_from(heard(world).len()).unwrap(), heard_at_the_stop);
    })
    .await;
}

const FLYING: &str = "SELECT COUNT(*) FROM message WHERE class = 3 AND state = 'sending'";

#[tokio::test]
async fn held_it_waits_and_a_family_that_says_stop_meanwhile_hears_nothing() {
    each_service(large, async |world| {
        let families = begin(world).await;
        until(|| !heard(world).is_empty(), SOON).await;
        hears(&admin(world), "suspends l'annonce", "est suspendue").await;
        world.eye().await.until(FLYING, 0, SOON).await;
        let before = heard(world);
        let quiet = (0..FAMILIES).map(number).find(|number| !before.contains_key(number.trim_start_matches('+')));
        let quiet = quiet.expect("somebody has not heard yet");
        let parent = world.simulator.whatsapp(&quiet).named("Parent").with_user_id("CI.9001");
        ask(&parent, "stop").await;
        assert_eq!(heard(world).len(), before.len(), "nothing leaves while it is held");
        hears(&admin(world), "reprends l'annonce", "L'annonce reprend").await;
        let wanted = usize::try_from(families).unwrap() - 1;
        until(|| heard(world).len() == wanted, 3 * SOON).await;
        assert!(!heard(world).contains_key(quiet.trim_start_matches('+')));
    })
    .await;
}

#[tokio::test]
async fn its_author_sees_how_far_it_is_in_one_message_that_is_edited() {
    let mut world = World::start(large()).await;
    world.terminate().await;
    let path = world.path().join("carnet.toml");
    let config = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, config.replace("id = \"wa1\"\n", "id = \"wa1\"\nper_second = 12\n")).unwrap();
    world.serve().await;
    let families = begin(&world).await;
    let admin = admin(&world);
    admin.wait_for_text(2 * SOON, "ça continue").await.expect("how far it is");
    admin.wait_for_text(4 * SOON, &format!("{families} sur {families}, c'est fini")).await.expect("that it is over");
    admin.wait_for_text(SOON, "Annonce terminée").await.expect("the report");
    let said = |part: &str| admin.received().iter().filter(|bubble| bubble.text.contains(part)).count();
    assert_eq!((said(&format!("sur {families}")), said("Annonce terminée")), (1, 1), "{:?}", admin.received());
    let edits = world.simulator.ledger_where(|entry| entry.kind == "edit" && entry.to.as_deref() == Some("5009"));
    assert!(edits.len() >= 2, "{} edits", edits.len());
}
