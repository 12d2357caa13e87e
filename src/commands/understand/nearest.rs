//! What somebody may have meant whose message says nothing to us: the things they may ask that its words are nearest to.

use super::cue::Cue;
use super::index::Index;
use super::lexicon::{Fit, Meaning};
use super::scope::Speaker;
use super::token::tokens;
use crate::domain::Role;
use crate::phrase::Wish;

/// How many are offered.
const NEAREST: usize = 3;

type Near = (Wish, &'static [Cue]);

/// In the order in which they are offered when no word speaks for any.
const TEACHER: &[Near] = &[
    (Wish::EnterMarks, &[Cue::Marks, Cue::SetMark, Cue::Add, Cue::Points]),
    (Wish::Publish, &[Cue::Publish, Cue::Send, Cue::ParentOf]),
    (Wish::Missing, &[Cue::Missing, Cue::NotEntered]),
    (Wish::ClassFigures, &[Cue::Stats, Cue::Average, Cue::SuccessRate, Cue::ClassWord, Cue::Everyone]),
    (Wish::Language, &[Cue::LanguageWord, Cue::LangFr, Cue::LangEn, Cue::LangAr]),
];
const ADMIN: &[Near] = &[
    (Wish::ClassFigures, &[Cue::Stats, Cue::Average, Cue::SuccessRate, Cue::ClassWord, Cue::Marks]),
    (Wish::Missing, &[Cue::Missing, Cue::NotEntered, Cue::TeacherWord]),
    (Wish::Remind, &[Cue::Remind]),
    (Wish::Language, &[Cue::LanguageWord, Cue::LangFr, Cue::LangEn, Cue::LangAr]),
];
const SECRETARY: &[Near] =
    &[(Wish::Language, &[Cue::LanguageWord, Cue::LangFr, Cue::LangEn, Cue::LangAr]), (Wish::Help, &[Cue::Help])];
const GUARDIAN: &[Near] = &[
    (Wish::ReadMarks, &[Cue::Marks, Cue::Got, Cue::Show]),
    (Wish::Averages, &[Cue::Average, Cue::Rank, Cue::Report, Cue::Progress]),
    (Wish::Children, &[Cue::MyChild, Cue::MyChildren, Cue::ShowChildren]),
    (Wish::Language, &[Cue::LanguageWord, Cue::LangFr, Cue::LangEn, Cue::LangAr]),
    (Wish::Stop, &[Cue::Stop, Cue::NoMore]),
];

/// The nearest things this speaker may ask; nothing that would change anything at once.
pub fn nearest(text: &str, index: &Index) -> Vec<Wish> {
    let wishes = match index.speaker() {
        Speaker::Staff(staff) => match staff.role {
            Role::Teacher => TEACHER,
            Role::Admin => ADMIN,
            Role::Secretary => SECRETARY,
        },
        Speaker::Guardian(_) => GUARDIAN,
        Speaker::Stranger => &[],
    };
    let tokens = tokens(text);
    let hits = index.shared.lexicon.hits(&tokens, |token| index.names().knows(token));
    let speaks_for = |cues: &[Cue]| -> usize {
        let hits = hits.iter().filter(|hit| matches!(hit.meaning, Meaning::Cue(cue) if cues.contains(cue)));
        hits.map(|hit| if hit.fit == Fit::Slip { 1 } else { 2 }).sum()
    };
    let mut scored: Vec<(usize, Wish)> = wishes.iter().map(|(wish, cues)| (speaks_for(cues), *wish)).collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().take(NEAREST).map(|(_, wish)| wish).collect()
}
