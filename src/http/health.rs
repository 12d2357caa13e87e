//! `GET /healthz`, `GET /readyz`: alive, and able to take messages.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::router::AppState;

/// What the watchers found last: a request never waits for a check.
#[derive(Debug, Default)]
pub struct Readiness {
    database: AtomicBool,
    disk: AtomicBool,
    spooled: AtomicU64,
    /// Codes of configured schools that have not been imported.
    missing_schools: Mutex<Vec<String>>,
}

impl Readiness {
    /// Whether the database answered.
    pub fn set_database(&self, well: bool) {
        self.database.store(well, Ordering::Relaxed);
    }

    /// Whether there is room above the watermark.
    pub fn set_disk(&self, well: bool) {
        self.disk.store(well, Ordering::Relaxed);
    }

    /// How many events wait for the database in the spool.
    pub fn set_spooled(&self, events: u64) {
        self.spooled.store(events, Ordering::Relaxed);
    }

    /// Which configured schools are not in the database: nothing is taken for them, the others are served.
    pub fn set_missing_schools(&self, codes: Vec<String>) {
        *self.missing_schools.lock().unwrap_or_else(PoisonError::into_inner) = codes;
    }

    pub fn missing_schools(&self) -> Vec<String> {
        self.missing_schools.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A full disk cannot be repaired from inside `SQLite`: we stop taking before it is full.
    pub fn may_accept(&self) -> bool {
        self.disk.load(Ordering::Relaxed)
    }

    fn report(&self) -> (bool, bool) {
        (self.database.load(Ordering::Relaxed), self.disk.load(Ordering::Relaxed))
    }
}

pub(super) async fn alive() -> &'static str {
    "ok"
}

pub(super) async fn ready(State(state): State<AppState>) -> Response {
    let (database, disk) = state.readiness.report();
    let spooled = state.readiness.spooled.load(Ordering::Relaxed);
    let status = if database && disk { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let missing = state.readiness.missing_schools();
    let report = json!({ "database": database, "disk": disk, "spooled": spooled, "missing_schools": missing });
    (status, Json(report)).into_response()
}
