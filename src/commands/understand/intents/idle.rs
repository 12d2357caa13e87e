//! Messages that want nothing: tales, plans, jokes, what somebody else said or did.
//!
//! Weighed is what speaks for a tale (words of one, words nothing accounts for, numbers of something else) against what
//! speaks for a wish (an order at its head, a question). A tale is answered politely and nothing of it is done.
//! Invariant: a mark that leaves nothing open is never taken for a tale.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Reason};
use super::super::lexicon::{Fit, Hit, Meaning};
use super::super::reading::Reading;
use super::super::scope::Speaker;
use super::super::token::{Kind, Token};
use super::turned::{asks, counts_something};

/// What words of a tale weigh, and what those weigh that stand in wishes, too.
const TOLD: usize = 2;
const TOLD_PERHAPS: usize = 1;

/// So much makes a tale of what holds neither order nor question.
const ENOUGH: usize = 2;

/// Verbs that ask for something at the head of a clause.
const ORDERS: &[Cue] = &[
    Cue::SetMark,
    Cue::Publish,
    Cue::Delete,
    Cue::Correct,
    Cue::Show,
    Cue::Send,
    Cue::Want,
    Cue::Tell,
    Cue::Talk,
    Cue::Announce,
    Cue::Create,
    Cue::Update,
    Cue::Add,
    Cue::Remind,
    Cue::Export,
    Cue::Close,
    Cue::Reopen,
    Cue::Alert,
    Cue::NoMore,
    Cue::Cancel,
    Cue::Undo,
];

/// What is asked for by naming it.
const THINGS: &[Cue] = &[
    Cue::Marks,
    Cue::Got,
    Cue::Report,
    Cue::Average,
    Cue::Rank,
    Cue::Progress,
    Cue::Doing,
    Cue::Stats,
    Cue::Missing,
    Cue::NotEntered,
    Cue::Digest,
    Cue::Quiet,
    Cue::Event,
    Cue::Sick,
    Cue::NotComing,
];

/// Whose words are free text from their head on.
fn is_free_text(intent: Intent) -> bool {
    matches!(intent, Intent::BroadcastCreate | Intent::BroadcastSchedule | Intent::MessageTeacher)
}

/// What a tale is mistaken for; whatever else is wanted has words of its own.
fn may_be_told(found: &Interpretation) -> bool {
    let certain = matches!(found.intent, Intent::MarkSet | Intent::Undo) && found.outcome == Outcome::Ok;
    let open = matches!(
        found.intent,
        Intent::MarkSet
            | Intent::MarkList
            | Intent::MarkCorrect
            | Intent::MarkDelete
            | Intent::MarkAdjust
            | Intent::AssessmentCreate
            | Intent::AssessmentUpdate
            | Intent::AssessmentDelete
            | Intent::Publish
            | Intent::AbsenceMark
            | Intent::MarksView
            | Intent::AverageView
            | Intent::YearView
            | Intent::ReportPdf
            | Intent::ProgressView
            | Intent::StudentSummary
            | Intent::MarkExplain
            | Intent::EventsView
            | Intent::ClassStats
            | Intent::ExportClass
            | Intent::MarksMissing
            | Intent::MissingRemind
            | Intent::MissingReport
            | Intent::SchoolStats
            | Intent::CostView
            | Intent::AlertSet
            | Intent::AlertOff
            | Intent::DigestSet
            | Intent::DigestOff
            | Intent::DigestView
            | Intent::QuietSet
            | Intent::LanguageSet
            | Intent::ContactUpdate
            | Intent::AbsenceReport
            | Intent::MessageTeacher
            | Intent::BroadcastCreate
            | Intent::BroadcastSchedule
            | Intent::BroadcastCancel
            | Intent::ReportBatch
            | Intent::TermClose
            | Intent::TermReopen
            | Intent::Stop
            | Intent::Start
    );
    open && !certain
}

/// Takes a tale for what it is.
pub(super) fn told(r: &Reading<'_>, found: Interpretation) -> Interpretation {
    if !may_be_told(&found) || !is_tale(r, &found) {
        return found;
    }
    Interpretation::because(Intent::Unknown, Outcome::None, Reason::Told)
}

fn is_tale(r: &Reading<'_>, found: &Interpretation) -> bool {
    if is_free_text(found.intent) {
        let announces = [Cue::Announce, Cue::Send, Cue::Tell, Cue::Talk];
        let begins = announces.into_iter().filter_map(|cue| r.find(cue)).map(|hit| hit.from).min();
        return begins.is_some_and(|begins| tales(r).any(|hit| hit.from <= begins && hit.from <= 3));
    }
    let strong = apart(r, |meaning| *meaning == Meaning::Told);
    if found.intent == Intent::Stop {
        return strong > 0 && !super::answers::is_of_our_messages(r);
    }
    let laughs = r.text.contains(['😂', '🤣', '😹', '😆']);
    let weak = usize::from(apart(r, |meaning| *meaning == Meaning::ToldPerhaps) > 0);
    let one_counted = r.values.len() == 1 && r.values.iter().any(|value| counts_something(r, value));
    let of_mark =
        found.intent.writes_marks() || found.intent == Intent::MarksView && !r.any(&[Cue::Marks, Cue::MyChildren]);
    let counted = one_counted && of_mark && !r.assessments_meant().said;
    let weight = leftover(r, found)
        + TOLD * (strong + usize::from(laughs) + usize::from(counted) + usize::from(is_condition(r, found)))
        + TOLD_PERHAPS * (weak + usize::from(has_score(r)));
    weight >= needed(r, found)
}

/// How much has to speak for a tale.
fn needed(r: &Reading<'_>, found: &Interpretation) -> usize {
    let names_thing = r.any(THINGS) || r.any(&[Cue::MyChild, Cue::MyChildren]);
    let about_test = r.assessments_meant().said || !r.kinds.is_empty() || r.any(&[Cue::SetMark, Cue::Marks]);
    let family = matches!(r.index.speaker(), Speaker::Guardian(_));
    let bare = match found.intent {
        // Whoever names a student and says nothing we know of asks for nothing we know of.
        Intent::MarksView | Intent::StudentSummary => !names_thing && !r.any(ORDERS) && !asks(r),
        Intent::MarkSet => !about_test && (family || r.people.is_empty()),
        // `ma soeur a mis l'alerte à 8`: what a family sets for itself is asked for, not mentioned.
        Intent::AlertSet | Intent::DigestSet | Intent::QuietSet => {
            let begins = begins_with_any(r, ORDERS) || begins_with_any(r, THINGS);
            !r.requests() && !begins && !asks(r)
        }
        _ => false,
    };
    if bare {
        return 1;
    }
    let ordered = 2 * usize::from(begins_with_any(r, ORDERS));
    let thing = usize::from(begins_with_any(r, THINGS));
    let replaces = 2 * usize::from(found.slots.old.is_some() && found.slots.given.is_some());
    if tales(r).any(|hit| r.leads_up(hit.from)) && !r.requests() && !r.wants_to_know() {
        return ENOUGH + replaces;
    }
    ENOUGH + ordered.max(thing) + usize::from(asks(r)) + replaces
}

/// `si Zadi continue, il aura 4`: of what may come.
fn is_condition(r: &Reading<'_>, found: &Interpretation) -> bool {
    let of_what_may_come = found.intent.writes_marks() || found.intent.only_reads();
    of_what_may_come && super::turned::begins_with(r, Cue::Condition)
}

/// Whether a clause begins with one of these.
fn begins_with_any(r: &Reading<'_>, cues: &[Cue]) -> bool {
    let begins = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| r.tokens.get(before));
        before.is_none_or(|token| matches!(token.kind, Kind::Sign(',' | '.' | ':' | '!' | '/' | '،')))
    };
    let is_it = |hit: &Hit<'_>| matches!(hit.meaning, Meaning::Cue(cue) if cues.contains(cue)) && hit.fit != Fit::Slip;
    // `j'ai mis` tells, `je veux` asks.
    let tells = |hit: &Hit<'_>| {
        let word = r.tokens.get(hit.from).map(|token| token.word.as_str());
        let wants = matches!(hit.meaning, Meaning::Cue(Cue::Want | Cue::SetMark | Cue::Got));
        matches!(word, Some("j" | "jai" | "je" | "on" | "i")) && !wants
    };
    r.hits.iter().any(|hit| is_it(hit) && begins(hit.from) && !tells(hit))
}

fn tales<'r>(r: &'r Reading<'_>) -> impl Iterator<Item = &'r Hit<'r>> {
    r.hits.iter().filter(|hit| *hit.meaning == Meaning::Told && hit.fit != Fit::Slip)
}

/// How many phrases of a meaning stand apart from each other.
fn apart(r: &Reading<'_>, is_it: impl Fn(&Meaning) -> bool) -> usize {
    let mut hits: Vec<(usize, usize)> =
        r.hits.iter().filter(|hit| is_it(hit.meaning) && hit.fit != Fit::Slip).map(|hit| (hit.from, hit.to)).collect();
    hits.sort_unstable();
    let mut end = 0;
    let mut count = 0;
    for (from, to) in hits {
        count += usize::from(from >= end);
        end = end.max(to);
    }
    count
}

/// `3-1`, with spaces or without.
fn has_score(r: &Reading<'_>) -> bool {
    let digits = |token: Option<&Token>| token.is_some_and(|token| token.kind == Kind::Digits && token.word.len() <= 2);
    let between = |at: &usize| {
        let sign = r.tokens.get(*at).is_some_and(|token| token.is_sign('-'));
        sign && at.checked_sub(1).is_some_and(|before| digits(r.tokens.get(before))) && digits(r.tokens.get(at + 1))
    };
    (0..r.tokens.len()).any(|at| between(&at))
}

/// How many words nothing accounts for; a name nobody has is one thing.
fn leftover(r: &Reading<'_>, found: &Interpretation) -> usize {
    let inside = |at: usize, from: usize, to: usize| from <= at && at < to;
    let said = |at: usize| {
        r.values.iter().any(|value| inside(at, value.from, value.to))
            || r.statuses.iter().any(|status| inside(at, status.from, status.to))
            || r.taken.get(at) == Some(&true)
    };
    let speaks = |hit: &&Hit<'_>| {
        let mere = *hit.meaning == Meaning::Word;
        hit.fit != Fit::Slip && !mere
    };
    let covered = |at: usize| r.hits.iter().filter(speaks).any(|hit| inside(at, hit.from, hit.to));
    // `T1`, `4eZ` name something, though we may not know it.
    let word = |token: &Token| token.is_text() && !token.has_digit();
    let free = |at: &usize| r.tokens.get(*at).is_some_and(word) && !said(*at) && !covered(*at);
    let words = (0..r.tokens.len()).filter(free).count();
    // `Yao Kouadio 14 ds1`, where there is none: all of its unknown words are the name.
    let nobody = r.people.is_empty() && found.intent.writes_marks();
    let name = if nobody || found.reason == Some(Reason::UnknownStudent) { first_run(r) } else { 0 };
    words.saturating_sub(name)
}

/// How many words the first run of strangers has.
fn first_run(r: &Reading<'_>) -> usize {
    let mut strangers = r.strangers().map(|(at, _)| at);
    let Some(first) = strangers.next() else { return 0 };
    1 + strangers.zip(first + 1..).take_while(|(at, expected)| at == expected).count()
}
