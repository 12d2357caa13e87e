//! A Telegram group: what its members do in it, and what the bots in it hear of that.
//!
//! Invariant: privacy mode holds: of what people say a bot hears commands and answers to itself, unless it sees all.

use std::sync::Arc;

use serde_json::{Value, json};

use super::actions::{Phone, PhoneError, Said};
use super::bubble::{Bubble, Channel, PhoneKey, Side};
use super::telegram::{profile, update, user_json};
use crate::account::{Account, Provider, TelegramAccount, bot_id};
use crate::clock;
use crate::telegram::{bot_user, chat_json};
use crate::webhook::Parcel;
use crate::world::World;

/// Telegram's own user for administrators who do not show who they are.
const ANONYMOUS: i64 = 1_087_968_824;

/// One group, and the hands of its members.
#[derive(Clone)]
pub struct Group {
    world: Arc<World>,
    id: i64,
}

impl Group {
    pub(crate) fn new(world: Arc<World>, id: i64) -> Self {
        world.groups.with(id, |_| ());
        Self { world, id }
    }

    /// Its number: negative.
    pub const fn id(&self) -> i64 {
        self.id
    }

    /// Gives it a title.
    #[must_use]
    pub fn titled(self, title: &str) -> Self {
        self.world.groups.with(self.id, |group| title.clone_into(&mut group.title));
        self
    }

    /// Bots are administrators here: they hear everything.
    #[must_use]
    pub fn seen_by_bots(self) -> Self {
        self.world.groups.with(self.id, |group| group.sees_all = true);
        self
    }

    /// A member brings the bot in.
    pub fn add_bot(&self, by: &Phone) -> Result<(), PhoneError> {
        self.change_membership(by, true)
    }

    /// A member takes the bot out.
    pub fn remove_bot(&self, by: &Phone) -> Result<(), PhoneError> {
        self.change_membership(by, false)
    }

    /// A member says something. `None`: the bot does not hear it.
    pub fn say(&self, by: &Phone, text: &str) -> Result<Option<String>, PhoneError> {
        self.spoken(&by.key, text, &json!({ "from": self.user(&by.key) }))
    }

    /// An administrator says something in the name of the group.
    pub fn say_as_group(&self, by: &Phone, text: &str) -> Result<Option<String>, PhoneError> {
        let bot = json!({ "id": ANONYMOUS, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot" });
        self.spoken(&by.key, text, &json!({ "from": bot, "sender_chat": chat_json(&self.world, &self.key()) }))
    }

    /// It becomes a supergroup of that number; told in both.
    pub fn migrate(&self, by: &Phone, to: i64) -> Result<Self, PhoneError> {
        let account = self.account()?;
        let state = self.world.groups.with(self.id, |group| {
            group.moved_to = Some(to);
            group.clone()
        });
        self.world.groups.with(to, |group| {
            *group = state;
            group.moved_to = None;
        });
        let new = Self { world: Arc::clone(&self.world), id: to };
        let from = self.user(&by.key);
        self.service(&account, &json!({ "from": from, "migrate_to_chat_id": to }))?;
        new.service(&account, &json!({ "from": from, "migrate_from_chat_id": self.id }))?;
        Ok(new)
    }

    /// What the bots said here, oldest first.
    pub fn received(&self) -> Vec<Bubble> {
        let screen = self.world.phones.view(&self.key());
        let bubbles = screen.map(|screen| screen.bubbles).unwrap_or_default();
        bubbles.into_iter().filter(|bubble| bubble.side == Side::Service).collect()
    }

    fn key(&self) -> PhoneKey {
        PhoneKey::new(Channel::Telegram, &self.id.to_string())
    }

    fn user(&self, key: &PhoneKey) -> Value {
        user_json(key, &profile(&self.world, key))
    }

    /// The one Telegram account there is.
    fn account(&self) -> Result<TelegramAccount, PhoneError> {
        let accounts = self.world.accounts.all();
        let mut bots = accounts.iter().filter_map(|account| match &**account {
            Account::Telegram(bot) => Some(bot.clone()),
            _ => None,
        });
        match (bots.next(), bots.next()) {
            (Some(bot), None) => Ok(bot),
            _ => Err(PhoneError::NoAccount),
        }
    }

    fn change_membership(&self, by: &Phone, is_in: bool) -> Result<(), PhoneError> {
        let account = self.account()?;
        let bot = bot_id(&account.bot_token).to_owned();
        let changed = self
            .world
            .groups
            .with(self.id, |group| if is_in { group.bots.insert(bot) } else { group.bots.remove(&bot) });
        if !changed {
            return Ok(());
        }
        let member = |status: &str| json!({ "status": status, "user": bot_user(&account) });
        let (old, new) = if is_in { ("left", "member") } else { ("member", "kicked") };
        let change = json!({
            "chat": chat_json(&self.world, &self.key()),
            "from": self.user(&by.key),
            "date": clock::unix(),
            "old_chat_member": member(old),
            "new_chat_member": member(new),
        });
        let said = update(&self.world, &account, "my_chat_member", &change, None);
        self.post(&account, said).map(|_| ())
    }

    fn spoken(&self, by: &PhoneKey, text: &str, more: &Value) -> Result<Option<String>, PhoneError> {
        let account = self.account()?;
        let bot = bot_id(&account.bot_token).to_owned();
        let message_id = self.world.telegram_message_id(&bot, &self.key().id);
        let mut bubble = Bubble::new(message_id.to_string(), &bot, Side::Person, "text");
        text.clone_into(&mut bubble.text);
        bubble.header = Some(by.id.clone());
        self.world.phones.show(&self.key(), bubble);
        let state = self.world.groups.with(self.id, |group| group.clone());
        if !state.bots.contains(&bot) || !(state.sees_all || text.starts_with('/')) {
            return Ok(None);
        }
        let message = self.message(message_id, &json!({ "text": text }), more);
        let said = update(&self.world, &account, "message", &message, None);
        self.post(&account, said).map(Some)
    }

    fn service(&self, account: &TelegramAccount, content: &Value) -> Result<(), PhoneError> {
        let message_id = self.world.telegram_message_id(bot_id(&account.bot_token), &self.key().id);
        let message = self.message(message_id, content, &json!({}));
        let said = update(&self.world, account, "message", &message, None);
        self.post(account, said).map(|_| ())
    }

    fn message(&self, id: i64, content: &Value, more: &Value) -> Value {
        let mut message =
            json!({ "message_id": id, "date": clock::unix(), "chat": chat_json(&self.world, &self.key()) });
        for (name, value) in [content, more].into_iter().filter_map(Value::as_object).flatten() {
            message[name.as_str()] = value.clone();
        }
        message
    }

    fn post(&self, account: &TelegramAccount, said: Said) -> Result<String, PhoneError> {
        let bot = bot_id(&account.bot_token);
        let account = self.world.accounts.find(Provider::Telegram, bot).ok_or(PhoneError::NoAccount)?;
        let url = account.webhook_url().ok_or(PhoneError::NoWebhook)?.to_owned();
        let Said { id, payload, .. } = said;
        self.world.courier.post(Parcel {
            conversation: format!("in {bot} group {}", self.id),
            account,
            url,
            purpose: "inbound",
            ids: vec![id.clone()],
            payload,
        });
        Ok(id)
    }
}
