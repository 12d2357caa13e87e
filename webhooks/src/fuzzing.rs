//! One entry for the fuzz targets and for the test that replays their corpus.
//!
//! Lives here: running a provider's checks and parser over any bytes, and what must hold of the outcome. Never here: events
//! that leave the crate; nothing parsed without a check is handed out.
#![doc(hidden)]

use crate::twilio::params::Params;
use crate::{InboundEvent, MAX_EVENTS, Provider, Secret, infobip, telegram, twilio, whatsapp};

/// Runs everything a request can reach. Panics where an invariant of the crate does not hold.
pub fn run(provider: Provider, bytes: &[u8]) {
    let events = match provider {
        Provider::WhatsApp => whatsapp::body::parse(bytes).unwrap_or_default(),
        Provider::Telegram => telegram::update::parse(bytes, "bot").unwrap_or_default(),
        Provider::Infobip => infobip::results::parse(bytes).unwrap_or_default(),
        Provider::Twilio => twilio_events(bytes),
    };
    assert!(events.len() <= MAX_EVENTS + 1, "more events than the bound");
    for event in &events {
        assert_holds(event);
    }
    checks_refuse(bytes);
}

/// The first line is the request's target, the rest its form.
fn twilio_events(bytes: &[u8]) -> Vec<InboundEvent> {
    let (target, body) = bytes.iter().position(|b| *b == b'\n').map_or((bytes, bytes), |at| bytes.split_at(at));
    let target = str::from_utf8(target).unwrap_or("/");
    Params::read(target, body).map(|params| twilio::parse(&params)).unwrap_or_default()
}

fn assert_holds(event: &InboundEvent) {
    assert!(!event.dedupe.is_empty() && event.dedupe.is_ascii(), "a key is empty or not plain");
    let stored = serde_json::to_string(event).unwrap_or_default();
    let restored: Option<InboundEvent> = serde_json::from_str(&stored).ok();
    assert!(restored.as_ref() == Some(event), "an event does not survive storage");
}

/// Bytes of a stranger, used as every part of a request, never pass.
fn checks_refuse(bytes: &[u8]) {
    let Ok(secret) = Secret::new("a secret no fuzzer will ever sign with") else {
        return;
    };
    let secrets = [secret];
    assert!(whatsapp::verify(Some(bytes), bytes, &secrets).is_err());
    assert!(telegram::verify(Some(bytes), bytes, &secrets).is_err());
    let text = String::from_utf8_lossy(bytes);
    assert!(whatsapp::handshake(&text, &secrets).is_err());
    let request = twilio::Request { target: &text, signature: Some(bytes), settings: None, body: bytes };
    let keys = twilio::Keys { auth_tokens: &secrets, shared_keys: &secrets };
    if let Ok(public) = twilio::PublicUrl::new("https://school.example") {
        assert!(twilio::verify(&public, &request, &keys).is_err());
    }
    let scheme = infobip::Scheme::Basic { credentials: &secrets };
    assert!(infobip::verify(|_| Some(bytes), bytes, &scheme).is_err());
}
