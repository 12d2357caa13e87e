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
use crate::app::printing;
use crate::cli::output::say;
use crate::domain::{CardSet, CardSigner, Inspected, Locale, file_of_year, inspect};
use crate::phrase::ReportCard;
use crate::render::{CardPress, LaidOut, Renderer, card_files, class_file, missing_letter};

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

/// A file of many cards, with where it goes.
struct Together<'j> {
    jobs: &'j [Job<'j>],
    path: PathBuf,
    /// None: they are provisional, and the file is always made again.
    set: Option<CardSet>,
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
        let printer = printing::printer(config)?;
        let foreign = Some(language).filter(|language| *language != own);
        Ok(Self { cards: CardPress::new(renderer, printer, signer), language, foreign, again })
    }

    /// Prints a class, with the file of all, or what is wanted of it.
    pub(super) fn print(&self, class: &ClassCards, out: &Path) -> anyhow::Result<()> {
        let jobs = self.jobs(class, out);
        for card in jobs.iter().map(|job| job.card) {
            let names = [Some(&card.student.name), card.student.ar.as_ref()];
            if let Some(letter) = names.into_iter().flatten().find_map(|name| missing_letter(name)) {
                let (class, code, number) = (&class.class, &card.student_code, u32::from(letter));
                say(&format!("{class}: {code}: no font has the letter U+{number:04X}; \u{fffd} is printed"));
            }
        }
        of_others(class);
        let mut due = Vec::new();
        for job in &jobs {
            if !self.is_there(job)? || self.again {
                due.push(job);
            }
        }
        let mut of_class = Vec::new();
        for together in self.together(class, out, &jobs) {
            if !together.is_there()? || self.again {
                of_class.push(together);
            }
        }
        if due.is_empty() && of_class.is_empty() {
            say(&format!("{}: {} of {} files were there", class.class, jobs.len(), jobs.len()));
            return Ok(());
        }
        for path in of_class.iter().map(|together| &together.path).filter(|path| path.exists()) {
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
        of_class.iter().try_for_each(|together| self.write_together(together))?;
        if due.is_empty() {
            let names = of_class.iter().filter_map(|together| together.path.file_name());
            let names: Vec<_> = names.map(|name| name.to_string_lossy()).collect();
            let (class, files) = (&class.class, jobs.len());
            say(&format!("{class}: {files} of {files} files were there; made again: {}", names.join(", ")));
        }
        Ok(())
    }

    /// The cards that are wanted; each has the name that it has among all of its class.
    fn jobs<'c>(&self, class: &'c ClassCards, out: &Path) -> Vec<Job<'c>> {
        let names = card_files(&class.class, &class.cards, self.foreign);
        let is_wanted = |card: &ReportCard| class.student.as_ref().is_none_or(|code| *code == card.student_code);
        let all = class.cards.iter().zip(names).filter(|(card, _)| is_wanted(card));
        let place = |name| out.join(file_of_year(name, class.year.as_deref()));
        all.map(|(card, name)| Job { card, path: place(name) }).collect()
    }

    /// The class as one file, or as several where it is too large for one.
    fn together<'j>(&self, class: &ClassCards, out: &Path, jobs: &'j [Job<'j>]) -> Vec<Together<'j>> {
        if class.student.is_some() {
            return Vec::new();
        }
        let parts = jobs.chunks(CardPress::TOGETHER);
        let several = parts.len() > 1;
        let part = |(number, jobs): (usize, &'j [Job<'j>])| {
            let card = jobs.first()?.card;
            let label = if several { format!("{}-{number}", class.class) } else { class.class.clone() };
            let name = class_file(&label, &card.term, self.foreign);
            let path = out.join(file_of_year(name, class.year.as_deref()));
            let claims: Vec<_> = jobs.iter().filter_map(|job| job.card.claim(self.language)).collect();
            Some(Together { jobs, path, set: (!claims.is_empty()).then(|| CardSet::of(&claims)) })
        };
        (1..).zip(parts).filter_map(part).collect()
    }

    /// Whether the file is there, whole, and says what this card does. One of another school or year is not written over.
    fn is_there(&self, job: &Job<'_>) -> anyhow::Result<bool> {
        let Some(claim) = job.card.claim(self.language) else { return Ok(false) };
        let Ok(file) = fs::read(&job.path) else { return Ok(false) };
        let Inspected::Genuine(_, found) = inspect(&file, self.cards.keys()) else { return Ok(false) };
        anyhow::ensure!(found.school == claim.school, "{}", of_another(&job.path, &format!("of {}", found.school)));
        anyhow::ensure!(found.year == claim.year, "{}", of_another(&job.path, &format!("of {}", found.year)));
        Ok(*found == claim)
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

    fn write_together(&self, together: &Together<'_>) -> anyhow::Result<()> {
        let all: Vec<&Job<'_>> = together.jobs.iter().collect();
        let title = together.path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let keyword = together.set.as_ref().map(CardSet::keyword);
        put(&together.path, &self.lay_out(&all)?.together(&title, keyword.as_deref())?)
    }
}

impl Together<'_> {
    /// Whether the file is there, from its first bytes to its last, of these very cards. One of another school or year is
    /// not written over.
    fn is_there(&self) -> anyhow::Result<bool> {
        let Some(set) = &self.set else { return Ok(false) };
        let Ok(file) = fs::read(&self.path) else { return Ok(false) };
        let Some(found) = CardSet::find(&file) else { return Ok(false) };
        anyhow::ensure!(found.is_of_the_year_of(set), "{}", of_another(&self.path, "of another school or year"));
        Ok(found == *set && file.starts_with(b"%PDF-") && file.trim_ascii_end().ends_with(b"%%EOF"))
    }
}

fn of_another(path: &Path, which: &str) -> String {
    format!("{} is there already, {which}: choose another folder with --out, or move it away", path.display())
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

/// Says what else stands on the cards in letters that no font has: the same on each of them.
fn of_others(class: &ClassCards) {
    let Some(card) = class.cards.first() else { return };
    let mut written = vec![("the school's name", &card.school), ("the class's name", &card.class)];
    for subject in &card.subjects {
        written.push(("a teacher's name", &subject.teacher));
        let label = &subject.subject;
        written.extend([&label.fr, &label.en, &label.ar].map(|name| ("a subject's name", name)));
    }
    let mut said = Vec::new();
    for (what, name) in written {
        let Some(letter) = missing_letter(name).filter(|letter| !said.contains(&(what, *letter))) else { continue };
        said.push((what, letter));
        let (class, number) = (&class.class, u32::from(letter));
        say(&format!("{class}: {what}: no font has the letter U+{number:04X}; \u{fffd} is printed"));
    }
}
