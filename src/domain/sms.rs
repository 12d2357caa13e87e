//! What a text is as SMS: its alphabet and its segments, and how it is written so that it needs few of them.
//!
//! An SMS has 160 places for letters of its own alphabet (GSM 03.38) or 70 for any others; of several segments each loses
//! some to its number. One letter outside the alphabet more than halves all of them.

use unicode_normalization::UnicodeNormalization;

/// The default alphabet; each letter takes one place.
const GSM: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿\
                   abcdefghijklmnopqrstuvwxyzäöñüà";
/// Its extension; each takes two.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// What a text travels in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmsAlphabet {
    Gsm7,
    Ucs2,
}

/// How long a text is as SMS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmsLength {
    pub alphabet: SmsAlphabet,
    /// What is paid for.
    pub segments: u32,
}

impl SmsLength {
    pub fn of(text: &str) -> Self {
        let (alphabet, places) = written(text);
        let segments = segments(&places, alphabet.alone(), alphabet.of_several());
        Self { alphabet, segments }
    }

    /// So many characters of a text, whichever, surely fit into so many segments.
    pub fn room(text: &str, segments: usize) -> usize {
        let (alphabet, places) = written(text);
        segments * (alphabet.of_several() / places.into_iter().max().unwrap_or(1))
    }
}

impl SmsAlphabet {
    /// Places of a segment that stands alone.
    fn alone(self) -> usize {
        match self {
            Self::Gsm7 => 160,
            Self::Ucs2 => 70,
        }
    }

    /// Places of each of several.
    fn of_several(self) -> usize {
        match self {
            Self::Gsm7 => 153,
            Self::Ucs2 => 67,
        }
    }
}

/// The alphabet a text travels in, and how many places each of its characters takes.
fn written(text: &str) -> (SmsAlphabet, Vec<usize>) {
    match text.chars().map(places).collect() {
        Some(places) => (SmsAlphabet::Gsm7, places),
        None => (SmsAlphabet::Ucs2, text.chars().map(char::len_utf16).collect()),
    }
}

fn places(letter: char) -> Option<usize> {
    if GSM.contains(letter) {
        Some(1)
    } else if EXTENSION.contains(letter) {
        Some(2)
    } else {
        None
    }
}

/// What takes two places is never cut in two.
fn segments(places: &[usize], alone: usize, of_several: usize) -> u32 {
    if places.iter().sum::<usize>() <= alone {
        return 1;
    }
    let (mut count, mut used) = (1, 0);
    for place in places {
        if used + place > of_several {
            count += 1;
            used = 0;
        }
        used += place;
    }
    count
}

/// `text` as it goes by SMS: without decoration, in the alphabet of SMS. Accents that the alphabet has are kept, other
/// ones dropped; a text with letters that have no likeness there (Arabic) keeps all of them and goes as UCS-2.
pub fn for_sms(text: &str) -> String {
    let plain = without_decoration(text);
    let plain: Vec<&str> = plain.lines().map(str::trim).collect();
    let plain = plain.join("\n");
    let written: Option<Vec<String>> = plain.nfc().map(in_alphabet).collect();
    written.map_or(plain, |letters| letters.concat())
}

fn without_decoration(text: &str) -> String {
    let quotes = [("« ", "\""), (" »", "\""), ("…", "...")];
    let text = quotes.iter().fold(text.to_owned(), |text, (fine, plain)| text.replace(fine, plain));
    text.chars().filter(|letter| !is_decoration(*letter)).map(plain).collect()
}

/// Pictures, and marks that nobody sees.
fn is_decoration(letter: char) -> bool {
    matches!(letter,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe0f}'
        | '\u{23e9}'..='\u{23fa}' | '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}')
}

fn plain(letter: char) -> char {
    match letter {
        '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '«' | '»' | '“' | '”' | '„' | '‟' => '"',
        '‘' | '’' | '‚' | '‛' | '`' | '´' => '\'',
        '‐'..='―' | '−' | '•' | '·' | '→' | '←' => '-',
        '∗' => '*',
        other => other,
    }
}

/// A letter in the alphabet, without its accent if need be. `None`: the alphabet has nothing like it.
fn in_alphabet(letter: char) -> Option<String> {
    if places(letter).is_some() {
        return Some(letter.to_string());
    }
    match letter {
        'œ' => return Some("oe".to_owned()),
        'Œ' => return Some("OE".to_owned()),
        _ => {}
    }
    let mut parts = std::iter::once(letter).nfd();
    let base = parts.next().filter(|base| *base != letter && places(*base).is_some())?;
    Some(base.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_of_the_alphabet_stay_and_others_go() {
        assert_eq!(for_sms("📘 Éléve à Forêt, François : « noël »"), "Éléve à Foret, Francois : \"noel\"");
        assert_eq!(for_sms("12\u{202f}500 € … l’œuvre – Côte"), "12 500 € ... l'oeuvre - Cote");
        assert_eq!(for_sms("• maths: 14/20\n⚠️ fin "), "- maths: 14/20\nfin");
        assert_eq!(for_sms("e\u{301}te\u{302}"), "éte");
    }

    #[test]
    fn a_text_in_other_letters_keeps_them_all() {
        let arabic = for_sms("📘 نقطة جديدة: \u{2068}Forêt\u{2069}");
        assert_eq!(arabic, "نقطة جديدة: Forêt");
        assert_eq!(SmsLength::of(&arabic), SmsLength { alphabet: SmsAlphabet::Ucs2, segments: 1 });
    }

    #[test]
    fn segments_are_counted_as_they_are_paid_for() {
        let gsm = |segments| SmsLength { alphabet: SmsAlphabet::Gsm7, segments };
        let ucs = |segments| SmsLength { alphabet: SmsAlphabet::Ucs2, segments };
        assert_eq!(SmsLength::of(""), gsm(1));
        assert_eq!(SmsLength::of(&"é".repeat(160)), gsm(1));
        assert_eq!(SmsLength::of(&"é".repeat(161)), gsm(2));
        assert_eq!(SmsLength::of(&"€".repeat(80)), gsm(1));
        // 76 fit into a segment of 153.
        assert_eq!(SmsLength::of(&"€".repeat(153)), gsm(3));
        assert_eq!(SmsLength::of(&"ê".repeat(70)), ucs(1));
        assert_eq!(SmsLength::of(&"ê".repeat(71)), ucs(2));
        // A pair of units is never cut: 33 of them fit.
        assert_eq!(SmsLength::of(&"😀".repeat(67)), ucs(3));
    }
}
