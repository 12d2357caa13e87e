//! A class as it is written: the `input` of a worked result.

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

use super::written::{Decimal, Entry, OutOf};
use crate::domain::Mark;
use crate::domain::grading::{Assessment, AssessmentRole, ClassMarks, Policy, Subject};

/// A class whose values are readable, but not yet judged together.
#[derive(Debug, Deserialize)]
pub(super) struct ClassInput {
    #[serde(default)]
    policy: Value,
    subjects: Vec<SubjectInput>,
    pupils: Vec<PupilInput>,
}

#[derive(Debug, Deserialize)]
struct SubjectInput {
    id: String,
    coef: Decimal,
    evals: Vec<EvalInput>,
}

#[derive(Debug, Deserialize)]
struct EvalInput {
    id: String,
    #[serde(default)]
    group: String,
    max: OutOf,
    coef: Decimal,
    opt: Option<Opt>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Opt {
    Bonus,
    IfBetter,
}

#[derive(Debug, Deserialize)]
struct PupilInput {
    id: String,
    name: Option<String>,
    #[serde(default)]
    unjustified_hours: u32,
    marks: BTreeMap<String, BTreeMap<String, Entry>>,
}

/// A class to be computed.
pub(super) struct Class {
    pub(super) policy: Policy,
    pub(super) marks: ClassMarks,
    /// The students' names, in their order.
    pub(super) names: Vec<Option<String>>,
}

impl ClassInput {
    /// The class, if its parts fit together.
    pub(super) fn parse(self) -> anyhow::Result<Class> {
        let policy = if self.policy.is_null() {
            Policy::default()
        } else {
            Policy::from_json(&self.policy).context("policy")?
        };
        let mut marks = ClassMarks::new(self.subjects.into_iter().map(SubjectInput::parse).collect())?;
        for pupil in &self.pupils {
            let entered = pupil.marks.iter().flat_map(|(subject, entries)| {
                entries.iter().map(move |(assessment, entry)| (subject.as_str(), assessment.as_str(), entry.0))
            });
            let entered: Vec<(&str, &str, Option<Mark>)> = entered.collect();
            marks
                .add_student(&pupil.id, pupil.unjustified_hours, entered)
                .with_context(|| format!("pupil {}", pupil.id))?;
        }
        Ok(Class { policy, marks, names: self.pupils.into_iter().map(|pupil| pupil.name).collect() })
    }
}

impl SubjectInput {
    fn parse(self) -> Subject {
        let assessments = self.evals.into_iter().map(|eval| Assessment {
            code: eval.id,
            group: eval.group,
            maximum: eval.max.0,
            coefficient: eval.coef.0,
            role: match eval.opt {
                None => AssessmentRole::Ordinary,
                Some(Opt::Bonus) => AssessmentRole::Bonus,
                Some(Opt::IfBetter) => AssessmentRole::IfBetter,
            },
        });
        Subject { code: self.id, coefficient: self.coef.0, assessments: assessments.collect() }
    }
}
