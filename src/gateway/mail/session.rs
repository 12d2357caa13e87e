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

use super::bounce::status;
use super::server::{MailServer, Security};
use super::stream;
use crate::gateway::{Refusal, SendError, Throttle};

pub(super) const CONNECT: Duration = Duration::from_secs(10);
const STEP: Duration = Duration::from_secs(30);
/// Servers may look at a message for long before they say that they have it.
const END: Duration = Duration::from_mins(2);

/// What a server says of a letter that it does not want, whatever number it says it by.
const UNWANTED: u16 = 541;
/// Of an account that has sent its share of the day: Google's, and others'.
const SPENT: (u8, u16, u16) = (5, 4, 5);
/// How long such an account is left alone.
const UNTIL_MORE: Duration = Duration::from_hours(1);

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
            Some(_) if error.is_permanent() => refused(&error, About::Us),
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
    step(connection.command(Mail::new(Some(from.clone()), Vec::new())), About::Sender).await?;
    step(connection.command(Rcpt::new(to, Vec::new())), About::Mailbox).await?;
    step(connection.command(Data), About::Letter).await?;
    match timeout(END, connection.message(letter)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) if error.status().is_some() => Err(refused(&error, About::Letter)),
        Ok(Err(_)) => Err(SendError::doubt("the mail server went away before an answer")),
        Err(_) => Err(SendError::doubt("no answer of the mail server in time")),
    }
}

/// What a server is asked about when it says no.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    /// Our login.
    Us,
    Sender,
    Mailbox,
    Letter,
}

/// A step before the message has left: whatever goes wrong, nothing was sent.
async fn step(command: impl Future<Output = Result<Response, Error>>, about: About) -> Result<Response, SendError> {
    match soon(STEP, command).await? {
        Ok(response) => Ok(response),
        Err(error) if error.is_permanent() => Err(refused(&error, about)),
        Err(error) if error.is_transient() && about == About::Sender => Err(later(&error, None)),
        Err(error) if error.is_transient() => Err(refused(&error, about)),
        Err(_) => Err(BROKEN),
    }
}

async fn soon<T>(patience: Duration, step: impl Future<Output = T>) -> Result<T, SendError> {
    timeout(patience, step).await.map_err(|_elapsed| UNREACHABLE)
}

/// The server takes nothing from us for now.
fn later(error: &Error, retry_after: Option<Duration>) -> SendError {
    let code = code(error);
    SendError::Throttled(Throttle { code: code.map(i64::from), http_status: code.unwrap_or(0), retry_after })
}

/// A no means what its enhanced code says (RFC 3463), whatever was asked about; without one, what was asked about.
fn refused(error: &Error, about: About) -> SendError {
    let enhanced = enhanced(error);
    if enhanced == Some(SPENT) {
        return later(error, Some(UNTIL_MORE));
    }
    let speaks_of_mailbox = match enhanced {
        // Of the sender's address, not the recipient's.
        Some((_, 1, 7 | 8)) => false,
        Some((_, 1, _) | (_, 2, 1) | (_, 4, 1 | 4)) => true,
        Some(_) => false,
        None => matches!(about, About::Mailbox | About::Letter),
    };
    let code = code(error).map(|code| match code {
        550 | 551 | 553 | 556 if !speaks_of_mailbox => UNWANTED,
        code => code,
    });
    let word = (about == About::Sender).then_some("sender_refused");
    SendError::Refused(Refusal { code: code.map(i64::from), http_status: code.unwrap_or(0), word, moved_to: None })
}

fn code(error: &Error) -> Option<u16> {
    error.status().map(u16::from)
}

/// `5.1.1`, where the answer has one.
fn enhanced(error: &Error) -> Option<(u8, u16, u16)> {
    let class = u16::from(error.status()?) / 100;
    error.to_string().split_whitespace().filter_map(status).find(|(first, ..)| u16::from(*first) == class)
}
