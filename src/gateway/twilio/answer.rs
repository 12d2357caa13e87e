//! What Twilio answered, and what it proves.

use serde::Deserialize;

use crate::gateway::http::{Answer, Telling, name};
use crate::gateway::{Accepted, Refusal, SendError};

const TELLING: Telling = Telling { throttles: &[20429, 63017], refusals_with_5xx: &[] };

#[derive(Deserialize)]
struct Failed {
    code: i64,
}

#[derive(Deserialize)]
struct Made {
    sid: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    error_code: Option<i64>,
}

/// Whether the message was taken.
pub(super) fn accepted(answer: &Answer) -> Result<Accepted, SendError> {
    refused(answer)?;
    match answer.json::<Made>() {
        Some(made) if matches!(made.status.as_str(), "failed" | "undelivered" | "canceled") => {
            let http_status = answer.status;
            Err(SendError::Refused(Refusal { code: made.error_code, http_status, word: None, moved_to: None }))
        }
        made => match made.and_then(|made| name(made.sid)) {
            Some(provider_id) => Ok(Accepted { provider_id, uploaded: None }),
            None => Err(answer.unreadable("a success without a message id")),
        },
    }
}

/// `Ok` when Twilio did not say no.
pub(super) fn refused(answer: &Answer) -> Result<(), SendError> {
    answer.refused(answer.json::<Failed>().map(|failed| failed.code), &TELLING)
}
