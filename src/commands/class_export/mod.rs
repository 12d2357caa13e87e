//! `exporte 4eA`: all marks and averages of a class as a workbook, or as text for another program.

mod files;
mod oneroster;

pub use files::{averages_text, gepi_text, marks_text, workbook};
pub use oneroster::OneRoster;

use super::class_sheet::say_workbook;
use super::dialogue::{Begun, Picked};
use super::turn::Turn;
use super::understand::{Interpretation, Pick};
use super::{CommandError, offer, refusal};
use crate::actions::class_export;
use crate::domain::{Action, ClassId, can, file_name};
use crate::phrase::{ClassFile, Label, Phrase, Which};

/// Acts on the wish to take a class's marks elsewhere.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let class = meaning.slots.class.as_ref().and_then(Pick::single);
    let (term, year) = (meaning.slots.term.clone(), meaning.slots.year.clone());
    let begun = Begun { intent: meaning.intent.code().to_owned(), class, term, year, ..Begun::default() };
    go_on(turn, begun).await
}

/// Makes the file, or asks which class is meant.
pub(super) async fn go_on(turn: &mut Turn<'_>, begun: Begun) -> Result<(), CommandError> {
    if let Some(class) = begun.class {
        return send(turn, class, (begun.year.as_deref(), begun.term.as_deref())).await;
    }
    let classes = readable(turn);
    match classes.as_slice() {
        [] => {
            let phrase = refusal::forbidden(turn);
            turn.say(phrase)
        }
        [only] => send(turn, *only, (begun.year.as_deref(), begun.term.as_deref())).await,
        _ => {
            let classes = classes.iter().take(offer::CHOICES);
            let options = classes.map(|class| (Picked::Class(*class), Label::Name(turn.class_label(*class)))).collect();
            turn.ask_which(Phrase::Which { what: Which::Class, heard: None }, options, begun)
        }
    }
}

/// The classes of which they may read any course.
fn readable(turn: &Turn<'_>) -> Vec<ClassId> {
    let courses = turn.staff().map(|staff| staff.courses.as_slice()).unwrap_or_default();
    let may_read = |class, course| can(turn.cause.actor, Action::ReadCourseMarks { course, class });
    let mut classes: Vec<ClassId> =
        courses.iter().filter(|course| may_read(course.class, course.id)).map(|course| course.class).collect();
    classes.sort();
    classes.dedup();
    classes
}

async fn send(
    turn: &mut Turn<'_>,
    class: ClassId,
    (year, term): (Option<&str>, Option<&str>),
) -> Result<(), CommandError> {
    let export = class_export(turn.tx, &turn.cause, class, term).await?;
    let words = turn.sheet_words();
    let Some(bytes) = workbook(&export, words, turn.locale()) else { return turn.say(Phrase::Sorry) };
    let name = file_name(&[&words.file, &export.class_label, year.unwrap_or_default(), &export.term], "xlsx");
    let term = year.map_or_else(|| export.term.clone(), |year| format!("{} {year}", export.term));
    let caption = Phrase::ClassFile(ClassFile::Export { class: export.class_label, term });
    say_workbook(turn, name, &bytes, caption).await
}
