//! The groups of parents that a broadcast is posted to beside its families.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::{AccountId, BroadcastId, ClassGroupId, ContactId, MessageId, SchoolId};
use crate::store::sql::args;
use crate::store::{Reached, StoreError, Tx};

/// A linked group of a class in the audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroadcastGroup {
    pub id: ClassGroupId,
    pub class_label: String,
    pub reached: Reached,
    /// It is posted there.
    pub chosen: bool,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    label: String,
    contact_id: Uuid,
    account_id: String,
    chosen: bool,
}

impl Tx {
    /// The groups of the classes a broadcast is for that can be written to. Students named one by one have none.
    pub async fn broadcast_groups(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
    ) -> Result<Vec<BroadcastGroup>, StoreError> {
        let rows: Vec<Row> = self
            .fetch_all(
                "SELECT g.id, l.label, g.contact_id, c.account_id, \
                 EXISTS (SELECT 1 FROM broadcast_group p WHERE p.school_id = g.school_id AND p.broadcast_id = b.id \
                 AND p.group_id = g.id) AS chosen FROM broadcast b \
                 JOIN class_group g ON g.school_id = b.school_id AND g.state = 'linked' \
                 JOIN class l ON l.school_id = g.school_id AND l.id = g.class_id AND l.archived_at IS NULL \
                 JOIN contact c ON c.school_id = g.school_id AND c.id = g.contact_id AND c.state = 'active' AND NOT c.unserved \
                 WHERE b.school_id = $1 AND b.id = $2 AND (b.everybody OR EXISTS (SELECT 1 FROM broadcast_audience a \
                 WHERE a.school_id = b.school_id AND a.broadcast_id = b.id AND a.id = g.class_id)) \
                 ORDER BY l.label, g.id",
                args![school, broadcast],
            )
            .await?;
        let group = |row: Row| BroadcastGroup {
            id: ClassGroupId(row.id),
            class_label: row.label,
            reached: Reached { contact: ContactId(row.contact_id), account: AccountId(row.account_id) },
            chosen: row.chosen,
        };
        Ok(rows.into_iter().map(group).collect())
    }

    /// Has a draft posted to these groups, too, and to no other.
    pub async fn choose_broadcast_groups(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        groups: &[ClassGroupId],
    ) -> Result<(), StoreError> {
        self.execute(
            "DELETE FROM broadcast_group WHERE school_id = $1 AND broadcast_id = $2",
            args![school, broadcast],
        )
        .await?;
        let rows = groups.iter().map(|group| args![school, broadcast, *group]).collect();
        self.execute_many("INSERT INTO broadcast_group (school_id, broadcast_id, group_id) VALUES ", rows, "").await?;
        Ok(())
    }

    /// Notes by which message a broadcast was posted to a group.
    pub async fn note_broadcast_post(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        (group, message): (ClassGroupId, MessageId),
    ) -> Result<(), StoreError> {
        self.execute(
            "UPDATE broadcast_group SET message_id = $4 \
             WHERE school_id = $1 AND broadcast_id = $2 AND group_id = $3 AND message_id IS NULL",
            args![school, broadcast, group, message],
        )
        .await?;
        Ok(())
    }

    /// What became of the posts to groups, counted by state; those that were never made among them.
    pub async fn broadcast_posts(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        self.fetch_all(
            "SELECT COALESCE(m.state, 'none'), COUNT(*) FROM broadcast_group p \
             LEFT JOIN message m ON m.school_id = p.school_id AND m.id = p.message_id \
             WHERE p.school_id = $1 AND p.broadcast_id = $2 GROUP BY COALESCE(m.state, 'none')",
            args![school, broadcast],
        )
        .await
    }
}
