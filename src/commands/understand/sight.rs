//! Which things of a list that the school shares somebody may name.
//!
//! Invariant: what is not in sight is as if it were not in the list.

/// The places of the things in sight.
#[derive(Debug)]
pub(super) enum Sight {
    All,
    /// A bit for each place.
    Some(Vec<u64>),
}

impl Sight {
    /// Of a list of `length` things, those at these places.
    pub(super) fn of(length: usize, places: impl Iterator<Item = u32>) -> Self {
        let mut bits = vec![0_u64; length.div_ceil(64)];
        for place in places {
            let (word, bit) = split(place);
            if let Some(word) = bits.get_mut(word) {
                *word |= bit;
            }
        }
        Self::Some(bits)
    }

    pub(super) fn sees(&self, place: u32) -> bool {
        match self {
            Self::All => true,
            Self::Some(bits) => {
                let (word, bit) = split(place);
                bits.get(word).is_some_and(|word| word & bit != 0)
            }
        }
    }

    /// Those of `places` that are in sight.
    pub(super) fn among(&self, places: &[u32]) -> Vec<u32> {
        match self {
            Self::All => places.to_vec(),
            Self::Some(_) => places.iter().copied().filter(|place| self.sees(*place)).collect(),
        }
    }

    /// Whether any of `places` is in sight.
    pub(super) fn sees_any(&self, places: &[u32]) -> bool {
        places.iter().any(|place| self.sees(*place))
    }

    /// The things of a list that are in sight, with their places.
    pub(super) fn of_list<'t, T>(&'t self, list: &'t [T]) -> impl Iterator<Item = (u32, &'t T)> {
        (0_u32..).zip(list).filter(|(place, _)| self.sees(*place))
    }
}

fn split(place: u32) -> (usize, u64) {
    (usize::try_from(place / 64).unwrap_or(usize::MAX), 1 << (place % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_in_sight_is_seen() {
        let sight = Sight::of(130, [0, 64, 129].into_iter());
        assert_eq!(sight.among(&[0, 1, 63, 64, 65, 129, 130]), [0, 64, 129]);
        assert!(sight.sees_any(&[5, 129]) && !sight.sees_any(&[1, 4_000_000_000]));
        let list = [(); 130];
        assert_eq!(sight.of_list(&list).map(|(place, ())| place).collect::<Vec<_>>(), [0, 64, 129]);
        assert!(Sight::All.sees(7));
    }
}
