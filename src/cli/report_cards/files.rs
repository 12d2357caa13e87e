//! Writing the files: one layout of a class, then a file of each card, as many at once as there are processors.

use anyhow::Context;
use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::ClassCards;
use super::claim::claim;
use crate::app::config::Config;
use crate::cli::output::say;
use crate::domain::{CardClaim, CardSigner, Inspected, Locale, inspect};
use crate::phrase::ReportCard;
use crate::render::{LaidOut, Printer, Renderer, card_file, class_file};

/// How many cards are laid out together at most.
const TOGETHER: usize = 100;
/// A line of progress after so many files.
const SAID_EVERY: usize = 10;

/// All that printing takes.
pub(super) struct Press {
    renderer: Renderer,
    printer: Printer,
    signer: CardSigner,
    language: Locale,
    again: bool,
}

/// A card with where it goes.
struct Job<'c> {
    card: &'c ReportCard,
    path: PathBuf,
    claim: Option<CardClaim>,
}

impl Press {
    pub(super) fn load(config: &Config, signer: CardSigner, language: Locale, again: bool) -> anyhow::Result<Self> {
        let templates = config.templates.as_deref();
        let renderer = Renderer::load(templates)?;
        let printer = Printer::load(templates, config.public_url.clone())?;
        Ok(Self { renderer, printer, signer, language, again })
    }

    /// Prints a class; `whole`: with the file of all.
    pub(super) fn print(&self, class: &ClassCards, out: &Path, whole: bool) -> anyhow::Result<()> {
        let jobs = self.jobs(class, out);
        let due: Vec<&Job<'_>> = jobs.iter().filter(|job| self.again || !self.is_done(job)).collect();
        let of_class = class.cards.first().filter(|_| whole).map(|card| out.join(class_file(card)));
        let there = of_class.as_ref().is_none_or(|path| path.exists());
        if due.is_empty() && there {
            say(&format!("{}: {} of {} files were there", class.class, jobs.len(), jobs.len()));
            return Ok(());
        }
        if let Some(path) = of_class.as_ref().filter(|path| path.exists()) {
            // It is there only while all cards in it are.
            fs::remove_file(path).with_context(|| format!("cannot replace {}", path.display()))?;
        }
        let done = AtomicUsize::new(jobs.len() - due.len());
        for group in due.chunks(TOGETHER) {
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
        let mut names: HashMap<String, usize> = HashMap::new();
        for card in &class.cards {
            *names.entry(card_file(card, false)).or_default() += 1;
        }
        let job = |card: &'c ReportCard| {
            let is_shared = names.get(&card_file(card, false)).is_some_and(|count| *count > 1);
            Job { card, path: out.join(card_file(card, is_shared)), claim: claim(card, self.language) }
        };
        class.cards.iter().map(job).collect()
    }

    /// Whether the file is there, whole, and says what this card does.
    fn is_done(&self, job: &Job<'_>) -> bool {
        let Some(claim) = &job.claim else { return false };
        let Ok(file) = fs::read(&job.path) else { return false };
        matches!(inspect(&file, self.signer.keys()), Inspected::Genuine(found) if found == *claim)
    }

    fn lay_out(&self, jobs: &[&Job<'_>]) -> anyhow::Result<LaidOut> {
        let cards: Vec<ReportCard> = jobs.iter().map(|job| job.card.clone()).collect();
        let seals: Vec<Option<String>> =
            jobs.iter().map(|job| job.claim.as_ref().map(|claim| self.signer.unsigned(claim))).collect();
        Ok(self.printer.lay_out(&self.renderer, &cards, &seals, self.language)?)
    }

    fn write_cards(&self, jobs: &[&Job<'_>], laid_out: &LaidOut, said: &(dyn Fn() + Sync)) -> anyhow::Result<()> {
        let next = AtomicUsize::new(0);
        let work = || -> anyhow::Result<()> {
            while let Some((at, job)) = {
                let at = next.fetch_add(1, Ordering::Relaxed);
                jobs.get(at).map(|job| (at, job))
            } {
                put(&job.path, &self.signer.seal(laid_out.pdf(at)?))?;
                said();
            }
            Ok(())
        };
        let workers = std::thread::available_parallelism().map_or(1, usize::from).min(jobs.len());
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            let ended =
                workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| anyhow::bail!("a worker died")));
            ended.collect()
        })
    }

    fn write_class(&self, jobs: &[Job<'_>], path: &Path) -> anyhow::Result<()> {
        let all: Vec<&Job<'_>> = jobs.iter().take(TOGETHER).collect();
        anyhow::ensure!(all.len() == jobs.len(), "more than {TOGETHER} students in a class: no file of all is made");
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        put(path, &self.lay_out(&all)?.together(&name)?)
    }
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
