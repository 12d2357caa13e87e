//! What was said between us and a provider about one message.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One request and its answer, without our token. Holds a person's address and text: sealed at rest, never logged.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The last word of the request's path: `messages`, `sendMessage`.
    pub call: String,
    pub request: String,
    pub http_status: Option<u16>,
    /// The answer, or why there is none.
    pub answer: String,
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Exchange(…)")
    }
}
