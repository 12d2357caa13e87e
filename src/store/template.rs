//! Templates as a provider sees them: one row per account, name and language.

use sqlx::FromRow;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{AccountId, TemplateCategory, TemplateStanding, Timestamp};

/// What is known of one template. Words are the provider's.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct TemplateRecord {
    pub name: String,
    pub locale: String,
    pub state: String,
    pub reason: Option<String>,
    pub category: Option<String>,
    pub quality: Option<String>,
}

impl TemplateRecord {
    /// Of a template that the provider does not have.
    pub fn missing(name: &str, locale: &str) -> Self {
        let (name, locale, state) = (name.to_owned(), locale.to_owned(), "MISSING".to_owned());
        Self { name, locale, state, reason: None, category: None, quality: None }
    }

    pub fn standing(&self) -> TemplateStanding {
        TemplateStanding::of(&self.state)
    }

    /// Ours are all submitted as utilities.
    pub fn category(&self) -> TemplateCategory {
        self.category.as_deref().and_then(TemplateCategory::of).unwrap_or(TemplateCategory::Utility)
    }
}

impl Tx {
    /// All templates known of an account.
    pub async fn templates(&mut self, account: &AccountId) -> Result<Vec<TemplateRecord>, StoreError> {
        self.fetch_all(
            "SELECT name, locale, state, reason, category, quality FROM template \
             WHERE account_id = $1 ORDER BY name, locale",
            args![account],
        )
        .await
    }

    /// Replaces what is known of these templates.
    pub async fn save_templates(
        &mut self,
        account: &AccountId,
        records: &[TemplateRecord],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rows = records
            .iter()
            .map(|one| {
                let (name, locale, state) = (one.name.as_str(), one.locale.as_str(), one.state.as_str());
                let (reason, category) = (one.reason.as_deref(), one.category.as_deref());
                args![account, name, locale, state, reason, category, one.quality.as_deref(), now]
            })
            .collect();
        self.execute_many(
            "INSERT INTO template (account_id, name, locale, state, reason, category, quality, updated_at) \
             VALUES ",
            rows,
            " ON CONFLICT (account_id, name, locale) DO UPDATE SET state = excluded.state, \
             reason = excluded.reason, category = excluded.category, quality = excluded.quality, \
             updated_at = excluded.updated_at",
        )
        .await?;
        Ok(())
    }

    /// Notes that a provider did not take messages by these templates: (account, name, language, state).
    pub async fn refuse_templates(
        &mut self,
        refused: &[(AccountId, String, String, &'static str)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rows = refused
            .iter()
            .map(|(account, name, locale, state)| args![account, name.as_str(), locale.as_str(), *state, now])
            .collect();
        self.execute_many(
            "INSERT INTO template (account_id, name, locale, state, updated_at) VALUES ",
            rows,
            " ON CONFLICT (account_id, name, locale) DO UPDATE SET state = excluded.state, \
             updated_at = excluded.updated_at",
        )
        .await?;
        Ok(())
    }
}
