//! A broadcast over five channels, a twentieth of whose numbers fail, judged by the simulator's ledger.
//!
//! 200 families in the suite; as many as `CARNET_BROADCAST_FAMILIES` says in a long run:
//! `CARNET_BROADCAST_FAMILIES=10000 cargo test --workspace --test it -- sending::five_channels --nocapture`.

mod cast;
mod judge;

use carnet_simulator::{Account, InfobipAccount, Limits, Phone, Receipts, Script, Webhooks};
use rand::RngExt;
use rand::rngs::StdRng;
use std::time::Duration;

use super::accounts::{SMS_SID, infobip_sms, register_twilio};
use super::broadcast::hears;
use super::templates::approve_all;
use super::{SOON, ask, each_service, run};
use crate::support::chance::dice;
use crate::support::service::{Setup, World};
use crate::support::wait::until;
use cast::{Directory, Family, WAYS, Way, families};
use judge::Heard;

const WORDS: &str = "Ecole fermee vendredi";
const QUICK: u32 = 200;

const ACCOUNTS: &str = concat!(
    r#"
[[account]]
id = "sms1"
school = "essai"
provider = "twilio"
api_base = "BASE"
account_sid = "AC00000000000000000000000000000001"
auth_token = "env:TEST_TWILIO_TOKEN"
from = "+14155550100"
"#,
    infobip_sms!("Essai"),
    r#"
[[account]]
id = "mail1"
school = "essai"
provider = "smtp"
url = "env:TEST_SMTP_URL"
from = "Collège d'Essai <carnet@essai.example>"
"#
);

/// What waits, flies, or has not been reported on.
const OPEN: &str = "SELECT COUNT(*) FROM message m JOIN contact c ON c.id = m.contact_id WHERE m.class = 3 \
    AND (m.state IN ('held', 'queued', 'retry_wait', 'sending') \
    OR (m.state = 'accepted' AND m.rank < 3 AND c.channel IN ('whatsapp', 'sms')))";
const FLYING: &str = "SELECT COUNT(*) FROM message WHERE class = 3 AND state = 'sending'";

fn count() -> u32 {
    std::env::var("CARNET_BROADCAST_FAMILIES").map_or(QUICK, |count| count.parse().unwrap())
}

/// Messages a second of an account: so few that the quick run lasts.
fn rate(way: Way, count: u32) -> usize {
    match way {
        _ if count <= 500 => 10,
        Way::Telegram => 30,
        _ => 80,
    }
}

/// How long it may take.
fn patience(count: u32) -> Duration {
    SOON * 3 + Duration::from_millis(u64::from(count) * 60)
}

fn world_of(count: u32) -> Setup {
    let limits = Limits {
        whatsapp_window_ms: Some(24 * 3_600_000),
        template_review: true,
        whatsapp_per_second: u32::try_from(rate(Way::WhatsApp, count)).ok(),
        telegram_per_second: u32::try_from(rate(Way::Telegram, count)).ok(),
        sms_per_second: u32::try_from(rate(Way::Twilio, count)).ok(),
        ..Limits::default()
    };
    Setup {
        school: Some(cast::school(count).to_string()),
        limits,
        accounts: ACCOUNTS,
        keys: "templates = \"texts\"",
        receipts: Receipts { sent_ms: Some(20), delivered_ms: Some(300), ..Receipts::default() },
        // A service that is dead for a moment hears of it later, and of half of it twice.
        webhooks: Webhooks { attempts: 10_000, longest_retry_ms: 200, duplicate: 0.5, ..Webhooks::default() },
        ..Setup::default()
    }
}

/// The accounts' limits and the rates of this test, the families' addresses, the numbers that fail; then the service begins
/// anew, and its templates are approved.
async fn prepare(world: &mut World, count: u32) {
    world.terminate().await;
    let card = |price: &str| {
        format!("currency = \"USD\"\n[[rate]]\ncodes = [\"+225\"]\n{price}source = \"test\"\nas_of = \"2026-01-01\"\n")
    };
    let written = |micros: i64| format!("\"0.{micros:06}\"");
    let template = written(judge::TEMPLATE);
    let whatsapp = format!("utility = {template}\nmarketing = {template}\nauthentication = {template}\n");
    let folder = world.path().join("texts/rates");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("whatsapp.toml"), card(&whatsapp)).unwrap();
    std::fs::write(folder.join("sms.toml"), card(&format!("segment = {}\n", written(judge::SEGMENT)))).unwrap();
    let path = world.path().join("carnet.toml");
    let mut config = std::fs::read_to_string(&path).unwrap();
    for way in WAYS {
        let id = format!("id = \"{}\"\n", way.account());
        config = config.replace(&id, &format!("{id}per_second = {}\n", rate(way, count)));
    }
    std::fs::write(&path, config).unwrap();
    cast::acquaint(world, count).await;
    register_twilio(world, (SMS_SID, "+14155550100"), "sms1");
    world.simulator.register(Account::Infobip(InfobipAccount {
        sender: "Essai".into(),
        webhook_secret: Some("infobip-secret".into()),
        webhook_url: Some(format!("http://127.0.0.1:{}/webhooks/infobip/sms2/inbound", world.port)),
        ..InfobipAccount::default()
    }));
    world.simulator.set_script(Script { seed: None, rules: cast::refusals(world, count) });
    world.serve().await;
    ask(&admin(world), "bonjour").await;
    approve_all(world).await;
}

fn admin(world: &World) -> Phone {
    world.simulator.telegram(5009).named("Censeur")
}

/// Confirms a broadcast to the whole school.
async fn begin(world: &World, count: u32) {
    let admin = admin(world);
    hears(&admin, &format!("annonce à tous : {WORDS}"), &format!("{count} familles")).await;
    hears(&admin, &format!("envoyer {count}"), "C'est parti").await;
}

/// All of it has come to an end, and providers have reported.
async fn over(world: &World, count: u32) {
    let mut eye = world.eye().await;
    let told = "SELECT COUNT(*) FROM broadcast_recipient";
    eye.until(told, i64::from(count), patience(count)).await;
    eye.until(OPEN, 0, patience(count)).await;
}

/// The last healthy families of a channel: they hear late.
fn late(count: u32, way: Way) -> impl Iterator<Item = Family> {
    families(count)
        .filter(move |family| family.home() == way && family.expected() == Some(way))
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
}

/// The phone of a family of this channel.
fn phone(world: &World, family: Family) -> Phone {
    match family.home() {
        Way::WhatsApp => {
            let user = format!("CI.{}", family.0);
            world.simulator.whatsapp(&family.number()).named("Parent").with_user_id(&user)
        }
        Way::Telegram => world.simulator.telegram(family.telegram()).named("Parent"),
        Way::Twilio => world.simulator.sms(&family.number()).to_account(SMS_SID),
        Way::Infobip => world.simulator.sms(&family.number()).to_account("Essai"),
        Way::Mail => unreachable!("a mailbox is no phone"),
    }
}

/// Waits until some families have heard and more have not.
async fn well_under_way(world: &World, directory: &Directory, dice: &mut StdRng, count: u32) {
    let enough = dice.random_range(5..usize::try_from(count).unwrap() / 3);
    until(|| Heard::read(world, directory).times() > enough, patience(count)).await;
}

#[tokio::test]
async fn every_family_is_reached_once_by_a_channel_that_works_at_the_price_of_the_ledger() {
    let (count, directory) = (count(), Directory::of(count()));
    each_service(
        || world_of(count),
        async |world| {
            prepare(world, count).await;
            begin(world, count).await;
            until(|| Heard::read(world, &directory).times() > 10, patience(count)).await;
            // Meanwhile people write, each once: those who hear last, and a teacher.
            let askers = [Way::WhatsApp, Way::Telegram, Way::Twilio, Way::Infobip];
            let askers = askers.map(|way| late(count, way).take(4).collect::<Vec<_>>());
            for turn in 0..4 {
                for asker in &askers {
                    phone(world, asker[turn]).text("notes").unwrap();
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            over(world, count).await;
            let heard = Heard::read(world, &directory);
            let mut eye = world.eye().await;
            for family in families(count) {
                let expected: Vec<Way> = family.expected().into_iter().collect();
                assert_eq!(
                    heard.reached(family),
                    expected,
                    "{family:?} of {:?}: {:?}",
                    family.home(),
                    heard.of(family)
                );
            }
            heard.is_once_each(&mut eye, count, &[]).await;
            judge::rates_held(world, count);
            eye.until("SELECT COUNT(*) FROM message WHERE class = 0 AND settled_at IS NULL", 0, SOON).await;
            judge::replies_were_not_held_up(&mut eye, count).await;
            let cost = judge::paid_for(world, &mut eye, &directory).await;
            let report = hears(&admin(world), "qui a lu ?", "Coût").await;
            assert!(report.contains(&format!("Coût : {}", judge::money(cost))), "{report}");
        },
    )
    .await;
}

#[tokio::test]
async fn deaths_and_a_stop_meanwhile_change_nothing_of_it() {
    let (count, directory) = (count(), Directory::of(count()));
    each_service(
        || world_of(count),
        async |world| {
            let (_, mut dice) = dice("five channels, deaths");
            prepare(world, count).await;
            begin(world, count).await;
            well_under_way(world, &directory, &mut dice, count).await;
            let silent: Vec<Family> = [Way::WhatsApp, Way::Telegram, Way::Twilio, Way::Infobip]
                .iter()
                .filter_map(|way| late(count, *way).next())
                .collect();
            for family in &silent {
                phone(world, *family).text("stop").unwrap();
            }
            let stopped = "SELECT COUNT(*) FROM contact WHERE state = 'stopped' AND last_inbound_at IS NOT NULL";
            world.eye().await.until(stopped, 4, SOON).await;
            world
                .eye()
                .await
                .until(
                    "SELECT COUNT(*) FROM message m JOIN contact c ON c.id = m.contact_id WHERE m.class = 3 \
             AND m.state IN ('sending', 'ambiguous') AND c.state = 'stopped'",
                    0,
                    SOON,
                )
                .await;
            let said_before = judge::lines_to(world, &directory, &silent).len();
            assert!(said_before < silent.len(), "they had all heard before they said stop");
            for _ in 0..3 {
                let life = 200 + u64::from(count) * 2;
                tokio::time::sleep(Duration::from_millis(dice.random_range(100..life))).await;
                world.kill().await;
                world.serve().await;
            }
            over(world, count).await;
            let mut eye = world.eye().await;
            assert_eq!(judge::lines_to(world, &directory, &silent).len(), said_before, "nothing after a stop");
            let heard = Heard::read(world, &directory);
            heard.is_once_each(&mut eye, count, &silent).await;
            judge::rates_held(world, count);
            judge::paid_for(world, &mut eye, &directory).await;
        },
    )
    .await;
}

#[tokio::test]
async fn cancelled_at_any_moment_nothing_of_it_leaves_by_any_channel() {
    let (count, directory) = (count(), Directory::of(count()));
    let slow = || Setup {
        receipts: Receipts { sent_ms: Some(20), delivered_ms: Some(2_500), ..Receipts::default() },
        ..world_of(count)
    };
    each_service(slow, async |world| {
        let (_, mut dice) = dice("five channels, cancelled");
        prepare(world, count).await;
        begin(world, count).await;
        // One that WhatsApp takes, and will report later that it cannot bring.
        let doomed = families(count).find(|family| family.home() == Way::WhatsApp && family.place() == 7).unwrap();
        until(|| !Heard::read(world, &directory).of(doomed).is_empty(), patience(count)).await;
        tokio::time::sleep(Duration::from_millis(dice.random_range(0..1_000))).await;
        hears(&admin(world), "annule l'annonce", "est arrêtée").await;
        let mut eye = world.eye().await;
        eye.until(FLYING, 0, SOON).await;
        let at_the_stop = Heard::read(world, &directory).times();
        assert!(at_the_stop < usize::try_from(count).unwrap(), "it had ended before");
        // What was taken is reported on, and what cannot be brought does not go another way any more.
        eye.until(OPEN, 0, SOON).await;
        hears(&admin(world), "qui a lu ?", "arrêtés avant l'envoi").await;
        // An answer in doubt would hold up the next one.
        eye.until("SELECT COUNT(*) FROM message WHERE class = 0 AND settled_at IS NULL", 0, SOON).await;
        world.kill().await;
        world.serve().await;
        hears(&admin(world), "qui a lu ?", "arrêtés avant l'envoi").await;
        let heard = Heard::read(world, &directory);
        assert_eq!(heard.times(), at_the_stop, "nothing after a stop");
        assert_eq!(heard.of(doomed), [Way::WhatsApp]);
        judge::rates_held(world, count);
        judge::paid_for(world, &mut eye, &directory).await;
    })
    .await;
}

#[tokio::test]
async fn what_comes_back_while_it_is_held_waits_for_it_to_go_on() {
    let (count, directory) = (count(), Directory::of(count()));
    let receipts = Receipts { sent_ms: Some(20), delivered_ms: Some(2_500), ..Receipts::default() };
    each_service(
        || Setup { receipts, ..world_of(count) },
        async |world| {
            prepare(world, count).await;
            begin(world, count).await;
            let doomed = families(count).find(|family| family.home() == Way::WhatsApp && family.place() == 7).unwrap();
            until(|| !Heard::read(world, &directory).of(doomed).is_empty(), patience(count)).await;
            hears(&admin(world), "suspends l'annonce", "est suspendue").await;
            let mut eye = world.eye().await;
            eye.until(FLYING, 0, SOON).await;
            let meanwhile = Heard::read(world, &directory).times();
            let held_again = "SELECT COUNT(*) FROM message WHERE class = 3 AND resends > 0 AND state = 'held' \
                          AND account_id = 'sms1'";
            let deadline = tokio::time::Instant::now() + SOON;
            while eye.number(held_again).await == 0 {
                assert!(tokio::time::Instant::now() < deadline, "nothing has come back");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            assert_eq!(Heard::read(world, &directory).times(), meanwhile, "nothing leaves while it is held");
            hears(&admin(world), "reprends l'annonce", "L'annonce reprend").await;
            over(world, count).await;
            assert_eq!(Heard::read(world, &directory).of(doomed), [Way::WhatsApp, Way::Twilio]);
        },
    )
    .await;
}
