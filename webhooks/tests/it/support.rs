//! Signing as the providers do, so that tests go through the front door.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carnet_webhooks::{
    Content, EventKind, InboundEvent, IncomingMessage, Receipt, Secret, infobip, telegram, twilio, whatsapp,
};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;
use url::form_urlencoded;

pub(crate) const KEY: &str = "a key for tests";
pub(crate) const PUBLIC: &str = "https://school.example";

pub(crate) fn secret(text: &str) -> Secret {
    Secret::new(text).unwrap()
}

pub(crate) fn sha256(key: &str, parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

pub(crate) fn sha1(key: &str, signed: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha1>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

pub(crate) fn meta_header(body: &[u8]) -> String {
    format!("sha256={}", hex::encode(sha256(KEY, &[body])))
}

pub(crate) fn from_whatsapp(body: &[u8]) -> Vec<InboundEvent> {
    whatsapp::verify(Some(meta_header(body).as_bytes()), body, &[secret(KEY)]).unwrap().parse().unwrap()
}

pub(crate) fn from_telegram(body: &[u8]) -> Vec<InboundEvent> {
    telegram::verify(Some(KEY.as_bytes()), body, &[secret(KEY)]).unwrap().parse("tg1").unwrap()
}

pub(crate) fn from_infobip(body: &[u8]) -> Vec<InboundEvent> {
    let values = [secret(KEY)];
    let scheme = infobip::Scheme::Header { name: "X-Carnet", values: &values };
    let header = |name: &str| (name == "x-carnet").then_some(KEY.as_bytes());
    infobip::verify(header, body, &scheme).unwrap().parse().unwrap()
}

/// What Twilio signs for a form: the address, then every pair once, in order.
pub(crate) fn twilio_signed(address: &str, body: &[u8]) -> String {
    let mut pairs: Vec<_> = form_urlencoded::parse(body).into_owned().collect();
    pairs.sort();
    pairs.dedup();
    pairs.into_iter().fold(address.to_owned(), |signed, (name, value)| signed + &name + &value)
}

pub(crate) fn from_twilio(target: &str, body: &[u8]) -> Vec<InboundEvent> {
    let signature = STANDARD.encode(sha1(KEY, &twilio_signed(&format!("{PUBLIC}{target}"), body)));
    let request = twilio::Request { target, signature: Some(signature.as_bytes()), settings: None, body };
    let tokens = [secret(KEY)];
    let keys = twilio::Keys { auth_tokens: &tokens, shared_keys: &[] };
    let public = twilio::PublicUrl::new(PUBLIC).unwrap();
    twilio::verify(&public, &request, &keys).unwrap().parse().unwrap()
}

pub(crate) fn one(events: Vec<InboundEvent>) -> InboundEvent {
    assert_eq!(events.len(), 1, "{events:#?}");
    events.into_iter().next().unwrap()
}

pub(crate) fn message(event: InboundEvent) -> IncomingMessage {
    match event.kind {
        EventKind::Message(message) => message,
        other => panic!("not a message: {other:?}"),
    }
}

pub(crate) fn content(event: InboundEvent) -> Content {
    message(event).content
}

pub(crate) fn receipt(event: InboundEvent) -> Receipt {
    match event.kind {
        EventKind::Receipt(receipt) => receipt,
        other => panic!("not a receipt: {other:?}"),
    }
}

/// Why and what was skipped, as `reason what`.
pub(crate) fn skipped(event: &InboundEvent) -> String {
    match &event.kind {
        EventKind::Skipped(skipped) => format!("{} {}", skipped.reason, skipped.what),
        other => panic!("not skipped: {other:?}"),
    }
}
