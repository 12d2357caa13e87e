//! Comparing what a request brought with what each live secret would have made.
//!
//! Lives here: the only comparisons of secrets and signatures in the crate. Never here: headers, encodings of one provider.
//! Invariant: every live secret is tried, whatever the earlier ones said, and no comparison stops at the first
//! differing byte; so neither which secret matched nor how much of a guess was right can be timed.

use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use subtle::{Choice, ConstantTimeEq};

use crate::{Refused, Secret};

/// The hash under an HMAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// Only for providers that offer nothing better.
    Sha1,
    Sha256,
    Sha512,
}

/// Whether `given` is the HMAC of the parts, in a row, under any of the secrets.
pub(crate) fn check_hmac(
    algorithm: Algorithm,
    secrets: &[Secret],
    parts: &[&[u8]],
    given: &[u8],
) -> Result<(), Refused> {
    if secrets.is_empty() {
        return Err(Refused::NoSecret);
    }
    let any = secrets.iter().fold(Choice::from(0), |any, secret| any | matches(algorithm, secret, parts, given));
    decide(any)
}

/// Whether `given` is one of the secrets itself. Both sides are hashed first, which hides the length as well.
pub(crate) fn check_token(secrets: &[Secret], given: &[u8]) -> Result<(), Refused> {
    if secrets.is_empty() {
        return Err(Refused::NoSecret);
    }
    let given = Sha256::digest(given);
    let any = secrets.iter().fold(Choice::from(0), |any, secret| any | Sha256::digest(secret.expose()).ct_eq(&given));
    decide(any)
}

/// Whether `given` is the SHA-256 of `body`.
pub(crate) fn check_sha256(body: &[u8], given: &[u8]) -> Result<(), Refused> {
    decide(Sha256::digest(body).ct_eq(given))
}

/// Either of two answers, both already computed.
pub(crate) fn either(left: Result<(), Refused>, right: Result<(), Refused>) -> Result<(), Refused> {
    if left.is_ok() { left } else { right }
}

fn matches(algorithm: Algorithm, secret: &Secret, parts: &[&[u8]], given: &[u8]) -> Choice {
    match algorithm {
        Algorithm::Sha1 => matches_with::<Hmac<Sha1>>(secret, parts, given),
        Algorithm::Sha256 => matches_with::<Hmac<Sha256>>(secret, parts, given),
        Algorithm::Sha512 => matches_with::<Hmac<Sha512>>(secret, parts, given),
    }
}

fn matches_with<M: Mac + KeyInit>(secret: &Secret, parts: &[&[u8]], given: &[u8]) -> Choice {
    // An HMAC takes a key of any length; should that ever change, the answer is no.
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(secret.expose()) else {
        return Choice::from(0);
    };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().ct_eq(given)
}

fn decide(any: Choice) -> Result<(), Refused> {
    if bool::from(any) { Ok(()) } else { Err(Refused::Mismatch) }
}
