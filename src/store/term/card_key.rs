//! The public keys that report cards were ever signed with: paper outlives configurations.

use crate::domain::{CardKey, Timestamp};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

impl Tx {
    /// Remembers keys that sign, or have signed.
    pub async fn note_card_keys(&mut self, keys: &[CardKey], now: Timestamp) -> Result<(), StoreError> {
        let rows = keys.iter().map(|key| args![key.id(), key.bytes().to_vec(), now]).collect();
        self.execute_many("INSERT INTO card_key (id, public, since) VALUES ", rows, " ON CONFLICT DO NOTHING").await?;
        Ok(())
    }

    /// All of them.
    pub async fn card_keys(&mut self) -> Result<Vec<CardKey>, StoreError> {
        let rows: Vec<(Vec<u8>,)> = self.fetch_all("SELECT public FROM card_key", args![]).await?;
        let corrupt = StoreError::Corrupt { table: "card_key", column: "public" };
        let keys: Option<_> = rows.iter().map(|(public,)| CardKey::from_bytes(public)).collect();
        keys.ok_or(corrupt)
    }
}
