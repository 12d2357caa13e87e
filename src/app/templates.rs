//! Keeping a provider's templates in step with ours: what is there, what is missing, what is worded otherwise.

use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use crate::actions::{OurTemplate, TemplateShelf, templates_seen};
use crate::domain::{AccountId, Clock, Locale, TemplateStanding};
use crate::gateway::{Gateway, ListedTemplate, TemplateWording, WhatsApp};
use crate::outbox::OutboxHandle;
use crate::render::{Renderer, TemplateDefinition};
use crate::store::{Store, TemplateRecord};

/// How often a running service reads how its templates stand. Webhooks are faster, and can be missed.
const EVERY: Duration = Duration::from_hours(6);
/// How soon it tries again when it could not.
const AGAIN: Duration = Duration::from_mins(10);

/// What one of our templates needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// It stands as it should, or nothing can be done now.
    Nothing,
    Submit,
    /// It says something else at the provider, under this id.
    Reword(String),
}

/// One of our templates, as it is at the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    pub wording: TemplateWording,
    pub record: TemplateRecord,
    pub need: Need,
}

/// All templates we have words for.
pub fn ours(renderer: &Renderer) -> Vec<OurTemplate> {
    renderer.template_definitions().iter().map(|one| (one.name.clone(), one.language)).collect()
}

/// Compares our templates in these languages with those a provider has. Pure.
pub fn compare(definitions: &[TemplateDefinition], languages: &[Locale], listed: &[ListedTemplate]) -> Vec<Compared> {
    let wanted = definitions.iter().filter(|definition| languages.contains(&definition.language));
    wanted.map(|definition| compare_one(wording(definition), listed)).collect()
}

fn compare_one(wording: TemplateWording, listed: &[ListedTemplate]) -> Compared {
    let found = listed.iter().find(|one| one.name == wording.name && one.language == wording.language);
    let Some(found) = found else {
        let record = TemplateRecord::missing(&wording.name, &wording.language);
        return Compared { wording, record, need: Need::Submit };
    };
    let record = TemplateRecord {
        name: wording.name.clone(),
        locale: wording.language.clone(),
        state: found.status.clone(),
        reason: found.rejected_reason.clone(),
        category: found.category.clone(),
        quality: found.quality.clone(),
    };
    let may_be_reworded =
        matches!(record.standing(), TemplateStanding::Approved | TemplateStanding::Rejected | TemplateStanding::Paused);
    let need = if may_be_reworded && !found.says(&wording) { Need::Reword(found.id.clone()) } else { Need::Nothing };
    Compared { wording, record, need }
}

fn wording(definition: &TemplateDefinition) -> TemplateWording {
    TemplateWording {
        name: definition.name.clone(),
        language: definition.language.code().to_owned(),
        category: definition.category.clone(),
        body: definition.body.clone(),
        examples: definition.examples.clone(),
        buttons: definition.buttons.iter().map(|button| button.text.clone()).collect(),
    }
}

/// An account that something is set or looked at for.
pub(super) struct Watched {
    pub(super) account: AccountId,
    /// The codes of its schools.
    pub(super) schools: Vec<String>,
    pub(super) gateway: Gateway,
}

/// Reads how the templates stand, from time to time; submits nothing.
pub(super) struct TemplateWatch {
    pub(super) accounts: Vec<Watched>,
    pub(super) renderer: Arc<Renderer>,
    pub(super) store: Store,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) outbox: OutboxHandle,
}

impl TemplateWatch {
    pub(super) async fn run(self, stop: CancellationToken) {
        let mut wait = Duration::ZERO;
        while tokio::time::timeout(wait, stop.cancelled()).await.is_err() {
            wait = EVERY;
            for watched in &self.accounts {
                if let Gateway::WhatsApp(gateway) = &watched.gateway
                    && let Err(error) = self.look(watched, gateway).await
                {
                    tracing::warn!(account = %watched.account, %error, "templates.unknown");
                    wait = AGAIN;
                }
            }
        }
    }

    async fn look(&self, watched: &Watched, gateway: &WhatsApp) -> anyhow::Result<()> {
        let listed = gateway.templates().await?;
        let mut tx = self.store.begin().await?;
        let mut schools = Vec::new();
        for code in &watched.schools {
            schools.extend(tx.school_by_code(code).await?);
        }
        if schools.is_empty() {
            return Ok(());
        }
        let ours = ours(&self.renderer);
        let place = TemplateShelf { schools: &schools, account: &watched.account, ours: &ours };
        let compared = compare(self.renderer.template_definitions(), &Locale::ALL, &listed);
        let records = compared.into_iter().map(|one| one.record).collect();
        let lanes = templates_seen(&mut tx, place, records, self.clock.now()).await?;
        tx.commit().await?;
        for lane in lanes {
            self.outbox.wake(&lane);
        }
        Ok(())
    }
}
