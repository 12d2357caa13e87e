//! What Meta answered, and what it proves.

use serde::Deserialize;

use crate::gateway::http::Answer;
use crate::gateway::{Accepted, Refusal, SendError, Throttle};

/// "Later": documented as not processed, whatever HTTP status they come with.
const THROTTLES: [i64; 5] = [4, 80007, 130_429, 131_056, 131_057];
/// Refusals that come with a 5xx although the message was not taken: permission, registration.
const REFUSALS_WITH_5XX: [i64; 3] = [3, 131_045, 133_000];

#[derive(Deserialize)]
struct Failed {
    error: Failure,
}

#[derive(Deserialize)]
struct Failure {
    code: i64,
}

#[derive(Deserialize)]
struct Sent {
    messages: Vec<Id>,
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

/// Where a file is.
#[derive(Deserialize)]
pub(super) struct Media {
    pub(super) url: String,
    #[serde(default)]
    pub(super) file_size: Option<u64>,
}

/// Whether the message was taken.
pub(super) fn accepted(answer: &Answer) -> Result<Accepted, SendError> {
    refused(answer)?;
    let sent: Option<Sent> = answer.json();
    match sent.and_then(|sent| sent.messages.into_iter().next()) {
        Some(message) if !message.id.is_empty() => Ok(Accepted { provider_id: message.id, uploaded: None }),
        _ => Err(answer.unreadable("a success without a message id")),
    }
}

/// The id of an upload.
pub(super) fn uploaded(answer: &Answer) -> Result<String, SendError> {
    refused(answer)?;
    let id: Option<Id> = answer.json();
    id.map(|media| media.id).ok_or_else(|| answer.unreadable("a success without a media id"))
}

/// `Ok` when Meta did not say no.
pub(super) fn refused(answer: &Answer) -> Result<(), SendError> {
    let http_status = answer.status;
    let code = answer.json::<Failed>().map(|failed| failed.error.code);
    if http_status == 429 || code.is_some_and(|code| THROTTLES.contains(&code)) {
        return Err(SendError::Throttled(Throttle { code, http_status, retry_after: answer.retry_after }));
    }
    let settled = match code {
        // The error object is Meta's own word, even in a success.
        Some(code) => http_status < 500 || REFUSALS_WITH_5XX.contains(&code),
        // A whole answer with a 3xx or 4xx is a refusal by someone on the way. 408 only says that we were slow.
        None => answer.body.is_ok() && (300..500).contains(&http_status) && http_status != 408,
    };
    match (settled, answer.is_success()) {
        (true, _) => Err(SendError::Refused(Refusal { code, http_status, word: None, moved_to: None })),
        (false, true) => Ok(()),
        (false, false) => Err(answer.unreadable("the provider failed")),
    }
}
