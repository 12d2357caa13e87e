//! The small meanings that words carry, from which intents are made.
//!
//! The words themselves are in `bot-templates/lexicon`; a list there that names no cue is reported when it is read.

macro_rules! cues {
    ($($name:ident = $code:literal),+ $(,)?) => {
        /// A meaning that a word or phrase of any language can carry.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum Cue { $($name),+ }

        impl Cue {
            #[cfg(test)]
            pub(super) const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The cue of a list in a lexicon.
            pub(super) fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
}

cues! {
    Negation = "negation",
    Injection = "injection",
    PerClass = "per_class",
    FromHour = "from_hour",
    UntilHour = "until_hour",
    Question = "question",
    AsksFirst = "asks_first",
    MayI = "may_i",
    Holds = "holds",
    Unit = "unit",
    Later = "later",
    Wait = "wait",
    Condition = "condition",
    BeforeVerb = "before_verb",
    Yes = "yes",
    No = "no",
    Agree = "agree",
    Refuse = "refuse",
    WithdrawConsent = "withdraw_consent",
    GiveConsent = "give_consent",
    Thanks = "thanks",
    Greet = "greet",
    Help = "help",
    Undo = "undo",
    Stop = "stop",
    Resume = "resume",
    ByWhatsapp = "by_whatsapp",
    ByTelegram = "by_telegram",
    BySms = "by_sms",
    ByEmail = "by_email",
    Here = "here",
    Show = "show",
    Send = "send",
    Want = "want",
    Publish = "publish",
    Delete = "delete",
    Correct = "correct",
    Instead = "instead",
    OldToNew = "old_to_new",
    NewValue = "new_value",
    SetMark = "set_mark",
    Add = "add",
    RemovePoints = "remove_points",
    Points = "points",
    Create = "create",
    Update = "update",
    Close = "close",
    Reopen = "reopen",
    Import = "import",
    Export = "export",
    Invite = "invite",
    Revoke = "revoke",
    Archive = "archive",
    Remind = "remind",
    Schedule = "schedule",
    Scheduled = "scheduled",
    Cancel = "cancel",
    Announce = "announce",
    Pause = "pause",
    GoOn = "go_on",
    Tell = "tell",
    Talk = "talk",
    Code = "code",
    Link = "link",
    ClaimParent = "claim_parent",
    ClaimStaff = "claim_staff",
    Marks = "marks",
    Got = "got",
    Average = "average",
    Rank = "rank",
    Report = "report",
    ClassWord = "class_word",
    Everyone = "everyone",
    WholeSchool = "whole_school",
    Except = "except",
    Missing = "missing",
    NotEntered = "not_entered",
    Stats = "stats",
    StudentWord = "student_word",
    MyChild = "my_child",
    MyChildren = "my_children",
    Both = "both",
    OthersChild = "others_child",
    ParentOf = "parent_of",
    Mother = "mother",
    Father = "father",
    StaffWord = "staff_word",
    TeacherWord = "teacher_word",
    OfficeWord = "office_word",
    EndTalk = "end_talk",
    ReportAbuse = "report_abuse",
    ReportEither = "report_either",
    Thread = "thread",
    Data = "data",
    Copy = "copy",
    WhoSaw = "who_saw",
    Changed = "changed",
    PhoneWord = "phone_word",
    Custody = "custody",
    Sick = "sick",
    NotComing = "not_coming",
    Alert = "alert",
    Below = "below",
    NoMore = "no_more",
    Keep = "keep",
    Digest = "digest",
    Every = "every",
    Daily = "daily",
    MonthBegins = "month_begins",
    MonthEnds = "month_ends",
    AsPublished = "as_published",
    Quiet = "quiet",
    Settings = "settings",
    LanguageWord = "language_word",
    LangFr = "lang_fr",
    LangEn = "lang_en",
    LangAr = "lang_ar",
    Event = "event",
    NextTests = "next_tests",
    Hours = "hours",
    Why = "why",
    Dispute = "dispute",
    Progress = "progress",
    Doing = "doing",
    InOrder = "in_order",
    File = "file",
    Coefficient = "coefficient",
    Scale = "scale_word",
    Rename = "rename",
    Maximum = "maximum",
    Cost = "cost",
    ReadStats = "read_stats",
    Failed = "failed",
    Group = "group",
    Audit = "audit",
    Term = "term",
    ThisTerm = "this_term",
    LastYear = "last_year",
    SuccessRate = "success_rate",
    BySubject = "by_subject",
    ByClass = "by_class",
    ByTeacher = "by_teacher",
    PeriodToday = "period_today",
    PeriodWeek = "period_week",
    PeriodMonth = "period_month",
    PeriodYear = "period_year",
    Urgent = "urgent",
    Everything = "everything",
    Appreciation = "appreciation",
    Attendance = "attendance",
    Late = "late",
    PrintedCodes = "printed_codes",
    Fees = "fees",
    HomeworkHelp = "homework_help",
    OffTopic = "off_topic",
    AbsenceView = "absence_view",
    NotArriving = "not_arriving",
    Those = "those",
    Miswritten = "miswritten",
    WhoTeaches = "who_teaches",
    ClassSize = "class_size",
    OwnClasses = "own_classes",
    AcceptAll = "accept_all",
    LastEntry = "last_entry",
    ShowChildren = "show_children",
    YearAverage = "year_average",
    YearStats = "year_stats",
    Council = "council",
    Undecided = "undecided",
    Unsaid = "unsaid",
    MovesUp = "moves_up",
    RepeatsYear = "repeats_year",
    Excluded = "excluded",
}

/// Which cues there are, at a look.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CueSet([u64; 3]);

impl CueSet {
    pub(super) fn insert(&mut self, cue: Cue) {
        let (word, bit) = place(cue);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    pub(super) fn remove(&mut self, cue: Cue) {
        let (word, bit) = place(cue);
        if let Some(word) = self.0.get_mut(word) {
            *word &= !bit;
        }
    }

    pub(super) fn contains(self, cue: Cue) -> bool {
        let (word, bit) = place(cue);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }
}

fn place(cue: Cue) -> (usize, u64) {
    let at = cue as usize;
    (at / 64, 1 << (at % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cue_has_a_place_of_its_own() {
        for (at, cue) in Cue::ALL.iter().enumerate() {
            let mut set = CueSet::default();
            set.insert(*cue);
            assert!(Cue::ALL.iter().enumerate().all(|(other, cue)| set.contains(*cue) == (other == at)), "{cue:?}");
        }
    }
}
