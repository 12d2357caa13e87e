//! Somebody of the school writes first: to the guardians of a student.

use super::pass::{Passed, SaidNow, say_to_family};
use crate::actions::tell_families::can_be_reached;
use crate::actions::{ActionError, Cause};
use crate::domain::{Action, ClassId, ConversationId, CourseId, StudentId, can, count};
use crate::phrase::Choice;
use crate::store::{NewConversation, Tx};

/// A student whose family is written to; `course`: one of the actor's in that class, none: as the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FamilyOf {
    pub student: StudentId,
    pub class: ClassId,
    pub course: Option<CourseId>,
}

/// How many guardians would read it.
pub async fn plan_to_family(tx: &mut Tx, cause: &Cause<'_>, of: FamilyOf) -> Result<u32, ActionError> {
    if !can(cause.actor, Action::AnswerFamily { class: of.class, course: of.course }) {
        return Err(ActionError::Denied);
    }
    let recipients = tx.recipients(cause.school.id, &[of.student]).await?;
    Ok(count(recipients.iter().filter(|one| can_be_reached(cause, one)).count()))
}

/// Says something to each guardian of a student, in a thread with each. Returns to how many.
pub async fn write_to_family(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: FamilyOf,
    said: &SaidNow,
    buttons: impl Fn(ConversationId) -> Vec<Choice>,
) -> Result<u32, ActionError> {
    plan_to_family(tx, cause, of).await?;
    let school = cause.school.id;
    let mut reached = 0;
    for recipient in tx.recipients(school, &[of.student]).await? {
        let fresh = ConversationId::fresh();
        let new = NewConversation { id: fresh, guardian: recipient.guardian, student: of.student, course: of.course };
        let id = tx.open_conversation(school, new, cause.now).await?;
        let Some(thread) = tx.conversation(school, id).await? else { continue };
        let said = SaidNow { copy: id.0, ..said.clone() };
        match say_to_family(tx, cause, &thread, &said, buttons(id)).await? {
            Passed::Not(_) => {}
            Passed::On | Passed::Later(_) | Passed::ToOffice(_) => reached += 1,
        }
    }
    Ok(reached)
}
