//! One question, with what was heard when something was.

use crate::phrase::Which;
use crate::render::voice::Voice;

pub(super) fn which(v: &Voice<'_>, what: Which, heard: Option<&str>) -> String {
    let (alone, with_heard) = match what {
        Which::Student => ("which-student", "which-student-heard"),
        Which::Assessment => ("which-assessment", "which-assessment-heard"),
        Which::Class => ("which-class", "which-class-heard"),
        Which::Subject => ("which-subject", "which-subject-heard"),
        Which::Child => ("which-child", "which-child-heard"),
        Which::NearChild => ("which-near-child", "which-near-child-heard"),
        Which::NearStudent => ("which-near-student", "which-near-student-heard"),
        Which::Value => ("which-value", "which-value-heard"),
    };
    let saying = match heard {
        Some(heard) => v.with(with_heard).name("heard", heard),
        None => v.with(alone),
    };
    saying.say()
}
