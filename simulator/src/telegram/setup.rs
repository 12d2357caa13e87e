//! Methods about the bot itself: who it is, its commands, its webhook, its files.

use std::sync::Arc;

use serde_json::{Value, json};

use super::errors::Refusal;
use super::{Request, bot_draft, bot_user, chat_json, ok, phone_key};
use crate::account::{Account, Provider, TelegramAccount};
use crate::server::{Answer, Judged};
use crate::world::World;

pub(super) fn me(request: &Request) -> Judged {
    let mut user = bot_user(&request.account);
    user["can_join_groups"] = json!(false);
    user["can_read_all_group_messages"] = json!(false);
    user["supports_inline_queries"] = json!(false);
    user["can_connect_to_business"] = json!(false);
    user["has_main_web_app"] = json!(false);
    Judged::Answer(Answer::json(200, &ok(&user)))
}

pub(super) fn set_commands(request: &Request) -> Result<Judged, Refusal> {
    let commands = request.params.object("commands")?;
    let commands = commands.ok_or_else(|| Refusal::bad("commands are not specified"))?;
    let list = commands.as_array().ok_or_else(|| Refusal::bad("can't parse commands JSON object"))?;
    if list.len() > 100 || !list.iter().all(lawful) {
        return Err(Refusal::bad("BOT_COMMAND_INVALID"));
    }
    let (bot, scope) = (request.bot.clone(), scope(request)?);
    Ok(bot_draft(request, "commands", move |world| {
        world.bots.set_commands(&bot, scope, Some(commands));
        json!(true)
    }))
}

fn lawful(command: &Value) -> bool {
    let name = command["command"].as_str().unwrap_or_default().trim_start_matches('/');
    let description = command["description"].as_str().unwrap_or_default().chars().count();
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (1..=32).contains(&name.len()) && name.chars().all(allowed) && (1..=256).contains(&description)
}

pub(super) fn delete_commands(request: &Request) -> Result<Judged, Refusal> {
    let (bot, scope) = (request.bot.clone(), scope(request)?);
    Ok(bot_draft(request, "commands", move |world| {
        world.bots.set_commands(&bot, scope, None);
        json!(true)
    }))
}

pub(super) fn commands(world: &World, request: &Request) -> Judged {
    let found = scope(request).ok().and_then(|scope| world.bots.commands(&request.bot, &scope));
    Judged::Answer(Answer::json(200, &ok(&found.unwrap_or_else(|| json!([])))))
}

/// Scope and language together name one list of commands.
fn scope(request: &Request) -> Result<String, Refusal> {
    let scope = request.params.object("scope")?.unwrap_or_else(|| json!({ "type": "default" }));
    let language = request.params.text("language_code").unwrap_or_default();
    Ok(format!("{scope} {language}"))
}

/// Registers the webhook, unless the account was registered with one of its own.
pub(super) fn set_webhook(world: &Arc<World>, request: &Request) -> Result<Judged, Refusal> {
    let url = request.params.text("url").unwrap_or_default().to_owned();
    if !url.is_empty() && url::Url::parse(&url).is_err() {
        return Err(Refusal::bad("bad webhook: invalid URL"));
    }
    let secret = request.params.text("secret_token").map(str::to_owned);
    let lawful = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if secret.as_deref().is_some_and(|s| s.len() > 256 || !s.chars().all(lawful)) {
        return Err(Refusal::bad("secret token contains unallowed characters"));
    }
    let registered = world.accounts.find(Provider::Telegram, &request.bot);
    let pinned = registered.is_some_and(|account| account.webhook_url().is_some());
    let account = TelegramAccount {
        webhook_url: (!url.is_empty()).then_some(url),
        secret_token: secret,
        ..request.account.clone()
    };
    Ok(bot_draft(request, "setup", move |world| {
        if !pinned {
            world.accounts.register(Account::Telegram(account));
        }
        json!(true)
    }))
}

pub(super) fn delete_webhook(request: &Request) -> Judged {
    let account = TelegramAccount { webhook_url: None, ..request.account.clone() };
    bot_draft(request, "setup", move |world| {
        world.accounts.register(Account::Telegram(account));
        json!(true)
    })
}

pub(super) fn webhook_info(world: &World, request: &Request) -> Judged {
    let account = world.accounts.find(Provider::Telegram, &request.bot);
    let url = account.as_deref().and_then(Account::webhook_url).unwrap_or_default().to_owned();
    let info = json!({
        "url": url,
        "has_custom_certificate": false,
        "pending_update_count": world.courier.waiting(&format!("in {} ", request.bot)),
        "max_connections": 40,
    });
    Judged::Answer(Answer::json(200, &ok(&info)))
}

pub(super) fn get_file(world: &World, request: &Request) -> Result<Judged, Refusal> {
    let id = request.params.text("file_id").unwrap_or_default();
    let file = world.files.get(id).ok_or_else(|| Refusal::bad("invalid file_id"))?;
    let result = json!({
        "file_id": id, "file_unique_id": id, "file_size": file.bytes.len(),
        "file_path": format!("documents/{id}"),
    });
    Ok(Judged::Answer(Answer::json(200, &ok(&result))))
}

pub(super) fn get_chat(world: &World, request: &Request) -> Result<Judged, Refusal> {
    let key = phone_key(request.params.chat()?);
    if !world.phones.knows(&key) {
        return Err(Refusal::bad("chat not found"));
    }
    Ok(Judged::Answer(Answer::json(200, &ok(&chat_json(world, &key)))))
}
