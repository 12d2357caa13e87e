//! Fault scripts: which request goes wrong, and how. This file decides; [`crate::server`] does it.
//!
//! A script is a JSON array of rules (or `{"seed", "rules"}`). For each request every rule whose
//! `match` fits counts it; the first rule that fires wins. `reset_before_read` and
//! `stall_before_read` act on the request's head, so such a rule sees provider and account only.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::account::Provider;
use crate::dice;

/// A list of rules.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// Seeds the rules' probabilities; the simulator's seed when absent.
    #[serde(default)]
    pub seed: Option<u64>,
    /// In order of precedence.
    pub rules: Vec<Rule>,
}

impl Script {
    /// Reads a script: a bare array of rules, or an object with `seed` and `rules`.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        if text.trim_start().starts_with('[') {
            let rules = serde_json::from_str(text)?;
            return Ok(Self { seed: None, rules });
        }
        serde_json::from_str(text)
    }
}

/// What to do to which requests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Which requests; all messages when absent.
    #[serde(default, rename = "match")]
    pub when: Match,
    /// What happens to them.
    pub action: Action,
    /// Fires at most so often.
    #[serde(default)]
    pub times: Option<u64>,
}

/// Which requests a rule is about. Absent fields match everything, except `kind`: without it a
/// rule is about messages to people, not about read marks, typing, callback answers or set-up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Match {
    /// Only this provider.
    pub provider: Option<Provider>,
    /// Only this account, as ledger lines name it.
    pub account: Option<String>,
    /// Only this recipient, as ledger lines name it.
    pub to: Option<String>,
    /// Only this kind, as ledger lines name it; `*` for every call whatsoever.
    pub kind: Option<String>,
    /// Only the n-th fitting request, counted from 1; one number or several.
    pub nth: Option<Nth>,
    /// Only each n-th fitting request.
    pub every: Option<u64>,
    /// Only after so many fitting requests.
    pub after: Option<u64>,
    /// Only with this probability.
    pub probability: Option<f64>,
    /// Only from so many ms after the script was loaded.
    pub from_ms: Option<u64>,
    /// Only until so many ms after the script was loaded.
    pub until_ms: Option<u64>,
}

/// One position or several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Nth {
    /// One.
    One(u64),
    /// Several.
    Many(Vec<u64>),
}

/// What goes wrong. "Accepts" means: the ledger has the line and the message reaches the phone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Nothing goes wrong; shields a request from later rules.
    Accept,
    /// Accepts, answers so many ms later.
    AcceptDelayMs(u64),
    /// Accepts, never answers.
    AcceptThenStall,
    /// Accepts, then resets the connection.
    AcceptThenReset,
    /// Accepts, then closes the connection without an answer.
    AcceptThenClose,
    /// Resets the connection without reading the body.
    ResetBeforeRead,
    /// Neither reads the body nor answers.
    StallBeforeRead,
    /// Refuses with this status and no provider error inside.
    #[serde(alias = "5xx")]
    Status(u16),
    /// Accepts, answers this status.
    #[serde(alias = "5xx_after_accept")]
    StatusAfterAccept(u16),
    /// Refuses with 429.
    #[serde(alias = "429")]
    Throttle(Throttle),
    /// Refuses as the provider does, with this code.
    Error(ErrorCode),
    /// Accepts, answers half of the JSON.
    TruncatedJson,
    /// Accepts, answers 200 with something that is not JSON.
    #[serde(rename = "garbage_200")]
    Garbage200,
    /// Accepts, answers 200 with so many bytes.
    #[serde(rename = "huge_200")]
    Huge200(u64),
    /// Accepts, sends the answer byte by byte over so many ms.
    SlowBody(u64),
}

/// How a 429 says when to come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Throttle {
    /// Seconds.
    #[serde(default)]
    pub retry_after: u64,
    /// Where it is said.
    #[serde(default)]
    pub r#where: Place,
}

/// Where a 429 says when to come back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In `Retry-After`.
    #[default]
    Header,
    /// In the body (`parameters.retry_after` at Telegram).
    Body,
    /// Nowhere.
    Absent,
    /// In `Retry-After`, unreadable.
    Garbage,
}

/// A provider's error code, alone or with its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ErrorCode {
    /// The usual text.
    Code(i64),
    /// A text, and for Telegram extra `parameters`.
    Described {
        /// The code.
        code: i64,
        /// The text.
        description: String,
        /// Telegram's `parameters`, for instance `migrate_to_chat_id`.
        #[serde(default)]
        parameters: Option<serde_json::Value>,
    },
}

impl ErrorCode {
    /// The code.
    pub const fn code(&self) -> i64 {
        match self {
            Self::Code(code) | Self::Described { code, .. } => *code,
        }
    }

    /// The text, when the script gives one.
    pub fn description(&self) -> Option<&str> {
        match self {
            Self::Code(_) => None,
            Self::Described { description, .. } => Some(description),
        }
    }
}

impl Action {
    const fn acts_before_read(&self) -> bool {
        matches!(self, Self::ResetBeforeRead | Self::StallBeforeRead)
    }
}

/// What a decision is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) provider: Provider,
    pub(crate) account: &'a str,
    pub(crate) to: Option<&'a str>,
    pub(crate) kind: &'a str,
}

/// A script at work, with its counters.
#[derive(Debug)]
pub(crate) struct Faults {
    rules: Vec<Live>,
    seed: u64,
    started: Instant,
}

#[derive(Debug)]
struct Live {
    rule: Rule,
    seen: AtomicU64,
    fired: AtomicU64,
}

impl Faults {
    pub(crate) fn new(script: Script, seed: u64) -> Self {
        let seed = script.seed.unwrap_or(seed);
        let rules = script
            .rules
            .into_iter()
            .map(|rule| Live { rule, seen: AtomicU64::new(0), fired: AtomicU64::new(0) })
            .collect();
        Self { rules, seed, started: Instant::now() }
    }

    /// What the request's head alone decides.
    pub(crate) fn before_read(&self, provider: Provider, account: &str) -> Option<Action> {
        let subject = Subject { provider, account, to: None, kind: "*" };
        self.decide(subject, true)
    }

    /// What the whole request decides.
    pub(crate) fn after_read(&self, subject: Subject<'_>) -> Option<Action> {
        self.decide(subject, false)
    }

    fn decide(&self, subject: Subject<'_>, before_read: bool) -> Option<Action> {
        let elapsed = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let mut winner = None;
        for (index, live) in self.rules.iter().enumerate() {
            let in_stage = live.rule.action.acts_before_read() == before_read;
            if !in_stage || !live.rule.when.fits(subject, before_read) {
                continue;
            }
            let n = live.seen.fetch_add(1, Ordering::Relaxed) + 1;
            let stream = u64::try_from(index).unwrap_or_default();
            if winner.is_none() && live.rule.when.fires(n, elapsed, self.seed, stream) && live.may_fire_again() {
                winner = Some(live.rule.action.clone());
            }
        }
        winner
    }
}

impl Live {
    fn may_fire_again(&self) -> bool {
        let before = self.fired.fetch_add(1, Ordering::Relaxed);
        self.rule.times.is_none_or(|times| before < times)
    }
}

impl Match {
    fn fits(&self, subject: Subject<'_>, head_only: bool) -> bool {
        let kind = match self.kind.as_deref() {
            _ if head_only => true,
            Some("*") => true,
            Some(kind) => kind == subject.kind,
            None => is_message(subject.kind),
        };
        kind && self.provider.is_none_or(|provider| provider == subject.provider)
            && self.account.as_deref().is_none_or(|account| account == subject.account)
            && (head_only || self.to.as_deref().is_none_or(|to| subject.to == Some(to)))
    }

    fn fires(&self, n: u64, elapsed_ms: u64, seed: u64, stream: u64) -> bool {
        let positioned = match &self.nth {
            None => true,
            Some(Nth::One(nth)) => n == *nth,
            Some(Nth::Many(many)) => many.contains(&n),
        };
        positioned
            && self.every.is_none_or(|every| n.checked_rem(every) == Some(0))
            && self.after.is_none_or(|after| n > after)
            && self.from_ms.is_none_or(|from| elapsed_ms >= from)
            && self.until_ms.is_none_or(|until| elapsed_ms < until)
            && self.probability.is_none_or(|p| dice::nth_unit(seed, stream, n) < p)
    }
}

/// True for what lands in front of a person.
fn is_message(kind: &str) -> bool {
    !matches!(
        kind,
        "read" | "typing" | "callback_answer" | "edit" | "delete" | "commands" | "media" | "setup" | "reaction"
    )
}
