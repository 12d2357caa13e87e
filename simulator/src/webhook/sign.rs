//! Signatures as the providers make them. Written from the providers' descriptions, on purpose
//! without a line shared with the crate that verifies them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::Sha256;

/// Meta's `X-Hub-Signature-256`.
pub(crate) fn meta(app_secret: &str, body: &[u8]) -> String {
    format!("sha256={}", hmac_sha256_hex(app_secret.as_bytes(), &[body]))
}

/// Infobip's `X-Ib-Exchange-Req-Signature`, over the timestamp header and the body.
pub(crate) fn infobip(secret: &str, timestamp: &str, body: &[u8]) -> String {
    hmac_sha256_hex(secret.as_bytes(), &[timestamp.as_bytes(), body])
}

/// Twilio's `X-Twilio-Signature`, over the URL and the parameters in order of their names.
pub(crate) fn twilio(auth_token: &str, url: &str, form: &[(String, String)]) -> String {
    let mut sorted: Vec<_> = form.iter().collect();
    sorted.sort();
    sorted.dedup();
    let mut signed = url.to_owned();
    for (name, value) in sorted {
        signed.push_str(name);
        signed.push_str(value);
    }
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(auth_token.as_bytes()) else {
        return String::new();
    };
    mac.update(signed.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

fn hmac_sha256_hex(key: &[u8], parts: &[&[u8]]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return String::new();
    };
    for part in parts {
        mac.update(part);
    }
    hex::encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use serde_json::Value;

    /// The vectors lie beside the project where it is developed, not in it.
    fn vectors(provider: &str) -> Vec<Value> {
        let named = std::env::var_os("CARNET_SHARED").map(PathBuf::from);
        let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("shared"));
        let file = "contracts/vectors/signatures.json";
        let text = named.into_iter().chain(above).find_map(|folder| std::fs::read_to_string(folder.join(file)).ok());
        let Some(text) = text else {
            println!("skipped: no signature vectors beside the project");
            return Vec::new();
        };
        let all: Value = serde_json::from_str(&text).unwrap();
        all[provider].as_array().unwrap().clone()
    }

    fn form(vector: &Value) -> Vec<(String, String)> {
        let params = vector["params"].as_object().cloned().unwrap_or_default();
        params.into_iter().map(|(k, v)| (k, v.as_str().unwrap().to_owned())).collect()
    }

    #[test]
    fn meta_signs_as_the_vectors_say() {
        for v in vectors("meta") {
            let body = v["body"].as_str().unwrap().as_bytes();
            let made = super::meta(v["app_secret"].as_str().unwrap(), body);
            assert_eq!(made, v["signature"].as_str().unwrap(), "{}", v["name"]);
        }
    }

    #[test]
    fn twilio_signs_as_the_vectors_say() {
        let sha1 = vectors("twilio")
            .into_iter()
            .filter(|v| v["algorithm"] == "HMAC_SHA1" && v["auth_token"].is_string() && v["why"].is_null());
        for v in sha1 {
            let made = super::twilio(v["auth_token"].as_str().unwrap(), v["url"].as_str().unwrap(), &form(&v));
            assert_eq!(made, v["signature"].as_str().unwrap(), "{}", v["name"]);
        }
    }

    #[test]
    fn infobip_signs_as_the_vectors_say() {
        for v in vectors("infobip").iter().filter(|v| v["timestamp"].is_string()) {
            let made = super::infobip(
                v["secret"].as_str().unwrap(),
                v["timestamp"].as_str().unwrap(),
                v["body"].as_str().unwrap().as_bytes(),
            );
            assert_eq!(made, v["signature_hex"].as_str().unwrap());
        }
    }
}
