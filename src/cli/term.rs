//! `carnet term close`, `carnet term reopen`: a class's report cards are frozen, or its marks may change again.

use clap::{Args, Subcommand};
use std::io::{BufRead, Write};

use super::ConfigPath;
use crate::actions::{ActionError, Cause, ClassInTerm, ClosedTerm, close_term, plan_closing, reopen_term};
use crate::app::database;
use crate::domain::{Points, Timestamp};
use crate::phrase::{ChangedWeights, ClosingPlan, SubjectWeight};
use crate::store::{RollStudent, School, Store, Tx};

/// What is done to which term.
#[derive(Args)]
pub(super) struct TermArgs {
    #[command(flatten)]
    pub(super) config: ConfigPath,
    #[command(subcommand)]
    command: TermCommand,
}

#[derive(Subcommand)]
enum TermCommand {
    /// List what is missing, ask, and freeze averages, places and appreciations
    Close {
        #[command(flatten)]
        which: WhichTerm,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Let marks of a closed term be changed; report cards stay as they are until it is closed again
    Reopen {
        #[command(flatten)]
        which: WhichTerm,
        /// Why: it is noted
        #[arg(long)]
        reason: String,
    },
}

/// A class's term, by the school's own codes.
#[derive(Args)]
pub(super) struct WhichTerm {
    /// The school's code
    #[arg(long)]
    pub(super) school: String,
    /// The class's code
    #[arg(long)]
    pub(super) class: String,
    /// The term's code
    #[arg(long)]
    pub(super) term: String,
    /// The label of an earlier year; without it, the current one
    #[arg(long)]
    pub(super) year: Option<String>,
}

/// `this year`, `in 2025-2026`
pub(super) fn in_year(year: Option<&str>) -> String {
    year.map_or_else(|| "this year".to_owned(), |year| format!("in {year}"))
}

impl WhichTerm {
    pub(super) async fn school(&self, tx: &mut Tx) -> anyhow::Result<School> {
        let found = tx.school_by_code(&self.school).await?;
        found.ok_or_else(|| anyhow::anyhow!("there is no school \"{}\"; import its file first", self.school))
    }

    pub(super) async fn find(&self, tx: &mut Tx, cause: &Cause<'_>) -> anyhow::Result<ClassInTerm> {
        match ClassInTerm::by_code(tx, cause, (&self.class, &self.term), self.year.as_deref()).await {
            Err(ActionError::NotFound) => anyhow::bail!(
                "school \"{}\" has no class \"{}\" with a term \"{}\" {}",
                self.school,
                self.class,
                self.term,
                in_year(self.year.as_deref())
            ),
            found => Ok(found?),
        }
    }
}

/// Closes a term, or opens it again.
pub(super) async fn run(args: TermArgs, now: Timestamp) -> anyhow::Result<()> {
    let store = database::open_migrated(&args.config.load()?).await?;
    let mut out = std::io::stdout();
    match args.command {
        TermCommand::Close { which, yes } => close(&store, &which, yes, now, &mut out).await,
        TermCommand::Reopen { which, reason } => reopen(&store, &which, reason.trim(), now, &mut out).await,
    }
}

async fn close(
    store: &Store,
    which: &WhichTerm,
    yes: bool,
    now: Timestamp,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let school = which.school(&mut tx).await?;
    let cause = Cause::of_itself(&school, now);
    let of = which.find(&mut tx, &cause).await?;
    let plan = plan_closing(&mut tx, &cause, &of).await?;
    let plan = plan.ok_or_else(|| anyhow::anyhow!("{} is closed already for {}", of.term.code, of.class_label))?;
    let roll = tx.term_roll(school.id, of.class, of.term.id).await?;
    tx.rollback().await?;
    anyhow::ensure!(plan.students > 0, "there are no students in {}: nothing to close", of.class_label);
    show(&plan, out)?;
    show_letters(&roll, out)?;
    if !yes && !agreed(&plan, out)? {
        anyhow::bail!("nothing was changed");
    }
    let mut tx = store.begin().await?;
    if plan_closing(&mut tx, &cause, &of).await?.map(|now| now.fingerprint).as_ref() != Some(&plan.fingerprint) {
        anyhow::bail!("the marks have changed meanwhile; nothing was closed: look again");
    }
    let closed = close_term(&mut tx, &cause, &of).await?;
    tx.commit().await?;
    let ClosedTerm { cards, revised, renewed, families_told, families_later } = closed;
    writeln!(out, "closed: {}, {revised} of them a new version", cards_of(cards))?;
    if renewed > 0 {
        writeln!(out, "report cards of the year's last term that are a new version for it: {renewed}")?;
    }
    if revised + renewed > 0 {
        writeln!(out, "families told of it: {families_told} now, {families_later} when they can be written to")?;
    }
    Ok(())
}

/// `1 report card`
fn cards_of(count: u32) -> String {
    if count == 1 { "1 report card".to_owned() } else { format!("{count} report cards") }
}

fn show(plan: &ClosingPlan, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "{} of {}: {}", plan.term, plan.class, cards_of(plan.students))?;
    if let Some(begins) = plan.begins {
        writeln!(out, "attention: {} begins on {begins} only", plan.term)?;
    }
    if let Some(ends) = plan.ends {
        writeln!(out, "attention: {} lasts until {ends}", plan.term)?;
    }
    if plan.other_rules {
        writeln!(out, "attention: the rules of the averages have changed since it was last closed")?;
    }
    show_weights(&plan.other_weights, out)?;
    if !plan.year_waits_for.is_empty() {
        writeln!(out, "no annual average yet: {} not closed", plan.year_waits_for.join(", "))?;
    }
    for one in &plan.decided_otherwise {
        let (student, decided, proposed) = (&one.student.name, one.decision.code(), one.proposed.code());
        writeln!(
            out,
            "attention: the council's decision on {student} stays: {decided}; by the average now: {proposed}"
        )?;
    }
    for (student, marks) in &plan.brought {
        writeln!(out, "marks of the class before that count: {} ({marks})", student.name)?;
    }
    for (student, marks) in &plan.left_out {
        writeln!(
            out,
            "attention: marks of the class before that do not count, for want of the subject or the kind: {} ({marks})",
            student.name
        )?;
    }
    for group in &plan.missing {
        let names: Vec<&str> = group.students.iter().map(|student| student.name.as_str()).collect();
        writeln!(out, "no mark in {} {}: {}", group.assessment.subject.fr, group.assessment.label, names.join(", "))?;
    }
    for subject in &plan.without_marks {
        writeln!(out, "no average at all in {}", subject.fr)?;
    }
    for student in &plan.not_classed {
        writeln!(out, "not classed: {}", student.name)?;
    }
    if plan.drafts > 0 {
        let marks = if plan.drafts == 1 { "mark" } else { "marks" };
        writeln!(out, "not published, so not counted: {} {marks}", plan.drafts)?;
    }
    if plan.held > 0 {
        writeln!(out, "published so lately that they could still be taken back (closing ends that): {}", plan.held)?;
    }
    if plan.revised > 0 {
        writeln!(out, "report cards that change, and will be a new version: {}", plan.revised)?;
    }
    Ok(())
}

/// Whose names the cards cannot print as they are, by the school's codes.
#[cfg(feature = "typeset")]
fn show_letters(roll: &[RollStudent], out: &mut impl Write) -> anyhow::Result<()> {
    for student in roll {
        let name = &student.name;
        let written = [Some(&name.last), Some(&name.first), name.arabic.as_ref()];
        if let Some(letter) = written.into_iter().flatten().find_map(|name| crate::render::missing_letter(name)) {
            let (code, number) = (&student.code, u32::from(letter));
            writeln!(out, "attention: {code}: no font has the letter U+{number:04X}; the report card prints \u{fffd}")?;
        }
    }
    Ok(())
}

/// Nothing prints them.
#[cfg(not(feature = "typeset"))]
fn show_letters(_roll: &[RollStudent], _out: &mut impl Write) -> anyhow::Result<()> {
    Ok(())
}

fn show_weights(other: &ChangedWeights, out: &mut impl Write) -> anyhow::Result<()> {
    let said = |points: Option<Points>| points.map_or_else(|| "none".to_owned(), |points| points.to_string());
    for SubjectWeight { subject, before, after } in &other.subjects {
        let (before, after) = (said(*before), said(*after));
        writeln!(
            out,
            "attention: the coefficient of {} has changed since it was last closed: {before} -> {after}; the new one counts",
            subject.fr
        )?;
    }
    for test in &other.tests {
        writeln!(out, "attention: {} {} counts otherwise than when it was last closed", test.subject.fr, test.label)?;
    }
    Ok(())
}

fn agreed(plan: &ClosingPlan, out: &mut impl Write) -> anyhow::Result<bool> {
    write!(out, "Close {} of {}? Type yes: ", plan.term, plan.class)?;
    out.flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    Ok(answer.trim() == "yes")
}

async fn reopen(
    store: &Store,
    which: &WhichTerm,
    reason: &str,
    now: Timestamp,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    anyhow::ensure!(!reason.is_empty(), "the reason is empty; say why: it is noted");
    let mut tx = store.begin().await?;
    let school = which.school(&mut tx).await?;
    let cause = Cause::of_itself(&school, now);
    let of = which.find(&mut tx, &cause).await?;
    let other_weights = match reopen_term(&mut tx, &cause, &of, reason).await {
        Err(ActionError::NotFound) => anyhow::bail!("{} is not closed for {}", of.term.code, of.class_label),
        reopened => reopened?,
    };
    tx.commit().await?;
    writeln!(out, "open again: {} of {}", of.term.code, of.class_label)?;
    show_weights(&other_weights, out)
}
