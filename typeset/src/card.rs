//! What a report card says, in the words and numbers of its language.

use serde::{Deserialize, Serialize};

/// The language that decides direction, hyphenation and what readers aloud speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    Fr,
    En,
    Ar,
}

/// A day, as the file's metadata has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub struct Day {
    pub year: i16,
    pub month: i8,
    pub day: i8,
}

/// One student's report card. All of it is printed as it stands; a template decides where.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct ReportCard {
    /// The title of the file, for readers and screen readers.
    pub title: String,
    pub language: Language,
    pub issued: Day,
    /// For machines that read the file's metadata: printable ASCII.
    pub keyword: Option<String>,
    pub school: String,
    /// Term and year.
    pub heading: String,
    /// Said across the top of what is not final.
    pub notice: Option<String>,
    pub student: String,
    /// Class, number, date of birth…
    pub facts: Vec<Fact>,
    pub columns: Columns,
    pub subjects: Vec<SubjectRow>,
    pub totals: SubjectRow,
    /// General average, rank, distinction.
    pub results: Vec<Fact>,
    /// Mean, lowest, highest… of the class.
    pub class: Vec<Fact>,
    /// Absences, conduct; empty when nothing is known.
    pub attendance: Vec<Fact>,
    /// On the card of a year's last term: the terms, the annual average, what was decided.
    pub year: Vec<Fact>,
    /// What the council and the head of school say; an empty value is a space to write in.
    pub remarks: Vec<Fact>,
    /// Who signs.
    pub signatures: Vec<String>,
    /// By which rules it was computed.
    pub rules: String,
    /// Version and day.
    pub version: String,
    /// How to check it, with the short code.
    pub check: String,
    /// What is said before the number of a page, where a card has several.
    pub sheet: String,
    /// What the QR code holds, and the words that stand for it.
    pub link: Option<Fact>,
}

/// A label and what it labels.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Fact {
    pub label: String,
    pub value: String,
}

/// The heads of the table; without a head there is no such column.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Columns {
    pub subject: String,
    pub average: String,
    pub coefficient: String,
    pub points: String,
    pub rank: Option<String>,
    pub lowest: String,
    pub mean: String,
    pub highest: String,
    pub appreciation: String,
}

/// A row of the table. What is not known is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct SubjectRow {
    pub subject: String,
    pub teacher: String,
    pub average: String,
    pub coefficient: String,
    pub points: String,
    pub rank: String,
    pub lowest: String,
    pub mean: String,
    pub highest: String,
    pub appreciation: String,
}
