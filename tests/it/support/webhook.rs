//! Webhooks made by hand: any bytes, any signature.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::service::{PHONE_NUMBER_ID, WABA};

/// An answer of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<String>,
    pub(crate) body: String,
}

/// Somebody who calls the service.
#[derive(Clone)]
pub(crate) struct Caller {
    client: reqwest::Client,
    base: String,
}

impl Caller {
    pub(crate) fn new(port: u16) -> Self {
        let client = reqwest::Client::builder().tls_certs_only([]).no_proxy().build().unwrap();
        Self { client, base: format!("http://127.0.0.1:{port}") }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.client.get(format!("{}{path}", self.base))).await
    }

    /// Posts to the `WhatsApp` route with this signature.
    pub(crate) async fn whatsapp(&self, body: &[u8], signature: Option<&str>) -> Answer {
        self.post("/webhooks/whatsapp", body, signature.map(|signature| ("x-hub-signature-256", signature))).await
    }

    /// Posts to the `WhatsApp` route as Meta would.
    pub(crate) async fn signed(&self, event: &Value) -> Answer {
        let body = event.to_string();
        self.whatsapp(body.as_bytes(), Some(&meta_signature("wa-secret", body.as_bytes()))).await
    }

    pub(crate) async fn post(&self, path: &str, body: &[u8], header: Option<(&str, &str)>) -> Answer {
        let mut request = self.client.post(format!("{}{path}", self.base)).body(body.to_vec());
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        self.send(request).await
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let answer = request.send().await.unwrap();
        let retry_after = answer.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
        Answer { status: answer.status().as_u16(), retry_after, body: answer.text().await.unwrap() }
    }
}

/// `sha256=…` over these bytes.
pub(crate) fn meta_signature(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
}

/// A text from a number and its user id.
pub(crate) fn text(id: &str, from: &str, user: &str, body: &str) -> Value {
    event(
        PHONE_NUMBER_ID,
        &json!({
            "contacts": [{"profile": {"name": "Somebody"}, "wa_id": from, "user_id": user}],
            "messages": [{"from": from, "from_user_id": user, "id": id, "timestamp": "1791799200", "type": "text",
                "text": {"body": body}}],
        }),
    )
}

/// A receipt for a message of ours.
pub(crate) fn receipt(message: &str, status: &str, at: i64) -> Value {
    let status = json!({"id": message, "status": status, "timestamp": at.to_string(), "recipient_id": "2250505050505"});
    event(PHONE_NUMBER_ID, &json!({ "statuses": [status] }))
}

/// The envelope of every event of a number.
pub(crate) fn event(number: &str, value: &Value) -> Value {
    let mut value = value.clone();
    value["messaging_product"] = json!("whatsapp");
    value["metadata"] = json!({"display_phone_number": "2250000000", "phone_number_id": number});
    json!({"object": "whatsapp_business_account", "entry": [{"id": WABA,
        "changes": [{"field": "messages", "value": value}]}]})
}
