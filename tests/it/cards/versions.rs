//! What is frozen stays; what changes is a new version, of whoever it changes for.

use carnet::domain::{CardCode, GuardianId};
use carnet::store::TermResult;
use serde_json::json;

use super::{Term, averages, class};
use crate::support::engines::each_engine;
use crate::support::school::{NOW, import};

#[tokio::test]
async fn a_correction_after_closing_is_a_new_version_for_whom_it_changes_something() {
    each_engine(async |store| {
        import(&store, &class()).await;
        let term = Term::of(store.clone()).await;
        let closed = term.close().await;
        assert_eq!((closed.cards, closed.revised), (5, 0));
        let first = term.results().await;
        let expected = ["14.00", "10.33", "12.00", "7.50", "17.33"].map(|average| Some(average.to_owned()));
        assert_eq!(averages(&first), expected);
        let places: Vec<_> = first.iter().map(|result| result.card.rank.unwrap().place).collect();
        assert_eq!(places, [2, 4, 3, 5, 1]);

        // Closed, an import changes nothing.
        let mut file = class();
        file["marks"][4]["mark"] = json!("13.5");
        assert!(!import(&store, &file).await.refused.is_empty());
        assert_eq!(term.results().await, first);

        term.reopen().await;
        assert!(import(&store, &file).await.refused.is_empty());
        let closed = term.close().await;
        assert_eq!((closed.cards, closed.revised), (5, 1), "only A03's own results have changed");
        let second = term.results().await;
        assert_eq!(averages(&second)[2].as_deref(), Some("13.00"));
        for (one, two) in first.iter().zip(&second) {
            let is_third = one.card.student_code == "A03";
            assert_eq!(two.card.version, if is_third { 2 } else { 1 });
            assert_eq!(one.id == two.id, !is_third);
        }
        // The first code still finds its version, and that there is another.
        let mut tx = store.begin_read().await.unwrap();
        let code = |at: usize, of: &[TermResult]| CardCode::parse(of[at].card.code.as_ref().unwrap()).unwrap();
        let old = tx.result_by_code(&code(2, &first)).await.unwrap().unwrap();
        assert_eq!((old.result.card.version, old.newer), (1, Some(2)));
        let new = tx.result_by_code(&code(2, &second)).await.unwrap().unwrap();
        assert_eq!((new.result.card.version, new.newer), (2, None));
        assert!(tx.result_by_code(&CardCode::from_random([9; 16])).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_place_that_another_takes_is_a_new_version_too() {
    each_engine(async |store| {
        import(&store, &class()).await;
        let term = Term::of(store.clone()).await;
        term.close().await;
        term.reopen().await;
        let mut file = class();
        // A03 passes A01: both have another place now.
        file["marks"][4]["mark"] = json!("17");
        import(&store, &file).await;
        assert_eq!(term.close().await.revised, 2);
        let versions: Vec<_> = term.results().await.iter().map(|result| result.card.version).collect();
        assert_eq!(versions, [2, 1, 2, 1, 1]);
    })
    .await;
}

/// Another teacher, another name of a subject, a class or the school is nobody's result; and a corrected card says who taught
/// then.
#[tokio::test]
async fn what_is_called_otherwise_now_is_no_new_version() {
    each_engine(async |store| {
        let mut file = class();
        import(&store, &file).await;
        let term = Term::of(store.clone()).await;
        term.close().await;
        let first = term.results().await;
        term.reopen().await;
        file["staff"].as_array_mut().unwrap().push(json!({"code": "T9", "name": "Mlle NEUVE", "role": "teacher"}));
        file["courses"][0]["teacher"] = json!("T9");
        file["subjects"][0]["label"]["fr"] = json!("Maths");
        file["classes"][0]["label"] = json!("4ème A");
        file["school"]["name"] = json!("Collège d'Adjamé");
        assert!(import(&store, &file).await.refused.is_empty());
        let term = Term::of(store.clone()).await;
        assert_eq!(term.close().await.revised, 0);
        assert_eq!(term.results().await, first);
        term.reopen().await;
        file["subjects"][0]["label"]["fr"] = json!("Mathématiques");
        file["marks"][4]["mark"] = json!("13.5");
        assert!(import(&store, &file).await.refused.is_empty());
        assert_eq!(term.close().await.revised, 1);
        let card = &term.results().await[2].card;
        assert_eq!(card.version, 2);
        assert!(card.subjects.iter().all(|line| line.teacher != "Mlle NEUVE"), "{:?}", card.subjects);
    })
    .await;
}

#[tokio::test]
async fn whoever_was_sent_a_version_is_told_of_the_next() {
    each_engine(async |store| {
        import(&store, &class()).await;
        let term = Term::of(store.clone()).await;
        term.close().await;
        let student = term.student("A01").await;
        let shown = term.results().await.into_iter().find(|result| result.student == student).unwrap();
        let guardian = GuardianId::fresh();
        let mut tx = store.begin().await.unwrap();
        assert!(tx.guardians_with_card(term.school.id, shown.term, student).await.unwrap().is_empty());
        tx.note_cards_shown(term.school.id, guardian, (&[shown.id], None), NOW).await.unwrap();
        tx.note_cards_shown(term.school.id, guardian, (&[shown.id], None), NOW).await.unwrap();
        assert_eq!(tx.guardians_with_card(term.school.id, shown.term, student).await.unwrap(), [guardian]);
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn rules_are_noted_as_versions_and_cards_keep_theirs() {
    each_engine(async |store| {
        let mut file = class();
        import(&store, &file).await;
        import(&store, &file).await;
        let term = Term::of(store.clone()).await;
        term.close().await;
        file["school"]["name"] = json!("Collège Moderne");
        file["policy"] = json!({"general_round": {"step": "0.5", "mode": "up"}});
        import(&store, &file).await;
        let mut tx = store.begin_read().await.unwrap();
        let rules = tx.school_rules(term.school.id).await.unwrap();
        assert_eq!(rules.iter().map(|rules| rules.version).collect::<Vec<_>>(), [2]);
        let kept = tx.grading_rules(term.school.id, term.of.class, term.of.term.id).await.unwrap();
        assert_eq!(kept.version, 1, "a closed term keeps its own");
        drop(tx);
        assert_eq!(term.results().await[0].card.rules_version, 1);
        term.reopen().await;
        assert_eq!(term.close().await.revised, 5, "other rules are other cards");
        assert_eq!(averages(&term.results().await)[1].as_deref(), Some("10.50"));
        assert_eq!(term.results().await[0].card.rules_version, 2);
    })
    .await;
}

#[tokio::test]
async fn a_bonus_adds_what_is_above_half_and_an_optional_mark_counts_where_it_helps() {
    each_engine(async |store| {
        let mut file = class();
        let maths = |code: &str, coefficient: &str, opt: &str| {
            json!({"code": code, "class": "4A", "subject": "MATH", "term": "T1", "kind": "devoir", "label": code,
                "date": "2026-10-14", "max": "20", "coefficient": coefficient, "opt": opt})
        };
        let assessments = file["assessments"].as_array_mut().unwrap();
        assessments.extend([maths("M-B", "1", "bonus"), maths("M-O", "2", "if_better")]);
        for (assessment, student, mark) in [("M-B", "A01", "15"), ("M-O", "A02", "19"), ("M-O", "A03", "2")] {
            let mark = json!({"assessment": assessment, "student": student, "mark": mark, "published": true});
            file["marks"].as_array_mut().unwrap().push(mark);
        }
        assert!(import(&store, &file).await.refused.is_empty());
        let term = Term::of(store.clone()).await;
        term.close().await;
        let of = |result: &TermResult| {
            let subject = result.card.subjects.iter().find(|one| one.subject.fr.starts_with("Math")).unwrap();
            subject.average.unwrap().to_string()
        };
        let averages: Vec<_> = term.results().await.iter().map(of).collect();
        // 15.5 twice and 5 above half; 9 and 19, twice each; 12, which 2 would lower.
        assert_eq!(averages, ["18", "14", "12", "7", "18"]);
    })
    .await;
}

/// A school by kinds of tests whose class has none of these: what a card says of its rules is how its averages were made.
#[tokio::test]
async fn a_card_names_the_subjects_that_its_rules_average_otherwise() {
    each_engine(async |store| {
        let mut file = class();
        file["policy"] = json!({"formula": "components", "components": [["COMPO", "2"], ["devoir", "1"]]});
        file["assessments"][1]["kind"] = json!("oral");
        assert!(import(&store, &file).await.refused.is_empty());
        let term = Term::of(store.clone()).await;
        term.close().await;
        let card = term.results().await.remove(0).card;
        let named: Vec<&str> = card.without_components.iter().map(|subject| subject.fr.as_str()).collect();
        assert_eq!(named, ["Français"]);
    })
    .await;
}
