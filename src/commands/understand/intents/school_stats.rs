//! Figures of the whole school: by class, subject or teacher, rates or averages.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome};
use super::super::reading::Reading;
use super::levels::is_level;
use super::terms::named;

pub(super) fn school_stats(r: &Reading<'_>) -> Interpretation {
    let by = [(Cue::BySubject, "subject"), (Cue::ByClass, "class"), (Cue::ByTeacher, "teacher")];
    let by = by.into_iter().find(|(cue, _)| r.has(*cue));
    let level = r.tokens.iter().map(|token| &token.word).find(|word| is_level(word)).cloned();
    let (class, subject, term) = (super::pick(r.class_ids()), super::pick(r.subject_ids()), named(r));
    let rate = r.has(Cue::SuccessRate);
    Interpretation::new(Intent::SchoolStats, Outcome::Ok).with(|slots| {
        slots.class = class;
        slots.subject = subject;
        slots.term = term;
        slots.words.extend(level.filter(|_| slots.class.is_none()).map(|level| ("level", level)));
        slots.words.extend(by.map(|(_, name)| ("by", name.to_owned())));
        if rate {
            slots.words.push(("metric", "pass_rate".to_owned()));
        } else if r.has(Cue::Average) {
            slots.words.push(("metric", "average".to_owned()));
        }
    })
}
