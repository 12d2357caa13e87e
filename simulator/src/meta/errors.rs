//! Meta's error body. The HTTP status belongs to the code, and is no guide to what it means.

use serde_json::{Value, json};

use crate::fault::ErrorCode;
use crate::server::Answer;

/// A refused request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: i64,
    pub(crate) details: String,
}

impl Refusal {
    pub(crate) fn new(code: i64, details: impl Into<String>) -> Self {
        Self { code, details: details.into() }
    }

    pub(crate) fn answer(&self) -> Answer {
        Answer::json(status(self.code), &self.body())
    }

    fn body(&self) -> Value {
        let title = title(self.code);
        json!({ "error": {
            "message": format!("(#{}) {title}", self.code),
            "type": "OAuthException",
            "code": self.code,
            "error_data": { "messaging_product": "whatsapp", "details": self.details },
            "fbtrace_id": "ASimulatedTraceIdentifier",
        }})
    }
}

/// A parameter that is missing, of the wrong type, or out of its limits.
pub(crate) fn invalid(details: impl Into<String>) -> Refusal {
    Refusal::new(100, details)
}

/// The answer to a script's `error`.
pub(crate) fn refused(code: &ErrorCode) -> Answer {
    let details = code.description().unwrap_or("As the script says");
    Refusal::new(code.code(), details).answer()
}

/// The answer to a script's `429`.
pub(crate) fn throttled(retry_after: Option<u64>) -> Answer {
    let mut body = Refusal::new(130_429, "Too many messages from this number").body();
    if let Some(seconds) = retry_after {
        body["error"]["error_data"]["retry_after"] = json!(seconds);
    }
    Answer::json(429, &body)
}

/// A path the Graph API does not have.
pub(crate) fn unknown_path() -> Answer {
    let body = json!({ "error": {
        "message": "Unknown path components", "type": "OAuthException", "code": 2500,
        "fbtrace_id": "ASimulatedTraceIdentifier",
    }});
    Answer::json(404, &body)
}

const fn status(code: i64) -> u16 {
    match code {
        0 | 190 => 401,
        10 | 200..=299 | 368 | 130_497 | 131_005 | 131_031 => 403,
        132_001 => 404,
        3 | 131_000 | 131_016 | 131_045 | 131_057 | 133_000 => 500,
        2 | 133_004 => 503,
        _ => 400,
    }
}

/// A title for a code, used in answers and in `failed` statuses.
pub(super) const fn title(code: i64) -> &'static str {
    match code {
        1 => "Unknown error",
        2 => "Service temporarily unavailable",
        4 | 80_007 => "Request limit reached",
        10 | 200..=299 => "Permission denied",
        100 => "Invalid parameter",
        190 => "Access token not valid",
        368 => "Temporarily blocked for policy violations",
        130_429 => "Rate limit hit",
        130_472 => "User's number is part of an experiment",
        131_000 => "Something went wrong",
        131_005 => "Access denied",
        131_008 => "Required parameter is missing",
        131_009 => "Parameter value is not valid",
        131_016 => "Service unavailable",
        131_021 => "Recipient cannot be sender",
        131_026 => "Message undeliverable",
        131_031 => "Account locked",
        131_042 => "Business eligibility payment issue",
        131_047 => "Re-engagement message",
        131_048 => "Spam rate limit hit",
        131_049 => "Not delivered to maintain healthy ecosystem engagement",
        131_050 => "User stopped marketing messages",
        131_051 => "Unsupported message type",
        131_052 => "Media download error",
        131_053 => "Media upload error",
        131_056 => "Pair rate limit hit",
        131_057 => "Account in maintenance mode",
        131_062 => "Recipient not supported for this message",
        132_000 => "Template parameter count mismatch",
        132_001 => "Template does not exist",
        132_005 => "Template hydrated text too long",
        132_012 => "Template parameter format mismatch",
        132_015 => "Template is paused",
        132_016 => "Template is disabled",
        133_004 => "Server temporarily unavailable",
        133_010 => "Phone number not registered",
        _ => "Error",
    }
}
