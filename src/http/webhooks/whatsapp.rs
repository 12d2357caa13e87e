//! `GET,POST /webhooks/whatsapp`: Meta's handshake and events, for all numbers of this process.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use carnet_webhooks::whatsapp::handshake as shake;
use carnet_webhooks::{InboundEvent, Unreadable};

use super::{refused, store};
use crate::http::accounts::Door;
use crate::http::body::RawBody;
use crate::http::router::AppState;

const PROVIDER: &str = "whatsapp";

/// Meta asks once whether we are who configured it.
pub(in crate::http) async fn handshake(State(state): State<AppState>, RawQuery(query): RawQuery) -> Response {
    match shake(query.as_deref().unwrap_or_default(), &state.doors.whatsapp_verify_tokens()) {
        Ok(challenge) => challenge.into_response(),
        Err(_) => (StatusCode::FORBIDDEN, "forbidden").into_response(),
    }
}

/// Events. Numbers that are not ours are acknowledged and ignored, as Meta sends each event to all apps of an account.
pub(in crate::http) async fn receive(
    State(state): State<AppState>,
    headers: HeaderMap,
    RawBody(raw): RawBody,
) -> Response {
    let signature = headers.get("x-hub-signature-256").map(axum::http::HeaderValue::as_bytes);
    let mut signed = state.doors.whatsapp_signed(signature, &raw);
    let Some((first, verified)) = signed.next() else { return refused(PROVIDER) };
    let doors: Vec<_> = std::iter::once(first).chain(signed.map(|(door, _)| door)).collect();
    let arrived = match verified.parse() {
        Ok(events) => events.into_iter().flat_map(|event| addressed(&doors, &event)).collect(),
        // Authentic but unreadable: kept for a person to look at.
        Err(unreadable) => vec![(first, Err(unreadable))],
    };
    store(&state, PROVIDER, &raw, arrived).await
}

fn addressed<'a>(doors: &[&'a Door], event: &InboundEvent) -> Vec<(&'a Door, Result<InboundEvent, Unreadable>)> {
    let to = doors.iter().filter(|door| door.is_addressed(event.addressee.as_ref()));
    to.map(|door| (*door, Ok(event.clone()))).collect()
}
