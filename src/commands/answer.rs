//! From one incoming message to its answers: who is it, what do they mean, do it.

use carnet_webhooks::{Content, IncomingMessage, MediaKind};
use std::pin::Pin;

use super::dialogue::{Ask, Source};
use super::press::Press;
use super::turn::{Turn, is_current};
use super::understand::{self, Aside, Dialogue, Intent, Interpretation, Outcome, Pick, Reason};
use super::yes_no::{no, yes};
use super::{
    CommandError, absence, absence_notice, assessment_change, assessment_create, averages_view, broadcast,
    class_export, class_sheet, class_stats, consent, conversation, cost, council, family_group, group, guardian_access,
    help, language, link, mark_adjust, mark_correct, mark_delete, mark_import, mark_list, mark_set, marks_view,
    missing, numbered, other_year, preference, progress, publish, reach, report_batch, report_card, revised,
    school_stats, staff_note, student_summary, student_then, term_close, undo, walk, who_teaches, year_view,
};
use super::{approve, choose, refusal};
use crate::actions::ActionError;
use crate::domain::{Action, Locale, can};
use crate::phrase::{Guide, Phrase, Unreadable};

/// Answers what was said or pressed.
pub(super) async fn answer(
    turn: &mut Turn<'_>,
    message: &IncomingMessage,
    language: Option<Locale>,
    opted_out: bool,
) -> Result<(), CommandError> {
    let done = taken(turn, message, language, opted_out).await;
    explained(turn, done)
}

/// Answers what was asked in a group, in private: what only reads. Whatever would change something is not done.
pub(super) async fn asked_among_others(turn: &mut Turn<'_>, text: &str) -> Result<(), CommandError> {
    let understood = understood(turn, text, &turn.dialogue(turn.chosen, false));
    if !understood.0.intent.only_reads() {
        return turn.say(Phrase::PrivateOnly);
    }
    let done = go_on(turn, text, understood).await;
    explained(turn, done)
}

fn explained(turn: &mut Turn<'_>, done: Result<(), CommandError>) -> Result<(), CommandError> {
    match done {
        // What the rules forbid is an answer. Actions ask before they write, so nothing was written.
        Err(CommandError::Action(ActionError::TermClosed(term))) => turn.say(Phrase::TermClosed { term }),
        Err(CommandError::Action(ActionError::Denied)) => {
            let phrase = refusal::forbidden(turn);
            turn.say(phrase)
        }
        Err(CommandError::Action(ActionError::Averages(_))) => turn.say(Phrase::AveragesUnavailable),
        done => done,
    }
}

async fn taken(
    turn: &mut Turn<'_>,
    message: &IncomingMessage,
    language: Option<Locale>,
    opted_out: bool,
) -> Result<(), CommandError> {
    match &message.content {
        Content::Text { body } => match numbered::pressed(turn, body).await? {
            Some(press) => pressed(turn, press, opted_out).await,
            None => said(turn, body, language, opted_out).await,
        },
        Content::Press { payload, .. } => match Press::parse(payload) {
            Some(press) => pressed(turn, press, opted_out).await,
            None => turn.say(Phrase::QuestionExpired),
        },
        Content::Media(media) if broadcast::takes_file(turn, media).await? => Ok(()),
        Content::Media(media) if conversation::takes_file(turn, media).await? => Ok(()),
        Content::Media(media) if media.kind == MediaKind::Document => mark_import::apply(turn, media).await,
        Content::Media(media) => {
            let what = match media.kind {
                MediaKind::Voice | MediaKind::Audio => Unreadable::Voice,
                MediaKind::Image | MediaKind::Video | MediaKind::Sticker => Unreadable::Picture,
                MediaKind::Document => Unreadable::Document,
            };
            turn.say(Phrase::CannotRead { what })
        }
        Content::Edited { original, body } => {
            turn.source = Source { message: original.clone(), edited: true };
            if revised::edited(turn, body).await? { Ok(()) } else { said(turn, body, language, opted_out).await }
        }
        Content::Revoked { original } => revised::revoked(turn, original).await,
        Content::Contact { .. } | Content::Location | Content::Form { .. } | Content::Unsupported { .. } => {
            turn.say(Phrase::CannotRead { what: Unreadable::Other })
        }
        Content::Reaction { emoji, .. } => reaction(turn, emoji.is_some()),
    }
}

/// A thumbs-up is no consent: an open question is asked for plainly, otherwise nothing is said.
fn reaction(turn: &mut Turn<'_>, added: bool) -> Result<(), CommandError> {
    if added && turn.memory.question(turn.cause.now).is_some() {
        return turn.say(Phrase::PleaseYesOrNo);
    }
    Ok(())
}

pub(super) async fn said(
    turn: &mut Turn<'_>,
    text: &str,
    language: Option<Locale>,
    opted_out: bool,
) -> Result<(), CommandError> {
    let understood = understood(turn, text, &turn.dialogue(language, opted_out));
    if approve::waits(turn, understood.0.intent, text).await? {
        return Ok(());
    }
    approve::leaves(turn, understood.0.intent);
    if broadcast::takes_answer(turn, text).await?
        || broadcast::takes_text(turn, &understood.0, text).await?
        || staff_note::takes(turn, &understood.0, text).await?
        || absence_notice::takes_another(turn, text)?
        || conversation::takes(turn, &understood.0, text).await?
    {
        return Ok(());
    }
    // What is written for somebody else says nothing of the language its writer wants to be answered in.
    let for_others = matches!(understood.0.intent, Intent::BroadcastCreate | Intent::MessageParent);
    reach::follow_language(turn, understood.0.language.filter(|_| !for_others)).await?;
    go_on(turn, text, understood).await
}

pub(super) async fn go_on(
    turn: &mut Turn<'_>,
    text: &str,
    (meaning, wording): (Interpretation, Option<String>),
) -> Result<(), CommandError> {
    if let (Some(_), Some(question)) = (&wording, turn.memory.question(turn.cause.now)) {
        turn.source = question.source.clone();
        turn.memory.forget_question(turn.cause.now);
    }
    act(turn, &meaning, wording.as_deref().unwrap_or(text)).await
}

/// What a message means, and the whole wording where it completes an earlier one: a name gives the mark its student.
/// What says nothing to staff may be said as the guardian they are, too.
pub(super) fn understood(turn: &Turn<'_>, text: &str, dialogue: &Dialogue) -> (Interpretation, Option<String>) {
    let meaning = understand::interpret(text, &turn.index, dialogue);
    if let (Intent::Unknown, Some(Ask::Whose { wording })) =
        (meaning.intent, turn.memory.question(turn.cause.now).map(|question| &question.ask))
    {
        let whole = format!("{text} {wording}");
        let completed = understand::interpret(&whole, &turn.index, dialogue);
        let named =
            completed.slots.student.is_some() && matches!(completed.intent, Intent::MarkSet | Intent::MarkCorrect);
        if named && completed.outcome != Outcome::Reject {
            return (completed, Some(whole));
        }
    }
    let is_office = can(turn.cause.actor, Action::Administer);
    let asked = turn.family.as_ref().filter(|_| may_concern_children(&meaning, is_office));
    let asked = asked.map(|family| understand::interpret(text, family, dialogue)).filter(concerns_children);
    (asked.unwrap_or(meaning), None)
}

/// Whether staff who are guardians may have meant their own children: nothing of their classes is named.
fn may_concern_children(meaning: &Interpretation, is_office: bool) -> bool {
    let slots = &meaning.slots;
    match meaning.intent {
        Intent::Unknown | Intent::StudentSummary | Intent::ProgressView | Intent::ReportPdf => true,
        Intent::ReportBatch | Intent::YearView => slots.class.is_none() && slots.student.is_none() && !is_office,
        Intent::MarkList => slots.assessment.is_none() && slots.class.is_none() && slots.lines.is_empty(),
        _ => false,
    }
}

fn concerns_children(meaning: &Interpretation) -> bool {
    let asks = matches!(
        meaning.intent,
        Intent::MarksView
            | Intent::AverageView
            | Intent::YearView
            | Intent::ProgressView
            | Intent::ReportPdf
            | Intent::ChildList
            | Intent::Choose
            | Intent::MessageTeacher
            | Intent::OfficeHours
            | Intent::AbsenceReport
            | Intent::AlertSet
            | Intent::AlertOff
            | Intent::DigestSet
            | Intent::DigestOff
            | Intent::DigestView
            | Intent::SettingsView
            | Intent::ConsentWithdraw
            | Intent::ConsentGive
    );
    asks && meaning.outcome != Outcome::Reject
}

async fn pressed(turn: &mut Turn<'_>, press: Press, opted_out: bool) -> Result<(), CommandError> {
    match press {
        Press::Yes(id) | Press::No(id) | Press::Option(id, _) if !is_current(&turn.memory, id, turn.cause.now) => {
            turn.say(Phrase::QuestionExpired)
        }
        Press::Yes(_) => yes(turn).await,
        Press::No(_) => no(turn).await,
        Press::Option(_, number) => choose::choose(turn, number).await,
        Press::Undo(change_set) => undo::pressed(turn, change_set).await,
        Press::Unpublish(assessment) => undo::unpublish(turn, assessment).await,
        Press::Broadcast(id, step) => broadcast::pressed(turn, id, step).await,
        Press::Unmark(batch) => absence::unmark(turn, batch).await,
        Press::Talk(id, step) => conversation::pressed(turn, id, step).await,
        Press::Group(id, step) => group::pressed(turn, id, step).await,
        Press::Approve(id, approved) => approve::decide(turn, id, approved).await,
        Press::Language(locale) => language::set(turn, locale).await,
        Press::Walk(step) => walk::show(turn, step),
        // Of an account that several schools shared once.
        Press::School(_) => turn.say(Phrase::QuestionExpired),
        Press::Word(word) => Box::pin(short(turn, word, opted_out)).await,
    }
}

/// A word of ours that stands for a wish: it is no sign of the language its reader speaks.
pub(super) async fn short(turn: &mut Turn<'_>, word: &str, opted_out: bool) -> Result<(), CommandError> {
    let understood = understood(turn, word, &turn.dialogue(turn.chosen, opted_out));
    go_on(turn, word, understood).await
}

async fn act(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    match student_then::meant(turn, meaning, text).await? {
        Ok(then) => Box::pin(act_on(turn, then.as_ref().unwrap_or(meaning), text)).await,
        Err(phrase) => turn.say(phrase),
    }
}

async fn act_on(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    if meaning.intent == Intent::Stop {
        if undo::stops_announcement(turn).await? {
            return Ok(());
        }
        return reach::stop(turn).await;
    }
    if meaning.intent == Intent::Start {
        return match turn.staff().filter(|_| !turn.stopped) {
            Some(_) => broadcast::resume(turn).await,
            None => reach::resume(turn).await,
        };
    }
    if preference::takes(turn, meaning).await? || conversation::takes_child(turn, meaning, text).await? {
        return Ok(());
    }
    // A number alone is a mark to whoever gives marks; others answer with it.
    let unasked = turn.memory.question(turn.cause.now).is_none() && !turn.writes_marks();
    if unasked && numbered::is_number(text) && approve::offer(turn).await? {
        return Ok(());
    }
    if refused_at_once(turn, meaning).await? {
        return Ok(());
    }
    match meaning.reason {
        Some(Reason::Declined | Reason::Later) if conversation::tells_more(turn, meaning, text) => {
            conversation::told(turn, meaning, text).await
        }
        // What is said to be left undone is not done by a later yes.
        Some(Reason::Declined) => {
            turn.memory.forget_question(turn.cause.now);
            help::left_undone(turn)
        }
        Some(Reason::Later) => help::not_later(turn, meaning),
        Some(Reason::Told) => conversation::told(turn, meaning, text).await,
        _ => carry_out(turn, meaning, text).await,
    }
}

/// Does what was understood.
async fn carry_out(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    if meaning.intent.changes_subject() {
        turn.memory.set_aside();
    }
    let answers =
        [Intent::Yes, Intent::No, Intent::BroadcastConfirm, Intent::BroadcastCancel].contains(&meaning.intent);
    let bare = answers && meaning.slots.aside != Some(Aside::OfAnnouncement);
    if bare && approve::came_between(turn).await? {
        return Ok(());
    }
    match other_year::meant(turn, meaning, text).await? {
        Ok(then) => Box::pin(by_intent(turn, then.as_ref().unwrap_or(meaning), text)).await,
        Err(phrase) => turn.say(phrase),
    }
}

async fn by_intent(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    if let Some(first) = conversation::meant_for_a_person(turn, meaning, text).await? {
        return conversation::offer(turn, (text, meaning), first).await;
    }
    of_intent(turn, meaning, text).await
}

/// What a meaning asks for, to be done. Made here and done by whoever asked: a stack holds one of them, not room for each.
pub(super) type Deed<'d> = Pin<Box<dyn Future<Output = Result<(), CommandError>> + Send + 'd>>;

pub(super) fn said_at_once<'d>(said: Result<(), CommandError>) -> Deed<'d> {
    Box::pin(std::future::ready(said))
}

fn of_intent<'d>(turn: &'d mut Turn<'_>, meaning: &'d Interpretation, text: &'d str) -> Deed<'d> {
    match meaning.intent {
        Intent::MarkSet => Box::pin(mark_set::apply(turn, meaning, text)),
        Intent::MarkList => Box::pin(mark_list::apply(turn, meaning, text)),
        Intent::MarkCorrect => Box::pin(mark_correct::apply(turn, meaning, text)),
        Intent::MarkDelete => Box::pin(mark_delete::apply(turn, meaning, text)),
        Intent::MarkAdjust => Box::pin(mark_adjust::apply(turn, meaning, text)),
        Intent::AssessmentCreate => Box::pin(assessment_create::apply(turn, meaning, text)),
        Intent::AssessmentUpdate => Box::pin(assessment_change::apply(turn, meaning, text)),
        Intent::AssessmentDelete => Box::pin(assessment_change::remove(turn, meaning, text)),
        Intent::Publish => Box::pin(publish::apply(turn, meaning, text)),
        Intent::TermClose | Intent::TermReopen => Box::pin(term_close::apply(turn, meaning)),
        Intent::ReportBatch => Box::pin(report_batch::apply(turn, meaning)),
        Intent::MarksMissing => Box::pin(missing::apply(turn, meaning)),
        Intent::MissingReport if meaning.reason != Some(Reason::NotAllowed) => Box::pin(missing::report(turn, meaning)),
        Intent::MissingRemind if meaning.reason != Some(Reason::NotAllowed) => Box::pin(missing::remind(turn, meaning)),
        Intent::Undo if meaning.outcome == Outcome::Clarify => said_at_once(undo::ways_out(turn)),
        Intent::Undo => Box::pin(undo::apply(turn)),
        Intent::Yes | Intent::ConsentAccept if meaning.reason == Some(Reason::PlainYes) => {
            said_at_once(turn.say(Phrase::PleaseYesOrNo))
        }
        Intent::Yes if turn.memory.must_ask_again(turn.cause.now) => {
            turn.memory.forget_question(turn.cause.now);
            said_at_once(turn.say(Phrase::QuestionExpired))
        }
        Intent::Yes | Intent::ConsentAccept => Box::pin(yes(turn)),
        Intent::No | Intent::ConsentRefuse => Box::pin(no(turn)),
        Intent::Choose => match meaning.slots.option {
            None if meaning.slots.student.is_some() => Box::pin(choose::choose_all(turn)),
            Some(number) => Box::pin(choose::choose(turn, number)),
            None => said_at_once(turn.say(Phrase::QuestionExpired)),
        },
        Intent::Link => Box::pin(link::apply(turn, meaning)),
        Intent::ConsentWithdraw if turn.guardian.is_some() => Box::pin(consent::withdraw(turn, meaning)),
        Intent::ConsentGive if turn.guardian.is_some() => Box::pin(consent::give(turn)),
        Intent::MarksView => Box::pin(marks_view::apply(turn, meaning)),
        // What a mark is out of, and counts, stands beside it.
        Intent::MarkExplain if turn.guardian.is_some() => Box::pin(marks_view::apply(turn, meaning)),
        Intent::AverageView if meaning.reason != Some(Reason::NotAllowed) => {
            Box::pin(averages_view::apply(turn, meaning))
        }
        Intent::YearView => Box::pin(year_view::apply(turn, meaning)),
        Intent::Council => Box::pin(council::apply(turn, meaning)),
        Intent::ExportClass if meaning.outcome != Outcome::Reject => Box::pin(class_file(turn, meaning)),
        Intent::MarkImportFile if turn.writes_marks() => said_at_once(turn.say(Phrase::Guide(Guide::SendSheet {}))),
        Intent::ReportPdf if meaning.reason == Some(Reason::NotAllowed) => {
            said_at_once(refusal::not_switched_on(turn, meaning.intent, meaning))
        }
        Intent::ReportPdf => Box::pin(report_card::apply(turn, meaning)),
        Intent::BroadcastCreate
        | Intent::BroadcastSchedule
        | Intent::BroadcastScheduled
        | Intent::BroadcastMove
        | Intent::BroadcastReword
        | Intent::BroadcastConfirm
        | Intent::BroadcastCancel
        | Intent::BroadcastCost
        | Intent::BroadcastStats
        | Intent::BroadcastResend
        | Intent::BroadcastPause
        | Intent::BroadcastResume
        | Intent::BroadcastRemind => Box::pin(broadcast::apply(turn, meaning, text)),
        // What is left of a year that has ended is its report cards.
        Intent::StudentSummary | Intent::ProgressView if meaning.slots.year.is_some() => {
            Box::pin(report_card::apply(turn, meaning))
        }
        Intent::ProgressView if turn.guardian.is_some() || meaning.slots.student.is_some() => {
            Box::pin(progress::apply(turn, meaning))
        }
        Intent::SchoolStats if meaning.reason != Some(Reason::NotAllowed) => {
            Box::pin(school_stats::apply(turn, meaning, text))
        }
        Intent::ClassStats => Box::pin(class_stats::apply(turn, meaning, text)),
        Intent::StudentSummary if turn.reads_marks() => Box::pin(student_summary::apply(turn, meaning, text)),
        Intent::ChildList => said_at_once(help::children(turn)),
        Intent::Help => said_at_once(help::help(turn)),
        Intent::Greet => said_at_once(help::greet(turn)),
        Intent::Thanks => said_at_once(turn.say(Phrase::Thanks)),
        Intent::LanguageSet => Box::pin(language::apply(turn, meaning)),
        Intent::MessageTeacher | Intent::MarkDispute if turn.guardian.is_some() => {
            Box::pin(conversation::apply(turn, meaning, text))
        }
        Intent::MessageParent if turn.staff().is_some() => Box::pin(conversation::begin(turn, meaning, text)),
        Intent::AbsenceMark if turn.staff().is_some() => Box::pin(absence::mark(turn, meaning)),
        Intent::AbsenceReport if turn.guardian.is_some() => Box::pin(absence_notice::notice(turn, meaning, text)),
        Intent::AbsenceView => Box::pin(absence::view(turn, meaning)),
        Intent::GroupLink | Intent::GroupUnlink => Box::pin(group::apply(turn, meaning)),
        Intent::GroupCreate | Intent::GroupAdd | Intent::GroupTakeOut | Intent::GroupShow | Intent::GroupEnd => {
            Box::pin(family_group::apply(turn, meaning))
        }
        Intent::GuardianRevoke if turn.staff().is_some() => Box::pin(guardian_access::apply(turn, meaning, text)),
        Intent::CostView if meaning.reason != Some(Reason::NotAllowed) => Box::pin(cost::apply(turn)),
        Intent::OfficeHours => said_at_once(conversation::hours(turn)),
        Intent::TeachersView | Intent::ClassSize => Box::pin(who_teaches::apply(turn, meaning)),
        Intent::TalkEnd => Box::pin(conversation::end_by_word(turn)),
        Intent::TalkExport => Box::pin(conversation::export(turn, meaning, text)),
        Intent::TalkReport => Box::pin(conversation::report_by_word(turn, meaning, text)),
        Intent::Unknown if meaning.reason == Some(Reason::PlainYes) => said_at_once(turn.say(Phrase::PleaseYesOrNo)),
        Intent::Unknown | Intent::OutOfScope => said_at_once(help::not_understood(turn, text)),
        other => said_at_once(refusal::not_switched_on(turn, other, meaning)),
    }
}

/// Whoever may not do it in any course is told before being asked anything.
async fn refused_at_once(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<bool, CommandError> {
    let phrase = match meaning.intent {
        intent if intent.writes_in_gradebook() && turn.staff().is_some() && !turn.writes_marks() => {
            if let Some(id) = meaning.slots.assessment.as_ref().and_then(Pick::single)
                && let Some(assessment) = turn.assessment(id).await?
            {
                return turn.refuses(&assessment);
            }
            refusal::not_allowed(turn, meaning)
        }
        Intent::MarksMissing | Intent::ClassStats if !turn.reads_marks() => refusal::forbidden(turn),
        _ => return Ok(false),
    };
    turn.say(phrase)?;
    Ok(true)
}

/// A sheet to fill for those who write marks; otherwise what stands in the gradebook.
async fn class_file(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    if meaning.slots.fillable && class_sheet::apply(turn, meaning).await? {
        return Ok(());
    }
    if !turn.reads_marks() {
        let phrase = refusal::forbidden(turn);
        return turn.say(phrase);
    }
    class_export::apply(turn, meaning).await
}
