//! `fichier 4eA maths`: the sheet of a class, to be filled and sent back; and what comes back.

mod identity;
mod make;
mod returned;

pub(super) use identity::ClassSheet;
pub(super) use returned::{rest, returned};

use std::time::Duration;

use super::CommandError;
use super::course_meant::{course_meant, own_courses};
use super::dialogue::Begun;
use super::turn::Turn;
use super::understand::{Intent, Interpretation, Pick};
use crate::actions::course_sheet;
use crate::domain::{ClassId, CourseId, DocumentKind, Locale, SubjectId, file_name};
use crate::phrase::{ClassFile, Phrase};
use crate::store::NewDocument;

/// A sheet is of use for some days; then marks have changed.
const LIVES: Duration = Duration::from_hours(7 * 24);
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Acts on the wish for a sheet to fill; `false` when there is no course of theirs to fill one for.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<bool, CommandError> {
    let class = meaning.slots.class.as_ref().and_then(Pick::single);
    let subject = meaning.slots.subject.as_ref().and_then(Pick::single);
    let begun = Begun { fillable: true, ..begun(meaning.intent, class, subject) };
    if own_courses(turn, None, None).is_empty() {
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
    match course_meant(turn, begun)? {
        Some((course, ..)) => send(turn, course).await,
        None => Ok(()),
    }
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
