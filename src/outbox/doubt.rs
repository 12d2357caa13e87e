//! What to do about a message whose fate has been unknown for too long: the policy per class.

use std::time::Duration;

use crate::domain::{Channel, MessageClass, Timestamp};
use crate::store::{Doubt, Resolution};

/// How long we wait for proof.
pub(super) const GRACE: Duration = Duration::from_secs(90);
/// How long a doubtful message holds up the ones behind it: whoever decides on it looks every five seconds and comes first.
pub(super) const HOLDS_UP: Duration = Duration::from_secs(GRACE.as_secs() + 12);

/// Decides on a doubt older than [`GRACE`]. `None`: wait on.
pub(super) fn resolve(doubt: &Doubt, now: Timestamp) -> Option<Resolution> {
    match doubt.class {
        // A code or an announcement that arrives twice does more harm than one that is missing.
        MessageClass::Security | MessageClass::Broadcast => Some(Resolution::Bury("never_resent")),
        MessageClass::Reply | MessageClass::Notice if doubt.resends > 0 => Some(Resolution::Bury("doubtful_twice")),
        _ if doubt.expires_at <= now => Some(Resolution::Bury("doubtful_too_late")),
        _ if !gives_receipts(doubt.channel) => Some(Resolution::Resend),
        // Receipts came in, but none of this message: it did not arrive.
        _ if doubt.receipts_at > doubt.since => Some(Resolution::Resend),
        _ => None,
    }
}

/// Whether providers of a channel tell that a message was delivered.
pub(super) fn gives_receipts(channel: Channel) -> bool {
    match channel {
        Channel::WhatsApp | Channel::Sms => true,
        Channel::Telegram | Channel::Email => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AccountId, MessageId, SchoolId};

    fn doubt(class: MessageClass, channel: Channel) -> Doubt {
        Doubt {
            school: SchoolId::fresh(),
            message: MessageId::fresh(),
            account: AccountId("wa1".to_owned()),
            class,
            channel,
            resends: 0,
            since: Timestamp(1_000),
            expires_at: Timestamp(900_000),
            receipts_at: Timestamp(0),
        }
    }

    #[test]
    fn each_class_has_its_policy() {
        let now = Timestamp(100_000);
        for class in [MessageClass::Security, MessageClass::Broadcast] {
            assert_eq!(resolve(&doubt(class, Channel::Telegram), now), Some(Resolution::Bury("never_resent")));
        }
        for class in [MessageClass::Reply, MessageClass::Notice] {
            let silent = doubt(class, Channel::WhatsApp);
            assert_eq!(resolve(&silent, now), None, "silence of a dead status stream proves nothing");
            let alive = Doubt { receipts_at: Timestamp(2_000), ..silent.clone() };
            assert_eq!(resolve(&alive, now), Some(Resolution::Resend));
            assert_eq!(resolve(&doubt(class, Channel::Telegram), now), Some(Resolution::Resend));
            let again = Doubt { resends: 1, ..alive };
            assert_eq!(resolve(&again, now), Some(Resolution::Bury("doubtful_twice")));
            assert_eq!(resolve(&silent, silent.expires_at), Some(Resolution::Bury("doubtful_too_late")));
        }
    }
}
