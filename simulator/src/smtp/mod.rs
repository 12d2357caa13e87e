//! A mail server that keeps what it gets. The protocol is `mailin`'s; here are the socket, the
//! ledger and the faults. A message is one ledger line, however many recipients it has.

mod message;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mailin::{Action, Handler, Response, Session, SessionBuilder};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::fault::ErrorCode;
use crate::server::{Answer, Fate, settle};
use crate::sync::lock;
use crate::world::World;
use message::Mail;

const LONGEST_STALL: Duration = Duration::from_mins(10);
const MOST_BYTES: usize = 50 * 1024 * 1024;

/// The answer to a script's `error`: an SMTP reply code.
pub(crate) fn refused(code: &ErrorCode) -> Answer {
    let code_or_busy = if (400..600).contains(&code.code()) { code.code() } else { 451 };
    let text = code.description().unwrap_or("as the script says");
    Answer::json(400, &json!({ "code": code_or_busy, "message": text }))
}

/// The answer to a script's `429`.
pub(crate) fn throttled() -> Answer {
    Answer::json(400, &json!({ "code": 450, "message": "4.7.1 too many messages, try again later" }))
}

/// Serves until the simulator stops.
pub(crate) async fn serve(world: Arc<World>, listener: TcpListener, login: bool) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = world.stop.cancelled() => return,
        };
        let Ok((stream, peer)) = accepted else {
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let connection_world = Arc::clone(&world);
        world.spawn(async move {
            // A client that went away is its own business.
            let _ = connection(&connection_world, stream, session(peer, login)).await;
        });
    }
}

/// Collects one message after another. The finished one is handed over through the slot, because
/// what becomes of it takes longer than a callback may.
#[derive(Default)]
struct Collector {
    mail: Mail,
    finished: Arc<Mutex<Option<Mail>>>,
}

impl Handler for Collector {
    fn data_start(&mut self, _domain: &str, from: &str, _is8bit: bool, to: &[String]) -> Response {
        self.mail = Mail { from: from.to_owned(), to: to.to_vec(), data: Vec::new() };
        mailin::response::OK
    }

    fn data(&mut self, line: &[u8]) -> std::io::Result<()> {
        if self.mail.data.len() + line.len() > MOST_BYTES {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.mail.data.extend_from_slice(line);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        *lock(&self.finished) = Some(std::mem::take(&mut self.mail));
        mailin::response::OK
    }

    fn auth_plain(&mut self, _identity: &str, _user: &str, _password: &str) -> Response {
        mailin::response::AUTH_OK
    }

    fn auth_login(&mut self, _user: &str, _password: &str) -> Response {
        mailin::response::AUTH_OK
    }
}

/// A protocol state machine, and the slot its finished messages appear in.
type Conversation = (Session<Collector>, Arc<Mutex<Option<Mail>>>);

async fn connection(world: &Arc<World>, stream: TcpStream, conversation: Conversation) -> std::io::Result<()> {
    let (mut session, finished) = conversation;
    let mut stream = BufReader::new(stream);
    stream.write_all(&session.greeting().buffer()?).await?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let mut response = session.process(&line);
        let mail = lock(&finished).take();
        if let Some(mail) = mail {
            match settle(world, mail.judge(world)).await {
                Fate::Answer(answer) => response = reply(&answer),
                Fate::Slow(answer, ms) => {
                    tokio::time::sleep(Duration::from_millis(ms)).await;
                    response = reply(&answer);
                }
                Fate::Huge(_) => response = Response::custom(250, "x".repeat(64 * 1024)),
                Fate::Reset => return stream.into_inner().set_zero_linger(),
                Fate::Close => return Ok(()),
                Fate::Stall => {
                    tokio::time::sleep(LONGEST_STALL).await;
                    return Ok(());
                }
            }
        }
        if response.action != Action::NoReply {
            stream.write_all(&response.buffer()?).await?;
        }
        if response.action == Action::Close {
            return Ok(());
        }
    }
}

fn session(peer: SocketAddr, login: bool) -> Conversation {
    let collector = Collector::default();
    let finished = Arc::clone(&collector.finished);
    let mut builder = SessionBuilder::new("mail.simulator.test");
    if login {
        builder.enable_auth(mailin::AuthMechanism::Plain);
        builder.enable_auth(mailin::AuthMechanism::Login);
        // Loopback only: there is no TLS here to wait for.
        builder.insecure_enable_plaintext_auth();
    }
    (builder.build(peer.ip(), collector), finished)
}

/// An answer as a reply line: a code of its own, or the nearest to its HTTP status.
fn reply(answer: &Answer) -> Response {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let own = body["code"].as_u64().and_then(|code| u16::try_from(code).ok());
    let code = own.unwrap_or(if answer.status == 200 { 250 } else { 451 });
    let text = body["message"].as_str().unwrap_or("as the script says").to_owned();
    Response::custom(code, text)
}
