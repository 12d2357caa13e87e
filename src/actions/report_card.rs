//! What the report cards of a class say: of marks in force only, in the order of the names.

use jiff::civil::DateTime;
use std::collections::HashMap;

use super::statistics::statistics;
use super::year::{BeingClosed, YearFrame, class_year};
use super::{ActionError, Cause};
use crate::domain::grading::{ClassResult, Exact, Formula, Rounding, StudentResult, class_result};
use crate::domain::{Attendance, ClassId, CourseId, Points, StudentId};
use crate::phrase::{CardSubject, ReportCard, StudentLabel, SubjectLabel};
use crate::store::{ClassTerm, GradingRules, RollStudent, Term, Tx};

/// A class in one of the terms of its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassInTerm {
    pub class: ClassId,
    /// As people call it.
    pub class_label: String,
    pub term: Term,
    pub year: String,
}

impl ClassInTerm {
    /// By the school's own codes, in the year of this label, or else the current one. [`ActionError::NotFound`] when there is
    /// no such class or term then.
    pub async fn by_code(
        tx: &mut Tx,
        cause: &Cause<'_>,
        (class, term): (&str, &str),
        year: Option<&str>,
    ) -> Result<Self, ActionError> {
        let classes = tx.classes_of_year(cause.school.id, year).await?;
        let found = classes.into_iter().find(|known| known.code == class).ok_or(ActionError::NotFound)?;
        Self::of(tx, cause, (found.id, found.label), term).await
    }

    /// A class that is known already.
    pub async fn of(
        tx: &mut Tx,
        cause: &Cause<'_>,
        (class, class_label): (ClassId, String),
        term: &str,
    ) -> Result<Self, ActionError> {
        let year = tx.year_of_class(cause.school.id, class).await?.ok_or(ActionError::NotFound)?;
        let term = year.terms.into_iter().find(|known| known.code == term).ok_or(ActionError::NotFound)?;
        Ok(Self { class, class_label, term, year: year.label })
    }
}

/// The report cards of a term that is not closed, to be marked as provisional.
pub async fn provisional_cards(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: &ClassInTerm,
) -> Result<Vec<ReportCard>, ActionError> {
    cause.may_administer()?;
    Ok(report_cards(tx, cause, of).await?.into_iter().map(|(_, card)| card).collect())
}

/// The report cards as they would be now: without code, as version 0.
pub(super) async fn report_cards(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: &ClassInTerm,
) -> Result<Vec<(StudentId, ReportCard)>, ActionError> {
    let school = cause.school.id;
    let rules = tx.grading_rules(school, of.class, of.term.id).await?;
    let known = tx.class_term(school, of.class, of.term.id).await?;
    let attendance = tx.class_attendance(school, (of.class, of.term.id), (of.term.starts, of.term.ends)).await?;
    let class = Class {
        result: class_result(&rules.policy, &known.published_with(&attendance)?)?,
        teachers: tx.course_teachers(school, of.class).await?,
        now: cause.local_now(),
        known,
        rules,
        attendance,
    };
    let students = tx.term_roll(school, of.class, of.term.id).await?;
    let position = |student: &RollStudent| class.known.students.iter().position(|known| *known == student.id);
    let card = |student: &RollStudent| Some((student.id, class.card(cause, of, student, position(student)?)?));
    let cards: Vec<(StudentId, ReportCard)> = students.iter().filter_map(card).collect();
    Box::pin(with_year(tx, cause, of, cards)).await
}

/// The cards of a year's last term say how the year ends.
async fn with_year(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: &ClassInTerm,
    mut cards: Vec<(StudentId, ReportCard)>,
) -> Result<Vec<(StudentId, ReportCard)>, ActionError> {
    let Some(frame) = YearFrame::of(tx, cause.school.id, of.class).await? else { return Ok(cards) };
    if frame.last().is_none_or(|last| last.id != of.term.id) {
        return Ok(cards);
    }
    let averages = cards.iter().map(|(student, card)| (*student, (card.general, card.scale))).collect();
    let now = BeingClosed { term: of.term.id, cards: &averages };
    let year = class_year(tx, cause.school.id, (of.class, frame), Some(now)).await?;
    let mut years = year.on_cards();
    for (student, card) in &mut cards {
        card.year_result = years.remove(student);
    }
    Ok(cards)
}

/// What the cards of a class are made of.
struct Class {
    rules: GradingRules,
    known: ClassTerm,
    result: ClassResult,
    /// Who was away or late in the term.
    attendance: HashMap<StudentId, Attendance>,
    teachers: HashMap<CourseId, String>,
    now: DateTime,
}

impl Class {
    fn card(&self, cause: &Cause<'_>, of: &ClassInTerm, student: &RollStudent, position: usize) -> Option<ReportCard> {
        let own = self.result.students.get(position)?;
        Some(ReportCard {
            school: cause.school.name.clone(),
            school_code: cause.school.code.clone(),
            year: of.year.clone(),
            term: of.term.code.clone(),
            class: of.class_label.clone(),
            student: StudentLabel::full(&student.name),
            student_code: student.code.clone(),
            birth_date: student.birth_date,
            repeater: student.is_repeater,
            scale: self.rules.policy.scale,
            subjects: self.subjects(own, position),
            coefficients: hundredths(&own.term.coefficients_counted),
            points: hundredths(&own.term.subjects.iter().flatten().map(|subject| Exact::from(subject.points)).sum()),
            general: own.term.general().map(|general| general.shown),
            rank: own.rank.map(Into::into),
            ranks: self.rules.policy.ranks,
            band: own.band.clone(),
            distinction: own.distinction.clone(),
            is_warning: own.is_warning,
            attendance: (!self.attendance.is_empty())
                .then(|| self.attendance.get(&student.id).copied().unwrap_or_default()),
            year_result: None,
            students: u32::try_from(self.known.students.len()).unwrap_or(u32::MAX),
            figures: statistics(&self.result.figures, self.rules.policy.small_group, self.rules.policy.scale),
            figures_of: None,
            figures_at: Some(self.now.time().with().second(0).subsec_nanosecond(0).build().unwrap_or_default()),
            without_components: self.without_components(own),
            rules: self.rules.text.clone(),
            rules_version: self.rules.version,
            version: 0,
            issued: self.now.date(),
            code: None,
        })
    }

    /// The subjects of a student that rules by kinds of tests average otherwise.
    fn without_components(&self, own: &StudentResult) -> Vec<SubjectLabel> {
        let Formula::Components(components) = &self.rules.policy.formula else { return Vec::new() };
        let is_one = |kind: &str| components.iter().any(|one| one.group == kind);
        let courses = self.known.courses.iter().zip(&own.term.subjects).filter(|(_, average)| average.is_some());
        let without = courses.filter(|(course, _)| !self.known.kinds(course.id).any(is_one));
        without.map(|(course, _)| course.label.clone()).collect()
    }

    fn subjects(&self, own: &StudentResult, position: usize) -> Vec<CardSubject> {
        let courses = self.known.courses.iter().zip(&self.result.subjects).zip(&own.term.subjects);
        courses
            .map(|((course, result), average)| CardSubject {
                subject: course.label.clone(),
                teacher: self.teachers.get(&course.id).cloned().unwrap_or_default(),
                average: average.as_ref().map(|average| average.average.shown),
                coefficient: course.coefficient,
                points: average.as_ref().map(|average| average.points),
                rank: result.ranks.get(position).copied().flatten().map(Into::into),
                figures: statistics(&result.figures, self.rules.policy.small_group, self.rules.policy.scale),
                band: average.as_ref().and_then(|average| average.band.clone()),
            })
            .collect()
    }
}

/// A sum of hundredths, which is one itself.
fn hundredths(sum: &Exact) -> Points {
    Rounding::HUNDREDTH.apply(sum).unwrap_or(Points::ZERO)
}
