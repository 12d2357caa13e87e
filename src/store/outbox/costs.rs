//! What a school's month cost, by the class of whom it went to, by channel and by what the messages were for.

use sqlx::FromRow;

use super::choose::class;
use crate::domain::{Channel, MessageClass, SchoolId};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// Messages of a month that are alike, and what they cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostLine {
    /// Of the children of whoever they went to; none: of several classes, or of nobody's.
    pub class_label: Option<String>,
    /// That they left by.
    pub channel: Channel,
    pub kind: MessageClass,
    pub messages: u32,
    /// Those of them whose price the provider has told; that of the others is foreseen.
    pub told: u32,
    /// Of SMS.
    pub segments: u32,
    pub micros: i64,
}

#[derive(FromRow)]
struct Row {
    label: Option<String>,
    channel: String,
    class: i64,
    messages: i64,
    told: i64,
    segments: i64,
    micros: i64,
}

impl Tx {
    /// What a month cost: the sum of its lines is the sum of its charges.
    pub async fn costs_of_month(&mut self, school: SchoolId, month: &str) -> Result<Vec<CostLine>, StoreError> {
        let rows: Vec<Row> = self
            .fetch_all(
                "SELECT x.label, x.channel, x.class, COUNT(*) AS messages, \
                 CAST(SUM(CASE WHEN x.told_rank > 0 THEN 1 ELSE 0 END) AS BIGINT) AS told, \
                 CAST(SUM(x.segments) AS BIGINT) AS segments, CAST(SUM(x.micros) AS BIGINT) AS micros FROM \
                 (SELECT c.micros, c.segments, c.told_rank, m.class, COALESCE(f.channel, o.channel) AS channel, \
                 (SELECT CASE WHEN COUNT(DISTINCT s.class_id) = 1 THEN MIN(l.label) END FROM guardianship g \
                 JOIN student s ON s.school_id = g.school_id AND s.id = g.student_id AND s.archived_at IS NULL \
                 JOIN class l ON l.school_id = s.school_id AND l.id = s.class_id \
                 WHERE g.school_id = c.school_id AND g.guardian_id = o.guardian_id AND g.state = 'active') AS label \
                 FROM charge c JOIN attempt a ON a.school_id = c.school_id AND a.id = c.attempt_id \
                 JOIN message m ON m.school_id = a.school_id AND m.id = a.message_id \
                 JOIN contact o ON o.school_id = m.school_id AND o.id = m.contact_id \
                 JOIN school k ON k.id = c.school_id \
                 LEFT JOIN sender f ON f.school_code = k.code AND f.account_id = a.account_id \
                 WHERE c.school_id = $1 AND c.month = $2) AS x GROUP BY x.label, x.channel, x.class \
                 ORDER BY x.label NULLS LAST, x.channel, x.class",
                args![school, month],
            )
            .await?;
        let whole = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        let corrupt = |column| StoreError::Corrupt { table: "message", column };
        let line = |row: Row| {
            Ok(CostLine {
                class_label: row.label,
                channel: Channel::from_code(&row.channel).ok_or(corrupt("channel"))?,
                kind: class(row.class).ok_or(corrupt("class"))?,
                messages: whole(row.messages),
                told: whole(row.told),
                segments: whole(row.segments),
                micros: row.micros,
            })
        };
        rows.into_iter().map(line).collect()
    }
}
