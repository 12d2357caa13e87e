//! The keys that sign report cards.
//!
//! Decided: without `signing_key`, the signing keys are derived from the data keys, so that a school need not keep a second
//! secret; with it, whoever can read the database cannot sign.

use anyhow::Context;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use secrecy::ExposeSecret;
use sha2::Sha256;

use super::config::Config;
use crate::domain::{CardKey, CardSigner, Timestamp};
use crate::store::Tx;

const KEY: &str = "configuration key `signing_key`";
const DISTRUSTED: &str = "the key that seals report cards now is distrusted (carnet keys list): put a new one into \
                          `signing_key`, and do not name the old one in `old_signing_keys`";
const SHAPE: &str = "it must be 32 bytes in base64 (make one: head -c32 /dev/urandom | base64)";

/// The signer of this configuration: it signs with the newest key.
fn card_signer(config: &Config) -> anyhow::Result<CardSigner> {
    let secrets = if config.signing_keys.is_empty() { derived(config) } else { configured(config) }.context(KEY)?;
    CardSigner::new(&secrets).context(KEY)
}

/// The signer, once its public keys are remembered; it knows none that is distrusted, and does not sign with one.
pub async fn noted_signer(config: &Config, tx: &mut Tx, now: Timestamp) -> anyhow::Result<CardSigner> {
    let signer = card_signer(config)?;
    tx.note_card_keys(signer.keys(), now).await?;
    let known = tx.card_keys().await?;
    let is_trusted = |key: &CardKey| !known.iter().any(|one| one.key == *key && one.distrusted.is_some());
    signer.trusting(is_trusted).context(DISTRUSTED)
}

fn configured(config: &Config) -> anyhow::Result<Vec<[u8; 32]>> {
    config.signing_keys.iter().map(|key| bytes(key.expose_secret())).collect()
}

fn derived(config: &Config) -> anyhow::Result<Vec<[u8; 32]>> {
    let derive = |key: &secrecy::SecretString| {
        let mut secret = [0; 32];
        let expanded =
            Hkdf::<Sha256>::new(None, &bytes(key.expose_secret())?).expand(b"carnet card seal v1", &mut secret);
        expanded.map_err(|_too_long| anyhow::anyhow!(SHAPE))?;
        Ok(secret)
    };
    config.data_keys.iter().map(derive).collect()
}

fn bytes(key: &str) -> anyhow::Result<[u8; 32]> {
    let decoded = STANDARD.decode(key.trim()).ok().and_then(|bytes| bytes.try_into().ok());
    decoded.ok_or_else(|| anyhow::anyhow!(SHAPE))
}
