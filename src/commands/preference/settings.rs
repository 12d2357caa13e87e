//! `mes réglages`: what is set, and how it is changed.

use crate::commands::CommandError;
use crate::commands::refusal::first_name;
use crate::commands::turn::Turn;
use crate::phrase::{AlertLine, Phrase, PreferencePhrase, Settings, StudentLabel};
use crate::store::{ContactState, KnownChild, MarkAlert};

/// Shows a guardian what is set.
pub(super) async fn show(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let (Some(guardian), Some(first)) = (turn.guardian, turn.links.first()) else {
        return turn.say(turn.no_child());
    };
    let child = first_name(&first.name);
    let digest = turn.tx.digest(turn.cause.school.id, guardian).await?.map(|digest| digest.rhythm);
    let set = turn.tx.mark_alerts(turn.cause.school.id, guardian).await?;
    // A child that is not theirs any more is not spoken of.
    let of_children = turn
        .links
        .iter()
        .flat_map(|link| set.iter().filter(|alert| alert.student == link.id).map(move |alert| (link, alert)));
    let line = |(link, alert): (&KnownChild, &MarkAlert)| AlertLine {
        child: StudentLabel::discreet(&link.name),
        subject: alert.subject.and_then(|id| turn.subject_label(id)),
        threshold: alert.threshold,
    };
    let alerts = of_children.map(line).collect();
    let school = turn.cause.school.id;
    let hushed = turn.tx.silent_children(school, guardian).await?;
    let silent = turn.links.iter().filter(|link| hushed.contains(&link.id));
    let silent = silent.map(|link| StudentLabel::discreet(&link.name)).collect();
    let addresses = turn.tx.guardian_addresses(school, guardian).await?;
    let stopped = addresses.into_iter().filter(|(.., state)| *state == ContactState::Stopped);
    let stopped = stopped.map(|(_, channel, _)| channel).collect();
    let settings = Settings { child, digest, alerts, silent, stopped, quiet: quiet(turn) };
    turn.say(Phrase::Preference(PreferencePhrase::Settings { settings }))
}

/// `pas de messages la nuit`: the school's hours are for everybody.
pub(super) fn quiet_hours(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let quiet = quiet(turn);
    turn.say(Phrase::Preference(PreferencePhrase::QuietHours { quiet }))
}

fn quiet(turn: &Turn<'_>) -> Option<(jiff::civil::Time, jiff::civil::Time)> {
    turn.cause.school.quiet.as_ref().map(|quiet| (quiet.from, quiet.until))
}
