//! The demo: an invented school, the providers' simulator and the service in one process, and a page with four phones.
//!
//! Lives here: the school's file, the folder it lives in, what both sides of the wire must agree on, the page's routes.
//! Never here: a short cut. The page talks to the simulator's phones alone; the simulator and the service talk over
//! loopback sockets, as if they had never met.

mod cast;
mod events;
mod folder;
mod page;
mod providers;
mod road;
mod school;

pub use cast::SCHOOL;
pub use folder::DemoFolder;
pub use school::school_file;

use anyhow::Context;
use axum::Router;
use carnet_simulator::{Limits, Receipts, Simulator, SimulatorConfig, UnknownRecipients};
use rand::Rng;
use secrecy::SecretString;
use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use url::Url;

use self::providers::Providers;
use super::config::{Config, TEMPLATE_SECONDS};
use super::service::Service;
use crate::outbox::Patience;
use crate::render::Renderer;

const MIB: u64 = 1024 * 1024;

/// When the phones' receipts come: slowly enough to see the ticks turn.
const RECEIPTS: Receipts =
    Receipts { sent_ms: Some(150), delivered_ms: Some(450), read_ms: Some(1500), before_response: false };

/// The outside world of a demo, and what the service must know to live in it.
pub struct Demo {
    simulator: Arc<Simulator>,
    providers: Providers,
    /// Ends the pages' event streams, which would otherwise keep the doors from closing.
    pages: CancellationToken,
}

impl Demo {
    /// Starts the providers; nobody writes yet.
    pub async fn start(random: &mut impl Rng) -> anyhow::Result<Self> {
        // All limits but those that need a sender known to the provider beforehand.
        let limits =
            Limits { unknown_recipients: UnknownRecipients::Accept, known_templates: false, ..Limits::documented() };
        let config = SimulatorConfig { limits, receipts: RECEIPTS, ..SimulatorConfig::default() };
        let simulator = Simulator::start(config).await.context("the provider simulator did not start")?;
        Providers::approve(&simulator, Renderer::load(None)?.template_definitions());
        Ok(Self {
            simulator: Arc::new(simulator),
            providers: Providers::invent(random),
            pages: CancellationToken::new(),
        })
    }

    /// The service's configuration.
    pub fn config(&self, listen: SocketAddr, folder: &DemoFolder, data_key: SecretString) -> anyhow::Result<Config> {
        Ok(Config {
            patience: Patience::default(),
            listen,
            public_url: Url::parse(&format!("http://{listen}"))?,
            database_url: folder.database_url(),
            data_keys: vec![data_key],
            signing_keys: Vec::new(),
            metrics_listen: None,
            template_seconds: TEMPLATE_SECONDS,
            templates: None,
            budgets: HashMap::new(),
            accounts: self.providers.accounts(&self.simulator.base_url())?,
            disk_watermark_bytes: 64 * MIB,
            disk_ballast_bytes: 0,
            spool: folder.spool(),
            spool_bytes: 16 * MIB,
        })
    }

    /// The page, its files and what it asks for.
    pub fn routes(&self) -> Router {
        page::routes(Arc::clone(&self.simulator), self.pages.clone())
    }

    /// Tells the providers where the service is, and gives people their phones.
    pub fn open(&self, service: &Service) {
        // Whatever the service listens on, providers and service meet on loopback.
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, service.address.port()));
        let origin = match service.address {
            any if any.ip().is_unspecified() => address,
            named => named,
        };
        self.providers.register(&self.simulator, &format!("http://{origin}"));
        cast::meet(&self.simulator);
    }

    /// Ends the pages, then the service, then the providers: nothing loses whom it talks to.
    pub async fn shutdown(self, service: Service) -> anyhow::Result<()> {
        self.pages.cancel();
        service.shutdown().await?;
        self.simulator.shutdown().await;
        Ok(())
    }
}
