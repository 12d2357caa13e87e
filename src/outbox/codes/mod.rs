//! What providers' codes mean, as data: a table per provider, by number or by word.
//!
//! Lives here: class and meaning of each code. Never here: delays, states.
//! Invariant: a code stands once in its table; what is in no table is judged by its HTTP status.

mod endings;
mod infobip;
mod smtp;
mod telegram;
mod twilio;
mod whatsapp;

use crate::gateway::{Provider, Refusal};
use crate::store::PART_FAILED;

/// What a code asks of us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// The sender or the provider needs a pause.
    RetryBackoff,
    /// This sender wrote too often to this person.
    RetryPair,
    /// A fault that may pass, or may not.
    RetryFew,
    /// This person cannot be reached for the moment.
    RetryLater,
    RetryAfterHour,
    RetryAfterDay,
    /// The 24-hour window is closed.
    NeedsTemplate,
    /// This person is not on this channel.
    OtherChannel,
    /// The template is paused.
    TemplatePaused,
    /// The template is missing, refused or disabled.
    TemplateBlocked,
    /// Our request is wrong.
    BadRequest,
    /// This message will not pass, others to this person may.
    BadMessage,
    /// This person cannot be written to.
    BadRecipient,
    /// Our account may not write to this person; others may, and the address is good.
    OutOfBounds,
    /// This person wants nothing from us.
    Suppress,
    /// This person wants no announcements.
    SuppressMarketing,
    /// The chat goes on under another id.
    Moved,
    /// The sender is punished.
    StopSender,
    /// The sender is punished for some time.
    StopSenderCooldown,
    /// The account is set up wrongly.
    Config,
    /// The account is not allowed this recipient or this kind of message; others it is.
    ConfigRecipient,
    /// The token is not valid.
    Auth,
    /// Said of what people send us, never of what we send.
    InboundOnly,
    /// Nothing was left to do.
    Harmless,
    /// The provider has the message: not a failure.
    Taken,
}

/// One line of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    pub class: Class,
    /// For the school, in one short sentence.
    pub meaning: &'static str,
}

type ByNumber = &'static [(i64, Class, &'static str)];
type ByWord = &'static [(&'static str, Class, &'static str)];

/// What we find before we ask anybody.
const OURS: ByWord = &[
    ("no_address", Class::BadRecipient, "No address of this person is known here."),
    ("bad_address", Class::BadRecipient, "The address kept for this person is unusable."),
    ("unsupported_content", Class::BadRequest, "This kind of message does not exist on this channel."),
    ("unbuildable", Class::BadRequest, "The message could not be put into a request."),
    ("bad_file", Class::BadRequest, "The file cannot be sent."),
    ("sender_refused", Class::Config, "The mail server does not take messages from our sender."),
    ("no_content_sid", Class::TemplateBlocked, "The configuration has no content_sid for this template."),
];

/// The meaning of a provider's number.
pub fn code(provider: Provider, number: i64) -> Option<Code> {
    let (table, number) = match provider {
        // Meta keeps a whole range for missing permissions.
        Provider::WhatsApp if (200..300).contains(&number) => (whatsapp::CODES, 200),
        Provider::WhatsApp => (whatsapp::CODES, number),
        Provider::Twilio => (twilio::CODES, number),
        Provider::Infobip => (infobip::CODES, number),
        Provider::Smtp => (smtp::CODES, number),
        Provider::Telegram => return None,
    };
    let at = table.binary_search_by_key(&number, |row| row.0).ok()?;
    table.get(at).map(|&(_, class, meaning)| Code { class, meaning })
}

/// The meaning of a refusal: its word before its number.
pub fn code_of(provider: Provider, refusal: &Refusal) -> Option<Code> {
    let by_word = refusal.word.and_then(|word| {
        let row = words(provider).find(|row| row.0 == word);
        row.map(|&(_, class, meaning)| Code { class, meaning })
    });
    by_word.or_else(|| code(provider, refusal.code?))
}

/// Whether this number says that our account may not write to where this person is.
pub fn is_out_of_bounds(provider: Provider, number: i64) -> bool {
    code(provider, number).is_some_and(|code| code.class == Class::OutOfBounds)
}

/// Whether a message that ended for this reason would have failed for anybody: what we ask, or may ask, is wrong. What a
/// person or their phone is the reason of is none of it.
pub(super) fn is_of_anybody(provider: Provider, reason: &str) -> bool {
    let reason = reason.strip_prefix(PART_FAILED).unwrap_or(reason);
    let known = match reason.parse() {
        Ok(number) => code(provider, number),
        Err(_) => words(provider).find(|row| row.0 == reason).map(|&(_, class, meaning)| Code { class, meaning }),
    };
    match known {
        Some(Code { class, .. }) => {
            matches!(class, Class::BadRequest | Class::BadMessage | Class::TemplateBlocked | Class::TemplatePaused)
        }
        None => !endings::ENDINGS.iter().any(|(ours, _)| *ours == reason) || reason == "no_template",
    }
}

/// What `carnet queue show` says of a stored code.
pub fn meaning(provider: Provider, number: i64) -> &'static str {
    code(provider, number).map_or("The provider gave a reason that Carnet does not know.", |code| code.meaning)
}

/// What `carnet queue` says of the reason a message waits or ended with: a provider's number, a word for a refusal, or our
/// own. `None`: it says nothing by itself.
pub fn meaning_of(provider: Provider, reason: &str) -> Option<&'static str> {
    let reason = reason.strip_prefix(PART_FAILED).unwrap_or(reason);
    if let Ok(number) = reason.parse() {
        return Some(meaning(provider, number));
    }
    let ending = endings::ENDINGS.iter().find(|ending| ending.0 == reason).map(|ending| ending.1);
    let refusal = words(provider).find(|row| row.0 == reason).map(|row| row.2);
    ending.or(refusal)
}

/// Our words for what this provider refuses, and for what we find ourselves.
fn words(provider: Provider) -> impl Iterator<Item = &'static (&'static str, Class, &'static str)> {
    let of_provider = if provider == Provider::Telegram { telegram::WORDS } else { &[] };
    of_provider.iter().chain(OURS)
}

/// Found by bisection: the compiler checks that each table ascends, without repetition.
const fn ascends(table: ByNumber) -> bool {
    let mut rest = table;
    while let [first, tail @ ..] = rest {
        if let [second, ..] = tail
            && first.0 >= second.0
        {
            return false;
        }
        rest = tail;
    }
    true
}

const _: () =
    assert!(ascends(whatsapp::CODES) && ascends(twilio::CODES) && ascends(infobip::CODES) && ascends(smtp::CODES));
