//! Templates as a provider sees them.

use carnet_webhooks::{TemplateAspect, TemplateChange};

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{AccountId, SchoolId, Timestamp};

impl Tx {
    /// Notes what a provider says of a template. Only its status decides whether it may be used.
    pub async fn note_template(
        &mut self,
        school: SchoolId,
        account: &AccountId,
        change: &TemplateChange,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if change.what != TemplateAspect::Status {
            return Ok(());
        }
        self.execute(
            "INSERT INTO template (school_id, account_id, name, locale, state, reason, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (school_id, account_id, name, locale) \
             DO UPDATE SET state = excluded.state, reason = excluded.reason, updated_at = excluded.updated_at",
            args![
                school,
                account,
                change.name.as_str(),
                change.language.as_str(),
                change.event.as_str(),
                change.reason.as_deref(),
                now
            ],
        )
        .await?;
        Ok(())
    }
}
