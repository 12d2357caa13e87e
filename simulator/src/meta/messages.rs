//! `POST /{version}/{phone_number_id}/messages`: everything a number can send.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::content::{Content, content};
use super::errors::{Refusal, invalid};
use super::{authorised, status, whatsapp};
use crate::account::{Account, Provider};
use crate::config::{Limits, UnknownRecipients};
use crate::phones::{Bubble, Change, Channel, PhoneKey, Side, Ticks};
use crate::receipts::Plan;
use crate::server::{Accepted, Call, Draft, Judged};
use crate::world::World;

const LONGEST_OPAQUE: usize = 512;

pub(crate) fn messages(world: &Arc<World>, call: &Call, number: String) -> Judged {
    match judge(world, call, number) {
        Ok(draft) => Judged::Draft(Box::new(draft)),
        Err(refusal) => Judged::Answer(refusal.answer()),
    }
}

fn judge(world: &Arc<World>, call: &Call, number: String) -> Result<Draft, Refusal> {
    let account = authorised(world, call, &number)?;
    if call.method != axum::http::Method::POST {
        return Err(invalid("Unsupported get request"));
    }
    let body: Value =
        serde_json::from_slice(&call.body).map_err(|error| invalid(format!("The body is not JSON: {error}")))?;
    if body["messaging_product"] != "whatsapp" {
        return Err(invalid("messaging_product must be \"whatsapp\""));
    }
    if body["status"] == "read" {
        return mark_read(number, body);
    }
    let recipient = Recipient::of(world, &body)?;
    let attempt = opaque(&body)?;
    let content = content(world, &number, account.as_deref(), &body)?;
    let doomed = limits(world, &number, &recipient.key, &content)?;
    let to = recipient.key.id.clone();
    let send = Send { account, number: number.clone(), recipient, content, doomed, attempt: attempt.clone() };
    Ok(Draft {
        provider: Provider::WhatsApp,
        account: number,
        to: Some(to),
        kind: send.content.kind,
        attempt,
        body,
        accept: Box::new(move |world| send.accept(world)),
    })
}

/// Who a message is for, and how the request named them.
struct Recipient {
    key: PhoneKey,
    input: String,
    by_user_id: bool,
}

impl Recipient {
    fn of(world: &World, body: &Value) -> Result<Self, Refusal> {
        if let Some(to) = body["to"].as_str().filter(|to| !to.is_empty()) {
            let key = PhoneKey::new(Channel::WhatsApp, to);
            let plausible = body["recipient_type"] == "group" || (5..=15).contains(&key.id.len());
            if !plausible {
                return Err(Refusal::new(131_009, "to is not a phone number"));
            }
            return Ok(Self { key, input: to.to_owned(), by_user_id: false });
        }
        let Some(user_id) = body["recipient"].as_str().filter(|id| !id.is_empty()) else {
            return Err(Refusal::new(131_008, "to or recipient is required"));
        };
        let key = world.phones.by_user_id(user_id).unwrap_or_else(|| PhoneKey::new(Channel::WhatsApp, user_id));
        Ok(Self { key, input: user_id.to_owned(), by_user_id: true })
    }

    fn contact(&self) -> Value {
        if self.by_user_id {
            return json!({ "input": self.input, "user_id": self.input });
        }
        json!({ "input": self.input, "wa_id": self.key.id })
    }
}

fn opaque(body: &Value) -> Result<Option<String>, Refusal> {
    match &body["biz_opaque_callback_data"] {
        Value::Null => Ok(None),
        Value::String(text) if text.chars().count() <= LONGEST_OPAQUE => Ok(Some(text.clone())),
        _ => Err(invalid("biz_opaque_callback_data must be a string of at most 512 characters")),
    }
}

/// Enforces what is configured. Ok with a code: accepted, but a `failed` status will follow.
fn limits(world: &World, number: &str, to: &PhoneKey, content: &Content) -> Result<Option<i64>, Refusal> {
    let limits = world.limits();
    let doomed = reachable(world, &limits, number, to, content)?;
    if let Some(pace) = limits.whatsapp_pair {
        let key = format!("{number} {}", to.id);
        world
            .meters
            .pace(&key, pace)
            .map_err(|_full| Refusal::new(131_056, "Too many messages from this number to this recipient"))?;
    }
    if let Some(limit) = limits.whatsapp_per_second {
        world
            .meters
            .window(number, limit, Duration::from_secs(1))
            .map_err(|_full| Refusal::new(130_429, "Too many messages from this number"))?;
    }
    Ok(doomed)
}

fn reachable(
    world: &World,
    limits: &Limits,
    number: &str,
    to: &PhoneKey,
    content: &Content,
) -> Result<Option<i64>, Refusal> {
    let undeliverable = || Refusal::new(131_026, "The recipient is not on WhatsApp");
    match limits.unknown_recipients {
        UnknownRecipients::Refuse if !world.phones.knows(to) => return Err(undeliverable()),
        UnknownRecipients::FailLater if !world.phones.knows(to) => return Ok(Some(131_026)),
        _ => {}
    }
    let Some(window) = limits.whatsapp_window_ms.filter(|_| content.kind != "template") else {
        return Ok(None);
    };
    let wrote = world.phones.person(to, |person| person.wrote.get(number).copied()).flatten();
    let open = wrote.is_some_and(|at: Instant| at.elapsed() < Duration::from_millis(window));
    if open {
        return Ok(None);
    }
    Err(Refusal::new(131_047, "More than 24 hours since the customer last replied"))
}

/// A valid message, ready to happen.
struct Send {
    account: Option<Arc<Account>>,
    number: String,
    recipient: Recipient,
    content: Content,
    doomed: Option<i64>,
    attempt: Option<String>,
}

impl Send {
    fn accept(self, world: &Arc<World>) -> Accepted {
        let id = world.message_id(&self.recipient.key.id);
        let mut message = json!({ "id": id });
        if self.content.kind == "template" {
            message["message_status"] = json!("accepted");
        }
        let answer = json!({
            "messaging_product": "whatsapp",
            "contacts": [self.recipient.contact()],
            "messages": [message],
        });
        let nobody_watches = self.account.is_none() && !world.phones.keeps_bubbles();
        let receipts =
            if nobody_watches || self.content.kind == "reaction" { Vec::new() } else { vec![self.plan(id.clone())] };
        self.show(world, id);
        Accepted { status: 200, answer, receipts }
    }

    fn show(self, world: &World, id: String) {
        let Self { number, recipient, content, .. } = self;
        if content.kind == "reaction" {
            let about = content.about.unwrap_or_default();
            world.phones.redraw(&recipient.key, &number, &about, |bubble| {
                bubble.reaction = (!content.text.is_empty()).then(|| content.text.clone());
            });
            return;
        }
        let mut bubble = Bubble::new(id, &number, Side::Service, content.kind);
        bubble.text = content.text;
        bubble.header = content.header;
        bubble.footer = content.footer;
        bubble.menu = content.menu;
        bubble.buttons = content.buttons;
        bubble.document = content.document;
        bubble.template = content.template.map(|template| template.name);
        bubble.reply_to = content.about;
        world.phones.show(&recipient.key, bubble);
    }

    fn plan(&self, message_id: String) -> Plan {
        let teller = status::Teller {
            recipient: self.recipient.key.clone(),
            by_user_id: self.recipient.by_user_id,
            attempt: self.attempt.clone(),
            category: self.content.template.as_ref().map(|template| template.category.clone()),
            message_id: message_id.clone(),
            account: self.account.clone(),
        };
        Plan {
            account: self.account.clone(),
            account_id: self.number.clone(),
            key: self.recipient.key.clone(),
            message_id,
            tell: Arc::new(move |world, stage| teller.tell(world, stage)),
            doomed: self.doomed,
        }
    }
}

/// `status: read`, which is also how typing is shown.
fn mark_read(number: String, body: Value) -> Result<Draft, Refusal> {
    let Some(id) = body["message_id"].as_str().filter(|id| id.starts_with("wamid.")) else {
        return Err(Refusal::new(131_009, "message_id is not a message id"));
    };
    let typing = match &body["typing_indicator"] {
        Value::Null => false,
        indicator if indicator["type"] == "text" => true,
        _ => return Err(invalid("typing_indicator.type must be \"text\"")),
    };
    let (id, account) = (id.to_owned(), number.clone());
    Ok(Draft {
        provider: Provider::WhatsApp,
        account: number,
        to: None,
        kind: if typing { "typing" } else { "read" },
        attempt: None,
        body,
        accept: Box::new(move |world| {
            show_read(world, &account, &id, typing);
            Accepted::plain(json!({ "success": true }))
        }),
    })
}

fn show_read(world: &World, account: &str, id: &str, typing: bool) {
    let Some(about) = World::about(id) else {
        return;
    };
    let key = PhoneKey::new(Channel::WhatsApp, &about);
    world.phones.tick(&key, account, id, Ticks::Read);
    if typing {
        world.phones.tell(&key, Change::Typing { account: account.to_owned() });
    }
}

/// The account's own data, for statuses.
pub(super) fn registered(account: Option<&Account>) -> Option<&crate::account::WhatsAppAccount> {
    account.and_then(whatsapp)
}
