//! A school's own words: `lexicon/{fr,en,ar}.toml` of the templates folder, at service and at check.

use std::fs;
use std::time::Duration;

use crate::support::service::{Setup, World};

const SOON: Duration = Duration::from_secs(10);

fn write(world: &World, text: &str) {
    let folder = world.path().join("texts/lexicon");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("fr.toml"), text).unwrap();
    let config = fs::read_to_string(world.path().join("carnet.toml")).unwrap();
    if !config.starts_with("templates") {
        fs::write(world.path().join("carnet.toml"), format!("templates = \"texts\"\n{config}")).unwrap();
    }
}

#[tokio::test]
async fn a_school_adds_words_without_code() {
    let mut world = World::start(Setup::default()).await;
    world.terminate().await;
    write(&world, "language = \"fr\"\n[cues]\nstop = [\"zigoto\"]\n");
    world.serve().await;
    let mother = world.simulator.whatsapp("+2250505050505").named("Maman").with_user_id("CI.7001");
    mother.text("zigoto").unwrap();
    mother.wait_for_text(SOON, "Pour revenir").await.expect("the school's word for stop");
}

#[tokio::test]
async fn a_fault_in_a_schools_words_is_named() {
    let world = World::start(Setup::default()).await;
    write(&world, "language = \"fr\"\n[cues]\nzigoto = [\"x\"]\n");
    let (well, said) = world.carnet(&["check"]).await;
    assert!(!well);
    assert!(said.contains("FAULT lexicon: texts/lexicon/fr.toml: [cues] has no list called `zigoto`"), "{said}");
}
