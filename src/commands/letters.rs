//! Names that a report card cannot print as they are: said before they are printed, closed or sent.

use super::CommandError;
use super::turn::Turn;
use crate::actions::ClassInTerm;
use crate::phrase::{Phrase, PrintNews, StudentLabel};

/// Whose names on the cards in force of these classes are of letters that no font has.
pub(super) async fn warn_of_cards(turn: &mut Turn<'_>, classes: &[ClassInTerm]) -> Result<(), CommandError> {
    let mut names = Vec::new();
    for of in classes {
        let results = turn.tx.class_results(turn.cause.school.id, of.class, of.term.id).await?;
        names.extend(results.into_iter().map(|result| result.card.student));
    }
    warn_of(turn, names)
}

/// The same of whose card a class's term would make.
pub(super) async fn warn_of_roll(turn: &mut Turn<'_>, of: &ClassInTerm) -> Result<(), CommandError> {
    let roll = turn.tx.term_roll(turn.cause.school.id, of.class, of.term.id).await?;
    warn_of(turn, roll.iter().map(|student| StudentLabel::full(&student.name)).collect())
}

/// The same of these names.
pub(super) fn warn_of(turn: &mut Turn<'_>, names: Vec<StudentLabel>) -> Result<(), CommandError> {
    let missing = |label: &StudentLabel| {
        let written = [Some(label.name.as_str()), label.ar.as_deref()];
        written.into_iter().flatten().find_map(turn.letters)
    };
    let found: Vec<(char, StudentLabel)> =
        names.into_iter().filter_map(|label| Some((missing(&label)?, label))).collect();
    let Some((letter, _)) = found.first() else { return Ok(()) };
    let letter = letter.to_string();
    let students = found.into_iter().map(|(_, label)| label).collect();
    turn.say(Phrase::Print(PrintNews::LettersMissing { letter, students }))
}
