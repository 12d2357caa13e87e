//! Answers to what we asked, and the words that always work: stop, start, undo.
//!
//! Invariant: STOP wins over everything; a thumbs-up is never a yes.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Pick, Reason};
use super::super::lexicon::{Fit, Hit, Meaning};
use super::super::reading::Reading;
use super::super::scope::{AssessmentView, OptionRef, Pending, Speaker};
use super::super::token::{Kind, Token};
use super::follow::without_hours;
use crate::domain::{StudentId, fold};

/// More words than this and a stop in the middle is part of a story a member of staff tells.
const SHORT: usize = 6;
/// Heads of words for what we send.
const OURS: [&str; 12] =
    ["messag", "msg", "notif", "sms", "mail", "alert", "note", "info", "whatsapp", "telegram", "spam", "carnet"];

pub(super) fn stop(r: &Reading<'_>) -> Option<Interpretation> {
    let hit = r.find(Cue::Stop)?;
    let leading = hit.from == 0 && hit.to == 1;
    // `il a quitt l'école` is none.
    let letters = r.tokens.get(hit.from).map_or(0, |token| token.word.chars().count());
    let guessed = hit.fit == Fit::Slip && hit.to == hit.from + 1 && r.words() > 2 && letters <= 6;
    // `لا تراسلوني ليلا`: of the nights only.
    let about_alerts = (r.any(&[Cue::Alert, Cue::Custody, Cue::Quiet]) || without_hours(r)) && !leading;
    let staff = matches!(r.index.speaker(), Speaker::Staff(_));
    let at_edge = leading || hit.to == r.tokens.len();
    let long = staff && r.words() > SHORT || !at_edge && is_told(r, hit);
    let long = long || leading && is_slogan(r);
    if is_of_an_announcement(r)
        || misses_our_messages(r)
        || !r.has_alone(Cue::Stop)
        || guessed
        || about_alerts
        || long
        || has_object(r, hit)
        || is_kept_up(r, hit)
        || names_somebody(r, hit.from)
    {
        return None;
    }
    Some(Interpretation::ok(Intent::Stop))
}

/// `arrête l'envoi`, `stop the broadcast`, and over a draft `stop`, `n'envoie pas`: of what the school sends to others.
fn is_of_an_announcement(r: &Reading<'_>) -> bool {
    let staff = matches!(r.index.speaker(), Speaker::Staff(_));
    let over_a_draft = matches!(r.dialogue.pending, Some(Pending::Broadcast { .. } | Pending::Moment { .. }));
    staff && (over_a_draft || !speaks_of_themselves(r) && (r.has(Cue::Announce) || r.tokens.iter().any(goes_to_many)))
}

/// `stop sending me messages`: of what they get themselves.
pub(super) fn speaks_of_themselves(r: &Reading<'_>) -> bool {
    r.tokens.iter().any(|token| matches!(token.word.as_str(), "me" | "moi" | "us" | "nous" | "لي" | "لنا" | "عني"))
}

/// Whether a word is for what goes to many at once.
pub(super) fn goes_to_many(token: &Token) -> bool {
    SENT_TO_MANY.contains(&token.word.as_str())
}

const SENT_TO_MANY: [&str; 9] =
    ["envoi", "lenvoi", "diffusion", "broadcast", "sending", "الارسال", "ارسال", "البث", "النشره"];

/// `je ne reçois plus rien`, `on ne reçoit plus de sms`: what is missed is wanted.
pub(super) fn misses_our_messages(r: &Reading<'_>) -> bool {
    r.has(Cue::NotArriving) && !r.any(&[Cue::NoMore, Cue::Want])
}

/// `j'ai dit à Estelle stop le téléphone`, `missed the bus stop again`: a word in the middle of a tale, and none of our messages.
fn is_told(r: &Reading<'_>, stop: &Hit<'_>) -> bool {
    let of_us = is_of_our_messages(r);
    let phrase = r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::Stop) && hit.to - hit.from > 1);
    let tale = r.words() > SHORT || !r.people.is_empty();
    stop.to - stop.from == 1 && tale && !of_us && !phrase
}

/// Whether messages, or a way they come by, are spoken of.
pub(super) fn is_of_our_messages(r: &Reading<'_>) -> bool {
    let ours =
        [Cue::NoMore, Cue::Send, Cue::BySms, Cue::ByWhatsapp, Cue::ByTelegram, Cue::ByEmail, Cue::Here, Cue::Digest];
    let messages =
        |token: &Token| ["messag", "msg", "notif", "رسا", "راسل"].iter().any(|head| token.word.contains(head));
    r.any(&ours) || r.tokens.iter().any(messages)
}

/// `ne vous arrêtez pas`, `don't stop`, `non stop`: the contrary.
fn is_kept_up(r: &Reading<'_>, stop: &Hit<'_>) -> bool {
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let before = |back: usize| stop.from.checked_sub(back).map_or("", word);
    let kept = ["non", "dont", "ne", "never", "jamais"].contains(&before(1)) || before(1) == "t" && before(2) == "don";
    let denied = matches!(word(stop.to), "pas" | "jamais") && [before(1), before(2)].contains(&"ne");
    stop.to == stop.from + 1 && (kept || denied)
}

/// `arrêtez de crier sur mon fils`, `please stop shouting at him`: something else is to end than what we send.
fn has_object(r: &Reading<'_>, stop: &Hit<'_>) -> bool {
    let word = |at: usize| r.tokens.get(at).map_or("", |token| token.word.as_str());
    let of_doing = matches!(word(stop.to), "de" | "d" | "عن" | "le" | "la" | "les") || word(stop.to).ends_with("ing");
    let of_somebody = r.any(&[Cue::MyChild, Cue::MyChildren])
        || !r.people.is_empty()
        || (stop.to..r.tokens.len()).any(|at| matches!(word(at), "him" | "her" | "them"));
    let to_us = (stop.to..r.tokens.len()).any(|at| matches!(word(at), "me" | "m" | "us" | "nous"));
    let told = of_doing && (stop.to + 1..r.tokens.len()).any(|at| word(at).chars().count() > 3);
    (told || of_somebody && r.words() > 2) && !to_us && !is_of_our_messages(r)
}

/// `stop à la violence`: said of something in the world, and not of what we send.
fn is_slogan(r: &Reading<'_>) -> bool {
    let at = r.tokens.get(1).is_some_and(|token| matches!(token.word.as_str(), "a" | "au" | "aux" | "to" | "the"));
    let ours = |token: &Token| OURS.iter().any(|head| token.word.starts_with(head));
    let cue = |at: usize| {
        let hit = |hit: &&Hit<'_>| hit.from <= at && at < hit.to && matches!(hit.meaning, Meaning::Cue(_));
        r.hits.iter().any(|one| hit(&one))
    };
    let of_world = (2..r.tokens.len()).any(|at| {
        let word = r.tokens.get(at).is_some_and(|token| token.kind == Kind::Word && token.word.chars().count() > 3);
        word && !cue(at) && !r.is_filler(at)
    });
    at && of_world && !r.tokens.iter().any(ours)
}

/// `stop 10 ds1` where a student is called so.
fn names_somebody(r: &Reading<'_>, at: usize) -> bool {
    let about_student =
        r.any(&[Cue::Marks, Cue::Average, Cue::Report, Cue::Doing, Cue::Sick, Cue::NotComing, Cue::Got])
            || !r.values.is_empty()
            || !r.statuses.is_empty();
    about_student && r.tokens.get(at).is_some_and(|token| r.index.names().bears(token))
}

pub(super) fn start(r: &Reading<'_>) -> Option<Interpretation> {
    // « résumé » reads like `resume`: who hears from us already wants to read what is new.
    let reads = r.has(Cue::Digest) && matches!(r.index.speaker(), Speaker::Guardian(_));
    let alone = !reads && r.only(&[Cue::Resume, Cue::Want]);
    let wants = r.has(Cue::Resume) && (r.dialogue.opted_out || alone);
    wants.then(|| Interpretation::new(Intent::Start, Outcome::Ok))
}

/// A thumbs-up is friendly, but no yes.
pub(super) fn thumb(r: &Reading<'_>) -> Option<Interpretation> {
    let thumb = |letter: char| matches!(letter, '👍' | '👌' | '✅' | '🆗' | '✔' | '☑');
    if r.words() > 0 || !r.text.contains(thumb) {
        return None;
    }
    match r.dialogue.pending {
        Some(Pending::Consent) => {
            Some(Interpretation::because(Intent::ConsentAccept, Outcome::Clarify, Reason::PlainYes))
        }
        Some(_) => Some(Interpretation::because(Intent::Yes, Outcome::Clarify, Reason::PlainYes)),
        None => None,
    }
}

pub(super) fn consent(r: &Reading<'_>) -> Option<Interpretation> {
    if r.dialogue.pending != Some(Pending::Consent) {
        return None;
    }
    let polite = [Cue::Thanks, Cue::Greet];
    let said = |cues: &[Cue]| r.only(&[cues, &polite].concat()) && r.words() > 0;
    if r.any(&[Cue::Refuse, Cue::No]) && said(&[Cue::Refuse, Cue::No, Cue::Agree, Cue::Yes]) {
        return Some(Interpretation::ok(Intent::ConsentRefuse));
    }
    if r.any(&[Cue::Agree, Cue::Yes]) && said(&[Cue::Agree, Cue::Yes]) {
        return Some(Interpretation::ok(Intent::ConsentAccept));
    }
    match lone_number(r) {
        Some(1) => Some(Interpretation::ok(Intent::ConsentAccept)),
        Some(2) => Some(Interpretation::ok(Intent::ConsentRefuse)),
        _ => None,
    }
}

/// `2`, `le deuxième`, `Aya`: one of the choices last offered.
pub(super) fn choose(r: &Reading<'_>) -> Option<Interpretation> {
    let options = &r.dialogue.options;
    if options.is_empty() {
        return None;
    }
    if let Some(all) = all_of_them(r, options) {
        return Some(all);
    }
    let number = lone_number(r).or_else(|| ordinal(r).filter(|_| !turns_away(r)));
    let refuses = r.any(&[Cue::No, Cue::Cancel]) && r.only(&[Cue::No, Cue::Cancel, Cue::Undo]);
    if r.words() > 0 && refuses && number.is_none() {
        return Some(Interpretation::ok(Intent::No));
    }
    let ask_again = |number: usize| {
        let asked = Interpretation::because(Intent::Choose, Outcome::Clarify, Reason::NoSuchOption);
        asked.with(|slots| slots.option = Some(number))
    };
    let chosen = match number {
        Some(number) if (1..=options.len()).contains(&number) => number,
        Some(number) => return Some(ask_again(number)),
        // `pas la deuxième`, `not Awa`: which it is not says not yet which it is.
        None if turns_away(r) && (ordinal(r).is_some() || by_name(r, options).is_some() || means_all(r)) => {
            return (!super::turned::asks(r)).then(|| ask_again(0));
        }
        None => by_name(r, options)?,
    };
    Some(Interpretation::new(Intent::Choose, Outcome::Ok).with(|slots| slots.option = Some(chosen)))
}

/// `les deux`, `pas les deux`
fn means_all(r: &Reading<'_>) -> bool {
    r.has(Cue::Both) && r.words() <= 4
}

/// `les deux`: all of a family's children that were offered.
fn all_of_them(r: &Reading<'_>, options: &[OptionRef]) -> Option<Interpretation> {
    let around = [Cue::Both, Cue::Everyone, Cue::MyChildren, Cue::WholeSchool, Cue::Want, Cue::Yes, Cue::Thanks];
    let family = matches!(r.index.speaker(), Speaker::Guardian(_));
    let children = options.iter().map(|option| match option {
        OptionRef::Student(id) => Some(*id),
        _ => None,
    });
    let children: Vec<StudentId> = children.collect::<Option<_>>()?;
    let said = family && children.len() > 1 && r.has(Cue::Both) && r.only(&around) && !turns_away(r);
    said.then(|| Interpretation::ok(Intent::Choose).with(|slots| slots.student = Some(Pick::All(children))))
}

/// Whether a choice is turned away, or asked about (`qui est premier`), instead of made.
fn turns_away(r: &Reading<'_>) -> bool {
    let away = |token: &Token| TURNS_AWAY.contains(&token.word.as_str());
    r.any(&[Cue::Negation, Cue::Except]) || super::turned::asks(r) || r.tokens.iter().any(away)
}

/// Words of what it is not, of whose sister it is, of a question.
const TURNS_AWAY: [&str; 28] = [
    "pas", "non", "nan", "لا", "not", "ni", "sauf", "except", "autre", "other", "qui", "who", "soeur", "frere",
    "sister", "brother", "mashi", "machi", "chkoun", "khou", "okht", "مش", "ماشي", "ليس", "ليست", "شكون", "اخت", "اخو",
];

/// The message is one whole number.
fn lone_number(r: &Reading<'_>) -> Option<usize> {
    let introduces = |token: &&Token| {
        matches!(token.word.as_str(), "option" | "choix" | "numero" | "number" | "n" | "no" | "le" | "la" | "رقم")
    };
    let mut words = r.tokens.iter().filter(|token| token.is_text()).skip_while(introduces);
    let only = words.next().filter(|token| token.kind == Kind::Digits && token.word.len() <= 2)?;
    let sole =
        words.next().is_none() && !r.tokens.iter().any(|token| matches!(token.kind, Kind::Sign('-' | '+' | '½' | '%')));
    sole.then(|| only.word.parse().ok()).flatten()
}

fn ordinal(r: &Reading<'_>) -> Option<usize> {
    if r.words() > 6 || !r.values.is_empty() {
        return None;
    }
    let numbers: Vec<(usize, usize, u32)> = r
        .hits
        .iter()
        .filter_map(|hit| match hit.meaning {
            // The one of `the second one` counts nothing.
            Meaning::Ordinal(number) if r.slice(hit.from, hit.to) != "one" => Some((hit.from, hit.to, *number)),
            _ => None,
        })
        .collect();
    let (.., number) = *numbers.first()?;
    // `the second one, le deuxième`
    let said = |at: usize| numbers.iter().any(|(from, to, _)| *from <= at && at < *to);
    let small = |at: usize| {
        let one =
            r.tokens.get(at).is_some_and(|token| matches!(token.word.as_str(), "one" | "ones" | "celui" | "celle"));
        one || r.is_filler(at) || !r.tokens.get(at).is_some_and(Token::is_text)
    };
    let rest_is_small = (0..r.tokens.len()).all(|at| said(at) || small(at));
    let same = numbers.iter().all(|(.., other)| *other == number);
    (same && rest_is_small).then(|| usize::try_from(number).ok()).flatten()
}

/// What begins something else: `stats ds1 4eA` is no answer to which test is to be published.
const BEGINS: &[Cue] = &[
    Cue::Publish,
    Cue::Delete,
    Cue::Correct,
    Cue::Marks,
    Cue::Average,
    Cue::Rank,
    Cue::Report,
    Cue::Stats,
    Cue::Missing,
    Cue::NotEntered,
    Cue::Progress,
    Cue::Help,
    Cue::Export,
    Cue::Import,
    Cue::Announce,
    Cue::Close,
    Cue::Reopen,
    Cue::Create,
    Cue::Update,
    Cue::Add,
    Cue::RemovePoints,
    Cue::SetMark,
    Cue::Undo,
    Cue::Remind,
    Cue::Schedule,
    Cue::Pause,
    Cue::Invite,
    Cue::Revoke,
    Cue::Archive,
    Cue::Code,
    Cue::Link,
    Cue::Talk,
    Cue::Tell,
    Cue::Sick,
    Cue::NotComing,
    Cue::AbsenceView,
    Cue::Alert,
    Cue::Digest,
    Cue::Settings,
    Cue::Hours,
    Cue::Doing,
    Cue::NextTests,
    Cue::Group,
    Cue::Cost,
    Cue::WhoSaw,
];

/// The one choice that is named; a name that only resembles one is asked again.
fn by_name(r: &Reading<'_>, options: &[OptionRef]) -> Option<usize> {
    if r.words() > 4 || !r.values.is_empty() || !r.statuses.is_empty() || r.any(BEGINS) {
        return None;
    }
    let fits: Vec<usize> =
        options.iter().enumerate().filter(|(_, option)| names(r, option)).map(|(at, _)| at + 1).collect();
    match fits.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

fn names(r: &Reading<'_>, option: &OptionRef) -> bool {
    match option {
        OptionRef::Student(id) => r.people.iter().any(|mention| {
            mention.exact && mention.people.iter().any(|person| r.index.person(*person).is_some_and(|s| s.id == *id))
        }),
        OptionRef::Assessment(id) => {
            let meant = r.assessments_meant();
            meant.said && meant.candidates.contains(id)
                || !meant.said && r.index.assessment(*id).is_some_and(|view| is_placed(r, view))
        }
        OptionRef::Class(id) => r.class_ids().contains(id),
        OptionRef::Subject(id) => r.subject_ids().contains(id),
        OptionRef::Language(locale) => super::small::languages(r).contains(locale),
        OptionRef::Label(label) => fold(label) == fold(r.text),
    }
}

/// `4eA`, `T1`: one of several tests of a name, by its class and its term.
fn is_placed(r: &Reading<'_>, view: &AssessmentView) -> bool {
    let (classes, term) = (r.class_ids(), r.term_meant());
    let of_class = classes.is_empty() || classes.contains(&view.class);
    let of_term = term.is_none() || term == view.term;
    of_class && of_term && !(classes.is_empty() && term.is_none())
}

/// Yes or no to the question that waits.
pub(super) fn pending(r: &Reading<'_>) -> Option<Interpretation> {
    let Some(Pending::Of(_) | Pending::Broadcast { .. }) = r.dialogue.pending else { return None };
    if r.words() == 0 {
        return None;
    }
    if let (Some(Pending::Broadcast { .. }), Some(number)) = (r.dialogue.pending, lone_number(r)) {
        return Some(Interpretation::ok(Intent::Choose).with(|slots| slots.option = Some(number)));
    }
    // The first button is the yes, the second the no.
    match lone_number(r) {
        Some(1) => return Some(Interpretation::ok(Intent::Yes)),
        Some(2) => return Some(Interpretation::ok(Intent::No)),
        _ => {}
    }
    let yes = [Cue::Yes, Cue::Agree, Cue::Send, Cue::Publish, Cue::Thanks];
    let no = [Cue::No, Cue::Cancel, Cue::Undo, Cue::Refuse, Cue::Delete, Cue::Thanks];
    let (says_yes, says_no) = (r.any(&yes[..4]), r.any(&no[..4]));
    if says_no && super::turned::keeps_on(r) {
        return Some(Interpretation::because(Intent::Yes, Outcome::Clarify, Reason::PlainYes));
    }
    if says_no && r.only(&no) {
        return Some(Interpretation::ok(Intent::No));
    }
    // `non, attends, publie pas encore`: whatever else it names is not to be done.
    let denied = says_no && super::turned::begins_with(r, Cue::No) && r.has(Cue::Negation);
    let around = [Cue::Negation, Cue::Later, Cue::Publish, Cue::Send, Cue::Announce, Cue::Marks];
    if denied && r.only(&[&no[..], &around].concat()) || denies_what_waits(r) {
        return Some(Interpretation::ok(Intent::No));
    }
    if says_yes && !says_no && r.only(&yes) && !r.has(Cue::Negation) {
        // `on envoie ?`, `send it to me first`
        if super::draft::holds_back(r) {
            return Some(Interpretation::because(Intent::Yes, Outcome::Clarify, Reason::PlainYes));
        }
        return Some(Interpretation::ok(Intent::Yes));
    }
    let both = [&yes[..], &no[..]].concat();
    (says_yes && says_no && r.only(&both))
        .then(|| Interpretation::because(Intent::Yes, Outcome::Clarify, Reason::PlainYes))
}

/// `attends, ne publie pas encore, je vérifie`: the very thing that waits for a yes, denied.
fn denies_what_waits(r: &Reading<'_>) -> bool {
    let verb = match r.dialogue.pending {
        Some(Pending::Of(Intent::Publish)) => Cue::Publish,
        Some(Pending::Of(Intent::TermClose)) => Cue::Close,
        Some(Pending::Of(Intent::TermReopen)) => Cue::Reopen,
        Some(Pending::Of(Intent::MissingRemind)) => Cue::Remind,
        Some(Pending::Of(Intent::StudentArchive)) => Cue::Archive,
        Some(Pending::Broadcast { .. }) => Cue::Send,
        _ => return false,
    };
    let behind = |hit: &Hit<'_>| {
        r.hits.iter().any(|other| *other.meaning == Meaning::Cue(Cue::Negation) && other.from == hit.to)
    };
    let orders = r.hits.iter().filter(|hit| *hit.meaning == Meaning::Cue(verb));
    let denied = orders.into_iter().any(|hit| r.denials_of(hit.from).next().is_some() || behind(hit));
    denied && !super::turned::asks(r) && r.values.is_empty()
}

/// A yes or a no without a question.
pub(super) fn bare_yes_no(r: &Reading<'_>) -> Option<Interpretation> {
    if r.words() == 0 {
        return None;
    }
    let intent = if r.any(&[Cue::No, Cue::Refuse]) && r.only(&[Cue::No, Cue::Refuse, Cue::Thanks]) {
        Intent::No
    } else if r.any(&[Cue::Yes, Cue::Agree]) && r.only(&[Cue::Yes, Cue::Agree, Cue::Thanks]) {
        Intent::Yes
    } else {
        return None;
    };
    Some(Interpretation::because(intent, Outcome::Reject, Reason::NothingPending))
}

pub(super) fn undo(r: &Reading<'_>) -> Option<Interpretation> {
    let whole = r.only_plain(&[
        Cue::Undo,
        Cue::Cancel,
        Cue::LastEntry,
        Cue::Delete,
        Cue::Marks,
        Cue::Everything,
        Cue::Want,
        Cue::Correct,
    ]);
    let last = r.has(Cue::LastEntry) && r.any(&[Cue::Undo, Cue::Delete]);
    // The one of `that one` is no value.
    let points = |at: usize| {
        r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::LastEntry) && hit.from <= at && at < hit.to)
    };
    let valued = r.values.iter().any(|value| !points(value.from));
    let nothing_named = r.people.is_empty() && !valued && !r.assessments_meant().said;
    // `erreur`, `zut je me suis trompé`: which way out is asked, nothing is taken back.
    let mistaken =
        r.has(Cue::Correct) && !r.any(&[Cue::Undo, Cue::Cancel, Cue::Delete, Cue::OffTopic]) && r.index.is_staff();
    if mistaken && nothing_named && r.only_plain(&[Cue::Correct, Cue::LastEntry, Cue::Thanks, Cue::No]) {
        return Some(Interpretation::new(Intent::Undo, Outcome::Clarify));
    }
    if !(r.has(Cue::Undo) && whole || last) || !nothing_named {
        return None;
    }
    Some(match r.dialogue.last_write {
        Some(_) => Interpretation::new(Intent::Undo, Outcome::Ok),
        None => Interpretation::because(Intent::Undo, Outcome::Reject, Reason::NothingToUndo),
    })
}
