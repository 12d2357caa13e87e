//! `GET /v/{code}`: what the school published, for whoever holds the paper.
//!
//! Invariants: initials and figures only; an unknown code looks like any other that is not there; one address may not ask
//! often. A code has 80 bits and is found by its keyed hash: nothing is learnt from how long an answer takes.

use axum::extract::{Extension, Path, State};
use axum::http::header::{ACCEPT_LANGUAGE, HeaderName, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use super::server::Peer;
use crate::domain::{CardCode, Locale};
use crate::phrase::PublicCard;
use crate::render::Renderer;
use crate::store::{Store, StoreError};

/// Questions of one address in a minute.
const PER_MINUTE: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// Addresses remembered before those are forgotten that have been quiet.
const ADDRESSES: usize = 10_000;

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
    asked: DefaultKeyedRateLimiter<IpAddr>,
}

impl CardDesk {
    pub fn new(store: Store, renderer: Arc<Renderer>) -> Self {
        Self { store, renderer, asked: DefaultKeyedRateLimiter::keyed(Quota::per_minute(PER_MINUTE)) }
    }

    fn may_ask(&self, address: IpAddr) -> bool {
        if self.asked.len() > ADDRESSES {
            self.asked.retain_recent();
        }
        self.asked.check_key(&address).is_ok()
    }

    async fn find(&self, code: &CardCode) -> Result<Option<PublicCard>, StoreError> {
        let mut tx = self.store.begin_read().await?;
        let found = tx.result_by_code(code).await?;
        tx.rollback().await?;
        Ok(found.map(|shown| shown.result.card.public(shown.newer)))
    }
}

pub(super) async fn show(
    State(desk): State<Arc<CardDesk>>,
    Extension(Peer(peer)): Extension<Peer>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    if !desk.may_ask(asker(peer, &headers)) {
        return (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, "60")]).into_response();
    }
    let found = match CardCode::parse(&code) {
        Some(code) => desk.find(&code).await,
        None => Ok(None),
    };
    let (status, card) = match found {
        Ok(Some(card)) => (StatusCode::OK, Some(card)),
        Ok(None) => (StatusCode::NOT_FOUND, None),
        Err(error) => {
            tracing::warn!(%error, "http.card_lookup_failed");
            return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "5")]).into_response();
        }
    };
    (status, GUARDS, desk.renderer.card_page(card.as_ref(), language(&headers))).into_response()
}

/// Who asks: behind a proxy on this machine, whom the proxy saw.
fn asker(peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let seen = || headers.get("x-forwarded-for")?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok();
    if peer.is_loopback() { seen().unwrap_or(peer) } else { peer }
}

/// The best of our languages among those a browser asks for.
fn language(headers: &HeaderMap) -> Locale {
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

    #[test]
    fn a_proxy_speaks_for_others_only_from_this_machine() {
        let headers =
            HeaderMap::from_iter([("x-forwarded-for".parse().unwrap(), "9.9.9.9, 203.0.113.7".parse().unwrap())]);
        let (home, away): (IpAddr, IpAddr) = ("127.0.0.1".parse().unwrap(), "198.51.100.1".parse().unwrap());
        assert_eq!(asker(home, &headers), "203.0.113.7".parse::<IpAddr>().unwrap());
        assert_eq!(asker(away, &headers), away);
    }
}
