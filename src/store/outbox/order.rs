//! In which order transactions take the rows that they share on `PostgreSQL`; `SQLite` has one writer at a time.
//!
//! Invariant: a lane's row first, then messages by school and id, then a portfolio, then a school's money by month. Who has
//! all that it shares before it writes, in this order, never waits for somebody who waits for it.

use std::collections::BTreeSet;
use uuid::Uuid;

use crate::domain::{MessageId, SchoolId};
use crate::store::sql::args;
use crate::store::{Engine, StoreError, Topic, Tx};

impl Tx {
    /// Nobody else writes these messages, or what hangs on them, until this transaction ends.
    pub async fn hold_messages(
        &mut self,
        messages: impl IntoIterator<Item = (SchoolId, MessageId)>,
    ) -> Result<(), StoreError> {
        if self.engine() == Engine::Sqlite {
            return Ok(());
        }
        let messages: BTreeSet<_> = messages.into_iter().collect();
        let rows = messages.into_iter().map(|(school, id)| args![school, id]).collect();
        let _held: Vec<(Uuid,)> = self
            .fetch_many(
                "WITH wanted (school_id, id) AS (VALUES ",
                rows,
                ") SELECT m.id FROM wanted w JOIN message m ON m.school_id = w.school_id AND m.id = w.id \
                 ORDER BY m.school_id, m.id FOR NO KEY UPDATE OF m",
            )
            .await?;
        Ok(())
    }

    /// Nobody else writes what is on its way of a topic until this transaction ends.
    pub(in crate::store) async fn hold_topic(&mut self, school: SchoolId, topic: &Topic) -> Result<(), StoreError> {
        if self.engine() == Engine::Sqlite {
            return Ok(());
        }
        let _held: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT id FROM message WHERE school_id = $1 AND topic = $2 \
                 AND state NOT IN ('cancelled', 'superseded', 'expired') ORDER BY id FOR NO KEY UPDATE",
                args![school, topic.as_str()],
            )
            .await?;
        Ok(())
    }

    /// Nobody else spends these schools' money until this transaction ends.
    pub async fn hold_money(&mut self, schools: impl IntoIterator<Item = SchoolId>) -> Result<(), StoreError> {
        if self.engine() == Engine::Sqlite {
            return Ok(());
        }
        let schools: BTreeSet<_> = schools.into_iter().collect();
        let _held: Vec<(Uuid,)> = self
            .fetch_many(
                "WITH wanted (school_id) AS (VALUES ",
                schools.into_iter().map(|school| args![school]).collect(),
                ") SELECT s.school_id FROM wanted w JOIN spend s ON s.school_id = w.school_id \
                 ORDER BY s.school_id, s.month FOR NO KEY UPDATE OF s",
            )
            .await?;
        Ok(())
    }
}
