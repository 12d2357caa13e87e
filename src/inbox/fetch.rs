//! Fetching what people sent with a message: outside every transaction, before its event is handled.
//!
//! 1. The event is stored with its attachment wanted, and put off for as long as fetching may take.
//! 2. A fetcher claims what is wanted, has it fetched, and writes down what was read of it: the event is due.
//! 3. What fails is tried again; in the end the event is due without it, and its sender is told.

use carnet_webhooks::{Content, EventKind, InboundEvent, Media, MediaKind, Sender};
use futures_util::future::join_all;
use metrics::counter;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::domain::{AccountId, Clock};
use crate::store::{Store, StoreError, WantedAttachment};

/// For how long an event waits for its attachment, whatever becomes of those who fetch it.
pub(super) const FILE_PATIENCE: Duration = Duration::from_mins(2);
/// How often the table is looked at.
const POLL: Duration = Duration::from_millis(500);
/// Fetched side by side by one process: each may cost what a file may cost.
const AT_ONCE: i64 = 2;
/// One try; a claim lives a little longer.
const TRY: Duration = Duration::from_secs(25);
const CLAIM: Duration = Duration::from_secs(30);
const TRIES: i64 = 4;
/// Between the first two tries; then four times as long, each time.
const REST: Duration = Duration::from_secs(1);

/// What came of fetching.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// What was read of it.
    There(Vec<u8>),
    /// The provider no longer has it, or it may not be fetched.
    Gone,
    /// Not this time.
    Later,
}

/// What a file is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// To be read as a table.
    Table,
    /// To be passed on as it is.
    File,
}

/// Who fetches and reads, within bounds. The inbox knows neither providers nor files.
pub trait Files: Send + Sync + 'static {
    fn fetch(&self, account: &AccountId, media: &Media, wanted: Wanted) -> impl Future<Output = Fetched> + Send;
}

/// Fetches for all schools of this process.
pub struct Fetcher<F> {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub files: Arc<F>,
    /// Notified when an event is due.
    pub stored: Arc<Notify>,
}

impl<F: Files> Fetcher<F> {
    /// Works until `stop`; what it has claimed then is claimed again later.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            let round = tokio::select! {
                round = self.round() => round,
                () = stop.cancelled() => return,
            };
            match round {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "inbox.fetch_failed"),
            }
            if tokio::time::timeout(POLL, stop.cancelled()).await.is_ok() {
                return;
            }
        }
    }

    /// Fetches what is wanted now; says whether there was anything.
    async fn round(&self) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let mut tx = self.store.begin_read().await?;
        let any = tx.has_wanted_attachments(now).await?;
        tx.rollback().await?;
        if !any {
            return Ok(false);
        }
        let mut tx = self.store.begin().await?;
        let wanted = tx.claim_attachments(now, now.plus(CLAIM), AT_ONCE).await?;
        tx.commit().await?;
        for done in join_all(wanted.iter().map(|one| self.one(one))).await {
            done?;
        }
        Ok(!wanted.is_empty())
    }

    /// A table is read; what else people send is passed on, so it is fetched from those who have somebody to write to.
    async fn wanted_for(
        &self,
        wanted: &WantedAttachment,
        media: &Media,
        sender: &Sender,
    ) -> Result<Option<Wanted>, StoreError> {
        let mut tx = self.store.begin_read().await?;
        let (is_staff, is_guardian) =
            tx.sides_of(wanted.school, &wanted.account, (sender.user_id.as_deref(), sender.phone.as_deref())).await?;
        tx.rollback().await?;
        Ok(match media.kind {
            MediaKind::Document if is_table(media) && (is_staff || !is_guardian) => Some(Wanted::Table),
            _ => (is_staff || is_guardian).then_some(Wanted::File),
        })
    }

    async fn one(&self, wanted: &WantedAttachment) -> Result<(), StoreError> {
        let fetched = match wanted.body.as_deref().and_then(brought) {
            Some((media, sender)) => match self.wanted_for(wanted, &media, &sender).await? {
                Some(what) => {
                    let fetching = self.files.fetch(&wanted.account, &media, what);
                    tokio::time::timeout(TRY, fetching).await.unwrap_or(Fetched::Later)
                }
                None => Fetched::Gone,
            },
            None => Fetched::Gone,
        };
        let outcome = match &fetched {
            Fetched::There(_) => "fetched",
            Fetched::Later if wanted.tries < TRIES => "put_off",
            Fetched::Gone | Fetched::Later => "given_up",
        };
        counter!("carnet_inbox_attachments_total", "outcome" => outcome).increment(1);
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        match fetched {
            Fetched::There(content) => {
                tx.settle_attachment(wanted.school, wanted.event, Some(&content), now).await?;
            }
            Fetched::Later if wanted.tries < TRIES => {
                let times = u32::try_from(wanted.tries.clamp(1, TRIES) - 1).unwrap_or_default();
                let rest = REST.saturating_mul(4_u32.saturating_pow(times));
                tx.postpone_attachment(wanted.school, wanted.event, now.plus(rest)).await?;
            }
            Fetched::Gone | Fetched::Later => {
                tracing::warn!(event = %wanted.event, tries = wanted.tries, "inbox.attachment_given_up");
                tx.settle_attachment(wanted.school, wanted.event, None, now).await?;
            }
        }
        tx.commit().await?;
        self.stored.notify_waiters();
        Ok(())
    }
}

fn brought(body: &[u8]) -> Option<(Media, Sender)> {
    let event: InboundEvent = serde_json::from_slice(body).ok()?;
    let media = attached(&event)?.clone();
    match event.kind {
        EventKind::Message(message) => Some((media, message.sender)),
        _ => None,
    }
}

/// The file that may have to be fetched before an event is handled. Moving pictures are neither read nor passed on.
pub(super) fn attached(event: &InboundEvent) -> Option<&Media> {
    let EventKind::Message(message) = &event.kind else { return None };
    let Content::Media(media) = &message.content else { return None };
    let may_be = matches!(media.kind, MediaKind::Document | MediaKind::Image | MediaKind::Voice | MediaKind::Audio);
    may_be.then_some(media)
}

const TABLES: [&str; 7] = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt"];

fn is_table(media: &Media) -> bool {
    let extension = media.file_name.as_deref().and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension);
    match extension {
        Some(extension) => TABLES.iter().any(|table| extension.eq_ignore_ascii_case(table)),
        None => {
            media.mime.as_deref().is_some_and(|mime| ["sheet", "excel", "csv"].iter().any(|word| mime.contains(word)))
        }
    }
}
