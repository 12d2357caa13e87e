//! Where a conversation stands, sealed: it holds marks and what people wrote.

use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{ContactId, ConversationId, SchoolId, Timestamp};

const STATE: &str = "dialogue.state";

/// What is kept between somebody's messages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remembered {
    /// As its owner wrote it.
    pub state: Option<Vec<u8>>,
    /// What they write is for this conversation, until then.
    pub talking: Option<(ConversationId, Timestamp)>,
}

type Row = (Uuid, Uuid, Option<Vec<u8>>, Option<Uuid>, Option<i64>);

impl Tx {
    /// The memory of a conversation.
    pub async fn dialogue(&mut self, school: SchoolId, contact: ContactId) -> Result<Remembered, StoreError> {
        if let Some(known) = self.ahead.dialogues.get(&(school, contact)) {
            return Ok(known.clone());
        }
        Ok(self.dialogues(&BTreeSet::from([(school, contact)])).await?.remove(&(school, contact)).unwrap_or_default())
    }

    /// The memories of these conversations.
    pub(super) async fn dialogues(
        &mut self,
        contacts: &BTreeSet<(SchoolId, ContactId)>,
    ) -> Result<HashMap<(SchoolId, ContactId), Remembered>, StoreError> {
        let rows: Vec<Row> = self
            .fetch_many(
                "WITH wanted (school_id, contact_id) AS (VALUES ",
                contacts.iter().map(|(school, contact)| args![*school, *contact]).collect(),
                ") SELECT d.school_id, d.contact_id, d.state, d.talking, d.talking_until FROM wanted w \
                 JOIN dialogue d ON d.school_id = w.school_id AND d.contact_id = w.contact_id",
            )
            .await?;
        let mut found: HashMap<_, _> = contacts.iter().map(|contact| (*contact, Remembered::default())).collect();
        for (school, contact, sealed, talking, until) in rows {
            let state = sealed.map(|sealed| self.keys().open(STATE, contact, &sealed)).transpose()?;
            let talking = talking.zip(until).map(|(with, until)| (ConversationId(with), Timestamp(until)));
            found.insert((SchoolId(school), ContactId(contact)), Remembered { state, talking });
        }
        Ok(found)
    }

    /// Replaces the memory of a conversation.
    pub async fn remember_dialogue(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        state: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sealed = self.keys().seal(STATE, contact.0, state);
        // Nothing else that was read ahead depends on it.
        let mut ahead = std::mem::take(&mut self.ahead);
        ahead.dialogues.remove(&(school, contact));
        self.execute(
            "INSERT INTO dialogue (school_id, contact_id, state, updated_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (school_id, contact_id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at",
            args![school, contact, sealed, now],
        )
        .await?;
        self.ahead = ahead;
        Ok(())
    }

    /// What somebody writes is for this conversation from now on, until then; `None`: for Carnet again.
    pub async fn set_talking(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        talking: Option<(ConversationId, Timestamp)>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (with, until) = talking.unzip();
        self.execute(
            "INSERT INTO dialogue (school_id, contact_id, updated_at, talking, talking_until) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (school_id, contact_id) DO UPDATE SET \
             talking = excluded.talking, talking_until = excluded.talking_until",
            args![school, contact, now, with, until],
        )
        .await?;
        Ok(())
    }

    /// The same from a moment to come on, unless they are in the middle of another one.
    pub async fn set_talking_later(
        &mut self,
        school: SchoolId,
        contact: ContactId,
        (with, until): (ConversationId, Timestamp),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO dialogue (school_id, contact_id, updated_at, talking, talking_until) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (school_id, contact_id) DO UPDATE SET \
             talking = excluded.talking, talking_until = excluded.talking_until \
             WHERE dialogue.talking_until IS NULL OR dialogue.talking_until <= $3 \
             OR dialogue.talking = excluded.talking",
            args![school, contact, now, with, until],
        )
        .await?;
        Ok(())
    }

    /// Whoever writes for a conversation that has ended writes for Carnet again.
    pub async fn end_talking(
        &mut self,
        school: SchoolId,
        contacts: &[ContactId],
        conversation: ConversationId,
    ) -> Result<(), StoreError> {
        let rows = contacts.iter().map(|contact| args![school, *contact, conversation]).collect();
        self.execute_many(
            "WITH gone (school_id, contact_id, talking) AS (VALUES ",
            rows,
            ") UPDATE dialogue SET talking = NULL, talking_until = NULL FROM gone \
             WHERE dialogue.school_id = gone.school_id AND dialogue.contact_id = gone.contact_id \
             AND dialogue.talking = gone.talking",
        )
        .await?;
        Ok(())
    }
}
