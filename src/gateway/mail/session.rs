//! One conversation with a mail server, each step judged by itself.

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use std::time::Duration;
use tokio::time::timeout;

use super::server::{MailServer, Security};
use super::stream;
use crate::gateway::{Refusal, SendError, Throttle};

pub(super) const CONNECT: Duration = Duration::from_secs(10);
const STEP: Duration = Duration::from_secs(30);
/// Servers may look at a message for long before they say that they have it.
const END: Duration = Duration::from_mins(2);

const UNREACHABLE: SendError = SendError::NotSent { reason: "no connection to the mail server" };
const BROKEN: SendError = SendError::NotSent { reason: "the mail server went away before it had the message" };

/// Connects, encrypts and logs in.
pub(super) async fn connect(server: &MailServer) -> Result<AsyncSmtpConnection, SendError> {
    let tls = || TlsParameters::new(server.host.clone()).map_err(|_hidden| UNREACHABLE);
    let hello = ClientId::default();
    let stream = soon(STEP, stream::open(server)).await?.map_err(|_hidden| UNREACHABLE)?;
    let greeting = AsyncSmtpConnection::connect_with_transport(stream, &hello);
    let mut connection = soon(STEP, greeting).await?.map_err(|_hidden| UNREACHABLE)?;
    if server.security == Security::StartTls {
        soon(STEP, connection.starttls(tls()?, &hello)).await?.map_err(|_hidden| UNREACHABLE)?;
    }
    if let Some(credentials) = server.credentials() {
        let login = connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials);
        soon(STEP, login).await?.map_err(|error| match error.status() {
            Some(_) if error.is_permanent() => refused(&error, None),
            _ => UNREACHABLE,
        })?;
    }
    Ok(connection)
}

/// Whether a kept connection still answers.
pub(super) async fn is_alive(connection: &mut AsyncSmtpConnection) -> bool {
    timeout(CONNECT, connection.test_connected()).await.unwrap_or(false)
}

/// Hands one message over.
pub(super) async fn deliver(
    connection: &mut AsyncSmtpConnection,
    from: &Address,
    to: Address,
    letter: &[u8],
) -> Result<(), SendError> {
    step(connection.command(Mail::new(Some(from.clone()), Vec::new())), Some("sender_refused")).await?;
    step(connection.command(Rcpt::new(to, Vec::new())), None).await?;
    step(connection.command(Data), None).await?;
    match timeout(END, connection.message(letter)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) if error.status().is_some() => Err(refused(&error, None)),
        Ok(Err(_)) => Err(SendError::doubt("the mail server went away before an answer")),
        Err(_) => Err(SendError::doubt("no answer of the mail server in time")),
    }
}

/// A step before the message has left: whatever goes wrong, nothing was sent. `word`: what a lasting no means here.
async fn step(
    command: impl Future<Output = Result<Response, Error>>,
    word: Option<&'static str>,
) -> Result<Response, SendError> {
    match soon(STEP, command).await? {
        Ok(response) => Ok(response),
        Err(error) if error.is_permanent() => Err(refused(&error, word)),
        Err(error) if error.is_transient() && word.is_some() => Err(later(&error)),
        Err(error) if error.is_transient() => Err(refused(&error, None)),
        Err(_) => Err(BROKEN),
    }
}

async fn soon<T>(patience: Duration, step: impl Future<Output = T>) -> Result<T, SendError> {
    timeout(patience, step).await.map_err(|_elapsed| UNREACHABLE)
}

/// The server takes nothing from us for now.
fn later(error: &Error) -> SendError {
    let code = code(error);
    SendError::Throttled(Throttle { code: code.map(i64::from), http_status: code.unwrap_or(0), retry_after: None })
}

fn refused(error: &Error, word: Option<&'static str>) -> SendError {
    let code = code(error).map(|code| if is_policy(error) { 541 } else { code });
    SendError::Refused(Refusal { code: code.map(i64::from), http_status: code.unwrap_or(0), word, moved_to: None })
}

fn code(error: &Error) -> Option<u16> {
    error.status().map(u16::from)
}

/// A lasting no of the class 5.7 is about what we write, not about the mailbox.
fn is_policy(error: &Error) -> bool {
    code(error) == Some(550) && error.to_string().contains(" 5.7.")
}
