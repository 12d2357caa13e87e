//! Somebody's own words in several languages: each behind its name, on a line of its own or not.

use std::collections::BTreeMap;

use crate::domain::{Locale, fold};
use crate::phrase::Wordings;

/// What a language is called, where its code does not stand in front of the words.
const NAMES: [(&str, Locale); 9] = [
    ("francais", Locale::Fr),
    ("french", Locale::Fr),
    ("الفرنسيه", Locale::Fr),
    ("anglais", Locale::En),
    ("english", Locale::En),
    ("الانجليزيه", Locale::En),
    ("arabe", Locale::Ar),
    ("arabic", Locale::Ar),
    ("العربيه", Locale::Ar),
];

/// Words by language, where `fr:`, `English:` or the like stand in front of them. `None`: nothing is said.
pub(super) fn wordings(text: &str) -> Option<Wordings> {
    let (mut original, mut by_language): (Vec<String>, BTreeMap<Locale, Vec<String>>) = (Vec::new(), BTreeMap::new());
    let mut language = None;
    for line in on_lines(text).lines() {
        let labelled = line.split_once([':', '：']).and_then(|(label, rest)| Some((named(label)?, rest.trim())));
        let line = match labelled {
            Some((locale, rest)) => {
                language = Some(locale);
                rest
            }
            None => line,
        };
        match language {
            Some(locale) => by_language.entry(locale).or_default().push(line.to_owned()),
            None => original.push(line.to_owned()),
        }
    }
    let whole = |lines: &[String]| lines.join("\n").trim().to_owned();
    let by_language: BTreeMap<Locale, String> = by_language
        .iter()
        .map(|(locale, lines)| (*locale, whole(lines)))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let original = Some(whole(&original)).filter(|words| !words.is_empty());
    let original = original.or_else(|| by_language.values().next().cloned())?;
    Some(Wordings { original, by_language })
}

fn named(label: &str) -> Option<Locale> {
    let label = label.trim();
    let word = fold(label);
    let called = NAMES.into_iter().find(|(name, _)| *name == word).map(|(_, locale)| locale);
    called.or_else(|| label.to_lowercase().parse().ok())
}

/// `FR : bonjour EN : hello` on one line: where the first words are labelled, each further label in capitals begins a line, or
/// one written as the first is: `fr: bonjour en: hello`.
fn on_lines(text: &str) -> String {
    let Some(first) = text.trim_start().split_once([':', '：']).map(|(label, _)| label.trim()) else {
        return text.to_owned();
    };
    if named(first).is_none() {
        return text.to_owned();
    }
    let as_first = match first {
        "fr" | "en" | "ar" => ["fr", "en", "ar"],
        "Fr" | "En" | "Ar" => ["Fr", "En", "Ar"],
        _ => ["FR", "EN", "AR"],
    };
    let mut lines = text.to_owned();
    for label in ["FR", "EN", "AR"].into_iter().chain(as_first) {
        for colon in [":", " :", "："] {
            lines = lines.replace(&format!(" {label}{colon}"), &format!("\n{label}{colon}"));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, locale: Locale) -> String {
        wordings(text).map(|words| words.in_language(locale).to_owned()).unwrap_or_default()
    }

    #[test]
    fn languages_are_told_by_code_or_name_on_lines_or_on_one() {
        for text in [
            "fr: bonjour\nen: hello",
            "FR : bonjour EN : hello",
            "fr: bonjour en: hello",
            "Fr : bonjour En : hello",
            "Français : bonjour\nAnglais : hello",
            "English: hello\nFrench: bonjour",
            "الفرنسية: bonjour\nالإنجليزية: hello",
        ] {
            assert_eq!((said(text, Locale::Fr), said(text, Locale::En)), ("bonjour".into(), "hello".into()), "{text}");
        }
    }

    #[test]
    fn what_is_no_label_stays_in_the_text() {
        assert_eq!(said("Lieu : la cour EN : bas", Locale::En), "Lieu : la cour EN : bas");
    }
}
