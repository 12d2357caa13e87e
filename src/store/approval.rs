//! What waits for a second person of the school. What exactly is approved is sealed: it holds marks.

use sqlx::FromRow;
use uuid::Uuid;

use super::sql::args;
use super::{Reached, StoreError, Tx};
use crate::domain::{AccountId, ApprovalId, AssessmentId, ContactId, SchoolId, StaffId, Timestamp};

const REQUEST: &str = "approval.request";

/// Something that waits for a second person, or has waited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredApproval {
    pub id: ApprovalId,
    pub assessment: AssessmentId,
    pub asked_by: StaffId,
    /// Where they asked, and are answered.
    pub reached: Reached,
    /// As its owner wrote it.
    pub request: Vec<u8>,
    pub expires_at: Timestamp,
    pub open: bool,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApprovalEnd {
    Approved,
    Refused,
    /// What it was about has changed, or was asked for anew.
    Void,
    Expired,
}

impl ApprovalEnd {
    fn code(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Void => "void",
            Self::Expired => "expired",
        }
    }
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    assessment_id: Uuid,
    asked_by: Uuid,
    contact_id: Uuid,
    account_id: String,
    request: Vec<u8>,
    state: String,
    expires_at: i64,
}

impl Tx {
    /// Stores a request; one about the same assessment that still waits is void.
    pub async fn ask_approval(
        &mut self,
        school: SchoolId,
        approval: &StoredApproval,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "UPDATE approval SET state = 'void', decided_at = $3 \
             WHERE school_id = $1 AND assessment_id = $2 AND state = 'open'",
            args![school, approval.assessment, now],
        )
        .await?;
        let sealed = self.keys().seal(REQUEST, approval.id.0, &approval.request);
        self.execute(
            "INSERT INTO approval (school_id, id, assessment_id, asked_by, contact_id, account_id, request, state, \
             asked_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9)",
            args![
                school,
                approval.id,
                approval.assessment,
                approval.asked_by,
                approval.reached.contact,
                &approval.reached.account,
                sealed,
                now,
                approval.expires_at
            ],
        )
        .await?;
        Ok(())
    }

    /// A request, whatever became of it.
    pub async fn approval(
        &mut self,
        school: SchoolId,
        approval: ApprovalId,
    ) -> Result<Option<StoredApproval>, StoreError> {
        let row: Option<Row> = self
            .fetch_optional(
                "SELECT id, assessment_id, asked_by, contact_id, account_id, request, state, expires_at FROM approval \
                 WHERE school_id = $1 AND id = $2",
                args![school, approval],
            )
            .await?;
        row.map(|row| self.opened(row)).transpose()
    }

    /// The requests of a school that wait, oldest first.
    pub async fn open_approvals(
        &mut self,
        school: SchoolId,
        now: Timestamp,
    ) -> Result<Vec<StoredApproval>, StoreError> {
        let rows: Vec<Row> = self
            .fetch_all(
                "SELECT id, assessment_id, asked_by, contact_id, account_id, request, state, expires_at FROM approval \
                 WHERE school_id = $1 AND state = 'open' AND expires_at > $2 ORDER BY id",
                args![school, now],
            )
            .await?;
        rows.into_iter().map(|row| self.opened(row)).collect()
    }

    /// What somebody asked for and was approved since an instant, the latest first.
    pub async fn approved_since(
        &mut self,
        school: SchoolId,
        staff: StaffId,
        since: Timestamp,
    ) -> Result<Vec<StoredApproval>, StoreError> {
        let rows: Vec<Row> = self
            .fetch_all(
                "SELECT id, assessment_id, asked_by, contact_id, account_id, request, state, expires_at FROM approval \
                 WHERE school_id = $1 AND asked_by = $2 AND state = 'approved' AND decided_at > $3 \
                 ORDER BY decided_at DESC, id DESC",
                args![school, staff, since],
            )
            .await?;
        rows.into_iter().map(|row| self.opened(row)).collect()
    }

    /// Requests of all schools that nobody answered in time.
    pub async fn overdue_approvals(&mut self, now: Timestamp) -> Result<Vec<(SchoolId, ApprovalId)>, StoreError> {
        let rows: Vec<(Uuid, Uuid)> = self
            .fetch_all(
                "SELECT school_id, id FROM approval WHERE state = 'open' AND expires_at <= $1 ORDER BY expires_at, id",
                args![now],
            )
            .await?;
        Ok(rows.into_iter().map(|(school, id)| (SchoolId(school), ApprovalId(id))).collect())
    }

    /// Ends a request that waits. Returns whether it still did: two people may decide at once.
    pub async fn end_approval(
        &mut self,
        school: SchoolId,
        approval: ApprovalId,
        (end, by): (ApprovalEnd, Option<StaffId>),
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE approval SET state = $3, decided_by = $4, decided_at = $5 \
                 WHERE school_id = $1 AND id = $2 AND state = 'open'",
                args![school, approval, end.code(), by, now],
            )
            .await?;
        Ok(changed == 1)
    }

    fn opened(&self, row: Row) -> Result<StoredApproval, StoreError> {
        Ok(StoredApproval {
            request: self.keys().open(REQUEST, row.id, &row.request)?,
            id: ApprovalId(row.id),
            assessment: AssessmentId(row.assessment_id),
            asked_by: StaffId(row.asked_by),
            reached: Reached { contact: ContactId(row.contact_id), account: AccountId(row.account_id) },
            expires_at: Timestamp(row.expires_at),
            open: row.state == "open",
        })
    }
}
