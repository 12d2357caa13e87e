//! A provider on this machine: one that listens and answers, one that breaks the protocol.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::IntoResponse;
use serde_json::Value;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Heard {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The last segment of the path: `messages`, `sendMessage`.
    pub(crate) fn name(&self) -> &str {
        self.uri.path().rsplit('/').next().unwrap()
    }

    /// A field of a multipart form: its headers and its content.
    pub(crate) fn field(&self, name: &str) -> (String, String) {
        let kind = self.headers[header::CONTENT_TYPE].to_str().unwrap();
        let boundary = kind.split_once("boundary=").unwrap().1.trim_matches('"');
        let body = String::from_utf8_lossy(&self.body);
        let wanted = format!("name=\"{name}\"");
        let part = body.split(&format!("--{boundary}")).find(|part| part.contains(&wanted)).unwrap();
        let (headers, content) = part.trim_start().split_once("\r\n\r\n").unwrap();
        (headers.to_owned(), content.trim_end_matches("\r\n").to_owned())
    }
}

/// Notes every request and answers by its path's last segment.
pub(crate) struct Listener {
    pub(crate) base: Url,
    heard: Arc<Mutex<Vec<Heard>>>,
}

type Answers = fn(&str) -> (u16, Value);

impl Listener {
    pub(crate) async fn start(answers: Answers) -> Self {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let app = Router::new().fallback(listen).with_state((Arc::clone(&heard), answers));
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = Url::parse(&format!("http://{}/v25.0", socket.local_addr().unwrap())).unwrap();
        tokio::spawn(axum::serve(socket, app).into_future());
        Self { base, heard }
    }

    /// What was heard since the last call.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        std::mem::take(&mut *self.heard.lock().unwrap())
    }
}

async fn listen(
    State((heard, answers)): State<(Arc<Mutex<Vec<Heard>>>, Answers)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> impl IntoResponse {
    let request = Heard { method, uri, headers, body };
    let (status, answer) = answers(request.name());
    heard.lock().unwrap().push(request);
    (StatusCode::from_u16(status).unwrap(), axum::Json(answer))
}

/// What the breaker does after the whole request has come.
#[derive(Debug, Clone)]
pub(crate) enum Break {
    /// Says nothing for longer than anybody waits.
    Stall,
    /// Closes without a word.
    Close,
    /// Resets the connection while the request is unread.
    Reset,
    /// Says exactly this, then closes.
    Say(Vec<u8>),
    /// Says exactly this, then nothing more.
    SayAndStall(Vec<u8>),
}

/// An answer with a body and its length.
pub(crate) fn answer(status: u16, headers: &str, body: &str) -> Break {
    Break::Say(format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n{headers}\r\n{body}", body.len()).into_bytes())
}

/// A provider that does one thing to every connection.
pub(crate) async fn breaker(what: Break) -> Url {
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = Url::parse(&format!("http://{}/v25.0", socket.local_addr().unwrap())).unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = socket.accept().await {
            tokio::spawn(misbehave(stream, what.clone()));
        }
    });
    base
}

/// Answers the first request of each connection with a sent message, then closes: at once, or only when it has read
/// another request. Counts all requests.
pub(crate) async fn fickle(closes_at_once: bool) -> (Url, Arc<AtomicUsize>) {
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = Url::parse(&format!("http://{}/v25.0", socket.local_addr().unwrap())).unwrap();
    let requests = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&requests);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = socket.accept().await {
            let count = Arc::clone(&count);
            tokio::spawn(async move {
                let body = r#"{"messages":[{"id":"wamid.1"}],"ok":true,"result":{"message_id":1,"chat":{"id":2}}}"#;
                let Break::Say(bytes) = answer(200, "", body) else { return };
                count.fetch_add(usize::from(read_request(&mut stream).await), Ordering::SeqCst);
                stream.write_all(&bytes).await.unwrap();
                if !closes_at_once {
                    count.fetch_add(usize::from(read_request(&mut stream).await), Ordering::SeqCst);
                }
            });
        }
    });
    (base, requests)
}

/// An address where nobody listens.
pub(crate) async fn nobody() -> Url {
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    Url::parse(&format!("http://{}/v25.0", socket.local_addr().unwrap())).unwrap()
}

async fn misbehave(mut stream: TcpStream, what: Break) {
    if matches!(what, Break::Reset) {
        // Closing with unread bytes makes the kernel send a reset.
        stream.readable().await.unwrap();
        return;
    }
    read_request(&mut stream).await;
    match what {
        Break::Stall => tokio::time::sleep(Duration::from_mins(1)).await,
        Break::Say(bytes) => {
            let _written = stream.write_all(&bytes).await;
        }
        Break::SayAndStall(bytes) => {
            let _written = stream.write_all(&bytes).await;
            tokio::time::sleep(Duration::from_mins(1)).await;
        }
        Break::Close | Break::Reset => {}
    }
}

/// Reads head and body; false when the other side closed first.
async fn read_request(stream: &mut TcpStream) -> bool {
    let mut seen = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = stream.read(&mut buffer).await.unwrap_or(0);
        seen.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&seen);
        let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            body.len() >= length.map_or(0, |length| length.trim().parse().unwrap())
        });
        if whole || count == 0 {
            return whole;
        }
    }
}
