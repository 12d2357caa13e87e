//! The chance of a run: printed, and repeated at will.

use rand::SeedableRng;
use rand::rngs::StdRng;

/// The dice of a run, and its seed; `CARNET_FAULT_SEED` repeats it.
pub(crate) fn dice(what: &str) -> (u64, StdRng) {
    let seed = std::env::var("CARNET_FAULT_SEED").map_or_else(|_| rand::random(), |seed| seed.parse().unwrap());
    println!("{what}: seed {seed} (repeat with CARNET_FAULT_SEED)");
    (seed, StdRng::seed_from_u64(seed))
}

/// How many rounds: so many in the suite, as many as `CARNET_FAULT_ROUNDS` says in a long run.
pub(crate) fn rounds(quick: u64) -> u64 {
    std::env::var("CARNET_FAULT_ROUNDS").map_or(quick, |rounds| rounds.parse().unwrap())
}
