//! Forms of a word that the lexicon does not list: what is written onto it, its endings, and how Arabic sounds in Latin
//! letters. Only for words that are none of the lexicon's as they stand, and nobody's name.

/// The fewest letters that are left of a word.
const LEAST: usize = 4;
/// The fewest consonants that tell a word by its sound.
const CONSONANTS: usize = 3;

/// `lordre` for `l'ordre`, `balancez` for `balance`, `أغلقوا` for `أغلق`.
pub(super) fn inflections(word: &str) -> Vec<String> {
    let mut forms = Vec::new();
    let long = |form: &str, least: usize| form.chars().count() >= least;
    if word.is_ascii() {
        let elided = ["qu", "l", "d", "j", "n", "s", "c", "m", "t"].iter().find_map(|head| {
            word.strip_prefix(head).filter(|rest| rest.starts_with(['a', 'e', 'i', 'o', 'u', 'h']) && long(rest, LEAST))
        });
        forms.extend(elided.map(str::to_owned));
        let stem = ["ez", "er", "es", "e"].iter().find_map(|ending| word.strip_suffix(ending));
        for stem in stem.into_iter().filter(|stem| long(stem, LEAST)) {
            forms.extend(["e", "ez", "er"].map(|ending| format!("{stem}{ending}")));
        }
    } else {
        let endings = ["وها", "وه", "ولي", "وني", "وا", "لي", "ني", "نا", "ه", "ي"];
        let bare = endings.iter().filter_map(|ending| word.strip_suffix(ending));
        forms.extend(bare.filter(|bare| long(bare, LEAST - 1)).map(str::to_owned));
    }
    forms
}

/// The consonants of a word that is written with figures for letters: `no9at`, `nouq9at` and `n9at` sound alike.
pub(super) fn sound(word: &str) -> Option<String> {
    let figure = |letter: char| matches!(letter, '2' | '3' | '5' | '7' | '9');
    let plain = word.chars().all(|letter| letter.is_ascii_alphabetic() || figure(letter));
    let letters = word.chars().filter(char::is_ascii_alphabetic).count();
    if !plain || !word.contains(figure) || letters < 2 || is_number(word) {
        return None;
    }
    let spelled =
        [("ou", "u"), ("kh", "5"), ("gh", "g"), ("sh", "c"), ("ch", "c"), ("th", "t"), ("dh", "d"), ("2", "")];
    let spelled = spelled.iter().fold(word.to_owned(), |word, (from, to)| word.replace(from, to));
    let mut sound = String::new();
    for letter in spelled.chars().filter(|letter| !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')) {
        if !sound.ends_with(letter) {
            sound.push(letter);
        }
    }
    (sound.chars().count() >= CONSONANTS).then_some(sound)
}

/// `3e12`, `5b`, `25h`: a figure first and no word behind it.
fn is_number(word: &str) -> bool {
    word.trim_start_matches(|letter: char| letter.is_ascii_digit()).len() < 3 && !word.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_in_latin_letters_is_told_by_its_sound() {
        for (one, other) in [("no9at", "nou9ati"), ("lmo3addal", "lmu3adal"), ("ma3ndhomch", "ma3andhoumsh")] {
            assert!(sound(one).is_some(), "{one}");
            assert_eq!(sound(one), sound(other));
        }
        assert_eq!(sound("ch7al"), sound("sh7al"));
        for none in ["notes", "3e12", "5b", "14", "1ac3", "8w3k", "a"] {
            assert_eq!(sound(none), None, "{none}");
        }
    }

    #[test]
    fn endings_and_what_is_written_on_come_off() {
        assert!(inflections("lordre").contains(&"ordre".to_owned()));
        assert!(inflections("balancez").contains(&"balance".to_owned()));
        assert!(inflections("اغلقوا").contains(&"اغلق".to_owned()));
        assert!(inflections("dez").is_empty());
    }
}
