//! Versions of report cards that have been printed: whoever asks next is given the same file.

use sqlx::FromRow;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

use crate::domain::{
    AccountId, CardKey, ClassId, DocumentId, GuardianId, Locale, MessageId, PrintOrderId, Printing, ResultId, SchoolId,
    StudentId, TermId, Timestamp, file_of_year,
};
use crate::phrase::Phrase;
use crate::store::document::FILE_NAME;
use crate::store::sql::args;
use crate::store::{Candidate, PrintOrder, StoreError, Tx};

/// A report card's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedCard {
    pub document: DocumentId,
    pub file_name: String,
}

#[derive(FromRow)]
struct AnewRow {
    class: Uuid,
    term: Uuid,
    student: Uuid,
    guardian: Option<Uuid>,
    guardianship: Option<Uuid>,
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

    /// Notes which file a version is, in a language, and which key has sealed it.
    pub async fn note_printed_card(
        &mut self,
        school: SchoolId,
        (result, locale): (ResultId, Locale),
        document: DocumentId,
        key: &CardKey,
    ) -> Result<(), StoreError> {
        self.execute(
            "UPDATE document SET sealed_by = $3 WHERE school_id = $1 AND id = $2",
            args![school, document, key.id()],
        )
        .await?;
        self.execute(
            "INSERT INTO printed_card (school_id, result_id, locale, document_id) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (school_id, result_id, locale) DO UPDATE SET document_id = excluded.document_id",
            args![school, result, locale.code(), document],
        )
        .await?;
        Ok(())
    }

    /// Of these messages, those whose file a key has sealed that is distrusted by now.
    pub async fn sealed_in_vain(&mut self, candidates: &[&Candidate]) -> Result<HashSet<MessageId>, StoreError> {
        let file = |one: &&Candidate| match &one.say.phrase {
            Phrase::Document { document, .. } if !one.cards.is_empty() => Some(args![one.school, one.id, *document]),
            _ => None,
        };
        let found: Vec<(Uuid,)> = self
            .fetch_many(
                "WITH wanted (school_id, id, document_id) AS (VALUES ",
                candidates.iter().filter_map(file).collect(),
                ") SELECT w.id FROM wanted w \
                 JOIN document d ON d.school_id = w.school_id AND d.id = w.document_id \
                 JOIN card_key k ON k.id = d.sealed_by AND k.distrusted_at IS NOT NULL",
            )
            .await?;
        Ok(found.into_iter().map(|(id,)| MessageId(id)).collect())
    }

    /// Orders anew the report card whose file a message was to hand over.
    pub async fn order_card_anew(
        &mut self,
        account: &AccountId,
        (candidate, locale): (&Candidate, Locale),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(result) = candidate.cards.first() else { return Ok(()) };
        let row: Option<AnewRow> = self
            .fetch_optional(
                "SELECT r.class_id AS class, r.term_id AS term, r.student_id AS student, c.guardian_id AS guardian, \
                 g.id AS guardianship FROM term_result r \
                 JOIN contact c ON c.school_id = r.school_id AND c.id = $3 \
                 LEFT JOIN guardianship g ON g.school_id = c.school_id AND g.guardian_id = c.guardian_id \
                 AND g.student_id = r.student_id AND g.state = 'active' WHERE r.school_id = $1 AND r.id = $2",
                args![candidate.school, *result, candidate.contact],
            )
            .await?;
        let Some(AnewRow { class, term, student, guardian, guardianship }) = row else { return Ok(()) };
        let what = Printing::Card { class: ClassId(class), term: TermId(term), student: StudentId(student) };
        let order = PrintOrder {
            school: candidate.school,
            id: PrintOrderId::fresh(),
            what,
            account: account.clone(),
            contact: candidate.contact,
            guardian: guardian.map(GuardianId).zip(guardianship),
            class: candidate.class,
            locale: candidate.locale.unwrap_or(locale),
            said: None,
            cause: None,
            tries: 0,
        };
        self.order_print(&order, now).await
    }
}
