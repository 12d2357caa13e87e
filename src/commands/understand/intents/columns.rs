//! The columns of a table that was pasted: which numbers of a row its heading says are no marks.
//!
//! Invariant: a number is left out of a row only where the heading names its column (`Rang`, `Moyenne`, `Total`).

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
    /// The heading of a pasted table, where it has one that names something beside the marks.
    pub(super) fn of(r: &Reading<'_>) -> Option<Self> {
        let line = first_line(r)?;
        let named = r.people.iter().any(|mention| (line.from..line.to).contains(&mention.from));
        if named || r.tokens.last().is_none_or(|token| token.line == line.number) {
            return None;
        }
        let text = r.slice(line.from, line.to);
        let heads = match SEPARATORS.into_iter().find(|sign| text.contains(*sign)) {
            Some(sign) => {
                let columns = text.matches(sign).count() + 1;
                let mut beside = vec![false; columns];
                for at in line.from..line.to {
                    let begins = at == line.from || column_of(r, at, sign) != column_of(r, at - 1, sign);
                    if let Some(column) = beside.get_mut(column_of(r, at, sign)).filter(|_| begins) {
                        *column = is_beside(r, at);
                    }
                }
                Self::Parted { sign, beside }
            }
            None => Self::Spaced { beside: spaced(r, &line) },
        };
        let (Self::Parted { beside, .. } | Self::Spaced { beside }) = &heads;
        beside.contains(&true).then_some(heads)
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
    number: usize,
}

fn first_line(r: &Reading<'_>) -> Option<Line> {
    let number = r.tokens.first()?.line;
    let to = r.tokens.iter().take_while(|token| token.line == number).count();
    Some(Line { from: 0, to, number })
}

/// The column a token stands in, counted from the beginning of its line.
fn column_of(r: &Reading<'_>, at: usize, sign: char) -> usize {
    let before = r.tokens.get(at).and_then(|token| r.text.get(..token.start)).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default().matches(sign).count()
}

/// Whether what begins here names a rank, an average, a total.
fn is_beside(r: &Reading<'_>, at: usize) -> bool {
    let names = |meaning: &Meaning| matches!(meaning, Meaning::Aside | Meaning::Total);
    r.hits.iter().any(|hit| hit.from == at && names(hit.meaning) && hit.fit != Fit::Slip)
}

/// `N° Nom Note Rang`: the headings behind the last one that names people.
fn spaced(r: &Reading<'_>, line: &Line) -> Vec<bool> {
    let is_mark = |at: usize| {
        let marks = |meaning: &Meaning| matches!(meaning, Meaning::Cue(super::super::cue::Cue::Marks));
        r.hits.iter().any(|hit| hit.from == at && marks(hit.meaning) && hit.fit != Fit::Slip)
    };
    let heads = (line.from..line.to).skip_while(|at| !is_mark(*at));
    heads.filter(|at| is_mark(*at) || is_beside(r, *at)).map(|at| !is_mark(at)).collect()
}
