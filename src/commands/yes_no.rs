//! Yes and no to what was asked.

use super::answer::{Deed, go_on, said, said_at_once, understood};
use super::dialogue::{Ask, Awaiting, Begun, Picked, Question};
use super::press::BroadcastStep;
use super::turn::Turn;
use super::{
    CommandError, absence, absence_notice, approve, assessment_change, assessment_create, assessment_remove, broadcast,
    choose, consent, conversation, council, family_group, guardian_access, link, mark_delete, mark_import, mark_list,
    mark_set, missing, publish, report_batch, staff_note, term_close, undo,
};
use crate::actions::{CardsSent, NewAssessment};
use crate::domain::ChangeSetId;
use crate::phrase::{Phrase, Which};

/// Yes to the open question.
pub(super) async fn yes(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let Some(Question { ask, source, .. }) = turn.memory.question(turn.cause.now).cloned() else {
        return nothing_asked(turn).await;
    };
    if is_menu(&ask) && approve::offer(turn).await? {
        return Ok(());
    }
    if let Ask::Which { options, .. } = &ask {
        // A yes to the only choice is that choice.
        return match options.as_slice() {
            [_only] => choose::choose(turn, 1).await,
            _ => choose::one_of(turn, options),
        };
    }
    if let Ask::Announce { .. } = ask {
        return broadcast::confirmed(turn, None).await;
    }
    if let Ask::Whose { wording } = ask {
        return turn.say(Phrase::Which { what: Which::Student, heard: Some(wording) });
    }
    turn.memory.close_question();
    turn.source = source;
    of_yes(turn, ask).await
}

/// What a yes to a question sets going.
fn of_yes<'d>(turn: &'d mut Turn<'_>, ask: Ask) -> Deed<'d> {
    match ask {
        Ask::SaveMarks { assessment, marks, list: true } => Box::pin(async move {
            let rest = turn.memory.take_sheet_rest();
            mark_list::confirmed(turn, assessment, &marks).await?;
            mark_import::go_on(turn, rest).await
        }),
        Ask::SaveMarks { assessment, marks, list: false } => match marks.first() {
            Some(mark) => Box::pin(mark_set::confirmed(turn, assessment, *mark)),
            None => said_at_once(turn.say(Phrase::AskAgain)),
        },
        Ask::Publish { assessment, marks } => {
            Box::pin(async move { publish::confirmed(turn, assessment, &marks).await })
        }
        Ask::Approve { id } => Box::pin(async move { approve::decide(turn, id, true).await }),
        Ask::ApproveBroadcast { id } => {
            Box::pin(async move { broadcast::pressed(turn, id, BroadcastStep::Approve(true)).await })
        }
        Ask::ChangeScheduled { broadcast, to } => {
            Box::pin(async move { broadcast::change_scheduled(turn, broadcast, to).await })
        }
        Ask::Remind { class, among } => {
            Box::pin(async move { missing::confirmed(turn, class, among.as_deref()).await })
        }
        Ask::CloseTerm { class, term, seen } => {
            Box::pin(async move { term_close::confirmed(turn, class, &term, &seen).await })
        }
        Ask::ReopenTerm { class, term, reason } => {
            Box::pin(async move { term_close::reopen(turn, class, &term, &reason).await })
        }
        Ask::PrintSchool { term } => Box::pin(async move { report_batch::confirmed(turn, term.as_deref()).await }),
        Ask::SendCards { class, term, cards, guardians, unreached } => {
            let seen = CardsSent { cards, guardians, unreached };
            Box::pin(async move { report_batch::sending_confirmed(turn, class, &term, seen).await })
        }
        Ask::Council { class, seen } => Box::pin(async move { council::confirmed(turn, class, &seen).await }),
        Ask::Decide(one) => Box::pin(async move { council::decided(turn, one).await }),
        Ask::WriteToStaff { staff, text, way } => {
            Box::pin(async move { staff_note::confirmed(turn, &staff, &text, &way).await })
        }
        Ask::HoldScheduled { broadcast, paused } => {
            let step = if paused { BroadcastStep::Pause } else { BroadcastStep::Resume };
            Box::pin(async move { broadcast::pressed(turn, broadcast, step).await })
        }
        Ask::Reword { broadcast, text: Some(text) } => {
            Box::pin(async move { broadcast::reworded(turn, broadcast, &text).await })
        }
        Ask::WriteToFamilies { students, text } => {
            Box::pin(async move { conversation::begun_with_several(turn, &students, text).await })
        }
        Ask::EndGroup { group, name } => Box::pin(async move { family_group::ended(turn, group, name).await }),
        Ask::Delete { assessment, student, seen } => {
            Box::pin(async move { mark_delete::confirmed(turn, assessment, student, seen).await })
        }
        Ask::ChangeAssessment { assessment, seen, wanted } => {
            Box::pin(async move { assessment_change::confirmed(turn, assessment, &seen, wanted).await })
        }
        Ask::RemoveAssessment { assessment, seen } => {
            Box::pin(async move { assessment_remove::confirmed(turn, assessment, seen).await })
        }
        Ask::CreateAssessment { new, then } => Box::pin(created(turn, new, then)),
        Ask::TakeBack { change_sets, then } => Box::pin(taken_back(turn, change_sets, then)),
        Ask::MarkAbsences { class, planned } => {
            Box::pin(async move { absence::confirmed(turn, class, &planned).await })
        }
        Ask::NoticeAbsence { student, others, away, reason } => {
            let children = [vec![student], others].concat();
            Box::pin(async move { absence_notice::noticed(turn, &children, (away, reason)).await })
        }
        Ask::ComesAfterAll { student, days } => {
            Box::pin(async move { absence_notice::comes_after_all(turn, student, &days).await })
        }
        Ask::RefuseReason { student, class, days } => {
            Box::pin(async move { absence::reason_refused(turn, (student, class), &days).await })
        }
        Ask::WriteToFamily { student, text, only } => {
            Box::pin(async move { conversation::begun(turn, (student, only), text).await })
        }
        Ask::PassOn { conversation, lines, answers } => {
            Box::pin(async move { conversation::asked_on(turn, conversation, lines.join("\n"), answers).await })
        }
        Ask::Report(of) => Box::pin(async move { conversation::reported(turn, of).await }),
        Ask::SetAccess(wish) => Box::pin(async move { guardian_access::confirmed(turn, wish).await }),
        Ask::Consent { code, student } => Box::pin(async move { link::accepted(turn, code, student).await }),
        Ask::WithdrawConsent { students } => Box::pin(async move { consent::withdrawn(turn, &students).await }),
        Ask::RenewConsent { students, .. } => Box::pin(async move { consent::renewed(turn, &students).await }),
        Ask::MoveBroadcast { broadcast, day } => said_at_once(broadcast::ask_when(turn, broadcast, day)),
        // A yes is no text.
        Ask::Compose(_)
        | Ask::Reword { .. }
        | Ask::MoveWhich { .. }
        | Ask::RewordNote { .. }
        | Ask::Announce { .. }
        | Ask::Which { .. }
        | Ask::Whose { .. } => said_at_once(turn.say(Phrase::AskAgain)),
    }
}

async fn created(turn: &mut Turn<'_>, new: NewAssessment, then: Option<Awaiting>) -> Result<(), CommandError> {
    match assessment_create::confirmed(turn, new, then).await? {
        Some((_, Awaiting::Wording(wording))) => {
            let language = turn.chosen;
            Box::pin(said(turn, &wording, language, false)).await
        }
        Some((assessment, Awaiting::Sheet { event, caption })) => {
            let begun = Begun { sheet: Some(event), list: Some(caption), ..Begun::default() };
            mark_import::resume(turn, assessment.id, begun).await
        }
        None => Ok(()),
    }
}

async fn taken_back(
    turn: &mut Turn<'_>,
    change_sets: Vec<ChangeSetId>,
    then: Option<String>,
) -> Result<(), CommandError> {
    let taken_back = undo::take_back(turn, &change_sets).await?;
    // The yes was to the new words, too.
    turn.source.edited = false;
    match then.filter(|_| taken_back) {
        Some(wording) => {
            let language = turn.chosen;
            Box::pin(said(turn, &wording, language, false)).await
        }
        None => Ok(()),
    }
}

/// Whether it only offers what can be wanted: a yes or a no is none to it.
fn is_menu(ask: &Ask) -> bool {
    matches!(ask, Ask::Which { options, .. } if options.iter().all(|option| matches!(option, Picked::Wish(_))))
}

/// A yes or a no to nothing: unless something waits for this person's approval.
async fn nothing_asked(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    if approve::offer(turn).await? { Ok(()) } else { turn.say(Phrase::NothingToConfirm) }
}

/// No to the open question.
pub(super) async fn no(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let Some(Question { ask, .. }) = turn.memory.question(turn.cause.now).cloned() else {
        return nothing_asked(turn).await;
    };
    if is_menu(&ask) && approve::offer(turn).await? {
        return Ok(());
    }
    turn.memory.close_question();
    match ask {
        Ask::Approve { id } => approve::decide(turn, id, false).await,
        Ask::ApproveBroadcast { id } => broadcast::pressed(turn, id, BroadcastStep::Approve(false)).await,
        Ask::Announce { broadcast, .. } => broadcast::stop(turn, broadcast).await,
        Ask::Reword { broadcast, .. } => broadcast::shown_again(turn, broadcast).await,
        Ask::PassOn { lines, .. } => {
            // Several are not all commands, whatever each of them is.
            let [text] = lines.as_slice() else { return conversation::kept_back(turn, &lines) };
            let understood = understood(turn, text, &turn.dialogue(turn.chosen, false));
            Box::pin(go_on(turn, text, understood)).await
        }
        Ask::Report(of) => conversation::not_reported(turn, of).await,
        Ask::Consent { student, .. } => link::declined(turn, student).await,
        Ask::RenewConsent { students, changed } => consent::refused(turn, &students, changed).await,
        _ => {
            let rest = turn.memory.take_sheet_rest();
            turn.say(Phrase::Cancelled)?;
            mark_import::go_on(turn, rest).await
        }
    }
}
