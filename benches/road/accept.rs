//! Webhook → durable 200, against a handler that only checks the signature.

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use base64::Engine as _;
use carnet::app::clock::SystemClock;
use carnet::domain::{AccountId, Clock};
use carnet::http::{AppState, Door, DoorKeys, Doors, Readiness, router, server};
use carnet::inbox::{Intake, Spool};
use carnet::store::{Keyring, Store};
use carnet_webhooks::Secret;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::client::{Client, PHONE_NUMBER_ID, SECRET, text_webhook};
use crate::engine::engines;
use crate::world::imported;

const CONNECTIONS: [usize; 4] = [1, 32, 64, 256];
const SECONDS: u64 = 4;

static NEXT: AtomicU64 = AtomicU64::new(1);

pub(crate) async fn run() {
    println!("\n| webhook → 200 | 1 connection | 32 | 64 | 256 |\n|---|---|---|---|---|");
    measure("signature only", serve(bare()).await).await;
    for engine in engines() {
        let folder = tempfile::tempdir().unwrap();
        let database = imported(&engine, folder.path(), 10).await;
        let keys = Keyring::from_base64(&[&base64::engine::general_purpose::STANDARD.encode([9; 32])]).unwrap();
        let store = Store::open(&database, keys).await.unwrap();
        let address = serve(durable(&store).await).await;
        measure(&format!("durable, {}", engine.name()), address).await;
    }
}

async fn measure(name: &str, address: SocketAddr) {
    let mut figures = Vec::new();
    for connections in CONNECTIONS {
        figures.push(format!("{:.0}/s", load(address, connections).await));
    }
    println!("| {name} | {} |", figures.join(" | "));
}

async fn load(address: SocketAddr, connections: usize) -> f64 {
    let until = Instant::now() + Duration::from_secs(SECONDS);
    let tasks: Vec<_> = (0..connections)
        .map(|task| {
            tokio::spawn(async move {
                let mut client = Client::connect(address).await;
                let mut done = 0_u64;
                while Instant::now() < until {
                    let id = NEXT.fetch_add(1, Ordering::Relaxed);
                    let from = format!("2250700{task:06}");
                    assert_eq!(client.webhook(text_webhook(&from, id, "notes")).await, 200);
                    done += 1;
                }
                done
            })
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        done += task.await.unwrap();
    }
    done as f64 / SECONDS as f64
}

fn bare() -> Router {
    Router::new().route(
        "/webhooks/whatsapp",
        post(|headers: HeaderMap, body: Bytes| async move {
            let secret = [Secret::new(SECRET).unwrap()];
            let signature = headers.get("x-hub-signature-256").map(axum::http::HeaderValue::as_bytes);
            match carnet_webhooks::whatsapp::verify(signature, &body, &secret) {
                Ok(_) => StatusCode::OK,
                Err(_) => StatusCode::UNAUTHORIZED,
            }
        }),
    )
}

async fn durable(store: &Store) -> Router {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let tasks = TaskTracker::new();
    let stop = CancellationToken::new();
    let spool = Spool::open(&std::env::temp_dir().join("carnet-bench-spool"), 1 << 20).unwrap();
    let intake = Intake::start(store.clone(), clock, Arc::new(Notify::new()), spool, stop, &tasks);
    let mut tx = store.begin_read().await.unwrap();
    let school = tx.school_by_code("bench").await.unwrap().unwrap().id;
    tx.rollback().await.unwrap();
    let door = Door {
        account: AccountId("wa1".into()),
        school: "bench".into(),
        keys: DoorKeys::WhatsApp {
            phone_number_id: PHONE_NUMBER_ID.into(),
            waba_id: None,
            app_secrets: vec![Secret::new(SECRET).unwrap()],
            verify_tokens: vec![],
        },
    };
    let readiness = Readiness::default();
    readiness.set_disk(true);
    let doors = Doors::new(vec![door], Box::new(move |_| Box::pin(async move { Some(school) })));
    router(AppState { intake, doors: Arc::new(doors), readiness: Arc::new(readiness) })
}

async fn serve(routes: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::serve(listener, routes, CancellationToken::new()));
    address
}
