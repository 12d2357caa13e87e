//! A class's term: everybody's results, ranks, and the figures of subjects and class.

use super::policy::reaches;
use super::term_result::term_result;
use super::weighing::Weighing;
use super::{
    Average, ClassMarks, Classed, Exact, Figures, MarksError, Policy, Rank, StudentMarks, SubjectAverage, TermResult,
    ranks,
};
use crate::domain::Points;

/// A class's term.
#[derive(Debug, Clone)]
pub struct ClassResult {
    /// In the order of the students.
    pub students: Vec<StudentResult>,
    /// In the order of the subjects.
    pub subjects: Vec<SubjectResult>,
    /// Of the general averages of those who are classed.
    pub figures: Figures,
}

/// A student's term within the class.
#[derive(Debug, Clone)]
pub struct StudentResult {
    pub code: String,
    pub term: TermResult,
    /// By the printed general average.
    pub rank: Option<Rank>,
    /// By the exact one: why ranking must not use it shows where the two differ.
    pub rank_on_exact: Option<Rank>,
    /// By what the other cascade would print.
    pub rank_other_cascade: Option<Rank>,
    pub band: Option<String>,
    /// A distinction or, below its thresholds, a warning.
    pub distinction: Option<String>,
    /// It is a warning.
    pub is_warning: bool,
}

/// A subject within the class.
#[derive(Debug, Clone)]
pub struct SubjectResult {
    pub code: String,
    pub figures: Figures,
    /// In the order of the students.
    pub ranks: Vec<Option<Rank>>,
}

/// The results of a class under a policy.
pub fn class_result(policy: &Policy, class: &ClassMarks) -> Result<ClassResult, MarksError> {
    let weighings: Vec<Weighing> =
        class.subjects.iter().map(|subject| Weighing::new(policy, subject)).collect::<Result<_, _>>()?;
    let coefficients: Exact = class.subjects.iter().map(|subject| Exact::from(subject.coefficient)).sum();
    let term_of = |student: &StudentMarks| {
        let subjects = class.subjects.iter().zip(&weighings).zip(&student.marks);
        let averages =
            subjects.map(|((subject, weighing), marks)| SubjectAverage::new(policy, subject, weighing, marks));
        term_result(policy, averages.collect(), &coefficients)
    };
    let terms: Vec<TermResult> = class.students.iter().map(term_of).collect();
    let subject_result = |(position, subject): (usize, &super::Subject)| {
        let average = |term: &TermResult| Some(term.subjects.get(position)?.as_ref()?.average.shown);
        let averages: Vec<Option<Points>> = terms.iter().map(average).collect();
        SubjectResult {
            code: subject.code.clone(),
            ranks: ranks_if_kept(policy, &averages),
            figures: Figures::of(averages.into_iter().flatten().collect(), policy.scale),
        }
    };
    let subjects = class.subjects.iter().enumerate().map(subject_result).collect();
    let shown: Vec<Option<Points>> = terms.iter().map(|term| term.general().map(|general| general.shown)).collect();
    let figures = Figures::of(shown.iter().flatten().copied().collect(), policy.scale);
    Ok(ClassResult { students: student_results(policy, class, terms, &shown), subjects, figures })
}

fn student_results(
    policy: &Policy,
    class: &ClassMarks,
    terms: Vec<TermResult>,
    shown: &[Option<Points>],
) -> Vec<StudentResult> {
    let exact: Vec<_> = terms.iter().map(|term| term.general().map(|general| &general.exact)).collect();
    let other: Vec<Option<Points>> = terms.iter().map(other_cascade).collect();
    let by_exact = ranks_if_kept(policy, &exact);
    let by_other = ranks_if_kept(policy, &other);
    let by_shown = ranks_if_kept(policy, shown);
    let ranked = by_shown.into_iter().zip(by_exact).zip(by_other);
    let students = class.students.iter().zip(terms).zip(ranked);
    students
        .map(|((student, term), ((rank, rank_on_exact), rank_other_cascade))| {
            let distinction = distinction(policy, class, student, &term);
            let warning = || warning(policy, &term);
            StudentResult {
                code: student.code.clone(),
                band: term
                    .general()
                    .and_then(|general| policy.bands.reached(general.shown, policy.scale))
                    .map(str::to_owned),
                is_warning: distinction.is_none() && warning().is_some(),
                distinction: distinction.or_else(warning).map(str::to_owned),
                term,
                rank,
                rank_on_exact,
                rank_other_cascade,
            }
        })
        .collect()
}

fn other_cascade(term: &TermResult) -> Option<Points> {
    match &term.classed {
        Classed::Yes { other_cascade: Average { shown, .. }, .. } => Some(*shown),
        Classed::No => None,
    }
}

fn ranks_if_kept<T: Ord>(policy: &Policy, values: &[Option<T>]) -> Vec<Option<Rank>> {
    if policy.ranks { ranks(values) } else { values.iter().map(|_| None).collect() }
}

/// The highest distinction reached, unless its condition is not met.
fn distinction<'p>(
    policy: &'p Policy,
    class: &ClassMarks,
    student: &StudentMarks,
    term: &TermResult,
) -> Option<&'p str> {
    let general = term.general()?.shown;
    let condition = &policy.distinction_condition;
    let has_conduct = condition.conduct.as_ref().is_none_or(|(code, threshold)| {
        let conduct = class.subjects.iter().zip(&term.subjects).find(|(subject, _)| subject.code == *code);
        let average = conduct.and_then(|(_, average)| average.as_ref());
        average.is_none_or(|average| reaches(average.average.shown, *threshold, policy.scale))
    });
    let is_present = condition.max_unjustified_hours.is_none_or(|hours| student.unjustified_hours <= hours);
    policy.distinctions.reached(general, policy.scale).filter(|_| has_conduct && is_present)
}

/// The gravest warning.
fn warning<'p>(policy: &'p Policy, term: &TermResult) -> Option<&'p str> {
    policy.warnings.missed(term.general()?.shown, policy.scale)
}
