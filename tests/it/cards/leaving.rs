//! A report card on its way out is looked at once more: a version that is no longer in force does not leave.

use carnet::domain::{
    CardSigner, Channel, ContactId, DocumentId, DocumentKind, Locale, MessageClass, MessageId, ResultId,
};
use carnet::gateway::Provider;
use carnet::phrase::Phrase;
use carnet::store::{NewDocument, NewMessage};
use serde_json::json;
use std::time::Duration;

use super::handed::{print, print_by, signer};
use super::{Term, class};
use crate::outbox::fake::{FAST, Running};
use crate::outbox::world::{World, each_world};
use crate::support::school::import;

/// A file with a report card, waiting to leave.
async fn waiting(world: &World, to: ContactId, class: MessageClass, card: ResultId) -> MessageId {
    let document = NewDocument {
        school: world.school,
        kind: DocumentKind::ReportCard,
        file_name: "Bulletin.pdf",
        mime: "application/pdf",
        bytes: b"card",
        created_at: world.now(),
        expires_at: world.now().plus(Duration::from_hours(24)),
    };
    let document = world.commit(async |tx| tx.keep_document(document).await.unwrap()).await;
    let caption = Box::new(Phrase::Thanks);
    let phrase = Phrase::Document { document, file_name: "Bulletin.pdf".to_owned(), caption };
    let message = NewMessage::new(world.school, world.account.clone(), to, class, phrase, world.now());
    world.enqueue(message.handing_over(&[card])).await
}

/// Somebody who has written: a member of staff, or a guardian.
async fn person(world: &World, who: &str, code: &str) -> ContactId {
    let contact = world.person(Channel::WhatsApp).await;
    let (column, id) = (format!("{who}_id"), world.id(contact.0));
    let of = format!("SELECT id FROM {who} WHERE code = '{code}'");
    world.run(&format!("UPDATE contact SET {column} = ({of}) WHERE id = {id}")).await;
    contact
}

#[tokio::test]
async fn only_the_version_in_force_leaves_and_only_to_whom_it_may() {
    each_world(async |world| {
        assert!(import(&world.store, &class()).await.refused.is_empty());
        let term = Term::of(world.store.clone()).await;
        term.close().await;
        let [awa, .., last] = &term.results().await[..] else { panic!() };
        let (mother, stranger) = (person(&world, "guardian", "P1").await, person(&world, "guardian", "P1").await);
        let office = person(&world, "staff", "AD").await;
        let running = Running::start(&world, Provider::WhatsApp, FAST);
        let there = waiting(&world, mother, MessageClass::Reply, awa.id).await;
        let of_the_office = waiting(&world, office, MessageClass::Reply, last.id).await;
        // Somebody else's child.
        let foreign = waiting(&world, stranger, MessageClass::Notice, last.id).await;
        running.wake();
        world.until(there, "accepted").await;
        world.until(of_the_office, "accepted").await;
        world.until(foreign, "cancelled").await;
        assert_eq!(world.reason(foreign).await.as_deref(), Some("link_not_active"));
        running.stop().await;

        // The term is open again: the card may be about to change.
        term.reopen().await;
        let (asked, news) = (person(&world, "guardian", "P1").await, person(&world, "guardian", "P1").await);
        let while_open = waiting(&world, asked, MessageClass::Reply, awa.id).await;
        let news_while_open = waiting(&world, news, MessageClass::Notice, awa.id).await;
        let running = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(while_open, "accepted").await;
        world.until(news_while_open, "superseded").await;
        assert_eq!(world.reason(news_while_open).await.as_deref(), Some("card_changed"));
        assert_eq!(running.book.texts(), ["ask again"]);
        running.stop().await;

        // Another version has taken its place.
        let mut file = class();
        file["marks"][0]["mark"] = json!("16.5");
        assert!(import(&world.store, &file).await.refused.is_empty());
        assert_eq!(term.close().await.revised, 1);
        let asked = person(&world, "guardian", "P1").await;
        let (old, new) = (awa.id, term.results().await[0].id);
        let outdated = waiting(&world, asked, MessageClass::Reply, old).await;
        let current = waiting(&world, asked, MessageClass::Reply, new).await;
        let running = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(outdated, "accepted").await;
        world.until(current, "accepted").await;
        assert!(running.book.texts().iter().any(|text| text == "ask again"));
        assert_eq!(running.book.texts().iter().filter(|text| text.starts_with("Bulletin.pdf")).count(), 1);
        running.stop().await;
    })
    .await;
}

/// Somebody else may have the secret: what it sealed is made anew before it leaves, by a process that has another one.
#[tokio::test]
async fn what_a_distrusted_key_has_sealed_is_printed_anew() {
    each_world(async |world| {
        assert!(import(&world.store, &class()).await.refused.is_empty());
        let term = Term::of(world.store.clone()).await;
        term.close().await;
        let awa = term.results().await[0].id;
        let mother = person(&world, "guardian", "P1").await;
        let waits = waiting(&world, mother, MessageClass::Reply, awa).await;
        let (old, new) = (signer().key(), CardSigner::new(&[[7; 32]]).unwrap());
        let key = new.key();
        let document = DocumentId(world.uuid("SELECT id FROM document").await);
        world
            .commit(async |tx| {
                tx.note_printed_card(world.school, (awa, Locale::Fr), document, &old).await.unwrap();
                tx.note_card_keys(&[old, key], world.now()).await.unwrap();
                assert!(tx.distrust_card_key(&old.id(), world.now()).await.unwrap());
            })
            .await;
        let running = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(waits, "superseded").await;
        assert_eq!(world.reason(waits).await.as_deref(), Some("key_distrusted"));
        assert_eq!(world.number("SELECT COUNT(*) FROM print_order").await, 1);
        assert!(running.book.texts().is_empty());

        // A process that has not been started again seals nothing any more.
        assert_eq!(print(&world.store, world.now(), None).look().await.unwrap(), 1);
        assert_eq!(print(&world.store, world.now(), None).look().await.unwrap(), 0, "for a while it is let be");
        world.run("UPDATE print_order SET held_until = 0").await;
        assert_eq!(world.number("SELECT COUNT(*) FROM document").await, 1);
        assert_eq!(print_by(new, &world.store, world.now(), None).look().await.unwrap(), 1);
        let sealed = format!("SELECT COUNT(*) FROM document WHERE sealed_by = '{}'", key.id());
        assert_eq!(world.number(&sealed).await, 1);
        running.wake();
        let sent = "SELECT COUNT(*) FROM message WHERE state = 'accepted' AND cards <> '[]'";
        for _ in 0..100 {
            if world.number(sent).await == 1 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(running.book.texts().len(), 1);
        running.stop().await;
    })
    .await;
}
