//! The words in a letter that end letters to its address, or answer what it asks: sealed, so that nobody can make one or read
//! whose it is.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::Keyring;
use crate::domain::{BroadcastId, ContactId, SchoolId};

const PLACE: &str = "contact.unsubscribe";
const ANSWER: &str = "contact.answer";

impl Keyring {
    /// A word for one address; another one each time.
    pub fn unsubscribe_token(&self, school: SchoolId, contact: ContactId) -> String {
        self.word_of(PLACE, &[school.0, contact.0])
    }

    /// Whose word it is, if it is one of ours.
    pub fn read_unsubscribe_token(&self, token: &str) -> Option<(SchoolId, ContactId)> {
        let [school, contact] = self.ids_in(PLACE, token)?;
        Some((SchoolId(school), ContactId(contact)))
    }

    /// A word by which one address answers one broadcast; another one each time.
    pub fn answer_token(&self, school: SchoolId, contact: ContactId, broadcast: BroadcastId) -> String {
        self.word_of(ANSWER, &[school.0, contact.0, broadcast.0])
    }

    /// Who answers what by it, if it is one of ours.
    pub fn read_answer_token(&self, token: &str) -> Option<(SchoolId, ContactId, BroadcastId)> {
        let [school, contact, broadcast] = self.ids_in(ANSWER, token)?;
        Some((SchoolId(school), ContactId(contact), BroadcastId(broadcast)))
    }

    fn word_of(&self, place: &'static str, ids: &[Uuid]) -> String {
        let bytes: Vec<u8> = ids.iter().flat_map(|id| id.into_bytes()).collect();
        URL_SAFE_NO_PAD.encode(self.seal(place, Uuid::nil(), &bytes))
    }

    /// The ids that a word was made of, if it is one of ours and of so many.
    fn ids_in<const IDS: usize>(&self, place: &'static str, word: &str) -> Option<[Uuid; IDS]> {
        let sealed = URL_SAFE_NO_PAD.decode(word).ok()?;
        let bytes = self.open(place, Uuid::nil(), &sealed).ok()?;
        let ids: Vec<Uuid> = bytes.chunks(16).map(Uuid::from_slice).collect::<Result<_, _>>().ok()?;
        ids.try_into().ok()
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
        let broadcast = BroadcastId::fresh();
        let answer = keys.answer_token(school, contact, broadcast);
        assert_eq!(keys.read_answer_token(&answer), Some((school, contact, broadcast)));
        assert_eq!((keys.read_answer_token(&token), keys.read_unsubscribe_token(&answer)), (None, None));
        for nonsense in ["", "x", "AAAA", "é"] {
            assert_eq!(keys.read_unsubscribe_token(nonsense), None);
        }
    }
}
