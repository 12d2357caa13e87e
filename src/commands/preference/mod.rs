//! What guardians ask to receive: alerts, digests, silence, and a look at what is set.

mod alert;
mod digest;
mod settings;
mod silence;

pub(super) use alert::go_on as alert_for;

use super::CommandError;
use super::turn::Turn;
use super::understand::{Intent, Interpretation};

/// Acts on a guardian's wish about what they receive. Says whether it was one.
pub(super) async fn takes(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<bool, CommandError> {
    if turn.guardian.is_none() {
        return Ok(false);
    }
    match meaning.intent {
        Intent::StopChild => silence::child(turn, meaning, true).await?,
        Intent::StartChild => silence::child(turn, meaning, false).await?,
        Intent::StopChannel => silence::channel(turn, meaning, true).await?,
        Intent::StartChannel => silence::channel(turn, meaning, false).await?,
        Intent::AlertSet => alert::set(turn, meaning).await?,
        Intent::AlertOff => alert::end(turn, meaning).await?,
        Intent::DigestSet => digest::set(turn, meaning).await?,
        Intent::DigestOff => digest::end(turn).await?,
        Intent::DigestView => digest::view(turn).await?,
        Intent::SettingsView => settings::show(turn).await?,
        Intent::QuietSet => settings::quiet_hours(turn)?,
        _ => return Ok(false),
    }
    Ok(true)
}
