//! Whose turn it is among the schools that share an account: each in turn, whatever the others have waiting.
//!
//! Like the classes' shares, but all are equal: each school has a clock that advances with every message it sends, and the
//! one that is behind goes next. A school that had nothing to send starts level with the others.

use std::collections::HashMap;

use crate::domain::SchoolId;

/// The clocks of a lane's schools, within one class.
#[derive(Debug, Default)]
pub(super) struct Turns {
    clocks: HashMap<SchoolId, u64>,
}

impl Turns {
    /// These schools have something waiting, and no others.
    pub(super) fn wait(&mut self, schools: &[SchoolId]) {
        self.clocks.retain(|school, _| schools.contains(school));
        let level = self.clocks.values().min().copied().unwrap_or(0);
        for school in schools {
            self.clocks.entry(*school).or_insert(level);
        }
    }

    /// The school to serve next among these; the one named first where they are level.
    pub(super) fn next(&self, waiting: impl Iterator<Item = SchoolId>) -> Option<SchoolId> {
        waiting.min_by_key(|school| self.clocks.get(school).copied().unwrap_or(0))
    }

    /// A message of this school goes.
    pub(super) fn served(&mut self, school: SchoolId) {
        *self.clocks.entry(school).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_take_turns_and_a_newcomer_is_not_owed_the_past() {
        let schools = [SchoolId::fresh(), SchoolId::fresh(), SchoolId::fresh()];
        let mut turns = Turns::default();
        let mut served = HashMap::<SchoolId, u32>::new();
        for round in 0..300 {
            let waiting = if round < 100 { &schools[..2] } else { &schools[..] };
            turns.wait(waiting);
            let school = turns.next(waiting.iter().copied()).unwrap();
            turns.served(school);
            *served.entry(school).or_default() += 1;
        }
        // 100 between two, then 200 among three.
        assert!(schools[..2].iter().all(|school| (115..=118).contains(&served[school])), "{served:?}");
        assert!((66..=68).contains(&served[&schools[2]]), "{served:?}");
        assert_eq!(turns.next(std::iter::empty()), None);
    }
}
