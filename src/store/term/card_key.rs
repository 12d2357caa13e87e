//! The public keys that report cards were ever signed with: paper outlives configurations.
//!
//! Invariant: a key that is distrusted once is so for ever, whatever a configuration names.

use crate::domain::{CardKey, Timestamp};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// A public key, and what has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCardKey {
    pub key: CardKey,
    pub since: Timestamp,
    /// From then on nothing that it sealed counts as the school's: somebody else may have the secret.
    pub distrusted: Option<Timestamp>,
}

impl Tx {
    /// Remembers keys that sign, or have signed.
    pub async fn note_card_keys(&mut self, keys: &[CardKey], now: Timestamp) -> Result<(), StoreError> {
        let rows = keys.iter().map(|key| args![key.id(), key.bytes().to_vec(), now]).collect();
        self.execute_many("INSERT INTO card_key (id, public, since) VALUES ", rows, " ON CONFLICT DO NOTHING").await?;
        Ok(())
    }

    /// All of them, the oldest first.
    pub async fn card_keys(&mut self) -> Result<Vec<KnownCardKey>, StoreError> {
        let rows: Vec<(Vec<u8>, i64, Option<i64>)> =
            self.fetch_all("SELECT public, since, distrusted_at FROM card_key ORDER BY since, id", args![]).await?;
        let known = |(public, since, distrusted): (Vec<u8>, i64, Option<i64>)| {
            let key =
                CardKey::from_bytes(&public).ok_or(StoreError::Corrupt { table: "card_key", column: "public" })?;
            let distrusted = distrusted.map(Timestamp);
            Ok(KnownCardKey { key, since: Timestamp(since), distrusted })
        };
        rows.into_iter().map(known).collect()
    }

    /// Whether a key is distrusted.
    pub async fn is_distrusted(&mut self, key: &CardKey) -> Result<bool, StoreError> {
        let sql = "SELECT distrusted_at FROM card_key WHERE id = $1 AND distrusted_at IS NOT NULL";
        let found: Option<(i64,)> = self.fetch_optional(sql, args![key.id()]).await?;
        Ok(found.is_some())
    }

    /// Trusts a key no longer. What was printed with it is printed anew when it is wanted next. Whether there is such a key.
    pub async fn distrust_card_key(&mut self, id: &str, now: Timestamp) -> Result<bool, StoreError> {
        let known = self
            .execute(
                "UPDATE card_key SET distrusted_at = COALESCE(distrusted_at, $2) WHERE id = $1",
                args![id.to_owned(), now],
            )
            .await?;
        if known > 0 {
            self.execute("DELETE FROM printed_card", args![]).await?;
        }
        Ok(known > 0)
    }
}
