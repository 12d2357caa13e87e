//! What whoever runs the school writes to its staff.

use jiff::civil::Time;

use crate::phrase::{NoteWay, StaffNotePhrase};
use crate::render::text::teacher::families_from;
use crate::render::voice::Voice;

pub(super) fn say(v: &Voice<'_>, phrase: &StaffNotePhrase) -> String {
    match phrase {
        StaffNotePhrase::Note { by, text, way } => read(v, by, text, way),
        StaffNotePhrase::Preview { by, text, people, unreached, from, way } => {
            let id = if way.to.len() == 1 { "staff-note-preview-one" } else { "staff-note-preview" };
            let head = v.with(id).text("people", v.some_names(people)).say();
            let mut facts = Vec::new();
            if !unreached.is_empty() {
                facts.push(v.with("staff-note-unreached").text("people", v.some_names(unreached)).say());
            }
            facts.extend(from.map(|from| families_from(v, from)));
            facts.push(v.plain("staff-note-question"));
            [head, read(v, by, text, way), facts.join("\n")].join("\n\n")
        }
        StaffNotePhrase::NotLater {} => v.plain("staff-note-not-later"),
        StaffNotePhrase::Sent { people, from: None } => v.with("staff-note-sent").count("people", *people).say(),
        StaffNotePhrase::Sent { people, from: Some(from) } => {
            v.with("staff-note-later").count("people", *people).text("from", hour(*from)).say()
        }
        StaffNotePhrase::Nobody { unreached } => {
            v.with("staff-note-nobody").text("people", v.some_names(unreached)).say()
        }
        StaffNotePhrase::Who { names } if names.is_empty() => v.plain("staff-note-unknown"),
        StaffNotePhrase::Who { names } => v.with("staff-note-who").text("people", v.some_names(names)).say(),
        StaffNotePhrase::TooLong { most } => v.with("staff-note-too-long").count("most", *most).say(),
        StaffNotePhrase::Unclear { heard } => v.with("staff-note-unclear").name("heard", heard).say(),
        StaffNotePhrase::NobodyLeft {} => v.plain("staff-note-nobody-left"),
        StaffNotePhrase::NewWords {} => v.plain("staff-note-new-words"),
        StaffNotePhrase::NotYours {} => v.plain("staff-note-not-yours"),
        StaffNotePhrase::How {} => v.plain("staff-note-how"),
    }
}

fn read(v: &Voice<'_>, by: &str, text: &str, way: &NoteWay) -> String {
    let head = match (way.quoted, way.to.as_slice()) {
        (_, []) => v.with("staff-note").name("by", by).say(),
        (false, to) => v.with("staff-note-to").name("by", by).text("people", v.some_names(to)).say(),
        (true, to) => v.with("staff-note-quoted").name("by", by).text("people", v.some_names(to)).say(),
    };
    let words = v.letter(text);
    let words = if way.quoted { v.with("staff-note-words").text("words", words).say() } else { words };
    format!("{head}\n\n{words}")
}

fn hour(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}
