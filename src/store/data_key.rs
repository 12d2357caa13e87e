//! Which data keys sealed this database: a fingerprint of each, from which no key can be found.

use super::sql::args;
use super::{Store, StoreError, Tx};

impl Store {
    /// Proves that the keys are those that sealed this database, and notes a new one that seals from now on. A database
    /// without a school has nothing sealed yet: it takes the keys it is shown.
    pub async fn prove_keys(&self) -> Result<(), StoreError> {
        let mut tx = self.begin_read().await?;
        let noted = tx.noted_keys().await?;
        tx.rollback().await?;
        if self.keys().are_proven_by(&noted) {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        tx.note_keys().await?;
        let noted = tx.noted_keys().await?;
        if !self.keys().are_proven_by(&noted) {
            tx.rollback().await?;
            return Err(StoreError::WrongKeys);
        }
        tx.commit().await
    }
}

impl Tx {
    /// The fingerprints of all keys that ever sealed here, with whether people are found by it.
    async fn noted_keys(&mut self) -> Result<Vec<(Vec<u8>, bool)>, StoreError> {
        self.fetch_all("SELECT fingerprint, finds FROM data_key", args![]).await
    }

    /// Notes the key that people are found by, once, and the key that seals, beside it.
    async fn note_keys(&mut self) -> Result<(), StoreError> {
        let (sealing, finding) = (self.keys().sealing_fingerprint(), self.keys().finding_fingerprint());
        self.execute(
            "INSERT INTO data_key (fingerprint, finds) SELECT $1, TRUE \
             WHERE NOT EXISTS (SELECT 1 FROM school) AND NOT EXISTS (SELECT 1 FROM data_key)",
            args![finding.clone()],
        )
        .await?;
        self.execute(
            "INSERT INTO data_key (fingerprint, finds) SELECT $1, FALSE \
             WHERE EXISTS (SELECT 1 FROM data_key WHERE finds AND fingerprint = $2) ON CONFLICT DO NOTHING",
            args![sealing, finding],
        )
        .await?;
        Ok(())
    }
}
