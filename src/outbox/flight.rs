//! One attempt: the last look at the clock, the request, and what its end means.

use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::time::Duration;
use tokio::time::Instant;

use super::port::Sender;
use super::verdict::{Effect, Scope, Verdict, verdict};
use crate::domain::{ContactId, Exchange, MessageClass, MessageId, SchoolId, Timestamp};
use crate::gateway::{Accepted, Content, File, FileSource, Message, Provider, SendError, recorded};
use crate::store::{NEEDS_TEMPLATE, Next, PairKey, Proof, Setback, THROTTLED, Upload, UploadNews};

const DAY: Duration = Duration::from_hours(24);
/// Templates a message may be refused by before it fails.
const TEMPLATES_TRIED: u32 = 3;
/// Moves of a group that one message follows.
const MOVES_FOLLOWED: u32 = 3;

/// An attempt whose intent is on disk.
#[derive(Debug)]
pub(super) struct Flight {
    pub(super) school: SchoolId,
    pub(super) id: MessageId,
    pub(super) contact: ContactId,
    pub(super) pair: PairKey,
    pub(super) class: MessageClass,
    pub(super) n: i64,
    pub(super) epoch: i64,
    /// The message ends with this part.
    pub(super) last: bool,
    /// Earlier attempts that count against the message.
    pub(super) charged: u32,
    pub(super) eligible_at: Timestamp,
    /// It could go as a template, and is not one.
    pub(super) template_left: bool,
    /// 0 to 1: spreads what waits.
    pub(super) jitter: f64,
    pub(super) message: Message,
}

impl Flight {
    /// The provider was to take the file from what it has.
    fn is_by_reference(&self) -> bool {
        matches!(&self.message.file, Some(File { source: FileSource::Known(_), .. }))
    }

    fn upload(&self, news: UploadNews) -> Option<Upload> {
        let Content::Document { document, .. } = self.message.content else { return None };
        Some(Upload { school: self.school, document, news })
    }
}

/// How an attempt ended.
#[derive(Debug)]
pub(super) enum Landing {
    Sent(Accepted),
    Failed(SendError),
    /// It did not leave in time: surely not sent.
    Late,
}

/// What an ended attempt changes.
#[derive(Debug)]
pub(super) struct Judgement {
    pub(super) ending: Ending,
    /// What the lane learns.
    pub(super) signal: Signal,
    /// Where the person is written to no more.
    pub(super) closes: Closes,
    /// Nothing of this address reaches the person: what is not an answer goes to the next one.
    pub(super) elsewhere: bool,
    /// The account may not write to where the person is.
    pub(super) out_of_bounds: bool,
    /// Nothing of this account can go out until a person acts.
    pub(super) stop_lane: bool,
    /// The provider takes no more messages by this template: its name, its language, its state.
    pub(super) refused_template: Option<(String, String, &'static str)>,
    /// The provider spares this person advertising until then.
    pub(super) spared_until: Option<Timestamp>,
    /// What is now known of a file at the provider.
    pub(super) upload: Option<Upload>,
    /// The group goes on under this number.
    pub(super) moved_to: Option<String>,
    /// For metrics.
    pub(super) kind: &'static str,
}

/// Where somebody is written to no more, until they write there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closes {
    Nothing,
    /// The address leads nowhere.
    Address,
    /// They want nothing by this channel.
    Channel,
}

/// What is written down about an attempt.
#[derive(Debug)]
pub(super) enum Ending {
    Proof(Proof),
    Setback(Setback),
}

/// What a lane learns from an attempt's end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signal {
    /// Whether the provider answered, when that is known.
    pub(super) answered: Option<bool>,
    pub(super) pause: Option<Duration>,
    pub(super) pause_pair: Option<Duration>,
}

/// Makes the attempt, unless `in_time` says that its time is over.
///
/// Also returns what was said, for the channel log.
pub(super) async fn fly<G: Sender>(
    gateway: &G,
    flight: &Flight,
    in_time: impl Fn(Instant) -> bool,
) -> (Landing, Option<Exchange>) {
    if !in_time(Instant::now()) {
        return (Landing::Late, None);
    }
    // Whatever a gateway does, the message must not be left without an ending.
    let (sent, exchange) = recorded(AssertUnwindSafe(gateway.send(&flight.message)).catch_unwind()).await;
    let landing = match sent.unwrap_or(Err(SendError::Unknown {
        reason: "the gateway panicked",
        http_status: None,
        retry_after: None,
    })) {
        Ok(accepted) => Landing::Sent(accepted),
        Err(error) => Landing::Failed(error),
    };
    (landing, exchange)
}

/// Says what an attempt's end means. Pure.
pub(super) fn judge(flight: &Flight, landing: Landing, provider: Provider, now: Timestamp) -> Judgement {
    match landing {
        Landing::Sent(accepted) => sent(flight, accepted, provider, now),
        Landing::Failed(error) => failed(flight, &error, provider, now),
        Landing::Late => {
            let next = Next::Retry { at: now, charged: false, reason: None };
            quiet(setback(flight, "not_sent", (None, None), next), Signal::default(), "retry")
        }
    }
}

fn sent(flight: &Flight, accepted: Accepted, provider: Provider, now: Timestamp) -> Judgement {
    let until = provider.keeps_files().map(|kept| now.plus(kept));
    let upload = accepted.uploaded.and_then(|reference| flight.upload(UploadNews::Kept { reference, until }));
    let proof = Proof {
        school: flight.school,
        message: flight.id,
        attempt: flight.message.attempt,
        last: flight.last,
        provider_id: accepted.provider_id,
    };
    let signal = Signal { answered: Some(true), ..Signal::default() };
    Judgement { upload, ..quiet(Ending::Proof(proof), signal, "accepted") }
}

fn failed(flight: &Flight, error: &SendError, provider: Provider, now: Timestamp) -> Judgement {
    // The provider's patience shrinks with every try, the message's only with those charged to it.
    let charged = flight.charged.saturating_add(1);
    let attempt_no =
        if matches!(error, SendError::Throttled(_)) { u32::try_from(flight.n).unwrap_or(u32::MAX) } else { charged };
    let (outcome, facts) = facts(error);
    let signal = Signal {
        answered: Some(!matches!(error, SendError::NotSent { .. } | SendError::Unknown { .. })),
        ..Signal::default()
    };
    match verdict(provider, error, attempt_no, flight.class, flight.jitter) {
        Verdict::Retry { after, scope, counts } => {
            let reason = (scope == Scope::Lane && outcome == "throttled").then_some(THROTTLED);
            let next = Next::Retry { at: now.plus(after), charged: counts, reason };
            let (signal, kind) = match scope {
                Scope::Lane => (Signal { pause: Some(after), ..signal }, "pause"),
                Scope::Pair => (Signal { pause_pair: Some(after), ..signal }, "pair"),
                Scope::Message => (signal, "retry"),
            };
            // Nobody is asked to wait a day but for advertising.
            let spared_until = (scope == Scope::Message && after >= DAY).then(|| now.plus(after));
            Judgement { spared_until, ..quiet(setback(flight, outcome, facts, next), signal, kind) }
        }
        Verdict::Ambiguous => {
            let signal = Signal { pause: error.retry_after(), ..signal };
            quiet(setback(flight, "unknown", facts, Next::Ambiguous), signal, "ambiguous")
        }
        Verdict::Failed { effect, .. } => refused(flight, error, effect, signal, now),
    }
}

fn refused(flight: &Flight, error: &SendError, effect: Effect, signal: Signal, now: Timestamp) -> Judgement {
    let (outcome, facts) = facts(error);
    let moved_to = moved_to(error).filter(|_| effect == Effect::MovedTo && flight.charged < MOVES_FOLLOWED);
    let again = |reason| Next::Retry { at: now, charged: false, reason };
    let (next, kind) = match effect {
        Effect::NeedsTemplate if flight.template_left => (again(Some(NEEDS_TEMPLATE)), "retry"),
        Effect::NeedsTemplate => (Next::Failed { reason: "no_template".to_owned() }, "failed"),
        Effect::StopLane => (again(None), "stop"),
        // By another language or another way, now that this one is known to be closed; not for ever.
        Effect::StopTemplate if flight.charged < TEMPLATES_TRIED => {
            (Next::Retry { at: now, charged: true, reason: None }, "retry")
        }
        // It may be the file that the provider no longer knows: the next try brings its bytes.
        Effect::None if flight.is_by_reference() => (Next::Retry { at: now, charged: true, reason: None }, "retry"),
        // The same again, to where the group is now; not for ever.
        Effect::MovedTo if moved_to.is_some() => (Next::Retry { at: now, charged: true, reason: None }, "retry"),
        _ => (Next::Failed { reason: reason(error) }, "failed"),
    };
    let forgotten = effect == Effect::None && flight.is_by_reference();
    Judgement {
        closes: match effect {
            Effect::StopContact => Closes::Address,
            Effect::OptedOut => Closes::Channel,
            _ => Closes::Nothing,
        },
        elsewhere: matches!(
            effect,
            Effect::StopContact
                | Effect::OptedOut
                | Effect::OtherChannel
                | Effect::OutOfBounds
                | Effect::SuppressMarketing
        ),
        out_of_bounds: effect == Effect::OutOfBounds,
        stop_lane: effect == Effect::StopLane,
        spared_until: (effect == Effect::SuppressMarketing).then_some(Timestamp(i64::MAX)),
        upload: forgotten.then(|| flight.upload(UploadNews::Forgotten)).flatten(),
        moved_to,
        refused_template: (effect == Effect::StopTemplate).then(|| template_state(flight, error)).flatten(),
        ..quiet(setback(flight, outcome, facts, next), signal, kind)
    }
}

fn quiet(ending: Ending, signal: Signal, kind: &'static str) -> Judgement {
    Judgement {
        ending,
        signal,
        closes: Closes::Nothing,
        elsewhere: false,
        out_of_bounds: false,
        stop_lane: false,
        refused_template: None,
        spared_until: None,
        upload: None,
        moved_to: None,
        kind,
    }
}

/// Where the provider says that a group is now.
fn moved_to(error: &SendError) -> Option<String> {
    match error {
        SendError::Refused(refusal) => refusal.moved_to.clone(),
        _ => None,
    }
}

/// What a refused template's state is, in Meta's own words.
fn template_state(flight: &Flight, error: &SendError) -> Option<(String, String, &'static str)> {
    let Content::Template { name, language, .. } = &flight.message.content else { return None };
    let SendError::Refused(refusal) = error else { return None };
    let state = match refusal.code {
        Some(132_015) => "PAUSED",
        Some(132_016 | 132_068) => "DISABLED",
        Some(132_007) => "REJECTED",
        _ => "REFUSED",
    };
    Some((name.clone(), language.clone(), state))
}

type Facts = (Option<i64>, Option<i64>);

fn setback(flight: &Flight, outcome: &'static str, (http_status, code): Facts, next: Next) -> Ending {
    Ending::Setback(Setback {
        school: flight.school,
        message: flight.id,
        attempt: flight.message.attempt,
        n: flight.n,
        epoch: flight.epoch,
        outcome,
        http_status,
        code,
        next,
    })
}

/// The attempt's outcome as stored, with HTTP status and code.
fn facts(error: &SendError) -> (&'static str, Facts) {
    match error {
        SendError::NotSent { .. } => ("not_sent", (None, None)),
        SendError::Throttled(throttle) => ("throttled", (Some(throttle.http_status.into()), throttle.code)),
        SendError::Refused(refusal) => ("rejected", (Some(refusal.http_status.into()), refusal.code)),
        SendError::Unknown { http_status, .. } => ("unknown", (http_status.map(i64::from), None)),
    }
}

/// Why a message failed: the provider's code, its word, or at least the HTTP status.
fn reason(error: &SendError) -> String {
    match error {
        SendError::Refused(refusal) => match (refusal.word, refusal.code) {
            (Some(word), _) => word.to_owned(),
            (None, Some(code)) => code.to_string(),
            (None, None) => format!("http_{}", refusal.http_status),
        },
        _ => "failed".to_owned(),
    }
}
