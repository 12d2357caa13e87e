//! Which message's choices a person picks by its number, where there are no buttons: the last that brought any.

use uuid::Uuid;

use super::message::{PHRASE, Spoken};
use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{ContactId, MessageClass, MessageId, SchoolId};
use crate::phrase::Choice;

/// The choices of a message, in the order of their numbers.
#[derive(Debug, Clone)]
pub struct Numbered {
    pub choices: Vec<Choice>,
    /// They were offered in answer to something the person wrote.
    pub is_answer: bool,
}

impl Tx {
    /// These messages are about to leave, with numbered choices.
    pub async fn note_numbered(&mut self, left: &[(SchoolId, ContactId, MessageId)]) -> Result<(), StoreError> {
        let rows = left.iter().map(|(school, contact, message)| args![*school, *contact, *message]).collect();
        self.execute_many(
            "WITH left_now (school_id, id, message_id) AS (VALUES ",
            rows,
            ") UPDATE contact SET numbered_message = left_now.message_id FROM left_now \
             WHERE contact.school_id = left_now.school_id AND contact.id = left_now.id",
        )
        .await?;
        Ok(())
    }

    /// What a number stands for that somebody writes.
    pub async fn numbered(&mut self, school: SchoolId, contact: ContactId) -> Result<Option<Numbered>, StoreError> {
        let row: Option<(Uuid, i64, Vec<u8>)> = self
            .fetch_optional(
                "SELECT m.id, m.class, m.phrase FROM contact c \
                 JOIN message m ON m.school_id = c.school_id AND m.id = c.numbered_message \
                 WHERE c.school_id = $1 AND c.id = $2",
                args![school, contact],
            )
            .await?;
        let Some((id, class, sealed)) = row else { return Ok(None) };
        let plain = self.keys().open(PHRASE, id, &sealed)?;
        let corrupt = |_unreadable| StoreError::Corrupt { table: "message", column: "phrase" };
        let spoken: Spoken = serde_json::from_slice(&plain).map_err(corrupt)?;
        let is_answer = class == i64::from(MessageClass::Reply.rank());
        Ok(Some(Numbered { choices: spoken.say.choices, is_answer }))
    }
}
