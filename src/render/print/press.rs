//! Report cards as sealed files: laid out together, then a file of each, as many at once as is allowed.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{LaidOut, Printer, TypesetError};
use crate::domain::{CardClaim, CardKey, CardSigner, Locale, Points, YearClaim};
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

    /// The public keys of its seals.
    pub fn keys(&self) -> &[CardKey] {
        self.signer.keys()
    }

    /// What draws pictures, with the words for them.
    pub fn draws(&self) -> (&Printer, &Renderer) {
        (&self.printer, &self.renderer)
    }

    /// Lays out cards of a class.
    pub fn lay_out(&self, cards: &[ReportCard], language: Locale) -> Result<LaidOut, TypesetError> {
        let seal = |card| card_claim(card, language).map(|claim| self.signer.unsigned(&claim));
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

/// What a card's seal says; none of a card without a code.
pub fn card_claim(card: &ReportCard, language: Locale) -> Option<CardClaim> {
    Some(CardClaim {
        school: card.school_code.clone(),
        year: card.year.clone(),
        term: card.term.clone(),
        student: card.student_code.clone(),
        average: card.general.map(Points::fixed),
        rank: card.rank.map(|rank| rank.place),
        year_result: card.year_result.as_ref().map(|year| YearClaim {
            average: year.average.map(Points::fixed),
            rank: year.rank.map(|rank| rank.place),
            decision: year.decision.map(|decision| decision.code().to_owned()),
        }),
        version: card.version,
        code: card.code.clone()?,
        language: language.code().to_owned(),
    })
}
