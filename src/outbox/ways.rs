//! What cannot be said where it was to be said: the next address of the same person, else it ends.

use std::sync::Arc;

use super::lane::House;
use crate::domain::{ContactId, MessageId, SchoolId, Timestamp};
use crate::store::{Reached, StoreError, Tx};

/// A message with the address at which it cannot be said.
pub(super) type Stranded = (SchoolId, MessageId, ContactId);

/// Sends stranded messages another way; returns where they went, and those for which there is none.
pub(super) async fn take_other_ways(
    house: &Arc<House>,
    tx: &mut Tx,
    stranded: Vec<Stranded>,
    now: Timestamp,
) -> Result<(Vec<Reached>, Vec<Stranded>), StoreError> {
    let mut addresses = tx.other_addresses(&stranded, now).await?;
    let (mut rerouted, mut stuck) = (Vec::new(), Vec::new());
    for (school, message, contact) in stranded {
        let others = addresses.remove(&message).unwrap_or_default();
        match others.into_iter().find(|other| house.wakes.contains_key(&other.account)) {
            Some(other) => rerouted.push((school, message, other)),
            None => stuck.push((school, message, contact)),
        }
    }
    tx.reroute_messages(&rerouted, now).await?;
    Ok((rerouted.into_iter().map(|(.., to)| to).collect(), stuck))
}

/// The lanes that got something, once it is on disk.
pub(super) fn wake(house: &House, reached: &[Reached]) {
    for one in reached {
        if let Some(wake) = house.wakes.get(&one.account) {
            wake.notify_one();
        }
        house.elsewhere.wake(&one.account);
    }
}
