//! What Telegram remembers of each bot: update numbers, commands, presses not yet answered, and
//! whether the last webhook call failed.

use std::collections::HashMap;
use std::sync::Mutex;

use serde_json::Value;

use crate::clock;
use crate::phones::PhoneKey;
use crate::sync::lock;

#[derive(Debug, Default)]
pub(crate) struct Bots(Mutex<HashMap<String, Bot>>);

#[derive(Debug, Default)]
struct Bot {
    last_update: Option<i64>,
    queries: HashMap<String, Query>,
    pressed: bool,
    commands: HashMap<String, Value>,
}

/// A press waiting for its answer.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) key: PhoneKey,
}

impl Bots {
    fn with<R>(&self, bot: &str, f: impl FnOnce(&mut Bot) -> R) -> R {
        f(lock(&self.0).entry(bot.to_owned()).or_default())
    }

    /// Numbers grow, and go on growing when the simulator is restarted.
    pub(crate) fn next_update(&self, bot: &str) -> i64 {
        self.with(bot, |bot| {
            let next = bot.last_update.map_or_else(first_update, |last| last + 1);
            bot.last_update = Some(next);
            next
        })
    }

    pub(crate) fn remember_query(&self, bot: &str, id: &str, key: &PhoneKey) {
        self.with(bot, |bot| {
            bot.pressed = true;
            bot.queries.insert(id.to_owned(), Query { key: key.clone() });
        });
    }

    pub(super) fn take_query(&self, bot: &str, id: &str) -> Option<Query> {
        self.with(bot, |bot| bot.queries.remove(id))
    }

    /// False for a bot whose presses happen elsewhere: then any query id may be right.
    pub(super) fn has_queries(&self, bot: &str) -> bool {
        self.with(bot, |bot| bot.pressed)
    }

    pub(super) fn set_commands(&self, bot: &str, scope: String, commands: Option<Value>) {
        self.with(bot, |bot| match commands {
            Some(commands) => bot.commands.insert(scope, commands),
            None => bot.commands.remove(&scope),
        });
    }

    pub(super) fn commands(&self, bot: &str, scope: &str) -> Option<Value> {
        self.with(bot, |bot| bot.commands.get(scope).cloned())
    }
}

/// By the millisecond: a simulator that is restarted at once must not repeat what a service has seen. Fits 31 bits, so it
/// begins anew every 25 days.
fn first_update() -> i64 {
    clock::now().as_millisecond().rem_euclid(1 << 31).max(1)
}
