//! Faults, each a bounded test: the real binary where it can be, and the simulator's ledger as judge.
//!
//! Each run prints its seed; `CARNET_FAULT_SEED` repeats it. `CARNET_FAULT_ROUNDS` makes the runs long:
//! `CARNET_FAULT_ROUNDS=200 cargo test --workspace --test it -- faults:: --nocapture`.

mod bodies;
mod clocks;
mod crowd;
mod deaths;
mod disk;
mod late;
mod power;
mod races;
mod restarts;
mod steps;
mod support;
mod wires;
