//! `résumé chaque vendredi à 18h`, `résumé`, `note par note`.

use jiff::civil::{Time, time};

use crate::actions::{DigestNews, end_digest, recent_news, set_digest};
use crate::commands::CommandError;
use crate::commands::turn::Turn;
use crate::commands::understand::Interpretation;
use crate::domain::{DigestDay, DigestRhythm, GuardianId};
use crate::phrase::{DigestProblem, Phrase, PreferencePhrase};
use crate::store::KnownChild;

/// Where no hour is named: after school. Where the school writes to nobody then, at noon.
const USUAL: [Time; 2] = [time(18, 0, 0, 0), time(12, 0, 0, 0)];
/// Where no day is named.
const FRIDAY: i8 = 5;
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Acts on a wish to hear of what is new in a digest.
pub(super) async fn set(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let Some((guardian, _)) = family(turn) else { return turn.say(turn.no_child()) };
    let rhythm = match rhythm(turn, meaning) {
        Ok(rhythm) => rhythm,
        Err(why) => return turn.say(Phrase::Preference(PreferencePhrase::DigestNotSet { why })),
    };
    let Some(first) = set_digest(turn.tx, &turn.cause, guardian, rhythm).await? else {
        return turn.say(Phrase::AskAgain);
    };
    let first = turn.cause.school.local(first);
    turn.say(Phrase::Preference(PreferencePhrase::DigestSet { rhythm, first }))
}

/// The day and the hour that were named, or the usual ones.
fn rhythm(turn: &Turn<'_>, meaning: &Interpretation) -> Result<DigestRhythm, DigestProblem> {
    let said = |slot: &str| meaning.slots.words.iter().find(|(name, _)| *name == slot).map(|(_, word)| word.as_str());
    if let Some(heard) = said("unread") {
        return Err(DigestProblem::Unread { heard: heard.to_owned() });
    }
    if said("rhythm") == Some("day") {
        return Err(DigestProblem::Daily {});
    }
    let quiet = |at: Time| turn.cause.school.quiet.filter(|quiet| quiet.covers(at));
    let at = match said("hour").map(str::parse::<Time>) {
        Some(Ok(at)) => at,
        Some(Err(_)) => return Err(DigestProblem::Unread { heard: said("hour").unwrap_or_default().to_owned() }),
        None => USUAL.into_iter().find(|at| quiet(*at).is_none()).unwrap_or(USUAL[0]),
    };
    if let Some(quiet) = quiet(at) {
        return Err(DigestProblem::Quiet { from: quiet.from, until: quiet.until });
    }
    let named = said("day_of_month").and_then(|day| day.parse().ok());
    let day = if said("rhythm") == Some("month") {
        DigestDay::of_month(named.unwrap_or(1))
    } else {
        let day = said("day").and_then(|day| DAYS.iter().position(|name| *name == day));
        DigestDay::of_week(day.and_then(|at| i8::try_from(at + 1).ok()).unwrap_or(FRIDAY))
    };
    let heard = || said("day_of_month").unwrap_or_default().to_owned();
    day.map(|day| DigestRhythm { day, at }).ok_or_else(|| DigestProblem::Unread { heard: heard() })
}

/// Acts on a wish to be told of each mark again: what would have been in the next digest is said at once.
pub(super) async fn end(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let Some((guardian, children)) = family(turn) else { return turn.say(turn.no_child()) };
    let ended = end_digest(turn.tx, &turn.cause, guardian, children).await?;
    turn.say(Phrase::Preference(PreferencePhrase::DigestEnded { before: ended.is_some() }))?;
    match ended {
        Some(news) if !news.children.is_empty() => say(turn, guardian, news),
        _ => Ok(()),
    }
}

/// Acts on a wish to see what is new now.
pub(super) async fn view(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let Some((guardian, children)) = family(turn) else { return turn.say(turn.no_child()) };
    let news = recent_news(turn.tx, &turn.cause, guardian, children).await?;
    if news.children.is_empty() {
        return turn.say(Phrase::Preference(PreferencePhrase::NothingNew {}));
    }
    say(turn, guardian, news)
}

fn family<'t>(turn: &Turn<'t>) -> Option<(GuardianId, &'t [KnownChild])> {
    turn.guardian.filter(|_| !turn.links.is_empty()).map(|guardian| (guardian, turn.links))
}

fn say(turn: &mut Turn<'_>, guardian: GuardianId, news: DigestNews) -> Result<(), CommandError> {
    let children: Vec<_> = news.parts.iter().map(|part| part.student).collect();
    let phrase = Phrase::Preference(PreferencePhrase::Digest { children: news.children });
    turn.say_marks(phrase, guardian, &news.marks, &children)
}
