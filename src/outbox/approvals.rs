//! Which templates may be used on a lane, as its provider last said.

use std::collections::HashMap;

use crate::domain::{AccountId, TemplateCategory, TemplateStanding};
use crate::store::{StoreError, TemplateRecord, Tx};

/// What is known of the templates that a round may need. What is not known is tried.
#[derive(Debug, Default)]
pub(super) struct Approvals(HashMap<String, Vec<TemplateRecord>>);

impl Approvals {
    pub(super) async fn read(tx: &mut Tx, account: &AccountId) -> Result<Self, StoreError> {
        let mut known = HashMap::<_, Vec<_>>::new();
        for record in tx.templates(account).await? {
            known.entry(record.name.clone()).or_default().push(record);
        }
        Ok(Self(known))
    }

    pub(super) fn of(&self, name: &str, language: &str) -> (TemplateStanding, TemplateCategory) {
        let record = self.0.get(name).and_then(|records| records.iter().find(|record| record.locale == language));
        record.map_or((TemplateStanding::Unlisted, TemplateCategory::Utility), |record| {
            (record.standing(), record.category())
        })
    }
}
