//! Files: kept once, uploaded once, sent again by what the provider knows them by, forgotten in time.

use carnet::domain::{Channel, Clock, ContactId, DocumentId, DocumentKind, MessageClass, MessageId};
use carnet::gateway::Provider;
use carnet::jobs::OldDocuments;
use carnet::phrase::Phrase;
use carnet::store::{NewDocument, NewMessage};
use std::sync::Arc;
use std::time::Duration;

use super::fake::{FAST, Running, Turn};
use super::world::{World, each_world};

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

async fn keep(world: &World, bytes: &str, for_time: Duration) -> DocumentId {
    let new = NewDocument {
        school: world.school,
        kind: DocumentKind::ClassSheet,
        file_name: "Notes-4eA.csv",
        mime: "text/csv",
        bytes: bytes.as_bytes(),
        created_at: world.now(),
        expires_at: world.now().plus(for_time),
    };
    world.commit(async |tx| tx.keep_document(new).await.unwrap()).await
}

async fn send(world: &World, contact: ContactId, document: DocumentId) -> MessageId {
    let caption = Box::new(Phrase::Thanks);
    let phrase = Phrase::Document { document, file_name: "Notes-4eA.csv".to_owned(), caption };
    let (school, account) = (world.school, world.account.clone());
    world.enqueue(NewMessage::new(school, account, contact, MessageClass::Reply, phrase, world.now())).await
}

#[tokio::test]
async fn a_file_is_uploaded_once_and_then_named() {
    each_world(async |world| {
        let running = Running::start(&world, Provider::WhatsApp, FAST);
        let person = world.person(Channel::WhatsApp).await;
        let document = keep(&world, "Awa;14", 60 * DAY).await;
        assert_eq!(keep(&world, "Awa;14", HOUR).await, document, "the same file is kept once");
        assert_ne!(keep(&world, "Awa;15", HOUR).await, document);
        for expected in 1..=2 {
            let message = send(&world, person, document).await;
            running.wake();
            world.until(message, "accepted").await;
            assert_eq!(running.book.asked().len(), expected);
        }
        let asked = running.book.asked();
        assert_eq!(asked[0].text, "Notes-4eA.csv: Awa;14");
        assert_eq!(asked[1].text, format!("Notes-4eA.csv: media {}", asked[0].attempt));

        // Meta keeps a file for thirty days.
        world.clock.push(30 * DAY);
        let somebody = world.person(Channel::WhatsApp).await;
        let message = send(&world, somebody, document).await;
        running.wake();
        world.until(message, "accepted").await;
        assert_eq!(running.book.asked()[2].text, "Notes-4eA.csv: Awa;14");
        running.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_many_are_to_get_at_once_is_uploaded_once() {
    each_world(async |world| {
        let document = keep(&world, "Awa;14", DAY).await;
        let mut messages = Vec::new();
        for _ in 0..12 {
            let person = world.person(Channel::WhatsApp).await;
            messages.push(send(&world, person, document).await);
        }
        let running = Running::start(&world, Provider::WhatsApp, FAST);
        for message in messages {
            world.until(message, "accepted").await;
        }
        let asked = running.book.asked();
        let uploads = asked.iter().filter(|one| one.text == "Notes-4eA.csv: Awa;14").count();
        assert_eq!((uploads, asked.len()), (1, 12));
        running.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_file_the_provider_no_longer_knows_is_uploaded_again() {
    each_world(async |world| {
        let running = Running::start(&world, Provider::WhatsApp, FAST);
        let person = world.person(Channel::WhatsApp).await;
        let document = keep(&world, "Awa;14", DAY).await;
        // Accepted; then what it was known by is refused.
        running.book.script([Turn::Accept, Turn::Refuse(131_009)]);
        for _ in 0..2 {
            let message = send(&world, person, document).await;
            running.wake();
            world.until(message, "accepted").await;
        }
        let asked = running.book.asked();
        let texts: Vec<_> = asked.iter().map(|one| one.text.as_str()).collect();
        let known = format!("Notes-4eA.csv: media {}", asked[0].attempt);
        assert_eq!(texts, ["Notes-4eA.csv: Awa;14", &known, "Notes-4eA.csv: Awa;14"]);

        // Bytes that are refused are refused.
        let other = keep(&world, "nonsense", DAY).await;
        running.book.script([Turn::Refuse(131_053)]);
        let message = send(&world, person, other).await;
        running.wake();
        world.until(message, "failed").await;
        assert_eq!(world.reason(message).await.as_deref(), Some("131053"));
        running.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_file_out_of_date_is_not_sent_and_forgotten() {
    each_world(async |world| {
        let person = world.person(Channel::WhatsApp).await;
        let (old, young) = (keep(&world, "Awa;14", HOUR).await, keep(&world, "Awa;15", DAY).await);
        world.clock.push(HOUR);
        let (gone, there) = (send(&world, person, old).await, send(&world, person, young).await);
        let running = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(there, "accepted").await;
        world.until(gone, "failed").await;
        assert_eq!(world.reason(gone).await.as_deref(), Some("no_file"));
        running.stop().await;

        let clock: Arc<dyn Clock> = Arc::clone(&world.clock) as _;
        let job = OldDocuments { store: world.store.clone(), clock };
        assert_eq!(job.look().await.unwrap(), 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM document").await, 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM document_upload").await, 1);
        world.clock.push(2 * DAY);
        assert_eq!(job.look().await.unwrap(), 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM document_upload").await, 0);
    })
    .await;
}

#[tokio::test]
async fn files_are_sealed() {
    each_world(async |world| {
        keep(&world, "KOUASSI Awa;14", HOUR).await;
        for column in ["bytes", "file_name", "digest"] {
            let stored = world.bytes(&format!("SELECT {column} FROM document")).await;
            let shown = String::from_utf8_lossy(&stored).into_owned();
            assert!(!shown.contains("KOUASSI") && !shown.contains("4eA"), "{column}: {shown}");
        }
    })
    .await;
}
