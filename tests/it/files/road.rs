//! A class sheet goes out, is filled, comes back and is saved: on Telegram and on WhatsApp, on every engine.

use carnet_simulator::{Bubble, Phone, Side};
use std::time::Duration;

use crate::support::engines::each_database;
use crate::support::service::{Setup, World};
use crate::support::sheet::{fill, workbook};

const SOON: Duration = Duration::from_mins(1);
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn each_service(test: impl AsyncFn(&mut World)) {
    each_database(async |url| {
        let mut world = World::start(Setup { database_url: Some(url), ..Setup::default() }).await;
        test(&mut world).await;
        world.kill().await;
    })
    .await;
}

fn koffi(world: &World) -> [Phone; 2] {
    let whatsapp = world.simulator.whatsapp("+2250701020304").with_user_id("CI.7");
    [world.simulator.telegram(5001).named("Koffi"), whatsapp.named("Koffi")]
}

/// Does something and waits for the next bubble that comes back.
async fn after(phone: &Phone, doing: impl FnOnce(&Phone)) -> Bubble {
    let before: Vec<_> = phone.received().into_iter().map(|bubble| bubble.id).collect();
    doing(phone);
    let fresh = |bubble: &Bubble| bubble.side == Side::Service && !before.contains(&bubble.id);
    phone.wait_for(SOON, fresh).await.unwrap_or_else(|| panic!("no answer: {:?}", phone.received()))
}

async fn ask(phone: &Phone, text: &str) -> Bubble {
    after(phone, |phone| drop(phone.text(text).unwrap())).await
}

async fn send(phone: &Phone, name: &str, bytes: Vec<u8>, caption: &str) -> Bubble {
    after(phone, |phone| drop(phone.attach(name, XLSX, bytes, caption).unwrap())).await
}

/// The provider's id of the last file they sent.
fn last_sent(phone: &Phone) -> String {
    let documents = phone.view().bubbles.into_iter().filter(|bubble| bubble.side == Side::Person);
    documents.filter_map(|bubble| bubble.document).next_back().unwrap().url.rsplit('/').next().unwrap().to_owned()
}

fn file_of(world: &World, bubble: &Bubble) -> Vec<u8> {
    let document = bubble.document.as_ref().unwrap_or_else(|| panic!("no file: {bubble:?}"));
    let id = document.url.rsplit('/').next().unwrap();
    world.simulator.file(id).unwrap().1.to_vec()
}

#[tokio::test]
async fn a_class_sheet_goes_out_and_comes_back() {
    each_service(async |world| {
        for (turn, phone) in koffi(world).into_iter().enumerate() {
            let sheet = ask(&phone, "fichier 4eA maths").await;
            assert_eq!(sheet.kind, "document");
            assert!(sheet.text.contains("4e A"), "{}", sheet.text);
            assert_eq!(sheet.document.as_ref().unwrap().name, "Notes-4e-A-Mathématiques-T1.xlsx");
            let mark = if turn == 0 { "14.5" } else { "16" };
            let filled = fill(&file_of(world, &sheet), "Devoir surveillé 1 /20", &[("A01", mark), ("A03", "ABS")]);
            let preview = send(&phone, "Notes (1).xlsx", filled.unwrap(), "").await;
            assert!(preview.text.contains("KOUASSI Awa"), "{}", preview.text);
            let saved = ask(&phone, "oui").await;
            assert!(saved.text.contains("4e A"), "{}", saved.text);
            let drafts = "SELECT COUNT(*) FROM mark WHERE state = 'draft'";
            world.eye().await.until(drafts, 2, SOON).await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_same_sheet_is_uploaded_once_and_again_when_meta_has_lost_it() {
    each_service(async |world| {
        let [_, phone] = koffi(world);
        let uploads = || world.simulator.ledger_where(|entry| entry.kind == "media").len();
        let first = ask(&phone, "fichier 4eA maths").await;
        let second = ask(&phone, "fichier 4eA maths").await;
        assert_eq!((first.kind.as_str(), second.kind.as_str(), uploads()), ("document", "document", 1));
        let id = first.document.unwrap().url.rsplit('/').next().unwrap().to_owned();
        assert!(world.simulator.forget_file(&id));
        let third = ask(&phone, "fichier 4eA maths").await;
        assert_eq!((third.kind.as_str(), uploads()), ("document", 2));
    })
    .await;
}

#[tokio::test]
async fn a_file_keeps_its_place_in_the_conversation() {
    each_service(async |world| {
        let [phone, _] = koffi(world);
        let table = workbook(&[&["Nom", "Note"], &["Awa Kouassi", "12"], &["Kouassi Aya", "9"]]);
        phone.attach("notes.xlsx", XLSX, table, "ds1 4eA").unwrap();
        phone.text("oui").unwrap();
        let drafts = "SELECT COUNT(*) FROM mark WHERE state = 'draft'";
        world.eye().await.until(drafts, 2, SOON).await;
    })
    .await;
}

#[tokio::test]
async fn a_file_that_cannot_be_fetched_or_read_is_answered() {
    each_service(async |world| {
        for phone in koffi(world) {
            let lost = after(&phone, |phone| {
                phone.attach("notes.xlsx", XLSX, b"PK\x03\x04".to_vec(), "ds1 4eA").unwrap();
                let id = last_sent(phone);
                assert!(world.simulator.forget_file(&id));
            })
            .await;
            assert!(lost.text.contains("récupérer votre fichier"), "{}", lost.text);
            let damaged = send(&phone, "notes.xlsx", b"PK\x03\x04 but no workbook".to_vec(), "ds1 4eA").await;
            assert!(damaged.text.contains("abîmé"), "{}", damaged.text);
            let large = send(&phone, "notes.csv", vec![b'a'; 3 << 20], "ds1 4eA").await;
            assert!(large.text.contains("trop gros"), "{}", large.text);
            let picture = send(&phone, "photo.pdf", b"%PDF-1.7".to_vec(), "").await;
            assert!(picture.text.contains("tableaux"), "{}", picture.text);
        }
        assert_eq!(world.eye().await.number("SELECT COUNT(*) FROM mark").await, 0);
    })
    .await;
}
