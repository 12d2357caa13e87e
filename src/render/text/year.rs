//! A school year, as messages say it.

use super::list::length;
use crate::domain::grading::{CouncilDecision, Decision};
use crate::domain::{Maximum, Points};
use crate::phrase::{
    CardRank, CardYear, ChildYear, StudentLabel, Waiting, YearFigures, YearLine, YearPhrase, YearTerm,
};
use crate::render::voice::Voice;

pub(super) fn say(v: &Voice<'_>, phrase: &YearPhrase) -> String {
    match phrase {
        YearPhrase::OfChild { child, class, year } => of_child(v, child, class, year),
        YearPhrase::NoRules { child } => v.with("year-no-rules").student("child", child).say(),
        YearPhrase::NoRulesOfClass { class } => v.with("year-no-rules-class").name("class", class).say(),
        YearPhrase::OfClass { class, year, open, scale, students } => {
            of_class(v, (class, year), open, *scale, students)
        }
        YearPhrase::Figures { classes } => classes.iter().map(|class| figures(v, class)).collect::<Vec<_>>().join("\n"),
        YearPhrase::NotFinal { class, open } => {
            let head = v.with("council-not-final").name("class", class).say();
            format!("{head}\n{}", still_open(v, open))
        }
        YearPhrase::ConfirmCouncil { class, taken, left, waiting } => confirm_council(v, class, taken, (left, waiting)),
        YearPhrase::NothingToConfirm { class, left, decided, waiting } => {
            nothing_to_confirm(v, class, (left, waiting), *decided)
        }
        YearPhrase::ConfirmDecision {
            student,
            average,
            scale,
            proposed,
            before,
            decision: new,
            words,
            distinction,
        } => {
            let mut lines = vec![decided_line(v, student, *new)];
            lines.extend(average.map(|average| annual(v, "year-average", average, *scale)));
            lines.extend(proposed.map(|one| v.with("council-proposed").text("decision", proposal(v, one)).say()));
            lines.extend(before.map(|one| v.with("council-before").text("decision", decision(v, one)).say()));
            lines.extend(words.as_ref().map(|words| v.with("council-words").name("words", words).say()));
            let not_kept = |said| v.with("council-distinction").name("said", said).student("student", student);
            lines.extend(distinction.as_ref().map(|said| not_kept(said).text("decision", new.code()).say()));
            format!("{}\n\n{}", lines.join("\n"), v.plain("council-question-one"))
        }
        YearPhrase::Decided { class, count, families } => {
            let head = v.with("council-decided").name("class", class).count("count", *count).say();
            format!("{head}\n{}", v.with("card-families-told").count("families", *families).say())
        }
        YearPhrase::RemarkTooLong { letters, most } => {
            v.with("council-remark-too-long").count("letters", *letters).count("most", *most).say()
        }
        YearPhrase::ConfirmTakeBack { student, decision: now, words, words_only } => {
            let mut lines = vec![decided_line(v, student, *now)];
            lines.extend(words.as_ref().map(|words| v.with("council-words").name("words", words).say()));
            let question = match (words_only, words) {
                (true, _) => "council-take-back-words",
                (false, Some(_)) => "council-take-back-both",
                (false, None) => "council-take-back",
            };
            format!("{}\n\n{}", lines.join("\n"), v.plain(question))
        }
        YearPhrase::TakenBack { student, words_only, families } => {
            let head = v.with(if *words_only { "council-words-taken-back" } else { "council-taken-back" });
            let told = v.with("card-families-told").count("families", *families).say();
            format!("{}\n{told}", head.student("student", student).say())
        }
        YearPhrase::NothingToTakeBack { student, words_only } => {
            let saying = v.with(if *words_only { "council-no-words" } else { "council-no-decision" });
            saying.student("student", student).say()
        }
        YearPhrase::TakeBackByName {} => v.plain("council-take-back-by-name"),
        YearPhrase::WhichDecision { student } => v.with("council-which").student("student", student).say(),
    }
}

fn of_child(v: &Voice<'_>, child: &StudentLabel, class: &str, year: &ChildYear) -> String {
    let head = v.with("year-child").student("child", child).name("class", class).name("year", &year.label).say();
    let mut lines = vec![head];
    lines.extend(year.terms.iter().map(|term| term_line(v, term)));
    let open: Vec<String> = year.terms.iter().filter(|term| !term.closed).map(|term| term.code.clone()).collect();
    match (year.average, year.is_final) {
        (Some(average), true) => {
            lines.push(annual(v, "year-average-final", average, year.scale));
            lines.extend(year.rank.map(|rank| annual_place(v, rank, year.ranked)));
        }
        (Some(average), false) => {
            lines.push(annual(v, "year-average-so-far", average, year.scale));
            lines.push(still_open(v, &open));
        }
        (None, true) => lines.push(v.plain("year-not-classed")),
        (None, false) if year.terms.iter().any(|term| term.closed) => {
            lines.push(v.plain("year-not-classed"));
            lines.push(still_open(v, &open));
        }
        (None, false) => lines.push(v.plain("year-none-yet")),
    }
    lines.extend(council(v, year.decision, year.words.as_deref()));
    lines.join("\n")
}

fn term_line(v: &Voice<'_>, term: &YearTerm) -> String {
    match (term.closed, term.average) {
        (true, Some(average)) => {
            let average = format!("{}/{}", v.hundredths(average), v.points(term.scale.points()));
            v.with("year-term").name("term", &term.code).text("average", average).say()
        }
        (true, None) => v.with("year-term-not-classed").name("term", &term.code).say(),
        (false, _) => v.with("year-term-open").name("term", &term.code).say(),
    }
}

fn annual(v: &Voice<'_>, id: &'static str, average: Points, scale: Maximum) -> String {
    v.with(id).text("average", format!("{}/{}", v.hundredths(average), v.points(scale.points()))).say()
}

fn annual_place(v: &Voice<'_>, rank: CardRank, ranked: u32) -> String {
    let place = v.with(if rank.is_tied { "year-place-tied" } else { "year-place" });
    place.text("place", rank.place.to_string()).text("ranked", ranked.to_string()).say()
}

/// Which terms are still missing; where none is known, others are to come.
fn still_open(v: &Voice<'_>, open: &[String]) -> String {
    if open.is_empty() {
        return v.plain("year-terms-to-come");
    }
    v.with("year-terms-open").count("count", length(open)).text("terms", v.names(open)).say()
}

/// A class's annual averages, or why there are none yet.
fn figures(v: &Voice<'_>, of: &YearFigures) -> String {
    let said = |id| v.with(id).name("class", &of.class).name("year", &of.year);
    let Some(statistics) = &of.statistics else {
        return said("year-figures-open").text("open", still_open(v, &of.open)).say();
    };
    let counted = |id| said(id).count("ranked", statistics.count).count("students", of.students);
    let Some(spread) = &statistics.spread else { return counted("year-figures-small").say() };
    counted("year-figures")
        .text("mean", v.hundredths(spread.mean))
        .text("lowest", v.hundredths(spread.lowest))
        .text("highest", v.hundredths(spread.highest))
        .text("scale", v.points(statistics.scale.points()))
        .text("rate", v.points(spread.pass_rate))
        .text("half", v.points(statistics.half))
        .say()
}

fn council(v: &Voice<'_>, decided: Option<CouncilDecision>, words: Option<&str>) -> Vec<String> {
    let decided = decided.map(|one| v.with("year-decision").text("decision", decision(v, one)).say());
    let words = words.map(|words| v.with("council-words").name("words", words).say());
    decided.into_iter().chain(words).collect()
}

/// The year of a card that a family reads.
pub(super) fn on_card(v: &Voice<'_>, year: &CardYear) -> Vec<String> {
    let mut lines: Vec<String> =
        year.average.iter().map(|average| annual(v, "year-average-final", *average, year.scale)).collect();
    lines.extend(year.rank.map(|rank| annual_place(v, rank, year.ranked)));
    lines.extend(council(v, year.decision, year.words.as_deref()));
    lines
}

pub(in crate::render) fn decision(v: &Voice<'_>, decision: CouncilDecision) -> String {
    v.plain(match decision {
        CouncilDecision::Promoted => "decision-promoted",
        CouncilDecision::Repeats => "decision-repeats",
        CouncilDecision::Excluded => "decision-excluded",
    })
}

fn proposal(v: &Voice<'_>, proposed: Decision) -> String {
    proposed.follows().map_or_else(|| v.plain("decision-council"), |follows| decision(v, follows))
}

fn of_class(
    v: &Voice<'_>,
    (class, year): (&str, &str),
    open: &[String],
    scale: Maximum,
    students: &[YearLine],
) -> String {
    let head = v.with("year-class").name("class", class).name("year", year);
    let mut lines = vec![head.text("scale", v.points(scale.points())).say()];
    if !open.is_empty() {
        lines.push(still_open(v, open));
    }
    lines.extend(students.iter().map(|student| student_line(v, student)));
    if students.iter().any(|student| student.proposed.is_some() && student.decision.is_none()) {
        lines.push(v.with("year-proposals").name("class", class).say());
    }
    lines.join("\n")
}

/// `• KOUASSI Awa : 12,50, 3e (proposé : admis)`
fn student_line(v: &Voice<'_>, line: &YearLine) -> String {
    let average = line.average.map_or_else(|| v.plain("year-line-none"), |average| v.hundredths(average));
    let mut parts = vec![average];
    if let Some(rank) = line.rank {
        let place = v.with(if rank.is_tied { "year-line-place-tied" } else { "year-line-place" });
        parts.push(place.text("place", rank.place.to_string()).say());
    }
    if line.is_repeater {
        parts.push(v.plain("year-line-repeater"));
    }
    match (line.decision, line.proposed) {
        (Some(decided), Some(one)) if one.follows() != Some(decided) => parts.push(against(v, decided, one)),
        (Some(decided), _) => parts.push(v.with("year-line-decided").text("decision", decision(v, decided)).say()),
        (None, Some(one)) => parts.push(v.with("year-line-proposed").text("decision", proposal(v, one)).say()),
        (None, None) => {}
    }
    let comma = if v.locale() == crate::domain::Locale::Ar { "، " } else { ", " };
    v.with("year-line").student("student", &line.student).text("what", parts.join(comma)).say()
}

/// `décidé : exclu(e), proposé : admis(e)`
pub(super) fn against(v: &Voice<'_>, decided: CouncilDecision, proposed: Decision) -> String {
    let saying = v.with("year-line-against").text("decision", decision(v, decided));
    saying.text("proposed", proposal(v, proposed)).say()
}

fn decided_line(v: &Voice<'_>, student: &StudentLabel, decided: CouncilDecision) -> String {
    v.with("council-line").student("student", student).text("decision", decision(v, decided)).say()
}

fn confirm_council(
    v: &Voice<'_>,
    class: &str,
    taken: &[(CouncilDecision, Vec<StudentLabel>)],
    (left, waiting): (&[StudentLabel], &Waiting),
) -> String {
    let mut lines = vec![v.with("council-head").name("class", class).say()];
    for (decided, students) in taken {
        let group = v.with("council-group").text("decision", decision(v, *decided)).count("count", length(students));
        lines.push(group.text("students", v.names(&v.students(students))).say());
    }
    lines.extend(left_to_council(v, left));
    lines.extend(still_waiting(v, waiting));
    let one = left.first().or_else(|| taken.iter().find_map(|(_, students)| students.first()));
    lines.extend(one.map(|student| how_one(v, student)));
    format!("{}\n\n{}", lines.join("\n"), v.plain("council-question"))
}

fn nothing_to_confirm(
    v: &Voice<'_>,
    class: &str,
    (left, waiting): (&[StudentLabel], &Waiting),
    decided: u32,
) -> String {
    let mut lines = vec![v.with("council-nothing").name("class", class).count("decided", decided).say()];
    lines.extend(left_to_council(v, left));
    lines.extend(still_waiting(v, waiting));
    lines.extend(left.first().map(|student| how_one(v, student)));
    lines.join("\n")
}

fn left_to_council(v: &Voice<'_>, left: &[StudentLabel]) -> Option<String> {
    let names = v.names(&v.students(left));
    (!left.is_empty()).then(|| v.with("council-left").count("count", length(left)).text("students", names).say())
}

fn still_waiting(v: &Voice<'_>, Waiting { students, open }: &Waiting) -> Option<String> {
    let names = v.names(&v.students(students));
    let saying = || v.with("council-waiting").count("count", length(students)).text("students", names);
    (!students.is_empty()).then(|| saying().text("open", still_open(v, open)).say())
}

fn how_one(v: &Voice<'_>, student: &StudentLabel) -> String {
    v.with("council-how").student("student", student).say()
}
