//! Whether the grading rules speak of what the school has. They were readable when the file was read.

use std::str::FromStr;

use super::file::{List, Place};
use super::known::Known;
use super::report::{ImportReport, Note};
use crate::domain::grading::{Formula, Policy};
use crate::store::{AssessmentRecord, SubjectRecord};

/// Points at rules that nothing in the school answers to: they would do nothing, and nobody would see why.
pub(super) fn caution_about_policy(
    policy: &str,
    subjects: &Known<String, SubjectRecord>,
    assessments: &Known<String, AssessmentRecord>,
    report: &mut ImportReport,
) {
    let Ok(policy) = Policy::from_str(policy) else { return };
    let mut caution = |rule: &'static str, code: &str| {
        report.caution(&Place::File, List::School, Note::RuleOfNothing { rule, code: code.to_owned() });
    };
    if let Some((conduct, _)) = &policy.distinction_condition.conduct
        && subjects.get(conduct).is_none()
    {
        caution("conduct_subject", conduct);
    }
    let Formula::Components(components) = &policy.formula else { return };
    let has_assessments = assessments.all().next().is_some();
    for component in components {
        if has_assessments && !assessments.all().any(|assessment| assessment.kind == component.group) {
            caution("components", &component.group);
        }
    }
}
