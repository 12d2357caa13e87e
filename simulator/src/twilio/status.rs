//! Twilio's status callbacks.

use std::sync::Arc;

use super::sent::Message;
use crate::account::{Account, TwilioAccount};
use crate::receipts::{Stage, Tell};
use crate::webhook::Payload;

/// An account nobody registered still gets the callbacks its messages ask for, signed with an
/// empty token.
pub(super) fn nameless(sid: &str) -> Arc<Account> {
    let account = TwilioAccount { account_sid: sid.to_owned(), ..TwilioAccount::default() };
    Arc::new(Account::Twilio(account))
}

pub(super) fn teller(message: &Message, callback: Option<String>) -> Tell {
    let message = message.clone();
    Arc::new(move |world, stage| {
        let (status, error) = word(stage, message.to.starts_with("whatsapp:"))?;
        world.twilio.update(&message.sid, status, error);
        let url = callback.clone()?;
        Some((url, Payload::Form(form(&message, status, error))))
    })
}

/// SMS has no read receipts.
const fn word(stage: Stage, whatsapp: bool) -> Option<(&'static str, Option<i64>)> {
    match stage {
        Stage::Sent => Some(("sent", None)),
        Stage::Delivered => Some(("delivered", None)),
        Stage::Read if whatsapp => Some(("read", None)),
        Stage::Read => None,
        Stage::Failed(code) if whatsapp => Some(("failed", Some(code))),
        Stage::Failed(code) => Some(("undelivered", Some(code))),
    }
}

fn form(message: &Message, status: &str, error: Option<i64>) -> Vec<(String, String)> {
    let mut form = vec![
        ("AccountSid", message.account.clone()),
        ("ApiVersion", "2010-04-01".to_owned()),
        ("MessageSid", message.sid.clone()),
        ("SmsSid", message.sid.clone()),
        ("From", message.from.clone()),
        ("To", message.to.clone()),
        ("MessageStatus", status.to_owned()),
        ("SmsStatus", status.to_owned()),
    ];
    if let Some(number) = message.to.strip_prefix("whatsapp:") {
        form.push(("ChannelToAddress", number.to_owned()));
        form.push(("ChannelPrefix", "whatsapp".to_owned()));
        if status == "read" {
            form.push(("EventType", "READ".to_owned()));
        }
    }
    if let Some(code) = error {
        form.push(("ErrorCode", code.to_string()));
    }
    form.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
