//! Somebody of the school writes first: to the guardians of a student.

use super::pass::{Passed, SaidNow, say_to_family};
use crate::actions::tell_families::can_be_reached;
use crate::actions::{ActionError, Cause};
use crate::domain::{Action, ClassId, ConversationId, CourseId, GuardianId, Parent, StudentId, Timestamp, can, fold};
use crate::phrase::Choice;
use crate::store::{GuardianAccess, NewConversation, Tx};

/// A student whose family is written to; `course`: one of the actor's in that class, none: as the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FamilyOf {
    pub student: StudentId,
    pub class: ClassId,
    pub course: Option<CourseId>,
}

/// A guardian who would read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyReader {
    pub guardian: GuardianId,
    /// As the school's file writes them; none of who came by a code alone.
    pub name: Option<String>,
    /// By the file's word for what they are to the child.
    pub parent: Option<Parent>,
}

/// What a school's file may call them, folded.
const MOTHER: [&str; 8] = ["mother", "mere", "maman", "mom", "mum", "ام", "الام", "والده"];
const FATHER: [&str; 7] = ["father", "pere", "papa", "dad", "اب", "الاب", "والد"];

/// Which guardians would read it.
pub async fn plan_to_family(tx: &mut Tx, cause: &Cause<'_>, of: FamilyOf) -> Result<Vec<FamilyReader>, ActionError> {
    if !can(cause.actor, Action::AnswerFamily { class: of.class, course: of.course }) {
        return Err(ActionError::Denied);
    }
    let recipients = tx.recipients(cause.school.id, &[of.student]).await?;
    let mut known = tx.guardian_accesses(cause.school.id, of.student).await?;
    known.retain(|of| recipients.iter().any(|one| one.guardian == of.guardian && can_be_reached(cause, one)));
    let readers = known.into_iter().map(|GuardianAccess { guardian, name, relation, .. }| {
        let relation = fold(&relation);
        let parent = match relation.as_str() {
            word if MOTHER.contains(&word) => Some(Parent::Mother),
            word if FATHER.contains(&word) => Some(Parent::Father),
            _ => None,
        };
        FamilyReader { guardian, name, parent }
    });
    Ok(readers.collect())
}

/// To how many guardians something was said, and from when on, where it waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SaidToFamily {
    pub guardians: u32,
    /// Some of them get it then only.
    pub later: Option<Timestamp>,
}

/// Says something to each guardian of a student, or to one of them only, in a thread with each.
pub async fn write_to_family(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (of, only): (FamilyOf, Option<GuardianId>),
    said: &SaidNow,
    buttons: impl Fn(ConversationId) -> Vec<Choice>,
) -> Result<SaidToFamily, ActionError> {
    plan_to_family(tx, cause, of).await?;
    let school = cause.school.id;
    let mut reached = SaidToFamily::default();
    let recipients = tx.recipients(school, &[of.student]).await?;
    for recipient in recipients.into_iter().filter(|one| only.is_none_or(|only| one.guardian == only)) {
        let fresh = ConversationId::fresh();
        let new = NewConversation { id: fresh, guardian: recipient.guardian, student: of.student, course: of.course };
        let id = tx.open_conversation(school, new, cause.now).await?;
        // Whoever of the office writes first answers from now on, also where a colleague did: the others hear of it.
        let Some(before) = tx.conversation(school, id).await? else { continue };
        if before.office && before.staff.is_some() && before.staff != cause.actor.staff_id() {
            tx.release_conversation(school, id).await?;
        }
        let Some(thread) = tx.conversation(school, id).await? else { continue };
        let said = SaidNow { copy: id.0, ..said.clone() };
        match say_to_family(tx, cause, &thread, &said, buttons(id)).await? {
            Passed::Not(_) => {}
            Passed::Later(from) => {
                reached.guardians += 1;
                reached.later = reached.later.max(Some(from));
            }
            Passed::On | Passed::ToOffice(_) => reached.guardians += 1,
        }
    }
    Ok(reached)
}
