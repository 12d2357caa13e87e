//! Whom a guardian writes to: a teacher of a child, or the office; asked once where it is not clear.

use super::super::CommandError;
use super::super::dialogue::{Begun, Picked};
use super::super::offer::CHOICES;
use super::super::refusal;
use super::super::turn::Turn;
use super::super::understand::{Intent, Interpretation, Outcome, Pick, Reason};
use super::pass;
use crate::actions::{Opened, SchoolParty, correspondents, open_thread, other_side};
use crate::domain::{CourseId, StudentId, SubjectId, TALK_LIVES};
use crate::phrase::{ConversationPhrase, Label, NotPassed, Phrase, StudentLabel};
use crate::store::KnownChild;

/// Fewer words are a command that was mistyped, not something for a person.
const WORDS_FOR_A_PERSON: usize = 3;

/// `parler au prof de maths`, `je veux parler à la directrice`.
pub(in crate::commands) async fn apply(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
) -> Result<(), CommandError> {
    if turn.guardian.is_none() || turn.links.is_empty() || meaning.outcome == Outcome::Reject {
        let phrase = refusal::explain(turn, meaning, text, None);
        return turn.say(phrase);
    }
    let words = match meaning.intent {
        // The dispute itself is what is passed on.
        Intent::MarkDispute => Some(text.to_owned()),
        _ => meaning.slots.text.clone(),
    };
    let children = children(turn, meaning);
    let office = meaning.reason == Some(Reason::Recipient);
    let subjects = match &meaning.slots.subject {
        Some(Pick::One(one) | Pick::Near { id: one, .. }) => vec![*one],
        Some(Pick::Several(all) | Pick::All(all)) => all.clone(),
        Some(Pick::Unknown { .. }) | None => Vec::new(),
    };
    let parties = parties(turn, &children, (&subjects, office)).await?;
    match parties.as_slice() {
        [] => {
            let child = children.first().map(|child| StudentLabel::discreet(&child.name));
            turn.say(Phrase::Conversation(ConversationPhrase::NoneOpen { child }))
        }
        [(student, course, _)] => open(turn, *student, *course, words).await,
        _ => ask(turn, parties, words),
    }
}

/// The children that were named, or all of theirs.
fn children(turn: &Turn<'_>, meaning: &Interpretation) -> Vec<KnownChild> {
    let named: Vec<StudentId> = match &meaning.slots.student {
        Some(Pick::One(one) | Pick::Near { id: one, .. }) => vec![*one],
        Some(Pick::Several(some) | Pick::All(some)) => some.clone(),
        Some(Pick::Unknown { .. }) | None => Vec::new(),
    };
    let wanted = |child: &&KnownChild| named.is_empty() || named.contains(&child.id);
    turn.links.iter().filter(wanted).cloned().collect()
}

type Party = (StudentId, Option<CourseId>, Label);

/// Whom they can write to about these children: teachers of these subjects, the office where nothing else was meant.
async fn parties(
    turn: &mut Turn<'_>,
    children: &[KnownChild],
    (subjects, office): (&[SubjectId], bool),
) -> Result<Vec<Party>, CommandError> {
    let several = children.len() > 1;
    let mut parties = Vec::new();
    for child in children {
        let about = |place: String| if several { format!("{place}, {}", child.name.first) } else { place };
        if !office {
            let wanted: Vec<_> = subjects.iter().filter_map(|id| turn.subject_label(*id)).collect();
            for one in correspondents(turn.tx, &turn.cause, child).await? {
                if wanted.is_empty() && subjects.is_empty() || wanted.contains(&one.subject) {
                    let place = about(turn.in_their_language(&one.subject));
                    parties.push((child.id, Some(one.course), Label::NameIn { name: one.name, place }));
                }
            }
        }
        if office || subjects.is_empty() {
            let label = if several { Label::OfficeAbout(child.name.first.clone()) } else { Label::Office };
            parties.push((child.id, None, label));
        }
    }
    Ok(parties)
}

fn ask(turn: &mut Turn<'_>, parties: Vec<Party>, words: Option<String>) -> Result<(), CommandError> {
    // The office is always among them, however many teachers there are.
    let (office, teachers): (Vec<_>, Vec<_>) = parties.into_iter().partition(|(_, course, _)| course.is_none());
    let room = CHOICES.saturating_sub(office.len());
    let shown = teachers.into_iter().take(room).chain(office.into_iter().take(CHOICES));
    let options = shown.map(|(student, course, label)| (Picked::Party(student, course), label)).collect();
    let phrase = ConversationPhrase::ToWhom { heard: words.as_deref().map(refusal::heard) };
    let begun = Begun { intent: Intent::MessageTeacher.code().to_owned(), list: words, ..Begun::default() };
    turn.ask_which(Phrase::Conversation(phrase), options, begun)
}

/// One of those that were offered.
pub(in crate::commands) async fn chosen(
    turn: &mut Turn<'_>,
    (student, course): (StudentId, Option<CourseId>),
    begun: Begun,
) -> Result<(), CommandError> {
    open(turn, student, course, begun.list).await
}

async fn open(
    turn: &mut Turn<'_>,
    student: StudentId,
    course: Option<CourseId>,
    words: Option<String>,
) -> Result<(), CommandError> {
    let child = turn.links.iter().find(|child| child.id == student).cloned();
    let (Some(guardian), Some(child)) = (turn.guardian, child) else { return turn.say(Phrase::AskAgain) };
    if turn.stopped {
        let why = NotPassed::Stopped;
        return turn.say(Phrase::Conversation(ConversationPhrase::NotPassed { why }));
    }
    let with = course.map_or(SchoolParty::Office, SchoolParty::Teacher);
    let thread = match open_thread(turn.tx, &turn.cause, (guardian, &child), with).await? {
        Opened::Thread(thread) => thread,
        Opened::Refused(why) => return turn.say(Phrase::Conversation(ConversationPhrase::NotPassed { why })),
    };
    let passed = match words.filter(|words| !words.trim().is_empty()) {
        Some(words) => {
            if !pass::to_school(turn, &thread, pass::Wording::plain(words)).await? {
                return Ok(());
            }
            true
        }
        None => false,
    };
    // The teacher may have been stood in for.
    let thread = turn.tx.conversation(turn.cause.school.id, thread.id).await?.unwrap_or(*thread);
    let until = turn.cause.now.plus(TALK_LIVES);
    let (school, contact) = (turn.cause.school.id, turn.contact);
    turn.tx.set_talking(school, contact, Some((thread.id, until)), turn.cause.now).await?;
    let child = StudentLabel::discreet(&thread.student_name);
    let phrase = ConversationPhrase::Talking { with: other_side(&thread, false), child, passed };
    let end = super::step_choice(thread.id, super::super::press::TalkStep::End, Label::EndTalk);
    turn.say(crate::phrase::Say { phrase: Phrase::Conversation(phrase), choices: vec![end] })
}

/// `à quelle heure le prof est disponible`
pub(in crate::commands) fn hours(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let hours = turn.cause.school.office_hours.told();
    turn.say(Phrase::Conversation(ConversationPhrase::Hours { hours }))
}

/// Whether what was not understood may be meant for a person.
pub(in crate::commands) fn may_pass_on(turn: &Turn<'_>, text: &str) -> bool {
    let words = text.split_whitespace().count() >= WORDS_FOR_A_PERSON;
    words && is_of_a_family(turn) && turn.memory.question(turn.cause.now).is_none()
}

/// Whether a guardian writes, whose words may be passed on.
pub(in crate::commands) fn is_of_a_family(turn: &Turn<'_>) -> bool {
    turn.staff().is_none() && turn.guardian.is_some() && !turn.links.is_empty() && !turn.stopped
}

/// No command: whom is it for?
pub(in crate::commands) async fn offer(turn: &mut Turn<'_>, text: &str) -> Result<(), CommandError> {
    let children = turn.links.to_vec();
    let parties = parties(turn, &children, (&[], false)).await?;
    ask(turn, parties, Some(text.to_owned()))
}
