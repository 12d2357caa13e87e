//! Infobip SMS webhooks: inbound messages and delivery reports.
//!
//! Lives here: the check by the agreed scheme and the way to the parser. Never here: sending.
//! Invariant: [`verify`] is the only maker of a [`Verified`]; exactly the configured scheme is tried, never another one.

mod inbound;
mod report;
pub(crate) mod results;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::mac;
pub use crate::mac::Algorithm;
use crate::{InboundEvent, Refused, Secret, Unreadable};

/// How an Infobip account proves itself: a matter of its settings, so of our configuration.
#[derive(Debug, Clone, Copy)]
pub enum Scheme<'a> {
    /// `Authorization: Basic`; each secret is `user:password`.
    Basic { credentials: &'a [Secret] },
    /// A header of our choice that holds the secret itself.
    Header { name: &'a str, values: &'a [Secret] },
    /// HMAC in hex over the timestamp header followed by the raw body, in Infobip's own headers.
    TimestampedHmac { algorithm: Algorithm, secrets: &'a [Secret] },
    /// HMAC in hex over the raw body, in a header of our choice.
    BodyHmac { name: &'a str, algorithm: Algorithm, secrets: &'a [Secret] },
}

const SIGNATURE_HEADER: &str = "x-ib-exchange-req-signature";
const TIMESTAMP_HEADER: &str = "x-ib-exchange-req-timestamp";

/// A body that came with the agreed proof.
#[derive(Debug, Clone, Copy)]
pub struct Verified<'a> {
    raw: &'a [u8],
}

/// Checks the request by the one agreed scheme. `header` finds a header's value by its name in small letters.
pub fn verify<'a, 'h>(
    header: impl Fn(&str) -> Option<&'h [u8]>,
    raw: &'a [u8],
    scheme: &Scheme<'_>,
) -> Result<Verified<'a>, Refused> {
    let wanted = |name: &str| header(&name.to_ascii_lowercase()).ok_or(Refused::Missing);
    match *scheme {
        Scheme::Basic { credentials } => {
            let (kind, value) = wanted("authorization")?.split_at_checked(6).ok_or(Refused::Malformed)?;
            if !kind.eq_ignore_ascii_case(b"basic ") {
                return Err(Refused::Malformed);
            }
            let given = STANDARD.decode(value.trim_ascii()).map_err(|_not_base64| Refused::Malformed)?;
            mac::check_token(credentials, &given)?;
        }
        Scheme::Header { name, values } => mac::check_token(values, wanted(name)?)?,
        Scheme::TimestampedHmac { algorithm, secrets } => {
            let given = unhex(wanted(SIGNATURE_HEADER)?)?;
            mac::check_hmac(algorithm, secrets, &[wanted(TIMESTAMP_HEADER)?, raw], &given)?;
        }
        Scheme::BodyHmac { name, algorithm, secrets } => {
            mac::check_hmac(algorithm, secrets, &[raw], &unhex(wanted(name)?)?)?;
        }
    }
    Ok(Verified { raw })
}

fn unhex(given: &[u8]) -> Result<Vec<u8>, Refused> {
    hex::decode(given).map_err(|_not_hex| Refused::Malformed)
}

impl Verified<'_> {
    /// Every message and every report of the body.
    pub fn parse(&self) -> Result<Vec<InboundEvent>, Unreadable> {
        results::parse(self.raw)
    }
}
