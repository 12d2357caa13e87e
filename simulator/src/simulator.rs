//! The handle of a running simulator.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::net::TcpListener;
use tokio::sync::broadcast;

use crate::account::{Account, Provider};
use crate::config::{Limits, Receipts, SimulatorConfig, Webhooks};
use crate::fault::Script;
use crate::ledger::{LedgerEntry, WebhookAttempt};
use crate::phones::{Channel, Group, Phone, PhoneEvent, PhoneKey, PhoneView};
use crate::webhook::{Parcel, Payload};
use crate::world::World;
use crate::{control, server, smtp, telegram};

/// How long tasks may take to notice that the simulator stops.
const STOP_WITHIN: Duration = Duration::from_secs(2);

/// Why a simulator did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// An address could not be bound.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// The ledger file could not be opened.
    #[error("cannot open the ledger")]
    Ledger(#[source] std::io::Error),
    /// The webhook client could not be built.
    #[error("cannot build the webhook client")]
    Client(#[source] reqwest::Error),
}

/// A running simulator. Dropping it leaves its tasks running until the runtime ends; call
/// [`shutdown`](Self::shutdown) to stop them.
pub struct Simulator {
    world: Arc<World>,
    addr: SocketAddr,
    smtp_addr: Option<SocketAddr>,
}

impl Simulator {
    /// Binds, registers the configured accounts, and serves.
    pub async fn start(config: SimulatorConfig) -> Result<Self, StartError> {
        let (listener, addr) = bound(config.listen).await?;
        let smtp = match config.smtp_listen {
            Some(wanted) => Some(bound(wanted).await?),
            None => None,
        };
        let login = config.smtp_login;
        let world = World::new(config)?;
        world.set_base_url(format!("http://{addr}"));
        hear_answers(&world);
        let control = control::router(&world);
        let serving = Arc::clone(&world);
        world.tasks.spawn(async move { server::serve(serving, listener, control).await });
        let smtp_addr = smtp.as_ref().map(|(_, addr)| *addr);
        if let Some((listener, _)) = smtp {
            let serving = Arc::clone(&world);
            world.tasks.spawn(async move { smtp::serve(serving, listener, login).await });
        }
        Ok(Self { world, addr, smtp_addr })
    }

    /// Stops listening, delivering and telling; open connections are cut.
    pub async fn shutdown(&self) {
        self.world.stop.cancel();
        self.world.tasks.close();
        // What has not noticed by now never will, and holds nothing that matters.
        let _ = tokio::time::timeout(STOP_WITHIN, self.world.tasks.wait()).await;
    }

    /// Where the HTTP APIs listen.
    pub const fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Where the mail server listens, when it was asked for.
    pub const fn smtp_addr(&self) -> Option<SocketAddr> {
        self.smtp_addr
    }

    /// `http://address`, the base of every API: Telegram's and Infobip's as it is, Meta's with a
    /// version behind it (`…/v25.0`), Twilio's as it is.
    pub fn base_url(&self) -> String {
        self.world.base_url().to_owned()
    }

    /// Makes an account known, or replaces it.
    pub fn register(&self, account: Account) {
        self.world.accounts.register(account);
    }

    /// Makes a template of a business account known as approved: the body of `POST …/message_templates`, unchecked.
    pub fn approve_template(&self, waba_id: &str, template: serde_json::Value) {
        self.world.templates.approve(self.world.fresh(), waba_id, template);
    }

    /// Decides on a template of a business account, as Meta does, and tells the service: `status`, `reason`, `title`,
    /// `quality`, `category`. False: there is no such template, or it is told otherwise.
    pub fn judge_template(&self, waba_id: &str, name: &str, language: &str, fate: serde_json::Value) -> bool {
        serde_json::from_value(fate).is_ok_and(|fate| crate::meta::tell(&self.world, [waba_id, name, language], &fate))
    }

    /// Forgets a file, as a provider does in time; says whether it was there.
    pub fn forget_file(&self, id: &str) -> bool {
        self.world.files.forget(id)
    }

    /// Replaces the fault script; all its counters start at zero.
    pub fn set_script(&self, script: Script) {
        self.world.set_script(script);
    }

    /// Replaces the limits.
    pub fn set_limits(&self, limits: Limits) {
        self.world.set_limits(limits);
    }

    /// Replaces the receipts' timing.
    pub fn set_receipts(&self, receipts: Receipts) {
        self.world.set_receipts(receipts);
    }

    /// Replaces the webhooks' habits.
    pub fn set_webhooks(&self, webhooks: Webhooks) {
        self.world.courier.set_habits(webhooks);
    }

    /// A `WhatsApp` phone by its number, in any notation, or by a business-scoped user id.
    pub fn whatsapp(&self, number: &str) -> Phone {
        self.phone(PhoneKey::new(Channel::WhatsApp, number))
    }

    /// A Telegram user's phone.
    pub fn telegram(&self, user: i64) -> Phone {
        self.phone(PhoneKey::new(Channel::Telegram, &user.to_string()))
    }

    /// A Telegram group by its number, which is negative.
    pub fn telegram_group(&self, id: i64) -> Group {
        Group::new(Arc::clone(&self.world), id)
    }

    /// A phone with SMS only.
    pub fn sms(&self, number: &str) -> Phone {
        self.phone(PhoneKey::new(Channel::Sms, number))
    }

    /// Any phone; a new person when there was none.
    pub fn phone(&self, key: PhoneKey) -> Phone {
        Phone::new(Arc::clone(&self.world), key)
    }

    /// All screens.
    pub fn phones(&self) -> Vec<PhoneView> {
        self.world.phones.views()
    }

    /// A file the service uploaded: its media type and its bytes.
    pub fn file(&self, id: &str) -> Option<(String, Bytes)> {
        self.world.files.get(id).map(|file| (file.mime.clone(), file.bytes.clone()))
    }

    /// All changes of all screens from now on. A subscriber that lags more than some thousand
    /// changes behind loses the oldest and should read the screens again.
    pub fn subscribe(&self) -> broadcast::Receiver<PhoneEvent> {
        self.world.phones.subscribe()
    }

    /// The ledger entries in memory, oldest first.
    pub fn ledger(&self) -> Vec<Arc<LedgerEntry>> {
        self.world.ledger.entries()
    }

    /// The ledger entries in memory that fit.
    pub fn ledger_where(&self, wanted: impl Fn(&LedgerEntry) -> bool) -> Vec<Arc<LedgerEntry>> {
        self.ledger().into_iter().filter(|entry| wanted(entry)).collect()
    }

    /// How many requests were accepted since the start, kept in memory or not.
    pub fn accepted(&self) -> u64 {
        self.world.ledger.written()
    }

    /// The first ledger entry that fits, waiting for it up to `timeout`.
    pub async fn wait_for(&self, timeout: Duration, wanted: impl Fn(&LedgerEntry) -> bool) -> Option<Arc<LedgerEntry>> {
        self.world.ledger.wait_for(timeout, wanted).await
    }

    /// Posts bytes of the caller's making to an account's webhook, signed as the provider signs.
    /// False when there is no such account, or it has no webhook. Twilio's signature is that of a
    /// request without parameters.
    pub fn inject(&self, provider: Provider, account: &str, body: impl Into<Bytes>) -> bool {
        inject(&self.world, provider, account, body.into())
    }

    /// All attempts to call webhooks, oldest first.
    pub fn webhooks(&self) -> Vec<Arc<WebhookAttempt>> {
        self.world.webhook_log.entries()
    }

    /// The first webhook attempt that fits, waiting for it up to `timeout`.
    pub async fn wait_for_webhook(
        &self,
        timeout: Duration,
        wanted: impl Fn(&WebhookAttempt) -> bool,
    ) -> Option<Arc<WebhookAttempt>> {
        self.world.webhook_log.wait_for(timeout, wanted).await
    }

    /// Waits until the service took the event with this id (as phone actions return it).
    pub async fn wait_delivered(&self, timeout: Duration, id: &str) -> bool {
        let taken = |attempt: &WebhookAttempt| attempt.delivered() && attempt.ids.iter().any(|known| known == id);
        self.wait_for_webhook(timeout, taken).await.is_some()
    }
}

pub(crate) fn inject(world: &World, provider: Provider, account: &str, body: Bytes) -> bool {
    let Some(account) = world.accounts.find(provider, account) else {
        return false;
    };
    let Some(url) = account.webhook_url().map(str::to_owned) else {
        return false;
    };
    world.courier.post(Parcel {
        conversation: format!("injected {}", account.id()),
        account,
        url,
        purpose: "injected",
        ids: vec![world.fresh().to_string()],
        payload: Payload::Raw(body),
    });
    true
}

async fn bound(wanted: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let cannot = |error| StartError::Listen(wanted, error);
    let listener = TcpListener::bind(wanted).await.map_err(cannot)?;
    let addr = listener.local_addr().map_err(cannot)?;
    Ok((listener, addr))
}

/// What a delivered webhook changes here: a person's message gets its second tick, and Telegram
/// runs a method found in the answer.
fn hear_answers(world: &Arc<World>) {
    let weak = Arc::downgrade(world);
    world.courier.on_delivered(Box::new(move |parcel, taken, answer| {
        let Some(world) = weak.upgrade() else {
            return;
        };
        if !taken || parcel.purpose != "inbound" {
            return;
        }
        world.phones.arrived(parcel.account.id(), &parcel.ids);
        if let Some(judged) = telegram::from_webhook(&world, &parcel.account, answer) {
            let task = Arc::clone(&world);
            world.spawn(async move {
                server::settle(&task, judged).await;
            });
        }
    }));
}
