//! What may be spent: a school's money for the month, a portfolio's new recipients for the day, people's patience with
//! advertising.
//!
//! Invariants: what costs money leaves only within its school's budget, answers excepted; nobody new is written to outside
//! their window beyond the portfolio's daily number, whichever of its numbers and of our processes writes; whom the provider spares advertising gets none.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

use super::lane::Drive;
use super::port::Sender;
use super::ways::Stranded;
use super::wording::Worded;
use crate::domain::{
    ANSWERING, AttemptId, MessageClass, MessageId, PORTFOLIO_WINDOW, Phone, PortfolioDay, PortfolioId, RateCard,
    SchoolId, Tariff, TemplateCategory, Timestamp,
};
use crate::phrase::{ConversationPhrase, OperatorNews, Phrase};
use crate::store::{BlindIndex, Candidate, Charge, NEW_RECIPIENTS, OVER_BUDGET, StoreError, Tx};

/// How often a message that its budget holds back is looked at again.
const BUDGET_REST: Duration = Duration::from_mins(30);
/// Of the budget: when administrators are warned.
const WARNED_AT: i64 = 80;

/// Why a message waits.
pub(super) const SPARED: &str = "spared_marketing";

/// What an account may spend.
#[derive(Debug, Clone, Default)]
pub struct Spending {
    pub rates: RateCard,
    /// A month's money, by the school's code, in millionths; none: no limit.
    pub budgets: HashMap<String, i64>,
    /// Whose numbers the provider counts together.
    pub portfolio: PortfolioId,
    /// People written to outside their window in any 24 hours by the whole portfolio: never more, whatever it allows.
    pub daily_recipients: Option<u32>,
}

/// Whom the portfolio has written to outside their window in the last 24 hours, as far as a lane has looked: by this lane
/// or by another, in this process or elsewhere.
#[derive(Debug)]
pub(super) struct Opened {
    last: HashMap<BlindIndex, Timestamp>,
    order: VecDeque<(Timestamp, BlindIndex)>,
    /// The portfolio's revision up to which all are known.
    seen: i64,
}

impl Default for Opened {
    fn default() -> Self {
        Self { last: HashMap::new(), order: VecDeque::new(), seen: -1 }
    }
}

/// A portfolio's day during one T1.
#[derive(Debug, Clone, Copy)]
struct Day {
    limit: Option<u32>,
    revision: i64,
}

impl Opened {
    /// Holds the portfolio and looks at what is new. Inside T1: nobody else writes to anybody new until it ends.
    async fn hold(&mut self, tx: &mut Tx, spending: &Spending, now: Timestamp) -> Result<Day, StoreError> {
        let held = tx.hold_portfolio(&spending.portfolio).await?;
        let day = PortfolioDay { used: 0, learnt: held.learnt };
        let limit = day.limit(spending.daily_recipients);
        if limit.is_some() && held.revision != self.seen {
            for (person, at) in tx.opened_after(&spending.portfolio, self.seen, now.minus(PORTFOLIO_WINDOW)).await? {
                self.last.insert(person.clone(), at);
                self.order.push_back((at, person));
            }
            self.seen = held.revision;
        }
        self.forget(now);
        Ok(Day { limit, revision: held.revision })
    }

    fn forget(&mut self, now: Timestamp) {
        while let Some((at, person)) = self.order.pop_front_if(|(at, _)| now.since(*at) >= PORTFOLIO_WINDOW) {
            if self.last.get(&person) == Some(&at) {
                self.last.remove(&person);
            }
        }
    }

    /// Now, or when a place comes free.
    fn may_open(&self, person: &BlindIndex, fresh: &HashSet<BlindIndex>, limit: u32, now: Timestamp) -> Timestamp {
        let known = self.last.contains_key(person) || fresh.contains(person);
        let used = self.last.len() + fresh.iter().filter(|one| !self.last.contains_key(one)).count();
        if known || used < limit as usize {
            return now;
        }
        self.order.front().map_or(now.plus(BUDGET_REST), |(at, _)| at.plus(PORTFOLIO_WINDOW))
    }
}

/// A school's money during one T1.
struct Purse {
    month: String,
    spent: i64,
    told: i64,
    budget: Option<i64>,
    refused: bool,
}

impl Purse {
    async fn open<G: Sender>(
        drive: &Drive<G>,
        tx: &mut Tx,
        school: SchoolId,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let settings = drive.schools.of(school);
        let month = settings.map_or_else(String::new, |settings| settings.month(now));
        let (spent, told) = tx.spent(school, &month).await?;
        let budget = settings.and_then(|settings| drive.spending.budgets.get(&settings.code).copied());
        Ok(Self { month, spent, told, budget, refused: false })
    }

    /// Of the budget, what administrators must have been told of by now.
    fn level(&self, budget: i64) -> i64 {
        if self.refused {
            100
        } else if self.spent.saturating_mul(100) >= budget.saturating_mul(WARNED_AT) {
            WARNED_AT
        } else {
            0
        }
    }
}

/// What was let through, and what was not.
#[derive(Default)]
pub(super) struct Admitted {
    pub(super) chosen: Vec<(Candidate, Worded)>,
    pub(super) held_back: Vec<(SchoolId, MessageId, Timestamp, &'static str)>,
    /// Advertising to whom the provider spares it for longer than it is of use.
    pub(super) unwanted: Vec<Stranded>,
    prices: HashMap<MessageId, (Tariff, i64)>,
    /// Where something goes outside its window.
    day: Option<Day>,
    /// Whom a template goes to.
    people: HashMap<MessageId, BlindIndex>,
    fresh: HashSet<BlindIndex>,
    purses: HashMap<SchoolId, Purse>,
}

/// Lets through what may be spent on. Inside T1: nobody else spends the same money.
pub(super) async fn admit<G: Sender>(
    drive: &mut Drive<G>,
    tx: &mut Tx,
    chosen: Vec<(Candidate, Worded)>,
    now: Timestamp,
) -> Result<Admitted, StoreError> {
    let mut admitted = Admitted::default();
    if chosen.iter().any(|(_, worded)| matches!(worded.tariff, Some(Tariff::Template(_)))) {
        admitted.day = Some(drive.opened.hold(tx, &drive.spending, now).await?);
    }
    tx.hold_money(chosen.iter().filter(|(_, worded)| worded.tariff.is_some()).map(|(one, _)| one.school)).await?;
    for (candidate, worded) in chosen {
        let Some(tariff) = worded.tariff else {
            admitted.chosen.push((candidate, worded));
            continue;
        };
        let price = drive.spending.rates.price(phone(&candidate).as_ref(), tariff, now);
        if let Some((until, why)) = admitted.objection(drive, tx, &candidate, (tariff, price), now).await? {
            if why == SPARED && until >= candidate.expires_at {
                admitted.unwanted.push((candidate.school, candidate.id, candidate.contact));
            } else {
                admitted.held_back.push((candidate.school, candidate.id, until, why));
            }
        } else {
            admitted.prices.insert(candidate.id, (tariff, price));
            if matches!(tariff, Tariff::Template(_)) {
                let person = person(tx, &candidate);
                admitted.fresh.insert(person.clone());
                admitted.people.insert(candidate.id, person);
            }
            admitted.chosen.push((candidate, worded));
        }
    }
    Ok(admitted)
}

/// What somebody of the school says in a thread to a family that has just written there: an answer, as ours are. What they
/// write first is none, whatever the family has asked us.
fn answers_a_family(candidate: &Candidate, now: Timestamp) -> bool {
    let line = match &candidate.say.phrase {
        Phrase::Document { caption, .. } => caption,
        phrase => phrase,
    };
    let is_answer = matches!(line, Phrase::Conversation(ConversationPhrase::FromSchool { is_answer: true, .. }));
    is_answer && candidate.last_inbound_at.is_some_and(|heard| now.since(heard) < ANSWERING)
}

fn phone(candidate: &Candidate) -> Option<Phone> {
    candidate.phone.as_deref().and_then(|text| Phone::from_provider(text).ok())
}

fn person(tx: &Tx, candidate: &Candidate) -> BlindIndex {
    tx.person(candidate.contact, phone(candidate).as_ref(), candidate.user_id.as_deref())
}

impl Admitted {
    /// Why a message that is paid for must wait, and until when.
    async fn objection<G: Sender>(
        &mut self,
        drive: &Drive<G>,
        tx: &mut Tx,
        candidate: &Candidate,
        (tariff, price): (Tariff, i64),
        now: Timestamp,
    ) -> Result<Option<(Timestamp, &'static str)>, StoreError> {
        let by_template = matches!(tariff, Tariff::Template(_));
        if tariff == Tariff::Template(TemplateCategory::Marketing) && candidate.no_marketing_before > now {
            return Ok(Some((candidate.no_marketing_before, SPARED)));
        }
        if let (Some(limit), true) = (self.day.and_then(|day| day.limit), by_template) {
            let opens = drive.opened.may_open(&person(tx, candidate), &self.fresh, limit, now);
            if opens > now {
                return Ok(Some((opens, NEW_RECIPIENTS)));
            }
        }
        let purse = self.purse(drive, tx, candidate.school, now).await?;
        let within = purse.budget.is_none_or(|budget| purse.spent + price <= budget);
        if within || candidate.class == MessageClass::Reply || answers_a_family(candidate, now) {
            purse.spent += price;
            return Ok(None);
        }
        purse.refused = true;
        Ok(Some((now.plus(BUDGET_REST), OVER_BUDGET)))
    }

    async fn purse<G: Sender>(
        &mut self,
        drive: &Drive<G>,
        tx: &mut Tx,
        school: SchoolId,
        now: Timestamp,
    ) -> Result<&mut Purse, StoreError> {
        Ok(match self.purses.entry(school) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(Purse::open(drive, tx, school, now).await?),
        })
    }

    /// Writes down what goes: `gone` names the messages of T1 with their attempts. Warns where a budget nears its end.
    pub(super) async fn settle<G: Sender>(
        mut self,
        drive: &Drive<G>,
        tx: &mut Tx,
        gone: &[(&Candidate, AttemptId)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut charges = Vec::new();
        let mut opened = HashSet::new();
        for (candidate, attempt) in gone {
            let (Some((tariff, price)), Some(purse)) =
                (self.prices.get(&candidate.id), self.purses.get(&candidate.school))
            else {
                continue;
            };
            let (school, month) = (candidate.school, purse.month.clone());
            let segments = match tariff {
                Tariff::Segments(count) => i64::from(*count),
                Tariff::Template(_) => 0,
            };
            charges.push(Charge { school, attempt: *attempt, month, micros: *price, segments });
            opened.extend(self.people.remove(&candidate.id));
        }
        tx.charge(&charges).await?;
        if let Some(day) = self.day {
            tx.note_opened(&drive.spending.portfolio, (opened.into_iter().collect(), day.revision), now).await?;
        }
        for (school, purse) in &self.purses {
            warn(drive, tx, *school, purse, now).await?;
        }
        Ok(())
    }
}

/// Tells administrators once when most of a budget is spent, and once when nothing more goes.
async fn warn<G: Sender>(
    drive: &Drive<G>,
    tx: &mut Tx,
    school: SchoolId,
    purse: &Purse,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(budget) = purse.budget else { return Ok(()) };
    let level = purse.level(budget);
    if purse.told >= level {
        return Ok(());
    }
    tx.note_spend_told(school, &purse.month, level).await?;
    let rates = &drive.spending.rates;
    let news =
        OperatorNews::Budget { spent: rates.money(purse.spent), budget: rates.money(budget), exhausted: level == 100 };
    tx.tell_administrators((school, None), &Phrase::Operator(news), now).await?;
    tracing::warn!(account = %drive.account, %school, level, "outbox.budget");
    Ok(())
}
