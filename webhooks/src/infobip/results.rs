//! The frame of Infobip's webhooks: a list of results.
//!
//! Lives here: walking, and telling a report from a message. Never here: what one result means.
//! Invariant: each result is read on its own, so nothing in one can lose another.

use jiff::Timestamp;
use serde_json::Value;

use super::{inbound, report};
use crate::gather::{self, Gathering};
use crate::json::Node;
use crate::{Addressee, InboundEvent, Provider, Unreadable, words};

pub(crate) fn parse(raw: &[u8]) -> Result<Vec<InboundEvent>, Unreadable> {
    let value: Value = serde_json::from_slice(raw).map_err(|_not_json| Unreadable::not_json(raw))?;
    let results = Node::new(&value).at("results");
    if !results.is_list() {
        return Err(Unreadable::wrong_shape(raw));
    }
    let mut out = Gathering::new(Provider::Infobip);
    for item in results.items() {
        out.push(if item.at("status").is_there() { report::read(item) } else { inbound::read(item) });
    }
    Ok(out.finish(raw))
}

pub(super) fn skip(addressee: Option<Addressee>, item: Node<'_>, reason: &str, what: &str) -> InboundEvent {
    let dedupe = words::key(&["skipped", &item.fingerprint()]);
    gather::skipped(Provider::Infobip, addressee, dedupe, reason, what)
}

pub(super) fn number(node: Node<'_>) -> Option<Addressee> {
    node.id().map(Addressee::Number)
}

/// Infobip's own writing of an instant, with an offset without a colon.
pub(super) fn instant(node: Node<'_>) -> Option<i64> {
    Timestamp::strptime("%Y-%m-%dT%H:%M:%S%.f%z", node.str()?).ok().map(Timestamp::as_millisecond)
}
