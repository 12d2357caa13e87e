//! What Meta answered, and what it proves.

use serde::Deserialize;

use crate::gateway::http::{Answer, Telling, name};
use crate::gateway::{Accepted, SendError};

/// With a 5xx come refusals of permission and registration.
const TELLING: Telling =
    Telling { throttles: &[4, 80007, 130_429, 131_056, 131_057], refusals_with_5xx: &[3, 131_045, 133_000] };

#[derive(Deserialize)]
struct Failed {
    error: Failure,
}

#[derive(Deserialize)]
struct Failure {
    code: i64,
    #[serde(default)]
    error_subcode: Option<i64>,
}

/// Meta's general code of a mistake in a request,
const MISTAKE: i64 = 100;
/// and under it, or by itself, what says that the number or template asked about is not there, or not ours.
const NOT_OURS: i64 = 33;

impl Failure {
    fn code(&self) -> i64 {
        if self.code == MISTAKE && self.error_subcode == Some(NOT_OURS) { NOT_OURS } else { self.code }
    }
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
    match sent.and_then(|sent| sent.messages.into_iter().next()).and_then(|message| name(message.id)) {
        Some(provider_id) => Ok(Accepted { provider_id, uploaded: None }),
        None => Err(answer.unreadable("a success without a message id")),
    }
}

/// The id of an upload.
pub(super) fn uploaded(answer: &Answer) -> Result<String, SendError> {
    refused(answer)?;
    let id: Option<Id> = answer.json();
    id.and_then(|media| name(media.id)).ok_or_else(|| answer.unreadable("a success without a media id"))
}

/// `Ok` when Meta did not say no.
pub(super) fn refused(answer: &Answer) -> Result<(), SendError> {
    answer.refused(answer.json::<Failed>().map(|failed| failed.error.code()), &TELLING)
}
