//! Which templates may be used on a lane, as its provider last said.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::{AccountId, TemplateCategory, TemplateStanding};
use crate::gateway::TemplateNames;
use crate::store::{StoreError, TemplateRecord, Tx};

/// What is known of the templates that a round may need. What is not known is tried.
#[derive(Debug, Default)]
pub(super) struct Approvals {
    known: HashMap<String, Vec<TemplateRecord>>,
    /// The only ones there are, where our configuration names them.
    own: Option<Arc<TemplateNames>>,
}

impl Approvals {
    pub(super) async fn read(
        tx: &mut Tx,
        account: &AccountId,
        own: Option<Arc<TemplateNames>>,
    ) -> Result<Self, StoreError> {
        let mut known = HashMap::<_, Vec<_>>::new();
        for record in tx.templates(account).await? {
            known.entry(record.name.clone()).or_default().push(record);
        }
        Ok(Self { known, own })
    }

    pub(super) fn of(&self, name: &str, language: &str) -> (TemplateStanding, TemplateCategory) {
        if self.own.as_ref().is_some_and(|own| !own.contains(&(name.to_owned(), language.to_owned()))) {
            return (TemplateStanding::Missing, TemplateCategory::Utility);
        }
        let record = self.known.get(name).and_then(|records| records.iter().find(|record| record.locale == language));
        record.map_or((TemplateStanding::Unlisted, TemplateCategory::Utility), |record| {
            (record.standing(), record.category())
        })
    }
}
