//! The real thing: the simulator in this process, `carnet serve` as a process of its own, a school in its database.

use base64::Engine as _;
use carnet_simulator::{
    Account, Limits, Receipts, Simulator, SimulatorConfig, TelegramAccount, Webhooks, WhatsAppAccount,
};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

use super::eye::Eye;
use super::webhook::Caller;

pub(crate) const PHONE_NUMBER_ID: &str = "106540352242922";
pub(crate) const WABA: &str = "102290129340398";
pub(crate) const BOT_TOKEN: &str = "123456:TEST-token";

/// How a world is set up.
#[derive(Default)]
pub(crate) struct Setup {
    pub(crate) school: Option<String>,
    pub(crate) limits: Limits,
    pub(crate) receipts: Receipts,
    pub(crate) script: carnet_simulator::Script,
    pub(crate) webhooks: Webhooks,
    pub(crate) database_url: Option<String>,
    /// Lines for the top of the configuration.
    pub(crate) keys: &'static str,
    /// Further accounts in the configuration; `BASE` stands for where providers are.
    pub(crate) accounts: &'static str,
    /// What each account may send in a second; the providers' own limits without it.
    pub(crate) per_second: Option<u32>,
    /// Where providers find us, when something stands before the service.
    pub(crate) front: Option<u16>,
    /// Where we find providers, when something stands before them.
    pub(crate) providers: Option<String>,
}

/// A running world; everything ends when it is dropped.
pub(crate) struct World {
    pub(crate) simulator: Simulator,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) port: u16,
    pub(crate) metrics_port: u16,
    pub(crate) database_url: String,
    /// What each account may send in a second, where the setup says so.
    pub(crate) per_second: Option<u32>,
    service: Option<Child>,
    providers: Option<String>,
    env: Vec<(&'static str, String)>,
}

impl World {
    /// Imports the school and starts the service.
    pub(crate) async fn start(setup: Setup) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let front = setup.front.unwrap_or(port);
        let simulator = Simulator::start(SimulatorConfig {
            ledger: Some(folder.path().join("ledger.jsonl")),
            limits: setup.limits,
            receipts: setup.receipts,
            script: setup.script,
            webhooks: setup.webhooks,
            smtp_listen: Some(([127, 0, 0, 1], 0).into()),
            accounts: vec![
                Account::WhatsApp(WhatsAppAccount {
                    phone_number_id: PHONE_NUMBER_ID.into(),
                    waba_id: WABA.into(),
                    app_secret: "wa-secret".into(),
                    webhook_url: Some(format!("http://127.0.0.1:{front}/webhooks/whatsapp")),
                    ..Default::default()
                }),
                Account::Telegram(TelegramAccount {
                    bot_token: BOT_TOKEN.into(),
                    secret_token: Some("tg-secret".into()),
                    webhook_url: Some(format!("http://127.0.0.1:{front}/webhooks/telegram/tg1")),
                    ..Default::default()
                }),
            ],
            ..Default::default()
        })
        .await
        .unwrap();
        let on_sqlite = || format!("sqlite://{}", folder.path().join("carnet.db").display());
        let database_url = setup.database_url.unwrap_or_else(on_sqlite);
        let (metrics_port, mut env) = (free_port(), environment());
        let mail_server = format!("smtp://{}?tls=none", simulator.smtp_addr().unwrap());
        env.push(("TEST_SMTP_URL", mail_server));
        let providers = setup.providers;
        let per_second = setup.per_second;
        let service = None;
        let mut world =
            Self { simulator, folder, port, metrics_port, database_url, per_second, service, providers, env };
        world.configure(setup.keys, setup.accounts);
        let school = setup.school.unwrap_or_else(|| include_str!("../school.json").to_owned());
        std::fs::write(world.folder.path().join("school.json"), school).unwrap();
        let imported = world.carnet(&["migrate"]).await;
        assert!(imported.0, "{}", imported.1);
        let imported = world.carnet(&["import", "school.json"]).await;
        assert!(imported.0, "{}", imported.1);
        world.serve().await;
        world
    }

    /// Writes the configuration: the next start reads it.
    pub(crate) fn configure(&self, keys: &str, accounts: &str) {
        let base = self.providers.clone().unwrap_or_else(|| self.simulator.base_url());
        let (database_url, accounts) = (&self.database_url, accounts.replace("BASE", &base));
        let rate = self.per_second.map_or_else(String::new, |rate| format!("per_second = {rate}"));
        let config = format!(
            r#"
listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"
database_url = "{database_url}"
data_key = "env:TEST_DATA_KEY"
metrics_listen = "127.0.0.1:{metrics_port}"
{keys}

[[account]]
id = "wa1"
school = "essai"
provider = "whatsapp"
api_base = "{base}/v25.0"
phone_number_id = "{PHONE_NUMBER_ID}"
waba_id = "{WABA}"
access_token = "env:TEST_WA_TOKEN"
app_secrets = ["env:TEST_WA_SECRET", "env:TEST_WA_OLD_SECRET"]
verify_token = "env:TEST_WA_VERIFY"
pair_interval_ms = 0
{rate}

[[account]]
id = "tg1"
school = "essai"
provider = "telegram"
api_base = "{base}"
bot_token = "env:TEST_TG_TOKEN"
secret_tokens = ["env:TEST_TG_SECRET"]
bot_name = "carnet_bot"
pair_interval_ms = 0
{rate}
{accounts}
"#,
            port = self.port,
            metrics_port = self.metrics_port,
        );
        std::fs::write(self.folder.path().join("carnet.toml"), config).unwrap();
    }

    /// Where providers are to be found from the next start on; `None` leads to the simulator itself.
    pub(crate) fn find_providers_at(&mut self, base: Option<String>) {
        self.providers = base;
        self.configure("", "");
    }

    fn command(&self, args: &[&str]) -> Command {
        self.command_under(&[], args)
    }

    /// Our binary, started by another program.
    fn command_under(&self, launcher: &[&str], args: &[&str]) -> Command {
        let words = [launcher, &[env!("CARGO_BIN_EXE_carnet")], args].concat();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).current_dir(self.folder.path()).kill_on_drop(true);
        command.envs(self.env.iter().map(|(name, value)| (*name, value.as_str())));
        command
    }

    /// Runs a command to its end: whether it succeeded, and what it said.
    pub(crate) async fn carnet(&self, args: &[&str]) -> (bool, String) {
        let output = self.command(args).output().await.unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    }

    /// The same, with this on its standard input.
    pub(crate) async fn pipe(&self, args: &[&str], input: &[u8]) -> (bool, String) {
        let mut command = self.command(args);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        // Whoever reads no further closes it.
        let _closed = pipe.write_all(input).await;
        drop(pipe);
        let output = child.wait_with_output().await.unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    }

    /// Starts the service; its log goes to a file that a test may read.
    pub(crate) async fn serve(&mut self) {
        assert!(self.serve_under(&[]).await, "not ready: {}", self.log());
    }

    /// Starts the service by another program, such as `strace`; says whether it got as far as being ready.
    pub(crate) async fn serve_under(&mut self, launcher: &[&str]) -> bool {
        let log = std::fs::File::options().create(true).append(true).open(self.log_path()).unwrap();
        let mut command = self.command_under(launcher, &["serve"]);
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = tokio::time::timeout(Duration::from_mins(1), lines.next_line()).await;
        let ready = ready.unwrap_or_else(|_| panic!("not ready: {}", self.log())).unwrap();
        self.service = Some(child);
        ready.is_some_and(|line| line.starts_with("ready http://"))
    }

    /// Waits for the service to die by itself; `false` when it lives on.
    pub(crate) async fn dies_within(&mut self, patience: Duration) -> bool {
        let Some(child) = self.service.as_mut() else { return true };
        tokio::time::timeout(patience, child.wait()).await.is_ok()
    }

    /// Starts a command and ends it without warning after `life`.
    pub(crate) async fn cut_short(&self, args: &[&str], life: Duration) {
        let mut child = self.command(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let _ended = tokio::time::timeout(life, child.wait()).await;
        child.kill().await.unwrap();
    }

    /// Ends the service without warning, as a power cut would.
    pub(crate) async fn kill(&mut self) {
        if let Some(mut child) = self.service.take() {
            child.kill().await.unwrap();
        }
    }

    /// Asks the service to end (SIGTERM) and says how long it took.
    pub(crate) async fn terminate(&mut self) -> Duration {
        let began = std::time::Instant::now();
        let mut child = self.service.take().unwrap();
        let pid = child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().await.unwrap().success());
        let status = tokio::time::timeout(Duration::from_secs(25), child.wait()).await.unwrap().unwrap();
        assert!(status.success(), "{status}: {}", self.log());
        began.elapsed()
    }

    /// Starts another process on the same database.
    pub(crate) async fn serve_beside(&self) -> Beside {
        let port = free_port();
        let log_path = self.path().join(format!("beside-{port}.log"));
        let log = std::fs::File::create(&log_path).unwrap();
        let mut command = self.command(&["serve"]);
        command.env("CARNET__LISTEN", format!("127.0.0.1:{port}"));
        command.env("CARNET__METRICS_LISTEN", format!("127.0.0.1:{}", free_port()));
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = tokio::time::timeout(Duration::from_secs(30), lines.next_line()).await.unwrap().unwrap();
        assert!(ready.is_some(), "{}", std::fs::read_to_string(&log_path).unwrap());
        Beside { port, log_path, child }
    }

    /// Sends the service a signal: `STOP`, `CONT`.
    pub(crate) async fn signal(&self, signal: &str) {
        let pid = self.service.as_ref().unwrap().id().unwrap().to_string();
        assert!(Command::new("kill").args([&format!("-{signal}"), &pid]).status().await.unwrap().success());
    }

    fn log_path(&self) -> PathBuf {
        self.folder.path().join("carnet.log")
    }

    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Somebody who calls the public door.
    pub(crate) fn caller(&self) -> Caller {
        Caller::new(self.port)
    }

    /// What the metrics say now.
    pub(crate) async fn metrics(&self) -> String {
        Caller::new(self.metrics_port).get("/metrics").await.body
    }

    pub(crate) async fn eye(&self) -> Eye {
        Eye::open(&self.database_url).await
    }
}

/// Another process on the same database.
pub(crate) struct Beside {
    pub(crate) port: u16,
    log_path: PathBuf,
    pub(crate) child: Child,
}

impl Beside {
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log_path).unwrap_or_default()
    }
}

fn environment() -> Vec<(&'static str, String)> {
    vec![
        ("TEST_DATA_KEY", base64::engine::general_purpose::STANDARD.encode([7; 32])),
        ("TEST_WA_TOKEN", "wa-token".into()),
        ("TEST_WA_SECRET", "wa-secret".into()),
        ("TEST_WA_OLD_SECRET", "wa-old-secret".into()),
        ("TEST_WA_OTHER_SECRET", "wa-other-secret".into()),
        ("TEST_TG_OTHER_SECRET", "tg-other-secret".into()),
        ("TEST_WA_VERIFY", "wa-verify".into()),
        ("TEST_TG_TOKEN", BOT_TOKEN.into()),
        ("TEST_TG_SECRET", "tg-secret".into()),
        ("TEST_TWILIO_TOKEN", "twilio-token".into()),
        ("TEST_INFOBIP_KEY", "infobip-key".into()),
        ("TEST_INFOBIP_SECRET", "infobip-secret".into()),
        ("CARNET_LOG", "debug".into()),
    ]
}

/// A port that nobody listens on. Below those that the system gives to connections, and each only once in this process: the
/// service that is to have it may start later.
pub(crate) fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let own = (std::process::id() % 97) as u16 * 113;
    loop {
        let port = 12_000 + (own + NEXT.fetch_add(1, Ordering::Relaxed)) % 20_000;
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
