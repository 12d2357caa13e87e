//! A request with its body read, and an answer: what providers' modules see of HTTP.

use axum::http::{HeaderMap, Method};
use bytes::Bytes;
use serde_json::Value;

/// A request, read to its end.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Call {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn content_type(&self) -> &str {
        self.header("content-type").unwrap_or_default()
    }

    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The non-empty credential after `Bearer`, `App`…
    pub(crate) fn credential(&self, scheme: &str) -> Option<&str> {
        let (given, credential) = self.header("authorization")?.split_once(' ')?;
        let credential = credential.trim();
        (given.eq_ignore_ascii_case(scheme) && !credential.is_empty()).then_some(credential)
    }

    /// The body as URL-encoded pairs.
    pub(crate) fn form(&self) -> Vec<(String, String)> {
        url::form_urlencoded::parse(&self.body).into_owned().collect()
    }
}

/// An answer before any fault.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(status: u16, value: &Value) -> Self {
        Self {
            status,
            content_type: "application/json".to_owned(),
            headers: Vec::new(),
            body: Bytes::from(value.to_string()),
        }
    }

    pub(crate) fn bytes(content_type: &str, body: Bytes) -> Self {
        Self { status: 200, content_type: content_type.to_owned(), headers: Vec::new(), body }
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}
