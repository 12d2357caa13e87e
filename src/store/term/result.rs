//! What report cards say: versions, and who was sent which.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::{
    CardCode, ClassId, GuardianId, MessageId, Points, ResultId, SchoolId, StudentId, TermId, Timestamp,
};
use crate::phrase::ReportCard;
use crate::store::sql::args;
use crate::store::term::roll::on_roll;
use crate::store::{StoreError, Tx};

const CARD: &str = "term_result.card";

/// A version of what a student's report card says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermResult {
    pub id: ResultId,
    pub class: ClassId,
    pub term: TermId,
    pub student: StudentId,
    pub card: ReportCard,
}

impl TermResult {
    /// Whether it says anything of one of these terms: its own, or, where it says how the year ends, any of the year's.
    pub fn rests_on_one_of(&self, open: &[TermId]) -> bool {
        open.contains(&self.term) || (self.card.year_result.is_some() && !open.is_empty())
    }
}

/// What whoever holds a report card may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCard {
    pub result: TermResult,
    /// The version in force now, where it is another one.
    pub newer: Option<i64>,
    /// A term that it rests on is open again: another version may follow.
    pub revised: bool,
}

#[derive(FromRow)]
struct ResultRow {
    id: Uuid,
    class_id: Uuid,
    term_id: Uuid,
    student_id: Uuid,
    card: Vec<u8>,
}

impl Tx {
    /// A code that nobody can guess.
    pub fn fresh_card_code(&self) -> CardCode {
        CardCode::from_random(self.keys().unguessable())
    }

    /// Stores new versions, computed by a version of the rules. Their predecessors have ended.
    pub async fn insert_results(
        &mut self,
        school: SchoolId,
        rules: i64,
        results: &[TermResult],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let row = |result: &TermResult| {
            let card = &result.card;
            let place = card.rank.map(|rank| i64::from(rank.place));
            let code = self.keys().blind_index("report card", card.code.as_deref().unwrap_or_default());
            let plain = serde_json::to_vec(card).map_err(|_unreadable| corrupt())?;
            let sealed = self.keys().seal(CARD, result.id.0, &plain);
            let average = card.general.map(Points::hundredths);
            Ok(args![
                school,
                result.id,
                result.term,
                result.class,
                result.student,
                card.version,
                rules,
                average,
                place,
                code,
                sealed,
                now
            ])
        };
        let rows = results.iter().map(row).collect::<Result<_, StoreError>>()?;
        self.execute_many(
            "INSERT INTO term_result (school_id, id, term_id, class_id, student_id, version, rules, average, place, \
             code_index, card, created_at) VALUES ",
            rows,
            "",
        )
        .await?;
        Ok(())
    }

    /// Ends versions that others replace.
    pub async fn end_results(
        &mut self,
        school: SchoolId,
        results: &[ResultId],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rows: Vec<_> = results.iter().map(|id| args![school, *id, now]).collect();
        let ended = self
            .execute_many(
                "WITH gone (school_id, id, at) AS (VALUES ",
                rows,
                ") UPDATE term_result SET ended_at = gone.at FROM gone WHERE term_result.school_id = gone.school_id \
                 AND term_result.id = gone.id AND term_result.ended_at IS NULL",
            )
            .await?;
        let all = u64::try_from(results.len()).unwrap_or(u64::MAX);
        if ended == all { Ok(()) } else { Err(StoreError::Conflict { what: "a report card" }) }
    }

    /// The versions in force of a class's term.
    pub async fn class_results(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
    ) -> Result<Vec<TermResult>, StoreError> {
        let rows: Vec<ResultRow> = self
            .fetch_all(
                "SELECT id, class_id, term_id, student_id, card FROM term_result \
                 WHERE school_id = $1 AND term_id = $2 AND class_id = $3 AND ended_at IS NULL",
                args![school, term, class],
            )
            .await?;
        rows.into_iter().map(|row| self.open_result(&row)).collect()
    }

    /// The version in force of a student in a term, whichever class made it.
    pub async fn card_in_force(
        &mut self,
        school: SchoolId,
        student: StudentId,
        term: TermId,
    ) -> Result<Option<TermResult>, StoreError> {
        let row: Option<ResultRow> = self
            .fetch_optional(
                "SELECT id, class_id, term_id, student_id, card FROM term_result \
                 WHERE school_id = $1 AND term_id = $2 AND student_id = $3 AND ended_at IS NULL",
                args![school, term, student],
            )
            .await?;
        row.map(|row| self.open_result(&row)).transpose()
    }

    /// By which version of the rules the cards in force of a class's term were computed; of several the latest.
    pub async fn rules_of_results(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
    ) -> Result<Option<i64>, StoreError> {
        let found: Option<(Option<i64>,)> = self
            .fetch_optional(
                "SELECT MAX(rules) FROM term_result \
                 WHERE school_id = $1 AND term_id = $2 AND class_id = $3 AND ended_at IS NULL",
                args![school, term, class],
            )
            .await?;
        Ok(found.and_then(|(rules,)| rules))
    }

    /// The versions in force of a student in the year of this label, or else the current one, in the order of the terms.
    pub async fn student_results(
        &mut self,
        school: SchoolId,
        student: StudentId,
        year: Option<&str>,
    ) -> Result<Vec<TermResult>, StoreError> {
        let rows: Vec<ResultRow> = self
            .fetch_all(
                "SELECT r.id, r.class_id, r.term_id, r.student_id, r.card FROM term_result r \
                 JOIN term t ON t.school_id = r.school_id AND t.id = r.term_id \
                 JOIN school_year y ON y.school_id = t.school_id AND y.id = t.year_id \
                 WHERE r.school_id = $1 AND r.student_id = $2 AND r.ended_at IS NULL AND y.label = COALESCE($3, \
                 (SELECT MAX(n.label) FROM school_year n WHERE n.school_id = $1 AND n.current)) ORDER BY t.starts",
                args![school, student, year],
            )
            .await?;
        rows.into_iter().map(|row| self.open_result(&row)).collect()
    }

    /// The versions in force of those on the roll of a class's term, of all terms of its year, wherever they were then.
    pub async fn year_results(
        &mut self,
        school: SchoolId,
        class: ClassId,
        term: TermId,
    ) -> Result<Vec<TermResult>, StoreError> {
        let rows: Vec<ResultRow> = self
            .fetch_all(
                concat!(
                    "SELECT c.id, c.class_id, c.term_id, c.student_id, c.card FROM class l \
                     JOIN term t ON t.school_id = l.school_id AND t.year_id = l.year_id \
                     JOIN term_result c ON c.school_id = l.school_id AND c.term_id = t.id AND c.ended_at IS NULL \
                     AND c.student_id IN ",
                    on_roll!(),
                    " WHERE l.school_id = $1 AND l.id = $2"
                ),
                args![school, class, term],
            )
            .await?;
        rows.into_iter().map(|row| self.open_result(&row)).collect()
    }

    /// The classes that gave those on the roll of a class's term their cards in force of another term.
    pub async fn classes_of_cards(
        &mut self,
        school: SchoolId,
        (class, term): (ClassId, TermId),
        other: TermId,
    ) -> Result<Vec<ClassId>, StoreError> {
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                concat!(
                    "SELECT DISTINCT c.class_id FROM term_result c WHERE c.school_id = $1 AND c.term_id = $4 \
                     AND c.ended_at IS NULL AND c.student_id IN ",
                    on_roll!(),
                    " ORDER BY c.class_id"
                ),
                args![school, class, term, other],
            )
            .await?;
        Ok(rows.into_iter().map(|(class,)| ClassId(class)).collect())
    }

    /// What a code on a report card stands for, with the version in force. The school is not asked for: the code is all
    /// that whoever holds the paper has.
    pub async fn result_by_code(&mut self, code: &CardCode) -> Result<Option<ShownCard>, StoreError> {
        let index = self.keys().blind_index("report card", code.canonical());
        let row: Option<ResultRow> = self
            .fetch_optional(
                "SELECT id, class_id, term_id, student_id, card FROM term_result WHERE code_index = $1",
                args![index],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        let result = self.open_result(&row)?;
        let latest: Option<(i64,)> = self
            .fetch_optional(
                "SELECT n.version FROM term_result o JOIN term_result n ON n.school_id = o.school_id \
                 AND n.term_id = o.term_id AND n.student_id = o.student_id AND n.ended_at IS NULL \
                 WHERE o.code_index = $1",
                args![self.keys().blind_index("report card", code.canonical())],
            )
            .await?;
        let newer = latest.map(|(version,)| version).filter(|version| *version != result.card.version);
        let open: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT r.term_id FROM term_result c JOIN term t ON t.school_id = c.school_id AND t.id = c.term_id \
                 JOIN term u ON u.school_id = t.school_id AND u.year_id = t.year_id \
                 JOIN term_result r ON r.school_id = u.school_id AND r.term_id = u.id AND r.student_id = c.student_id \
                 AND r.ended_at IS NULL WHERE c.code_index = $1 AND NOT EXISTS (SELECT 1 FROM closing o \
                 WHERE o.school_id = r.school_id AND o.term_id = r.term_id AND o.class_id = r.class_id)",
                args![self.keys().blind_index("report card", code.canonical())],
            )
            .await?;
        let open: Vec<TermId> = open.into_iter().map(|(term,)| TermId(term)).collect();
        let revised = result.rests_on_one_of(&open);
        Ok(Some(ShownCard { result, newer, revised }))
    }

    /// Notes that guardians were sent these versions.
    pub async fn note_cards_shown(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        (results, message): (&[ResultId], Option<MessageId>),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let message = message.map_or(Uuid::nil(), |message| message.0);
        let rows = results.iter().map(|result| args![school, *result, guardian, now, message]).collect();
        self.execute_many(
            "INSERT INTO card_shown (school_id, result_id, guardian_id, at, message_id) VALUES ",
            rows,
            " ON CONFLICT DO NOTHING",
        )
        .await?;
        Ok(())
    }

    /// Who was sent any version of a student's report card of a term, or will be if nothing comes between.
    pub async fn guardians_with_card(
        &mut self,
        school: SchoolId,
        term: TermId,
        student: StudentId,
    ) -> Result<Vec<GuardianId>, StoreError> {
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT DISTINCT s.guardian_id FROM term_result r \
                 JOIN card_shown s ON s.school_id = r.school_id AND s.result_id = r.id \
                 LEFT JOIN message e ON e.school_id = s.school_id AND e.id = s.message_id \
                 WHERE r.school_id = $1 AND r.term_id = $2 AND r.student_id = $3 \
                 AND (e.state IS NULL OR e.state NOT IN ('cancelled', 'superseded', 'expired', 'failed'))",
                args![school, term, student],
            )
            .await?;
        Ok(rows.into_iter().map(|(id,)| GuardianId(id)).collect())
    }

    fn open_result(&self, row: &ResultRow) -> Result<TermResult, StoreError> {
        let plain = self.keys().open(CARD, row.id, &row.card)?;
        Ok(TermResult {
            id: ResultId(row.id),
            class: ClassId(row.class_id),
            term: TermId(row.term_id),
            student: StudentId(row.student_id),
            card: serde_json::from_slice(&plain).map_err(|_unreadable| corrupt())?,
        })
    }
}

fn corrupt() -> StoreError {
    StoreError::Corrupt { table: "term_result", column: "card" }
}
