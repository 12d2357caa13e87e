//! `carnet export`: the marks and averages of a class as files for spreadsheets and other programs.

#[cfg(feature = "typeset")]
mod statistics;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::ConfigPath;
use super::output::say;
use super::term::in_year;
use crate::actions::{ActionError, Cause, ClassExport, CourseSheet, class_export};
use crate::app::database;
use crate::commands::class_export::{OneRoster, averages_text, gepi_text, marks_text, workbook};
use crate::domain::{Locale, Timestamp, file_name, labels_of_files};
use crate::phrase::SheetWords;
use crate::render::Renderer;
use crate::store::{Class, School, Tx};

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
    /// The label of an earlier year; without it, the current one
    #[arg(long)]
    year: Option<String>,
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
    #[value(name = "oneroster", help = "Line items and results as OneRoster 1.2 packs them in CSV, by codes only")]
    OneRoster,
    /// The figures of classes and subjects, to be printed
    #[cfg(feature = "typeset")]
    Pdf,
}

const NO_COURSE: &str = "no course has been imported for it yet";

/// Classes, and the code of a term; without one, the term that is going on.
type Wanted<'a> = (&'a [Class], Option<&'a str>);

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
    let (classes, labels) = chosen(&mut tx, &school, &args).await?;
    let wanted = (classes.as_slice(), args.term.as_deref());
    let files = match args.format {
        Format::OneRoster => {
            let exports = exports(&mut tx, &school, wanted, now).await?;
            let year = tx.year_named(school.id, args.year.as_deref()).await?.context("the school has no year")?;
            let package = OneRoster { school: &school, year: &year, exports: &exports, locale };
            package.files().context("the school is too large for a package")?
        }
        #[cfg(feature = "typeset")]
        Format::Pdf => {
            let year = args.year.as_deref();
            vec![statistics::file(&mut tx, (&config, &renderer), (&school, locale), (wanted, year), now).await?]
        }
        Format::Xlsx => workbooks(&exports(&mut tx, &school, wanted, now).await?, &labels, (&words, locale))?,
        Format::Csv => {
            let exports = exports(&mut tx, &school, wanted, now).await?;
            let texts = texts(&exports, (&words.file, &labels), |course| marks_text(course, &words, locale))?;
            texts.into_iter().chain(averages(&exports, &labels, (&words, locale))?).collect()
        }
        Format::Gepi => texts(&exports(&mut tx, &school, wanted, now).await?, ("GEPI", &labels), gepi_text)?,
    };
    std::fs::create_dir_all(&args.out).with_context(|| format!("cannot make {}", args.out.display()))?;
    for (name, bytes) in files {
        write(&args.out.join(&name), &bytes)?;
        say(&name);
    }
    Ok(())
}

/// By the codes of classes: what they are called in the names of files.
type Labels = HashMap<String, String>;

/// The classes that are asked for; a term that is named is one of their year's.
async fn chosen(tx: &mut Tx, school: &School, args: &ExportArgs) -> anyhow::Result<(Vec<Class>, Labels)> {
    let when = in_year(args.year.as_deref());
    if let Some(term) = &args.term {
        let year = tx.year_named(school.id, args.year.as_deref()).await?;
        let known = year.is_some_and(|year| year.terms.iter().any(|known| known.code == *term));
        anyhow::ensure!(known, "there is no term \"{term}\" {when}");
    }
    let mut classes = tx.classes_of_year(school.id, args.year.as_deref()).await?;
    let mut labels = labels_of_files(classes.iter().map(|class| (class.code.as_str(), class.label.as_str())));
    if let Some(year) = &args.year {
        // This year's files lie beside them.
        for label in labels.values_mut() {
            *label = format!("{label} {year}");
        }
    }
    classes.retain(|class| args.class.as_ref().is_none_or(|code| *code == class.code));
    if let (Some(code), true) = (&args.class, classes.is_empty()) {
        anyhow::bail!("school \"{}\" has no class \"{code}\" {when}", args.school);
    }
    Ok((classes, labels))
}

async fn exports(
    tx: &mut Tx,
    school: &School,
    (classes, term): Wanted<'_>,
    now: Timestamp,
) -> anyhow::Result<Vec<ClassExport>> {
    let cause = Cause::of_itself(school, now);
    let mut exports = Vec::new();
    for class in classes {
        match class_export(tx, &cause, class.id, term).await {
            Ok(export) => exports.push(export),
            // A class without courses has nothing to take out.
            Err(ActionError::Denied) => {}
            Err(error) => return Err(error.into()),
        }
    }
    anyhow::ensure!(!exports.is_empty(), NO_COURSE);
    Ok(exports)
}

/// A file by its name.
type File = (String, Vec<u8>);

fn named(parts: &[&str], extension: &str, bytes: Option<Vec<u8>>) -> anyhow::Result<File> {
    Ok((file_name(parts, extension), bytes.context("the class is too large for a file")?))
}

fn label<'l>(labels: &'l Labels, export: &'l ClassExport) -> &'l str {
    labels.get(&export.class_code).unwrap_or(&export.class_label)
}

fn workbooks(
    exports: &[ClassExport],
    labels: &Labels,
    (words, locale): (&SheetWords, Locale),
) -> anyhow::Result<Vec<File>> {
    let file = |export: &ClassExport| {
        named(&[&words.file, label(labels, export), &export.term], "xlsx", workbook(export, words, locale))
    };
    exports.iter().map(file).collect()
}

/// A text for each course.
fn texts(
    exports: &[ClassExport],
    (first, labels): (&str, &Labels),
    text: impl Fn(&CourseSheet) -> Option<Vec<u8>>,
) -> anyhow::Result<Vec<File>> {
    let courses = exports.iter().flat_map(|export| export.courses.iter().map(move |course| (export, course)));
    let file = |(export, course): (&ClassExport, &CourseSheet)| {
        named(&[first, label(labels, export), &course.subject_code, &export.term], "csv", text(course))
    };
    courses.map(file).collect()
}

fn averages(
    exports: &[ClassExport],
    labels: &Labels,
    (words, locale): (&SheetWords, Locale),
) -> anyhow::Result<Vec<File>> {
    let file = |export: &ClassExport| {
        named(&[&words.averages, label(labels, export), &export.term], "csv", averages_text(export, words, locale))
    };
    exports.iter().filter(|export| export.averages.is_some()).map(file).collect()
}

/// Whole or not at all: beside it first, then in its place.
fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let beside = path.with_extension("part");
    let write = || std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    write().with_context(|| format!("cannot write {}", path.display()))
}
