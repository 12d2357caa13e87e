//! `comment va Zadi`, `est-ce que Awa a eu 14 ?`: what a student has in the courses the speaker may read.

use super::dialogue::Begun;
use super::refusal::explain;
use super::turn::Turn;
use super::understand::{Interpretation, Outcome, Pick};
use super::{CommandError, offer};
use crate::actions::{assessment_label, marks_brought_along};
use crate::domain::{Action, StudentId, can, count};
use crate::phrase::{AssessmentLabel, CourseMark, Guide, Phrase, Which};
use crate::store::Entry;

/// Marks shown in one answer, the newest first.
const SHOWN: usize = 8;

/// Acts on a question about a student.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    match &meaning.slots.student {
        // Somebody else's marks are not shown for a name that is only like theirs.
        Some(Pick::Near { id, heard }) => {
            let options = offer::students(turn, &[*id]);
            let begun = Begun { intent: meaning.intent.code().to_owned(), ..Begun::default() };
            turn.ask_which(Phrase::Which { what: Which::NearStudent, heard: Some(heard.clone()) }, options, begun)
        }
        Some(Pick::Several(ids)) => {
            let options = offer::students(turn, ids);
            let begun = Begun { intent: meaning.intent.code().to_owned(), ..Begun::default() };
            turn.ask_which(Phrase::Which { what: Which::Student, heard: None }, options, begun)
        }
        Some(pick) if meaning.outcome != Outcome::Reject => match pick.single() {
            Some(student) => show(turn, student).await,
            None => turn.say(Phrase::AskAgain),
        },
        _ => {
            let phrase = explain(turn, meaning, text, None);
            turn.say(phrase)
        }
    }
}

/// Shows a student's marks.
pub(super) async fn show(turn: &mut Turn<'_>, id: StudentId) -> Result<(), CommandError> {
    let Some(student) = turn.student(id) else { return turn.say(Phrase::AskAgain) };
    let class = student.class;
    let may_read = |course| can(turn.cause.actor, Action::ReadCourseMarks { course, class });
    let own = turn.index.assessments().filter(|one| one.class == class && one.course.is_some_and(may_read));
    let mut readable: Vec<_> = own.map(|one| (one.date, one.id, None)).collect();
    for (course, assessment, mark) in marks_brought_along(turn.tx, &turn.cause, (id, class)).await? {
        if can(turn.cause.actor, Action::ReadCourseMarks { course, class }) {
            readable.push((assessment.date, assessment.id, Some((assessment, mark))));
        }
    }
    readable.sort_by_key(|(date, id, _)| std::cmp::Reverse((*date, *id)));
    let (mut lines, mut readable) = (Vec::new(), readable.into_iter());
    while lines.len() < SHOWN
        && let Some((_, assessment, brought)) = readable.next()
    {
        if let Some((assessment, mark)) = brought {
            let label = assessment_label(&assessment);
            let label = AssessmentLabel { label: format!("{} ({})", label.label, assessment.class_label), ..label };
            lines.push(CourseMark { assessment: label, mark: Some(mark), draft: false });
            continue;
        }
        let school = turn.cause.school.id;
        let entry = turn.tx.entries(school, assessment).await?.get(&id).copied().unwrap_or_default();
        let mark = entry.current().map(|version| version.mark);
        // What was written before they came is not missing.
        if mark.is_none() && turn.tx.came_after(school, assessment).await?.contains(&id) {
            continue;
        }
        let Some(assessment) = turn.assessment(assessment).await? else { continue };
        lines.push(CourseMark { assessment: assessment_label(&assessment), mark, draft: is_draft(&entry) });
    }
    let more = count(readable.count());
    let (student, class) = (turn.student_name(id), turn.class_label(class));
    turn.say(Phrase::Guide(Guide::StudentMarks { student, class, lines, more }))
}

fn is_draft(entry: &Entry) -> bool {
    entry.draft.is_some()
}
