//! Small pieces of text from outside, brought into a bounded and harmless form.
//!
//! Lives here: ids, names, phone numbers, keys. Never here: where in a body they stand.
//! Invariant: what is used as a key is short, printable and injective: different parts never make the same key.

use sha2::{Digest, Sha256};
use url::form_urlencoded::byte_serialize;

const MAX_ID: usize = 256;
const MAX_NAME: usize = 100;
const MAX_WORD: usize = 64;
const MAX_KEY: usize = 300;
const MAX_DIGITS: usize = 20;

/// A provider's id: not empty, not absurdly long, nothing unprintable.
pub(crate) fn id(text: &str) -> Option<String> {
    let fits = !text.is_empty() && text.len() <= MAX_ID && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

/// A phone number as digits with a leading `+`, nothing more. Words and foreign digits are no phone number:
/// dropping them would make another person's number.
pub(crate) fn phone(text: &str) -> Option<String> {
    if text.chars().any(|c| is_meaningful(c) && !c.is_ascii_digit()) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).take(MAX_DIGITS + 1).collect();
    let fits = !digits.is_empty() && digits.len() <= MAX_DIGITS;
    fits.then(|| format!("+{digits}"))
}

/// Anything that may change which number is meant, as opposed to spaces, dots and brackets between its digits.
fn is_meaningful(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '*' | '#' | ',' | ';' | '/' | '@')
}

/// What a person calls themselves: one line, bounded.
pub(crate) fn name(text: &str) -> Option<String> {
    let name: String = text.trim().chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    (!name.is_empty()).then_some(name)
}

/// A provider's word for something: for logs and counters, so short and plain.
pub(crate) fn word(text: &str) -> String {
    text.chars().filter(char::is_ascii_graphic).take(MAX_WORD).collect()
}

/// Free text. NUL has no meaning in a message, and PostgreSQL cannot hold it.
pub(crate) fn text(text: &str) -> String {
    text.replace('\0', "")
}

/// A key made of parts. Each part is escaped, so no part can imitate the separator.
pub(crate) fn key(parts: &[&str]) -> String {
    let mut key = String::new();
    for part in parts {
        if !key.is_empty() {
            key.push(':');
        }
        key.extend(byte_serialize(part.as_bytes()));
    }
    if key.len() <= MAX_KEY { key } else { fingerprint(key.as_bytes()) }
}

/// SHA-256 in hex.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
