//! Whose turn it is: the heads of a lane's streams. A stream is what one person is sent of one class.

use serde::de::DeserializeOwned;
use sqlx::FromRow;
use uuid::Uuid;

use super::{NEEDS_TEMPLATE, RETRIED};
use crate::domain::{
    AccountId, ContactId, FileCode, Locale, MarkId, MessageClass, MessageId, ResultId, SchoolId, Timestamp,
};
use crate::phrase::{Phrase, Say};
use crate::store::message::{PHRASE, Spoken};
use crate::store::sql::args;
use crate::store::{Keyring, StoreError, Tx};

/// Which heads are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Heads<'a> {
    pub account: &'a AccountId,
    /// Each school has a queue of its own in the lane.
    pub school: SchoolId,
    pub now: Timestamp,
    /// Messages doubtful since before this no longer hold up their stream.
    pub doubt_before: Timestamp,
    /// At most so many of each class.
    pub per_class: i64,
}

/// A message whose turn it may be, still sealed.
#[derive(FromRow)]
pub struct Due {
    school_id: Uuid,
    id: Uuid,
    contact_id: Uuid,
    class: i64,
    phrase: Vec<u8>,
    charged: i64,
    resends: i64,
    part: i64,
    not_before: i64,
    expires_at: i64,
    eligible_at: i64,
    reason: Option<String>,
    guardianships: String,
    marks: String,
    cards: String,
    edits: Option<Uuid>,
    any_hour: bool,
    locale: Option<String>,
    file_locale: Option<String>,
    address: Option<Vec<u8>>,
    last_inbound_at: Option<i64>,
    no_marketing_before: i64,
    phone_sealed: Option<Vec<u8>>,
    user_sealed: Option<Vec<u8>>,
    email_sealed: Option<Vec<u8>>,
}

/// An address of a provider, whichever schools know it: providers give each a pace of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PairKey(pub u64);

/// A message whose turn it may be, with what is needed to render, address and check it.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub school: SchoolId,
    pub id: MessageId,
    pub contact: ContactId,
    pub pair: PairKey,
    pub class: MessageClass,
    pub say: Say,
    pub charged: u32,
    pub resends: i64,
    /// The next part to send.
    pub part: i64,
    pub expires_at: Timestamp,
    pub eligible_at: Timestamp,
    /// The provider said that only a template may be sent.
    pub needs_template: bool,
    /// An operator wants it to go, whatever was said to this person before.
    pub retried: bool,
    pub locale: Option<Locale>,
    /// In the school's file; they may have chosen another one.
    pub file_locale: Option<Locale>,
    pub last_inbound_at: Option<Timestamp>,
    /// The provider spares them advertising until then.
    pub no_marketing_before: Timestamp,
    /// E.164, when known.
    pub phone: Option<String>,
    /// The provider's own id of the person, when known.
    pub user_id: Option<String>,
    /// Where the address is one of e-mail.
    pub email: Option<String>,
    pub guardianships: Vec<Uuid>,
    pub marks: Vec<MarkId>,
    pub cards: Vec<ResultId>,
    /// The earlier message in whose place it is said.
    pub edits: Option<MessageId>,
    /// Fetches its file, if it hands one over.
    pub file: Option<FileCode>,
}

/// The heads of one class: nothing older of the same person and class is open. Asked of each one by itself: a planner that
/// has last seen a short queue would make a join of it that compares everything with everything.
macro_rules! heads_of_class {
    ($class:literal) => {
        concat!(
            "SELECT * FROM (SELECT m.school_id, m.id FROM message m WHERE m.account_id = $1 AND m.school_id = $5 AND m.class = ",
            $class,
            " AND m.not_before <= $2 AND m.state IN ('queued', 'retry_wait') \
             AND (SELECT o.id FROM message o WHERE o.contact_id = m.contact_id AND o.class = ",
            $class,
            " AND o.settled_at IS NULL AND o.id < m.id AND (o.state <> 'ambiguous' OR o.ambiguous_since > $3) \
             ORDER BY o.id LIMIT 1) IS NULL ORDER BY m.not_before, m.id LIMIT $4) AS c",
            $class
        )
    };
}

/// Messages with whom they are for, of those named by `$ids`.
macro_rules! with_whom {
    ($($ids:expr),+ $(,)?) => {
        concat!(
            "SELECT m.school_id, m.id, m.contact_id, m.class, m.phrase, m.charged, m.resends, m.part, m.not_before, \
             m.expires_at, m.eligible_at, m.reason, m.guardianships, m.marks, m.cards, m.edits, m.any_hour, \
             COALESCE(c.locale, s.locale, g.locale, c.heard_locale) AS locale, \
             COALESCE(s.locale, g.locale) AS file_locale, \
             CASE c.channel WHEN 'telegram' THEN COALESCE(c.user_index, c.phone_index) \
             ELSE COALESCE(c.phone_index, c.user_index, c.email_index) END AS address, \
             c.last_inbound_at, c.no_marketing_before, c.phone_sealed, c.user_sealed, c.email_sealed FROM (",
            $($ids,)+
            ") AS h JOIN message m ON m.school_id = h.school_id AND m.id = h.id \
             JOIN contact c ON c.school_id = m.school_id AND c.id = m.contact_id \
             LEFT JOIN staff s ON s.school_id = c.school_id AND s.id = c.staff_id \
             LEFT JOIN guardian g ON g.school_id = c.school_id AND g.id = c.guardian_id",
        )
    };
}

const HEADS: &str = with_whom!(
    heads_of_class!("0"),
    " UNION ALL ",
    heads_of_class!("1"),
    " UNION ALL ",
    heads_of_class!("2"),
    " UNION ALL ",
    heads_of_class!("3"),
);

const ONE: &str = with_whom!("SELECT school_id, id FROM message WHERE school_id = $1 AND id = $2");

macro_rules! next_of_class {
    ($class:literal) => {
        concat!(
            "SELECT MIN(not_before) AS due FROM message WHERE account_id = $1 AND school_id = $3 AND class = ",
            $class,
            " AND state IN ('queued', 'retry_wait') AND not_before > $2"
        )
    };
}

const NEXT_DUE: &str = concat!(
    "SELECT MIN(due) FROM (",
    next_of_class!("0"),
    " UNION ALL ",
    next_of_class!("1"),
    " UNION ALL ",
    next_of_class!("2"),
    " UNION ALL ",
    next_of_class!("3"),
    ") AS n",
);

/// From one school to the next, however much each has waiting.
const SCHOOLS_WAITING: &str = "WITH RECURSIVE waiting (id) AS (\
     SELECT (SELECT school_id FROM message WHERE account_id = $1 AND state IN ('queued', 'retry_wait') \
     ORDER BY school_id LIMIT 1) \
     UNION ALL SELECT (SELECT school_id FROM message WHERE account_id = $1 AND state IN ('queued', 'retry_wait') \
     AND school_id > waiting.id ORDER BY school_id LIMIT 1) FROM waiting WHERE waiting.id IS NOT NULL) \
     SELECT id FROM waiting";

impl Tx {
    /// The schools that have something waiting in a lane.
    pub async fn schools_waiting(&mut self, account: &AccountId) -> Result<Vec<SchoolId>, StoreError> {
        let found: Vec<(Option<Uuid>,)> = self.fetch_all(SCHOOLS_WAITING, args![account]).await?;
        Ok(found.into_iter().filter_map(|(id,)| id.map(SchoolId)).collect())
    }

    /// The messages of a school in a lane whose turn it is, by class and by how long they have been due.
    pub async fn due_heads(&mut self, heads: Heads<'_>) -> Result<Vec<Due>, StoreError> {
        let Heads { account, school, now, doubt_before, per_class } = heads;
        let mut due: Vec<Due> = self.fetch_all(HEADS, args![account, now, doubt_before, per_class, school]).await?;
        due.sort_by_key(|due| (due.class, due.not_before, due.id));
        Ok(due)
    }

    /// One message, whatever has become of it.
    pub async fn message_as_sent(&mut self, school: SchoolId, id: MessageId) -> Result<Option<Candidate>, StoreError> {
        let found: Option<Due> = self.fetch_optional(ONE, args![school, id]).await?;
        found.map(|due| due.open(self.keys())).transpose()
    }

    /// When something of a school in this lane becomes due after `now`.
    pub async fn next_due(
        &mut self,
        account: &AccountId,
        school: SchoolId,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let row: Option<(Option<i64>,)> = self.fetch_optional(NEXT_DUE, args![account, now, school]).await?;
        Ok(row.and_then(|(due,)| due).map(Timestamp))
    }
}

impl Due {
    pub fn school(&self) -> SchoolId {
        SchoolId(self.school_id)
    }

    pub fn id(&self) -> MessageId {
        MessageId(self.id)
    }

    pub fn contact(&self) -> ContactId {
        ContactId(self.contact_id)
    }

    /// The address, as its blind index tells it from others.
    pub fn pair(&self) -> PairKey {
        let index = self.address.as_deref().unwrap_or(self.contact_id.as_bytes());
        PairKey(index.iter().take(8).fold(0, |key, byte| (key << 8) | u64::from(*byte)))
    }

    pub fn expires_at(&self) -> Timestamp {
        Timestamp(self.expires_at)
    }

    /// It may leave in the quiet hours, too.
    pub fn any_hour(&self) -> bool {
        self.any_hour
    }

    /// The provider said that only a template may be sent.
    pub fn needs_template(&self) -> bool {
        self.reason.as_deref() == Some(NEEDS_TEMPLATE)
    }

    pub fn last_inbound_at(&self) -> Option<Timestamp> {
        self.last_inbound_at.map(Timestamp)
    }

    /// `None` for a class this program does not know.
    pub fn class(&self) -> Option<MessageClass> {
        class(self.class)
    }

    /// Opens what is sealed. An error means that this message can never be sent.
    pub fn open(self, keys: &Keyring) -> Result<Candidate, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "message", column };
        let phrase = keys.open(PHRASE, self.id, &self.phrase)?;
        let spoken: Spoken = serde_json::from_slice(&phrase).map_err(|_unreadable| corrupt("phrase"))?;
        let has_file = matches!(spoken.say.phrase, Phrase::Document { .. });
        Ok(Candidate {
            school: SchoolId(self.school_id),
            id: MessageId(self.id),
            contact: ContactId(self.contact_id),
            pair: self.pair(),
            class: class(self.class).ok_or(corrupt("class"))?,
            say: spoken.say,
            charged: u32::try_from(self.charged).unwrap_or(u32::MAX),
            resends: self.resends,
            part: self.part,
            expires_at: Timestamp(self.expires_at),
            eligible_at: Timestamp(self.eligible_at),
            needs_template: self.needs_template(),
            retried: self.reason.as_deref() == Some(RETRIED),
            locale: spoken.locale.or(self.locale.as_deref().and_then(|code| code.parse().ok())),
            file_locale: self.file_locale.as_deref().and_then(|code| code.parse().ok()),
            last_inbound_at: self.last_inbound_at.map(Timestamp),
            no_marketing_before: Timestamp(self.no_marketing_before),
            phone: open(keys, "contact.phone_sealed", self.contact_id, self.phone_sealed.as_deref())?,
            user_id: open(keys, "contact.user_sealed", self.contact_id, self.user_sealed.as_deref())?,
            email: open(keys, "contact.email_sealed", self.contact_id, self.email_sealed.as_deref())?,
            guardianships: list(&self.guardianships).ok_or(corrupt("guardianships"))?,
            marks: list(&self.marks).ok_or(corrupt("marks"))?,
            cards: list(&self.cards).ok_or(corrupt("cards"))?,
            edits: self.edits.map(MessageId),
            file: has_file.then(|| keys.file_code(MessageId(self.id))),
        })
    }
}

pub(super) fn class(rank: i64) -> Option<MessageClass> {
    i16::try_from(rank).ok().and_then(MessageClass::from_rank)
}

fn open(
    keys: &Keyring,
    place: &'static str,
    contact: Uuid,
    sealed: Option<&[u8]>,
) -> Result<Option<String>, StoreError> {
    let Some(sealed) = sealed else { return Ok(None) };
    let plain = keys.open(place, contact, sealed)?;
    let text =
        String::from_utf8(plain).map_err(|_unreadable| StoreError::Corrupt { table: "contact", column: "sealed" })?;
    Ok(Some(text))
}

pub(super) fn list<T: DeserializeOwned>(json: &str) -> Option<Vec<T>> {
    serde_json::from_str(json).ok()
}
