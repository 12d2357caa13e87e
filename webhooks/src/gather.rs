//! Collecting the events of one body.
//!
//! Lives here: the bound on their number and the making of `Skipped`. Never here: what an item means.
//! Invariant: no more than [`MAX_EVENTS`] plus one, and every item beyond the bound is counted.

use crate::{Addressee, EventKind, InboundEvent, Provider, Skipped, words};

/// How many events one body may bring. Ten times what any provider announces.
pub const MAX_EVENTS: usize = 10_000;

pub(crate) struct Gathering {
    provider: Provider,
    events: Vec<InboundEvent>,
    left_out: usize,
}

impl Gathering {
    pub(crate) fn new(provider: Provider) -> Self {
        Self { provider, events: Vec::new(), left_out: 0 }
    }

    pub(crate) fn push(&mut self, event: InboundEvent) {
        if self.events.len() < MAX_EVENTS {
            self.events.push(event);
        } else {
            self.left_out += 1;
        }
    }

    pub(crate) fn finish(mut self, raw: &[u8]) -> Vec<InboundEvent> {
        if self.left_out > 0 {
            let what = self.left_out.to_string();
            let dedupe = words::key(&["left_out", &words::fingerprint(raw)]);
            self.events.push(skipped(self.provider, None, dedupe, "too_many", &what));
        }
        self.events
    }
}

/// An item that is of no use, as an event of its own.
pub(crate) fn skipped(
    provider: Provider,
    addressee: Option<Addressee>,
    dedupe: String,
    reason: &str,
    what: &str,
) -> InboundEvent {
    let kind = EventKind::Skipped(Skipped { reason: reason.to_owned(), what: words::word(what) });
    InboundEvent { provider, addressee, dedupe, at_ms: None, kind }
}
