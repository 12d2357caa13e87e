//! What becomes of an announcement, told to those who have to do with it.

use super::families_from;
use crate::phrase::{CoursePhrase, DoneByAnother, ShortOf};
use crate::render::voice::Voice;

pub(super) fn say(v: &Voice<'_>, phrase: &CoursePhrase) -> String {
    match phrase {
        CoursePhrase::ByAnother { by, done } => by_another(v, by, done),
        CoursePhrase::NonePaused {} => v.plain("course-none-paused"),
        CoursePhrase::NothingStopped {} => v.plain("course-nothing-stopped"),
        CoursePhrase::NotBegun { at, paused } => {
            let id = if *paused { "course-not-begun-paused" } else { "course-not-begun" };
            v.with(id).text("moment", v.moment(*at)).say()
        }
        CoursePhrase::Short { families, short_of: ShortOf { left, none_fits }, from } => {
            let (head, waits) = match (none_fits, from) {
                (true, _) => ("course-confirmed", "course-all-waits"),
                (false, Some(_)) => ("broadcast-ready", "course-part-waits"),
                (false, None) => ("broadcast-begun", "course-part-waits"),
            };
            let mut lines = vec![v.with(head).count("families", *families).say()];
            lines.push(v.with(waits).text("left", v.money(left)).say());
            lines.extend(from.map(|from| families_from(v, from)));
            lines.push(v.plain("broadcast-begun-how"));
            lines.join("\n")
        }
        CoursePhrase::ConfirmWords { text } => {
            [v.plain("course-confirm-words"), v.letter(text), v.plain("course-or-when")].join("\n\n")
        }
        CoursePhrase::NewWords {} => v.plain("course-new-words"),
    }
}

fn by_another(v: &Voice<'_>, by: &str, done: &DoneByAnother) -> String {
    match done {
        DoneByAnother::Moved { at } => v.with("course-moved-by").name("by", by).text("moment", v.moment(*at)).say(),
        DoneByAnother::Paused => v.with("course-paused-by").name("by", by).say(),
        DoneByAnother::Resumed => v.with("course-resumed-by").name("by", by).say(),
        DoneByAnother::Cancelled { unsent, gone } => {
            let fate = v.with("broadcast-cancelled").count("unsent", *unsent).count("gone", *gone).say();
            format!("{}\n{fate}", v.with("course-cancelled-by").name("by", by).say())
        }
    }
}
