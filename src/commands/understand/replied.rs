//! The words of an announcement's buttons, typed.
//!
//! Invariant: only a message that says nothing else is one; courtesy, and a yes or no that says the same, may stand around it.

use super::cue::Cue;
use super::index::Index;
use super::lexicon::{Ear, Fit, Hit, Meaning};
use super::token::tokens;
use crate::domain::BroadcastAnswer;

/// Longer ones say more.
const WORDS: usize = 12;

/// What `text` answers an announcement that asks for it.
pub fn answer_to_announcement(text: &str, index: &Index) -> Option<BroadcastAnswer> {
    let lexicon = &index.shared.lexicon;
    let mut tokens = tokens(text);
    if tokens.iter().filter(|token| token.is_text()).count() > WORDS {
        return None;
    }
    if let Some(answer) = lexicon.answer(&tokens) {
        return Some(answer);
    }
    let mut heard = lexicon.heard(&tokens, Ear::Close, |_| false);
    let hits = lexicon.phrases(&tokens, &heard);
    super::courtesy::leave_out(&mut tokens, &mut heard, &hits, |_| false);
    let hits = lexicon.phrases(&tokens, &heard);
    let said = |answer: &BroadcastAnswer| lexicon.answer(&tokens) == Some(*answer);
    let behind = |cue: Cue| {
        let ends = hits.iter().filter(move |hit| begins_with(hit, cue)).map(|hit| hit.to);
        ends.filter_map(|end| lexicon.answer(tokens.get(end..).unwrap_or_default())).collect::<Vec<_>>()
    };
    let all = [BroadcastAnswer::Coming, BroadcastAnswer::NotComing, BroadcastAnswer::Read];
    all.into_iter().find(|answer| {
        let agrees = if *answer == BroadcastAnswer::NotComing { Cue::No } else { Cue::Yes };
        said(answer) || behind(agrees).contains(answer)
    })
}

fn begins_with(hit: &Hit<'_>, cue: Cue) -> bool {
    hit.from == 0 && hit.fit == Fit::Plain && *hit.meaning == Meaning::Cue(cue)
}
