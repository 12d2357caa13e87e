//! `POST /webhooks/infobip/{account}/{inbound,status}`: messages to one sender, and reports of its own.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use carnet_webhooks::infobip::verify;

use super::{read, refused, store};
use crate::http::body::RawBody;
use crate::http::router::AppState;

const PROVIDER: &str = "infobip";

/// An unknown account gets the same answer as a wrong proof. What came says itself whether it is a message or a report.
pub(in crate::http) async fn receive(
    State(state): State<AppState>,
    Path(account): Path<String>,
    headers: HeaderMap,
    RawBody(raw): RawBody,
) -> Response {
    let Some((door, scheme)) = state.doors.infobip(&account) else { return refused(PROVIDER) };
    let header = |name: &str| headers.get(name).map(axum::http::HeaderValue::as_bytes);
    let Ok(verified) = verify(header, &raw, &scheme) else { return refused(PROVIDER) };
    store(&state, PROVIDER, &raw, read(door, verified.parse())).await
}
