//! What is said out of politeness around a wish: greetings, thanks, `si possible`, `could you please`.
//!
//! Invariant: what is left out holds nobody's name, and a message of nothing but courtesy is left whole.

use super::cue::Cue;
use super::lexicon::{Fit, Heard, Hit, Meaning};
use super::token::{Kind, Token};
use crate::domain::Locale;

/// What was left out of a message.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Courtesy {
    pub greets: bool,
    pub thanks: bool,
    /// Whether what is left is asked, or asked for.
    pub manner: Manner,
    /// The language it was said in.
    pub locale: Option<Locale>,
}

/// What politeness makes of what it stands around.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Manner {
    #[default]
    Plain,
    /// `tu peux`, `could you please`: it is to be done.
    Request,
    /// `je voudrais savoir si`: it is to be told.
    Question,
}

/// Takes courtesy out of `tokens` and of what each was `heard` as.
pub(super) fn leave_out(
    tokens: &mut Vec<Token>,
    heard: &mut Vec<Heard>,
    hits: &[Hit<'_>],
    is_name: impl Fn(&Token) -> bool,
) -> Courtesy {
    let mut left_out = Courtesy::default();
    let mut polite = vec![false; tokens.len()];
    for hit in hits.iter().filter(|hit| is_polite(hit) && !is_part_of_more(hit, hits)) {
        let span = tokens.get(hit.from..hit.to).unwrap_or_default();
        if hit.to == hit.from + 1 && span.iter().any(&is_name) {
            continue;
        }
        left_out.greets |= *hit.meaning == Meaning::Cue(Cue::Greet);
        left_out.thanks |= *hit.meaning == Meaning::Cue(Cue::Thanks);
        left_out.manner = match (hit.meaning, left_out.manner) {
            (Meaning::WantsToKnow, _) | (_, Manner::Question) => Manner::Question,
            (Meaning::Courtesy, _) => Manner::Request,
            (_, manner) => manner,
        };
        left_out.locale = left_out.locale.or(Some(hit.locale));
        polite.get_mut(hit.from..hit.to).unwrap_or_default().fill(true);
    }
    let says_more = tokens.iter().zip(&polite).any(|(token, polite)| token.is_text() && !polite);
    if left_out.locale.is_none() || !says_more {
        return Courtesy::default();
    }
    // The comma behind `Bonjour,` goes with it, and so does the `et` of `merci et bonne journée`.
    let mut behind = false;
    for at in 0..tokens.len() {
        let next = polite.get(at + 1) == Some(&true);
        let (Some(token), Some(polite)) = (tokens.get(at), polite.get_mut(at)) else { break };
        behind = *polite || behind && (closes(token) || next && joins(token));
        *polite = behind;
    }
    let mut stays = polite.iter().map(|polite| !polite);
    tokens.retain(|_| stays.next().unwrap_or(true));
    let mut stays = polite.iter().map(|polite| !polite);
    heard.retain(|_| stays.next().unwrap_or(true));
    left_out
}

fn is_polite(hit: &Hit<'_>) -> bool {
    let polite =
        matches!(hit.meaning, Meaning::Courtesy | Meaning::WantsToKnow | Meaning::Cue(Cue::Greet | Cue::Thanks));
    polite && hit.fit == Fit::Plain
}

/// `ça va` is a greeting, `ça va avec Awa` is none.
fn is_part_of_more(polite: &Hit<'_>, hits: &[Hit<'_>]) -> bool {
    hits.iter().any(|hit| {
        let longer = hit.to - hit.from > polite.to - polite.from;
        let filler = matches!(hit.meaning, Meaning::Filler | Meaning::Beside | Meaning::OfAMark | Meaning::OfAStatus);
        let says_more = !is_polite(hit) && !filler;
        // `kif dayr` may ask for somebody, too.
        let asks = *hit.meaning == Meaning::Cue(Cue::Doing);
        hit.from <= polite.from && polite.to <= hit.to && (longer || asks) && says_more
    })
}

fn joins(token: &Token) -> bool {
    matches!(token.word.as_str(), "et" | "and" | "w" | "و")
}

fn closes(token: &Token) -> bool {
    matches!(token.kind, Kind::Sign(',' | '.' | '!' | '?' | ':' | ';' | '…'))
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::{BUILT_IN, Ear};
    use super::super::token::tokens;
    use super::*;

    fn left(text: &str, name: &str) -> String {
        let mut tokens = tokens(text);
        let mut heard = BUILT_IN.heard(&tokens, Ear::Close, |_| false);
        let hits = BUILT_IN.phrases(&tokens, &heard);
        leave_out(&mut tokens, &mut heard, &hits, |token| token.word == name);
        assert_eq!(tokens.len(), heard.len());
        tokens.into_iter().map(|token| token.word).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn only_what_is_wanted_is_left() {
        assert_eq!(left("Bonjour, Awa 14 ds1 merci beaucoup et bonne journée", ""), "awa 14 ds1");
        assert_eq!(left("could you please publish ds1", ""), "publish ds1");
        assert_eq!(left("السلام عليكم 14", ""), "14");
    }

    #[test]
    fn nothing_but_courtesy_stays_whole() {
        assert_eq!(left("bonjour madame", ""), "bonjour madame");
        assert_eq!(left("merci", ""), "merci");
    }

    #[test]
    fn a_name_is_no_courtesy_and_a_longer_phrase_is_none() {
        assert_eq!(left("merci 12 ds1", "merci"), "merci 12 ds1");
        assert_eq!(left("ça va avec Awa", ""), "ca va avec awa");
    }
}
