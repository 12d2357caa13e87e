//! What `carnet check` learns from a provider: who we are there, or what is wrong and what to do.

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
#[error("{reason}: {remedy}")]
pub struct Fault {
    pub reason: &'static str,
    pub remedy: &'static str,
}

/// An account whose settings cannot even form a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    #[error("api_base is not a usable http(s) address")]
    Base,
    #[error("the token holds characters that no token has")]
    Token,
    #[error("no HTTP client: are the system's CA certificates (ca-certificates) installed?")]
    Client,
}

pub(super) const UNREACHABLE: Fault =
    Fault { reason: "the provider cannot be reached", remedy: "check api_base, DNS and the firewall" };
pub(super) const UNCLEAR: Fault =
    Fault { reason: "the provider gave no clear answer", remedy: "try again; if it stays, check api_base" };
pub(super) const BUSY: Fault = Fault { reason: "the provider asks for patience", remedy: "try again in some minutes" };
pub(super) const TOKEN: Fault =
    Fault { reason: "the provider does not accept our token", remedy: "issue a new token and configure it" };
