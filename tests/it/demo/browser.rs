//! Chromium without a window, driven as a person would: by its keyboard.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::error::NewSessionError;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tokio::process::{Child, Command};

pub(super) const TAB: &str = "\u{E004}";
pub(super) const ENTER: &str = "\u{E007}";
/// Presses Shift, or lets it go.
pub(super) const SHIFT: &str = "\u{E008}";

const SOON: Duration = Duration::from_mins(1);

/// A browser; it ends when it is dropped.
pub(super) struct Browser {
    pub(super) client: Client,
    _driver: Child,
    _profile: TempDir,
}

impl Browser {
    /// `None`, saying so, where there is no chromedriver – but not where everything must be tested.
    pub(super) async fn start() -> Option<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new("chromedriver");
        command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
        let Ok(driver) = command.spawn() else {
            assert!(std::env::var_os("CI").is_none(), "chromedriver is required here (Debian: chromium-driver)");
            println!("skipped: no chromedriver (Debian: chromium-driver)");
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let client = connect(port, &profile).await;
        Some(Self { client, _driver: driver, _profile: profile })
    }

    /// Writes with the keyboard, wherever the focus is.
    pub(super) async fn keys(&self, keys: &str) {
        let mut shifted = false;
        let mut actions = KeyActions::new("keyboard".into());
        for value in keys.chars() {
            let (down, up) = (KeyAction::Down { value }, KeyAction::Up { value });
            actions = match (SHIFT.starts_with(value), shifted) {
                (true, true) => actions.then(up),
                (true, false) => actions.then(down),
                (false, _) => actions.then(down).then(up),
            };
            shifted ^= SHIFT.starts_with(value);
        }
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Presses Tab until the focus is on something whose label contains `name`.
    pub(super) async fn walk_to(&self, name: &str) {
        let there = format!("document.activeElement.getAttribute('aria-label')?.includes({})", json!(name));
        for _ in 0..40 {
            if self.holds(&there).await {
                return;
            }
            self.keys(TAB).await;
        }
        panic!("the keyboard does not reach {name:?}");
    }

    /// Whether `expression` is true in the page.
    pub(super) async fn holds(&self, expression: &str) -> bool {
        let script = format!("return Boolean({expression});");
        self.client.execute(&script, vec![]).await.unwrap() == Value::Bool(true)
    }

    /// What a phone shows, as text.
    pub(super) async fn screen(&self, phone: &str) -> String {
        let script = format!("return document.querySelector('[data-phone={phone}] [role=log]').innerText;");
        self.client.execute(&script, vec![]).await.unwrap().as_str().unwrap().to_owned()
    }

    /// Waits until `expression` is true in the page.
    pub(super) async fn wait_for(&self, expression: &str) {
        let holds = async {
            while !self.holds(expression).await {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        if tokio::time::timeout(SOON, holds).await.is_err() {
            let page = self.client.execute("return document.body.innerText;", vec![]).await.unwrap();
            panic!("never true: {expression}\n{}", page.as_str().unwrap());
        }
    }

    /// Waits until a phone shows `text`.
    pub(super) async fn wait_for_text(&self, phone: &str, text: &str) {
        self.wait_for(&format!(
            "document.querySelector('[data-phone={phone}] [role=log]')?.innerText.includes({})",
            json!(text)
        ))
        .await;
    }
}

async fn connect(port: u16, profile: &TempDir) -> Client {
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1400,900",
        &format!("--user-data-dir={}", profile.path().display()),
    ]
    .map(Value::from);
    let wanted = json!({ "goog:chromeOptions": { "args": arguments } });
    let Value::Object(capabilities) = wanted else { unreachable!("an object") };
    let address = format!("http://127.0.0.1:{port}");
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities);
    // The driver needs a moment before it listens.
    let connected = async {
        loop {
            match builder.connect(&address).await {
                Ok(client) => return client,
                Err(NewSessionError::SessionNotCreated(error)) => panic!("no browser: {error}"),
                Err(_not_listening_yet) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    };
    tokio::time::timeout(SOON, connected).await.expect("chromedriver does not answer")
}
