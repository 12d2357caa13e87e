//! Closed terms: which are, the rules they were computed by, and what their report cards say, version by version.

mod card_key;
mod closing;
mod council;
mod earlier;
mod printed;
mod result;
mod roll;
mod rules;

pub use card_key::KnownCardKey;
pub use council::{NewDecision, StoredDecision};
pub use earlier::EarlierClass;
pub use printed::PrintedCard;
pub use result::{ShownCard, TermResult};
pub(in crate::store) use roll::on_roll;
pub use roll::{CountedElsewhere, RollStudent, Unmarked};
pub use rules::{GradingRules, NewRules};
