//! A class at once: pasted lines, previewed with every name before anything is saved.
//!
//! Nothing is dropped in silence: each line that cannot be used is shown with its number and the reason.

use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::{HashMap, HashSet};

use super::dialogue::{Ask, Begun, PlannedMark};
use super::mark_former::former_view;
use super::offer;
use super::refusal::{explain, heard};
use super::turn::Turn;
use super::understand::{self, Dialogue, Interpretation, LineProblem as Found, ListLine, Outcome, Pick, Reason};
use super::{CommandError, approve, assessment_create};
use crate::actions::{Change, Correction, Oddity, Request, assessment_label, look_at_list, record_marks};
use crate::domain::{AssessmentId, ClassId, Mark, Points, StudentId, count, fold};
use crate::phrase::{Figures, Label, LineProblem, ListOddity, ListProblem, MarkLine, Phrase, Say, StudentLabel, Which};
use crate::store::{Assessment, Entry};

/// Acts on a list as understood.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    let assessment = match meaning.slots.assessment.as_ref().and_then(Pick::single) {
        Some(id) => turn.assessment(id).await?,
        None => None,
    };
    if meaning.reason == Some(Reason::UnknownAssessment) && assessment_create::offer(turn, meaning, text).await? {
        return Ok(());
    }
    let Some(assessment) = assessment else { return which_assessment(turn, meaning, text) };
    match (meaning.outcome, meaning.reason) {
        (Outcome::Reject, Some(Reason::CountMismatch)) => {
            let students = turn.tx.class_students(turn.cause.school.id, assessment.class).await?.len();
            let marks = meaning.slots.counted.unwrap_or_default();
            turn.say(Phrase::CountMismatch { marks: count(marks), students: count(students) })
        }
        // Each line is shown with what is wrong with it.
        (Outcome::Reject, Some(Reason::LineProblems)) if !meaning.slots.lines.is_empty() => {
            preview(turn, &assessment, &meaning.slots.lines).await
        }
        (Outcome::Reject, _) => {
            let label = assessment_label(&assessment);
            let phrase = explain(turn, meaning, text, Some(&label));
            turn.say(phrase)
        }
        _ if meaning.slots.lines.is_empty() => ask_for_lines(turn, &assessment).await,
        _ => preview(turn, &assessment, &meaning.slots.lines).await,
    }
}

/// The assessment is known and no line yet: whatever lines come next are for it.
async fn ask_for_lines(turn: &mut Turn<'_>, assessment: &Assessment) -> Result<(), CommandError> {
    if turn.refuses(assessment)? {
        return Ok(());
    }
    turn.memory.speak_of_assessment(assessment.id, turn.cause.now);
    let class = turn.tx.class_students(turn.cause.school.id, assessment.class).await?;
    let students = class.iter().take(2).map(|student| turn.student_name(*student)).collect();
    turn.say(Phrase::SendLines {
        class: assessment.class_label.clone(),
        assessment: assessment_label(assessment),
        students,
    })
}

/// Reads the list again once the assessment has been chosen: only now can its values be judged.
pub(super) async fn resume(turn: &mut Turn<'_>, assessment: AssessmentId, text: &str) -> Result<(), CommandError> {
    let index = std::sync::Arc::clone(&turn.index);
    let dialogue = Dialogue { chosen_assessment: Some(assessment), ..turn.dialogue(None, false) };
    let meaning = understand::interpret(text, &index, &dialogue);
    if meaning.slots.lines.is_empty() && meaning.outcome != Outcome::Reject {
        let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::AskAgain) };
        return ask_for_lines(turn, &assessment).await;
    }
    apply(turn, &meaning, text).await
}

/// Saves the marks of a preview after a yes, unless the gradebook has changed under it.
pub(super) async fn confirmed(
    turn: &mut Turn<'_>,
    assessment: AssessmentId,
    planned: &[PlannedMark],
) -> Result<(), CommandError> {
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::AskAgain) };
    if turn.refuses(&assessment)? {
        return Ok(());
    }
    let entries = turn.tx.entries(turn.cause.school.id, assessment.id).await?;
    let unchanged = planned
        .iter()
        .all(|mark| entries.get(&mark.student).and_then(Entry::current).map(|version| version.mark) == mark.seen);
    if !unchanged {
        return turn.say(Phrase::AskAgain);
    }
    let known = |mark: &PlannedMark| entries.get(&mark.student).and_then(|entry| entry.published);
    let (approval, own): (Vec<&PlannedMark>, Vec<&PlannedMark>) = planned.iter().partition(|mark| {
        turn.cause.school.caution.approval.correct_published && known(mark).is_some() && mark.seen != Some(mark.new)
    });
    let changes: Vec<_> = approval
        .into_iter()
        .filter_map(|mark| Some(Correction { student: mark.student, seen: known(mark)?.id, new: Some(mark.new) }))
        .collect();
    let marks: Vec<_> = own.iter().map(|mark| (mark.student, mark.new)).collect();
    if !changes.is_empty() {
        // What families know waits for a second person; what they do not know yet is saved all the same.
        approve::ask(turn, &assessment, Request::Correct { changes }).await?;
        if marks.is_empty() {
            return Ok(());
        }
    }
    let recorded = record_marks(turn.tx, &turn.cause, &assessment, &marks).await?;
    let undo = turn.wrote(&recorded);
    let (corrections, drafts): (Vec<&Change>, Vec<&Change>) =
        recorded.changes.iter().partition(|change| change.corrects);
    let phrase = Phrase::ListSaved {
        class: assessment.class_label.clone(),
        assessment: assessment_label(&assessment),
        count: count(drafts.len()),
        corrected: count(corrections.iter().filter(|change| change.old != Some(change.new)).count()),
        families: recorded.families_told,
        later: recorded.families_later,
        from: turn.families_from(),
    };
    let choices = undo.filter(|_| !drafts.is_empty()).into_iter().collect();
    turn.say(Say { phrase, choices })
}

/// Shows what these lines would save, every one of them, and asks.
pub(super) async fn preview(
    turn: &mut Turn<'_>,
    assessment: &Assessment,
    lines: &[ListLine],
) -> Result<(), CommandError> {
    if turn.refuses(assessment)? {
        return Ok(());
    }
    turn.memory.speak_of_assessment(assessment.id, turn.cause.now);
    let entries = turn.tx.entries(turn.cause.school.id, assessment.id).await?;
    let mut planned = Vec::new();
    let mut shown = Vec::new();
    let lines = objected(lines);
    let gone = gone(turn, assessment, &lines).await?;
    for line in lines.iter().filter(|line| !gone.contains_key(&line.number)) {
        let (Some(pick), Some(new), None) = (&line.student, line.mark, line.problem) else { continue };
        let Some(student) = pick.single() else { continue };
        let entry = entries.get(&student).copied().unwrap_or_default();
        let seen = entry.current().map(|version| version.mark);
        let corrects = entry.published.is_some() && seen != Some(new);
        let near = match pick {
            Pick::Near { heard, .. } => Some(heard.clone()),
            _ => None,
        };
        let student_name = turn.student_name(student);
        shown.push(MarkLine {
            student: student_name,
            old: seen,
            new,
            heard: near,
            corrects,
            usual: None,
            others: None,
        });
        planned.push(PlannedMark { student, new, seen });
    }
    let problems = lines.iter().filter_map(|line| match gone.get(&line.number) {
        Some(left) => Some(ListProblem { line: count(line.number), heard: heard(&line.heard), why: left.clone() }),
        None => problem(turn, line),
    });
    let problems: Vec<_> = problems.collect();
    if planned.is_empty() {
        return turn.say(Phrase::ListRefused { problems });
    }
    let order = class_order(turn, assessment.class);
    let marks: Vec<_> = planned.iter().map(|mark| (mark.student, mark.new)).collect();
    let look = look_at_list(turn.tx, &turn.cause, assessment, &order, &marks).await?;
    for (line, mark) in shown.iter_mut().zip(&planned) {
        let is_new = mark.seen != Some(mark.new);
        line.usual = look.far.get(&mark.student).filter(|_| is_new).copied();
        line.others = look.apart.get(&mark.student).filter(|_| is_new).copied();
    }
    let listed: HashSet<_> = planned.iter().map(|mark| mark.student).collect();
    let class = turn.tx.class_students(turn.cause.school.id, assessment.class).await?;
    let unlisted: Vec<_> = class
        .into_iter()
        .filter(|student| !listed.contains(student) && entries.get(student).is_none_or(|e| e.current().is_none()))
        .collect();
    let phrase = Phrase::ListPreview {
        class: assessment.class_label.clone(),
        assessment: assessment_label(assessment),
        figures: figures(planned.iter().map(|mark| mark.new)),
        lines: shown,
        problems,
        oddities: look.oddities.into_iter().map(|oddity| odd(turn, oddity)).collect(),
        absent_from_list: turn.student_names(&unlisted),
    };
    turn.ask_yes_no(phrase, Ask::SaveMarks { assessment: assessment.id, marks: planned, list: true }, Label::Save)
}

/// Lines with the name, as it is, of somebody who is in the class no more: nobody else's who is only called like them.
async fn gone(
    turn: &mut Turn<'_>,
    assessment: &Assessment,
    lines: &[ListLine],
) -> Result<HashMap<usize, LineProblem>, CommandError> {
    let nobody_there = |line: &&ListLine| {
        matches!(line.student, None | Some(Pick::Unknown { .. } | Pick::Near { .. }))
            && matches!(line.problem, None | Some(Found::UnknownStudent | Found::NoName))
    };
    let doubtful: Vec<&ListLine> = lines.iter().filter(nobody_there).collect();
    if doubtful.is_empty() {
        return Ok(HashMap::new());
    }
    let left = turn.tx.gone_from(turn.cause.school.id, assessment.class).await?;
    let index = turn.index.among(left.iter().map(former_view).collect());
    let dialogue = Dialogue { chosen_assessment: Some(assessment.id), ..turn.dialogue(None, false) };
    let mut gone = HashMap::new();
    for line in doubtful {
        let found = understand::interpret(&line.heard, &index, &dialogue);
        let Some(Pick::One(id)) = found.slots.student else { continue };
        if let Some(one) = left.iter().find(|one| one.id == id) {
            let on = turn.cause.school.local(one.left_at).date();
            gone.insert(line.number, LineProblem::HasLeft { student: StudentLabel::full(&one.name), on });
        }
    }
    Ok(gone)
}

/// The students of a class in the order of its list: by name, without accents.
fn class_order(turn: &Turn<'_>, class: ClassId) -> Vec<StudentId> {
    let mut order: Vec<_> = turn.index.people().filter(|student| student.class == class).collect();
    order.sort_by_cached_key(|student| (fold(&student.last), fold(&student.first)));
    order.into_iter().map(|student| student.id).collect()
}

fn odd(turn: &Turn<'_>, oddity: Oddity) -> ListOddity {
    match oddity {
        Oddity::Shifted { from } => ListOddity::Shifted { from: turn.student_name(from) },
        Oddity::Repeats { assessment, differing } => {
            ListOddity::Repeats { assessment, differing: u32::try_from(differing).unwrap_or(u32::MAX) }
        }
        Oddity::AllAlike(points) => ListOddity::AllAlike { points },
        Oddity::Halved => ListOddity::Halved,
    }
}

fn problem(turn: &Turn<'_>, line: &ListLine) -> Option<ListProblem> {
    let candidates = || match &line.student {
        Some(Pick::Several(ids)) => turn.student_names(ids),
        Some(Pick::Unknown { nearest, .. }) => turn.student_names(nearest),
        _ => Vec::new(),
    };
    let why = match line.problem? {
        Found::UnknownStudent | Found::NoName => LineProblem::UnknownName { nearest: candidates() },
        Found::AmbiguousStudent => LineProblem::Ambiguous { candidates: candidates() },
        Found::Twice { .. } => {
            let student = student_of(line)?;
            LineProblem::Twice { student: turn.student_name(student) }
        }
        Found::NoValue => LineProblem::NoValue,
        Found::Unreadable | Found::TooPrecise => LineProblem::UnreadableValue,
        Found::Doubted => LineProblem::Doubted,
        Found::AboveMaximum => LineProblem::AboveMaximum,
        Found::BelowZero => LineProblem::BelowZero,
        Found::OtherScale => LineProblem::OtherScale,
        Found::Computed => LineProblem::Computed,
    };
    Some(ListProblem { line: count(line.number), heard: heard(&line.heard), why })
}

/// Lines with what speaks against them: one without a student or a mark is never dropped in silence, and which mark of
/// somebody who stands on several lines is meant is not for us to say.
fn objected(lines: &[ListLine]) -> Vec<ListLine> {
    let twice = |line: &&ListLine| matches!(line.problem, Some(Found::Twice { .. }));
    let students: HashSet<_> = lines.iter().filter(twice).filter_map(student_of).collect();
    let mut lines = lines.to_vec();
    for line in &mut lines {
        if line.problem.is_none() && (student_of(line).is_none() || line.mark.is_none()) {
            line.problem = Some(if line.mark.is_none() { Found::Unreadable } else { Found::UnknownStudent });
        }
        if line.problem.is_none() && student_of(line).is_some_and(|student| students.contains(&student)) {
            line.problem = Some(Found::Twice { first: line.number });
        }
    }
    lines
}

fn student_of(line: &ListLine) -> Option<StudentId> {
    line.student.as_ref().and_then(Pick::single)
}

fn which_assessment(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    if meaning.outcome == Outcome::Reject {
        let phrase = explain(turn, meaning, text, None);
        return turn.say(phrase);
    }
    let ids = meaning.slots.assessment.as_ref().map_or(&[][..], Pick::several);
    let class = meaning.slots.class.as_ref().and_then(Pick::single);
    let options = offer::assessments(turn, ids, class);
    if options.is_empty() {
        let phrase = offer::no_assessment(turn, class);
        return turn.say(phrase);
    }
    let begun = Begun { intent: meaning.intent.code().to_owned(), list: Some(text.to_owned()), ..Begun::default() };
    turn.ask_which(Phrase::Which { what: Which::Assessment, heard: None }, options, begun)
}

/// Mean (to the hundredth, half up), lowest and highest of the points in a list.
fn figures(marks: impl Iterator<Item = Mark>) -> Figures {
    let points: Vec<Points> = marks
        .filter_map(|mark| match mark {
            Mark::Points(points) => Some(points),
            Mark::Status(_) => None,
        })
        .collect();
    let sum: Decimal = points.iter().map(|points| points.decimal()).sum();
    let mean = sum.checked_div(Decimal::from(points.len()));
    let mean = mean.map(|mean| mean.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero));
    Figures {
        count: count(points.len()),
        mean: mean.and_then(|mean| Points::new(mean).ok()),
        lowest: points.iter().min().copied(),
        highest: points.iter().max().copied(),
    }
}
