//! `carnet report-cards`: a file of each student and one of the class, of a closed term.
//!
//! Invariant: a file appears whole or not at all, and a file that is there and says what it should is not made again: after
//! any end, the same command goes on where it was. A class's file is there only when all of its cards are.

#[cfg(feature = "typeset")]
use anyhow::Context;
use clap::Args;
use std::path::PathBuf;

use super::ConfigPath;
use super::term::in_year;
use crate::actions::{Cause, ClassInTerm, provisional_cards};
use crate::app::config::Config;
use crate::app::{database, signing};
use crate::domain::{CardSigner, Locale, Timestamp, labels_of_files};
use crate::phrase::ReportCard;
use crate::store::{School, Store, Tx};

#[cfg(feature = "typeset")]
mod files;

/// Which report cards, and where to.
#[derive(Args)]
pub(super) struct ReportCardArgs {
    #[command(flatten)]
    pub(super) config: ConfigPath,
    /// The school's code
    #[arg(long)]
    school: String,
    /// The class's code; without it, every class whose term is closed
    #[arg(long)]
    class: Option<String>,
    /// The term's code
    #[arg(long)]
    term: String,
    /// The label of an earlier year; without it, the current one
    #[arg(long)]
    year: Option<String>,
    /// The folder they go to
    #[arg(long)]
    out: PathBuf,
    /// One student only, by the school's code
    #[arg(long)]
    student: Option<String>,
    /// fr, en or ar; without it, the school's first language
    #[arg(long)]
    lang: Option<Locale>,
    /// Print a term that is not closed, marked as provisional and without a code
    #[arg(long)]
    provisional: bool,
    /// Make files again that are there already
    #[arg(long)]
    again: bool,
}

/// The cards of a class, ready to be printed.
#[cfg_attr(not(feature = "typeset"), expect(dead_code, reason = "nothing prints them then"))]
struct ClassCards {
    /// In the names of its files.
    class: String,
    /// The same, of an earlier year.
    year: Option<String>,
    /// All of the class.
    cards: Vec<ReportCard>,
    /// The only one of them that is wanted.
    student: Option<String>,
}

/// Prints them.
pub(super) async fn run(args: ReportCardArgs, now: Timestamp) -> anyhow::Result<()> {
    let config = args.config.load()?;
    let store = database::open_migrated(&config).await?;
    let mut tx = store.begin().await?;
    let found = tx.school_by_code(&args.school).await?;
    let school =
        found.ok_or_else(|| anyhow::anyhow!("there is no school \"{}\"; import its file first", args.school))?;
    let signer = signing::noted_signer(&config, &mut tx, now).await?;
    tx.commit().await?;
    let classes = wanted(&store, &school, &args, now).await?;
    write(config, signer, classes, school.default_locale(), args).await
}

/// What is to be printed, class by class.
async fn wanted(
    store: &Store,
    school: &School,
    args: &ReportCardArgs,
    now: Timestamp,
) -> anyhow::Result<Vec<ClassCards>> {
    let mut tx = store.begin_read().await?;
    let cause = Cause::of_itself(school, now);
    let known = tx.classes_of_year(school.id, args.year.as_deref()).await?;
    let labels = labels_of_files(known.iter().map(|class| (class.code.as_str(), class.label.as_str())));
    let chosen: Vec<_> =
        known.into_iter().filter(|class| args.class.as_ref().is_none_or(|code| *code == class.code)).collect();
    if let (Some(code), true) = (&args.class, chosen.is_empty()) {
        anyhow::bail!("school \"{}\" has no class \"{code}\" {}", args.school, in_year(args.year.as_deref()));
    }
    let current = tx.current_year(school.id).await?.map(|year| year.label);
    let earlier = args.year.clone().filter(|year| current.as_ref() != Some(year));
    let mut classes = Vec::new();
    for class in chosen {
        let named = labels.get(&class.code).cloned().unwrap_or_default();
        let of = ClassInTerm::of(&mut tx, &cause, (class.id, class.label), &args.term).await;
        let of = of
            .map_err(|_none| anyhow::anyhow!("there is no term \"{}\" {}", args.term, in_year(args.year.as_deref())))?;
        let cards = cards(&mut tx, &cause, &of, args).await?;
        let is_wanted = |card: &ReportCard| args.student.as_ref().is_none_or(|code| *code == card.student_code);
        if cards.iter().any(is_wanted) {
            classes.push(ClassCards { class: named, year: earlier.clone(), cards, student: args.student.clone() });
        }
    }
    anyhow::ensure!(!classes.is_empty(), "{}", nothing(args));
    Ok(classes)
}

async fn cards(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: &ClassInTerm,
    args: &ReportCardArgs,
) -> anyhow::Result<Vec<ReportCard>> {
    // Of a term that was opened again, what is in force is not what its marks would give now.
    if args.provisional && !tx.is_term_closed(cause.school.id, of.class, of.term.id).await? {
        return Ok(provisional_cards(tx, cause, of).await?);
    }
    let frozen = tx.class_results(cause.school.id, of.class, of.term.id).await?;
    let mut cards: Vec<ReportCard> = frozen.into_iter().map(|result| result.card).collect();
    cards.sort_by(|one, two| (&one.student.name, &one.student_code).cmp(&(&two.student.name, &two.student_code)));
    Ok(cards)
}

fn nothing(args: &ReportCardArgs) -> String {
    let year = args.year.as_ref().map(|year| format!(" --year {year}")).unwrap_or_default();
    let which = args.class.as_ref().map(|class| format!(" --class {class}")).unwrap_or_default();
    match &args.student {
        Some(student) => format!("no report card of a student \"{student}\" in {} here", args.term),
        None => format!(
            "{} is not closed; close it: carnet term close --school {}{which} --term {}{year}, or print with --provisional",
            args.term, args.school, args.term
        ),
    }
}

#[cfg(feature = "typeset")]
async fn write(
    config: Config,
    signer: CardSigner,
    classes: Vec<ClassCards>,
    own: Locale,
    args: ReportCardArgs,
) -> anyhow::Result<()> {
    let press = files::Press::load(&config, signer, (args.lang.unwrap_or(own), own), args.again)?;
    // Laying out is work for the processor, not for the runtime.
    tokio::task::spawn_blocking(move || {
        std::fs::create_dir_all(&args.out).with_context(|| format!("cannot make {}", args.out.display()))?;
        classes.iter().try_for_each(|class| press.print(class, &args.out))
    })
    .await?
}

#[cfg(not(feature = "typeset"))]
async fn write(_: Config, _: CardSigner, _: Vec<ClassCards>, _: Locale, _: ReportCardArgs) -> anyhow::Result<()> {
    anyhow::bail!("this program was built without report cards (feature `typeset`)")
}
