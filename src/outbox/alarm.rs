//! Tells a school's administrators what was set aside, and that an account has stopped: once per lane, reason and hour;
//! counts only.

use jiff::civil::DateTime;
use std::time::Duration;

use super::codes::is_of_anybody;
use super::lane::House;
use super::ways::wake;
use crate::domain::{AccountId, SchoolId, Timestamp};
use crate::gateway::Provider;
use crate::phrase::{OperatorNews, Phrase, WhyAside};
use crate::store::{LaneLine, Reached, SetAside, StoreError, Tx};

const EVERY: Duration = Duration::from_hours(1);
/// A wish for patience, or a silence, that families notice.
const LONG: Duration = Duration::from_mins(15);
const QUARTER: Duration = Duration::from_hours(24 * 90);
const DAILY: Duration = Duration::from_hours(24);

/// One refusal is bad luck; so many in an hour are our fault.
const OUR_FAULT: i64 = 3;

/// Tells about one lane.
pub(super) async fn tell(
    house: &House,
    (account, provider): (&AccountId, Provider),
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut tx = house.store.begin().await?;
    let aside = tx.untold_set_aside(account, EVERY, now).await?;
    let mut reached = Vec::new();
    for one in &aside {
        let told = enqueue(&mut tx, account, (one, why(&one.reason)), now).await?;
        if !told.is_empty() {
            tx.note_told((one.school, account), &one.reason, now).await?;
        }
        reached.extend(told);
    }
    let failed = tx.untold_failures(account, now.minus(EVERY)).await?;
    for one in failed.iter().filter(|one| one.count >= OUR_FAULT && is_of_anybody(provider, &one.reason)) {
        reached.extend(enqueue(&mut tx, account, (one, WhyAside::Refused), now).await?);
        tx.note_told((one.school, account), &format!("failed {}", one.reason), now).await?;
    }
    tx.commit().await?;
    wake(house, &reached);
    Ok(())
}

async fn enqueue(
    tx: &mut Tx,
    account: &AccountId,
    (aside, why): (&SetAside, WhyAside),
    now: Timestamp,
) -> Result<Vec<Reached>, StoreError> {
    let phrase = Phrase::Operator(OperatorNews::MessagesSetAside {
        account: account.0.clone(),
        count: u32::try_from(aside.count).unwrap_or(u32::MAX),
        why,
    });
    tx.tell_administrators((aside.school, None), &phrase, now).await
}

/// Tells the administrators of every school that an account serves, by what other account they have, that nothing goes out by
/// this one; where there is no other, what happened waits there for them.
pub(super) async fn lane_stopped(
    tx: &mut Tx,
    met_by: Option<SchoolId>,
    account: &AccountId,
    now: Timestamp,
) -> Result<Vec<Reached>, StoreError> {
    let mut schools = tx.schools_served_by(account).await?;
    schools.extend(met_by.filter(|met_by| !schools.contains(met_by)));
    let mut told = Vec::new();
    for school in schools {
        told.extend(tell_school(tx, school, account, now).await?);
    }
    Ok(told)
}

/// The same of a lane that a receipt has stopped.
async fn stopped_by_receipt(house: &House, account: &AccountId, now: Timestamp) -> Result<(), StoreError> {
    let mut tx = house.store.begin().await?;
    let reached = lane_stopped(&mut tx, None, account, now).await?;
    tx.note_stop_told(account).await?;
    tx.commit().await?;
    tracing::error!(%account, "outbox.lane_stopped");
    wake(house, &reached);
    Ok(())
}

/// Tells the schools of an account that a receipt has stopped it; by their other accounts, that its provider wants to be left
/// alone for long, or has not answered for long, once a day while it lasts. What would wait for that very moment itself is not
/// said.
pub(super) async fn at_rest(
    house: &House,
    account: &AccountId,
    state: &LaneLine,
    now: Timestamp,
) -> Result<(), StoreError> {
    if state.stopped {
        stopped_by_receipt(house, account, now).await?;
    }
    let (until, since) = (Timestamp(state.paused_until), Timestamp(state.silent_since));
    let name = || account.0.clone();
    if until > now.plus(LONG) {
        let say = |at| OperatorNews::AccountMustWait { account: name(), until: at };
        tell_others(house, account, (until, "must_wait"), say, now).await?;
    }
    if since.0 > 0 && since < now.minus(LONG) {
        let say = |at| OperatorNews::AccountSilent { account: name(), since: at };
        tell_others(house, account, (since, "silent"), say, now).await?;
    }
    Ok(())
}

/// `at` and `why`: what is told, in the school's own time, and how it is remembered.
async fn tell_others(
    house: &House,
    account: &AccountId,
    (at, why): (Timestamp, &'static str),
    say: impl Fn(DateTime) -> OperatorNews,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut tx = house.store.begin().await?;
    let mut reached = Vec::new();
    for school in tx.schools_served_by(account).await? {
        if tx.was_told((school, account), why, now.minus(DAILY)).await? {
            continue;
        }
        let Some(at) = tx.school(school).await?.map(|school| school.local(at)) else { continue };
        let phrase = Phrase::Operator(say(at));
        reached.extend(tx.tell_administrators((school, Some(account)), &phrase, now).await?);
        tx.note_told((school, account), why, now).await?;
        tracing::warn!(%account, %school, why, "outbox.account_at_rest");
    }
    tx.commit().await?;
    wake(house, &reached);
    Ok(())
}

/// Tells a school's administrators that an account may not write to where some of its families are: once in a long while,
/// for what could be done about it takes long.
pub(super) async fn out_of_bounds(
    tx: &mut Tx,
    (school, account): (SchoolId, &AccountId),
    now: Timestamp,
) -> Result<Vec<Reached>, StoreError> {
    const OUT_OF_BOUNDS: &str = "out_of_bounds";
    if tx.was_told((school, account), OUT_OF_BOUNDS, now.minus(QUARTER)).await? {
        return Ok(Vec::new());
    }
    let phrase = Phrase::Operator(OperatorNews::OutOfBounds { account: account.0.clone() });
    let told = tx.tell_administrators((school, None), &phrase, now).await?;
    if !told.is_empty() {
        tx.note_told((school, account), OUT_OF_BOUNDS, now).await?;
    }
    Ok(told)
}

/// The same for what a receipt says. Returns the lanes that have something to do.
pub async fn tell_out_of_bounds(
    tx: &mut Tx,
    met_by: (SchoolId, &AccountId),
    now: Timestamp,
) -> Result<Vec<AccountId>, StoreError> {
    let told = out_of_bounds(tx, met_by, now).await?;
    Ok(told.into_iter().map(|one| one.account).collect())
}

async fn tell_school(
    tx: &mut Tx,
    school: SchoolId,
    account: &AccountId,
    now: Timestamp,
) -> Result<Vec<Reached>, StoreError> {
    const STOPPED: &str = "lane_stopped";
    if tx.was_told((school, account), STOPPED, now.minus(EVERY)).await? {
        return Ok(Vec::new());
    }
    let phrase = Phrase::Operator(OperatorNews::AccountStopped { account: account.0.clone() });
    let mut told = tx.tell_administrators((school, Some(account)), &phrase, now).await?;
    if told.is_empty() {
        told = tx.tell_administrators((school, None), &phrase, now).await?;
    }
    if !told.is_empty() {
        tx.note_told((school, account), STOPPED, now).await?;
    }
    Ok(told)
}

fn why(reason: &str) -> WhyAside {
    match reason {
        "never_resent" | "doubtful_twice" | "doubtful_too_late" => WhyAside::Doubtful,
        "deadline" | "too_late" => WhyAside::TooLate,
        "loop" => WhyAside::Loop,
        _ => WhyAside::Other,
    }
}
