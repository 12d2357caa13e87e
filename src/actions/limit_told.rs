//! How many new people a day a provider allows a portfolio: kept, and told to the administrators where it is less than before.

use super::ActionError;
use crate::domain::{AccountId, PortfolioDay, PortfolioId, Timestamp};
use crate::phrase::{OperatorNews, Phrase};
use crate::store::{NEW_RECIPIENTS, School, Tx};

/// A portfolio, and whom it concerns.
#[derive(Debug, Clone, Copy)]
pub struct PortfolioShelf<'a> {
    pub portfolio: &'a PortfolioId,
    /// What the configuration allows at most.
    pub ceiling: Option<u32>,
    pub accounts: &'a [AccountId],
    pub schools: &'a [School],
}

/// Takes note of what the provider said at `at`; none is no limit. Returns the lanes that have something new to do.
pub async fn limit_told(
    tx: &mut Tx,
    shelf: PortfolioShelf<'_>,
    learnt: Option<u32>,
    (at, now): (Timestamp, Timestamp),
) -> Result<Vec<AccountId>, ActionError> {
    let Some(before) = tx.learn_limit(shelf.portfolio, learnt, at).await? else { return Ok(Vec::new()) };
    let before = before.limit(shelf.ceiling);
    let after = PortfolioDay { learnt, ..PortfolioDay::default() }.limit(shelf.ceiling);
    let (was, is) = (before.unwrap_or(u32::MAX), after.unwrap_or(u32::MAX));
    let mut lanes = Vec::new();
    if is > was {
        for account in shelf.accounts {
            tx.let_go_of(account, NEW_RECIPIENTS, now).await?;
            lanes.push(account.clone());
        }
    }
    if is < was {
        let phrase = Phrase::Operator(OperatorNews::FewerNewPeople { before, limit: is });
        for school in shelf.schools {
            let told = tx.tell_administrators((school.id, None), &phrase, now).await?;
            lanes.extend(told.into_iter().map(|admin| admin.account));
        }
    }
    Ok(lanes)
}
