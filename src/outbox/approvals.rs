//! Which templates may be used on a lane, as its provider last said.

use std::collections::{HashMap, HashSet};

use crate::domain::{AccountId, SchoolId, TemplateCategory, TemplateStanding};
use crate::store::{StoreError, TemplateRecord, Tx};

/// What is known of the templates that a round may need. What is not known is tried.
#[derive(Debug, Default)]
pub(super) struct Approvals(HashMap<(SchoolId, String), Vec<TemplateRecord>>);

impl Approvals {
    pub(super) async fn read(
        tx: &mut Tx,
        account: &AccountId,
        schools: &HashSet<SchoolId>,
    ) -> Result<Self, StoreError> {
        let mut known = HashMap::<_, Vec<_>>::new();
        for school in schools {
            for record in tx.templates(*school, account).await? {
                known.entry((*school, record.name.clone())).or_default().push(record);
            }
        }
        Ok(Self(known))
    }

    pub(super) fn of(&self, school: SchoolId, name: &str, language: &str) -> (TemplateStanding, TemplateCategory) {
        let of_name = self.0.get(&(school, name.to_owned()));
        let record = of_name.and_then(|records| records.iter().find(|record| record.locale == language));
        record.map_or((TemplateStanding::Unlisted, TemplateCategory::Utility), |record| {
            (record.standing(), record.category())
        })
    }
}
