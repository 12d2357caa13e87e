//! What faults share: the school, its load, the judge, and a look at what reaches the disk.

pub(super) mod cluster;
pub(super) mod judge;
pub(super) mod load;
pub(super) mod trace;

use std::time::Duration;

/// How long anything may take on a busy machine.
pub(super) const SOON: Duration = Duration::from_mins(1);
