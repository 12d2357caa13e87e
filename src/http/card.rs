//! `GET /v` and `/v/{code}`: what the school published, for whoever holds the paper.
//!
//! Invariants: initials and figures only; an unknown code looks like any other that is not there; one address may not
//! guess often. A code has 80 bits and is found by its keyed hash: nothing is learnt from how long an answer takes.

use axum::extract::{Extension, Path, Query, State};
use axum::http::header::{ACCEPT_LANGUAGE, HeaderName, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::net::IpAddr;
use std::sync::Arc;

use super::guesses::{Guesses, asker};
use super::server::Peer;
use crate::domain::{CardCode, Locale};
use crate::phrase::PublicCard;
use crate::render::Renderer;
use crate::store::{Store, StoreError};

/// What is set on every answer: nobody keeps it, nothing runs in it.
pub(super) const GUARDS: [(HeaderName, &str); 5] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (header::CACHE_CONTROL, "no-store"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

/// Looks report cards up.
pub struct CardDesk {
    store: Store,
    renderer: Arc<Renderer>,
    guesses: Guesses,
}

impl CardDesk {
    pub fn new(store: Store, renderer: Arc<Renderer>) -> Self {
        Self { store, renderer, guesses: Guesses::default() }
    }

    async fn find(&self, code: &CardCode) -> Result<Option<PublicCard>, StoreError> {
        let mut tx = self.store.begin_read().await?;
        let found = tx.result_by_code(code).await?;
        tx.rollback().await?;
        Ok(found.map(|shown| shown.result.card.public(shown.newer, shown.revised)))
    }
}

/// What the page's form sends.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    code: String,
}

/// A place to type the code into; with a code, what stands under it.
pub(super) async fn ask(
    State(desk): State<Arc<CardDesk>>,
    Extension(Peer(peer)): Extension<Peer>,
    Query(Typed { code }): Query<Typed>,
    headers: HeaderMap,
) -> Response {
    if code.trim().is_empty() {
        return (GUARDS, desk.renderer.card_form_page(language(&headers))).into_response();
    }
    answer(&desk, peer, &headers, &code).await
}

pub(super) async fn show(
    State(desk): State<Arc<CardDesk>>,
    Extension(Peer(peer)): Extension<Peer>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    answer(&desk, peer, &headers, &code).await
}

async fn answer(desk: &CardDesk, peer: IpAddr, headers: &HeaderMap, code: &str) -> Response {
    let found = match CardCode::parse(code) {
        Some(code) => desk.find(&code).await,
        None => Ok(None),
    };
    let (status, card) = match found {
        Ok(Some(card)) => (StatusCode::OK, Some(card)),
        Ok(None) => match desk.guesses.refuse(asker(peer, headers)) {
            Some(refusal) => return refusal,
            None => (StatusCode::NOT_FOUND, None),
        },
        Err(error) => {
            tracing::warn!(%error, "http.card_lookup_failed");
            return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "5")]).into_response();
        }
    };
    (status, GUARDS, desk.renderer.card_page(card.as_ref(), language(headers))).into_response()
}

/// The best of our languages among those a browser asks for.
pub(super) fn language(headers: &HeaderMap) -> Locale {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut best: Option<(u32, Locale)> = None;
    for part in asked.split(',') {
        let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
        let Some(locale) = tag.trim().split('-').next().and_then(|tag| tag.to_ascii_lowercase().parse().ok()) else {
            continue;
        };
        let thousandths = thousandths(weight.trim());
        if best.is_none_or(|(known, _)| thousandths > known) {
            best = Some((thousandths, locale));
        }
    }
    best.map_or(Locale::Fr, |(_, locale)| locale)
}

/// `0.8` as 800; what cannot be read is last.
fn thousandths(weight: &str) -> u32 {
    let (whole, rest) = weight.split_once('.').unwrap_or((weight, ""));
    let rest: String = rest.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u32>().unwrap_or_default().min(1) * 1_000 + rest.parse::<u32>().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(languages: &str) -> Locale {
        language(&HeaderMap::from_iter([(ACCEPT_LANGUAGE, languages.parse().unwrap())]))
    }

    #[test]
    fn the_browser_is_answered_in_its_language() {
        assert_eq!(asked("en-GB,en;q=0.9"), Locale::En);
        assert_eq!(asked("de, en;q=0.5, ar-MA;q=0.8"), Locale::Ar);
        assert_eq!(asked("zh"), Locale::Fr);
        assert_eq!(asked(";q=x,,;q="), Locale::Fr);
        assert_eq!(language(&HeaderMap::new()), Locale::Fr);
    }
}
