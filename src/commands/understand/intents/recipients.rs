//! Whom an announcement is for: what stands at its head, with a word for it or without one.

use super::super::cue::Cue;
use super::super::lexicon::{Hit, Meaning};
use super::super::reading::Reading;
use super::super::token::Token;
use super::audience::SMALL;
use super::levels::is_level;
use super::moments::{says_when, when_in_head};

/// `parents 4eA : …`: nothing but whom it is for in front of a colon.
pub(super) fn addressed(r: &Reading<'_>) -> Option<(usize, usize)> {
    let colon = r.colon()?;
    let named = |hit: &&Hit<'_>| matches!(hit.meaning, Meaning::Cue(Cue::ParentOf | Cue::WholeSchool));
    let families = r.hits.iter().filter(named).any(|hit| hit.to <= colon);
    let whom = families && r.people.is_empty() && reaches(r, 0, colon);
    (whom && r.index.is_office()).then_some((0, 0))
}

/// `all parents school is closed tomorrow`, `tous les parents école fermée demain`: everybody at its head, and what they are told.
pub(super) fn all_at_head(r: &Reading<'_>) -> Option<(usize, usize)> {
    let all = |at: usize| r.tokens.get(at).is_some_and(|token| ALL.contains(&token.word.as_str()));
    let whole = |hit: &&Hit<'_>| {
        let many = matches!(hit.meaning, Meaning::Cue(Cue::WholeSchool | Cue::ParentOf));
        many && (all(hit.from) || hit.from > 0 && all(hit.from - 1)) && r.leads_up(hit.from.saturating_sub(1))
    };
    let head = r.hits.iter().filter(whole).map(|hit| hit.to).max()?;
    let told = r.tokens.get(head..).unwrap_or_default().iter().filter(|token| token.is_text()).count();
    let asks = super::turned::asks(r) || r.any(&[Cue::Marks, Cue::Report, Cue::Average, Cue::Publish, Cue::ReadStats]);
    (told >= TOLD_AT_LEAST && r.people.is_empty() && r.index.is_office() && !asks).then_some((0, 0))
}

/// What makes everybody of some.
const ALL: [&str; 9] = ["all", "tous", "toutes", "every", "كل", "جميع", "كافه", "dear", "chers"];
/// Fewer words behind it say nothing to anybody.
const TOLD_AT_LEAST: usize = 2;
/// The school itself: behind the families it is what is spoken of.
const SCHOOL: [&str; 9] =
    ["school", "ecole", "lecole", "college", "lycee", "etablissement", "المدرسه", "المؤسسه", "madrasa"];

/// A word for the school as a whole.
pub(super) fn is_school(token: &Token) -> bool {
    SCHOOL.contains(&token.word.as_str())
}

/// `dis à tous les parents que …`, `envoie aux parents de 4eA : …`: to families, and to nobody's in particular.
pub(super) fn told_to_many(r: &Reading<'_>) -> Option<(usize, usize)> {
    let colon = r.colon();
    let told = r.find(Cue::Tell).or_else(|| r.find(Cue::Send).filter(|_| colon.is_some()))?;
    let head_end = colon.filter(|colon| reaches(r, told.to, *colon)).unwrap_or_else(|| end_of_head(r, told.to));
    let many = |hit: &&Hit<'_>| matches!(hit.meaning, Meaning::Cue(Cue::ParentOf | Cue::WholeSchool | Cue::Everyone));
    let addressed = r.hits.iter().filter(many).any(|hit| hit.from >= told.to && hit.to <= head_end);
    // Behind its colon stands what they are told.
    let ends = colon.unwrap_or(usize::MAX);
    let marks = |hit: &&Hit<'_>| {
        matches!(hit.meaning, Meaning::Cue(Cue::Marks | Cue::Report | Cue::Average | Cue::Publish)) && hit.from < ends
    };
    let tests = r.assessments.iter().map(|place| place.from).chain(r.kinds.iter().map(|kind| kind.from));
    let of_marks = r.hits.iter().any(|hit| marks(&hit)) || tests.into_iter().any(|from| from < ends);
    let whole = addressed && r.leads_up(told.from) && r.people.is_empty() && !of_marks;
    (whole && r.index.is_office() && colon.is_none_or(|colon| colon == head_end)).then_some((told.from, told.to))
}

/// `programme pour samedi 18h aux parents de 4eA : …`: families and a moment stand in front of its colon, and nothing else.
pub(super) fn scheduled_for(r: &Reading<'_>) -> Option<(usize, usize)> {
    let colon = r.colon()?;
    let order = r.find(Cue::Schedule).filter(|hit| hit.to <= colon && r.leads_up(hit.from))?;
    let many = |hit: &&Hit<'_>| matches!(hit.meaning, Meaning::Cue(Cue::ParentOf | Cue::WholeSchool | Cue::Announce));
    let named = r.hits.iter().filter(many).any(|hit| hit.from >= order.from && hit.to <= colon);
    (named && when_in_head(r, colon) && reaches(r, order.to, colon)).then_some((order.from, order.to))
}

/// Whether the recipients, and when they are to hear, are all that stands before the colon.
fn reaches(r: &Reading<'_>, from: usize, colon: usize) -> bool {
    let timed = when_in_head(r, colon);
    let mut end = end_of_head(r, from);
    loop {
        let behind = (end..colon).find(|at| !(timed && says_when(r, *at))).unwrap_or(colon);
        let next = end_of_head(r, behind);
        if next == end {
            return end == colon;
        }
        end = next;
    }
}

/// `fermeture demain, à tous les parents`: whom it is for stands at its end, behind a sign; where its text ends, and where
/// they begin.
pub(super) fn at_end(r: &Reading<'_>) -> Option<(usize, usize)> {
    let sign = |at: &usize| {
        let token = r.tokens.get(*at);
        token.is_some_and(|token| [',', '.', ';', '(', '-', '–', '—', '!', '،'].iter().any(|sign| token.is_sign(*sign)))
    };
    let parts = (0..r.tokens.len()).rev().find(|at| sign(at) && r.tokens.get(at + 1).is_some_and(Token::is_text));
    let (parts, begin) = parts.map(|at| (at, at + 1)).or_else(|| attached_at_end(r).map(|at| (at, at)))?;
    let orders = |hit: &Hit<'_>| matches!(hit.meaning, Meaning::Cue(Cue::Announce | Cue::Send | Cue::Tell | Cue::Want));
    let leads = |at: usize| {
        r.is_filler(at)
            || r.tokens.get(at).is_some_and(|token| SMALL.contains(&token.word.as_str()))
            || r.hits.iter().any(|hit| orders(hit) && hit.from == at && hit.to == at + 1)
    };
    let whom = (begin..r.tokens.len()).find(|at| !leads(*at))?;
    let ends = (end_of_head(r, whom)..r.tokens.len())
        .all(|at| r.tokens.get(at).is_none_or(|token| !token.is_text()) || thanks(r, at));
    let named = r.hits.iter().any(|hit| {
        hit.from >= whom && matches!(hit.meaning, Meaning::Cue(Cue::ParentOf | Cue::WholeSchool | Cue::Everyone))
    });
    let classes = r.classes.iter().any(|place| place.from >= whom);
    // `réunion samedi, merci à tous` is for nobody in particular.
    let to = (begin..=whom).any(|at| {
        let attached = |token: &Token| token.word.starts_with('ل') && !token.stripped.is_empty();
        r.tokens.get(at).is_some_and(|token| TO.contains(&token.word.as_str()) || attached(token))
    });
    let ordered = (begin..whom).any(|at| r.hits.iter().any(|hit| orders(hit) && hit.from == at));
    let told = r.tokens.get(..parts).unwrap_or_default().iter().filter(|token| token.is_text()).count();
    let families = r
        .hits
        .iter()
        .any(|hit| hit.from >= whom && matches!(hit.meaning, Meaning::Cue(Cue::ParentOf | Cue::WholeSchool)));
    let announces = to && families || ordered && (named || classes);
    let asks = super::turned::asks(r) || r.any(&[Cue::Marks, Cue::Report, Cue::Average, Cue::Publish, Cue::ReadStats]);
    let plain = r.people.is_empty() && r.index.is_office() && !asks && told >= TOLD_AT_LEAST;
    (ends && announces && plain).then_some((parts, whom))
}

/// `أعلن اجتماع غدا لأولياء 4eA`: behind a word for it, families with what attaches to them need no sign in front.
fn attached_at_end(r: &Reading<'_>) -> Option<usize> {
    r.find(Cue::Announce).filter(|hit| hit.to == hit.from + 1 && r.leads_up(hit.from))?;
    let families = |at: usize| {
        let named = |hit: &Hit<'_>| matches!(hit.meaning, Meaning::Cue(Cue::ParentOf | Cue::WholeSchool));
        r.hits.iter().any(|hit| hit.from == at && named(hit))
    };
    let attached = |at: usize| {
        r.tokens.get(at).is_some_and(|token| token.word.starts_with('ل') && !token.stripped.is_empty()) && families(at)
    };
    (0..r.tokens.len()).rev().find(|at| attached(*at))
}

/// What stands in front of those somebody writes to.
const TO: [&str; 9] = ["a", "aux", "to", "for", "pour", "الي", "ل", "l", "li"];

fn thanks(r: &Reading<'_>, at: usize) -> bool {
    r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::Thanks) && hit.from <= at && at < hit.to)
}

/// Whether nothing but recipients stands between these tokens: `à tous les parents de 4eA`.
pub(super) fn are_only(r: &Reading<'_>, from: usize, to: usize) -> bool {
    let mut end = end_of_head(r, from);
    while end < to && r.tokens.get(end).is_some_and(|token| ALL.contains(&token.word.as_str())) {
        end = end_of_head(r, end + 1);
    }
    end == to
}

/// Where the recipients end and the text begins, without a colon to say so.
pub(super) fn end_of_head(r: &Reading<'_>, from: usize) -> usize {
    let recipients =
        [Cue::WholeSchool, Cue::ParentOf, Cue::Everyone, Cue::ClassWord, Cue::Announce, Cue::Attendance, Cue::Urgent];
    let starting = |at: usize| r.hits.iter().filter(move |hit| hit.from == at);
    let is = |hit: &Hit<'_>, cue: Cue| *hit.meaning == Meaning::Cue(cue);
    let is_school = |at: usize| r.tokens.get(at).is_some_and(is_school);
    let article = |at: usize| {
        r.tokens.get(at).is_some_and(|token| matches!(token.word.as_str(), "the" | "la" | "l" | "le" | "les"))
    };
    let joins = |at: usize| {
        r.tokens.get(at).is_some_and(|token| {
            matches!(token.word.as_str(), "of" | "de" | "du" | "d" | "in" | "dyal" | "ديال" | "تاع" | "متاع")
        })
    };
    let somebody = |hit: &Hit<'_>| {
        let all = r.tokens.get(hit.from).is_some_and(|token| {
            matches!(token.word.as_str(), "all" | "tout" | "toute" | "tous" | "toutes" | "كل" | "جميع")
        });
        is(hit, Cue::ParentOf)
            || is(hit, Cue::WholeSchool)
            || is(hit, Cue::Everyone) && !(all && hit.to == hit.from + 1)
    };
    let before = r.hits.iter().any(|hit| hit.to == from && from > 0 && somebody(hit));
    let (mut end, mut families, mut named, mut joined) = (from, before, before, false);
    loop {
        // `tell parents of 4A the school is closed`
        if named && !joined && (is_school(end) || article(end) && is_school(end + 1)) {
            return end;
        }
        named |= starting(end).any(&somebody);
        joined = joins(end) || joined && article(end);
        // `all parents school is closed`: the school is what is spoken of.
        let of_families = starting(end).any(|hit| is(hit, Cue::ParentOf));
        let school = |hit: &Hit<'_>| is(hit, Cue::WholeSchool) && (hit.from..hit.to).any(is_school);
        if families && !of_families && starting(end).any(school) {
            return end;
        }
        families = of_families || starting(end).any(|hit| is(hit, Cue::WholeSchool));
        let cue = starting(end).filter(|hit| matches!(hit.meaning, Meaning::Cue(cue) if recipients.contains(cue)));
        let place = r.classes.iter().filter(|place| place.from == end).map(|place| place.to);
        let filler = r.tokens.get(end).filter(|token| {
            is_level(&token.word)
                || matches!(
                    token.word.as_str(),
                    "a" | "aux"
                        | "les"
                        | "de"
                        | "la"
                        | "des"
                        | "to"
                        | "the"
                        | "of"
                        | "in"
                        | "الي"
                        | "l"
                        | "d"
                        | "ديال"
                        | "dyal"
                        | "تاع"
                        | "نتاع"
                        | "متاع"
                        | "ta3"
                        | "el"
                        | "lel"
                        | "kol"
                        | "ga3"
                        | "o"
                        | "mta3"
                        | "nta3"
                )
        });
        match cue.map(|hit| hit.to).chain(place).max().or_else(|| filler.map(|_| end + 1)) {
            Some(next) if next > end => end = next,
            _ => return end,
        }
    }
}
