//! Writing the files: one layout of a class, then a file of each card, as many at once as there are processors.

use anyhow::Context;
use std::fs;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::ClassCards;
use crate::app::config::Config;
use crate::cli::output::say;
use crate::domain::{CardSigner, Inspected, Locale, inspect};
use crate::phrase::ReportCard;
use crate::render::{CardPress, LaidOut, Printer, Renderer, card_claim, card_files, class_file, missing_letter};

/// A line of progress after so many files.
const SAID_EVERY: usize = 10;

/// All that printing takes.
pub(super) struct Press {
    cards: CardPress,
    language: Locale,
    /// The language, where it is not the school's own.
    foreign: Option<Locale>,
    again: bool,
}

/// A card with where it goes.
struct Job<'c> {
    card: &'c ReportCard,
    path: PathBuf,
}

impl Press {
    pub(super) fn load(
        config: &Config,
        signer: CardSigner,
        (language, own): (Locale, Locale),
        again: bool,
    ) -> anyhow::Result<Self> {
        let templates = config.templates.as_deref();
        let renderer = Arc::new(Renderer::load(templates)?);
        let printer = Printer::load(templates, config.public_url.clone())?;
        let foreign = Some(language).filter(|language| *language != own);
        Ok(Self { cards: CardPress::new(renderer, printer, signer), language, foreign, again })
    }

    /// Prints a class; `whole`: with the file of all.
    pub(super) fn print(&self, class: &ClassCards, out: &Path, whole: bool) -> anyhow::Result<()> {
        let jobs = self.jobs(class, out);
        for card in &class.cards {
            let names = [Some(&card.student.name), card.student.ar.as_ref()];
            if let Some(letter) = names.into_iter().flatten().find_map(|name| missing_letter(name)) {
                let (class, code, number) = (&class.class, &card.student_code, u32::from(letter));
                say(&format!("{class}: {code}: no font has the letter U+{number:04X}; \u{fffd} is printed"));
            }
        }
        let due: Vec<&Job<'_>> = jobs.iter().filter(|job| self.again || !self.is_done(job)).collect();
        let of_class = class.cards.first().filter(|_| whole).map(|card| out.join(class_file(card, self.foreign)));
        let there = of_class.as_ref().is_none_or(|path| is_whole(path));
        if due.is_empty() && there {
            say(&format!("{}: {} of {} files were there", class.class, jobs.len(), jobs.len()));
            return Ok(());
        }
        if let Some(path) = of_class.as_ref().filter(|path| path.exists()) {
            // It is there only while all cards in it are.
            fs::remove_file(path).with_context(|| format!("cannot replace {}", path.display()))?;
        }
        let done = AtomicUsize::new(jobs.len() - due.len());
        for group in due.chunks(CardPress::TOGETHER) {
            let laid_out = self.lay_out(group)?;
            self.write_cards(group, &laid_out, &|| {
                let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                if done.is_multiple_of(SAID_EVERY) || done == jobs.len() {
                    say(&format!("{}: {done} of {}", class.class, jobs.len()));
                }
            })?;
        }
        match of_class {
            Some(path) => self.write_class(&jobs, &path),
            None => Ok(()),
        }
    }

    fn jobs<'c>(&self, class: &'c ClassCards, out: &Path) -> Vec<Job<'c>> {
        let names = card_files(&class.cards, self.foreign);
        class.cards.iter().zip(names).map(|(card, name)| Job { card, path: out.join(name) }).collect()
    }

    /// Whether the file is there, whole, and says what this card does.
    fn is_done(&self, job: &Job<'_>) -> bool {
        let Some(claim) = card_claim(job.card, self.language) else { return false };
        let Ok(file) = fs::read(&job.path) else { return false };
        matches!(inspect(&file, self.cards.keys()), Inspected::Genuine(found) if *found == claim)
    }

    fn lay_out(&self, jobs: &[&Job<'_>]) -> anyhow::Result<LaidOut> {
        let cards: Vec<ReportCard> = jobs.iter().map(|job| job.card.clone()).collect();
        Ok(self.cards.lay_out(&cards, self.language)?)
    }

    fn write_cards(&self, jobs: &[&Job<'_>], laid_out: &LaidOut, said: &(dyn Fn() + Sync)) -> anyhow::Result<()> {
        let workers = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.cards.write(laid_out, jobs.len(), workers, |at, file| {
            let Some(job) = jobs.get(at) else { return Ok(()) };
            put(&job.path, &file)?;
            said();
            Ok(())
        })
    }

    fn write_class(&self, jobs: &[Job<'_>], path: &Path) -> anyhow::Result<()> {
        let most = CardPress::TOGETHER;
        let all: Vec<&Job<'_>> = jobs.iter().take(most).collect();
        anyhow::ensure!(all.len() == jobs.len(), "more than {most} students in a class: no file of all is made");
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        put(path, &self.lay_out(&all)?.together(&name)?)
    }
}

/// Whether a file is a document from its first bytes to its last: one that was cut off, or written over at its end, is none.
fn is_whole(path: &Path) -> bool {
    fs::read(path).is_ok_and(|file| file.starts_with(b"%PDF-") && file.trim_ascii_end().ends_with(b"%%EOF"))
}

/// Writes a file that is there whole or not at all, also after a loss of power.
fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", path.display());
    let unfinished = path.with_extension("pdf.part");
    let mut file = fs::File::create(&unfinished).with_context(failed)?;
    file.write_all(bytes).with_context(failed)?;
    file.sync_all().with_context(failed)?;
    fs::rename(&unfinished, path).with_context(failed)
}
