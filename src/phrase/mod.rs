//! What we say, as values: no word of any language.
//!
//! Lives here: [`Phrase`] with typed arguments, and [`Choice`]s a person can pick; never text, numbers as text, channels.
//! Invariant: a phrase is self-contained, so that it can be stored, and rendered later in any language and channel.

mod absence;
mod access;
mod assessment;
mod averages;
mod broadcast;
mod chart;
mod choice;
mod conversation;
mod guide;
mod lines;
mod operator;
mod preference;
mod print;
mod report_card;
mod sheet;
mod year;

pub use absence::*;
pub use access::*;
pub use assessment::{AdjustedMark, AssessmentPhrase, HeldMark};
pub use averages::*;
pub use broadcast::*;
pub use chart::*;
pub use choice::{Choice, Label, OfSchool, Say, Wish};
pub use conversation::*;
pub use guide::*;
pub use lines::*;
pub use operator::*;
pub use preference::*;
pub use print::*;
pub use report_card::*;
pub use sheet::{ClassFile, SheetWords};
pub use year::*;

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use crate::domain::{DocumentId, Locale, Mark, Maximum};

/// Everything Carnet can say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phrase", rename_all = "snake_case")]
pub enum Phrase {
    /// To somebody who is known in several schools: which one says it.
    OfSchool(OfSchool),
    /// Somebody we do not know wrote.
    StrangerWelcome {
        school: String,
    },
    /// What this person can do, with examples from their own classes or children.
    HelpTeacher {
        name: String,
        student: Option<StudentLabel>,
        assessment: Option<String>,
        class: Option<String>,
        subject: Option<SubjectLabel>,
        #[serde(default)]
        heads: Option<String>,
    },
    HelpGuardian {
        children: Vec<StudentLabel>,
    },
    HelpAdmin {
        name: String,
        class: Option<String>,
    },
    HelpSecretary {
        name: String,
    },
    Greeting {
        name: Option<String>,
    },
    Thanks,
    /// We could not make sense of it; `heard` is what they wrote, shortened.
    NotUnderstood {
        heard: String,
        example: Example,
    },
    /// Understood, but this school has not switched it on.
    NotSwitchedOn {
        what: Feature,
    },
    NotAllowed,
    CannotRead {
        what: Unreadable,
    },
    /// A stored file, and what is said with it.
    Document {
        document: DocumentId,
        file_name: String,
        caption: Box<Phrase>,
    },
    /// Something broke on our side; nothing was changed.
    Sorry,
    /// Said in a group: data are shown in private only.
    PrivateOnly,
    WhichLanguage,
    LanguageSet {
        locale: Locale,
    },
    /// "anglais": the language or the subject?
    LanguageOrSubject,
    Stopped,
    Resumed,
    NothingToConfirm,
    /// The question they answer has expired or was replaced.
    QuestionExpired,
    Cancelled,
    NothingToUndo,
    /// A clear yes or no is needed.
    PleaseYesOrNo,
    /// One of so many choices is waited for; what was said is none of them.
    PleaseChoose {
        most: u32,
    },
    /// What was asked about has changed since: ask again.
    AskAgain,
    /// Several schools that share the account know this person: which one is meant? They are the choices.
    WhichSchool,
    /// The school they talk with from now on.
    SchoolChosen {
        school: String,
    },
    /// Access is suspended until the school confirms who this is. Says nothing about any child.
    Suspended {
        school: String,
    },
    /// To administrators: how the service fares.
    Operator(OperatorNews),
    Broadcast(BroadcastPhrase),
    Absence(AbsencePhrase),
    /// Threads between families and the school.
    Conversation(ConversationPhrase),
    /// What guardians ask to receive.
    Preference(PreferencePhrase),
    /// What we will show and send, and the question whether they agree. `child` is discreet: first name and initial.
    AskConsent {
        child: StudentLabel,
        school: String,
        version: String,
    },
    /// Unknown, expired, used, or too many tries: always these words.
    CodeRefused,
    CodeMissing,
    ConsentThanks {
        child: StudentLabel,
        school: String,
    },
    ConsentDeclined,
    StaffLinked {
        name: String,
        school: String,
    },
    NoChildLinked,
    ChildList {
        children: Vec<ChildLine>,
    },
    /// One mark is in the gradebook as a draft.
    MarkSaved {
        student: StudentLabel,
        class: String,
        assessment: AssessmentLabel,
        old: Option<Mark>,
        new: Mark,
    },
    /// Shown before saving, with all that speaks for a second look: a near miss in the name, a conversion, a correction.
    ConfirmMark {
        student: StudentLabel,
        class: String,
        assessment: AssessmentLabel,
        old: Option<Mark>,
        new: Mark,
        why: Vec<ConfirmWhy>,
    },
    /// A published mark was corrected; so many families are told.
    MarkCorrected {
        student: StudentLabel,
        assessment: AssessmentLabel,
        old: Mark,
        new: Mark,
        families: u32,
        /// Families who hear of it when they can be written to again.
        #[serde(default)]
        later: u32,
        /// When families hear, where the night lies between.
        #[serde(default)]
        from: Option<Time>,
    },
    /// A list was read: what would be saved, and what was not understood.
    ListPreview {
        class: String,
        assessment: AssessmentLabel,
        lines: Vec<MarkLine>,
        problems: Vec<ListProblem>,
        #[serde(default)]
        oddities: Vec<ListOddity>,
        figures: Figures,
        absent_from_list: Vec<StudentLabel>,
    },
    /// The assessment of a list is known: its lines may come, written like these students'.
    SendLines {
        class: String,
        assessment: AssessmentLabel,
        students: Vec<StudentLabel>,
    },
    /// So many drafts, and so many corrections of which so many families are told.
    ListSaved {
        class: String,
        assessment: AssessmentLabel,
        count: u32,
        #[serde(default)]
        corrected: u32,
        #[serde(default)]
        families: u32,
        #[serde(default)]
        later: u32,
        /// When families hear, where the night lies between.
        #[serde(default)]
        from: Option<Time>,
    },
    /// Nothing of the list can be saved as it stands.
    ListRefused {
        problems: Vec<ListProblem>,
    },
    /// With the sheet of a class: what to do with it.
    ClassFile(ClassFile),
    /// Nothing is read from a file that was sent.
    SheetRefused {
        why: SheetProblem,
    },
    /// So many marks for so many students: nothing is saved.
    CountMismatch {
        marks: u32,
        students: u32,
    },
    /// So many drafts are taken back; so many corrections that families know of stay.
    Undone {
        class: String,
        assessment: AssessmentLabel,
        count: u32,
        #[serde(default)]
        kept: u32,
        student: Option<StudentLabel>,
        /// What stands again where it is one student's; nothing where there was no mark before.
        #[serde(default)]
        now: Option<Mark>,
    },
    /// A message that wrote drafts was edited into something else, or taken back by its author: are its marks, too?
    ConfirmTakeBack {
        class: String,
        assessment: AssessmentLabel,
        edited: bool,
        /// Whose mark, where it is one.
        one: Option<(StudentLabel, Mark)>,
        count: u32,
    },
    /// A message was edited or taken back whose marks families know: they stay, and how they are corrected.
    AlreadyPublished {
        class: String,
        assessment: AssessmentLabel,
        student: Option<StudentLabel>,
        count: u32,
    },
    /// A mark is deleted; so many families are told.
    MarkDeleted {
        student: StudentLabel,
        assessment: AssessmentLabel,
        old: Mark,
        #[serde(default)]
        families: u32,
        #[serde(default)]
        later: u32,
        /// When families hear, where the night lies between.
        #[serde(default)]
        from: Option<Time>,
    },
    ConfirmDelete {
        student: StudentLabel,
        assessment: AssessmentLabel,
        old: Mark,
        /// Families know it, and will be told.
        #[serde(default)]
        published: bool,
    },
    NoSuchMark {
        student: StudentLabel,
        assessment: AssessmentLabel,
    },
    /// The old value the teacher stated is not the one in the gradebook.
    OldValueDiffers {
        student: StudentLabel,
        assessment: AssessmentLabel,
        stated: Mark,
        found: Mark,
    },
    ConfirmPublish {
        class: String,
        assessment: AssessmentLabel,
        marks: u32,
        without_points: u32,
        missing: Vec<StudentLabel>,
        families: u32,
        reachable: u32,
    },
    Published {
        class: String,
        assessment: AssessmentLabel,
        marks: u32,
        families: u32,
        /// Seconds in which it can be taken back before anybody hears.
        #[serde(default)]
        held: u32,
        /// When families hear, where the night lies between.
        #[serde(default)]
        from: Option<Time>,
    },
    /// A publication was taken back: so many marks are drafts again, and so many families who had seen one are told.
    Unpublished {
        class: String,
        assessment: AssessmentLabel,
        marks: u32,
        families: u32,
    },
    /// So many people have been asked to approve.
    ApprovalRequested {
        class: String,
        assessment: AssessmentLabel,
        correction: bool,
        people: u32,
    },
    /// Somebody asks for approval; exactly what would be done.
    ApprovalAsked {
        by: String,
        class: String,
        assessment: AssessmentLabel,
        correction: bool,
        lines: Vec<ApprovalLine>,
        missing: Vec<StudentLabel>,
        /// So many marks are not any more what they were when it was asked.
        #[serde(default)]
        changed: u32,
    },
    /// How a request for approval ended; `by` is missing when it is said to whoever decided.
    ApprovalSettled {
        by: Option<String>,
        class: String,
        assessment: AssessmentLabel,
        correction: bool,
        outcome: ApprovalOutcome,
        marks: u32,
        families: u32,
    },
    /// The request they answer is what it was before they answered.
    ApprovalStands(ApprovalStanding),
    NothingToPublish {
        class: String,
        assessment: AssessmentLabel,
    },
    TermClosed {
        term: String,
    },
    /// What closing a term would freeze; are they sure?
    ConfirmClosing {
        plan: ClosingPlan,
    },
    TermIsClosed(TermClosed),
    /// A closed term is open again.
    TermReopened {
        class: String,
        term: String,
        #[serde(default)]
        other_weights: ChangedWeights,
    },
    /// Opening a term again needs a reason: how it is said.
    ReasonMissing {
        class: String,
        term: String,
    },
    /// The term of this class is not closed.
    TermNotClosed {
        class: String,
        term: String,
    },
    /// Which students have no mark, per assessment.
    MissingMarks {
        groups: Vec<MissingGroup>,
    },
    NothingMissing,
    /// To a teacher, by the school's schedule: so many more assessments are not named.
    MissingReminder {
        name: String,
        groups: Vec<MissingGroup>,
        more: u32,
    },
    /// Which teachers have not given which number of marks.
    MissingSummary {
        teachers: Vec<MissingTeacher>,
    },
    ConfirmRemind(ReminderAsked),
    Reminded {
        teachers: u32,
        unreached: u32,
    },
    AssessmentFigures {
        figures: AssessmentStatistics,
    },
    ClassFigures {
        figures: ClassSummary,
    },
    /// One question with choices.
    Which {
        what: Which,
        heard: Option<String>,
    },
    AboveMaximum {
        heard: String,
        maximum: Maximum,
    },
    BelowZero {
        heard: String,
    },
    UnreadableValue {
        heard: String,
    },
    TooPrecise {
        heard: String,
    },
    ScaleMismatch {
        heard: String,
        assessment: AssessmentLabel,
    },
    UnknownStudent {
        heard: String,
        nearest: Vec<StudentLabel>,
    },
    /// Nobody of that name is in the class that was named; where they are.
    NotInClass {
        class: String,
        students: Vec<ChildLine>,
    },
    UnknownAssessment {
        heard: Option<String>,
        known: Vec<String>,
    },
    UnknownClass {
        heard: String,
        known: Vec<String>,
    },
    NotYourCourse {
        subject: Option<SubjectLabel>,
        class: Option<String>,
    },
    NotYourChild {
        heard: String,
    },
    Marks {
        children: Vec<ChildMarks>,
    },
    /// A mark was published.
    NewMark {
        child: StudentLabel,
        line: FamilyMark,
    },
    /// A mark they were told has changed; the old one was `out_of` so much, where that is what is new.
    MarkChanged {
        child: StudentLabel,
        line: FamilyMark,
        old: Mark,
        out_of: Option<Maximum>,
    },
    /// A mark they were told is withdrawn.
    MarkWithdrawn {
        child: StudentLabel,
        line: FamilyMark,
    },
    /// A block per child.
    Averages {
        children: Vec<ChildAverages>,
    },
    /// The school's rules cannot make averages of its assessments.
    AveragesUnavailable,
    /// What a child's report card says.
    ReportCard {
        card: ChildCard,
    },
    Print(PrintNews),
    Guide(Guide),
    Assessment(AssessmentPhrase),
    Year(YearPhrase),
    Access(AccessPhrase),
}
