//! A closed term's figures are those it was closed with, for staff, too, whatever weighs otherwise since.

use carnet::actions::{Cause, class_export, plan_closing, school_figures};
use carnet::domain::Points;
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
        let of_school = school_figures(&mut tx, &cause, Some(self.of.term.id)).await.unwrap();
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
