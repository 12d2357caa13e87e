//! Telegram's error body.

use serde_json::{Value, json};

use crate::fault::ErrorCode;
use crate::server::Answer;

/// A refused request.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    code: u16,
    description: String,
    parameters: Option<Value>,
}

impl Refusal {
    pub(super) fn new(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), parameters: None }
    }

    /// 400, the code of nearly every mistake.
    pub(super) fn bad(what: &str) -> Self {
        Self::new(400, format!("Bad Request: {what}"))
    }

    pub(super) fn too_many(seconds: u64) -> Self {
        Self {
            code: 429,
            description: format!("Too Many Requests: retry after {seconds}"),
            parameters: Some(json!({ "retry_after": seconds })),
        }
    }

    /// The group became a supergroup.
    pub(super) fn migrated(to: i64) -> Self {
        Self {
            code: 400,
            description: "Bad Request: group chat was upgraded to a supergroup chat".to_owned(),
            parameters: Some(json!({ "migrate_to_chat_id": to })),
        }
    }

    pub(super) fn answer(&self) -> Answer {
        let mut body = json!({
            "ok": false, "error_code": self.code, "description": self.description,
        });
        if let Some(parameters) = &self.parameters {
            body["parameters"] = parameters.clone();
        }
        Answer::json(self.code, &body)
    }
}

/// The answer to a script's `error`.
pub(crate) fn refused(code: &ErrorCode) -> Answer {
    let number = u16::try_from(code.code()).unwrap_or(400);
    let usual = match number {
        401 => "Unauthorized",
        403 => "Forbidden: bot was blocked by the user",
        404 => "Not Found",
        409 => "Conflict: another webhook is active",
        500 => "Internal Server Error",
        _ => "Bad Request: chat not found",
    };
    let parameters = match code {
        ErrorCode::Described { parameters, .. } => parameters.clone(),
        ErrorCode::Code(_) => None,
    };
    let description = code.description().unwrap_or(usual).to_owned();
    Refusal { code: number, description, parameters }.answer()
}

/// The answer to a script's `429`.
pub(crate) fn throttled(retry_after: Option<u64>) -> Answer {
    match retry_after {
        Some(seconds) => Refusal::too_many(seconds).answer(),
        None => Refusal::new(429, "Too Many Requests").answer(),
    }
}
