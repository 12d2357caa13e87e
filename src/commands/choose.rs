//! A number, a button or a name picks one of the choices that were offered; what was begun goes on.

use super::dialogue::{Ask, Begun, Picked, Question};
use super::turn::Turn;
use super::understand::Intent;
use super::{
    CommandError, averages_view, class_stats, language, mark_delete, mark_list, mark_set, marks_view, publish,
    report_card, term_close,
};
use crate::phrase::Phrase;

/// Takes the choice of this number, from 1.
pub(super) async fn choose(turn: &mut Turn<'_>, number: usize) -> Result<(), CommandError> {
    let Some(Question { ask: Ask::Which { options, begun }, source, .. }) =
        turn.memory.question(turn.cause.now).cloned()
    else {
        return turn.say(Phrase::NothingToConfirm);
    };
    let Some(picked) = number.checked_sub(1).and_then(|at| options.get(at)).copied() else {
        return turn.say(Phrase::QuestionExpired);
    };
    turn.memory.forget_question(turn.cause.now);
    turn.source = source;
    if let Picked::Language(locale) = picked {
        return language::set(turn, locale).await;
    }
    go_on(turn, completed(begun, picked)).await
}

fn completed(mut begun: Begun, picked: Picked) -> Begun {
    match picked {
        Picked::Student(id) => begun.student = Some(id),
        Picked::Assessment(id) => begun.assessment = Some(id),
        Picked::Class(id) => begun.class = Some(id),
        Picked::Subject(id) => begun.subject = Some(id),
        Picked::Language(_) => {}
    }
    begun
}

async fn go_on(turn: &mut Turn<'_>, begun: Begun) -> Result<(), CommandError> {
    let intent = Intent::from_code(&begun.intent);
    match (intent, begun.student, begun.assessment) {
        (Some(Intent::MarksView), Some(child), _) => marks_view::show(turn, &[child], begun.subject).await,
        (Some(Intent::AverageView), Some(child), _) => averages_view::show(turn, &[child], &begun).await,
        (Some(Intent::ReportPdf), Some(child), _) => report_card::show(turn, &[child], &begun).await,
        (Some(Intent::ClassStats), _, Some(assessment)) => class_stats::of_assessment(turn, assessment).await,
        (Some(Intent::ClassStats), ..) => class_stats::of_class(turn, &begun).await,
        (Some(Intent::TermClose | Intent::TermReopen), ..) => term_close::go_on(turn, &begun).await,
        (Some(Intent::Publish), _, Some(assessment)) => publish::propose(turn, assessment).await,
        (Some(Intent::MarkList), _, Some(assessment)) => match begun.list {
            Some(text) => mark_list::resume(turn, assessment, &text).await,
            None => turn.say(Phrase::AskAgain),
        },
        (Some(Intent::MarkDelete), Some(student), Some(assessment)) => {
            mark_delete::propose(turn, assessment, student).await
        }
        (Some(Intent::MarkSet | Intent::MarkDelete | Intent::MarkCorrect), ..) => mark_set::resume(turn, begun).await,
        _ => turn.say(Phrase::AskAgain),
    }
}
