//! Prints what people wait for, outside every transaction, and has it handed over.
//!
//! Invariant: an order in hand is free again after a while, whatever became of whoever had it.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use crate::actions::{ActionError, DueCards, due_cards, give_up_printing, hand_over_cards, keep_card};
use crate::domain::{AccountId, ClassId, Clock, Locale, Printing, ResultId, SchoolId, StudentId, TermId};
use crate::render::{CardPress, TypesetError, card_files};
use crate::store::{PrintOrder, Store, StoreError};

const EVERY: Duration = Duration::from_millis(500);
/// After this an order in hand is taken again: its process has died.
const HELD: Duration = Duration::from_secs(30);
/// Orders in hand at once.
const AT_ONCE: i64 = 64;
/// Afterwards whoever waits is told that there will be no file.
const TRIES: i64 = 3;

/// Prints. Several processes may do it side by side: an order is in one's hands at a time, and answered once.
pub struct Print {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub press: Arc<CardPress>,
    /// Tells a lane that something is queued in it.
    pub wake: Box<dyn Fn(&AccountId) + Send + Sync>,
}

/// Report cards of one class in one language: printed together.
type Sheaf = (SchoolId, ClassId, TermId, Locale);
/// A printed card, by whose it is and what its file is called.
type File = (ResultId, String, Vec<u8>);

/// Why something was not printed. It is tried again.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    #[error(transparent)]
    Action(#[from] ActionError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Typeset(#[from] TypesetError),
    #[error("the printing thread died")]
    Died,
}

impl Print {
    /// Looks often until `stop`: somebody waits at a phone.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            let rest = match self.look().await {
                Ok(0) => EVERY,
                Ok(_) => Duration::ZERO,
                Err(error) => {
                    tracing::error!(%error, "jobs.print_failed");
                    EVERY
                }
            };
            if stop.is_cancelled() || tokio::time::timeout(rest, stop.cancelled()).await.is_ok() {
                return;
            }
        }
    }

    /// Takes some orders in hand and answers them; returns how many there were.
    pub async fn look(&self) -> Result<usize, PrintError> {
        let mut tx = self.store.begin_read().await?;
        let any = tx.has_print_orders(self.clock.now()).await?;
        tx.rollback().await?;
        if !any {
            return Ok(0);
        }
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        let orders = tx.take_print_orders(now, now.plus(HELD), AT_ONCE).await?;
        tx.commit().await?;
        let taken = orders.len();
        let mut sheaves: BTreeMap<Sheaf, Vec<PrintOrder>> = BTreeMap::new();
        for order in orders {
            let Printing::Card { class, term, .. } = order.what;
            sheaves.entry((order.school, class, term, order.locale)).or_default().push(order);
        }
        for (sheaf, orders) in sheaves {
            if let Err(error) = self.sheaf(sheaf, &orders).await {
                tracing::error!(%error, orders = orders.len(), "jobs.not_printed");
                self.give_up(&orders).await?;
            }
        }
        Ok(taken)
    }

    async fn sheaf(&self, (school, class, term, locale): Sheaf, orders: &[PrintOrder]) -> Result<(), PrintError> {
        let students: Vec<StudentId> = orders.iter().map(student).collect();
        let mut tx = self.store.begin_read().await?;
        let due = due_cards(&mut tx, (school, class, term), &students, locale, self.clock.now()).await?;
        tx.rollback().await?;
        let Some(due) = due else { return Ok(()) };
        for file in self.print(due, locale).await? {
            // Each by itself: files are large, and others write, too.
            let (result, name, bytes) = file;
            let mut tx = self.store.begin().await?;
            keep_card(&mut tx, (school, result, locale), (&name, &bytes), self.clock.now()).await?;
            tx.commit().await?;
        }
        let mut tx = self.store.begin().await?;
        hand_over_cards(&mut tx, (school, class, term), orders, self.clock.now()).await?;
        tx.commit().await?;
        self.wake(orders);
        Ok(())
    }

    /// The files of the cards that are due, made by half of the processors at most: messages come first.
    async fn print(&self, due: DueCards, locale: Locale) -> Result<Vec<File>, PrintError> {
        if due.due.is_empty() {
            return Ok(Vec::new());
        }
        let press = Arc::clone(&self.press);
        let printed = tokio::task::spawn_blocking(move || printed(&press, &due, locale)).await;
        printed.map_err(|_panicked| PrintError::Died)?
    }

    /// Those who have waited through all tries are told.
    async fn give_up(&self, orders: &[PrintOrder]) -> Result<(), PrintError> {
        let mut tx = self.store.begin().await?;
        for order in orders.iter().filter(|order| order.tries >= TRIES) {
            give_up_printing(&mut tx, order, self.clock.now()).await?;
        }
        tx.commit().await?;
        self.wake(orders);
        Ok(())
    }

    fn wake(&self, orders: &[PrintOrder]) {
        for order in orders {
            (self.wake)(&order.account);
        }
    }
}

fn student(order: &PrintOrder) -> StudentId {
    let Printing::Card { student, .. } = order.what;
    student
}

fn printed(press: &CardPress, due: &DueCards, locale: Locale) -> Result<Vec<File>, PrintError> {
    let foreign = Some(locale).filter(|locale| *locale != due.school.default_locale());
    let names = card_files(due.results.iter().map(|result| &result.card), foreign);
    let due: Vec<_> = due.due.iter().filter_map(|at| due.results.get(*at).zip(names.get(*at))).collect();
    let half = std::thread::available_parallelism().map_or(1, |all| all.get() / 2);
    let workers = NonZeroUsize::new(half).unwrap_or(NonZeroUsize::MIN);
    let mut files = Vec::with_capacity(due.len());
    for group in due.chunks(CardPress::TOGETHER) {
        let cards: Vec<_> = group.iter().map(|(result, _)| result.card.clone()).collect();
        let laid_out = press.lay_out(&cards, locale)?;
        let made = Mutex::new(Vec::new());
        press.write(&laid_out, group.len(), workers, |at, bytes| {
            if let Some((result, name)) = group.get(at) {
                made.lock().unwrap_or_else(PoisonError::into_inner).push((result.id, (*name).clone(), bytes));
            }
            Ok::<_, PrintError>(())
        })?;
        files.extend(made.into_inner().unwrap_or_else(PoisonError::into_inner));
    }
    Ok(files)
}
