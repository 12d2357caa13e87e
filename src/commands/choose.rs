//! A number, a button or a name picks one of the choices that were offered; what was begun goes on.

use super::answer::{Deed, said_at_once};
use super::dialogue::{Ask, Begun, Picked, Question};
use super::turn::Turn;
use super::understand::Intent;
use super::{
    CommandError, answer, assessment_change, assessment_create, averages_view, broadcast, class_export, class_sheet,
    class_stats, consent, conversation, council, family_group, guardian_access, language, mark_adjust, mark_delete,
    mark_import, mark_list, mark_set, marks_view, preference, press, progress, publish, report_batch, report_card,
    student_card, student_summary, term_close, who_teaches, year_view,
};
use crate::domain::StudentId;
use crate::phrase::Phrase;

/// Takes the choice of this number, from 1.
pub(super) async fn choose(turn: &mut Turn<'_>, number: usize) -> Result<(), CommandError> {
    if broadcast::choose(turn, number).await? {
        return Ok(());
    }
    let Some(Question { ask: Ask::Which { options, begun }, source, .. }) =
        turn.memory.question(turn.cause.now).cloned()
    else {
        return turn.say(Phrase::NothingToConfirm);
    };
    let Some(picked) = number.checked_sub(1).and_then(|at| options.get(at)).copied() else {
        return one_of(turn, &options);
    };
    turn.memory.forget_question(turn.cause.now);
    turn.source = source;
    match picked {
        Picked::Language(locale) => return language::set(turn, locale).await,
        Picked::Wish(wish) => return Box::pin(answer::short(turn, press::word(wish), false)).await,
        Picked::Party(student, course) => return conversation::chosen(turn, (student, course), begun).await,
        Picked::Teacher(course) => return conversation::of_which_child(turn, course, begun).await,
        Picked::Office => return conversation::to_office(turn, begun).await,
        Picked::Guardian(guardian) if begun.intent == Intent::GuardianRevoke.code() => {
            return guardian_access::chosen(turn, guardian, begun).await;
        }
        Picked::Guardian(guardian) => return conversation::to_guardian(turn, guardian, begun).await,
        _ => {}
    }
    go_on(turn, completed(begun, picked)).await
}

/// Takes all the children that were offered, where what was begun is of several as well as of one.
pub(super) async fn choose_all(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let question = turn.memory.question(turn.cause.now).cloned();
    let Some(Question { ask: Ask::Which { options, begun }, source, .. }) = question else {
        return turn.say(Phrase::NothingToConfirm);
    };
    let child = |picked: &Picked| match picked {
        Picked::Student(id) if turn.is_own_child(*id) => Some(*id),
        _ => None,
    };
    let children: Option<Vec<StudentId>> = options.iter().map(child).collect();
    let (Some(children), Some(intent)) = (children, Intent::from_code(&begun.intent)) else {
        return one_of(turn, &options);
    };
    let of_several = matches!(
        intent,
        Intent::MarksView
            | Intent::AverageView
            | Intent::YearView
            | Intent::ReportPdf
            | Intent::ProgressView
            | Intent::AlertSet
            | Intent::ConsentWithdraw
    );
    if !of_several {
        return one_of(turn, &options);
    }
    turn.memory.forget_question(turn.cause.now);
    turn.source = source;
    match intent {
        Intent::AverageView => averages_view::show(turn, &children, &begun).await,
        Intent::YearView => year_view::show(turn, &children).await,
        Intent::ReportPdf => report_card::show(turn, &children, &begun).await,
        Intent::ProgressView => progress::show(turn, &children, &begun).await,
        Intent::AlertSet => preference::alert_for(turn, &children, &begun).await,
        Intent::ConsentWithdraw => consent::propose(turn, children),
        _ => marks_view::show(turn, &children, begun.subject).await,
    }
}

/// None of the choices: they are still waited for.
pub(super) fn one_of(turn: &mut Turn<'_>, options: &[Picked]) -> Result<(), CommandError> {
    turn.say(Phrase::PleaseChoose { most: u32::try_from(options.len()).unwrap_or(u32::MAX) })
}

fn completed(mut begun: Begun, picked: Picked) -> Begun {
    match picked {
        Picked::Student(id) => begun.student = Some(id),
        Picked::Assessment(id) => begun.assessment = Some(id),
        Picked::Class(id) => begun.class = Some(id),
        Picked::Families { all } => {
            if let Some(announcement) = begun.announcement.as_mut().filter(|_| all) {
                announcement.composed.classes.clear();
            }
        }
        Picked::Subject(id) => begun.subject = Some(id),
        Picked::Language(_)
        | Picked::Wish(_)
        | Picked::Party(..)
        | Picked::Guardian(_)
        | Picked::Teacher(_)
        | Picked::Office => {}
    }
    begun
}

/// What goes on now that it is known what is meant.
fn go_on<'d>(turn: &'d mut Turn<'_>, begun: Begun) -> Deed<'d> {
    let intent = Intent::from_code(&begun.intent);
    match (intent, begun.student, begun.assessment) {
        (Some(Intent::MarksView), Some(child), _) => {
            Box::pin(async move { marks_view::show(turn, &[child], begun.subject).await })
        }
        (Some(Intent::AverageView), Some(child), _) => {
            Box::pin(async move { averages_view::show(turn, &[child], &begun).await })
        }
        (Some(Intent::YearView), Some(child), _) if turn.is_own_child(child) => {
            Box::pin(async move { year_view::show(turn, &[child]).await })
        }
        (Some(Intent::YearView), ..) => Box::pin(async move { year_view::go_on(turn, &begun).await }),
        (Some(Intent::TeachersView), ..) => Box::pin(async move { who_teaches::go_on(turn, &begun).await }),
        (Some(Intent::Council), ..) => Box::pin(async move { council::go_on(turn, begun).await }),
        (Some(Intent::ConsentWithdraw), Some(child), _) => said_at_once(consent::propose(turn, vec![child])),
        (Some(Intent::AlertSet), Some(child), _) => {
            Box::pin(async move { preference::alert_for(turn, &[child], &begun).await })
        }
        (Some(Intent::ProgressView), Some(student), _) if !turn.is_own_child(student) => {
            Box::pin(async move { progress::show_staff(turn, student, &begun).await })
        }
        (Some(Intent::ProgressView), Some(child), _) => {
            Box::pin(async move { progress::show(turn, &[child], &begun).await })
        }
        (Some(Intent::ReportPdf), Some(child), _) if turn.is_own_child(child) => {
            Box::pin(async move { report_card::show(turn, &[child], &begun).await })
        }
        (Some(Intent::ReportPdf), Some(student), _) => {
            Box::pin(async move { student_card::show(turn, student, &begun).await })
        }
        (Some(Intent::GroupCreate | Intent::GroupAdd | Intent::GroupTakeOut), Some(_), _) => {
            Box::pin(async move { family_group::go_on(turn, begun).await })
        }
        (Some(Intent::ClassStats), _, Some(assessment)) => {
            Box::pin(async move { class_stats::of_assessment(turn, assessment).await })
        }
        (Some(Intent::ClassStats), ..) => Box::pin(async move { class_stats::of_class(turn, &begun).await }),
        (Some(Intent::StudentSummary), Some(student), _) => {
            Box::pin(async move { student_summary::show(turn, student).await })
        }
        (Some(Intent::BroadcastCreate), ..) => Box::pin(async move { broadcast::addressed(turn, begun).await }),
        (Some(Intent::ReportBatch), ..) => Box::pin(async move { report_batch::go_on(turn, &begun).await }),
        (Some(Intent::TermClose | Intent::TermReopen), ..) => {
            Box::pin(async move { term_close::go_on(turn, &begun).await })
        }
        (Some(Intent::Publish), _, Some(assessment)) => {
            Box::pin(async move { publish::propose(turn, assessment).await })
        }
        (Some(Intent::MarkList), _, Some(assessment)) => match begun.list {
            Some(text) => Box::pin(async move { mark_list::resume(turn, assessment, &text).await }),
            None => said_at_once(turn.say(Phrase::AskAgain)),
        },
        (Some(Intent::ExportClass), ..) if begun.fillable => {
            Box::pin(async move { class_sheet::go_on(turn, begun).await })
        }
        (Some(Intent::ExportClass), ..) => Box::pin(async move { class_export::go_on(turn, begun).await }),
        (Some(Intent::MarkImportFile), _, Some(assessment)) => {
            Box::pin(async move { mark_import::resume(turn, assessment, begun).await })
        }
        (Some(Intent::AssessmentCreate), ..) => Box::pin(async move { assessment_create::go_on(turn, begun).await }),
        (Some(Intent::AssessmentUpdate | Intent::AssessmentDelete), ..) => {
            Box::pin(async move { assessment_change::go_on(turn, begun).await })
        }
        (Some(Intent::MarkAdjust), ..) => Box::pin(async move { mark_adjust::go_on(turn, begun).await }),
        (Some(Intent::MarkDelete), Some(student), Some(assessment)) => {
            Box::pin(async move { mark_delete::propose(turn, assessment, student).await })
        }
        (Some(Intent::MarkSet | Intent::MarkDelete | Intent::MarkCorrect), ..) => {
            Box::pin(async move { mark_set::resume(turn, begun).await })
        }
        _ => said_at_once(turn.say(Phrase::AskAgain)),
    }
}
