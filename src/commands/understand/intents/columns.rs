//! The columns of a table that was pasted: which numbers of a row its heading says are no marks.
//!
//! Invariant: a number is left out of a row only where the heading names its column (`Rang`, `Moyenne`, `Total`, `Observation`).

use super::super::cue::Cue;
use super::super::lexicon::{Fit, Meaning};
use super::super::reading::Reading;
use super::super::value::Value;

/// What parts the cells of a row that was copied from a spreadsheet.
const SEPARATORS: [char; 3] = ['\t', ';', '|'];

/// A heading: what parts its cells, and whether each of them stands beside the marks.
pub(super) enum Heads {
    /// Cells parted by a sign: the column of a number is counted.
    Parted { sign: char, beside: Vec<bool> },
    /// Parted by spaces only: the headings behind the name, in order, are those of the numbers of a row.
    Spaced { beside: Vec<bool> },
}

impl Heads {
    /// The heading of a pasted table, where it has one that names something beside the marks: a line above the first name.
    pub(super) fn of(r: &Reading<'_>) -> Option<Self> {
        let first = r.people.first().and_then(|mention| r.tokens.get(mention.from)).map(|token| token.line)?;
        (0..first).find_map(|number| Self::in_line(r, &line(r, number)?))
    }

    fn in_line(r: &Reading<'_>, line: &Line) -> Option<Self> {
        let text = r.slice(line.from, line.to);
        let heads = match SEPARATORS.into_iter().find(|sign| text.contains(*sign)) {
            Some(sign) => {
                let mut beside = vec![false; text.matches(sign).count() + 1];
                for at in line.from..line.to {
                    let begins = at == line.from || column_of(r, at, sign) != column_of(r, at - 1, sign);
                    if let Some(column) = beside.get_mut(column_of(r, at, sign)).filter(|_| begins) {
                        *column = is_beside(r, at);
                    }
                }
                Self::Parted { sign, beside }
            }
            None => Self::Spaced { beside: spaced(r, line) },
        };
        let (Self::Parted { beside, .. } | Self::Spaced { beside }) = &heads;
        beside.contains(&true).then_some(heads)
    }

    /// Whether a line of the table is one row, whatever stands in it.
    pub(super) fn is_parted(&self) -> bool {
        matches!(self, Self::Parted { .. })
    }

    /// Whether a token stands in a column beside the marks.
    pub(super) fn is_beside(&self, r: &Reading<'_>, at: usize) -> bool {
        match self {
            Self::Parted { sign, beside } => beside.get(column_of(r, at, *sign)) == Some(&true),
            Self::Spaced { .. } => false,
        }
    }

    /// Leaves of a row's numbers those that may be its mark.
    pub(super) fn keep_marks(&self, r: &Reading<'_>, values: &mut Vec<&Value>) {
        match self {
            Self::Parted { sign, beside } => {
                values.retain(|value| beside.get(column_of(r, value.from, *sign)) != Some(&true));
            }
            Self::Spaced { beside } if beside.len() == values.len() => {
                let mut columns = beside.iter();
                values.retain(|_| columns.next() != Some(&true));
            }
            Self::Spaced { .. } => {}
        }
    }
}

struct Line {
    from: usize,
    to: usize,
}

fn line(r: &Reading<'_>, number: usize) -> Option<Line> {
    let from = r.tokens.iter().position(|token| token.line == number)?;
    let count = r.tokens.get(from..).unwrap_or_default().iter().take_while(|token| token.line == number).count();
    Some(Line { from, to: from + count })
}

/// The column a token stands in, counted from the beginning of its line.
fn column_of(r: &Reading<'_>, at: usize, sign: char) -> usize {
    let before = r.tokens.get(at).and_then(|token| r.text.get(..token.start)).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default().matches(sign).count()
}

/// Whether what begins here names a rank, an average, a total, a remark.
fn is_beside(r: &Reading<'_>, at: usize) -> bool {
    let names =
        |meaning: &Meaning| matches!(meaning, Meaning::Aside | Meaning::Total | Meaning::Cue(Cue::Appreciation));
    r.hits.iter().any(|hit| hit.from == at && names(hit.meaning) && hit.fit != Fit::Slip)
}

/// `N° Nom Note Rang`: the headings behind the last one that names people.
fn spaced(r: &Reading<'_>, line: &Line) -> Vec<bool> {
    let is_mark = |at: usize| {
        let marks = |meaning: &Meaning| matches!(meaning, Meaning::Cue(Cue::Marks));
        r.hits.iter().any(|hit| hit.from == at && marks(hit.meaning) && hit.fit != Fit::Slip)
    };
    let heads = (line.from..line.to).skip_while(|at| !is_mark(*at));
    heads.filter(|at| is_mark(*at) || is_beside(r, *at)).map(|at| !is_mark(at)).collect()
}
