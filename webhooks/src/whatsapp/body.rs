//! The frame of Meta's webhook: entries, changes, values.
//!
//! Lives here: walking, and which field goes to which reader. Never here: what one item means.
//! Invariant: each item is read on its own, so nothing in one item can lose another.

use serde_json::Value;

use super::people::People;
use super::{message, notices, status};
use crate::gather::{self, Gathering};
use crate::json::Node;
use crate::{Addressee, InboundEvent, Provider, Unreadable, words};

pub(crate) fn parse(raw: &[u8]) -> Result<Vec<InboundEvent>, Unreadable> {
    let value: Value = serde_json::from_slice(raw).map_err(|_not_json| Unreadable::not_json(raw))?;
    let body = Node::new(&value);
    if !body.at("entry").is_list() {
        return Err(Unreadable::wrong_shape(raw));
    }
    let mut out = Gathering::new(Provider::WhatsApp);
    for entry in body.at("entry").items() {
        read_entry(entry, &mut out);
    }
    Ok(out.finish(raw))
}

fn read_entry(entry: Node<'_>, out: &mut Gathering) {
    let changes = entry.at("changes");
    if !changes.is_list() {
        out.push(Change::new(entry, entry).skip(entry, "malformed", "entry"));
    }
    for change in changes.items() {
        read_change(&Change::new(entry, change), change, out);
    }
}

fn read_change(change: &Change<'_>, whole: Node<'_>, out: &mut Gathering) {
    match change.field {
        Some("messages") => {
            let people = People::of(change.value);
            read_lists(change, ["messages", "statuses", "errors"], out, |list, item| match list {
                "messages" => message::read(change, &people, item),
                "statuses" => status::read(change, &people, item),
                _ => notices::error(change, item),
            });
        }
        Some("user_preferences") => {
            read_lists(change, ["user_preferences"], out, |_, item| notices::preference(change, item));
        }
        Some(field) => out.push(notices::notice(change, field)),
        None => out.push(change.skip(whole, "malformed", "change")),
    }
}

/// Reads the named lists of a value. Something else under such a name, or none of the names at all, is skipped as a whole.
fn read_lists<const N: usize>(
    change: &Change<'_>,
    names: [&str; N],
    out: &mut Gathering,
    read: impl Fn(&str, Node<'_>) -> InboundEvent,
) {
    let value = change.value;
    if names.iter().all(|name| !value.at(name).is_there()) {
        out.push(change.skip(value, "malformed", names.first().copied().unwrap_or_default()));
    }
    for name in names {
        let list = value.at(name);
        if list.is_there() && !list.is_list() {
            out.push(change.skip(list, "malformed", name));
        }
        for item in list.items() {
            out.push(read(name, item));
        }
    }
}

/// One change with all that its items need to know of their surroundings.
pub(super) struct Change<'a> {
    pub(super) field: Option<&'a str>,
    pub(super) value: Node<'a>,
    /// The business account, from the entry.
    pub(super) waba_id: Option<String>,
    /// The sender identity; not told for events of a whole business account.
    pub(super) phone_number_id: Option<String>,
    /// The entry's own clock, milliseconds.
    pub(super) at_ms: Option<i64>,
}

impl<'a> Change<'a> {
    fn new(entry: Node<'a>, change: Node<'a>) -> Self {
        let value = change.at("value");
        Self {
            field: change.at("field").str(),
            value,
            waba_id: entry.at("id").id(),
            phone_number_id: value.at("metadata").at("phone_number_id").id(),
            at_ms: entry.at("time").seconds(),
        }
    }

    /// The number if one is told, else the business account.
    pub(super) fn addressee(&self) -> Option<Addressee> {
        let number = self.phone_number_id.clone().map(Addressee::PhoneNumberId);
        number.or_else(|| self.waba_id.clone().map(Addressee::BusinessAccount))
    }

    /// The name of the addressee as a part of a key.
    pub(super) fn scope(&self) -> &str {
        self.phone_number_id.as_deref().or(self.waba_id.as_deref()).unwrap_or_default()
    }

    /// What cannot be read has no id to trust; its own content is its key.
    pub(super) fn skip(&self, item: Node<'_>, reason: &str, what: &str) -> InboundEvent {
        let at = self.at_ms.unwrap_or_default().to_string();
        let dedupe = words::key(&["skipped", self.scope(), &at, &item.fingerprint()]);
        gather::skipped(Provider::WhatsApp, self.addressee(), dedupe, reason, what)
    }
}
