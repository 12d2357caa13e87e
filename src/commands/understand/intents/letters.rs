//! Messages from a person to a person: teacher to family, family to teacher.
//!
//! Invariant: the text passed on is the writer's own, cut out as typed.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Aside, Interpretation, Outcome, Pick, Reason, Slots};
use super::super::lexicon::{Hit, Meaning};
use super::super::names::Mention;
use super::super::reading::Reading;
use super::super::scope::Speaker;
use super::super::token::Token;
use super::family::{Child, child, named_child};
use super::recipients::is_school;
use crate::domain::Parent;

/// What somebody wishes of a person, not of us.
const MEETINGS: [&str; 12] = [
    "rdv",
    "rendez",
    "rendezvous",
    "rencontrer",
    "rencontre",
    "entretien",
    "appointment",
    "meet",
    "meeting",
    "موعد",
    "موعدا",
    "لقاء",
];

/// Between the names of those whose families are written to.
const AND: [&str; 4] = ["et", "and", "و", "w"];

/// `dis à la maman de Zadi de venir me voir jeudi à 10h`
pub(super) fn to_parent(r: &Reading<'_>) -> Option<Interpretation> {
    // `je veux parler à la maman de Konan`: what about, is asked.
    let tell = r.find(Cue::Tell).or_else(|| r.find(Cue::Talk)).filter(|hit| hit.from <= 4)?;
    let parent = r.hits.iter().filter(|hit| *hit.meaning == Meaning::Cue(Cue::ParentOf) && hit.from >= tell.from);
    let (parent, mention) = parent
        .flat_map(|hit| r.people.iter().map(move |mention| (hit, mention)))
        .find(|(hit, mention)| mention.from.saturating_sub(hit.to) <= 3 && hit.from.saturating_sub(mention.to) <= 1)?;
    // `aux parents de 4eA sauf Yao`, `à tous sauf la famille Konan`: not to those.
    let between = |from: usize| parent.to <= from && from < mention.from;
    let colon = r.colon().unwrap_or(0);
    let except =
        |hit: &Hit<'_>| *hit.meaning == Meaning::Cue(Cue::Except) && (hit.from < mention.from || hit.from < colon);
    if r.classes.iter().any(|place| between(place.from)) || r.hits.iter().any(except) {
        return None;
    }
    let students = r.students_of(mention).into_iter().map(|(id, _)| id).collect();
    let student = r.pick_student(mention, students);
    let text = body(r, end_of_name(r, mention).max(parent.to));
    let (outcome, reason) = match (&student, &text) {
        (Pick::Several(_) | Pick::All(_), _) => (Outcome::Clarify, Some(Reason::Homonym)),
        (_, None) => (Outcome::Clarify, Some(Reason::Text)),
        _ => (Outcome::Confirm, None),
    };
    let said = |cue| {
        r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(cue) && parent.from <= hit.from && hit.to <= parent.to)
    };
    let one = [(Cue::Mother, Parent::Mother), (Cue::Father, Parent::Father)];
    let parent = one.into_iter().find(|(cue, _)| said(*cue)).map(|(_, one)| one);
    let slots = Slots { student: Some(student), text, parent, ..Slots::default() };
    Some(Interpretation { intent: Intent::MessageParent, outcome, reason, slots, language: None })
}

/// Where a name ends in front of free text: a small word behind it that nobody is called begins what is to be said.
fn end_of_name(r: &Reading<'_>, mention: &Mention) -> usize {
    let named = |at: &usize| {
        let Some(token) = r.tokens.get(*at) else { return true };
        let capital = r.slice(*at, at + 1).chars().any(char::is_uppercase);
        let forms = || std::iter::once(&token.word).chain(&token.stripped);
        capital || mention.people.iter().any(|one| forms().any(|form| r.index.names().could_be(*one, form)))
    };
    (mention.from..mention.to).rev().find(named).map_or(mention.to, |last| last + 1)
}

/// `pour lui dire que …`: what leads up to the words themselves.
const INTRODUCTIONS: &[&[&str]] = &[
    &["pour", "lui", "dire"],
    &["pour", "leur", "dire"],
    &["pour", "dire"],
    &["pour", "l", "informer"],
    &["pour", "les", "informer"],
    &["to", "say"],
    &["to", "let", "them", "know"],
    &["to", "tell", "her"],
    &["to", "tell", "him"],
    &["to", "tell", "them"],
    &["saying"],
];

/// The text from a token on, without the word that introduces it: `de venir` → `venir`, `que la réunion` → `la réunion`.
pub(in crate::commands::understand) fn body(r: &Reading<'_>, mut from: usize) -> Option<String> {
    while r.tokens.get(from).is_some_and(|token| token.is_sign(':') || token.is_sign(',') || token.is_sign('-')) {
        from += 1;
    }
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let led_in = |said: &&&[&str]| said.iter().enumerate().all(|(at, one)| word(from + at) == *one);
    from += INTRODUCTIONS.iter().find(led_in).map_or(0, |said| said.len());
    let token = r.tokens.get(from)?;
    // `أن يحضر` is what is to be done; without its first word it would be told as done.
    let to_do = token.word == "ان" && word(from + 1).starts_with(['ي', 'ت', 'ن']);
    let leads = matches!(
        token.word.as_str(),
        "de" | "que" | "to" | "that" | "say" | "bli" | "belli" | "bach" | "ان" | "بان" | "بلي" | "باللي" | "بانه"
    );
    from += usize::from(leads && !to_do);
    let text = r.rest(from);
    let text = r.tokens.get(from).map_or(text, |token| without_elision(text, token));
    text.contains(char::is_alphanumeric).then(|| text.to_owned())
}

/// Words behind which a reason stands.
const BECAUSE: [&str; 14] = [
    "motif",
    "raison",
    "car",
    "parce",
    "puisque",
    "because",
    "reason",
    "since",
    "لان",
    "بسبب",
    "7it",
    "hit",
    "حيت",
    "3lakhater",
];

/// What stands behind a colon or a word for why, or behind a comma where it is more than another place.
pub(super) fn reason(r: &Reading<'_>) -> Option<String> {
    if let Some(colon) = r.colon() {
        return body(r, colon);
    }
    let why = |at: &usize| r.tokens.get(*at).is_some_and(|token| BECAUSE.contains(&token.word.as_str()));
    if let Some(at) = (1..r.tokens.len()).find(why) {
        return body(r, at + 1);
    }
    let comma = r.tokens.iter().position(|token| token.is_sign(','))?;
    let says = |at: &usize| {
        let word = r.tokens.get(*at).is_some_and(Token::is_text);
        word && r.placed.get(*at) == Some(&false) && !r.is_filler(*at)
    };
    let words = (comma..r.tokens.len()).filter(says).count();
    body(r, comma).filter(|_| words > 1)
}

/// `d'apporter` → `apporter`, `qu'il vienne` → `il vienne`.
fn without_elision<'t>(text: &'t str, token: &Token) -> &'t str {
    let elided = ["d'", "d’", "qu'", "qu’"].iter().find_map(|head| text.strip_prefix(head));
    if token.word.starts_with("qu") || token.word.starts_with('d') { elided.unwrap_or(text) } else { text }
}

/// `parler au prof de maths : …`, `dis à la maman de Zadi : …`: where nothing but whom it is for stands in front of a
/// colon, nothing behind it is for us, be it a command, a complaint or a greeting.
pub(super) fn addressed_first(r: &Reading<'_>) -> Option<Interpretation> {
    let (head, words) = split(r.text)?;
    let head = Reading::new(head, r.index, r.dialogue);
    match r.index.speaker() {
        Speaker::Guardian(_) => {
            let found = to_school(&head, r)?;
            Some(found.with(|slots| slots.text = Some(words.to_owned())))
        }
        Speaker::Staff(_) => to_family(&head, words),
        Speaker::Stranger => None,
    }
}

fn to_family(head: &Reading<'_>, words: &str) -> Option<Interpretation> {
    // `aux parents d'Awa sauf le père : …`
    if head.has(Cue::Except) {
        return None;
    }
    let mut found = to_parent(head)?;
    let named: Vec<_> = head.people.iter().flat_map(|mention| head.students_of(mention)).map(|(id, _)| id).collect();
    // `dis aux parents d'Awa et Yao : …`: where each name is one student's.
    if named.len() > 1 && head.people.len() > 1 {
        let is_clear = named.len() == head.people.len();
        found.slots.student = Some(if is_clear { Pick::All(named) } else { Pick::Several(named) });
        let (outcome, reason) =
            if is_clear { (Outcome::Confirm, None) } else { (Outcome::Clarify, Some(Reason::Homonym)) };
        found = Interpretation { outcome, reason, ..found };
    } else if let Some(rest) = &found.slots.text {
        // `dis aux parents d'Awa et Zzyzx : …`: of the other nothing is known.
        let names_another = rest.split_whitespace().next().is_some_and(|word| AND.contains(&word));
        return names_another
            .then(|| Interpretation::because(Intent::MessageParent, Outcome::Clarify, Reason::Student));
    }
    let found = match found.reason {
        Some(Reason::Text) => Interpretation { outcome: Outcome::Confirm, reason: None, ..found },
        _ => found,
    };
    Some(found.with(|slots| slots.text = Some(words.to_owned())))
}

/// What stands in front of the first colon that is of no time, and behind it.
pub(in crate::commands::understand) fn split(text: &str) -> Option<(&str, &str)> {
    let of_time = |at: usize| {
        let digit = |letter: Option<char>| letter.is_some_and(char::is_numeric);
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        digit(before.chars().next_back()) && digit(after.chars().next())
    };
    let at = text.char_indices().find(|(at, letter)| *letter == ':' && !of_time(*at)).map(|(at, _)| at)?;
    let (head, words) = (text.get(..at)?, text.get(at + 1..)?.trim());
    (head.contains(char::is_alphanumeric) && words.contains(char::is_alphanumeric)).then_some((head, words))
}

/// Whom of the school this head names; the child may be named behind it only.
fn to_school(head: &Reading<'_>, whole: &Reading<'_>) -> Option<Interpretation> {
    let office = names_office(head);
    let subjects = if office { Vec::new() } else { head.subject_ids() };
    let named = head.has(Cue::TeacherWord) || office;
    let asked = head.any(&[Cue::Talk, Cue::Tell]);
    let known = |at: usize| {
        let cue = head.hits.iter().any(|hit| {
            let whom = matches!(hit.meaning, Meaning::Cue(Cue::TeacherWord | Cue::OfficeWord | Cue::Greet));
            hit.from <= at && at < hit.to && whom
        });
        cue || head.is_filler(at) || head.subjects.iter().any(|place| place.from <= at && at < place.to)
    };
    let bare = (0..head.tokens.len()).all(known);
    if !named || !(asked || bare) {
        return None;
    }
    // What is to be passed on may speak of anybody: only a child of theirs is meant by it.
    let meant = if head.people.is_empty() && !whole.people.is_empty() {
        named_child(whole)
    } else {
        child(head, Child::Needed)
    };
    let subject = super::pick(subjects);
    let found = meant.finish(Intent::MessageTeacher).with(|slots| slots.subject = subject);
    Some(if office { to_office(found) } else { found })
}

/// `je veux parler au prof de maths`
pub(super) fn to_teacher(r: &Reading<'_>) -> Option<Interpretation> {
    let office = names_office(r);
    if !(r.any(&[Cue::Talk, Cue::Tell]) && (r.has(Cue::TeacherWord) || office)) || r.has(Cue::Dispute) {
        return None;
    }
    let subject = if office { None } else { super::pick(r.subject_ids()) };
    // `je voudrais un rendez-vous avec la directrice` is itself what is to be passed on, and so is a complaint.
    let meeting = r.tokens.iter().any(|token| MEETINGS.contains(&token.word.as_str()));
    let tells = office && r.words() > WORDS_OF_A_WISH;
    let found = child(r, Child::Needed).finish(Intent::MessageTeacher).with(|slots| {
        slots.subject = subject;
        slots.aside = (meeting || tells).then_some(Aside::Whole);
    });
    Some(if office { to_office(found) } else { found })
}

/// So many words say whom somebody wants to talk to, and no more.
const WORDS_OF_A_WISH: usize = 10;

/// `parler à la directrice au sujet du prof de maths`: whoever is asked for beside a teacher is not that teacher. The school
/// itself is a place there: `le prof de maths du lycée`.
pub(super) fn names_office(r: &Reading<'_>) -> bool {
    let teacher = r.has(Cue::TeacherWord) || !r.subjects.is_empty();
    let is = |hit: &Hit<'_>, cue| *hit.meaning == Meaning::Cue(cue);
    let of_teacher = |office: &Hit<'_>| {
        r.hits.iter().any(|hit| is(hit, Cue::TeacherWord) && hit.to >= office.from && hit.from <= office.from)
    };
    let place = |hit: &Hit<'_>| r.tokens.get(hit.from..hit.to).unwrap_or_default().iter().any(is_school);
    r.hits.iter().any(|hit| is(hit, Cue::OfficeWord) && !(teacher && (place(hit) || of_teacher(hit))))
}

/// `parler au prof de maths : …`: whatever follows the colon is for that person.
pub(super) fn names_its_reader(r: &Reading<'_>) -> bool {
    let Some(colon) = r.colon() else { return false };
    let before = |cue| r.find(cue).is_some_and(|hit| hit.to <= colon);
    (before(Cue::Talk) || before(Cue::Tell)) && (before(Cue::TeacherWord) || before(Cue::OfficeWord))
}

/// Nobody in particular: the office, whomever else it is about.
pub(super) fn to_office(found: Interpretation) -> Interpretation {
    // `parler à la directrice au sujet de M. Koffi`: no child, and none is needed.
    let outcome = if found.outcome == Outcome::Reject { Outcome::Ok } else { found.outcome };
    let student = found.slots.student.clone().filter(|meant| !matches!(meant, Pick::Unknown { .. }));
    Interpretation { outcome, reason: Some(Reason::Recipient), ..found }.with(|slots| slots.student = student)
}

/// `prof d'anglais : …`: nothing but whom it is for in front of a colon.
pub(super) fn addressed(r: &Reading<'_>) -> Option<Interpretation> {
    let colon = r.colon()?;
    let teacher = r.find(Cue::TeacherWord).filter(|hit| hit.to <= colon)?;
    let subject = |at: usize| r.subjects.iter().any(|place| place.from <= at && at < place.to);
    let behind = (teacher.to..colon).all(|at| subject(at) || r.is_filler(at));
    let text = body(r, colon)?;
    if !(behind && r.leads_up(teacher.from)) {
        return None;
    }
    let subject = super::pick(r.subject_ids().into_iter().take(1).collect());
    Some(child(r, Child::Needed).finish(Intent::MessageTeacher).with(|slots| {
        slots.subject = subject;
        slots.text = Some(text);
    }))
}

/// `fin`, `signaler`: of the conversation they are in the middle of.
pub(super) fn conversation(r: &Reading<'_>) -> Option<Interpretation> {
    let said = |cue| r.has(cue) && r.only(&[cue, Cue::Thanks, Cue::Want]);
    let (intent, outcome) = match (said(Cue::EndTalk), said(Cue::ReportAbuse)) {
        (true, _) => (Intent::TalkEnd, Outcome::Ok),
        (false, true) => (Intent::TalkReport, Outcome::Ok),
        // It may be a report card as well.
        (false, false) if r.dialogue.after_thread && said(Cue::ReportEither) => (Intent::TalkReport, Outcome::Clarify),
        (false, false) => return None,
    };
    Some(Interpretation::new(intent, outcome))
}

/// `exporte la conversation de Zadi`: what was said about a student, for the office.
pub(super) fn export(r: &Reading<'_>) -> Option<Interpretation> {
    if !r.has(Cue::Thread) || !r.any(&[Cue::Export, Cue::Show, Cue::Send, Cue::Copy, Cue::Data]) {
        return None;
    }
    if !r.index.is_office() {
        return Some(Interpretation::because(Intent::TalkExport, Outcome::Reject, Reason::NotAllowed));
    }
    let student = r.person_meant().map(|mention| {
        let students = r.students_of(&mention).into_iter().map(|(id, _)| id).collect();
        r.pick_student(&mention, students)
    });
    let (outcome, reason) = match &student {
        Some(Pick::One(_)) => (Outcome::Ok, None),
        Some(Pick::Several(_) | Pick::All(_)) => (Outcome::Clarify, Some(Reason::Homonym)),
        _ => (Outcome::Clarify, Some(Reason::Student)),
    };
    let slots = Slots { student, ..Slots::default() };
    Some(Interpretation { intent: Intent::TalkExport, outcome, reason, slots, language: None })
}

/// `à quelle heure le prof de maths est disponible`
pub(super) fn office_hours(r: &Reading<'_>) -> Option<Interpretation> {
    if !(r.has(Cue::Hours) && r.any(&[Cue::TeacherWord, Cue::OfficeWord])) {
        return None;
    }
    let subject = super::pick(r.subject_ids());
    Some(child(r, Child::Needed).finish(Intent::OfficeHours).with(|slots| slots.subject = subject))
}
