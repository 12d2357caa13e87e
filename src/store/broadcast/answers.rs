//! Who was written to, with what they answered: by name, for whoever runs the school.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::{BroadcastAnswer, BroadcastId, GuardianId, SchoolId, StudentName};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// A guardian whom a broadcast was sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    pub guardian: GuardianId,
    /// As the school writes it.
    pub name: Option<String>,
    /// Their children in the audience, with the class of each.
    pub children: Vec<(StudentName, String)>,
    pub answer: Option<BroadcastAnswer>,
    /// Of the latest message, as stored; and how far receipts have come.
    pub state: String,
    pub rank: i64,
}

#[derive(FromRow)]
struct Row {
    guardian_id: Uuid,
    name: Option<String>,
    answer: Option<String>,
    state: String,
    rank: i64,
    last_name: String,
    first_name: String,
    name_ar: Option<String>,
    label: String,
}

const READERS: &str = concat!(
    "SELECT r.guardian_id, p.name, r.answer, m.state, m.rank, s.last_name, s.first_name, s.name_ar, c.label \
     FROM broadcast b JOIN broadcast_recipient r ON r.school_id = b.school_id AND r.broadcast_id = b.id \
     JOIN guardian p ON p.school_id = r.school_id AND p.id = r.guardian_id \
     JOIN message m ON m.school_id = r.school_id AND m.id = r.message_id \
     JOIN guardianship g ON g.school_id = r.school_id AND g.guardian_id = r.guardian_id AND g.state = 'active' \
     JOIN student s ON s.school_id = g.school_id AND s.id = g.student_id AND ",
    in_audience!(),
    " JOIN class c ON c.school_id = s.school_id AND c.id = s.class_id \
     WHERE b.school_id = $1 AND b.id = $2 ORDER BY c.label, s.last_name, s.first_name, s.id, r.guardian_id",
);

impl Tx {
    /// The guardians whom a broadcast was sent to, by the class and name of their first child in its audience.
    pub async fn broadcast_readers(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
    ) -> Result<Vec<Reader>, StoreError> {
        let rows: Vec<Row> = self.fetch_all(READERS, args![school, broadcast]).await?;
        let corrupt = |_unreadable| StoreError::Corrupt { table: "broadcast_recipient", column: "answer" };
        let mut readers: Vec<Reader> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for row in rows {
            let child = (StudentName { last: row.last_name, first: row.first_name, arabic: row.name_ar }, row.label);
            let at = *places.entry(row.guardian_id).or_insert(readers.len());
            if let Some(reader) = readers.get_mut(at) {
                reader.children.push(child);
                continue;
            }
            readers.push(Reader {
                guardian: GuardianId(row.guardian_id),
                name: row.name,
                children: vec![child],
                answer: row.answer.map(|answer| answer.parse().map_err(corrupt)).transpose()?,
                state: row.state,
                rank: row.rank,
            });
        }
        Ok(readers)
    }
}
