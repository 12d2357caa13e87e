//! Fetching what people sent, and reading it: providers and tables put together for the inbox.

use anyhow::Context;
use carnet_webhooks::Media;
use std::collections::HashMap;

use super::config::Account;
use super::gateways;
use crate::domain::{AccountId, Carried, MOST_SENT};
use crate::gateway::{FetchError, Gateway, HttpClient, Timeouts};
use crate::inbox::{Fetched, Files, Wanted};
use crate::sheets::{self, Bounds, Fault, Table};

/// Fetches by the account a file came to.
pub(super) struct SentFiles {
    gateways: HashMap<AccountId, Gateway>,
}

impl SentFiles {
    pub(super) fn of(accounts: &[Account]) -> anyhow::Result<Self> {
        let client = HttpClient::new(Timeouts::default())?;
        let gateway = |account: &Account| Ok((account.id.clone(), gateways::gateway(account, client.clone())?));
        Ok(Self { gateways: accounts.iter().map(gateway).collect::<anyhow::Result<_>>()? })
    }
}

impl Files for SentFiles {
    async fn fetch(&self, account: &AccountId, media: &Media, wanted: Wanted) -> Fetched {
        let (Some(gateway), Some(id)) = (self.gateways.get(account), media.id.as_deref()) else { return Fetched::Gone };
        let most = match wanted {
            Wanted::Table => usize::try_from(Bounds::CLASS.file).unwrap_or(usize::MAX),
            Wanted::File => MOST_SENT,
        };
        let too_large = media.size_bytes.is_some_and(|size| usize::try_from(size).is_ok_and(|size| size > most));
        let fetched = if too_large { Err(FetchError::TooLarge) } else { gateway.fetch(id, most).await };
        let read = match (fetched, wanted) {
            (Ok(bytes), Wanted::File) => return Fetched::There(Carried::File(&bytes).pack()),
            (Err(FetchError::TooLarge), Wanted::File) => return Fetched::There(Carried::TooLarge.pack()),
            (Ok(bytes), Wanted::Table) => read(bytes.into()).await,
            (Err(FetchError::TooLarge), Wanted::Table) => Err(Fault::TooLarge),
            (Err(error), _) => {
                tracing::warn!(%account, %error, "inbox.file_not_fetched");
                return if error == FetchError::Failed { Fetched::Later } else { Fetched::Gone };
            }
        };
        kept(&read).unwrap_or(Fetched::Gone)
    }
}

/// Reads it where it holds up nobody; a reader that breaks has met a file that is damaged.
async fn read(bytes: Vec<u8>) -> Result<Vec<Table>, Fault> {
    let reading = tokio::task::spawn_blocking(move || sheets::read(&bytes, &Bounds::CLASS));
    reading.await.unwrap_or(Err(Fault::Damaged))
}

fn kept(read: &Result<Vec<Table>, Fault>) -> anyhow::Result<Fetched> {
    Ok(Fetched::There(serde_json::to_vec(read).context("what was read cannot be written down")?))
}
