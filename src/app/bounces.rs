//! Reports of letters that came back: what they say becomes what a receipt of failure would say.
//!
//! Invariant: a report of nothing that we have sent changes nothing, and says nothing to whoever wrote it.

use carnet_webhooks::ReceiptStatus;

use crate::domain::{AccountId, Timestamp};
use crate::gateway::Bounce;
use crate::outbox::after_bounce;
use crate::store::{ReceiptNews, Store, StoreError};

/// What a mail was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returned {
    /// No report, or one that says nothing final.
    NoReport,
    /// A report of something that none of our accounts has sent.
    NotOurs,
    /// So many failures are noted.
    Noted(usize),
}

/// Reads one mail and notes what it says of letters that these accounts have sent.
pub async fn take_returned(
    store: &Store,
    accounts: &[AccountId],
    mail: &[u8],
    now: Timestamp,
) -> Result<Returned, StoreError> {
    let Some(bounce) = Bounce::read(mail) else { return Ok(Returned::NoReport) };
    let mut tx = store.begin().await?;
    let mut news = Vec::new();
    for failure in &bounce.failures {
        let (code, after) = after_bounce(failure.status);
        'found: for address in &failure.addresses {
            for message_id in &bounce.message_ids {
                if let Some(letter) = tx.sent_letter(accounts, message_id, address).await? {
                    news.push(ReceiptNews {
                        school: letter.school,
                        others: Vec::new(),
                        account: letter.account,
                        provider_id: message_id.clone(),
                        attempt: None,
                        status: ReceiptStatus::Failed,
                        bill: None,
                        code: Some(code),
                        after,
                        at: now,
                    });
                    break 'found;
                }
            }
        }
    }
    let noted = news.len();
    if noted == 0 {
        tx.rollback().await?;
        return Ok(Returned::NotOurs);
    }
    tx.apply_receipts(news);
    tx.commit().await?;
    Ok(Returned::Noted(noted))
}
