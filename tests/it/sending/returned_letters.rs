//! Letters that come back: their family is reached by its next channel, once, and a mailbox that is not there is left alone.

use carnet_simulator::Script;
use serde_json::json;

use super::accounts::smtp;
use super::{SOON, ask, each_service, mother, publish, teacher};
use crate::gateway::bounces::{EXCHANGE, EXIM, POSTFIX, report};
use crate::support::service::{Setup, World};

const MOTHER: &str = "mere@exemple.org";
/// Once: then she is on WhatsApp again.
const NOT_ON_WHATSAPP: &str =
    r#"[{ "match": { "provider": "whatsapp", "kind": "text" }, "action": { "error": 131026 }, "times": 1 }]"#;
const CLOSED: &str = "SELECT COUNT(*) FROM contact WHERE channel = 'email' AND state <> 'active'";
const BY_MAIL: &str = "SELECT COUNT(*) FROM message WHERE account_id = 'mail1' AND state = 'accepted'";

/// The small school, where the mother has an e-mail address too.
fn with_letters() -> Setup {
    let mut school: serde_json::Value = serde_json::from_str(include_str!("../school.json")).unwrap();
    school["guardians"][0]["email"] = json!(MOTHER);
    Setup { school: Some(school.to_string()), accounts: smtp!(), ..Setup::default() }
}

/// The news of a mark has gone by mail; returns the letter's Message-ID.
async fn told_by_mail(world: &World) -> String {
    ask(&mother(world), "notes").await;
    world.simulator.set_script(Script::parse(NOT_ON_WHATSAPP).unwrap());
    publish(world, "14,5").await;
    world.eye().await.until(BY_MAIL, 1, SOON).await;
    let sent = world.simulator.ledger_where(|entry| entry.kind == "email");
    let [letter] = sent.as_slice() else { panic!("{sent:?}") };
    let text = letter.body["message"].as_str().unwrap();
    text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).expect("a Message-ID").to_owned()
}

/// What a mail server pipes to us, and what is said to it.
async fn comes_back(world: &World, mail: &str) -> String {
    let (well, said) = world.pipe(&["email", "bounce"], mail.as_bytes()).await;
    assert!(well, "{said}");
    said
}

fn heard(world: &World) -> usize {
    mother(world).received().iter().filter(|bubble| bubble.text.contains("14,5/20")).count()
}

#[tokio::test]
async fn a_mailbox_that_is_not_there_sends_the_news_elsewhere_and_is_written_to_no_more() {
    each_service(with_letters, async |world| {
        let id = told_by_mail(world).await;
        let failed = ("failed", "5.1.1");
        for (mail, said) in [
            (report(POSTFIX, (&id, MOTHER), ("delayed", "4.4.1")), "no report"),
            (report(POSTFIX, (&id, "autre@exemple.org"), failed), "nothing that was sent"),
            (report(POSTFIX, ("<0199.0@essai.example>", MOTHER), failed), "nothing that was sent"),
            (report(POSTFIX, (&id, MOTHER), failed).replace("delivery-status", "plain"), "no report"),
            ("Bonjour, merci pour le message".to_owned(), "no report"),
        ] {
            let answer = comes_back(world, &mail).await;
            assert!(answer.contains(said), "{answer}: {mail}");
        }
        assert_eq!((world.eye().await.number(CLOSED).await, heard(world)), (0, 0), "nothing forged does anything");
        let mail = report(POSTFIX, (&id, MOTHER), failed);
        for _ in 0..2 {
            assert!(comes_back(world, &mail).await.contains("noted"));
        }
        mother(world).wait_for_text(SOON, "14,5/20").await.expect("by WhatsApp");
        world.eye().await.until("SELECT COUNT(*) FROM message WHERE settled_at IS NULL", 0, SOON).await;
        assert!(comes_back(world, &mail).await.contains("noted"));
        assert_eq!((world.eye().await.number(CLOSED).await, heard(world)), (1, 1), "once");
        // Nothing is sent to that mailbox any more.
        world.simulator.set_script(Script::parse(NOT_ON_WHATSAPP).unwrap());
        ask(&teacher(world), "Awa Kouassi 16 au lieu de 14,5 ds1").await;
        ask(&teacher(world), "oui").await;
        world.eye().await.until("SELECT COUNT(*) FROM message WHERE state = 'failed'", 1, SOON).await;
        assert_eq!(world.simulator.ledger_where(|entry| entry.kind == "email").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_full_mailbox_sends_the_news_elsewhere_and_is_written_to_again() {
    for of in [EXIM, EXCHANGE] {
        let world = World::start(with_letters()).await;
        let id = told_by_mail(&world).await;
        comes_back(&world, &report(of, (&id, MOTHER), ("failed", "5.2.2"))).await;
        mother(&world).wait_for_text(SOON, "14,5/20").await.expect("by WhatsApp");
        assert_eq!(world.eye().await.number(CLOSED).await, 0);
    }
}
