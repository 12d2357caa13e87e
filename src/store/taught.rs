//! Who teaches what in a class of the current school year, who is head of it, and how many students it has.

use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{ClassId, SchoolId, SubjectId};
use crate::phrase::SubjectLabel;

/// Who teaches a subject to a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taught {
    pub class: ClassId,
    pub class_label: String,
    pub subject: SubjectLabel,
    /// As the school writes them.
    pub teacher: String,
}

/// A class with how many students are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedClass {
    pub id: ClassId,
    pub label: String,
    pub students: u32,
}

impl Tx {
    /// Who teaches in a class or in all, a subject or any; by class, then by subject.
    pub async fn taught(
        &mut self,
        school: SchoolId,
        class: Option<ClassId>,
        subject: Option<SubjectId>,
    ) -> Result<Vec<Taught>, StoreError> {
        let rows: Vec<(Uuid, String, String, String, String, String)> = self
            .fetch_all(
                "SELECT l.id, l.label, u.label_fr, u.label_en, u.label_ar, s.name FROM course k \
                 JOIN class l ON l.school_id = k.school_id AND l.id = k.class_id AND l.archived_at IS NULL \
                 JOIN school_year y ON y.school_id = l.school_id AND y.id = l.year_id AND y.current \
                 JOIN subject u ON u.school_id = k.school_id AND u.id = k.subject_id \
                 JOIN staff s ON s.school_id = k.school_id AND s.id = k.staff_id AND s.archived_at IS NULL \
                 WHERE k.school_id = $1 AND k.archived_at IS NULL AND k.class_id = COALESCE($2, k.class_id) \
                 AND k.subject_id = COALESCE($3, k.subject_id) ORDER BY l.label, l.id, u.code, s.name",
                args![school, class, subject],
            )
            .await?;
        let of = |(class, class_label, fr, en, ar, teacher)| Taught {
            class: ClassId(class),
            class_label,
            subject: SubjectLabel { fr, en, ar },
            teacher,
        };
        Ok(rows.into_iter().map(of).collect())
    }

    /// Who is head of a class.
    pub async fn heads_of(&mut self, school: SchoolId, class: ClassId) -> Result<Vec<String>, StoreError> {
        let rows: Vec<(String,)> = self
            .fetch_all(
                "SELECT name FROM staff WHERE school_id = $1 AND head_of = $2 AND archived_at IS NULL ORDER BY name",
                args![school, class],
            )
            .await?;
        Ok(rows.into_iter().map(|(name,)| name).collect())
    }

    /// The classes of the current school year, each with how many students it has now.
    pub async fn counted_classes(&mut self, school: SchoolId) -> Result<Vec<CountedClass>, StoreError> {
        let rows: Vec<(Uuid, String, i64)> = self
            .fetch_all(
                "SELECT l.id, l.label, COUNT(u.id) FROM class l \
                 JOIN school_year y ON y.school_id = l.school_id AND y.id = l.year_id AND y.current \
                 LEFT JOIN student u ON u.school_id = l.school_id AND u.class_id = l.id AND u.archived_at IS NULL \
                 WHERE l.school_id = $1 AND l.archived_at IS NULL GROUP BY l.id, l.label ORDER BY l.label, l.id",
                args![school],
            )
            .await?;
        let of = |(id, label, students)| CountedClass {
            id: ClassId(id),
            label,
            students: u32::try_from(students).unwrap_or(u32::MAX),
        };
        Ok(rows.into_iter().map(of).collect())
    }
}
