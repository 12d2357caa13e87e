//! `POST /webhooks/twilio/{account}/{inbound,status}`: messages to one sender, and statuses of its own.

use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use carnet_webhooks::twilio::{Keys, Request, SETTINGS_HEADER, SIGNATURE_HEADER, verify};
use std::time::Duration;
use tokio::time::Instant;

use super::{read, refused, store};
use crate::http::body::RawBody;
use crate::http::router::AppState;

const PROVIDER: &str = "twilio";

/// Twilio does not come again, and listens for fifteen seconds.
const ATTENTION: Duration = Duration::from_secs(9);
const PAUSE: Duration = Duration::from_millis(250);

/// An unknown account gets the same answer as a wrong signature. What came says itself whether it is a message or a
/// status.
pub(in crate::http) async fn receive(
    State(state): State<AppState>,
    Path(account): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    RawBody(raw): RawBody,
) -> Response {
    let Some((door, public_url, auth_tokens)) = state.doors.twilio(&account) else { return refused(PROVIDER) };
    let header = |name: &str| headers.get(name).map(axum::http::HeaderValue::as_bytes);
    let request = Request {
        target: uri.path_and_query().map_or("", |target| target.as_str()),
        signature: header(SIGNATURE_HEADER),
        settings: header(SETTINGS_HEADER),
        body: &raw,
    };
    let keys = Keys { auth_tokens, shared_keys: &[] };
    let Ok(verified) = verify(public_url, &request, &keys) else { return refused(PROVIDER) };
    let began = Instant::now();
    loop {
        let answer = store(&state, PROVIDER, &raw, read(door, verified.parse())).await;
        if answer.status() != StatusCode::SERVICE_UNAVAILABLE || began.elapsed() > ATTENTION {
            return answer;
        }
        tokio::time::sleep(PAUSE).await;
    }
}
