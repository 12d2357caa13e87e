//! Cutting a message into words, numbers' parts and signs, each with its place in the text.
//!
//! Invariant: places are on character boundaries of the text; every sign that is not space or invisible is in a token.

use crate::domain::fold;

/// A piece of a message.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Byte places in the text.
    pub start: usize,
    pub end: usize,
    /// Counted from 0.
    pub line: usize,
    pub kind: Kind,
    /// The folded word; empty for signs.
    pub word: String,
    /// The word without what was attached in front or behind: `l'interro` → `interro`, `والفرض` → `فرض`.
    pub stripped: Vec<String>,
    /// No space between the token before and this one.
    pub glued: bool,
    /// It has accents or an apostrophe, which the folded word has not.
    pub marked: bool,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, perhaps with digits.
    Word,
    /// Digits only.
    Digits,
    /// A punctuation mark, a fraction, an emoji.
    Sign(char),
}

impl Token {
    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    pub(super) fn is_text(&self) -> bool {
        !matches!(self.kind, Kind::Sign(_))
    }

    pub(super) fn has_digit(&self) -> bool {
        self.word.bytes().any(|byte| byte.is_ascii_digit())
    }
}

/// The words alone, as one line.
pub(super) fn said(tokens: &[Token]) -> String {
    let words: Vec<&str> = tokens.iter().filter(|token| token.is_text()).map(|token| token.word.as_str()).collect();
    words.join(" ")
}

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut cutter = Cutter { text, tokens: Vec::new(), open: None, line: 0, glued: false };
    for (place, letter) in text.char_indices() {
        cutter.take(place, letter);
    }
    cutter.close(text.len());
    cutter.tokens
}

struct Cutter<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    open: Option<usize>,
    line: usize,
    glued: bool,
}

impl Cutter<'_> {
    fn take(&mut self, place: usize, letter: char) {
        match class(letter) {
            Class::Letter => {
                self.open.get_or_insert(place);
            }
            Class::Inside => {}
            Class::Space => {
                self.close(place);
                self.glued = false;
                self.line += usize::from(letter == '\n');
            }
            Class::Sign(sign) => {
                self.close(place);
                self.push(place, place + letter.len_utf8(), Kind::Sign(sign), String::new());
            }
        }
    }

    fn close(&mut self, end: usize) {
        let Some(start) = self.open.take() else { return };
        let Some(raw) = self.text.get(start..end) else { return };
        let word = fold(raw).replace(' ', "");
        if word.is_empty() {
            return;
        }
        let kind = if word.bytes().all(|byte| byte.is_ascii_digit()) { Kind::Digits } else { Kind::Word };
        self.push(start, end, kind, word);
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind, word: String) {
        let raw = self.text.get(start..end).unwrap_or_default();
        let stripped = if kind == Kind::Word { stripped(raw, &word) } else { Vec::new() };
        let (marked, glued) = (is_marked(raw), self.glued);
        self.tokens.push(Token { start, end, line: self.line, kind, word, stripped, glued, marked });
        self.glued = true;
    }
}

/// Whether a word is written with accents or an apostrophe inside of it.
pub(super) fn is_marked(raw: &str) -> bool {
    let apostrophe = |letter: char| matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '`' | '´');
    raw.trim_end_matches(apostrophe).chars().any(|letter| !letter.is_ascii() || apostrophe(letter))
}

enum Class {
    Letter,
    /// Belongs to the word around it or to nothing.
    Inside,
    Space,
    Sign(char),
}

fn class(letter: char) -> Class {
    match letter {
        '\''
        | '’'
        | '‘'
        | 'ʼ'
        | '`'
        | '´'
        | '\u{0640}'
        | '\u{00ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fe0f}'
        | '\u{20e3}' => Class::Inside,
        '½' | '¼' | '¾' => Class::Sign(letter),
        '٫' => Class::Sign('.'),
        '،' | '٬' => Class::Sign(','),
        '؛' => Class::Sign(';'),
        '؟' => Class::Sign('?'),
        '٪' => Class::Sign('%'),
        '–' | '—' | '‐' | '‑' | '−' => Class::Sign('-'),
        '＋' | '➕' | '﹢' => Class::Sign('+'),
        '⁄' | '÷' => Class::Sign('/'),
        '\r' => Class::Space,
        _ if letter.is_whitespace() => Class::Space,
        _ if letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter) => Class::Letter,
        _ => Class::Sign(letter),
    }
}

/// Articles and prepositions written onto the word, in French, English, Arabic and Latin-letter Arabic.
pub(super) fn stripped(raw: &str, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some((head, tail)) = raw.split_once(['\'', '’', '‘', 'ʼ', '`', '´']) {
        let (head, tail) = (fold(head), fold(tail));
        if tail == "s" {
            found.push(head);
        } else if matches!(head.as_str(), "l" | "d" | "j" | "n" | "s" | "c" | "m" | "t" | "qu" | "jusqu" | "lorsqu") {
            found.push(tail);
        }
    }
    for prefix in ["وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال", "و", "ف", "ب", "ل", "ك"]
    {
        if let Some(rest) = word.strip_prefix(prefix)
            && rest.chars().count() >= 2
        {
            found.push(rest.to_owned());
            if !prefix.ends_with('ل') || prefix == "ل" {
                continue;
            }
            found.push(format!("ال{rest}"));
        }
    }
    // `أعطها`: a person attached behind.
    let tail = ["ها", "هم", "كم"].iter().find_map(|suffix| word.strip_suffix(suffix));
    found.extend(tail.filter(|rest| rest.chars().count() >= 3).map(str::to_owned));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.word).filter(|word| !word.is_empty()).collect()
    }

    #[test]
    fn words_are_cut_where_people_cut_them() {
        assert_eq!(words("N'Guessan 12,5"), ["nguessan", "12", "5"]);
        assert_eq!(words("14½"), ["14"]);
        assert_eq!(words("فاطمة ١٢٫٥"), ["فاطمه", "12", "5"]);
    }

    #[test]
    fn attached_words_come_off() {
        let first = |text| tokens(text).remove(0).stripped;
        assert!(first("l'interro").contains(&"interro".to_owned()));
        assert!(first("Konan's").contains(&"konan".to_owned()));
        assert!(first("لعمر").contains(&"عمر".to_owned()));
        assert!(first("للفرض").contains(&"فرض".to_owned()));
    }
}
