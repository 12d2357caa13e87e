//! What the accounts of a school can carry in a day, and at what price: enough to say beforehand what writing to many means.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use super::{AccountId, Channel, Money, Phone, PortfolioDay, PortfolioId, RateCard, Tariff, Timestamp};

/// One account as far as planning needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    pub channel: Channel,
    /// The codes of the schools that send by it.
    pub schools: Vec<String>,
    pub per_second: u32,
    /// Whose numbers its provider counts together.
    pub portfolio: PortfolioId,
    /// People whom the portfolio may write to outside their window in any 24 hours, as configured.
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

    /// How long the accounts take for so many messages each, of which so many go outside their window.
    pub fn duration<'a>(
        &'a self,
        loads: impl Iterator<Item = (&'a AccountId, u32, u32)>,
        known: &HashMap<PortfolioId, PortfolioDay>,
    ) -> Duration {
        let (mut paced, mut opening) = (Duration::ZERO, HashMap::<_, (Option<u32>, u32)>::new());
        for (account, messages, first) in loads {
            let Some(carrier) = self.accounts.get(account) else { continue };
            paced = paced.max(Duration::from_secs(u64::from(messages.div_ceil(carrier.per_second.max(1)))));
            let sum = opening.entry(&carrier.portfolio).or_insert((carrier.daily_recipients, 0));
            sum.1 = sum.1.saturating_add(first);
        }
        let days = opening.into_iter().map(|(portfolio, (ceiling, people))| {
            known.get(portfolio).copied().unwrap_or_default().days(ceiling, people)
        });
        paced.max(Duration::from_hours(24 * u64::from(days.max().unwrap_or_default())))
    }

    /// Whether an account may write to so many new people a day only.
    pub fn is_limited(&self, account: &AccountId, known: &HashMap<PortfolioId, PortfolioDay>) -> bool {
        self.accounts.get(account).is_some_and(|carrier| {
            let day = known.get(&carrier.portfolio).copied().unwrap_or_default();
            day.limit(carrier.daily_recipients).is_some()
        })
    }

    /// The accounts of a portfolio, in the order of their names.
    pub fn of_portfolio<'a>(
        &'a self,
        portfolio: &'a PortfolioId,
    ) -> impl Iterator<Item = (&'a AccountId, &'a Carrier)> {
        self.accounts.iter().filter(move |(_, carrier)| carrier.portfolio == *portfolio)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_a_portfolio_share_its_day() {
        let [one, other] = ["wa1", "wa2"].map(|id| AccountId(id.to_owned()));
        let carrier = |portfolio: &str| Carrier {
            channel: Channel::WhatsApp,
            schools: vec!["a".to_owned()],
            per_second: 80,
            portfolio: PortfolioId(portfolio.to_owned()),
            daily_recipients: Some(250),
            bot: None,
            files: true,
        };
        let carriers = |portfolio: &str| Carriers {
            accounts: BTreeMap::from([(one.clone(), carrier("p")), (other.clone(), carrier(portfolio))]),
            ..Carriers::default()
        };
        let loads = || [(&one, 600, 150), (&other, 200, 150)].into_iter();
        assert_eq!(carriers("p").duration(loads(), &HashMap::new()), Duration::from_hours(24));
        assert_eq!(carriers("q").duration(loads(), &HashMap::new()), Duration::from_secs(8));
        let used = HashMap::from([(PortfolioId("q".into()), PortfolioDay { used: 101, learnt: None })]);
        assert_eq!(carriers("q").duration(loads(), &used), Duration::from_hours(24));
        assert_eq!(carriers("p").roster_account("b"), None);
    }
}
