//! A school's policies over time, version by version, and which of them a class's term is computed by.

use jiff::civil::Date;
use sqlx::FromRow;

use crate::domain::grading::{DatedRules, Placed, Policy, RulesScope, in_force};
use crate::domain::{ClassId, SchoolId, TermId, Timestamp};
use crate::store::gradebook::date_of;
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// The rules of a class in a term.
#[derive(Debug, Clone, PartialEq)]
pub struct GradingRules {
    pub version: i64,
    /// JSON.
    pub text: String,
    pub policy: Policy,
}

/// A policy that a file gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRules {
    pub scope: RulesScope,
    pub from: Option<Date>,
    /// JSON.
    pub policy: String,
}

#[derive(FromRow)]
struct RulesRow {
    scope: String,
    scope_name: String,
    from_date: String,
    version: i64,
    policy: String,
}

#[derive(FromRow)]
struct PlacedRow {
    #[sqlx(flatten)]
    rules: RulesRow,
    code: String,
    level: Option<String>,
    starts: String,
    /// The version that the closed term keeps, or one whose year has ended.
    kept: Option<i64>,
}

impl Tx {
    /// The rules of a class in a term: those it was closed by, else those in force; of a year that has ended, those in force
    /// then.
    pub async fn grading_rules(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
    ) -> Result<GradingRules, StoreError> {
        let rows: Vec<PlacedRow> = self
            .fetch_all(
                "SELECT g.scope, g.scope_name, g.from_date, g.version, g.policy, l.code, l.level, t.starts, COALESCE(o.rules, e.rules) AS kept \
                 FROM grading_rules g JOIN class l ON l.school_id = g.school_id AND l.id = $2 \
                 JOIN term t ON t.school_id = g.school_id AND t.id = $3 \
                 LEFT JOIN closing o ON o.school_id = g.school_id AND o.term_id = t.id AND o.class_id = l.id \
                 LEFT JOIN ended_term e ON e.school_id = g.school_id AND e.term_id = t.id AND e.class_id = l.id \
                 WHERE g.school_id = $1 AND g.version = COALESCE(o.rules, e.rules, g.version) \
                 AND (o.rules IS NOT NULL OR e.rules IS NOT NULL OR NOT EXISTS (SELECT 1 FROM grading_rules n \
                 WHERE n.school_id = g.school_id AND n.scope = g.scope AND n.scope_name = g.scope_name \
                 AND n.from_date = g.from_date AND n.version > g.version))",
                args![school, class, term],
            )
            .await?;
        let corrupt = |column| StoreError::Corrupt { table: "grading_rules", column };
        let first = rows.first().ok_or(corrupt("school_id"))?;
        let starts = date_of("term", Some(&first.starts))?.ok_or(corrupt("from_date"))?;
        let (class, level, is_kept) = (first.code.clone(), first.level.clone(), first.kept.is_some());
        let rules: Vec<DatedRules> = rows.into_iter().map(|row| row.rules.try_into()).collect::<Result<_, _>>()?;
        let placed = Placed { class: &class, level: level.as_deref(), starts };
        let found = if is_kept { rules.first() } else { in_force(&rules, placed) };
        let found = found.ok_or(corrupt("scope"))?;
        let policy = found.policy.parse().map_err(|_unreadable| corrupt("policy"))?;
        Ok(GradingRules { version: found.version, text: found.policy.clone(), policy })
    }

    /// Keeps the rules of the terms of a year that ends, those a closed one was closed by: what the next year's file says is
    /// not for them, also when they are opened again.
    pub async fn keep_rules_of_ended_terms(
        &mut self,
        school: SchoolId,
        ended: &[(ClassId, TermId)],
    ) -> Result<(), StoreError> {
        let mut rows = Vec::with_capacity(ended.len());
        for (class, term) in ended {
            let rules = self.grading_rules(school, *class, *term).await?.version;
            rows.push(args![school, *term, *class, rules]);
        }
        self.execute_many(
            "INSERT INTO ended_term (school_id, term_id, class_id, rules) VALUES ",
            rows,
            " ON CONFLICT DO NOTHING",
        )
        .await?;
        Ok(())
    }

    /// The policies of a school, each in its last version.
    pub async fn school_rules(&mut self, school: SchoolId) -> Result<Vec<DatedRules>, StoreError> {
        let rows: Vec<RulesRow> = self
            .fetch_all(
                "SELECT g.scope, g.scope_name, g.from_date, g.version, g.policy FROM grading_rules g \
                 WHERE g.school_id = $1 AND NOT EXISTS (SELECT 1 FROM grading_rules n \
                 WHERE n.school_id = g.school_id AND n.scope = g.scope AND n.scope_name = g.scope_name \
                 AND n.from_date = g.from_date AND n.version > g.version)",
                args![school],
            )
            .await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Notes policies as new versions, unless they are the last ones.
    pub async fn note_grading_rules(
        &mut self,
        school: SchoolId,
        policies: &[NewRules],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let known = self.school_rules(school).await?;
        let is_known = |new: &NewRules| {
            known.iter().any(|old| (&old.scope, old.from, &old.policy) == (&new.scope, new.from, &new.policy))
        };
        let last: Option<(i64,)> = self
            .fetch_optional(
                "SELECT version FROM grading_rules WHERE school_id = $1 ORDER BY version DESC LIMIT 1",
                args![school],
            )
            .await?;
        let numbers = last.map_or(1, |(version,)| version + 1)..;
        let fresh = policies.iter().filter(|new| !is_known(new));
        let rows = fresh.zip(numbers).map(|(new, version)| {
            let (scope, name) = new.scope.stored();
            let from = new.from.map_or_else(String::new, |from| from.to_string());
            args![school, version, scope, name, from, new.policy.as_str(), now]
        });
        self.execute_many(
            "INSERT INTO grading_rules (school_id, version, scope, scope_name, from_date, policy, since) VALUES ",
            rows.collect(),
            "",
        )
        .await?;
        Ok(())
    }
}

impl TryFrom<RulesRow> for DatedRules {
    type Error = StoreError;

    fn try_from(row: RulesRow) -> Result<Self, StoreError> {
        let corrupt = StoreError::Corrupt { table: "grading_rules", column: "scope" };
        let scope = RulesScope::of(&row.scope, row.scope_name).ok_or(corrupt)?;
        let from = date_of("grading_rules", Some(row.from_date.as_str()).filter(|from| !from.is_empty()))?;
        Ok(Self { scope, from, version: row.version, policy: row.policy })
    }
}
