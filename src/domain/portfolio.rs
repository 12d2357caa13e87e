//! A business portfolio at `WhatsApp`: the provider counts whom its numbers write to first all together.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

/// So long a person counts among those whom a portfolio wrote to first (Meta, messaging limits: any 24 hours).
pub const PORTFOLIO_WINDOW: Duration = Duration::from_hours(24);

/// What the numbers of one owner are called together: a name of the configuration, or one made of what is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PortfolioId(pub String);

impl fmt::Display for PortfolioId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is known of a portfolio's last 24 hours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PortfolioDay {
    /// People written to outside their window.
    pub used: u32,
    /// New people a day, as the provider last said; none where it said nothing, or that there is no limit.
    pub learnt: Option<u32>,
}

impl PortfolioDay {
    /// New people a day: what the provider says, but never more than the configuration does.
    pub fn limit(self, ceiling: Option<u32>) -> Option<u32> {
        match (ceiling, self.learnt) {
            (Some(ceiling), Some(learnt)) => Some(ceiling.min(learnt)),
            (one, other) => one.or(other),
        }
    }

    /// How many days it takes at most until so many more have been written to: 0 is today.
    pub fn days(self, ceiling: Option<u32>, people: u32) -> u32 {
        let Some(limit) = self.limit(ceiling) else { return 0 };
        let left = limit.saturating_sub(self.used);
        people.saturating_sub(left).div_ceil(limit.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_portfolio_takes_days() {
        let day = |used, learnt| PortfolioDay { used, learnt };
        assert_eq!(day(0, None).days(None, 600), 0);
        assert_eq!(day(0, None).days(Some(250), 600), 2);
        assert_eq!(day(0, None).days(Some(250), 250), 0, "they all fit into today");
        assert_eq!(day(1, None).days(Some(250), 250), 1, "one place is taken");
        assert_eq!(day(300, None).days(Some(250), 1), 1);
        assert_eq!(day(0, Some(100)).days(Some(250), 250), 2, "the provider allows less");
        assert_eq!(day(0, Some(2000)).days(Some(250), 500), 1, "the configuration allows less");
        assert_eq!(day(0, Some(100)).days(None, 100), 0);
        assert_eq!(day(0, None).days(Some(0), 3), 3, "a limit of nobody is no division by it");
    }
}
