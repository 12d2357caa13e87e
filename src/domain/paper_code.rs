//! Codes on paper: what a school hands to a family or a teacher, and what is printed on a report card.

use std::fmt;

use super::{StaffId, StudentId};

/// Crockford's alphabet: no I, L, O, U; what people mistype is read as what it looks like.
const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P',
    'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// Makes its owner known to us: 60 bits.
pub type LinkCode = PaperCode<12>;

/// Stands on a report card and finds what the school published: 80 bits.
pub type CardCode = PaperCode<16>;

/// Fetches a file that a message told of: 60 bits.
pub type FileCode = PaperCode<12>;

/// Whom a code was issued for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkTarget {
    /// Makes the sender a guardian of this student, after consent.
    Student(StudentId),
    /// Makes the sender this member of staff.
    Staff(StaffId),
}

/// A random code, of five bits a character. Found by a keyed hash; never printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct PaperCode<const LENGTH: usize>(String);

impl<const LENGTH: usize> PaperCode<LENGTH> {
    /// A code from random bytes.
    pub fn from_random(bytes: [u8; LENGTH]) -> Self {
        Self(bytes.iter().filter_map(|byte| ALPHABET.get(usize::from(byte & 31))).collect())
    }

    /// The code in what a person typed: any case, spaces or hyphens anywhere, look-alikes accepted.
    ///
    /// `None` when it has not the shape of a code.
    pub fn parse(text: &str) -> Option<Self> {
        let code: Option<String> =
            text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '_' | '.')).map(canonical).collect();
        code.filter(|code| code.len() == LENGTH).map(Self)
    }

    /// The canonical characters, for hashing.
    pub fn canonical(&self) -> &str {
        &self.0
    }
}

impl<const LENGTH: usize> fmt::Display for PaperCode<LENGTH> {
    /// In groups of four, as printed on paper.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, character) in self.0.chars().enumerate() {
            if position > 0 && position % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{character}")?;
        }
        Ok(())
    }
}

impl<const LENGTH: usize> fmt::Debug for PaperCode<LENGTH> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PaperCode(…)")
    }
}

fn canonical(c: char) -> Option<char> {
    let upper = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        other => other,
    };
    ALPHABET.contains(&upper).then_some(upper)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn survives_hurried_typing(bytes: [u8; 12]) {
            let code = LinkCode::from_random(bytes);
            let typed = code.to_string().to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            prop_assert!(LinkCode::parse(&typed) == Some(code));
        }

        #[test]
        fn no_text_panics(text: String) {
            let _ = LinkCode::parse(&text);
        }
    }
}
