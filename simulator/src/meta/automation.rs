//! Commands and ice-breakers of a number.

use serde_json::{Value, json};
use std::sync::Arc;

use super::authorised;
use super::errors::{Refusal, invalid};
use crate::account::Provider;
use crate::server::{Accepted, Call, Draft, Judged};
use crate::world::World;

/// `POST /{version}/{number}/conversational_automation`: the latest one holds; the ledger keeps them all.
pub(crate) fn automation(world: &Arc<World>, call: &Call, number: &str) -> Judged {
    match checked(world, call, number) {
        Ok(body) => Judged::Draft(Box::new(Draft {
            provider: Provider::WhatsApp,
            account: number.to_owned(),
            to: None,
            kind: "setup",
            attempt: None,
            body,
            accept: Box::new(|_| Accepted::plain(json!({ "success": true }))),
        })),
        Err(refusal) => Judged::Answer(refusal.answer()),
    }
}

fn checked(world: &World, call: &Call, number: &str) -> Result<Value, Refusal> {
    authorised(world, call, number)?;
    let body: Value =
        serde_json::from_slice(&call.body).map_err(|error| invalid(format!("The body is not JSON: {error}")))?;
    let list = |name: &str| body[name].as_array().cloned().unwrap_or_default();
    let (prompts, commands) = (list("prompts"), list("commands"));
    let within =
        |text: &Value, most: usize| text.as_str().is_some_and(|text| (1..=most).contains(&text.chars().count()));
    if prompts.len() > 3 || !prompts.iter().all(|prompt| within(prompt, 80)) {
        return Err(invalid("At most 3 prompts of 80 characters"));
    }
    let named = |command: &Value| {
        let name = command["command_name"].as_str().unwrap_or_default();
        let plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        plain && within(&command["command_name"], 30) && within(&command["command_description"], 256)
    };
    let mut distinct: Vec<String> = commands.iter().map(|command| command["command_name"].to_string()).collect();
    distinct.sort();
    distinct.dedup();
    if commands.len() > 30 || distinct.len() != commands.len() || !commands.iter().all(named) {
        return Err(invalid("At most 30 commands, each with a name of its own and a description"));
    }
    Ok(body)
}
