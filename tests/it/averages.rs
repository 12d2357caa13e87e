//! What averages are read from: the same on both engines, and nothing of a draft where a family reads.

use carnet::domain::grading::{ClassMarks, Policy, class_result};
use carnet::domain::{ClassId, StudentId, TermId};
use carnet_webhooks::Content;

use crate::dialogue::school;
use crate::support::desk::{FrontDesk, Person, each_desk};

async fn hear(desk: &mut FrontDesk, person: &Person, text: &str) {
    desk.hear(person, Content::Text { body: text.to_owned() }).await.unwrap();
}

/// Each student's printed general average.
fn generals(marks: &ClassMarks) -> Vec<Option<String>> {
    let result = class_result(&Policy::default(), marks).unwrap();
    let mut averages: Vec<(String, Option<String>)> = result
        .students
        .iter()
        .map(|student| (student.code.clone(), student.term.general().map(|general| general.shown.to_string())))
        .collect();
    averages.sort();
    averages.into_iter().map(|(_, average)| average).collect()
}

#[tokio::test]
async fn a_family_reads_marks_in_force_and_the_answer_rests_on_them() {
    each_desk(&school(), async |desk| {
        let (koffi, pere) = (Person::telegram("5001"), Person::whatsapp(Some("+2250102030405"), Some("CI.2")));
        for text in ["Traore Ibrahim 11 ds1", "Awa Kouassi abs ds1", "publier ds1 4eA", "oui"] {
            hear(desk, &koffi, text).await;
        }
        // A draft beside what is published, in the same assessment.
        hear(desk, &koffi, "nguessan 18 ds1").await;
        let of = |table: &str, code: &str| format!("SELECT id FROM {table} WHERE code = '{code}'");
        let class = ClassId(desk.eye.one(&of("class", "4A")).await);
        let term = TermId(desk.eye.one(&of("term", "T1")).await);
        let (ibrahim, affoue) = (desk.eye.one(&of("student", "A04")).await, desk.eye.one(&of("student", "A03")).await);
        let school = desk.school.id;
        let mut tx = desk.store.begin_read().await.unwrap();
        let whole = tx.class_term(school, class, term).await.unwrap();
        assert_eq!((whole.courses.len(), whole.students.len(), whole.marks.len()), (2, 4, 3));
        let mut current = generals(&whole.current().unwrap());
        current.sort();
        assert_eq!(current, [None, None, Some("11".to_owned()), Some("18".to_owned())]);
        let mut published = generals(&whole.published().unwrap());
        published.sort();
        assert_eq!(published, [None, None, None, Some("11".to_owned())]);
        let own = tx.student_term(school, class, term, StudentId(ibrahim)).await.unwrap();
        assert_eq!(generals(&own.published().unwrap()), [Some("11".to_owned())]);
        let of_draft = tx.student_term(school, class, term, StudentId(affoue)).await.unwrap();
        assert!(of_draft.marks.is_empty(), "a draft is not even read for a family");
        drop(tx);

        hear(desk, &pere, "average").await;
        let version = own.marks.first().unwrap().version.id;
        let rests_on = desk.eye.texts("SELECT marks FROM message ORDER BY id DESC LIMIT 1").await;
        assert_eq!(rests_on, [format!("[\"{}\"]", version.0)], "checked again when it leaves");
    })
    .await;
}
