//! Whom a guardian writes to: a teacher of a child, or the office; asked once where it is not clear.

use super::super::CommandError;
use super::super::dialogue::{Ask, Begun, Picked};
use super::super::help;
use super::super::offer::CHOICES;
use super::super::refusal;
use super::super::turn::Turn;
use super::super::understand::{Aside, Intent, Interpretation, Outcome, Pick, Reason};
use super::pass;
use crate::actions::{Opened, SchoolParty, correspondents, open_thread, other_side};
use crate::domain::{CourseId, StudentId, SubjectId, TALK_LIVES, fold_words};
use crate::phrase::{ConversationPhrase, Label, NotPassed, Phrase, StudentLabel};
use crate::store::KnownChild;

/// Fewer words are a command that was mistyped, not something for a person.
const WORDS_FOR_A_PERSON: usize = 3;
/// So many words may say whom to write to, and no more than that.
const WORDS_OF_A_WISH: usize = 8;
/// Words that say nothing to us, in what would show something: beyond them it is told, not asked.
const UNREAD_IN_A_QUESTION: usize = 3;

/// `parler au prof de maths`, `je veux parler à la directrice`.
pub(in crate::commands) async fn apply(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
) -> Result<(), CommandError> {
    if turn.links.is_empty() && (turn.disagreed || !turn.departed.is_empty()) {
        let phrase = turn.no_child();
        return turn.say(phrase);
    }
    if turn.guardian.is_none() || turn.links.is_empty() || meaning.outcome == Outcome::Reject {
        let phrase = refusal::explain(turn, meaning, text, None);
        return turn.say(phrase);
    }
    let words = match meaning.intent {
        // The dispute itself is what is passed on.
        Intent::MarkDispute => Some(text.to_owned()),
        _ if meaning.slots.aside == Some(Aside::Whole) => Some(text.to_owned()),
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
    let parties = if office { parties } else { named(parties, text, turn.links) };
    match parties.as_slice() {
        [] => {
            let child = children.first().map(|child| StudentLabel::discreet(&child.name));
            turn.say(Phrase::Conversation(ConversationPhrase::NoneOpen { child }))
        }
        [party] => open(turn, party.student, party.course, words).await,
        _ => ask(turn, parties, (words, FirstOffered::Teachers)).await,
    }
}

/// The teachers that are named, where any are; else all.
fn named(parties: Vec<Party>, text: &str, children: &[KnownChild]) -> Vec<Party> {
    let written = fold_words(text);
    let of_children: Vec<String> =
        children.iter().flat_map(|child| fold_words(&format!("{} {}", child.name.first, child.name.last))).collect();
    // Titles and initials are shorter.
    let is_name = |word: &String| word.chars().count() >= 4 && !of_children.contains(word);
    let is_named = |party: &Party| fold_words(&party.name).iter().any(|word| is_name(word) && written.contains(word));
    if parties.iter().any(is_named) { parties.into_iter().filter(is_named).collect() } else { parties }
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

/// Somebody to write to about a child.
struct Party {
    student: StudentId,
    /// None: the office.
    course: Option<CourseId>,
    /// As the school writes them, and what they teach; nothing of the office.
    name: String,
    subject: String,
}

/// Whom they can write to about these children: teachers of these subjects, the office where nothing else was meant.
async fn parties(
    turn: &mut Turn<'_>,
    children: &[KnownChild],
    (subjects, office): (&[SubjectId], bool),
) -> Result<Vec<Party>, CommandError> {
    let mut parties = Vec::new();
    for child in children {
        if !office {
            let wanted: Vec<_> = subjects.iter().filter_map(|id| turn.subject_label(*id)).collect();
            for one in correspondents(turn.tx, &turn.cause, child).await? {
                if wanted.is_empty() && subjects.is_empty() || wanted.contains(&one.subject) {
                    let subject = turn.in_their_language(&one.subject);
                    parties.push(Party { student: child.id, course: Some(one.course), name: one.name, subject });
                }
            }
        }
        if office || subjects.is_empty() {
            parties.push(Party { student: child.id, course: None, name: String::new(), subject: String::new() });
        }
    }
    Ok(parties)
}

/// Who stands first among those that are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commands) enum FirstOffered {
    Office,
    Teachers,
}

/// Asks whom: each teacher once, and the office; where only the office was meant, or one teacher, about which child.
async fn ask(
    turn: &mut Turn<'_>,
    parties: Vec<Party>,
    (words, first): (Option<String>, FirstOffered),
) -> Result<(), CommandError> {
    // The office is always among them, however many teachers there are.
    let (office, teachers): (Vec<_>, Vec<_>) = parties.into_iter().partition(|party| party.course.is_none());
    let mut options: Vec<(Picked, Label)> = Vec::new();
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for teacher in &teachers {
        let Some(course) = teacher.course else { continue };
        if seen.contains(&(&teacher.name, &teacher.subject)) {
            continue;
        }
        seen.push((&teacher.name, &teacher.subject));
        let of_others = teachers.iter().any(|other| other.student != teacher.student && is_same(other, teacher));
        let picked = if of_others { Picked::Teacher(course) } else { Picked::Party(teacher.student, Some(course)) };
        let place = match first_name(turn, teacher.student).filter(|_| !of_others) {
            Some(child) => format!("{}, {child}", teacher.subject),
            None => teacher.subject.clone(),
        };
        options.push((picked, Label::NameIn { name: teacher.name.clone(), place }));
    }
    if teachers.is_empty() {
        let about = |of: &Party| first_name(turn, of.student).map_or(Label::Office, Label::OfficeAbout);
        options.extend(office.iter().map(|of| (Picked::Party(of.student, None), about(of))));
    }
    let of_several = office.iter().any(|of| office.first().is_some_and(|first| first.student != of.student));
    let office = office.first().filter(|_| !teachers.is_empty());
    let picked = |of: &Party| if of_several { Picked::Office } else { Picked::Party(of.student, None) };
    let office = office.map(|office| (picked(office), Label::Office));
    options.truncate(CHOICES.saturating_sub(usize::from(office.is_some())));
    let at = if first == FirstOffered::Office { 0 } else { options.len() };
    if let Some(office) = office {
        options.insert(at, office);
    }
    let phrase = ConversationPhrase::ToWhom { heard: words.as_deref().map(refusal::heard) };
    let begun = Begun { intent: Intent::MessageTeacher.code().to_owned(), list: words, ..Begun::default() };
    if let [(Picked::Teacher(course), _)] = options.as_slice() {
        return of_which_child(turn, *course, begun).await;
    }
    turn.ask_which(Phrase::Conversation(phrase), options, begun)
}

/// Whether both are the same person, in the same subject.
fn is_same(one: &Party, other: &Party) -> bool {
    one.course.is_some() && one.name == other.name && one.subject == other.subject
}

/// What a child is called, where there are several.
fn first_name(turn: &Turn<'_>, student: StudentId) -> Option<String> {
    let several = turn.links.len() > 1;
    turn.links.iter().find(|child| several && child.id == student).map(|child| child.name.first.clone())
}

/// They were offered somebody who teaches several of their children: of which one is it about?
pub(in crate::commands) async fn of_which_child(
    turn: &mut Turn<'_>,
    course: CourseId,
    begun: Begun,
) -> Result<(), CommandError> {
    let children = turn.links.to_vec();
    let parties = parties(turn, &children, (&[], false)).await?;
    let Some(meant) = parties.iter().find(|party| party.course == Some(course)) else {
        return turn.say(Phrase::AskAgain);
    };
    let options: Vec<(Picked, Label)> = parties
        .iter()
        .filter(|party| is_same(party, meant))
        .filter_map(|party| {
            let child = turn.links.iter().find(|child| child.id == party.student)?;
            Some((Picked::Party(party.student, party.course), Label::Name(child.name.first.clone())))
        })
        .collect();
    let phrase = ConversationPhrase::AboutWhom { to: meant.name.clone() };
    turn.ask_which(Phrase::Conversation(phrase), options, begun)
}

/// The office: about the child that the words name, or the one they are asked for.
pub(in crate::commands) async fn to_office(turn: &mut Turn<'_>, begun: Begun) -> Result<(), CommandError> {
    let children = turn.links.to_vec();
    let written = fold_words(begun.list.as_deref().unwrap_or_default());
    let named: Vec<StudentId> = children.iter().filter(|one| is_written(one, &written)).map(|one| one.id).collect();
    match (named.as_slice(), children.as_slice()) {
        ([one], _) => open(turn, *one, None, begun.list).await,
        (_, [one]) => open(turn, one.id, None, begun.list).await,
        _ => {
            let office = parties(turn, &children, (&[], true)).await?;
            ask(turn, office, (begun.list, FirstOffered::Office)).await
        }
    }
}

/// Whether a child is called by its first name; an elided `de` is part of the word.
fn is_written(child: &KnownChild, written: &[String]) -> bool {
    let stands = |name: &String| written.iter().any(|word| word == name || word.strip_prefix('d') == Some(name));
    fold_words(&child.name.first).iter().any(stands)
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
            match pass::to_school(turn, &thread, pass::Wording::plain(words)).await? {
                pass::ToSchool::Not => return Ok(()),
                pass::ToSchool::On => true,
                // What waits has not been passed on, and that is said of every one of them.
                pass::ToSchool::Later { from, told } => {
                    if !told {
                        pass::say_later(turn, from)?;
                    }
                    false
                }
            }
        }
        None => false,
    };
    // The teacher may have been stood in for.
    let thread = turn.tx.conversation(turn.cause.school.id, thread.id).await?.unwrap_or(*thread);
    let until = turn.cause.now.plus(TALK_LIVES);
    let (school, contact) = (turn.cause.school.id, turn.contact);
    turn.tx.set_talking(school, contact, Some((thread.id, until)), turn.cause.now).await?;
    turn.memory.was_in_thread(thread.id, turn.cause.now);
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

/// Whom a guardian's message may be for, where it is told rather than asked of us; nothing while a yes or no is waited for.
pub(in crate::commands) async fn meant_for_a_person(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
) -> Result<Option<FirstOffered>, CommandError> {
    if !may_be_passed_on(turn, text) {
        return Ok(None);
    }
    let unread = meaning.slots.for_person.unread;
    Ok(match meaning.intent {
        // When something takes place the school knows, not we; nor what is not about marks.
        Intent::EventsView | Intent::OutOfScope | Intent::ContactUpdate | Intent::GuardianshipRequest => {
            Some(FirstOffered::Office)
        }
        // Why nothing comes is for the office to find out.
        Intent::Help if meaning.slots.for_person.missed => Some(FirstOffered::Office),
        Intent::Unknown => Some(FirstOffered::Teachers),
        Intent::Greet | Intent::Thanks | Intent::Help if unread > 0 && says_something(text) => {
            Some(FirstOffered::Teachers)
        }
        // `bonjour, je peux venir avec mon mari ?` greets and asks, in words that are all known.
        Intent::Greet if text.contains(['?', '؟']) && text.split_whitespace().count() >= WORDS_BEHIND_A_GREETING => {
            Some(FirstOffered::Office)
        }
        // What we do not tell families, said in so many words, is for somebody of the school.
        Intent::StudentSummary | Intent::SchoolStats if meaning.reason != Some(Reason::NotAllowed) => {
            Some(FirstOffered::Office)
        }
        Intent::MarkExplain if asks_why(text) => Some(FirstOffered::Teachers),
        // What is told to the school for them is of whole days.
        Intent::AbsenceReport if meaning.slots.aside == Some(Aside::PartOfDay) => Some(FirstOffered::Office),
        Intent::AbsenceReport if unread > 1 && text.contains(['?', '؟']) => Some(FirstOffered::Office),
        intent
            if is_look(intent)
                && (unread >= UNREAD_IN_A_QUESTION || unread > 0 && names_a_teacher(turn, text).await?) =>
        {
            Some(FirstOffered::Teachers)
        }
        _ => None,
    })
}

/// With fewer, a greeting asks how one is.
const WORDS_BEHIND_A_GREETING: usize = 7;

/// Why a mark is what it is, its teacher knows.
fn asks_why(text: &str) -> bool {
    fold_words(text)
        .iter()
        .any(|word| ["pourquoi", "why", "لماذا", "علاش", "ليش", "3lach", "pq", "pkoi"].contains(&word.as_str()))
}

/// Whether what sounds like a wish to leave something alone tells more than that: `please stop the bus from leaving early`.
pub(in crate::commands) fn tells_more(turn: &Turn<'_>, meaning: &Interpretation, text: &str) -> bool {
    meaning.slots.for_person.unread > 1 && says_something(text) && may_be_passed_on(turn, text)
}

/// What wants nothing of us: a family may tell it to somebody.
pub(in crate::commands) async fn told(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
) -> Result<(), CommandError> {
    if may_be_passed_on(turn, text) {
        return offer(turn, (text, meaning), FirstOffered::Teachers).await;
    }
    help::nothing_wanted(turn, text)
}

/// Whether a family says enough for a person: where we wait for a yes or no of theirs, more than an answer would have.
/// Consent is asked for until it is given or refused.
fn may_be_passed_on(turn: &Turn<'_>, text: &str) -> bool {
    let enough = match turn.memory.question(turn.cause.now).map(|question| &question.ask) {
        None | Some(Ask::Which { .. }) => text.split_whitespace().count() >= WORDS_FOR_A_PERSON,
        Some(Ask::Consent { .. } | Ask::RenewConsent { .. }) => false,
        // `he has been coughing all night`: more of the same.
        Some(Ask::NoticeAbsence { .. }) => says_something(text) && text.contains(['?', '؟']),
        Some(_) => says_something(text),
    };
    is_of_a_family(turn) && enough
}

/// More than a greeting has.
fn says_something(text: &str) -> bool {
    text.split_whitespace().count() > WORDS_FOR_A_PERSON + 1
}

/// What only shows something.
fn is_look(intent: Intent) -> bool {
    matches!(
        intent,
        Intent::MarksView | Intent::AverageView | Intent::ProgressView | Intent::ReportPdf | Intent::OfficeHours
    )
}

async fn names_a_teacher(turn: &mut Turn<'_>, text: &str) -> Result<bool, CommandError> {
    let children = turn.links.to_vec();
    let all = parties(turn, &children, (&[], false)).await?;
    let count = all.len();
    Ok(named(all, text, &children).len() < count)
}

/// Whether a guardian writes, whose words may be passed on.
fn is_of_a_family(turn: &Turn<'_>) -> bool {
    turn.staff().is_none() && turn.guardian.is_some() && !turn.links.is_empty() && !turn.stopped
}

/// No command: whom is it for?
pub(in crate::commands) async fn offer(
    turn: &mut Turn<'_>,
    (text, meaning): (&str, &Interpretation),
    first: FirstOffered,
) -> Result<(), CommandError> {
    let children = turn.links.to_vec();
    let all = parties(turn, &children, (&[], false)).await?;
    let count = all.len();
    let meant = named(all, text, &children);
    if meant.len() == count {
        return ask(turn, meant, (Some(text.to_owned()), first)).await;
    }
    // `je veux parler à M. KOFFI`: whom, and nothing for them yet; what says more is for them.
    let is_wish = meaning.slots.for_person.talks && text.split_whitespace().count() <= WORDS_OF_A_WISH;
    let words = (!is_wish).then(|| text.to_owned());
    match meant.as_slice() {
        [party] if meaning.slots.for_person.talks => open(turn, party.student, party.course, words).await,
        _ if meaning.slots.for_person.talks => ask(turn, meant, (words, first)).await,
        _ => {
            let mut offered = meant;
            offered.extend(parties(turn, &children, (&[], true)).await?);
            ask(turn, offered, (words, first)).await
        }
    }
}

/// A child's name answers which of them it is about. Says whether it did.
pub(in crate::commands) async fn takes_child(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
) -> Result<bool, CommandError> {
    let Some(Ask::Which { options, begun }) = turn.memory.question(turn.cause.now).map(|question| question.ask.clone())
    else {
        return Ok(false);
    };
    let is_about_whom = options.iter().all(|picked| matches!(picked, Picked::Party(..) | Picked::Office));
    // `notes Awa` asks something else.
    let is_answer = matches!(meaning.intent, Intent::Unknown | Intent::OutOfScope)
        || meaning.slots.for_person.unread > 0
        || text.split_whitespace().count() == 1;
    if !is_about_whom || !is_answer || begun.intent != Intent::MessageTeacher.code() {
        return Ok(false);
    }
    let written = fold_words(text);
    let is_named = |student: StudentId| {
        let child = turn.links.iter().find(|child| child.id == student);
        child.is_some_and(|child| is_written(child, &written))
    };
    let of_child = |picked: &&Picked| matches!(picked, Picked::Party(student, _) if is_named(*student));
    let mut found = options.iter().filter(of_child);
    let (Some(Picked::Party(student, course)), None) = (found.next().copied(), found.next()) else { return Ok(false) };
    turn.memory.forget_question(turn.cause.now);
    chosen(turn, (student, course), begun).await?;
    Ok(true)
}
