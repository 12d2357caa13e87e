//! How a send can fail, by what is known about its effect.

use std::time::Duration;

/// Why a message was not (or perhaps not) sent. Carries no address, text or secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Surely not sent: no byte reached the provider.
    #[error("not sent: {reason}")]
    NotSent { reason: &'static str },
    /// The provider said: later.
    #[error("throttled (code {code:?})", code = .0.code)]
    Throttled(Throttle),
    /// The provider said no.
    #[error("refused (code {code:?}, http {http})", code = .0.code, http = .0.http_status)]
    Refused(Refusal),
    /// Perhaps sent: the connection broke, timed out or answered nonsense after the request had left.
    #[error("fate unknown: {reason}")]
    Unknown { reason: &'static str, http_status: Option<u16>, retry_after: Option<Duration> },
}

impl SendError {
    /// Perhaps sent: nobody knows, and nobody asked for patience.
    pub(super) const fn doubt(reason: &'static str) -> Self {
        Self::Unknown { reason, http_status: None, retry_after: None }
    }

    /// The patience that the provider asked for, where it did.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Throttled(throttle) => throttle.retry_after,
            Self::Unknown { retry_after, .. } => *retry_after,
            Self::NotSent { .. } | Self::Refused(_) => None,
        }
    }
}

/// A refusal that asks for patience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Throttle {
    pub code: Option<i64>,
    pub http_status: u16,
    /// What the provider asked for; never shortened.
    pub retry_after: Option<Duration>,
}

/// A refusal with its code; what it means is decided by `outbox::verdict`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub code: Option<i64>,
    pub http_status: u16,
    /// Telegram has words instead of codes; recognised ones only. Also names what we could not even ask for.
    pub word: Option<&'static str>,
    /// Where a Telegram group has moved to.
    pub moved_to: Option<String>,
}

impl SendError {
    /// We refuse it ourselves: this message cannot be expressed at this provider. Surely not sent, and never will be.
    pub(super) const fn ours(word: &'static str) -> Self {
        Self::Refused(Refusal { code: None, http_status: 0, word: Some(word), moved_to: None })
    }
}
