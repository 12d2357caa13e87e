//! Places in a class: 1, 2, 2, 4.

use std::collections::BTreeMap;

/// A place, and whether others share it (*ex æquo*).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    pub place: usize,
    pub is_tied: bool,
}

/// The places of values, the highest first; who has no value has no place.
pub fn ranks<T: Ord>(values: &[Option<T>]) -> Vec<Option<Rank>> {
    let mut holders: BTreeMap<&T, usize> = BTreeMap::new();
    for value in values.iter().flatten() {
        *holders.entry(value).or_default() += 1;
    }
    let mut next = 1;
    let mut places: BTreeMap<&T, Rank> = BTreeMap::new();
    for (value, count) in holders.into_iter().rev() {
        places.insert(value, Rank { place: next, is_tied: count > 1 });
        next += count;
    }
    values.iter().map(|value| value.as_ref().and_then(|value| places.get(value).copied())).collect()
}
