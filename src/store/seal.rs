//! Sealing of personal data, and finding it again.
//!
//! A sealed value is `version · key id · nonce · ciphertext` (XChaCha20-Poly1305); the table, column and row it belongs
//! to are bound in, so that a value moved elsewhere does not open. A blind index is a keyed hash of the normalised value.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand::Rng;
use sha2::Sha256;
use uuid::Uuid;

use super::StoreError;

const VERSION: u8 = 1;
const NONCE: usize = 24;
const HEADER: usize = 2 + NONCE;

/// A keyed hash under which a sealed value is found.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct BlindIndex(pub(super) Vec<u8>);

impl BlindIndex {
    /// As text, where an index is part of a longer identity.
    pub fn to_hex(&self) -> String {
        hex::encode(&self.0)
    }
}

/// The keys of a deployment, derived from the configured data keys. The first seals, all open.
pub struct Keyring {
    sealing: Vec<(u8, XChaCha20Poly1305)>,
    index: Hmac<Sha256>,
    /// What each key is known by, the sealing one first, the one that finds people last.
    fingerprints: Vec<[u8; 16]>,
}

/// Why a data key cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    #[error("the data key must be 32 bytes in base64 (make one: head -c32 /dev/urandom | base64)")]
    NotAKey,
    #[error("no data key is configured")]
    Missing,
}

impl Keyring {
    /// Keys from base64 texts of 32 bytes; the first is the one in use, the others are still readable.
    ///
    /// The blind index always uses the last (oldest) key, so that rotating the sealing key does not lose anybody.
    pub fn from_base64(keys: &[&str]) -> Result<Self, KeyringError> {
        let mut sealing = Vec::with_capacity(keys.len());
        let mut fingerprints = Vec::with_capacity(keys.len());
        let mut index = None;
        for key in keys {
            let bytes = STANDARD.decode(key.trim()).map_err(|_not_a_key| KeyringError::NotAKey)?;
            if bytes.len() != 32 {
                return Err(KeyringError::NotAKey);
            }
            let derive = Hkdf::<Sha256>::new(None, &bytes);
            sealing.push((expand::<1>(&derive, b"carnet key id")?[0], cipher(&expand(&derive, b"carnet seal v1")?)?));
            fingerprints.push(expand(&derive, b"carnet key fingerprint v1")?);
            index = Some(expand::<32>(&derive, b"carnet blind index v1")?);
        }
        let index = index.ok_or(KeyringError::Missing)?;
        let index = Hmac::new_from_slice(&index).map_err(|_not_a_key| KeyringError::NotAKey)?;
        Ok(Self { sealing, index, fingerprints })
    }

    pub(super) fn sealing_fingerprint(&self) -> Vec<u8> {
        self.fingerprints.first().map(|print| print.to_vec()).unwrap_or_default()
    }

    pub(super) fn finding_fingerprint(&self) -> Vec<u8> {
        self.fingerprints.last().map(|print| print.to_vec()).unwrap_or_default()
    }

    /// Whether these keys open all that the noted ones sealed, find people by the same key, and are noted themselves.
    pub(super) fn are_proven_by(&self, noted: &[(Vec<u8>, bool)]) -> bool {
        let finding = self.finding_fingerprint();
        let is_known = |print: &[u8]| self.fingerprints.iter().any(|known| known == print);
        noted.iter().all(|(print, finds)| is_known(print) && (!finds || *print == finding))
            && noted.iter().any(|(_, finds)| *finds)
            && noted.iter().any(|(print, _)| *print == self.sealing_fingerprint())
    }

    /// Seals `plain` for one place: `table.column` of row `row`.
    pub fn seal(&self, place: &'static str, row: Uuid, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE] = self.unguessable();
        let mut sealed = Vec::with_capacity(HEADER + plain.len() + 16);
        let Some((id, cipher)) = self.sealing.first() else { return sealed };
        sealed.extend([VERSION, *id]);
        sealed.extend(nonce);
        let payload = Payload { msg: plain, aad: &bound(place, row) };
        // XChaCha20-Poly1305 fails only beyond 256 GiB; an empty value then opens as corrupt, never as plain text.
        sealed.extend(cipher.encrypt(&XNonce::from(nonce), payload).unwrap_or_default());
        sealed
    }

    /// Opens what [`Self::seal`] made for the same place.
    pub fn open(&self, place: &'static str, row: Uuid, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let corrupt = || {
            let (table, column) = place.split_once('.').unwrap_or((place, ""));
            StoreError::Corrupt { table, column }
        };
        let (header, cipher_text) = sealed.split_at_checked(HEADER).ok_or_else(corrupt)?;
        let (version, key_id) = (header[0], header[1]);
        let nonce: [u8; NONCE] = header[2..].try_into().map_err(|_too_short| corrupt())?;
        if version != VERSION {
            return Err(corrupt());
        }
        let aad = bound(place, row);
        self.sealing
            .iter()
            .filter(|(id, _)| *id == key_id)
            .find_map(|(_, key)| key.decrypt(&XNonce::from(nonce), Payload { msg: cipher_text, aad: &aad }).ok())
            .ok_or_else(corrupt)
    }

    /// Bytes that nobody can guess.
    #[expect(clippy::unused_self, reason = "secrets are the keyring's to make")]
    pub(super) fn unguessable<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        system_randomness().fill_bytes(&mut bytes);
        bytes
    }

    /// The index of a normalised value. `kind` keeps a phone number from equalling a user id.
    pub fn blind_index(&self, kind: &'static str, value: &str) -> BlindIndex {
        let mut mac = self.index.clone();
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        let digest = mac.finalize().into_bytes();
        BlindIndex(digest.iter().copied().take(16).collect())
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keyring({} keys)", self.sealing.len())
    }
}

impl std::fmt::Debug for BlindIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BlindIndex(…)")
    }
}

#[expect(clippy::disallowed_methods, reason = "a secret must come from the system; no behaviour depends on it")]
fn system_randomness() -> impl Rng {
    rand::rng()
}

fn bound(place: &str, row: Uuid) -> Vec<u8> {
    [place.as_bytes(), b":", row.as_bytes()].concat()
}

fn expand<const N: usize>(derive: &Hkdf<Sha256>, label: &[u8]) -> Result<[u8; N], KeyringError> {
    let mut key = [0; N];
    derive.expand(label, &mut key).map_err(|_not_a_key| KeyringError::NotAKey)?;
    Ok(key)
}

fn cipher(key: &[u8; 32]) -> Result<XChaCha20Poly1305, KeyringError> {
    XChaCha20Poly1305::new_from_slice(key).map_err(|_not_a_key| KeyringError::NotAKey)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(byte: u8) -> String {
        STANDARD.encode([byte; 32])
    }

    proptest! {
        #[test]
        fn opens_only_where_it_was_sealed(plain: Vec<u8>, row: u128, other: u128) {
            let keys = Keyring::from_base64(&[&key(1)]).unwrap();
            let row = Uuid::from_u128(row);
            let sealed = keys.seal("message.phrase", row, &plain);
            prop_assert_eq!(keys.open("message.phrase", row, &sealed).unwrap(), plain);
            prop_assert!(keys.open("inbox.body", row, &sealed).is_err());
            if other != row.as_u128() {
                prop_assert!(keys.open("message.phrase", Uuid::from_u128(other), &sealed).is_err());
            }
        }

        #[test]
        fn no_bytes_panic(sealed: Vec<u8>) {
            let keys = Keyring::from_base64(&[&key(1)]).unwrap();
            prop_assert!(keys.open("message.phrase", Uuid::nil(), &sealed).is_err());
        }
    }

    #[test]
    fn rotation_keeps_old_values_readable_and_findable() {
        let before = Keyring::from_base64(&[&key(1)]).unwrap();
        let after = Keyring::from_base64(&[&key(2), &key(1)]).unwrap();
        let sealed = before.seal("contact.phone_sealed", Uuid::nil(), b"+2250701020304");
        assert_eq!(after.open("contact.phone_sealed", Uuid::nil(), &sealed).unwrap(), b"+2250701020304");
        assert_eq!(before.blind_index("phone", "+2250701020304"), after.blind_index("phone", "+2250701020304"));
        let newer = after.seal("contact.phone_sealed", Uuid::nil(), b"x");
        assert!(before.open("contact.phone_sealed", Uuid::nil(), &newer).is_err());
    }
}
