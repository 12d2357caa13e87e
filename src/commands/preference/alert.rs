//! `préviens-moi si Awa a moins de 8`, `plus d'alertes`.

use rust_decimal::Decimal;

use crate::actions::{end_alerts, scale_of, set_alert};
use crate::commands::CommandError;
use crate::commands::dialogue::Begun;
use crate::commands::marks_view::children_meant;
use crate::commands::refusal::first_name;
use crate::commands::turn::Turn;
use crate::commands::understand::{Interpretation, Pick};
use crate::domain::{Maximum, Points, StudentId, Threshold};
use crate::phrase::{AlertLine, Phrase, PreferencePhrase, StudentLabel};
use crate::store::MarkAlert;

/// Acts on a wish to be alerted.
pub(super) async fn set(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let Some(first) = turn.links.first() else { return turn.say(turn.no_child()) };
    let (child, class) = (first_name(&first.name), first.class);
    let scale = scale_of(turn.tx, &turn.cause, class).await?;
    let slots = &meaning.slots;
    let Some(below) = slots.threshold else {
        return turn.say(Phrase::Preference(PreferencePhrase::AlertHow { child, scale }));
    };
    let Some(threshold) = threshold(below, slots.maximum, scale) else {
        let heard = slots.maximum.map_or_else(|| below.to_string(), |of| format!("{below}/{of}"));
        return turn.say(Phrase::Preference(PreferencePhrase::AlertOutOfRange { heard, child, scale }));
    };
    let begun = Begun {
        intent: meaning.intent.code().to_owned(),
        subject: slots.subject.as_ref().and_then(Pick::single),
        threshold: Some(threshold),
        ..Begun::default()
    };
    match children_meant(turn, meaning, &begun).await? {
        Some(children) => go_on(turn, &children, &begun).await,
        None => Ok(()),
    }
}

/// So many points out of what was named, or else out of what the school brings marks to.
fn threshold(below: Decimal, out_of: Option<Decimal>, scale: Maximum) -> Option<Threshold> {
    let out_of = out_of.map_or(Some(scale), |of| Maximum::new(of).ok())?;
    Threshold::new(Points::new(below).ok()?, out_of).ok()
}

/// Sets it for these children.
pub(in crate::commands) async fn go_on(
    turn: &mut Turn<'_>,
    children: &[StudentId],
    begun: &Begun,
) -> Result<(), CommandError> {
    let (Some(guardian), Some(threshold)) = (turn.guardian, begun.threshold) else {
        return turn.say(Phrase::AskAgain);
    };
    let subject = begun.subject.and_then(|id| Some((id, turn.subject_label(id)?)));
    for child in turn.links.iter().filter(|child| children.contains(&child.id)) {
        let alert = MarkAlert { student: child.id, subject: subject.as_ref().map(|(id, _)| *id), threshold };
        set_alert(turn.tx, &turn.cause, (guardian, child.class), &alert).await?;
        let label = subject.as_ref().map(|(_, label)| label.clone());
        let alert = AlertLine { child: StudentLabel::discreet(&child.name), subject: label, threshold };
        turn.say(Phrase::Preference(PreferencePhrase::AlertSet { alert }))?;
    }
    Ok(())
}

/// Acts on a wish to be alerted no more: of a child that is named, or of any.
pub(super) async fn end(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let Some(guardian) = turn.guardian else { return turn.say(turn.no_child()) };
    let children = if meaning.slots.student.is_some() {
        let begun = Begun { intent: meaning.intent.code().to_owned(), ..Begun::default() };
        let Some(children) = children_meant(turn, meaning, &begun).await? else { return Ok(()) };
        children
    } else {
        Vec::new()
    };
    let subject = meaning.slots.subject.as_ref().and_then(Pick::single);
    let named = children.first().copied();
    let count = end_alerts(turn.tx, &turn.cause, guardian, (named, subject)).await?;
    let child = turn.links.iter().find(|child| Some(child.id) == named);
    let child = child.map(|child| StudentLabel::discreet(&child.name));
    turn.say(Phrase::Preference(PreferencePhrase::AlertsEnded { child, count }))
}
