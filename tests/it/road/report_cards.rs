//! A family asks for a report card and gets the file, also when the service dies meanwhile.

use carnet::app::clock::SystemClock;
use carnet::domain::{Clock, MessageClass, PrintOrderId};
use carnet::store::{PrintOrder, Store};
use carnet_simulator::{Bubble, Phone};
use serde_json::json;
use std::time::Duration;

use super::{ask, school};
use crate::support::engines::{each_database, keys};
use crate::support::service::{Setup, World};

/// Longer than an order is kept in dead hands, on a busy machine.
const SOON: Duration = Duration::from_mins(2);
const CLOSE: [&str; 9] = ["term", "close", "--school", "essai", "--class", "4A", "--term", "T1", "--yes"];

async fn closed(url: String) -> World {
    let mut file = school();
    file["marks"] = json!([
        {"assessment": "M-DS1", "student": "A01", "mark": "14", "published": true},
        {"assessment": "M-DS1", "student": "A04", "mark": "11", "published": true}]);
    let setup = Setup { school: Some(file.to_string()), database_url: Some(url), ..Default::default() };
    let world = World::start(setup).await;
    let (done, said) = world.carnet(&CLOSE).await;
    assert!(done, "{said}");
    world
}

async fn file_to(phone: &Phone) -> Bubble {
    let file = phone.wait_for(SOON, |bubble| bubble.document.is_some()).await;
    file.unwrap_or_else(|| panic!("no file: {:?}", phone.received()))
}

fn files_of(phone: &Phone) -> usize {
    phone.received().iter().filter(|bubble| bubble.document.is_some()).count()
}

#[tokio::test]
async fn a_family_gets_the_file_and_the_school_s_seal_is_on_it() {
    each_database(async |url| {
        let mut world = closed(url).await;
        let father = world.simulator.whatsapp("+2250102030405").named("Papa").with_user_id("CI.7002");
        let text = ask(&father, "report card").await;
        assert!(text.text.contains("Ibrahim"), "{}", text.text);
        let file = file_to(&father).await;
        let document = file.document.unwrap();
        assert_eq!(document.name, "Bulletin-T1-4eA-TRAORÉ-Ibrahim-en.pdf");
        assert!(file.text.contains("report card T1, version 1"), "{}", file.text);
        let bytes = world.simulator.file(document.url.rsplit('/').next().unwrap()).unwrap().1;
        std::fs::write(world.path().join("card.pdf"), &bytes).unwrap();
        let (genuine, said) = world.carnet(&["verify", "card.pdf"]).await;
        assert!(genuine && said.contains("student A04"), "{said}");
        // It is there now: both come as one.
        let again = ask(&father, "report card").await;
        assert!(again.document.is_some() && again.text.contains("Code"), "{again:?}");
        world.kill().await;
    })
    .await;
}

#[tokio::test]
async fn an_order_in_the_hands_of_a_dead_process_is_printed_after_the_next_start() {
    each_database(async |url| {
        let mut world = closed(url.clone()).await;
        let father = world.simulator.whatsapp("+2250102030405").named("Papa").with_user_id("CI.7002");
        ask(&father, "report card").await;
        file_to(&father).await;
        world.kill().await;

        // What a process leaves that died while it printed.
        let store = Store::open(&url, keys()).await.unwrap();
        let now = SystemClock.now();
        world.eye().await.run("DELETE FROM printed_card").await;
        let mut tx = store.begin().await.unwrap();
        let school = tx.school_by_code("essai").await.unwrap().unwrap();
        let class = tx.classes(school.id).await.unwrap().into_iter().find(|class| class.code == "4A").unwrap().id;
        let year = tx.current_year(school.id).await.unwrap().unwrap();
        let results = tx.class_results(school.id, class, year.terms[0].id).await.unwrap();
        let result = results.iter().find(|result| result.card.student_code == "A04").unwrap();
        let recipient = tx.recipients(school.id, &[result.student]).await.unwrap().remove(0);
        let reached = recipient.contact.unwrap();
        let order = PrintOrder {
            school: school.id,
            id: PrintOrderId::fresh(),
            what: carnet::domain::Printing::Card { class, term: result.term, student: result.student },
            account: reached.account,
            contact: reached.contact,
            guardian: Some((recipient.guardian, recipient.guardianship)),
            class: MessageClass::Reply,
            locale: carnet::domain::Locale::En,
            said: None,
            cause: None,
            tries: 0,
        };
        tx.order_print(&order, now).await.unwrap();
        assert_eq!(tx.take_print_orders((now, now.plus(Duration::from_secs(3))), false, 10).await.unwrap().len(), 1);
        tx.commit().await.unwrap();
        store.close().await;

        world.serve().await;
        let seen = files_of(&father);
        father.wait_for(SOON, |_| files_of(&father) > seen).await.expect("the file");
        let waiting = "SELECT COUNT(*) FROM print_order";
        world.eye().await.until(waiting, 0, SOON).await;
        assert_eq!(files_of(&father), seen + 1);
        world.kill().await;
    })
    .await;
}

#[tokio::test]
async fn a_class_is_printed_also_when_the_service_dies_in_the_middle_and_says_how_far_it_is() {
    each_database(async |url| {
        let mut world = closed(url).await;
        let head = world.simulator.telegram(5001).named("Koffi");
        let begun = ask(&head, "bulletins 4eA").await;
        assert!(begun.text.contains("4 bulletins"), "{}", begun.text);
        world.kill().await;
        world.serve().await;
        let file = file_to(&head).await;
        assert_eq!(file.document.unwrap().name, "Bulletins-T1-4eA.pdf");
        let mut eye = world.eye().await;
        eye.until("SELECT COUNT(*) FROM print_order", 0, SOON).await;
        assert_eq!(eye.number("SELECT COUNT(*) FROM printed_card").await, 4);
        assert_eq!(eye.number("SELECT COUNT(*) FROM document").await, 5, "each card once, and the class");
        // What was said at first says in its place that all is ready; where the service died in doubt whether it had
        // arrived, it is not said again after the file.
        eye.until("SELECT COUNT(*) FROM message WHERE settled_at IS NULL", 0, 3 * SOON).await;
        let received = head.received();
        let file = received.iter().position(|bubble| bubble.document.is_some()).unwrap();
        assert!(received[file..].iter().all(|bubble| !bubble.text.contains("Je prépare")), "{received:?}");
        world.kill().await;
    })
    .await;
}
