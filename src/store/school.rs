//! A school and its dated settings.

use jiff::civil::DateTime;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use sqlx::FromRow;
use std::time::Duration;
use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{Caution, LinkBy, Locale, MessageClass, OfficeHours, QuietHours, SchoolId, Timestamp, WeeklySlot};

/// How long after the quiet hours the messages of the night are spread.
const SPREAD: Duration = Duration::from_mins(15);

/// What decides when and how a school's people are spoken to.
#[derive(Debug, Clone)]
pub struct School {
    pub id: SchoolId,
    pub code: String,
    pub name: String,
    /// ISO 3166, such as `CI`: completes national phone numbers.
    pub country: String,
    pub zone: TimeZone,
    /// At least one; the first is spoken to people whose language is not known.
    pub languages: Vec<Locale>,
    pub quiet: Option<QuietHours>,
    pub link_by: LinkBy,
    /// Before families hear of marks.
    pub caution: Caution,
    /// When teachers are reminded of the marks that are missing.
    pub remind_missing: Vec<WeeklySlot>,
    /// When people who write to the school are answered.
    pub office_hours: OfficeHours,
    /// After so long without a word a thread is over; `None`: it stays open.
    pub threads_close: Option<Duration>,
    /// Grows with every change of the directory.
    pub revision: i64,
}

impl School {
    /// The language for people who have not chosen one.
    pub fn default_locale(&self) -> Locale {
        self.languages.first().copied().unwrap_or(Locale::Fr)
    }

    /// The month in the school's zone, as budgets count it: `2026-11`.
    pub fn month(&self, now: Timestamp) -> String {
        let instant = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
        instant.to_zoned(self.zone.clone()).strftime("%Y-%m").to_string()
    }

    /// From when on a message of a class may leave: now, or after the quiet hours, spread over their first quarter of
    /// an hour by `jitter` (0 to 1).
    pub fn may_write_from(&self, class: MessageClass, now: Timestamp, jitter: f64) -> Timestamp {
        let Some(quiet) = self.quiet.filter(|_| class.respects_quiet_hours()) else { return now };
        match quiet.opening(now, &self.zone) {
            opening if opening > now => opening.plus(SPREAD.mul_f64(jitter.clamp(0.0, 1.0))),
            _ => now,
        }
    }

    /// The school's local time.
    pub fn local(&self, now: Timestamp) -> DateTime {
        let instant = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
        instant.to_zoned(self.zone.clone()).datetime()
    }
}

#[derive(FromRow)]
struct SchoolRow {
    id: Uuid,
    code: String,
    name: String,
    country: String,
    timezone: String,
    languages: String,
    quiet_from: Option<String>,
    quiet_until: Option<String>,
    link_by: String,
    revision: i64,
    approval: String,
    undo_seconds: i64,
    remind_missing: String,
    second_admin_above: i64,
    second_admin_urgent: bool,
    office_hours: String,
    threads_close_days: i64,
}

/// How often what a school holds has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision {
    /// Everything its file says.
    pub file: i64,
    /// Its assessments, since they are changed in chat, too.
    pub assessments: i64,
}

impl Tx {
    /// A school by its own code.
    pub async fn school_by_code(&mut self, code: &str) -> Result<Option<School>, StoreError> {
        let row: Option<SchoolRow> = self
            .fetch_optional(
                "SELECT id, code, name, country, timezone, languages, quiet_from, quiet_until, link_by, revision, \
                 approval, undo_seconds, remind_missing, second_admin_above, second_admin_urgent, office_hours, \
                 threads_close_days FROM school \
                 WHERE code = $1",
                args![code],
            )
            .await?;
        row.map(School::try_from).transpose()
    }

    /// A school by its id.
    pub async fn school(&mut self, school: SchoolId) -> Result<Option<School>, StoreError> {
        let row: Option<SchoolRow> = self
            .fetch_optional(
                "SELECT id, code, name, country, timezone, languages, quiet_from, quiet_until, link_by, revision, \
                 approval, undo_seconds, remind_missing, second_admin_above, second_admin_urgent, office_hours, \
                 threads_close_days FROM school \
                 WHERE id = $1",
                args![school],
            )
            .await?;
        row.map(School::try_from).transpose()
    }

    /// The schools that remind their teachers of missing marks.
    pub async fn reminding_schools(&mut self) -> Result<Vec<SchoolId>, StoreError> {
        let rows: Vec<(Uuid,)> =
            self.fetch_all("SELECT id FROM school WHERE remind_missing <> '' ORDER BY id", args![]).await?;
        Ok(rows.into_iter().map(|(id,)| SchoolId(id)).collect())
    }

    /// The schools in which threads end by themselves.
    pub async fn thread_closing_schools(&mut self) -> Result<Vec<SchoolId>, StoreError> {
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT s.id FROM school s WHERE s.threads_close_days > 0 AND EXISTS (SELECT 1 FROM conversation k \
                 WHERE k.school_id = s.id AND k.state = 'open') ORDER BY s.id",
                args![],
            )
            .await?;
        Ok(rows.into_iter().map(|(id,)| SchoolId(id)).collect())
    }

    /// Takes a moment of a school's schedule for this process. Returns whether nobody had taken it before.
    pub async fn keep_slot(&mut self, school: SchoolId, job: &'static str, at: Timestamp) -> Result<bool, StoreError> {
        let sql = "INSERT INTO kept_slot (school_id, job, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        Ok(self.execute(sql, args![school, job, at]).await? == 1)
    }

    /// The revision of a school's directory: equal as long as nothing in it has changed.
    pub async fn school_revision(&mut self, school: SchoolId) -> Result<Option<Revision>, StoreError> {
        let row: Option<(i64, i64)> = self
            .fetch_optional("SELECT revision, assessment_revision FROM school WHERE id = $1", args![school])
            .await?;
        Ok(row.map(|(file, assessments)| Revision { file, assessments }))
    }
}

impl TryFrom<SchoolRow> for School {
    type Error = StoreError;

    fn try_from(row: SchoolRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "school", column };
        let time = |text: &str| text.parse::<Time>().map_err(|_unreadable| corrupt("quiet_from"));
        let quiet = match (row.quiet_from.as_deref(), row.quiet_until.as_deref()) {
            (Some(from), Some(until)) => Some(QuietHours { from: time(from)?, until: time(until)? }),
            _ => None,
        };
        Ok(Self {
            id: SchoolId(row.id),
            zone: TimeZone::get(&row.timezone).map_err(|_unreadable| corrupt("timezone"))?,
            languages: row.languages.split(',').filter_map(|code| code.parse().ok()).collect(),
            link_by: row.link_by.parse().map_err(|_unreadable| corrupt("link_by"))?,
            caution: Caution {
                approval: row.approval.parse().map_err(|_unreadable| corrupt("approval"))?,
                undo: Duration::from_secs(row.undo_seconds.try_into().map_err(|_unreadable| corrupt("undo_seconds"))?),
                second_admin_above: u32::try_from(row.second_admin_above).ok().filter(|above| *above > 0),
                second_admin_urgent: row.second_admin_urgent,
            },
            remind_missing: slots(&row.remind_missing).ok_or(corrupt("remind_missing"))?,
            office_hours: row.office_hours.parse().map_err(|_unreadable| corrupt("office_hours"))?,
            threads_close: u64::try_from(row.threads_close_days)
                .ok()
                .filter(|days| *days > 0)
                .map(|days| Duration::from_hours(24 * days)),
            code: row.code,
            name: row.name,
            country: row.country,
            quiet,
            revision: row.revision,
        })
    }
}

fn slots(text: &str) -> Option<Vec<WeeklySlot>> {
    text.split(',').filter(|slot| !slot.is_empty()).map(|slot| slot.parse().ok()).collect()
}
