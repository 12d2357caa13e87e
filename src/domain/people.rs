//! People's names and what they do at the school.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What a member of staff may broadly do; details are decided by [`super::can`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Teacher,
    /// Head of school, censeur.
    Admin,
    Secretary,
}

impl Role {
    /// As stored and as in the school file.
    pub fn code(self) -> &'static str {
        match self {
            Self::Teacher => "teacher",
            Self::Admin => "admin",
            Self::Secretary => "secretary",
        }
    }
}

/// Not a role.
#[derive(Debug, thiserror::Error)]
#[error("unknown role; write teacher, admin or secretary")]
pub struct UnknownRole;

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(code: &str) -> Result<Self, UnknownRole> {
        [Self::Teacher, Self::Admin, Self::Secretary].into_iter().find(|role| role.code() == code).ok_or(UnknownRole)
    }
}

/// A name as the school writes it, cleaned: one line, no control or direction characters, 1 to 100 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonName(String);

/// Why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("the name is empty")]
    Empty,
    #[error("the name is longer than 100 characters")]
    TooLong,
}

impl PersonName {
    /// Cleans and checks a name (Unicode NFC, direction controls and control characters removed, spaces folded).
    pub fn new(text: &str) -> Result<Self, NameError> {
        use unicode_normalization::UnicodeNormalization;
        let visible: String =
            text.nfc().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_hidden(*c)).collect();
        let name = visible.split_whitespace().collect::<Vec<_>>().join(" ");
        match name.chars().count() {
            0 => Err(NameError::Empty),
            1..=100 => Ok(Self(name)),
            _ => Err(NameError::TooLong),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}')
}

/// A student's names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StudentName {
    pub last: String,
    pub first: String,
    /// The name in Arabic script, where the school has it.
    pub arabic: Option<String>,
}

impl StudentName {
    /// As lists show it: `KOUASSI Awa`.
    pub fn full(&self) -> String {
        format!("{} {}", self.last, self.first)
    }

    /// The same in Arabic letters: the first name and the initial of the family name, which stands last.
    pub fn discreet_arabic(&self) -> Option<String> {
        let (mut first, mut last) = match self.arabic.as_deref()?.rsplit_once(' ') {
            Some((first, last)) => (first, last.strip_prefix("ال").unwrap_or(last)),
            None => return self.arabic.clone(),
        };
        // `بن عبد الله` is one name, and begins with its first word.
        while let Some((before, word)) = first.rsplit_once(' ').filter(|(_, word)| BEGINS_A_NAME.contains(word)) {
            (first, last) = (before, word);
        }
        Some(last.chars().next().map_or_else(|| first.to_owned(), |initial| format!("{first} {initial}.")))
    }

    /// As little as identifies the child to its own family: `Awa K.`.
    pub fn discreet(&self) -> String {
        match self.last.chars().next() {
            Some(initial) => format!("{} {initial}.", self.first),
            None => self.first.clone(),
        }
    }
}

/// Arabic words that are the first half of a name.
const BEGINS_A_NAME: [&str; 12] = ["عبد", "بن", "ابن", "بنت", "أبو", "ابو", "أبي", "آل", "ولد", "نور", "سيف", "صلاح"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_two_words_are_not_cut_in_the_middle() {
        let discreet = |arabic: &str| {
            let (last, first, arabic) = ("BEN".to_owned(), "Fatima".to_owned(), Some(arabic.to_owned()));
            StudentName { last, first, arabic }.discreet_arabic()
        };
        assert_eq!(discreet("ياسمين العمراني").as_deref(), Some("ياسمين ع."));
        assert_eq!(discreet("فاطمة الزهراء بن عبد الله").as_deref(), Some("فاطمة الزهراء ب."));
        assert_eq!(discreet("مريم عبد الرحمن").as_deref(), Some("مريم ع."));
        assert_eq!(discreet("عبد الله العلوي").as_deref(), Some("عبد الله ع."));
        assert_eq!(discreet("عبد الله").as_deref(), Some("عبد ل."));
    }
}
