//! The whole service as a process of its own beside the simulator as another, driven from here.

use hdrhistogram::Histogram;
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::client::{Client, PHONE_NUMBER_ID, text_webhook};
use crate::engine::Engine;
use crate::school::{phone, school};

const FAMILIES: usize = 2000;

/// Processes that end with the measurement.
struct Running(Vec<Child>);

impl Drop for Running {
    fn drop(&mut self) {
        for child in &mut self.0 {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

fn carnet(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carnet"));
    command.args(args).current_dir(folder).envs([
        ("B_KEY", base64::Engine::encode(&base64::engine::general_purpose::STANDARD, [9; 32]).as_str()),
        ("B_TOKEN", "token"),
        ("B_SECRET", crate::client::SECRET),
        ("CARNET_LOG", "warn"),
    ]);
    command
}

/// A fresh database with a school of `students` in it.
pub(crate) async fn imported(engine: &Engine, folder: &Path, students: usize) -> String {
    let database = engine.database(folder).await;
    configure(folder, &database, "http://127.0.0.1:1");
    std::fs::write(folder.join("school.json"), school(students).to_string()).unwrap();
    for args in [&["migrate"][..], &["import", "school.json"]] {
        let output = carnet(folder, args).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    database
}

fn configure(folder: &Path, database: &str, api: &str) {
    let config = format!(
        "listen = \"127.0.0.1:0\"\npublic_url = \"http://127.0.0.1\"\ndatabase_url = \"{database}\"\ndata_key = \"env:B_KEY\"\n\
         [[account]]\nid = \"wa1\"\nschool = \"bench\"\nprovider = \"whatsapp\"\napi_base = \"{api}/v25.0\"\n\
         phone_number_id = \"{PHONE_NUMBER_ID}\"\naccess_token = \"env:B_TOKEN\"\napp_secrets = [\"env:B_SECRET\"]\n\
         verify_token = \"env:B_TOKEN\"\nper_second = 1000000\npair_interval_ms = 0\nmark_read = false\n"
    );
    std::fs::write(folder.join("carnet.toml"), config).unwrap();
}

/// Starts a process and waits for its line `ready http://…`.
fn start(folder: &Path, args: &[&str]) -> (Child, SocketAddr, Duration) {
    let began = Instant::now();
    let mut child = carnet(folder, args).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("ready http://").expect("ready").parse().unwrap();
    (child, address, began.elapsed())
}

struct World {
    running: Running,
    service: SocketAddr,
    ledger: std::path::PathBuf,
    ready_after: Duration,
    _folder: tempfile::TempDir,
}

async fn world(engine: &Engine, students: usize) -> World {
    let folder = tempfile::tempdir().unwrap();
    let database = imported(engine, folder.path(), students).await;
    let ledger = folder.path().join("ledger.jsonl");
    let (simulator, api, _) =
        start(folder.path(), &["simulate", "--listen", "127.0.0.1:0", "--ledger", ledger.to_str().unwrap()]);
    configure(folder.path(), &database, &format!("http://{api}"));
    let (service, address, ready_after) = start(folder.path(), &["serve"]);
    World { running: Running(vec![service, simulator]), service: address, ledger, ready_after, _folder: folder }
}

fn service_pid(world: &World) -> u32 {
    world.running.0.first().unwrap().id()
}

/// User and system time of a process so far.
fn cpu(pid: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: u64 = [fields[11], fields[12]].iter().map(|field| field.parse::<u64>().unwrap()).sum();
    Duration::from_millis(ticks * 10)
}

fn resident_mib(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

fn replies(ledger: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(ledger).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

pub(crate) async fn boot(engine: &Engine) {
    let world = world(engine, 100).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    println!(
        "\n{}: ready after {:.0} ms, {:.1} MiB resident when idle",
        engine.name(),
        world.ready_after.as_secs_f64() * 1000.0,
        resident_mib(service_pid(&world))
    );
}

/// Asks as fast as answers are stored, from many families, and counts the replies in the ledger.
pub(crate) async fn answer(engine: &Engine, connections: usize, time: Duration) {
    let world = world(engine, FAMILIES).await;
    let next = Arc::new(AtomicU64::new(0));
    warm_up(&world, &next).await;
    let before = replies(&world.ledger).len();
    let (began, cpu_before) = (Instant::now(), cpu(service_pid(&world)));
    let tasks: Vec<_> =
        (0..connections).map(|_| tokio::spawn(ask_until(world.service, Arc::clone(&next), began + time))).collect();
    let mut asked = 0;
    for task in tasks {
        asked += task.await.unwrap();
    }
    let answered = wait_for(&world.ledger, before + asked).await - before;
    let took = began.elapsed();
    let used = cpu(service_pid(&world)).checked_sub(cpu_before).unwrap();
    println!(
        "\n{}: {asked} questions at {connections} connections, {answered} answered in {:.1} s: {:.0}/s, {:.3} ms CPU each, {:.1} MiB resident",
        engine.name(),
        took.as_secs_f64(),
        answered as f64 / took.as_secs_f64(),
        used.as_secs_f64() * 1000.0 / answered as f64,
        resident_mib(service_pid(&world)),
    );
    assert_eq!(answered, asked, "every question is answered once");
}

/// Every family asks once: what is measured is a school that is known, not its first day.
async fn warm_up(world: &World, next: &Arc<AtomicU64>) {
    let asking = (0..8).map(|_| {
        let (next, service) = (Arc::clone(next), world.service);
        tokio::spawn(async move {
            let mut client = Client::connect(service).await;
            loop {
                let id = next.fetch_add(1, Ordering::Relaxed);
                let family = usize::try_from(id).unwrap();
                if family >= FAMILIES {
                    return;
                }
                assert_eq!(client.webhook(text_webhook(&phone(family), id, "notes")).await, 200);
            }
        })
    });
    for one in asking.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    wait_for(&world.ledger, FAMILIES).await;
}

async fn ask_until(service: SocketAddr, next: Arc<AtomicU64>, until: Instant) -> usize {
    let mut client = Client::connect(service).await;
    let mut asked = 0;
    while Instant::now() < until {
        let id = next.fetch_add(1, Ordering::Relaxed);
        let from = phone(usize::try_from(id).unwrap() % FAMILIES);
        if client.webhook(text_webhook(&from, id, "notes")).await == 200 {
            asked += 1;
        }
    }
    asked
}

async fn wait_for(ledger: &Path, count: usize) -> usize {
    let patience = Instant::now() + Duration::from_mins(2);
    loop {
        let found = std::fs::read_to_string(ledger).unwrap_or_default().lines().count();
        if found >= count || Instant::now() > patience {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Asks at a steady rate; from the webhook's first byte to the ledger's entry of the reply.
pub(crate) async fn latency(engine: &Engine, per_second: u32, time: Duration) {
    let world = world(engine, FAMILIES).await;
    let next = Arc::new(AtomicU64::new(0));
    warm_up(&world, &next).await;
    let before = replies(&world.ledger).len();
    let mut asked: HashMap<String, jiff::Timestamp> = HashMap::new();
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / per_second);
    let (mut clients, total) = (Vec::new(), (f64::from(per_second) * time.as_secs_f64()) as usize);
    for _ in 0..16 {
        clients.push(Arc::new(tokio::sync::Mutex::new(Client::connect(world.service).await)));
    }
    for turn in 0..total.min(FAMILIES) {
        ticks.tick().await;
        let from = phone(turn);
        let body = text_webhook(&from, 10_000_000 + turn as u64, "notes");
        asked.insert(from.clone(), now());
        let client = Arc::clone(&clients[turn % clients.len()]);
        tokio::spawn(async move { client.lock().await.webhook(body).await });
    }
    wait_for(&world.ledger, before + asked.len()).await;
    let mut histogram = Histogram::<u64>::new(3).unwrap();
    for entry in replies(&world.ledger).into_iter().skip(before) {
        let at: jiff::Timestamp = entry["at"].as_str().unwrap().parse().unwrap();
        if let Some(began) = entry["to"].as_str().and_then(|to| asked.get(to)) {
            let micros = at.duration_since(*began).as_micros();
            histogram.record(u64::try_from(micros).unwrap_or(1).max(1)).unwrap();
        }
    }
    let at = |quantile| histogram.value_at_quantile(quantile) as f64 / 1000.0;
    println!(
        "\n{}: {} questions at {per_second}/s: reply accepted after p50 {:.1} ms, p99 {:.1} ms, p99.9 {:.1} ms",
        engine.name(),
        histogram.len(),
        at(0.5),
        at(0.99),
        at(0.999),
    );
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
