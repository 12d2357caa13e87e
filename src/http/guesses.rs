//! Who asks for what is not there: few answers a minute. Who asks for what is there is always answered, for many families
//! share one address of a mobile network.

use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::net::IpAddr;
use std::num::NonZeroU32;

/// Wrong codes of one address in a minute.
const PER_MINUTE: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// Addresses remembered before those are forgotten that have been quiet.
const ADDRESSES: usize = 10_000;

/// Counts wrong codes by the address they come from.
pub(super) struct Guesses(DefaultKeyedRateLimiter<IpAddr>);

impl Default for Guesses {
    fn default() -> Self {
        Self(DefaultKeyedRateLimiter::keyed(Quota::per_minute(PER_MINUTE)))
    }
}

impl Guesses {
    /// Counts a wrong code; the answer instead of the page, when there have been too many.
    pub(super) fn refuse(&self, from: IpAddr) -> Option<Response> {
        if self.0.len() > ADDRESSES {
            self.0.retain_recent();
        }
        let too_many = self.0.check_key(&from).is_err();
        too_many.then(|| (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, "60")]).into_response())
    }
}

/// Who asks: behind a proxy on this machine, whom the proxy saw.
pub(super) fn asker(peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let seen = || headers.get("x-forwarded-for")?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok();
    if peer.is_loopback() { seen().unwrap_or(peer) } else { peer }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_speaks_for_others_only_from_this_machine() {
        let headers =
            HeaderMap::from_iter([("x-forwarded-for".parse().unwrap(), "9.9.9.9, 203.0.113.7".parse().unwrap())]);
        let (home, away): (IpAddr, IpAddr) = ("127.0.0.1".parse().unwrap(), "198.51.100.1".parse().unwrap());
        assert_eq!(asker(home, &headers), "203.0.113.7".parse::<IpAddr>().unwrap());
        assert_eq!(asker(away, &headers), away);
    }
}
