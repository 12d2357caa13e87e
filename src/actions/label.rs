//! What things are called in phrases.

use crate::phrase::{AssessmentLabel, SubjectLabel};
use crate::store::Assessment;

/// An assessment as phrases name it.
pub fn assessment_label(assessment: &Assessment) -> AssessmentLabel {
    AssessmentLabel {
        label: assessment.label.clone(),
        subject: SubjectLabel {
            fr: assessment.subject_fr.clone(),
            en: assessment.subject_en.clone(),
            ar: assessment.subject_ar.clone(),
        },
        maximum: assessment.maximum,
    }
}
