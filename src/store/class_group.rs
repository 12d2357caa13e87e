//! Telegram groups of a class's parents: the codes that link them, the groups, and their addresses.
//!
//! Invariant: of what is said in a group nothing is stored; its address and its name are sealed.

use sqlx::FromRow;
use uuid::Uuid;

use super::sql::args;
use super::{BlindIndex, NewContact, Reached, StoreError, Tx};
use crate::domain::{
    AccountId, Channel, ClassGroupId, ClassId, ContactId, EventId, LinkCode, SchoolId, StaffId, Timestamp,
};

const TITLE: &str = "class_group.title";

/// A code for a group, as it is stored: never in clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupCode {
    pub id: Uuid,
    pub class: ClassId,
    pub ordered_by: Option<StaffId>,
}

/// A group that is or is to be linked to a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassGroup {
    pub id: ClassGroupId,
    pub class: ClassId,
    pub class_label: String,
    pub reached: Reached,
    /// What its members call it.
    pub title: Option<String>,
    pub ordered_by: Option<StaffId>,
    /// An administrator has accepted it.
    pub linked: bool,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    class_id: Uuid,
    label: String,
    contact_id: Uuid,
    account_id: String,
    title: Option<Vec<u8>>,
    ordered_by: Option<Uuid>,
    state: String,
}

/// The groups of a school, waiting or linked, of which this is so.
macro_rules! groups_where {
    ($condition:literal) => {
        concat!(
            "SELECT g.id, g.class_id, l.label, g.contact_id, c.account_id, g.title, g.ordered_by, g.state \
             FROM class_group g JOIN class l ON l.school_id = g.school_id AND l.id = g.class_id \
             JOIN contact c ON c.school_id = g.school_id AND c.id = g.contact_id \
             WHERE g.school_id = $1 AND g.state <> 'ended' AND ",
            $condition,
            " ORDER BY g.id"
        )
    };
}

impl Tx {
    /// A code that nobody can guess.
    pub fn fresh_group_code(&self) -> LinkCode {
        LinkCode::from_random(self.keys().unguessable())
    }

    fn group_code_index(&self, code: &LinkCode) -> BlindIndex {
        self.keys().blind_index("group_code", code.canonical())
    }

    /// Stores a code for a class.
    pub async fn insert_group_code(
        &mut self,
        school: SchoolId,
        (code, class): (&LinkCode, ClassId),
        ordered_by: Option<StaffId>,
        (now, expires_at): (Timestamp, Timestamp),
    ) -> Result<(), StoreError> {
        let index = self.group_code_index(code);
        self.execute(
            "INSERT INTO group_code (school_id, id, code_hash, class_id, ordered_by, issued_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![school, EventId::fresh(), index, class, ordered_by, now, expires_at],
        )
        .await?;
        Ok(())
    }

    /// A code of this school that can still be used.
    pub async fn group_code(
        &mut self,
        school: SchoolId,
        code: &LinkCode,
        now: Timestamp,
    ) -> Result<Option<GroupCode>, StoreError> {
        let index = self.group_code_index(code);
        let row: Option<(Uuid, Uuid, Option<Uuid>)> = self
            .fetch_optional(
                "SELECT id, class_id, ordered_by FROM group_code \
                 WHERE school_id = $1 AND code_hash = $2 AND used_at IS NULL AND expires_at > $3",
                args![school, index, now],
            )
            .await?;
        let code =
            |(id, class, by): (_, _, Option<_>)| GroupCode { id, class: ClassId(class), ordered_by: by.map(StaffId) };
        Ok(row.map(code))
    }

    /// Uses a code up. `false`: it was used before, or has expired.
    pub async fn consume_group_code(
        &mut self,
        school: SchoolId,
        code: Uuid,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE group_code SET used_at = $3 \
                 WHERE school_id = $1 AND id = $2 AND used_at IS NULL AND expires_at > $3",
                args![school, code, now],
            )
            .await?;
        Ok(changed == 1)
    }

    /// The address of a group, stored when it is new to us. It speaks to us, so it can be written to.
    pub async fn group_address(
        &mut self,
        school: SchoolId,
        (account, group): (&AccountId, &str),
        now: Timestamp,
    ) -> Result<ContactId, StoreError> {
        if let Some(known) = self.known_group_address(school, account, group).await? {
            self.execute(
                "UPDATE contact SET state = 'active' WHERE school_id = $1 AND id = $2 AND state <> 'active'",
                args![school, known],
            )
            .await?;
            return Ok(known);
        }
        let id = ContactId::fresh();
        let new = NewContact { id, account, channel: Channel::Telegram, user: Some(group), phone: None };
        self.insert_contact(school, &new, now).await?;
        Ok(id)
    }

    /// The address of a group that we have written to, or that has spoken to us.
    pub async fn known_group_address(
        &mut self,
        school: SchoolId,
        account: &AccountId,
        group: &str,
    ) -> Result<Option<ContactId>, StoreError> {
        let index = self.user_index(group);
        let row: Option<(Uuid,)> = self
            .fetch_optional(
                "SELECT id FROM contact WHERE school_id = $1 AND account_id = $2 AND user_index = $3",
                args![school, account, index],
            )
            .await?;
        Ok(row.map(|(id,)| ContactId(id)))
    }

    /// Gives addresses of groups the number the provider knows them by now: what waits for them goes there.
    pub async fn move_groups(&mut self, moved: &[(SchoolId, ContactId, &str)]) -> Result<(), StoreError> {
        for (school, contact, to) in moved {
            let index = self.user_index(to);
            // Somebody may have spoken to us there before the news of the move came.
            self.execute(
                "UPDATE contact SET user_index = NULL, user_sealed = NULL WHERE school_id = $1 AND user_index = $3 \
                 AND id <> $2 AND account_id = (SELECT c.account_id FROM contact c WHERE c.school_id = $1 AND c.id = $2)",
                args![*school, *contact, index.clone()],
            )
            .await?;
            let sealed = self.keys().seal("contact.user_sealed", contact.0, to.as_bytes());
            self.execute(
                "UPDATE contact SET user_index = $3, user_sealed = $4 WHERE school_id = $1 AND id = $2",
                args![*school, *contact, index, sealed],
            )
            .await?;
        }
        Ok(())
    }

    /// Stores a group that is, or is to be, a class's. What it was before has ended.
    pub async fn insert_class_group(
        &mut self,
        school: SchoolId,
        group: &ClassGroup,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let title = group.title.as_ref().map(|title| self.keys().seal(TITLE, group.id.0, title.as_bytes()));
        let state = if group.linked { "linked" } else { "asked" };
        self.execute(
            "INSERT INTO class_group (school_id, id, class_id, contact_id, title, ordered_by, state, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            args![school, group.id, group.class, group.reached.contact, title, group.ordered_by, state, now],
        )
        .await?;
        Ok(())
    }

    /// A group that is waiting or linked.
    pub async fn class_group(
        &mut self,
        school: SchoolId,
        group: ClassGroupId,
    ) -> Result<Option<ClassGroup>, StoreError> {
        let rows: Vec<Row> = self.fetch_all(groups_where!("g.id = $2"), args![school, group]).await?;
        Ok(self.class_groups(rows)?.pop())
    }

    /// What a group is to the school, by its address.
    pub async fn class_group_at(
        &mut self,
        school: SchoolId,
        address: ContactId,
    ) -> Result<Option<ClassGroup>, StoreError> {
        let rows: Vec<Row> = self.fetch_all(groups_where!("g.contact_id = $2"), args![school, address]).await?;
        Ok(self.class_groups(rows)?.pop())
    }

    /// The groups of a class, waiting and linked.
    pub async fn groups_of_class(&mut self, school: SchoolId, class: ClassId) -> Result<Vec<ClassGroup>, StoreError> {
        let rows: Vec<Row> = self.fetch_all(groups_where!("g.class_id = $2"), args![school, class]).await?;
        self.class_groups(rows)
    }

    /// Accepts a group that waits for it; false when it does not (any more).
    pub async fn accept_class_group(&mut self, school: SchoolId, group: ClassGroupId) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE class_group SET state = 'linked' WHERE school_id = $1 AND id = $2 AND state = 'asked'",
                args![school, group],
            )
            .await?;
        Ok(changed == 1)
    }

    /// Ends what a group is to a class; false when it has ended before.
    pub async fn end_class_group(
        &mut self,
        school: SchoolId,
        group: ClassGroupId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE class_group SET state = 'ended', ended_at = $3 \
                 WHERE school_id = $1 AND id = $2 AND state <> 'ended'",
                args![school, group, now],
            )
            .await?;
        Ok(changed == 1)
    }

    fn class_groups(&self, rows: Vec<Row>) -> Result<Vec<ClassGroup>, StoreError> {
        let corrupt = |_unreadable| StoreError::Corrupt { table: "class_group", column: "title" };
        let group = |row: Row| {
            let title = row.title.map(|sealed| self.keys().open(TITLE, row.id, &sealed)).transpose()?;
            Ok(ClassGroup {
                id: ClassGroupId(row.id),
                class: ClassId(row.class_id),
                class_label: row.label,
                reached: Reached { contact: ContactId(row.contact_id), account: AccountId(row.account_id) },
                title: title.map(String::from_utf8).transpose().map_err(corrupt)?,
                ordered_by: row.ordered_by.map(StaffId),
                linked: row.state == "linked",
            })
        };
        rows.into_iter().map(group).collect()
    }
}
