//! What to do about a send that failed: the pure retry policy.
//!
//! Never here: I/O, a clock, randomness (`jitter` is an argument), a provider's fields.
//! Invariants: doubt is never a retry; nothing is tried earlier than the provider asked.

use std::time::Duration;

use super::codes::{Class, Code, code, code_of};
use crate::domain::MessageClass;
use crate::gateway::{Provider, Refusal, SendError, Throttle};
use crate::store::AfterFailure;

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);
const LONGEST_BACKOFF: Duration = Duration::from_mins(10);
/// A phone that is off stays off for longer than a server that is busy.
const UNREACHABLE_STEP: Duration = Duration::from_mins(5);
/// How often a fault of unknown cause is tried.
const FEW: u32 = 3;
/// How often somebody on the way is tried, some three minutes, before a person has to look.
const BEFORE_HELP: u32 = 6;

/// What becomes of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Surely not sent: again, no earlier than `after` from now.
    Retry {
        after: Duration,
        scope: Scope,
        /// Whether the try is charged to the message. Pauses of the provider are nobody's fault.
        counts: bool,
    },
    /// Perhaps sent: only a receipt, a look-up or the policy of its class may settle it.
    Ambiguous,
    /// Surely not sent, and the same again would fail the same way.
    Failed {
        /// A sentence for the school.
        reason: &'static str,
        effect: Effect,
    },
}

/// Who has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everything this account sends.
    Lane,
    /// Everything this account sends to this person.
    Pair,
    /// This message alone.
    Message,
}

/// What a failure teaches beyond the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    None,
    /// This contact point leads nowhere: use it no more, try the next channel.
    StopContact,
    /// No announcements to this person here; their child's news may still go, and this one by the next channel.
    SuppressMarketing,
    /// They want nothing by this channel: write no more there until they write first, try the next one. A provider's own
    /// STOP says nothing of the others.
    OptedOut,
    /// Render again as a template: a new attempt, not a failure the school sees.
    NeedsTemplate,
    /// The next channel the guardian accepted.
    OtherChannel,
    /// Our account may not write to where this person is: the next channel they accepted, and whoever runs the school hears
    /// of it.
    OutOfBounds,
    /// Use this template no more until the school or Meta changes it.
    StopTemplate,
    /// Nothing of this account can go out until a person acts: pause the lane and raise the alarm. The message
    /// was not sent and may wait with the others.
    StopLane,
    /// The same again to the address in `Refusal::moved_to`.
    MovedTo,
}

/// Judges a failed send. `attempt_no` is 1 for the first try; `jitter` lies in 0..1.
pub fn verdict(provider: Provider, error: &SendError, attempt_no: u32, class: MessageClass, jitter: f64) -> Verdict {
    let delay = Delay { attempt_no, jitter, asked: Duration::ZERO };
    match error {
        SendError::NotSent { .. } => delay.retry(backoff(SECOND * 2, attempt_no, jitter), Scope::Lane, false),
        SendError::Unknown { .. } => Verdict::Ambiguous,
        SendError::Throttled(throttle) => throttled(provider, throttle, delay),
        SendError::Refused(refusal) => match code_of(provider, refusal) {
            Some(known) => by_class(known, class, delay),
            None if is_of_somebody_on_the_way(provider, refusal) => not_let_through(delay),
            None => by_status(provider, refusal.http_status, delay),
        },
    }
}

/// A refusal that says nothing in the provider's own terms, and nothing that could be about the message: a gatekeeper, a page of
/// a portal, a wrong address.
fn is_of_somebody_on_the_way(provider: Provider, refusal: &Refusal) -> bool {
    let about_message = matches!(refusal.http_status, 400 | 409 | 413 | 415 | 422);
    let nameless = refusal.code.is_none() && refusal.word.is_none();
    nameless
        && provider != Provider::Smtp
        && (402..500).contains(&refusal.http_status)
        && !about_message
        && refusal.http_status != 407
}

/// Surely not sent, and no message's fault: the lane tries again for a while, then waits for a person to act.
fn not_let_through(delay: Delay) -> Verdict {
    if delay.attempt_no >= BEFORE_HELP {
        let reason = "Somebody between us and the provider refuses it, or the address in the configuration is wrong.";
        return Verdict::Failed { reason, effect: Effect::StopLane };
    }
    delay.retry(SECOND * 5 + backoff(SECOND * 5, delay.attempt_no, delay.jitter), Scope::Lane, true)
}

/// Judges a failure that a receipt reported after the message had been accepted.
pub fn reported(provider: Provider, number: i64, attempt_no: u32, class: MessageClass, jitter: f64) -> Verdict {
    match code(provider, number) {
        Some(known) => by_class(known, class, Delay { attempt_no, jitter, asked: Duration::ZERO }),
        None => Verdict::Failed { reason: UNKNOWN_REASON, effect: Effect::None },
    }
}

/// What a reported failure asks for beyond its message.
pub fn after_failure(provider: Provider, number: i64) -> AfterFailure {
    match reported(provider, number, 1, MessageClass::Notice, 0.0) {
        Verdict::Failed { effect: Effect::StopContact, .. } => AfterFailure::LeaveAddress,
        Verdict::Failed { effect: Effect::OptedOut, .. } => AfterFailure::LeaveChannel,
        Verdict::Failed { effect: Effect::OtherChannel, .. } => AfterFailure::GoElsewhere,
        Verdict::Failed { effect: Effect::OutOfBounds, .. } => AfterFailure::GoElsewhereForOnce,
        Verdict::Failed { effect: Effect::NeedsTemplate, .. } => AfterFailure::SendTemplate,
        Verdict::Failed { effect: Effect::SuppressMarketing, .. } => AfterFailure::Spare,
        Verdict::Failed { effect: Effect::StopLane, .. } => AfterFailure::StopLane,
        Verdict::Retry { after, scope: Scope::Message, .. } if after >= DAY => AfterFailure::SpareForADay,
        Verdict::Retry { after, scope: Scope::Message, .. } if after >= UNREACHABLE_STEP => AfterFailure::AgainLater,
        // Of a template: by then it is known which one is refused, and another way is found.
        Verdict::Failed { effect: Effect::StopTemplate, .. } | Verdict::Retry { .. } => AfterFailure::AgainSoon,
        Verdict::Failed { effect: Effect::None | Effect::MovedTo, .. } | Verdict::Ambiguous => AfterFailure::Nothing,
    }
}

const UNKNOWN_REASON: &str = "The provider refused the message for a reason that Carnet does not know.";

/// How long, given how often and what the provider asked.
#[derive(Clone, Copy)]
struct Delay {
    attempt_no: u32,
    jitter: f64,
    asked: Duration,
}

impl Delay {
    fn retry(self, after: Duration, scope: Scope, counts: bool) -> Verdict {
        Verdict::Retry { after: after.max(self.asked), scope, counts }
    }

    /// At least `wait`, spread so that those who waited together do not come back together.
    fn spread(self, wait: Duration) -> Duration {
        wait + LONGEST_BACKOFF.mul_f64(fraction(self.jitter))
    }
}

/// The provider said "later"; its code can only say who has to wait.
fn throttled(provider: Provider, throttle: &Throttle, delay: Delay) -> Verdict {
    let delay = Delay { asked: throttle.retry_after.unwrap_or_default(), ..delay };
    match throttle.code.and_then(|number| code(provider, number)).map(|known| known.class) {
        Some(Class::RetryPair) => delay.retry(pair_pause(delay.attempt_no), Scope::Pair, false),
        Some(Class::RetryAfterHour) => delay.retry(delay.spread(HOUR), Scope::Message, true),
        Some(Class::RetryAfterDay) => delay.retry(delay.spread(DAY), Scope::Message, true),
        _ => delay.retry(backoff(SECOND * 2, delay.attempt_no, delay.jitter), Scope::Lane, false),
    }
}

fn by_class(code: Code, message: MessageClass, delay: Delay) -> Verdict {
    let Delay { attempt_no, jitter, .. } = delay;
    let failed = |effect| Verdict::Failed { reason: code.meaning, effect };
    // An answer or a code that comes an hour late is of no use to anybody.
    let can_wait = !matches!(message, MessageClass::Reply | MessageClass::Security);
    match code.class {
        Class::RetryBackoff => delay.retry(backoff(SECOND * 2, attempt_no, jitter), Scope::Lane, false),
        Class::RetryPair => delay.retry(pair_pause(attempt_no), Scope::Pair, false),
        Class::RetryFew if attempt_no < FEW => {
            delay.retry(backoff(SECOND * 2, attempt_no, jitter), Scope::Message, true)
        }
        Class::RetryLater if attempt_no < FEW => {
            delay.retry(delay.spread(UNREACHABLE_STEP * attempt_no.max(1)), Scope::Message, true)
        }
        Class::RetryAfterHour if can_wait => delay.retry(delay.spread(HOUR), Scope::Message, true),
        Class::RetryAfterDay if can_wait => delay.retry(delay.spread(DAY), Scope::Message, true),
        Class::BadRequest | Class::BadMessage | Class::InboundOnly | Class::Harmless => failed(Effect::None),
        Class::RetryFew
        | Class::RetryLater
        | Class::RetryAfterHour
        | Class::RetryAfterDay
        | Class::OtherChannel
        | Class::ConfigRecipient => failed(Effect::OtherChannel),
        Class::OutOfBounds => failed(Effect::OutOfBounds),
        Class::NeedsTemplate => failed(Effect::NeedsTemplate),
        Class::TemplatePaused | Class::TemplateBlocked => failed(Effect::StopTemplate),
        Class::BadRecipient => failed(Effect::StopContact),
        Class::Suppress => failed(Effect::OptedOut),
        Class::SuppressMarketing => failed(Effect::SuppressMarketing),
        Class::Moved => failed(Effect::MovedTo),
        Class::StopSender | Class::StopSenderCooldown | Class::Config | Class::Auth => failed(Effect::StopLane),
        Class::Taken => Verdict::Ambiguous,
    }
}

/// A refusal without a code we know.
fn by_status(provider: Provider, http_status: u16, delay: Delay) -> Verdict {
    let failed = |reason, effect| Verdict::Failed { reason, effect };
    match (provider, http_status) {
        // In mail 4xx means later and 5xx means no.
        (Provider::Smtp, 400..=499) => delay.retry(delay.spread(UNREACHABLE_STEP), Scope::Message, true),
        (Provider::Smtp, 500..) => failed(UNKNOWN_REASON, Effect::None),
        (_, 500..) => Verdict::Ambiguous,
        (_, 401 | 407) => failed("The provider does not accept our token.", Effect::StopLane),
        (_, 300..=399) => failed("The provider's address in the configuration leads elsewhere.", Effect::StopLane),
        _ => failed(UNKNOWN_REASON, Effect::None),
    }
}

/// Full jitter: anywhere between now and `step`·2^(n-1), 10 minutes at most.
fn backoff(step: Duration, attempt_no: u32, jitter: f64) -> Duration {
    let doublings = attempt_no.saturating_sub(1).min(31);
    step.saturating_mul(1 << doublings).min(LONGEST_BACKOFF).mul_f64(fraction(jitter))
}

/// Meta's own rule for a pair: 1 s, 4 s, 16 s and so on.
fn pair_pause(attempt_no: u32) -> Duration {
    SECOND.saturating_mul(4_u32.saturating_pow(attempt_no.saturating_sub(1))).min(LONGEST_BACKOFF)
}

/// Whatever came as jitter, a number in 0..=1.
fn fraction(jitter: f64) -> f64 {
    if jitter.is_nan() { 0.0 } else { jitter.clamp(0.0, 1.0) }
}
