//! E-mail by SMTP: lettre's messages over lettre's connections, step by step, so that each failure is known for what it is.
//!
//! Invariants: until the final dot has left, nothing is sent; after it only the server's answer tells. A message keeps its
//! Message-ID through all attempts: what comes back is found by it ([`Bounce`]).

mod bounce;
mod letter;
mod server;
mod session;
mod stream;

pub use bounce::{Bounce, BounceFailure, LONGEST_BOUNCE};
pub use server::{BadServer, MailServer};

use lettre::Address as MailAddress;
use lettre::message::Mailbox;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use url::Url;

use super::check::{self, Fault, TOKEN};
use super::http::below;
use super::{Accepted, Checked, Content, Message, Refusal, SendError, SetupError};
use letter::Letter;

/// Connections kept open for the next message.
const IDLE: usize = 4;

const SENDER: Fault = Fault::new(
    "the mail server does not take our login",
    "check user and password in url, and that the server lets this user send as `from`",
);

/// A sender of e-mail.
pub struct MailAccount {
    pub server: MailServer,
    /// `Collège Moderne <carnet@ecole.example>`.
    pub from: String,
    /// Where one click ends it.
    pub public_url: Url,
}

/// Sends as one address.
pub struct Mail {
    server: MailServer,
    from: Mailbox,
    public_url: Url,
    idle: Mutex<Vec<AsyncSmtpConnection>>,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mail(…)")
    }
}

impl Mail {
    pub fn new(account: MailAccount) -> Result<Self, SetupError> {
        super::tls::install();
        let MailAccount { server, from, public_url } = account;
        let from = from.parse().map_err(|_hidden| SetupError::Sender)?;
        Ok(Self { server, from, public_url, idle: Mutex::default() })
    }

    /// Sends one message.
    pub async fn send(&self, message: &Message) -> Result<Accepted, SendError> {
        let to = message.to.email.as_deref().ok_or(SendError::ours("no_address"))?;
        let to: MailAddress = to.parse().map_err(|_hidden| SendError::ours("bad_address"))?;
        let Content::Mail { subject, text, html } = &message.content else {
            return Err(SendError::ours("unsupported_content"));
        };
        let link = |(room, token): (&str, &String)| {
            below(&self.public_url, &[room, token.as_str()]).map_err(|_hidden| SendError::ours("unbuildable"))
        };
        let unsubscribe = message.unsubscribe.as_ref().map(|token| link(("u", token))).transpose()?;
        let answer = message.answer.as_ref().map(|token| link(("a", token))).transpose()?;
        let id = format!("<{}@{}>", message.key, self.from.email.domain());
        let letter = Letter { from: &self.from, to: to.clone(), id: &id, unsubscribe, answer, subject, text, html };
        let letter = letter.written()?;
        let mut connection = self.connection().await?;
        session::deliver(&mut connection, &self.from.email, to, &letter).await?;
        self.keep(connection);
        Ok(Accepted { provider_id: id, uploaded: None })
    }

    /// Whether the server takes us.
    pub async fn check(&self) -> Result<Checked, Fault> {
        let connected = session::connect(&self.server).await;
        let mut connection = connected.map_err(|error| {
            let own = |refusal: &Refusal| Some(if refusal.code == Some(535) { SENDER } else { TOKEN });
            check::fault(&error, own)
        })?;
        let open = !self.server.is_encrypted() && !self.server.is_local();
        // It has told us what we wanted to know.
        let _bye = connection.quit().await;
        let note = "the connection is not encrypted: write smtps:// or leave ?tls=none out".to_owned();
        Ok(Checked { identity: self.from.email.to_string(), notes: open.then_some(note).into_iter().collect() })
    }

    /// One that is open and answers, else a new one.
    async fn connection(&self) -> Result<AsyncSmtpConnection, SendError> {
        while let Some(mut idle) = self.take() {
            if session::is_alive(&mut idle).await {
                return Ok(idle);
            }
        }
        session::connect(&self.server).await
    }

    fn take(&self) -> Option<AsyncSmtpConnection> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE {
            idle.push(connection);
        }
    }
}
