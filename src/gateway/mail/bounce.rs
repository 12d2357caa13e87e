//! Mail that could not be delivered after all and comes back as a report (RFC 3464), in the multipart/report of RFC 6522.
//!
//! Lives here: reading what a report says. Never here: what follows from it, I/O.
//! Invariants: a report names the message it is about; where it names no recipient or says nothing final, it says nothing.

use mail_parser::{Address, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// A report that is larger is not read: it quotes a message of ours, and ours are small.
pub const LONGEST_BOUNCE: usize = 2 * 1024 * 1024;
/// Of one report: it is about one letter to one person, but lists may be quoted.
const RECIPIENTS: usize = 16;
const NAMED: usize = 16;

/// What a report says of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    /// By which the message may be known, each as its sender wrote it: `<…@…>`.
    pub message_ids: Vec<String>,
    pub failures: Vec<BounceFailure>,
}

/// Somebody it was not delivered to, for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BounceFailure {
    /// Addresses it may be that was written to: forwarded mail fails at another one.
    pub addresses: Vec<String>,
    /// `5.1.1` (RFC 3463): class, subject, detail.
    pub status: (u8, u16, u16),
}

impl Bounce {
    /// Reads a mail; `None` when it is no report, or says nothing final of anybody.
    pub fn read(mail: &[u8]) -> Option<Self> {
        if mail.len() > LONGEST_BOUNCE {
            return None;
        }
        let report = MessageParser::default().parse(mail)?;
        if !is_report(&report) {
            return None;
        }
        let status = report.parts.iter().find(|part| is(part, "message", "delivery-status"))?;
        let groups = groups(status.contents());
        let quoted = quoted(&report);
        let mut message_ids = Vec::new();
        if let Some(quoted) = &quoted {
            message_ids.extend(ids(quoted.header("Message-ID")));
        }
        message_ids.extend(groups.iter().flat_map(|group| ids(group.header("X-Original-Message-ID"))));
        message_ids.extend(["In-Reply-To", "References"].into_iter().flat_map(|name| ids(report.header(name))));
        message_ids.truncate(NAMED);
        let written_to = quoted.as_ref().and_then(|quoted| quoted.to()).map(addresses).unwrap_or_default();
        let failures =
            groups.iter().filter_map(|group| failure(group, &written_to)).take(RECIPIENTS).collect::<Vec<_>>();
        (!message_ids.is_empty() && !failures.is_empty()).then_some(Self { message_ids, failures })
    }
}

/// `multipart/report; report-type=delivery-status`
fn is_report(message: &Message<'_>) -> bool {
    let Some(kind) = message.content_type() else { return false };
    let of_delivery = kind.attribute("report-type").is_some_and(|what| what.eq_ignore_ascii_case("delivery-status"));
    kind.ctype().eq_ignore_ascii_case("multipart")
        && kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("report"))
        && of_delivery
}

fn is(part: &MessagePart<'_>, kind: &str, subtype: &str) -> bool {
    part.content_type().is_some_and(|of| {
        of.ctype().eq_ignore_ascii_case(kind) && of.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case(subtype))
    })
}

/// The fields about the message, then those about each recipient: they stand in groups, with an empty line between.
fn groups(status: &[u8]) -> Vec<Message<'static>> {
    let text = String::from_utf8_lossy(status).replace("\r\n", "\n");
    let groups = text.split("\n\n").filter(|group| !group.trim().is_empty()).take(RECIPIENTS + 1);
    let read = |group: &str| MessageParser::default().parse(group.trim_start().as_bytes()).map(Message::into_owned);
    groups.filter_map(read).collect()
}

/// The message that comes back, or its headers.
fn quoted<'x>(report: &'x Message<'x>) -> Option<Message<'x>> {
    report.parts.iter().skip(1).find_map(|part| match &part.body {
        PartType::Message(message) => Some(message.clone()),
        _ if is(part, "text", "rfc822-headers") => {
            MessageParser::default().parse(part.contents()).map(Message::into_owned)
        }
        _ => None,
    })
}

/// What a field names, in angle brackets.
fn ids(value: Option<&HeaderValue<'_>>) -> Vec<String> {
    let named: Vec<&str> = match value {
        Some(HeaderValue::Text(text)) => text.split_whitespace().collect(),
        Some(HeaderValue::TextList(texts)) => texts.iter().map(AsRef::as_ref).collect(),
        _ => Vec::new(),
    };
    named.into_iter().map(|id| format!("<{}>", id.trim_matches(['<', '>', ' ']))).collect()
}

fn addresses(of: &Address<'_>) -> Vec<String> {
    of.iter().filter_map(|one| one.address().map(str::to_owned)).collect()
}

/// What a group of fields says of its recipient, where that is final.
fn failure(group: &Message<'_>, written_to: &[String]) -> Option<BounceFailure> {
    let field = |name: &'static str| group.header_raw(name).map(str::trim).filter(|text| !text.is_empty());
    if !field("Action")?.eq_ignore_ascii_case("failed") {
        return None;
    }
    let named = ["Original-Recipient", "Final-Recipient"].into_iter().filter_map(field).filter_map(recipient);
    let addresses = named.chain(written_to.iter().cloned()).collect();
    Some(BounceFailure { addresses, status: status(field("Status")?)? })
}

/// `rfc822;mere@exemple.org`
fn recipient(text: &str) -> Option<String> {
    let (_, address) = text.split_once(';')?;
    let address = address.trim().trim_matches(['<', '>']);
    (!address.is_empty()).then(|| address.to_owned())
}

/// `5.1.1`, perhaps with words behind it.
pub(super) fn status(text: &str) -> Option<(u8, u16, u16)> {
    let mut parts = text.split_whitespace().next()?.splitn(3, '.');
    let class = parts.next()?.parse().ok()?;
    let subject = parts.next()?.parse().ok()?;
    Some((class, subject, parts.next()?.parse().ok()?))
}
