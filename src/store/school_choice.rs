//! Which of several schools that share an account somebody talks with.

use sqlx::FromRow;
use uuid::Uuid;

use super::sql::args;
use super::{BlindIndex, StoreError, Tx};
use crate::domain::{AccountId, SchoolId, Timestamp};

const WAITING: &str = "school_choice.waiting";

/// What somebody known in several schools was asked, and chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolChoice {
    pub chosen: Option<SchoolId>,
    /// In this order.
    pub offered: Vec<SchoolId>,
    /// What they wanted when they were asked.
    pub waiting: Option<Vec<u8>>,
    pub at: Timestamp,
}

#[derive(FromRow)]
struct ChoiceRow {
    school_id: Option<Uuid>,
    offered: String,
    waiting: Option<Vec<u8>>,
    at: i64,
}

impl Tx {
    pub async fn school_choice(
        &mut self,
        account: &AccountId,
        person: &BlindIndex,
    ) -> Result<Option<SchoolChoice>, StoreError> {
        let row: Option<ChoiceRow> = self
            .fetch_optional(
                "SELECT school_id, offered, waiting, at FROM school_choice WHERE account_id = $1 AND person = $2",
                args![account, person.clone()],
            )
            .await?;
        let corrupt = |column| StoreError::Corrupt { table: "school_choice", column };
        let Some(row) = row else { return Ok(None) };
        let place = place_of(person);
        Ok(Some(SchoolChoice {
            chosen: row.school_id.map(SchoolId),
            offered: serde_json::from_str(&row.offered).map_err(|_unreadable| corrupt("offered"))?,
            waiting: row.waiting.map(|sealed| self.keys().open(WAITING, place, &sealed)).transpose()?,
            at: Timestamp(row.at),
        }))
    }

    pub async fn remember_school_choice(
        &mut self,
        account: &AccountId,
        person: &BlindIndex,
        choice: &SchoolChoice,
    ) -> Result<(), StoreError> {
        let corrupt = |_unwritable| StoreError::Corrupt { table: "school_choice", column: "offered" };
        let offered = serde_json::to_string(&choice.offered).map_err(corrupt)?;
        let waiting = choice.waiting.as_deref().map(|plain| self.keys().seal(WAITING, place_of(person), plain));
        self.execute(
            "INSERT INTO school_choice (account_id, person, school_id, offered, waiting, at) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_id, person) DO UPDATE SET \
             school_id = excluded.school_id, offered = excluded.offered, waiting = excluded.waiting, at = excluded.at",
            args![account, person.clone(), choice.chosen, offered, waiting, choice.at],
        )
        .await?;
        Ok(())
    }

    /// The school that sent what a provider calls by this id.
    pub async fn school_of_sent(
        &mut self,
        account: &AccountId,
        provider_id: &str,
    ) -> Result<Option<SchoolId>, StoreError> {
        let row: Option<(Uuid,)> = self
            .fetch_optional(
                "SELECT school_id FROM attempt WHERE account_id = $1 AND provider_id = $2",
                args![account, provider_id],
            )
            .await?;
        Ok(row.map(|(school,)| SchoolId(school)))
    }
}

/// What a sealed value is bound to: the row has no id of its own.
fn place_of(person: &BlindIndex) -> Uuid {
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(&person.0) {
        *byte = *from;
    }
    Uuid::from_bytes(bytes)
}
