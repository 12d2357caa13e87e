//! What happens to a valid request. In this order, always: the script decides; if the request is
//! accepted, its effects happen, its ledger line is written, its receipts start; then it is
//! answered, or not.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::wire::Answer;
use crate::account::Provider;
use crate::clock;
use crate::fault::{Action, ErrorCode, Place, Subject, Throttle};
use crate::ledger::LedgerEntry;
use crate::receipts::{self, Plan};
use crate::world::World;
use crate::{infobip, meta, smtp, telegram, twilio};

/// A provider's judgement of a request.
pub(crate) enum Judged {
    /// Answered at once; nothing for the ledger.
    Answer(Answer),
    /// Valid: the script has the last word.
    Draft(Box<Draft>),
}

/// What makes a request's effects happen.
pub(crate) type Effects = Box<dyn FnOnce(&Arc<World>) -> Accepted + Send>;

/// A valid request whose effects have not happened yet.
pub(crate) struct Draft {
    pub(crate) provider: Provider,
    pub(crate) account: String,
    pub(crate) to: Option<String>,
    pub(crate) kind: &'static str,
    pub(crate) body: Value,
    pub(crate) attempt: Option<String>,
    /// Makes the effects happen.
    pub(crate) accept: Effects,
}

/// What accepting came to.
pub(crate) struct Accepted {
    pub(crate) status: u16,
    pub(crate) answer: Value,
    pub(crate) receipts: Vec<Plan>,
}

impl Accepted {
    pub(crate) const fn plain(answer: Value) -> Self {
        Self { status: 200, answer, receipts: Vec::new() }
    }
}

/// What the client gets to see.
#[derive(Debug)]
pub(crate) enum Fate {
    Answer(Answer),
    /// Byte by byte over so many ms.
    Slow(Answer, u64),
    /// So many bytes of nothing.
    Huge(u64),
    Reset,
    Close,
    Stall,
}

/// Carries a judged request through.
pub(crate) async fn settle(world: &Arc<World>, judged: Judged) -> Fate {
    let draft = match judged {
        Judged::Answer(answer) => return Fate::Answer(answer),
        Judged::Draft(draft) => *draft,
    };
    let subject =
        Subject { provider: draft.provider, account: &draft.account, to: draft.to.as_deref(), kind: draft.kind };
    let action = world.faults().after_read(subject).unwrap_or(Action::Accept);
    if let Some(refused) = refusal(draft.provider, &action) {
        return refused;
    }
    match accept(world, draft).await {
        Ok(answer) => aftermath(action, answer).await,
        Err(error) => {
            tracing::error!(%error, "ledger line not written; the request is not accepted");
            Fate::Answer(Answer::json(500, &Value::Null))
        }
    }
}

/// The actions under which nothing is accepted.
fn refusal(provider: Provider, action: &Action) -> Option<Fate> {
    let fate = match action {
        Action::ResetBeforeRead => Fate::Reset,
        Action::StallBeforeRead => Fate::Stall,
        Action::Status(status) => Fate::Answer(bare(*status)),
        Action::Throttle(throttle) => Fate::Answer(throttled(provider, throttle)),
        Action::Error(code) => Fate::Answer(refused(provider, code)),
        _ => return None,
    };
    Some(fate)
}

async fn accept(world: &Arc<World>, draft: Draft) -> std::io::Result<Answer> {
    let accepted = (draft.accept)(world);
    let answer = Answer::json(accepted.status, &accepted.answer);
    world.ledger.append(LedgerEntry {
        at: clock::rfc3339(clock::now()),
        provider: draft.provider,
        account: draft.account,
        to: draft.to,
        kind: draft.kind.to_owned(),
        body: draft.body,
        attempt: draft.attempt,
        answer: accepted.answer,
    })?;
    for plan in accepted.receipts {
        receipts::start(world, plan).await;
    }
    Ok(answer)
}

async fn aftermath(action: Action, answer: Answer) -> Fate {
    match action {
        Action::AcceptDelayMs(ms) => {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            Fate::Answer(answer)
        }
        Action::AcceptThenStall => Fate::Stall,
        Action::AcceptThenReset => Fate::Reset,
        Action::AcceptThenClose => Fate::Close,
        Action::StatusAfterAccept(status) => Fate::Answer(bare(status)),
        Action::TruncatedJson => {
            let half = answer.body.slice(..answer.body.len() / 2);
            Fate::Answer(Answer { body: half, ..answer })
        }
        Action::Garbage200 => {
            let garbage = "<html><body>\u{fffd}\u{1}OK</body></html>";
            Fate::Answer(Answer { status: 200, body: garbage.into(), ..answer })
        }
        Action::Huge200(bytes) => Fate::Huge(bytes),
        Action::SlowBody(ms) => Fate::Slow(answer, ms),
        _ => Fate::Answer(answer),
    }
}

/// A status from something in front of the provider: no provider error inside.
fn bare(status: u16) -> Answer {
    Answer {
        status,
        content_type: "text/html".to_owned(),
        headers: Vec::new(),
        body: format!("<html><body>{status}</body></html>").into(),
    }
}

fn throttled(provider: Provider, throttle: &Throttle) -> Answer {
    let seconds = throttle.retry_after;
    let in_body = (throttle.r#where == Place::Body).then_some(seconds);
    let answer = match provider {
        Provider::WhatsApp => meta::throttled(in_body),
        Provider::Telegram => telegram::throttled(in_body),
        Provider::Twilio => twilio::throttled(in_body),
        Provider::Infobip => infobip::throttled(in_body),
        Provider::Smtp => smtp::throttled(),
    };
    match throttle.r#where {
        Place::Header => answer.with_header("Retry-After", seconds.to_string()),
        Place::Garbage => answer.with_header("Retry-After", "soon-ish"),
        Place::Body | Place::Absent => answer,
    }
}

fn refused(provider: Provider, code: &ErrorCode) -> Answer {
    match provider {
        Provider::WhatsApp => meta::refused(code),
        Provider::Telegram => telegram::refused(code),
        Provider::Twilio => twilio::refused(code),
        Provider::Infobip => infobip::refused(code),
        Provider::Smtp => smtp::refused(code),
    }
}
