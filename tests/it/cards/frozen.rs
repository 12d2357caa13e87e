//! A closed term's figures are those it was closed with, for staff, too, whatever weighs otherwise since.

use carnet::actions::{Cause, class_export, plan_closing, school_figures};
use carnet::domain::{Maximum, Points};
use serde_json::{Value, json};

use super::moving::{moved, two_classes};
use super::{Term, class};
use crate::support::engines::each_engine;
use crate::support::school::{NOW, import};

impl Term {
    /// All that staff reads of it.
    async fn figures(&self) -> String {
        let mut tx = self.store.begin_read().await.unwrap();
        let cause = Cause::of_itself(&self.school, NOW);
        let of_school = school_figures(&mut tx, &cause, Some(self.of.term.id), None).await.unwrap();
        let export = class_export(&mut tx, &cause, self.of.class, Some("T1")).await.unwrap();
        let of_school: Vec<_> =
            of_school.unwrap().summary.classes.into_iter().filter(|one| one.class == self.of.class_label).collect();
        format!("{of_school:#?} {:#?}", export.averages)
    }
}

fn with_weights(mut file: Value, maths: &str, new_subject: bool) -> Value {
    file["courses"][0]["coefficient"] = json!(maths);
    if new_subject {
        file["subjects"]
            .as_array_mut()
            .unwrap()
            .push(json!({"code": "EPS", "label": {"fr": "EPS", "en": "PE", "ar": "رياضة"}}));
        file["courses"].as_array_mut().unwrap().push(json!({"class": "4A", "subject": "EPS", "teacher": "T2"}));
    }
    file
}

#[tokio::test]
async fn what_the_file_says_later_changes_no_figure_of_a_closed_term() {
    each_engine(async |store| {
        import(&store, &class()).await;
        let term = Term::of(store.clone()).await;
        term.close().await;
        let closed = term.figures().await;
        let report = import(&store, &with_weights(class(), "40", true)).await;
        assert!(report.refused.is_empty(), "{report:?}");
        let said: Vec<_> = report.cautions.iter().map(|caution| caution.note.to_string()).collect();
        assert!(
            said.iter().any(|note| note.contains("T1 of class \"4A\"") && note.contains("-> 40, EPS new, 1")),
            "{said:?}"
        );
        assert_eq!(term.figures().await, closed);
        term.reopen().await;
        assert_ne!(term.figures().await, closed);
        let mut tx = store.begin_read().await.unwrap();
        let plan = plan_closing(&mut tx, &Cause::of_itself(&term.school, NOW), &term.of).await.unwrap().unwrap();
        let weights: Vec<_> =
            plan.other_weights.subjects.iter().map(|one| (one.subject.fr.as_str(), one.before, one.after)).collect();
        let expected = [("Mathématiques", Some("4"), Some("40")), ("EPS", None, Some("1"))];
        let said = |points: Option<Points>| points.map(|points| points.to_string());
        let weights: Vec<_> =
            weights.into_iter().map(|(subject, before, after)| (subject, said(before), said(after))).collect();
        assert_eq!(
            weights,
            expected.map(|(subject, before, after)| (subject, before.map(str::to_owned), after.map(str::to_owned)))
        );
    })
    .await;
}

/// A mark that was brought along weighs what it weighed when the class it was brought to was closed.
#[tokio::test]
async fn a_test_of_the_class_that_somebody_left_changes_no_figure_of_the_closed_one() {
    each_engine(async |store| {
        import(&store, &two_classes()).await;
        let mut file = moved(two_classes());
        file["marks"].as_array_mut().unwrap().push(json!({"assessment": "B-DS1", "student": "A01", "mark": "12.5", "published": true}));
        import(&store, &file).await;
        let new = Term::of_class(store.clone(), "3B").await;
        new.close().await;
        let closed = new.figures().await;
        file["assessments"].as_array_mut().unwrap().iter_mut().find(|one| one["code"] == "M-DS1").unwrap()["coefficient"] = json!("7");
        assert!(import(&store, &file).await.refused.is_empty());
        assert_eq!(new.figures().await, closed);
        new.reopen().await;
        let mut tx = store.begin_read().await.unwrap();
        let plan = plan_closing(&mut tx, &Cause::of_itself(&new.school, NOW), &new.of).await.unwrap().unwrap();
        assert_eq!(plan.other_weights.tests.len(), 1);
        assert_eq!(plan.revised, 1);
    })
    .await;
}

/// What families do not know when a term is closed is in no figure of it.
#[tokio::test]
async fn drafts_are_in_no_figure_of_a_closed_term() {
    each_engine(async |store| {
        let mut file = class();
        file["assessments"].as_array_mut().unwrap().push(json!({"code": "M-D2", "class": "4A", "subject": "MATH",
            "term": "T1", "kind": "devoir", "label": "Devoir 2", "date": "2026-11-12", "max": "20", "coefficient": "9"}));
        let draft = json!({"assessment": "M-D2", "student": "A01", "mark": "0", "published": false});
        file["marks"].as_array_mut().unwrap().push(draft);
        import(&store, &file).await;
        let term = Term::of(store.clone()).await;
        let open = term.figures().await;
        term.close().await;
        assert_ne!(term.figures().await, open);
        let card = term.results().await.remove(0).card;
        let mut tx = store.begin_read().await.unwrap();
        let cause = Cause::of_itself(&term.school, NOW);
        let export = class_export(&mut tx, &cause, term.of.class, Some("T1")).await.unwrap();
        let averages = export.averages.unwrap();
        let awa = averages.iter().find(|one| one.student.code == "A01").unwrap();
        assert_eq!((awa.general, awa.place), (card.general, card.rank.map(|rank| rank.place.try_into().unwrap())));
        let figures = school_figures(&mut tx, &cause, Some(term.of.term.id), None).await.unwrap().unwrap();
        let of_class = figures.summary.classes.into_iter().find(|one| one.class == term.of.class_label).unwrap();
        assert_eq!(of_class.general, card.figures);
    })
    .await;
}

/// The year before is said by the scale it had, whatever this year's is.
#[tokio::test]
async fn the_year_before_has_its_own_scale() {
    each_engine(async |store| {
        import(&store, &class()).await;
        Term::of(store.clone()).await.close().await;
        let mut next = class();
        next["year"] =
            json!({"label": "2027-2028", "terms": [{"code": "T1", "starts": "2027-09-13", "ends": "2027-12-17"}]});
        next["policy"] = json!({"scale": "10"});
        (next["assessments"], next["marks"]) = (json!([]), json!([]));
        assert!(import(&store, &next).await.refused.is_empty());
        let mut tx = store.begin_read().await.unwrap();
        let school = tx.school_by_code("adjame").await.unwrap().unwrap();
        let figures = school_figures(&mut tx, &Cause::of_itself(&school, NOW), None, None).await.unwrap().unwrap();
        let of_class = figures.summary.classes.into_iter().find(|one| one.class == "4e A").unwrap();
        let before = of_class.before.unwrap();
        let said = (before.year.as_str(), before.mean.to_string(), before.scale, before.pass_rate.to_string());
        assert_eq!(said, ("2026-2027", "12.23".to_owned(), Maximum::TWENTY, "80".to_owned()));
        assert_ne!(of_class.general.scale, Maximum::TWENTY);
    })
    .await;
}
