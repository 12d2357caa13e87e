//! Every few seconds: how deep the lanes are, what has waited too long, and what has been doubtful for too long.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

use super::OutboxHandle;
use super::abandoned::{self, LookedAt};
use super::alarm;
use super::doubt::{GRACE, resolve};
use super::lane::House;
use super::metrics;
use super::patience::send_on;
use crate::domain::{AccountId, Timestamp};
use crate::gateway::Provider;
use crate::store::{Engine, LaneDepth, Resolution, StoreError};

const EVERY: Duration = Duration::from_secs(5);
const DAY: Duration = Duration::from_hours(24);
/// How long ago a receipt that found no attempt is looked at again.
const MISSED: Duration = Duration::from_mins(10);
/// How long the channel log is kept.
const LOG_KEPT: Duration = Duration::from_hours(7 * 24);

/// Looks until told to stop.
pub(super) async fn keep_watch(house: Arc<House>, accounts: Vec<(AccountId, Provider)>, lanes: OutboxHandle) {
    let mut abandoned = LookedAt::default();
    while tokio::time::timeout(EVERY, house.stop.cancelled()).await.is_err() {
        if let Err(error) = look(&house, &accounts, (&lanes, &mut abandoned)).await {
            tracing::error!(%error, "outbox.watch_failed");
        }
    }
}

async fn look(
    house: &Arc<House>,
    accounts: &[(AccountId, Provider)],
    (lanes, abandoned): (&OutboxHandle, &mut LookedAt),
) -> Result<(), StoreError> {
    let now = house.clock.now();
    let mut tx = house.store.begin_read().await?;
    let depths = tx.lane_depths(now).await?;
    let spends = tx.spends_since(&last_month(now)).await?;
    let states = tx.lanes(now).await?;
    tx.rollback().await?;
    let names: Vec<AccountId> = accounts.iter().map(|(account, _)| account.clone()).collect();
    metrics::depths(&names, &depths, now);
    metrics::money(&spends, &house.budgets);
    forget(house, now).await?;
    for (account, provider) in accounts {
        let state = states.iter().find(|lane| lane.account_id == account.0);
        metrics::stopped(account, state.is_some_and(|lane| lane.paused));
        // Only the owner tidies a lane.
        if house.leases.covers(account, Instant::now()) {
            let here: Vec<_> = depths.iter().filter(|depth| depth.account == *account).collect();
            if tidy(house, account, &here, now).await? {
                lanes.wake(account);
            }
            join_missed(house, account, now).await?;
            send_on(house, account, now).await?;
            alarm::tell(house, (account, *provider), now).await?;
            if let Some(state) = state {
                alarm::at_rest(house, account, state, now).await?;
            }
        }
    }
    if abandoned.is_due() {
        let others: BTreeSet<_> = depths.iter().map(|depth| &depth.account).collect();
        for account in others.into_iter().filter(|account| !accounts.iter().any(|(ours, _)| ours == *account)) {
            if abandoned::send_on(house, account).await? {
                let there: Vec<_> = depths.iter().filter(|depth| depth.account == *account).collect();
                tidy(house, account, &there, now).await?;
            }
        }
    }
    Ok(())
}

/// Somewhere on earth it may still be the month before.
fn last_month(now: Timestamp) -> String {
    let then = jiff::Timestamp::from_millisecond(now.minus(DAY).0).unwrap_or_default();
    then.strftime("%Y-%m").to_string()
}

/// What was said on the wire is of use to an operator for some days, and personal for ever: it goes, bit by bit.
async fn forget(house: &House, now: Timestamp) -> Result<(), StoreError> {
    let mut tx = house.store.begin().await?;
    tx.forget_exchanges(now.minus(LOG_KEPT)).await?;
    tx.commit().await
}

/// A receipt that was written at the same moment as the proof it belongs to found none.
async fn join_missed(house: &House, account: &AccountId, now: Timestamp) -> Result<(), StoreError> {
    if house.store.engine() == Engine::Sqlite {
        return Ok(());
    }
    let mut tx = house.store.begin().await?;
    let missed = tx.join_missed_receipts(account, now.minus(MISSED)).await?;
    tx.commit().await?;
    if missed > 0 {
        tracing::info!(%account, count = missed, "outbox.receipts_joined_late");
    }
    Ok(())
}

/// Ends what is overdue and settles old doubts; says whether anything changed.
async fn tidy(house: &House, account: &AccountId, depths: &[&LaneDepth], now: Timestamp) -> Result<bool, StoreError> {
    let since = |first: fn(&LaneDepth) -> Option<Timestamp>| depths.iter().filter_map(|depth| first(depth)).min();
    let overdue = since(|depth| depth.first_expiry).is_some_and(|first| first <= now);
    let doubtful = since(|depth| depth.first_doubt).is_some_and(|first| first <= now.minus(GRACE));
    if !overdue && !doubtful {
        return Ok(false);
    }
    let mut tx = house.store.begin().await?;
    let expired = if overdue { tx.expire_messages(account, now).await? } else { 0 };
    let doubts = if doubtful { tx.old_doubts(account, now.minus(GRACE)).await? } else { Vec::new() };
    let resolved: Vec<_> =
        doubts.iter().filter_map(|doubt| Some((doubt.school, doubt.message, resolve(doubt, now)?))).collect();
    tx.resolve_doubts(&resolved, now).await?;
    tx.commit().await?;
    for (_, message, resolution) in &resolved {
        let how = match resolution {
            Resolution::Resend => "resend",
            Resolution::Bury(_) => "bury",
        };
        tracing::warn!(%account, %message, how, "outbox.doubt_resolved");
        metrics::resolved(how);
    }
    metrics::expired(expired);
    Ok(expired > 0 || !resolved.is_empty())
}
