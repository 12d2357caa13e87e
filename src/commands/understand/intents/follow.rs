//! What a family wants to be told without asking: alerts, summaries, quiet, dates.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Reason};
use super::super::lexicon::Meaning;
use super::super::reading::Reading;
use super::super::token::Token;
use super::super::value::{Form, Value};
use super::family::{Child, child};

/// `préviens-moi si Awa a moins de 10`
pub(super) fn alert_set(r: &Reading<'_>) -> Option<Interpretation> {
    let below = r.has(Cue::Below) || r.text.contains('<');
    let threshold = r.values.iter().find_map(Value::number);
    let out_of = r.values.iter().find_map(|value| match value.form {
        Form::Number { out_of, .. } => out_of,
        _ => None,
    });
    let about_marks = threshold.is_some() || r.any(&[Cue::Marks, Cue::Average]) || below;
    let asks = (r.has(Cue::Alert) && about_marks)
        || (below && threshold.is_some() && r.any(&[Cue::Show, Cue::Tell, Cue::Marks, Cue::Send]));
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

/// `mes réglages`: nothing but what is set.
pub(super) fn settings(r: &Reading<'_>) -> Option<Interpretation> {
    let rest = [Cue::Settings, Cue::Show, Cue::Want, Cue::Update, Cue::Changed, Cue::Send, Cue::Help, Cue::Question];
    let only = r.only(&[&rest[..], &[Cue::Greet, Cue::Thanks, Cue::Got]].concat());
    (r.has(Cue::Settings) && only).then(|| Interpretation::new(Intent::SettingsView, Outcome::Ok))
}

/// `je ne veux plus d'alertes mais garde les bulletins`
pub(super) fn alert_off(r: &Reading<'_>) -> Option<Interpretation> {
    if !(r.any(&[Cue::NoMore, Cue::Stop, Cue::Delete, Cue::Undo, Cue::Cancel]) && r.has(Cue::Alert)) {
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

/// `pas de messages après 20h`
pub(super) fn quiet(r: &Reading<'_>) -> Option<Interpretation> {
    let hours: Vec<String> = r.times.iter().map(|time| time.what.strftime("%H:%M").to_string()).collect();
    let negated = r.any(&[Cue::Negation, Cue::NoMore]) && !hours.is_empty() && r.any(&[Cue::FromHour, Cue::UntilHour]);
    let about_people = r.any(&[Cue::TeacherWord, Cue::Sick, Cue::NotComing, Cue::Talk]);
    if !(r.has(Cue::Quiet) || negated) || about_people {
        return None;
    }
    Some(Interpretation::new(Intent::QuietSet, Outcome::Ok).with(|slots| match hours.as_slice() {
        [from, until] => slots.words.extend([("from", from.clone()), ("to", until.clone())]),
        [until] if r.has(Cue::UntilHour) && !r.has(Cue::FromHour) => slots.words.push(("to", until.clone())),
        [from] => slots.words.push(("from", from.clone())),
        _ => {}
    }))
}

/// `un résumé chaque vendredi`, `résumé de la semaine`
pub(super) fn digest(r: &Reading<'_>) -> Option<Interpretation> {
    if !r.has(Cue::Digest) || r.any(&[Cue::Report, Cue::Talk]) && !r.has(Cue::Every) {
        return None;
    }
    let day = r.hits.iter().find_map(|hit| if let Meaning::Weekday(day) = hit.meaning { Some(*day) } else { None });
    let regular = r.has(Cue::Every) || day.is_some();
    if !regular {
        return Some(child(r, Child::Optional).finish(Intent::DigestView).with(|slots| slots.student = None));
    }
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let day = day.and_then(|day| usize::try_from(day - 1).ok()).and_then(|place| names.get(place).copied());
    Some(
        Interpretation::new(Intent::DigestSet, Outcome::Ok)
            .with(|slots| slots.words.extend(day.map(|day| ("day", day.to_owned())))),
    )
}

/// `date de la réunion parents ?`
pub(super) fn events(r: &Reading<'_>) -> Option<Interpretation> {
    let busy = [Cue::Marks, Cue::Average, Cue::Sick, Cue::NotComing, Cue::TeacherWord, Cue::Got, Cue::Doing];
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
            matches!(token.word.as_str(), "date" | "quand" | "when" | "متي" | "تاريخ" | "fo9ach" | "imta")
        })
    };
    let events = r.hits.iter().filter(|hit| *hit.meaning == Meaning::Cue(Cue::Event));
    let first = events.map(|hit| hit.from).filter(|at| !filler(*at) && !question(*at)).min()?;
    let content = |at: &usize| r.tokens.get(*at).is_some_and(Token::is_text) && !filler(*at) && !question(*at);
    let to = (first + 1..r.tokens.len()).take_while(content).last().map_or(first + 1, |last| last + 1);
    Some(r.slice(first, to).to_owned())
}
