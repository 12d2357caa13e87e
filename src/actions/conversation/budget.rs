//! Whether what somebody of the school says to a family waits for a budget that is used up: they are told.

use crate::actions::tell_families::reach;
use crate::actions::{ActionError, Cause};
use crate::domain::{
    ANSWERING, Carriers, Channel, CourseId, FREE_TEXT_WINDOW, GuardianId, SmsLength, StudentId, Tariff,
    TemplateCategory, for_sms,
};
use crate::store::Tx;

/// Whose thread it is said in.
#[derive(Debug, Clone, Copy)]
pub struct ToWhom {
    pub student: StudentId,
    /// None: any of the student's.
    pub guardian: Option<GuardianId>,
    /// None: the office's.
    pub course: Option<CourseId>,
}

/// Whether these words wait. What answers a family leaves always, and so does what is free.
pub async fn awaits_budget(
    tx: &mut Tx,
    cause: &Cause<'_>,
    to: ToWhom,
    words: &str,
    carriers: &Carriers,
) -> Result<bool, ActionError> {
    let school = cause.school;
    let Some(budget) = carriers.budgets.get(&school.code) else { return Ok(false) };
    let (spent, _) = tx.spent(school.id, &school.month(cause.now)).await?;
    for recipient in tx.recipients(school.id, &[to.student]).await? {
        if to.guardian.is_some_and(|guardian| guardian != recipient.guardian) {
            continue;
        }
        let Some(reached) = reach(tx, cause, &recipient).await? else { continue };
        let heard = tx.last_inbound(school.id, reached.contact).await?;
        let is_open = heard.is_some_and(|heard| cause.now.since(heard) < FREE_TEXT_WINDOW);
        let (channel, tariff) = match carriers.channel(&reached.account) {
            Some(Channel::Sms) => (Channel::Sms, Tariff::Segments(SmsLength::of(&for_sms(words)).segments)),
            Some(Channel::WhatsApp) if !is_open => (Channel::WhatsApp, Tariff::Template(TemplateCategory::Utility)),
            _ => continue,
        };
        let there = (recipient.guardian, to.student);
        let spoke = tx.spoke_there(school.id, there, to.course).await?;
        let recent = |at| cause.now.since(at) < ANSWERING;
        if spoke.is_some_and(recent) && heard.is_some_and(recent) {
            continue;
        }
        if spent.saturating_add(carriers.price(channel, None, tariff, cause.now)) > *budget {
            return Ok(true);
        }
    }
    Ok(false)
}
