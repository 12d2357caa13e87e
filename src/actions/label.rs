//! What things are called in phrases.

use crate::phrase::{AssessmentLabel, SubjectLabel};
use crate::store::{Assessment, PublishedMark};

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

/// The subject of a published mark as phrases name it.
pub fn subject_label(mark: &PublishedMark) -> SubjectLabel {
    SubjectLabel { fr: mark.subject_fr.clone(), en: mark.subject_en.clone(), ar: mark.subject_ar.clone() }
}
