//! The words that stand in files of ours, and why a file of somebody else's is not read.

use super::voice::Voice;
use crate::phrase::{SheetProblem, SheetWords};

pub(super) fn words(v: &Voice<'_>) -> SheetWords {
    SheetWords {
        code: v.plain("sheet-code"),
        name: v.plain("sheet-name"),
        next: v.plain("sheet-next"),
        hint: v.plain("sheet-hint"),
        refusal: v.plain("sheet-refusal"),
        file: v.plain("sheet-file"),
        averages: v.plain("sheet-averages"),
        general: v.plain("sheet-general"),
        place: v.plain("sheet-place"),
    }
}

pub(super) fn refused(v: &Voice<'_>, why: &SheetProblem) -> String {
    let id = match why {
        SheetProblem::NotFetched => "sheet-not-fetched",
        SheetProblem::TooLarge => "sheet-too-large",
        SheetProblem::NotATable => "sheet-not-a-table",
        SheetProblem::Damaged => "sheet-damaged",
        SheetProblem::Locked => "sheet-locked",
        SheetProblem::Macros => "sheet-macros",
        SheetProblem::Links => "sheet-links",
        SheetProblem::TooMuch => "sheet-too-much",
        SheetProblem::NoNames => "sheet-no-names",
        SheetProblem::NoMarks => "sheet-no-marks",
        SheetProblem::SeveralColumns { .. } => "sheet-several-columns",
        SheetProblem::Unchanged => "sheet-unchanged",
    };
    match why {
        SheetProblem::SeveralColumns { columns } => v.with(id).text("columns", v.some_names(columns)).say(),
        _ => v.plain(id),
    }
}
