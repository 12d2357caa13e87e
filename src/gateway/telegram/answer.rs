//! What Telegram answered, and what it proves.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::time::Duration;

use super::words::recognise;
use crate::gateway::http::{Answer, LONGEST_WAIT};
use crate::gateway::{Refusal, SendError, Throttle};

#[derive(Deserialize)]
struct Good<T> {
    result: T,
}

#[derive(Deserialize)]
struct Bad {
    error_code: u16,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Deserialize, Default)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

/// The part of a sent message that we keep. Telegram's full type would turn a field we do not know into a doubt.
#[derive(Deserialize)]
pub(super) struct Sent {
    pub(super) message_id: i64,
    pub(super) chat: Chat,
    #[serde(default)]
    pub(super) document: Option<SentFile>,
    #[serde(default)]
    pub(super) voice: Option<SentFile>,
    #[serde(default)]
    pub(super) photo: Vec<SentFile>,
}

/// Where a file is.
#[derive(Deserialize)]
pub(super) struct File {
    #[serde(default)]
    pub(super) file_path: Option<String>,
    #[serde(default)]
    pub(super) file_size: Option<u64>,
}

/// A file as this bot may send it again.
#[derive(Deserialize)]
pub(super) struct SentFile {
    pub(super) file_id: String,
}

#[derive(Deserialize)]
pub(super) struct Chat {
    pub(super) id: i64,
}

/// The result, or what kept us from it.
pub(super) fn result<T: DeserializeOwned>(answer: &Answer) -> Result<T, SendError> {
    let Some(bad) = answer.json::<Bad>() else { return without_verdict(answer) };
    let http_status = bad.error_code;
    if http_status == 429 || answer.status == 429 {
        let asked = bad.parameters.retry_after.map(Duration::from_secs).map(|wait| wait.min(LONGEST_WAIT));
        return Err(throttled(answer, asked));
    }
    if http_status >= 500 || answer.status >= 500 {
        return Err(answer.unreadable("the provider failed"));
    }
    Err(SendError::Refused(Refusal {
        code: Some(i64::from(bad.error_code)),
        http_status,
        word: recognise(bad.error_code, &bad.description),
        moved_to: bad.parameters.migrate_to_chat_id.map(|id| id.to_string()),
    }))
}

/// An answer without an error of Telegram's: a success, or something on the way spoke.
fn without_verdict<T: DeserializeOwned>(answer: &Answer) -> Result<T, SendError> {
    match answer.status {
        200..300 => {
            let good: Option<Good<T>> = answer.json();
            good.map(|good| good.result).ok_or_else(|| answer.unreadable("a success without a result"))
        }
        429 => Err(throttled(answer, None)),
        // 408 only says that we were slow.
        http_status @ 300..500 if answer.body.is_ok() && http_status != 408 => {
            Err(SendError::Refused(Refusal { code: None, http_status, word: None, moved_to: None }))
        }
        _ => Err(answer.unreadable("the provider failed")),
    }
}

/// The longer of the two wishes holds.
fn throttled(answer: &Answer, in_body: Option<Duration>) -> SendError {
    SendError::Throttled(Throttle {
        code: Some(429),
        http_status: answer.status,
        retry_after: in_body.max(answer.retry_after),
    })
}
