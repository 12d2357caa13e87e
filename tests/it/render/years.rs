//! Samples of what is said of a school year.

use carnet::domain::grading::{CouncilDecision, Decision};
use carnet::phrase::{CardRank, ChildYear, Phrase, StudentLabel, Waiting, YearFigures, YearLine, YearPhrase, YearTerm};

use super::samples::{COUNTS, maximum, points, statistics, student};

fn class() -> String {
    "4e A".into()
}

fn term(code: &str, average: Option<&str>, closed: bool) -> YearTerm {
    YearTerm { code: code.into(), closed, average: average.map(points), scale: maximum("20") }
}

/// A year with so many terms closed of three.
fn year(closed: usize, is_tied: bool) -> ChildYear {
    let averages = [Some("12.5"), Some("11.25"), None];
    let codes = ["T1", "T2", "T3"];
    let terms = codes.iter().zip(averages).enumerate();
    let is_final = closed == 3;
    ChildYear {
        label: "2026-2027".into(),
        terms: terms.map(|(at, (code, average))| term(code, average.filter(|_| at < closed), at < closed)).collect(),
        scale: maximum("20"),
        average: (closed > 0).then(|| points("11.67")),
        is_final,
        rank: is_final.then_some(CardRank { place: 3, is_tied }),
        ranked: if is_final { 28 } else { 0 },
        decision: (is_final && is_tied).then_some(CouncilDecision::Promoted),
        words: (is_final && is_tied).then(|| "De bons efforts, à poursuivre".into()),
    }
}

fn students(count: u32) -> Vec<StudentLabel> {
    let named = |number| student(&format!("KOUASSI Élève {number}"));
    (1..=count.min(9)).map(named).collect()
}

fn line(
    average: Option<&str>,
    is_tied: bool,
    (proposed, decision): (Option<Decision>, Option<CouncilDecision>),
) -> YearLine {
    YearLine {
        student: student("TRAORÉ Ibrahim"),
        average: average.map(points),
        rank: average.map(|_| CardRank { place: 2, is_tied }),
        is_repeater: is_tied,
        proposed,
        decision,
    }
}

pub(super) fn samples() -> Vec<Phrase> {
    let child = || student("Awa K.");
    let of_child = |year| YearPhrase::OfChild { child: child(), class: class(), year };
    let mut said: Vec<YearPhrase> =
        [(0, false), (1, false), (2, false), (3, false), (3, true)].map(|(n, tied)| of_child(year(n, tied))).into();
    said.push(of_child(ChildYear { average: None, rank: None, ..year(3, false) }));
    said.push(of_child(ChildYear { terms: vec![term("T1", Some("12"), true)], ..year(1, false) }));
    said.extend([YearPhrase::NoRules { child: child() }, YearPhrase::NoRulesOfClass { class: class() }]);
    let figures = |spread: bool, open: &[&str]| YearFigures {
        class: class(),
        year: "2026-2027".into(),
        students: 12,
        statistics: open.is_empty().then(|| statistics(if spread { 12 } else { 2 })),
        open: open.iter().map(|term| (*term).to_owned()).collect(),
    };
    said.push(YearPhrase::Figures { classes: vec![figures(true, &[]), figures(false, &[]), figures(true, &["T3"])] });
    let of_class = |open: &[&str], students| YearPhrase::OfClass {
        class: class(),
        year: "2026-2027".into(),
        open: open.iter().map(|code| (*code).to_owned()).collect(),
        scale: maximum("20"),
        students,
    };
    let decisions = [
        (Some(Decision::Promoted), None),
        (Some(Decision::Council), None),
        (Some(Decision::Repeats), Some(CouncilDecision::Promoted)),
        (Some(Decision::Excluded), None),
        (None, None),
    ];
    let lines = decisions.iter().enumerate().map(|(at, both)| line(Some("9.75"), at == 1, *both));
    said.push(of_class(&[], lines.collect()));
    said.push(of_class(&["T3"], vec![line(None, false, (None, None))]));
    said.extend([&["T3"][..], &["T2", "T3"], &[]].map(|open| YearPhrase::NotFinal {
        class: class(),
        open: open.iter().map(|code| (*code).to_owned()).collect(),
    }));
    for count in COUNTS {
        let left = students(count);
        let waiting = Waiting { students: students(count), open: vec!["T1 (4e B)".into()] };
        let taken = [(CouncilDecision::Promoted, students(count.max(1))), (CouncilDecision::Excluded, students(1))];
        said.push(YearPhrase::ConfirmCouncil {
            class: class(),
            taken: taken.into(),
            left: left.clone(),
            waiting: waiting.clone(),
        });
        said.push(YearPhrase::NothingToConfirm { class: class(), left, decided: count, waiting });
        said.push(YearPhrase::Decided { class: class(), count: count.max(1), families: count });
    }
    for (proposed, before) in [(Some(Decision::Council), None), (None, Some(CouncilDecision::Repeats))] {
        said.push(YearPhrase::ConfirmDecision {
            student: student("KOUASSI Awa"),
            average: proposed.map(|_| points("9.75")),
            scale: maximum("20"),
            proposed,
            before,
            decision: CouncilDecision::Repeats,
            words: before.map(|_| "Doit reprendre les bases".into()),
            distinction: before.map(|_| "avec encouragements".into()),
        });
    }
    said.push(YearPhrase::RemarkTooLong { letters: 341, most: 300 });
    for (words, words_only) in [(None, false), (Some("De bons efforts"), false), (Some("De bons efforts"), true)] {
        let words = words.map(str::to_owned);
        let (student, decision) = (student("KOUASSI Awa"), CouncilDecision::Repeats);
        said.push(YearPhrase::ConfirmTakeBack { student, decision, words, words_only });
    }
    for (words_only, families) in [(false, 0), (false, 1), (true, 2)] {
        said.push(YearPhrase::TakenBack { student: student("KOUASSI Awa"), words_only, families });
        said.push(YearPhrase::NothingToTakeBack { student: student("KOUASSI Awa"), words_only });
    }
    said.push(YearPhrase::TakeBackByName {});
    said.push(YearPhrase::WhichDecision { student: student("KOUASSI Awa") });
    said.into_iter().map(YearPhrase::phrase).collect()
}
