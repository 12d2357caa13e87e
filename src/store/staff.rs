//! The staff of a school: what they are in charge of, and where they are reached.

use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

use super::sql::args;
use super::{Reached, StoreError, Tx};
use crate::domain::{AccountId, ClassId, ContactId, CourseId, SchoolId, StaffActor, StaffId};

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Without children of their own: this is who they are at work.
    pub actor: StaffActor,
    pub name: String,
    /// Where they wrote from last; `None` when no address of theirs can be written to.
    pub reached: Option<Reached>,
}

#[derive(FromRow)]
struct StaffRow {
    id: Uuid,
    name: String,
    role: String,
    head_of: Option<Uuid>,
    contact_id: Option<Uuid>,
    account_id: Option<String>,
}

impl Tx {
    /// Everybody who works at a school, in the order of their codes.
    pub async fn staff_members(&mut self, school: SchoolId) -> Result<Vec<StaffMember>, StoreError> {
        let rows: Vec<StaffRow> = self
            .fetch_all(
                "SELECT s.id, s.name, s.role, s.head_of, c.id AS contact_id, c.account_id FROM staff s \
                 LEFT JOIN contact c ON c.school_id = s.school_id AND c.staff_id = s.id AND c.state = 'active' AND NOT c.unserved \
                 WHERE s.school_id = $1 AND s.archived_at IS NULL \
                 ORDER BY s.code, c.last_inbound_at DESC NULLS LAST, c.id",
                args![school],
            )
            .await?;
        let mut courses: BTreeMap<StaffId, Vec<CourseId>> = BTreeMap::new();
        for course in self.courses(school, None).await? {
            courses.entry(course.teacher).or_default().push(course.id);
        }
        let mut members: Vec<StaffMember> = Vec::new();
        for row in rows {
            // The first address of each is the one they wrote from last.
            if members.last().is_some_and(|last| last.actor.id.0 == row.id) {
                continue;
            }
            let corrupt = |_unreadable| StoreError::Corrupt { table: "staff", column: "role" };
            let id = StaffId(row.id);
            let actor = StaffActor {
                id,
                role: row.role.parse().map_err(corrupt)?,
                courses: courses.remove(&id).unwrap_or_default(),
                head_of: row.head_of.map(ClassId),
                headed: Vec::new(),
                children: Vec::new(),
            };
            let reached = row.contact_id.zip(row.account_id);
            let reached = reached.map(|(id, account)| Reached { contact: ContactId(id), account: AccountId(account) });
            members.push(StaffMember { actor, name: row.name, reached });
        }
        Ok(members)
    }
}
