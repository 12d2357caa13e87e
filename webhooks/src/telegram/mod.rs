//! Telegram Bot API webhooks.
//!
//! Lives here: the check of the secret token and the way to the parser. Never here: calls to the Bot API.
//! Invariant: [`verify`] is the only maker of a [`Verified`], and only a [`Verified`] can be parsed.

mod content;
mod message;
pub(crate) mod update;

use crate::{InboundEvent, Refused, Secret, Unreadable, mac};

/// The header in which Telegram returns the token we gave to `setWebhook`.
pub const TOKEN_HEADER: &str = "x-telegram-bot-api-secret-token";

/// A body that came with our secret token.
#[derive(Debug, Clone, Copy)]
pub struct Verified<'a> {
    raw: &'a [u8],
}

/// Compares the token with every live one. Telegram does not sign the body.
pub fn verify<'a>(token: Option<&[u8]>, raw: &'a [u8], secret_tokens: &[Secret]) -> Result<Verified<'a>, Refused> {
    mac::check_token(secret_tokens, token.ok_or(Refused::Missing)?)?;
    Ok(Verified { raw })
}

impl Verified<'_> {
    /// The update of the body. `bot` is our name of the receiving bot: each bot counts its updates by itself, so the
    /// key of deduplication needs it.
    pub fn parse(&self, bot: &str) -> Result<Vec<InboundEvent>, Unreadable> {
        update::parse(self.raw, bot)
    }
}
