//! The report cards of a class: one file for the school, one for each family, once each whatever happens meanwhile.

use carnet::domain::{Channel, Inspected, inspect};
use carnet::phrase::{Phrase, PrintNews};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

use super::handed::{all_said, asks, close, print, reopen, school, signer, tags};
use crate::support::desk::{FrontDesk, Person, each_desk};

/// Longer than a printer keeps an order in hand.
const HELD: Duration = Duration::from_secs(31);

fn censeur() -> Person {
    Person::telegram("5004")
}

/// A class of so many, in which Ibrahim and Awa have guardians.
fn large(students: usize) -> Value {
    let mut file = school();
    for number in 5..=students {
        file["students"].as_array_mut().unwrap().push(json!({"code": format!("A{number:02}"), "class": "4A",
            "last_name": "BAMBA", "first_name": format!("Élève {number}")}));
    }
    file
}

/// Every file that was sent, by its name, with how often.
async fn files(desk: &mut FrontDesk) -> BTreeMap<String, usize> {
    let mut files = BTreeMap::new();
    for said in all_said(desk).await {
        if let Phrase::Document { file_name, .. } = said {
            *files.entry(file_name).or_default() += 1;
        }
    }
    files
}

async fn progress(desk: &mut FrontDesk) -> Vec<(u32, u32)> {
    let said = all_said(desk).await;
    let progress = said.into_iter().filter_map(|said| match said {
        Phrase::Print(PrintNews::Progress { done, cards, .. }) => Some((done, cards)),
        _ => None,
    });
    progress.collect()
}

#[tokio::test]
async fn a_class_is_printed_part_by_part_and_goes_on_after_any_death() {
    each_desk(&large(45), async |desk| {
        close(desk).await;
        assert_eq!(tags(&asks(desk, &censeur(), "bulletins 4eA").await), ["begun"]);
        // The first part is done; then the process dies with the second in its hands.
        assert_eq!(print(&desk.store, desk.now, None).look().await.unwrap(), 1);
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM printed_card").await, 20);
        let now = desk.now;
        let mut tx = desk.store.begin().await.unwrap();
        assert_eq!(tx.take_print_orders((now, now.plus(HELD)), true, 1).await.unwrap().len(), 1);
        tx.commit().await.unwrap();
        let later = now.plus(HELD);
        while print(&desk.store, later, None).look().await.unwrap() > 0 {}
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM printed_card").await, 45);
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM document").await, 46, "each card once, and the class");
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM print_order").await, 0);
        assert_eq!(files(desk).await, [("Bulletins-T1-4eA.pdf".to_owned(), 1)].into());
        assert_eq!(progress(desk).await, [(20, 45), (40, 45), (45, 45), (45, 45)]);
    })
    .await;
}

#[tokio::test]
async fn whoever_waits_for_one_card_does_not_wait_for_the_school() {
    each_desk(&large(45), async |desk| {
        close(desk).await;
        asks(desk, &censeur(), "bulletins 4eA").await;
        print(&desk.store, desk.now, None).look().await.unwrap();
        let father = Person::whatsapp(Some("+2250102030405"), Some("CI.2"));
        asks(desk, &father, "report card").await;
        print(&desk.store, desk.now, None).look().await.unwrap();
        assert_eq!(files(desk).await, [("Bulletin-T1-4eA-TRAORÉ-Ibrahim-en.pdf".to_owned(), 1)].into());
    })
    .await;
}

#[tokio::test]
async fn each_guardian_is_sent_their_own_child_s_only_and_once() {
    each_desk(&large(6), async |desk| {
        close(desk).await;
        let mother = Person::whatsapp(Some("+2250505050505"), Some("CI.1"));
        asks(desk, &mother, "bonjour").await;
        for _ in 0..2 {
            asks(desk, &censeur(), "envoie les bulletins 4eA").await;
            let sent = asks(desk, &censeur(), "oui").await;
            assert_eq!(tags(&sent), ["cards_on_their_way"], "{sent:?}");
            while print(&desk.store, desk.now, None).look().await.unwrap() > 0 {}
            desk.everything_arrives().await;
        }
        let sent = files(desk).await;
        // Two guardians of Ibrahim's, in English; Awa's mother, in French.
        let expected = [("Bulletin-T1-4eA-KOUASSI-Awa.pdf", 1), ("Bulletin-T1-4eA-TRAORÉ-Ibrahim-en.pdf", 2)];
        assert_eq!(sent, expected.map(|(name, count)| (name.to_owned(), count)).into());
        let strangers = "SELECT COUNT(*) FROM message m JOIN contact c ON c.id = m.contact_id \
                         WHERE m.cards <> '[]' AND m.class = 2 AND c.guardian_id IS NULL";
        assert_eq!(desk.eye.number(strangers).await, 0);
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM printed_card").await, 2, "printed once for both parents");
    })
    .await;
}

#[tokio::test]
async fn a_class_that_is_opened_meanwhile_is_not_handed_over() {
    each_desk(&school(), async |desk| {
        close(desk).await;
        asks(desk, &censeur(), "bulletins 4eA").await;
        print(&desk.store, desk.now, None).look().await.unwrap();
        reopen(desk).await;
        while print(&desk.store, desk.now, None).look().await.unwrap() > 0 {}
        assert!(files(desk).await.is_empty());
        assert_eq!(all_said(desk).await.last(), Some(&Phrase::AskAgain));
    })
    .await;
}

#[tokio::test]
async fn the_cards_that_are_kept_are_sealed() {
    each_desk(&school(), async |desk| {
        close(desk).await;
        asks(desk, &censeur(), "bulletins 4eA").await;
        while print(&desk.store, desk.now, None).look().await.unwrap() > 0 {}
        let documents = desk
            .eye
            .sealed("SELECT d.id, d.id, d.bytes FROM document d JOIN printed_card p ON p.document_id = d.id")
            .await;
        assert_eq!(documents.len(), 4);
        for (id, _, sealed) in documents {
            let pdf = desk.store.keys().open("document.bytes", id, &sealed).unwrap();
            assert!(matches!(inspect(&pdf, signer().keys()), Inspected::Genuine(..)));
        }
        assert!(Channel::Telegram.edits() && !Channel::WhatsApp.edits());
    })
    .await;
}
