//! The mail server, spoken to by hand.

use carnet_simulator::{Channel, PhoneKey, Script, Simulator, SimulatorConfig};
use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::support::start;

async fn server() -> Simulator {
    let listen = "127.0.0.1:0".parse().unwrap();
    start(SimulatorConfig { smtp_listen: Some(listen), ..SimulatorConfig::default() }).await
}

/// Sends lines, waiting for a reply after each; returns the replies' last lines.
async fn talk(simulator: &Simulator, lines: &[&str]) -> Vec<String> {
    let stream = TcpStream::connect(simulator.smtp_addr().unwrap()).await.unwrap();
    let mut stream = BufReader::new(stream);
    let mut replies = vec![reply(&mut stream).await];
    for line in lines {
        stream.write_all(line.as_bytes()).await.unwrap();
        stream.write_all(b"\r\n").await.unwrap();
        replies.push(reply(&mut stream).await);
    }
    replies
}

async fn reply(stream: &mut BufReader<TcpStream>) -> String {
    loop {
        let mut line = String::new();
        match stream.read_line(&mut line).await {
            Ok(0) => return "closed".to_owned(),
            Err(error) => return error.kind().to_string(),
            Ok(_) if line.as_bytes().get(3) == Some(&b'-') => {}
            Ok(_) => return line.trim_end().to_owned(),
        }
    }
}

const MAIL: [&str; 6] = [
    "EHLO carnet.test",
    "MAIL FROM:<bounce+1@carnet.test>",
    "RCPT TO:<Parent@example.org>",
    "RCPT TO:<other@example.org>",
    "DATA",
    "Subject: Bulletin\r\nMessage-ID: <0191@carnet.test>\r\n\r\nBonjour\r\n..fin\r\n.",
];

#[tokio::test]
async fn a_message_is_kept() {
    let simulator = server().await;
    let replies = talk(&simulator, &MAIL).await;
    let codes: Vec<&str> = replies.iter().map(|reply| reply.split(' ').next().unwrap()).collect();
    assert_eq!(codes, ["220", "250", "250", "250", "250", "354", "250"]);
    let entry = &simulator.ledger()[0];
    assert_eq!(entry.kind, "email");
    assert_eq!(entry.account, "bounce+1@carnet.test");
    assert_eq!(entry.to.as_deref(), Some("Parent@example.org,other@example.org"));
    assert_eq!(entry.attempt.as_deref(), Some("<0191@carnet.test>"));
    let mailbox = simulator.phone(PhoneKey::new(Channel::Email, "parent@example.org"));
    let bubble = &mailbox.received()[0];
    assert_eq!(bubble.header.as_deref(), Some("Bulletin"));
    assert_eq!(bubble.text, "Bonjour\r\n.fin\r\n");
}

#[tokio::test]
async fn scripts_work_here_too() {
    let simulator = server().await;
    let rules = json!([
        { "match": { "provider": "smtp", "nth": 1 }, "action": { "error": 550 } },
        { "match": { "provider": "smtp", "nth": 2 }, "action": { "status": 503 } },
        { "match": { "provider": "smtp", "nth": 3 }, "action": "accept_then_reset" },
    ]);
    simulator.set_script(Script::parse(&rules.to_string()).unwrap());
    let mut ends = Vec::new();
    for _ in 0..4 {
        ends.push(talk(&simulator, &MAIL).await.pop().unwrap());
    }
    assert!(ends[0].starts_with("550 "), "{ends:?}");
    assert!(ends[1].starts_with("451 "), "{ends:?}");
    assert_eq!(ends[2], std::io::ErrorKind::ConnectionReset.to_string());
    assert!(ends[3].starts_with("250 "), "{ends:?}");
    assert_eq!(simulator.accepted(), 2);
}
