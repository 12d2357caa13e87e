//! Delivers parcels: one conversation in order and one at a time, conversations side by side, each
//! parcel retried a bounded number of times. Misbehaviour is decided here, once per parcel.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

use serde_json::Value;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::is_success;
use super::parcel::{Parcel, Payload};
use crate::account::{Account, Provider};
use crate::clock;
use crate::config::{Forgery, Webhooks};
use crate::dice::Dice;
use crate::journal::Journal;
use crate::ledger::WebhookAttempt;
use crate::sync::{lock, read, write};

/// A provider hangs up after so long without an answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(15);

/// Called once per parcel when its delivery ended: the parcel, whether the service took it, and
/// the body of the answer.
pub(crate) type Delivered = Box<dyn Fn(&Parcel, bool, &[u8]) + Send + Sync>;

#[derive(Clone)]
pub(crate) struct Courier(Arc<Inner>);

struct Inner {
    client: reqwest::Client,
    habits: RwLock<Webhooks>,
    dice: Arc<Dice>,
    log: Arc<Journal<WebhookAttempt>>,
    queues: Mutex<HashMap<String, VecDeque<Parcel>>>,
    batches: Mutex<HashMap<String, Vec<Parcel>>>,
    delivered: RwLock<Option<Delivered>>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Courier {
    pub(crate) fn new(
        habits: Webhooks,
        dice: Arc<Dice>,
        log: Arc<Journal<WebhookAttempt>>,
        tasks: TaskTracker,
        stop: CancellationToken,
    ) -> Result<Self, reqwest::Error> {
        // Fails only when a provider is already installed, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Webhooks are on loopback: trusting nobody saves reading the system's certificates.
        let client = reqwest::Client::builder()
            .tls_certs_only([])
            .no_proxy()
            .connect_timeout(Duration::from_secs(5))
            .timeout(ANSWER_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self(Arc::new(Inner {
            client,
            habits: RwLock::new(habits),
            dice,
            log,
            queues: Mutex::default(),
            batches: Mutex::default(),
            delivered: RwLock::new(None),
            tasks,
            stop,
        })))
    }

    pub(crate) fn on_delivered(&self, hook: Delivered) {
        *write(&self.0.delivered) = Some(hook);
    }

    pub(crate) fn set_habits(&self, habits: Webhooks) {
        *write(&self.0.habits) = habits;
    }

    pub(crate) fn habits(&self) -> Webhooks {
        read(&self.0.habits).clone()
    }

    /// How many parcels wait in conversations whose key starts so.
    pub(crate) fn waiting(&self, prefix: &str) -> usize {
        let queues = lock(&self.0.queues);
        queues.iter().filter(|(key, _)| key.starts_with(prefix)).map(|(_, queue)| queue.len()).sum()
    }

    /// Calls a webhook's address with GET and returns status and body: Meta's handshake.
    pub(crate) async fn get(&self, url: &str, query: &[(&str, &str)]) -> Option<(u16, String)> {
        let response = self.0.client.get(url).query(query).send().await.ok()?;
        let status = response.status().as_u16();
        Some((status, response.text().await.unwrap_or_default()))
    }

    /// Takes a parcel on; returns at once.
    pub(crate) fn post(&self, parcel: Parcel) {
        let habits = self.habits();
        let dice = &self.0.dice;
        if dice.chance(habits.drop) {
            return;
        }
        if dice.chance(habits.forge) {
            self.spawn({
                let (courier, parcel) = (self.clone(), parcel.clone());
                async move {
                    courier.attempt(&parcel, 1, Some(habits.forgery)).await;
                }
            });
        }
        if dice.chance(habits.duplicate) {
            self.stray(parcel.clone(), dice.below(habits.reorder_window_ms.max(1)));
        }
        if dice.chance(habits.late) {
            return self.stray(parcel, habits.late_ms);
        }
        if dice.chance(habits.reorder) {
            return self.stray(parcel, dice.below(habits.reorder_window_ms.max(1)));
        }
        if habits.batch > 1 && matches!(*parcel.account, Account::WhatsApp(_)) {
            return self.join_batch(parcel, &habits);
        }
        self.enqueue(parcel);
    }

    /// Delivers now and waits for the end of it.
    pub(crate) async fn deliver(&self, parcel: &Parcel) {
        let habits = self.habits();
        let mut wait = Duration::from_millis(habits.first_retry_ms);
        for n in 1..=habits.attempts.max(1) {
            let (status, retry_after, body) = self.attempt(parcel, n, None).await;
            let provider = parcel.account.provider();
            let taken = status.is_some_and(|status| is_success(provider, status));
            if taken || n == habits.attempts.max(1) || !retries(provider, status) {
                if let Some(hook) = &*read(&self.0.delivered) {
                    hook(parcel, taken, &body);
                }
                return;
            }
            let honoured = retry_after.filter(|_| provider == Provider::Telegram);
            tokio::select! {
                () = tokio::time::sleep(honoured.unwrap_or(wait)) => {}
                () = self.0.stop.cancelled() => return,
            }
            wait = (wait * 2).min(Duration::from_millis(habits.longest_retry_ms));
        }
    }

    async fn attempt(
        &self,
        parcel: &Parcel,
        n: u32,
        forgery: Option<Forgery>,
    ) -> (Option<u16>, Option<Duration>, Vec<u8>) {
        let letter = parcel.letter(forgery);
        let mut request = self.0.client.post(&parcel.url).header("Content-Type", letter.content_type).body(letter.body);
        for (name, value) in letter.headers {
            request = request.header(name, value);
        }
        let (status, retry_after, body) = match request.send().await {
            Ok(response) => {
                let status = response.status().as_u16();
                let retry_after = retry_after(&response);
                let body = response.bytes().await.map(|body| body.to_vec()).unwrap_or_default();
                (Some(status), retry_after, body)
            }
            Err(_) => (None, None, Vec::new()),
        };
        let recorded = self.0.log.append(WebhookAttempt {
            at: clock::rfc3339(clock::now()),
            provider: parcel.account.provider(),
            account: parcel.account.id().to_owned(),
            purpose: parcel.purpose.to_owned(),
            ids: parcel.ids.clone(),
            url: parcel.url.clone(),
            attempt: n,
            status,
            forged: forgery.is_some(),
        });
        if let Err(error) = recorded {
            tracing::error!(%error, "webhook attempt not recorded");
        }
        (status, retry_after, body)
    }

    fn enqueue(&self, parcel: Parcel) {
        let key = parcel.conversation.clone();
        {
            let mut queues = lock(&self.0.queues);
            if let Some(queue) = queues.get_mut(&key) {
                queue.push_back(parcel);
                return;
            }
            queues.insert(key.clone(), VecDeque::from([parcel]));
        }
        let courier = self.clone();
        self.spawn(async move {
            while let Some(parcel) = courier.next_of(&key) {
                courier.deliver(&parcel).await;
            }
        });
    }

    /// The conversation's next parcel; forgets the conversation when there is none.
    fn next_of(&self, key: &str) -> Option<Parcel> {
        let mut queues = lock(&self.0.queues);
        let next = queues.get_mut(key).and_then(VecDeque::pop_front);
        if next.is_none() {
            queues.remove(key);
        }
        next
    }

    fn stray(&self, parcel: Parcel, delay_ms: u64) {
        let courier = self.clone();
        self.spawn(async move {
            tokio::time::sleep(Duration::from_millis(delay_ms)).await;
            courier.deliver(&parcel).await;
        });
    }

    fn join_batch(&self, parcel: Parcel, habits: &Webhooks) {
        let key = format!("{}\n{}", parcel.account.id(), parcel.url);
        let full = {
            let mut batches = lock(&self.0.batches);
            let batch = batches.entry(key.clone()).or_default();
            batch.push(parcel);
            match batch.len() {
                n if n >= habits.batch => batches.remove(&key),
                1 => {
                    self.flush_later(key, habits.batch_ms);
                    None
                }
                _ => None,
            }
        };
        if let Some(merged) = full.and_then(merge) {
            self.enqueue(merged);
        }
    }

    fn flush_later(&self, key: String, after_ms: u64) {
        let courier = self.clone();
        self.spawn(async move {
            tokio::time::sleep(Duration::from_millis(after_ms)).await;
            let batch = lock(&courier.0.batches).remove(&key);
            if let Some(merged) = batch.and_then(merge) {
                courier.enqueue(merged);
            }
        });
    }

    fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let stop = self.0.stop.clone();
        self.0.tasks.spawn(async move {
            tokio::select! {
                () = work => {}
                () = stop.cancelled() => {}
            }
        });
    }
}

/// Twilio logs a failed call and does nothing more, unless it could not even connect.
const fn retries(provider: Provider, status: Option<u16>) -> bool {
    !matches!(provider, Provider::Twilio) || status.is_none()
}

fn retry_after(response: &reqwest::Response) -> Option<Duration> {
    let value = response.headers().get("Retry-After")?.to_str().ok()?;
    Some(Duration::from_secs(value.parse::<u64>().ok()?.min(3_600)))
}

/// One request with the entries of all.
fn merge(batch: Vec<Parcel>) -> Option<Parcel> {
    let mut parcels = batch.into_iter();
    let mut merged = parcels.next()?;
    merged.conversation = format!("batch {}", merged.account.id());
    for parcel in parcels {
        merged.ids.extend(parcel.ids);
        if let (Payload::Json(into), Payload::Json(from)) = (&mut merged.payload, parcel.payload) {
            append_entries(into, from);
        }
    }
    Some(merged)
}

fn append_entries(into: &mut Value, mut from: Value) {
    let more = from.get_mut("entry").map(Value::take);
    if let (Some(Value::Array(entries)), Some(Value::Array(more))) = (into.get_mut("entry"), more) {
        entries.extend(more);
    }
}
