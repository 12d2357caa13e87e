//! `carnet queue show`: the life of one message. Never what it says, nor to whom.

use serde_json::json;

use super::super::output::say;
use super::list::object;
use super::words::{instant, provider, reason, shown_id, state_in_words};
use crate::app::config::Config;
use crate::domain::{MessageId, Timestamp};
use crate::gateway::Provider;
use crate::outbox::{meaning, meaning_of};
use crate::store::{QueueLine, QueueTry, Store};

pub(super) async fn run(store: &Store, config: &Config, id: MessageId, as_json: bool) -> anyhow::Result<()> {
    let mut tx = store.begin_read().await?;
    let Some(line) = tx.queue_line(id).await? else {
        anyhow::bail!("there is no message {id}; carnet queue list shows those there are")
    };
    let tries = tx.queue_tries(line.school, id).await?;
    tx.rollback().await?;
    let carrier = provider(config, &line);
    if as_json {
        let mut whole = object(&line);
        whole["tries"] = tries.iter().map(|one| try_object(one, carrier)).collect();
        say(&whole.to_string());
        return Ok(());
    }
    told(&line);
    for one in &tries {
        try_told(one, carrier);
    }
    Ok(())
}

fn told(line: &QueueLine) {
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
