//! What is sent, decided at the moment of sending: by the binary, against the simulator, on every engine.

mod accounts;
mod after_all;
mod announced_files;
mod broadcast;
mod budget;
mod consent;
mod conversations;
mod fallback;
mod five_channels;
mod forgotten;
mod groups;
mod languages;
mod letter_answers;
mod letters;
mod links;
mod menus;
mod moved;
mod newer;
mod opted_out;
mod passed_files;
mod pictures;
mod portfolio;
mod returned_letters;
mod shared;
mod taken_back;
mod templates;
mod text_messages;

use carnet_simulator::{Bubble, Phone, Side};
use std::time::Duration;

use crate::support::engines::each_database;
use crate::support::service::{Setup, World};

/// How long an effect may take, also on a busy machine.
const SOON: Duration = Duration::from_secs(40);

/// Runs `test` with the service on every engine.
async fn each_service(setup: impl Fn() -> Setup, test: impl AsyncFn(&mut World)) {
    each_database(async |url| {
        let mut world = World::start(Setup { database_url: Some(url), ..setup() }).await;
        test(&mut world).await;
        world.kill().await;
    })
    .await;
}

/// Says something and waits for the next bubble that comes back.
async fn ask(phone: &Phone, text: &str) -> Bubble {
    let before: Vec<_> = phone.received().into_iter().map(|bubble| bubble.id).collect();
    phone.text(text).unwrap();
    let fresh = |bubble: &Bubble| bubble.side == Side::Service && !before.contains(&bubble.id);
    phone.wait_for(SOON, fresh).await.unwrap_or_else(|| panic!("no answer to {text:?}"))
}

fn teacher(world: &World) -> Phone {
    world.simulator.telegram(5001).named("Koffi")
}

fn mother(world: &World) -> Phone {
    world.simulator.whatsapp("+2250505050505").named("Maman").with_user_id("CI.7001")
}

/// The teacher gives Awa a mark and publishes it.
async fn publish(world: &World, mark: &str) {
    let teacher = teacher(world);
    ask(&teacher, &format!("Awa Kouassi {mark} ds1")).await;
    ask(&teacher, "publier ds1 4eA").await;
    ask(&teacher, "oui").await;
}

/// Another mark, of the mother's other child.
async fn publish_estelle(world: &World) {
    let teacher = teacher(world);
    ask(&teacher, "Estelle Gbagbo 12 ds1 3eB").await;
    ask(&teacher, "publier ds1 3eB").await;
    ask(&teacher, "oui").await;
}

async fn all_settled(world: &World) {
    world.eye().await.until("SELECT COUNT(*) FROM message WHERE settled_at IS NULL", 0, SOON).await;
}

/// Runs a command that must succeed.
async fn run(world: &World, args: &[&str]) -> String {
    let (well, said) = world.carnet(args).await;
    assert!(well, "{args:?}: {said}");
    said
}

/// Counts messages to families.
async fn notices(world: &World, state: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM message WHERE class = 2 AND state = '{state}'");
    world.eye().await.number(&sql).await
}
