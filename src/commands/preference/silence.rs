//! `stop Awa`, `arrêter sur SMS`, and back: `reprendre Awa`, `reprendre sur SMS`.

use crate::actions::{silence_channel, silence_children};
use crate::commands::CommandError;
use crate::commands::reach;
use crate::commands::turn::Turn;
use crate::commands::understand::{Interpretation, Pick};
use crate::domain::{Channel, StudentId};
use crate::phrase::{Phrase, PreferencePhrase, StudentLabel};

/// Acts on a wish to hear nothing of a child, or of it again.
pub(super) async fn child(turn: &mut Turn<'_>, meaning: &Interpretation, silent: bool) -> Result<(), CommandError> {
    let students: Vec<StudentId> = match &meaning.slots.student {
        Some(Pick::One(one)) => vec![*one],
        Some(Pick::All(all)) => all.clone(),
        _ => Vec::new(),
    };
    let named = turn.links.iter().filter(|link| students.contains(&link.id));
    let (students, children): (Vec<_>, Vec<_>) =
        named.map(|link| (link.id, StudentLabel::discreet(&link.name))).unzip();
    let Some(guardian) = turn.guardian.filter(|_| !students.is_empty()) else {
        return if silent { reach::stop(turn).await } else { turn.say(turn.no_child()) };
    };
    silence_children(turn.tx, &turn.cause, guardian, &students, silent).await?;
    let phrase = if silent {
        PreferencePhrase::ChildrenSilenced { children }
    } else {
        PreferencePhrase::ChildrenResumed { children }
    };
    turn.say(Phrase::Preference(phrase))
}

/// Acts on a wish to be written to no more by a channel, or again. Where they have no address there, and where it was the
/// last one, stop means stop.
pub(super) async fn channel(turn: &mut Turn<'_>, meaning: &Interpretation, silent: bool) -> Result<(), CommandError> {
    let named = meaning.slots.words.iter().find(|(slot, _)| *slot == "channel").map(|(_, word)| word.as_str());
    let channel = named.and_then(Channel::from_code).unwrap_or(turn.channel);
    let Some(guardian) = turn.guardian else {
        return if silent { reach::stop(turn).await } else { reach::resume(turn).await };
    };
    let found = silence_channel(turn.tx, &turn.cause, guardian, channel, silent).await?;
    let phrase = match (silent, found.known && found.elsewhere) {
        (true, false) => return reach::stop(turn).await,
        (true, true) => PreferencePhrase::ChannelSilenced { channel },
        (false, _) if found.known => PreferencePhrase::ChannelResumed { channel },
        (false, _) => PreferencePhrase::ChannelUnknown { channel },
    };
    if channel == turn.channel {
        turn.stopped = silent;
    }
    turn.say(Phrase::Preference(phrase))
}
