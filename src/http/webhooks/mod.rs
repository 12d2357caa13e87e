//! Webhooks of the providers: verify, parse, store, answer. One file per provider.

pub(super) mod infobip;
pub(super) mod telegram;
pub(super) mod twilio;
pub(super) mod whatsapp;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use carnet_webhooks::{InboundEvent, Unreadable};
use metrics::counter;
use std::sync::Arc;
use std::time::Duration;

use super::accounts::Door;
use super::router::AppState;
use crate::inbox::Arrival;

/// Seconds after which an overloaded service asks to be tried again.
const RETRY_AFTER: &str = "5";

/// How long the disk may take; Meta hangs up soon after.
const PATIENCE: Duration = Duration::from_secs(5);

/// No or a wrong signature: constant words, nothing stored.
fn refused(provider: &'static str) -> Response {
    counter!("carnet_webhook_refused_total", "provider" => provider).increment(1);
    (StatusCode::UNAUTHORIZED, "unauthorized").into_response()
}

fn overloaded(provider: &'static str) -> Response {
    counter!("carnet_webhook_shed_total", "provider" => provider).increment(1);
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, RETRY_AFTER)], "try again later").into_response()
}

/// What was read of a body, for the account of its route.
fn read(door: &Door, read: Result<Vec<InboundEvent>, Unreadable>) -> Vec<(&Door, Result<InboundEvent, Unreadable>)> {
    match read {
        Ok(events) => events.into_iter().map(|event| (door, Ok(event))).collect(),
        Err(unreadable) => vec![(door, Err(unreadable))],
    }
}

/// Stores what arrived for one or several accounts and answers the provider.
async fn store(
    state: &AppState,
    provider: &'static str,
    raw: &Bytes,
    arrived: Vec<(&Door, Result<InboundEvent, Unreadable>)>,
) -> Response {
    if !state.readiness.may_accept() {
        return overloaded(provider);
    }
    let raw: Arc<[u8]> =
        if arrived.iter().any(|(_, content)| content.is_err()) { raw.as_ref().into() } else { [].into() };
    let mut arrivals = Vec::with_capacity(arrived.len());
    let mut without_school = false;
    for (door, content) in arrived {
        let Some(school) = state.doors.school_of(door).await else {
            without_school = true;
            continue;
        };
        arrivals.push(Arrival { school, account: door.account.clone(), content, raw: Arc::clone(&raw) });
    }
    match tokio::time::timeout(PATIENCE, state.intake.accept(arrivals)).await {
        // A school that is not imported yet: the provider keeps its events for us, while its neighbours' are stored.
        Ok(Ok(())) if without_school => overloaded(provider),
        Ok(Ok(())) => StatusCode::OK.into_response(),
        // Late is not lost: what is stored after all is recognised when it comes again.
        Ok(Err(_)) | Err(_) => overloaded(provider),
    }
}
