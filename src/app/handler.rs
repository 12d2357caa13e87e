//! What each kind of event does: the inbox hands them over, the rooms that know do the work.

use carnet_webhooks::whatsapp::{DailyLimit, daily_limit};
use carnet_webhooks::{AccountNotice, Content, EventKind, InboundEvent, IncomingMessage, Provider, Receipt};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use std::time::Duration;

use super::bill::bill;
use super::school_ids::SchoolIds;
use crate::actions::{
    Origin, OurTemplate, PortfolioShelf, TemplateShelf, foresee, limit_told, reach_changed, suspend_identity,
    template_changed,
};
use crate::commands::{Addressed, Desk, Incoming};
use crate::domain::{AccountId, Carrier, Carriers, Channel, Clock, Phone, SchoolId, Timestamp};
use crate::gateway::{self, Address, Courtesy};
use crate::inbox::{Effects, Filed, Handler};
use crate::outbox::{self, OutboxHandle};
use crate::store::{AfterFailure, ReceiptNews, School, Tx};

/// Connects inbox, commands and outbox.
pub(super) struct EventHandler {
    pub(super) desk: Arc<Desk>,
    pub(super) carriers: Arc<Carriers>,
    /// Accounts that mark what people write as read.
    pub(super) mark_read: HashSet<AccountId>,
    pub(super) school_ids: Arc<SchoolIds>,
    pub(super) outbox: OutboxHandle,
    /// All templates we have words for.
    pub(super) templates: Vec<OurTemplate>,
    pub(super) clock: Arc<dyn Clock>,
}

impl Handler for EventHandler {
    type Courtesy = Courtesy;

    async fn foresee(&self, tx: &mut Tx, events: &[(Filed<'_>, InboundEvent)]) -> anyhow::Result<()> {
        let senders: Vec<_> = events
            .iter()
            .filter_map(|(filed, event)| match &event.kind {
                EventKind::Message(message) if message.chat.group().is_none() => {
                    Some((filed.school, filed.account, &message.sender))
                }
                _ => None,
            })
            .collect();
        // One alone is asked for when its turn comes.
        if senders.len() > 1 {
            foresee(tx, &senders).await?;
        }
        Ok(())
    }

    async fn handle(
        &self,
        tx: &mut Tx,
        filed: Filed<'_>,
        event: InboundEvent,
        effects: &mut Effects<Courtesy>,
    ) -> anyhow::Result<()> {
        match event.kind {
            EventKind::Message(message) => {
                let said_at = said_at(event.at_ms, filed.received_at);
                self.message(tx, (filed, said_at), event.provider, &message, effects).await
            }
            EventKind::Receipt(receipt) => {
                if let Some(error) = &receipt.error {
                    // It may go another way now.
                    effects.wake.extend(self.accounts_of_school(filed.account).cloned());
                    if outbox::is_out_of_bounds(carrier(event.provider), error.code) {
                        for school in self.schools(tx, filed).await? {
                            let met_by = (school.id, filed.account);
                            effects.wake.extend(outbox::tell_out_of_bounds(tx, met_by, self.clock.now()).await?);
                        }
                    }
                }
                let mut others = self.sharing(filed.account).await;
                others.retain(|school| *school != filed.school);
                let now = self.clock.now();
                let phone = receipt.recipient.phone.as_deref().and_then(|text| Phone::from_provider(text).ok());
                let to = (self.channel(filed.account), phone.as_ref());
                let bill = receipt.price.as_ref().and_then(|price| bill(price, to, &self.carriers, now));
                tx.apply_receipts(vec![news(filed, (others, bill), event.provider, receipt, now)]);
                Ok(())
            }
            EventKind::Identity(change) => {
                for school in self.schools(tx, filed).await? {
                    suspend_identity(tx, self.origin(&school, filed), &change).await?;
                }
                Ok(())
            }
            EventKind::Reach(change) => {
                for school in self.schools(tx, filed).await? {
                    reach_changed(tx, self.origin(&school, filed), &change).await?;
                }
                Ok(())
            }
            EventKind::Template(change) => {
                let schools = self.schools(tx, filed).await?;
                let place = TemplateShelf { schools: &schools, account: filed.account, ours: &self.templates };
                let (template, event) = (&change.name, &change.event);
                tracing::warn!(account = %filed.account, %template, %event, "provider.template_changed");
                effects.wake.extend(template_changed(tx, place, &change, self.clock.now()).await?);
                Ok(())
            }
            EventKind::Account(notice) => {
                tracing::warn!(account = %filed.account, field = %notice.field, "provider.account_notice");
                // What Meta says of an account counts by its own clock, whenever it comes.
                let said_at = event.at_ms.map_or(filed.received_at, Timestamp);
                effects.wake.extend(self.limit(tx, (filed, said_at), &notice).await?);
                Ok(())
            }
            EventKind::Skipped(skipped) => {
                tracing::debug!(account = %filed.account, reason = %skipped.reason, "provider.event_skipped");
                Ok(())
            }
        }
    }

    async fn regret(
        &self,
        tx: &mut Tx,
        filed: Filed<'_>,
        event: InboundEvent,
        effects: &mut Effects<Courtesy>,
    ) -> anyhow::Result<()> {
        let EventKind::Message(message) = &event.kind else { return Ok(()) };
        let said_at = said_at(event.at_ms, filed.received_at);
        self.desk.regret(tx, self.incoming(filed, said_at, message)).await?;
        effects.wake.push(filed.account.clone());
        Ok(())
    }

    fn committed(&self, effects: Effects<Courtesy>) {
        for account in &effects.wake {
            self.outbox.wake(account);
        }
        for (account, courtesy) in effects.courtesies {
            self.outbox.courtesy(&account, courtesy);
        }
    }
}

impl EventHandler {
    fn channel(&self, account: &AccountId) -> Channel {
        self.carriers.channel(account).unwrap_or(Channel::WhatsApp)
    }

    fn origin<'a>(&self, school: &'a School, filed: Filed<'a>) -> Origin<'a> {
        Origin {
            school,
            account: filed.account,
            channel: self.channel(filed.account),
            event: filed.id,
            said_at: filed.received_at,
            now: self.clock.now(),
        }
    }

    fn incoming<'a>(&'a self, filed: Filed<'a>, said_at: Timestamp, message: &'a IncomingMessage) -> Incoming<'a> {
        Incoming {
            school: filed.school,
            account: filed.account,
            channel: self.channel(filed.account),
            event: filed.id,
            message,
            now: self.clock.now(),
            said_at,
            among: false,
            roster_account: self.roster_account(filed.account),
        }
    }

    async fn message(
        &self,
        tx: &mut Tx,
        (filed, said_at): (Filed<'_>, Timestamp),
        provider: Provider,
        message: &IncomingMessage,
        effects: &mut Effects<Courtesy>,
    ) -> anyhow::Result<()> {
        let incoming = self.incoming(filed, said_at, message);
        if self.sharing(filed.account).await.len() < 2 {
            self.desk.answer(tx, incoming).await?;
        } else if let schools = self.schools(tx, filed).await?
            && let Addressed::To { schools, before, among } = self.desk.address(tx, incoming, &schools).await?
        {
            let messages = if before.is_empty() { std::slice::from_ref(message) } else { before.as_slice() };
            for school in schools {
                for message in messages {
                    self.desk.answer(tx, Incoming { school, message, among, ..incoming }).await?;
                }
            }
        }
        // Answers go by the account they came in by; news of a publication may go by all of the school's.
        effects.wake.extend(self.accounts_of_school(filed.account).cloned());
        let read = self.mark_read.contains(filed.account);
        let courtesies = courtesies(provider, message, read).into_iter();
        effects.courtesies.extend(courtesies.map(|courtesy| (filed.account.clone(), courtesy)));
        Ok(())
    }

    /// How many new people a day the provider allows, where a notice says so. Returns the lanes that have something to do.
    async fn limit(
        &self,
        tx: &mut Tx,
        (filed, said_at): (Filed<'_>, Timestamp),
        notice: &AccountNotice,
    ) -> anyhow::Result<Vec<AccountId>> {
        let (Some(limit), Some(carrier)) = (daily_limit(notice), self.carriers.accounts.get(filed.account)) else {
            return Ok(Vec::new());
        };
        let learnt = match limit {
            DailyLimit::People(count) => Some(count),
            DailyLimit::Unlimited => None,
        };
        let (mut accounts, mut served) = (Vec::new(), BTreeSet::new());
        for (account, one) in self.carriers.of_portfolio(&carrier.portfolio) {
            accounts.push(account.clone());
            served.extend(&one.schools);
        }
        let mut schools = Vec::with_capacity(served.len());
        for code in served {
            schools.extend(tx.school_by_code(code).await?);
        }
        let ceiling = carrier.daily_recipients;
        let place = PortfolioShelf { portfolio: &carrier.portfolio, ceiling, accounts: &accounts, schools: &schools };
        Ok(limit_told(tx, place, learnt, (said_at, self.clock.now())).await?)
    }

    /// The schools of the account an event came in by.
    async fn schools(&self, tx: &mut Tx, filed: Filed<'_>) -> anyhow::Result<Vec<School>> {
        let mut ids = self.sharing(filed.account).await;
        if ids.is_empty() {
            ids.push(filed.school);
        }
        let mut schools = Vec::with_capacity(ids.len());
        for id in ids {
            schools.push(self.desk.frame(tx, id, self.clock.now()).await?.school.clone());
        }
        Ok(schools)
    }

    /// The schools that share an account; nothing where it is one school's.
    async fn sharing(&self, account: &AccountId) -> Vec<SchoolId> {
        let codes = self.schools_of(account);
        let mut schools = Vec::new();
        if codes.len() > 1 {
            for code in codes {
                schools.extend(self.school_ids.of(code).await);
            }
        }
        schools
    }

    /// The accounts of the schools that send by this one.
    fn accounts_of_school<'a>(&'a self, account: &AccountId) -> impl Iterator<Item = &'a AccountId> {
        let schools = self.schools_of(account);
        let shares = |carrier: &Carrier| carrier.schools.iter().any(|school| schools.contains(school));
        self.carriers.accounts.iter().filter(move |(_, carrier)| shares(carrier)).map(|(id, _)| id)
    }

    /// The codes of the schools that send by an account.
    fn schools_of(&self, account: &AccountId) -> &[String] {
        self.carriers.accounts.get(account).map(|carrier| carrier.schools.as_slice()).unwrap_or_default()
    }

    fn roster_account(&self, account: &AccountId) -> Option<&AccountId> {
        self.accounts_of_school(account).find(|id| self.channel(id) == Channel::WhatsApp)
    }
}

/// The longest that a provider tries to deliver what it has (Meta, webhooks: seven days), and a day for its clock.
const REPEATED: Duration = Duration::from_hours(8 * 24);

/// When something was said. A clock that tells of a time before anything can have been on its way is not believed.
fn said_at(told: Option<i64>, received: Timestamp) -> Timestamp {
    told.map(Timestamp).filter(|told| received.since(*told) <= REPEATED).unwrap_or(received)
}

/// Signs of life for one message.
fn courtesies(provider: Provider, message: &IncomingMessage, mark_read: bool) -> Vec<Courtesy> {
    let mut courtesies = Vec::new();
    if let Content::Press { callback, on, .. } = &message.content {
        courtesies.extend(callback.clone().map(|callback| Courtesy::AnswerPress { callback }));
        // Among others a button is everybody's.
        if let (Provider::Telegram, Some(on), None) = (provider, on, message.chat.group()) {
            let to = Address { user_id: message.sender.user_id.clone(), ..Address::default() };
            courtesies.push(Courtesy::RemoveButtons { to, message_id: on.clone() });
        }
    }
    if provider == Provider::WhatsApp && mark_read && message.chat.group().is_none() {
        courtesies.push(Courtesy::Read { message_id: message.id.clone(), typing: false });
    }
    courtesies
}

fn news(
    filed: Filed<'_>,
    (others, bill): (Vec<SchoolId>, Option<i64>),
    provider: Provider,
    receipt: Receipt,
    now: Timestamp,
) -> ReceiptNews {
    let code = receipt.error.map(|error| error.code);
    ReceiptNews {
        school: filed.school,
        others,
        account: filed.account.clone(),
        provider_id: receipt.message_id,
        attempt: receipt.attempt.and_then(|attempt| attempt.parse().ok()),
        status: receipt.status,
        bill,
        code,
        after: code.map_or(AfterFailure::Nothing, |code| outbox::after_failure(carrier(provider), code)),
        at: now,
    }
}

/// Who sends for us, by who reports to us.
fn carrier(provider: Provider) -> gateway::Provider {
    match provider {
        Provider::WhatsApp => gateway::Provider::WhatsApp,
        Provider::Telegram => gateway::Provider::Telegram,
        Provider::Twilio => gateway::Provider::Twilio,
        Provider::Infobip => gateway::Provider::Infobip,
    }
}
