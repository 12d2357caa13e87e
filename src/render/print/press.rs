//! Report cards as sealed files: laid out together, then a file of each, as many at once as is allowed.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{LaidOut, Printer, TypesetError};
use crate::domain::{CardKey, CardSigner, Locale};
use crate::phrase::ReportCard;
use crate::render::Renderer;

/// All that printing takes.
pub struct CardPress {
    renderer: Arc<Renderer>,
    printer: Printer,
    signer: CardSigner,
}

impl CardPress {
    /// How many cards are laid out together at most.
    pub const TOGETHER: usize = 100;

    pub fn new(renderer: Arc<Renderer>, printer: Printer, signer: CardSigner) -> Self {
        Self { renderer, printer, signer }
    }

    /// The public keys of the seals it knows.
    pub fn keys(&self) -> &[CardKey] {
        self.signer.keys()
    }

    /// The public key of its own.
    pub fn key(&self) -> CardKey {
        self.signer.key()
    }

    /// What draws pictures, with the words for them.
    pub fn draws(&self) -> (&Printer, &Renderer) {
        (&self.printer, &self.renderer)
    }

    /// Lays out cards of a class.
    pub fn lay_out(&self, cards: &[ReportCard], language: Locale) -> Result<LaidOut, TypesetError> {
        let seal = |card: &ReportCard| card.claim(language).map(|claim| self.signer.unsigned(&claim));
        let seals: Vec<Option<String>> = cards.iter().map(seal).collect();
        self.printer.lay_out(&self.renderer, cards, &seals, language)
    }

    /// Gives `take` the sealed file of each of `count` cards, by so many workers.
    pub fn write<E: From<TypesetError> + Send>(
        &self,
        laid_out: &LaidOut,
        count: usize,
        workers: NonZeroUsize,
        take: impl Fn(usize, Vec<u8>) -> Result<(), E> + Sync,
    ) -> Result<(), E> {
        let next = AtomicUsize::new(0);
        let work = || loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return Ok(());
            }
            take(at, self.signer.seal(laid_out.pdf(at)?))?;
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..workers.get().min(count)).map(|_| scope.spawn(work)).collect();
            let ended =
                workers.into_iter().map(|worker| worker.join().unwrap_or_else(|why| std::panic::resume_unwind(why)));
            ended.collect()
        })
    }
}
