//! Parts of phrases about averages and figures of groups.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AssessmentLabel, StudentLabel, SubjectLabel};
use crate::domain::{Maximum, Points};

/// A child's averages in a term, made of published marks only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildAverages {
    pub child: StudentLabel,
    pub class: String,
    /// The school's code.
    pub term: String,
    /// The term is not closed.
    pub provisional: bool,
    pub scale: Maximum,
    /// Set when the person asked for one subject only.
    pub subject: Option<SubjectLabel>,
    /// Subjects that have an average.
    pub lines: Vec<AverageLine>,
    pub general: Option<Points>,
    pub subjects_of_class: u32,
    /// How many marks count.
    pub marks: u32,
    /// The place in the class was asked for; it is not given here.
    pub rank_asked: bool,
}

/// A subject's average.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AverageLine {
    pub subject: SubjectLabel,
    pub average: Points,
    pub coefficient: Points,
}

/// The figures of a group of marks or averages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    pub count: u32,
    /// How many are at or above `half`.
    pub passed: u32,
    /// Half of the scale.
    pub half: Points,
    pub scale: Maximum,
    /// None for a group so small that it would tell whose marks these are.
    pub spread: Option<StatisticsSpread>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatisticsSpread {
    pub mean: Points,
    pub median: Points,
    pub lowest: Points,
    pub highest: Points,
    /// Percent.
    pub pass_rate: Points,
}

/// The figures of an assessment, drafts included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentStatistics {
    pub class: String,
    pub assessment: AssessmentLabel,
    /// Of marks with points.
    pub statistics: Statistics,
    pub absent: u32,
    /// Exempt, not graded, not handed in.
    pub without_points: u32,
    /// Nothing is entered.
    pub missing: u32,
    pub drafts: u32,
}

/// A class's averages in a term, drafts included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassSummary {
    pub class: String,
    pub term: String,
    pub provisional: bool,
    pub subjects: Vec<SubjectStatistics>,
    /// Of the general averages; only where all subjects are shown.
    pub general: Option<Statistics>,
    pub students: u32,
    pub drafts: u32,
}

/// A subject's averages in a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectStatistics {
    pub subject: SubjectLabel,
    pub statistics: Statistics,
}

/// The whole school in a term, drafts included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolSummary {
    /// The school's code.
    pub term: String,
    pub classes: Vec<ClassOverview>,
}

/// The same with what stands above it on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolFigures {
    pub summary: SchoolSummary,
    pub school: String,
    pub year: String,
    pub issued: Date,
}

/// A class within it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassOverview {
    pub class: String,
    pub students: u32,
    /// Of the general averages.
    pub general: Statistics,
    pub subjects: Vec<SubjectStatistics>,
    /// Marks that nobody has given.
    pub missing: u32,
    pub provisional: bool,
    pub before: Option<YearBefore>,
}

/// The class of the same code a year before, in the same term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearBefore {
    pub year: String,
    pub mean: Points,
    /// What the mean is out of: it may be another one this year.
    pub scale: Maximum,
    /// Percent.
    pub pass_rate: Points,
}
