//! Receipts: what the provider tells about a message after accepting it. One task per message walks
//! through its stages; the provider's module says how a stage is told.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::account::Account;
use crate::config::Receipts;
use crate::phones::{Bubble, Channel, PhoneKey, Ticks};
use crate::sync::lock;
use crate::webhook::{Parcel, Payload};
use crate::world::World;

/// Plans remembered so that a person can still open a message later.
const REMEMBERED: usize = 20_000;
/// How long an answer may be held back for its own `sent` receipt.
const BEFORE_RESPONSE: Duration = Duration::from_secs(5);

/// What happened to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Sent,
    Delivered,
    Read,
    Failed(i64),
}

impl Stage {
    pub(crate) const fn ticks(self) -> Ticks {
        match self {
            Self::Sent => Ticks::Sent,
            Self::Delivered => Ticks::Delivered,
            Self::Read => Ticks::Read,
            Self::Failed(_) => Ticks::Failed,
        }
    }
}

/// Writes a stage as the provider does: where it is posted, and what. None: this is not told.
pub(crate) type Tell = Arc<dyn Fn(&World, Stage) -> Option<(String, Payload)> + Send + Sync>;

/// The receipts one accepted message will get.
#[derive(Clone)]
pub(crate) struct Plan {
    /// None for a sender nobody registered: its receipts only show on the phone.
    pub(crate) account: Option<Arc<Account>>,
    pub(crate) account_id: String,
    pub(crate) key: PhoneKey,
    pub(crate) message_id: String,
    pub(crate) tell: Tell,
    /// Accepted, but bound to fail with this code.
    pub(crate) doomed: Option<i64>,
}

/// Plans of messages not yet read.
#[derive(Default)]
pub(crate) struct Pending(Mutex<Remembered>);

#[derive(Default)]
struct Remembered {
    plans: HashMap<String, Plan>,
    order: VecDeque<String>,
}

impl Pending {
    fn remember(&self, plan: &Plan) {
        let mut remembered = lock(&self.0);
        if remembered.order.len() >= REMEMBERED
            && let Some(oldest) = remembered.order.pop_front()
        {
            remembered.plans.remove(&oldest);
        }
        remembered.order.push_back(plan.message_id.clone());
        remembered.plans.insert(plan.message_id.clone(), plan.clone());
    }

    fn find(&self, message_id: &str) -> Option<Plan> {
        lock(&self.0).plans.get(message_id).cloned()
    }
}

/// Starts a message's receipts. In the "before the response" mode it returns only once the service
/// has been told `sent`.
pub(crate) async fn start(world: &Arc<World>, plan: Plan) {
    let person = world
        .phones
        .person(&plan.key, |person| (person.receipts, person.fails_with, person.blocked.contains(&plan.account_id)));
    let (own_habits, fails_with, blocked) = person.unwrap_or_default();
    let habits = own_habits.unwrap_or_else(|| world.receipts());
    let stages = stages(habits, plan.doomed.or(fails_with), blocked);
    world.pending.remember(&plan);
    if habits.before_response && habits.sent_ms.is_some() {
        tell_first(world, &plan).await;
    }
    let task = Arc::clone(world);
    world.spawn(async move {
        let mut waited = 0;
        for (at, stage) in stages {
            tokio::time::sleep(Duration::from_millis(at.saturating_sub(waited))).await;
            waited = waited.max(at);
            if !(habits.before_response && stage == Stage::Sent) {
                emit(&task, &plan, stage);
            }
        }
    });
}

fn stages(habits: Receipts, fails_with: Option<i64>, blocked: bool) -> Vec<(u64, Stage)> {
    let sent = habits.sent_ms.map(|ms| (ms, Stage::Sent));
    if let Some(code) = fails_with {
        let at = habits.delivered_ms.or(habits.sent_ms).unwrap_or_default();
        return sent.into_iter().chain([(at, Stage::Failed(code))]).collect();
    }
    if blocked {
        return sent.into_iter().collect();
    }
    let delivered = habits.delivered_ms.map(|ms| (ms, Stage::Delivered));
    let read = habits.read_ms.map(|ms| (ms, Stage::Read));
    sent.into_iter().chain(delivered).chain(read).collect()
}

/// The person opens a message now.
pub(crate) fn read_now(world: &Arc<World>, key: &PhoneKey, bubble: &Bubble) {
    match world.pending.find(&bubble.id) {
        Some(plan) if key.channel != Channel::Telegram => emit(world, &plan, Stage::Read),
        _ => world.phones.tick(key, &bubble.account, &bubble.id, Ticks::Read),
    }
}

fn emit(world: &World, plan: &Plan, stage: Stage) {
    world.phones.tick(&plan.key, &plan.account_id, &plan.message_id, stage.ticks());
    if let Some(parcel) = parcel(world, plan, stage) {
        world.courier.post(parcel);
    }
}

async fn tell_first(world: &Arc<World>, plan: &Plan) {
    world.phones.tick(&plan.key, &plan.account_id, &plan.message_id, Ticks::Sent);
    let Some(parcel) = parcel(world, plan, Stage::Sent) else {
        return;
    };
    let courier = world.courier.clone();
    let (told, done) = tokio::sync::oneshot::channel();
    // A task of its own: retries go on when the answer can wait no longer.
    world.spawn(async move {
        courier.deliver(&parcel).await;
        let _ = told.send(());
    });
    let _ = tokio::time::timeout(BEFORE_RESPONSE, done).await;
}

fn parcel(world: &World, plan: &Plan, stage: Stage) -> Option<Parcel> {
    let account = plan.account.clone()?;
    let (url, payload) = (plan.tell)(world, stage)?;
    Some(Parcel {
        conversation: format!("status {} {}", account.id(), plan.message_id),
        account,
        url,
        purpose: "status",
        ids: vec![format!("{}:{}", plan.message_id, stage.ticks().word())],
        payload,
    })
}
