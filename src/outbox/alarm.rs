//! Tells a school's administrators what was set aside: once per lane and reason and hour, counts only.

use std::time::Duration;

use super::OutboxHandle;
use super::lane::House;
use crate::domain::{AccountId, Timestamp};
use crate::phrase::{OperatorNews, Phrase, WhyAside};
use crate::store::{SetAside, StoreError, Tx};

const EVERY: Duration = Duration::from_hours(1);

/// Tells about one lane.
pub(super) async fn tell(
    house: &House,
    account: &AccountId,
    lanes: &OutboxHandle,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut tx = house.store.begin().await?;
    let aside = tx.untold_set_aside(account, EVERY, now).await?;
    let mut reached = Vec::new();
    for one in &aside {
        reached.extend(enqueue(&mut tx, account, one, now).await?);
    }
    tx.commit().await?;
    for lane in reached {
        lanes.wake(&lane);
    }
    Ok(())
}

async fn enqueue(
    tx: &mut Tx,
    account: &AccountId,
    aside: &SetAside,
    now: Timestamp,
) -> Result<Vec<AccountId>, StoreError> {
    let phrase = Phrase::Operator(OperatorNews::MessagesSetAside {
        account: account.0.clone(),
        count: u32::try_from(aside.count).unwrap_or(u32::MAX),
        why: why(&aside.reason),
    });
    tx.tell_administrators(aside.school, &phrase, now).await
}

fn why(reason: &str) -> WhyAside {
    match reason {
        "never_resent" | "doubtful_twice" | "doubtful_too_late" => WhyAside::Doubtful,
        "deadline" | "too_late" => WhyAside::TooLate,
        "loop" => WhyAside::Loop,
        _ => WhyAside::Other,
    }
}
