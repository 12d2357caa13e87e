//! A card that still waits when a newer one is made: its family gets the newer one, and hears of no other.

use carnet::phrase::{Phrase, PrintNews};

use super::handed::{all_said, asks, close, correct, print, reopen, school};
use crate::support::desk::{Person, each_desk};

#[tokio::test]
async fn whose_card_still_waits_gets_the_new_one_in_its_place() {
    each_desk(&school(), async |desk| {
        close(desk).await;
        let office = Person::telegram("5004");
        for said in ["envoie les bulletins de la 4eA aux parents", "oui"] {
            asks(desk, &office, said).await;
        }
        assert!(print(&desk.store, desk.now, None).look().await.unwrap() > 0);
        let waiting = "SELECT COUNT(*) FROM message WHERE state = 'queued' AND cards <> '[]'";
        let before = desk.eye.number(waiting).await;
        assert!(before > 0);
        reopen(desk).await;
        correct(desk).await;
        close(desk).await;
        let superseded = "SELECT COUNT(*) FROM message WHERE state = 'superseded' AND cards <> '[]'";
        assert!(desk.eye.number(superseded).await > 0, "the old one does not leave");
        let revised = |said: &Phrase| matches!(said, Phrase::Print(PrintNews::ReportCardRevised { .. }));
        assert!(!all_said(desk).await.iter().any(revised), "nobody has had anything that could be replaced");
        print(&desk.store, desk.now, None).look().await.unwrap();
        assert_eq!(desk.eye.number(waiting).await, before, "each family has one that waits");
        let new = all_said(desk).await.into_iter().filter(|said| match said {
            Phrase::Document { caption, .. } => {
                matches!(**caption, Phrase::Print(PrintNews::CardFile { version: 2, .. }))
            }
            _ => false,
        });
        assert!(new.count() > 0);
    })
    .await;
}
