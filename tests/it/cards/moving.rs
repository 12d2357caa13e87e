//! Who changes class, or comes late: each term's marks count in one class, and a closed term's roll stays.

use carnet::actions::{Cause, plan_closing};
use carnet::domain::Points;
use carnet::phrase::ClosingPlan;
use serde_json::{Value, json};

use super::{Term, averages, class};
use crate::support::engines::each_engine;
use crate::support::school::{NOW, import};

impl Term {
    async fn plan(&self) -> ClosingPlan {
        let mut tx = self.store.begin_read().await.unwrap();
        plan_closing(&mut tx, &Cause::of_itself(&self.school, NOW), &self.of).await.unwrap().unwrap()
    }

    async fn card(&self, code: &str) -> Option<(i64, Option<String>, Option<u32>, u32)> {
        let found = self.results().await.into_iter().find(|result| result.card.student_code == code)?.card;
        let place = found.rank.map(|rank| rank.place);
        Some((found.version, found.general.map(Points::fixed), place, found.students))
    }
}

/// The same, with a test of mathematics in 3B.
pub(super) fn two_classes() -> Value {
    let mut file = class();
    file["assessments"].as_array_mut().unwrap().push(json!({"code": "B-DS1", "class": "3B", "subject": "MATH",
        "term": "T1", "kind": "devoir", "label": "Devoir surveillé 1", "date": "2026-10-12", "max": "20"}));
    file["students"]
        .as_array_mut()
        .unwrap()
        .push(json!({"code": "B01", "class": "3B", "last_name": "KOUASSI", "first_name": "Aya"}));
    mark(&mut file, "B-DS1", "B01", "10");
    file
}

fn mark(file: &mut Value, assessment: &str, student: &str, mark: &str) {
    let mark = json!({"assessment": assessment, "student": student, "mark": mark, "published": true});
    file["marks"].as_array_mut().unwrap().push(mark);
}

/// The first of the list of students goes to 3B.
pub(super) fn moved(mut file: Value) -> Value {
    file["students"][0]["class"] = json!("3B");
    file
}

/// Who changes class keeps the card of the class whose term was closed, and stands in nobody's way.
#[tokio::test]
async fn whoever_comes_from_a_closed_class_keeps_that_card() {
    each_engine(async |store| {
        import(&store, &two_classes()).await;
        let (old, new) = (Term::of(store.clone()).await, Term::of_class(store.clone(), "3B").await);
        old.close().await;
        let kept = old.results().await.remove(0);
        assert!(import(&store, &moved(two_classes())).await.refused.is_empty());
        assert!(new.plan().await.missing.is_empty(), "nothing is missing of whoever has a card of another class");
        assert_eq!((new.close().await.cards, new.card("A01").await), (1, None));
        assert_eq!(old.results().await.remove(0), kept, "as it was");
        new.reopen().await;
        assert_eq!(new.close().await.cards, 1);
    })
    .await;
}

/// The class they come from has not closed an earlier term: there is no annual average without it.
#[tokio::test]
async fn a_term_that_is_open_where_somebody_comes_from_is_open_for_them() {
    each_engine(async |store| {
        let mut file = two_classes();
        file["year"]["terms"] = json!([{"code": "T1", "starts": "2026-09-14", "ends": "2026-12-18"},
            {"code": "T2", "starts": "2027-01-04", "ends": "2027-06-30"}]);
        file["policy"] = json!({"min_coverage": "0", "year": {"decisions": [["10", "promoted"], ["0", "repeats"]]}});
        for (code, class, student) in [("M-T2", "4A", "A01"), ("B-T2", "3B", "B01")] {
            file["assessments"].as_array_mut().unwrap().push(json!({"code": code, "class": class, "subject": "MATH",
                "term": "T2", "kind": "devoir", "label": "Devoir", "date": "2027-02-12", "max": "20"}));
            mark(&mut file, code, student, "12");
        }
        assert!(import(&store, &file).await.refused.is_empty());
        // 3B has closed its first term; 4A has not, and A01 comes from there.
        let new = Term::of_class(store.clone(), "3B").await;
        new.close().await;
        assert!(import(&store, &moved(file)).await.refused.is_empty());
        let last = Term::of_term(store.clone(), ("3B", "T2")).await;
        assert_eq!(last.plan().await.year_waits_for, ["T1 (4e A)"]);
        last.close().await;
        let year = async |code: &str| {
            last.results().await.into_iter().find(|one| one.card.student_code == code).unwrap().card.year_result
        };
        assert!(year("A01").await.is_none(), "no annual average without the first term");
        assert!(year("B01").await.is_some());
        Term::of(store.clone()).await.close().await;
        let whole = year("A01").await.unwrap();
        assert!(whole.terms.iter().all(|term| term.average.is_some()), "{whole:?}");
    })
    .await;
}

#[tokio::test]
async fn a_correction_in_the_class_that_somebody_left_is_a_new_version_of_their_card() {
    each_engine(async |store| {
        import(&store, &two_classes()).await;
        let term = Term::of(store.clone()).await;
        term.close().await;
        assert_eq!(term.card("A01").await, Some((1, Some("14.00".into()), Some(2), 5)));
        let mut file = moved(two_classes());
        assert!(import(&store, &file).await.refused.is_empty());
        term.reopen().await;
        file["marks"][0]["mark"] = json!("17.5");
        assert!(import(&store, &file).await.refused.is_empty());
        let closed = term.close().await;
        assert_eq!((closed.cards, closed.revised), (5, 1));
        assert_eq!(term.card("A01").await, Some((2, Some("15.33".into()), Some(2), 5)));
        assert_eq!(term.card("A05").await, Some((1, Some("17.33".into()), Some(1), 5)));
        assert_eq!(term.card("A02").await, Some((1, Some("10.33".into()), Some(4), 5)), "nobody's place moves for it");
    })
    .await;
}

#[tokio::test]
async fn marks_of_an_open_term_go_with_whoever_changes_class() {
    each_engine(async |store| {
        import(&store, &two_classes()).await;
        let mut file = moved(two_classes());
        mark(&mut file, "B-DS1", "A01", "12.5");
        assert!(import(&store, &file).await.refused.is_empty());
        let (old, new) = (Term::of(store.clone()).await, Term::of_class(store.clone(), "3B").await);
        let plan = new.plan().await;
        let brought: Vec<_> = plan.brought.iter().map(|(student, marks)| (student.name.as_str(), *marks)).collect();
        assert_eq!(brought, [("KOUASSI Awa", 1)], "their French is not taught there");
        let left_out: Vec<_> = plan.left_out.iter().map(|(student, marks)| (student.name.as_str(), *marks)).collect();
        assert_eq!(left_out, [("KOUASSI Awa", 1)], "and that is pointed at");
        let plan = old.plan().await;
        assert!(plan.brought.is_empty() && plan.left_out.is_empty());
        assert_eq!(old.close().await.cards, 4);
        assert_eq!(old.card("A05").await, Some((1, Some("17.33".into()), Some(1), 4)));
        new.close().await;
        // 15.5 counts twice, as in the class it was given in; 12.5 once.
        assert_eq!(new.card("A01").await, Some((1, Some("14.50".into()), Some(1), 2)));
        assert_eq!(averages(&new.results().await), [Some("14.50".to_owned()), Some("10.00".to_owned())]);
        // Opened again after they have gone back, it says the same.
        assert!(import(&store, &two_classes()).await.refused.is_empty());
        new.reopen().await;
        assert_eq!(new.close().await.revised, 0);
    })
    .await;
}

#[tokio::test]
async fn whoever_comes_after_closing_has_a_card_of_it_with_a_mark_only() {
    each_engine(async |store| {
        let mut file = two_classes();
        import(&store, &file).await;
        let term = Term::of(store.clone()).await;
        term.close().await;
        file["students"]
            .as_array_mut()
            .unwrap()
            .push(json!({"code": "A06", "class": "4A", "last_name": "TRAORE", "first_name": "Salif"}));
        assert!(import(&store, &file).await.refused.is_empty());
        term.reopen().await;
        assert_eq!((term.close().await.cards, term.card("A06").await), (5, None));
        term.reopen().await;
        mark(&mut file, "M-DS1", "A06", "11");
        assert!(import(&store, &file).await.refused.is_empty());
        assert_eq!(term.close().await.cards, 6);
        assert_eq!(term.card("A06").await, Some((1, Some("11.00".into()), Some(4), 6)));
    })
    .await;
}

#[tokio::test]
async fn marks_that_are_on_a_card_of_another_class_stay() {
    each_engine(async |store| {
        import(&store, &two_classes()).await;
        let mut file = moved(two_classes());
        import(&store, &file).await;
        let (old, new) = (Term::of(store.clone()).await, Term::of_class(store.clone(), "3B").await);
        new.close().await;
        assert_eq!(new.card("A01").await, Some((1, Some("15.50".into()), Some(1), 2)));
        // The class that they have left is open: what others have in the same test may change, theirs may not.
        file["marks"][0]["mark"] = json!("17.5");
        let report = import(&store, &file).await;
        assert_eq!(report.refused.len(), 1, "{report:?}");
        let mut others = moved(two_classes());
        others["marks"][2]["mark"] = json!("10");
        assert!(import(&store, &others).await.refused.is_empty());
        file["marks"][2]["mark"] = json!("10");
        old.close().await;
        assert_eq!(old.card("A02").await, Some((1, Some("11.00".into()), Some(3), 4)));
        new.reopen().await;
        assert!(import(&store, &file).await.refused.len() == 1, "the old class is closed by now");
        old.reopen().await;
        assert!(import(&store, &file).await.refused.is_empty());
        new.close().await;
        assert_eq!(new.card("A01").await, Some((2, Some("17.50".into()), Some(1), 2)));
    })
    .await;
}

#[tokio::test]
async fn whoever_goes_to_a_class_that_has_closed_has_the_card_of_the_one_they_left() {
    each_engine(async |store| {
        import(&store, &two_classes()).await;
        let (old, new) = (Term::of(store.clone()).await, Term::of_class(store.clone(), "3B").await);
        new.close().await;
        import(&store, &moved(two_classes())).await;
        assert_eq!(old.close().await.cards, 5);
        assert_eq!(old.card("A01").await, Some((1, Some("14.00".into()), Some(2), 5)));
        new.reopen().await;
        assert_eq!((new.close().await.cards, new.card("A01").await), (1, None));
    })
    .await;
}

/// A class that makes its averages of components has no place for other kinds.
#[tokio::test]
async fn what_a_formula_has_no_place_for_is_not_brought_along() {
    each_engine(async |store| {
        let mut file = two_classes();
        file["assessments"].as_array_mut().unwrap().last_mut().unwrap()["kind"] = json!("COMPO");
        file["policies"] =
            json!([{"class": "3B", "policy": {"formula": "components", "components": [["COMPO", "1"]]}}]);
        assert!(import(&store, &file).await.refused.is_empty());
        let mut file = moved(file);
        mark(&mut file, "B-DS1", "A01", "12");
        assert!(import(&store, &file).await.refused.is_empty());
        let new = Term::of_class(store.clone(), "3B").await;
        assert!(new.plan().await.brought.is_empty());
        new.close().await;
        assert_eq!(new.card("A01").await, Some((1, Some("12.00".into()), Some(1), 2)));
    })
    .await;
}
