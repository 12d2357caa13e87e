//! Who may read of a student, as administrators read it.

use crate::phrase::{AccessPhrase, StudentLabel};
use crate::render::voice::Voice;

pub(super) fn say(v: &Voice<'_>, phrase: &AccessPhrase) -> String {
    match phrase {
        AccessPhrase::Nobody { student } => v.with("access-nobody").student("student", student).say(),
        AccessPhrase::Whose { student } => v.with("access-whose").student("student", student).say(),
        AccessPhrase::Confirm { student, guardian, open } => {
            let id = if *open { "access-end-question" } else { "access-give-back-question" };
            about(v, id, student, guardian.as_deref())
        }
        AccessPhrase::Done { student, guardian, open } => {
            let id = if *open { "access-given-back" } else { "access-ended" };
            about(v, id, student, guardian.as_deref())
        }
        AccessPhrase::Unchanged {} => v.plain("access-unchanged"),
    }
}

fn about(v: &Voice<'_>, id: &'static str, student: &StudentLabel, guardian: Option<&str>) -> String {
    let nameless = v.plain("access-nameless");
    v.with(id).student("student", student).name("guardian", guardian.unwrap_or(&nameless)).say()
}
