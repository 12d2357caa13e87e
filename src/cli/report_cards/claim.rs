//! What a report card's seal says.

use crate::domain::{CardClaim, Locale, Points};
use crate::phrase::ReportCard;

/// The claim of a card that has a code.
pub(super) fn claim(card: &ReportCard, language: Locale) -> Option<CardClaim> {
    Some(CardClaim {
        school: card.school_code.clone(),
        year: card.year.clone(),
        term: card.term.clone(),
        student: card.student_code.clone(),
        average: card.general.map(Points::fixed),
        rank: card.rank.map(|rank| rank.place),
        version: card.version,
        code: card.code.clone()?,
        language: language.code().to_owned(),
    })
}
