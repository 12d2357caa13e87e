//! The roll of a class in a term: who has, or will have, its report card; and what is not there yet.
//!
//! Invariants: a student is on one roll of a term at most; once a term was closed its roll stays, whoever leaves the class
//! or comes to it afterwards: only a mark brings somebody else on.

use jiff::civil::Date;
use sqlx::FromRow;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

use crate::domain::{AssessmentId, ClassId, CourseId, SchoolId, StudentId, StudentName, TermId, YearId};
use crate::store::gradebook::date_of;
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// A student as a report card names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollStudent {
    pub id: StudentId,
    pub code: String,
    pub name: StudentName,
    pub birth_date: Option<Date>,
    /// They repeat the year of their class.
    pub is_repeater: bool,
}

#[derive(FromRow)]
struct RollRow {
    id: Uuid,
    code: String,
    last_name: String,
    first_name: String,
    name_ar: Option<String>,
    birth_date: Option<String>,
    is_repeater: bool,
}

/// A student without a mark, and in what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unmarked {
    pub assessment: AssessmentId,
    pub student: StudentId,
}

/// Whose marks of a class they have left stand on a card of another one, by term.
pub type CountedElsewhere = HashSet<(ClassId, TermId, StudentId)>;

/// The ids of a roll, of school $1, class $2, term $3: who has the class's card of it; who is in the class, or was at the
/// end of its year, unless another
/// class gave them theirs, and with a mark only once the term was closed; and whoever has left for a class that had closed
/// it already, for nobody else will give them one.
macro_rules! on_roll {
    () => {
        "(SELECT r.student_id FROM term_result r \
         WHERE r.school_id = $1 AND r.term_id = $3 AND r.class_id = $2 AND r.ended_at IS NULL \
         UNION SELECT n.id FROM student n \
         WHERE n.school_id = $1 AND n.archived_at IS NULL AND n.id IN (SELECT i.id FROM student i \
         WHERE i.school_id = $1 AND i.class_id = $2 \
         UNION ALL SELECT u.student_id FROM last_class u WHERE u.school_id = $1 AND u.class_id = $2) \
         AND NOT EXISTS (SELECT 1 FROM term_result o WHERE o.school_id = $1 AND o.term_id = $3 \
         AND o.student_id = n.id AND o.ended_at IS NULL) \
         AND (NOT EXISTS (SELECT 1 FROM term_result f WHERE f.school_id = $1 AND f.term_id = $3 AND f.class_id = $2) \
         OR EXISTS (SELECT 1 FROM course g JOIN assessment e ON e.school_id = g.school_id AND e.course_id = g.id \
         AND e.term_id = $3 AND e.deleted_at IS NULL JOIN mark v ON v.school_id = e.school_id \
         AND v.assessment_id = e.id AND v.student_id = n.id AND v.state IN ('draft', 'published') \
         WHERE g.school_id = $1 AND g.class_id = $2)) \
         UNION SELECT h.student_id FROM former_class h \
         JOIN student w ON w.school_id = h.school_id AND w.id = h.student_id AND w.class_id <> $2 \
         AND w.archived_at IS NULL \
         JOIN closing q ON q.school_id = w.school_id AND q.term_id = $3 \
         AND q.class_id = COALESCE((SELECT x.class_id FROM last_class x WHERE x.school_id = h.school_id \
         AND x.year_id = h.year_id AND x.student_id = h.student_id), w.class_id) \
         WHERE h.school_id = $1 AND h.class_id = $2 AND NOT EXISTS (SELECT 1 FROM former_class y \
         WHERE y.school_id = $1 AND y.year_id = h.year_id AND y.student_id = h.student_id AND y.left_at > h.left_at) \
         AND NOT EXISTS (SELECT 1 FROM term_result p WHERE p.school_id = $1 AND p.term_id = $3 \
         AND p.student_id = h.student_id AND p.ended_at IS NULL) \
         AND EXISTS (SELECT 1 FROM term z WHERE z.school_id = $1 AND z.id = $3 AND z.year_id = h.year_id))"
    };
}
pub(in crate::store) use on_roll;

impl Tx {
    /// The roll of a class's term, by name.
    pub async fn term_roll(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
    ) -> Result<Vec<RollStudent>, StoreError> {
        let rows: Vec<RollRow> = self
            .fetch_all(
                concat!(
                    "SELECT s.id, s.code, s.last_name, s.first_name, s.name_ar, s.birth_date, \
                     CASE WHEN s.repeats_year = l.year_id OR EXISTS (SELECT 1 FROM last_class b \
                     WHERE b.school_id = l.school_id AND b.year_id = l.year_id AND b.student_id = s.id AND b.repeated) \
                     THEN TRUE ELSE FALSE END AS is_repeater FROM class l \
                     JOIN student s ON s.school_id = l.school_id AND s.id IN ",
                    on_roll!(),
                    " WHERE l.school_id = $1 AND l.id = $2 ORDER BY s.last_name, s.first_name, s.code"
                ),
                args![school, class, term],
            )
            .await?;
        rows.into_iter().map(RollStudent::try_from).collect()
    }

    /// Who is on the roll of a class's term.
    pub(in crate::store) async fn on_roll(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
    ) -> Result<Vec<StudentId>, StoreError> {
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                concat!("SELECT s.id FROM student s WHERE s.school_id = $1 AND s.id IN ", on_roll!()),
                args![school, class, term],
            )
            .await?;
        Ok(rows.into_iter().map(|(id,)| StudentId(id)).collect())
    }

    /// In which class a student's marks of a term count: where the card in force was made, else where they are.
    pub async fn class_in_term(
        &mut self,
        school: SchoolId,
        (student, class): (StudentId, ClassId),
        term: TermId,
    ) -> Result<ClassId, StoreError> {
        let found: Option<(Uuid,)> = self
            .fetch_optional(
                "SELECT class_id FROM term_result \
                 WHERE school_id = $1 AND term_id = $2 AND student_id = $3 AND ended_at IS NULL",
                args![school, term, student],
            )
            .await?;
        if let Some((class,)) = found {
            return Ok(ClassId(class));
        }
        let left: Option<(Uuid,)> = self
            .fetch_optional(
                "SELECT h.class_id FROM closing o JOIN term t ON t.school_id = o.school_id AND t.id = o.term_id \
                 JOIN former_class h ON h.school_id = t.school_id AND h.year_id = t.year_id AND h.student_id = $4 \
                 WHERE o.school_id = $1 AND o.class_id = $2 AND o.term_id = $3 ORDER BY h.left_at DESC LIMIT 1",
                args![school, class, term, student],
            )
            .await?;
        Ok(left.map_or(class, |(class,)| ClassId(class)))
    }

    /// Terms of a year that are not closed in the class that somebody has left, with what that class is called.
    pub async fn open_where_left(
        &mut self,
        school: SchoolId,
        year: YearId,
    ) -> Result<HashMap<(StudentId, TermId), String>, StoreError> {
        let rows: Vec<(Uuid, Uuid, String)> = self
            .fetch_all(
                "SELECT h.student_id, t.id, l.label FROM former_class h \
                 JOIN term t ON t.school_id = h.school_id AND t.year_id = h.year_id \
                 JOIN class l ON l.school_id = h.school_id AND l.id = h.class_id \
                 WHERE h.school_id = $1 AND h.year_id = $2 \
                 AND NOT EXISTS (SELECT 1 FROM former_class y WHERE y.school_id = h.school_id \
                 AND y.year_id = h.year_id AND y.student_id = h.student_id AND y.left_at > h.left_at) \
                 AND NOT EXISTS (SELECT 1 FROM closing o WHERE o.school_id = h.school_id \
                 AND o.class_id = h.class_id AND o.term_id = t.id)",
                args![school, year],
            )
            .await?;
        Ok(rows.into_iter().map(|(student, term, class)| ((StudentId(student), TermId(term)), class)).collect())
    }

    /// Whoever has left a class and has the card of a closed term from another one: what they wrote in the first is in it.
    pub async fn counted_elsewhere(&mut self, school: SchoolId) -> Result<CountedElsewhere, StoreError> {
        let rows: Vec<(Uuid, Uuid, Uuid)> = self
            .fetch_all(
                "SELECT h.class_id, r.term_id, r.student_id FROM former_class h \
                 JOIN term t ON t.school_id = h.school_id AND t.year_id = h.year_id \
                 JOIN term_result r ON r.school_id = t.school_id AND r.term_id = t.id \
                 AND r.student_id = h.student_id AND r.class_id <> h.class_id AND r.ended_at IS NULL \
                 JOIN closing o ON o.school_id = r.school_id AND o.term_id = r.term_id AND o.class_id = r.class_id \
                 WHERE h.school_id = $1",
                args![school],
            )
            .await?;
        Ok(rows.into_iter().map(|(class, term, one)| (ClassId(class), TermId(term), StudentId(one))).collect())
    }

    /// Who teaches the courses of a class.
    pub async fn course_teachers(
        &mut self,
        school: SchoolId,
        class: ClassId,
    ) -> Result<HashMap<CourseId, String>, StoreError> {
        let rows: Vec<(Uuid, String)> = self
            .fetch_all(
                "SELECT k.id, s.name FROM course k JOIN staff s ON s.school_id = k.school_id AND s.id = k.staff_id \
                 WHERE k.school_id = $1 AND k.class_id = $2 AND k.archived_at IS NULL",
                args![school, class],
            )
            .await?;
        Ok(rows.into_iter().map(|(course, name)| (CourseId(course), name)).collect())
    }

    /// The students of a class without any mark in an assessment of a term, by assessment; not of one that was made before
    /// they came from another class.
    pub async fn unmarked_in_term(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
    ) -> Result<Vec<Unmarked>, StoreError> {
        let rows: Vec<(Uuid, Uuid)> = self
            .fetch_all(
                concat!(
                    "SELECT a.id, s.id FROM course k \
                     JOIN assessment a ON a.school_id = k.school_id AND a.course_id = k.id \
                     JOIN student s ON s.school_id = k.school_id AND s.id IN ",
                    on_roll!(),
                    " WHERE k.school_id = $1 AND k.class_id = $2 AND a.term_id = $3 AND k.archived_at IS NULL \
                     AND a.deleted_at IS NULL \
                     AND NOT EXISTS (SELECT 1 FROM mark m WHERE m.school_id = a.school_id AND m.assessment_id = a.id \
                     AND m.student_id = s.id AND m.state IN ('draft', 'published')) \
                     AND NOT EXISTS (SELECT 1 FROM former_class x WHERE x.school_id = s.school_id \
                     AND x.student_id = s.id AND x.class_id <> $2 AND x.left_at > a.created_at) \
                     ORDER BY a.date, a.code, s.last_name, s.first_name"
                ),
                args![school, class, term],
            )
            .await?;
        let missing =
            |(assessment, student)| Unmarked { assessment: AssessmentId(assessment), student: StudentId(student) };
        Ok(rows.into_iter().map(missing).collect())
    }
}

impl TryFrom<RollRow> for RollStudent {
    type Error = StoreError;

    fn try_from(row: RollRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: StudentId(row.id),
            code: row.code,
            name: StudentName { last: row.last_name, first: row.first_name, arabic: row.name_ar },
            birth_date: date_of("student", row.birth_date.as_deref())?,
            is_repeater: row.is_repeater,
        })
    }
}
