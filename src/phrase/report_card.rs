//! What a report card says, as it was when its term was closed: values, in all languages.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{AssessmentLabel, CardYear, MissingGroup, Statistics, StudentLabel, SubjectLabel};
use crate::domain::grading::{CouncilDecision, Decision, Policy, Rank, Wording};
use crate::domain::{Attendance, CardClaim, CardCode, Locale, Maximum, Points, YearClaim};

/// A student's report card of a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportCard {
    pub school: String,
    /// The school's own codes: what a signature speaks of.
    pub school_code: String,
    pub year: String,
    pub term: String,
    pub class: String,
    /// In full.
    pub student: StudentLabel,
    pub student_code: String,
    pub birth_date: Option<Date>,
    /// They repeat the year.
    #[serde(default)]
    pub repeater: bool,
    pub scale: Maximum,
    pub subjects: Vec<CardSubject>,
    /// Of the subjects that have an average.
    pub coefficients: Points,
    pub points: Points,
    /// None: not classed.
    pub general: Option<Points>,
    pub rank: Option<CardRank>,
    /// The school ranks its students.
    pub ranks: bool,
    pub band: Option<String>,
    pub distinction: Option<String>,
    /// What stands there is a warning.
    #[serde(default)]
    pub is_warning: bool,
    /// None: the class's attendance was not kept.
    #[serde(default)]
    pub attendance: Option<Attendance>,
    /// On the card of the last term only, where the school makes a year of its terms.
    #[serde(default)]
    pub year_result: Option<CardYear>,
    pub students: u32,
    /// Of the general averages of those who are classed.
    pub figures: Statistics,
    /// The day on which these stood so, where it is not that of the card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures_of: Option<Date>,
    /// The time of that day: two versions of one day may show other figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures_at: Option<Time>,
    /// Subjects averaged by the coefficients of their tests, although the rules are by kinds: they have none of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_components: Vec<SubjectLabel>,
    /// The grading rules, JSON, and which of the school's they are.
    pub rules: String,
    pub rules_version: i64,
    /// From 1.
    pub version: i64,
    pub issued: Date,
    /// The canonical characters of its code; none as long as the term is open.
    pub code: Option<String>,
}

impl ReportCard {
    /// The subjects with an average.
    pub fn averaged(&self) -> impl Iterator<Item = &SubjectLabel> {
        self.subjects.iter().filter(|subject| subject.average.is_some()).map(|subject| &subject.subject)
    }

    /// What its seal says in a language; none of a card without a code.
    pub fn claim(&self, language: Locale) -> Option<CardClaim> {
        Some(CardClaim {
            school: self.school_code.clone(),
            year: self.year.clone(),
            term: self.term.clone(),
            student: self.student_code.clone(),
            average: self.general.map(Points::fixed),
            rank: self.rank.map(|rank| rank.place),
            year_result: self.year_result.as_ref().map(|year| YearClaim {
                average: year.average.map(Points::fixed),
                rank: year.rank.map(|rank| rank.place),
                decision: year.decision.map(|decision| decision.code().to_owned()),
            }),
            version: self.version,
            code: self.code.clone()?,
            language: language.code().to_owned(),
        })
    }
}

/// What whoever holds a report card may know of it: the figures on the paper in their hands, and no name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicCard {
    pub school: String,
    pub year: String,
    pub term: String,
    pub initials: String,
    pub scale: Maximum,
    pub general: Option<Points>,
    pub place: Option<u32>,
    pub classed: u32,
    /// How the year ends, on the card of its last term.
    pub year_result: Option<CardYear>,
    pub version: i64,
    pub issued: Date,
    /// The version in force, where it is another one.
    pub newer: Option<i64>,
    /// Another version may follow.
    pub revised: bool,
}

/// A child's report card, as a message says it; none as long as no term of theirs is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildCard {
    /// Discreet.
    pub child: StudentLabel,
    pub class: String,
    /// An earlier year, where one was asked for.
    #[serde(default)]
    pub year: Option<String>,
    pub card: Option<CardSummary>,
}

/// What a report card says of the child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardSummary {
    pub term: String,
    pub version: i64,
    pub scale: Maximum,
    pub general: Option<Points>,
    pub rank: Option<CardRank>,
    pub classed: u32,
    pub band: Option<String>,
    pub distinction: Option<String>,
    #[serde(default)]
    pub is_warning: bool,
    /// Both words in the languages of families.
    #[serde(default)]
    pub wording: Wording,
    /// In groups of four.
    pub code: String,
    /// The school has opened the term again: the card may be about to change.
    #[serde(default)]
    pub reopened: bool,
    #[serde(default)]
    pub year_result: Option<CardYear>,
}

impl CardSummary {
    /// Of a card that is in force.
    pub fn of(card: ReportCard) -> Self {
        let code = card.code.as_deref().and_then(CardCode::parse);
        let words: Vec<&str> = card.band.iter().chain(&card.distinction).map(String::as_str).collect();
        let wording = card.wording().only(&words);
        Self {
            term: card.term,
            version: card.version,
            scale: card.scale,
            general: card.general,
            rank: card.rank,
            classed: card.figures.count,
            band: card.band,
            distinction: card.distinction,
            is_warning: card.is_warning,
            wording,
            code: code.map(|code| code.to_string()).unwrap_or_default(),
            reopened: false,
            year_result: card.year_result,
        }
    }
}

/// What closing a class's term would freeze, and what speaks against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingPlan {
    pub class: String,
    pub term: String,
    /// It has not begun: on that day it will.
    #[serde(default)]
    pub begins: Option<Date>,
    /// It goes on until this day.
    #[serde(default)]
    pub ends: Option<Date>,
    pub students: u32,
    /// Who came from another class in the term, with how many marks from there that count here.
    #[serde(default)]
    pub brought: Vec<(StudentLabel, u32)>,
    /// Whose marks from there have no place here, and how many: of subjects, or of kinds, that this class has not.
    #[serde(default)]
    pub left_out: Vec<(StudentLabel, u32)>,
    /// Who has no mark, by assessment.
    pub missing: Vec<MissingGroup>,
    /// Too little of their term was assessed.
    pub not_classed: Vec<StudentLabel>,
    /// Marks that families do not know: they do not count.
    pub drafts: u32,
    /// Published so lately that their teachers could still take them back: closing ends that.
    #[serde(default)]
    pub held: u32,
    /// Subjects in which nobody has an average.
    pub without_marks: Vec<SubjectLabel>,
    /// It is the year's last, and these are not closed: there is no annual average yet.
    #[serde(default)]
    pub year_waits_for: Vec<String>,
    /// Decisions of the council that its corrections leave standing against what follows from the average.
    #[serde(default)]
    pub decided_otherwise: Vec<DecidedOtherwise>,
    /// The cards that stand were computed by other rules than those in force now.
    #[serde(default)]
    pub other_rules: bool,
    /// What weighs otherwise than when it was last closed.
    #[serde(default)]
    pub other_weights: ChangedWeights,
    /// Students whose cards that stand would be replaced.
    #[serde(default)]
    pub revised: u32,
    /// All that the cards would say, in short: the same for the same cards.
    #[serde(default)]
    pub fingerprint: String,
}

/// What a council decided about a student, and what follows from their average now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidedOtherwise {
    pub student: StudentLabel,
    pub decision: CouncilDecision,
    pub proposed: Decision,
}

/// What counts otherwise than when a term was last closed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedWeights {
    pub subjects: Vec<SubjectWeight>,
    /// Tests with another coefficient, maximum or kind.
    pub tests: Vec<AssessmentLabel>,
}

/// The coefficient of a subject then and now; none where the class did not have it, or has it no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectWeight {
    pub subject: SubjectLabel,
    pub before: Option<Points>,
    pub after: Option<Points>,
}

impl ChangedWeights {
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty() && self.tests.is_empty()
    }
}

/// A term is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermClosed {
    pub class: String,
    pub term: String,
    pub cards: u32,
    /// Of these, new versions.
    pub revised: u32,
    /// Cards of the year's last term that are new versions for it.
    #[serde(default)]
    pub renewed: u32,
    /// Who had received a version before, and is told.
    pub families: u32,
}

/// A subject on a report card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardSubject {
    pub subject: SubjectLabel,
    pub teacher: String,
    pub average: Option<Points>,
    pub coefficient: Points,
    pub points: Option<Points>,
    pub rank: Option<CardRank>,
    pub figures: Statistics,
    pub band: Option<String>,
}

/// A place, and whether others share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardRank {
    pub place: u32,
    pub is_tied: bool,
}

impl From<Rank> for CardRank {
    fn from(rank: Rank) -> Self {
        Self { place: u32::try_from(rank.place).unwrap_or(u32::MAX), is_tied: rank.is_tied }
    }
}

impl ReportCard {
    /// Whether the other says the same of the student: what it says of the class, its version and its day apart.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let (one, two) = (self.of_the_student(), other.of_the_student());
        let alike = same_subjects(&one.subjects, &two.subjects);
        alike && Self { subjects: Vec::new(), ..one } == Self { subjects: Vec::new(), ..two }
    }

    /// With the teachers of the version before, where it has the subject: who taught then is what it says.
    #[must_use]
    pub fn taught_as(mut self, before: &Self) -> Self {
        for line in &mut self.subjects {
            let was = before.subjects.iter().find(|was| was.subject == line.subject && !was.teacher.is_empty());
            line.teacher = was.map_or_else(|| line.teacher.clone(), |was| was.teacher.clone());
        }
        self
    }

    /// What its words are in the languages of families.
    pub fn wording(&self) -> Wording {
        self.rules.parse::<Policy>().map(|policy| policy.wording).unwrap_or_default()
    }

    /// What anybody may know who has its code.
    pub fn public(self, newer: Option<i64>, revised: bool) -> PublicCard {
        let initials = self.student.name.split(|c: char| !c.is_alphabetic()).filter_map(|word| word.chars().next());
        PublicCard {
            initials: initials.map(|initial| format!("{initial}.")).collect::<Vec<_>>().join(" "),
            school: self.school,
            year: self.year,
            term: self.term,
            scale: self.scale,
            general: self.general,
            place: self.rank.map(|rank| rank.place),
            classed: self.figures.count,
            // What a council decides and says of a student is nobody else's.
            year_result: self.year_result.map(|year| CardYear { words: None, decision: None, ..year }),
            version: self.version,
            issued: self.issued,
            newer,
            revised,
        }
    }

    /// What is the student's own.
    fn of_the_student(&self) -> Self {
        let nobody = Statistics { count: 0, passed: 0, half: Points::ZERO, scale: self.scale, spread: None };
        let subjects = self.subjects.iter().map(|subject| CardSubject {
            figures: nobody.clone(),
            teacher: String::new(),
            ..subject.clone()
        });
        let year_result = self.year_result.clone().map(|year| CardYear { ranked: 0, ..year });
        Self {
            year_result,
            // What the school and its classes are called now is no result.
            school: String::new(),
            class: String::new(),
            subjects: subjects.collect(),
            students: 0,
            figures: nobody.clone(),
            figures_of: None,
            figures_at: None,
            without_components: Vec::new(),
            rules_version: 0,
            version: 0,
            issued: Date::ZERO,
            code: None,
            ..self.clone()
        }
    }
}

/// Whether these are the same results, in whatever order; where subjects are called otherwise now, line by line.
fn same_subjects(one: &[CardSubject], two: &[CardSubject]) -> bool {
    let has = |subject: &CardSubject| two.iter().any(|other| other.subject == subject.subject);
    if one.len() != two.len() {
        return false;
    }
    if one.iter().all(has) {
        return one.iter().all(|subject| two.contains(subject));
    }
    one.iter().zip(two).all(|(one, two)| *one == CardSubject { subject: one.subject.clone(), ..two.clone() })
}
