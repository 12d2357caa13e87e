//! A shared secret of a webhook.
//!
//! Lives here: the type and its silence. Never here: how a secret is configured, or what it signs.
//! Invariant: a secret is never empty (an empty key would let everybody in) and cannot be printed.

use std::fmt;

/// Bytes known to the provider and to us only.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

/// A configured secret had no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a webhook secret must not be empty")]
pub struct EmptySecret;

impl Secret {
    pub fn new(bytes: impl Into<Vec<u8>>) -> Result<Self, EmptySecret> {
        let bytes = bytes.into();
        if bytes.is_empty() {
            return Err(EmptySecret);
        }
        Ok(Self(bytes))
    }

    pub(crate) fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}
