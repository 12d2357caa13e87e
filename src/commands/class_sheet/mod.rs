//! `fichier 4eA maths`: the sheet of a class, to be filled and sent back; and what comes back.

mod identity;
mod make;
mod returned;

pub(super) use identity::ClassSheet;
pub(super) use returned::{rest, returned};

use std::time::Duration;

use super::dialogue::{Begun, Picked};
use super::turn::Turn;
use super::understand::{Intent, Interpretation, Pick};
use super::{CommandError, offer};
use crate::actions::course_sheet;
use crate::domain::{Action, ClassId, CourseId, DocumentKind, Locale, SubjectId, can, file_name};
use crate::phrase::{ClassFile, Label, Phrase, Which};
use crate::store::NewDocument;

/// A sheet is of use for some days; then marks have changed.
const LIVES: Duration = Duration::from_hours(7 * 24);
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Acts on the wish for a sheet to fill; `false` when there is no course of theirs to fill one for.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<bool, CommandError> {
    let class = meaning.slots.class.as_ref().and_then(Pick::single);
    let subject = meaning.slots.subject.as_ref().and_then(Pick::single);
    let begun = Begun { fillable: true, ..begun(meaning.intent, class, subject) };
    if courses(turn, None, None).is_empty() {
        return Ok(false);
    }
    go_on(turn, begun).await?;
    Ok(true)
}

/// What is known so far of the class a file is wanted of.
pub(super) fn begun(intent: Intent, class: Option<ClassId>, subject: Option<SubjectId>) -> Begun {
    Begun { intent: intent.code().to_owned(), class, subject, ..Begun::default() }
}

/// Makes the sheet, or asks for what is open: the class, then the subject.
pub(super) async fn go_on(turn: &mut Turn<'_>, begun: Begun) -> Result<(), CommandError> {
    let fitting = courses(turn, begun.class, begun.subject);
    let mut classes: Vec<ClassId> = fitting.iter().map(|(_, class, _)| *class).collect();
    classes.sort();
    classes.dedup();
    match (fitting.as_slice(), classes.as_slice()) {
        ([(course, ..)], _) => send(turn, *course).await,
        ([], _) => {
            let subject = begun.subject.and_then(|subject| turn.subject_label(subject));
            let class = begun.class.map(|class| turn.class_label(class));
            turn.say(Phrase::NotYourCourse { subject, class })
        }
        (_, [_]) => {
            let subjects = fitting.iter().take(offer::CHOICES);
            let options = subjects.map(|(.., subject)| (Picked::Subject(*subject), subject_choice(turn, *subject)));
            let options = options.collect();
            turn.ask_which(Phrase::Which { what: Which::Subject, heard: None }, options, begun)
        }
        _ => {
            let classes = classes.iter().take(offer::CHOICES);
            let options = classes.map(|class| (Picked::Class(*class), Label::Name(turn.class_label(*class)))).collect();
            turn.ask_which(Phrase::Which { what: Which::Class, heard: None }, options, begun)
        }
    }
}

fn subject_choice(turn: &Turn<'_>, subject: SubjectId) -> Label {
    Label::Subject(turn.subject_label(subject).map(|label| turn.in_their_language(&label)).unwrap_or_default())
}

/// The courses whose marks they may write, of one class and subject where they are known.
fn courses(turn: &Turn<'_>, class: Option<ClassId>, subject: Option<SubjectId>) -> Vec<(CourseId, ClassId, SubjectId)> {
    let all = turn.staff().map(|staff| staff.courses.as_slice()).unwrap_or_default();
    all.iter()
        .filter(|course| can(turn.cause.actor, Action::WriteMarks { course: course.id }))
        .filter(|course| class.is_none_or(|class| course.class == class))
        .filter(|course| subject.is_none_or(|subject| course.subject == subject))
        .map(|course| (course.id, course.class, course.subject))
        .collect()
}

async fn send(turn: &mut Turn<'_>, course: CourseId) -> Result<(), CommandError> {
    let sheet = course_sheet(turn.tx, &turn.cause, course).await?;
    let words = turn.sheet_words();
    let subject = turn.in_their_language(&sheet.subject);
    let right_to_left = turn.locale() == Locale::Ar;
    let names = sheet.students.iter().map(|(student, _)| turn.student_name(student.id)).collect::<Vec<_>>();
    let Some(bytes) = make::workbook(&sheet, &names, &subject, words, right_to_left) else {
        return turn.say(Phrase::Sorry);
    };
    let name = file_name(&[&words.file, &sheet.class_label, &subject, &sheet.term], "xlsx");
    let caption =
        Phrase::ClassFile(ClassFile::ToFill { class: sheet.class_label.clone(), subject: sheet.subject.clone() });
    say_workbook(turn, name, &bytes, caption).await
}

/// Answers with a workbook of a class.
pub(super) async fn say_workbook(
    turn: &mut Turn<'_>,
    file_name: String,
    bytes: &[u8],
    caption: Phrase,
) -> Result<(), CommandError> {
    let now = turn.cause.now;
    let document = turn
        .tx
        .keep_document(NewDocument {
            school: turn.cause.school.id,
            kind: DocumentKind::ClassSheet,
            file_name: &file_name,
            mime: XLSX,
            bytes,
            created_at: now,
            expires_at: now.plus(LIVES),
        })
        .await?;
    turn.say(Phrase::Document { document, file_name, caption: Box::new(caption) })
}
