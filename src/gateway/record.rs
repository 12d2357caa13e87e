//! Keeps what was said to a provider and what it answered, for whoever asks for it with [`recorded`].
//!
//! Invariant: our token is in none of it, not even where the provider's answer repeats it.

use reqwest::header::AUTHORIZATION;
use std::cell::RefCell;
use std::future::Future;

use crate::domain::Exchange;

/// Longer requests and answers are kept by their beginning.
const LONGEST: usize = 16 * 1024;
const HIDDEN: &str = "(token)";

tokio::task_local! {
    static LAST: RefCell<Option<Exchange>>;
}

/// Does `work` and keeps its last exchange with a provider, if there was one.
pub async fn recorded<T>(work: impl Future<Output = T>) -> (T, Option<Exchange>) {
    LAST.scope(RefCell::new(None), async {
        let done = work.await;
        (done, LAST.with(RefCell::take))
    })
    .await
}

/// A request, as it will be kept.
pub(super) struct Asked {
    call: String,
    request: String,
    token: Option<String>,
}

impl Asked {
    pub(super) fn of(request: &reqwest::Request) -> Self {
        let mut segments: Vec<&str> = request.url().path_segments().into_iter().flatten().collect();
        let call = segments.pop().unwrap_or_default().to_owned();
        let bearer = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        // `Bearer`, `Basic`, `App`: what follows is the secret.
        let bearer = bearer.and_then(|value| value.split_once(' ')).map(|(_, secret)| secret);
        let bot = segments.iter().find_map(|segment| segment.strip_prefix("bot"));
        let token = bearer.or(bot).filter(|token| !token.is_empty()).map(str::to_owned);
        let body = request.body().map(|body| body.as_bytes().map_or_else(|| "(a file)".to_owned(), text));
        let asked = Self { call, request: String::new(), token };
        Self { request: asked.hide(body.unwrap_or_default()), ..asked }
    }

    /// Keeps it with what came of it.
    pub(super) fn answered(self, http_status: Option<u16>, answer: Result<&[u8], &str>) {
        let answer = self.hide(answer.map_or_else(str::to_owned, text));
        let exchange = Exchange { call: self.call, request: self.request, http_status, answer };
        // Nobody asked for a record of a health check.
        let _unasked = LAST.try_with(|last| last.replace(Some(exchange)));
    }

    fn hide(&self, text: String) -> String {
        match &self.token {
            Some(token) => text.replace(token.as_str(), HIDDEN),
            None => text,
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.get(..LONGEST).unwrap_or(bytes)).into_owned()
}
