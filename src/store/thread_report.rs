//! Who has reported a thread: whoever did hears what came of it.

use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{ConversationId, SchoolId, StaffId};

impl Tx {
    /// Notes who of the school has reported a thread; nobody: its family.
    pub async fn note_thread_reporter(
        &mut self,
        school: SchoolId,
        conversation: ConversationId,
        staff: Option<StaffId>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE conversation SET reported_by = $3 WHERE school_id = $1 AND id = $2";
        self.execute(sql, args![school, conversation, staff]).await?;
        Ok(())
    }

    /// Who of the school has reported a thread.
    pub async fn thread_reporter(
        &mut self,
        school: SchoolId,
        conversation: ConversationId,
    ) -> Result<Option<StaffId>, StoreError> {
        let sql = "SELECT reported_by FROM conversation WHERE school_id = $1 AND id = $2";
        let row: Option<(Option<Uuid>,)> = self.fetch_optional(sql, args![school, conversation]).await?;
        Ok(row.and_then(|(staff,)| staff).map(StaffId))
    }
}
