//! Whether what somebody of the school says to a family waits for a budget that is used up: they are told.

use crate::actions::tell_families::reach;
use crate::actions::{ActionError, Cause};
use crate::domain::{ANSWERING, Carriers, Channel, GuardianId, StudentId};
use crate::store::Tx;

/// For any of a student's guardians, or for this one. Answers always leave, and what is free.
pub async fn awaits_budget(
    tx: &mut Tx,
    cause: &Cause<'_>,
    (student, guardian): (StudentId, Option<GuardianId>),
    carriers: &Carriers,
) -> Result<bool, ActionError> {
    let school = cause.school;
    let Some(budget) = carriers.budgets.get(&school.code) else { return Ok(false) };
    let (spent, _) = tx.spent(school.id, &school.month(cause.now)).await?;
    if spent < *budget {
        return Ok(false);
    }
    for recipient in tx.recipients(school.id, &[student]).await? {
        if guardian.is_some_and(|guardian| guardian != recipient.guardian) {
            continue;
        }
        let Some(reached) = reach(tx, cause, &recipient).await? else { continue };
        let is_paid = matches!(carriers.channel(&reached.account), Some(Channel::Sms | Channel::WhatsApp));
        let heard = tx.last_inbound(school.id, reached.contact).await?;
        if is_paid && heard.is_none_or(|heard| cause.now.since(heard) >= ANSWERING) {
            return Ok(true);
        }
    }
    Ok(false)
}
