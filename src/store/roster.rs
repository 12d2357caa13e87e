//! Whom the school's file names, and what a person of the school is in charge of.

use sqlx::FromRow;
use uuid::Uuid;

use super::gradebook::{coefficient_of, date_of, maximum_of};
use super::import::words;
use super::sql::args;
use super::{BlindIndex, StoreError, Tx};
use crate::domain::{
    AssessmentId, ClassId, CourseId, GuardianId, Maximum, Points, SchoolId, StaffId, StudentId, StudentName, SubjectId,
    TermId, YearId,
};
use jiff::civil::Date;

/// Who of the school's file has a phone number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RosterMatch {
    pub staff: Vec<StaffId>,
    /// Only those with recorded consent for a child.
    pub guardians: Vec<GuardianId>,
}

/// A term of the current school year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub id: TermId,
    pub code: String,
    pub starts: Date,
    pub ends: Date,
    /// For every class.
    pub closed: bool,
}

/// The current school year, its terms in order of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    pub id: YearId,
    pub label: String,
    pub terms: Vec<Term>,
}

/// A class of the current school year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    pub id: ClassId,
    pub code: String,
    pub label: String,
    pub aliases: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub id: SubjectId,
    pub code: String,
    pub label_fr: String,
    pub label_en: String,
    pub label_ar: String,
    pub aliases: Vec<String>,
}

/// A course of the current school year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    pub id: CourseId,
    pub class: ClassId,
    pub subject: SubjectId,
    pub teacher: StaffId,
    pub coefficient: Points,
}

/// A student in a class of the current school year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Student {
    pub id: StudentId,
    pub class: ClassId,
    pub code: String,
    pub name: StudentName,
}

/// An assessment of the current school year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAssessment {
    pub id: AssessmentId,
    pub course: CourseId,
    pub term: TermId,
    pub code: String,
    pub kind: String,
    pub label: String,
    pub aliases: Vec<String>,
    pub date: Option<Date>,
    pub maximum: Maximum,
    pub coefficient: Points,
}

/// What a member of staff can speak about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StaffScope {
    pub classes: Vec<Class>,
    pub subjects: Vec<Subject>,
    pub courses: Vec<Course>,
    pub students: Vec<Student>,
    pub assessments: Vec<ListedAssessment>,
}

/// How much of the school a scope holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breadth {
    /// The courses of one teacher and the class they are head of, with those classes' students.
    Own(StaffId),
    /// Everything.
    School,
}

#[derive(FromRow)]
struct ClassRow {
    id: Uuid,
    code: String,
    label: String,
    aliases: String,
}

#[derive(FromRow)]
struct SubjectRow {
    id: Uuid,
    code: String,
    label_fr: String,
    label_en: String,
    label_ar: String,
    aliases: String,
}

#[derive(FromRow)]
struct StudentRow {
    id: Uuid,
    class_id: Uuid,
    code: String,
    last_name: String,
    first_name: String,
    name_ar: Option<String>,
}

#[derive(FromRow)]
struct ListedRow {
    id: Uuid,
    course_id: Uuid,
    term_id: Uuid,
    code: String,
    kind: String,
    label: String,
    aliases: String,
    date: Option<String>,
    maximum: i64,
    coefficient: i64,
}

impl Tx {
    /// Who of the school's file has this number. Nobody while an address with it is suspended: it may have changed hands.
    pub async fn roster_by_phone(&mut self, school: SchoolId, phone: BlindIndex) -> Result<RosterMatch, StoreError> {
        let rows: Vec<(String, Uuid)> = self
            .fetch_all(
                "SELECT 'staff' AS kind, s.id FROM staff s \
                 WHERE s.school_id = $1 AND s.phone_index = $2 AND s.archived_at IS NULL AND NOT EXISTS ( \
                 SELECT 1 FROM contact c WHERE c.school_id = $1 AND c.phone_index = $2 AND c.state = 'suspended') \
                 UNION ALL \
                 SELECT 'guardian' AS kind, p.id FROM guardian p \
                 WHERE p.school_id = $1 AND p.phone_index = $2 AND p.archived_at IS NULL AND NOT EXISTS ( \
                 SELECT 1 FROM contact c WHERE c.school_id = $1 AND c.phone_index = $2 AND c.state = 'suspended') \
                 AND EXISTS (SELECT 1 FROM guardianship g WHERE g.school_id = p.school_id AND g.guardian_id = p.id \
                 AND g.state = 'active' AND g.consent_at IS NOT NULL AND g.withdrawn_at IS NULL)",
                args![school, phone],
            )
            .await?;
        let mut found = RosterMatch::default();
        for (kind, id) in rows {
            match kind.as_str() {
                "staff" => found.staff.push(StaffId(id)),
                _ => found.guardians.push(GuardianId(id)),
            }
        }
        Ok(found)
    }

    /// A member of staff's name, as the school writes it.
    pub async fn staff_name(&mut self, school: SchoolId, staff: StaffId) -> Result<Option<String>, StoreError> {
        let row: Option<(String,)> = self
            .fetch_optional("SELECT name FROM staff WHERE school_id = $1 AND id = $2", args![school, staff])
            .await?;
        Ok(row.map(|(name,)| name))
    }

    /// A member of staff who has not left, by the school's own code.
    pub async fn staff_by_code(
        &mut self,
        school: SchoolId,
        code: &str,
    ) -> Result<Option<(StaffId, String)>, StoreError> {
        let row: Option<(Uuid, String)> = self
            .fetch_optional(
                "SELECT id, name FROM staff WHERE school_id = $1 AND code = $2 AND archived_at IS NULL",
                args![school, code],
            )
            .await?;
        Ok(row.map(|(id, name)| (StaffId(id), name)))
    }

    /// Who of the staff has this Telegram user id in the school's file.
    pub async fn roster_by_telegram(&mut self, school: SchoolId, user: &str) -> Result<Vec<StaffId>, StoreError> {
        let index = self.user_index(user);
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT id FROM staff WHERE school_id = $1 AND telegram_index = $2 AND archived_at IS NULL",
                args![school, index],
            )
            .await?;
        Ok(rows.into_iter().map(|(id,)| StaffId(id)).collect())
    }

    /// The current school year; `None` before the first import.
    pub async fn current_year(&mut self, school: SchoolId) -> Result<Option<Year>, StoreError> {
        self.year_named(school, None).await
    }

    /// The year that a class is of.
    pub async fn year_of_class(&mut self, school: SchoolId, class: ClassId) -> Result<Option<Year>, StoreError> {
        let found: Option<(String,)> = self
            .fetch_optional(
                "SELECT y.label FROM class l JOIN school_year y ON y.school_id = l.school_id AND y.id = l.year_id \
                 WHERE l.school_id = $1 AND l.id = $2",
                args![school, class],
            )
            .await?;
        let Some((label,)) = found else { return Ok(None) };
        self.year_named(school, Some(&label)).await
    }

    /// The school year of this label, or else the current one.
    pub async fn year_named(&mut self, school: SchoolId, label: Option<&str>) -> Result<Option<Year>, StoreError> {
        let rows: Vec<(Uuid, String, Uuid, String, String, String, bool)> = self
            .fetch_all(
                "SELECT y.id, y.label, t.id, t.code, t.starts, t.ends, EXISTS (SELECT 1 FROM closing o \
                 WHERE o.school_id = t.school_id AND o.term_id = t.id) AND NOT EXISTS (SELECT 1 FROM class l \
                 WHERE l.school_id = t.school_id AND l.year_id = t.year_id AND l.archived_at IS NULL \
                 AND NOT EXISTS (SELECT 1 FROM closing o WHERE o.school_id = l.school_id AND o.term_id = t.id \
                 AND o.class_id = l.id)) FROM school_year y \
                 JOIN term t ON t.school_id = y.school_id AND t.year_id = y.id \
                 WHERE y.school_id = $1 AND y.label = COALESCE($2, (SELECT MAX(n.label) FROM school_year n \
                 WHERE n.school_id = $1 AND n.current)) ORDER BY t.starts, t.code",
                args![school, label],
            )
            .await?;
        let Some((id, label, ..)) = rows.first() else { return Ok(None) };
        let (id, label) = (YearId(*id), label.clone());
        let date =
            |text: &str| text.parse().map_err(|_unreadable| StoreError::Corrupt { table: "term", column: "starts" });
        let terms = rows.into_iter().map(|(_, _, id, code, starts, ends, closed)| {
            Ok(Term { id: TermId(id), code, starts: date(&starts)?, ends: date(&ends)?, closed })
        });
        Ok(Some(Year { id, label, terms: terms.collect::<Result<_, StoreError>>()? }))
    }

    /// The labels of a school's years, the latest first.
    pub async fn year_labels(&mut self, school: SchoolId) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT label FROM school_year WHERE school_id = $1 ORDER BY label DESC";
        let rows: Vec<(String,)> = self.fetch_all(sql, args![school]).await?;
        Ok(rows.into_iter().map(|(label,)| label).collect())
    }

    /// What a member of staff can speak about this school year. All classes and subjects are in it, so that those of
    /// others can be recognised; courses, students and assessments only as far as `breadth` goes.
    pub async fn staff_scope(&mut self, school: SchoolId, breadth: Breadth) -> Result<StaffScope, StoreError> {
        let teacher = match breadth {
            Breadth::Own(staff) => Some(staff),
            Breadth::School => None,
        };
        Ok(StaffScope {
            classes: self.classes(school).await?,
            subjects: self.subjects(school).await?,
            courses: self.courses(school, teacher).await?,
            students: self.students(school, teacher).await?,
            assessments: self.listed_assessments(school, teacher).await?,
        })
    }

    /// The classes of the current school year.
    pub async fn classes(&mut self, school: SchoolId) -> Result<Vec<Class>, StoreError> {
        self.classes_of_year(school, None).await
    }

    /// The classes of the year of this label, or else of the current one.
    pub async fn classes_of_year(&mut self, school: SchoolId, year: Option<&str>) -> Result<Vec<Class>, StoreError> {
        let rows: Vec<ClassRow> = self
            .fetch_all(
                "SELECT l.id, l.code, l.label, l.aliases FROM class l \
                 JOIN school_year y ON y.school_id = l.school_id AND y.id = l.year_id \
                 AND y.label = COALESCE($2, (SELECT MAX(n.label) FROM school_year n \
                 WHERE n.school_id = $1 AND n.current)) \
                 WHERE l.school_id = $1 AND l.archived_at IS NULL ORDER BY l.label, l.id",
                args![school, year],
            )
            .await?;
        rows.into_iter().map(Class::try_from).collect()
    }

    /// A class of any year.
    pub async fn class(&mut self, school: SchoolId, class: ClassId) -> Result<Option<Class>, StoreError> {
        let row: Option<ClassRow> = self
            .fetch_optional(
                "SELECT id, code, label, aliases FROM class WHERE school_id = $1 AND id = $2",
                args![school, class],
            )
            .await?;
        row.map(Class::try_from).transpose()
    }

    /// The class of the same code in the year of this label.
    pub async fn same_class(
        &mut self,
        school: SchoolId,
        class: ClassId,
        year: &str,
    ) -> Result<Option<ClassId>, StoreError> {
        let found: Option<(Uuid,)> = self
            .fetch_optional(
                "SELECT o.id FROM class l JOIN school_year y ON y.school_id = l.school_id AND y.label = $3 \
                 JOIN class o ON o.school_id = l.school_id AND o.year_id = y.id AND o.code = l.code \
                 AND o.archived_at IS NULL WHERE l.school_id = $1 AND l.id = $2",
                args![school, class, year],
            )
            .await?;
        Ok(found.map(|(class,)| ClassId(class)))
    }

    /// The subjects of the school.
    pub async fn subjects(&mut self, school: SchoolId) -> Result<Vec<Subject>, StoreError> {
        let rows: Vec<SubjectRow> = self
            .fetch_all(
                "SELECT id, code, label_fr, label_en, label_ar, aliases FROM subject \
                 WHERE school_id = $1 AND archived_at IS NULL ORDER BY code, id",
                args![school],
            )
            .await?;
        rows.into_iter()
            .map(|row| {
                Ok(Subject {
                    id: SubjectId(row.id),
                    code: row.code,
                    label_fr: row.label_fr,
                    label_en: row.label_en,
                    label_ar: row.label_ar,
                    aliases: words("subject", &row.aliases)?,
                })
            })
            .collect()
    }

    /// Courses of the current school year, of one teacher or all.
    pub async fn courses(&mut self, school: SchoolId, teacher: Option<StaffId>) -> Result<Vec<Course>, StoreError> {
        let rows: Vec<(Uuid, Uuid, Uuid, Uuid, i64)> = self
            .fetch_all(
                "SELECT k.id, k.class_id, k.subject_id, k.staff_id, k.coefficient FROM course k \
                 JOIN class l ON l.school_id = k.school_id AND l.id = k.class_id \
                 JOIN school_year y ON y.school_id = l.school_id AND y.id = l.year_id AND y.current \
                 WHERE k.school_id = $1 AND k.archived_at IS NULL AND k.staff_id = COALESCE($2, k.staff_id) ORDER BY k.id",
                args![school, teacher],
            )
            .await?;
        rows.into_iter()
            .map(|(id, class, subject, teacher, coefficient)| {
                Ok(Course {
                    id: CourseId(id),
                    class: ClassId(class),
                    subject: SubjectId(subject),
                    teacher: StaffId(teacher),
                    coefficient: coefficient_of("course", coefficient)?,
                })
            })
            .collect()
    }

    /// Students of the current school year: of the classes that one teacher teaches or is head of, or all.
    pub async fn students(&mut self, school: SchoolId, teacher: Option<StaffId>) -> Result<Vec<Student>, StoreError> {
        let rows: Vec<StudentRow> = self
            .fetch_all(
                "SELECT u.id, u.class_id, u.code, u.last_name, u.first_name, u.name_ar FROM student u \
                 JOIN class l ON l.school_id = u.school_id AND l.id = u.class_id \
                 JOIN school_year y ON y.school_id = l.school_id AND y.id = l.year_id AND y.current \
                 WHERE u.school_id = $1 AND u.archived_at IS NULL AND (COALESCE($2, u.id) = u.id OR u.class_id IN ( \
                 SELECT k.class_id FROM course k WHERE k.school_id = $1 AND k.staff_id = $2 AND k.archived_at IS NULL \
                 UNION SELECT s.head_of FROM staff s WHERE s.school_id = $1 AND s.id = $2)) \
                 ORDER BY u.last_name, u.first_name, u.id",
                args![school, teacher],
            )
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| Student {
                id: StudentId(row.id),
                class: ClassId(row.class_id),
                code: row.code,
                name: StudentName { last: row.last_name, first: row.first_name, arabic: row.name_ar },
            })
            .collect())
    }

    /// Assessments of the current school year, of one teacher's courses or all.
    pub async fn listed_assessments(
        &mut self,
        school: SchoolId,
        teacher: Option<StaffId>,
    ) -> Result<Vec<ListedAssessment>, StoreError> {
        let rows: Vec<ListedRow> = self
            .fetch_all(
                "SELECT a.id, a.course_id, a.term_id, a.code, a.kind, a.label, a.aliases, a.date, a.maximum, \
                 a.coefficient FROM assessment a \
                 JOIN course k ON k.school_id = a.school_id AND k.id = a.course_id \
                 JOIN term t ON t.school_id = a.school_id AND t.id = a.term_id \
                 JOIN school_year y ON y.school_id = t.school_id AND y.id = t.year_id AND y.current \
                 WHERE a.school_id = $1 AND a.deleted_at IS NULL AND k.staff_id = COALESCE($2, k.staff_id) \
                 ORDER BY a.date DESC NULLS LAST, a.id DESC",
                args![school, teacher],
            )
            .await?;
        rows.into_iter().map(ListedAssessment::try_from).collect()
    }

    /// The assessments of a class in a term, of any year.
    pub async fn class_assessments(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
    ) -> Result<Vec<ListedAssessment>, StoreError> {
        let rows: Vec<ListedRow> = self
            .fetch_all(
                "SELECT a.id, a.course_id, a.term_id, a.code, a.kind, a.label, a.aliases, a.date, a.maximum, \
                 a.coefficient FROM course k JOIN assessment a ON a.school_id = k.school_id AND a.course_id = k.id \
                 WHERE k.school_id = $1 AND k.class_id = $2 AND a.term_id = $3 AND a.deleted_at IS NULL",
                args![school, class, term],
            )
            .await?;
        rows.into_iter().map(ListedAssessment::try_from).collect()
    }

    /// An assessment, and the class it was given in.
    pub async fn listed_with_class(
        &mut self,
        school: SchoolId,
        assessment: AssessmentId,
    ) -> Result<Option<(ListedAssessment, Class)>, StoreError> {
        let row: Option<ListedRow> = self
            .fetch_optional(
                "SELECT a.id, a.course_id, a.term_id, a.code, a.kind, a.label, a.aliases, a.date, a.maximum, \
                 a.coefficient FROM assessment a WHERE a.school_id = $1 AND a.id = $2",
                args![school, assessment],
            )
            .await?;
        let Some(listed) = row.map(ListedAssessment::try_from).transpose()? else { return Ok(None) };
        let class: Option<ClassRow> = self
            .fetch_optional(
                "SELECT l.id, l.code, l.label, l.aliases FROM course k \
                 JOIN class l ON l.school_id = k.school_id AND l.id = k.class_id WHERE k.school_id = $1 AND k.id = $2",
                args![school, listed.course],
            )
            .await?;
        Ok(class.map(Class::try_from).transpose()?.map(|class| (listed, class)))
    }
}

impl TryFrom<ClassRow> for Class {
    type Error = StoreError;

    fn try_from(row: ClassRow) -> Result<Self, StoreError> {
        let aliases = words("class", &row.aliases)?;
        Ok(Self { id: ClassId(row.id), code: row.code, label: row.label, aliases })
    }
}

impl TryFrom<ListedRow> for ListedAssessment {
    type Error = StoreError;

    fn try_from(row: ListedRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: AssessmentId(row.id),
            course: CourseId(row.course_id),
            term: TermId(row.term_id),
            code: row.code,
            kind: row.kind,
            label: row.label,
            aliases: words("assessment", &row.aliases)?,
            date: date_of("assessment", row.date.as_deref())?,
            maximum: maximum_of(row.maximum)?,
            coefficient: coefficient_of("assessment", row.coefficient)?,
        })
    }
}
