//! The pages themselves, with the words that families read: one page, small, in each language.

use carnet::domain::grading::CouncilDecision;
use carnet::domain::{Attendance, Locale, Maximum};
use carnet::phrase::{
    CardRank, CardYear, ClassOverview, ReportCard, SchoolFigures, SchoolSummary, Statistics, StatisticsSpread,
    SubjectLabel, SubjectStatistics, YearBefore, YearTerm,
};
use carnet::render::{Printer, Renderer};

use crate::render::samples::points;

/// A file may have this many bytes: it is sent to phones.
const LARGEST: usize = 80_000;

/// The card that measurements are made with: 14 subjects.
fn card() -> ReportCard {
    serde_json::from_str(include_str!("../../../benches/peers/card.json")).unwrap()
}

/// What can be looked at, where the environment names a folder for it.
pub(super) fn look_at(name: &str, picture: impl FnOnce() -> Vec<u8>) {
    if let Some(folder) = std::env::var_os("CARNET_TEST_PICTURES") {
        std::fs::write(std::path::Path::new(&folder).join(name), picture()).unwrap();
    }
}

/// A year that is over, decided, with as many words as there may be.
fn year() -> CardYear {
    let scale = Maximum::from_points(points("20")).unwrap();
    let term = |code: &str, average: Option<&str>| YearTerm {
        code: code.to_owned(),
        closed: true,
        average: average.map(points),
        scale,
    };
    CardYear {
        terms: vec![term("T1", Some("12.5")), term("T2", None), term("T3", Some("13.02"))],
        scale,
        average: Some(points("12.85")),
        rank: Some(CardRank { place: 3, is_tied: true }),
        ranked: 41,
        decision: Some(CouncilDecision::Promoted),
        words: Some("Une année de bons efforts, à poursuivre ".repeat(8).chars().take(300).collect()),
    }
}

fn attendance() -> Attendance {
    Attendance { unjustified_minutes: 120, justified_minutes: 240, lates: 3 }
}

#[test]
fn a_card_is_one_small_page_in_each_language() {
    let renderer = Renderer::load(None).unwrap();
    let printer = Printer::load(None, "https://carnet.example.org".parse().unwrap()).unwrap();
    for locale in Locale::ALL {
        let open = ReportCard { code: None, version: 0, general: None, rank: None, ..card() };
        let mut last = ReportCard {
            repeater: true,
            year_result: Some(year()),
            attendance: Some(attendance()),
            distinction: Some("AVERT".to_owned()),
            is_warning: true,
            rules: r#"{"year": {"weights": ["1", "2", "2"]}, "words": {"AVERT": {"fr": "Travail insuffisant",
                "en": "Insufficient work", "ar": "عمل غير كاف"}, "Bien": {"ar": "حسن"}}}"#
                .to_owned(),
            ..card()
        };
        last.subjects[1].teacher = "Mme Diallo A.".to_owned();
        let cards = [card(), open, last];
        let laid_out = printer.lay_out(&renderer, &cards, &[None, None, None], locale).unwrap();
        assert_eq!(laid_out.here().unwrap().pages(), cards.len(), "{locale:?}");
        for at in 0..cards.len() {
            let pdf = laid_out.pdf(at).unwrap();
            assert!(pdf.len() < LARGEST, "{locale:?} {at}: {} bytes", pdf.len());
            look_at(&format!("card-{}-{at}.png", locale.code()), || laid_out.here().unwrap().png(at, 1.5).unwrap());
        }
    }
}

/// A school of this many classes, each with all subjects.
fn school(classes: u32) -> SchoolSummary {
    let scale = Maximum::from_points(points("20")).unwrap();
    let figures = |at: u32| Statistics {
        count: 40 + at % 20,
        passed: 20 + at % 20,
        half: points("10"),
        scale,
        spread: (at % 7 != 3).then(|| StatisticsSpread {
            mean: points("11.74"),
            median: points("12.6"),
            lowest: points("6.61"),
            highest: points("16.75"),
            pass_rate: points(&format!("{}.82", 20 + at * 13 % 80)),
        }),
    };
    let subjects = ["Mathématiques", "Français", "Anglais", "Physique-Chimie", "Sciences de la vie et de la Terre"];
    let subject = |at: usize| SubjectStatistics {
        subject: SubjectLabel {
            fr: subjects[at].to_owned(),
            en: subjects[at].to_owned(),
            ar: "علوم الحياة والأرض".to_owned(),
        },
        statistics: figures(u32::try_from(at).unwrap()),
    };
    let class = |at: u32| ClassOverview {
        class: format!("{}e {at}", 3 + at % 4),
        students: 60,
        general: figures(at),
        subjects: (0..subjects.len()).map(subject).collect(),
        missing: at % 5,
        provisional: at.is_multiple_of(2),
        before: at.is_multiple_of(3).then(|| YearBefore {
            year: "2025-2026".to_owned(),
            mean: points("11.2"),
            scale: Maximum::TWENTY,
            pass_rate: points("61.5"),
        }),
    };
    SchoolSummary { term: "T1".to_owned(), classes: (1..=classes).map(class).collect() }
}

#[test]
fn figures_are_tables_in_each_language() {
    let renderer = Renderer::load(None).unwrap();
    let printer = Printer::load(None, "https://carnet.example.org".parse().unwrap()).unwrap();
    let figures = |classes| SchoolFigures {
        summary: school(classes),
        school: "Collège Moderne d'Adjamé".to_owned(),
        year: "2026-2027".to_owned(),
        issued: jiff::civil::date(2026, 12, 18),
    };
    for locale in Locale::ALL {
        let laid_out = printer.statistics(&renderer, &figures(8), locale).unwrap();
        for page in 0..laid_out.here().unwrap().pages() {
            look_at(&format!("figures-{}-{page}.png", locale.code()), || {
                laid_out.here().unwrap().png(page, 1.5).unwrap()
            });
        }
        let pdf = laid_out.together("Statistiques T1", None).unwrap();
        assert!(pdf.len() < 2 * LARGEST, "{locale:?}: {} bytes", pdf.len());
    }
    // The largest school there may be, and one before its first mark.
    assert!(printer.statistics(&renderer, &figures(120), Locale::Fr).unwrap().here().unwrap().pages() > 20);
    assert!(printer.statistics(&renderer, &figures(0), Locale::Fr).is_err());
}

#[test]
fn a_school_may_have_pages_of_its_own_and_hears_what_is_wrong_with_them() {
    let renderer = Renderer::load(None).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let site = || "https://carnet.example.org".parse().unwrap();
    std::fs::create_dir(folder.path().join("bulletins")).unwrap();
    let file = folder.path().join("bulletins/report_card.typ");
    let own = "#let card = json(\"/data.json\").content.at(0)\n#set document(title: card.title, date: datetime(year: 2026, \
               month: 12, day: 18))\n#card.student";
    std::fs::write(&file, own).unwrap();
    let printer = Printer::load(Some(folder.path()), site()).unwrap();
    let own = printer.lay_out(&renderer, &[card()], &[None], Locale::Fr).unwrap().pdf(0).unwrap();
    let ours = Printer::load(None, site()).unwrap().lay_out(&renderer, &[card()], &[None], Locale::Fr).unwrap();
    assert!(own.len() < ours.pdf(0).unwrap().len());
    std::fs::write(&file, "\n\n#no-such-thing").unwrap();
    let printer = Printer::load(Some(folder.path()), site()).unwrap();
    let fault = printer.lay_out(&renderer, &[card()], &[None], Locale::Fr).err().unwrap().to_string();
    assert!(fault.contains("report_card.typ") && fault.contains("line 3"), "{fault}");
    std::fs::write(folder.path().join("bulletins/reportcard.typ"), "").unwrap();
    let stray = Printer::load(Some(folder.path()), site()).err().unwrap().to_string();
    assert!(stray.contains("reportcard.typ replaces nothing"), "{stray}");
}
