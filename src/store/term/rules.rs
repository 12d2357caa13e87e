//! A school's grading rules over time.

use crate::domain::{SchoolId, Timestamp};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// The rules of a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradingRules {
    pub version: i64,
    /// JSON.
    pub policy: String,
    pub since: Timestamp,
}

impl Tx {
    /// The rules in force, with their version. None before the first import.
    pub async fn grading_rules(&mut self, school: SchoolId) -> Result<Option<GradingRules>, StoreError> {
        let row: Option<(i64, String, i64)> = self
            .fetch_optional(
                "SELECT version, policy, since FROM grading_rules WHERE school_id = $1 ORDER BY version DESC LIMIT 1",
                args![school],
            )
            .await?;
        Ok(row.map(|(version, policy, since)| GradingRules { version, policy, since: Timestamp(since) }))
    }

    /// Notes the rules as a new version, unless they are those in force.
    pub async fn note_grading_rules(
        &mut self,
        school: SchoolId,
        policy: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let latest = self.grading_rules(school).await?;
        if latest.as_ref().is_some_and(|rules| rules.policy == policy) {
            return Ok(());
        }
        let version = latest.map_or(1, |rules| rules.version + 1);
        self.execute(
            "INSERT INTO grading_rules (school_id, version, policy, since) VALUES ($1, $2, $3, $4)",
            args![school, version, policy, now],
        )
        .await?;
        Ok(())
    }
}
