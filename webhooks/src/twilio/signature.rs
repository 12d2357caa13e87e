//! What Twilio signs, and with what.
//!
//! Lives here: the choice of the scheme and the string under the signature. Never here: reading events.
//! Invariant: the scheme follows from the request alone, and only the keys made for that scheme are tried.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::params::Params;
use super::{Keys, PublicUrl, Request};
use crate::mac::{self, Algorithm};
use crate::{Refused, Secret};

pub(super) fn check<'a>(public: &PublicUrl, request: &Request<'a>, keys: &Keys<'_>) -> Result<Params<'a>, Refused> {
    let given =
        STANDARD.decode(request.signature.ok_or(Refused::Missing)?).map_err(|_not_base64| Refused::Malformed)?;
    let (algorithm, secrets) = scheme(request.settings, keys)?;
    let params = Params::read(request.target, request.body)?;
    let hash = params.query("bodySHA256");
    // A body with its own hash in the address is not a form, whatever it looks like.
    let signed = if hash.is_some() { Vec::new() } else { params.sorted() };
    let [without_port, with_port] = public.forms().map(|base| {
        let address = [base.as_bytes(), request.target.as_bytes()];
        let pairs = signed.iter().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
        let parts: Vec<&[u8]> = address.into_iter().chain(pairs).collect();
        mac::check_hmac(algorithm, secrets, &parts, &given)
    });
    mac::either(without_port, with_port)?;
    if let Some(hash) = hash {
        let hash = hex::decode(hash.as_bytes()).map_err(|_not_hex| Refused::Malformed)?;
        mac::check_sha256(request.body, &hash)?;
    }
    Ok(params)
}

/// Without the settings header: the auth token and SHA-1. With it: a shared key and the algorithm it names.
fn scheme<'k>(settings: Option<&[u8]>, keys: &Keys<'k>) -> Result<(Algorithm, &'k [Secret]), Refused> {
    let Some(settings) = settings else {
        return Ok((Algorithm::Sha1, keys.auth_tokens));
    };
    let settings = str::from_utf8(settings).map_err(|_not_text| Refused::Malformed)?;
    let named = settings.split(',').find_map(|pair| pair.trim().strip_prefix("algorithm="));
    match named {
        Some("HMAC_SHA256") => Ok((Algorithm::Sha256, keys.shared_keys)),
        _ => Err(Refused::Malformed),
    }
}
