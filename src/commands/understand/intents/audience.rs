//! Whom an announcement is for: all that stands at its head.
//!
//! Invariant: a word of the head that was not read is asked about; it never makes an announcement of everybody.

use super::super::cue::Cue;
use super::super::lexicon::{Hit, Meaning};
use super::super::reading::Reading;
use super::super::token::{Kind, Token};
use super::levels::{is_level, levels_named, unknown_class, with_levels};
use super::moments::{says_when, when_in_head};
use crate::domain::{ClassId, StudentId};

/// What says for whom it is, or leads up to it.
const READ: [Cue; 13] = [
    Cue::Announce,
    Cue::Send,
    Cue::Schedule,
    Cue::Tell,
    Cue::Create,
    Cue::ParentOf,
    Cue::WholeSchool,
    Cue::Everyone,
    Cue::ClassWord,
    Cue::Urgent,
    Cue::Want,
    Cue::Thanks,
    Cue::Greet,
];
/// What stands between the names of those it is for.
pub(in crate::commands::understand) const SMALL: [&str; 48] = [
    "a",
    "au",
    "aux",
    "le",
    "la",
    "les",
    "l",
    "de",
    "des",
    "du",
    "d",
    "un",
    "une",
    "et",
    "pour",
    "en",
    "mes",
    "nos",
    "chers",
    "to",
    "the",
    "of",
    "in",
    "for",
    "and",
    "from",
    "an",
    "all",
    "our",
    "dear",
    "الي",
    "ل",
    "لل",
    "و",
    "من",
    "في",
    "li",
    "dyal",
    "ديال",
    "ila",
    "lel",
    "el",
    "o",
    "ga3",
    "following",
    "suivant",
    "suivante",
    "التالي",
];
/// `parents d'élèves`
const STUDENTS: [&str; 6] = ["eleve", "eleves", "student", "students", "pupils", "تلاميذ"];
/// `4eA seulement`
const ONLY: [&str; 6] = ["seulement", "uniquement", "exclusivement", "only", "just", "فقط"];
/// `tous les autres`: not everybody.
const OTHERS: [&str; 7] = ["autre", "autres", "reste", "ceux", "others", "rest", "else"];
/// Without a colon, what such a word begins may still say for whom it is.
const NARROWING: [&str; 18] = [
    "qui",
    "dont",
    "ayant",
    "sans",
    "mais",
    "et",
    "ou",
    "pas",
    "sauf",
    "who",
    "whose",
    "without",
    "but",
    "and",
    "not",
    "الذين",
    "اللي",
    "بدون",
];
/// So many words of what was not read are said again.
const HEARD: usize = 5;

/// Whom it is for, as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Whom {
    pub(super) classes: Vec<ClassId>,
    /// Students of these classes whose families it is not for.
    pub(super) without: Vec<StudentId>,
    /// The whole school was named.
    pub(super) school: bool,
    /// The families of those who are away.
    pub(super) absent: bool,
    pub(super) doubt: Option<Doubt>,
}

/// Why it is not certain.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Staff: announcements are for families.
    Staff,
    /// A class that is not there.
    Class(String),
    /// Words that were not read.
    Words(String),
}

/// Reads the head of an announcement: from the word for it to where its text begins.
pub(super) fn read(r: &Reading<'_>, announce: (usize, usize), head_end: usize) -> Whom {
    let head = (announce.0, head_end);
    let except = r.hits.iter().filter(|hit| is(hit, Cue::Except) && within(hit.from, hit.to, head));
    let except = except.min_by_key(|hit| (hit.from, std::cmp::Reverse(hit.to)));
    let (main, rest) = match except {
        Some(hit) => ((head.0, hit.from), Some((hit.to, head.1))),
        None => (head, None),
    };
    let absent = r.hits.iter().any(|hit| is(hit, Cue::Attendance) && within(hit.from, hit.to, main));
    let absent = absent && r.hits.iter().any(|hit| is(hit, Cue::ParentOf) && hit.to <= head.1);
    let mut whom = Whom { absent, ..Whom::default() };
    // `4eA, une annonce : …`: a class in front of the word for it counts as well.
    whom.classes = classes_in(r, (0, main.1));
    let levels = levels_named(r, (announce.1.min(main.1), main.1));
    if !levels.is_empty() {
        whom.classes = with_levels(r, whom.classes, &levels);
    }
    let named = |cue| r.hits.iter().any(|hit| is(hit, cue) && within(hit.from, hit.to, main) && !means_others(r, hit));
    let school = [Cue::WholeSchool, Cue::ParentOf, Cue::Everyone].into_iter().any(named);
    whom.school = school && whom.classes.is_empty() && !absent;
    whom.doubt = doubt(r, &whom, main).or_else(|| unread_before(r, announce.0));
    if let (None, Some(rest)) = (&whom.doubt, rest) {
        leave_out(r, &mut whom, rest);
    }
    if whom.doubt.is_none() && !r.tokens.get(head_end).is_some_and(|token| token.is_sign(':')) {
        whom.doubt = goes_on(r, head_end);
    }
    whom
}

/// `sauf la 4eB`, `sauf Yao`
fn leave_out(r: &Reading<'_>, whom: &mut Whom, rest: (usize, usize)) {
    let heard = || Doubt::Words(said(r, rest.0.saturating_sub(1), rest.1));
    let mut gone = classes_in(r, rest);
    let levels = levels_named(r, rest);
    if !levels.is_empty() {
        gone = with_levels(r, gone, &levels);
    }
    let mut without = Vec::new();
    for mention in r.people.iter().filter(|mention| within(mention.from, mention.to, rest)) {
        match r.students_of(mention).as_slice() {
            [(id, _)] => without.push(*id),
            _ => whom.doubt = Some(heard()),
        }
    }
    let in_name = |at: usize| r.people.iter().any(|mention| mention.from <= at && at < mention.to);
    let read = |at: usize| is_read(r, at, whom) || in_name(at);
    let unread = (rest.0..rest.1).any(|at| !read(at));
    let unknown = unknown_class(r, rest);
    let school = whom.school;
    if school {
        whom.classes = r.index.school().classes.iter().map(|class| class.id).collect();
    }
    let all = whom.classes.len();
    whom.classes.retain(|class| !gone.contains(class));
    let in_vain = all != whom.classes.len() + gone.len() || (gone.is_empty() && without.is_empty());
    whom.school = false;
    whom.without = without;
    if let Some(class) = unknown {
        whom.doubt = Some(Doubt::Class(class));
    } else if unread || in_vain || whom.classes.is_empty() || whom.absent {
        whom.doubt = Some(heard());
    }
    if school && whom.doubt.is_some() {
        whom.classes.clear();
    }
}

/// What of the head was not read.
fn doubt(r: &Reading<'_>, whom: &Whom, head: (usize, usize)) -> Option<Doubt> {
    if let Some(class) = unknown_class(r, head) {
        return Some(Doubt::Class(class));
    }
    let unread: Vec<usize> = (head.0..head.1).filter(|at| !is_read(r, *at, whom)).collect();
    let (first, last) = (unread.first()?, unread.last()?);
    let staff = unread.iter().any(|at| means_staff(r, *at));
    if staff && whom.classes.is_empty() && !names_families(r, head) {
        return Some(Doubt::Staff);
    }
    Some(Doubt::Words(said(r, *first, last + 1)))
}

/// `aux profs, une annonce : …`
fn unread_before(r: &Reading<'_>, announce: usize) -> Option<Doubt> {
    let except = r.hits.iter().any(|hit| is(hit, Cue::Except) && hit.to <= announce);
    if except {
        return Some(Doubt::Words(said(r, 0, announce)));
    }
    (0..announce).any(|at| means_staff(r, at)).then_some(Doubt::Staff)
}

/// Without a colon: whether what comes next still says for whom it is.
fn goes_on(r: &Reading<'_>, at: usize) -> Option<Doubt> {
    let token = r.tokens.get(at)?;
    let person = r.people.iter().any(|mention| mention.from == at);
    let except = r.hits.iter().any(|hit| is(hit, Cue::Except) && hit.from == at);
    let narrows = NARROWING.contains(&token.word.as_str()) || except || person;
    let class = unknown_class(r, (at, (at + 2).min(r.tokens.len())));
    match (means_staff(r, at), narrows, class) {
        (true, ..) => Some(Doubt::Staff),
        (_, _, Some(class)) => Some(Doubt::Class(class)),
        (_, true, _) => Some(Doubt::Words(said(r, at, r.tokens.len()))),
        _ => None,
    }
}

fn is_read(r: &Reading<'_>, at: usize, whom: &Whom) -> bool {
    let Some(token) = r.tokens.get(at).filter(|token| token.is_text()) else { return true };
    let small = |words: &[&str]| words.contains(&token.word.as_str());
    if is_one_parent(r, at) {
        return false;
    }
    let classes = r.classes.iter().any(|place| place.from <= at && at < place.to);
    let only = small(&ONLY) && !whom.classes.is_empty();
    let attendance = whom.absent && covered(r, at, &[Cue::Attendance]);
    let said = r
        .hits
        .iter()
        .any(|hit| hit.from <= at && at < hit.to && READ.iter().any(|cue| is(hit, *cue)) && !means_others(r, hit));
    let courtesy = r.hits.iter().any(|hit| hit.from <= at && at < hit.to && matches!(hit.meaning, Meaning::Courtesy));
    let level = is_level(&token.word) && !whom.classes.is_empty();
    let when = r.colon().is_some_and(|colon| at < colon && when_in_head(r, colon)) && says_when(r, at);
    classes || said || courtesy || level || only || attendance || when || small(&SMALL) || small(&STUDENTS)
}

/// `aux pères`: half of the families; `aux pères et aux mères` are all.
fn is_one_parent(r: &Reading<'_>, at: usize) -> bool {
    let is_fathers = |word: &String| matches!(word.as_str(), "الاباء" | "اباء");
    let fathers = |token: &Token| std::iter::once(&token.word).chain(&token.stripped).any(is_fathers);
    let both = r.has(Cue::Mother) && (r.has(Cue::Father) || r.tokens.iter().any(fathers));
    covered(r, at, &[Cue::Mother, Cue::Father]) && !both
}

fn means_staff(r: &Reading<'_>, at: usize) -> bool {
    let staff = |hit: &&Hit<'_>| {
        let named = [Cue::TeacherWord, Cue::OfficeWord, Cue::StaffWord].iter().any(|cue| is(hit, *cue));
        named && hit.from <= at && at < hit.to
    };
    // `the school`, as a whole, is no office.
    let school = |hit: &Hit<'_>| (hit.from..hit.to).any(|at| covered(r, at, &[Cue::WholeSchool]));
    r.hits.iter().filter(staff).any(|hit| !school(hit))
}

fn names_families(r: &Reading<'_>, head: (usize, usize)) -> bool {
    let families = |hit: &Hit<'_>| is(hit, Cue::ParentOf) || is(hit, Cue::WholeSchool);
    r.hits.iter().any(|hit| families(hit) && within(hit.from, hit.to, head))
}

fn means_others(r: &Reading<'_>, hit: &Hit<'_>) -> bool {
    let other = |token: &Token| OTHERS.contains(&token.word.as_str());
    is(hit, Cue::Everyone) && r.tokens.get(hit.from..hit.to).unwrap_or_default().iter().any(other)
}

fn covered(r: &Reading<'_>, at: usize, cues: &[Cue]) -> bool {
    r.hits.iter().any(|hit| hit.from <= at && at < hit.to && cues.iter().any(|cue| is(hit, *cue)))
}

fn is(hit: &Hit<'_>, cue: Cue) -> bool {
    *hit.meaning == Meaning::Cue(cue)
}

fn within(from: usize, to: usize, span: (usize, usize)) -> bool {
    span.0 <= from && to <= span.1
}

fn classes_in(r: &Reading<'_>, span: (usize, usize)) -> Vec<ClassId> {
    let places = r.classes.iter().filter(|place| within(place.from, place.to, span));
    places.flat_map(|place| place.things.iter().filter_map(|thing| r.index.class_at(*thing))).collect()
}

/// The words from one token on, as typed, a few of them.
fn said(r: &Reading<'_>, from: usize, to: usize) -> String {
    let words = (from..to).filter(|at| r.tokens.get(*at).is_some_and(|token| token.kind == Kind::Word));
    let to = words.take(HEARD).last().map_or(to, |last| (last + 1).max((from + 1).min(to)));
    r.slice(from, to).to_owned()
}
