//! `POST /webhooks/telegram/{account}`: updates of one bot.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use carnet_webhooks::telegram::verify;

use super::{read, refused, store};
use crate::http::body::RawBody;
use crate::http::router::AppState;

const PROVIDER: &str = "telegram";

/// An unknown account gets the same answer as a wrong secret.
pub(in crate::http) async fn receive(
    State(state): State<AppState>,
    Path(account): Path<String>,
    headers: HeaderMap,
    RawBody(raw): RawBody,
) -> Response {
    let token = headers.get("x-telegram-bot-api-secret-token").map(axum::http::HeaderValue::as_bytes);
    let Some((door, secrets)) = state.doors.telegram(&account) else { return refused(PROVIDER) };
    let Ok(verified) = verify(token, &raw, secrets) else { return refused(PROVIDER) };
    store(&state, PROVIDER, &raw, read(door, verified.parse(&account))).await
}
