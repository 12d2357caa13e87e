//! What the accounts of a school can carry in a day, and at what price: enough to say beforehand what writing to many means.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use super::{AccountId, Channel, RateCard};

/// One account as far as planning needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    pub channel: Channel,
    /// The codes of the schools that send by it.
    pub schools: Vec<String>,
    pub per_second: u32,
    /// People who may be written to outside their window in any 24 hours.
    pub daily_recipients: Option<u32>,
}

/// All accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carriers {
    pub accounts: BTreeMap<AccountId, Carrier>,
    pub rates: RateCard,
    /// A month's money by the school's code, in millionths.
    pub budgets: HashMap<String, i64>,
}

impl Carriers {
    pub fn channel(&self, account: &AccountId) -> Option<Channel> {
        self.accounts.get(account).map(|carrier| carrier.channel)
    }

    /// The accounts a school sends by, in the order of their names.
    pub fn of_school<'a>(&'a self, school: &'a str) -> impl Iterator<Item = (&'a AccountId, &'a Carrier)> {
        self.accounts.iter().filter(move |(_, carrier)| carrier.schools.iter().any(|code| code == school))
    }

    /// The school's `WhatsApp` account, where guardians of its file can be written to first.
    pub fn roster_account<'a>(&'a self, school: &'a str) -> Option<&'a AccountId> {
        self.of_school(school).find(|(_, carrier)| carrier.channel == Channel::WhatsApp).map(|(id, _)| id)
    }

    /// How long an account takes for so many messages, of which so many go outside their window.
    pub fn duration(&self, account: &AccountId, messages: u32, opening: u32) -> Duration {
        let Some(carrier) = self.accounts.get(account) else { return Duration::ZERO };
        let paced = Duration::from_secs(u64::from(messages.div_ceil(carrier.per_second.max(1))));
        let days = carrier.daily_recipients.map_or(0, |daily| opening.saturating_sub(1) / daily.max(1));
        paced.max(Duration::from_hours(24 * u64::from(days)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_portfolio_takes_days() {
        let account = AccountId("wa1".to_owned());
        let carrier = |daily_recipients| Carrier {
            channel: Channel::WhatsApp,
            schools: vec!["a".to_owned()],
            per_second: 80,
            daily_recipients,
        };
        let carriers =
            |daily| Carriers { accounts: BTreeMap::from([(account.clone(), carrier(daily))]), ..Carriers::default() };
        assert_eq!(carriers(Some(250)).duration(&account, 600, 600), Duration::from_hours(48));
        assert_eq!(carriers(Some(250)).duration(&account, 600, 250), Duration::from_secs(8));
        assert_eq!(carriers(None).duration(&account, 600, 600), Duration::from_secs(8));
        assert_eq!(carriers(None).roster_account("b"), None);
    }
}
