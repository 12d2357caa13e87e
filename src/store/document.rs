//! Files to be sent to people, sealed; and what providers know them by.

use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use sqlx::FromRow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{AccountId, DocumentId, DocumentKind, SchoolId, Timestamp};

const BYTES: &str = "document.bytes";
pub(super) const FILE_NAME: &str = "document.file_name";
/// Forgotten at one time at most: files are large.
const AT_ONCE: i64 = 100;

/// A file to be kept.
#[derive(Clone, Copy)]
pub struct NewDocument<'a> {
    pub school: SchoolId,
    pub kind: DocumentKind,
    pub file_name: &'a str,
    pub mime: &'static str,
    pub bytes: &'a [u8],
    pub created_at: Timestamp,
    /// Later it is no longer true, or no longer of use.
    pub expires_at: Timestamp,
}

/// A file as one account sends it.
#[derive(Clone)]
pub struct FileToSend {
    pub name: String,
    pub mime: String,
    /// What the provider knows it by.
    pub reference: Option<String>,
    /// Empty where there is a reference.
    pub bytes: Bytes,
}

/// What became known of a file at a provider.
#[derive(Debug, Clone)]
pub struct Upload {
    pub school: SchoolId,
    pub document: DocumentId,
    pub news: UploadNews,
}

/// Whether a provider has a file.
#[derive(Debug, Clone)]
pub enum UploadNews {
    Kept { reference: String, until: Option<Timestamp> },
    Forgotten,
}

#[derive(FromRow)]
struct FileRow {
    id: Uuid,
    file_name: Vec<u8>,
    mime: String,
    reference: Option<String>,
    bytes: Option<Vec<u8>>,
}

impl Tx {
    /// Keeps a file. One that is there already keeps its id, and what providers know it by.
    pub async fn keep_document(&mut self, new: NewDocument<'_>) -> Result<DocumentId, StoreError> {
        let NewDocument { school, kind, file_name, mime, bytes, created_at, expires_at } = new;
        let id = DocumentId::fresh();
        let digest = [kind.code(), file_name, mime, &hex::encode(Sha256::digest(bytes))].join("\n");
        let keys = self.keys();
        let values = args![
            school,
            id,
            kind.code(),
            keys.seal(FILE_NAME, id.0, file_name.as_bytes()),
            mime,
            keys.seal(BYTES, id.0, bytes),
            keys.blind_index("document", &digest),
            created_at,
            expires_at,
        ];
        let kept: Option<(Uuid,)> = self
            .fetch_optional(
                "INSERT INTO document (school_id, id, kind, file_name, mime, bytes, digest, created_at, expires_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (school_id, digest) DO UPDATE SET \
                 expires_at = CASE WHEN excluded.expires_at > document.expires_at THEN excluded.expires_at \
                 ELSE document.expires_at END RETURNING id",
                values,
            )
            .await?;
        Ok(kept.map_or(id, |(id,)| DocumentId(id)))
    }

    /// Keeps a file at least until then.
    pub async fn keep_document_until(
        &mut self,
        school: SchoolId,
        document: DocumentId,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE document SET expires_at = $3 WHERE school_id = $1 AND id = $2 AND expires_at < $3";
        self.execute(sql, args![school, document, until]).await?;
        Ok(())
    }

    /// Files by what an account's provider knows them by, else with their bytes. What is out of date is left out.
    pub async fn files_to_send(
        &mut self,
        account: &AccountId,
        wanted: &[(SchoolId, DocumentId)],
        now: Timestamp,
    ) -> Result<HashMap<DocumentId, FileToSend>, StoreError> {
        let wanted: BTreeSet<_> = wanted.iter().collect();
        let rows = wanted.into_iter().map(|(school, document)| args![*school, *document, account, now]).collect();
        let found: Vec<FileRow> = self
            .fetch_many(
                "WITH wanted (school_id, id, account_id, now) AS (VALUES ",
                rows,
                ") SELECT d.id, d.file_name, d.mime, u.reference, \
                 CASE WHEN u.reference IS NULL THEN d.bytes END AS bytes FROM wanted w \
                 JOIN document d ON d.school_id = w.school_id AND d.id = w.id AND d.expires_at > w.now \
                 LEFT JOIN document_upload u ON u.school_id = d.school_id AND u.document_id = d.id \
                 AND u.account_id = w.account_id AND (u.expires_at IS NULL OR u.expires_at > w.now)",
            )
            .await?;
        found.into_iter().map(|row| Ok((DocumentId(row.id), self.file_to_send(row)?))).collect()
    }

    fn file_to_send(&self, row: FileRow) -> Result<FileToSend, StoreError> {
        let FileRow { id, file_name, mime, reference, bytes } = row;
        let name = self.keys().open(FILE_NAME, id, &file_name)?;
        let corrupt = StoreError::Corrupt { table: "document", column: "file_name" };
        let name = String::from_utf8(name).map_err(|_unreadable| corrupt)?;
        let bytes = bytes.map(|sealed| self.keys().open(BYTES, id, &sealed)).transpose()?.unwrap_or_default();
        Ok(FileToSend { name, mime, reference, bytes: Bytes::from(bytes) })
    }

    /// A file with its bytes, unless it is out of date.
    pub async fn document_file(
        &mut self,
        school: SchoolId,
        document: DocumentId,
        now: Timestamp,
    ) -> Result<Option<FileToSend>, StoreError> {
        let row: Option<FileRow> = self
            .fetch_optional(
                "SELECT id, file_name, mime, NULL AS reference, bytes FROM document \
                 WHERE school_id = $1 AND id = $2 AND expires_at > $3",
                args![school, document, now],
            )
            .await?;
        row.map(|row| self.file_to_send(row)).transpose()
    }

    /// Notes what providers know files by, and what they no longer know.
    pub async fn note_uploads(&mut self, uploads: &[(&AccountId, &Upload)]) -> Result<(), StoreError> {
        // Sent to two people at once it was uploaded twice; PostgreSQL changes a row once in a statement.
        let last: BTreeMap<_, _> = uploads
            .iter()
            .map(|(account, upload)| ((upload.school, upload.document, *account), &upload.news))
            .collect();
        let (mut kept, mut forgotten) = (Vec::new(), Vec::new());
        for ((school, document, account), news) in &last {
            match news {
                UploadNews::Kept { reference, until } => {
                    kept.push(args![*school, *document, *account, reference.as_str(), *until]);
                }
                UploadNews::Forgotten => forgotten.push(args![*school, *document, *account]),
            }
        }
        self.execute_many(
            "WITH news (school_id, document_id, account_id, reference, expires_at) AS (VALUES ",
            kept,
            // A file that is gone meanwhile is none to know.
            ") INSERT INTO document_upload (school_id, document_id, account_id, reference, expires_at) \
             SELECT n.school_id, n.document_id, n.account_id, n.reference, n.expires_at FROM news n \
             JOIN document d ON d.school_id = n.school_id AND d.id = n.document_id WHERE TRUE \
             ON CONFLICT (school_id, document_id, account_id) DO UPDATE SET reference = excluded.reference, \
             expires_at = excluded.expires_at",
        )
        .await?;
        self.execute_many(
            "WITH gone (school_id, document_id, account_id) AS (VALUES ",
            forgotten,
            ") DELETE FROM document_upload WHERE (school_id, document_id, account_id) IN \
             (SELECT school_id, document_id, account_id FROM gone)",
        )
        .await?;
        Ok(())
    }

    /// Forgets some files that are out of date; returns how many.
    pub async fn forget_documents(&mut self, now: Timestamp) -> Result<u64, StoreError> {
        self.execute(
            "DELETE FROM document WHERE (school_id, id) IN \
             (SELECT school_id, id FROM document WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)",
            args![now, AT_ONCE],
        )
        .await
    }
}
