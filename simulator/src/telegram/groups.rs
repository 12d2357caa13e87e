//! Groups as Telegram knows them: who of our bots is in, what they may see, and where the group went.

use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;

use crate::sync::lock;

#[derive(Debug, Default)]
pub(crate) struct Groups(Mutex<HashMap<i64, GroupState>>);

/// One group.
#[derive(Clone, Debug, Default)]
pub(crate) struct GroupState {
    pub(crate) title: String,
    pub(crate) bots: BTreeSet<String>,
    /// Bots are administrators there: privacy mode hides nothing from them.
    pub(crate) sees_all: bool,
    /// It became a supergroup.
    pub(crate) moved_to: Option<i64>,
}

impl Groups {
    /// Reads or changes a group; there is one from the first time on that it is spoken of.
    pub(crate) fn with<R>(&self, id: i64, f: impl FnOnce(&mut GroupState) -> R) -> R {
        f(lock(&self.0).entry(id).or_default())
    }

    /// As it stands, if anybody has spoken of it.
    pub(crate) fn get(&self, id: i64) -> Option<GroupState> {
        lock(&self.0).get(&id).cloned()
    }
}
