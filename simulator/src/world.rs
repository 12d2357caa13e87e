//! Everything one simulator knows, shared by its servers, phones and tasks. Composition only: each
//! field's module has the behaviour.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::account::{Accounts, TelegramAccount, bot_id};
use crate::clock;
use crate::config::{Limits, Receipts, SimulatorConfig};
use crate::dice::Dice;
use crate::fault::{Faults, Script};
use crate::files::Files;
use crate::infobip::Sent as InfobipSent;
use crate::journal::Journal;
use crate::ledger::{LedgerEntry, WebhookAttempt};
use crate::meta::Templates;
use crate::meter::Meters;
use crate::phones::{PhoneBook, PhoneKey};
use crate::receipts::Pending;
use crate::sync::{lock, read, write};
use crate::telegram::{Bots, Groups};
use crate::twilio::Sent as TwilioSent;
use crate::webhook::Courier;

pub(crate) struct World {
    pub(crate) accounts: Accounts,
    pub(crate) ledger: Journal<LedgerEntry>,
    pub(crate) webhook_log: Arc<Journal<WebhookAttempt>>,
    pub(crate) phones: PhoneBook,
    pub(crate) courier: Courier,
    pub(crate) meters: Meters,
    pub(crate) templates: Templates,
    pub(crate) files: Files,
    pub(crate) bots: Bots,
    pub(crate) groups: Groups,
    pub(crate) twilio: TwilioSent,
    pub(crate) infobip: InfobipSent,
    pub(crate) pending: Pending,
    pub(crate) tasks: TaskTracker,
    pub(crate) stop: CancellationToken,
    seed: u64,
    faults: RwLock<Arc<Faults>>,
    limits: RwLock<Arc<Limits>>,
    receipts: RwLock<Receipts>,
    base_url: OnceLock<String>,
    unique: AtomicU64,
    message_ids: Mutex<HashMap<(String, String), i64>>,
}

impl World {
    pub(crate) fn new(config: SimulatorConfig) -> Result<Arc<Self>, crate::StartError> {
        let dice = Arc::new(Dice::new(config.seed));
        let tasks = TaskTracker::new();
        let stop = CancellationToken::new();
        let ledger = Journal::open(config.ledger.as_deref(), config.keep_entries).map_err(crate::StartError::Ledger)?;
        let webhook_log = Arc::new(Journal::open(None, config.keep_entries).map_err(crate::StartError::Ledger)?);
        let courier = Courier::new(config.webhooks, dice, Arc::clone(&webhook_log), tasks.clone(), stop.clone())
            .map_err(crate::StartError::Client)?;
        let world = Self {
            accounts: Accounts::default(),
            ledger,
            webhook_log,
            phones: PhoneBook::new(config.keep_bubbles),
            courier,
            meters: Meters::default(),
            templates: Templates::default(),
            files: Files::default(),
            bots: Bots::default(),
            groups: Groups::default(),
            twilio: TwilioSent::default(),
            infobip: InfobipSent::default(),
            pending: Pending::default(),
            tasks,
            stop,
            seed: config.seed,
            faults: RwLock::new(Arc::new(Faults::new(config.script, config.seed))),
            limits: RwLock::new(Arc::new(config.limits)),
            receipts: RwLock::new(config.receipts),
            base_url: OnceLock::new(),
            // Ids must not repeat when a simulator is restarted against the same service.
            unique: AtomicU64::new(u64::try_from(clock::now().as_microsecond()).unwrap_or(1)),
            message_ids: Mutex::default(),
        };
        for account in config.accounts {
            world.accounts.register(account);
        }
        Ok(Arc::new(world))
    }

    /// A number never given before.
    pub(crate) fn fresh(&self) -> u64 {
        self.unique.fetch_add(1, Ordering::Relaxed)
    }

    /// A message id in Meta's form; like the real ones it holds the person's number.
    pub(crate) fn message_id(&self, about: &str) -> String {
        let raw = format!("{about}\x15{:016X}", self.fresh());
        format!("wamid.{}", STANDARD.encode(raw))
    }

    /// The person a message id was made for.
    pub(crate) fn about(message_id: &str) -> Option<String> {
        let raw = STANDARD.decode(message_id.strip_prefix("wamid.")?).ok()?;
        let (about, _) = str::from_utf8(&raw).ok()?.split_once('\x15')?;
        Some(about.to_owned())
    }

    /// The next message id of one bot's chat, counted from 1.
    pub(crate) fn telegram_message_id(&self, bot: &str, chat: &str) -> i64 {
        let mut ids = lock(&self.message_ids);
        let next = ids.entry((bot.to_owned(), chat.to_owned())).or_default();
        *next += 1;
        *next
    }

    /// The next update id of a bot.
    pub(crate) fn update_id(&self, bot: &str) -> i64 {
        self.bots.next_update(bot)
    }

    /// Remembers a press so that it can be answered once.
    pub(crate) fn callback_query(&self, account: &TelegramAccount, key: &PhoneKey) -> String {
        let id = self.fresh().to_string();
        self.bots.remember_query(bot_id(&account.bot_token), &id, key);
        id
    }

    pub(crate) fn faults(&self) -> Arc<Faults> {
        Arc::clone(&read(&self.faults))
    }

    pub(crate) fn set_script(&self, script: Script) {
        *write(&self.faults) = Arc::new(Faults::new(script, self.seed));
    }

    pub(crate) fn limits(&self) -> Arc<Limits> {
        Arc::clone(&read(&self.limits))
    }

    pub(crate) fn set_limits(&self, limits: Limits) {
        *write(&self.limits) = Arc::new(limits);
    }

    pub(crate) fn receipts(&self) -> Receipts {
        *read(&self.receipts)
    }

    pub(crate) fn set_receipts(&self, receipts: Receipts) {
        *write(&self.receipts) = receipts;
    }

    /// Where this simulator is reached, without a trailing slash.
    pub(crate) fn base_url(&self) -> &str {
        self.base_url.get().map_or("", String::as_str)
    }

    pub(crate) fn set_base_url(&self, url: String) {
        // Set once at start, before the first request.
        let _ = self.base_url.set(url);
    }

    /// Runs work that ends with the simulator.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let stop = self.stop.clone();
        self.tasks.spawn(async move {
            tokio::select! {
                () = work => {}
                () = stop.cancelled() => {}
            }
        });
    }
}
