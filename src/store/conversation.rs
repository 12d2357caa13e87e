//! Threads between a family and the school, and what was said in them. The words are sealed.

use sqlx::FromRow;
use uuid::Uuid;

use super::sql::args;
use super::{Reached, StoreError, Topic, Tx};
use crate::domain::{
    AccountId, ClassId, ContactId, ConversationId, ConversationState, CourseId, EventId, GuardianId, SchoolId, StaffId,
    StudentId, StudentName, Timestamp,
};
use crate::phrase::SubjectLabel;

const WORDS: &str = "conversation_line.words";

/// A thread to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewConversation {
    pub id: ConversationId,
    pub guardian: GuardianId,
    pub student: StudentId,
    /// What it is about: its teacher answers. None: the office.
    pub course: Option<CourseId>,
}

/// A thread as it stands, with what both sides are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    pub id: ConversationId,
    pub guardian: GuardianId,
    /// As the school writes it.
    pub guardian_name: Option<String>,
    pub student: StudentId,
    pub student_name: StudentName,
    pub class: ClassId,
    pub class_label: String,
    pub course: Option<CourseId>,
    /// The class that course is taught to.
    pub taught: Option<ClassId>,
    pub subject: Option<SubjectLabel>,
    /// The office answers, not the course's teacher.
    pub office: bool,
    /// Who answers, where that is somebody in particular.
    pub staff: Option<StaffId>,
    pub staff_name: Option<String>,
    pub state: ConversationState,
    pub guardian_at: Option<Timestamp>,
    pub staff_at: Option<Timestamp>,
    pub told_later_at: Option<Timestamp>,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub id: Uuid,
    pub conversation: ConversationId,
    /// None: the guardian.
    pub staff: Option<StaffId>,
    pub event: EventId,
    pub said_at: Timestamp,
    /// As its owner wrote it.
    pub words: Vec<u8>,
}

/// A line with the name of whoever said it, as the school writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversationLine {
    pub by_school: bool,
    pub name: Option<String>,
    pub said_at: Timestamp,
    pub words: Vec<u8>,
}

/// Somebody of the school a family can write to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correspondent {
    pub course: CourseId,
    pub class: ClassId,
    pub subject: SubjectLabel,
    pub name: String,
}

/// Somebody of the school, where they hear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listener {
    pub staff: StaffId,
    pub name: String,
    pub reached: Reached,
}

/// Id, whether the school says it, name, when, words.
type LineRow = (Uuid, bool, Option<String>, i64, Vec<u8>);

#[derive(FromRow)]
struct Row {
    id: Uuid,
    guardian_id: Uuid,
    guardian_name: Option<String>,
    student_id: Uuid,
    last_name: String,
    first_name: String,
    name_ar: Option<String>,
    class_id: Uuid,
    class_label: String,
    course_id: Option<Uuid>,
    taught: Option<Uuid>,
    label_fr: Option<String>,
    label_en: Option<String>,
    label_ar: Option<String>,
    office: bool,
    staff_id: Option<Uuid>,
    staff_name: Option<String>,
    state: String,
    guardian_at: Option<i64>,
    staff_at: Option<i64>,
    told_later_at: Option<i64>,
}

impl Tx {
    /// The teachers of a class, by course.
    pub async fn correspondents(&mut self, school: SchoolId, class: ClassId) -> Result<Vec<Correspondent>, StoreError> {
        let rows: Vec<(Uuid, String, String, String, String)> = self
            .fetch_all(
                "SELECT c.id, u.label_fr, u.label_en, u.label_ar, s.name FROM course c \
                 JOIN subject u ON u.school_id = c.school_id AND u.id = c.subject_id \
                 JOIN staff s ON s.school_id = c.school_id AND s.id = c.staff_id AND s.archived_at IS NULL \
                 WHERE c.school_id = $1 AND c.class_id = $2 AND c.archived_at IS NULL ORDER BY u.code",
                args![school, class],
            )
            .await?;
        let of = |(course, fr, en, ar, name)| Correspondent {
            course: CourseId(course),
            class,
            subject: SubjectLabel { fr, en, ar },
            name,
        };
        Ok(rows.into_iter().map(of).collect())
    }

    /// Opens a thread, or the one there is already of the same family about the same child with the same side. Returns it.
    pub async fn open_conversation(
        &mut self,
        school: SchoolId,
        new: NewConversation,
        now: Timestamp,
    ) -> Result<ConversationId, StoreError> {
        let known: Option<(Uuid,)> = self
            .fetch_optional(
                "SELECT id FROM conversation WHERE school_id = $1 AND guardian_id = $2 AND student_id = $3 \
                 AND COALESCE(course_id, student_id) = COALESCE($4, student_id) ORDER BY opened_at DESC, id DESC LIMIT 1",
                args![school, new.guardian, new.student, new.course],
            )
            .await?;
        if let Some((known,)) = known {
            return Ok(ConversationId(known));
        }
        self.execute(
            "INSERT INTO conversation (school_id, id, guardian_id, student_id, course_id, office, state, opened_at) \
             VALUES ($1, $2, $3, $4, $5, $6, 'open', $7)",
            args![school, new.id, new.guardian, new.student, new.course, new.course.is_none(), now],
        )
        .await?;
        Ok(new.id)
    }

    /// Takes back a thread that has just been opened.
    pub async fn forget_conversation(
        &mut self,
        school: SchoolId,
        conversation: ConversationId,
    ) -> Result<(), StoreError> {
        self.execute("DELETE FROM conversation WHERE school_id = $1 AND id = $2", args![school, conversation]).await?;
        Ok(())
    }

    /// A thread, whatever became of it.
    pub async fn conversation(
        &mut self,
        school: SchoolId,
        conversation: ConversationId,
    ) -> Result<Option<Conversation>, StoreError> {
        let row: Option<Row> = self
            .fetch_optional(
                "SELECT k.id, k.guardian_id, g.name AS guardian_name, k.student_id, p.last_name, p.first_name, \
                 p.name_ar, p.class_id, l.label AS class_label, k.course_id, c.class_id AS taught, u.label_fr, \
                 u.label_en, u.label_ar, k.office, s.id AS staff_id, s.name AS staff_name, k.state, k.guardian_at, \
                 k.staff_at, k.told_later_at FROM conversation k \
                 JOIN guardian g ON g.school_id = k.school_id AND g.id = k.guardian_id \
                 JOIN student p ON p.school_id = k.school_id AND p.id = k.student_id \
                 JOIN class l ON l.school_id = p.school_id AND l.id = p.class_id \
                 LEFT JOIN course c ON c.school_id = k.school_id AND c.id = k.course_id \
                 LEFT JOIN subject u ON u.school_id = c.school_id AND u.id = c.subject_id \
                 LEFT JOIN staff s ON s.school_id = k.school_id \
                 AND s.id = CASE WHEN k.office THEN k.staff_id ELSE c.staff_id END \
                 WHERE k.school_id = $1 AND k.id = $2",
                args![school, conversation],
            )
            .await?;
        row.map(Conversation::try_from).transpose()
    }

    /// The latest threads of a school.
    pub async fn latest_conversations(&mut self, school: SchoolId, most: i64) -> Result<Vec<Conversation>, StoreError> {
        let sql = "SELECT id FROM conversation WHERE school_id = $1 ORDER BY id DESC LIMIT $2";
        let ids: Vec<(Uuid,)> = self.fetch_all(sql, args![school, most]).await?;
        let mut threads = Vec::with_capacity(ids.len());
        for (id,) in ids {
            threads.extend(self.conversation(school, ConversationId(id)).await?);
        }
        Ok(threads)
    }

    /// Threads of all schools in which a family has waited since before then and nobody was reminded.
    pub async fn waiting_conversations(
        &mut self,
        before: Timestamp,
        most: i64,
    ) -> Result<Vec<(SchoolId, ConversationId)>, StoreError> {
        let rows: Vec<(Uuid, Uuid)> = self
            .fetch_all(
                "SELECT school_id, id FROM conversation WHERE state = 'open' AND guardian_at IS NOT NULL \
                 AND guardian_at <= $1 AND reminded_at IS NULL AND guardian_at > COALESCE(staff_at, 0) \
                 ORDER BY guardian_at LIMIT $2",
                args![before, most],
            )
            .await?;
        Ok(rows.into_iter().map(|(school, id)| (SchoolId(school), ConversationId(id))).collect())
    }

    /// Notes that somebody was reminded of a thread; false when somebody was before.
    pub async fn note_thread_reminded(
        &mut self,
        school: SchoolId,
        conversation: ConversationId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE conversation SET reminded_at = $3 WHERE school_id = $1 AND id = $2 AND reminded_at IS NULL";
        Ok(self.execute(sql, args![school, conversation, now]).await? == 1)
    }

    /// The thread that a message of ours to this address belongs to, and the line it passed on, by the provider's id of it.
    pub async fn conversation_quoted(
        &mut self,
        school: SchoolId,
        (account, contact): (&AccountId, ContactId),
        provider_id: &str,
    ) -> Result<Option<(ConversationId, Uuid)>, StoreError> {
        let found: Option<(String, Uuid)> = self
            .fetch_optional(
                "SELECT m.topic, m.id FROM attempt a JOIN message m ON m.school_id = a.school_id AND m.id = a.message_id \
                 WHERE a.account_id = $1 AND a.provider_id = $2 AND m.school_id = $3 AND m.contact_id = $4 \
                 AND m.topic IS NOT NULL",
                args![account, provider_id, school, contact],
            )
            .await?;
        Ok(found.and_then(|(topic, message)| Some((Topic::conversation_of(&topic)?, message))))
    }

    /// Keeps a line; false when the event that brought it has been kept before.
    pub async fn keep_line(&mut self, school: SchoolId, line: &Line) -> Result<bool, StoreError> {
        let words = self.keys().seal(WORDS, line.id, &line.words);
        let kept = self
            .execute(
                "INSERT INTO conversation_line (school_id, id, conversation_id, staff_id, event_id, words, said_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
                args![school, line.id, line.conversation, line.staff, line.event, words, line.said_at],
            )
            .await?;
        if kept == 0 {
            return Ok(false);
        }
        let (guardian_at, staff_at) = match line.staff {
            None => (Some(line.said_at), None),
            Some(_) => (None, Some(line.said_at)),
        };
        self.execute(
            "UPDATE conversation SET state = CASE WHEN state = 'closed' THEN 'open' ELSE state END, \
             guardian_at = COALESCE($3, guardian_at), staff_at = COALESCE($4, staff_at), \
             reminded_at = CASE WHEN $4 IS NULL THEN reminded_at END WHERE school_id = $1 AND id = $2",
            args![school, line.conversation, guardian_at, staff_at],
        )
        .await?;
        Ok(true)
    }

    /// Everything that was said in a thread, in order.
    pub async fn conversation_lines(
        &mut self,
        school: SchoolId,
        conversation: ConversationId,
    ) -> Result<Vec<ConversationLine>, StoreError> {
        let rows: Vec<LineRow> = self
            .fetch_all(
                "SELECT n.id, n.staff_id IS NOT NULL, COALESCE(s.name, g.name), n.said_at, n.words \
                 FROM conversation_line n JOIN conversation k ON k.school_id = n.school_id AND k.id = n.conversation_id \
                 LEFT JOIN staff s ON s.school_id = n.school_id AND s.id = n.staff_id \
                 LEFT JOIN guardian g ON g.school_id = n.school_id AND g.id = k.guardian_id AND n.staff_id IS NULL \
                 WHERE n.school_id = $1 AND n.conversation_id = $2 ORDER BY n.id",
                args![school, conversation],
            )
            .await?;
        rows.into_iter()
            .map(|(id, by_school, name, said_at, words)| {
                let words = self.keys().open(WORDS, id, &words)?;
                Ok(ConversationLine { by_school, name, said_at: Timestamp(said_at), words })
            })
            .collect()
    }

    /// What a line said, as its owner wrote it.
    pub async fn line_words(&mut self, school: SchoolId, line: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT words FROM conversation_line WHERE school_id = $1 AND id = $2";
        let row: Option<(Vec<u8>,)> = self.fetch_optional(sql, args![school, line]).await?;
        row.map(|(words,)| self.keys().open(WORDS, line, &words)).transpose()
    }

    /// How many lines somebody has said since: a guardian in all their threads, or a member of staff.
    pub async fn lines_since(
        &mut self,
        school: SchoolId,
        who: (Option<GuardianId>, Option<StaffId>),
        since: Timestamp,
    ) -> Result<i64, StoreError> {
        let (guardian, staff) = who;
        let row: Option<(i64,)> = match (guardian, staff) {
            (Some(guardian), _) => {
                self.fetch_optional(
                    "SELECT COUNT(*) FROM conversation k JOIN conversation_line n ON n.school_id = k.school_id \
                     AND n.conversation_id = k.id AND n.staff_id IS NULL AND n.said_at >= $3 \
                     WHERE k.school_id = $1 AND k.guardian_id = $2",
                    args![school, guardian, since],
                )
                .await?
            }
            (None, staff) => {
                self.fetch_optional(
                    "SELECT COUNT(*) FROM conversation_line WHERE school_id = $1 AND staff_id = $2 AND said_at >= $3",
                    args![school, staff, since],
                )
                .await?
            }
        };
        Ok(row.map_or(0, |(count,)| count))
    }

    /// How many threads a guardian has opened since.
    pub async fn conversations_since(
        &mut self,
        school: SchoolId,
        guardian: GuardianId,
        since: Timestamp,
    ) -> Result<i64, StoreError> {
        let sql = "SELECT COUNT(*) FROM conversation WHERE school_id = $1 AND guardian_id = $2 AND opened_at >= $3";
        let row: Option<(i64,)> = self.fetch_optional(sql, args![school, guardian, since]).await?;
        Ok(row.map_or(0, |(count,)| count))
    }

    /// Where a member of staff hears; the whole office without one.
    pub async fn listeners(&mut self, school: SchoolId, staff: Option<StaffId>) -> Result<Vec<Listener>, StoreError> {
        let rows: Vec<(Uuid, String, Uuid, String)> = self
            .fetch_all(
                "SELECT s.id, s.name, c.id, c.account_id FROM staff s \
                 JOIN contact c ON c.school_id = s.school_id AND c.staff_id = s.id AND c.state = 'active' AND NOT c.unserved \
                 AND c.channel IN ('whatsapp', 'telegram') \
                 WHERE s.school_id = $1 AND s.archived_at IS NULL AND s.id = COALESCE($2, s.id) \
                 AND ($2 IS NOT NULL OR s.role IN ('admin', 'secretary')) \
                 ORDER BY s.code, c.last_inbound_at DESC NULLS LAST, c.id",
                args![school, staff],
            )
            .await?;
        let mut listeners: Vec<Listener> = Vec::new();
        for (staff, name, contact, account) in rows {
            // The first address of each is the one they wrote from last.
            if listeners.last().is_none_or(|last| last.staff.0 != staff) {
                let reached = Reached { contact: ContactId(contact), account: AccountId(account) };
                listeners.push(Listener { staff: StaffId(staff), name, reached });
            }
        }
        Ok(listeners)
    }

    /// Hands a thread over: to the office, or to the teacher of its course.
    pub async fn hand_over(
        &mut self,
        school: SchoolId,
        conversation: ConversationId,
        office: bool,
    ) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE conversation SET office = $3, staff_id = NULL WHERE school_id = $1 AND id = $2 \
                 AND office <> $3 AND (course_id IS NOT NULL OR $3)",
                args![school, conversation, office],
            )
            .await?;
        Ok(changed == 1)
    }

    /// Nobody of the office answers in a thread any more: whoever writes in it next does.
    pub async fn release_conversation(
        &mut self,
        school: SchoolId,
        conversation: ConversationId,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE conversation SET staff_id = NULL WHERE school_id = $1 AND id = $2 AND office";
        self.execute(sql, args![school, conversation]).await?;
        Ok(())
    }

    /// Notes who of the office answers; false when somebody else does. Nobody does where it is over.
    pub async fn take_conversation(
        &mut self,
        school: SchoolId,
        conversation: ConversationId,
        staff: StaffId,
    ) -> Result<bool, StoreError> {
        let changed = self
            .execute(
                "UPDATE conversation SET staff_id = $3 WHERE school_id = $1 AND id = $2 AND office \
                 AND (state = 'closed' OR COALESCE(staff_id, $3) = $3)",
                args![school, conversation, staff],
            )
            .await?;
        Ok(changed == 1)
    }

    /// Takes a thread from one state to another; false when it is not in it (any more).
    pub async fn step_conversation(
        &mut self,
        school: SchoolId,
        conversation: ConversationId,
        (from, to): (ConversationState, ConversationState),
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE conversation SET state = $4 WHERE school_id = $1 AND id = $2 AND state = $3";
        Ok(self.execute(sql, args![school, conversation, from.code(), to.code()]).await? == 1)
    }

    /// Notes that the guardian was told that nobody is there.
    pub async fn note_told_later(
        &mut self,
        school: SchoolId,
        conversation: ConversationId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE conversation SET told_later_at = $3 WHERE school_id = $1 AND id = $2";
        self.execute(sql, args![school, conversation, now]).await?;
        Ok(())
    }

    /// Addresses of whoever may be in the middle of a thread.
    pub async fn talking_contacts(
        &mut self,
        school: SchoolId,
        conversation: ConversationId,
    ) -> Result<Vec<ContactId>, StoreError> {
        let rows: Vec<(Uuid,)> = self
            .fetch_all(
                "SELECT d.contact_id FROM conversation k JOIN contact c ON c.school_id = k.school_id \
                 AND (c.guardian_id = k.guardian_id OR c.staff_id IS NOT NULL) \
                 JOIN dialogue d ON d.school_id = c.school_id AND d.contact_id = c.id AND d.talking = k.id \
                 WHERE k.school_id = $1 AND k.id = $2",
                args![school, conversation],
            )
            .await?;
        Ok(rows.into_iter().map(|(contact,)| ContactId(contact)).collect())
    }
}

impl TryFrom<Row> for Conversation {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |_unreadable| StoreError::Corrupt { table: "conversation", column: "state" };
        let subject = row.label_fr.zip(row.label_en).zip(row.label_ar);
        Ok(Self {
            id: ConversationId(row.id),
            guardian: GuardianId(row.guardian_id),
            guardian_name: row.guardian_name,
            student: StudentId(row.student_id),
            student_name: StudentName { last: row.last_name, first: row.first_name, arabic: row.name_ar },
            class: ClassId(row.class_id),
            class_label: row.class_label,
            course: row.course_id.map(CourseId),
            taught: row.taught.map(ClassId),
            subject: subject.map(|((fr, en), ar)| SubjectLabel { fr, en, ar }),
            office: row.office,
            staff: row.staff_id.map(StaffId),
            staff_name: row.staff_name,
            state: row.state.parse().map_err(corrupt)?,
            guardian_at: row.guardian_at.map(Timestamp),
            staff_at: row.staff_at.map(Timestamp),
            told_later_at: row.told_later_at.map(Timestamp),
        })
    }
}
