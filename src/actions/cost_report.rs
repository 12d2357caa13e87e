//! What a school's month has cost so far, by class and channel: for whoever runs the school, and for the operator.

use super::{ActionError, Cause};
use crate::domain::{Action, Timestamp, can};
use crate::store::{AuditActor, CostLine, Tx};

/// A month of a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthCost {
    /// `2026-11`.
    pub month: String,
    pub lines: Vec<CostLine>,
    /// The sum of all lines, in millionths.
    pub micros: i64,
}

/// The month of `at` in the school's zone.
pub async fn month_cost(tx: &mut Tx, cause: &Cause<'_>, at: Timestamp) -> Result<MonthCost, ActionError> {
    cost_of(tx, cause, cause.school.month(at)).await
}

/// A month by its name.
pub async fn cost_of(tx: &mut Tx, cause: &Cause<'_>, month: String) -> Result<MonthCost, ActionError> {
    let at_console = matches!(cause.audit_actor(), AuditActor::Console | AuditActor::Carnet);
    if !at_console && !can(cause.actor, Action::Administer) {
        return Err(ActionError::Denied);
    }
    let lines = tx.costs_of_month(cause.school.id, &month).await?;
    let micros = lines.iter().map(|line| line.micros).sum();
    Ok(MonthCost { month, lines, micros })
}
