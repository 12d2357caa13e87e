//! Where a conversation stands, kept between its messages.
//!
//! Invariants: a question expires (10 minutes) and is forgotten by any other write; the active assessment and child expire
//! (30 minutes); what a message wrote is remembered for as long as it can be edited; nothing of it ever crosses to another person.

mod composed;
mod decided;
mod done;
mod picked;
mod waiting;

pub(super) use composed::{Composed, ForWhom, Leaves};
pub(super) use decided::{DecidedStudent, SaidDecision, TakeBack};
pub(super) use done::{LastWrite, Publication, SaidAway, TakesBack};
pub(super) use picked::Picked;
pub(super) use waiting::{ReportedThread, WaitingLines};

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::time::Duration;
use uuid::Uuid;

use super::guardian_access::AccessWish;
use super::understand::{Interpretation, Pick};
use crate::actions::{NewAssessment, RemovalPlan};
use crate::domain::grading::CouncilDecision;
use crate::domain::{
    AbsenceSpan, ApprovalId, AssessmentFacts, AssessmentId, BroadcastId, ChangeSetId, ClassId, ConversationId, EventId,
    FamilyGroupId, GuardianId, Mark, MarkId, PendingId, StaffId, StudentId, SubjectId, Threshold, Timestamp,
};
use crate::phrase::{Away, NoteWay};

const QUESTION_LIVES: Duration = Duration::from_mins(10);
const CONTEXT_LIVES: Duration = Duration::from_mins(30);
/// How long a write or a publication can be taken back.
const UNDO_LIVES: Duration = Duration::from_mins(15);
/// How long providers let people edit or take back a message.
const MESSAGE_LIVES: Duration = Duration::from_hours(48);
/// Messages remembered for what they wrote.
const MESSAGES: usize = 32;

/// The memory of one conversation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Memory {
    question: Option<Question>,
    assessment: Option<(AssessmentId, Timestamp)>,
    last_write: Option<(LastWrite, Timestamp)>,
    /// The last publication, where the school gives time to take it back.
    #[serde(default)]
    publication: Option<(Publication, Timestamp)>,
    /// The first walk is still to be offered.
    #[serde(default)]
    walk_due: bool,
    /// Goes with the open question.
    #[serde(default)]
    sheet_rest: Option<SheetRest>,
    /// Oldest first.
    #[serde(default)]
    written: VecDeque<Written>,
    #[serde(default)]
    away: Option<(SaidAway, Timestamp)>,
    /// The thread they were in last.
    #[serde(default)]
    thread: Option<(ConversationId, Timestamp)>,
    /// Lines that will not be passed on: their question gave way to something else, or is too old.
    #[serde(skip)]
    left: Vec<String>,
}

/// What a sheet holds beyond the assessment that is asked about: it comes next, whatever the answer is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct SheetRest {
    /// The event that brought it.
    pub sheet: EventId,
    pub caption: String,
    pub assessments: Vec<AssessmentId>,
    /// A column names no assessment.
    pub unnamed: bool,
}

/// A message that wrote marks, by the provider's id of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Written {
    message: String,
    change_set: ChangeSetId,
    at: Timestamp,
}

/// The message whose wording is acted on: an answer to a question acts on the message that raised it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Source {
    /// The provider's id of it.
    pub message: String,
    /// It reads otherwise now than it did at first.
    pub edited: bool,
}

/// Something we asked and wait for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Question {
    /// Something else was talked about since: a typed yes may mean that.
    #[serde(default)]
    pub aside: bool,
    /// Buttons carry it: a button of an older question does nothing.
    pub id: PendingId,
    pub asked_at: Timestamp,
    #[serde(default)]
    pub source: Source,
    pub ask: Ask,
}

/// What an answer would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Ask {
    /// What a guardian may read from now on.
    SetAccess(AccessWish),
    /// Yes saves exactly these marks, if the gradebook still reads as it did.
    SaveMarks { assessment: AssessmentId, marks: Vec<PlannedMark>, list: bool },
    /// Yes publishes exactly these versions.
    Publish { assessment: AssessmentId, marks: Vec<MarkId> },
    /// Yes is the second person's approval; no refuses it.
    Approve { id: ApprovalId },
    /// Yes reminds the teachers who are late: of one class, or of the school.
    Remind { class: Option<ClassId>, among: Option<Vec<StaffId>> },
    /// Yes closes this class's term, if it still is as it was shown.
    CloseTerm { class: ClassId, term: String, seen: String },
    /// Yes opens it again, for this reason.
    ReopenTerm { class: ClassId, term: String, reason: String },
    /// Yes sends this broadcast, if as many families would hear as was shown.
    Announce { broadcast: BroadcastId, families: u32, typed: bool },
    /// Yes writes these down as the council's decisions.
    Council { class: ClassId, seen: Vec<(StudentId, CouncilDecision)> },
    /// Yes writes this down as the council's decision, if the one before still is what was shown.
    Decide(DecidedStudent),
    /// Yes takes this group of families apart.
    EndGroup { group: FamilyGroupId, name: String },
    /// Whether this broadcast is to leave then, or not at all.
    ChangeScheduled { broadcast: BroadcastId, to: Option<DateTime> },
    /// Yes holds this broadcast, or lets it go on.
    HoldScheduled { broadcast: BroadcastId, paused: bool },
    /// When this broadcast is to leave instead; on this day, if it was said.
    MoveBroadcast {
        broadcast: BroadcastId,
        #[serde(default)]
        day: Option<Date>,
    },
    /// Which broadcast is to leave then.
    MoveWhich { to: DateTime },
    /// Yes has this draft say that; without a text, it is waited for.
    Reword { broadcast: BroadcastId, text: Option<String> },
    /// The words of an announcement are waited for, or its file.
    Compose(Composed),
    /// Yes prints the report cards of every class that is closed.
    PrintSchool { term: Option<String> },
    /// Yes has the families of a class sent theirs, if it still is as it was shown.
    SendCards { class: ClassId, term: String, cards: u32, guardians: u32, unreached: u32 },
    /// Yes deletes this student's mark.
    Delete { assessment: AssessmentId, student: StudentId, seen: Mark },
    /// Yes makes this assessment; what it was missing for is acted on after that.
    CreateAssessment { new: NewAssessment, then: Option<Awaiting> },
    /// Yes changes this assessment, if it still is as it was shown.
    ChangeAssessment { assessment: AssessmentId, seen: AssessmentFacts, wanted: AssessmentFacts },
    /// Yes deletes this assessment, if it still holds as many marks as were shown.
    RemoveAssessment { assessment: AssessmentId, seen: RemovalPlan },
    /// Yes takes back what is still a draft of these changes; the message's new wording is acted on after that.
    TakeBack { change_sets: Vec<ChangeSetId>, then: Option<String> },
    /// Yes is consent for this child.
    Consent { code: Uuid, student: StudentId },
    /// Yes ends the agreement for these children.
    WithdrawConsent { students: Vec<StudentId> },
    /// Yes is consent for these children, once more; no to words that have changed ends it.
    RenewConsent { students: Vec<StudentId>, changed: bool },
    /// Yes marks these students, and tells their families.
    MarkAbsences { class: ClassId, planned: Vec<PlannedAbsence> },
    /// Yes tells the school that this child is or was away.
    NoticeAbsence {
        student: StudentId,
        #[serde(default)]
        others: Vec<StudentId>,
        away: Away,
        reason: Option<String>,
    },
    /// Yes tells the school that this child comes after all.
    ComesAfterAll { student: StudentId, days: Vec<Date> },
    /// Yes refuses what the family of this student says about these days.
    RefuseReason { student: StudentId, class: ClassId, days: Vec<Date> },
    /// Yes is the second person's approval of a broadcast; no refuses it.
    ApproveBroadcast { id: BroadcastId },
    /// Yes says this to the guardians of this student, or to one of them.
    WriteToFamily { student: StudentId, text: String, only: Option<GuardianId> },
    /// Yes says this to the guardians of these students.
    WriteToFamilies { students: Vec<StudentId>, text: String },
    /// Yes says this to these members of the staff.
    WriteToStaff {
        staff: Vec<StaffId>,
        text: String,
        #[serde(default)]
        way: NoteWay,
    },
    /// Other words for these of the staff are waited for.
    RewordNote { staff: Vec<StaffId>, way: NoteWay },
    /// Yes passes these lines on in a thread, in their order; no takes a single one for a command.
    PassOn { conversation: ConversationId, lines: Vec<String>, answers: Option<String> },
    /// Yes reports this thread.
    Report(ReportedThread),
    /// A student's name completes this mark, as it was written.
    Whose { wording: String },
    /// One of these completes what was begun.
    Which { options: Vec<Picked>, begun: Begun },
}

/// A change of a group of families, as far as it is known who is meant.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct WantedGroup {
    pub name: String,
    pub students: Vec<StudentId>,
    /// As typed, with whom it may mean.
    pub open: Vec<(String, Vec<StudentId>)>,
}

/// A mark with what stood there when it was shown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct PlannedMark {
    pub student: StudentId,
    pub new: Mark,
    pub seen: Option<Mark>,
}

/// Somebody to be marked as away or late.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct PlannedAbsence {
    pub student: StudentId,
    pub span: AbsenceSpan,
}

/// A request that lacks something.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Begun {
    /// The intent's code.
    pub intent: String,
    pub student: Option<StudentId>,
    pub assessment: Option<AssessmentId>,
    /// The assessments the message can mean, where one is still to be told from the others.
    #[serde(default)]
    pub assessments: Vec<AssessmentId>,
    pub class: Option<ClassId>,
    pub subject: Option<SubjectId>,
    /// The code of a term.
    pub term: Option<String>,
    /// The label of an earlier year.
    #[serde(default)]
    pub year: Option<String>,
    /// The place in the class was asked for.
    #[serde(default)]
    pub rank: bool,
    pub mark: Option<Mark>,
    /// The mark waits for a yes, also when nothing is missing any more.
    #[serde(default)]
    pub unsure: bool,
    /// The value as typed, where it could not be read before the assessment was known.
    pub heard: Option<String>,
    /// The message of a list, to be read again once the assessment is known.
    pub list: Option<String>,
    /// A sheet to fill is wanted, not what is in the gradebook.
    #[serde(default)]
    pub fillable: bool,
    /// A new assessment.
    #[serde(default)]
    pub test: Option<Box<WantedTest>>,
    /// Points to add to marks.
    #[serde(default)]
    pub delta: Option<Decimal>,
    /// Below which marks somebody wants to be alerted.
    #[serde(default)]
    pub threshold: Option<Threshold>,
    /// An announcement of which it is not certain for whom it is.
    #[serde(default)]
    pub announcement: Option<Box<ForWhom>>,
    /// A group of families that is to be made or changed.
    #[serde(default)]
    pub group: Option<Box<WantedGroup>>,
    /// What a class council decided.
    #[serde(default)]
    pub council: Option<Box<SaidDecision>>,
    /// What of it is taken back.
    #[serde(default)]
    pub take_back: Option<TakeBack>,
    /// Whom report cards are for.
    #[serde(default)]
    pub receiver: Receiver,
    /// The event that brought a file, to be read again once the assessment is known.
    #[serde(default)]
    pub sheet: Option<EventId>,
}

/// An assessment that is wanted, as far as it was described.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct WantedTest {
    pub title: Option<String>,
    /// By the names of the lexicon's lists.
    pub kinds: Vec<String>,
    pub date: Option<Date>,
    pub maximum: Option<Decimal>,
    pub coefficient: Option<Decimal>,
    /// Nobody asked for it: something is for one of that name, and there is none.
    pub unknown: bool,
    pub then: Option<Awaiting>,
}

/// What waits for an assessment to be there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Awaiting {
    /// A message with marks.
    Wording(String),
    /// A file with marks, by the event that brought it, and what was written with it.
    Sheet { event: EventId, caption: String },
}

/// Whom something is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Receiver {
    #[default]
    Speaker,
    Families,
}

impl Begun {
    /// What a message about a student's mark has said so far.
    pub(super) fn about(meaning: &Interpretation) -> Self {
        let slots = &meaning.slots;
        Self {
            intent: meaning.intent.code().to_owned(),
            student: slots.student.as_ref().and_then(Pick::single),
            assessment: slots.assessment.as_ref().and_then(Pick::single),
            assessments: slots.assessment.as_ref().map(|pick| pick.several().to_vec()).unwrap_or_default(),
            ..Self::default()
        }
    }
}

impl Ask {
    /// Its yes reaches families or cannot be taken back: it must be a yes to this.
    pub(super) fn is_grave(&self) -> bool {
        matches!(
            self,
            Self::Publish { .. }
                | Self::NoticeAbsence { .. }
                | Self::ComesAfterAll { .. }
                | Self::RefuseReason { .. }
                | Self::CloseTerm { .. }
                | Self::ReopenTerm { .. }
                | Self::Announce { .. }
                | Self::ChangeScheduled { .. }
                | Self::ApproveBroadcast { .. }
                | Self::WriteToStaff { .. }
                | Self::PrintSchool { .. }
                | Self::SendCards { .. }
                | Self::Council { .. }
                | Self::Decide(_)
                | Self::Delete { .. }
                | Self::RemoveAssessment { .. }
        )
    }
}

impl Memory {
    /// The open question, while it lives.
    pub(super) fn question(&self, now: Timestamp) -> Option<&Question> {
        self.question.as_ref().filter(|question| now.since(question.asked_at) < QUESTION_LIVES)
    }

    pub(super) fn ask(&mut self, ask: Ask, source: Source, now: Timestamp) -> PendingId {
        let id = PendingId::fresh();
        self.drop_question();
        self.sheet_rest = None;
        self.question = Some(Question { aside: false, id, asked_at: now, source, ask });
        id
    }

    /// Notes what comes after the question that is open.
    pub(super) fn continue_sheet(&mut self, rest: SheetRest) {
        self.sheet_rest = Some(rest);
    }

    /// What comes after the question that has been answered.
    pub(super) fn take_sheet_rest(&mut self) -> Option<SheetRest> {
        self.sheet_rest.take()
    }

    /// Forgets the question; says whether one was open.
    pub(super) fn forget_question(&mut self, now: Timestamp) -> bool {
        let open = self.question(now).is_some();
        self.drop_question();
        open
    }

    /// Whether a typed yes may be one to something else than to the question, whose yes is a grave one.
    pub(super) fn must_ask_again(&self, now: Timestamp) -> bool {
        self.question(now).is_some_and(|question| question.aside && question.ask.is_grave())
    }

    /// Something else is talked about than what was asked.
    pub(super) fn set_aside(&mut self) {
        if let Some(question) = &mut self.question {
            question.aside = true;
        }
    }

    /// Somebody has become known: they are to be shown around, if they want.
    pub(super) fn offer_walk(&mut self) {
        self.walk_due = true;
    }

    /// Whether the walk is offered now: not beside a question of ours, and once.
    pub(super) fn takes_walk(&mut self, now: Timestamp) -> bool {
        self.question(now).is_none() && std::mem::take(&mut self.walk_due)
    }

    pub(super) fn forget_walk(&mut self) {
        self.walk_due = false;
    }

    /// The assessment spoken of, while it is fresh.
    pub(super) fn assessment(&self, now: Timestamp) -> Option<AssessmentId> {
        fresh(self.assessment, now, CONTEXT_LIVES)
    }

    pub(super) fn speak_of_assessment(&mut self, assessment: AssessmentId, now: Timestamp) {
        self.assessment = Some((assessment, now));
    }

    /// What an undo would take back.
    pub(super) fn last_write(&self, now: Timestamp) -> Option<LastWrite> {
        fresh(self.last_write.clone(), now, UNDO_LIVES)
    }

    /// Notes what was done; a question that was open is void.
    pub(super) fn did(&mut self, id: ChangeSetId, what: TakesBack, now: Timestamp) {
        self.last_write = Some((LastWrite { id, what }, now));
        self.publication = None;
        self.drop_question();
    }

    /// Notes a write by these messages; a question that was open is void.
    pub(super) fn wrote(&mut self, change_set: ChangeSetId, messages: &[&str], now: Timestamp) {
        self.did(change_set, TakesBack::Marks, now);
        let news = messages.iter().map(|message| Written { message: (*message).to_owned(), change_set, at: now });
        self.written.extend(news);
        while self.written.len() > MESSAGES {
            self.written.pop_front();
        }
    }

    /// What a message wrote, in each of its wordings and the last one first, as long as its author could change it.
    pub(super) fn written_by(&self, message: &str, now: Timestamp) -> Vec<ChangeSetId> {
        let written = self.written.iter().rev().filter(|written| written.message == message);
        written.filter(|written| now.since(written.at) < MESSAGE_LIVES).map(|written| written.change_set).collect()
    }

    pub(super) fn forget_write(&mut self) {
        self.last_write = None;
        self.publication = None;
    }

    /// Notes a publication: an undo takes it back, and nothing that was written before.
    pub(super) fn published(&mut self, publication: Publication, now: Timestamp) {
        self.last_write = None;
        self.publication = Some((publication, now));
    }

    /// What an undo would make drafts of again, within the time the school gives for that.
    pub(super) fn publication(&self, now: Timestamp, within: Duration) -> Option<Publication> {
        fresh(self.publication.clone(), now, within)
    }
}

fn fresh<T>(value: Option<(T, Timestamp)>, now: Timestamp, lives: Duration) -> Option<T> {
    value.filter(|(_, since)| now.since(*since) < lives).map(|(value, _)| value)
}
