//! A received message: its envelope, and the few headers the ledger and the mailbox show.

use serde_json::json;

use crate::account::Provider;
use crate::phones::{Bubble, Channel, PhoneKey, Side};
use crate::server::{Accepted, Draft, Judged};
use crate::world::World;

/// Envelope and content.
#[derive(Debug, Default)]
pub(super) struct Mail {
    pub(super) from: String,
    pub(super) to: Vec<String>,
    pub(super) data: Vec<u8>,
}

impl Mail {
    /// Every message is acceptable; the script may think otherwise.
    pub(super) fn judge(self, world: &World) -> Judged {
        let text = String::from_utf8_lossy(&self.data).into_owned();
        let message_id = header(&text, "message-id");
        let subject = header(&text, "subject");
        let number = world.fresh();
        let body = json!({ "from": self.from, "to": self.to, "subject": subject, "message": text });
        let (from, to) = (self.from.clone(), self.to);
        Judged::Draft(Box::new(Draft {
            provider: Provider::Smtp,
            account: self.from,
            to: Some(to.join(",")),
            kind: "email",
            body,
            attempt: message_id,
            accept: Box::new(move |world| {
                for address in to {
                    let id = format!("{number:X}");
                    let mut bubble = Bubble::new(id, &from, Side::Service, "email");
                    bubble.header.clone_from(&subject);
                    content(&text).clone_into(&mut bubble.text);
                    world.phones.show(&PhoneKey::new(Channel::Email, &address), bubble);
                }
                let message = format!("2.0.0 Ok: queued as {number:X}");
                Accepted::plain(json!({ "code": 250, "message": message }))
            }),
        }))
    }
}

/// What follows the headers, as it was sent.
fn content(message: &str) -> &str {
    message.split_once("\r\n\r\n").map_or("", |(_, content)| content)
}

/// A header's value, unfolded.
fn header(message: &str, name: &str) -> Option<String> {
    let head = message.split_once("\r\n\r\n").map_or(message, |(head, _)| head);
    let mut value: Option<String> = None;
    for line in head.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some(value) = &mut value {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if value.is_some() {
            break;
        } else if let Some((found, rest)) = line.split_once(':')
            && found.eq_ignore_ascii_case(name)
        {
            value = Some(rest.trim().to_owned());
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::header;

    #[test]
    fn headers_are_unfolded() {
        let message = "Subject: Bulletin\r\n du trimestre\r\nMessage-ID: <a@b>\r\n\r\nSubject: no";
        assert_eq!(header(message, "subject").as_deref(), Some("Bulletin du trimestre"));
        assert_eq!(header(message, "message-id").as_deref(), Some("<a@b>"));
        assert_eq!(header(message, "x"), None);
    }
}
