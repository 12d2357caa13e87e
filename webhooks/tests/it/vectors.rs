//! Signatures made by other people's libraries, from the contract data.

use carnet_webhooks::infobip::{Algorithm, Scheme};
use carnet_webhooks::{Refused, infobip, twilio, whatsapp};
use serde_json::Value;
use url::{Url, form_urlencoded};

use crate::shared;
use crate::support::secret;

fn vectors(provider: &str) -> Vec<Value> {
    let Some(contracts) = shared::contracts() else { return Vec::new() };
    let file = std::fs::read(contracts.join("vectors/signatures.json")).unwrap();
    let all: Value = serde_json::from_slice(&file).unwrap();
    all[provider].as_array().unwrap().clone()
}

fn text<'a>(vector: &'a Value, name: &str) -> &'a str {
    vector[name].as_str().unwrap_or_default()
}

#[test]
fn meta_signatures_hold() {
    for vector in vectors("meta") {
        let secrets = [secret(text(&vector, "app_secret"))];
        let (signature, body) = (text(&vector, "signature").as_bytes(), text(&vector, "body").as_bytes());
        assert!(whatsapp::verify(Some(signature), body, &secrets).is_ok(), "{}", vector["name"]);
        let cut = &body[1..];
        assert_eq!(whatsapp::verify(Some(signature), cut, &secrets).err(), Some(Refused::Mismatch));
    }
}

#[test]
fn twilio_signatures_hold() {
    for vector in vectors("twilio") {
        let address = Url::parse(text(&vector, "url")).unwrap();
        let public = twilio::PublicUrl::new(&address.origin().ascii_serialization()).unwrap();
        let target = match address.query() {
            Some(query) => format!("{}?{query}", address.path()),
            None => address.path().to_owned(),
        };
        let body = match vector["params"].as_object() {
            Some(params) => {
                let pairs = params.iter().map(|(name, value)| (name, value.as_str().unwrap()));
                form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
            }
            None => text(&vector, "body").to_owned(),
        };
        let settings = vector["extra_header"].as_str().map(|line| line.split_once(": ").unwrap().1.as_bytes());
        let (right, wrong) = ([secret(text(&vector, "auth_token"))], [secret("another key")]);
        let keys = match settings {
            Some(_) => twilio::Keys { auth_tokens: &wrong, shared_keys: &right },
            None => twilio::Keys { auth_tokens: &right, shared_keys: &wrong },
        };
        let signature = Some(text(&vector, "signature").as_bytes());
        let request = twilio::Request { target: &target, signature, settings, body: body.as_bytes() };
        assert!(twilio::verify(&public, &request, &keys).is_ok(), "{}", vector["name"]);

        let swapped = twilio::Keys { auth_tokens: keys.shared_keys, shared_keys: keys.auth_tokens };
        assert!(twilio::verify(&public, &request, &swapped).is_err(), "{}: the other scheme's key", vector["name"]);
        let other = format!("{body}x");
        let request = twilio::Request { body: other.as_bytes(), ..request };
        assert!(twilio::verify(&public, &request, &keys).is_err(), "{}: another body", vector["name"]);
    }
}

#[test]
fn infobip_signatures_hold() {
    for vector in vectors("infobip") {
        let secrets = [secret(text(&vector, "secret"))];
        let algorithm = Algorithm::Sha256;
        let (right, other) = match text(&vector, "name") {
            "exchange" => (
                Scheme::TimestampedHmac { algorithm, secrets: &secrets },
                Scheme::BodyHmac { name: "X-Ib-Exchange-Req-Signature", algorithm, secrets: &secrets },
            ),
            _ => (
                Scheme::BodyHmac { name: "X-Signature", algorithm, secrets: &secrets },
                Scheme::TimestampedHmac { algorithm, secrets: &secrets },
            ),
        };
        let header = |name: &str| {
            let key = if name.ends_with("timestamp") { "timestamp" } else { "signature_hex" };
            vector[key].as_str().map(str::as_bytes)
        };
        let body = text(&vector, "body").as_bytes();
        assert!(infobip::verify(header, body, &right).is_ok(), "{}", vector["name"]);
        assert!(infobip::verify(header, body, &other).is_err(), "{}: fell through", vector["name"]);
    }
}
