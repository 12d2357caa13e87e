//! `carnet check`: everything that can be wrong before the first message, each fault with its remedy.

use secrecy::ExposeSecret;
use std::collections::BTreeMap;

use super::output::say;
use super::queue::portfolios::portfolios;
use crate::app::clock::SystemClock;
use crate::app::config::{Account, Config, ProviderAccount};
use crate::app::menus::{self, Place};
#[cfg(feature = "typeset")]
use crate::app::printing;
use crate::app::rates::Rates;
use crate::app::{database, gateways, lexicon};
use crate::domain::{AccountId, Clock as _};
use crate::gateway::{Gateway, HttpClient, Telegram, Timeouts};
use crate::inbox::Spool;
use crate::render::Renderer;
use crate::store::Store;

/// Checks all there is; fails when something must be mended. `fix` also sets what providers must know.
pub(super) async fn run(config: &Config, fix: bool) -> anyhow::Result<()> {
    let mut faults = 0;
    say(&format!("configuration: {} account(s)", config.accounts.len()));
    let renderer = Renderer::load(config.templates.as_deref());
    faults += report("templates", renderer.as_ref().map(|_| "all phrases in fr, en and ar".to_owned()));
    if let Ok(renderer) = &renderer {
        faults += report_card_templates(config, renderer);
    }
    let lexicon = lexicon::load(config.templates.as_deref());
    faults += report("lexicon", lexicon.map(|_| "the words of fr, en and ar".to_owned()));
    let rates = Rates::load(config.templates.as_deref());
    faults += report("rates", rates.map(|rates| format!("in {}", rates.any().currency())));
    let spool = Spool::open(&config.spool, config.spool_bytes);
    faults += report("spool", spool.map(|_| format!("{} can be written to", config.spool.display())));
    let store = database::open_sound(config).await;
    faults += report("database", store.as_ref().map(|store| format!("{:?}, migrated", store.engine())));
    if let Ok(store) = &store {
        faults += schools(store, config).await?;
        faults += gone(store, config).await?;
        let mut tx = store.begin_read().await?;
        for line in portfolios(&mut tx, config, SystemClock.now()).await? {
            say(&format!("ok    {}", line.told()));
        }
        tx.rollback().await?;
    }
    for account in &config.accounts {
        faults += provider(config, account, fix, renderer.as_ref().ok(), store.as_ref().ok()).await?;
    }
    anyhow::ensure!(faults == 0, "{faults} fault(s) found, see above");
    Ok(())
}

/// What a template says wrong only shows when it is compiled.
#[cfg(feature = "typeset")]
fn report_card_templates(config: &Config, renderer: &Renderer) -> u32 {
    let tried = printing::printer(config).and_then(|printer| Ok(printer.try_out(renderer)?));
    report("report cards", tried.map(|()| "a sample card in fr, en and ar".to_owned()))
}

#[cfg(not(feature = "typeset"))]
fn report_card_templates(_: &Config, _: &Renderer) -> u32 {
    0
}

fn report(what: &str, outcome: Result<String, impl std::fmt::Display>) -> u32 {
    match outcome {
        Ok(well) => {
            say(&format!("ok    {what}: {well}"));
            0
        }
        Err(fault) => {
            say(&format!("FAULT {what}: {fault:#}"));
            1
        }
    }
}

async fn schools(store: &Store, config: &Config) -> anyhow::Result<u32> {
    let mut faults = 0;
    let mut tx = store.begin_read().await?;
    for (account, code) in config.accounts.iter().flat_map(|one| one.schools.iter().map(move |code| (one, code))) {
        let known = tx.school_by_code(code).await?;
        let what = format!("account {} school `{code}`", account.id);
        let missing = "no such school in the database; import it first: carnet import FILE";
        faults += report(&what, known.map(|school| school.name).ok_or(missing));
    }
    Ok(faults)
}

/// Accounts that were taken out of the configuration while something waits for them.
async fn gone(store: &Store, config: &Config) -> anyhow::Result<u32> {
    let depths = store.begin_read().await?.lane_depths(SystemClock.now()).await?;
    let mut waiting: BTreeMap<AccountId, i64> = BTreeMap::new();
    for depth in depths {
        *waiting.entry(depth.account).or_default() += depth.open;
    }
    waiting.retain(|account, _| config.accounts.iter().all(|one| one.id != *account));
    let told = waiting.iter().map(|(account, open)| {
        let fault = format!(
            "is not in the configuration, and {open} message(s) wait for it: they go by their people's other \
            accounts, or end when their time is over"
        );
        report(&format!("account {account}"), Err::<String, _>(fault))
    });
    Ok(told.sum())
}

async fn provider(
    config: &Config,
    account: &Account,
    fix: bool,
    renderer: Option<&Renderer>,
    store: Option<&Store>,
) -> anyhow::Result<u32> {
    let gateway = gateways::gateway(account, HttpClient::new(Timeouts::default())?)?;
    let what = format!("account {} at {}", account.id, gateway.provider().code());
    let mut faults = match gateway.check().await {
        Ok(checked) => {
            if let Some(remedy) = bot_name_remedy(account, &checked.identity) {
                say(&format!("note  {what}: {remedy}"));
            }
            for note in &checked.notes {
                say(&format!("note  {what}: {note}"));
            }
            report(&what, Ok::<_, String>(checked.identity))
        }
        Err(fault) => report(&what, Err(fault)),
    };
    if let (true, Gateway::Telegram(telegram)) = (fix, &gateway) {
        faults += introduce(config, account, telegram, &what).await?;
        if let Some(with) = store.zip(renderer) {
            faults += menus(with, account, &gateway, &what).await?;
        }
    }
    Ok(faults)
}

/// A bot is found by its name: in links that add it to a group, and by whoever reads it in one.
fn bot_name_remedy(account: &Account, identity: &str) -> Option<String> {
    let ProviderAccount::Telegram { .. } = &account.provider else { return None };
    let name = identity.trim_start_matches('@');
    (account.bot_name.as_deref() != Some(name)).then(|| format!("in groups its links need bot_name = \"{name}\""))
}

/// Tells Telegram where to find us.
async fn introduce(config: &Config, account: &Account, telegram: &Telegram, what: &str) -> anyhow::Result<u32> {
    let ProviderAccount::Telegram { webhook_secret, .. } = &account.provider else { return Ok(0) };
    let url = config.public_url.join(&format!("webhooks/telegram/{}", account.id))?;
    let set = telegram.set_webhook(&url, webhook_secret.expose_secret()).await;
    Ok(report(&format!("{what}, webhook"), set.map(|()| "set".to_owned())))
}

/// Sets the menus of an account, whether they are set already or not.
async fn menus(
    (store, renderer): (&Store, &Renderer),
    account: &Account,
    gateway: &Gateway,
    what: &str,
) -> anyhow::Result<u32> {
    let mut schools = Vec::new();
    for code in &account.schools {
        schools.extend(store.begin_read().await?.school_by_code(code).await?);
    }
    let shown = menus::shown(store, renderer, (&account.id, &schools), gateway).await?;
    let told = menus::show(store, &account.id, (&shown, gateway), true, SystemClock.now()).await?;
    let mut faults = 0;
    for (place, outcome) in told {
        let of = match place {
            Place::Number(locale) => format!("{what}, commands and ice-breakers, {}", locale.code()),
            Place::Everyone(locale) => format!("{what}, menu {}", locale.code()),
            Place::Staff { .. } => format!("{what}, a staff menu"),
        };
        faults += report(&of, outcome.unwrap_or(Ok(())).map(|()| "set".to_owned()));
    }
    Ok(faults)
}
