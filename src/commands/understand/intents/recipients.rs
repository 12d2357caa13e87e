//! Whom an announcement is for: what stands at its head, with a word for it or without one.

use super::super::cue::Cue;
use super::super::lexicon::{Hit, Meaning};
use super::super::reading::Reading;
use super::levels::is_level;

/// `parents 4eA : …`: nothing but whom it is for in front of a colon.
pub(super) fn addressed(r: &Reading<'_>) -> Option<(usize, usize)> {
    let colon = r.tokens.iter().position(|token| token.is_sign(':'))?;
    let named = |hit: &&Hit<'_>| matches!(hit.meaning, Meaning::Cue(Cue::ParentOf | Cue::WholeSchool));
    let families = r.hits.iter().filter(named).any(|hit| hit.to <= colon);
    let whom = families && r.people.is_empty() && end_of_head(r, 0) == colon;
    (whom && r.index.is_office()).then_some((0, 0))
}

/// `dis à tous les parents que …`, `envoie aux parents de 4eA : …`: to families, and to nobody's in particular.
pub(super) fn told_to_many(r: &Reading<'_>) -> Option<(usize, usize)> {
    let colon = r.tokens.iter().position(|token| token.is_sign(':'));
    let told = r.find(Cue::Tell).or_else(|| r.find(Cue::Send).filter(|_| colon.is_some()))?;
    let head_end = end_of_head(r, told.to);
    let many = |hit: &&Hit<'_>| matches!(hit.meaning, Meaning::Cue(Cue::ParentOf | Cue::WholeSchool | Cue::Everyone));
    let addressed = r.hits.iter().filter(many).any(|hit| hit.from >= told.to && hit.to <= head_end);
    let of_marks = r.any(&[Cue::Marks, Cue::Report, Cue::Average, Cue::Publish]) || r.assessments_meant().said;
    let whole = addressed && r.leads_up(told.from) && r.people.is_empty() && !of_marks;
    (whole && r.index.is_office() && colon.is_none_or(|colon| colon == head_end)).then_some((told.from, told.to))
}

/// Where the recipients end and the text begins, without a colon to say so.
pub(super) fn end_of_head(r: &Reading<'_>, from: usize) -> usize {
    let recipients =
        [Cue::WholeSchool, Cue::ParentOf, Cue::Everyone, Cue::ClassWord, Cue::Announce, Cue::Attendance, Cue::Urgent];
    let starting = |at: usize| r.hits.iter().filter(move |hit| hit.from == at);
    let is = |hit: &Hit<'_>, cue: Cue| *hit.meaning == Meaning::Cue(cue);
    let (mut end, mut families) = (from, false);
    loop {
        // `all parents school is closed`: the school is what is spoken of.
        let of_families = starting(end).any(|hit| is(hit, Cue::ParentOf));
        if families && !of_families && starting(end).any(|hit| is(hit, Cue::WholeSchool)) {
            return end;
        }
        families = of_families || starting(end).any(|hit| is(hit, Cue::WholeSchool));
        let cue = starting(end).filter(|hit| matches!(hit.meaning, Meaning::Cue(cue) if recipients.contains(cue)));
        let place = r.classes.iter().filter(|place| place.from == end).map(|place| place.to);
        let filler = r.tokens.get(end).filter(|token| {
            is_level(&token.word)
                || matches!(
                    token.word.as_str(),
                    "a" | "aux" | "les" | "de" | "la" | "des" | "to" | "the" | "of" | "in" | "الي" | "l" | "d"
                )
        });
        match cue.map(|hit| hit.to).chain(place).max().or_else(|| filler.map(|_| end + 1)) {
            Some(next) if next > end => end = next,
            _ => return end,
        }
    }
}
