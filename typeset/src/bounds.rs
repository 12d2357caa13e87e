//! What may be laid out: texts of a length, in characters that are printed and that the fonts have.

use serde_json::Value;

use crate::TypesetError;
use crate::fonts::draws;

/// Characters of one text at most.
const LONGEST_TEXT: usize = 1_000;
/// Letters in a row that are never parted: a longer word may end its line behind any of its letters, wherever the place for it
/// ends. Most names are shorter.
const LONGEST_WORD: usize = 18;
/// The same where letters are joined: parted, they would be shaped apart.
const LONGEST_JOINED: usize = 24;
/// A line may end here; nothing is seen of it.
const BREAK: char = '\u{200b}';
/// Items of one list at most.
const LONGEST_LIST: usize = 60;

/// The data as it can be printed, or why not: `top` is how many items its outermost list may have.
pub(crate) fn printable(value: Value, top: usize) -> Result<Value, TypesetError> {
    Ok(match value {
        Value::String(text) => Value::String(printable_text(&text)?),
        Value::Array(items) if items.len() > top => return Err(TypesetError::TooManyRows { most: top }),
        Value::Array(items) => {
            Value::Array(items.into_iter().map(|item| printable(item, LONGEST_LIST)).collect::<Result<_, _>>()?)
        }
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(key, field)| Ok((key, printable(field, LONGEST_LIST)?)));
            Value::Object(fields.collect::<Result<_, TypesetError>>()?)
        }
        other => other,
    })
}

fn printable_text(text: &str) -> Result<String, TypesetError> {
    if text.chars().nth(LONGEST_TEXT).is_some() {
        return Err(TypesetError::TooLong { most: LONGEST_TEXT });
    }
    let drawn: String = text.chars().filter(|character| !is_invisible(*character)).map(in_our_fonts).collect();
    let mut printable = String::with_capacity(drawn.len());
    for word in drawn.split_inclusive(|character: char| !character.is_alphanumeric()) {
        let joined = word.chars().any(is_joined);
        let (longest, every) = if joined { (LONGEST_JOINED, LONGEST_JOINED) } else { (LONGEST_WORD, 1) };
        let letters = word.chars().filter(|character| character.is_alphanumeric()).count();
        for (at, character) in word.chars().enumerate() {
            if letters > longest && at > 0 && at % every == 0 && character.is_alphanumeric() {
                printable.push(BREAK);
            }
            printable.push(character);
        }
    }
    Ok(printable)
}

/// Letters of the scripts that our fonts draw joined.
fn is_joined(character: char) -> bool {
    matches!(character, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}')
}

/// The first character of a text that no font has: the replacement character is printed for it.
pub fn missing_letter(text: &str) -> Option<char> {
    text.chars().find(|character| !is_invisible(*character) && in_our_fonts(*character) != *character)
}

/// What is not printed and would do something else: control characters, and those that turn the text around.
fn is_invisible(character: char) -> bool {
    let turns = matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    turns || (character.is_control() && character != '\n')
}

/// The replacement character stands for one that no font has: an archived file may hold no hole.
fn in_our_fonts(character: char) -> char {
    if character.is_whitespace() || draws(character) { character } else { '\u{fffd}' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_text_around_is_gone() {
        assert_eq!(printable_text("a\u{202e}b\u{0}c\u{2066}d"), Ok("abcd".to_owned()));
        assert_eq!(printable_text("#set \\ $x$ ]\""), Ok("#set \\ $x$ ]\"".to_owned()));
        assert_eq!(printable_text("أمينة Awa 漢"), Ok("أمينة Awa \u{fffd}".to_owned()));
        assert_eq!((missing_letter("أمينة Awa 漢"), missing_letter("أمينة N'Guessan")), (Some('漢'), None));
        assert!(draws('\u{fffd}'));
        assert_eq!(printable_text(&"W".repeat(18)), Ok("W".repeat(18)));
        assert_eq!(printable_text(&format!("{} W", "W".repeat(19))), Ok(format!("{} W", ["W"; 19].join("\u{200b}"))));
        assert_eq!(printable_text(&"ع".repeat(50)), Ok([24, 24, 2].map(|part| "ع".repeat(part)).join("\u{200b}")));
        assert!(printable_text(&"é".repeat(1_000)).is_ok());
        assert!(printable_text(&"é".repeat(1_001)).is_err());
    }
}
