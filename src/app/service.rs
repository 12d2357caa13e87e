//! The service put together: doors, inbox, commands, outbox, watchers; and taken apart in the right order.

use anyhow::Context;
use axum::Router;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::ahead::Ahead;
use super::clock::SystemClock;
use super::config::{Account, Config, ProviderAccount};
use super::database::{Alone, await_and_migrate};
use super::entrances::{entrances, keep_senders, note_senders, senders};
use super::files::SentFiles;
use super::handler::EventHandler;
use super::lexicon;
use super::menus::MenuKeeper;
#[cfg(feature = "typeset")]
use super::printing;
use super::rates::Rates;
use super::school_ids::SchoolIds;
use super::templates::{self, TemplateWatch};
use super::watch::{Watch, Watched};
use super::{gateways, telemetry};
use crate::commands::Desk;
use crate::commands::understand::Lexicon;
use crate::domain::{Carrier, Carriers, Channel, Clock, Locale};
use crate::gateway::{HttpClient, Timeouts};
use crate::http::{
    AppState, CardDesk, DownloadDesk, Readiness, UnsubscribeDesk, card_router, download_router, metrics_router, router,
    server, unsubscribe_router,
};
use crate::inbox::{Fetcher, Intake, Share, Spool, Worker};
use crate::jobs::{Amend, Digests, Forget, OldDocuments, Remind, Spread, Wake};
use crate::outbox::{LaneConfig, Outbox, OutboxHandle, Pace, Spending};
use crate::render::Renderer;
use crate::store::{Engine, Store};

/// How long the steps of the shutdown may take; together less than the 25 seconds we promise.
const DOORS: Duration = Duration::from_secs(6);
const INTAKE: Duration = Duration::from_secs(3);
const WORKER: Duration = Duration::from_secs(4);
const OUTBOX: Duration = Duration::from_secs(8);
const STORE: Duration = Duration::from_secs(2);

/// A running service.
pub struct Service {
    /// Where the public door is.
    pub address: SocketAddr,
    /// Where metrics are, if anywhere.
    pub metrics_address: Option<SocketAddr>,
    store: Store,
    doors: Stage,
    intake: Stage,
    worker: Stage,
    outbox: Outbox,
    /// Let go of with the service.
    _alone: Alone,
}

/// Tasks that end together when they are told to.
#[derive(Default)]
struct Stage {
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Stage {
    async fn end(self, name: &'static str, patience: Duration) {
        self.stop.cancel();
        self.tasks.close();
        end(name, patience, self.tasks.wait()).await;
    }
}

impl Service {
    /// Starts everything; returns when the doors are open. `extra` routes are served beside the public ones.
    pub async fn start(config: Config, extra: Option<Router>) -> anyhow::Result<Self> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let renderer = Arc::new(Renderer::load(config.templates.as_deref())?);
        let lexicon = Arc::new(lexicon::load(config.templates.as_deref())?);
        // Before anything is taken from a service that runs already: a second one by mistake ends here.
        let alone = Alone::on(&config)?;
        let listener = bind(config.listen, "listen").await?;
        let metrics_listener = bind_metrics(&config).await?;
        let store = await_and_migrate(&config).await?.impatient();
        let senders = senders(&config.accounts);
        note_senders(&store, &senders, &*clock).await?;
        let rates = Rates::load(config.templates.as_deref())?;
        let lanes = lanes(&config, &rates)?;
        let carriers = Arc::new(carriers(&config, &rates));
        let readiness = Arc::new(Readiness::default());
        let spool = Spool::open(&config.spool, config.spool_bytes).with_context(|| {
            format!("nothing can be written to {} (key `spool`): events would be lost", config.spool.display())
        })?;
        let watched = Watched::of(&config, spool.gauge());

        let outbox = Outbox::start(lanes, &store, (&renderer, config.public_url.as_str()), &clock);
        let stored = Arc::new(Notify::new());
        let (doors, intake, worker) = (Stage::default(), Stage::default(), Stage::default());
        let school_ids = Arc::new(SchoolIds::new(store.clone()));
        let desk = Arc::new(front_desk(lexicon, &renderer, &carriers));
        let ahead = Ahead::of(schools(&config.accounts), &school_ids, (&store, &clock), &desk);
        worker.tasks.spawn(ahead.run(worker.stop.clone()));
        worker.tasks.spawn(keep_senders(store.clone(), senders, Arc::clone(&clock), worker.stop.clone()));
        let handler = Arc::new(EventHandler {
            school_ids: Arc::clone(&school_ids),
            desk,
            carriers: Arc::clone(&carriers),
            mark_read: config.accounts.iter().filter(|one| one.mark_read).map(|one| one.id.clone()).collect(),
            outbox: outbox.handle(),
            templates: templates::ours(&renderer),
            clock: Arc::clone(&clock),
        });
        for number in 0..workers(&store) {
            let work = Worker {
                share: Share { number, of: workers(&store) },
                store: store.clone(),
                clock: Arc::clone(&clock),
                handler: Arc::clone(&handler),
                stored: Arc::clone(&stored),
            };
            worker.tasks.spawn(work.run(worker.stop.clone()));
        }
        let fetcher = Fetcher {
            store: store.clone(),
            clock: Arc::clone(&clock),
            files: Arc::new(SentFiles::of(&config.accounts)?),
            stored: Arc::clone(&stored),
        };
        worker.tasks.spawn(fetcher.run(worker.stop.clone()));
        start_jobs(&worker, (&store, &clock), carriers, outbox.handle());
        #[cfg(feature = "typeset")]
        {
            let print = printing::print(&config, &store, &renderer, (&clock, outbox.handle())).await?;
            worker.tasks.spawn(print.run(worker.stop.clone()));
        }
        let cards = Arc::new(CardDesk::new(store.clone(), Arc::clone(&renderer)));
        let files = DownloadDesk::new(store.clone(), Arc::clone(&renderer), Arc::clone(&clock), &config.public_url);
        let files = Arc::new(files);
        let letters =
            UnsubscribeDesk { store: store.clone(), renderer: Arc::clone(&renderer), clock: Arc::clone(&clock) };
        let letters = Arc::new(letters);
        let menus = MenuKeeper {
            accounts: watched_accounts(&config.accounts, |_| true)?,
            renderer: Arc::clone(&renderer),
            store: store.clone(),
            clock: Arc::clone(&clock),
        };
        worker.tasks.spawn(menus.run(worker.stop.clone()));
        let templates = TemplateWatch {
            accounts: watched_accounts(&config.accounts, has_templates)?,
            renderer,
            store: store.clone(),
            clock: Arc::clone(&clock),
            outbox: outbox.handle(),
        };
        worker.tasks.spawn(templates.run(worker.stop.clone()));
        let watch =
            Watch { store: store.clone(), watched, clock: Arc::clone(&clock), readiness: Arc::clone(&readiness) };
        watch.readiness.set_missing_schools(schools(&config.accounts));
        watch.look().await;
        for school in watch.readiness.missing_schools() {
            tracing::warn!(%school, remedy = "carnet import FILE", "service.school_missing");
        }
        doors.tasks.spawn(watch.keep_looking(doors.stop.clone()));
        let door = Intake::start(store.clone(), clock, stored, spool, intake.stop.clone(), &intake.tasks);

        let metrics_address = metrics_listener.map(|listener| open_metrics(listener, &doors)).transpose()?;
        let address = listener.local_addr()?;
        let state = AppState { intake: door, doors: Arc::new(entrances(&config.accounts, school_ids)), readiness };
        let routes =
            router(state).merge(card_router(cards)).merge(download_router(files)).merge(unsubscribe_router(letters));
        let routes = routes.merge(extra.unwrap_or_default());
        doors.tasks.spawn(server::serve(listener, routes, doors.stop.clone()));
        tracing::info!(%address, accounts = config.accounts.len(), "service.ready");
        Ok(Self { address, metrics_address, store, doors, intake, worker, outbox, _alone: alone })
    }

    /// Closes the doors, finishes what is in hand, and lets the lanes go.
    pub async fn shutdown(self) -> anyhow::Result<()> {
        tracing::info!("service.draining");
        self.doors.end("doors", DOORS).await;
        self.intake.end("intake", INTAKE).await;
        self.worker.end("worker", WORKER).await;
        // A request still in the air is in doubt at the next start, not lost.
        end("outbox", OUTBOX, self.outbox.shutdown()).await;
        end("store", STORE, self.store.close()).await;
        tracing::info!("service.ended");
        Ok(())
    }
}

/// What answers people.
fn front_desk(lexicon: Arc<Lexicon>, renderer: &Renderer, carriers: &Arc<Carriers>) -> Desk {
    let desk = Desk::new(lexicon, Locale::ALL.map(|locale| renderer.sheet_words(locale)), Arc::clone(carriers));
    #[cfg(feature = "typeset")]
    let desk = desk.printing(crate::render::missing_letter);
    desk
}

/// What is done by the clock.
fn start_jobs(worker: &Stage, (store, clock): (&Store, &Arc<dyn Clock>), carriers: Arc<Carriers>, lanes: OutboxHandle) {
    let wake = Wake::new(move || lanes.wake_all());
    let wake = || wake.clone();
    let (store, clock, stop) = (|| store.clone(), || Arc::clone(clock), || worker.stop.clone());
    worker.tasks.spawn(Amend { store: store(), clock: clock(), wake: wake() }.run(stop()));
    worker.tasks.spawn(Remind { store: store(), clock: clock(), wake: wake() }.run(stop()));
    worker
        .tasks
        .spawn(Digests { store: store(), clock: clock(), wake: wake(), carriers: Arc::clone(&carriers) }.run(stop()));
    worker.tasks.spawn(Spread { store: store(), clock: clock(), wake: wake(), carriers }.run(stop()));
    worker.tasks.spawn(OldDocuments { store: store(), clock: clock() }.run(stop()));
    worker.tasks.spawn(Forget { store: store(), clock: clock() }.run(stop()));
}

/// Waits for the end of a stage, but not for ever.
async fn end(name: &'static str, patience: Duration, ended: impl Future<Output = ()>) {
    if tokio::time::timeout(patience, ended).await.is_err() {
        tracing::error!(stage = name, "service.stage_did_not_end");
    }
}

/// Workers side by side. `SQLite` has one writer: a second one would only wait for the first.
fn workers(store: &Store) -> u8 {
    match store.engine() {
        Engine::Sqlite => 1,
        Engine::Postgres => 4,
    }
}

fn lanes(config: &Config, rates: &Rates) -> anyhow::Result<Vec<LaneConfig>> {
    let client = HttpClient::new(Timeouts::default())?;
    config
        .accounts
        .iter()
        .map(|account| {
            Ok(LaneConfig {
                account: account.id.clone(),
                gateway: gateways::gateway(account, client.clone())?,
                pace: Pace {
                    per_second: account.per_second,
                    pair_interval: Duration::from_millis(account.pair_interval_ms),
                    pair_burst: account.pair_burst,
                },
                spending: Spending {
                    rates: rates.of(account.channel()).clone(),
                    budgets: config.budgets.clone(),
                    portfolio: account.portfolio.clone(),
                    daily_recipients: account.daily_recipients,
                },
                patience: config.patience,
            })
        })
        .collect()
}

/// Whether the account's templates can be looked at.
fn has_templates(account: &Account) -> bool {
    matches!(&account.provider, ProviderAccount::WhatsApp { waba_id: Some(_), .. })
}

/// Accounts that something is set or looked at for, beside what is sent.
fn watched_accounts(
    accounts: &[Account],
    wanted: impl Fn(&Account) -> bool,
) -> anyhow::Result<Vec<templates::Watched>> {
    let client = HttpClient::new(Timeouts::default())?;
    accounts
        .iter()
        .filter(|account| wanted(account))
        .map(|account| {
            let gateway = gateways::gateway(account, client.clone())?;
            Ok(templates::Watched { account: account.id.clone(), schools: account.schools.clone(), gateway })
        })
        .collect()
}

/// What the accounts can carry.
fn carriers(config: &Config, rates: &Rates) -> Carriers {
    let carrier = |account: &Account| Carrier {
        channel: account.channel(),
        schools: account.schools.clone(),
        per_second: account.per_second,
        portfolio: account.portfolio.clone(),
        daily_recipients: account.daily_recipients,
        bot: account.bot_name.clone(),
        files: account.channel().carries_files() && !matches!(account.provider, ProviderAccount::Twilio { .. }),
    };
    Carriers {
        accounts: config.accounts.iter().map(|account| (account.id.clone(), carrier(account))).collect(),
        rates: [Channel::WhatsApp, Channel::Sms].map(|channel| (channel, rates.of(channel).clone())).into(),
        budgets: config.budgets.clone(),
    }
}

/// The codes of all configured schools, each once.
fn schools(accounts: &[Account]) -> Vec<String> {
    let codes: std::collections::BTreeSet<_> = accounts.iter().flat_map(|account| account.schools.clone()).collect();
    codes.into_iter().collect()
}

async fn bind_metrics(config: &Config) -> anyhow::Result<Option<TcpListener>> {
    match config.metrics_listen {
        Some(listen) => Ok(Some(bind(listen, "metrics_listen").await?)),
        None => Ok(None),
    }
}

async fn bind(listen: SocketAddr, key: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen} (key `{key}`)"))
}

fn open_metrics(listener: TcpListener, stage: &Stage) -> anyhow::Result<SocketAddr> {
    let handle = telemetry::metrics()?;
    let address = listener.local_addr()?;
    let upkeep = (handle.clone(), stage.stop.clone());
    stage.tasks.spawn(async move {
        let (handle, stop) = upkeep;
        while tokio::time::timeout(Duration::from_secs(5), stop.cancelled()).await.is_err() {
            handle.run_upkeep();
        }
    });
    stage.tasks.spawn(server::serve(listener, metrics_router(handle), stage.stop.clone()));
    Ok(address)
}
