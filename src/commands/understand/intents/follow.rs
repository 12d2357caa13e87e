//! What a family wants to be told without asking: alerts, summaries, quiet, dates.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Reason};
use super::super::lexicon::{Hit, Meaning};
use super::super::reading::Reading;
use super::super::token::Token;
use super::super::value::Value;
use super::answers::is_of_our_messages;
use super::family::{Child, child};

/// `préviens-moi si Awa a moins de 10`
pub(super) fn alert_set(r: &Reading<'_>) -> Option<Interpretation> {
    let below = r.has(Cue::Below) || r.text.contains('<');
    let threshold = r.values.iter().find_map(Value::number);
    let out_of = r.values.iter().find_map(Value::out_of);
    let about_marks = threshold.is_some() || r.any(&[Cue::Marks, Cue::Average]) || below;
    let asks = (r.has(Cue::Alert) && about_marks && !(is_told_once(r) && threshold.is_none() && !below))
        || (below && threshold.is_some() && r.any(&[Cue::Show, Cue::Tell, Cue::Marks, Cue::Send, Cue::Condition]));
    if !asks || r.has(Cue::Hours) {
        return None;
    }
    let subject = super::pick(r.subject_ids());
    let mut found = child(r, Child::Needed).finish(Intent::AlertSet);
    if threshold.is_none() && found.outcome == Outcome::Ok {
        found = Interpretation { outcome: Outcome::Clarify, reason: Some(Reason::Threshold), ..found };
    }
    Some(found.with(|slots| {
        slots.subject = subject;
        slots.threshold = threshold;
        slots.maximum = out_of;
    }))
}

/// `let me know his marks`: a question; with an `if`, a `when` or a bound, a standing wish.
fn is_told_once(r: &Reading<'_>) -> bool {
    let once = |hit: &Hit<'_>| {
        let last = hit.to.checked_sub(1).and_then(|at| r.tokens.get(at)).map(|token| token.word.as_str());
        matches!(last, Some("me" | "know"))
    };
    let mut alerts = r.hits.iter().filter(|hit| *hit.meaning == Meaning::Cue(Cue::Alert));
    alerts.all(once) && !r.any(&[Cue::Condition, Cue::Every, Cue::AsPublished, Cue::Later])
}

/// `mes réglages`: nothing but what is set.
pub(super) fn settings(r: &Reading<'_>) -> Option<Interpretation> {
    let rest = [Cue::Settings, Cue::Show, Cue::Want, Cue::Update, Cue::Changed, Cue::Send, Cue::Help, Cue::Question];
    let only = r.only(&[&rest[..], &[Cue::Greet, Cue::Thanks, Cue::Got]].concat());
    (r.has(Cue::Settings) && only).then(|| Interpretation::new(Intent::SettingsView, Outcome::Ok))
}

/// `je ne veux plus d'alertes mais garde les bulletins`
pub(super) fn alert_off(r: &Reading<'_>) -> Option<Interpretation> {
    // `alert me when she drops below 9` sets one.
    let below = r.has(Cue::Below) && !r.values.is_empty();
    // `don't text me after 9pm`, `don't text me at night`
    let of_hours = r.has(Cue::Quiet) || !r.times.is_empty() && r.any(&[Cue::FromHour, Cue::UntilHour]);
    if below
        || of_hours
        || !(r.any(&[Cue::NoMore, Cue::Stop, Cue::Delete, Cue::Undo, Cue::Cancel]) && r.has(Cue::Alert))
    {
        return None;
    }
    let named = !r.people.is_empty();
    let keeps_reports = r.has(Cue::Keep) && r.has(Cue::Report);
    let found = if named {
        child(r, Child::Needed).finish(Intent::AlertOff)
    } else {
        Interpretation::new(Intent::AlertOff, Outcome::Ok)
    };
    let subject = super::pick(r.subject_ids());
    Some(found.with(|slots| {
        slots.subject = subject;
        if keeps_reports {
            slots.words.push(("keep", "report".to_owned()));
        }
    }))
}

/// `ne m'envoyez rien entre 21h et 6h`, `no messages after 9pm`: what is not wanted then is wanted otherwise.
pub(super) fn without_hours(r: &Reading<'_>) -> bool {
    let bounded = r.any(&[Cue::FromHour, Cue::UntilHour]) || r.times.len() == 2 && is_of_our_messages(r);
    r.any(&[Cue::Negation, Cue::NoMore, Cue::Stop]) && !r.times.is_empty() && bounded
}

/// `pas de messages après 20h`
pub(super) fn quiet(r: &Reading<'_>) -> Option<Interpretation> {
    let hours: Vec<String> = r.times.iter().map(|time| time.what.strftime("%H:%M").to_string()).collect();
    let about_people = r.any(&[Cue::TeacherWord, Cue::Sick, Cue::Talk]) || r.has_alone(Cue::NotComing);
    if !(r.has(Cue::Quiet) || without_hours(r)) || about_people {
        return None;
    }
    Some(Interpretation::new(Intent::QuietSet, Outcome::Ok).with(|slots| match hours.as_slice() {
        [from, until] => slots.words.extend([("from", from.clone()), ("to", until.clone())]),
        [until] if r.has(Cue::UntilHour) && !r.has(Cue::FromHour) => slots.words.push(("to", until.clone())),
        [from] => slots.words.push(("from", from.clone())),
        _ => {}
    }))
}

/// `un résumé chaque vendredi à 18h`, `résumé le 1er de chaque mois`, `plus de résumé`, `résumé de la semaine`
pub(super) fn digest(r: &Reading<'_>) -> Option<Interpretation> {
    if r.has(Cue::AsPublished) && r.people.is_empty() && r.values.is_empty() {
        return Some(Interpretation::new(Intent::DigestOff, Outcome::Ok));
    }
    // `par rapport aux autres`
    let compares = r.has(Cue::Rank) && !r.any(&[Cue::Every, Cue::Daily]);
    if !r.has(Cue::Digest) || compares || r.any(&[Cue::Report, Cue::Talk]) && !r.has(Cue::Every) {
        return None;
    }
    let day = r.hits.iter().find_map(|hit| if let Meaning::Weekday(day) = hit.meaning { Some(*day) } else { None });
    let ends_month = r.any(&[Cue::MonthBegins, Cue::MonthEnds]);
    // `active le résumé`: in the usual rhythm.
    let switched_on = r.any(&[Cue::Link, Cue::SetMark]);
    let regular = r.any(&[Cue::Every, Cue::Daily]) || day.is_some() || ends_month || switched_on;
    if r.any(&[Cue::NoMore, Cue::Stop, Cue::Delete, Cue::Undo, Cue::Cancel]) || r.has(Cue::Negation) && !regular {
        return Some(Interpretation::new(Intent::DigestOff, Outcome::Ok));
    }
    if !regular {
        return Some(child(r, Child::Optional).finish(Intent::DigestView).with(|slots| slots.student = None));
    }
    Some(rhythm(r, day))
}

/// A day of the week, or of the month, and an hour; what is left of the figures cannot be read.
fn rhythm(r: &Reading<'_>, day: Option<i8>) -> Interpretation {
    let mut figures: Vec<usize> = figures(r).collect();
    let mut words: Vec<(&'static str, String)> = Vec::new();
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let name = day.and_then(|day| usize::try_from(day - 1).ok()).and_then(|place| names.get(place));
    let monthly = day.is_none() && r.any(&[Cue::PeriodMonth, Cue::MonthBegins, Cue::MonthEnds]);
    if let Some(name) = name {
        words.push(("day", (*name).to_owned()));
    } else if is_daily(r) {
        words.push(("rhythm", "day".to_owned()));
    } else if monthly {
        words.push(("rhythm", "month".to_owned()));
        let counted = |at: &usize| number(r, *at).filter(|day| (1..=31).contains(day));
        let first = figures.first().and_then(counted);
        let of_month = match (first, r.has(Cue::MonthEnds), r.has(Cue::MonthBegins)) {
            (Some(day), ..) => Some(day),
            (None, true, _) => Some(31),
            (None, false, true) => Some(1),
            (None, false, false) => None,
        };
        if first.is_some() {
            figures.remove(0);
        }
        words.extend(of_month.map(|day| ("day_of_month", day.to_string())));
    }
    let hour = r.times.first().map(|time| time.what.strftime("%H:%M").to_string());
    let bare = figures.first().copied().filter(|at| r.times.is_empty() && follows_at(r, *at));
    let bare = bare.and_then(|at| number(r, at)).filter(|hour| *hour < 24);
    if bare.is_some() {
        figures.remove(0);
    }
    words.extend(hour.or(bare.map(|hour| format!("{hour:02}:00"))).map(|hour| ("hour", hour)));
    let unread = figures.first().map(|at| ("unread", r.slice(*at, at + 1).to_owned()));
    let clear = unread.is_none() && !is_daily(r);
    words.extend(unread);
    let found = if clear {
        Interpretation::new(Intent::DigestSet, Outcome::Ok)
    } else {
        Interpretation::because(Intent::DigestSet, Outcome::Clarify, Reason::Date)
    };
    found.with(|slots| slots.words = words)
}

/// Every day, and not instead of every day.
fn is_daily(r: &Reading<'_>) -> bool {
    let instead = r.find(Cue::Instead).map_or(usize::MAX, |hit| hit.from);
    r.find(Cue::Daily).is_some_and(|hit| hit.from < instead)
}

/// `à 18`, `at 18`: an hour, though it does not say so.
fn follows_at(r: &Reading<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| r.tokens.get(before));
    before.is_some_and(|token| matches!(token.word.as_str(), "a" | "at" | "vers" | "علي"))
}

/// The words with figures in them that are no time of day.
fn figures<'r>(r: &'r Reading<'_>) -> impl Iterator<Item = usize> + 'r {
    let timed = |at: usize| r.times.iter().any(|time| time.from <= at && at < time.to);
    (0..r.tokens.len()).filter(move |at| r.tokens.get(*at).is_some_and(Token::has_digit) && !timed(*at))
}

/// `1`, `1er`, `1st`.
fn number(r: &Reading<'_>, at: usize) -> Option<u32> {
    let word = r.tokens.get(at)?.word.as_str();
    let endings = ["er", "ere", "e", "st", "nd", "rd", "th"];
    let digits = endings.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    digits.parse().ok()
}

/// `date de la réunion parents ?`
pub(super) fn events(r: &Reading<'_>) -> Option<Interpretation> {
    let busy = [
        Cue::Marks,
        Cue::Average,
        Cue::Sick,
        Cue::NotComing,
        Cue::TeacherWord,
        Cue::Got,
        Cue::Doing,
        Cue::Fees,
        Cue::HomeworkHelp,
    ];
    if !r.has(Cue::Event) || r.any(&busy) && !r.has(Cue::NextTests) {
        return None;
    }
    let topic = topic(r);
    Some(
        Interpretation::new(Intent::EventsView, Outcome::Ok)
            .with(|slots| slots.words.extend(topic.map(|topic| ("topic", topic)))),
    )
}

/// The event asked for, as typed: its first noun and what follows it directly.
fn topic(r: &Reading<'_>) -> Option<String> {
    let filler = |at: usize| r.hits.iter().any(|hit| hit.from <= at && at < hit.to && *hit.meaning == Meaning::Filler);
    let question = |at: usize| {
        r.hits.iter().any(|hit| {
            hit.from <= at
                && at < hit.to
                && matches!(hit.meaning, Meaning::Cue(Cue::Question | Cue::Show | Cue::Want | Cue::Greet))
        }) || r.tokens.get(at).is_some_and(|token| {
            matches!(
                token.word.as_str(),
                "date"
                    | "quand"
                    | "when"
                    | "متي"
                    | "تاريخ"
                    | "fo9ach"
                    | "imta"
                    | "وقتاش"
                    | "فوقاش"
                    | "امتي"
                    | "اينتا"
                    | "wa9tach"
                    | "weqtach"
                    | "waqtach"
                    | "foukach"
                    | "fou9ach"
            )
        })
    };
    let events = r.hits.iter().filter(|hit| *hit.meaning == Meaning::Cue(Cue::Event));
    let says = |at: usize| !filler(at) && !question(at);
    let named = events.filter(|hit| (hit.from..hit.to).any(says) && !question(hit.from));
    let event = named.min_by_key(|hit| (hit.from, std::cmp::Reverse(hit.to)))?;
    let content = |at: &usize| r.tokens.get(*at).is_some_and(Token::is_text) && !filler(*at) && !question(*at);
    let behind = |from: usize| (from..r.tokens.len()).take_while(content).last().map_or(from, |last| last + 1);
    let mut to = behind(event.to);
    // `vacances de Noël`
    let of = r.tokens.get(to).is_some_and(|token| matches!(token.word.as_str(), "de" | "du" | "des" | "of" | "dyal"));
    if of && behind(to + 1) > to + 1 {
        to = behind(to + 1);
    }
    Some(r.slice(event.from, to).to_owned())
}
