//! F10 and F11: clients that hold the door open, and more than there is room for.

use carnet_simulator::Receipts;
use futures_util::future::join_all;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::support::SOON;
use super::support::load::busy;
use crate::support::service::{Setup, World};
use crate::support::webhook::text;

/// Hundreds who say nothing, or a byte now and then: everybody else is served.
#[tokio::test]
async fn who_holds_the_door_open_keeps_nobody_out() {
    let world = World::start(Setup { receipts: Receipts::none(), ..busy(None) }).await;
    let port = world.port;
    let mut holding = Vec::new();
    for n in 0..300 {
        holding.push(tokio::spawn(async move {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
            let drips: &[&[u8]] = match n % 3 {
                0 => &[],
                1 => &[b"POST /webhooks/whatsapp HTTP/1.1\r\n", b"x-a: b\r\n", b"x-c: d\r\n", b"x-e: f\r\n"],
                _ => {
                    &[b"POST /webhooks/whatsapp HTTP/1.1\r\nhost: x\r\ncontent-length: 4000\r\n\r\n", b"{", b"\"", b"a"]
                }
            };
            for drip in drips {
                // Closed by the service: it has had enough.
                if stream.write_all(drip).await.is_err() {
                    return;
                }
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            tokio::time::sleep(Duration::from_secs(3)).await;
        }));
    }
    let caller = world.caller();
    for n in 0..40 {
        let event = text(&format!("wamid.{n}"), &format!("22505070000{n:02}"), &format!("CI.70{n:02}"), "notes");
        let answer = tokio::time::timeout(Duration::from_secs(20), caller.signed(&event)).await.expect("kept out");
        assert_eq!(answer.status, 200);
    }
    assert!(!holding.iter().all(tokio::task::JoinHandle::is_finished), "nobody was holding the door any more");
    world.eye().await.until("SELECT COUNT(*) FROM message WHERE state = 'accepted'", 40, SOON).await;
    for one in holding {
        one.abort();
    }
}

/// The database takes nothing, the spool is soon full, and they keep coming: each hears 200 or 503, and no 200 is lost.
#[tokio::test]
async fn too_much_is_refused_and_what_was_taken_is_kept() {
    let setup = Setup { receipts: Receipts::none(), keys: "spool_mib = 1", ..busy(None) };
    let mut world = World::start(setup).await;
    let mut eye = world.eye().await;
    let caller = world.caller();
    let send = async |n: u64| {
        let (phone, user) = (format!("2250600{n:06}"), format!("CI.6{n}"));
        caller.signed(&text(&format!("wamid.{n}"), &phone, &user, &"aide ".repeat(150))).await.status
    };
    eye.hold_inbox().await;
    let (mut taken, mut refused, mut n) = (0, 0, 0);
    // Until it has said no, and a good deal longer.
    while refused < 100 {
        assert!(n < 20_000, "it never refuses");
        for status in join_all((n..n + 100).map(send)).await {
            match status {
                200 => taken += 1,
                503 => refused += 1,
                other => panic!("{other}"),
            }
        }
        n += 100;
    }
    eye.let_go().await;
    world.terminate().await;
    world.serve().await;
    let deadline = tokio::time::Instant::now() + SOON;
    while eye.number("SELECT COUNT(*) FROM inbox").await < taken {
        assert!(tokio::time::Instant::now() < deadline, "{taken} were answered 200");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(send(n).await, 200, "there is room again");
    println!("{taken} taken, {refused} refused");
}
