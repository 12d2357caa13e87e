//! A table sent as a file: read row by row like a pasted list, previewed like one, saved by the same yes.
//!
//! Which assessment it is for: what the sheet itself says when it is one of ours, what was written with it, its headings,
//! what the conversation is about; else one question.

use carnet_webhooks::Media;

use super::class_sheet::{self, ClassSheet};
use super::dialogue::{Awaiting, Begun, SheetRest};
use super::mark_list::preview;
use super::offer;
use super::refusal::{forbidden, known_assessments};
use super::turn::Turn;
use super::understand::{Dialogue, Intent, Layout, Meant, Pick, assessment_meant, lines};
use super::{CommandError, assessment_create};
use crate::domain::{AssessmentId, ClassId, EventId, SubjectId};
use crate::phrase::{Phrase, SheetProblem, Unreadable, Which};
use crate::sheets::{Fault, Table};
use crate::store::Attachment;

/// More students than any class has.
const MOST_STUDENTS: usize = 400;

/// A file as it was read, with where it came from.
pub(super) struct Sent {
    pub(super) event: EventId,
    /// What was written with it.
    pub(super) caption: String,
    pub(super) file_name: String,
    pub(super) tables: Vec<Table>,
}

/// Acts on a file.
pub(super) async fn apply(turn: &mut Turn<'_>, media: &Media) -> Result<(), CommandError> {
    let Some(event) = turn.cause.event else { return turn.say(Phrase::AskAgain) };
    let found = turn.tx.attachment(turn.cause.school.id, event).await?;
    let Some(found) = found.filter(|_| turn.staff().is_some()) else {
        return turn.say(Phrase::CannotRead { what: Unreadable::Document });
    };
    if !turn.writes_marks() {
        let phrase = forbidden(turn);
        return turn.say(phrase);
    }
    match opened(found)? {
        Ok(tables) => {
            let caption = media.caption.clone().unwrap_or_default();
            let file_name = media.file_name.clone().unwrap_or_default();
            read(turn, &Sent { event, caption, file_name, tables }, None).await
        }
        Err(why) => turn.say(Phrase::SheetRefused { why }),
    }
}

/// Reads the file again once its assessment has been chosen.
pub(super) async fn resume(turn: &mut Turn<'_>, assessment: AssessmentId, begun: Begun) -> Result<(), CommandError> {
    let Some(event) = begun.sheet else { return turn.say(Phrase::AskAgain) };
    let Some(found) = turn.tx.attachment(turn.cause.school.id, event).await? else { return turn.say(Phrase::AskAgain) };
    match opened(found)? {
        Ok(tables) => {
            let caption = begun.list.unwrap_or_default();
            read(turn, &Sent { event, caption, file_name: String::new(), tables }, Some(assessment)).await
        }
        Err(why) => turn.say(Phrase::SheetRefused { why }),
    }
}

/// Goes on with what else a sheet holds, once one of its assessments has been answered.
pub(super) async fn go_on(turn: &mut Turn<'_>, rest: Option<SheetRest>) -> Result<(), CommandError> {
    let Some(rest) = rest else { return Ok(()) };
    let found = turn.tx.attachment(turn.cause.school.id, rest.sheet).await?;
    let tables = found.map(opened).transpose()?.and_then(Result::ok).unwrap_or_default();
    let sent = Sent { event: rest.sheet, caption: rest.caption.clone(), file_name: String::new(), tables };
    match ClassSheet::of(&sent.tables) {
        Some(own) => class_sheet::rest(turn, &sent, &own, rest).await,
        None => turn.say(Phrase::AskAgain),
    }
}

fn opened(found: Attachment) -> Result<Result<Vec<Table>, SheetProblem>, CommandError> {
    let Attachment::There(content) = found else { return Ok(Err(SheetProblem::NotFetched)) };
    let read: Result<Vec<Table>, Fault> = serde_json::from_slice(&content)?;
    Ok(read.map_err(|fault| match fault {
        Fault::TooLarge | Fault::UnpacksTooLarge => SheetProblem::TooLarge,
        Fault::Damaged => SheetProblem::Damaged,
        Fault::NotATable => SheetProblem::NotATable,
        Fault::TooManyParts | Fault::TooManyCells | Fault::TextTooLong => SheetProblem::TooMuch,
        Fault::Locked => SheetProblem::Locked,
        Fault::Macros => SheetProblem::Macros,
        Fault::Links => SheetProblem::Links,
    }))
}

async fn read(turn: &mut Turn<'_>, sent: &Sent, chosen: Option<AssessmentId>) -> Result<(), CommandError> {
    if let Some(own) = ClassSheet::of(&sent.tables) {
        return class_sheet::returned(turn, sent, &own, chosen).await;
    }
    let index = std::sync::Arc::clone(&turn.index);
    let plain = Dialogue::at(turn.cause.local_now());
    let layouts = sent.tables.iter().filter_map(|table| Some((table, Layout::of(table, &index, &plain)?)));
    let Some((table, layout)) = layouts.max_by_key(|(_, layout)| layout.named) else {
        return turn.say(Phrase::SheetRefused { why: SheetProblem::NoNames });
    };
    if layout.named > MOST_STUDENTS {
        return turn.say(Phrase::SheetRefused { why: SheetProblem::TooMuch });
    }
    if layout.marks.is_empty() {
        return turn.say(Phrase::SheetRefused { why: SheetProblem::NoMarks });
    }
    let heads: Vec<&str> = layout.marks.iter().map(|column| column.header.as_str()).collect();
    let single = if let [head] = heads.as_slice() { *head } else { "" };
    let around = [sent.caption.as_str(), single, layout.above.as_str(), table.name.as_str()].join("\n");
    if let Some(subject) = foreign_subject(turn, &[&sent.caption, &sent.file_name, &around], layout.class) {
        let class = layout.class.map(|class| turn.class_label(class));
        let subject = turn.subject_label(subject);
        return turn.say(Phrase::NotYourCourse { subject, class });
    }
    let assessment = match chosen {
        Some(chosen) => chosen,
        None => match meant(turn, &sent.caption, &around, layout.class) {
            Meant { foreign: true, .. } => return turn.say(Phrase::NotYourCourse { subject: None, class: None }),
            Meant { unknown: Some(heard), class, kinds, .. } => {
                let then = Awaiting::Sheet { event: sent.event, caption: sent.caption.clone() };
                let (class, named) = (class.or(layout.class), (heard.as_str(), kinds.as_slice(), None));
                if assessment_create::offer_named(turn, named, (class, None), then).await? {
                    return Ok(());
                }
                let known = known_assessments(turn);
                return turn.say(Phrase::UnknownAssessment { heard: Some(heard), known });
            }
            Meant { assessment: Some(Pick::One(id)), .. } => id,
            open => return which(turn, sent, &ids(&open), open.class.or(layout.class)),
        },
    };
    let Some(column) = column_of(turn, &layout, assessment) else {
        let columns = heads.into_iter().map(str::to_owned).collect();
        return turn.say(Phrase::SheetRefused { why: SheetProblem::SeveralColumns { columns } });
    };
    let Some(assessment) = turn.assessment(assessment).await? else { return turn.say(Phrase::AskAgain) };
    let lines = lines(table, &layout, column, assessment.id, (&index, &plain));
    if lines.is_empty() {
        return turn.say(Phrase::SheetRefused { why: SheetProblem::NoMarks });
    }
    preview(turn, &assessment, &lines).await
}

/// The subject a sheet says it is of, where the speaker does not teach it to that class: a test of their own of the same
/// name is another one.
fn foreign_subject(turn: &Turn<'_>, around: &[&str], class: Option<ClassId>) -> Option<SubjectId> {
    let plain = Dialogue::at(turn.cause.local_now());
    let named = around.iter().flat_map(|words| assessment_meant(words, &turn.index, &plain).subjects);
    let named: Vec<SubjectId> = named.collect();
    let courses = turn.staff().map(|staff| staff.courses.as_slice()).unwrap_or_default();
    let own = |subject: &SubjectId| {
        courses.iter().any(|course| course.subject == *subject && class.is_none_or(|class| course.class == class))
    };
    if named.iter().any(own) { None } else { named.first().copied() }
}

/// The column of an assessment: the only one, or the one its heading names.
fn column_of(turn: &Turn<'_>, layout: &Layout, assessment: AssessmentId) -> Option<u32> {
    if let [only] = layout.marks.as_slice() {
        return Some(only.at);
    }
    let class = offer::own_assessments(turn).find(|one| one.id == assessment).map(|one| one.class);
    let named = layout.marks.iter().filter(|column| {
        let meant = meant(turn, "", &column.header, class);
        meant.said && ids(&meant).contains(&assessment)
    });
    let named: Vec<_> = named.collect();
    if let [column] = named.as_slice() { Some(column.at) } else { None }
}

/// The assessment meant: by what was written with the file, by what stands around the marks, by what is spoken of.
pub(super) fn meant(turn: &Turn<'_>, caption: &str, around: &str, class: Option<ClassId>) -> Meant {
    let plain = Dialogue::at(turn.cause.local_now());
    let spoken = turn.dialogue(None, false);
    let said = [caption, around].into_iter().map(|words| assessment_meant(words, &turn.index, &plain));
    let meant = said.into_iter().find(|meant| meant.said);
    in_class(turn, meant.unwrap_or_else(|| assessment_meant(around, &turn.index, &spoken)), class)
}

/// Of several, those of the class whose students are named.
fn in_class(turn: &Turn<'_>, meant: Meant, class: Option<ClassId>) -> Meant {
    let Some(Pick::Several(several)) = &meant.assessment else { return meant };
    let of_class =
        |id: &AssessmentId| offer::own_assessments(turn).any(|one| one.id == *id && Some(one.class) == class);
    let fitting: Vec<AssessmentId> = several.iter().copied().filter(of_class).collect();
    match fitting.as_slice() {
        [] => meant,
        [one] => Meant { assessment: Some(Pick::One(*one)), ..meant },
        _ => Meant { assessment: Some(Pick::Several(fitting)), ..meant },
    }
}

fn ids(meant: &Meant) -> Vec<AssessmentId> {
    match &meant.assessment {
        Some(Pick::Several(ids)) => ids.clone(),
        Some(pick) => pick.single().into_iter().collect(),
        None => Vec::new(),
    }
}

/// One question: which assessment the file is for.
pub(super) fn which(
    turn: &mut Turn<'_>,
    sent: &Sent,
    ids: &[AssessmentId],
    class: Option<ClassId>,
) -> Result<(), CommandError> {
    let options = offer::assessments(turn, ids, class);
    if options.is_empty() {
        let phrase = offer::no_assessment(turn, class);
        return turn.say(phrase);
    }
    let begun = Begun {
        intent: Intent::MarkImportFile.code().to_owned(),
        list: Some(sent.caption.clone()),
        sheet: Some(sent.event),
        ..Begun::default()
    };
    turn.ask_which(Phrase::Which { what: Which::Assessment, heard: None }, options, begun)
}
