//! Names of files, for people: `Bulletin-T1-4eA-KOUASSI-Awa.pdf`.

use crate::phrase::ReportCard;

/// Characters of a name's part at most: file systems take 255 bytes in all.
const LONGEST: usize = 60;

/// A card's file. `told_apart`: somebody of the class has the same name.
pub fn card_file(card: &ReportCard, told_apart: bool) -> String {
    let code = if told_apart { format!("-{}", part(&card.student_code)) } else { String::new() };
    format!("Bulletin-{}-{}-{}{code}.pdf", part(&card.term), joined(&card.class), part(&card.student.name))
}

/// The file of a whole class.
pub fn class_file(card: &ReportCard) -> String {
    format!("Bulletins-{}-{}.pdf", part(&card.term), joined(&card.class))
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
    }
}
