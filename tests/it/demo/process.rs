//! A demo as a process of its own, and what a browser would ask it.

use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, ChildStdout, Command};

const SOON: Duration = Duration::from_mins(1);

/// A running demo; it ends when it is dropped.
pub(super) struct Demo {
    pub(super) origin: SocketAddr,
    child: Child,
    stdout: BufReader<ChildStdout>,
}

impl Demo {
    /// Starts on a free port. `temporary` is where it makes its folder when none is named.
    pub(super) async fn start(args: &[&str], temporary: Option<&Path>) -> Self {
        let mut command = carnet(&["--listen", "127.0.0.1:0"]);
        command.args(args).stdout(Stdio::piped());
        if let Some(folder) = temporary {
            command.env("TMPDIR", folder);
        }
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        tokio::time::timeout(SOON, stdout.read_line(&mut line)).await.expect("not ready").unwrap();
        let origin = line.strip_prefix("ready http://").unwrap_or_else(|| panic!("{line:?}"));
        Self { origin: origin.trim().parse().unwrap(), child, stdout }
    }

    pub(super) async fn phones(&self) -> Vec<Value> {
        serde_json::from_str(&get(&self.origin, "/_sim/phones").await.body).unwrap()
    }

    pub(super) async fn types(&self, phone: &str, text: &str) {
        let body = json!({ "text": text }).to_string();
        assert_eq!(self.post(&format!("/_sim/phones/{phone}/text"), "application/json", &body).await, 200);
    }

    pub(super) async fn post(&self, path: &str, kind: &str, body: &str) -> u16 {
        let head = format!("POST {path} HTTP/1.1\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n", body.len());
        ask(&self.origin, &head, body).await.status
    }

    /// Waits until the service has written `text` on a phone.
    pub(super) async fn wait_for(&self, phone: &str, text: &str) {
        let seen = async {
            loop {
                let phones = self.phones().await;
                let named = |view: &&Value| {
                    phone == format!("{}/{}", view["channel"].as_str().unwrap(), view["id"].as_str().unwrap())
                };
                let bubbles = phones.iter().find(named).unwrap()["bubbles"].as_array().unwrap().clone();
                let fits =
                    |bubble: &&Value| bubble["side"] == "service" && bubble["text"].as_str().unwrap().contains(text);
                if bubbles.iter().any(|bubble| fits(&bubble)) {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let seen = tokio::time::timeout(SOON, seen).await.is_ok();
        assert!(seen, "no {text:?} on {phone}: {:#?}", self.phones().await);
    }

    /// Asks it to end; gives what it printed after its first line.
    pub(super) async fn terminate(mut self) -> String {
        let pid = self.child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().await.unwrap().success());
        let status = tokio::time::timeout(SOON, self.child.wait()).await.unwrap().unwrap();
        assert!(status.success(), "{status}");
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).await.unwrap();
        rest
    }
}

/// Runs a demo that must not start; gives its one line on stderr.
pub(super) async fn refused(args: &[&str]) -> String {
    let output = tokio::time::timeout(SOON, carnet(args).output()).await.unwrap().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len(), said.lines().count()), (Some(1), 0, 1), "{said}");
    said
}

fn carnet(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carnet"));
    command.arg("demo").args(args).env("CARNET_LOG", "warn").kill_on_drop(true);
    command
}

/// An answer over HTTP.
pub(super) struct Answer {
    pub(super) status: u16,
    head: String,
    pub(super) body: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }
}

pub(super) async fn get(origin: &SocketAddr, path: &str) -> Answer {
    ask(origin, &format!("GET {path} HTTP/1.1\r\n"), "").await
}

async fn ask(origin: &SocketAddr, head: &str, body: &str) -> Answer {
    let mut stream = TcpStream::connect(origin).await.unwrap();
    let request = format!("{head}host: {origin}\r\nconnection: close\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}
