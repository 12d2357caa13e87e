//! Telegram's Bot API. Method names are taken in any case; parameters as JSON, form, multipart or
//! query. Texts are checked as the real server does: entities, lengths, keyboards.

mod bots;
mod edit;
mod errors;
mod groups;
mod html;
mod keyboard;
mod params;
mod send;
mod setup;

pub(crate) use bots::Bots;
pub(crate) use errors::{refused, throttled};
pub(crate) use groups::Groups;

use std::sync::Arc;

use serde_json::{Value, json};

use crate::account::{Account, Provider, TelegramAccount, bot_id};
use crate::phones::{Channel, PhoneKey};
use crate::server::{Accepted, Answer, Call, Draft, Judged};
use crate::world::World;
use errors::Refusal;
use params::Params;

/// Numbers from here downwards are those of supergroups.
const FIRST_SUPERGROUP: i64 = -1_000_000_000_000;

/// A bot's request, authorised and read.
struct Request {
    bot: String,
    account: TelegramAccount,
    params: Params,
}

pub(crate) async fn call(world: &Arc<World>, call: Call, token: String, method: &str) -> Judged {
    let account = match authorised(world, &token) {
        Ok(account) => account,
        Err(refusal) => return Judged::Answer(refusal.answer()),
    };
    let params = Params::read(call).await;
    dispatch(world, account, method, params)
}

/// Runs a method given in the answer to a webhook; its result is visible to nobody.
pub(crate) fn from_webhook(world: &Arc<World>, account: &Account, body: &[u8]) -> Option<Judged> {
    let Account::Telegram(telegram) = account else {
        return None;
    };
    let params: serde_json::Map<String, Value> = serde_json::from_slice(body).ok()?;
    let method = params.get("method")?.as_str()?.to_owned();
    let params = Params::from_map(params);
    Some(dispatch(world, telegram.clone(), &method, params))
}

fn dispatch(world: &Arc<World>, account: TelegramAccount, method: &str, params: Params) -> Judged {
    let request = Request { bot: bot_id(&account.bot_token).to_owned(), account, params };
    let judged = match method.to_ascii_lowercase().as_str() {
        "sendmessage" => send::message(world, request),
        "senddocument" => send::file(world, request, "document"),
        "sendphoto" => send::file(world, request, "photo"),
        "sendchataction" => send::chat_action(world, &request),
        "editmessagetext" => edit::text(world, request),
        "editmessagereplymarkup" => edit::reply_markup(world, request),
        "deletemessage" => edit::delete(world, &request),
        "answercallbackquery" => edit::answer_callback_query(world, &request),
        "getme" => return setup::me(&request),
        "setmycommands" => setup::set_commands(&request),
        "deletemycommands" => setup::delete_commands(&request),
        "getmycommands" => return setup::commands(world, &request),
        "setwebhook" => setup::set_webhook(world, &request),
        "deletewebhook" => return setup::delete_webhook(&request),
        "getwebhookinfo" => return setup::webhook_info(world, &request),
        "getfile" => setup::get_file(world, &request),
        "getchat" => setup::get_chat(world, &request),
        _ => Err(Refusal::new(404, "Not Found: method not found")),
    };
    match judged {
        Ok(judged) => judged,
        Err(refusal) => Judged::Answer(refusal.answer()),
    }
}

/// The file behind a `file_path`.
pub(crate) fn file(world: &Arc<World>, token: &str, path: &str) -> Judged {
    let id = path.rsplit('/').next().unwrap_or_default();
    let found = authorised(world, token).ok().and_then(|_| world.files.get(id));
    Judged::Answer(match found {
        Some(file) => Answer::bytes(&file.mime, file.bytes.clone()),
        None => Refusal::new(404, "Not Found").answer(),
    })
}

/// The bot behind a token; a bot nobody registered springs into being.
fn authorised(world: &World, token: &str) -> Result<TelegramAccount, Refusal> {
    let Some((id, secret)) = token.split_once(':') else {
        return Err(Refusal::new(404, "Not Found"));
    };
    let lawful = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if id.is_empty() || !id.chars().all(|c| c.is_ascii_digit()) || secret.is_empty() || !secret.chars().all(lawful) {
        return Err(Refusal::new(404, "Not Found"));
    }
    match world.accounts.find(Provider::Telegram, id).as_deref() {
        Some(Account::Telegram(known)) if known.bot_token == token => Ok(known.clone()),
        Some(_) => Err(Refusal::new(401, "Unauthorized")),
        None => Ok(TelegramAccount { bot_token: token.to_owned(), ..TelegramAccount::default() }),
    }
}

/// `{"ok":true,"result":…}`.
fn ok(result: &Value) -> Value {
    json!({ "ok": true, "result": result })
}

/// A draft that names nobody and only changes the bot.
fn bot_draft(
    request: &Request,
    kind: &'static str,
    accept: impl FnOnce(&Arc<World>) -> Value + Send + 'static,
) -> Judged {
    Judged::Draft(Box::new(Draft {
        provider: Provider::Telegram,
        account: request.bot.clone(),
        to: None,
        kind,
        body: request.params.as_json(),
        attempt: None,
        accept: Box::new(move |world| Accepted::plain(ok(&accept(world)))),
    }))
}

/// The bot as a Telegram user.
pub(crate) fn bot_user(account: &TelegramAccount) -> Value {
    let username = if account.username.is_empty() { "carnet_bot" } else { &account.username };
    json!({
        "id": bot_id(&account.bot_token).parse::<i64>().unwrap_or_default(),
        "is_bot": true,
        "first_name": "Carnet",
        "username": username,
    })
}

/// A chat as it stands in messages.
pub(crate) fn chat_json(world: &World, key: &PhoneKey) -> Value {
    let id: i64 = key.id.parse().unwrap_or_default();
    if id < 0 {
        let title = world.groups.get(id).map(|group| group.title).filter(|title| !title.is_empty());
        let kind = if id <= FIRST_SUPERGROUP { "supergroup" } else { "group" };
        return json!({ "id": id, "type": kind, "title": title.unwrap_or_else(|| "Group".to_owned()) });
    }
    let name = world.phones.person(key, |person| person.profile.name.clone());
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| format!("Person {id}"));
    json!({ "id": id, "type": "private", "first_name": name })
}

fn phone_key(chat: i64) -> PhoneKey {
    PhoneKey::new(Channel::Telegram, &chat.to_string())
}
