//! A student's term: subject averages become the general average, or none.

use super::{Average, Cascade, Exact, Policy, SubjectAverage};

/// A student's term, by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermResult {
    /// In the order of the subjects; none where there is no average.
    pub subjects: Vec<Option<SubjectAverage>>,
    /// The coefficients of the subjects that have an average.
    pub coefficients_counted: Exact,
    pub classed: Classed,
}

/// Whether enough of the term was assessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Classed {
    Yes {
        general: Average,
        /// What the other cascade would make of it.
        other_cascade: Average,
    },
    /// *Non classé*: no average, no rank, and no part in the figures of the class.
    No,
}

impl TermResult {
    pub fn general(&self) -> Option<&Average> {
        match &self.classed {
            Classed::Yes { general, .. } => Some(general),
            Classed::No => None,
        }
    }
}

/// The result of a student whose class has `coefficients` in all.
pub(super) fn term_result(policy: &Policy, subjects: Vec<Option<SubjectAverage>>, coefficients: &Exact) -> TermResult {
    let counted: Exact = subjects.iter().flatten().map(|subject| Exact::from(subject.coefficient)).sum();
    let is_covered = counted >= &policy.min_coverage * coefficients;
    let general = |cascade| general(policy, cascade, &subjects, &counted).filter(|_| is_covered);
    let classed = match (general(policy.cascade), general(policy.cascade.other())) {
        (Some(general), Some(other_cascade)) => Classed::Yes { general, other_cascade },
        _ => Classed::No,
    };
    TermResult { subjects, coefficients_counted: counted, classed }
}

/// The mean of the subject averages there are, by coefficients; none when these are all zero.
fn general(policy: &Policy, cascade: Cascade, subjects: &[Option<SubjectAverage>], counted: &Exact) -> Option<Average> {
    let points = subjects.iter().flatten().map(|subject| {
        let coefficient = Exact::from(subject.coefficient);
        match cascade {
            Cascade::Rounded => &Exact::from(subject.average.shown) * &coefficient,
            Cascade::Exact => &subject.average.exact * &coefficient,
        }
    });
    Average::new(points.sum::<Exact>().checked_div(counted)?, policy.general_round, policy.scale)
}
