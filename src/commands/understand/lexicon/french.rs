//! How French sounds: `bultin` and `bulletin`, `koman` and `comment`, `evaluassion` and `évaluation` are one.

/// The fewest letters of a word that is told by its sound, and the fewest sounds that are left of it.
const LETTERS: usize = 5;
const SOUNDS: usize = 3;

/// Letters that are written together, by what they sound like; the longer ones first.
const TOGETHER: [(&str, &str); 22] = [
    ("eau", "o"),
    ("ssion", "s3"),
    ("tion", "s3"),
    ("sion", "s3"),
    ("sch", "C"),
    ("oin", "w1"),
    ("ien", "i2"),
    ("au", "o"),
    ("ph", "f"),
    ("qu", "k"),
    ("ch", "C"),
    ("gn", "N"),
    ("oi", "wa"),
    ("oy", "wai"),
    ("ou", "U"),
    ("eu", "u"),
    ("ai", "e"),
    ("ay", "e"),
    ("ei", "e"),
    ("ey", "e"),
    ("x", "ks"),
    ("y", "i"),
];
/// Vowels that an `n` or `m` behind them makes sound through the nose.
const NASAL: [(&str, char); 6] = [("ain", '1'), ("ein", '1'), ("in", '1'), ("an", '2'), ("en", '2'), ("on", '3')];

/// The sound of a folded word, where it is long enough to be told by it.
pub(super) fn sound(word: &str) -> Option<String> {
    if word.len() < LETTERS - 1 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let mut sounds = String::new();
    for letter in nasals(word).chars().filter(|letter| !matches!(letter, 'e' | 'h')) {
        if !sounds.ends_with(letter) {
            sounds.push(letter);
        }
    }
    let spoken = sounds.trim_end_matches(['s', 't', 'd', 'p', 'r']);
    (spoken.chars().count() >= SOUNDS).then(|| spoken.to_owned())
}

/// Whether one may be written for the other: not only does it sound alike, it also looks alike.
pub(super) fn looks_like(typed: &str, word: &str) -> bool {
    let (one, other) = (typed.chars().count(), word.chars().count());
    one.max(other) >= LETTERS && strsim::osa_distance(typed, word) <= one.max(other).div_ceil(2)
}

/// The word with its vowels before `n` and `m` read, and all other letters as they sound.
fn nasals(word: &str) -> String {
    let mut spoken = String::new();
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let nasal = NASAL.iter().find_map(|(written, sound)| {
            let behind = rest.strip_prefix(written).or_else(|| rest.strip_prefix(&written.replace('n', "m")))?;
            let goes_on = behind.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'n', 'm', 'h']);
            (!goes_on).then_some((behind, *sound))
        });
        let together = || TOGETHER.iter().find_map(|(written, sound)| Some((rest.strip_prefix(written)?, *sound)));
        if let Some((behind, sound)) = nasal {
            spoken.push(sound);
            rest = behind;
        } else if let Some((behind, sound)) = together() {
            spoken.push_str(sound);
            rest = behind;
        } else {
            rest = rest.strip_prefix(letter).unwrap_or_default();
            let soft = rest.starts_with(['e', 'i', 'y']);
            spoken.push(match letter {
                'c' if soft => 's',
                'c' | 'q' => 'k',
                'g' if soft => 'j',
                'z' => 's',
                other => other,
            });
        }
    }
    spoken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_as_it_sounds_is_told() {
        for (typed, word) in [
            ("bultin", "bulletin"),
            ("koman", "comment"),
            ("evaluassion", "evaluation"),
            ("resulta", "resultats"),
            ("profeseur", "professeur"),
            ("vandredi", "vendredi"),
            ("kombien", "combien"),
            ("ansegnant", "enseignant"),
            ("suprimer", "supprime"),
            ("corije", "corrige"),
            ("moiyene", "moyenne"),
            ("dvoir", "devoir"),
        ] {
            assert_eq!(sound(typed), sound(word), "{typed}");
            assert!(looks_like(typed, word), "{typed}");
        }
        assert_ne!(sound("publie"), sound("parle"));
        assert_eq!(sound("note"), None);
        assert_eq!(sound("no9ta"), None);
    }
}
