//! `carnet export`: the marks and averages of a class as files for spreadsheets and other programs.

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

use super::ConfigPath;
use super::output::say;
use crate::actions::{ActionError, Cause, ClassExport, class_export};
use crate::app::database;
use crate::commands::class_export::{averages_text, gepi_text, marks_text, workbook};
use crate::domain::{Locale, Timestamp, file_name};
use crate::phrase::SheetWords;
use crate::render::Renderer;
use crate::store::{School, Tx};

/// Which class, and how.
#[derive(Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    pub(super) config: ConfigPath,
    /// The school's code
    #[arg(long)]
    school: String,
    /// The class's code; without it, every class
    #[arg(long)]
    class: Option<String>,
    /// The term's code; without it, the one that is going on
    #[arg(long)]
    term: Option<String>,
    /// The folder the files go to
    #[arg(long)]
    out: PathBuf,
    #[arg(long, value_enum, default_value_t = Format::Xlsx)]
    format: Format,
    /// fr, en or ar; without it, the school's first language
    #[arg(long)]
    lang: Option<Locale>,
}

/// How it is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A workbook with a sheet for each subject and one of averages
    Xlsx,
    /// Text with semicolons: a file for each subject and one of averages
    Csv,
    /// Text as GEPI imports it: a file for each subject
    Gepi,
}

/// Writes the files.
pub(super) async fn run(args: ExportArgs, now: Timestamp) -> anyhow::Result<()> {
    let config = args.config.load()?;
    let store = database::open_migrated(&config).await?;
    let renderer = Renderer::load(config.templates.as_deref())?;
    let mut tx = store.begin_read().await?;
    let found = tx.school_by_code(&args.school).await?;
    let school = found.with_context(|| format!("there is no school \"{}\"; import its file first", args.school))?;
    let locale = args.lang.unwrap_or_else(|| school.default_locale());
    let words = renderer.sheet_words(locale);
    let exports = exports(&mut tx, &school, &args, now).await?;
    std::fs::create_dir_all(&args.out).with_context(|| format!("cannot make {}", args.out.display()))?;
    for export in &exports {
        for (name, bytes) in files(export, &words, locale, args.format)? {
            write(&args.out.join(&name), &bytes)?;
            say(&name);
        }
    }
    Ok(())
}

async fn exports(tx: &mut Tx, school: &School, args: &ExportArgs, now: Timestamp) -> anyhow::Result<Vec<ClassExport>> {
    let cause = Cause::of_itself(school, now);
    if let Some(term) = &args.term {
        let year = tx.current_year(school.id).await?;
        let known = year.is_some_and(|year| year.terms.iter().any(|known| known.code == *term));
        anyhow::ensure!(known, "there is no term \"{term}\" this year");
    }
    let mut classes = tx.classes(school.id).await?;
    classes.retain(|class| args.class.as_ref().is_none_or(|code| *code == class.code));
    if let (Some(code), true) = (&args.class, classes.is_empty()) {
        anyhow::bail!("school \"{}\" has no class \"{code}\" this year", args.school);
    }
    let mut exports = Vec::new();
    for class in classes {
        match class_export(tx, &cause, class.id, args.term.as_deref()).await {
            Ok(export) => exports.push(export),
            // A class without courses has nothing to take out.
            Err(ActionError::Denied) => {}
            Err(error) => return Err(error.into()),
        }
    }
    anyhow::ensure!(!exports.is_empty(), "no course has been imported for it yet");
    Ok(exports)
}

/// The files of a class, by their names.
fn files(
    export: &ClassExport,
    words: &SheetWords,
    locale: Locale,
    format: Format,
) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let named = |parts: &[&str], extension: &str, bytes: Option<Vec<u8>>| {
        let bytes = bytes.context("the class is too large for a file")?;
        anyhow::Ok((file_name(parts, extension), bytes))
    };
    let (class, term) = (export.class_label.as_str(), export.term.as_str());
    if format == Format::Xlsx {
        return Ok(vec![named(&[&words.file, class, term], "xlsx", workbook(export, words, locale))?]);
    }
    let mut files = Vec::new();
    for course in &export.courses {
        let (first, bytes) = match format {
            Format::Gepi => ("GEPI", gepi_text(course)),
            Format::Csv | Format::Xlsx => (words.file.as_str(), marks_text(course, words, locale)),
        };
        files.push(named(&[first, class, &course.subject_code, term], "csv", bytes)?);
    }
    if format == Format::Csv && export.averages.is_some() {
        files.push(named(&[&words.averages, class, term], "csv", averages_text(export, words, locale))?);
    }
    Ok(files)
}

/// Whole or not at all: beside it first, then in its place.
fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let beside = path.with_extension("part");
    let write = || std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    write().with_context(|| format!("cannot write {}", path.display()))
}
