//! Twilio webhooks: SMS and WhatsApp through Twilio, inbound and status.
//!
//! Lives here: the signature check and the way to the parser. Never here: TwiML, sending.
//! Invariant: [`verify`] is the only maker of a [`Verified`]; what was signed is what is parsed, and a request that asks
//! for one scheme is never tried with another.

mod address;
mod inbound;
pub(crate) mod params;
mod signature;
mod status;

pub use address::{BadPublicUrl, PublicUrl};
use params::Params;

use crate::{InboundEvent, Refused, Secret, Unreadable};

/// The header that carries the signature.
pub const SIGNATURE_HEADER: &str = "x-twilio-signature";
/// The header that, when present, names a shared key and an algorithm other than the first one.
pub const SETTINGS_HEADER: &str = "x-twilio-webhooks-signature-settings";

/// What Twilio may sign with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Keys<'a> {
    /// For HMAC-SHA1, the default scheme.
    pub auth_tokens: &'a [Secret],
    /// For HMAC-SHA256, named by the settings header.
    pub shared_keys: &'a [Secret],
}

/// One request, as it came.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Path and query exactly as they stood in the request line.
    pub target: &'a str,
    pub signature: Option<&'a [u8]>,
    pub settings: Option<&'a [u8]>,
    pub body: &'a [u8],
}

/// A body that Twilio signed, with the query it was signed with.
#[derive(Debug, Clone)]
pub struct Verified<'a> {
    params: Params<'a>,
}

/// Checks the signature over the public address and the form (or, where the query holds `bodySHA256`, over the address
/// and the hash of the body), with and without the port.
pub fn verify<'a>(public: &PublicUrl, request: &Request<'a>, keys: &Keys<'_>) -> Result<Verified<'a>, Refused> {
    signature::check(public, request, keys).map(|params| Verified { params })
}

impl Verified<'_> {
    /// The message with its media, or the status, that the form tells of. A form can always be read: never an error.
    pub fn parse(&self) -> Result<Vec<InboundEvent>, Unreadable> {
        Ok(parse(&self.params))
    }
}

pub(crate) fn parse(params: &Params<'_>) -> Vec<InboundEvent> {
    if params.get("MessageStatus").is_some() { vec![status::read(params)] } else { inbound::read(params) }
}
