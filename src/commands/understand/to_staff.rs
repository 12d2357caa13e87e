//! `écris aux profs : …`, `dis à M. Koné : …`: an administrator writes to the staff.
//!
//! Invariant: only what stands in front of a colon says for whom it is, and nothing of it is left unread; names of staff are
//! the caller's to know.

use super::cue::Cue;
use super::index::Index;
use super::intents::audience::SMALL;
use super::intents::letters::{body, split};
use super::intents::moments::says_when;
use super::intents::staffing::TITLES;
use super::lexicon::Meaning;
use super::reading::Reading;
use super::scope::Dialogue;
use super::token::Kind;
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

/// Whom of the staff a message is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffMeant {
    Everybody,
    Teachers,
    /// All who are no teachers.
    Office,
    /// Whoever is named in the head; `titled`: it can be no student.
    Named {
        titled: bool,
    },
}

/// A message to the staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToStaff {
    pub whom: StaffMeant,
    /// Folded words of the head.
    pub head: Vec<String>,
    /// Folded words of who is left out.
    pub without: Vec<String>,
    /// Only who teaches in one of these; none: any.
    pub classes: Vec<ClassId>,
    pub subjects: Vec<SubjectId>,
    /// Who teaches these is left out.
    pub without_subjects: Vec<SubjectId>,
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
    let (classes, subjects) = (r.class_ids(), r.subject_ids());
    let head = fold_words(head);
    let titled = head.iter().any(|word| is_title(word));
    let says = |cue: Cue| r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(cue));
    let whom = if titled || !r.people.is_empty() {
        StaffMeant::Named { titled }
    } else if !classes.is_empty() || !subjects.is_empty() || head.iter().any(|word| TEACHERS.contains(&word.as_str())) {
        StaffMeant::Teachers
    } else if says(Cue::OfficeWord) && !says(Cue::TeacherWord) {
        StaffMeant::Office
    } else if says(Cue::StaffWord) {
        StaffMeant::Everybody
    } else {
        StaffMeant::Named { titled }
    };
    let is_read = |at: usize| {
        let cues = [
            Cue::Tell,
            Cue::Send,
            Cue::Announce,
            Cue::StaffWord,
            Cue::TeacherWord,
            Cue::OfficeWord,
            Cue::Everyone,
            Cue::Want,
        ];
        let covered = r.hits.iter().any(|hit| {
            let known =
                matches!(hit.meaning, Meaning::Courtesy) || cues.iter().any(|cue| *hit.meaning == Meaning::Cue(*cue));
            hit.from <= at && at < hit.to && known
        });
        let token = r.tokens.get(at);
        let places = r.classes.iter().chain(&r.subjects).any(|place| place.from <= at && at < place.to);
        covered || places || token.is_none_or(|token| !token.is_text() || SMALL.contains(&token.word.as_str()))
    };
    let is_named = matches!(whom, StaffMeant::Named { .. });
    let all = is_named || (0..r.tokens.len()).all(is_read);
    // Of one person nobody can be left out.
    let sound = all && !(is_named && left_out.is_some());
    let without_subjects = left_out.map(|left_out| subjects_left_out(left_out, index, dialogue)).unwrap_or_default();
    let without = left_out.map(fold_words).unwrap_or_default();
    let (words, quoted) = (words.to_owned(), false);
    let timed = !r.dates.is_empty() || !r.times.is_empty();
    sound.then_some(ToStaff { whom, head, without, classes, subjects, without_subjects, words, quoted, timed })
}

/// `sauf les profs de maths`
fn subjects_left_out(left_out: &str, index: &Index, dialogue: &Dialogue) -> Vec<SubjectId> {
    let r = Reading::new(left_out, index, dialogue);
    if r.has(Cue::TeacherWord) { r.subject_ids() } else { Vec::new() }
}

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
    let from = r.tokens.get(ends)?.start;
    let head = fold_words(text.get(..from)?);
    body(&r, ends)?;
    let of_marks = !r.values.is_empty() || r.has(Cue::ParentOf);
    let whom = StaffMeant::Named { titled: false };
    (!of_marks).then(|| ToStaff {
        whom,
        head,
        without: Vec::new(),
        classes: Vec::new(),
        subjects: Vec::new(),
        without_subjects: Vec::new(),
        words: text.trim().to_owned(),
        quoted: true,
        timed: false,
    })
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
