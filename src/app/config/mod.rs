//! Configuration: `carnet.toml`, each key overridable by `CARNET__KEY`. A fault names the key, the value and the remedy.

mod account;
mod provider;
mod secret;

use config::{Environment, File, FileFormat};
use serde::Deserialize;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use url::Url;

use crate::domain::{Money, PortfolioId};
use crate::outbox::Patience;
pub use account::Account;
use account::AccountFile;
pub use provider::ProviderAccount;
pub use secret::SecretRef;

const MIB: u64 = 1024 * 1024;

/// What the service runs on, checked.
#[derive(Debug)]
pub struct Config {
    pub listen: SocketAddr,
    pub public_url: Url,
    pub database_url: String,
    /// Base64 data keys: the one in use, then older ones that are still readable.
    pub data_keys: Vec<secrecy::SecretString>,
    /// Base64 keys that sign report cards: the one in use, then older ones. Without any, they come of the data keys.
    pub signing_keys: Vec<secrecy::SecretString>,
    pub metrics_listen: Option<SocketAddr>,
    /// Texts of the school's own that replace ours, file by file.
    pub templates: Option<PathBuf>,
    /// How long a report card's template of the school's own may take for a class.
    pub template_seconds: u64,
    pub accounts: Vec<Account>,
    /// A month's money for messages, by the school's code, in millionths of the currency of the rates.
    pub budgets: HashMap<String, i64>,
    /// What is not delivered within it goes to the person's next address.
    pub patience: Patience,
    /// Free bytes below which webhooks are answered 503.
    pub disk_watermark_bytes: u64,
    /// Taken in advance and given back when the disk falls below the watermark; zero is off.
    pub disk_ballast_bytes: u64,
    /// Where events wait while the database is away.
    pub spool: PathBuf,
    pub spool_bytes: u64,
}

/// A fault in the configuration, with its remedy.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{0}")]
    Unreadable(String),
    #[error("configuration key `{key}`: {problem}; {remedy}")]
    Bad { key: String, problem: String, remedy: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigFile {
    listen: Option<String>,
    public_url: String,
    database_url: String,
    data_key: SecretRef,
    #[serde(default)]
    old_data_keys: Vec<SecretRef>,
    signing_key: Option<SecretRef>,
    #[serde(default)]
    old_signing_keys: Vec<SecretRef>,
    metrics_listen: Option<String>,
    templates: Option<PathBuf>,
    #[serde(default = "default_template_seconds")]
    template_seconds: u64,
    #[serde(default = "default_watermark")]
    disk_watermark_mib: u64,
    #[serde(default = "default_ballast")]
    disk_ballast_mib: u64,
    #[serde(default = "default_spool")]
    spool: PathBuf,
    #[serde(default = "default_spool_size")]
    spool_mib: u64,
    #[serde(default)]
    account: Vec<AccountFile>,
    #[serde(default)]
    budget: Vec<BudgetFile>,
    #[serde(default)]
    elsewhere_after_minutes: ElsewhereFile,
}

/// `[elsewhere_after_minutes]`: after how many of them what is not delivered goes to the person's next address; 0 is never.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ElsewhereFile {
    security: u64,
    notice: u64,
    broadcast: u64,
}

impl Default for ElsewhereFile {
    fn default() -> Self {
        Self { security: 15, notice: 6 * 60, broadcast: 12 * 60 }
    }
}

impl ElsewhereFile {
    fn patience(&self) -> Patience {
        let time = |minutes: u64| (minutes > 0).then(|| Duration::from_mins(minutes.min(60 * 24 * 30)));
        Patience { security: time(self.security), notice: time(self.notice), broadcast: time(self.broadcast) }
    }
}

/// `[[budget]]`: what a school may spend on messages in a month.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BudgetFile {
    school: String,
    monthly: String,
}

const LISTEN: &str = "127.0.0.1:8080";

/// Seconds for a template of the school's own where nothing else is configured.
pub const TEMPLATE_SECONDS: u64 = 20;

fn default_template_seconds() -> u64 {
    TEMPLATE_SECONDS
}

fn default_watermark() -> u64 {
    256
}

fn default_ballast() -> u64 {
    16
}

fn default_spool() -> PathBuf {
    PathBuf::from("spool")
}

fn default_spool_size() -> u64 {
    64
}

impl Config {
    /// Reads the file and the environment, resolves every secret and checks every key.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        if !path.exists() {
            return Err(ConfigError::Unreadable(format!(
                "no configuration at {}; write one (README, \"Configuration\") or name it with --config",
                path.display()
            )));
        }
        let read = config::Config::builder()
            .add_source(File::from(path).format(FileFormat::Toml))
            .add_source(Environment::with_prefix("CARNET").prefix_separator("__").separator("__").try_parsing(true))
            .build()
            .and_then(config::Config::try_deserialize::<ConfigFile>)
            .map_err(|error| ConfigError::Unreadable(format!("{}: {error}", path.display())))?;
        read.check()
    }
}

impl ConfigFile {
    fn check(self) -> Result<Config, ConfigError> {
        let public_url =
            Url::parse(&self.public_url).ok().filter(|url| matches!(url.scheme(), "http" | "https")).ok_or_else(
                || bad("public_url", &format!("`{}` is no web address", self.public_url), "write https://your-host"),
            )?;
        let mut data_keys = vec![self.data_key.resolve("data_key")?];
        for key in &self.old_data_keys {
            data_keys.push(key.resolve("old_data_keys")?);
        }
        let mut signing_keys = Vec::new();
        if let Some(key) = &self.signing_key {
            signing_keys.push(key.resolve("signing_key")?);
        }
        for key in &self.old_signing_keys {
            signing_keys.push(key.resolve("old_signing_keys")?);
        }
        if self.signing_key.is_none() && !signing_keys.is_empty() {
            let problem = "there are old keys and none in use";
            return Err(bad("old_signing_keys", problem, "name the key that signs now in signing_key"));
        }
        let mut accounts = Vec::with_capacity(self.account.len());
        for account in self.account {
            let account = account.check(&public_url)?;
            if accounts.iter().any(|other: &Account| other.id == account.id) {
                let problem = format!("two accounts are called `{}`", account.id);
                return Err(bad("account.id", &problem, "give each its own name"));
            }
            if let Some(other) = accounts.iter().find(|other: &&Account| other.is_same_sender(&account)) {
                let problem = format!("`{}` and `{}` are the same sender", other.id, account.id);
                return Err(bad(
                    "account",
                    &problem,
                    "keep one, with schools = [\"…\", \"…\"] where several share it: each would use the provider's whole limit",
                ));
            }
            accounts.push(account);
        }
        share_daily_recipients(&mut accounts)?;
        let mut budgets = HashMap::new();
        for BudgetFile { school, monthly } in self.budget {
            let key = format!("budget \"{school}\"");
            let micros = Money::parse_micros(&monthly)
                .map_err(|wrong| bad(&key, &format!("`{monthly}` is no amount"), &wrong.to_string()))?;
            if budgets.insert(school, micros).is_some() {
                return Err(bad(&key, "the school has two budgets", "write one per school"));
            }
        }
        Ok(Config {
            budgets,
            patience: self.elsewhere_after_minutes.patience(),
            listen: socket("listen", self.listen.as_deref().unwrap_or(LISTEN))?,
            public_url,
            database_url: self.database_url,
            data_keys,
            signing_keys,
            metrics_listen: self.metrics_listen.map(|text| socket("metrics_listen", &text)).transpose()?,
            templates: self.templates,
            template_seconds: self.template_seconds.clamp(1, 3600),
            accounts,
            disk_watermark_bytes: self.disk_watermark_mib.saturating_mul(MIB),
            disk_ballast_bytes: self.disk_ballast_mib.saturating_mul(MIB),
            spool: self.spool,
            spool_bytes: self.spool_mib.saturating_mul(MIB),
        })
    }
}

/// What one number of a portfolio says of its day holds for all of them.
fn share_daily_recipients(accounts: &mut [Account]) -> Result<(), ConfigError> {
    let mut said: HashMap<PortfolioId, (String, u32)> = HashMap::new();
    for account in accounts.iter() {
        let Some(limit) = account.daily_recipients else { continue };
        match said.get(&account.portfolio) {
            Some((other, different)) if *different != limit => {
                let problem = format!("it is {limit}, and {different} for `{other}`, of the same portfolio");
                let remedy = "write the whole portfolio's number once: the numbers of a portfolio share it";
                return Err(bad(&format!("account \"{}\" daily_recipients", account.id), &problem, remedy));
            }
            Some(_) => {}
            None => drop(said.insert(account.portfolio.clone(), (account.id.0.clone(), limit))),
        }
    }
    for account in accounts {
        account.daily_recipients = said.get(&account.portfolio).map(|(_, limit)| *limit);
    }
    Ok(())
}

fn socket(key: &str, text: &str) -> Result<SocketAddr, ConfigError> {
    let remedy = format!("write an address and a port, such as {LISTEN}");
    text.parse().map_err(|_unreadable| bad(key, &format!("`{text}` is no address to listen at"), &remedy))
}

fn bad(key: &str, problem: &str, remedy: &str) -> ConfigError {
    ConfigError::Bad { key: key.into(), problem: problem.into(), remedy: remedy.into() }
}
