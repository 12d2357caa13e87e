//! `écris aux profs : …`, `dis à M. Koné : …`: an administrator writes to the staff.
//!
//! Invariant: only what stands in front of a colon says for whom it is, and nothing of it is left unread; names of staff are
//! the caller's to know.

use super::cue::Cue;
use super::delay::delays;
use super::index::Index;
use super::intents::audience::SMALL;
use super::intents::draft::reword;
use super::intents::letters::{body, split};
use super::intents::moments::says_when;
use super::intents::staffing::TITLES;
use super::lexicon::Meaning;
use super::reading::Reading;
use super::scope::{Dialogue, Pending};
use super::token::{Kind, Token};
use crate::domain::{ClassId, SubjectId, fold_words};

/// Several teachers, not one.
const TEACHERS: [&str; 22] = [
    "profs",
    "professeurs",
    "enseignants",
    "enseignantes",
    "collegues",
    "instituteurs",
    "institutrices",
    "maitres",
    "maitresses",
    "teachers",
    "colleagues",
    "instructors",
    "tutors",
    "professors",
    "اساتذه",
    "الاساتذه",
    "للاساتذه",
    "معلمين",
    "المعلمين",
    "الزملاء",
    "asatida",
    "lasatida",
];
/// What else stands before the name of somebody who is written to.
const MORE_TITLES: [&str; 3] = ["mademoiselle", "للسيد", "للسيده"];

fn is_title(word: &str) -> bool {
    TITLES.contains(&word) || MORE_TITLES.contains(&word)
}

/// The verb stands at the head, with courtesy before it at most.
const LEADS: usize = 2;

/// A part of the staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffPart {
    Everybody,
    Teachers,
    /// Who is head of a class.
    Heads,
    /// All who are no teachers.
    Office,
    Secretaries,
    /// Who runs the school.
    Leaders,
}

/// Whom of the staff some words mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StaffMeant {
    pub parts: Vec<StaffPart>,
    /// What is neither of us nor a small word: names, or nothing we know. As typed, with its folded words.
    pub names: Vec<(String, Vec<String>)>,
    /// A name can be no student's.
    pub titled: bool,
    /// Only who teaches in one of these; none: any.
    pub classes: Vec<ClassId>,
    pub subjects: Vec<SubjectId>,
    /// `maths et 4eB`: either, where both are named.
    pub either: bool,
    /// Somebody of the school's is named of whom we keep no list.
    pub not_kept: bool,
}

/// A message to the staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToStaff {
    pub whom: StaffMeant,
    /// Who is left out, as typed and as far as it was read.
    pub without: Option<(String, StaffMeant)>,
    pub words: String,
    /// What is written is said to us about them: they read it as such.
    pub quoted: bool,
    /// The head says when it is to leave.
    pub timed: bool,
}

/// Whether `text` is for the staff, as far as it says so.
pub fn to_staff(text: &str, index: &Index, dialogue: &Dialogue) -> Option<ToStaff> {
    let Some((whole, words)) = split(text) else { return told_of(text, index, dialogue) };
    let (head, left_out) = except(whole, index, dialogue);
    let r = Reading::new(head, index, dialogue);
    let leads = [Cue::Tell, Cue::Send, Cue::Announce]
        .into_iter()
        .any(|cue| r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(cue) && hit.from <= LEADS));
    // `annonce à l'école`: everybody's families, though the school has an office.
    if !leads
        || r.any(&[Cue::ParentOf, Cue::Except])
        || r.has(Cue::WholeSchool) && !r.has(Cue::TeacherWord)
        || !(r.has(Cue::TeacherWord) || r.classes.is_empty() && r.subjects.is_empty())
    {
        return None;
    }
    let whom = meant(&r, 0, r.tokens.len());
    if whom.parts.is_empty() && whom.names.is_empty() {
        return None;
    }
    let without = left_out.map(|left_out| {
        let r = Reading::new(left_out, index, dialogue);
        (left_out.trim().to_owned(), meant(&r, 0, r.tokens.len()))
    });
    let timed = !r.dates.is_empty() || !r.times.is_empty() || !delays(&r.tokens).is_empty();
    Some(ToStaff { whom, without, words: words.to_owned(), quoted: false, timed })
}

/// Other words for a message that is shown: `modifie : …`. Without any, they are waited for.
pub fn reworded(text: &str, index: &Index, dialogue: &Dialogue) -> Option<Option<String>> {
    let shown = Dialogue { pending: Some(Pending::Broadcast { previewed: true }), ..dialogue.clone() };
    let r = Reading::new(text, index, &shown);
    let orders = [Cue::Update, Cue::Correct, Cue::Changed];
    let alone = r.any(&orders) && r.only(&[&orders[..], &[Cue::Want, Cue::Thanks]].concat());
    reword(&r).map(|found| found.slots.text).or_else(|| alone.then_some(None))
}

/// Whom these tokens mean.
fn meant(r: &Reading<'_>, from: usize, to: usize) -> StaffMeant {
    let mut whom = StaffMeant { classes: r.class_ids(), subjects: r.subject_ids(), ..StaffMeant::default() };
    let (mut unread, mut behind_title) = (None, false);
    for at in from..to {
        let Some(token) = r.tokens.get(at) else { break };
        if !token.is_text() {
            continue;
        }
        let title = is_title(&token.word);
        whom.titled |= title;
        let part = part(r, at).filter(|_| !title);
        whom.not_kept |= is_not_kept(token);
        let named = !title && part.is_none() && (behind_title && !is_small(token) || !is_read(r, at));
        behind_title = title || behind_title && named;
        whom.parts.extend(part.filter(|part| !whom.parts.contains(part)));
        match (named, unread) {
            (true, None) => unread = Some(at),
            (false, Some(first)) => {
                whom.names.push(name(r, first, at));
                unread = None;
            }
            _ => {}
        }
    }
    whom.names.extend(unread.map(|first| name(r, first, to)));
    // `au prof principal de 4eA` is no other teacher of it.
    if whom.parts.contains(&StaffPart::Heads) {
        whom.parts.retain(|part| *part != StaffPart::Teachers);
    }
    whom.either = r.tokens.iter().any(|token| JOINS.contains(&token.word.as_str()));
    whom
}

fn name(r: &Reading<'_>, from: usize, to: usize) -> (String, Vec<String>) {
    let typed = r.slice(from, to).trim_end_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
    let words = fold_words(&typed);
    (typed, words)
}

/// The part of the staff that a word names.
fn part(r: &Reading<'_>, at: usize) -> Option<StaffPart> {
    let token = r.tokens.get(at)?;
    let is = |words: &[&str]| forms(token).any(|form| words.contains(&form));
    let teacher = |at: usize| said(r, at, Cue::TeacherWord) && r.tokens.get(at).is_some_and(|token| !is_small(token));
    let beside = at.checked_sub(1).is_some_and(teacher) || teacher(at + 1);
    if is(&HEADS_ALONE) || is(&HEADS) && (beside || is(&["titulaire", "titulaires"])) || is(&["head"]) && beside
        // `the class teacher of 4eA`
        || is(&["class", "form"]) && teacher(at + 1)
    {
        return Some(StaffPart::Heads);
    }
    if teacher(at) || is(&TEACHERS) {
        return Some(StaffPart::Teachers);
    }
    if is(&SECRETARIES) {
        return Some(StaffPart::Secretaries);
    }
    if is(&LEADERS) {
        return Some(StaffPart::Leaders);
    }
    // Whom we keep no list of is nobody's office.
    if is_not_kept(token) {
        return None;
    }
    if said(r, at, Cue::StaffWord) && !is_small(token) {
        return Some(StaffPart::Everybody);
    }
    (said(r, at, Cue::OfficeWord) && !is_small(token)).then_some(StaffPart::Office)
}

fn is_not_kept(token: &Token) -> bool {
    forms(token).any(|form| NOT_KEPT.iter().any(|begin| form.starts_with(begin)))
}

fn forms(token: &Token) -> impl Iterator<Item = &str> {
    std::iter::once(token.word.as_str()).chain(token.stripped.iter().map(String::as_str))
}

fn said(r: &Reading<'_>, at: usize, cue: Cue) -> bool {
    r.hits.iter().any(|hit| hit.from <= at && at < hit.to && *hit.meaning == Meaning::Cue(cue))
}

fn is_small(token: &Token) -> bool {
    SMALL.contains(&token.word.as_str()) || is_title(&token.word)
}

/// Whether a word leads up to whom it is for, or stands for a class, a subject or a moment.
fn is_read(r: &Reading<'_>, at: usize) -> bool {
    let cues = [Cue::Tell, Cue::Send, Cue::Announce, Cue::Everyone, Cue::Want, Cue::Except, Cue::ClassWord];
    let known = r.hits.iter().any(|hit| {
        let known = matches!(hit.meaning, Meaning::Courtesy | Meaning::Filler)
            || cues.iter().any(|cue| *hit.meaning == Meaning::Cue(*cue));
        hit.from <= at && at < hit.to && known
    });
    let places = r.classes.iter().chain(&r.subjects).any(|place| place.from <= at && at < place.to);
    known || places || says_when(r, at) || r.tokens.get(at).is_none_or(is_small)
}

/// Heads of classes, beside a word for teachers.
const HEADS: [&str; 9] =
    ["principal", "principaux", "principale", "principales", "titulaire", "titulaires", "رئيسي", "الرئيسي", "المسؤول"];
const HEADS_ALONE: [&str; 3] = ["pp", "homeroom", "headteachers"];
const SECRETARIES: [&str; 14] = [
    "secretaire",
    "secretaires",
    "secretariat",
    "secretary",
    "secretaries",
    "سكرتاريه",
    "السكرتاريه",
    "سكرتيره",
    "السكرتيره",
    "كاتبه",
    "الكاتبه",
    "للكاتبه",
    "للسكرتيره",
    "للسكرتاريه",
];
const LEADERS: [&str; 22] = [
    "directeur",
    "directrice",
    "direction",
    "proviseur",
    "proviseure",
    "principal",
    "principale",
    "censeur",
    "censeure",
    "headmaster",
    "headmistress",
    "headteacher",
    "director",
    "مدير",
    "المدير",
    "للمدير",
    "مديره",
    "المديره",
    "للمديره",
    "ناظر",
    "الناظر",
    "للناظر",
];
const NOT_KEPT: [&str; 7] = ["surveill", "educateur", "econom", "agent", "supervisor", "الحارس", "الحراس"];
/// `maths et 4eB`
const JOINS: [&str; 4] = ["et", "and", "و", "w"];

/// `dis à M. Koffi et Mme Bamba de venir`: people with titles, and what they are to do, said to us about them. One of them
/// may be somebody's father: only for whom the school employs is it theirs.
fn told_of(text: &str, index: &Index, dialogue: &Dialogue) -> Option<ToStaff> {
    let r = Reading::new(text, index, dialogue);
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let tell = r.find(Cue::Tell).filter(|hit| hit.from <= LEADS)?;
    let first = (tell.to..tell.to + LEADS).find(|at| is_title(word(*at)))?;
    let mut title = first;
    let ends = (first + 1..r.tokens.len()).take_while(|at| {
        title = if is_title(word(*at)) { *at } else { title };
        *at <= title + LONGEST_NAME
    });
    let ends = ends.filter(|at| *at >= first + 2).find(|at| LEADS_ON.contains(&word(*at)))?;
    body(&r, ends)?;
    let of_marks = !r.values.is_empty() || r.has(Cue::ParentOf);
    let whom = meant(&r, tell.to.min(first), ends);
    let whom = StaffMeant { titled: false, classes: Vec::new(), subjects: Vec::new(), ..whom };
    (!of_marks).then(|| ToStaff { whom, without: None, words: text.trim().to_owned(), quoted: true, timed: false })
}

/// Whether `text` neither agrees nor refuses but asks for time: `attends je vérifie d'abord`, `pas maintenant`.
pub fn asks_for_time(text: &str, index: &Index, dialogue: &Dialogue) -> bool {
    let r = Reading::new(text, index, dialogue);
    r.any(&[Cue::Wait, Cue::Later]) && r.only(&[Cue::Wait, Cue::Later, Cue::No, Cue::Thanks, Cue::Greet, Cue::Want])
}

/// Whether `text` only says that something is to leave at another moment: `demain 8h`, `d'accord mais plus tard`.
pub fn puts_off(text: &str, index: &Index, dialogue: &Dialogue) -> bool {
    let r = Reading::new(text, index, dialogue);
    let later = r.any(&[Cue::Later, Cue::Schedule]) || !r.dates.is_empty() || !r.times.is_empty();
    let around = [Cue::Later, Cue::Schedule, Cue::Send, Cue::Yes, Cue::Agree, Cue::No, Cue::Thanks, Cue::Want];
    let said = r.tokens_beyond(&around).all(|token| {
        let at = r.tokens.iter().position(|other| other.start == token.start);
        BUT.contains(&token.word.as_str()) || token.kind == Kind::Digits || at.is_some_and(|at| says_when(&r, at))
    });
    later && said && r.colon().is_none() && r.words() <= SHORT
}

/// A longer message says more than when.
const SHORT: usize = 8;
/// What stands between a yes and a moment.
const BUT: [&str; 10] = ["mais", "plutot", "but", "rather", "not", "pas", "now", "maintenant", "لكن", "ولكن"];

/// So many words and signs behind a title still name its bearer, or lead to the next one.
const LONGEST_NAME: usize = 5;
/// What stands between whom and what.
const LEADS_ON: [&str; 8] = ["de", "d", "que", "qu", "to", "that", "ان", "بان"];

/// The head without who is left out, and who that is.
fn except<'t>(head: &'t str, index: &Index, dialogue: &Dialogue) -> (&'t str, Option<&'t str>) {
    let r = Reading::new(head, index, dialogue);
    let place = r.find(Cue::Except).and_then(|hit| Some((r.tokens.get(hit.from)?.start, r.tokens.get(hit.to)?.start)));
    match place.and_then(|(from, to)| Some((head.get(..from)?, head.get(to..)?))) {
        Some((before, after)) => (before, Some(after)),
        None => (head, None),
    }
}
