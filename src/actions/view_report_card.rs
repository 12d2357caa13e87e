//! A guardian reads what their children's report cards say, and is remembered as having been told.

use super::{ActionError, Cause, Child};
use crate::domain::{Action, GuardianId, can};
use crate::phrase::{CardSummary, ChildCard};
use crate::store::{Topic, Tx};

/// The report cards in force of these children: of the term of this code, or else their last. With what each tells of.
pub async fn view_report_cards(
    tx: &mut Tx,
    cause: &Cause<'_>,
    guardian: GuardianId,
    children: &[Child],
    term: Option<&str>,
) -> Result<(Vec<ChildCard>, Vec<Topic>), ActionError> {
    let allowed = children
        .iter()
        .all(|child| can(cause.actor, Action::ReadPublishedMarks { student: child.id, class: child.class }));
    if !allowed {
        return Err(ActionError::Denied);
    }
    let (mut views, mut topics) = (Vec::new(), Vec::new());
    for child in children {
        let results = tx.student_results(cause.school.id, child.id).await?;
        let found = results.into_iter().rfind(|result| term.is_none_or(|term| term == result.card.term));
        if let Some(result) = &found {
            tx.note_cards_shown(cause.school.id, guardian, &[result.id], cause.now).await?;
            topics.push(Topic::report_card(result.term, result.student));
        }
        views.push(ChildCard {
            child: child.name.clone(),
            class: child.class_label.clone(),
            card: found.map(|result| CardSummary::of(result.card)),
        });
    }
    Ok((views, topics))
}
