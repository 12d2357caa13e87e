//! The message itself: headers, text and HTML.

use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use url::Url;

use crate::gateway::SendError;

/// Where the renderer leaves room for the address that ends it.
const PLACE: &str = "{{unsubscribe}}";
/// The same for the address where it is answered.
const ANSWER: &str = "{{answer}}";

/// One letter to one person.
pub(super) struct Letter<'a> {
    pub(super) from: &'a Mailbox,
    pub(super) to: Address,
    /// With its angle brackets.
    pub(super) id: &'a str,
    /// Where one click ends it.
    pub(super) unsubscribe: Option<Url>,
    /// Where what it asks is answered.
    pub(super) answer: Option<Url>,
    pub(super) subject: &'a str,
    pub(super) text: &'a str,
    pub(super) html: &'a str,
}

impl Letter<'_> {
    /// As it travels.
    pub(super) fn written(self) -> Result<Vec<u8>, SendError> {
        let link = self.unsubscribe.as_ref().map_or("", Url::as_str);
        // In the text somebody's words come before the place, and may look like one.
        let mut text = put(self.text, PLACE, link);
        let mut html = self.html.replace(PLACE, link);
        if let Some(answer) = &self.answer {
            text = put(&text, ANSWER, answer.as_str());
            html = html.replace(ANSWER, answer.as_str());
        }
        let mut letter = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, self.to))
            .subject(self.subject)
            .message_id(Some(self.id.to_owned()))
            // Nobody's holiday note is to answer it.
            .raw_header(header("Auto-Submitted", "auto-generated"));
        if let Some(url) = &self.unsubscribe {
            letter = letter
                .raw_header(header("List-Unsubscribe", &format!("<{url}>")))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        let letter = letter.multipart(MultiPart::alternative_plain_html(text, html));
        Ok(letter.map_err(|_hidden| SendError::ours("unbuildable"))?.formatted())
    }
}

/// In the place that comes last.
fn put(text: &str, place: &str, link: &str) -> String {
    text.rsplit_once(place).map_or_else(|| text.to_owned(), |(said, end)| format!("{said}{link}{end}"))
}

/// As it is: an address that is folded in its middle is none.
fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.to_owned(), value.to_owned())
}
