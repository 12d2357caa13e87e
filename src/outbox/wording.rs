//! What is sent for a phrase: free text while the provider's window is open, an approved template outside.

use super::approvals::Approvals;
use super::port::Words;
use crate::domain::{
    Channel, FREE_TEXT_WINDOW, FileCode, Locale, Medium, SmsLength, Tariff, TemplateStanding, Timestamp, fetch_address,
};
use crate::gateway::{Address, Content, File};
use crate::store::{Candidate, Due, Keyring};

/// One message in words: the part to send now.
#[derive(Debug)]
pub(super) struct Worded {
    pub(super) content: Content,
    /// What the content names, once it is fetched.
    pub(super) file: Option<File>,
    /// What the provider knows the message by in whose place it is said.
    pub(super) edits: Option<Box<str>>,
    /// The message ends with this part.
    pub(super) last: bool,
    /// It could go as a template, and is not one.
    pub(super) template_left: bool,
    /// What is paid for it, where it is not free.
    pub(super) tariff: Option<Tariff>,
    /// It says where its file can be fetched by this code.
    pub(super) link: Option<FileCode>,
}

/// Whether a phrase may be said now.
#[derive(Debug)]
pub(super) enum Wording {
    Now(Box<Worded>),
    /// Its template is being looked at, or rests.
    Later,
    /// Its template is refused until somebody words it anew: by another way, else it waits as long as it is of use.
    Refused,
    /// Outside the window, and without a template that may be used.
    Never,
}

/// Words for a candidate, in the first language of theirs that may be used.
pub(super) fn word(
    (words, public_url): (&dyn Words, &str),
    candidate: &Candidate,
    school: Locale,
    medium: Medium,
    now: Timestamp,
    approvals: &Approvals,
) -> Wording {
    let locale = candidate.locale.unwrap_or(school);
    let on_whatsapp = medium.channel == Channel::WhatsApp;
    if on_whatsapp && (candidate.needs_template || !is_open(candidate.last_inbound_at, now)) {
        return by_template(words, candidate, [Some(locale), candidate.file_locale, Some(school)], approvals);
    }
    let link = candidate.file.clone().filter(|_| !medium.carries_files());
    let parts = match &link {
        Some(code) => words.linked(&candidate.say, &fetch_address(public_url, code), locale, medium),
        None => words.message(&candidate.say, locale, medium),
    };
    // A text that has become shorter since its last part was sent has nothing left to say but its end.
    let at = usize::try_from(candidate.part).unwrap_or(0).min(parts.len().saturating_sub(1));
    let last = at + 1 == parts.len();
    let Some(content) = parts.into_iter().nth(at) else { return Wording::Never };
    let tariff = tariff(medium.channel, &content);
    let has_template = || on_whatsapp && words.template(&candidate.say.phrase, locale).is_some();
    Wording::Now(Box::new(Worded {
        content,
        file: None,
        edits: None,
        last,
        template_left: last && has_template(),
        tariff,
        link,
    }))
}

/// What is paid for what is not a template.
fn tariff(channel: Channel, content: &Content) -> Option<Tariff> {
    match (channel, content) {
        (Channel::Sms, Content::Text { body }) => Some(Tariff::Segments(SmsLength::of(body).segments)),
        _ => None,
    }
}

/// The languages a person reads: their own, the one in the school's file, the school's.
fn by_template(
    words: &dyn Words,
    candidate: &Candidate,
    locales: [Option<Locale>; 3],
    approvals: &Approvals,
) -> Wording {
    let mut otherwise = Wording::Never;
    for locale in locales.into_iter().flatten() {
        let Some(content) = words.template(&candidate.say.phrase, locale) else { continue };
        let Content::Template { name, language, .. } = &content else { continue };
        let (standing, category) = approvals.of(name, language);
        let tariff = Some(Tariff::Template(category));
        let worded = Worded { content, file: None, edits: None, last: true, template_left: false, tariff, link: None };
        match standing {
            TemplateStanding::Approved => return Wording::Now(Box::new(worded)),
            standing if standing.will_pass() => otherwise = Wording::Later,
            TemplateStanding::Unlisted if matches!(otherwise, Wording::Never | Wording::Refused) => {
                otherwise = Wording::Now(Box::new(worded));
            }
            _ if matches!(otherwise, Wording::Never) => otherwise = Wording::Refused,
            _ => {}
        }
    }
    otherwise
}

/// Whether a head may only go as a template, as far as can be seen without opening it.
pub(super) fn outside_window(due: &Due, now: Timestamp) -> bool {
    due.needs_template() || !is_open(due.last_inbound_at(), now)
}

fn is_open(last_inbound_at: Option<Timestamp>, now: Timestamp) -> bool {
    last_inbound_at.is_some_and(|heard| now.since(heard) < FREE_TEXT_WINDOW)
}

/// The word in a letter by which what it asks is answered.
pub(super) fn answered_by(keys: &Keyring, candidate: &Candidate) -> Option<String> {
    candidate.say.asks().map(|broadcast| keys.answer_token(candidate.school, candidate.contact, broadcast))
}

/// Where a candidate goes.
pub(super) fn address(candidate: &Candidate) -> Address {
    Address { phone: candidate.phone.clone(), user_id: candidate.user_id.clone(), email: candidate.email.clone() }
}
