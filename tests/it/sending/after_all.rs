//! A message that was given up and had been accepted all the same: what it said is corrected where it no longer holds.

use carnet::domain::{AttemptId, Clock, MessageId, SchoolId, Timestamp};
use carnet::jobs::{Amend, Wake};
use carnet::phrase::Phrase;
use carnet::store::Proof;
use carnet_webhooks::Content;
use std::sync::Arc;
use uuid::Uuid;

use crate::dialogue::school;
use crate::support::desk::{FrontDesk, Person, each_desk};

struct At(Timestamp);

impl Clock for At {
    fn now(&self) -> Timestamp {
        self.0
    }
}

async fn says(desk: &mut FrontDesk, person: &Person, text: &str) {
    desk.hear(person, Content::Text { body: text.to_owned() }).await.unwrap();
}

/// The news that waits, opened.
async fn waiting(desk: &mut FrontDesk) -> Vec<Phrase> {
    let rows = "SELECT id, contact_id, phrase FROM message WHERE class = 2 AND state = 'queued' ORDER BY id";
    let rows = desk.eye.sealed(rows).await;
    let open = |(id, _, phrase): &(Uuid, Uuid, Vec<u8>)| {
        let plain = desk.store.keys().open("message.phrase", *id, phrase).unwrap();
        serde_json::from_slice::<carnet::phrase::Say>(&plain).unwrap().phrase
    };
    rows.iter().map(open).collect()
}

/// Awa's mark is published; its news has left and nobody knows whether it arrived.
async fn doubtful(desk: &mut FrontDesk, koffi: &Person) -> (MessageId, AttemptId) {
    says(desk, &Person::whatsapp(Some("+2250505050505"), Some("CI.1")), "bonjour").await;
    says(desk, koffi, "Awa Kouassi 14 ds1").await;
    says(desk, koffi, "publier ds1 4eA").await;
    desk.arrives = false;
    says(desk, koffi, "oui").await;
    let id: Uuid = desk.eye.one("SELECT id FROM message WHERE class = 2 AND state = 'queued'").await;
    let attempt = AttemptId::fresh();
    let (message, tried) = (desk.eye.id(id), desk.eye.id(attempt.0));
    desk.eye
        .run(&format!(
            "INSERT INTO attempt (school_id, id, message_id, n, part, last, account_id, epoch, started_at, outcome) \
             SELECT school_id, {tried}, id, 1, 0, TRUE, account_id, 1, 0, 'unknown' FROM message WHERE id = {message}; \
             UPDATE message SET state = 'ambiguous', attempts = 1, ambiguous_since = 0, cancel_requested = TRUE \
             WHERE id = {message}"
        ))
        .await;
    (MessageId(id), attempt)
}

async fn amend(desk: &FrontDesk) -> u32 {
    let amend = Amend { store: desk.store.clone(), clock: Arc::new(At(desk.now)), wake: Wake::new(|| ()) };
    amend.look().await.unwrap()
}

async fn turns_out_accepted(desk: &FrontDesk, school: SchoolId, (message, attempt): (MessageId, AttemptId)) {
    let proof = Proof { school, message, attempt, last: true, provider_id: "wamid.late".to_owned() };
    let mut tx = desk.store.begin().await.unwrap();
    tx.prove_acceptance(&[proof], desk.now).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_was_read_against_our_will_is_corrected_once() {
    each_desk(&school(), async |desk| {
        let koffi = Person::telegram("5001");
        let sent = doubtful(desk, &koffi).await;
        says(desk, &koffi, "Awa Kouassi 16 ds1").await;
        says(desk, &koffi, "oui").await;
        let corrections = waiting(desk).await;
        assert!(matches!(corrections.as_slice(), [Phrase::MarkChanged { .. }]), "it may have arrived: {corrections:?}");
        // An operator takes the correction back, too; and then the first message turns out to have arrived.
        desk.eye
            .run("UPDATE message SET state = 'cancelled', settled_at = 1 WHERE class = 2 AND state = 'queued'")
            .await;
        turns_out_accepted(desk, desk.school.id, sent).await;
        assert_eq!(amend(desk).await, 1);
        let corrections = waiting(desk).await;
        assert!(matches!(corrections.as_slice(), [Phrase::MarkChanged { .. }]), "{corrections:?}");
        turns_out_accepted(desk, desk.school.id, sent).await;
        assert_eq!(amend(desk).await, 0, "once");
    })
    .await;
}

#[tokio::test]
async fn what_still_holds_or_has_been_corrected_is_left_alone() {
    each_desk(&school(), async |desk| {
        let koffi = Person::telegram("5001");
        let sent = doubtful(desk, &koffi).await;
        turns_out_accepted(desk, desk.school.id, sent).await;
        assert_eq!(amend(desk).await, 0, "it is true");
    })
    .await;
    each_desk(&school(), async |desk| {
        let koffi = Person::telegram("5001");
        let sent = doubtful(desk, &koffi).await;
        says(desk, &koffi, "Awa Kouassi 16 ds1").await;
        says(desk, &koffi, "oui").await;
        turns_out_accepted(desk, desk.school.id, sent).await;
        assert_eq!(amend(desk).await, 0, "the correction is on its way");
        assert_eq!(waiting(desk).await.len(), 1);
    })
    .await;
}
