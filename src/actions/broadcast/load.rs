//! What sending a broadcast would load upon the accounts: messages, money, time.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use crate::actions::Cause;
use crate::actions::tell_families::can_be_reached;
use crate::domain::{
    AccountId, BroadcastAsk, Carriers, Channel, FREE_TEXT_WINDOW, Locale, Phone, PortfolioDay, PortfolioId, SmsLength,
    Tariff, TemplateCategory, Timestamp, count, for_sms,
};
use crate::phrase::{Announcement, FileWays};
use crate::store::BroadcastRecipient;

/// The account by which somebody would hear.
pub(super) fn account_of<'a>(cause: &Cause<'a>, recipient: &'a BroadcastRecipient) -> Option<&'a AccountId> {
    if let Some(reached) = &recipient.contact {
        return Some(&reached.account);
    }
    if !is_reachable(cause, recipient) {
        return None;
    }
    cause.roster_account.filter(|_| recipient.has_roster_phone).or(recipient.file_account.as_ref())
}

/// Whether somebody would hear at all.
fn is_reachable(cause: &Cause<'_>, recipient: &BroadcastRecipient) -> bool {
    recipient.of_a_child().is_some_and(|of_a_child| can_be_reached(cause, &of_a_child))
}

/// What sending would load upon the accounts.
pub(super) struct Load {
    pub(super) channels: BTreeMap<Channel, u32>,
    /// Messages by account, and those of them outside their window.
    accounts: BTreeMap<AccountId, (u32, u32)>,
    /// Of one message as SMS.
    segments: u32,
    pub(super) micros: i64,
    /// Of the cheapest message that costs something.
    pub(super) cheapest: Option<i64>,
    /// What it costs more when nobody can be reached but by SMS.
    pub(super) fallback: i64,
    /// How a file would come to them.
    pub(super) ways: FileWays,
    /// Families who get a template.
    pub(super) by_template: u32,
    /// What the template is to the provider.
    category: TemplateCategory,
}

/// How many segments an announcement takes at most: in the language of the school's that needs most, with what stands around
/// it.
fn segments(announcement: &Announcement, languages: &[Locale]) -> u32 {
    /// A question, its answers and how to answer.
    const QUESTION: usize = 120;
    /// Where a file can be fetched.
    const LINK: usize = 90;
    let Announcement { school, words, by, ask, file, .. } = announcement;
    let question = if matches!(ask, BroadcastAsk::Reading | BroadcastAsk::Coming) { QUESTION } else { 0 };
    let more = question + if file.is_some() { LINK } else { 0 };
    let whole = |locale: &Locale| {
        // Our own words around it make an Arabic message of it, whatever it says.
        let ours = if *locale == Locale::Ar { "\u{627}" } else { "-" };
        format!("{school}\n\n{}\n\n{by}{}", words.in_language(*locale), ours.repeat(more))
    };
    languages.iter().map(|locale| SmsLength::of(&for_sms(&whole(locale))).segments).max().unwrap_or(1)
}

impl Load {
    pub(super) fn of(announcement: &Announcement, languages: &[Locale], category: TemplateCategory) -> Self {
        Self {
            channels: BTreeMap::new(),
            accounts: BTreeMap::new(),
            segments: segments(announcement, languages),
            micros: 0,
            cheapest: None,
            fallback: 0,
            ways: FileWays::default(),
            by_template: 0,
            category,
        }
    }

    pub(super) fn add(
        &mut self,
        carriers: &Carriers,
        account: &AccountId,
        recipient: &BroadcastRecipient,
        now: Timestamp,
    ) {
        let Some(channel) = carriers.channel(account) else { return };
        *self.channels.entry(channel).or_default() += 1;
        let (messages, opening) = self.accounts.entry(account.clone()).or_default();
        *messages += 1;
        let open = recipient.last_inbound_at.is_some_and(|heard| now.since(heard) < FREE_TEXT_WINDOW);
        *match (channel, carriers.carries_files(account)) {
            (Channel::WhatsApp, _) if !open => &mut self.ways.asked_for,
            (_, true) => &mut self.ways.shown,
            (_, false) => &mut self.ways.linked,
        } += 1;
        if channel != Channel::Sms
            && let Some(number) = &recipient.sms_phone
        {
            let phone = Phone::from_provider(number).ok();
            let by_sms = carriers.price(Channel::Sms, phone.as_ref(), Tariff::Segments(self.segments), now);
            self.fallback = self.fallback.saturating_add(by_sms);
        }
        let tariff = match channel {
            Channel::WhatsApp if !open => Tariff::Template(self.category),
            Channel::Sms => Tariff::Segments(self.segments),
            Channel::WhatsApp | Channel::Telegram | Channel::Email => return,
        };
        if channel == Channel::WhatsApp {
            self.by_template += 1;
            *opening += 1;
        }
        let phone = recipient.phone.as_deref().and_then(|text| Phone::from_provider(text).ok());
        let price = carriers.price(channel, phone.as_ref(), tariff, now);
        if price > 0 {
            self.cheapest = Some(self.cheapest.map_or(price, |cheapest| cheapest.min(price)));
        }
        self.micros += price;
    }

    /// In how many parts an SMS of it goes out, where somebody gets one.
    pub(super) fn sms_parts(&self) -> u32 {
        if self.channels.contains_key(&Channel::Sms) { self.segments } else { 0 }
    }

    pub(super) fn families(&self) -> u32 {
        self.channels.values().fold(0, |all, some| all.saturating_add(*some))
    }

    pub(super) fn duration(&self, carriers: &Carriers, known: &HashMap<PortfolioId, PortfolioDay>) -> Duration {
        carriers.duration(self.accounts.iter().map(|(account, (all, opening))| (account, *all, *opening)), known)
    }
}

/// So many families, as a plan of the same audience counts them.
pub(super) fn reachable(cause: &Cause<'_>, recipients: &[BroadcastRecipient]) -> u32 {
    count(recipients.iter().filter(|recipient| is_reachable(cause, recipient)).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::BroadcastId;
    use crate::phrase::Wordings;
    use std::collections::BTreeMap;

    #[test]
    fn what_we_say_in_arabic_around_somebodys_words_is_paid_for_as_arabic() {
        let announcement = |ask| Announcement {
            broadcast: BroadcastId::fresh(),
            school: "Essai".to_owned(),
            by: "M. KOFFI".to_owned(),
            words: Wordings { original: "Kermesse samedi.".to_owned(), by_language: BTreeMap::new() },
            ask,
            again: false,
            file: None,
            urgent: false,
        };
        let parts = |ask, languages: &[Locale]| segments(&announcement(ask), languages);
        assert_eq!(parts(BroadcastAsk::Nothing, &[Locale::Fr, Locale::Ar]), 1, "nothing of ours is said");
        assert_eq!(parts(BroadcastAsk::Coming, &[Locale::Fr, Locale::En]), 1);
        assert_eq!(parts(BroadcastAsk::Coming, &[Locale::Fr, Locale::Ar]), 3, "the dearest language the school has");
    }
}
