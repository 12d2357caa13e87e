//! Menus and ice-breakers: set when the service starts, once for each change of their words, and again after a failure.

use std::fs;

use super::{SOON, ask, each_service, teacher};
use crate::support::service::{PHONE_NUMBER_ID, Setup, World};

/// Menus of the bot, and the number's commands with its ice-breakers, as often as they were set.
fn set(world: &World) -> (usize, usize) {
    let of_bot = world.simulator.ledger_where(|entry| entry.kind == "commands").len();
    let of_number = world.simulator.ledger_where(|entry| entry.kind == "setup" && entry.account == PHONE_NUMBER_ID);
    (of_bot, of_number.len())
}

const SHOWN: &str = "SELECT COUNT(*) FROM menu";

/// The service begins anew with another word in its French menu.
async fn begins_anew(world: &mut World, words: &str) {
    world.terminate().await;
    let folder = world.path().join("texts/messages/fr");
    fs::create_dir_all(&folder).unwrap();
    let ours = include_str!("../../../bot-templates/messages/fr/menu.ftl");
    let theirs = ours.replace("menu-help = Voir des exemples", &format!("menu-help = {words}"));
    assert_ne!(ours, theirs);
    fs::write(folder.join("menu.ftl"), theirs).unwrap();
    world.configure("templates = \"texts\"", "");
    world.serve().await;
}

/// Waits until a menu with these words has been set.
async fn until_set(world: &World, words: &str) {
    let of_words = || !world.simulator.ledger_where(|entry| entry.body.to_string().contains(words)).is_empty();
    crate::support::wait::until(of_words, SOON).await;
}

#[tokio::test]
async fn menus_are_set_once_for_each_change_of_their_words() {
    each_service(Setup::default, async |world| {
        world.eye().await.until(SHOWN, 4, SOON).await;
        assert_eq!(set(world), (3, 1), "a menu in each language, and the number's");
        begins_anew(world, "Des exemples").await;
        until_set(world, "Des exemples").await;
        ask(&teacher(world), "bonjour").await;
        // Only what reads otherwise: the French menu, and the number in the school's first language.
        let both = || set(world) == (4, 2);
        crate::support::wait::until(both, SOON).await;
        // The teacher is known now and has a menu of their own.
        begins_anew(world, "Autres exemples").await;
        world.eye().await.until(SHOWN, 5, SOON).await;
        crate::support::wait::until(|| set(world) == (6, 3), SOON).await;
    })
    .await;
}

#[tokio::test]
async fn a_menu_that_could_not_be_set_is_set_at_the_next_start() {
    let script = r#"[{ "match": { "kind": "commands", "nth": 1 }, "action": { "status": 500 } },
                     { "match": { "kind": "setup", "nth": 1 }, "action": { "status": 500 } }]"#;
    let setup = || Setup { script: carnet_simulator::Script::parse(script).unwrap(), ..Setup::default() };
    each_service(setup, async |world| {
        world.eye().await.until(SHOWN, 2, SOON).await;
        assert_eq!(set(world), (2, 0), "the others are set");
        world.terminate().await;
        world.serve().await;
        world.eye().await.until(SHOWN, 4, SOON).await;
        assert_eq!(set(world), (3, 1), "what stands is left alone");
    })
    .await;
}
