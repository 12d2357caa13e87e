//! Tables of figures: how classes and subjects stand.

use serde::{Deserialize, Serialize};

use crate::{Day, Language};

/// A table under the school's head. All of it is printed as it stands; a template decides where.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct FiguresTable {
    /// The title of the file, the same in all its tables.
    pub title: String,
    pub language: Language,
    pub issued: Day,
    pub school: String,
    /// Term and year, the same in all its tables.
    pub heading: String,
    /// What the table is about.
    pub name: String,
    /// Said above it.
    pub notes: Vec<String>,
    /// Of the name's column and of each cell.
    pub heads: Vec<String>,
    pub rows: Vec<FiguresRow>,
}

/// A row of it. What is not known is empty.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct FiguresRow {
    pub name: String,
    pub cells: Vec<String>,
    /// Of a hundred percent, in hundredths: a bar behind the last cell.
    pub share: Option<i64>,
    /// What stands for all the others.
    pub whole: bool,
}
