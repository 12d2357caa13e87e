//! A method's parameters, whatever they travelled as. In forms everything is text: numbers, flags
//! and objects are read out of it.

use std::collections::HashMap;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::errors::Refusal;
use crate::meta::multipart;
use crate::server::Call;

#[derive(Debug, Default)]
pub(super) struct Params {
    values: Map<String, Value>,
    uploads: HashMap<String, Upload>,
}

/// A file that came with the request.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    pub(super) name: String,
    pub(super) mime: String,
    pub(super) bytes: Bytes,
}

impl Params {
    pub(super) fn from_map(values: Map<String, Value>) -> Self {
        Self { values, uploads: HashMap::new() }
    }

    pub(super) async fn read(call: Call) -> Self {
        let mut params = Self::default();
        for (name, value) in &call.query {
            params.values.insert(name.clone(), json!(value));
        }
        let content_type = call.content_type().to_ascii_lowercase();
        if content_type.starts_with("multipart/") {
            params.read_multipart(call).await;
        } else if content_type.starts_with("application/x-www-form-urlencoded") {
            for (name, value) in call.form() {
                params.values.insert(name, json!(value));
            }
        } else if let Ok(Value::Object(values)) = serde_json::from_slice(&call.body) {
            params.values.extend(values);
        }
        params
    }

    async fn read_multipart(&mut self, call: Call) {
        let Some(mut form) = multipart(call).await else {
            return;
        };
        while let Ok(Some(field)) = form.next_field().await {
            let part = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().map(str::to_owned);
            let mime = field.content_type().unwrap_or("application/octet-stream").to_owned();
            let Ok(bytes) = field.bytes().await else {
                return;
            };
            if let Some(name) = file_name {
                self.uploads.insert(part, Upload { name, mime, bytes });
            } else {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                self.values.insert(part, json!(text));
            }
        }
    }

    /// What the ledger shows: values as given, files by name and size.
    pub(super) fn as_json(&self) -> Value {
        let mut all = self.values.clone();
        for (part, upload) in &self.uploads {
            let shown = json!({ "file_name": upload.name, "mime": upload.mime, "bytes": upload.bytes.len() });
            all.insert(part.clone(), shown);
        }
        Value::Object(all)
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    pub(super) fn number(&self, name: &str) -> Option<i64> {
        match self.values.get(name)? {
            Value::String(text) => text.trim().parse().ok(),
            value => value.as_i64(),
        }
    }

    /// An object or array; as text when it came by form.
    pub(super) fn object(&self, name: &str) -> Result<Option<Value>, Refusal> {
        match self.values.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text)
                .map(Some)
                .map_err(|why| Refusal::bad(&format!("can't parse {name} JSON object: {why}"))),
            Some(value) => Ok(Some(value.clone())),
        }
    }

    /// The chat a method is about.
    pub(super) fn chat(&self) -> Result<i64, Refusal> {
        if let Some(chat) = self.number("chat_id") {
            return Ok(chat);
        }
        if self.values.contains_key("chat_id") {
            return Err(Refusal::bad("chat not found"));
        }
        Err(Refusal::bad("chat_id is empty"))
    }

    /// An uploaded file, given in place or as `attach://part`.
    pub(super) fn upload(&self, name: &str) -> Option<&Upload> {
        if let Some(upload) = self.uploads.get(name) {
            return Some(upload);
        }
        let part = self.values.get(name)?.as_str()?.strip_prefix("attach://")?;
        self.uploads.get(part)
    }
}
