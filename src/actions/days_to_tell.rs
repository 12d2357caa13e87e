//! Over how many days families hear of something, where a portfolio may write to so many new people a day only.

use std::collections::{BTreeMap, HashSet};

use super::tell_families::can_be_reached;
use super::{ActionError, Cause};
use crate::domain::{AccountId, Carriers, Channel, FREE_TEXT_WINDOW, GuardianId, PORTFOLIO_WINDOW, StudentId};
use crate::store::Tx;

/// On how many days the families of these students hear, at most; 1 is today.
pub async fn days_to_tell(
    tx: &mut Tx,
    cause: &Cause<'_>,
    students: &[StudentId],
    carriers: &Carriers,
) -> Result<u32, ActionError> {
    let known = tx.portfolio_days(cause.now).await?;
    if !carriers.of_school(&cause.school.code).any(|(account, _)| carriers.is_limited(account, &known)) {
        return Ok(1);
    }
    let mut told: HashSet<GuardianId> = HashSet::new();
    let mut first: BTreeMap<AccountId, u32> = BTreeMap::new();
    for recipient in tx.recipients(cause.school.id, students).await? {
        if !can_be_reached(cause, &recipient) || !told.insert(recipient.guardian) {
            continue;
        }
        let account = match &recipient.contact {
            Some(reached) => Some(reached.account.clone()),
            None => cause.roster_account.filter(|_| recipient.has_roster_phone).cloned(),
        };
        let Some(account) = account.filter(|account| carriers.channel(account) == Some(Channel::WhatsApp)) else {
            continue;
        };
        let heard = match &recipient.contact {
            Some(reached) => tx.last_inbound(cause.school.id, reached.contact).await?,
            None => None,
        };
        if heard.is_none_or(|heard| cause.now.since(heard) >= FREE_TEXT_WINDOW) {
            *first.entry(account).or_default() += 1;
        }
    }
    let takes = carriers.duration(first.iter().map(|(account, people)| (account, 0, *people)), &known);
    Ok(u32::try_from(takes.as_secs() / PORTFOLIO_WINDOW.as_secs()).unwrap_or(u32::MAX).saturating_add(1))
}
