//! The page's routes: its files, the four phones, and what a hand does with them.
//!
//! Invariant: only the phones of the cast can be seen or used from here, and nothing of the service can be reached but by
//! what a person types.

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use carnet_simulator::{Channel, Phone, PhoneError, PhoneKey, PhoneView, Simulator};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tower_http::set_header::SetResponseHeaderLayer;

use super::{cast, events, road};

/// Everything the page is made of; nothing comes from elsewhere.
const FILES: [(&str, &str, &str); 9] = [
    ("style.css", "text/css; charset=utf-8", include_str!("page/style.css")),
    ("phone.css", "text/css; charset=utf-8", include_str!("page/phone.css")),
    ("main.js", JAVASCRIPT, include_str!("page/main.js")),
    ("cast.js", JAVASCRIPT, include_str!("page/cast.js")),
    ("phone.js", JAVASCRIPT, include_str!("page/phone.js")),
    ("bubble.js", JAVASCRIPT, include_str!("page/bubble.js")),
    ("sheet.js", JAVASCRIPT, include_str!("page/sheet.js")),
    ("stream.js", JAVASCRIPT, include_str!("page/stream.js")),
    ("tabs.js", JAVASCRIPT, include_str!("page/tabs.js")),
];
const INDEX: &str = include_str!("page/index.html");
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// What the browser is told to hold the page to.
const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-cache"),
];

/// A pasted list of a large class is some kilobytes.
const LARGEST_BODY: usize = 64 * 1024;

#[derive(Clone)]
pub(super) struct Page {
    pub(super) simulator: Arc<Simulator>,
    /// The end of all event streams.
    pub(super) stop: CancellationToken,
}

pub(super) fn routes(simulator: Arc<Simulator>, stop: CancellationToken) -> Router {
    let routes = Router::new()
        .route("/", get(index))
        .route("/page/{file}", get(file))
        .route("/_sim/phones", get(phones))
        .route("/_sim/phones/{channel}/{id}/text", post(text))
        .route("/_sim/phones/{channel}/{id}/press", post(press))
        .route("/_sim/files/{id}", get(document))
        .route("/_sim/events", get(events::events))
        .route("/_sim/road", get(road::road))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(Page { simulator, stop });
    HEADERS.into_iter().fold(routes, |routes, (name, value)| {
        routes.layer(SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value)))
    })
}

async fn index() -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], INDEX).into_response()
}

async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(file, ..)| *file == name) {
        Some((_, kind, text)) => ([(header::CONTENT_TYPE, *kind)], *text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What opens when a document on a phone is pressed.
async fn document(State(page): State<Page>, Path(id): Path<String>) -> Response {
    match page.simulator.file(&id) {
        Some((kind, bytes)) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The screens, in the page's order.
async fn phones(State(page): State<Page>) -> Json<Vec<PhoneView>> {
    Json(cast::keys().map(|key| page.simulator.phone(key).view()).into())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pressed {
    bubble: String,
    button: String,
}

/// A status and a sentence; none of them is anybody's.
type Refused = (StatusCode, String);

async fn text(
    State(page): State<Page>,
    Path(key): Path<(Channel, String)>,
    Json(typed): Json<Typed>,
) -> Result<Json<Value>, Refused> {
    let phone = phone(&page, key)?;
    if typed.text.trim().is_empty() {
        return Err((StatusCode::BAD_REQUEST, "nothing was typed".into()));
    }
    told(phone.text(&typed.text))
}

async fn press(
    State(page): State<Page>,
    Path(key): Path<(Channel, String)>,
    Json(pressed): Json<Pressed>,
) -> Result<Json<Value>, Refused> {
    told(phone(&page, key)?.press(&pressed.bubble, &pressed.button))
}

/// The event an action became, or why it could not be done.
fn told(done: Result<String, PhoneError>) -> Result<Json<Value>, Refused> {
    match done {
        Ok(id) => Ok(Json(json!({ "id": id }))),
        Err(error) => Err((StatusCode::CONFLICT, error.to_string())),
    }
}

fn phone(page: &Page, (channel, id): (Channel, String)) -> Result<Phone, Refused> {
    let key = PhoneKey::new(channel, &id);
    if cast::keys().contains(&key) {
        Ok(page.simulator.phone(key))
    } else {
        Err((StatusCode::NOT_FOUND, "no such phone on this page".into()))
    }
}
