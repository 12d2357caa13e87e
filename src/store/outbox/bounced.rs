//! Letters of which somebody says that they could not be delivered.

use uuid::Uuid;

use crate::domain::{AccountId, SchoolId};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// A letter of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLetter {
    pub school: SchoolId,
    pub account: AccountId,
}

impl Tx {
    /// The letter that one of these accounts has sent under this Message-ID to this address. Whoever invents a report would
    /// have to know both.
    pub async fn sent_letter(
        &mut self,
        accounts: &[AccountId],
        message_id: &str,
        address: &str,
    ) -> Result<Option<SentLetter>, StoreError> {
        let index = self.email_index(address);
        let rows = accounts.iter().map(|account| args![account, message_id, index.clone()]).collect();
        let found: Vec<(Uuid, String)> = self
            .fetch_many(
                "WITH told (account_id, provider_id, email_index) AS (VALUES ",
                rows,
                ") SELECT a.school_id, a.account_id FROM told t \
                 JOIN attempt a ON a.account_id = t.account_id AND a.provider_id = t.provider_id \
                 JOIN message m ON m.school_id = a.school_id AND m.id = a.message_id \
                 JOIN contact c ON c.school_id = m.school_id AND c.id = m.contact_id \
                 JOIN contact o ON o.school_id = a.school_id AND o.account_id = a.account_id \
                 AND o.email_index = t.email_index \
                 AND (o.id = c.id OR o.guardian_id = c.guardian_id OR o.staff_id = c.staff_id)",
            )
            .await?;
        let letter = |(school, account)| SentLetter { school: SchoolId(school), account: AccountId(account) };
        Ok(found.into_iter().next().map(letter))
    }
}
