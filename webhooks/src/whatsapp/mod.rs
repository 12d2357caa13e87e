//! WhatsApp Cloud API webhooks.
//!
//! Lives here: the signature check, the handshake, and the way to the parser. Never here: sending.
//! Invariant: [`verify`] is the only maker of a [`Verified`], and only a [`Verified`] can be parsed.

pub(crate) mod body;
mod capability;
mod content;
mod message;
mod notices;
mod people;
mod status;

use url::form_urlencoded;

pub use capability::{DailyLimit, daily_limit};

use crate::mac::{self, Algorithm};
use crate::{InboundEvent, Refused, Secret, Unreadable};

/// The header that carries Meta's signature.
pub const SIGNATURE_HEADER: &str = "x-hub-signature-256";

const MAX_CHALLENGE: usize = 128;

/// A body that Meta signed.
#[derive(Debug, Clone, Copy)]
pub struct Verified<'a> {
    raw: &'a [u8],
}

/// Checks `X-Hub-Signature-256` (`sha256=` and lowercase hex) over the raw bytes, against every live app secret.
pub fn verify<'a>(signature: Option<&[u8]>, raw: &'a [u8], app_secrets: &[Secret]) -> Result<Verified<'a>, Refused> {
    let hex = signature.ok_or(Refused::Missing)?.strip_prefix(b"sha256=").ok_or(Refused::Malformed)?;
    let given = hex::decode(hex).map_err(|_not_hex| Refused::Malformed)?;
    mac::check_hmac(Algorithm::Sha256, app_secrets, &[raw], &given)?;
    Ok(Verified { raw })
}

impl Verified<'_> {
    /// Every entry, change, message and status of the body.
    pub fn parse(&self) -> Result<Vec<InboundEvent>, Unreadable> {
        body::parse(self.raw)
    }
}

/// Answers the GET by which Meta makes sure that the address is ours: the challenge to be sent back as it is.
pub fn handshake(query: &str, verify_tokens: &[Secret]) -> Result<String, Refused> {
    let wanted =
        |name: &str| form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value);
    let token = wanted("hub.verify_token").ok_or(Refused::Missing)?;
    mac::check_token(verify_tokens, token.as_bytes())?;
    if wanted("hub.mode").as_deref() != Some("subscribe") {
        return Err(Refused::Malformed);
    }
    let challenge = wanted("hub.challenge").ok_or(Refused::Malformed)?;
    // It is echoed into our answer, so it must not be able to be anything but a plain word.
    let plain = (1..=MAX_CHALLENGE).contains(&challenge.len()) && challenge.bytes().all(|b| b.is_ascii_alphanumeric());
    if plain { Ok(challenge.into_owned()) } else { Err(Refused::Malformed) }
}
