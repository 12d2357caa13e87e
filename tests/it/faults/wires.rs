//! F6: the way to the provider is broken: a black hole, nobody there, no such name, no TLS, storms of refusals.

use carnet_simulator::{Action, Place, Throttle};
use std::time::Duration;

use super::support::SOON;
use super::support::judge::settle_and_judge;
use super::support::load::{always, ask_as_mother, busy};
use crate::support::eye::Eye;
use crate::support::front::Front;
use crate::support::service::{Setup, World, free_port};

const NOT_SENT: &str = "SELECT COUNT(*) FROM attempt WHERE outcome = 'not_sent'";
const DOUBTS: &str = "SELECT COUNT(*) FROM message WHERE state = 'ambiguous'";
const ACCEPTED: &str = "SELECT COUNT(*) FROM message WHERE state = 'accepted'";

async fn at_least(eye: &mut Eye, count: &str, least: i64) {
    let deadline = tokio::time::Instant::now() + SOON;
    while eye.number(count).await < least {
        assert!(tokio::time::Instant::now() < deadline, "{count}: not {least}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Connections live, requests leave, and nothing ever comes back.
#[tokio::test]
async fn a_black_hole_opens_the_breaker_and_burns_no_attempts() {
    let front = Front::start().await;
    let providers = Some(format!("http://127.0.0.1:{}", front.port));
    let world = World::start(Setup { providers, ..busy(None) }).await;
    front.lead_to(world.simulator.addr().port());
    let mut eye = world.eye().await;
    ask_as_mother(&world, 0);
    eye.until(ACCEPTED, 1, SOON).await;
    front.swallow();
    for n in 1..9 {
        ask_as_mother(&world, n);
    }
    at_least(&mut eye, DOUBTS, 5).await;
    for n in 10..14 {
        ask_as_mother(&world, n);
    }
    eye.until("SELECT COUNT(*) FROM message", 13, SOON).await;
    let burnt = "SELECT COUNT(*) FROM message WHERE charged > 0 OR attempts > 1";
    assert_eq!(eye.number(burnt).await, 0, "nobody is to blame");
    assert!(eye.number("SELECT COUNT(*) FROM message WHERE attempts = 0").await >= 3, "one probe, and no more");
    front.lead_to(world.simulator.addr().port());
    at_least(&mut eye, ACCEPTED, 2).await;
    println!("black hole: {}", settle_and_judge(&world, 13).await);
}

/// What surely did not leave is tried again until it does: no doubt, nothing twice.
#[tokio::test]
async fn nobody_there_is_no_doubt() {
    let port = free_port();
    let providers = Some(format!("http://127.0.0.1:{port}"));
    let world = World::start(Setup { providers, ..busy(None) }).await;
    let mut eye = world.eye().await;
    for n in 0..5 {
        ask_as_mother(&world, n);
    }
    at_least(&mut eye, NOT_SENT, 6).await;
    assert_eq!(eye.number(DOUBTS).await, 0);
    let front = Front::at(port).await;
    front.lead_to(world.simulator.addr().port());
    eye.until(ACCEPTED, 5, SOON).await;
    assert_eq!(eye.number("SELECT MAX(resends) FROM message").await, 0);
    println!("refused: {}", settle_and_judge(&world, 5).await);
}

/// A name that leads nowhere, and a peer that does not speak TLS.
#[tokio::test]
async fn no_name_and_no_tls_are_no_doubt() {
    let providers = Some("http://provider.invalid".to_owned());
    let mut world = World::start(Setup { providers, ..busy(None) }).await;
    let mut eye = world.eye().await;
    ask_as_mother(&world, 0);
    at_least(&mut eye, NOT_SENT, 1).await;
    let plain = format!("https://127.0.0.1:{}", world.simulator.addr().port());
    world.find_providers_at(Some(plain));
    world.terminate().await;
    world.serve().await;
    let before = eye.number(NOT_SENT).await;
    ask_as_mother(&world, 1);
    at_least(&mut eye, NOT_SENT, before + 1).await;
    assert_eq!(eye.number(DOUBTS).await, 0);
    world.find_providers_at(None);
    world.terminate().await;
    world.serve().await;
    eye.until(ACCEPTED, 2, SOON).await;
    assert_eq!(eye.number("SELECT MAX(resends) FROM message").await, 0);
    println!("no name, no TLS: {}", settle_and_judge(&world, 2).await);
}

/// Every request is refused, throttled or broken off for a while; afterwards all is well by itself.
#[tokio::test]
async fn storms_pass() {
    let world = World::start(busy(None)).await;
    let mut eye = world.eye().await;
    let throttle = Action::Throttle(Throttle { retry_after: 1, r#where: Place::Header });
    let storms = [
        (Action::Status(503), "SELECT COUNT(*) FROM attempt WHERE outcome = 'unknown'"),
        (Action::AcceptThenReset, "SELECT COUNT(*) FROM attempt WHERE outcome IS NOT NULL AND started_at > 0"),
        (throttle, "SELECT COUNT(*) FROM attempt WHERE outcome = 'throttled'"),
    ];
    let mut asked = 0;
    for (action, felt) in storms {
        let before = eye.number(felt).await;
        world.simulator.set_script(always(action));
        for n in 0..4 {
            ask_as_mother(&world, n + asked);
        }
        asked += 4;
        at_least(&mut eye, felt, before + 1).await;
        world.simulator.set_script(carnet_simulator::Script::default());
        super::support::judge::settle(&mut eye).await;
    }
    println!("storms: {}", settle_and_judge(&world, i64::try_from(asked).unwrap()).await);
}
