//! `carnet import FILE`: a school file becomes the directory.
//!
//! Lives here: reading JSON, workbooks and CSV into one [`SchoolFile`], bounded, with the place of everything; printing
//! what the import did. Never here: deciding what a line changes.

mod columns;
mod csv;
mod json;
mod letters;
mod oneroster;
mod read;
mod table;
mod xlsx;

use anyhow::Context;
use std::io::{Read, Write};
use std::path::Path;

use crate::actions::{ImportReport, LeftOpen, List, RulesChange, SchoolFile, import_school};
use crate::domain::Timestamp;
use crate::sheets::{Bounds, packed};
use crate::store::Store;

/// A text file beyond this is no school file: 100,000 marks are 10 MB of JSON.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Imports `path` and prints what was done. With anything refused nothing is written, and this fails.
pub(super) async fn import(
    store: &Store,
    path: &Path,
    (dry_run, over_chat): (bool, bool),
    now: Timestamp,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let file = SchoolFile { over_chat, ..read_file(path)? };
    let strange = letters::missing(&file);
    let mut tx = store.begin().await?;
    let report = Box::pin(import_school(&mut tx, file, now)).await?;
    if !report.refused.is_empty() || dry_run {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
        store.count_all().await?;
    }
    print(&report, dry_run, out)?;
    for note in strange {
        writeln!(out, "note: {note}")?;
    }
    match report.refused.len() {
        0 => Ok(()),
        1 => anyhow::bail!("nothing was imported: 1 refusal, listed above"),
        refused => anyhow::bail!("nothing was imported: {refused} refusals, listed above"),
    }
}

/// Reads a `.json` or `.xlsx` file, or `.csv` files: a folder or a `.zip` of them.
pub fn read_file(path: &Path) -> anyhow::Result<SchoolFile> {
    let cannot = || format!("cannot read {}", path.display());
    if path.is_dir() {
        return Ok(read::school_file(csv::read(csv::folder(path).with_context(cannot)?)));
    }
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("json") => {
            let bytes = read_bounded(path, MAX_BYTES).with_context(cannot)?;
            match String::from_utf8(bytes) {
                Ok(text) => Ok(read::school_file(json::read(&text))),
                Err(_) => Ok(read::unreadable("the file is not UTF-8")),
            }
        }
        Some("xlsx") => {
            let bytes = read_bounded(path, Bounds::SCHOOL.file).with_context(cannot)?;
            Ok(read::school_file(xlsx::read(&bytes)))
        }
        Some("zip") => {
            let bytes = read_bounded(path, Bounds::SCHOOL.file).with_context(cannot)?;
            match packed(&bytes, &Bounds::SCHOOL) {
                Ok(files) => Ok(read::school_file(csv::read(files))),
                Err(_) => Ok(read::unreadable("this is not a .zip of .csv files, or it is too large or damaged")),
            }
        }
        _ => {
            anyhow::bail!("{}: a school file is .json, .xlsx, a folder of .csv files or a .zip of them", path.display())
        }
    }
}

/// The bytes of a file, as long as there are not more than `limit`.
fn read_bounded(path: &Path, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|read| read <= limit) {
        Ok(bytes)
    } else {
        let limit = limit / 1024 / 1024;
        Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, format!("the file is larger than {limit} MB")))
    }
}

/// The list that a sheet or a file is named after.
fn list_named(name: &str) -> Option<List> {
    List::ALL.into_iter().find(|list| name.trim().eq_ignore_ascii_case(list.name()))
}

fn print(report: &ImportReport, dry_run: bool, out: &mut impl Write) -> std::io::Result<()> {
    for (list, counts) in &report.counts {
        let refused = report.refused.iter().filter(|refusal| refusal.list == Some(*list)).count();
        let name = list.name();
        let crate::actions::Counts { new, changed, unchanged } = counts;
        writeln!(out, "{name}: {new} new, {changed} changed, {unchanged} unchanged, {refused} refused")?;
    }
    for changed in &report.changes {
        let columns = changed.columns.join(", ");
        writeln!(out, "changed: {} \"{}\", {}: {columns}", changed.list, changed.key, changed.place)?;
    }
    for RulesChange { classes, terms, rules, closed } in &report.rules {
        let (classes, terms) = (classes.join(", "), terms.join(", "));
        if *closed {
            writeln!(out, "rules: {classes} in {terms}: closed, they keep their own ({})", rules.join(", "))?;
        } else {
            writeln!(out, "rules: {classes} in {terms}: {}", rules.join(", "))?;
        }
    }
    for LeftOpen { year, term, classes } in &report.left_open {
        let classes = classes.join(", ");
        writeln!(
            out,
            "attention: {term} of {year} is not closed in {classes}: no report cards yet; close it with carnet term close \
             --year {year}"
        )?;
    }
    if !report.come_back.is_empty() {
        let codes = report.come_back.join(", ");
        writeln!(
            out,
            "attention: on the roll again with this file, after having left: {codes}; if they have not come back, give their \
             lines \"left\": true"
        )?;
    }
    if !report.left_out.is_empty() {
        let (count, codes) = (report.left_out.len(), report.left_out.join(", "));
        writeln!(
            out,
            "attention: {count} of the school's students are not in this file and stay on the roll: {codes}; whoever has \
             left is taken off by a line of \"students\" with \"code\" and \"left\": true"
        )?;
    }
    for caution in &report.cautions {
        writeln!(out, "note: {}, {}: {}", caution.list, caution.place, caution.note)?;
    }
    for refusal in &report.refused {
        writeln!(out, "refused: {refusal}")?;
    }
    if dry_run && report.refused.is_empty() {
        writeln!(out, "dry run: nothing was written")?;
    }
    Ok(())
}
