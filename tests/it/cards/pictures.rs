//! Pictures and figures that are made outside of what asks for them: a child's way, an assessment's marks, the school.

use carnet::domain::{DocumentId, Maximum};
use carnet::phrase::{Phrase, PrintNews, ProgressAt};
use serde_json::{Value, json};

use super::handed::{all_said, asks, close, print, school, tags};
use super::pages::look_at;
use crate::support::desk::{FrontDesk, Person, each_desk};

/// Two tests more, in which enough have marks for the class to be shown.
fn busy() -> Value {
    let mut file = school();
    let ones = [("M-DS2", "MATH", "2026-10-02", "20"), ("M-DS3", "MATH", "2026-10-08", "10")];
    for (code, subject, day, most) in ones {
        file["assessments"].as_array_mut().unwrap().push(json!({"code": code, "class": "4A", "subject": subject,
            "term": "T1", "kind": "devoir", "label": format!("Devoir {code}"), "date": day, "max": most}));
    }
    for number in 5..=9 {
        file["students"].as_array_mut().unwrap().push(json!({"code": format!("A0{number}"), "class": "4A",
            "last_name": "BAMBA", "first_name": format!("Élève {number}")}));
    }
    let marks = file["marks"].as_array_mut().unwrap();
    for (at, student) in (1..=9).map(|number| format!("A0{number}")).enumerate() {
        let mark = format!("{}", 4 + at);
        marks.push(json!({"assessment": "M-DS2", "student": student, "mark": mark, "published": true}));
        if at < 3 {
            marks.push(json!({"assessment": "M-DS3", "student": student, "mark": "8", "published": true}));
        }
    }
    // A draft changes nothing for families.
    marks.push(json!({"assessment": "M-DS3", "student": "A04", "mark": "1"}));
    file
}

fn mother() -> Person {
    Person::whatsapp(Some("+2250505050505"), Some("CI.1"))
}

async fn work(desk: &mut FrontDesk) {
    while print(&desk.store, desk.now, None).look().await.unwrap() > 0 {}
}

/// The last picture that was said, and what stood below it.
async fn picture(desk: &mut FrontDesk, name: &str) -> (DocumentId, PrintNews) {
    let said = all_said(desk).await;
    let Some(Phrase::Document { document, caption, .. }) = said.last() else { panic!("{said:?}") };
    let Phrase::Print(news) = &**caption else { panic!("{caption:?}") };
    let mut tx = desk.store.begin_read().await.unwrap();
    let account = mother().account();
    let files = tx.files_to_send(&account, &[(desk.school.id, *document)], desk.now).await.unwrap();
    let file = &files[document];
    assert_eq!(file.mime, "image/png");
    assert!(file.bytes.starts_with(b"\x89PNG"));
    look_at(name, || file.bytes.to_vec());
    (*document, news.clone())
}

#[tokio::test]
async fn a_child_s_way_is_said_at_once_and_drawn_after() {
    each_desk(&busy(), async |desk| {
        for (words, language) in [("progression maths Awa", "fr"), ("تطور Awa في maths", "ar")] {
            let said = asks(desk, &mother(), words).await;
            assert_eq!(tags(&said), ["progression"], "{words}");
            let Phrase::Print(PrintNews::Progression { chart }) = &said[0].say.phrase else { panic!() };
            let own: Vec<_> = chart.points.iter().map(|point| point.own.to_string()).collect();
            // 4/20; with 8/10, which weighs as much; with 14/20, which weighs twice.
            assert_eq!(own, ["4", "10", "12"]);
            let bands: Vec<_> = chart.points.iter().map(|point| point.class.is_some()).collect();
            assert_eq!(bands, [true, true, true], "nine have an average from the first day on");
            assert!(chart.points.iter().all(|point| matches!(point.at, ProgressAt::Day(_))));
            work(desk).await;
            let (_, news) = picture(desk, &format!("progress-{language}.png")).await;
            assert!(matches!(news, PrintNews::ProgressPicture { .. }), "{news:?}");
        }
        // Staff who may read it get it drawn, too.
        let said = asks(desk, &Person::telegram("5004"), "progression maths KOUASSI Awa").await;
        assert_eq!(tags(&said), ["progression"]);
        let before = all_said(desk).await.len();
        work(desk).await;
        assert_eq!(all_said(desk).await.len(), before + 1);
        // The picture shows marks: it leaves only while they are in force and the link holds.
        let bound = "SELECT COUNT(*) FROM message WHERE marks <> '[]' AND guardianships <> '[]'";
        assert!(desk.eye.number(bound).await >= 4);
    })
    .await;
}

/// A school may mark out of something else from a term on: the line has one scale, and says what was brought to it.
#[tokio::test]
async fn terms_of_different_scales_are_one_line() {
    let mut file = busy();
    let second = json!({"code": "T2", "starts": "2027-01-04", "ends": "2027-03-26"});
    file["year"]["terms"].as_array_mut().unwrap().push(second);
    file["policies"] = json!([{"from": "2027-01-04", "policy": {"scale": "10", "min_coverage": "0"}}]);
    file["policy"] = json!({"min_coverage": "0"});
    file["assessments"].as_array_mut().unwrap().push(json!({"code": "M-DS4", "class": "4A", "subject": "MATH",
        "term": "T2", "kind": "devoir", "label": "Devoir M-DS4", "date": "2027-01-12", "max": "20"}));
    for (student, mark) in [("A01", "16"), ("A02", "4"), ("A03", "10"), ("A04", "12")] {
        let mark = json!({"assessment": "M-DS4", "student": student, "mark": mark, "published": true});
        file["marks"].as_array_mut().unwrap().push(mark);
    }
    each_desk(&file, async |desk| {
        desk.now = desk.now.plus(std::time::Duration::from_hours(24 * 95));
        let said = asks(desk, &mother(), "progression maths Awa").await;
        let Phrase::Print(PrintNews::Progression { chart }) = &said[0].say.phrase else { panic!("{said:?}") };
        assert_eq!(chart.scale.points().to_string(), "10");
        let own: Vec<_> = chart.points.iter().map(|point| point.own.to_string()).collect();
        // 12/20 in T1, as half of it; 16/20, which the school says out of 10.
        assert_eq!(own, ["6", "8"]);
        let from: Vec<_> = chart.points.iter().map(|point| point.brought_from.map(Maximum::points)).collect();
        assert_eq!(from, [Some(carnet::domain::Points::literal(2_000)), None]);
        let highest = chart.points.iter().filter_map(|point| point.class).map(|class| class.highest);
        assert!(highest.max().unwrap() <= chart.scale.points(), "the band stays within the picture");
        work(desk).await;
        picture(desk, "progress-scales.png").await;
    })
    .await;
}

/// Of somebody who has not written before only the school's file knows what they read.
#[tokio::test]
async fn the_first_picture_is_in_the_language_of_the_words() {
    let mut file = busy();
    file["guardians"][0]["language"] = json!("en");
    each_desk(&file, async |desk| {
        asks(desk, &mother(), "progress Awa").await;
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM print_order WHERE locale = 'en'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_else_s_way_is_shown_and_nothing_is_drawn_of_nothing() {
    each_desk(&busy(), async |desk| {
        let said = asks(desk, &mother(), "progression Ibrahim").await;
        assert_eq!(tags(&said), ["not_your_child"]);
        // Her own, without a mark.
        let said = asks(desk, &mother(), "progression Estelle").await;
        let Phrase::Print(PrintNews::Progression { chart }) = &said[0].say.phrase else { panic!("{said:?}") };
        assert!(chart.points.is_empty());
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM print_order").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_teacher_sees_how_marks_are_spread() {
    each_desk(&busy(), async |desk| {
        let koffi = Person::telegram("5001");
        assert_eq!(tags(&asks(desk, &koffi, "stats devoir M-DS2 4eA").await), ["assessment_figures"]);
        work(desk).await;
        let (_, news) = picture(desk, "histogram-fr.png").await;
        let PrintNews::HistogramPicture { marks, .. } = news else { panic!("{news:?}") };
        assert_eq!(marks, 9);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_reads_the_school_and_others_do_not() {
    each_desk(&busy(), async |desk| {
        close(desk).await;
        let censeur = Person::telegram("5004");
        assert_eq!(tags(&asks(desk, &censeur, "statistiques de l'école").await), ["summary_begun"]);
        work(desk).await;
        let said = all_said(desk).await;
        let [.., Phrase::Print(PrintNews::Summary { summary }), Phrase::Document { .. }] = said.as_slice() else {
            panic!("{said:?}")
        };
        let [first, second] = summary.classes.as_slice() else { panic!("{summary:?}") };
        let (fourth, third) = if first.class == "4e A" { (first, second) } else { (second, first) };
        assert!(!fourth.provisional && third.provisional);
        assert_eq!((fourth.students, third.general.count), (9, 0));
        assert!(fourth.missing > 0 && fourth.before.is_none());
        let Some(Phrase::Document { document, file_name, caption }) = said.last() else { panic!("{said:?}") };
        assert!(matches!(&**caption, Phrase::Print(PrintNews::SummaryFile { term }) if term == "T1"), "{caption:?}");
        assert_eq!(file_name, "Statistiques-T1.pdf");
        let mut tx = desk.store.begin_read().await.unwrap();
        let files = tx.files_to_send(&censeur.account(), &[(desk.school.id, *document)], desk.now).await.unwrap();
        assert!(files[document].bytes.starts_with(b"%PDF-"));
        drop(tx);
        for (person, words) in [("5001", "statistiques de l'école"), ("5005", "statistiques de l'école")] {
            let said = asks(desk, &Person::telegram(person), words).await;
            assert!(!tags(&said).contains(&"summary_begun".to_owned()), "{person}: {said:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_year_before_stands_beside() {
    each_desk(&busy(), async |desk| {
        close(desk).await;
        let mut file = busy();
        file["year"] = json!({"label": "2027-2028", "terms": [
            {"code": "T1", "starts": "2027-09-13", "ends": "2027-12-17"}]});
        file["marks"] = json!([]);
        let report = crate::support::school::import(&desk.store, &file).await;
        assert!(report.refused.is_empty(), "{:?}", report.refused);
        asks(desk, &Person::telegram("5004"), "statistiques de l'école").await;
        work(desk).await;
        let said = all_said(desk).await;
        let [.., Phrase::Print(PrintNews::Summary { summary }), Phrase::Document { .. }] = said.as_slice() else {
            panic!("{said:?}")
        };
        let fourth = summary.classes.iter().find(|class| class.class == "4e A").unwrap();
        assert_eq!(fourth.before.as_ref().map(|before| before.year.as_str()), Some("2026-2027"));

        // A mother reads the report card of that year, whatever she calls it; of a year before that there is none.
        let mother = mother();
        for words in ["bulletin d'Awa de l'année dernière", "moyenne Awa année dernière", "notes de Awa l'année passée"]
        {
            let said = asks(desk, &mother, words).await;
            let Some(Phrase::ReportCard { card }) = said.first().map(|said| &said.say.phrase) else {
                panic!("{words}: {said:?}")
            };
            assert_eq!(card.year.as_deref(), Some("2026-2027"), "{words}");
            assert_eq!(card.card.as_ref().map(|card| card.term.as_str()), Some("T1"), "{words}");
        }
        // Its file, and the one that staff get, say of which year they are.
        let censeur = Person::telegram("5004");
        let said = asks(desk, &censeur, "bulletin Awa KOUASSI 2026-2027").await;
        assert_eq!(tags(&said), ["begun"], "{said:?}");
        work(desk).await;
        let said = all_said(desk).await;
        let files = said.iter().filter_map(|phrase| match phrase {
            Phrase::Document { file_name, caption, .. } => Some((file_name.as_str(), &**caption)),
            _ => None,
        });
        let dated = |name: &str| name.starts_with("Bulletin-2026-2027-T1-4eA-KOUASSI-Awa");
        let year = |caption: &Phrase| match caption {
            Phrase::Print(PrintNews::CardFile { year, .. }) => year.clone(),
            _ => None,
        };
        let cards: Vec<_> = files.filter(|(name, _)| name.starts_with("Bulletin")).collect();
        assert!(cards.len() > 1 && cards.iter().all(|(name, _)| dated(name)), "{cards:?}");
        assert!(cards.iter().all(|(_, caption)| year(caption).as_deref() == Some("2026-2027")), "{cards:?}");
        let said = asks(desk, &censeur, "bulletin Awa KOUASSI 2020-2021").await;
        assert_eq!(tags(&said), ["report_card"], "{said:?}");

        let said = asks(desk, &mother, "bulletin Awa").await;
        assert!(
            matches!(said.first().map(|said| &said.say.phrase), Some(Phrase::ReportCard { card }) if card.card.is_none()),
            "{said:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn of_a_picture_that_cannot_be_made_nothing_is_said_for_its_figures_were() {
    let broken = tempfile::tempdir().unwrap();
    std::fs::create_dir(broken.path().join("bulletins")).unwrap();
    std::fs::write(broken.path().join("bulletins/chart.typ"), "#no-such-thing").unwrap();
    each_desk(&busy(), async |desk| {
        assert_eq!(tags(&asks(desk, &mother(), "progression Awa").await), ["progression"]);
        let before = all_said(desk).await.len();
        for time in 0..3 {
            let at = desk.now.plus(std::time::Duration::from_secs(31 * time));
            assert_eq!(print(&desk.store, at, Some(broken.path())).look().await.unwrap(), 1, "{time}");
        }
        assert_eq!(all_said(desk).await.len(), before);
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM print_order").await, 0);
    })
    .await;
}
