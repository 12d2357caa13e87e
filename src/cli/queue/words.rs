//! What the queue's states, instants and reasons are to an operator.

use crate::app::config::Config;
use crate::domain::Timestamp;
use crate::gateway::Provider;
use crate::store::QueueLine;

/// `2026-10-12T10:00:00Z`.
pub(super) fn instant(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map(|at| format!("{at:.0}")).unwrap_or_default()
}

/// `10-12 10:00`, where a table has no room for more.
pub(super) fn day_and_time(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map(|at| at.strftime("%m-%d %H:%M").to_string()).unwrap_or_default()
}

/// The text, shortened to so many characters.
pub(super) fn cut(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    text.chars().take(room.saturating_sub(1)).chain(['…']).collect()
}

/// What of a provider's id of a message tells it from others. WhatsApp's begins with the person's number, in base64.
pub(super) fn shown_id(id: &str) -> String {
    const SHOWN: usize = 12;
    match id.strip_prefix("wamid.") {
        Some(rest) => {
            let length = rest.chars().count();
            let hidden = length.saturating_sub(SHOWN).max(length * 3 / 4);
            let end: String = rest.chars().skip(hidden).collect();
            format!("wamid.…{end}")
        }
        None => id.to_owned(),
    }
}

/// Who carries a message: as configured, else the usual carrier of its channel.
pub(super) fn provider(config: &Config, line: &QueueLine) -> Option<Provider> {
    let configured = config.accounts.iter().find(|account| account.id == line.account);
    configured.map(|account| account.provider.provider()).or_else(|| usual(line))
}

/// Why a message waits or ended, with whose word that is.
pub(super) fn reason(line: &QueueLine) -> Option<(Provider, &str)> {
    Some((usual(line)?, line.reason.as_deref()?))
}

fn usual(line: &QueueLine) -> Option<Provider> {
    Provider::ALL.into_iter().find(|provider| provider.channel().code() == line.channel)
}

/// What a state means.
pub(super) fn state_in_words(state: &str) -> &'static str {
    match state {
        "held" => "it waits for a decision",
        "queued" => "it waits for its turn",
        "retry_wait" => "it waits for another try",
        "sending" => "it is on its way to the provider",
        "ambiguous" => "it may or may not have arrived; receipts or time will tell",
        "accepted" => "the provider has it",
        "failed" => "the provider refused it",
        "failed_after_accept" => "the provider took it and could not deliver it",
        "cancelled" => "it was taken back",
        "superseded" => "something newer took its place",
        "expired" => "it was too late to send it",
        "dead" => "it was set aside for an operator",
        _ => "this version does not know this state",
    }
}
