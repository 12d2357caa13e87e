//! `carnet queue show`: the life of one message. What it says and to whom only where the channel log is asked for.

use serde_json::json;

use super::super::output::say;
use super::list::object;
use super::words::{instant, provider, reason, shown_id, state_in_words};
use crate::actions::read_channel_log;
use crate::app::config::Config;
use crate::domain::{Exchange, MessageId, Timestamp};
use crate::gateway::Provider;
use crate::outbox::{meaning, meaning_of};
use crate::store::{ChannelLine, QueueLine, QueueTry, Store};

/// What is shown, and how.
pub(super) struct Wanted {
    pub(super) id: MessageId,
    pub(super) log: bool,
    pub(super) json: bool,
}

pub(super) async fn run(store: &Store, config: &Config, wanted: Wanted, now: Timestamp) -> anyhow::Result<()> {
    let Wanted { id, log, json: as_json } = wanted;
    let mut tx = store.begin().await?;
    let Some(line) = tx.queue_line(id).await? else {
        anyhow::bail!("there is no message {id}; carnet queue list shows those there are")
    };
    let tries = tx.queue_tries(line.school, id).await?;
    let said = if log { Some(read_channel_log(&mut tx, line.school, id, now).await?) } else { None };
    tx.commit().await?;
    let carrier = provider(config, &line);
    if as_json {
        let mut whole = object(&line);
        whole["tries"] = tries.iter().map(|one| try_object(one, carrier)).collect();
        if let Some(said) = &said {
            whole["log"] = said.iter().map(exchange_object).collect();
        }
        say(&whole.to_string());
        return Ok(());
    }
    told(&line, now);
    for one in &tries {
        try_told(one, carrier);
    }
    match said.as_deref() {
        Some([]) => say("log       nothing is kept: it is older than seven days, or nothing was said yet"),
        Some(lines) => lines.iter().for_each(exchange_told),
        None => {}
    }
    Ok(())
}

fn exchange_told(line: &ChannelLine) {
    let Exchange { call, request, http_status, answer } = &line.exchange;
    say(&format!("log {:<5} {}  {call}", line.n, instant(line.at)));
    say(&format!("          asked: {request}"));
    let status = http_status.map_or(String::new(), |status| format!("HTTP {status} "));
    say(&format!("          answered: {status}{answer}"));
}

fn exchange_object(line: &ChannelLine) -> serde_json::Value {
    let Exchange { call, request, http_status, answer } = &line.exchange;
    json!({
        "n": line.n, "attempt": line.attempt, "at": instant(line.at), "call": call, "request": request,
        "http_status": http_status, "answer": answer,
    })
}

/// Why something that could leave does not yet, where nothing else says it.
fn waits_for(line: &QueueLine, now: Timestamp) -> Option<&'static str> {
    let waits = line.state == "queued" && line.not_before > now && line.reason.is_none();
    waits.then(|| match line.class {
        class if class.respects_quiet_hours() => {
            "It waits for that time: planned, held by quiet hours, or still to be taken back."
        }
        _ => "It waits for that time.",
    })
}

fn told(line: &QueueLine, now: Timestamp) {
    say(&format!("message   {}", line.id));
    say(&format!("account   {} ({})", line.account, line.channel));
    say(&format!("class     {}", line.class.code()));
    say(&format!("state     {}: {}", line.state, state_in_words(&line.state)));
    if let Some((carrier, word)) = reason(line) {
        say(&format!("reason    {word}"));
        if let Some(meaning) = meaning_of(carrier, word) {
            say(&format!("          {meaning}"));
        }
    }
    if line.cancel_requested {
        say("          An operator wishes it taken back.");
    }
    say(&format!("receipt   {}", line.receipt()));
    say(&format!("made      {}", instant(line.created_at)));
    say(&format!("due       {}", instant(line.not_before)));
    if let Some(why) = waits_for(line, now) {
        say(&format!("          {why}"));
    }
    say(&format!("until     {}", instant(line.expires_at)));
    if let Some(settled) = line.settled_at {
        say(&format!("settled   {}", instant(settled)));
    }
}

fn try_told(one: &QueueTry, carrier: Option<Provider>) {
    let outcome = one.outcome.as_deref().unwrap_or("under way");
    say(&format!("try {:<5} {}  {outcome}", one.n, instant(Timestamp(one.started_at))));
    if let Some(id) = &one.provider_id {
        say(&format!("          the provider's id: {}", shown_id(id)));
    }
    if let Some(status) = one.http_status {
        say(&format!("          HTTP {status}"));
    }
    if let Some(code) = one.code {
        let meaning = carrier.map_or("", |carrier| meaning(carrier, code));
        say(&format!("          code {code}: {meaning}"));
    }
}

fn try_object(one: &QueueTry, carrier: Option<Provider>) -> serde_json::Value {
    json!({
        "n": one.n, "attempt": one.id, "part": one.part, "epoch": one.epoch, "outcome": one.outcome,
        "started_at": instant(Timestamp(one.started_at)),
        "finished_at": one.finished_at.map(|at| instant(Timestamp(at))),
        "provider_id": one.provider_id.as_deref().map(shown_id), "http_status": one.http_status, "code": one.code,
        "meaning": carrier.zip(one.code).map(|(carrier, code)| meaning(carrier, code)),
    })
}
