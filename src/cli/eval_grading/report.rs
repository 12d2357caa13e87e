//! A class's results as they are written: the `expected` of a worked result.

use serde_json::{Map, Value, json};

use super::class::Class;
use crate::domain::Points;
use crate::domain::grading::{
    ClassResult, Classed, Figures, Rank, Rounding, Spread, StudentResult, Subject, SubjectAverage, SubjectResult,
};

pub(super) fn class(class: &Class, result: &ClassResult) -> Value {
    let students = result.students.iter().zip(&class.names);
    let pupils: Map<String, Value> = students
        .map(|(student, name)| (student.code.clone(), self::student(class.marks.subjects(), student, name.as_deref())))
        .collect();
    let subjects: Map<String, Value> =
        result.subjects.iter().map(|subject| (subject.code.clone(), self::subject(result, subject))).collect();
    json!({ "pupils": pupils, "subjects": subjects, "class": figures(result) })
}

fn student(subjects: &[Subject], student: &StudentResult, name: Option<&str>) -> Value {
    let averages = subjects.iter().zip(&student.term.subjects);
    let averages: Map<String, Value> =
        averages.map(|(subject, average)| (subject.code.clone(), subject_average(average.as_ref()))).collect();
    let (general, other) = match &student.term.classed {
        Classed::Yes { general, other_cascade } => (Some(general), Some(other_cascade)),
        Classed::No => (None, None),
    };
    let place = |rank: Option<Rank>| rank.map(|rank| rank.place);
    json!({
        "name": name,
        "subjects": averages,
        "coef_counted": Rounding::HUNDREDTH.apply(&student.term.coefficients_counted).map(|sum| sum.to_string()),
        "general": general.map(|general| general.shown.fixed()),
        "general_exact": general.map(|general| general.exact.to_string()),
        "rank": place(student.rank),
        "ex_aequo": student.rank.is_some_and(|rank| rank.is_tied),
        "rank_if_ranked_on_unrounded": place(student.rank_on_exact),
        "general_other_cascade": other.map(|other| other.shown.fixed()),
        "rank_other_cascade": place(student.rank_other_cascade),
        "status": if general.is_some() { "classe" } else { "non_classe" },
        "band": student.band,
        "distinction": student.distinction,
    })
}

fn subject_average(average: Option<&SubjectAverage>) -> Value {
    json!({
        "avg": average.map(|subject| subject.average.shown.fixed()),
        "exact": average.map(|subject| subject.average.exact.to_string()),
        "points": average.map(|subject| subject.points.fixed()),
        "band": average.and_then(|subject| subject.band.as_deref()),
    })
}

fn subject(result: &ClassResult, subject: &SubjectResult) -> Value {
    let ranked = result.students.iter().zip(&subject.ranks);
    let ranks: Map<String, Value> = ranked
        .filter_map(|(student, rank)| {
            let rank = (*rank)?;
            Some((student.code.clone(), json!({ "rank": rank.place, "ex_aequo": rank.is_tied })))
        })
        .collect();
    let figures = &subject.figures;
    json!({
        "graded": figures.count,
        "min": of(figures, |spread| spread.min),
        "max": of(figures, |spread| spread.max),
        "mean": of(figures, |spread| spread.mean),
        "rank": ranks,
    })
}

fn figures(result: &ClassResult) -> Value {
    let figures = &result.figures;
    json!({
        "effectif": result.students.len(),
        "classes": figures.count,
        "non_classes": result.students.len() - figures.count,
        "min": of(figures, |spread| spread.min),
        "max": of(figures, |spread| spread.max),
        "mean": of(figures, |spread| spread.mean),
        "median": of(figures, |spread| spread.median),
        "admis_ge_half": figures.passed,
        "taux_reussite_pct": of(figures, |spread| spread.pass_rate),
    })
}

fn of(figures: &Figures, figure: impl Fn(&Spread) -> Points) -> Option<String> {
    figures.spread.as_ref().map(|spread| figure(spread).fixed())
}
