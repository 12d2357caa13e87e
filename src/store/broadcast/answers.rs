//! Who was written to, with what they answered: by name, for whoever runs the school.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::{
    AccountId, BroadcastAnswer, BroadcastAsk, BroadcastId, ContactId, GuardianId, Locale, SchoolId, StudentName,
    Timestamp,
};
use crate::store::sql::args;
use crate::store::{StoreError, Topic, Tx};

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

/// A broadcast that asked a guardian something, as far as they are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedOf {
    pub broadcast: BroadcastId,
    pub ask: BroadcastAsk,
    pub answer: Option<BroadcastAnswer>,
    pub answered_at: Option<Timestamp>,
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
    /// Broadcasts since `since` that ask something and have left for a guardian, the newest first.
    pub async fn asked_of(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        since: Timestamp,
    ) -> Result<Vec<AskedOf>, StoreError> {
        let rows: Vec<(Uuid, String, Option<String>, Option<i64>)> = self
            .fetch_all(
                "SELECT b.id, b.ask, r.answer, r.answered_at FROM broadcast b JOIN broadcast_recipient r \
                 ON r.school_id = b.school_id AND r.broadcast_id = b.id AND r.guardian_id = $2 \
                 JOIN message m ON m.school_id = r.school_id AND m.id = r.message_id \
                 WHERE b.school_id = $1 AND b.ask <> 'nothing' AND COALESCE(b.due_at, b.confirmed_at) >= $3 \
                 AND m.state IN ('sending', 'ambiguous', 'accepted', 'dead') \
                 ORDER BY COALESCE(b.due_at, b.confirmed_at) DESC, b.id",
                args![school, guardian, since],
            )
            .await?;
        let corrupt = |_unreadable| StoreError::Corrupt { table: "broadcast_recipient", column: "answer" };
        let asked = rows.into_iter().map(|(id, ask, answer, at)| {
            Ok(AskedOf {
                broadcast: BroadcastId(id),
                ask: ask.parse().map_err(|_unreadable| StoreError::Corrupt { table: "broadcast", column: "ask" })?,
                answer: answer.map(|answer| answer.parse().map_err(corrupt)).transpose()?,
                answered_at: at.map(Timestamp),
            })
        });
        asked.collect()
    }

    /// Who reads the letters to an address, and in what language.
    pub async fn letter_reader(
        &mut self,
        school: SchoolId,
        contact: ContactId,
    ) -> Result<Option<(GuardianId, Locale)>, StoreError> {
        let found: Option<(Uuid, String)> = self
            .fetch_optional(
                "SELECT p.id, p.locale FROM contact c JOIN guardian p ON p.school_id = c.school_id \
                 AND p.id = c.guardian_id WHERE c.school_id = $1 AND c.id = $2",
                args![school, contact],
            )
            .await?;
        let corrupt = |_unreadable| StoreError::Corrupt { table: "guardian", column: "locale" };
        found.map(|(id, locale)| Ok((GuardianId(id), locale.parse().map_err(corrupt)?))).transpose()
    }

    /// Notes an answer; returns the one before. `None`: that guardian was not written to.
    pub async fn answer_broadcast(
        &mut self,
        school: SchoolId,
        broadcast: BroadcastId,
        (guardian, answer): (GuardianId, BroadcastAnswer),
        now: Timestamp,
    ) -> Result<Option<Option<BroadcastAnswer>>, StoreError> {
        let before: Option<(Option<String>,)> = self
            .fetch_optional(
                "SELECT answer FROM broadcast_recipient WHERE school_id = $1 AND broadcast_id = $2 AND guardian_id = $3",
                args![school, broadcast, guardian],
            )
            .await?;
        let Some((before,)) = before else { return Ok(None) };
        self.execute(
            "UPDATE broadcast_recipient SET answer = $4, answered_at = $5 \
             WHERE school_id = $1 AND broadcast_id = $2 AND guardian_id = $3",
            args![school, broadcast, guardian, answer.code(), now],
        )
        .await?;
        let corrupt = |_unreadable| StoreError::Corrupt { table: "broadcast_recipient", column: "answer" };
        Ok(Some(before.map(|before| before.parse().map_err(corrupt)).transpose()?))
    }

    /// The broadcast that a message of ours to this address is part of, by the provider's id of it.
    pub async fn broadcast_quoted(
        &mut self,
        school: SchoolId,
        (account, contact): (&AccountId, ContactId),
        provider_id: &str,
    ) -> Result<Option<BroadcastId>, StoreError> {
        let found: Option<(String,)> = self
            .fetch_optional(
                "SELECT m.topic FROM attempt a JOIN message m ON m.school_id = a.school_id AND m.id = a.message_id \
                 WHERE a.account_id = $1 AND a.provider_id = $2 AND m.school_id = $3 AND m.contact_id = $4 \
                 AND m.topic IS NOT NULL",
                args![account, provider_id, school, contact],
            )
            .await?;
        Ok(found.and_then(|(topic,)| Topic::broadcast_of(&topic)))
    }

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
