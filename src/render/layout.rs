//! Text and choices in the form a medium has for them: buttons, a list, or numbered lines to answer by number.

use std::collections::HashSet;

use super::clean;
use super::offer::{Offer, offers};
use super::split::{length, shorten, split, split_with_tail};
use super::voice::Voice;
use crate::domain::{Channel, DocumentId, Locale, Medium, SmsLength, for_sms};
use crate::gateway::{Button, Content};
use crate::phrase::Choice;

/// Telegram's and `WhatsApp`'s longest text; Twilio's; none for e-mail.
fn text_limit(medium: Medium) -> usize {
    match medium {
        Medium { channel: Channel::Email, .. } => usize::MAX,
        Medium { plain: true, .. } => 1600,
        Medium { .. } => 4096,
    }
}

/// Networks lose longer ones.
const SMS_SEGMENTS: usize = 10;

/// Longest body that carries `WhatsApp` buttons.
const INTERACTIVE_BODY: usize = 1024;
const BUTTON_TITLE: usize = 20;
const ROW_TITLE: usize = 24;
const ROW_DESCRIPTION: usize = 72;

/// Longest text beside a file.
const CAPTION: usize = 1024;

/// A file with its caption; what is too long for one, or offers a choice, follows it.
pub(super) fn with_file(v: &Voice<'_>, document: DocumentId, caption: String, choices: &[Choice]) -> Vec<Content> {
    if choices.is_empty() && length(&caption) <= CAPTION {
        return vec![Content::Document { document, caption: Some(caption) }];
    }
    let mut parts = vec![Content::Document { document, caption: None }];
    parts.extend(lay_out(v, &caption, choices));
    parts
}

pub(super) fn lay_out(v: &Voice<'_>, text: &str, choices: &[Choice]) -> Vec<Content> {
    let offers = offers(v, choices);
    let limit = text_limit(v.medium());
    match v.medium() {
        _ if offers.is_empty() => return texts(v, text),
        // Nobody reads answers to letters: what a number would pick is behind a link, where anything is.
        Medium { channel: Channel::Email, .. } => return texts(v, text),
        Medium { channel: Channel::WhatsApp, plain: false } => {
            if let Some(buttons) = buttons(&offers) {
                return on_tail(text, limit, INTERACTIVE_BODY, |body| Content::Buttons { body, buttons });
            }
            if let Some(rows) = rows(&offers) {
                let open = v.plain("choices-open");
                return on_tail(text, limit, INTERACTIVE_BODY, |body| Content::List { body, open, rows });
            }
        }
        Medium { channel: Channel::Telegram, .. }
            if offers.len() <= 100 && offers.iter().all(|offer| !offer.title.is_empty()) =>
        {
            let buttons = offers.into_iter().map(|offer| button(offer.payload, offer.title)).collect();
            return on_tail(text, limit, limit, |body| Content::Buttons { body, buttons });
        }
        Medium { .. } => {}
    }
    texts(v, &numbered(v, text, &offers))
}

fn texts(v: &Voice<'_>, text: &str) -> Vec<Content> {
    let parts = if v.channel() == Channel::Sms {
        let text = for_sms(text);
        split(&text, SmsLength::room(&text, SMS_SEGMENTS))
    } else {
        split(text, text_limit(v.medium()))
    };
    parts.into_iter().map(|body| Content::Text { body }).collect()
}

fn on_tail(text: &str, limit: usize, tail: usize, last: impl FnOnce(String) -> Content) -> Vec<Content> {
    let (parts, body) = split_with_tail(text, limit, tail);
    let mut contents: Vec<Content> = parts.into_iter().map(|body| Content::Text { body }).collect();
    contents.push(last(body));
    contents
}

/// At most three, each with its own short title.
fn buttons(offers: &[Offer]) -> Option<Vec<Button>> {
    let titles: HashSet<&str> = offers.iter().map(|offer| offer.title.as_str()).collect();
    let fit = titles.iter().all(|title| !title.is_empty() && length(title) <= BUTTON_TITLE);
    if offers.len() > 3 || titles.len() < offers.len() || !fit {
        return None;
    }
    Some(offers.iter().map(|offer| button(offer.payload.clone(), offer.title.clone())).collect())
}

/// At most ten, each with all of its title in the row or below it.
fn rows(offers: &[Offer]) -> Option<Vec<Button>> {
    if offers.len() > 10 {
        return None;
    }
    offers.iter().enumerate().map(|(position, offer)| row(position + 1, offer)).collect()
}

fn row(number: usize, offer: &Offer) -> Option<Button> {
    let Offer { payload, title, parts } = offer;
    let with =
        |title: String, description: String| Button { payload: payload.clone(), title, description: Some(description) };
    if title.is_empty() {
        return None;
    }
    if length(title) <= ROW_TITLE {
        return Some(button(payload.clone(), title.clone()));
    }
    if let Some((name, place)) = parts
        && (1..=ROW_TITLE).contains(&length(name))
        && (1..=ROW_DESCRIPTION).contains(&length(place))
    {
        return Some(with(name.clone(), place.clone()));
    }
    let whole = length(title) <= ROW_DESCRIPTION;
    whole.then(|| with(shorten(&format!("{number}. {title}"), ROW_TITLE), title.clone()))
}

fn button(payload: String, title: String) -> Button {
    Button { payload, title, description: None }
}

fn numbered(v: &Voice<'_>, text: &str, offers: &[Offer]) -> String {
    let line = |(position, offer): (usize, &Offer)| {
        let number = position + 1;
        match (v.locale(), v.channel()) {
            (Locale::Ar, Channel::WhatsApp | Channel::Telegram) => {
                let title = clean::isolate(offer.title.as_str().into());
                clean::right_to_left(&format!("{number}. {title}"))
            }
            _ => format!("{number}. {}", offer.title),
        }
    };
    let lines = offers.iter().enumerate().map(line).collect::<Vec<_>>().join("\n");
    format!("{text}\n\n{lines}\n\n{}", v.plain("choices-hint"))
}
