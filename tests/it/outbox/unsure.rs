//! A commit whose answer is lost, and a send that does not end: nothing hangs, nothing is said twice.

use carnet::domain::{Channel, MessageClass};
use carnet::gateway::Provider;
use carnet::store::Engine;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

use super::fake::{FAST, Running, Turn};
use super::world::{World, each_world};
use crate::support::engines::each_database;

/// Lets everything pass to a server, but of every so many commits one: the server gets it, and the client hears nothing.
struct Cutter {
    every: Arc<AtomicU32>,
    url: String,
}

impl Cutter {
    async fn before(url: &str) -> Self {
        let mut address: url::Url = url.parse().unwrap();
        let server = (address.host_str().unwrap().to_owned(), address.port().unwrap_or(5432));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        address.set_host(Some("127.0.0.1")).unwrap();
        address.set_port(Some(listener.local_addr().unwrap().port())).unwrap();
        let (every, seen) = (Arc::<AtomicU32>::default(), Arc::<AtomicU32>::default());
        let armed = Arc::clone(&every);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(&server).await.unwrap();
                tokio::spawn(pass(client, server, Arc::clone(&armed), Arc::clone(&seen)));
            }
        });
        Self { every, url: address.into() }
    }

    fn cut_one_in(&self, commits: u32) {
        self.every.store(commits, Ordering::SeqCst);
    }
}

async fn pass(client: TcpStream, server: TcpStream, every: Arc<AtomicU32>, seen: Arc<AtomicU32>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let back = tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
    let mut buffer = vec![0; 65_536];
    while let Ok(read @ 1..) = from_client.read(&mut buffer).await {
        let every = every.load(Ordering::SeqCst);
        let is_commit = buffer[..read].windows(7).any(|bytes| bytes == b"COMMIT\0");
        let cut = is_commit && every > 0 && seen.fetch_add(1, Ordering::SeqCst) % every == every - 1;
        if cut {
            back.abort();
        }
        if to_server.write_all(&buffer[..read]).await.is_err() {
            break;
        }
        if cut {
            // The server is done with it before it learns that nobody is there any more.
            tokio::time::sleep(Duration::from_millis(100)).await;
            return;
        }
    }
    back.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_lost_commit_has_stated_leaves_all_the_same_and_once() {
    each_database(async |url| {
        if url.starts_with("sqlite") {
            return;
        }
        let cutter = Cutter::before(&url).await;
        let world = World::open(&cutter.url).await;
        let mut people = Vec::new();
        for _ in 0..120 {
            people.push(world.person(Channel::WhatsApp).await);
        }
        let mut messages = Vec::new();
        for (number, person) in people.iter().enumerate() {
            messages.push(world.say(*person, MessageClass::Reply, &format!("answer {number}")).await);
        }
        let pace = carnet::outbox::Pace { per_second: 40, ..FAST };
        let lane = Running::start(&world, Provider::WhatsApp, pace);
        lane.book.until_asked(5).await;
        cutter.cut_one_in(4);
        let deadline = Instant::now() + Duration::from_secs(20);
        while lane.book.asked().len() < 100 && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        cutter.cut_one_in(0);
        for message in messages {
            world.until(message, "accepted").await;
        }
        let said = lane.book.texts();
        let once: HashSet<&String> = said.iter().collect();
        assert_eq!((said.len(), once.len()), (120, 120), "each was sent, and once");
        lane.stop().await;
        world.store.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lane_is_handed_over_while_a_send_does_not_end() {
    each_world(async |world| {
        if world.store.engine() == Engine::Sqlite {
            return;
        }
        let (anna, binta) = (world.person(Channel::WhatsApp).await, world.person(Channel::WhatsApp).await);
        let old = Running::start(&world, Provider::WhatsApp, FAST);
        let slow = Duration::from_secs(30);
        old.book.script([Turn::Slow(slow)]);
        let first = old.say(anna, MessageClass::Reply, "a").await;
        old.book.until_asked(1).await;
        let began = Instant::now();
        let new = Running::start(&world, Provider::WhatsApp, FAST);
        let parting = tokio::spawn(old.stop());
        let second = new.say(binta, MessageClass::Reply, "b").await;
        new.book.until_asked(1).await;
        assert!(began.elapsed() < slow * 2 / 3, "the lane was handed over before the send had ended");
        world.until(second, "accepted").await;
        // The proof of the old one is written all the same.
        world.until(first, "accepted").await;
        parting.await.unwrap();
        assert_eq!(new.book.texts(), ["b"]);
        new.stop().await;
    })
    .await;
}
