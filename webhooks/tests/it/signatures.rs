//! What the checks let in, and above all what they do not.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carnet_webhooks::infobip::{Algorithm, Scheme};
use carnet_webhooks::{EmptySecret, Refused, Secret, infobip, telegram, twilio, whatsapp};

use crate::support::{KEY, PUBLIC, meta_header, secret, sha1, sha256, twilio_signed};

const BODY: &[u8] = br#"{"object":"whatsapp_business_account","entry":[]}"#;
const FORM: &[u8] = b"MessageSid=SM1&From=%2B15551234567&To=%2B14155550100&Body=a+b%26c";
const TARGET: &str = "/webhooks/twilio/tw1/inbound?a=1";

/// Every copy of `bytes` with one bit turned.
fn with_one_bit_turned(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len() * 8).map(move |bit| {
        let mut copy = bytes.to_vec();
        copy[bit / 8] ^= 1 << (bit % 8);
        copy
    })
}

#[test]
fn meta_refuses_any_turned_bit_of_the_body_or_the_signature() {
    let header = meta_header(BODY);
    let secrets = [secret(KEY)];
    for body in with_one_bit_turned(BODY) {
        assert_eq!(whatsapp::verify(Some(header.as_bytes()), &body, &secrets).err(), Some(Refused::Mismatch));
    }
    for bad in with_one_bit_turned(header.as_bytes()).filter(|bad| !bad.eq_ignore_ascii_case(header.as_bytes())) {
        assert!(whatsapp::verify(Some(&bad), BODY, &secrets).is_err());
    }
}

#[test]
fn meta_refuses_what_is_not_a_signature() {
    let secrets = [secret(KEY)];
    assert_eq!(whatsapp::verify(None, BODY, &secrets).err(), Some(Refused::Missing));
    let bare = hex::encode(sha256(KEY, &[BODY]));
    let cases = [String::new(), "sha256=".to_owned(), bare.clone(), format!("sha1={bare}"), "sha256=zz".to_owned()];
    for case in cases {
        assert!(whatsapp::verify(Some(case.as_bytes()), BODY, &secrets).is_err(), "{case}");
    }
    let header = meta_header(BODY);
    let shortened = &header.as_bytes()[..69];
    assert_eq!(whatsapp::verify(Some(shortened), BODY, &secrets).err(), Some(Refused::Mismatch));
    assert_eq!(whatsapp::verify(Some(b"sha256="), BODY, &[]).err(), Some(Refused::NoSecret));
}

#[test]
fn every_live_secret_lets_in() {
    let header = meta_header(BODY);
    let secrets = [secret("the one before"), secret(KEY), secret("the next one")];
    assert!(whatsapp::verify(Some(header.as_bytes()), BODY, &secrets).is_ok());
    assert!(whatsapp::verify(Some(header.as_bytes()), BODY, &secrets[..1]).is_err());
    assert!(telegram::verify(Some(KEY.as_bytes()), BODY, &secrets).is_ok());
    assert!(telegram::verify(Some(KEY.as_bytes()), BODY, &secrets[..1]).is_err());
}

#[test]
fn telegram_refuses_any_other_token() {
    let secrets = [secret(KEY)];
    assert_eq!(telegram::verify(None, BODY, &secrets).err(), Some(Refused::Missing));
    assert_eq!(telegram::verify(Some(KEY.as_bytes()), BODY, &[]).err(), Some(Refused::NoSecret));
    for token in with_one_bit_turned(KEY.as_bytes()).chain([Vec::new(), KEY.as_bytes()[1..].to_vec()]) {
        assert_eq!(telegram::verify(Some(&token), BODY, &secrets).err(), Some(Refused::Mismatch));
    }
}

fn twilio_refuses(target: &str, signature: &[u8], body: &[u8]) -> Option<Refused> {
    let tokens = [secret(KEY)];
    let request = twilio::Request { target, signature: Some(signature), settings: None, body };
    let keys = twilio::Keys { auth_tokens: &tokens, shared_keys: &[] };
    twilio::verify(&twilio::PublicUrl::new(PUBLIC).unwrap(), &request, &keys).err()
}

#[test]
fn twilio_refuses_another_form_address_or_signature() {
    let signature = STANDARD.encode(sha1(KEY, &twilio_signed(&format!("{PUBLIC}{TARGET}"), FORM)));
    let signature = signature.as_bytes();
    assert_eq!(twilio_refuses(TARGET, signature, FORM), None);
    let reordered = b"To=%2B14155550100&Body=a%20b%26c&From=%2B15551234567&MessageSid=SM1";
    assert_eq!(twilio_refuses(TARGET, signature, reordered), None, "the order of a form is not signed");
    assert_eq!(twilio_refuses("/webhooks/twilio/tw1/inbound?a=2", signature, FORM), Some(Refused::Mismatch));
    assert_eq!(twilio_refuses("/webhooks/twilio/tw2/inbound?a=1", signature, FORM), Some(Refused::Mismatch));
    let more = [FORM, b"&OptOutType=STOP"].concat();
    assert_eq!(twilio_refuses(TARGET, signature, &more), Some(Refused::Mismatch));
    for bad in with_one_bit_turned(signature) {
        assert!(twilio_refuses(TARGET, &bad, FORM).is_some());
    }
}

#[test]
fn twilio_takes_only_the_scheme_the_request_names() {
    let signed = twilio_signed(&format!("{PUBLIC}{TARGET}"), FORM);
    let one = STANDARD.encode(sha1(KEY, &signed));
    let two = STANDARD.encode(sha256(KEY, &[signed.as_bytes()]));
    let both = [secret(KEY)];
    let keys = twilio::Keys { auth_tokens: &both, shared_keys: &both };
    let public = twilio::PublicUrl::new(PUBLIC).unwrap();
    let passes = |signature: &str, settings: Option<&'static str>| {
        let signature = Some(signature.as_bytes());
        let request = twilio::Request { target: TARGET, signature, settings: settings.map(str::as_bytes), body: FORM };
        twilio::verify(&public, &request, &keys).is_ok()
    };
    let named = Some("key=webhooks_sharedkey_1,algorithm=HMAC_SHA256");
    assert!(passes(&one, None) && passes(&two, named));
    assert!(!passes(&two, None) && !passes(&one, named));
    assert!(!passes(&one, Some("key=k,algorithm=HMAC_SHA1")) && !passes(&one, Some("")));
}

#[test]
fn twilio_holds_a_json_body_to_its_hash() {
    let body = br#"{"a":1}"#;
    let hash = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(body));
    let target = format!("/webhooks/twilio/tw1/inbound?bodySHA256={hash}");
    let signature = STANDARD.encode(sha1(KEY, &format!("{PUBLIC}{target}")));
    assert_eq!(twilio_refuses(&target, signature.as_bytes(), body), None);
    assert_eq!(twilio_refuses(&target, signature.as_bytes(), br#"{"a":2}"#), Some(Refused::Mismatch));
    assert_eq!(twilio_refuses(&target, signature.as_bytes(), FORM), Some(Refused::Mismatch));
}

#[test]
fn twilio_bounds_what_a_stranger_can_make_us_sort() {
    let pairs = "a&".repeat(1001);
    assert_eq!(twilio_refuses(TARGET, b"AAAA", pairs.as_bytes()), Some(Refused::Malformed));
    assert_eq!(twilio_refuses(TARGET, b"AAAA", &vec![b'a'; 300 * 1024]), Some(Refused::Malformed));
}

#[test]
fn a_public_address_is_an_origin_and_perhaps_a_path() {
    let forms = |base: &str| twilio::PublicUrl::new(base);
    assert_eq!(forms("https://x.example/"), forms("https://x.example"));
    assert_eq!(forms("https://x.example:443"), forms("https://x.example"));
    assert_ne!(forms("https://x.example/carnet"), forms("https://x.example"));
    for bad in ["x.example", "ftp://x.example", "https://u:p@x.example", "https://x.example/?a", "https://x.example#f"]
    {
        assert_eq!(forms(bad), Err(twilio::BadPublicUrl), "{bad}");
    }
}

#[test]
fn infobip_takes_only_the_agreed_scheme() {
    let secrets = [secret("user:password")];
    let basic = format!("Basic {}", STANDARD.encode("user:password"));
    let timestamped = hex::encode(sha256("user:password", &[b"1667951050990", BODY]));
    let headers = |name: &str| match name {
        "authorization" => Some(basic.as_bytes()),
        "x-carnet" => Some(&b"user:password"[..]),
        "x-ib-exchange-req-signature" => Some(timestamped.as_bytes()),
        "x-ib-exchange-req-timestamp" => Some(&b"1667951050990"[..]),
        _ => None,
    };
    let algorithm = Algorithm::Sha256;
    let schemes = [
        Scheme::Basic { credentials: &secrets },
        Scheme::Header { name: "X-Carnet", values: &secrets },
        Scheme::TimestampedHmac { algorithm, secrets: &secrets },
    ];
    for scheme in &schemes {
        assert!(infobip::verify(headers, BODY, scheme).is_ok(), "{scheme:?}");
        assert_eq!(infobip::verify(|_| None, BODY, scheme).err(), Some(Refused::Missing));
        assert!(infobip::verify(|_| Some(&b"Basic AAAA"[..]), BODY, scheme).is_err());
    }
    // The timestamped signature in the right header is nothing to the scheme over the body alone.
    let body_only = Scheme::BodyHmac { name: "X-Ib-Exchange-Req-Signature", algorithm, secrets: &secrets };
    assert_eq!(infobip::verify(headers, BODY, &body_only).err(), Some(Refused::Mismatch));
    for body in with_one_bit_turned(BODY) {
        assert_eq!(infobip::verify(headers, &body, &schemes[2]).err(), Some(Refused::Mismatch));
    }
}

#[test]
fn the_handshake_echoes_only_a_plain_challenge_to_the_right_token() {
    let tokens = [secret("old"), secret("t o+k&n")];
    let token = "t%20o%2Bk%26n";
    let ask = |query: String| whatsapp::handshake(&query, &tokens);
    let query = |challenge: &str| format!("hub.mode=subscribe&hub.challenge={challenge}&hub.verify_token={token}");
    assert_eq!(ask(query("1158201444")).as_deref(), Ok("1158201444"));
    for challenge in ["", "%3Cscript%3E", "1%0d%0aX", &"1".repeat(129)] {
        assert_eq!(ask(query(challenge)), Err(Refused::Malformed), "{challenge}");
    }
    assert_eq!(ask("hub.mode=subscribe&hub.challenge=1&hub.verify_token=x".to_owned()), Err(Refused::Mismatch));
    assert_eq!(ask("hub.mode=subscribe&hub.challenge=1".to_owned()), Err(Refused::Missing));
    assert_eq!(ask(format!("hub.mode=other&hub.challenge=1&hub.verify_token={token}")), Err(Refused::Malformed));
    assert_eq!(whatsapp::handshake(&query("1"), &[]), Err(Refused::NoSecret));
}

#[test]
fn a_secret_is_never_empty_and_never_printed() {
    assert_eq!(Secret::new("").err(), Some(EmptySecret));
    let shown = format!("{:?}", Scheme::Basic { credentials: &[secret(KEY)] });
    assert!(!shown.contains(KEY) && shown.contains("redacted"), "{shown}");
}

#[test]
fn no_refusal_holds_the_expected_signature() {
    let expected = sha256(KEY, &[BODY]);
    let (hex, base64) = (hex::encode(&expected), STANDARD.encode(&expected));
    let wrong = format!("sha256={}", "0".repeat(64));
    let secrets = [secret(KEY)];
    let refusals = [
        whatsapp::verify(Some(wrong.as_bytes()), BODY, &secrets).err(),
        whatsapp::verify(Some(b"sha256=0"), BODY, &secrets).err(),
        whatsapp::verify(None, BODY, &secrets).err(),
        telegram::verify(Some(b"wrong"), BODY, &secrets).err(),
        twilio_refuses(TARGET, b"AAAA", FORM),
    ];
    for refusal in refusals {
        let refusal = refusal.unwrap();
        let told = format!("{refusal} {refusal:?}");
        assert!(!told.contains(&hex) && !told.contains(&base64) && !told.contains(KEY), "{told}");
    }
}
