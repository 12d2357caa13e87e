//! Driving a simulator from another process, all under `/_sim`.
//!
//! | route | body | does |
//! |---|---|---|
//! | `GET /_sim` | | what runs here: counts and accounts |
//! | `POST /_sim/accounts` | an [`Account`], tagged by `provider` | registers it |
//! | `POST /_sim/handshake/{phone_number_id}` | | Meta's subscription check; 200 when it passed |
//! | `GET /_sim/phones` · `GET /_sim/phones/{channel}/{id}` | | screens |
//! | `PUT /_sim/phones/{channel}/{id}` | a profile | who the person is |
//! | `POST /_sim/phones/{channel}/{id}/{action}` | see [`Gesture`] | what the person does |
//! | `PUT /_sim/groups/{id}` · `POST /_sim/groups/{id}/{action}` | `{title, seen_by_bots?}` · see `control/groups.rs` | a Telegram group · what a member does in it |
//! | `POST /_sim/inject/{provider}/{account}` | any bytes | posts them, signed, to the account's webhook |
//! | `GET /_sim/events` | | server-sent events, each a `PhoneEvent` |
//! | `GET /_sim/ledger` · `GET /_sim/webhooks` | query: `provider`, `account`, `to`, `kind`, `limit` | journals |
//! | `GET /_sim/templates/{waba}` | | the templates of a business account |
//! | `POST /_sim/templates/{waba}/{name}/{language}` | `{status?, reason?, title?, quality?, category?}` | what Meta decides; told by webhook |
//! | `POST /_sim/script` | a fault script | replaces it |
//! | `POST /_sim/limits` · `/receipts` · `/webhooks` | the config of that name, or `"documented"` for limits | replaces it |
//! | `GET`, `DELETE /_sim/files/{id}` | | an uploaded file · forgets it, as a provider does in time |

mod groups;

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use crate::account::{Account, Provider};
use crate::config::{Limits, Receipts, Webhooks};
use crate::fault::Script;
use crate::meta::TemplateFate;
use crate::phones::{Channel, Phone, PhoneError, PhoneKey, Profile};
use crate::world::World;

type Shared = State<Arc<World>>;

pub(crate) fn router(world: &Arc<World>) -> Router {
    Router::new()
        .route("/_sim", get(overview))
        .route("/_sim/accounts", get(accounts).post(register))
        .route("/_sim/handshake/{account}", post(handshake))
        .route("/_sim/phones", get(phones))
        .route("/_sim/phones/{channel}/{id}", get(phone).put(profile))
        .route("/_sim/phones/{channel}/{id}/{action}", post(act))
        .route("/_sim/groups/{id}", put(groups::group))
        .route("/_sim/groups/{id}/{action}", post(groups::act))
        .route("/_sim/events", get(events))
        .route("/_sim/inject/{provider}/{account}", post(inject))
        .route("/_sim/ledger", get(ledger))
        .route("/_sim/webhooks", get(webhooks).post(set_webhooks))
        .route("/_sim/templates/{waba}", get(templates))
        .route("/_sim/templates/{waba}/{name}/{language}", post(judge_template))
        .route("/_sim/script", post(set_script))
        .route("/_sim/limits", post(set_limits))
        .route("/_sim/receipts", post(set_receipts))
        .route("/_sim/files/{id}", get(file).delete(forget_file))
        .with_state(Arc::clone(world))
}

/// What a person does. The action is the last part of the path; each uses the fields it needs:
/// `text` `{text, reply_to?}` · `file` `{name, mime, base64, text}` · `press` `{button, bubble?}` · `share_contact` · `edit` `{bubble, text}` ·
/// `react` `{bubble, text}` · `block` · `unblock` · `change_number` `{to}` · `open` ·
/// `fail` `{code?}` · `receipts` `{receipts}`. `account` names the account when several could be meant.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Gesture {
    account: Option<String>,
    text: String,
    reply_to: Option<String>,
    bubble: Option<String>,
    button: String,
    to: String,
    code: Option<i64>,
    receipts: Option<Receipts>,
    name: String,
    mime: String,
    base64: String,
}

/// A refusal in words.
struct Refused(StatusCode, String);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

impl From<PhoneError> for Refused {
    fn from(error: PhoneError) -> Self {
        let status = match error {
            PhoneError::NoSuchBubble | PhoneError::NoSuchButton => StatusCode::NOT_FOUND,
            _ => StatusCode::CONFLICT,
        };
        Self(status, error.to_string())
    }
}

async fn overview(State(world): Shared) -> Json<Value> {
    let accounts: Vec<Value> = world
        .accounts
        .all()
        .iter()
        .map(|account| json!({ "provider": account.provider(), "account": account.id() }))
        .collect();
    Json(json!({
        "accepted": world.ledger.written(),
        "webhook_attempts": world.webhook_log.written(),
        "accounts": accounts,
    }))
}

async fn accounts(State(world): Shared) -> Json<Value> {
    let all: Vec<Value> = world
        .accounts
        .all()
        .iter()
        .map(|account| {
            json!({
                "provider": account.provider(), "account": account.id(),
                "webhook_url": account.webhook_url(),
            })
        })
        .collect();
    Json(json!(all))
}

async fn register(State(world): Shared, Json(account): Json<Account>) -> Json<Value> {
    let answer = json!({ "provider": account.provider(), "account": account.id() });
    world.accounts.register(account);
    Json(answer)
}

async fn handshake(State(world): Shared, Path(account): Path<String>) -> Result<Json<Value>, Refused> {
    let missing = |what: &str| Refused(StatusCode::CONFLICT, what.to_owned());
    let account = world.accounts.find(Provider::WhatsApp, &account);
    let Some(Account::WhatsApp(account)) = account.as_deref() else {
        return Err(missing("no such account"));
    };
    let url = account.webhook_url.as_deref().ok_or_else(|| missing("no webhook URL"))?;
    let token = account.verify_token.as_deref().ok_or_else(|| missing("no verify token"))?;
    let challenge = world.fresh().to_string();
    let query = [("hub.mode", "subscribe"), ("hub.challenge", challenge.as_str()), ("hub.verify_token", token)];
    match world.courier.get(url, &query).await {
        Some((200, body)) if body == challenge => Ok(Json(json!({ "verified": true }))),
        Some((status, _)) => Err(Refused(StatusCode::BAD_GATEWAY, format!("the webhook answered {status}"))),
        None => Err(Refused(StatusCode::BAD_GATEWAY, "no answer".to_owned())),
    }
}

async fn phones(State(world): Shared) -> Response {
    Json(world.phones.views()).into_response()
}

async fn phone(State(world): Shared, Path((channel, id)): Path<(Channel, String)>) -> Result<Response, Refused> {
    let view = world.phones.view(&PhoneKey::new(channel, &id));
    view.map(|view| Json(view).into_response())
        .ok_or_else(|| Refused(StatusCode::NOT_FOUND, "no such phone".to_owned()))
}

async fn profile(
    State(world): Shared,
    Path((channel, id)): Path<(Channel, String)>,
    Json(profile): Json<Profile>,
) -> Response {
    let phone = Phone::new(world, PhoneKey::new(channel, &id)).with_profile(|now| *now = profile);
    Json(phone.view()).into_response()
}

async fn act(
    State(world): Shared,
    Path((channel, id, action)): Path<(Channel, String, String)>,
    body: bytes::Bytes,
) -> Result<Json<Value>, Refused> {
    let gesture: Gesture = if body.is_empty() {
        Gesture::default()
    } else {
        serde_json::from_slice(&body).map_err(|error| Refused(StatusCode::BAD_REQUEST, error.to_string()))?
    };
    let mut phone = Phone::new(world, PhoneKey::new(channel, &id));
    if let Some(account) = &gesture.account {
        phone = phone.to_account(account);
    }
    let done = perform(phone, &action, &gesture)?;
    Ok(Json(json!({ "id": done })))
}

fn perform(phone: Phone, action: &str, gesture: &Gesture) -> Result<Option<String>, Refused> {
    let bubble = gesture.bubble.as_deref();
    let named = || bubble.ok_or(PhoneError::NoSuchBubble);
    let id = match action {
        "text" => match gesture.reply_to.as_deref() {
            Some(quoted) => phone.reply(quoted, &gesture.text)?,
            None => phone.text(&gesture.text)?,
        },
        "press" => match bubble {
            Some(bubble) => phone.press(bubble, &gesture.button)?,
            None => phone.press_latest(&gesture.button)?,
        },
        "file" => {
            let bytes = STANDARD.decode(&gesture.base64);
            let bytes = bytes.map_err(|error| Refused(StatusCode::BAD_REQUEST, error.to_string()))?;
            phone.attach(&gesture.name, &gesture.mime, bytes, &gesture.text)?
        }
        "share_contact" => phone.share_contact()?,
        "edit" => phone.edit(named()?, &gesture.text)?,
        "react" => phone.react(named()?, &gesture.text)?,
        _ => return perform_quietly(phone, action, gesture),
    };
    Ok(Some(id))
}

/// The actions that make no event of their own, or none with an id worth returning.
fn perform_quietly(phone: Phone, action: &str, gesture: &Gesture) -> Result<Option<String>, Refused> {
    match action {
        "block" => phone.block()?,
        "unblock" => phone.unblock()?,
        "open" => phone.open(),
        "fail" => phone.fail_with(gesture.code),
        "change_number" => return Ok(Some(phone.change_number(&gesture.to)?.key().id.clone())),
        "receipts" => {
            let _ = phone.with_receipts(gesture.receipts.unwrap_or_default());
        }
        _ => {
            return Err(Refused(StatusCode::NOT_FOUND, format!("no action {action}")));
        }
    }
    Ok(None)
}

async fn events(State(world): Shared) -> Response {
    let mut changes = world.phones.subscribe();
    let (lines, receiver) = tokio::sync::mpsc::channel::<bytes::Bytes>(256);
    let stop = world.stop.clone();
    world.tasks.spawn(async move {
        loop {
            let change = tokio::select! {
                change = changes.recv() => change,
                () = lines.closed() => return,
                () = stop.cancelled() => return,
            };
            let line = match change {
                Ok(change) => serde_json::to_string(&change).unwrap_or_default(),
                Err(RecvError::Lagged(_)) => r#"{"type":"lagged"}"#.to_owned(),
                Err(RecvError::Closed) => return,
            };
            if lines.send(format!("data: {line}\n\n").into()).await.is_err() {
                return;
            }
        }
    });
    let body = axum::body::Body::new(Lines(receiver));
    ([(header::CONTENT_TYPE, "text/event-stream")], body).into_response()
}

/// A response body fed by a channel.
struct Lines(tokio::sync::mpsc::Receiver<bytes::Bytes>);

impl hyper::body::Body for Lines {
    type Data = bytes::Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<bytes::Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|line| line.map(|line| Ok(hyper::body::Frame::data(line))))
    }
}

async fn inject(
    State(world): Shared,
    Path((provider, account)): Path<(Provider, String)>,
    body: bytes::Bytes,
) -> Result<Json<Value>, Refused> {
    if crate::simulator::inject(&world, provider, &account, body) {
        return Ok(Json(json!({ "injected": true })));
    }
    Err(Refused(StatusCode::CONFLICT, "no such account, or it has no webhook URL".to_owned()))
}

/// Which entries of a journal.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    provider: Option<Provider>,
    account: Option<String>,
    to: Option<String>,
    kind: Option<String>,
    limit: Option<usize>,
}

async fn ledger(State(world): Shared, Query(filter): Query<Filter>) -> Response {
    let fits = |mine: &Option<String>, theirs: Option<&str>| mine.as_deref().is_none_or(|mine| theirs == Some(mine));
    let found: Vec<_> = world
        .ledger
        .entries()
        .into_iter()
        .filter(|entry| {
            filter.provider.is_none_or(|provider| provider == entry.provider)
                && fits(&filter.account, Some(&entry.account))
                && fits(&filter.to, entry.to.as_deref())
                && fits(&filter.kind, Some(&entry.kind))
        })
        .take(filter.limit.unwrap_or(usize::MAX))
        .collect();
    let found: Vec<_> = found.iter().map(|entry| &**entry).collect();
    Json(found).into_response()
}

async fn webhooks(State(world): Shared, Query(filter): Query<Filter>) -> Response {
    let found: Vec<_> = world
        .webhook_log
        .entries()
        .into_iter()
        .filter(|attempt| {
            filter.provider.is_none_or(|provider| provider == attempt.provider)
                && filter.account.as_deref().is_none_or(|account| account == attempt.account)
        })
        .take(filter.limit.unwrap_or(usize::MAX))
        .collect();
    let found: Vec<_> = found.iter().map(|attempt| &**attempt).collect();
    Json(found).into_response()
}

async fn templates(State(world): Shared, Path(waba): Path<String>) -> Json<Value> {
    Json(json!(world.templates.of(&waba)))
}

async fn judge_template(
    State(world): Shared,
    Path((waba, name, language)): Path<(String, String, String)>,
    Json(fate): Json<TemplateFate>,
) -> Result<Json<Value>, Refused> {
    if crate::meta::tell(&world, [&waba, &name, &language], &fate) {
        return Ok(Json(json!({ "told": true })));
    }
    Err(Refused(StatusCode::NOT_FOUND, "no such template".to_owned()))
}

async fn set_script(State(world): Shared, text: String) -> Result<Json<Value>, Refused> {
    let script = Script::parse(&text).map_err(|error| Refused(StatusCode::BAD_REQUEST, error.to_string()))?;
    let rules = script.rules.len();
    world.set_script(script);
    Ok(Json(json!({ "rules": rules })))
}

async fn set_limits(State(world): Shared, Json(given): Json<Value>) -> Result<Json<Value>, Refused> {
    let limits = if given == "documented" {
        Limits::documented()
    } else {
        serde_json::from_value(given).map_err(|error| Refused(StatusCode::BAD_REQUEST, error.to_string()))?
    };
    let answer = json!(limits);
    world.set_limits(limits);
    Ok(Json(answer))
}

async fn set_receipts(State(world): Shared, Json(receipts): Json<Receipts>) -> Json<Value> {
    world.set_receipts(receipts);
    Json(json!(receipts))
}

async fn set_webhooks(State(world): Shared, Json(habits): Json<Webhooks>) -> Json<Value> {
    let answer = json!(habits);
    world.courier.set_habits(habits);
    Json(answer)
}

async fn forget_file(State(world): Shared, Path(id): Path<String>) -> Json<Value> {
    Json(json!({ "forgotten": world.files.forget(&id) }))
}

async fn file(State(world): Shared, Path(id): Path<String>) -> Result<Response, Refused> {
    let file = world.files.get(&id);
    let file = file.ok_or_else(|| Refused(StatusCode::NOT_FOUND, "no such file".to_owned()))?;
    Ok(([(header::CONTENT_TYPE, file.mime.clone())], file.bytes.clone()).into_response())
}
