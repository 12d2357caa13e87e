//! The two ways a webhook can go wrong as a whole.
//!
//! Lives here: the reasons. Never here: a byte of the request, an expected MAC, a secret.
//! Invariant: the text of an error is a constant; it is safe in any log, metric or answer.

use crate::words;

/// The request does not prove that it comes from the provider. To be answered 401 and forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("no secret is configured for this webhook")]
    NoSecret,
    #[error("the request carries no proof of its origin")]
    Missing,
    #[error("the proof of origin is not in the agreed form")]
    Malformed,
    #[error("the proof of origin does not match")]
    Mismatch,
}

/// An authentic body in which not even the list of items could be found. To be stored as it is and acknowledged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Unreadable {
    pub reason: UnreadableReason,
    /// SHA-256 of the body in hex: the same over redeliveries, so it can be the key of deduplication.
    pub fingerprint: String,
}

/// Why a whole body is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableReason {
    #[error("the body is not JSON")]
    NotJson,
    #[error("the body is JSON, but not of the agreed shape")]
    WrongShape,
}

impl Unreadable {
    pub(crate) fn not_json(raw: &[u8]) -> Self {
        Self { reason: UnreadableReason::NotJson, fingerprint: words::fingerprint(raw) }
    }

    pub(crate) fn wrong_shape(raw: &[u8]) -> Self {
        Self { reason: UnreadableReason::WrongShape, fingerprint: words::fingerprint(raw) }
    }
}
