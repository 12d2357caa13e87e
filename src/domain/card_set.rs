//! What a class's file of report cards was made of, in its metadata: whoever makes it again sees whether that is needed.
//!
//! No seal: it proves nothing to anybody else.

use sha2::{Digest, Sha256};

use super::CardClaim;

const MARK: &str = "carnet-class:1.";

/// The cards of a file, as its metadata name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardSet {
    /// The school and `2026-2027`, hashed: labels may hold anything.
    year: String,
    cards: String,
}

impl CardSet {
    /// The file of these cards, all of one school and year.
    pub fn of(claims: &[CardClaim]) -> Self {
        let mut hash = Sha256::new();
        for claim in claims {
            hash.update(serde_json::to_vec(claim).unwrap_or_default());
            hash.update([0]);
        }
        let year = claims.first().map(|claim| format!("{}\0{}", claim.school, claim.year)).unwrap_or_default();
        Self { year: hex::encode(&Sha256::digest(year)[..8]), cards: hex::encode(hash.finalize()) }
    }

    /// As it stands in the metadata.
    pub fn keyword(&self) -> String {
        format!("{MARK}{}.{}", self.year, self.cards)
    }

    /// What a file says it was made of, if it is one of ours.
    pub fn find(file: &[u8]) -> Option<Self> {
        let start = file.windows(MARK.len()).position(|window| window == MARK.as_bytes())? + MARK.len();
        let rest = file.get(start..)?;
        let end = rest.iter().position(|byte| !byte.is_ascii_hexdigit() && *byte != b'.')?;
        let (year, cards) = std::str::from_utf8(rest.get(..end)?).ok()?.split_once('.')?;
        Some(Self { year: year.to_owned(), cards: cards.to_owned() })
    }

    /// Whether both are of one year of one school.
    pub fn is_of_the_year_of(&self, other: &Self) -> bool {
        self.year == other.year
    }
}
