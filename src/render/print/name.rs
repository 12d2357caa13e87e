//! Names of files, for people: `Bulletin-T1-4eA-KOUASSI-Awa.pdf`.

use std::collections::HashMap;

use crate::domain::Locale;
use crate::phrase::ReportCard;

/// Characters of a name's part at most: file systems take 255 bytes in all.
const LONGEST: usize = 60;

/// The files of a class's cards, in their order: those of one name are told apart by their codes. `class`: as it is named in
/// files ([`labels_of_files`](crate::domain::labels_of_files)). `foreign`: they are not
/// in the school's own language, and must not be taken for those that are.
pub fn card_files<'c>(
    class: &str,
    cards: impl IntoIterator<Item = &'c ReportCard> + Clone,
    foreign: Option<Locale>,
) -> Vec<String> {
    let mut shared: HashMap<String, usize> = HashMap::new();
    for card in cards.clone() {
        // Some file systems take `A` for `a`.
        *shared.entry(stem(class, card).to_lowercase()).or_default() += 1;
    }
    let file = |card: &ReportCard| {
        let stem = stem(class, card);
        let is_shared = shared.get(&stem.to_lowercase()).is_some_and(|count| *count > 1);
        let code = if is_shared { format!("-{}", part(&card.student_code)) } else { String::new() };
        format!("{stem}{code}{}.pdf", language(foreign))
    };
    cards.into_iter().map(file).collect()
}

/// The file of a whole class.
pub fn class_file(class: &str, term: &str, foreign: Option<Locale>) -> String {
    format!("Bulletins-{}-{}{}.pdf", part(term), joined(class), language(foreign))
}

fn stem(class: &str, card: &ReportCard) -> String {
    format!("Bulletin-{}-{}-{}", part(&card.term), joined(class), part(&card.student.name))
}

fn language(foreign: Option<Locale>) -> String {
    foreign.map(|locale| format!("-{}", locale.code())).unwrap_or_default()
}

/// Words with hyphens between them, and nothing that means something to a file system.
fn part(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").chars().take(LONGEST).collect()
}

fn joined(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_names_of_files() {
        assert_eq!(part("KOUASSI Awa"), "KOUASSI-Awa");
        assert_eq!(part("N'GUESSAN  Marie-Ange /../x"), "N-GUESSAN-Marie-Ange-x");
        assert_eq!(joined("4e A"), "4eA");
        assert_eq!(part("ياسمين العمراني"), "ياسمين-العمراني");
        assert_eq!(part(&"é".repeat(300)).chars().count(), LONGEST);
        assert_eq!(language(Some(Locale::Ar)), "-ar");
    }
}
