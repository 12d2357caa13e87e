//! Versions of report cards that have been printed: whoever asks next is given the same file.

use std::collections::HashMap;
use uuid::Uuid;

use crate::domain::{DocumentId, Locale, ResultId, SchoolId, Timestamp, file_of_year};
use crate::store::document::FILE_NAME;
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// A report card's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedCard {
    pub document: DocumentId,
    pub file_name: String,
}

impl PrintedCard {
    /// Named after its year, where that is not the current one: `Bulletin-2025-2026-T1-4eA-KOUASSI-Awa.pdf`.
    #[must_use]
    pub fn of_year(self, year: Option<&str>) -> Self {
        Self { file_name: file_of_year(self.file_name, year), ..self }
    }
}

impl Tx {
    /// Of these versions, those printed in a language whose file is there until `until` at least.
    pub async fn printed_cards(
        &mut self,
        school: SchoolId,
        results: &[ResultId],
        locale: Locale,
        until: Timestamp,
    ) -> Result<HashMap<ResultId, PrintedCard>, StoreError> {
        let rows = results.iter().map(|result| args![school, *result, locale.code(), until]).collect();
        let found: Vec<(Uuid, Uuid, Vec<u8>)> = self
            .fetch_many(
                "WITH wanted (school_id, result_id, locale, until) AS (VALUES ",
                rows,
                ") SELECT p.result_id, d.id, d.file_name FROM wanted w \
                 JOIN printed_card p ON p.school_id = w.school_id AND p.result_id = w.result_id AND p.locale = w.locale \
                 JOIN document d ON d.school_id = p.school_id AND d.id = p.document_id AND d.expires_at >= w.until",
            )
            .await?;
        let printed = |(result, document, name): (Uuid, Uuid, Vec<u8>)| {
            let name = self.keys().open(FILE_NAME, document, &name)?;
            let corrupt = StoreError::Corrupt { table: "document", column: "file_name" };
            let file_name = String::from_utf8(name).map_err(|_unreadable| corrupt)?;
            Ok((ResultId(result), PrintedCard { document: DocumentId(document), file_name }))
        };
        found.into_iter().map(printed).collect()
    }

    /// Notes which file a version is, in a language.
    pub async fn note_printed_card(
        &mut self,
        school: SchoolId,
        result: ResultId,
        locale: Locale,
        document: DocumentId,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO printed_card (school_id, result_id, locale, document_id) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (school_id, result_id, locale) DO UPDATE SET document_id = excluded.document_id",
            args![school, result, locale.code(), document],
        )
        .await?;
        Ok(())
    }
}
