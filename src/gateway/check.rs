//! What `carnet check` learns from a provider: who we are there, or what is wrong and what to do.

use super::{Refusal, SendError};

/// The provider knows us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The sender as the provider names it: a display number, a bot name. The school's own, no person's.
    pub identity: String,
    /// Worth a look, though nothing is broken.
    pub notes: Vec<String>,
}

/// The account cannot be used as configured. Carries no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{reason}{}: {remedy}", in_brackets(*code))]
pub struct Fault {
    pub reason: &'static str,
    pub remedy: &'static str,
    /// The provider's own code, for its documentation.
    pub code: Option<i64>,
}

impl Fault {
    pub(super) const fn new(reason: &'static str, remedy: &'static str) -> Self {
        Self { reason, remedy, code: None }
    }

    pub(super) fn with_code(self, code: Option<i64>) -> Self {
        Self { code, ..self }
    }
}

fn in_brackets(code: Option<i64>) -> String {
    code.map(|code| format!(" (code {code})")).unwrap_or_default()
}

/// An account whose settings cannot even form a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    #[error("api_base is not a usable http(s) address")]
    Base,
    #[error("from is no e-mail address; write School <carnet@school.example>")]
    Sender,
    #[error("the token holds characters that no token has")]
    Token,
    #[error("no HTTP client: are the system's CA certificates (ca-certificates) installed?")]
    Client,
}

/// What a refused or failed question says of an account; `own` is what a refusal of the provider's means, if it is known.
pub(super) fn fault(error: &SendError, own: impl FnOnce(&Refusal) -> Option<Fault>) -> Fault {
    match error {
        SendError::NotSent { .. } => UNREACHABLE,
        SendError::Throttled(_) => BUSY,
        SendError::Unknown { .. } => UNCLEAR,
        SendError::Refused(refusal) => own(refusal).unwrap_or(UNCLEAR).with_code(refusal.code),
    }
}

pub(super) const UNREACHABLE: Fault =
    Fault::new("the provider cannot be reached", "check api_base, DNS and the firewall");
pub(super) const UNCLEAR: Fault =
    Fault::new("the provider gave no clear answer", "try again; if it stays, check api_base");
pub(super) const BUSY: Fault = Fault::new("the provider asks for patience", "try again in some minutes");
pub(super) const TOKEN: Fault =
    Fault::new("the provider does not accept our token", "issue a new token and configure it");
