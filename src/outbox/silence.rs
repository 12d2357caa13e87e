//! That a provider has stopped answering, and that it answers again, is put down where operators and other processes see it.

use std::sync::Arc;

use super::lane::House;
use crate::domain::AccountId;

/// Puts it down beside what the lane does: no message waits for that.
pub(super) fn note(house: &Arc<House>, account: &AccountId, is_silent: bool) {
    let (house, account) = (Arc::clone(house), account.clone());
    tokio::spawn(async move {
        let since = is_silent.then(|| house.clock.now());
        let noted = async {
            let mut tx = house.store.begin().await?;
            tx.note_silence(&account, since).await?;
            tx.commit().await
        };
        if let Err(error) = noted.await {
            tracing::warn!(%account, %error, "outbox.silence_not_noted");
        }
    });
}
