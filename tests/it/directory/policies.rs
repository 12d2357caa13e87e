//! Rules of levels and classes in a school's file: the same in every format, refused with a reason, told with whom they
//! change; and who repeats a year.

use carnet::actions::{ImportReport, RulesChange};
use carnet::domain::grading::RulesScope;
use carnet::store::Store;
use serde_json::{Value, json};

use super::formats::{sheets, write_csv, write_xlsx};
use crate::support::engines::each_engine;
use crate::support::school::{adjame, import, import_path, small};

const PRIMARY: &str = r#"{"scale":"10"}"#;

fn with_policies(policies: &Value) -> Value {
    let mut file = small();
    file["classes"][0]["level"] = json!("4e");
    file["policies"] = policies.clone();
    file
}

fn level_and_class() -> Value {
    json!([{"level": "4e", "policy": {"scale": "10"}}, {"class": "3B", "from": "2027-01-01", "policy": {"scale": "100"}}])
}

async fn versions(store: &Store) -> Vec<(RulesScope, Option<String>, i64, String)> {
    let school = adjame(store).await.id;
    let mut rules = store.begin_read().await.unwrap().school_rules(school).await.unwrap();
    rules.sort_by_key(|rules| rules.version);
    let known = rules.into_iter();
    known.map(|one| (one.scope, one.from.map(|from| from.to_string()), one.version, one.policy)).collect()
}

#[tokio::test]
async fn every_format_gives_the_same_policies() {
    for format in ["json", "xlsx", "csv"] {
        each_engine(async |store| {
            let folder = tempfile::tempdir().unwrap();
            let file = with_policies(&level_and_class());
            let report = if format == "json" {
                import(&store, &file).await
            } else {
                let mut plain = file.clone();
                plain.as_object_mut().unwrap().remove("policies");
                let mut sheets = sheets(&plain);
                let columns = ["level", "class", "from", "policy"].map(str::to_owned).to_vec();
                let rows = [["4e", "", "", PRIMARY], ["", "3B", "2027-01-01", r#"{ "scale": "100" }"#]];
                let rows = rows.map(|row| row.map(str::to_owned).to_vec()).to_vec();
                sheets.push(("policies".to_owned(), columns, rows));
                let path = if format == "xlsx" { folder.path().join("school.xlsx") } else { folder.path().to_owned() };
                match format {
                    "xlsx" => write_xlsx(&path, &sheets),
                    _ => write_csv(&path, &sheets, ',', ""),
                }
                import_path(&store, path).await
            };
            assert!(report.refused.is_empty(), "{format}: {:?}", report.refused);
            let found = versions(&store).await;
            let expected = [
                (RulesScope::School, None, 1, "{}".to_owned()),
                (RulesScope::Level("4e".to_owned()), None, 2, PRIMARY.to_owned()),
                (RulesScope::Class("3B".to_owned()), Some("2027-01-01".to_owned()), 3, r#"{"scale":"100"}"#.to_owned()),
            ];
            assert_eq!(found, expected, "{format}");
            assert!(!import(&store, &file).await.has_changes(), "{format}");
            assert_eq!(versions(&store).await.len(), 3, "the same is no new version");
        })
        .await;
    }
}

fn refusals(report: &ImportReport) -> Vec<String> {
    report.refused.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_its_reason() {
    each_engine(async |store| {
        let year = |weights: &[&str]| json!({"year": {"weights": weights}});
        for (policies, said) in [
            (json!([{"class": "4A", "level": "4e", "policy": {}}]), "for a class or for a level, not for both"),
            (json!([{"policy": {}}]), "rules of the whole school without a day are its \"policy\""),
            (json!([{"class": "9Z", "policy": {}}]), "\"class\": there is no \"9Z\" in classes"),
            (json!([{"level": "9e", "policy": {}}]), "no class has the level \"9e\""),
            (json!([{"class": "4A"}]), "\"policy\" is missing"),
            (json!([{"class": "4A", "policy": {"scale": "no"}}]), "\"policy\": scale: not a number"),
            (json!([{"class": "4A", "policy": []}]), "\"policy\" is an object"),
            (json!([{"class": "4A", "policy": {}, "form": "x"}]), "unknown column \"form\""),
            (json!([{"class": "4A", "policy": {}}, {"class": "4A", "policy": {}}]), "\"4A\" appears twice"),
            (
                json!([{"class": "4A", "policy": year(&["1"])}]),
                "policy.year.weights: they are of 1 terms, and the year has 2",
            ),
        ] {
            let refused = refusals(&import(&store, &with_policies(&policies)).await);
            assert!(refused.iter().any(|one| one.contains(said)), "{policies}: {refused:?}");
            assert!(
                refused.iter().all(|one| one.starts_with("policies, line") || one.starts_with("line")),
                "{refused:?}"
            );
        }
        // More terms may come.
        let noted = import(&store, &with_policies(&json!([{"class": "4A", "policy": year(&["1", "2", "2"])}]))).await;
        assert!(noted.refused.is_empty());
        assert!(
            noted.cautions.iter().any(|one| one.note.to_string().contains("of 3 terms, and the year has 2 so far"))
        );
    })
    .await;
}

#[test]
fn the_year_s_own_rules_are_read_or_refused() {
    use carnet::domain::grading::Policy;
    for (year, said) in [
        (json!({"weight": []}), "year.weight: there is no such rule; known are weights, round, decide_on"),
        (json!({"weights": ["0", "0"]}), "year.weights: at least one term weighs something"),
        (json!({"decide_on": "both"}), "year.decide_on: \"both\" is not known; write rounded, exact"),
        (json!({"decisions": [["10", "passes"]]}), "year.decisions[0][1]: \"passes\" is not known; write promoted"),
        (json!({"decisions": [["10", "promoted"]]}), "year.decisions: averages below the lowest threshold"),
        (json!({"decisions": [["0", "council"], ["0", "repeats"]]}), "year.decisions: \"0\" stands here twice"),
        (json!({"repeaters": [["0", "council"]]}), "year.decisions: is missing"),
    ] {
        let heard = Policy::from_json(&json!({"year": year})).unwrap_err().to_string();
        assert!(heard.starts_with(said), "{year}: {heard}");
    }
}

#[test]
fn a_year_is_out_of_its_own_scale_and_decided_on_the_average_that_is_named() {
    use carnet::domain::grading::{Decision, Policy, YearRules};
    use carnet::domain::{Maximum, Points};
    let points = |text: &str| text.parse::<Points>().unwrap();
    let scale = |text: &str| Maximum::from_points(points(text)).unwrap();
    let rules = |decide_on: &str| -> YearRules {
        let decisions = [["10", "promoted"], ["9.5", "council"], ["0", "repeats"]];
        let year = json!({"weights": ["1", "2"], "decide_on": decide_on, "decisions": decisions});
        Policy::from_json(&json!({"year": year})).unwrap().year.unwrap()
    };
    let rounded = rules("rounded");
    let terms = [Some((points("5"), scale("10"))), Some((points("13"), scale("20")))];
    let average = rounded.average(&terms, scale("20")).unwrap();
    assert_eq!(average.shown.fixed(), "12.00", "10 and twice 13");
    let halved = rounded.average(&terms, scale("10")).unwrap();
    assert_eq!(halved.shown.fixed(), "6.00");
    assert_eq!(rounded.proposed(&halved, scale("10"), false), Some(Decision::Promoted), "thresholds are out of 20");
    // 29.99 / 3 is printed as 10.00.
    let close = [Some((points("9.99"), scale("20"))), Some((points("10"), scale("20")))];
    let average = rounded.average(&close, scale("20")).unwrap();
    assert_eq!(average.shown.fixed(), "10.00");
    assert_eq!(rounded.proposed(&average, scale("20"), false), Some(Decision::Promoted));
    assert_eq!(rules("exact").proposed(&average, scale("20"), false), Some(Decision::Council));
    // A term without an average leaves both sums.
    let missing = rounded.average(&[None, terms[1]], scale("20")).unwrap();
    assert_eq!(missing.shown.fixed(), "13.00");
}

#[test]
fn words_are_by_language() {
    use carnet::domain::Locale;
    use carnet::domain::grading::Policy;
    let read = |words: Value| Policy::from_json(&json!({"words": words}));
    let policy = read(json!({"TH": {"fr": "Tableau d'honneur", "ar": "لوحة الشرف"}})).unwrap();
    let said = Locale::ALL.map(|locale| policy.wording.said("TH", locale).to_owned());
    assert_eq!(said, ["Tableau d'honneur", "TH", "لوحة الشرف"]);
    assert_eq!(policy.wording.said("ENC", Locale::Fr), "ENC");
    for (words, told) in [
        (json!({"TH": "x"}), "words.TH: expected a JSON object"),
        (json!({"TH": {"de": "x"}}), "words.TH.de: there is no such rule; known are fr, en, ar"),
        (json!({"TH": {"fr": " "}}), "words.TH.fr: expected a text"),
    ] {
        assert!(read(words).unwrap_err().to_string().starts_with(told), "{told}");
    }
}

#[tokio::test]
async fn cards_name_subjects_in_the_school_s_order_and_words_of_nothing_are_pointed_at() {
    each_engine(async |store| {
        let mut file = crate::cards::class();
        file["subjects"][1]["order"] = json!(2);
        file["policy"] = json!({"bands": [["0", "P"]], "words": {"P": {"en": "Fair"}, "Q": {"en": "Good"}}});
        let report = import(&store, &file).await;
        let notes: Vec<String> = report.cautions.iter().map(|caution| caution.note.to_string()).collect();
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(notes[0].contains("\"words\" speaks of \"Q\""), "{notes:?}");
        let order = async || {
            let cards = crate::cards::Term::of(store.clone()).await.provisional().await;
            cards[0].subjects.iter().map(|one| one.subject.en.clone()).collect::<Vec<_>>()
        };
        assert_eq!(order().await, ["French", "Mathematics"], "those without a place come after");
        file["subjects"][0]["order"] = json!("1");
        import(&store, &file).await;
        assert_eq!(order().await, ["Mathematics", "French"]);
        file["subjects"][0].as_object_mut().unwrap().remove("order");
        assert!(!import(&store, &file).await.has_changes(), "a blank leaves what is stored");
        file["subjects"][0]["order"] = json!("first");
        assert!(refusals(&import(&store, &file).await)[0].contains("\"order\": write a place from 1 to 999"));
    })
    .await;
}

#[tokio::test]
async fn an_import_says_whose_rules_it_changes() {
    each_engine(async |store| {
        let report = import(&store, &with_policies(&json!([]))).await;
        assert!(report.rules.is_empty(), "a new school's rules change nothing: {:?}", report.rules);
        let change = |classes: &[&str], terms: &[&str], rules: &[&str], closed| RulesChange {
            classes: classes.iter().map(|one| (*one).to_owned()).collect(),
            terms: terms.iter().map(|one| (*one).to_owned()).collect(),
            rules: rules.iter().map(|one| (*one).to_owned()).collect(),
            closed,
        };
        let report = import(&store, &with_policies(&level_and_class())).await;
        let expected = [change(&["4A"], &["T1", "T2"], &["scale"], false), change(&["3B"], &["T2"], &["scale"], false)];
        assert_eq!(report.rules.len(), 2, "{:?}", report.rules);
        assert!(expected.iter().all(|one| report.rules.contains(one)), "{:?}", report.rules);
        crate::cards::Term::of(store.clone()).await.close().await;
        let mut file = with_policies(&level_and_class());
        file["policies"][0]["policy"] = json!({"scale": "10", "ranks": false});
        let report = import(&store, &file).await;
        let expected = [change(&["4A"], &["T1"], &["ranks"], true), change(&["4A"], &["T2"], &["ranks"], false)];
        assert!(expected.iter().all(|one| report.rules.contains(one)), "{:?}", report.rules);
        // The school's own hold for nobody who has others.
        file["policy"] = json!({"ranks": false});
        let report = import(&store, &file).await;
        assert_eq!(report.rules, [change(&["3B"], &["T1"], &["ranks"], false)]);
    })
    .await;
}

#[tokio::test]
async fn whoever_repeats_a_year_does_not_repeat_the_next_for_that() {
    each_engine(async |store| {
        let mut file = small();
        file["students"][0]["repeater"] = json!(true);
        import(&store, &file).await;
        let repeaters = async || {
            let term = crate::cards::Term::of(store.clone()).await;
            let cards = term.provisional().await;
            let found = cards.into_iter().filter(|card| card.repeater).map(|card| card.student_code);
            found.collect::<Vec<_>>()
        };
        assert_eq!(repeaters().await, ["A01"]);
        // A blank leaves what is stored, a word takes it back.
        assert!(
            !import(&store, &{
                let mut blank = file.clone();
                blank["students"][0].as_object_mut().unwrap().remove("repeater");
                blank
            })
            .await
            .has_changes()
        );
        assert_eq!(repeaters().await, ["A01"]);
        file["students"][0]["repeater"] = json!("non");
        import(&store, &file).await;
        assert!(repeaters().await.is_empty());
        file["students"][0]["repeater"] = json!("oui");
        import(&store, &file).await;
        file["students"][0].as_object_mut().unwrap().remove("repeater");
        file["year"] =
            json!({"label": "2027-2028", "terms": [{"code": "T1", "starts": "2027-09-13", "ends": "2027-12-17"}]});
        (file["assessments"], file["marks"]) = (json!([]), json!([]));
        assert!(import(&store, &file).await.refused.is_empty());
        assert!(repeaters().await.is_empty(), "another year");
    })
    .await;
}

/// In the JSON of a school its rules may stand in `school` as well, as an object or as text; not in two places.
#[tokio::test]
async fn a_school_s_own_rules_may_stand_with_it() {
    for policy in [json!({"scale":"10"}), json!(PRIMARY)] {
        each_engine(async |store| {
            let mut file = small();
            file["school"]["policy"] = policy.clone();
            let report = import(&store, &file).await;
            assert!(report.refused.is_empty(), "{:?}", report.refused);
            assert_eq!(versions(&store).await, [(RulesScope::School, None, 1, PRIMARY.to_owned())]);
            file["policy"] = json!({"scale":"100"});
            let refused = refusals(&import(&store, &file).await);
            assert!(refused.len() == 1 && refused[0].contains("policy"), "{refused:?}");
        })
        .await;
    }
}
