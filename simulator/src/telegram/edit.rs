//! Methods about something already sent: edits, deletions, and the answer to a press.

use std::sync::Arc;

use serde_json::{Value, json};

use super::bots::Query;
use super::errors::Refusal;
use super::send::{reachable, text as checked_text};
use super::{Request, bot_draft, bot_user, chat_json, keyboard, ok, phone_key};
use crate::account::Provider;
use crate::clock;
use crate::phones::{Change, PhoneKey, Side};
use crate::server::{Accepted, Draft, Judged};
use crate::world::World;

pub(super) fn text(world: &Arc<World>, request: Request) -> Result<Judged, Refusal> {
    let text = checked_text(&request, "text", 4_096)?;
    if text.plain.trim().is_empty() {
        return Err(Refusal::bad("message text is empty"));
    }
    let target = Target::of(world, &request)?;
    let markup = request.params.object("reply_markup")?;
    let buttons = keyboard::buttons(markup.as_ref())?;
    if let Some(now) = &target.shown
        && now.text == text.plain
        && now.buttons == buttons
    {
        return Err(unchanged());
    }
    Ok(target.draft(request, markup, move |bubble| {
        bubble.text = text.plain;
        bubble.html = text.html;
        bubble.buttons = buttons;
        bubble.edited = true;
    }))
}

pub(super) fn reply_markup(world: &Arc<World>, request: Request) -> Result<Judged, Refusal> {
    let target = Target::of(world, &request)?;
    let markup = request.params.object("reply_markup")?;
    let buttons = keyboard::buttons(markup.as_ref())?;
    if target.shown.as_ref().is_some_and(|now| now.buttons == buttons) {
        return Err(unchanged());
    }
    Ok(target.draft(request, markup, move |bubble| bubble.buttons = buttons))
}

fn unchanged() -> Refusal {
    Refusal::bad(
        "message is not modified: specified new message content and reply markup are exactly the \
         same as a current content and reply markup of the message",
    )
}

/// The message an edit is about.
struct Target {
    key: PhoneKey,
    message_id: i64,
    /// As the phone shows it; none when no conversations are kept, or it has scrolled away.
    shown: Option<crate::phones::Bubble>,
}

impl Target {
    fn of(world: &World, request: &Request) -> Result<Self, Refusal> {
        let chat = request.params.chat()?;
        let message_id = request.params.number("message_id");
        let message_id = message_id.ok_or_else(|| Refusal::bad("message identifier is not specified"))?;
        reachable(world, &request.bot, chat)?;
        let key = phone_key(chat);
        let shown = world.phones.bubble(&key, &message_id.to_string());
        if shown.as_ref().is_some_and(|bubble| bubble.side == Side::Person) {
            return Err(Refusal::bad("message can't be edited"));
        }
        let kept = world.phones.person(&key, |person| !person.bubbles.is_empty());
        if shown.is_none() && kept == Some(true) {
            return Err(Refusal::bad("message to edit not found"));
        }
        Ok(Self { key, message_id, shown })
    }

    fn draft(
        self,
        request: Request,
        markup: Option<Value>,
        change: impl FnOnce(&mut crate::phones::Bubble) + Send + 'static,
    ) -> Judged {
        let body = request.params.as_json();
        let Request { bot, account, .. } = request;
        Judged::Draft(Box::new(Draft {
            provider: Provider::Telegram,
            account: bot.clone(),
            to: Some(self.key.id.clone()),
            kind: "edit",
            body,
            attempt: None,
            accept: Box::new(move |world| {
                let id = self.message_id.to_string();
                world.phones.redraw(&self.key, &bot, &id, change);
                let text = world.phones.bubble(&self.key, &id).map(|bubble| bubble.text);
                let mut message = json!({
                    "message_id": self.message_id,
                    "from": bot_user(&account),
                    "chat": chat_json(world, &self.key),
                    "date": clock::unix(),
                    "edit_date": clock::unix(),
                    "text": text.unwrap_or_default(),
                });
                if let Some(markup) = markup {
                    message["reply_markup"] = markup;
                }
                Accepted::plain(ok(&message))
            }),
        }))
    }
}

pub(super) fn delete(world: &Arc<World>, request: &Request) -> Result<Judged, Refusal> {
    let target = Target::of(world, request)?;
    let bot = request.bot.clone();
    Ok(bot_draft(request, "delete", move |world| {
        let id = target.message_id.to_string();
        json!(world.phones.remove(&target.key, &bot, &id) || !world.phones.keeps_bubbles())
    }))
}

pub(super) fn answer_callback_query(world: &Arc<World>, request: &Request) -> Result<Judged, Refusal> {
    let stale = || Refusal::bad("query is too old and response timeout expired or query ID is invalid");
    let id = request.params.text("callback_query_id").ok_or_else(stale)?;
    let text = request.params.text("text").unwrap_or_default().to_owned();
    if text.encode_utf16().count() > 200 {
        return Err(Refusal::bad("MESSAGE_TOO_LONG"));
    }
    let query: Option<Query> = world.bots.take_query(&request.bot, id);
    if query.is_none() && world.bots.has_queries(&request.bot) {
        return Err(stale());
    }
    Ok(bot_draft(request, "callback_answer", move |world| {
        if let Some(query) = query {
            world.phones.tell(&query.key, Change::Toast { text });
        }
        json!(true)
    }))
}
