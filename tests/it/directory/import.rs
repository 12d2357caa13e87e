//! A file becomes the directory: whole or not at all, again without harm.

use carnet::actions::{Counts, ImportReport, List, SchoolFile, import_school};
use carnet::cli::import::read_file;
use carnet::domain::{Mark, Points};
use carnet_webhooks::Content;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::support::desk::{Person, each_desk};
use crate::support::engines::each_engine;
use crate::support::school::{adjame, import, import_text, small};

fn counts(report: &ImportReport, list: List) -> (usize, usize, usize) {
    let Counts { new, changed, unchanged } = report.counts.get(&list).copied().unwrap_or_default();
    (new, changed, unchanged)
}

fn refusals(report: &ImportReport) -> Vec<String> {
    report.refused.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn importing_twice_changes_nothing() {
    each_engine(async |store| {
        let first = import(&store, &small()).await;
        assert_eq!(refusals(&first), Vec::<String>::new());
        assert_eq!(counts(&first, List::Students), (3, 0, 0));
        assert_eq!(counts(&first, List::Children), (3, 0, 0));
        assert_eq!(counts(&first, List::Marks), (2, 0, 0));
        let revision = adjame(&store).await.revision;
        let second = import(&store, &small()).await;
        assert!(!second.has_changes(), "{second:?}");
        assert_eq!(counts(&second, List::Marks), (0, 0, 2));
        assert_eq!(adjame(&store).await.revision, revision);
    })
    .await;
}

#[tokio::test]
async fn who_a_file_of_most_students_leaves_out_is_said_and_taken_off_by_a_line() {
    each_engine(async |store| {
        import(&store, &small()).await;
        let school = adjame(&store).await.id;
        let mut file = small();
        file["students"].as_array_mut().unwrap().retain(|student| student["code"] != "A02");
        file["guardians"] = json!([]);
        file["marks"] = json!([]);
        let report = import(&store, &file).await;
        assert_eq!((refusals(&report), report.left_out.clone()), (Vec::new(), vec!["A02".to_owned()]));
        let students = async || store.begin_read().await.unwrap().students(school, None).await.unwrap().len();
        assert_eq!(students().await, 3, "nobody is taken off by silence");
        // A file of a few of them says nothing of the others.
        let one = |line: Value| json!({"schema": 1, "school": {"code": "adjame"}, "students": [line]});
        let report = import(&store, &one(json!({"code": "A01", "first_name": "Awa M."}))).await;
        assert_eq!(report.left_out, Vec::<String>::new());
        let report = import(&store, &one(json!({"code": "A02", "left": true}))).await;
        let changed: Vec<_> = report.changes.iter().map(|c| (c.key.as_str(), c.columns.clone())).collect();
        assert_eq!(changed, [("A02", vec!["taken off the roll"])]);
        assert_eq!(students().await, 2);
        let report = import(&store, &file).await;
        assert_eq!(report.left_out, Vec::<String>::new(), "whoever has left is missed by nobody");
        let again = import(&store, &one(json!({"code": "A02", "left": true}))).await;
        assert!(!again.has_changes());
        assert_eq!(again.come_back, Vec::<String>::new());
        let back = import(&store, &one(json!({"code": "A02", "left": "no"}))).await;
        assert_eq!(back.come_back, ["A02"]);
        assert_eq!(back.changes[0].columns, ["comes back on the roll"]);
        assert_eq!(students().await, 3);
    })
    .await;
}

#[tokio::test]
async fn what_changed_is_named_and_what_is_absent_or_blank_stays() {
    each_engine(async |store| {
        import(&store, &small()).await;
        let before = adjame(&store).await;
        let file = json!({
            "schema": 1, "school": {"code": "adjame"},
            "students": [{"code": "A02", "class": "3B", "last_name": "", "first_name": null}],
            "staff": [{"code": "T2", "role": "secretary"}]
        });
        let report = import(&store, &file).await;
        assert_eq!(refusals(&report), Vec::<String>::new());
        let changed: Vec<_> = report.changes.iter().map(|c| (c.key.as_str(), c.columns.clone())).collect();
        assert_eq!(changed, [("T2", vec!["role"]), ("A02", vec!["class"])]);
        let after = adjame(&store).await;
        assert_eq!((after.name, after.revision), (before.name, before.revision + 1));
        let mut tx = store.begin_read().await.unwrap();
        let students = tx.students(before.id, None).await.unwrap();
        assert_eq!(students.len(), 3);
        assert!(students.iter().any(|s| s.name.last == "KONAN" && s.name.first == "Yao"));
    })
    .await;
}

#[tokio::test]
async fn one_refused_row_stops_the_whole_file_and_says_where() {
    each_engine(async |store| {
        let text = r#"{ "schema": 1,
  "school": {"code":"adjame","name":"C","country":"CI","timezone":"Africa/Abidjan"},
  "year": {"label":"2026-2027","terms":[{"code":"T1","starts":"2026-09-14","ends":"2026-12-18"}]},
  "classes": [{"code":"4A","label":"4e A"}],
  "subjects": [{"code":"MATH","label":{"fr":"Maths"}}],
  "staff": [{"code":"T1","name":"M. KOFFI","role":"king","phone":"+2250701020304"}],
  "courses": [{"class":"4A","subject":"MATH","teacher":"T1"},
    {"class":"9Z","subject":"MATH","teacher":"T1"}],
  "students": [{"code":"A01","class":"4A","last_name":"K","first_name":"A"},
    {"code":"A01","class":"4A","last_name":"K","first_name":"B"},
    {"code":"A02","class":"4A","last_name":"K","first_name":"C","fone":"1"}],
  "guardians": [{"code":"P1","phone":"12","children":[{"student":"A09"}]}],
  "assessments": [{"code":"E1","class":"4A","subject":"MATH","term":"T9","label":"E","max":"20"}],
  "marks": [{"assessment":"E1","student":"A01","mark":"12"}]
}"#;
        let report = import_text(&store, text).await;
        let expected = [
            "staff, line 6, column 51: \"role\": unknown role; write teacher, admin or secretary",
            "students, line 11, column 72: unknown column \"fone\"",
            "guardians, line 12, column 38: \"phone\": not a valid phone number; write it with its country code, like \
             +2250701020304",
            "courses, line 8, column 5: \"class\": there is no \"9Z\" in classes",
            "students, line 10, column 5: \"A01\" appears twice; first at line 9, column 16",
            "children, line 12, column 55: \"student\": there is no \"A09\" in students",
            "assessments, line 13, column 19: \"term\": there is no \"T9\" in terms",
        ];
        let mut found = refusals(&report);
        let mut expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
        let mut tx = store.begin_read().await.unwrap();
        assert!(tx.school_by_code("adjame").await.unwrap().is_none(), "nothing is half-done");
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_not_one_is_refused_plainly() {
    each_engine(async |store| {
        for (text, expected) in [
            ("{ \"schema\": 1,\n  \"school\" ", "line 2, column 11: this is not JSON"),
            ("[]", "line 1, column 0: a school file is one JSON object"),
            ("{\"schema\": 2, \"school\": {\"code\": \"x\"}}", "line 1, column 12: \"schema\" must be 1"),
            ("{\"school\": {\"code\": \"x\"}}", "the file: \"schema\" must be 1"),
            ("{\"schema\": 1}", "school, the file: \"school\" is missing"),
            ("{\"schema\": 1, \"pupils\": []}", "line 1, column 25: there is no list \"pupils\" in a school file"),
            ("{\"schema\": 1, \"schema\": 1}", "line 1, column 25: \"schema\" stands here twice"),
        ] {
            let report = import_text(&store, text).await;
            let found = refusals(&report);
            assert!(found.iter().any(|refusal| refusal == expected), "{text}: {found:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn values_are_refused_never_bent() {
    let cases: [(&str, Value, &str); 9] = [
        ("/marks/0/mark", json!("22"), "\"mark\": above the maximum of 20"),
        ("/marks/0/mark", json!("1O"), "\"mark\": not a number; write it like 12.5"),
        ("/marks/0/mark", json!("12.555"), "\"mark\": a mark has at most two decimals"),
        ("/marks/0/mark", json!(-1), "\"mark\": a mark cannot be below zero"),
        ("/marks/0/student", json!("B01"), "student \"B01\" is not in class \"4A\""),
        ("/marks/1/student", json!("A01"), "\"M-DS1 A01\" appears twice"),
        ("/students/0/birth_date", json!("03/05/2012"), "not a date; write it like 2026-09-14"),
        ("/year/terms/1/starts", json!("2026-12-01"), "the term overlaps the term \"T1\""),
        ("/assessments/0/subject", json!("FR"), "class \"4A\" has no course in \"FR\""),
    ];
    each_engine(async |store| {
        for (pointer, value, expected) in &cases {
            let mut file = small();
            *file.pointer_mut(pointer).unwrap() = value.clone();
            let found = refusals(&import(&store, &file).await);
            assert_eq!(found.len(), 1, "{pointer}: {found:?}");
            assert!(found[0].contains(expected), "{pointer}: {found:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn published_marks_are_corrected_only_when_said_so() {
    each_engine(async |store| {
        import(&store, &small()).await;
        let school = adjame(&store).await;
        let mut file = small();
        file["marks"][0]["mark"] = json!("16");
        file["marks"][0]["published"] = json!(false);
        let found = refusals(&import(&store, &file).await);
        assert!(found[0].contains("another mark is already published"), "{found:?}");

        file["marks"][0]["published"] = json!(true);
        file["marks"][1] = json!({"assessment": "M-DS1", "student": "A02", "mark": 9.5});
        let report = import(&store, &file).await;
        assert_eq!(counts(&report, List::Marks), (0, 2, 0), "{:?}", report.refused);

        let mut tx = store.begin_read().await.unwrap();
        let students = tx.students(school.id, None).await.unwrap();
        let awa = students.iter().find(|student| student.code == "A01").unwrap().id;
        let yao = students.iter().find(|student| student.code == "A02").unwrap().id;
        let (of_awa, _) = tx.published_marks(school.id, awa, None, 12).await.unwrap();
        let (of_yao, _) = tx.published_marks(school.id, yao, None, 12).await.unwrap();
        let sixteen = Mark::Points(Points::new(Decimal::from(16)).unwrap());
        assert_eq!(of_awa.iter().map(|mark| mark.mark).collect::<Vec<_>>(), [sixteen]);
        assert!(of_yao.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_published_by_a_later_file_and_an_earlier_year_is_refused() {
    each_engine(async |store| {
        import(&store, &small()).await;
        let mut file = small();
        file["marks"][1]["published"] = json!(true);
        let report = import(&store, &file).await;
        assert_eq!(report.changes[0].columns, ["published"]);

        let mut next = small();
        next["year"] = json!({"label": "2027-2028", "terms": [
            {"code": "T1", "starts": "2027-09-13", "ends": "2027-12-17"}]});
        next["marks"] = json!([]);
        let report = import(&store, &next).await;
        assert_eq!(refusals(&report), Vec::<String>::new());
        assert_eq!(counts(&report, List::Classes), (2, 0, 0), "classes belong to a year");
        assert_eq!(counts(&report, List::Assessments), (1, 0, 0), "and so do the codes of assessments");
        let found = refusals(&import(&store, &small()).await);
        assert!(found[0].contains("already in the year \"2027-2028\""), "{found:?}");
        let mut terms = json!({"schema": 1, "school": {"code": "adjame"}, "year": small()["year"]});
        let found = refusals(&import(&store, &terms).await);
        assert!(
            found[0].contains("\"2026-2027\", a year that has ended, and has \"year\".\"terms\": take"),
            "{found:?}"
        );
        terms["year"] = json!({"label": "2028-2029", "terms": [
            {"code": "T1", "starts": "2027-10-01", "ends": "2027-12-01"}]});
        let found = refusals(&import(&store, &terms).await);
        let said = "the year \"2027-2028\" still runs: its term \"T1\" lasts until 2027-12-17";
        assert!(found[0].contains(said), "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn a_large_school_is_imported_in_seconds() {
    each_engine(async |store| {
        let mut file = small();
        let students: Vec<Value> = (0..2000)
            .map(|n| json!({"code": format!("S{n}"), "class": "4A", "last_name": format!("N{n}"), "first_name": "X"}))
            .collect();
        let guardians: Vec<Value> = (0..4000)
            .map(|n| {
                json!({"code": format!("G{n}"), "name": format!("G {n}"), "phone": format!("+22507{n:08}"),
                "children": [{"student": format!("S{}", n / 2), "consent": "2026-09-10"}]})
            })
            .collect();
        let assessments: Vec<Value> = (0..25)
            .map(|n| {
                json!({"code": format!("E{n}"), "class": "4A", "subject": "MATH", "term": "T1", "label": "E",
                "max": 20})
            })
            .collect();
        let marks: Vec<Value> = (0..50_000)
            .map(|n| {
                json!({"assessment": format!("E{}", n % 25), "student": format!("S{}", n / 25),
                "mark": n % 21, "published": n % 2 == 0})
            })
            .collect();
        file["students"] = json!(students);
        file["guardians"] = json!(guardians);
        file["assessments"] = json!(assessments);
        file["marks"] = json!(marks);
        let begun = std::time::Instant::now();
        let report = import(&store, &file).await;
        let first = begun.elapsed();
        assert_eq!(refusals(&report), Vec::<String>::new());
        assert_eq!(counts(&report, List::Marks), (50_000, 0, 0));
        let begun = std::time::Instant::now();
        assert!(!import(&store, &file).await.has_changes());
        println!("{:?}: first {first:?}, again {:?}", store.engine(), begun.elapsed());
        assert!(first.as_secs() < 60, "{first:?} in an unoptimised build");
    })
    .await;
}

/// The office imports its file once more, older than what the teacher has written since.
#[tokio::test]
async fn an_older_file_does_not_undo_what_was_written_in_chat() {
    each_desk(&small(), async |desk| {
        let teacher = Person::telegram("5001");
        for words in ["Yao Konan 13 ds1", "oui"] {
            desk.hear(&teacher, Content::Text { body: words.to_owned() }).await.unwrap();
        }
        let report = import(&desk.store, &small()).await;
        assert_eq!(refusals(&report), Vec::<String>::new());
        assert!(!report.has_changes(), "{report:?}");
        let notes: Vec<String> = report.cautions.iter().map(|caution| caution.note.to_string()).collect();
        assert!(
            notes.iter().any(|note| note.contains("\"M-DS1 A02\" stays 13") && note.contains("the file says ABS")),
            "{notes:?}"
        );

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("school.json");
        std::fs::write(&path, small().to_string()).unwrap();
        let file = SchoolFile { over_chat: true, ..read_file(&path).unwrap() };
        let mut tx = desk.store.begin().await.unwrap();
        let report = Box::pin(import_school(&mut tx, file, desk.now)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(counts(&report, List::Marks), (0, 1, 1), "{report:?}");
        assert!(report.changes[0].key.contains("13 to ABS"), "{report:?}");
    })
    .await;
}

#[tokio::test]
async fn rules_that_speak_of_nothing_are_pointed_at() {
    each_engine(async |store| {
        let mut file = small();
        file["school"]["policy"] = json!({"formula": "components", "components": [["devoir", "1"], ["COMPO", "2"]],
            "distinction_condition": {"conduct_subject": "NOPE", "conduct_min": "12"}})
        .to_string()
        .into();
        let report = import(&store, &file).await;
        assert_eq!(refusals(&report), Vec::<String>::new());
        let notes: Vec<String> = report.cautions.iter().map(|caution| caution.note.to_string()).collect();
        let about = |word: &str| notes.iter().filter(|note| note.contains(word)).count();
        assert_eq!((about("\"NOPE\""), about("\"COMPO\""), about("\"devoir\"")), (1, 1, 0), "{notes:?}");
    })
    .await;
}
