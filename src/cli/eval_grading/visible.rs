//! What families see of a class while some assessments are unpublished, beside what teachers see.

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::class::ClassInput;
use crate::domain::grading::{ClassMarks, Policy, StudentResult, class_result};

#[derive(Debug, Deserialize)]
struct Element {
    class: Value,
    /// Subject and assessment.
    unpublished: Vec<(String, String)>,
    #[serde(default)]
    rule: Value,
    input: ClassInput,
}

/// The element with `expected` in the place of its class's marks.
pub(super) fn completed(element: Value) -> anyhow::Result<Value> {
    let element: Element = serde_json::from_value(element).context("the input is not as expected")?;
    let class = element.input.parse()?;
    for (subject, assessment) in &element.unpublished {
        let known = class.marks.subjects().iter().find(|known| known.code == *subject);
        let known = known.is_some_and(|known| known.assessments.iter().any(|known| known.code == *assessment));
        anyhow::ensure!(known, "unpublished: there is no assessment \"{assessment}\" in a subject \"{subject}\"");
    }
    let published = class.marks.published(|subject, assessment| {
        !element.unpublished.iter().any(|(one, two)| *one == subject.code && *two == assessment.code)
    });
    let families = view(&class.policy, &published)?;
    let teachers = view(&class.policy, &class.marks)?;
    let views = families.into_iter().zip(teachers);
    let expected: Map<String, Value> = views
        .map(|((code, subjects, general), (_, teacher_subjects, teacher_general))| {
            let seen = json!({
                "subjects": subjects,
                "general_provisional": general,
                "teacher_view_subjects": teacher_subjects,
                "teacher_view_general": teacher_general,
            });
            (code, seen)
        })
        .collect();
    Ok(json!({
        "class": element.class, "unpublished": element.unpublished, "rule": element.rule, "expected": expected,
    }))
}

type View = (String, Map<String, Value>, Option<String>);

fn view(policy: &Policy, marks: &ClassMarks) -> anyhow::Result<Vec<View>> {
    let result = class_result(policy, marks)?;
    let view = |student: StudentResult| {
        let subjects = marks.subjects().iter().zip(&student.term.subjects).map(|(subject, average)| {
            let shown = average.as_ref().map(|subject| subject.average.shown.fixed());
            (subject.code.clone(), json!(shown))
        });
        let subjects = subjects.collect();
        (student.code, subjects, student.term.general().map(|general| general.shown.fixed()))
    };
    Ok(result.students.into_iter().map(view).collect())
}
