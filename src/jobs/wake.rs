//! Telling the lanes that a job has put something into the outbox, so that nothing waits for their own look.

use std::sync::Arc;

/// Wakes every lane, whichever process drives it.
#[derive(Clone)]
pub struct Wake(Arc<dyn Fn() + Send + Sync>);

impl Wake {
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(wake))
    }

    /// Something has been committed.
    pub(super) fn lanes(&self) {
        (self.0)();
    }
}
