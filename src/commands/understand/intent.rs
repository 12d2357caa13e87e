//! Everything a person can want, by the name it has in reports and tests.

macro_rules! intents {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        /// What a message asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Intent { $($(#[$doc])* $name),+ }

        impl Intent {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name in reports and tests.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The intent of a name, exactly as [`Self::code`] writes it.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|intent| intent.code() == code)
            }
        }
    };
}

intents! {
    MarkSet = "grade.set",
    MarkList = "grade.bulk",
    MarkImportFile = "grade.import_file",
    MarkAdjust = "grade.adjust",
    MarkCorrect = "grade.correct",
    MarkDelete = "grade.delete",
    Undo = "undo",
    MarksMissing = "grade.missing",
    ClassStats = "class.stats",
    StudentSummary = "student.summary",
    AssessmentCreate = "evaluation.create",
    AssessmentUpdate = "evaluation.update",
    AssessmentDelete = "evaluation.delete",
    Publish = "grades.publish",
    MessageParent = "message.parent",
    AppreciationSet = "appreciation.set",
    AbsenceMark = "absence.mark",
    AbsenceView = "absence.view",
    ExportClass = "export.class",
    Help = "help",
    Choose = "choose",
    Yes = "confirm.yes",
    No = "confirm.no",
    Link = "link.child",
    ConsentAccept = "consent.accept",
    ConsentWithdraw = "consent.withdraw",
    ConsentGive = "consent.give",
    ConsentRefuse = "consent.refuse",
    ChildList = "child.list",
    MarksView = "grades.view",
    AverageView = "average.view",
    YearView = "year.view",
    Council = "council.decide",
    ProgressView = "progress.view",
    ReportPdf = "report.pdf",
    MarkExplain = "grade.explain",
    MarkDispute = "grade.dispute",
    AlertSet = "alert.set",
    AlertOff = "alert.off",
    DigestSet = "digest.set",
    DigestOff = "digest.off",
    DigestView = "digest.view",
    QuietSet = "quiet.set",
    SettingsView = "settings.view",
    MessageTeacher = "message.teacher",
    OfficeHours = "office_hours.view",
    /// Who teaches what.
    TeachersView = "teachers.view",
    /// How many students a class has.
    ClassSize = "class.size",
    TalkEnd = "talk.end",
    TalkReport = "talk.report",
    TalkExport = "talk.export",
    AbsenceReport = "absence.report",
    LanguageSet = "language.set",
    Stop = "optout.stop",
    StopChild = "optout.child",
    StopChannel = "optout.channel",
    Start = "optin.start",
    StartChild = "optin.child",
    StartChannel = "optin.channel",
    DataExport = "data.export",
    DataErase = "data.erase",
    DataAccessLog = "data.access_log",
    ContactUpdate = "contact.update",
    GuardianshipRequest = "guardianship.request",
    EventsView = "events.view",
    BroadcastCreate = "broadcast.create",
    BroadcastSchedule = "broadcast.schedule",
    BroadcastScheduled = "broadcast.scheduled",
    BroadcastMove = "broadcast.move",
    BroadcastReword = "broadcast.reword",
    BroadcastConfirm = "broadcast.confirm",
    BroadcastCancel = "broadcast.cancel",
    BroadcastCost = "broadcast.cost",
    BroadcastPause = "broadcast.pause",
    BroadcastResume = "broadcast.resume",
    BroadcastRemind = "broadcast.remind",
    BroadcastStats = "broadcast.stats",
    BroadcastResend = "broadcast.resend_failed",
    GroupCreate = "group.create",
    GroupAdd = "group.add",
    GroupTakeOut = "group.take_out",
    GroupShow = "group.show",
    GroupEnd = "group.end",
    /// A Telegram group of a class's parents.
    GroupLink = "group.link",
    GroupUnlink = "group.unlink",
    RosterImport = "roster.import",
    TeacherInvite = "teacher.invite",
    TeacherRevoke = "teacher.revoke",
    LinkCodeIssue = "link.code.issue",
    GuardianRevoke = "guardian.revoke",
    StudentArchive = "pupil.archive",
    TermClose = "term.close",
    TermReopen = "term.reopen",
    ReportBatch = "report.batch",
    MissingReport = "missing.report",
    MissingRemind = "missing.remind",
    SchoolStats = "stats.school",
    AuditView = "audit.view",
    CostView = "cost.view",
    Greet = "greet",
    Thanks = "smalltalk.thanks",
    OutOfScope = "out_of_scope",
    Unknown = "unknown",
}

impl Intent {
    /// Whether it can be done in the current year only: whoever names another one means something else.
    pub fn is_of_this_year(self) -> bool {
        matches!(
            self,
            Self::TermClose
                | Self::TermReopen
                | Self::ReportBatch
                | Self::ExportClass
                | Self::YearView
                | Self::Council
                | Self::MarksMissing
                | Self::ClassStats
                | Self::SchoolStats
                | Self::MissingReport
        )
    }

    /// Whether a term may be named with it.
    pub fn is_of_a_term(self) -> bool {
        matches!(
            self,
            Self::ReportBatch
                | Self::ReportPdf
                | Self::ExportClass
                | Self::MarksMissing
                | Self::MissingReport
                | Self::MarksView
                | Self::AverageView
                | Self::StudentSummary
                | Self::ClassStats
                | Self::SchoolStats
        )
    }

    /// Whether it leaves what was asked before: no answer, no courtesy, and something that was understood.
    pub fn changes_subject(self) -> bool {
        !matches!(
            self,
            Self::Yes
                | Self::No
                | Self::ConsentAccept
                | Self::ConsentRefuse
                | Self::Choose
                | Self::Greet
                | Self::Thanks
                | Self::OutOfScope
                | Self::Unknown
        )
    }

    /// Whether it asks for something and changes nothing.
    pub fn only_reads(self) -> bool {
        matches!(
            self,
            Self::MarksView
                | Self::AverageView
                | Self::YearView
                | Self::ProgressView
                | Self::ReportPdf
                | Self::ChildList
                | Self::AbsenceView
                | Self::ClassStats
                | Self::StudentSummary
                | Self::MarksMissing
                | Self::OfficeHours
                | Self::TeachersView
                | Self::ClassSize
                | Self::Help
        )
    }

    /// Whether it would change the gradebook or what families see of it.
    pub fn writes_marks(self) -> bool {
        self.writes_in_gradebook() || matches!(self, Self::MarkImportFile | Self::AppreciationSet | Self::AbsenceMark)
    }

    /// Whether a message by itself changes marks or assessments, or what families see of them.
    pub fn writes_in_gradebook(self) -> bool {
        matches!(
            self,
            Self::MarkSet
                | Self::MarkList
                | Self::MarkAdjust
                | Self::MarkCorrect
                | Self::MarkDelete
                | Self::AssessmentCreate
                | Self::AssessmentUpdate
                | Self::AssessmentDelete
                | Self::Publish
        )
    }
}
