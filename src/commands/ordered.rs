//! What somebody waits for that is printed: the order they leave.

use super::turn::Turn;
use crate::domain::{GuardianId, MessageClass, MessageId, PrintOrderId, Printing};
use crate::store::PrintOrder;
use uuid::Uuid;

/// An order of the speaker's. `guardian`: as whom, and by which link, where it is a child's; `said`: what they were told at
/// first, where that can be put in other words.
pub(super) fn order(
    turn: &Turn<'_>,
    what: Printing,
    guardian: Option<(GuardianId, Uuid)>,
    said: Option<MessageId>,
) -> PrintOrder {
    PrintOrder {
        school: turn.cause.school.id,
        id: PrintOrderId::fresh(),
        what,
        account: turn.account.clone(),
        contact: turn.contact,
        guardian,
        class: MessageClass::Reply,
        locale: turn.locale(),
        said: said.filter(|_| turn.channel.edits()),
        cause: turn.cause.event,
        tries: 0,
    }
}
