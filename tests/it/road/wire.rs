//! Clients that say too little, too slowly, or nothing.

use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::service::{Setup, World};

/// Longer than a head or a body may take, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(25);

async fn connect(world: &World, say: &str) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", world.port)).await.unwrap();
    stream.write_all(say.as_bytes()).await.unwrap();
    stream
}

/// What the service says until it closes.
async fn rest(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    let closed = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut said)).await;
    assert!(closed.is_ok(), "still open after {PATIENCE:?}");
    String::from_utf8(said).unwrap()
}

#[tokio::test]
async fn who_says_nothing_or_too_slowly_is_sent_away_and_holds_up_nobody() {
    let world = World::start(Setup::default()).await;
    let post = "POST /webhooks/whatsapp HTTP/1.1\r\nhost: x\r\n";
    let silent = futures_util::future::join_all((0..40).map(|_| connect(&world, ""))).await;
    let slow_head = connect(&world, post).await;
    let slow_body = connect(&world, &format!("{post}content-length: 100\r\n\r\nabc")).await;
    let idle = connect(&world, "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert_eq!(world.caller().get("/healthz").await.status, 200, "others are served meanwhile");
    let silent = futures_util::future::join_all(silent.into_iter().map(rest));
    let (silent, head, body, idle) = tokio::join!(silent, rest(slow_head), rest(slow_body), rest(idle));
    assert!(silent.iter().all(|said| said.is_empty() || said.starts_with("HTTP/1.1 408")), "{silent:?}");
    assert!(head.is_empty() || head.starts_with("HTTP/1.1 408"), "{head}");
    assert!(body.starts_with("HTTP/1.1 408"), "{body}");
    assert!(idle.starts_with("HTTP/1.1 200"), "{idle}");
}

#[tokio::test]
async fn a_connection_serves_several_requests() {
    let world = World::start(Setup::default()).await;
    let mut stream = connect(&world, "").await;
    for _ in 0..3 {
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        let mut said = vec![0; 1024];
        let count = stream.read(&mut said).await.unwrap();
        assert!(String::from_utf8_lossy(&said[..count]).starts_with("HTTP/1.1 200"), "closed after a request");
    }
}

#[tokio::test]
async fn a_head_beyond_its_limit_is_refused_and_holds_up_nobody() {
    let world = World::start(Setup::default()).await;
    // Room for any proxy's headers, not for as many as somebody likes.
    let long = format!("GET /healthz HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n", "a".repeat(200 * 1024));
    let mut stream = connect(&world, "").await;
    // The door may close before all of it is written.
    let _cut_off = stream.write_all(long.as_bytes()).await;
    let mut said = [0; 64];
    let count = stream.read(&mut said).await.unwrap_or(0);
    let said = String::from_utf8_lossy(&said[..count]);
    assert!(said.is_empty() || said.starts_with("HTTP/1.1 431"), "{said}");
    assert_eq!(world.caller().get("/healthz").await.status, 200);
    let fitting = format!("GET /healthz HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n", "a".repeat(16 * 1024));
    let mut stream = connect(&world, &fitting).await;
    let mut said = [0; 64];
    let count = stream.read(&mut said).await.unwrap();
    assert!(String::from_utf8_lossy(&said[..count]).starts_with("HTTP/1.1 200"));
}
