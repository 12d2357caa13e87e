//! A report card that cannot be forged: its file carries what the school claims, signed together with every other byte.
//!
//! The seal stands in the file's metadata, `carnet-seal:1.CLAIM.KEY.SIGNATURE`, as often as metadata repeat it. What is
//! signed is the claim and the hash of the file with an empty signature in each place: no byte can change.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

const MARK: &str = "carnet-seal:1.";
/// 64 bytes in base64.
const SIGNATURE: usize = 86;
/// Stands for a signature that is not there yet.
const EMPTY: u8 = b'-';
/// What keeps a signature of ours from being one of anything else.
const CONTEXT: &[u8] = b"carnet report card v1\0";

/// What a school says of a student's term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardClaim {
    pub school: String,
    pub year: String,
    pub term: String,
    /// The school's code of the student.
    pub student: String,
    /// As printed, with two decimals; none: not classed.
    pub average: Option<String>,
    pub rank: Option<u32>,
    /// How the year ends, on the card of its last term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_result: Option<YearClaim>,
    pub version: i64,
    /// The code printed on the card.
    pub code: String,
    /// What it is written in.
    pub language: String,
}

/// What a school says of a student's year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearClaim {
    /// As printed, with two decimals; none: no annual average.
    pub average: Option<String>,
    pub rank: Option<u32>,
    /// What the class council decided, by its code; none as long as that is not written down.
    pub decision: Option<String>,
}

/// Signs with one key, and knows the public half of all.
pub struct CardSigner {
    key: SigningKey,
    known: Vec<CardKey>,
}

/// A public key, by which anybody can check a seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CardKey(VerifyingKey);

/// What a file turns out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inspected {
    /// There is no seal in it.
    NoSeal,
    /// Sealed by a key that is not among ours.
    UnknownKey(String),
    /// Sealed by us, and changed after that.
    Altered,
    /// By which key.
    Genuine(CardKey, Box<CardClaim>),
}

impl CardKey {
    /// The public key that these bytes are.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; 32] = bytes.try_into().ok()?;
        VerifyingKey::from_bytes(bytes).ok().filter(|key| !key.is_weak()).map(Self)
    }

    pub fn bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// What a key is called: the beginning of its hash.
    pub fn id(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()).get(..8).unwrap_or_default())
    }
}

impl CardSigner {
    /// Signs with the first of these secrets; the others have been used before. None without any.
    pub fn new(secrets: &[[u8; 32]]) -> Option<Self> {
        let known = secrets.iter().map(|secret| CardKey(SigningKey::from_bytes(secret).verifying_key())).collect();
        Some(Self { key: SigningKey::from_bytes(secrets.first()?), known })
    }

    /// The same without keys that are trusted no longer. None when it would sign with one of them.
    pub fn trusting(mut self, is_trusted: impl Fn(&CardKey) -> bool) -> Option<Self> {
        self.known.retain(|key| is_trusted(key));
        let own = CardKey(self.key.verifying_key());
        is_trusted(&own).then_some(self)
    }

    /// The public half of the key it signs with.
    pub fn key(&self) -> CardKey {
        CardKey(self.key.verifying_key())
    }

    /// The public keys, the one in use first.
    pub fn keys(&self) -> &[CardKey] {
        &self.known
    }

    /// What stands in the metadata of a file that is to be sealed.
    pub fn unsigned(&self, claim: &CardClaim) -> String {
        let claim = serde_json::to_vec(claim).unwrap_or_default();
        let key = CardKey(self.key.verifying_key()).id();
        let empty = char::from(EMPTY).to_string().repeat(SIGNATURE);
        format!("{MARK}{}.{key}.{empty}", URL_SAFE_NO_PAD.encode(claim))
    }

    /// Signs a file that holds what [`Self::unsigned`] gave. A file without it stays as it is.
    pub fn seal(&self, mut file: Vec<u8>) -> Vec<u8> {
        let Some(seal) = Seal::find(&file) else { return file };
        let signature = self.key.sign(&seal.signed(&file));
        let written = URL_SAFE_NO_PAD.encode(signature.to_bytes());
        for at in seal.places(&file) {
            if let Some(place) = file.get_mut(at..at + SIGNATURE) {
                place.copy_from_slice(written.as_bytes());
            }
        }
        file
    }
}

/// Whether a file is what one of these keys sealed.
pub fn inspect(file: &[u8], keys: &[CardKey]) -> Inspected {
    let Some(seal) = Seal::find(file) else { return Inspected::NoSeal };
    let Some(key) = keys.iter().find(|key| key.id() == seal.key) else { return Inspected::UnknownKey(seal.key) };
    let read = || {
        // What is signed leaves the signature out wherever it stands: so it must be the same everywhere.
        let same = |at: usize| file.get(at..at + SIGNATURE) == Some(seal.signature.as_bytes());
        seal.places(file).into_iter().all(same).then_some(())?;
        let bytes: [u8; 64] = URL_SAFE_NO_PAD.decode(&seal.signature).ok()?.try_into().ok()?;
        key.0.verify_strict(&seal.signed(file), &Signature::from_bytes(&bytes)).ok()?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(&seal.claim).ok()?).ok()
    };
    read().map_or(Inspected::Altered, |claim| Inspected::Genuine(*key, Box::new(claim)))
}

/// A seal as it stands in a file.
struct Seal {
    claim: String,
    key: String,
    signature: String,
    /// All that stands before the signature.
    head: Vec<u8>,
}

impl Seal {
    fn find(file: &[u8]) -> Option<Self> {
        let start = find(file, MARK.as_bytes(), 0)?;
        let rest = file.get(start..)?;
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':');
        let end = rest.iter().position(|byte| !is_part(byte))?;
        let text = std::str::from_utf8(rest.get(..end)?).ok()?;
        let mut parts = text.strip_prefix(MARK)?.splitn(3, '.');
        let (claim, key, signature) = (parts.next()?, parts.next()?, parts.next()?);
        let head = text.strip_suffix(signature).filter(|_| signature.len() == SIGNATURE)?;
        Some(Self {
            claim: claim.to_owned(),
            key: key.to_owned(),
            signature: signature.to_owned(),
            head: head.as_bytes().to_vec(),
        })
    }

    /// Where the signature stands.
    fn places(&self, file: &[u8]) -> Vec<usize> {
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(at) = find(file, &self.head, from) {
            from = at + self.head.len();
            if file.len() >= from + SIGNATURE {
                places.push(from);
            }
        }
        places
    }

    /// What the signature is of.
    fn signed(&self, file: &[u8]) -> Vec<u8> {
        let mut hash = Sha256::new();
        let mut from = 0;
        for at in self.places(file) {
            hash.update(file.get(from..at).unwrap_or_default());
            hash.update([EMPTY; SIGNATURE]);
            from = at + SIGNATURE;
        }
        hash.update(file.get(from..).unwrap_or_default());
        [CONTEXT, &self.head, hash.finalize().as_slice()].concat()
    }
}

fn find(file: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    file.get(from..)?.windows(wanted.len()).position(|window| window == wanted).map(|at| at + from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn claim() -> CardClaim {
        CardClaim {
            school: "adjame".to_owned(),
            year: "2026-2027".to_owned(),
            term: "T1".to_owned(),
            student: "A01".to_owned(),
            average: Some("14.37".to_owned()),
            rank: Some(2),
            year_result: None,
            version: 1,
            code: "7K3MQ4TX92LPAB5C".to_owned(),
            language: "fr".to_owned(),
        }
    }

    /// The seal stands in a file twice, as in a PDF.
    fn sealed(signer: &CardSigner) -> Vec<u8> {
        let mark = signer.unsigned(&claim());
        signer.seal(format!("%PDF /Keywords({mark}) text <pdf:Keywords>{mark}</pdf:Keywords> end").into_bytes())
    }

    #[test]
    fn a_sealed_file_is_genuine_for_its_key_only() {
        let (signer, other) = (CardSigner::new(&[[1; 32]]).unwrap(), CardSigner::new(&[[2; 32]]).unwrap());
        let file = sealed(&signer);
        assert_eq!(inspect(&file, signer.keys()), Inspected::Genuine(signer.keys()[0], Box::new(claim())));
        assert_eq!(inspect(&file, other.keys()), Inspected::UnknownKey(signer.keys()[0].id()));
        assert_eq!(inspect(b"%PDF", signer.keys()), Inspected::NoSeal);
        let rotated = CardSigner::new(&[[2; 32], [1; 32]]).unwrap();
        assert_eq!(inspect(&file, rotated.keys()), Inspected::Genuine(signer.keys()[0], Box::new(claim())));
        assert_eq!(inspect(&sealed(&rotated), other.keys()), Inspected::Genuine(other.keys()[0], Box::new(claim())));
        let old = signer.keys()[0];
        let rotated = rotated.trusting(|key| *key != old).unwrap();
        assert_eq!(inspect(&file, rotated.keys()), Inspected::UnknownKey(old.id()));
        assert!(signer.trusting(|key| *key != old).is_none(), "nobody signs with a key that is distrusted");
    }

    #[test]
    fn a_seal_of_another_card_is_no_seal_of_this_one() {
        let signer = CardSigner::new(&[[1; 32]]).unwrap();
        let (one, mut two) = (sealed(&signer), sealed(&signer));
        two.extend(b" ");
        assert_eq!(inspect(&two, signer.keys()), Inspected::Altered);
        let better = CardClaim { average: Some("19.99".to_owned()), ..claim() };
        let written = |claim: &CardClaim| URL_SAFE_NO_PAD.encode(serde_json::to_vec(claim).unwrap());
        let forged = String::from_utf8(one).unwrap().replace(&written(&claim()), &written(&better));
        assert_eq!(inspect(forged.as_bytes(), signer.keys()), Inspected::Altered);
    }

    proptest! {
        #[test]
        fn no_byte_can_change(at: prop::sample::Index, by in 1_u8..) {
            let signer = CardSigner::new(&[[1; 32]]).unwrap();
            let mut file = sealed(&signer);
            let at = at.index(file.len());
            file[at] = file[at].wrapping_add(by);
            prop_assert!(!matches!(inspect(&file, signer.keys()), Inspected::Genuine(..)), "byte {}", at);
        }

        #[test]
        fn no_file_panics(file: Vec<u8>) {
            let _ = inspect(&file, &[]);
            let _ = inspect(&[MARK.as_bytes(), &file].concat(), &[]);
        }
    }
}
