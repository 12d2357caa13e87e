//! Report cards: frozen, versioned, printed, sealed.

mod batch;
mod conduct;
mod frozen;
mod handed;
mod leaving;
mod moving;
mod pages;
mod pictures;
mod printed;
mod public;
mod versions;
mod waiting;

use carnet::actions::{Cause, ClassInTerm, ClosedTerm, close_term, provisional_cards, reopen_term};
use carnet::domain::{Points, StudentId};
use carnet::phrase::ReportCard;
use carnet::store::{School, Store, TermResult};
use serde_json::{Value, json};

use crate::support::school::{NOW, small};

/// Five students and two subjects, all marks published.
pub(crate) fn class() -> Value {
    let mut file = small();
    let names = [
        ("A01", "KOUASSI", "Awa"),
        ("A02", "KONAN", "Yao"),
        ("A03", "BAMBA", "Fatou"),
        ("A04", "KOUASSI", "Awa"),
        ("A05", "N'GUESSAN", "Marie-Ange"),
    ];
    file["students"] = names
        .iter()
        .map(|(code, last, first)| json!({"code": code, "class": "4A", "last_name": last, "first_name": first}))
        .collect();
    file["guardians"].as_array_mut().unwrap().truncate(1);
    file["guardians"][0]["children"].as_array_mut().unwrap().truncate(1);
    file["courses"]
        .as_array_mut()
        .unwrap()
        .push(json!({"class": "4A", "subject": "FR", "teacher": "T2", "coefficient": "2"}));
    file["assessments"]
        .as_array_mut()
        .unwrap()
        .push(json!({"code": "F-DS1", "class": "4A", "subject": "FR", "term": "T1",
        "kind": "devoir", "label": "Devoir de français", "date": "2026-10-13", "max": "20"}));
    file["marks"] = json!([]);
    for ((code, ..), (maths, french)) in
        names.iter().zip([("15.5", "11"), ("9", "13"), ("12", "12"), ("7", "8.5"), ("18", "16")])
    {
        for (assessment, mark) in [("M-DS1", maths), ("F-DS1", french)] {
            let mark = json!({"assessment": assessment, "student": code, "mark": mark, "published": true});
            file["marks"].as_array_mut().unwrap().push(mark);
        }
    }
    file
}

/// The school's class 4A in its first term.
pub(crate) struct Term {
    store: Store,
    school: School,
    of: ClassInTerm,
}

impl Term {
    pub(crate) async fn of(store: Store) -> Self {
        Self::of_class(store, "4A").await
    }

    pub(crate) async fn of_class(store: Store, class: &str) -> Self {
        Self::of_term(store, (class, "T1")).await
    }

    pub(crate) async fn of_term(store: Store, of: (&str, &str)) -> Self {
        let mut tx = store.begin_read().await.unwrap();
        let school = tx.school_by_code("adjame").await.unwrap().unwrap();
        let of = ClassInTerm::by_code(&mut tx, &Cause::of_itself(&school, NOW), of, None).await.unwrap();
        drop(tx);
        Self { store, school, of }
    }

    pub(crate) async fn close(&self) -> ClosedTerm {
        let mut tx = self.store.begin().await.unwrap();
        let closed = close_term(&mut tx, &Cause::of_itself(&self.school, NOW), &self.of).await.unwrap();
        tx.commit().await.unwrap();
        closed
    }

    /// As they would be printed now.
    pub(crate) async fn provisional(&self) -> Vec<ReportCard> {
        let mut tx = self.store.begin_read().await.unwrap();
        provisional_cards(&mut tx, &Cause::of_itself(&self.school, NOW), &self.of).await.unwrap()
    }

    pub(crate) async fn reopen(&self) {
        let mut tx = self.store.begin().await.unwrap();
        reopen_term(&mut tx, &Cause::of_itself(&self.school, NOW), &self.of, "a wrong mark").await.unwrap();
        tx.commit().await.unwrap();
    }

    /// What is in force, by the students' codes.
    pub(crate) async fn results(&self) -> Vec<TermResult> {
        let mut tx = self.store.begin_read().await.unwrap();
        let mut results = tx.class_results(self.school.id, self.of.class, self.of.term.id).await.unwrap();
        results.sort_by(|one, two| one.card.student_code.cmp(&two.card.student_code));
        results
    }

    pub(crate) async fn student(&self, code: &str) -> StudentId {
        self.results().await.into_iter().find(|result| result.card.student_code == code).unwrap().student
    }
}

pub(crate) fn averages(results: &[TermResult]) -> Vec<Option<String>> {
    results.iter().map(|result| result.card.general.map(Points::fixed)).collect()
}
