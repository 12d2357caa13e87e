//! What is said about things that are printed.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::{AssessmentLabel, ProgressChart, SchoolSummary, StudentLabel};

/// With a file, or about one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintNews {
    /// With the file of a report card.
    CardFile {
        child: StudentLabel,
        term: String,
        version: u32,
        /// Where it is another one than the current.
        #[serde(default)]
        year: Option<String>,
    },
    /// A report card they were sent is replaced by another version.
    ReportCardRevised {
        child: StudentLabel,
        term: String,
        version: u32,
        /// Where it is not the current one.
        #[serde(default)]
        year: Option<String>,
    },
    /// With the file of a class's report cards.
    ClassFile { class: String, term: String, cards: u32 },
    /// So many report cards are being printed: of one class in a term, or of so many classes.
    Begun { class: Option<(String, String)>, classes: u32, cards: u32 },
    /// So many of a class's report cards are printed.
    Progress { class: String, term: String, done: u32, cards: u32 },
    /// The report cards of these classes would be printed, each with its term; those are not closed.
    ConfirmSchool { closed: Vec<(String, String)>, open: Vec<String> },
    /// A class's families would be sent theirs; so many guardians cannot be written to.
    ConfirmSending { class: String, term: String, cards: u32, guardians: u32, unreached: u32 },
    /// They are; from a time on where the night lies between.
    CardsOnTheirWay { class: String, term: String, guardians: u32, unreached: u32, from: Option<Time> },
    /// There are no report cards before the term is closed.
    NotClosed { class: String, term: String },
    /// No class's term is closed.
    NoneClosed,
    /// There is nobody in the class: nothing can be closed.
    NoStudents { class: String },
    /// The term is closed already.
    AlreadyClosed { class: String, term: String },
    /// A closed term would be opened again, for this reason.
    ConfirmReopening { class: String, term: String, reason: String },
    /// The school has no term of this name; these are its terms.
    NoSuchTerm { heard: String, terms: Vec<String> },
    /// The school has no year of this label; these are its years.
    NoSuchYear { heard: String, years: Vec<String> },
    /// Of a year that has ended a class is to be named; these are its classes.
    ClassThen { year: String, classes: Vec<String> },
    /// What is missing of a year that has ended is the administrators' to see.
    MissingThen { year: String },
    /// How a child's averages have gone, in words.
    Progression { chart: ProgressChart },
    /// With the picture of it.
    ProgressPicture { child: StudentLabel },
    /// With the picture of an assessment's marks.
    HistogramPicture { class: String, assessment: AssessmentLabel, marks: u32 },
    /// The figures of the school are being put together.
    SummaryBegun,
    /// They are.
    Summary { summary: SchoolSummary },
    /// With the same as a file.
    SummaryFile { term: String },
    /// No font of report cards has this letter, nor all those of these names.
    LettersMissing { letter: String, students: Vec<StudentLabel> },
    /// A file that somebody waits for cannot be made.
    NotMade,
    /// Nor can the file of a report card whose figures they have read.
    CardNotMade { child: StudentLabel, term: String },
    /// Nor can a class's report cards, by the school's own template.
    TemplateFails { class: String, term: String },
}
