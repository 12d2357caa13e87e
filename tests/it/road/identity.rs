//! People without a number, numbers with another person, people with another number.

use super::{ask, press_first, publish_awas_mark};
use crate::support::service::{Setup, World};

const MOTHER: &str = "+2250505050505";

/// Nothing here is about a child.
fn is_silent(text: &str) -> bool {
    !text.contains("Awa") && !text.contains("14,5") && !text.contains("KOUASSI")
}

#[tokio::test]
async fn somebody_without_a_number_links_by_code_and_reads() {
    let world = World::start(Setup::default()).await;
    publish_awas_mark(&world).await;
    let (issued, said) = world.carnet(&["code", "issue", "--school", "essai", "--student", "A01"]).await;
    assert!(issued, "{said}");
    let code = said.lines().find_map(|line| line.split_once('\t')).unwrap().0.to_owned();
    let hidden = world.simulator.whatsapp("CI.99001").named("Tante");
    let stranger = ask(&hidden, "notes Awa").await;
    assert!(!stranger.text.contains("14,5"), "{}", stranger.text);
    let question = ask(&hidden, &format!("lier {code}")).await;
    assert!(!question.buttons.is_empty(), "consent is asked: {said:?} {}", question.text);
    press_first(&hidden, &question);
    hidden.wait_for(super::SOON, |_| hidden.received().len() > 2).await.expect("linked");
    let marks = ask(&hidden, "notes Awa").await;
    assert!(marks.text.contains("14,5/20"), "{}", marks.text);
    let to = world
        .simulator
        .ledger_where(|entry| entry.body.to_string().contains("14,5/20") && entry.body.get("recipient").is_some());
    assert!(!to.is_empty(), "written to by the user id");
}

#[tokio::test]
async fn a_known_number_with_another_person_suspends_and_tells_nothing() {
    let world = World::start(Setup::default()).await;
    publish_awas_mark(&world).await;
    let mother = world.simulator.whatsapp(MOTHER).named("Maman").with_user_id("CI.7001");
    assert!(ask(&mother, "notes Awa").await.text.contains("14,5"));
    let newcomer = mother.clone().with_user_id("CI.7002");
    for question in ["notes Awa", "notes", "aide", "moyenne"] {
        let answer = ask(&newcomer, question).await;
        assert!(is_silent(&answer.text), "{question}: {}", answer.text);
    }
    let owner = mother.clone().with_user_id("CI.7001");
    let suspended = ask(&owner, "notes Awa").await;
    assert!(is_silent(&suspended.text), "the old link is suspended: {}", suspended.text);
    let mut eye = world.eye().await;
    assert_eq!(eye.number("SELECT COUNT(*) FROM audit WHERE action = 'contact.suspended'").await, 1);
}

#[tokio::test]
async fn a_changed_number_is_not_trusted_with_a_child() {
    let world = World::start(Setup::default()).await;
    publish_awas_mark(&world).await;
    let mother = world.simulator.whatsapp(MOTHER).named("Maman").with_user_id("CI.7001");
    assert!(ask(&mother, "notes Awa").await.text.contains("14,5"));
    let moved = mother.change_number("+2250599999999").unwrap();
    let answer = ask(&moved, "notes Awa").await;
    assert!(is_silent(&answer.text), "{}", answer.text);
    // The old number, in other hands.
    let heir = world.simulator.whatsapp(MOTHER).named("Inconnu").with_user_id("CI.7009");
    let answer = ask(&heir, "notes Awa").await;
    assert!(is_silent(&answer.text), "{}", answer.text);
}
