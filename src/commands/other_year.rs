//! Of which term, and of which year, something is meant. `clôture T3 4eA 2026-2027`, `moyenne T1 4eA 2026-2027`: of a year
//! that has ended, its last terms can still be closed, opened again, printed, taken out and looked at, and its councils can
//! decide, in that year's class of the same code. A term that there is not is said to be none, whatever is asked of it.

use std::collections::HashSet;

use super::turn::Turn;
use super::understand::{Intent, Interpretation, Outcome, Pick, Reason};
use super::{CommandError, refusal};
use crate::actions::ClassInTerm;
use crate::domain::{Action, ClassId, StudentId, can, fold};
use crate::phrase::{Phrase, PrintNews};
use crate::store::{Class, Term, Year};

/// What is meant, in its year: none where it is as it was understood; or what is to be said where there is no such term.
pub(super) async fn meant(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
) -> Result<Result<Option<Interpretation>, Phrase>, CommandError> {
    match &meaning.slots.year {
        Some(year) if meaning.intent.is_of_this_year() => {
            Ok(of_that_year(turn, meaning, (year, text)).await?.map(Some))
        }
        Some(year) if meaning.intent.is_of_a_term() => {
            let Some(known) = turn.tx.year_named(turn.cause.school.id, Some(year)).await? else { return Ok(Ok(None)) };
            match term_of(&known, meaning, text) {
                Err(heard) => Ok(Err(none_of(&known, &heard))),
                Ok(term) => {
                    let mut meaning = meaning.clone();
                    meaning.slots.term = term.map(|term| term.code.clone());
                    Ok(Ok(Some(meaning)))
                }
            }
        }
        _ => Ok(unknown_now(turn, meaning).map_or(Ok(None), Err)),
    }
}

/// A term as it is said: with its year, where that is not the current one.
pub(super) fn term_said(turn: &Turn<'_>, of: &ClassInTerm) -> String {
    let is_now = turn.index.school().year.as_ref().is_none_or(|now| *now == of.year);
    if is_now { of.term.code.clone() } else { format!("{} {}", of.term.code, of.year) }
}

/// The term named is none of this year's. What is refused anyway is refused.
fn unknown_now(turn: &Turn<'_>, meaning: &Interpretation) -> Option<Phrase> {
    let heard = meaning.slots.term.as_ref().filter(|_| meaning.intent.is_of_a_term())?;
    let knows_terms = turn.staff().is_some() || turn.guardian.is_some();
    let terms = &turn.index.school().terms;
    let is_unknown = !terms.is_empty() && terms.iter().all(|term| term.code != *heard);
    let is_said = knows_terms && is_unknown && meaning.outcome != Outcome::Reject;
    is_said.then(|| refusal::no_such_term(turn, heard))
}

/// The term that is named in that year, by its own name then; or what names none.
fn term_of<'y>(year: &'y Year, meaning: &Interpretation, text: &str) -> Result<Option<&'y Term>, String> {
    let heard = meaning.slots.term.as_deref();
    let by_name = |name: &str| year.terms.iter().find(|term| fold(&term.code) == fold(name));
    let term = heard.and_then(by_name).or_else(|| text.split_whitespace().find_map(by_name));
    match (term, heard) {
        (None, Some(heard)) => Err(heard.to_owned()),
        (term, _) => Ok(term),
    }
}

fn none_of(year: &Year, heard: &str) -> Phrase {
    let terms = year.terms.iter().map(|term| term.code.clone()).collect();
    Phrase::Print(PrintNews::NoSuchTerm { heard: heard.to_owned(), terms })
}

async fn of_that_year(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    (year, text): (&str, &str),
) -> Result<Result<Interpretation, Phrase>, CommandError> {
    let school = turn.cause.school.id;
    let Some(known) = turn.tx.year_named(school, Some(year)).await? else {
        return Ok(Err(match turn.staff() {
            Some(_) => no_such_year(turn, year).await?,
            None => refusal::no_such_term(turn, year),
        }));
    };
    let is_missing = matches!(meaning.intent, Intent::MarksMissing | Intent::MissingReport);
    if is_missing && turn.staff().is_some() && !can(turn.cause.actor, Action::Administer) {
        return Ok(Err(Phrase::Print(PrintNews::MissingThen { year: known.label })));
    }
    let classes = turn.tx.classes_of_year(school, Some(year)).await?;
    let then = match class_then(turn, meaning, year).await? {
        Some(class) => Some(Pick::One(class)),
        None => named_then(meaning, &classes, text),
    };
    let is_refused = meaning.outcome == Outcome::Reject && meaning.reason != Some(Reason::UnknownClass);
    let of_school = meaning.intent == Intent::SchoolStats && meaning.slots.class.is_none();
    // Which of several students it is, is asked first.
    let of_one = matches!(meaning.intent, Intent::Council | Intent::YearView);
    let asks_who = of_one && meaning.slots.student.as_ref().is_some_and(|student| student.single().is_none());
    if then.is_none() && (is_refused || asks_who) {
        return Ok(Ok(meaning.clone()));
    }
    if then.is_none() && !of_school {
        return Ok(Err(which_then(turn, known.label, classes)));
    }
    let term = match term_of(&known, meaning, text) {
        Ok(term) => term,
        Err(heard) => return Ok(Err(none_of(&known, &heard))),
    };
    if term.is_none() && matches!(meaning.intent, Intent::TermClose | Intent::TermReopen) {
        return Ok(Err(none_of(&known, &known.label)));
    }
    let mut meaning = meaning.clone();
    if matches!(meaning.reason, Some(Reason::UnknownClass | Reason::Class)) {
        meaning.outcome = Outcome::Ok;
    }
    meaning.slots.class = then;
    meaning.slots.term = term.map(|term| term.code.clone());
    meaning.reason = None;
    Ok(Ok(meaning))
}

async fn no_such_year(turn: &mut Turn<'_>, heard: &str) -> Result<Phrase, CommandError> {
    let years = turn.tx.year_labels(turn.cause.school.id).await?;
    Ok(Phrase::Print(PrintNews::NoSuchYear { heard: heard.to_owned(), years }))
}

/// A class that there was then and is not now; figures of a year are of all its classes.
fn named_then(meaning: &Interpretation, classes: &[Class], text: &str) -> Option<Pick<ClassId>> {
    if matches!(meaning.slots.class, Some(Pick::One(_))) || meaning.slots.student.is_some() {
        return None;
    }
    let words: Vec<String> = text.split_whitespace().map(fold).collect();
    let pairs = words.windows(2).map(<[String]>::concat);
    let heard: HashSet<String> = words.iter().cloned().chain(pairs).collect();
    let is_named = |class: &&Class| {
        let names = [&class.code, &class.label].into_iter().chain(&class.aliases);
        names.map(|name| fold(name).replace(' ', "")).any(|name| heard.contains(&name))
    };
    let mut named = classes.iter().filter(is_named);
    match (named.next(), named.next()) {
        (Some(only), None) => Some(Pick::One(only.id)),
        (None, _) if meaning.intent == Intent::YearView && !meaning.slots.words.is_empty() => {
            Some(Pick::Several(classes.iter().map(|class| class.id).collect()))
        }
        _ => None,
    }
}

/// The class a student was in at the end of that year; where they were in none, it is asked for a class of then.
pub(super) async fn class_of_student(
    turn: &mut Turn<'_>,
    student: StudentId,
    year: &str,
) -> Result<Result<ClassId, Phrase>, CommandError> {
    let school = turn.cause.school.id;
    if let Some(class) = turn.tx.class_at_end(school, student, year).await? {
        return Ok(Ok(class));
    }
    let classes = turn.tx.classes_of_year(school, Some(year)).await?;
    Ok(Err(which_then(turn, year.to_owned(), classes)))
}

/// Asks for a class of then: of those that are the speaker's to look at.
fn which_then(turn: &Turn<'_>, year: String, classes: Vec<Class>) -> Phrase {
    let may = |class: &Class| can(turn.cause.actor, Action::HandOutReportCards { class: class.id });
    let classes: Vec<String> = classes.into_iter().filter(may).map(|class| class.label).collect();
    if classes.is_empty() {
        return refusal::forbidden(turn);
    }
    Phrase::Print(PrintNews::ClassThen { year, classes })
}

/// The class of then, of the same code as the one that is named; or that of the student who is.
async fn class_then(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    year: &str,
) -> Result<Option<ClassId>, CommandError> {
    let school = turn.cause.school.id;
    let reaches = matches!(
        meaning.intent,
        Intent::TermClose
            | Intent::TermReopen
            | Intent::ReportBatch
            | Intent::ExportClass
            | Intent::Council
            | Intent::YearView
            | Intent::ClassStats
            | Intent::SchoolStats
            | Intent::MarksMissing
            | Intent::MissingReport
    );
    let of_one = matches!(meaning.intent, Intent::Council | Intent::YearView);
    let class = meaning.slots.class.as_ref().and_then(Pick::single).filter(|_| reaches);
    let student = meaning.slots.student.as_ref().and_then(Pick::single).filter(|_| of_one);
    Ok(match (class, student) {
        (Some(class), _) => turn.tx.same_class(school, class, year).await?,
        (None, Some(student)) => turn.tx.class_at_end(school, student, year).await?,
        (None, None) => None,
    })
}
