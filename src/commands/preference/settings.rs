//! `mes réglages`: what is set, and how it is changed.

use crate::commands::CommandError;
use crate::commands::refusal::first_name;
use crate::commands::turn::Turn;
use crate::phrase::{AlertLine, Phrase, PreferencePhrase, Settings, StudentLabel};
use crate::store::{KnownChild, MarkAlert};

/// Shows a guardian what is set.
pub(in crate::commands) async fn show(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let (Some(guardian), Some(first)) = (turn.guardian, turn.links.first()) else {
        return turn.say(Phrase::NoChildLinked);
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
    let settings = Settings { child, digest, alerts, quiet: quiet(turn) };
    turn.say(Phrase::Preference(PreferencePhrase::Settings { settings }))
}

/// `pas de messages la nuit`: the school's hours are for everybody.
pub(in crate::commands) fn quiet_hours(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let quiet = quiet(turn);
    turn.say(Phrase::Preference(PreferencePhrase::QuietHours { quiet }))
}

fn quiet(turn: &Turn<'_>) -> Option<(jiff::civil::Time, jiff::civil::Time)> {
    turn.cause.school.quiet.as_ref().map(|quiet| (quiet.from, quiet.until))
}
