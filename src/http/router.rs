//! Every route there is.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use std::sync::Arc;

use super::accounts::Doors;
use super::card::{self, CardDesk};
use super::download::{self, DownloadDesk};
use super::health::{self, Readiness};
use super::letter_answer;
use super::unsubscribe::{self, UnsubscribeDesk};
use super::webhooks::{infobip, telegram, twilio, whatsapp};
use crate::inbox::Intake;

/// A code and its name.
const LONGEST_FORM: usize = 1024;

/// What handlers share.
#[derive(Clone)]
pub struct AppState {
    pub intake: Intake,
    pub doors: Arc<Doors>,
    pub readiness: Arc<Readiness>,
}

/// The public face of the service.
pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/webhooks/whatsapp", get(whatsapp::handshake).post(whatsapp::receive))
        .route("/webhooks/telegram/{account}", post(telegram::receive))
        .route("/webhooks/twilio/{account}/inbound", post(twilio::receive))
        .route("/webhooks/twilio/{account}/status", post(twilio::receive))
        .route("/webhooks/infobip/{account}/inbound", post(infobip::receive))
        .route("/webhooks/infobip/{account}/status", post(infobip::receive))
        .with_state(state)
}

/// What whoever holds a report card can ask.
pub fn card_router(cards: Arc<CardDesk>) -> Router {
    Router::new().route("/v", get(card::ask)).route("/v/{code}", get(card::show)).with_state(cards)
}

/// What whoever was sent a link to a file can ask.
pub fn download_router(desk: Arc<DownloadDesk>) -> Router {
    let form = DefaultBodyLimit::max(LONGEST_FORM);
    Router::new().route("/d", get(download::show).post(download::fetch)).layer(form).with_state(desk)
}

/// What whoever has a letter can ask.
pub fn unsubscribe_router(desk: Arc<UnsubscribeDesk>) -> Router {
    let form = DefaultBodyLimit::max(LONGEST_FORM);
    Router::new()
        .route("/u/{token}", get(unsubscribe::show).post(unsubscribe::end))
        .route("/a/{token}", get(letter_answer::show).post(letter_answer::give))
        .layer(form)
        .with_state(desk)
}
