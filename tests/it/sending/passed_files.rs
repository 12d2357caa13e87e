//! Pictures, voices and documents in a thread: both ways, across channels, in order, by what they are and not by their names.

use carnet_simulator::{Bubble, LedgerEntry, Phone, Side};

use super::{SOON, ask, each_service, mother, run, teacher};
use crate::support::service::{Setup, World};
use crate::support::wait::until;

const PHOTO: &[u8] = b"\xff\xd8\xff\xda\x00\x02 a picture of a medical certificate\xff\xd9";
const VOICE: &[u8] = b"OggS\0\x02 OpusHead a voice";
const PDF: &[u8] = b"%PDF-1.7 a letter";

/// A thread between the mother on `WhatsApp` and the teacher on Telegram, both in the middle of it.
async fn thread(world: &World) -> (Phone, Phone) {
    let (teacher, mother) = (teacher(world), mother(world));
    ask(&teacher, "bonjour").await;
    ask(&mother, "parler au prof de maths d'Awa").await;
    mother.text("Bonjour Monsieur").unwrap();
    teacher.wait_for_text(SOON, "Bonjour Monsieur").await.expect("it is passed on");
    world.eye().await.until("SELECT COUNT(*) FROM message WHERE settled_at IS NULL", 0, SOON).await;
    teacher.press_latest("Répondre").unwrap();
    teacher.wait_for_text(SOON, "Vous écrivez à").await.expect("an open thread");
    (teacher, mother)
}

/// Waits for a file on somebody's phone; returns its bytes.
async fn file(world: &World, phone: &Phone, kind: &str) -> Vec<u8> {
    let fits = |bubble: &Bubble| bubble.side == Side::Service && bubble.kind == kind && bubble.document.is_some();
    let found = phone.wait_for(SOON, fits).await.unwrap_or_else(|| panic!("no {kind}: {:?}", phone.received().last()));
    let url = found.document.unwrap().url;
    world.simulator.file(url.rsplit('/').next().unwrap()).unwrap().1.to_vec()
}

#[tokio::test]
async fn files_pass_both_ways_and_across_channels_in_their_order() {
    each_service(Setup::default, async |world| {
        let (teacher, mother) = thread(world).await;
        mother.text("Ligne 1").unwrap();
        mother.attach("IMG_2250505050505.jpg", "image/jpeg", PHOTO.to_vec(), "Le certificat").unwrap();
        mother.text("Ligne 2").unwrap();
        mother.attach("v.ogg", "audio/ogg; codecs=opus", VOICE.to_vec(), "").unwrap();
        mother.text("Ligne 3").unwrap();
        assert_eq!(file(world, &teacher, "photo").await, PHOTO);
        assert_eq!(file(world, &teacher, "voice").await, VOICE);
        teacher.wait_for_text(SOON, "Ligne 3").await.expect("the last line");
        let at = |part: &str| teacher.received().iter().position(|bubble| bubble.text.contains(part)).unwrap();
        let kind = |kind: &str| teacher.received().iter().position(|bubble| bubble.kind == kind).unwrap();
        let order = [at("Ligne 1"), kind("photo"), at("Le certificat"), at("Ligne 2"), kind("voice"), at("Ligne 3")];
        assert!(order.is_sorted(), "{order:?}");

        teacher.attach("Emploi du temps.pdf", "application/pdf", PDF.to_vec(), "Voici").unwrap();
        assert_eq!(file(world, &mother, "document").await, PDF);
        mother.wait_for_text(SOON, "Voici").await.expect("with its words");
        teacher.attach("x.jpg", "image/jpeg", PHOTO.to_vec(), "").unwrap();
        assert_eq!(file(world, &mother, "image").await, PHOTO);
        teacher.attach("x.ogg", "audio/ogg", VOICE.to_vec(), "").unwrap();
        assert_eq!(file(world, &mother, "audio").await, VOICE);
        let numbers = world.simulator.ledger_where(|entry: &LedgerEntry| entry.body.to_string().contains("IMG_225"));
        assert!(numbers.is_empty(), "a file's name tells nobody's number");
        // Nothing that was fetched stays beside the thread, and nothing lies about unsealed.
        world.eye().await.until("SELECT COUNT(*) FROM attachment", 0, SOON).await;
        for sql in [
            "SELECT COUNT(*) FROM document WHERE kind <> 'passed'",
            "SELECT COUNT(*) FROM document WHERE expires_at IS NULL",
        ] {
            assert_eq!(world.eye().await.number(sql).await, 0, "{sql}");
        }
        let listed = run(world, &["conversations", "--school", "essai"]).await;
        let id = listed.split('\t').next().unwrap().trim().to_owned();
        let written = run(world, &["conversations", "--school", "essai", "--export", &id]).await;
        assert!(written.contains("[picture] Le certificat") && written.contains("[voice] "), "{written}");
    })
    .await;
}

#[tokio::test]
async fn what_is_not_what_it_is_called_and_what_is_for_nobody_stays_here() {
    each_service(Setup::default, async |world| {
        let (teacher, mother) = thread(world).await;
        for (name, mime, bytes) in [
            ("photo.jpg", "image/jpeg", &b"MZ a program"[..]),
            ("lettre.pdf", "application/pdf", b"<html>a page</html>"),
            ("film.mp4", "video/mp4", b"\0\0\0\x18ftypmp42"),
        ] {
            let before = mother.received().len();
            mother.attach(name, mime, bytes.to_vec(), "").unwrap();
            until(|| mother.received().len() > before, SOON).await;
            assert!(mother.received().last().unwrap().text.contains("ne peut pas être transmis"), "{name}");
        }
        assert!(teacher.received().iter().all(|bubble| bubble.document.is_none()));
        // A table of a teacher's is marks, also in the middle of a thread.
        teacher.attach("notes.csv", "text/csv", b"Nom;Note\nKOUASSI Awa;14".to_vec(), "ds1 4eA").unwrap();
        teacher.text("oui").unwrap();
        world.eye().await.until("SELECT COUNT(*) FROM mark WHERE state = 'draft'", 1, SOON).await;
        assert!(mother.received().iter().all(|bubble| bubble.document.is_none()), "marks go to no family");
        // Of a stranger nothing is fetched, and outside a thread a picture is nobody's.
        let stranger = world.simulator.telegram(9001).named("Quelqu'un");
        stranger.attach("x.jpg", "image/jpeg", PHOTO.to_vec(), "").unwrap();
        stranger.wait_for(SOON, |bubble| bubble.side == Side::Service).await.expect("an answer");
        let fetched = "SELECT COUNT(*) FROM attachment WHERE content IS NOT NULL";
        world.eye().await.until(fetched, 1, SOON).await;
        assert_eq!(world.eye().await.number("SELECT COUNT(*) FROM document").await, 0);
    })
    .await;
}
