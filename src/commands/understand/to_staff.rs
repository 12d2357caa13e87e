//! `écris aux profs : …`, `dis à M. Koné : …`: an administrator writes to the staff.
//!
//! Invariant: only what stands in front of a colon says for whom it is, and nothing of it is left unread; names of staff are
//! the caller's to know.

use super::cue::Cue;
use super::index::Index;
use super::intents::audience::SMALL;
use super::intents::letters::{body, split};
use super::lexicon::Meaning;
use super::reading::Reading;
use super::scope::Dialogue;
use crate::domain::fold_words;

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
/// What stands before the name of somebody of the school.
const TITLES: [&str; 18] = [
    "m",
    "mr",
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "mademoiselle",
    "mrs",
    "ms",
    "miss",
    "sir",
    "dr",
    "السيد",
    "السيده",
    "الاستاذ",
    "الاستاذه",
    "للسيد",
    "للسيده",
];
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
    pub words: String,
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
        || !r.classes.is_empty()
        || !r.subjects.is_empty()
    {
        return None;
    }
    let head = fold_words(head);
    let titled = head.iter().any(|word| TITLES.contains(&word.as_str()));
    let says = |cue: Cue| r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(cue));
    let whom = if titled || !r.people.is_empty() {
        StaffMeant::Named { titled }
    } else if head.iter().any(|word| TEACHERS.contains(&word.as_str())) {
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
        covered || token.is_none_or(|token| !token.is_text() || SMALL.contains(&token.word.as_str()))
    };
    let is_named = matches!(whom, StaffMeant::Named { .. });
    let all = is_named || (0..r.tokens.len()).all(is_read);
    // Of one person nobody can be left out.
    let sound = all && !(is_named && left_out.is_some());
    let without = left_out.map(fold_words).unwrap_or_default();
    sound.then(|| ToStaff { whom, head, without, words: words.to_owned() })
}

/// `dis à M. Koffi de saisir ses notes`: one person with a title, and what they are to do. It may be somebody's father: only
/// for whom the school employs is it theirs.
fn told_of(text: &str, index: &Index, dialogue: &Dialogue) -> Option<ToStaff> {
    let r = Reading::new(text, index, dialogue);
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let tell = r.find(Cue::Tell).filter(|hit| hit.from <= LEADS)?;
    let title = (tell.to..tell.to + LEADS).find(|at| TITLES.contains(&word(*at)))?;
    let ends = (title + 2..title + 2 + LONGEST_NAME).find(|at| LEADS_ON.contains(&word(*at)))?;
    let from = r.tokens.get(ends)?.start;
    let head = fold_words(text.get(..from)?);
    let words = body(&r, ends)?;
    let of_marks = !r.values.is_empty() || r.has(Cue::ParentOf);
    let whom = StaffMeant::Named { titled: false };
    (!of_marks).then(|| ToStaff { whom, head, without: Vec::new(), words })
}

/// A name has so many words at most.
const LONGEST_NAME: usize = 3;
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
