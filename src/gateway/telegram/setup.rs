//! Rare calls: telling Telegram where to find us and which commands we know, asking who we are.

use teloxide::payloads::{GetMe, GetWebhookInfo, SetMyCommands, SetMyCommandsSetters, SetWebhook, SetWebhookSetters};
use teloxide::types::{AllowedUpdate, BotCommand, BotCommandScope, Me, True, WebhookInfo};
use url::Url;

use super::Telegram;
use crate::gateway::check::{BUSY, TOKEN, UNCLEAR, UNREACHABLE};
use crate::gateway::{Checked, Fault, SendError};

/// What we want to hear: messages, pressed buttons, who blocked or unblocked us. Anything else would only cost.
const WANTED: [AllowedUpdate; 3] = [AllowedUpdate::Message, AllowedUpdate::CallbackQuery, AllowedUpdate::MyChatMember];

/// One entry of the bot's menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuCommand {
    /// Without the slash: `notes`.
    pub name: String,
    pub description: String,
}

/// Whose menu it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuScope {
    /// Everyone who writes to the bot and has no menu of their own.
    Everyone,
    /// One person.
    Chat(i64),
}

impl Telegram {
    /// Has updates sent to `url`, with `secret` in a header. Asking again with the same values changes nothing.
    pub async fn set_webhook(&self, url: &Url, secret: &str) -> Result<(), SendError> {
        let request = SetWebhook::new(url.clone()).secret_token(secret).allowed_updates(WANTED);
        let True = self.call(&request).await?;
        Ok(())
    }

    /// The menu of one scope in one language (ISO 639-1), or for all languages without a menu of their own.
    pub async fn set_commands(
        &self,
        scope: MenuScope,
        language: Option<&str>,
        commands: &[MenuCommand],
    ) -> Result<(), SendError> {
        let commands = commands.iter().map(|entry| BotCommand::new(&entry.name, &entry.description));
        let request = SetMyCommands::new(commands).scope(match scope {
            MenuScope::Everyone => BotCommandScope::AllPrivateChats,
            MenuScope::Chat(id) => BotCommandScope::Chat { chat_id: super::chat(id) },
        });
        let request = match language {
            Some(language) => request.language_code(language),
            None => request,
        };
        let True = self.call(&request).await?;
        Ok(())
    }

    /// Whether Telegram knows our token and finds our webhook.
    pub async fn check(&self) -> Result<Checked, Fault> {
        let me: Me = self.call(&GetMe::new()).await.map_err(|error| fault(&error))?;
        let webhook: WebhookInfo = self.call(&GetWebhookInfo::new()).await.map_err(|error| fault(&error))?;
        Ok(Checked { identity: format!("@{}", me.username()), notes: notes(&webhook) })
    }
}

/// Telegram's own words about a failure are left out: they quote our address.
fn notes(webhook: &WebhookInfo) -> Vec<String> {
    let mut notes = Vec::new();
    if webhook.url.is_none() {
        notes.push("no webhook is set: nothing will be heard until `carnet check --fix` has set it".into());
    }
    if let Some(at) = webhook.last_error_date {
        notes.push(format!("Telegram last failed to reach our webhook at {at}"));
    }
    if webhook.pending_update_count > 0 {
        notes.push(format!("{} updates are waiting at Telegram", webhook.pending_update_count));
    }
    notes
}

fn fault(error: &SendError) -> Fault {
    match error {
        SendError::NotSent { .. } => UNREACHABLE,
        SendError::Throttled(_) => BUSY,
        SendError::Refused(refusal) if refusal.word == Some("bad_token") || refusal.http_status == 401 => TOKEN,
        SendError::Refused(_) | SendError::Unknown { .. } => UNCLEAR,
    }
}
