//! What a provider decided about a template of ours: kept, and told to the administrators with what there is to do.

use carnet_webhooks::{TemplateAspect, TemplateChange};

use super::ActionError;
use crate::domain::{AccountId, Locale, TemplateCategory, TemplateStanding, Timestamp};
use crate::phrase::{OperatorNews, Phrase, TemplateNews};
use crate::store::{School, TEMPLATE_WAITS, TemplateRecord, Tx};

/// A template we have words for, by name and language.
pub type OurTemplate = (String, Locale);

/// Where templates are: the account of one school, or of several, at a provider.
#[derive(Debug, Clone, Copy)]
pub struct TemplateShelf<'a> {
    pub schools: &'a [School],
    pub account: &'a AccountId,
    /// All that we would use.
    pub ours: &'a [OurTemplate],
}

impl TemplateShelf<'_> {
    /// Those in a language of the schools.
    pub fn wanted(&self) -> impl Iterator<Item = &OurTemplate> {
        let spoken = |locale| self.schools.iter().any(|school| school.languages.contains(locale));
        self.ours.iter().filter(move |(_, locale)| spoken(locale))
    }

    fn has(&self, name: &str, locale: &str) -> Option<Locale> {
        self.ours.iter().find(|(known, language)| known == name && language.code() == locale).map(|(_, locale)| *locale)
    }
}

/// Takes note of one change that the provider announced. Templates that are not ours are nobody's business here.
pub async fn template_changed(
    tx: &mut Tx,
    shelf: TemplateShelf<'_>,
    change: &TemplateChange,
    now: Timestamp,
) -> Result<Vec<AccountId>, ActionError> {
    if shelf.has(&change.name, &change.language).is_none() {
        return Ok(Vec::new());
    }
    let known = tx.templates(shelf.account).await?;
    let before = known.into_iter().find(|one| one.name == change.name && one.locale == change.language);
    let mut record = before.unwrap_or_else(|| TemplateRecord::missing(&change.name, &change.language));
    match change.what {
        TemplateAspect::Status => (record.state, record.reason) = (change.event.clone(), change.reason.clone()),
        TemplateAspect::Quality => record.quality = Some(change.event.clone()),
        TemplateAspect::Category => record.category = Some(change.event.clone()),
    }
    templates_seen(tx, shelf, vec![record], now).await
}

/// Takes note of templates as the provider has them now. Returns the lanes that have something new to do.
pub async fn templates_seen(
    tx: &mut Tx,
    shelf: TemplateShelf<'_>,
    records: Vec<TemplateRecord>,
    now: Timestamp,
) -> Result<Vec<AccountId>, ActionError> {
    let TemplateShelf { schools, account, .. } = shelf;
    // Of two processes that look at once, the second sees what the first has noted and told.
    tx.queue_for_lane(account).await?;
    let before = tx.templates(account).await?;
    tx.save_templates(account, &records, now).await?;
    let (mut news, mut approved) = (Vec::new(), false);
    for record in &records {
        let Some(language) = shelf.has(&record.name, &record.locale) else { continue };
        let old = before.iter().find(|old| old.name == record.name && old.locale == record.locale);
        approved |= record.standing() == TemplateStanding::Approved
            && old.is_none_or(|old| old.standing() != TemplateStanding::Approved);
        let (template, account) = (record.name.clone(), account.0.clone());
        let tell = |news| Phrase::Operator(OperatorNews::Template { template, language, account, news });
        news.extend(worth_telling(old, record).map(tell));
    }
    let mut lanes = Vec::new();
    if approved {
        tx.let_go_of(account, TEMPLATE_WAITS, now).await?;
        lanes.push(account.clone());
        news.extend(all_ready(tx, shelf, &before).await?);
    }
    for phrase in news {
        for school in schools {
            let told = tx.tell_administrators((school.id, None), &phrase, now).await?;
            lanes.extend(told.into_iter().map(|admin| admin.account));
        }
    }
    Ok(lanes)
}

/// What of a change an administrator must know; a first approval is told when it is the last one that was missing.
fn worth_telling(old: Option<&TemplateRecord>, new: &TemplateRecord) -> Option<TemplateNews> {
    let was = old.map_or(TemplateStanding::Missing, TemplateRecord::standing);
    let changed = was != new.standing();
    match new.standing() {
        TemplateStanding::Rejected if changed => Some(TemplateNews::Rejected { reason: new.reason.clone() }),
        TemplateStanding::Paused if changed => Some(TemplateNews::Paused),
        TemplateStanding::Disabled if changed => Some(TemplateNews::Disabled),
        TemplateStanding::Approved if was == TemplateStanding::Paused => Some(TemplateNews::Resumed),
        _ if became_marketing(old, new) => Some(TemplateNews::Marketing),
        _ if became_red(old, new) => Some(TemplateNews::LowQuality),
        _ => None,
    }
}

fn became_marketing(old: Option<&TemplateRecord>, new: &TemplateRecord) -> bool {
    new.category() == TemplateCategory::Marketing && old.is_none_or(|old| old.category() != TemplateCategory::Marketing)
}

fn became_red(old: Option<&TemplateRecord>, new: &TemplateRecord) -> bool {
    let is_red = |quality: Option<&str>| quality == Some("RED");
    is_red(new.quality.as_deref()) && !old.is_some_and(|old| is_red(old.quality.as_deref()))
}

/// Said once, when the last template that was missing is approved.
async fn all_ready(
    tx: &mut Tx,
    shelf: TemplateShelf<'_>,
    before: &[TemplateRecord],
) -> Result<Option<Phrase>, ActionError> {
    let now = tx.templates(shelf.account).await?;
    let ready = |records: &[TemplateRecord]| {
        shelf.wanted().all(|(name, locale)| {
            let is_it = |one: &&TemplateRecord| one.name == *name && one.locale == locale.code();
            records.iter().find(is_it).is_some_and(|one| one.standing() == TemplateStanding::Approved)
        })
    };
    let paused_before = before.iter().any(|one| one.standing() == TemplateStanding::Paused);
    let first = ready(&now) && !ready(before) && !paused_before;
    Ok(first.then(|| Phrase::Operator(OperatorNews::TemplatesReady { account: shelf.account.0.clone() })))
}
