//! `de` before a name, as French writes it: `d'Awa`, `de Yao`.

use fluent_bundle::FluentValue;

/// What messages call it by.
pub(super) const DE: &str = "DE";

/// The name after its `de`; what is no name stays as it is.
pub(super) fn of<'a>(arguments: &[FluentValue<'a>]) -> FluentValue<'a> {
    match arguments.first() {
        Some(FluentValue::String(name)) => format!("{}{name}", before(name)).into(),
        Some(other) => other.clone(),
        None => FluentValue::Error,
    }
}

/// An `h` is taken as one that is heard: most names here have one.
fn before(name: &str) -> &'static str {
    let first = name.chars().find(|letter| letter.is_alphabetic());
    let is_vowel =
        first.is_some_and(|letter| "aàâäæeéèêëiîïoôöœuùûü".contains(letter.to_lowercase().next().unwrap_or(letter)));
    if is_vowel { "d'" } else { "de " }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vowel_takes_the_place_of_the_e() {
        let said = |name: &str| match of(&[name.to_owned().into()]) {
            FluentValue::String(text) => text.into_owned(),
            other => panic!("{other:?}"),
        };
        assert_eq!([said("Awa K."), said("Éric"), said("ŒUVRARD")], ["d'Awa K.", "d'Éric", "d'ŒUVRARD"]);
        assert_eq!(
            [said("Yao"), said("Hassan"), said("N'Guessan"), said("ياسمين")],
            ["de Yao", "de Hassan", "de N'Guessan", "de ياسمين"]
        );
    }
}
