//! Seeded chance. Every random decision of the simulator is drawn here, so that a printed seed
//! repeats a run's decisions in the same order.

use std::sync::atomic::{AtomicU64, Ordering};

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// A shared `SplitMix64` generator.
#[derive(Debug)]
pub(crate) struct Dice(AtomicU64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    pub(crate) fn next(&self) -> u64 {
        mix(self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP))
    }

    /// True with the given probability; never for 0, always for 1.
    pub(crate) fn chance(&self, probability: f64) -> bool {
        probability > 0.0 && unit(self.next()) < probability
    }

    /// A number in `0..below`; 0 when `below` is 0.
    pub(crate) fn below(&self, below: u64) -> u64 {
        self.next().checked_rem(below).unwrap_or(0)
    }
}

/// The `n`th draw of a stream of its own: rules of a script use it, so that what one rule draws
/// does not depend on the traffic of another.
pub(crate) fn nth_unit(seed: u64, stream: u64, n: u64) -> f64 {
    let start = mix(seed ^ stream.wrapping_mul(STEP));
    unit(mix(start.wrapping_add(n.wrapping_mul(STEP))))
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[expect(clippy::cast_precision_loss, reason = "53 bits are kept on purpose, which an f64 holds exactly")]
fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}
