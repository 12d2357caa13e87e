//! Prints what people wait for, outside every transaction, and has it handed over.
//!
//! Invariant: an order in hand is free again after a while, whatever became of whoever had it.

mod made;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use self::made::{drawn, in_background, printed, together};
use crate::actions::{
    ActionError, DueCards, answer_no_summary, due_cards, give_up_printing, hand_over_cards, hand_over_class,
    hand_over_picture, hand_over_summary, keep_card, note_progress, ordered_figures, picture, template_fails,
};
use crate::domain::{AccountId, ClassId, Clock, Locale, Printing, ResultId, SchoolId, StudentId, TermId};
use crate::render::{CardPress, TypesetError};
use crate::store::{PrintOrder, Store, StoreError};

const EVERY: Duration = Duration::from_millis(500);
/// After this an order in hand is taken again: its process has died.
const HELD: Duration = Duration::from_secs(30);
/// Orders in hand at once.
const AT_ONCE: i64 = 64;
/// Cards of a class printed at one time: then it is said how far it has come.
const PART: usize = 20;
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

impl PrintError {
    /// Whether the template is at fault, after so many tries: one that was stopped may have been stopped by a busy machine.
    fn is_the_template(&self, tries: i64) -> bool {
        let Self::Typeset(error) = self else { return false };
        match error {
            TypesetError::Template { .. } | TypesetError::PageCount { .. } | TypesetError::Said(_) => true,
            TypesetError::TooSlow { .. } | TypesetError::Died { .. } => tries > 1,
            _ => false,
        }
    }
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

    /// Takes some orders in hand and answers them, or does a part of a heavy one; returns how many there were.
    pub async fn look(&self) -> Result<usize, PrintError> {
        let mut tx = self.store.begin_read().await?;
        let any = tx.has_print_orders(self.clock.now()).await?;
        let may_seal = !any || !tx.is_distrusted(&self.press.key()).await?;
        tx.rollback().await?;
        if !any {
            return Ok(0);
        }
        // Somebody who waits for one thing does not wait for those who want much.
        let (mut orders, mut heavy) = (self.take(false, AT_ONCE).await?, Vec::new());
        if orders.is_empty() {
            heavy = self.take(true, 1).await?;
        }
        let taken = orders.len() + heavy.len();
        let mut sheaves: BTreeMap<Sheaf, Vec<PrintOrder>> = BTreeMap::new();
        let mut pictures = Vec::new();
        orders.append(&mut heavy);
        for order in orders {
            let (Printing::Card { class, term, .. } | Printing::Class { class, term }) = order.what else {
                pictures.push(order);
                continue;
            };
            sheaves.entry((order.school, class, term, order.locale)).or_default().push(order);
        }
        for (sheaf, orders) in sheaves {
            if !may_seal {
                tracing::error!(orders = orders.len(), "jobs.signing_key_distrusted");
                self.put_off(&orders).await?;
                continue;
            }
            let done = match orders.as_slice() {
                [order] if order.what.is_heavy() => self.class(sheaf, order).await,
                _ => self.sheaf(sheaf, &orders).await,
            };
            if let Err(error) = done {
                tracing::error!(%error, orders = orders.len(), "jobs.not_printed");
                self.give_up(&orders, &error).await?;
            }
        }
        for order in pictures {
            let done = match order.what {
                Printing::Summary { term } => self.summary(&order, term).await,
                _ => self.picture(&order).await,
            };
            if let Err(error) = done {
                tracing::error!(%error, "jobs.not_drawn");
                self.give_up(std::slice::from_ref(&order), &error).await?;
            }
        }
        Ok(taken)
    }

    async fn take(&self, heavy: bool, most: i64) -> Result<Vec<PrintOrder>, StoreError> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        let orders = tx.take_print_orders((now, now.plus(HELD)), heavy, most).await?;
        tx.commit().await?;
        Ok(orders)
    }

    async fn sheaf(&self, sheaf: Sheaf, orders: &[PrintOrder]) -> Result<(), PrintError> {
        let (school, class, term, _) = sheaf;
        let students: HashSet<StudentId> = orders.iter().filter_map(student).collect();
        let Some(due) = self.due(sheaf, |student| students.contains(&student)).await? else { return Ok(()) };
        let at: Vec<usize> = due.due.clone();
        self.print(sheaf, due, at).await?;
        let mut tx = self.store.begin().await?;
        hand_over_cards(&mut tx, (school, class, term), orders, self.clock.now()).await?;
        tx.commit().await?;
        self.wake(orders);
        Ok(())
    }

    /// A part of a class, or, when all is printed, its file.
    async fn class(&self, sheaf: Sheaf, order: &PrintOrder) -> Result<(), PrintError> {
        let (_, class, term, locale) = sheaf;
        let Some(due) = self.due(sheaf, |_| true).await? else { return Ok(()) };
        let (all, left) = (due.results.len(), due.due.len());
        let part: Vec<usize> = due.due.iter().copied().take(PART).collect();
        if part.is_empty() {
            let press = Arc::clone(&self.press);
            let (due, name, bytes) = in_background(move || together(&press, due, locale)).await?;
            let mut tx = self.store.begin().await?;
            let file = (name.as_str(), bytes.as_slice());
            hand_over_class(&mut tx, order, (class, term), &due.results, file, self.clock.now()).await?;
            tx.commit().await?;
        } else {
            let done = all - left + part.len();
            let due = self.print(sheaf, due, part).await?;
            let mut tx = self.store.begin().await?;
            note_progress(&mut tx, order, &due, done, self.clock.now()).await?;
            tx.commit().await?;
        }
        self.wake(std::slice::from_ref(order));
        Ok(())
    }

    async fn summary(&self, order: &PrintOrder, term: Option<TermId>) -> Result<(), PrintError> {
        let now = self.clock.now();
        let mut tx = self.store.begin_read().await?;
        let known = ordered_figures(&mut tx, order, term, now).await?;
        tx.rollback().await?;
        let (press, locale) = (Arc::clone(&self.press), order.locale);
        let made = match known {
            Some(figures) => {
                let file = move || {
                    let (printer, renderer) = press.draws();
                    Ok((printer.statistics_file(renderer, &figures, locale)?, figures))
                };
                Some(in_background(file).await?)
            }
            None => None,
        };
        let mut tx = self.store.begin().await?;
        match made {
            Some(((name, bytes), figures)) => {
                hand_over_summary(&mut tx, order, figures, (name, &bytes), self.clock.now()).await?;
            }
            None => answer_no_summary(&mut tx, order, now).await?,
        }
        tx.commit().await?;
        self.wake(std::slice::from_ref(order));
        Ok(())
    }

    async fn picture(&self, order: &PrintOrder) -> Result<(), PrintError> {
        let mut tx = self.store.begin_read().await?;
        let picture = picture(&mut tx, order, self.clock.now()).await?;
        tx.rollback().await?;
        let (press, locale) = (Arc::clone(&self.press), order.locale);
        let drawn = match picture {
            Some(picture) => Some(in_background(move || Ok((drawn(&press, &picture, locale)?, picture))).await?),
            None => None,
        };
        let mut tx = self.store.begin().await?;
        match drawn {
            Some((bytes, picture)) => hand_over_picture(&mut tx, order, &picture, &bytes, self.clock.now()).await?,
            None => give_up_printing(&mut tx, order, self.clock.now()).await?,
        }
        tx.commit().await?;
        self.wake(std::slice::from_ref(order));
        Ok(())
    }

    async fn due(
        &self,
        (school, class, term, locale): Sheaf,
        wanted: impl Fn(StudentId) -> bool,
    ) -> Result<Option<DueCards>, PrintError> {
        let mut tx = self.store.begin_read().await?;
        let due = due_cards(&mut tx, (school, class, term), locale, wanted, self.clock.now()).await?;
        tx.rollback().await?;
        Ok(due)
    }

    /// Prints the cards at these places and keeps their files.
    async fn print(&self, sheaf: Sheaf, due: DueCards, at: Vec<usize>) -> Result<DueCards, PrintError> {
        let (school, _, _, locale) = sheaf;
        if at.is_empty() {
            return Ok(due);
        }
        let (press, key) = (Arc::clone(&self.press), self.press.key());
        let (due, files) = in_background(move || {
            let files = printed(&press, &due, &at, locale)?;
            Ok((due, files))
        })
        .await?;
        for (result, name, bytes) in files {
            // Each by itself: files are large, and others write, too.
            let mut tx = self.store.begin().await?;
            let file = (name.as_str(), bytes.as_slice());
            keep_card(&mut tx, (school, result, locale), file, &key, self.clock.now()).await?;
            tx.commit().await?;
        }
        Ok(due)
    }

    /// Leaves orders for a process that seals with a key that is trusted.
    async fn put_off(&self, orders: &[PrintOrder]) -> Result<(), PrintError> {
        let mut tx = self.store.begin().await?;
        for order in orders {
            tx.release_print_order(order.school, order.id, self.clock.now().plus(HELD)).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Those who have waited through all tries are told; what is wrong with a school's template is told sooner.
    async fn give_up(&self, orders: &[PrintOrder], why: &PrintError) -> Result<(), PrintError> {
        let mut tx = self.store.begin().await?;
        let mut lanes = Vec::new();
        for order in orders.iter().filter(|order| why.is_the_template(order.tries)) {
            lanes.extend(template_fails(&mut tx, order, self.clock.now()).await?);
        }
        for order in orders.iter().filter(|order| order.tries >= TRIES) {
            give_up_printing(&mut tx, order, self.clock.now()).await?;
        }
        tx.commit().await?;
        self.wake(orders);
        for lane in &lanes {
            (self.wake)(lane);
        }
        Ok(())
    }

    fn wake(&self, orders: &[PrintOrder]) {
        for order in orders {
            (self.wake)(&order.account);
        }
    }
}

fn student(order: &PrintOrder) -> Option<StudentId> {
    match order.what {
        Printing::Card { student, .. } => Some(student),
        Printing::Class { .. } | Printing::Progress { .. } | Printing::Histogram { .. } | Printing::Summary { .. } => {
            None
        }
    }
}
