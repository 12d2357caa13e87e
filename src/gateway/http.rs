//! One HTTP exchange: what surely did not leave, what was answered in full, what stays in doubt.
//!
//! Never here: a provider's fields or codes.
//! Invariant: an error of the client library is never shown, it may hold an address with a token in it.

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use serde::de::DeserializeOwned;
use std::time::Duration;
use url::Url;

use super::record::Asked;
use super::{Refusal, SendError, SetupError, Throttle, tls};

/// No provider's answer is longer; whatever is, is not an answer.
const LONGEST_ANSWER: usize = 64 * 1024;
/// Shorter than providers keep an idle connection, so that we rarely write into one they are just closing.
const IDLE: Duration = Duration::from_secs(25);
/// A wait longer than a week is a fault in the header, not a wish.
pub(super) const LONGEST_WAIT: Duration = Duration::from_hours(7 * 24);

/// No provider's name for a message or a file is longer.
const LONGEST_NAME: usize = 512;

/// What a provider calls a message or a file, if it can be one: whatever cannot is no answer of that provider.
pub(super) fn name(text: String) -> Option<String> {
    let is_name = !text.is_empty() && text.len() <= LONGEST_NAME && !text.chars().any(char::is_control);
    is_name.then_some(text)
}

/// How long we wait for a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    pub connect: Duration,
    /// The whole exchange. Longer than `connect`, else a connection never made would count as doubt.
    pub request: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), request: Duration::from_secs(20) }
    }
}

/// A pool of kept connections per host. Cheap to clone and costly to make: one serves all accounts of a process.
#[derive(Debug, Clone)]
pub struct HttpClient(reqwest::Client);

impl HttpClient {
    pub fn new(timeouts: Timeouts) -> Result<Self, SetupError> {
        tls::install();
        reqwest::Client::builder()
            .connect_timeout(timeouts.connect)
            .timeout(timeouts.request)
            .pool_idle_timeout(IDLE)
            .tcp_nodelay(true)
            // A connection that breaks puts one message in doubt, not all that share it.
            .http1_only()
            // The bearer token is for this host only.
            .redirect(reqwest::redirect::Policy::none())
            // Whether to send again is decided by the outbox alone.
            .retry(reqwest::retry::never())
            .user_agent("carnet")
            .build()
            .map(Self)
            .map_err(|_hidden| SetupError::Client)
    }

    pub(super) fn post(&self, url: Url) -> reqwest::RequestBuilder {
        self.0.post(url)
    }

    pub(super) fn get(&self, url: Url) -> reqwest::RequestBuilder {
        self.0.get(url)
    }
}

/// The address every path of an account starts from.
pub(super) fn checked_base(base: &Url) -> Result<&Url, SetupError> {
    if matches!(base.scheme(), "http" | "https") && base.has_host() { Ok(base) } else { Err(SetupError::Base) }
}

/// `base` with more path segments, each escaped.
pub(super) fn below(base: &Url, segments: &[&str]) -> Result<Url, SetupError> {
    let mut url = base.clone();
    url.path_segments_mut().map_err(|()| SetupError::Base)?.pop_if_empty().extend(segments);
    Ok(url)
}

/// A status line has come; the body perhaps not.
pub(super) struct Answer {
    pub(super) status: u16,
    /// The header, as asked.
    pub(super) retry_after: Option<Duration>,
    /// The provider's own clock.
    pub(super) date: Option<jiff::Timestamp>,
    /// The whole body, or why there is none.
    pub(super) body: Result<Vec<u8>, &'static str>,
}

/// Codes of a provider that say more than the status they come with.
pub(super) struct Telling {
    /// "Later": documented as not processed, whatever status they come with.
    pub(super) throttles: &'static [i64],
    /// Refusals that come with a 5xx although the message was not taken.
    pub(super) refusals_with_5xx: &'static [i64],
}

impl Answer {
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// `Ok` when nothing in it says no. `code`: the provider's own, where its error is in the answer.
    pub(super) fn refused(&self, code: Option<i64>, telling: &Telling) -> Result<(), SendError> {
        let http_status = self.status;
        if http_status == 429 || code.is_some_and(|code| telling.throttles.contains(&code)) {
            return Err(SendError::Throttled(Throttle { code, http_status, retry_after: self.retry_after }));
        }
        let settled = match code {
            // The error is the provider's own word, even in a success.
            Some(code) => http_status < 500 || telling.refusals_with_5xx.contains(&code),
            // A whole answer with a 3xx or 4xx is a refusal by someone on the way. 408 only says that we were slow.
            None => self.body.is_ok() && (300..500).contains(&http_status) && http_status != 408,
        };
        match (settled, self.is_success()) {
            (true, _) => Err(SendError::Refused(Refusal { code, http_status, word: None, moved_to: None })),
            (false, true) => Ok(()),
            (false, false) => Err(self.unreadable("the provider failed")),
        }
    }

    pub(super) fn json<T: DeserializeOwned>(&self) -> Option<T> {
        self.body.as_ref().ok().and_then(|body| serde_json::from_slice(body).ok())
    }

    /// What is to be said of an answer without a readable verdict of the provider.
    pub(super) fn unreadable(&self, reason: &'static str) -> SendError {
        let reason = self.body.as_ref().err().copied().unwrap_or(reason);
        SendError::Unknown { reason, http_status: Some(self.status), retry_after: self.retry_after }
    }
}

/// Sends the request and reads the answer to its end, within bounds.
pub(super) async fn exchange(request: reqwest::RequestBuilder) -> Result<Answer, SendError> {
    exchange_within(request, LONGEST_ANSWER).await
}

/// The same for an answer of at most so many bytes.
pub(super) async fn exchange_within(request: reqwest::RequestBuilder, most: usize) -> Result<Answer, SendError> {
    let (client, request) = request.build_split();
    let request = request.map_err(|error| fate(&error))?;
    let asked = Asked::of(&request);
    let mut response = match client.execute(request).await {
        Ok(response) => response,
        Err(error) => {
            let fate = fate(&error);
            asked.answered(None, Err(&fate.to_string()));
            return Err(fate);
        }
    };
    let status = response.status().as_u16();
    let (retry_after, date) = (retry_after(response.headers()), date(response.headers()));
    let body = read(&mut response, most).await;
    asked.answered(Some(status), body.as_deref().map_err(|reason| *reason));
    Ok(Answer { status, retry_after, date, body })
}

/// Only a connection that was never made proves that nothing was sent.
fn fate(error: &reqwest::Error) -> SendError {
    if error.is_builder() {
        SendError::ours("unbuildable")
    } else if error.is_connect() {
        SendError::NotSent {
            reason: if error.is_timeout() { "connecting took too long" } else { "no connection to the provider" },
        }
    } else if error.is_timeout() {
        SendError::doubt("no answer in time")
    } else {
        SendError::doubt("the connection broke before an answer")
    }
}

async fn read(response: &mut reqwest::Response, most: usize) -> Result<Vec<u8>, &'static str> {
    let mut body = Vec::with_capacity(512);
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > most => return Err("the answer is too long"),
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(body),
            Err(error) if error.is_timeout() => return Err("the answer did not end in time"),
            Err(_) => return Err("the answer broke off"),
        }
    }
}

/// Seconds, or a date that is compared with the answer's own, so that no clock of ours is needed.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let wanted = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let is_number = !wanted.is_empty() && wanted.bytes().all(|byte| byte.is_ascii_digit());
    let wait = if is_number {
        // A number beyond any is a long wait all the same.
        wanted.parse().map_or(LONGEST_WAIT, Duration::from_secs)
    } else {
        let until = instant(wanted)?.duration_since(date(headers)?);
        until.try_into().ok()?
    };
    Some(wait.min(LONGEST_WAIT))
}

fn date(headers: &HeaderMap) -> Option<jiff::Timestamp> {
    instant(headers.get(DATE)?.to_str().ok()?)
}

/// As in headers and e-mails: `Tue, 24 Nov 2026 10:00:00 GMT`.
pub(super) fn instant(text: &str) -> Option<jiff::Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}
