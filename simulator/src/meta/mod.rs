//! Meta's Graph API as far as a `WhatsApp` sender meets it. Requests are checked against the
//! documented limits; what the documentation leaves open is accepted.

mod automation;
mod content;
mod errors;
mod interactive;
mod media;
mod messages;
mod status;
mod template;
mod template_event;
mod template_use;

pub(crate) use automation::automation;
pub(crate) use errors::{refused, throttled, unknown_path};
pub(crate) use media::{download, multipart, node, upload};
pub(crate) use messages::messages;
pub(crate) use template::{Templates, reword, subscriptions, templates};
pub(crate) use template_event::{Fate as TemplateFate, tell};

use std::sync::Arc;

use crate::account::{Account, Provider, WhatsAppAccount};
use crate::server::Call;
use crate::world::World;
use errors::Refusal;

/// Checks the token. A number nobody registered takes any.
fn authorised(world: &World, call: &Call, number: &str) -> Result<Option<Arc<Account>>, Refusal> {
    let token = call.credential("Bearer").ok_or(Refusal::new(190, "No access token"))?;
    let account = world.accounts.find(Provider::WhatsApp, number);
    let expected = account.as_deref().and_then(whatsapp).and_then(|a| a.access_token.as_deref());
    match expected {
        Some(expected) if expected != token => Err(Refusal::new(190, "Invalid access token")),
        _ => Ok(account),
    }
}

const fn whatsapp(account: &Account) -> Option<&WhatsAppAccount> {
    match account {
        Account::WhatsApp(account) => Some(account),
        _ => None,
    }
}
