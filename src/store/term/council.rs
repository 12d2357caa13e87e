//! What class councils decided about students at the end of a year, version by version.

use std::collections::HashMap;
use uuid::Uuid;

use crate::domain::grading::CouncilDecision;
use crate::domain::{ClassId, DecisionId, SchoolId, StaffId, StudentId, StudentName, TermId, Timestamp, YearId};
use crate::store::sql::args;
use crate::store::term::roll::on_roll;
use crate::store::{StoreError, Student, Tx};

const WORDS: &str = "council_decision.words";

/// A decision in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDecision {
    pub decision: CouncilDecision,
    /// What the council says of the student.
    pub words: Option<String>,
}

/// A decision that is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    pub student: StudentId,
    /// None: there is none any more.
    pub decision: Option<CouncilDecision>,
    pub words: Option<String>,
}

impl Tx {
    /// The decisions in force in a year about those on the roll of a class's term.
    pub async fn council_decisions(
        &mut self,
        school: SchoolId,
        (class, term): (ClassId, TermId),
        year: YearId,
    ) -> Result<HashMap<StudentId, StoredDecision>, StoreError> {
        let rows: Vec<(Uuid, Uuid, String, Option<Vec<u8>>)> = self
            .fetch_all(
                concat!(
                    "SELECT d.id, d.student_id, d.decision, d.words FROM council_decision d \
                     WHERE d.school_id = $1 AND d.year_id = $4 AND d.ended_at IS NULL AND d.student_id IN ",
                    on_roll!()
                ),
                args![school, class, term, year],
            )
            .await?;
        let corrupt = |column| StoreError::Corrupt { table: "council_decision", column };
        let stored = |(id, student, decision, words): (Uuid, Uuid, String, Option<Vec<u8>>)| {
            let words = words.map(|sealed| self.keys().open(WORDS, id, &sealed)).transpose()?;
            let words = words.map(String::from_utf8).transpose().map_err(|_unreadable| corrupt("words"))?;
            let decision = CouncilDecision::from_code(&decision).ok_or(corrupt("decision"))?;
            Ok((StudentId(student), StoredDecision { decision, words }))
        };
        rows.into_iter().map(stored).collect()
    }

    /// The class whose council decides about a student in the year of this label.
    pub async fn class_at_end(
        &mut self,
        school: SchoolId,
        student: StudentId,
        year: &str,
    ) -> Result<Option<ClassId>, StoreError> {
        let found: Option<(Uuid,)> = self
            .fetch_optional(
                "SELECT l.id FROM school_year y JOIN class l ON l.school_id = y.school_id AND l.year_id = y.id \
                 WHERE y.school_id = $1 AND y.label = $3 AND (EXISTS (SELECT 1 FROM last_class u \
                 WHERE u.school_id = l.school_id AND u.class_id = l.id AND u.student_id = $2) \
                 OR EXISTS (SELECT 1 FROM student s WHERE s.school_id = l.school_id AND s.id = $2 \
                 AND s.class_id = l.id))",
                args![school, student, year],
            )
            .await?;
        Ok(found.map(|(class,)| ClassId(class)))
    }

    /// The students a class had at the end of its year.
    pub async fn students_at_end(&mut self, school: SchoolId, class: ClassId) -> Result<Vec<Student>, StoreError> {
        let rows: Vec<(Uuid, String, String, String, Option<String>)> = self
            .fetch_all(
                "SELECT u.id, u.code, u.last_name, u.first_name, u.name_ar FROM student u WHERE u.school_id = $1 \
                 AND u.id IN (SELECT s.id FROM student s WHERE s.school_id = $1 AND s.class_id = $2 \
                 UNION SELECT l.student_id FROM last_class l WHERE l.school_id = $1 AND l.class_id = $2) \
                 AND u.archived_at IS NULL ORDER BY u.last_name, u.first_name, u.id",
                args![school, class],
            )
            .await?;
        let student = |(id, code, last, first, arabic)| {
            let name = StudentName { last, first, arabic };
            Student { id: StudentId(id), class, code, name }
        };
        Ok(rows.into_iter().map(student).collect())
    }

    /// Writes decisions down; those they replace end.
    pub async fn save_council_decisions(
        &mut self,
        school: SchoolId,
        (class, year): (ClassId, YearId),
        by: StaffId,
        decisions: &[NewDecision],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let students: Vec<_> = decisions.iter().map(|one| args![school, year, one.student, now]).collect();
        self.execute_many(
            "WITH gone (school_id, year_id, student_id, at) AS (VALUES ",
            students,
            ") UPDATE council_decision SET ended_at = gone.at FROM gone \
             WHERE council_decision.school_id = gone.school_id AND council_decision.year_id = gone.year_id \
             AND council_decision.student_id = gone.student_id AND council_decision.ended_at IS NULL",
        )
        .await?;
        let row = |one: &NewDecision| {
            let decision = one.decision?.code();
            let id = DecisionId::fresh();
            let words = one.words.as_ref().map(|words| self.keys().seal(WORDS, id.0, words.as_bytes()));
            Some(args![school, id, year, class, one.student, decision, words, by, now])
        };
        let rows = decisions.iter().filter_map(row).collect();
        self.execute_many(
            "INSERT INTO council_decision (school_id, id, year_id, class_id, student_id, decision, words, staff_id, \
             decided_at) VALUES ",
            rows,
            "",
        )
        .await?;
        Ok(())
    }
}
