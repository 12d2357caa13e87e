//! Whose chat has a menu of its own, and what menus providers were last told to show.

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{AccountId, ContactId, Locale, SchoolId, Timestamp};
use std::collections::HashMap;
use uuid::Uuid;

impl Tx {
    /// The chats of staff known to an account, by the provider's own id, with the language they are spoken to in.
    pub async fn staff_chats(
        &mut self,
        school: SchoolId,
        account: &AccountId,
    ) -> Result<Vec<(ContactId, String, Option<Locale>)>, StoreError> {
        let rows: Vec<(Uuid, Vec<u8>, Option<String>)> = self
            .fetch_all(
                "SELECT c.id, c.user_sealed, COALESCE(c.locale, s.locale) AS locale FROM contact c \
                 JOIN staff s ON s.school_id = c.school_id AND s.id = c.staff_id \
                 WHERE c.school_id = $1 AND c.account_id = $2 AND c.state = 'active' AND c.user_sealed IS NOT NULL",
                args![school, account],
            )
            .await?;
        rows.into_iter()
            .map(|(id, sealed, locale)| {
                let user = self.keys().open("contact.user_sealed", id, &sealed)?;
                let corrupt = StoreError::Corrupt { table: "contact", column: "user_sealed" };
                let user = String::from_utf8(user).map_err(|_unreadable| corrupt)?;
                Ok((ContactId(id), user, locale.and_then(|code| code.parse().ok())))
            })
            .collect()
    }

    /// The digests of what an account was last told to show, by place.
    pub async fn menus(&mut self, account: &AccountId) -> Result<HashMap<String, String>, StoreError> {
        let rows: Vec<(String, String)> =
            self.fetch_all("SELECT place, words FROM menu WHERE account_id = $1", args![account]).await?;
        Ok(rows.into_iter().collect())
    }

    /// Remembers what an account shows now.
    pub async fn note_menu(
        &mut self,
        account: &AccountId,
        place: &str,
        words: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO menu (account_id, place, words, set_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (account_id, place) DO UPDATE SET words = excluded.words, set_at = excluded.set_at",
            args![account, place, words, now],
        )
        .await?;
        Ok(())
    }
}
