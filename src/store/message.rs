//! What we have to say, on its way into the outbox (T0): written only in the transaction of its cause.

use serde::{Deserialize, Serialize};
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

use super::sql::args;
use super::{StoreError, Tx};
use crate::domain::{
    AbsenceId, AccountId, AssessmentId, BroadcastId, ContactId, ConversationId, EventId, GuardianId, Locale, MarkId,
    MessageClass, MessageId, PrintOrderId, ResultId, SchoolId, StudentId, TermId, Timestamp,
};
use crate::phrase::Say;

pub(super) const PHRASE: &str = "message.phrase";

/// A message to one person, not yet stored.
#[derive(Debug, Clone)]
pub struct NewMessage {
    pub id: MessageId,
    school: SchoolId,
    account: AccountId,
    contact: ContactId,
    class: MessageClass,
    say: Say,
    dedupe: Option<String>,
    guardianships: Vec<Uuid>,
    marks: Vec<MarkId>,
    cards: Vec<ResultId>,
    shown_to: Option<GuardianId>,
    not_before: Timestamp,
    expires_at: Timestamp,
    created_at: Timestamp,
    cause: Option<EventId>,
    topic: Option<Topic>,
    locale: Option<Locale>,
    edits: Option<MessageId>,
    any_hour: bool,
}

/// What is sealed: what to say, and in which language where that is settled.
#[derive(Serialize, Deserialize)]
pub(super) struct Spoken {
    #[serde(flatten)]
    pub(super) say: Say,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) locale: Option<Locale>,
}

fn id_behind(head: &str, topic: &str) -> Option<Uuid> {
    Uuid::try_parse(topic.strip_prefix(head)?).ok()
}

/// What a message tells of. Ids only: it is stored as it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Topic(String);

impl Topic {
    /// A student's mark in an assessment, whatever its version.
    pub fn mark(assessment: AssessmentId, student: StudentId) -> Self {
        Self(format!("mark {assessment} {student}"))
    }

    /// A student's report card of a term, whatever its version.
    pub fn report_card(term: TermId, student: StudentId) -> Self {
        Self(format!("report card {term} {student}"))
    }

    /// All messages of one broadcast.
    pub fn broadcast(broadcast: BroadcastId) -> Self {
        Self(format!("broadcast {broadcast}"))
    }

    /// The broadcast a topic is of.
    pub(super) fn broadcast_of(topic: &str) -> Option<BroadcastId> {
        id_behind("broadcast ", topic).map(BroadcastId)
    }

    /// That somebody was away.
    pub fn absence(absence: AbsenceId) -> Self {
        Self(format!("absence {absence}"))
    }

    /// Which absence a topic is about.
    pub(super) fn absence_of(topic: &str) -> Option<AbsenceId> {
        id_behind("absence ", topic).map(AbsenceId)
    }

    /// Everything that is passed on in one conversation.
    pub fn conversation(conversation: ConversationId) -> Self {
        Self(format!("conversation {conversation}"))
    }

    /// The conversation a topic is of.
    pub(super) fn conversation_of(topic: &str) -> Option<ConversationId> {
        id_behind("conversation ", topic).map(ConversationId)
    }

    /// A guardian's digests.
    pub fn digest(guardian: GuardianId) -> Self {
        Self(format!("digest {guardian}"))
    }

    /// What is new of a child since its guardian could last be written to.
    pub fn while_away(student: StudentId) -> Self {
        Self(format!("away {student}"))
    }

    /// How far a broadcast is, as its author is told.
    pub fn progress(broadcast: BroadcastId) -> Self {
        Self(format!("progress {broadcast}"))
    }

    /// How far something has come that somebody waits for.
    pub fn print(order: PrintOrderId) -> Self {
        Self(format!("print {order}"))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// How long a message of a class is still worth sending (RELIABILITY 1.6).
pub(super) fn patience(class: MessageClass) -> Duration {
    let minutes = match class {
        MessageClass::Reply => 15,
        MessageClass::Security => 60,
        MessageClass::Notice => 72 * 60,
        MessageClass::Broadcast => 24 * 60,
    };
    Duration::from_secs(minutes * 60)
}

impl NewMessage {
    /// A message due now, expiring with its class's patience.
    pub fn new(
        school: SchoolId,
        account: AccountId,
        contact: ContactId,
        class: MessageClass,
        say: impl Into<Say>,
        now: Timestamp,
    ) -> Self {
        Self {
            id: MessageId::fresh(),
            school,
            account,
            contact,
            class,
            say: say.into(),
            dedupe: None,
            guardianships: Vec::new(),
            marks: Vec::new(),
            cards: Vec::new(),
            shown_to: None,
            not_before: now,
            expires_at: now.plus(patience(class)),
            created_at: now,
            cause: None,
            topic: None,
            locale: None,
            edits: None,
            any_hour: false,
        }
    }

    /// In this language, whatever its reader writes in meanwhile.
    #[must_use]
    pub fn in_language(mut self, locale: Option<Locale>) -> Self {
        self.locale = locale;
        self
    }

    /// Not to leave before `at`; its patience counts from there.
    #[must_use]
    pub fn due_at(mut self, at: Timestamp) -> Self {
        self.not_before = at;
        self.expires_at = at.plus(patience(self.class));
        self
    }

    /// Worth sending for so long after it is due, instead of its class's patience.
    #[must_use]
    pub fn worth(mut self, patience: Duration) -> Self {
        self.expires_at = self.not_before.plus(patience);
        self
    }

    /// The inbox event it answers.
    #[must_use]
    pub fn because(mut self, cause: Option<EventId>) -> Self {
        self.cause = cause;
        self
    }

    /// What it tells of: [`Tx::retire_waiting`] ends it by that name while it waits.
    #[must_use]
    pub fn about(mut self, topic: Topic) -> Self {
        self.topic = Some(topic);
        self
    }

    /// It is said in the place of an earlier message of ours, where its channel can.
    #[must_use]
    pub fn editing(mut self, earlier: MessageId) -> Self {
        self.edits = Some(earlier);
        self
    }

    /// It may leave in the quiet hours, too.
    #[must_use]
    pub fn at_any_hour(mut self, any_hour: bool) -> Self {
        self.any_hour = any_hour;
        self
    }

    /// Under an id that is known before.
    #[must_use]
    pub fn with_id(mut self, id: MessageId) -> Self {
        self.id = id;
        self
    }

    /// Its identity: a second message of the same identity is not stored.
    #[must_use]
    pub fn once(mut self, identity: &str) -> Self {
        self.dedupe = Some(identity.to_owned());
        self
    }

    /// To be sent only while this guardianship is active.
    #[must_use]
    pub fn while_linked(mut self, guardianship: Uuid) -> Self {
        self.guardianships.push(guardianship);
        self
    }

    /// It shows these mark versions to a guardian: to be sent only while they are in force, and remembered as shown.
    #[must_use]
    pub fn showing(mut self, guardian: GuardianId, marks: &[MarkId]) -> Self {
        self.marks.extend_from_slice(marks);
        self.shown_to = Some(guardian);
        self
    }

    /// It hands over these versions of report cards: to be sent only while they are in force and their term is closed.
    #[must_use]
    pub fn handing_over(mut self, cards: &[ResultId]) -> Self {
        self.cards.extend_from_slice(cards);
        self
    }
}

impl Tx {
    /// The identity under which news can go out that was to go as `identity`: that one, or where a message of it ended
    /// before it left, another. `None` when it has left or is on its way.
    pub async fn identity_unsent(&mut self, school: SchoolId, identity: &str) -> Result<Option<String>, StoreError> {
        let mut candidate = identity.to_owned();
        let mut tried = 0_u32;
        loop {
            let dedupe = self.keys().blind_index("message", &candidate);
            let sql = "SELECT state FROM message WHERE school_id = $1 AND dedupe = $2";
            let found: Option<(String,)> = self.fetch_optional(sql, args![school, dedupe]).await?;
            match found.as_ref().map(|(state,)| state.as_str()) {
                None => return Ok(Some(candidate)),
                Some("cancelled" | "superseded" | "expired" | "failed") => {}
                Some(_) => return Ok(None),
            }
            tried += 1;
            candidate = format!("{identity} {tried}");
        }
    }

    /// Stores a message at the end of this transaction (T0). A message of an identity that is already there is dropped.
    pub fn enqueue(&mut self, message: NewMessage) -> Result<(), StoreError> {
        let corrupt = |_| StoreError::Corrupt { table: "message", column: "phrase" };
        let spoken = Spoken { say: message.say, locale: message.locale };
        let phrase = serde_json::to_vec(&spoken).map_err(corrupt)?;
        let phrase = self.keys().seal(PHRASE, message.id.0, &phrase);
        let dedupe = message.dedupe.as_deref().map(|identity| self.keys().blind_index("message", identity));
        self.buffer.messages.push(args![
            message.school,
            message.id,
            &message.account,
            message.contact,
            i64::from(message.class.rank()),
            "queued",
            0,
            phrase,
            dedupe,
            json!(message.guardianships).to_string(),
            json!(message.marks).to_string(),
            json!(message.cards).to_string(),
            0,
            0,
            0,
            false,
            message.not_before,
            message.expires_at,
            message.created_at,
            message.not_before,
            message.cause,
            message.topic.as_ref().map(Topic::as_str),
            message.edits,
            message.any_hour,
        ]);
        if let Some(guardian) = message.shown_to {
            for mark in message.marks {
                let answered = message.class == MessageClass::Reply;
                let row =
                    args![message.school, mark, guardian, message.contact, message.id, message.created_at, answered];
                self.buffer.disclosures.entry((message.school, mark, guardian, answered)).or_insert(row);
            }
        }
        Ok(())
    }
}
