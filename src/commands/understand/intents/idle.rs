//! Messages that want nothing: tales, plans, jokes, what somebody else said or did.
//!
//! Weighed is what speaks for a tale (words of one, words nothing accounts for, numbers of something else) against what
//! speaks for a wish (an order at its head, a question). A tale is answered politely and nothing of it is done.
//! Invariant: a mark that leaves nothing open is never taken for a tale.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Pick, Reason};
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
    Cue::WhoTeaches,
    Cue::ClassSize,
];

/// What we keep, show or do.
const OURS: &[Cue] = &[
    Cue::Marks,
    Cue::Report,
    Cue::Average,
    Cue::Rank,
    Cue::Publish,
    Cue::Delete,
    Cue::Close,
    Cue::Reopen,
    Cue::Remind,
    Cue::Announce,
    Cue::Alert,
    Cue::Digest,
    Cue::Stop,
];

/// Whose words are free text from their head on.
fn is_free_text(intent: Intent) -> bool {
    matches!(intent, Intent::BroadcastCreate | Intent::BroadcastSchedule | Intent::MessageTeacher)
}

/// What a tale is mistaken for; whatever else is wanted has words of its own.
fn may_be_told(found: &Interpretation) -> bool {
    // A correction that says the old value and the new one, of a mark that is known, is shown before it is done.
    let whole = found.slots.old.is_some()
        && found.slots.mark.is_some()
        && matches!(found.slots.student, Some(Pick::One(_)))
        && matches!(found.slots.assessment, Some(Pick::One(_)));
    let certain = matches!(found.intent, Intent::MarkSet | Intent::Undo) && found.outcome == Outcome::Ok
        || found.intent == Intent::MarkCorrect && found.outcome == Outcome::Confirm && whole;
    let open = found.intent.writes_in_gradebook()
        || matches!(
            found.intent,
            Intent::AbsenceMark
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
                | Intent::TeachersView
                | Intent::ClassSize
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
                | Intent::Help
        );
    open && !certain
}

/// Takes a tale for what it is.
pub(super) fn told(r: &Reading<'_>, found: Interpretation) -> Interpretation {
    if !may_be_told(&found) || is_whole_list(r, &found) || !is_tale(r, &found) {
        return found;
    }
    // `merci pour les notes`
    if r.has(Cue::Thanks) && !asks(r) {
        return Interpretation::new(Intent::Thanks, Outcome::None);
    }
    Interpretation::because(Intent::Unknown, Outcome::None, Reason::Told)
}

/// A tale that has nothing to do with us, named as such: no test, and nothing we could do or show.
pub(in super::super) fn beside_the_point(r: &Reading<'_>, found: Interpretation) -> Interpretation {
    let told = found.intent == Intent::Unknown && found.reason == Some(Reason::Told);
    let waits = r.dialogue.pending.is_some() || !r.dialogue.options.is_empty();
    let ours = r.assessments_meant().said || !r.kinds.is_empty() || r.any(OURS) || waits;
    if told && !ours { Interpretation { intent: Intent::OutOfScope, ..found } } else { found }
}

fn is_tale(r: &Reading<'_>, found: &Interpretation) -> bool {
    if is_free_text(found.intent) {
        let announces = [Cue::Announce, Cue::Send, Cue::Tell, Cue::Talk];
        let begins = announces.into_iter().filter_map(|cue| r.find(cue)).map(|hit| hit.from).min();
        let ordered = found.intent == Intent::BroadcastCreate && super::office::is_ordered(r);
        return !ordered && begins.is_some_and(|begins| tales(r).any(|hit| hit.from <= begins && hit.from <= 3));
    }
    if found.intent == Intent::BroadcastCancel && super::office::stops_sending(r) {
        return false;
    }
    if found.intent == Intent::Stop {
        return tales(r).next().is_some() && !super::answers::is_of_our_messages(r);
    }
    let (from, to) = part(r, found);
    let laughs = r.text.contains(['😂', '🤣', '😹', '😆']) && !is_whole_mark(r);
    let strong = apart(r, (from, to), |meaning| *meaning == Meaning::Told);
    let weak = usize::from(apart(r, (from, to), |meaning| *meaning == Meaning::ToldPerhaps) > 0);
    let one_counted = r.values.len() == 1 && r.values.iter().any(|value| counts_something(r, value));
    let of_mark =
        found.intent.writes_marks() || found.intent == Intent::MarksView && !r.any(&[Cue::Marks, Cue::MyChildren]);
    let counted = one_counted && of_mark && !r.assessments_meant().said;
    let conditional = is_condition(r, found);
    let counted_for_test = one_counted && !counted && found.intent.writes_marks();
    let weight = leftover(r, found, (from, to))
        + TOLD * (strong + usize::from(laughs) + usize::from(counted) + usize::from(conditional))
        + TOLD_PERHAPS * (weak + usize::from(has_score(r)) + usize::from(counted_for_test));
    // Where little is enough, a pious word is not it.
    let needed = needed(r, found);
    if needed == 1 { weight > weak } else { weight >= needed }
}

/// `je t'envoie les notes du ds1 : Konan 12, Bamba 15`: a list that is whole is shown, and a yes waited for.
fn is_whole_list(r: &Reading<'_>, found: &Interpretation) -> bool {
    let rows = found.slots.lines.iter().filter(|line| line.mark.is_some()).count();
    // A line each, under the title of a test that there is not yet and with a name nobody knows: it is a list all the same.
    let lines = &found.slots.lines;
    let in_order = lines.iter().map(|line| line.number).is_sorted_by(|one, next| one < next);
    let a_line_each = found.outcome == Outcome::Clarify && lines.len() > 1 && in_order;
    let confirmed = found.outcome == Outcome::Confirm && rows > 1 && r.people.len() > 1;
    found.intent == Intent::MarkList && (confirmed || a_line_each)
}

/// Whether student, test and one value are said: all of a mark.
fn is_whole_mark(r: &Reading<'_>) -> bool {
    !r.people.is_empty() && r.assessments_meant().said && r.values.len() + r.statuses.len() == 1
}

/// The part that is weighed. Of a whole mark, its own clause, up to its end: what is told before it or behind it is one
/// thing, the mark another.
fn part(r: &Reading<'_>, found: &Interpretation) -> (usize, usize) {
    let whole = (0, r.tokens.len());
    if found.intent != Intent::MarkSet || !is_whole_mark(r) {
        return whole;
    }
    let Some(value) = r
        .values
        .first()
        .map(|value| (value.from, value.to))
        .or(r.statuses.first().map(|status| (status.from, status.to)))
    else {
        return whole;
    };
    let ends = |at: &usize| {
        let next = r.tokens.get(at + 1).is_none_or(|next| !next.glued || !next.is_text());
        next && r
            .tokens
            .get(*at)
            .is_some_and(|token| matches!(token.kind, Kind::Sign(',' | '.' | ';' | '!' | '؟' | '?' | '،')))
    };
    let begin = (0..value.0).rev().find(ends).map_or(0, |at| at + 1);
    let close = (value.1..r.tokens.len()).find(ends).unwrap_or(r.tokens.len());
    let people = r.people.iter().map(|mention| mention.to);
    let places = r.assessments.iter().map(|place| place.to).chain(r.kinds.iter().map(|kind| kind.to));
    let last = people.chain(places).filter(|to| *to <= close).max().unwrap_or(value.1);
    (begin, last.max(value.1))
}

/// How much has to speak for a tale.
fn needed(r: &Reading<'_>, found: &Interpretation) -> usize {
    let names_thing = r.any(THINGS) || r.any(&[Cue::MyChild, Cue::MyChildren]);
    let about_test = r.assessments_meant().said || !r.kinds.is_empty() || r.any(&[Cue::SetMark, Cue::Marks]);
    let family = matches!(r.index.speaker(), Speaker::Guardian(_));
    let bare = match found.intent {
        // Whoever names a student and says nothing we know of asks for nothing we know of.
        Intent::MarksView | Intent::StudentSummary => !names_thing && !begins_with_any(r, ORDERS) && !asks(r),
        // `on a fêté l'anniversaire d'Estelle`
        Intent::EventsView => !r.people.is_empty() && !looks(r) && !asks(r),
        Intent::MarkSet => !about_test && (family || r.people.is_empty()),
        // `ma soeur a mis l'alerte à 8`: what a family sets for itself is asked for, not mentioned.
        Intent::AlertSet | Intent::DigestSet | Intent::QuietSet => {
            let refuses = found.intent == Intent::QuietSet && begins_with_any(r, &[Cue::Negation, Cue::NoMore]);
            let begins = refuses || begins_with_any(r, ORDERS) || begins_with_any(r, THINGS);
            !r.requests() && !begins && !asks(r)
        }
        // Rain, a journey: of whom it is not said that they will not come.
        Intent::AbsenceReport => r.people.is_empty() && !r.any(&[Cue::MyChild, Cue::MyChildren, Cue::NotComing]),
        _ => false,
    };
    if bare {
        return 1;
    }
    let ordered = 2 * usize::from(begins_with_any(r, ORDERS));
    let thing = usize::from(begins_with_any(r, THINGS));
    let replaces = 2 * usize::from(found.slots.old.is_some() && found.slots.given.is_some());
    // `mon mari veut savoir…`, `…, elle a eu combien`: to see something is asked for wherever it stands.
    let asked = 2 * usize::from(reads(found.intent) && (looks(r) || begins_with_any(r, &[Cue::AsksFirst])));
    // `je suis au marché, Estelle a eu quoi en maths`
    let got = found.intent == Intent::MarksView && !r.people.is_empty() && r.has(Cue::Got) && asks(r);
    let asked = asked.max(2 * usize::from(got));
    let away = 2 * usize::from(found.intent == Intent::AbsenceReport && has_plain(r, Cue::NotComing));
    // `les notes de Yapo, le fils de ma voisine`: somebody else's child is asked about, and named.
    let asks_of = found.reason == Some(Reason::UnknownStudent) && found.intent.only_reads() && r.has(Cue::Marks);
    if asks_of && begins_with_any(r, &[Cue::Show, Cue::Send, Cue::Want, Cue::Marks]) {
        return usize::MAX;
    }
    let numbered = 2 * usize::from(found.intent == Intent::ContactUpdate && !r.phones.is_empty());
    let question = 2 * usize::from(r.has_question_mark());
    let wish = ordered.max(asked).max(away).max(numbered);
    if tales(r).any(|hit| r.leads_up(hit.from)) && !r.requests() && !r.wants_to_know() {
        return ENOUGH + wish + replaces + question;
    }
    ENOUGH + wish.max(thing) + question.max(usize::from(asks(r))) + replaces
}

fn has_plain(r: &Reading<'_>, cue: Cue) -> bool {
    r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(cue) && hit.fit == Fit::Plain)
}

/// What only shows something.
fn reads(intent: Intent) -> bool {
    let of_school = matches!(
        intent,
        Intent::CostView | Intent::SchoolStats | Intent::MissingReport | Intent::ExportClass | Intent::EventsView
    );
    of_school || intent.only_reads()
}

/// Whether something is asked to be seen, outside of the tale itself; to get something may be told as well.
fn looks(r: &Reading<'_>) -> bool {
    let gets = |at: usize| {
        let word = r.tokens.get(at).map_or("", |token| token.word.as_str());
        matches!(word, "get" | "gets" | "got" | "avoir" | "obtenir" | "liste" | "list" | "give" | "donne")
    };
    let inside = |hit: &Hit<'_>| tales(r).any(|tale| tale.from <= hit.from && hit.to <= tale.to);
    // `should` asks as well as it tells.
    let might =
        |hit: &Hit<'_>| r.hits.iter().any(|other| other.from == hit.from && *other.meaning == Meaning::Cue(Cue::MayI));
    r.hits.iter().any(|hit| match hit.meaning {
        Meaning::Cue(Cue::Show) => hit.fit == Fit::Plain && !gets(hit.from) && !inside(hit),
        Meaning::Cue(Cue::Want | Cue::Question) => hit.fit == Fit::Plain && !inside(hit) && !might(hit),
        _ => false,
    })
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
    let inside = |hit: &Hit<'_>| tales(r).any(|tale| tale.from <= hit.from && hit.to <= tale.to);
    r.hits.iter().any(|hit| is_it(hit) && begins(hit.from) && !tells(hit) && !inside(hit))
}

fn tales<'r>(r: &'r Reading<'_>) -> impl Iterator<Item = &'r Hit<'r>> {
    r.hits.iter().filter(|hit| *hit.meaning == Meaning::Told && hit.fit != Fit::Slip)
}

/// How many phrases of a meaning stand apart from each other.
fn apart(r: &Reading<'_>, within: (usize, usize), is_it: impl Fn(&Meaning) -> bool) -> usize {
    let mut hits: Vec<(usize, usize)> = r
        .hits
        .iter()
        .filter(|hit| is_it(hit.meaning) && hit.fit != Fit::Slip && within.0 <= hit.from && hit.to <= within.1)
        .map(|hit| (hit.from, hit.to))
        .collect();
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
fn leftover(r: &Reading<'_>, found: &Interpretation, within: (usize, usize)) -> usize {
    let inside = |at: usize, from: usize, to: usize| from <= at && at < to;
    let said = |at: usize| {
        r.values.iter().any(|value| inside(at, value.from, value.to))
            || r.statuses.iter().any(|status| inside(at, status.from, status.to))
            || r.taken.get(at) == Some(&true)
    };
    let speaks = |hit: &&Hit<'_>| {
        let mere = hit.meaning.is_mere();
        hit.fit != Fit::Slip && !mere
    };
    let covered = |at: usize| r.hits.iter().filter(speaks).any(|hit| inside(at, hit.from, hit.to));
    // `T1`, `4eZ` name something, though we may not know it.
    let word = |token: &Token| token.is_text() && !token.has_digit();
    let free = |at: &usize| r.tokens.get(*at).is_some_and(word) && !said(*at) && !covered(*at);
    let words = (within.0..within.1).filter(free).count();
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
