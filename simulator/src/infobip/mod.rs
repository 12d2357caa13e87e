//! Infobip's SMS API v3: send, delivery reports by webhook or by polling.

mod report;

pub(crate) use report::Sent;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::account::{Account, InfobipAccount, Provider};
use crate::fault::ErrorCode;
use crate::phones::{Bubble, Channel, PhoneKey, Side};
use crate::receipts::Plan;
use crate::segments::segments;
use crate::server::{Accepted, Answer, Call, Draft, Judged};
use crate::world::World;
use report::Sms;

/// Infobip's instants: milliseconds and an offset without a colon.
pub(crate) fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3f+0000").to_string()
}

fn error(status: u16, description: &str) -> Answer {
    let body = json!({
        "errorCode": format!("E{status}"),
        "description": description,
        "action": "Check the request and the documentation.",
        "violations": [],
        "resources": [],
    });
    Answer::json(status, &body)
}

/// The answer to a script's `error`: the code is the HTTP status.
pub(crate) fn refused(code: &ErrorCode) -> Answer {
    let status = u16::try_from(code.code()).ok().filter(|s| (400..600).contains(s)).unwrap_or(400);
    error(status, code.description().unwrap_or("As the script says"))
}

/// The answer to a script's `429`.
pub(crate) fn throttled(retry_after: Option<u64>) -> Answer {
    let said = retry_after.map(|seconds| format!(", retry after {seconds} s")).unwrap_or_default();
    error(429, &format!("Too many requests{said}"))
}

/// `POST /sms/3/messages`.
pub(crate) fn messages(world: &Arc<World>, call: &Call) -> Judged {
    match judge(world, call) {
        Ok(judged) => judged,
        Err(answer) => Judged::Answer(answer),
    }
}

fn judge(world: &Arc<World>, call: &Call) -> Result<Judged, Answer> {
    let key = call.credential("App").ok_or_else(|| error(401, "Invalid credentials"))?;
    let body: Value =
        serde_json::from_slice(&call.body).map_err(|why| error(400, &format!("The body is not JSON: {why}")))?;
    let messages = body["messages"].as_array().filter(|all| !all.is_empty());
    let messages = messages.ok_or_else(|| error(400, "messages must not be empty"))?;
    let mut texts = Vec::new();
    for message in messages {
        read_message(world, message, &mut texts)?;
    }
    let sender = texts.first().map(|sms: &Sms| sms.sender.clone()).unwrap_or_default();
    let account = world.accounts.find(Provider::Infobip, &sender);
    if let Some(Account::Infobip(InfobipAccount { api_key: Some(expected), .. })) = account.as_deref()
        && expected != key
    {
        return Err(error(401, "Invalid credentials"));
    }
    if let Some(limit) = world.limits().sms_per_second {
        let meter = format!("infobip {sender}");
        let room = world.meters.window(&meter, limit, Duration::from_secs(1));
        room.map_err(|_full| throttled(None).with_header("Retry-After", "1"))?;
    }
    let bulk = body["bulkId"].as_str().map_or_else(|| world.fresh().to_string(), str::to_owned);
    if texts.iter().all(|sms| world.infobip.has(&sms.id)) {
        // Nothing is sent, so nothing is for the ledger.
        return Ok(Judged::Answer(Answer::json(200, &answer(world, &bulk, &texts))));
    }
    let to: Vec<&str> = texts.iter().map(|sms| sms.to.as_str()).collect();
    let to = to.join(",");
    let attempt = texts.first().map(|sms| match (&sms.own_id, &sms.callback_data) {
        (true, _) | (false, None) => sms.id.clone(),
        (false, Some(data)) => data.clone(),
    });
    Ok(Judged::Draft(Box::new(Draft {
        provider: Provider::Infobip,
        account: sender,
        to: Some(to),
        kind: "sms",
        body,
        attempt,
        accept: Box::new(move |world| accept(world, &bulk, texts, account.as_ref())),
    })))
}

/// One message may have many destinations; each is an SMS of its own.
fn read_message(world: &World, message: &Value, texts: &mut Vec<Sms>) -> Result<(), Answer> {
    let sender = message["sender"].as_str().unwrap_or_default();
    let text = message["content"]["text"].as_str().filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| error(400, "messages.content.text must not be empty"))?;
    let destinations = message["destinations"].as_array().filter(|all| !all.is_empty());
    let destinations = destinations.ok_or_else(|| error(400, "messages.destinations must not be empty"))?;
    let hooks = &message["webhooks"];
    for destination in destinations {
        let to = destination["to"].as_str().filter(|to| !to.is_empty());
        let to = to.ok_or_else(|| error(400, "messages.destinations.to must not be empty"))?;
        let own_id = destination["messageId"].as_str();
        texts.push(Sms {
            id: own_id.map_or_else(|| format!("{:032x}", world.fresh()), str::to_owned),
            own_id: own_id.is_some(),
            sender: sender.to_owned(),
            to: to.to_owned(),
            text: text.to_owned(),
            report_url: hooks["delivery"]["url"].as_str().map(str::to_owned),
            callback_data: hooks["callbackData"].as_str().map(str::to_owned),
        });
    }
    Ok(())
}

fn answer(world: &World, bulk: &str, texts: &[Sms]) -> Value {
    let messages: Vec<Value> = texts
        .iter()
        .map(|sms| {
            let status = if world.infobip.has(&sms.id) { report::status(23) } else { report::status(26) };
            json!({
                "messageId": sms.id, "status": status, "destination": sms.to,
                "details": { "messageCount": segments(&sms.text) },
            })
        })
        .collect();
    json!({ "bulkId": bulk, "messages": messages })
}

fn accept(world: &Arc<World>, bulk: &str, texts: Vec<Sms>, account: Option<&Arc<Account>>) -> Accepted {
    let answer = answer(world, bulk, &texts);
    let mut receipts = Vec::new();
    for sms in texts {
        if !world.infobip.claim(&sms.id) {
            continue;
        }
        let key = PhoneKey::new(Channel::Sms, &sms.to);
        let mut bubble = Bubble::new(sms.id.clone(), &sms.sender, Side::Service, "sms");
        bubble.text.clone_from(&sms.text);
        world.phones.show(&key, bubble);
        let account = account.cloned().unwrap_or_else(|| nameless(&sms.sender));
        receipts.push(Plan {
            account_id: sms.sender.clone(),
            key,
            message_id: sms.id.clone(),
            tell: report::teller(&account, bulk, sms),
            account: Some(account),
            doomed: None,
        });
    }
    Accepted { status: 200, answer, receipts }
}

/// A sender nobody registered still gets the reports its messages ask for, unsigned.
fn nameless(sender: &str) -> Arc<Account> {
    let account = InfobipAccount { sender: sender.to_owned(), ..InfobipAccount::default() };
    Arc::new(Account::Infobip(account))
}

/// `GET /sms/3/reports`: each report once.
pub(crate) fn reports(world: &Arc<World>, call: &Call) -> Judged {
    if call.credential("App").is_none() {
        return Judged::Answer(error(401, "Invalid credentials"));
    }
    let limit = call.query("limit").and_then(|limit| limit.parse().ok()).unwrap_or(50);
    let results = world.infobip.take_reports(limit);
    Judged::Answer(Answer::json(200, &json!({ "results": results })))
}

/// `GET /account/1/balance`: there is always some.
pub(crate) fn balance(call: &Call) -> Judged {
    Judged::Answer(match call.credential("App") {
        Some(_) => Answer::json(200, &json!({ "balance": 47.79, "currency": "EUR" })),
        None => error(401, "Invalid credentials"),
    })
}
