//! A load generator that costs little: one kept connection per task, requests made beforehand.

use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use sha2::Sha256;
use std::net::SocketAddr;
use tokio::net::TcpStream;

pub(crate) const SECRET: &str = "wa-secret";
pub(crate) const PHONE_NUMBER_ID: &str = "106540352242922";

/// A connection that sends one request after the other.
pub(crate) struct Client(SendRequest<Full<Bytes>>);

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        Self(sender)
    }

    /// Sends a signed webhook; the answer's status.
    pub(crate) async fn webhook(&mut self, body: String) -> u16 {
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        mac.update(body.as_bytes());
        let signature = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
        let request = hyper::Request::post("/webhooks/whatsapp")
            .header("host", "bench")
            .header("content-type", "application/json")
            .header("x-hub-signature-256", signature)
            .body(Full::new(Bytes::from(body)))
            .unwrap();
        self.0.ready().await.unwrap();
        let response = self.0.send_request(request).await.unwrap();
        let status = response.status().as_u16();
        response.into_body().collect().await.unwrap();
        status
    }
}

/// What Meta posts when somebody writes.
pub(crate) fn text_webhook(from: &str, id: u64, text: &str) -> String {
    format!(
        concat!(
            r#"{{"object":"whatsapp_business_account","entry":[{{"id":"102290129340398","changes":[{{"field":"messages","#,
            r#""value":{{"messaging_product":"whatsapp","metadata":{{"display_phone_number":"15550783881","#,
            r#""phone_number_id":"{number}"}},"contacts":[{{"profile":{{"name":"Parent"}},"wa_id":"{from}"}}],"#,
            r#""messages":[{{"from":"{from}","id":"wamid.bench{id}","timestamp":"1795500000","type":"text","#,
            r#""text":{{"body":"{text}"}}}}]}}}}]}}]}}"#
        ),
        number = PHONE_NUMBER_ID,
        from = from,
        id = id,
        text = text,
    )
}
