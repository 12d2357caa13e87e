//! What the accounts of a school can carry in a day, and at what price: enough to say beforehand what writing to many means.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use super::{AccountId, Channel, Money, Phone, RateCard, Tariff, Timestamp};

/// One account as far as planning needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    pub channel: Channel,
    /// The codes of the schools that send by it.
    pub schools: Vec<String>,
    pub per_second: u32,
    /// People who may be written to outside their window in any 24 hours.
    pub daily_recipients: Option<u32>,
    /// What our bot is called at Telegram, where that is configured.
    pub bot: Option<String>,
    /// Whether files travel by it; else a link to them does.
    pub files: bool,
}

/// All accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carriers {
    pub accounts: BTreeMap<AccountId, Carrier>,
    /// What each channel asks; nothing where messages are free. All in one currency.
    pub rates: BTreeMap<Channel, RateCard>,
    /// A month's money by the school's code, in millionths.
    pub budgets: HashMap<String, i64>,
}

impl Carriers {
    pub fn channel(&self, account: &AccountId) -> Option<Channel> {
        self.accounts.get(account).map(|carrier| carrier.channel)
    }

    /// Whether files travel by an account.
    pub fn carries_files(&self, account: &AccountId) -> bool {
        self.accounts.get(account).is_some_and(|carrier| carrier.files)
    }

    /// What the bot of an account is called.
    pub fn bot(&self, account: &AccountId) -> Option<&str> {
        self.accounts.get(account)?.bot.as_deref()
    }

    /// What a school's bot is called: whoever adds it to a group finds it by that.
    pub fn bot_of<'a>(&'a self, school: &'a str) -> Option<&'a str> {
        self.of_school(school).find_map(|(_, carrier)| carrier.bot.as_deref())
    }

    /// The accounts a school sends by, in the order of their names.
    pub fn of_school<'a>(&'a self, school: &'a str) -> impl Iterator<Item = (&'a AccountId, &'a Carrier)> {
        self.accounts.iter().filter(move |(_, carrier)| carrier.schools.iter().any(|code| code == school))
    }

    /// The school's `WhatsApp` account, where guardians of its file can be written to first.
    pub fn roster_account<'a>(&'a self, school: &'a str) -> Option<&'a AccountId> {
        self.of_school(school).find(|(_, carrier)| carrier.channel == Channel::WhatsApp).map(|(id, _)| id)
    }

    /// What a message costs at that time, in millionths.
    pub fn price(&self, channel: Channel, to: Option<&Phone>, tariff: Tariff, at: Timestamp) -> i64 {
        self.rates.get(&channel).map_or(0, |card| card.price(to, tariff, at))
    }

    /// ISO 4217: that of the rates.
    pub fn currency(&self) -> &str {
        self.rates.values().next().map_or("", RateCard::currency)
    }

    /// An amount in the currency of the rates.
    pub fn money(&self, micros: i64) -> Money {
        self.rates.values().next().map_or_else(|| RateCard::default().money(micros), |card| card.money(micros))
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
            bot: None,
            files: true,
        };
        let carriers =
            |daily| Carriers { accounts: BTreeMap::from([(account.clone(), carrier(daily))]), ..Carriers::default() };
        assert_eq!(carriers(Some(250)).duration(&account, 600, 600), Duration::from_hours(48));
        assert_eq!(carriers(Some(250)).duration(&account, 600, 250), Duration::from_secs(8));
        assert_eq!(carriers(None).duration(&account, 600, 600), Duration::from_secs(8));
        assert_eq!(carriers(None).roster_account("b"), None);
    }
}
