//! What can be wanted, a file for each family of wishes, and the order in which they are tried.
//!
//! To add a wish: an [`Intent`], a function `fn(&Reading) -> Option<Interpretation>` in a file here, a place in one of
//! the lists below. A wish that comes earlier has words that leave no doubt; the last ones take what is left.

mod absences;
mod answers;
pub(super) mod assessments;
pub(super) mod audience;
mod changes;
mod columns;
mod days;
mod directory;
pub(super) mod draft;
pub(super) mod family;
mod family_groups;
mod follow;
mod gradebook;
mod groups;
pub(super) mod idle;
pub(super) mod letters;
mod levels;
pub(super) mod list;
mod mark;
pub(super) mod moments;
pub(super) mod office;
mod others;
mod privacy;
mod recipients;
mod results;
pub(super) mod said_again;
mod scheduled;
mod school_stats;
mod silence;
mod slash;
mod small;
pub(super) mod staffing;
pub(super) mod terms;
mod together;
mod turned;
pub(super) mod year;

use super::cue::Cue;
use super::interpretation::{Interpretation, Outcome, Reason, Slots};
use super::reading::Reading;
use super::scope::Speaker;
use super::{Intent, Pick};

type Wish = fn(&Reading<'_>) -> Option<Interpretation>;

/// Tried first, whoever writes.
const ANYBODY: &[Wish] = &[
    slash::command,
    letters::addressed_first,
    scheduled::scheduled,
    draft::reword,
    office::announced,
    silence::narrower,
    answers::stop,
    answers::thumb,
    answers::consent,
    answers::choose,
    draft::draft,
    answers::pending,
    answers::start,
    small::injection,
    small::courtesy,
    small::help,
    small::language,
    letters::conversation,
];

const STAFF: &[Wish] = &[
    office::running,
    office::broadcast,
    letters::to_parent,
    year::council,
    absences::list,
    absences::view,
    turned::denied,
    turned::postponed,
    family_groups::by_hand,
    groups::of_class,
    letters::export,
    staffing::people,
    office::term,
    year::of_class,
    office::reports,
    office::progress,
    office::codes,
    office::files,
    office::oversight,
    directory::teachers,
    directory::size,
    answers::undo,
    assessments::create,
    assessments::update,
    assessments::delete,
    gradebook::appreciation,
    turned::asked,
    together::narrowed,
    changes::adjust,
    together::everyone,
    changes::correct,
    changes::correct_test,
    changes::delete,
    mark::absences,
    list::list,
    together::named,
    gradebook::publish,
    gradebook::missing,
    gradebook::export,
    gradebook::stats,
    mark::absence,
    gradebook::summary,
    mark::set,
    small::off_topic,
    answers::bare_yes_no,
    small::greeting,
    list::begun,
];

const GUARDIAN: &[Wish] = &[
    privacy::custody,
    privacy::consent,
    family::link,
    privacy::data,
    privacy::contact,
    follow::settings,
    follow::alert_off,
    follow::alert_set,
    follow::quiet,
    family::write_attempt,
    family::announcement,
    said_again::taken_back,
    absences::view,
    directory::teachers,
    directory::size,
    letters::addressed,
    days::absence,
    letters::office_hours,
    letters::to_teacher,
    others::whole_class,
    follow::digest,
    family::dispute,
    family::explain,
    privacy::not_wanted,
    family::report,
    family::progress,
    year::of_child,
    family::average,
    follow::events,
    family::children,
    family::summary,
    small::off_topic,
    family::marks,
    answers::undo,
    answers::bare_yes_no,
    family::bare_mark,
    family::named_only,
    small::claimed_role,
    small::greeting,
];

const STRANGER: &[Wish] = &[
    family::link,
    privacy::data,
    privacy::contact,
    family::write_attempt,
    small::off_topic,
    answers::bare_yes_no,
    family::bare_mark,
    small::claimed_role,
    family::code_required,
    small::greeting,
];

/// The first wish that fits.
pub(super) fn decide(reading: &Reading<'_>) -> Interpretation {
    let own = match reading.index.speaker() {
        Speaker::Staff(_) => STAFF,
        Speaker::Guardian(_) => GUARDIAN,
        Speaker::Stranger => STRANGER,
    };
    let wish = ANYBODY.iter().chain(own).find_map(|wish| wish(reading));
    let wish = wish.map(|found| idle::told(reading, turned::at_once(reading, found)));
    let mut interpretation = wish.unwrap_or_else(|| Interpretation::new(Intent::Unknown, unknown_outcome(reading)));
    interpretation.language = reading.language();
    interpretation
}

/// So many letters of a word are hardly anything else, though two of them differ.
const UNMISTAKABLE: usize = 9;

/// What is only guessed from words that are far from any we know: it shows something or asks, and does nothing; but a
/// family that is rid of us by a long word in a hurry is let go.
pub(super) fn guessed(reading: &Reading<'_>) -> Option<Interpretation> {
    let found = decide(reading);
    let long = |at: usize| reading.tokens.get(at).is_some_and(|token| token.word.chars().count() >= UNMISTAKABLE);
    let family = matches!(reading.index.speaker(), Speaker::Guardian(_));
    let leaves = found.intent == Intent::Stop && family && reading.words() <= 4;
    if leaves && reading.find(Cue::Stop).is_some_and(|hit| (hit.from..hit.to).any(long)) {
        return Some(found);
    }
    let shows = matches!(
        found.intent,
        Intent::MarksView
            | Intent::AverageView
            | Intent::ReportPdf
            | Intent::ProgressView
            | Intent::MarkExplain
            | Intent::StudentSummary
            | Intent::ClassStats
            | Intent::MarksMissing
            | Intent::EventsView
            | Intent::OfficeHours
            | Intent::ChildList
            | Intent::TeachersView
            | Intent::ClassSize
            | Intent::SchoolStats
            | Intent::MissingReport
            | Intent::Help
    );
    match found.outcome {
        Outcome::Ok if found.intent.writes_marks() => Some(Interpretation { outcome: Outcome::Confirm, ..found }),
        Outcome::Ok if !shows => None,
        _ if found.intent == Intent::Unknown => None,
        _ => Some(found),
    }
}

/// Signs alone want nothing; words we do not understand deserve a question.
fn unknown_outcome(reading: &Reading<'_>) -> Outcome {
    if reading.words() == 0 { Outcome::None } else { Outcome::Clarify }
}

impl Interpretation {
    pub(super) fn new(intent: Intent, outcome: Outcome) -> Self {
        Self { intent, outcome, reason: None, slots: Slots::default(), language: None }
    }

    pub(super) fn because(intent: Intent, outcome: Outcome, reason: Reason) -> Self {
        Self { reason: Some(reason), ..Self::new(intent, outcome) }
    }

    pub(super) fn with(mut self, fill: impl FnOnce(&mut Slots)) -> Self {
        fill(&mut self.slots);
        self
    }

    fn ok(intent: Intent) -> Self {
        Self::new(intent, Outcome::Ok)
    }

    fn confirm(intent: Intent) -> Self {
        Self::new(intent, Outcome::Confirm)
    }
}

/// What people put behind a name: `!`, `🙏`, and the space before it.
fn is_decoration(letter: char) -> bool {
    !letter.is_alphanumeric() && !matches!(letter, ')' | ']' | '%' | '½' | '¼' | '¾')
}

/// One thing or several.
fn pick<Id: Copy>(ids: Vec<Id>) -> Option<Pick<Id>> {
    match ids.as_slice() {
        [] => None,
        [id] => Some(Pick::One(*id)),
        _ => Some(Pick::Several(ids)),
    }
}
