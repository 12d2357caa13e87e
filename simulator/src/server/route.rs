//! Which provider a path belongs to. Paths are read from their end, so every API also works behind
//! a prefix and with any version.

use axum::http::Method;
use std::sync::Arc;

use super::commit::Judged;
use super::wire::{Answer, Call};
use crate::account::{Provider, bot_id};
use crate::world::World;
use crate::{infobip, meta, telegram, twilio};

/// An API call, by its path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route {
    MetaMessages { number: String },
    MetaMedia { number: String },
    MetaTemplates { waba: String },
    MetaAutomation { number: String },
    MetaSubscriptions { waba: String },
    MetaFile { id: String },
    MetaNode { id: String },
    Telegram { token: String, method: String },
    TelegramFile { token: String, path: String },
    TwilioMessages { sid: String },
    TwilioMessage { sid: String, message: String },
    InfobipMessages,
    InfobipReports,
    InfobipBalance,
}

impl Route {
    pub(super) fn of(path: &str) -> Option<Self> {
        let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decoded).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        telegram_route(&parts).or_else(|| twilio_route(&parts)).or_else(|| rest_route(&parts))
    }

    /// Provider and account, for routes that carry messages to people.
    pub(super) fn sends(&self, method: &Method) -> Option<(Provider, &str)> {
        if method != Method::POST {
            return None;
        }
        match self {
            Self::MetaMessages { number } => Some((Provider::WhatsApp, number)),
            Self::Telegram { token, method } => {
                let method = method.to_ascii_lowercase();
                let sends = method.starts_with("send") && method != "sendchataction";
                sends.then(|| (Provider::Telegram, bot_id(token)))
            }
            Self::TwilioMessages { sid } => Some((Provider::Twilio, sid)),
            Self::InfobipMessages => Some((Provider::Infobip, "")),
            _ => None,
        }
    }

    pub(super) async fn judge(self, world: &Arc<World>, call: Call) -> Judged {
        match self {
            Self::MetaMessages { number } => meta::messages(world, &call, number),
            Self::MetaMedia { number } => meta::upload(world, call, &number).await,
            Self::MetaTemplates { waba } => meta::templates(world, &call, &waba),
            Self::MetaAutomation { number } => meta::automation(world, &call, &number),
            Self::MetaSubscriptions { waba } => meta::subscriptions(world, &call, &waba),
            Self::MetaFile { id } => meta::download(world, &call, &id),
            Self::MetaNode { id } => meta::reword(world, &call, &id).unwrap_or_else(|| meta::node(world, &call, &id)),
            Self::Telegram { token, method } => telegram::call(world, call, token, &method).await,
            Self::TelegramFile { token, path } => telegram::file(world, &token, &path),
            Self::TwilioMessages { sid } => twilio::messages(world, &call, sid),
            Self::TwilioMessage { sid, message } => twilio::message(world, &call, &sid, &message),
            Self::InfobipMessages => infobip::messages(world, &call),
            Self::InfobipReports => infobip::reports(world, &call),
            Self::InfobipBalance => infobip::balance(&call),
        }
    }
}

/// The answer to a path that is nobody's.
pub(super) fn nobody() -> Answer {
    meta::unknown_path()
}

fn telegram_route(parts: &[&str]) -> Option<Route> {
    let at = parts.iter().position(|part| part.starts_with("bot") && part.contains(':'))?;
    let token = parts.get(at)?.strip_prefix("bot")?.to_owned();
    let rest = parts.get(at + 1..)?;
    if at.checked_sub(1).and_then(|before| parts.get(before)) == Some(&"file") {
        return Some(Route::TelegramFile { token, path: rest.join("/") });
    }
    let method = (*rest.last()?).to_owned();
    Some(Route::Telegram { token, method })
}

fn twilio_route(parts: &[&str]) -> Option<Route> {
    let at = parts.iter().position(|part| *part == "Accounts")?;
    let sid = (*parts.get(at + 1)?).to_owned();
    match (parts.get(at + 2).copied()?, parts.get(at + 3).copied()) {
        ("Messages.json", None) => Some(Route::TwilioMessages { sid }),
        ("Messages", Some(message)) => {
            let message = message.strip_suffix(".json").unwrap_or(message).to_owned();
            Some(Route::TwilioMessage { sid, message })
        }
        _ => None,
    }
}

fn rest_route(parts: &[&str]) -> Option<Route> {
    let (last, before) = parts.split_last()?;
    match (*last, before) {
        ("messages", [.., "sms", "3"]) => Some(Route::InfobipMessages),
        ("reports", [.., "sms", "3"]) => Some(Route::InfobipReports),
        ("balance", [.., "account", "1"]) => Some(Route::InfobipBalance),
        ("messages", [.., number]) => Some(Route::MetaMessages { number: (*number).to_owned() }),
        ("media", [.., number]) => Some(Route::MetaMedia { number: (*number).to_owned() }),
        ("conversational_automation", [.., number]) => Some(Route::MetaAutomation { number: (*number).to_owned() }),
        ("message_templates", [.., waba]) => Some(Route::MetaTemplates { waba: (*waba).to_owned() }),
        ("subscribed_apps", [.., waba]) => Some(Route::MetaSubscriptions { waba: (*waba).to_owned() }),
        (id, [.., "_files"]) => Some(Route::MetaFile { id: id.to_owned() }),
        (id, _) if id.chars().all(|c| c.is_ascii_digit()) => Some(Route::MetaNode { id: id.to_owned() }),
        _ => None,
    }
}

/// Undoes percent-encoding; a form decoder would turn a plus into a space.
fn decoded(part: &str) -> String {
    if !part.contains('%') {
        return part.to_owned();
    }
    let plus_kept = part.replace('+', "%2B");
    url::form_urlencoded::parse(plus_kept.as_bytes())
        .next()
        .map_or_else(|| part.to_owned(), |(name, _)| name.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_api_is_found_behind_any_prefix() {
        let telegram = Route::Telegram { token: "12:ab".to_owned(), method: "SendMessage".to_owned() };
        assert_eq!(Route::of("/bot12:ab/SendMessage"), Some(telegram));
        let messages = Route::MetaMessages { number: "106".to_owned() };
        assert_eq!(Route::of("/graph/v25.0/106/messages").as_ref(), Some(&messages));
        assert_eq!(Route::of("/106/messages").as_ref(), Some(&messages));
        assert_eq!(Route::of("/sms/3/messages"), Some(Route::InfobipMessages));
        let twilio = Route::TwilioMessages { sid: "AC1".to_owned() };
        assert_eq!(Route::of("/2010-04-01/Accounts/AC1/Messages.json"), Some(twilio));
        let file = Route::TelegramFile { token: "12:ab".to_owned(), path: "a/b".to_owned() };
        assert_eq!(Route::of("/file/bot12%3Aab/a/b"), Some(file));
        assert_eq!(Route::of("/nowhere"), None);
    }
}
