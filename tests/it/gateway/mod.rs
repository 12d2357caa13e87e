//! The gateways against providers on this machine: what they ask, what they conclude from an answer.

mod bodies;
pub(crate) mod bounces;
mod health;
mod mail;
mod outcomes;
mod text_messages;

use bytes::Bytes;
use carnet::domain::{AttemptId, DocumentId};
use carnet::gateway::{
    Address, Button, Content, File, FileSource, Gateway, HttpClient, Message, Telegram, Timeouts, WhatsApp,
    WhatsAppAccount,
};
use std::time::Duration;
use url::Url;
use uuid::Uuid;

const TOKEN: &str = "987654321:SECRETsecretSECRET";

const ATTEMPT: AttemptId = AttemptId(Uuid::from_u128(0x0199_aaaa_bbbb_7ccc_8ddd_eeee_ffff_0001));

fn client() -> HttpClient {
    HttpClient::new(Timeouts { connect: Duration::from_millis(300), request: Duration::from_millis(700) }).unwrap()
}

fn whatsapp(base: &Url) -> WhatsApp {
    whatsapp_by(client(), base)
}

fn whatsapp_by(client: HttpClient, base: &Url) -> WhatsApp {
    let account = WhatsAppAccount {
        api_base: base.clone(),
        phone_number_id: "106540352242922".into(),
        waba_id: Some("102290129340398".into()),
        access_token: TOKEN.into(),
    };
    WhatsApp::new(client, &account).unwrap()
}

fn telegram(base: &Url) -> Telegram {
    Telegram::new(client(), &TOKEN.into(), base).unwrap()
}

fn both(base: &Url) -> [Gateway; 2] {
    let client = client();
    let telegram = Telegram::new(client.clone(), &TOKEN.into(), base).unwrap();
    [Gateway::WhatsApp(whatsapp_by(client, base)), Gateway::Telegram(telegram)]
}

/// Reachable on either channel.
fn message(content: Content) -> Message {
    let to = Address { phone: Some("+2250505050505".into()), user_id: Some("5001".into()), email: None };
    Message {
        to,
        attempt: ATTEMPT,
        key: "m.0".into(),
        unsubscribe: None,
        answer: None,
        content,
        file: None,
        edits: None,
    }
}

fn text() -> Message {
    message(Content::Text { body: "Awa : 15 < 16 & 3 > 2".into() })
}

fn button(payload: &str, title: &str) -> Button {
    Button { payload: payload.into(), title: title.into(), description: None }
}

fn document(caption: Option<&str>) -> Content {
    Content::Document { document: DocumentId(Uuid::nil()), caption: caption.map(Into::into) }
}

/// The content with the file it names, if it names one.
fn carrying(content: Content) -> Message {
    let is_document = matches!(content, Content::Document { .. });
    let file = File {
        name: "Bulletin \"é\" \r\n T1.pdf".into(),
        mime: "application/pdf".into(),
        source: FileSource::Bytes(Bytes::from_static(b"%PDF-1.7 test")),
    };
    Message { file: is_document.then_some(file), ..message(content) }
}

/// A file the provider has already.
fn known(id: &str) -> Message {
    let file = File { name: "T1.pdf".into(), mime: "application/pdf".into(), source: FileSource::Known(id.into()) };
    Message { file: Some(file), ..message(document(None)) }
}
