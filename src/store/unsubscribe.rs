//! The word in a letter that ends letters to its address: sealed, so that nobody can make one or read whose it is.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::Keyring;
use crate::domain::{ContactId, SchoolId};

const PLACE: &str = "contact.unsubscribe";

impl Keyring {
    /// A word for one address; another one each time.
    pub fn unsubscribe_token(&self, school: SchoolId, contact: ContactId) -> String {
        let both = [school.0.as_bytes().as_slice(), contact.0.as_bytes()].concat();
        URL_SAFE_NO_PAD.encode(self.seal(PLACE, Uuid::nil(), &both))
    }

    /// Whose word it is, if it is one of ours.
    pub fn read_unsubscribe_token(&self, token: &str) -> Option<(SchoolId, ContactId)> {
        let sealed = URL_SAFE_NO_PAD.decode(token).ok()?;
        let both = self.open(PLACE, Uuid::nil(), &sealed).ok()?;
        let (school, contact) = both.split_at_checked(16)?;
        Some((SchoolId(Uuid::from_slice(school).ok()?), ContactId(Uuid::from_slice(contact).ok()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::STANDARD;

    #[test]
    fn a_word_is_its_address_s_and_no_other_is_one() {
        let keys = Keyring::from_base64(&[&STANDARD.encode([1; 32])]).unwrap();
        let (school, contact) = (SchoolId::fresh(), ContactId::fresh());
        let token = keys.unsubscribe_token(school, contact);
        assert_eq!(keys.read_unsubscribe_token(&token), Some((school, contact)));
        assert!(!token.contains(&contact.to_string()) && token.len() < 150);
        let mut other = token.clone().into_bytes();
        other[60] ^= 1;
        assert_eq!(keys.read_unsubscribe_token(&String::from_utf8(other).unwrap()), None);
        for nonsense in ["", "x", "AAAA", "é"] {
            assert_eq!(keys.read_unsubscribe_token(nonsense), None);
        }
    }
}
