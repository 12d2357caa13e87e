//! Who is meant: `contacts[]` joined with the names an item itself gives.
//!
//! Lives here: the join. Never here: deciding whether a person is known to the school.
//! Invariant: a contact is joined only by equality of a name both sides give, and never against a name they give differently.

use std::collections::HashMap;

use crate::Sender;
use crate::json::Node;

/// The `contacts[]` of one value, found by either name.
pub(super) struct People<'a> {
    by_phone: HashMap<&'a str, Node<'a>>,
    by_user: HashMap<&'a str, Node<'a>>,
    only: Option<Node<'a>>,
}

impl<'a> People<'a> {
    pub(super) fn of(value: Node<'a>) -> Self {
        let contacts = value.at("contacts");
        let named = |name: &'static str| contacts.items().filter_map(move |c| Some((c.at(name).str()?, c))).collect();
        let mut all = contacts.items();
        let only = all.next().filter(|_| all.next().is_none());
        Self { by_phone: named("wa_id"), by_user: named("user_id"), only }
    }

    /// The person an item names by phone, user id or both. `None` if nobody is named.
    pub(super) fn person(&self, phone: Node<'_>, user: Node<'_>) -> Option<Sender> {
        let contact = self.contact(phone.str(), user.str());
        let from_contact = |name: &str| contact.map_or(Node::nowhere(), |contact| contact.at(name));
        let sender = Sender {
            phone: phone.phone().or_else(|| from_contact("wa_id").phone()),
            user_id: user.id().or_else(|| from_contact("user_id").id()),
            display_name: contact.and_then(|contact| contact.at("profile").at("name").name()),
            language: None,
        };
        (sender.phone.is_some() || sender.user_id.is_some()).then_some(sender)
    }

    fn contact(&self, phone: Option<&str>, user: Option<&str>) -> Option<Node<'a>> {
        let found = match (user, phone) {
            (Some(user), _) if self.by_user.contains_key(user) => self.by_user.get(user),
            (_, Some(phone)) => self.by_phone.get(phone),
            // An item that names nobody belongs to the only contact there is.
            (None, None) => self.only.as_ref(),
            (Some(_), None) => None,
        }?;
        let agrees = |name: &str, given: Option<&str>| match (found.at(name).str(), given) {
            (Some(told), Some(given)) => told == given,
            _ => true,
        };
        (agrees("wa_id", phone) && agrees("user_id", user)).then_some(*found)
    }
}
