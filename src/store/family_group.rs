//! Groups of families made by hand: a name, and the students whose families are in it.
//!
//! Invariant: nothing of them is deleted; a name is one group's only while that lasts.

use sqlx::FromRow;
use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{FamilyGroupId, SchoolId, StaffId, StudentId, StudentName, Timestamp, fold};

/// A group as people speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyGroup {
    pub id: FamilyGroupId,
    pub name: String,
    /// So many students who have not left.
    pub students: u32,
}

/// Somebody whose family is in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupMember {
    pub student: StudentId,
    pub name: StudentName,
    pub class_label: String,
}

#[derive(FromRow)]
struct MemberRow {
    id: Uuid,
    last_name: String,
    first_name: String,
    name_ar: Option<String>,
    label: String,
}

impl Tx {
    /// The groups of a school, by name.
    pub async fn family_groups(&mut self, school: SchoolId) -> Result<Vec<FamilyGroup>, StoreError> {
        let rows: Vec<(Uuid, String, i64)> = self
            .fetch_all(
                "SELECT g.id, g.name, (SELECT COUNT(*) FROM family_group_member m JOIN student s \
                 ON s.school_id = m.school_id AND s.id = m.student_id AND s.archived_at IS NULL \
                 WHERE m.school_id = g.school_id AND m.group_id = g.id AND m.removed_at IS NULL) FROM family_group g \
                 WHERE g.school_id = $1 AND g.ended_at IS NULL ORDER BY g.folded",
                args![school],
            )
            .await?;
        let group = |(id, name, students)| FamilyGroup {
            id: FamilyGroupId(id),
            name,
            students: u32::try_from(students).unwrap_or(u32::MAX),
        };
        Ok(rows.into_iter().map(group).collect())
    }

    /// Makes a group; false when there is one of that name.
    pub async fn make_family_group(
        &mut self,
        school: SchoolId,
        (group, name): (FamilyGroupId, &str),
        by: StaffId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let made = self
            .execute(
                "INSERT INTO family_group (school_id, id, name, folded, made_by, made_at) \
                 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                args![school, group, name, fold(name), by, now],
            )
            .await?;
        Ok(made == 1)
    }

    /// Takes a group apart; false when it is none any more.
    pub async fn end_family_group(
        &mut self,
        school: SchoolId,
        group: FamilyGroupId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE family_group SET ended_at = $3 WHERE school_id = $1 AND id = $2 AND ended_at IS NULL";
        Ok(self.execute(sql, args![school, group, now]).await? == 1)
    }

    /// Puts students into a group. Returns how many were not in it.
    pub async fn add_to_family_group(
        &mut self,
        school: SchoolId,
        group: FamilyGroupId,
        students: &[StudentId],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let rows = students.iter().map(|student| args![school, group, *student, now]).collect();
        self.execute_many(
            "INSERT INTO family_group_member (school_id, group_id, student_id, added_at) VALUES ",
            rows,
            " ON CONFLICT (school_id, group_id, student_id) DO UPDATE SET added_at = excluded.added_at, \
             removed_at = NULL WHERE family_group_member.removed_at IS NOT NULL",
        )
        .await
    }

    /// Takes students out of a group. Returns how many were in it.
    pub async fn take_out_of_family_group(
        &mut self,
        school: SchoolId,
        group: FamilyGroupId,
        students: &[StudentId],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let rows = students.iter().map(|student| args![school, group, *student, now]).collect();
        self.execute_many(
            "WITH gone (school_id, group_id, student_id, at) AS (VALUES ",
            rows,
            ") UPDATE family_group_member SET removed_at = gone.at FROM gone \
             WHERE family_group_member.school_id = gone.school_id AND family_group_member.group_id = gone.group_id \
             AND family_group_member.student_id = gone.student_id AND family_group_member.removed_at IS NULL",
        )
        .await
    }

    /// Whose families are in a group, by class and name.
    pub async fn family_group_members(
        &mut self,
        school: SchoolId,
        group: FamilyGroupId,
    ) -> Result<Vec<GroupMember>, StoreError> {
        let rows: Vec<MemberRow> = self
            .fetch_all(
                "SELECT s.id, s.last_name, s.first_name, s.name_ar, c.label FROM family_group_member m \
                 JOIN family_group g ON g.school_id = m.school_id AND g.id = m.group_id AND g.ended_at IS NULL \
                 JOIN student s ON s.school_id = m.school_id AND s.id = m.student_id AND s.archived_at IS NULL \
                 JOIN class c ON c.school_id = s.school_id AND c.id = s.class_id \
                 WHERE m.school_id = $1 AND m.group_id = $2 AND m.removed_at IS NULL \
                 ORDER BY c.label, s.last_name, s.first_name, s.id",
                args![school, group],
            )
            .await?;
        let member = |row: MemberRow| GroupMember {
            student: StudentId(row.id),
            name: StudentName { last: row.last_name, first: row.first_name, arabic: row.name_ar },
            class_label: row.label,
        };
        Ok(rows.into_iter().map(member).collect())
    }
}
