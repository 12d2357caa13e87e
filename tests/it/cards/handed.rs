//! Report cards as files in chat: printed once, for whoever asks; nothing leaves that is no longer so.

use carnet::actions::{Cause, ClassInTerm, close_term, reopen_term};
use carnet::domain::{AccountId, Attendance, CardSigner, Clock, Inspected, Timestamp, inspect};
use carnet::jobs::Print;
use carnet::phrase::{OperatorNews, Phrase, PrintNews, Say};
use carnet::render::{CardPress, Printer, Renderer};
use carnet::store::Store;
use carnet_webhooks::Content;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::support::desk::{FrontDesk, Person, Said, each_desk};
use crate::support::school::import;

/// Longer than a printer keeps an order in hand.
const HELD: Duration = Duration::from_secs(31);

struct At(Timestamp);

impl Clock for At {
    fn now(&self) -> Timestamp {
        self.0
    }
}

pub(super) fn signer() -> CardSigner {
    CardSigner::new(&[[9; 32]]).unwrap()
}

/// A printer at work at a time.
pub(super) fn print(store: &Store, now: Timestamp, templates: Option<&Path>) -> Print {
    print_by(signer(), store, now, templates)
}

/// The same with a signer of its own.
pub(super) fn print_by(signer: CardSigner, store: &Store, now: Timestamp, templates: Option<&Path>) -> Print {
    let renderer = Arc::new(Renderer::load(None).unwrap());
    let printer = Printer::load(templates, "https://carnet.example.org".parse().unwrap()).unwrap();
    let press = Arc::new(CardPress::new(renderer, printer, signer));
    Print { store: store.clone(), clock: Arc::new(At(now)), press, wake: Box::new(|_: &AccountId| {}) }
}

/// A class with marks; Ibrahim has two guardians.
pub(super) fn school() -> Value {
    let mut file = crate::dialogue::school();
    file["guardians"]
        .as_array_mut()
        .unwrap()
        .push(json!({"code": "P3", "name": "Mme TRAORE", "phone": "+2250102030499",
        "language": "en", "children": [{"student": "A04", "relation": "mother", "consent": "2026-09-10"}]}));
    file["marks"] = json!([
        {"assessment": "M-DS1", "student": "A01", "mark": "14", "published": true},
        {"assessment": "M-DS1", "student": "A04", "mark": "11", "published": true},
        {"assessment": "F-I1", "student": "A01", "mark": "7", "published": true},
        {"assessment": "F-I1", "student": "A04", "mark": "8", "published": true}]);
    file
}

fn father() -> Person {
    Person::whatsapp(Some("+2250102030405"), Some("CI.2"))
}

fn mother() -> Person {
    Person::whatsapp(Some("+2250102030499"), Some("CI.3"))
}

pub(super) async fn close(desk: &FrontDesk) {
    let mut tx = desk.store.begin().await.unwrap();
    let cause = Cause::of_itself(&desk.school, desk.now);
    let of = ClassInTerm::by_code(&mut tx, &cause, ("4A", "T1"), None).await.unwrap();
    close_term(&mut tx, &cause, &of).await.unwrap();
    tx.commit().await.unwrap();
}

pub(super) async fn reopen(desk: &FrontDesk) {
    let mut tx = desk.store.begin().await.unwrap();
    let cause = Cause::of_itself(&desk.school, desk.now);
    let of = ClassInTerm::by_code(&mut tx, &cause, ("4A", "T1"), None).await.unwrap();
    reopen_term(&mut tx, &cause, &of, "a wrong mark").await.unwrap();
    tx.commit().await.unwrap();
}

/// A correction that makes Ibrahim's card another one.
pub(super) async fn correct(desk: &FrontDesk) {
    let mut file = school();
    file["marks"][1]["mark"] = json!("12");
    assert!(import(&desk.store, &file).await.refused.is_empty());
}

pub(super) async fn asks(desk: &mut FrontDesk, person: &Person, text: &str) -> Vec<Said> {
    desk.hear(person, Content::Text { body: text.to_owned() }).await.unwrap()
}

/// Everything that was said to anybody, in order.
pub(super) async fn all_said(desk: &mut FrontDesk) -> Vec<Phrase> {
    let rows = desk.eye.sealed("SELECT id, contact_id, phrase FROM message ORDER BY id").await;
    let open = |(id, _, phrase): (uuid::Uuid, _, Vec<u8>)| {
        let plain = desk.store.keys().open("message.phrase", id, &phrase).unwrap();
        serde_json::from_slice::<Say>(&plain).unwrap().phrase
    };
    rows.into_iter().map(open).collect()
}

pub(super) fn tags(said: &[Said]) -> Vec<String> {
    said.iter().map(Said::tag).collect()
}

#[tokio::test]
async fn a_card_is_printed_once_and_given_to_both_parents() {
    each_desk(&school(), async |desk| {
        close(desk).await;
        assert_eq!(tags(&asks(desk, &father(), "report card").await), ["report_card"], "the text comes at once");
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM document").await, 0);
        asks(desk, &father(), "report card").await;
        assert_eq!(
            desk.eye.number("SELECT COUNT(*) FROM print_order").await,
            1,
            "who waits and asks again gets one file"
        );

        assert_eq!(print(&desk.store, desk.now, None).look().await.unwrap(), 1);
        let said = all_said(desk).await;
        let Some(Phrase::Document { file_name, caption, document }) = said.last() else { panic!("{said:?}") };
        assert_eq!(file_name, "Bulletin-T1-4eA-TRAORÉ-Ibrahim-en.pdf");
        assert!(matches!(&**caption, Phrase::Print(PrintNews::CardFile { version: 1, .. })), "{caption:?}");
        let mut files = desk.store.begin_read().await.unwrap();
        let account = father().account();
        let found = files.files_to_send(&account, &[(desk.school.id, *document)], desk.now).await.unwrap();
        let Inspected::Genuine(_, claim) = inspect(&found[document].bytes, signer().keys()) else { panic!("no seal") };
        assert_eq!((claim.student.as_str(), claim.version, claim.language.as_str()), ("A04", 1, "en"));
        drop(files);

        let given = asks(desk, &mother(), "report card").await;
        assert_eq!(tags(&given), ["document"], "what has been printed is given at once");
        let Phrase::Document { document: second, caption, .. } = &given[0].say.phrase else { panic!() };
        assert_eq!(second, document);
        assert!(matches!(&**caption, Phrase::ReportCard { .. }), "{caption:?}");
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM print_order").await, 0);
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM document").await, 1);
        assert_eq!(print(&desk.store, desk.now, None).look().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn who_was_away_or_late_in_the_term_stands_on_the_card() {
    each_desk(&school(), async |desk| {
        let teacher = Person::telegram("5001");
        for said in ["absents 4eA : Awa 8h-10h, Ibrahim retard 8h", "oui", "absents 4eA : Affoué 8h"] {
            asks(desk, &teacher, said).await;
        }
        let marked = asks(desk, &teacher, "oui").await.remove(0);
        let payload = marked.say.choices[0].payload.clone();
        let undone = desk.hear(&teacher, Content::Press { payload, title: None, callback: None, on: None }).await;
        assert_eq!(tags(&undone.unwrap()), ["absence.taken_back"]);
        close(desk).await;
        let of = async |desk: &FrontDesk, student: &str| {
            let mut tx = desk.store.begin_read().await.unwrap();
            let cause = Cause::of_itself(&desk.school, desk.now);
            let of = ClassInTerm::by_code(&mut tx, &cause, ("4A", "T1"), None).await.unwrap();
            let results = tx.class_results(desk.school.id, of.class, of.term.id).await.unwrap();
            results.into_iter().find(|result| result.card.student_code == student).unwrap().card.attendance
        };
        let away = Attendance { unjustified_minutes: 120, ..Attendance::default() };
        assert_eq!(of(desk, "A01").await, Some(away));
        assert_eq!(of(desk, "A04").await, Some(Attendance { lates: 1, ..Attendance::default() }));
        assert_eq!(of(desk, "A03").await, Some(Attendance::default()), "a mistake taken back counts for nothing");
        asks(desk, &teacher, "absents 4eA : Ibrahim 14h-16h").await;
        asks(desk, &teacher, "oui").await;
        assert_eq!(of(desk, "A04").await, Some(Attendance { lates: 1, ..Attendance::default() }), "it is frozen");
        reopen(desk).await;
        close(desk).await;
        let more = Attendance { unjustified_minutes: 120, lates: 1, ..Attendance::default() };
        assert_eq!(of(desk, "A04").await, Some(more), "closed anew, it is a new version");
    })
    .await;
}

#[tokio::test]
async fn those_who_hand_them_out_may_have_one_student_s() {
    each_desk(&school(), async |desk| {
        let censeur = Person::telegram("5004");
        assert_eq!(tags(&asks(desk, &censeur, "bulletin Ibrahim").await), ["not_closed"]);
        close(desk).await;
        assert_eq!(tags(&asks(desk, &censeur, "bulletin Ibrahim").await), ["begun"]);
        assert_eq!(print(&desk.store, desk.now, None).look().await.unwrap(), 1);
        let said = all_said(desk).await;
        let Some(Phrase::Document { file_name, caption, .. }) = said.last() else { panic!("{said:?}") };
        assert_eq!(file_name, "Bulletin-T1-4eA-TRAORÉ-Ibrahim.pdf");
        assert!(matches!(&**caption, Phrase::Print(PrintNews::CardFile { version: 1, .. })), "{caption:?}");
        // Two of a name are told apart; the answer is a number.
        assert_eq!(tags(&asks(desk, &censeur, "bulletin Kouassi T1").await), ["which"]);
        assert_eq!(tags(&asks(desk, &censeur, "1").await), ["begun"]);
        // A teacher has their own marks, not what everybody thinks of a student.
        let teacher = Person::telegram("5005");
        assert_eq!(tags(&asks(desk, &teacher, "bulletin Ibrahim").await), ["not_allowed"]);
        let orders = "SELECT COUNT(*) FROM print_order";
        assert_eq!(desk.eye.number(orders).await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_order_outlives_whoever_had_it_in_hand() {
    each_desk(&school(), async |desk| {
        close(desk).await;
        asks(desk, &father(), "report card").await;
        let now = desk.now;
        let mut tx = desk.store.begin().await.unwrap();
        let taken = tx.take_print_orders((now, now.plus(HELD)), false, 10).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(taken.len(), 1);
        assert_eq!(print(&desk.store, now, None).look().await.unwrap(), 0, "it is in other hands");
        assert_eq!(print(&desk.store, now.plus(HELD), None).look().await.unwrap(), 1);
        let files = all_said(desk).await.into_iter().filter(|said| matches!(said, Phrase::Document { .. })).count();
        assert_eq!(files, 1);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_printed_is_tried_again_and_then_said() {
    let broken = tempfile::tempdir().unwrap();
    std::fs::create_dir(broken.path().join("bulletins")).unwrap();
    std::fs::write(broken.path().join("bulletins/report_card.typ"), "#no-such-thing").unwrap();
    each_desk(&school(), async |desk| {
        close(desk).await;
        asks(desk, &father(), "report card").await;
        for time in 0..3 {
            assert!(!all_said(desk).await.contains(&Phrase::Print(PrintNews::NotMade)), "{time}");
            let at = desk.now.plus(HELD * time);
            assert_eq!(print(&desk.store, at, Some(broken.path())).look().await.unwrap(), 1);
        }
        let last = all_said(desk).await.pop();
        let not_made =
            |said: &Phrase| matches!(said, Phrase::Print(PrintNews::CardNotMade { term, .. }) if term == "T1");
        assert!(last.as_ref().is_some_and(not_made), "{last:?}");
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM print_order").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_template_that_fails_is_told_once_to_who_asked_and_to_who_runs_the_school() {
    let broken = tempfile::tempdir().unwrap();
    std::fs::create_dir(broken.path().join("bulletins")).unwrap();
    std::fs::write(broken.path().join("bulletins/report_card.typ"), "#no-such-thing").unwrap();
    each_desk(&school(), async |desk| {
        let (head, administrator) = (Person::telegram("5001"), Person::telegram("5004"));
        asks(desk, &administrator, "aide").await;
        close(desk).await;
        let begun = asks(desk, &head, "bulletins T1 4eA").await;
        assert!(matches!(begun[0].say.phrase, Phrase::Print(PrintNews::Begun { .. })), "{begun:?}");
        asks(desk, &father(), "report card").await;
        let before = all_said(desk).await.len();
        for time in 0..2 {
            let at = desk.now.plus(HELD * time);
            while print(&desk.store, at, Some(broken.path())).look().await.unwrap() > 0 {}
        }
        let told = all_said(desk).await.split_off(before);
        let fails = PrintNews::TemplateFails { class: "4e A".into(), term: "T1".into() };
        assert_eq!(told.iter().filter(|said| **said == Phrase::Print(fails.clone())).count(), 1, "{told:?}");
        let operator = Phrase::Operator(OperatorNews::PagesFail { template: "report_card.typ".into() });
        assert_eq!(told.iter().filter(|said| **said == operator).count(), 1, "{told:?}");
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM print_order").await, 1, "the family's, which is tried again");
        // The next day it is told again, and what waits is printed once the template is mended.
        asks(desk, &head, "bulletins T1 4eA").await;
        let tomorrow = desk.now.plus(Duration::from_hours(25));
        while print(&desk.store, tomorrow, Some(broken.path())).look().await.unwrap() > 0 {}
        assert_eq!(all_said(desk).await.iter().filter(|said| **said == operator).count(), 2);
    })
    .await;
}

#[tokio::test]
async fn while_the_school_looks_again_no_file_is_given_and_then_the_newer_one() {
    each_desk(&school(), async |desk| {
        close(desk).await;
        // Ordered, and another version before it was printed.
        asks(desk, &father(), "report card").await;
        reopen(desk).await;
        let said = asks(desk, &mother(), "report card").await;
        let Phrase::ReportCard { card } = &said[0].say.phrase else { panic!("{said:?}") };
        assert!(card.card.as_ref().unwrap().reopened);
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM print_order").await, 1, "only what was ordered before");
        correct(desk).await;
        close(desk).await;
        assert_eq!(print(&desk.store, desk.now, None).look().await.unwrap(), 1);
        let said = all_said(desk).await;
        let Some(Phrase::Document { caption, .. }) = said.last() else { panic!("{said:?}") };
        assert!(matches!(&**caption, Phrase::Print(PrintNews::CardFile { version: 2, .. })), "{caption:?}");

        // Open again when it is printed: whoever waits is told to ask again.
        desk.eye.run("DELETE FROM printed_card").await;
        asks(desk, &father(), "report card").await;
        reopen(desk).await;
        assert_eq!(print(&desk.store, desk.now, None).look().await.unwrap(), 1);
        assert_eq!(all_said(desk).await.last(), Some(&Phrase::AskAgain));
    })
    .await;
}
