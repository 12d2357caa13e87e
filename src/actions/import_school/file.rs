//! A school's file as values: what every format is read into.
//!
//! Invariant: a line holds only values that are valid by themselves; what is blank in the file is `None` and leaves what
//! is stored as it is.

use jiff::civil::Date;
use std::fmt;

use super::report::Refusal;
use crate::domain::grading::AssessmentRole;
use crate::domain::{
    Approval, LinkBy, Locale, Mark, Maximum, OfficeHours, Phone, Points, QuietHours, Role, WeeklySlot,
};

/// Where something stands, as a person finds it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    File,
    /// A place in a text, counted from 1.
    Text { line: usize, column: usize },
    /// A row of a sheet.
    Sheet { sheet: String, row: u32 },
    /// A line of one of several files.
    Line { file: String, line: u64 },
}

/// The lists of a school file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    School,
    Year,
    Terms,
    Classes,
    Policies,
    Subjects,
    Staff,
    Courses,
    Students,
    Guardians,
    /// The links of guardians to students.
    Children,
    Assessments,
    Marks,
}

/// A line of a list.
#[derive(Debug, Clone)]
pub struct Line<T> {
    pub place: Place,
    /// Something in it has been refused already: what refers to it is not refused as well.
    pub broken: bool,
    pub value: T,
}

/// A whole file, and what could not be read of it.
#[derive(Debug, Default)]
pub struct SchoolFile {
    pub school: Option<Line<SchoolLine>>,
    pub year: Option<Line<YearLine>>,
    pub terms: Vec<Line<TermLine>>,
    pub classes: Vec<Line<ClassLine>>,
    pub policies: Vec<Line<PolicyLine>>,
    pub subjects: Vec<Line<SubjectLine>>,
    pub staff: Vec<Line<StaffLine>>,
    pub courses: Vec<Line<CourseLine>>,
    pub students: Vec<Line<StudentLine>>,
    pub guardians: Vec<Line<GuardianLine>>,
    pub children: Vec<Line<ChildLine>>,
    pub assessments: Vec<Line<AssessmentLine>>,
    pub marks: Vec<Line<MarkLine>>,
    /// Marks that staff wrote in chat give way to those of the file.
    pub over_chat: bool,
    pub refused: Vec<Refusal>,
}

impl SchoolFile {
    /// Nothing but tests and marks is in it, besides whose and of which year they are.
    pub(super) fn has_marks_only(&self) -> bool {
        self.terms.is_empty() && self.has_marks_and_terms_only()
    }

    /// The same, but for its year's terms.
    pub(super) fn has_marks_and_terms_only(&self) -> bool {
        let others = [
            self.classes.len(),
            self.policies.len(),
            self.subjects.len(),
            self.staff.len(),
            self.courses.len(),
            self.students.len(),
            self.guardians.len(),
            self.children.len(),
        ];
        others.iter().all(|count| *count == 0)
    }
}

#[derive(Debug, Clone, Default)]
pub struct SchoolLine {
    pub code: String,
    pub name: Option<String>,
    pub country: Option<String>,
    pub timezone: Option<String>,
    pub languages: Option<Vec<Locale>>,
    pub quiet: Option<QuietHours>,
    pub link_by: Option<LinkBy>,
    /// Grading rules, JSON.
    pub policy: Option<String>,
    pub approval: Option<Approval>,
    pub undo_seconds: Option<u32>,
    pub remind_missing: Option<Vec<WeeklySlot>>,
    /// Families a broadcast may have without a second administrator; 0: any number.
    pub second_admin_above: Option<u32>,
    /// Whether a broadcast that may leave by night takes one.
    pub second_admin_urgent: Option<bool>,
    /// When people who write to the school are answered.
    pub office_hours: Option<OfficeHours>,
    /// A thread without a word for so many days is over; 0: never.
    pub threads_close_days: Option<u32>,
}

#[derive(Debug, Clone)]
pub struct YearLine {
    pub label: String,
}

#[derive(Debug, Clone)]
pub struct TermLine {
    pub code: String,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
}

#[derive(Debug, Clone)]
pub struct ClassLine {
    pub code: String,
    pub label: Option<String>,
    pub aliases: Option<Vec<String>>,
    pub level: Option<String>,
}

/// Rules of a level, of a class, or of the school from a day on.
#[derive(Debug, Clone)]
pub struct PolicyLine {
    pub class: Option<String>,
    pub level: Option<String>,
    /// The first day of the terms they are for.
    pub from: Option<Date>,
    /// Grading rules, JSON.
    pub policy: Option<String>,
}

#[derive(Debug, Clone)]
pub struct SubjectLine {
    pub code: String,
    pub label_fr: Option<String>,
    pub label_en: Option<String>,
    pub label_ar: Option<String>,
    pub aliases: Option<Vec<String>>,
    /// Where report cards name it, from 1.
    pub order: Option<u32>,
}

#[derive(Debug, Clone)]
pub struct StaffLine {
    pub code: String,
    pub name: Option<String>,
    pub role: Option<Role>,
    pub phone: Option<Phone>,
    pub telegram_id: Option<String>,
    pub language: Option<Locale>,
    pub head_of: Option<String>,
}

#[derive(Debug, Clone)]
pub struct CourseLine {
    pub class: String,
    pub subject: String,
    pub teacher: Option<String>,
    pub coefficient: Option<Points>,
}

#[derive(Debug, Clone)]
pub struct StudentLine {
    pub code: String,
    pub class: Option<String>,
    pub last_name: Option<String>,
    pub first_name: Option<String>,
    pub name_ar: Option<String>,
    pub birth_date: Option<Date>,
    /// They repeat the year of the file.
    pub repeater: Option<bool>,
    /// They have left the school.
    pub left: Option<bool>,
}

#[derive(Debug, Clone)]
pub struct GuardianLine {
    pub code: String,
    pub name: Option<String>,
    pub phone: Option<Phone>,
    pub email: Option<String>,
    pub language: Option<Locale>,
}

#[derive(Debug, Clone)]
pub struct ChildLine {
    pub guardian: String,
    pub student: String,
    pub relation: Option<String>,
    /// The day on which the school recorded the guardian's consent.
    pub consent: Option<Date>,
}

#[derive(Debug, Clone)]
pub struct AssessmentLine {
    pub code: String,
    pub class: Option<String>,
    pub subject: Option<String>,
    pub term: Option<String>,
    pub kind: Option<String>,
    pub label: Option<String>,
    pub aliases: Option<Vec<String>>,
    pub date: Option<Date>,
    pub date_place: Place,
    pub maximum: Option<Maximum>,
    pub coefficient: Option<Points>,
    pub role: Option<AssessmentRole>,
}

#[derive(Debug, Clone)]
pub struct MarkLine {
    pub assessment: String,
    pub student: String,
    pub mark: Option<Mark>,
    pub published: bool,
    /// Where the file says that it is not published.
    pub withheld: Option<Place>,
}

impl List {
    pub const ALL: [Self; 13] = [
        Self::School,
        Self::Year,
        Self::Terms,
        Self::Classes,
        Self::Policies,
        Self::Subjects,
        Self::Staff,
        Self::Courses,
        Self::Students,
        Self::Guardians,
        Self::Children,
        Self::Assessments,
        Self::Marks,
    ];

    /// As in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Year => "year",
            Self::Terms => "terms",
            Self::Classes => "classes",
            Self::Policies => "policies",
            Self::Subjects => "subjects",
            Self::Staff => "staff",
            Self::Courses => "courses",
            Self::Students => "students",
            Self::Guardians => "guardians",
            Self::Children => "children",
            Self::Assessments => "assessments",
            Self::Marks => "marks",
        }
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("the file"),
            Self::Text { line, column } => write!(f, "line {line}, column {column}"),
            Self::Sheet { sheet, row } => write!(f, "sheet {sheet}, row {row}"),
            Self::Line { file, line } => write!(f, "{file}, line {line}"),
        }
    }
}
