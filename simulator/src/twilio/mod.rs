//! Twilio's Messages resource: send, list, fetch, and status callbacks.

mod sent;
mod status;

pub(crate) use sent::Sent;

use std::sync::Arc;
use std::time::Duration;

use axum::http::Method;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::account::{Account, Provider};
use crate::clock;
use crate::fault::ErrorCode;
use crate::phones::{Bubble, Channel, PhoneKey, Side};
use crate::receipts::Plan;
use crate::server::{Accepted, Answer, Call, Draft, Judged};
use crate::world::World;
use sent::Message;

/// A refused request: code, HTTP status, text.
struct Refusal(i64, u16, String);

impl Refusal {
    fn bad(code: i64, message: impl Into<String>) -> Self {
        Self(code, 400, message.into())
    }

    fn answer(&self) -> Answer {
        let Self(code, status, message) = self;
        let body = json!({
            "code": code, "message": message, "status": status,
            "more_info": format!("https://www.twilio.com/docs/errors/{code}"),
        });
        Answer::json(*status, &body)
    }
}

/// The answer to a script's `error`.
pub(crate) fn refused(code: &ErrorCode) -> Answer {
    let status = match code.code() {
        20_003 => 401,
        20_404 => 404,
        20_429 | 63_017 => 429,
        _ => 400,
    };
    let message = code.description().unwrap_or("As the script says");
    Refusal(code.code(), status, message.to_owned()).answer()
}

/// The answer to a script's `429`.
pub(crate) fn throttled(retry_after: Option<u64>) -> Answer {
    let said = retry_after.map(|seconds| format!(", retry after {seconds}")).unwrap_or_default();
    Refusal(20_429, 429, format!("Too Many Requests{said}")).answer()
}

/// `POST` and `GET /2010-04-01/Accounts/{sid}/Messages.json`.
pub(crate) fn messages(world: &Arc<World>, call: &Call, sid: String) -> Judged {
    let account = match authorised(world, call, &sid) {
        Ok(account) => account,
        Err(refusal) => return Judged::Answer(refusal.answer()),
    };
    if call.method != Method::POST {
        return Judged::Answer(Answer::json(200, &world.twilio.list(&sid, &call.query)));
    }
    match send(world, call, sid, account) {
        Ok(draft) => Judged::Draft(Box::new(draft)),
        Err(refusal) => Judged::Answer(refusal.answer()),
    }
}

/// `GET /2010-04-01/Accounts/{sid}/Messages/{message}.json`.
pub(crate) fn message(world: &Arc<World>, call: &Call, sid: &str, message: &str) -> Judged {
    let found = authorised(world, call, sid).and_then(|_| {
        let missing = || Refusal(20_404, 404, "The requested resource was not found".to_owned());
        world.twilio.fetch(sid, message).ok_or_else(missing)
    });
    Judged::Answer(match found {
        Ok(message) => Answer::json(200, &message),
        Err(refusal) => refusal.answer(),
    })
}

fn authorised(world: &World, call: &Call, sid: &str) -> Result<Option<Arc<Account>>, Refusal> {
    let denied = || Refusal(20_003, 401, "Authenticate".to_owned());
    let credential = call.credential("Basic").ok_or_else(denied)?;
    let decoded = STANDARD.decode(credential).ok().and_then(|raw| String::from_utf8(raw).ok());
    let decoded = decoded.ok_or_else(denied)?;
    let (_user, password) = decoded.split_once(':').ok_or_else(denied)?;
    let account = world.accounts.find(Provider::Twilio, sid);
    match account.as_deref() {
        Some(Account::Twilio(known)) if known.auth_token != password => Err(denied()),
        _ if password.is_empty() => Err(denied()),
        _ => Ok(account),
    }
}

/// A form as an object; a repeated name becomes an array.
fn object(form: &[(String, String)]) -> Value {
    let mut all = Map::new();
    for (name, value) in form {
        match all.get_mut(name) {
            None => {
                all.insert(name.clone(), json!(value));
            }
            Some(Value::Array(values)) => values.push(json!(value)),
            Some(first) => *first = json!([first.take(), value]),
        }
    }
    Value::Object(all)
}

fn send(world: &Arc<World>, call: &Call, sid: String, account: Option<Arc<Account>>) -> Result<Draft, Refusal> {
    let body = object(&call.form());
    let text = |name: &str| body[name].as_str().filter(|s| !s.is_empty()).map(str::to_owned);
    let to = text("To").ok_or_else(|| Refusal::bad(21_604, "A 'To' phone number is required."))?;
    let from = text("From").or_else(|| text("MessagingServiceSid"));
    let from = from.ok_or_else(|| Refusal::bad(21_603, "A 'From' phone number is required."))?;
    let key = recipient(&to)?;
    let shown = text("Body").or_else(|| text("ContentVariables")).or_else(|| text("ContentSid"));
    if shown.is_none() && body["MediaUrl"].is_null() {
        return Err(Refusal::bad(21_619, "A text message body or media urls must be specified."));
    }
    if text("Body").is_some_and(|body| body.chars().count() > 1_600) {
        return Err(Refusal::bad(21_617, "The concatenated message body exceeds 1600 characters."));
    }
    if let Some(limit) = world.limits().sms_per_second {
        let key = format!("twilio {sid}");
        world
            .meters
            .window(&key, limit, Duration::from_secs(1))
            .map_err(|_full| Refusal(20_429, 429, "Too Many Requests".to_owned()))?;
    }
    let default_url = account.as_deref().and_then(|account| match account {
        Account::Twilio(twilio) => twilio.status_url.clone(),
        _ => None,
    });
    let callback = text("StatusCallback").or(default_url);
    let message = Message {
        sid: format!("SM{:032x}", world.fresh()),
        account: sid.clone(),
        to: to.clone(),
        from,
        body: shown.clone().unwrap_or_default(),
        status: "queued",
        error: None,
        created: clock::now(),
    };
    let kind = match (&body["ContentSid"], key.channel) {
        (Value::String(_), _) => "template",
        (_, Channel::WhatsApp) => "text",
        _ => "sms",
    };
    let attempt = callback.as_deref().and_then(attempt_in);
    Ok(Draft {
        provider: Provider::Twilio,
        account: sid,
        to: Some(to),
        kind,
        body,
        attempt,
        accept: Box::new(move |world| accept(world, message, kind, key, callback, account)),
    })
}

fn recipient(to: &str) -> Result<PhoneKey, Refusal> {
    let (channel, number) = match to.strip_prefix("whatsapp:") {
        Some(number) => (Channel::WhatsApp, number),
        None => (Channel::Sms, to),
    };
    let key = PhoneKey::new(channel, number);
    if number.starts_with('+') && (7..=15).contains(&key.id.len()) {
        return Ok(key);
    }
    Err(Refusal::bad(21_211, "The 'To' number is not a valid phone number."))
}

/// The attempt id a status callback's URL carries as `a`.
fn attempt_in(callback: &str) -> Option<String> {
    let url = url::Url::parse(callback).ok()?;
    let (_, value) = url.query_pairs().find(|(name, _)| name == "a")?;
    Some(value.into_owned())
}

fn accept(
    world: &Arc<World>,
    message: Message,
    kind: &str,
    key: PhoneKey,
    callback: Option<String>,
    account: Option<Arc<Account>>,
) -> Accepted {
    let mut bubble = Bubble::new(message.sid.clone(), &message.account, Side::Service, kind);
    bubble.text.clone_from(&message.body);
    world.phones.show(&key, bubble);
    let answer = message.json();
    let plan = Plan {
        account: Some(account.unwrap_or_else(|| status::nameless(&message.account))),
        account_id: message.account.clone(),
        key,
        message_id: message.sid.clone(),
        tell: status::teller(&message, callback),
        doomed: None,
    };
    world.twilio.remember(message);
    Accepted { status: 201, answer, receipts: vec![plan] }
}
