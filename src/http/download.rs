//! `GET,POST /d`: a file by the link that a message held, where its channel carries no files.
//!
//! Invariants: asking only shows a page, for machines follow links; the code is behind `#`, or typed, and never in an
//! address that a proxy writes down; only the browser that was shown the page is given the file, and from then on no other.

use axum::Form;
use axum::extract::{Extension, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::sync::{Arc, LazyLock};
use url::Url;
use uuid::Uuid;

use super::card::{GUARDS, language};
use super::guesses::{Guesses, asker};
use super::server::Peer;
use crate::actions::{ActionError, Fetched, fetch_file};
use crate::domain::{Clock, FileCode, Locale};
use crate::render::{FETCH_SCRIPT, Fetching, Renderer};
use crate::store::{FileToSend, Store};

/// Names the browser that may have the file.
const BROWSER: &str = "carnet_file";

/// Only the page's own few lines run: they put what stands behind `#` into the form.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let script = STANDARD.encode(Sha256::digest(FETCH_SCRIPT));
    let policy =
        format!("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{script}'; form-action 'self'");
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

/// Hands files over.
pub struct DownloadDesk {
    store: Store,
    renderer: Arc<Renderer>,
    clock: Arc<dyn Clock>,
    /// People come by HTTPS: the cookie goes no other way.
    secure: bool,
    guesses: Guesses,
}

/// What the page sends.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    code: String,
}

impl DownloadDesk {
    pub fn new(store: Store, renderer: Arc<Renderer>, clock: Arc<dyn Clock>, public_url: &Url) -> Self {
        Self { store, renderer, clock, secure: public_url.scheme() == "https", guesses: Guesses::default() }
    }

    async fn fetch(&self, code: &FileCode, browser: &str) -> Result<Fetched, ActionError> {
        let mut tx = self.store.begin().await?;
        let fetched = fetch_file(&mut tx, code, browser, self.clock.now()).await?;
        tx.commit().await?;
        Ok(fetched)
    }

    fn page(&self, status: StatusCode, step: Fetching, locale: Locale) -> Response {
        let mut answer = (status, GUARDS, self.renderer.fetch_page(step, locale)).into_response();
        guard(answer.headers_mut());
        answer
    }

    /// The page with its button, for a browser that can be known again.
    fn asking(&self, step: Fetching, locale: Locale) -> Response {
        let cookie = Cookie::build((BROWSER, Uuid::new_v4().to_string()))
            .http_only(true)
            .secure(self.secure)
            .same_site(SameSite::Strict)
            .max_age(Duration::hours(24));
        let mut answer = self.page(StatusCode::OK, step, locale);
        if let Ok(cookie) = HeaderValue::from_str(&cookie.build().to_string()) {
            answer.headers_mut().insert(SET_COOKIE, cookie);
        }
        answer
    }
}

/// A page with a button.
pub(super) async fn show(State(desk): State<Arc<DownloadDesk>>, headers: HeaderMap) -> Response {
    let locale = language(&headers);
    match browser(&headers) {
        Some(_) => desk.page(StatusCode::OK, Fetching::Asked, locale),
        None => desk.asking(Fetching::Asked, locale),
    }
}

/// The file.
pub(super) async fn fetch(
    State(desk): State<Arc<DownloadDesk>>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Response {
    let locale = language(&headers);
    let Some(browser) = browser(&headers) else { return desk.asking(Fetching::Again, locale) };
    let fetched = match FileCode::parse(&asked.code) {
        Some(code) => desk.fetch(&code, &browser).await,
        None => Ok(Fetched::Unknown),
    };
    match fetched {
        Ok(Fetched::File(file)) => handed_over(file),
        Ok(Fetched::Unknown) => {
            let refusal = desk.guesses.refuse(asker(peer, &headers));
            refusal.unwrap_or_else(|| desk.page(StatusCode::NOT_FOUND, Fetching::Unknown, locale))
        }
        Ok(Fetched::Over) => desk.page(StatusCode::GONE, Fetching::Over, locale),
        Ok(Fetched::Elsewhere) => desk.page(StatusCode::FORBIDDEN, Fetching::Elsewhere, locale),
        Ok(Fetched::Changed) => desk.page(StatusCode::GONE, Fetching::Changed, locale),
        Err(error) => {
            tracing::warn!(%error, "http.fetch_failed");
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")]).into_response()
        }
    }
}

fn handed_over(file: FileToSend) -> Response {
    let mut answer = (GUARDS, file.bytes).into_response();
    let headers = answer.headers_mut();
    guard(headers);
    let name = format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(&file.name, NON_ALPHANUMERIC));
    for (header, value) in [(CONTENT_TYPE, &file.mime), (CONTENT_DISPOSITION, &name)] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(header, value);
        }
    }
    answer
}

/// Nothing runs but what is ours, and it is what we say it is.
fn guard(headers: &mut HeaderMap) {
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

/// Which browser asks, if it was shown the page.
fn browser(headers: &HeaderMap) -> Option<String> {
    let sent = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut cookies = sent.flat_map(Cookie::split_parse).flatten();
    let known = cookies.find(|cookie| cookie.name() == BROWSER)?;
    Uuid::try_parse(known.value()).ok().map(|browser| browser.to_string())
}
