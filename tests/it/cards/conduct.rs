//! Hours without a reason cost a distinction, on the card as in the arithmetic.

use serde_json::json;

use super::handed::{asks, close, reopen, school};
use crate::support::desk::{Person, each_desk};

#[tokio::test]
async fn whoever_was_away_for_more_than_the_rules_allow_has_no_distinction() {
    let mut file = school();
    file["policy"] = json!({"distinctions": [["12", "Tableau d'honneur"]],
        "distinction_condition": {"max_unjustified_hours": 2}});
    each_desk(&file, async |desk| {
        let teacher = Person::telegram("5001");
        let of_awa = async |desk: &crate::support::desk::FrontDesk| {
            let mut tx = desk.store.begin_read().await.unwrap();
            let cause = carnet::actions::Cause::of_itself(&desk.school, desk.now);
            let of = carnet::actions::ClassInTerm::by_code(&mut tx, &cause, ("4A", "T1"), None).await.unwrap();
            let results = tx.class_results(desk.school.id, of.class, of.term.id).await.unwrap();
            let card = results.into_iter().find(|result| result.card.student_code == "A01").unwrap().card;
            (card.attendance.map_or(0, |away| away.unjustified_minutes), card.distinction)
        };
        for said in ["absents 4eA : Awa 8h-10h", "oui"] {
            asks(desk, &teacher, said).await;
        }
        close(desk).await;
        assert_eq!(of_awa(desk).await, (120, Some("Tableau d'honneur".to_owned())), "two hours are not more than two");
        reopen(desk).await;
        for said in ["absents 4eA : Awa 14h-15h", "oui"] {
            asks(desk, &teacher, said).await;
        }
        close(desk).await;
        assert_eq!(of_awa(desk).await, (180, None));
    })
    .await;
}
