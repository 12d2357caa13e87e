//! Links to files, for media that carry none: each is a message's, and one browser's from the first time it is used.

use sqlx::FromRow;
use uuid::Uuid;

use super::sql::args;
use super::{BlindIndex, Candidate, Keyring, StoreError, Tx};
use crate::domain::{FileCode, GuardianId, MessageId, SchoolId, StaffId, Timestamp};

/// A link that is known.
#[derive(Debug, Clone)]
pub struct Download {
    pub school: SchoolId,
    pub message: MessageId,
    pub expires_at: Timestamp,
    /// How often it has been used.
    pub fetches: i64,
}

/// Whose address a file was promised to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    Guardian(GuardianId),
    Staff(StaffId),
    /// Nobody who is known there any more, or who may be written to.
    Nobody,
}

impl Keyring {
    /// The code of a message's file: the same at each try.
    pub fn file_code(&self, message: MessageId) -> FileCode {
        let mut bytes = [0; 12];
        for (byte, of_index) in bytes.iter_mut().zip(self.blind_index("file of message", &message.to_string()).0) {
            *byte = of_index;
        }
        FileCode::from_random(bytes)
    }

    fn file_code_index(&self, code: &FileCode) -> BlindIndex {
        self.blind_index("file code", code.canonical())
    }
}

#[derive(FromRow)]
struct AddresseeRow {
    guardian_id: Option<Uuid>,
    staff_id: Option<Uuid>,
}

impl Tx {
    /// Lets these messages' files be fetched, each until then. A message that is tried again keeps its link.
    pub async fn open_downloads(
        &mut self,
        links: &[(SchoolId, MessageId, &FileCode, Timestamp)],
    ) -> Result<(), StoreError> {
        let rows = links
            .iter()
            .map(|(school, message, code, until)| {
                args![*school, *message, self.keys().file_code_index(code), *until, 0]
            })
            .collect();
        self.execute_many(
            "INSERT INTO download (school_id, message_id, code_index, expires_at, fetches) VALUES ",
            rows,
            " ON CONFLICT (school_id, message_id) DO UPDATE SET code_index = excluded.code_index",
        )
        .await?;
        Ok(())
    }

    /// The link of this code. The school is not asked for: the code is all that its holder has.
    pub async fn download(&mut self, code: &FileCode) -> Result<Option<Download>, StoreError> {
        let index = self.keys().file_code_index(code);
        let row: Option<(Uuid, Uuid, i64, i64)> = self
            .fetch_optional(
                "SELECT school_id, message_id, expires_at, fetches FROM download WHERE code_index = $1",
                args![index],
            )
            .await?;
        Ok(row.map(|(school, message, expires_at, fetches)| Download {
            school: SchoolId(school),
            message: MessageId(message),
            expires_at: Timestamp(expires_at),
            fetches,
        }))
    }

    /// Whose address a message was for, as long as they are known and may be answered there.
    pub async fn addressee(&mut self, message: &Candidate) -> Result<Addressee, StoreError> {
        let row: Option<AddresseeRow> = self
            .fetch_optional(
                "SELECT p.id AS guardian_id, s.id AS staff_id FROM contact c \
                 LEFT JOIN guardian p ON p.school_id = c.school_id AND p.id = c.guardian_id AND p.archived_at IS NULL \
                 LEFT JOIN staff s ON s.school_id = c.school_id AND s.id = c.staff_id AND s.archived_at IS NULL \
                 WHERE c.school_id = $1 AND c.id = $2 AND c.state IN ('active', 'stopped')",
                args![message.school, message.contact],
            )
            .await?;
        Ok(match row {
            Some(AddresseeRow { staff_id: Some(staff), .. }) => Addressee::Staff(StaffId(staff)),
            Some(AddresseeRow { guardian_id: Some(guardian), .. }) => Addressee::Guardian(GuardianId(guardian)),
            _ => Addressee::Nobody,
        })
    }

    /// Notes that a browser fetches the file. `false` when another one has been first, or it has been fetched `most` times.
    pub async fn fetch_download(
        &mut self,
        download: &Download,
        browser: &str,
        most: i64,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let browser = self.keys().blind_index("browser", browser);
        let changed = self
            .execute(
                "UPDATE download SET browser = $3, fetches = fetches + 1 WHERE school_id = $1 AND message_id = $2 \
                 AND (browser IS NULL OR browser = $3) AND fetches < $4 AND expires_at > $5",
                args![download.school, download.message, browser, most, now],
            )
            .await?;
        Ok(changed == 1)
    }

    /// Forgets links that ended before `before`; until then whoever follows one is told that it is over.
    pub async fn forget_downloads(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        self.execute("DELETE FROM download WHERE expires_at <= $1", args![before]).await
    }
}
