//! A school and its dated settings.

use jiff::civil::DateTime;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use sqlx::FromRow;
use std::time::Duration;
use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::grading::Policy;
use crate::domain::{LinkBy, Locale, MessageClass, QuietHours, SchoolId, Timestamp};

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
}

impl Tx {
    /// A school by its own code.
    pub async fn school_by_code(&mut self, code: &str) -> Result<Option<School>, StoreError> {
        let row: Option<SchoolRow> = self
            .fetch_optional(
                "SELECT id, code, name, country, timezone, languages, quiet_from, quiet_until, link_by, revision \
                 FROM school WHERE code = $1",
                args![code],
            )
            .await?;
        row.map(School::try_from).transpose()
    }

    /// A school by its id.
    pub async fn school(&mut self, school: SchoolId) -> Result<Option<School>, StoreError> {
        let row: Option<SchoolRow> = self
            .fetch_optional(
                "SELECT id, code, name, country, timezone, languages, quiet_from, quiet_until, link_by, revision \
                 FROM school WHERE id = $1",
                args![school],
            )
            .await?;
        row.map(School::try_from).transpose()
    }

    /// The school's grading rules.
    pub async fn grading_policy(&mut self, school: SchoolId) -> Result<Policy, StoreError> {
        let row: Option<(String,)> =
            self.fetch_optional("SELECT policy FROM school WHERE id = $1", args![school]).await?;
        let corrupt = StoreError::Corrupt { table: "school", column: "policy" };
        let Some((policy,)) = row else { return Err(corrupt) };
        policy.parse().map_err(|_unreadable| corrupt)
    }

    /// The revision of a school's directory: equal as long as nothing in it has changed.
    pub async fn school_revision(&mut self, school: SchoolId) -> Result<Option<i64>, StoreError> {
        let row: Option<(i64,)> =
            self.fetch_optional("SELECT revision FROM school WHERE id = $1", args![school]).await?;
        Ok(row.map(|(revision,)| revision))
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
            code: row.code,
            name: row.name,
            country: row.country,
            quiet,
            revision: row.revision,
        })
    }
}
