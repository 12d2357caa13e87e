//! Announcements that are to leave later.

use super::{audience, families_from};
use crate::phrase::{ScheduledBroadcast, ScheduledPhrase};
use crate::render::voice::Voice;

pub(super) fn say(v: &Voice<'_>, phrase: &ScheduledPhrase) -> String {
    match phrase {
        ScheduledPhrase::ConfirmStop { broadcast } => {
            v.with("scheduled-confirm-stop").text("broadcast", named(v, broadcast)).say()
        }
        ScheduledPhrase::ConfirmMove { broadcast, to } => {
            let asked = v.with("scheduled-confirm-move").text("broadcast", named(v, broadcast));
            asked.text("to", v.moment(*to)).say()
        }
        ScheduledPhrase::ConfirmHold { broadcast, paused } => {
            let id = if *paused { "scheduled-confirm-pause" } else { "scheduled-confirm-resume" };
            v.with(id).text("broadcast", named(v, broadcast)).say()
        }
        ScheduledPhrase::List { broadcasts, more, awaiting } => list(v, broadcasts, *more, awaiting),
        ScheduledPhrase::Nothing {} => v.plain("scheduled-none"),
        ScheduledPhrase::NoSuch { count } => v.with("scheduled-no-such").count("count", *count).say(),
        ScheduledPhrase::WhichToMove { broadcasts } => {
            let lines = [v.plain("scheduled-which")].into_iter().chain(numbered(v, broadcasts));
            lines.collect::<Vec<_>>().join("\n")
        }
        ScheduledPhrase::When { past: false, day: Some(day) } => {
            v.with("scheduled-when-hour").text("day", v.day(*day)).say()
        }
        ScheduledPhrase::When { past: false, day: None } => v.plain("scheduled-when"),
        ScheduledPhrase::When { past: true, .. } => v.plain("scheduled-when-past"),
        ScheduledPhrase::Moved { at, from } => {
            let moved = v.with("scheduled-moved").text("moment", v.moment(*at)).say();
            from.map_or(moved.clone(), |from| format!("{moved}\n{}", families_from(v, from)))
        }
        ScheduledPhrase::TooLate {} => v.plain("scheduled-too-late"),
    }
}

fn list(v: &Voice<'_>, broadcasts: &[ScheduledBroadcast], more: u32, awaiting: &[ScheduledBroadcast]) -> String {
    let mut lines = Vec::new();
    if !broadcasts.is_empty() {
        lines.push(v.plain("scheduled-list"));
        lines.extend(numbered(v, broadcasts));
        if more > 0 {
            lines.push(v.with("scheduled-more").count("count", more).say());
        }
        lines.push(v.plain("scheduled-how"));
    }
    if !awaiting.is_empty() {
        lines.push(v.plain("scheduled-awaiting"));
        lines.extend(awaiting.iter().map(|one| {
            let saying = v.with("scheduled-awaiting-line").text("audience", audience(v, &one.audience));
            saying.name("start", &one.start).name("by", &one.by).say()
        }));
    }
    lines.join("\n")
}

/// What it begins with, who wrote it, for whom and when it is to leave.
fn named(v: &Voice<'_>, one: &ScheduledBroadcast) -> String {
    let saying = v.with("scheduled-one").text("moment", v.moment(one.at)).text("audience", audience(v, &one.audience));
    saying.name("start", &one.start).name("by", &one.by).say()
}

fn numbered<'a>(v: &'a Voice<'_>, broadcasts: &'a [ScheduledBroadcast]) -> impl Iterator<Item = String> + 'a {
    broadcasts.iter().enumerate().map(|(at, one)| {
        let id = if one.paused { "scheduled-line-paused" } else { "scheduled-line" };
        let saying = v.with(id).text("number", (at + 1).to_string()).text("moment", v.moment(one.at));
        saying.text("audience", audience(v, &one.audience)).name("start", &one.start).name("by", &one.by).say()
    })
}
