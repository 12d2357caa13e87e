//! How much has passed each station of the road, as the providers saw it.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use super::page::Page;

/// The counts of one moment.
#[derive(Serialize)]
pub(super) struct Road {
    /// Webhooks posted to the service, tries included.
    posted: usize,
    /// Those the service answered with 200: they are on its disk.
    stored: usize,
    /// Requests of the service that a provider accepted.
    accepted: u64,
    /// Receipts (sent, delivered, read) the service took.
    receipts: usize,
}

pub(super) async fn road(State(page): State<Page>) -> Json<Road> {
    let webhooks = page.simulator.webhooks();
    let stored = webhooks.iter().filter(|webhook| webhook.delivered());
    Json(Road {
        posted: webhooks.len(),
        stored: stored.clone().count(),
        accepted: page.simulator.accepted(),
        receipts: stored.filter(|webhook| webhook.purpose == "status").count(),
    })
}
