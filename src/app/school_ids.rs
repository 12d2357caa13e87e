//! Schools by their code, as the configuration names them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::SchoolId;
use crate::store::Store;

/// A school keeps its id: known once, it is not asked for again, and known while the database is away.
pub(super) struct SchoolIds {
    store: Store,
    known: Mutex<HashMap<String, SchoolId>>,
}

impl SchoolIds {
    pub(super) fn new(store: Store) -> Self {
        Self { store, known: Mutex::default() }
    }

    /// `None` while it has not been imported.
    pub(super) async fn of(&self, code: &str) -> Option<SchoolId> {
        let found = self.known().get(code).copied();
        if found.is_some() {
            return found;
        }
        let mut tx = self.store.begin_read().await.ok()?;
        let school = tx.school_by_code(code).await.ok()??.id;
        self.known().insert(code.to_owned(), school);
        Some(school)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, SchoolId>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
