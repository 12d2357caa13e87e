//! The frame of a school: its settings, years, terms, classes, subjects and courses.

use jiff::civil::Date;
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

use crate::domain::{ClassId, CourseId, Points, SchoolId, StaffId, SubjectId, TermId, Timestamp, YearId};
use crate::store::gradebook::coefficient_of;
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// A school's settings as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct SchoolRecord {
    pub name: String,
    pub country: String,
    pub timezone: String,
    /// Comma separated, the default first.
    pub languages: String,
    pub quiet_from: Option<String>,
    pub quiet_until: Option<String>,
    pub link_by: String,
    /// Grading rules, JSON.
    pub policy: String,
    /// What takes a second person, comma separated.
    pub approval: String,
    pub undo_seconds: i64,
    /// Moments of the week, comma separated.
    pub remind_missing: String,
    /// Families a broadcast may have without a second administrator; 0: any number.
    pub second_admin_above: i64,
    /// A broadcast that may leave by night takes a second administrator.
    pub second_admin_urgent: bool,
    /// When people are answered, spans comma separated; empty: always.
    pub office_hours: String,
    /// A thread without a word for so many days is over; 0: never.
    pub threads_close_days: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearRecord {
    pub id: YearId,
    pub label: String,
    pub current: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermRecord {
    pub id: TermId,
    pub code: String,
    pub starts: Date,
    pub ends: Date,
    /// For any class.
    pub closed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassRecord {
    pub id: ClassId,
    pub code: String,
    pub label: String,
    pub aliases: Vec<String>,
    /// What rules may be for.
    pub level: Option<String>,
    pub archived: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectRecord {
    pub id: SubjectId,
    pub code: String,
    pub label_fr: String,
    pub label_en: String,
    pub label_ar: String,
    pub aliases: Vec<String>,
    /// Where report cards name it; those without come after.
    pub order: Option<i64>,
    pub archived: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CourseRecord {
    pub id: CourseId,
    pub class: ClassId,
    pub subject: SubjectId,
    pub teacher: StaffId,
    pub coefficient: Points,
    pub archived: bool,
}

#[derive(FromRow)]
struct ClassRow {
    id: Uuid,
    code: String,
    label: String,
    aliases: String,
    level: Option<String>,
    archived_at: Option<i64>,
}

#[derive(FromRow)]
struct SubjectRow {
    id: Uuid,
    code: String,
    label_fr: String,
    label_en: String,
    label_ar: String,
    aliases: String,
    position: Option<i64>,
    archived_at: Option<i64>,
}

impl Tx {
    /// A school's settings.
    pub async fn school_record(&mut self, school: SchoolId) -> Result<Option<SchoolRecord>, StoreError> {
        self.fetch_optional(
            "SELECT name, country, timezone, languages, quiet_from, quiet_until, link_by, policy, \
             approval, undo_seconds, remind_missing, second_admin_above, second_admin_urgent, office_hours, \
             threads_close_days FROM school \
             WHERE id = $1",
            args![school],
        )
        .await
    }

    /// Writes a school's settings.
    pub async fn save_school(
        &mut self,
        school: SchoolId,
        code: &str,
        record: &SchoolRecord,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let SchoolRecord { name, country, timezone, languages, quiet_from, quiet_until, link_by, policy, .. } =
            record.clone();
        let SchoolRecord { approval, undo_seconds, remind_missing, second_admin_above, office_hours, .. } =
            record.clone();
        let threads_close_days = record.threads_close_days;
        self.execute(
            "INSERT INTO school (id, code, name, country, timezone, languages, quiet_from, quiet_until, link_by, \
             policy, revision, created_at, approval, undo_seconds, remind_missing, second_admin_above, \
             office_hours, threads_close_days, second_admin_urgent) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12, $13, $14, $15, $16, $17, $18) \
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, country = excluded.country, \
             timezone = excluded.timezone, languages = excluded.languages, quiet_from = excluded.quiet_from, \
             quiet_until = excluded.quiet_until, link_by = excluded.link_by, policy = excluded.policy, \
             approval = excluded.approval, undo_seconds = excluded.undo_seconds, \
             remind_missing = excluded.remind_missing, second_admin_above = excluded.second_admin_above, \
             office_hours = excluded.office_hours, threads_close_days = excluded.threads_close_days, \
             second_admin_urgent = excluded.second_admin_urgent",
            args![
                school,
                code,
                name,
                country,
                timezone,
                languages,
                quiet_from,
                quiet_until,
                link_by,
                policy.as_str(),
                now,
                approval,
                undo_seconds,
                remind_missing,
                second_admin_above,
                office_hours,
                threads_close_days,
                record.second_admin_urgent
            ],
        )
        .await?;
        Ok(())
    }

    /// Says that the directory of a school is not what it was: caches of it are read again.
    pub async fn raise_school_revision(&mut self, school: SchoolId) -> Result<(), StoreError> {
        self.execute("UPDATE school SET revision = revision + 1 WHERE id = $1", args![school]).await?;
        Ok(())
    }

    /// Says the same of its assessments only. By a step of chance: what was kept in a transaction that came to nothing must
    /// not pass for what the next one makes.
    pub async fn raise_assessment_revision(&mut self, school: SchoolId) -> Result<(), StoreError> {
        let step = i64::from(rand::random_range(1..=i32::MAX));
        let sql = "UPDATE school SET assessment_revision = assessment_revision + $2 WHERE id = $1";
        self.execute(sql, args![school, step]).await?;
        Ok(())
    }

    /// The years of a school, with the last day of each as far as it has terms.
    pub async fn year_records(&mut self, school: SchoolId) -> Result<Vec<(YearRecord, Option<Date>)>, StoreError> {
        let rows: Vec<(Uuid, String, bool, Option<String>)> = self
            .fetch_all(
                "SELECT y.id, y.label, y.current, MAX(t.ends) FROM school_year y \
                 LEFT JOIN term t ON t.school_id = y.school_id AND t.year_id = y.id \
                 WHERE y.school_id = $1 GROUP BY y.id, y.label, y.current",
                args![school],
            )
            .await?;
        rows.into_iter()
            .map(|(id, label, current, ends)| {
                let ends = ends.as_deref().map(date).transpose()?;
                Ok((YearRecord { id: YearId(id), label, current }, ends))
            })
            .collect()
    }

    /// Writes a year and makes it the current one, the only one.
    pub async fn save_current_year(&mut self, school: SchoolId, id: YearId, label: &str) -> Result<(), StoreError> {
        self.execute(
            "UPDATE school_year SET current = $3 WHERE school_id = $1 AND id <> $2 AND current",
            args![school, id, false],
        )
        .await?;
        self.execute(
            "INSERT INTO school_year (school_id, id, label, current) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (school_id, id) DO UPDATE SET current = excluded.current",
            args![school, id, label, true],
        )
        .await?;
        Ok(())
    }

    /// The terms of a year, by code.
    pub async fn term_records(
        &mut self,
        school: SchoolId,
        year: YearId,
    ) -> Result<HashMap<String, TermRecord>, StoreError> {
        let rows: Vec<(Uuid, String, String, String, bool)> = self
            .fetch_all(
                "SELECT t.id, t.code, t.starts, t.ends, EXISTS (SELECT 1 FROM closing o \
                 WHERE o.school_id = t.school_id AND o.term_id = t.id) FROM term t \
                 WHERE t.school_id = $1 AND t.year_id = $2",
                args![school, year],
            )
            .await?;
        rows.into_iter()
            .map(|(id, code, starts, ends, closed)| {
                let (starts, ends) = (date(&starts)?, date(&ends)?);
                Ok((code.clone(), TermRecord { id: TermId(id), code, starts, ends, closed }))
            })
            .collect()
    }

    pub async fn save_terms(&mut self, school: SchoolId, year: YearId, terms: &[TermRecord]) -> Result<(), StoreError> {
        let rows = terms
            .iter()
            .map(|term| {
                args![school, term.id, year, term.code.as_str(), term.starts.to_string(), term.ends.to_string()]
            })
            .collect();
        self.execute_many(
            "INSERT INTO term (school_id, id, year_id, code, starts, ends) VALUES ",
            rows,
            " ON CONFLICT (school_id, id) DO UPDATE SET starts = excluded.starts, ends = excluded.ends",
        )
        .await?;
        Ok(())
    }

    /// The classes of a year, by code.
    pub async fn class_records(
        &mut self,
        school: SchoolId,
        year: YearId,
    ) -> Result<HashMap<String, ClassRecord>, StoreError> {
        let rows: Vec<ClassRow> = self
            .fetch_all(
                "SELECT id, code, label, aliases, level, archived_at FROM class WHERE school_id = $1 AND year_id = $2",
                args![school, year],
            )
            .await?;
        rows.into_iter()
            .map(|ClassRow { id, code, label, aliases, level, archived_at }| {
                let aliases = words("class", &aliases)?;
                let archived = archived_at.is_some();
                Ok((code.clone(), ClassRecord { id: ClassId(id), code, label, aliases, level, archived }))
            })
            .collect()
    }

    pub async fn save_classes(
        &mut self,
        school: SchoolId,
        year: YearId,
        classes: &[ClassRecord],
    ) -> Result<(), StoreError> {
        let rows = classes
            .iter()
            .map(|class| {
                let (code, label, level) = (class.code.as_str(), class.label.as_str(), class.level.clone());
                args![school, class.id, year, code, label, text_of(&class.aliases), level]
            })
            .collect();
        self.execute_many(
            "INSERT INTO class (school_id, id, year_id, code, label, aliases, level) VALUES ",
            rows,
            " ON CONFLICT (school_id, id) DO UPDATE SET label = excluded.label, aliases = excluded.aliases, \
             level = excluded.level, archived_at = NULL",
        )
        .await?;
        Ok(())
    }

    /// The subjects of a school, by code.
    pub async fn subject_records(&mut self, school: SchoolId) -> Result<HashMap<String, SubjectRecord>, StoreError> {
        let rows: Vec<SubjectRow> = self
            .fetch_all(
                "SELECT id, code, label_fr, label_en, label_ar, aliases, position, archived_at FROM subject \
                 WHERE school_id = $1",
                args![school],
            )
            .await?;
        rows.into_iter()
            .map(|row| {
                let subject = SubjectRecord {
                    id: SubjectId(row.id),
                    code: row.code.clone(),
                    label_fr: row.label_fr,
                    label_en: row.label_en,
                    label_ar: row.label_ar,
                    aliases: words("subject", &row.aliases)?,
                    order: row.position,
                    archived: row.archived_at.is_some(),
                };
                Ok((row.code, subject))
            })
            .collect()
    }

    pub async fn save_subjects(&mut self, school: SchoolId, subjects: &[SubjectRecord]) -> Result<(), StoreError> {
        let rows = subjects
            .iter()
            .map(|subject| {
                let SubjectRecord { id, code, label_fr, label_en, label_ar, aliases, order, .. } = subject.clone();
                args![school, id, code, label_fr, label_en, label_ar, text_of(&aliases), order]
            })
            .collect();
        self.execute_many(
            "INSERT INTO subject (school_id, id, code, label_fr, label_en, label_ar, aliases, position) VALUES ",
            rows,
            " ON CONFLICT (school_id, id) DO UPDATE SET label_fr = excluded.label_fr, label_en = excluded.label_en, \
             label_ar = excluded.label_ar, aliases = excluded.aliases, position = excluded.position, archived_at = NULL",
        )
        .await?;
        Ok(())
    }

    /// The courses of a year, by class and subject.
    pub async fn course_records(
        &mut self,
        school: SchoolId,
        year: YearId,
    ) -> Result<HashMap<(ClassId, SubjectId), CourseRecord>, StoreError> {
        let rows: Vec<(Uuid, Uuid, Uuid, Uuid, i64, Option<i64>)> = self
            .fetch_all(
                "SELECT k.id, k.class_id, k.subject_id, k.staff_id, k.coefficient, k.archived_at FROM course k \
                 JOIN class l ON l.school_id = k.school_id AND l.id = k.class_id \
                 WHERE k.school_id = $1 AND l.year_id = $2",
                args![school, year],
            )
            .await?;
        rows.into_iter()
            .map(|(id, class, subject, teacher, coefficient, archived)| {
                let record = CourseRecord {
                    id: CourseId(id),
                    class: ClassId(class),
                    subject: SubjectId(subject),
                    teacher: StaffId(teacher),
                    coefficient: coefficient_of("course", coefficient)?,
                    archived: archived.is_some(),
                };
                Ok(((record.class, record.subject), record))
            })
            .collect()
    }

    pub async fn save_courses(&mut self, school: SchoolId, courses: &[CourseRecord]) -> Result<(), StoreError> {
        let rows = courses
            .iter()
            .map(|course| {
                let coefficient = course.coefficient.hundredths();
                args![school, course.id, course.class, course.subject, course.teacher, coefficient]
            })
            .collect();
        self.execute_many(
            "INSERT INTO course (school_id, id, class_id, subject_id, staff_id, coefficient) VALUES ",
            rows,
            " ON CONFLICT (school_id, id) DO UPDATE SET staff_id = excluded.staff_id, \
             coefficient = excluded.coefficient, archived_at = NULL",
        )
        .await?;
        Ok(())
    }
}

fn date(text: &str) -> Result<Date, StoreError> {
    text.parse().map_err(|_unreadable| StoreError::Corrupt { table: "term", column: "starts" })
}

/// A stored list of words.
pub(in crate::store) fn words(table: &'static str, json: &str) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(json).map_err(|_unreadable| StoreError::Corrupt { table, column: "aliases" })
}

/// A list of words as stored.
pub(super) fn text_of(words: &[String]) -> String {
    serde_json::Value::from(words.to_vec()).to_string()
}
