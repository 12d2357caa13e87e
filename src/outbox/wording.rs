//! What is sent for a phrase: free text while the provider's window is open, an approved template outside.

use std::time::Duration;

use super::port::Words;
use crate::domain::{Channel, Locale, Timestamp};
use crate::gateway::{Address, Content};
use crate::store::Candidate;

/// `WhatsApp` takes free text for so long after the person's last message; a little less, for clocks that differ.
const WINDOW: Duration = Duration::from_mins(24 * 60 - 2);

/// One message in words: the part to send now.
#[derive(Debug)]
pub(super) struct Worded {
    pub(super) content: Content,
    /// The message ends with this part.
    pub(super) last: bool,
    /// It could go as a template, and is not one.
    pub(super) template_left: bool,
}

/// Words for a candidate; `None` when its phrase may not be said now: outside the window and without a template.
pub(super) fn word(
    words: &dyn Words,
    candidate: &Candidate,
    locale: Locale,
    channel: Channel,
    now: Timestamp,
) -> Option<Worded> {
    let phrase = &candidate.say.phrase;
    let template = || words.template(phrase, locale).filter(|_| channel == Channel::WhatsApp);
    if needs_template(candidate, channel, now) {
        return template().map(|content| Worded { content, last: true, template_left: false });
    }
    let parts = words.message(&candidate.say, locale, channel);
    // A text that has become shorter since its last part was sent has nothing left to say but its end.
    let at = usize::try_from(candidate.part).unwrap_or(0).min(parts.len().saturating_sub(1));
    let last = at + 1 == parts.len();
    let content = parts.into_iter().nth(at)?;
    Some(Worded { content, last, template_left: last && template().is_some() })
}

fn needs_template(candidate: &Candidate, channel: Channel, now: Timestamp) -> bool {
    let open = candidate.last_inbound_at.is_some_and(|heard| now.since(heard) < WINDOW);
    channel == Channel::WhatsApp && (candidate.needs_template || !open)
}

/// Where a candidate goes.
pub(super) fn address(candidate: &Candidate) -> Address {
    Address { phone: candidate.phone.clone(), user_id: candidate.user_id.clone() }
}
