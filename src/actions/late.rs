//! What somebody said so long ago that it is not done any more.

use serde_json::json;

use super::{ActionError, Cause};
use crate::domain::Timestamp;
use crate::store::Tx;

/// Notes that a message was not acted on, for it came too late.
pub fn note_late(tx: &mut Tx, cause: &Cause<'_>, said_at: Timestamp) -> Result<(), ActionError> {
    let Some(contact) = cause.contact else { return Ok(()) };
    let hours = cause.now.since(said_at).as_secs() / 3_600;
    let detail = json!({ "hours": hours, "event": cause.event });
    Ok(cause.note(tx, "message.came_late", ("contact", contact.0), &detail)?)
}
