//! A service to be called by webhooks, and shorthands.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, Once};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use carnet_simulator::{Account, Simulator, SimulatorConfig, TelegramAccount, WhatsAppAccount};
use serde_json::Value;

pub(crate) const SOON: Duration = Duration::from_secs(5);
pub(crate) const NUMBER: &str = "106540352242922";
pub(crate) const PARENT: &str = "2250505050505";
pub(crate) const APP_SECRET: &str = "app_secret_test";
pub(crate) const BOT: &str = "123456:TEST-BOT-TOKEN";
pub(crate) const SECRET_TOKEN: &str = "secret-token_1";

/// One request a webhook got.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) uri: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Heard {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// The service's side of webhooks: remembers what it hears, answers as told.
#[derive(Clone, Default)]
pub(crate) struct Service {
    heard: Arc<Mutex<Vec<Heard>>>,
    answers: Arc<Mutex<VecDeque<(u16, String)>>>,
    addr: Option<SocketAddr>,
}

impl Service {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let service = Self { addr: listener.local_addr().ok(), ..Self::default() };
        let app = Router::new().fallback(hear).with_state(service.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        service
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr.unwrap())
    }

    /// The next answers, before it goes back to 200.
    pub(crate) fn answer_next(&self, status: u16, body: &str) {
        self.answers.lock().unwrap().push_back((status, body.to_owned()));
    }

    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    pub(crate) async fn wait_for(&self, count: usize) -> Vec<Heard> {
        for _ in 0..500 {
            let heard = self.heard();
            if heard.len() >= count {
                return heard;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("heard {} of {count} webhooks", self.heard().len());
    }
}

async fn hear(State(service): State<Service>, uri: Uri, headers: HeaderMap, body: Bytes) -> (StatusCode, String) {
    service.heard.lock().unwrap().push(Heard { uri: uri.to_string(), headers, body });
    let next = service.answers.lock().unwrap().pop_front();
    let (status, body) = next.unwrap_or((200, String::new()));
    (StatusCode::from_u16(status).unwrap(), body)
}

pub(crate) fn whatsapp_account(service: &Service) -> Account {
    Account::WhatsApp(WhatsAppAccount {
        phone_number_id: NUMBER.to_owned(),
        waba_id: "102290129340398".to_owned(),
        display_phone_number: "15550783881".to_owned(),
        access_token: Some("token".to_owned()),
        app_secret: APP_SECRET.to_owned(),
        verify_token: Some("verify".to_owned()),
        webhook_url: Some(service.url("/webhooks/whatsapp")),
    })
}

pub(crate) fn telegram_account(service: &Service) -> Account {
    Account::Telegram(TelegramAccount {
        bot_token: BOT.to_owned(),
        username: "school_bot".to_owned(),
        secret_token: Some(SECRET_TOKEN.to_owned()),
        webhook_url: Some(service.url("/webhooks/telegram/tg1")),
    })
}

/// A simulator nobody registered with.
pub(crate) async fn bare() -> Simulator {
    start(SimulatorConfig::default()).await
}

/// A simulator with one `WhatsApp` number and one bot, and the service they call.
pub(crate) async fn both() -> (Simulator, Service) {
    let service = Service::start().await;
    let accounts = vec![whatsapp_account(&service), telegram_account(&service)];
    let config = SimulatorConfig { accounts, ..SimulatorConfig::default() };
    (start(config).await, service)
}

pub(crate) async fn start(config: SimulatorConfig) -> Simulator {
    Simulator::start(config).await.unwrap()
}

pub(crate) fn client() -> reqwest::Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    // Loading the system's certificates costs more than most tests.
    reqwest::Client::builder().tls_certs_only([]).no_proxy().timeout(SOON).build().unwrap()
}

/// Posts to Meta's messages; returns status and answer.
pub(crate) async fn meta(simulator: &Simulator, body: &Value) -> (u16, Value) {
    let url = format!("{}/v25.0/{NUMBER}/messages", simulator.base_url());
    let response = client().post(url).bearer_auth("token").json(body).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

/// Calls a Telegram method; returns status and answer.
pub(crate) async fn bot(simulator: &Simulator, method: &str, body: &Value) -> (u16, Value) {
    let url = format!("{}/bot{BOT}/{method}", simulator.base_url());
    let response = client().post(url).json(body).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

pub(crate) fn text_to(to: &str, text: &str) -> Value {
    serde_json::json!({
        "messaging_product": "whatsapp", "to": to, "type": "text", "text": { "body": text },
    })
}
