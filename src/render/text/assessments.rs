//! Assessments themselves: a new one, points for everybody.

use super::list::length;
use super::teacher::assessment;
use crate::phrase::{AdjustedMark, AssessmentLabel, AssessmentPhrase};
use crate::render::voice::{Saying, Voice};

pub(super) fn say(v: &Voice<'_>, phrase: &AssessmentPhrase) -> String {
    match phrase {
        AssessmentPhrase::ConfirmNew { class, assessment: label, coefficient, date, term, unknown } => {
            let mut lines = Vec::new();
            if let Some(heard) = unknown {
                lines.push(v.with("new-test-unknown").name("heard", heard).name("class", class).say());
            }
            lines.push(placed(v, "new-test", class, label).say());
            let counts = v.with("new-test-counts").text("coefficient", v.points(*coefficient));
            lines.push(counts.name("term", term).say());
            lines.extend(date.map(|date| v.with("new-test-date").text("date", v.day(date)).say()));
            lines.push(v.plain("new-test-question"));
            lines.join("\n")
        }
        AssessmentPhrase::Created { class, assessment: label, student: Some(student) } => {
            let example = v.with("example-mark").student("student", student).name("assessment", &label.label).say();
            placed(v, "test-created-example", class, label).text("example", example).say()
        }
        AssessmentPhrase::Created { class, assessment: label, student: None } => {
            placed(v, "test-created", class, label).say()
        }
        AssessmentPhrase::Exists { class, assessment: label } => placed(v, "test-exists", class, label).say(),
        AssessmentPhrase::UnknownKind { known } => v.with("test-unknown-kind").text("known", v.names(known)).say(),
        AssessmentPhrase::NoTerm { date: Some(date) } => v.with("test-no-term-date").text("date", v.day(*date)).say(),
        AssessmentPhrase::NoTerm { date: None } => v.plain("test-no-term"),
        AssessmentPhrase::ConfirmAdjust { class, assessment: label, delta, lowers, lines, untouched, known } => {
            let id = if *lowers { "adjust-lower" } else { "adjust-raise" };
            let mut shown = vec![placed(v, id, class, label).text("points", v.points(*delta)).say()];
            shown.extend(lines.iter().map(|line| adjusted(v, line)));
            let mut blocks = vec![shown.join("\n")];
            if *untouched > 0 {
                blocks.push(v.with("adjust-untouched").count("count", *untouched).say());
            }
            if *known > 0 {
                blocks.push(v.with("list-corrections").count("count", *known).say());
            }
            blocks.push(v.with("adjust-question").count("count", length(lines)).say());
            blocks.join("\n\n")
        }
        AssessmentPhrase::NothingToAdjust { class, assessment: label } => {
            placed(v, "adjust-nothing", class, label).say()
        }
    }
}

fn placed<'v>(v: &'v Voice<'_>, id: &'static str, class: &'v str, label: &AssessmentLabel) -> Saying<'v> {
    v.with(id).name("class", class).text("assessment", assessment(v, label, &[]))
}

fn adjusted(v: &Voice<'_>, line: &AdjustedMark) -> String {
    let change = v.with("change").text("old", v.points(line.old)).text("new", v.points(line.new)).say();
    let shown = v.with("list-line").student("student", &line.student).text("mark", change).say();
    if line.capped { v.with("adjust-capped").text("line", shown).say() } else { shown }
}
