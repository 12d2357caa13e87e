//! A sample of every phrase and of what it can contain. A new variant does not compile here until it has one.

use carnet::domain::grading::{CouncilDecision, Decision, Wording, Words};
use carnet::domain::{Channel, DocumentId, Locale, Mark, MarkStatus, Maximum, Money, Points};
use carnet::phrase::{
    ApprovalLine, ApprovalOutcome, ApprovalStanding, AssessmentLabel, AssessmentStatistics, AverageLine, CardRank,
    CardSummary, ChangedWeights, ChildAverages, ChildCard, ChildLine, ChildMarks, ClassBand, ClassFile, ClassOverview,
    ClassSummary, ClosingPlan, ConfirmWhy, CostOfMonth, DecidedOtherwise, Example, FamilyMark, Feature, Figures,
    LineProblem, ListOddity, ListProblem, MarkLine, MissingGroup, MissingTeacher, OfSchool, OperatorNews, Phrase,
    PrintNews, ProgressAt, ProgressChart, ProgressPoint, ReminderAsked, SchoolSummary, SheetProblem, Statistics,
    StatisticsSpread, StudentLabel, SubjectLabel, SubjectStatistics, SubjectWeight, TemplateNews, TermClosed,
    Unreadable, UsualPoints, Which, WhyAside, YearBefore,
};
use jiff::civil::{date, time};
use rust_decimal::Decimal;

/// The names of all variants, and a match that is exhaustive over them.
macro_rules! variants {
    ($($name:ident),+ $(,)?) => {
        pub(crate) const VARIANTS: &[&str] = &[$(stringify!($name)),+];

        pub(crate) fn variant(phrase: &Phrase) -> &'static str {
            match phrase {
                $(Phrase::$name { .. } => stringify!($name)),+
            }
        }
    };
}

variants![
    OfSchool,
    StrangerWelcome,
    HelpTeacher,
    HelpGuardian,
    HelpAdmin,
    HelpSecretary,
    Greeting,
    Thanks,
    NotUnderstood,
    NotSwitchedOn,
    NotAllowed,
    CannotRead,
    Document,
    Sorry,
    PrivateOnly,
    WhichLanguage,
    LanguageSet,
    LanguageOrSubject,
    Stopped,
    Resumed,
    NothingToConfirm,
    QuestionExpired,
    Cancelled,
    NothingToUndo,
    PleaseYesOrNo,
    PleaseChoose,
    AskAgain,
    WhichSchool,
    SchoolChosen,
    Suspended,
    Operator,
    Broadcast,
    Absence,
    Conversation,
    Preference,
    AskConsent,
    CodeRefused,
    CodeMissing,
    ConsentThanks,
    ConsentDeclined,
    StaffLinked,
    NoChildLinked,
    ChildList,
    MarkSaved,
    ConfirmMark,
    MarkCorrected,
    ListPreview,
    SendLines,
    ListSaved,
    ListRefused,
    ClassFile,
    SheetRefused,
    CountMismatch,
    Undone,
    ConfirmTakeBack,
    AlreadyPublished,
    MarkDeleted,
    ConfirmDelete,
    NoSuchMark,
    OldValueDiffers,
    ConfirmPublish,
    Published,
    Unpublished,
    ApprovalRequested,
    ApprovalAsked,
    ApprovalSettled,
    ApprovalStands,
    NothingToPublish,
    TermClosed,
    ConfirmClosing,
    TermIsClosed,
    TermReopened,
    ReasonMissing,
    TermNotClosed,
    MissingMarks,
    NothingMissing,
    MissingReminder,
    MissingSummary,
    ConfirmRemind,
    Reminded,
    AssessmentFigures,
    ClassFigures,
    Which,
    AboveMaximum,
    BelowZero,
    UnreadableValue,
    TooPrecise,
    ScaleMismatch,
    UnknownStudent,
    NotInClass,
    UnknownAssessment,
    UnknownClass,
    NotYourCourse,
    NotYourChild,
    Marks,
    NewMark,
    MarkChanged,
    MarkWithdrawn,
    Averages,
    AveragesUnavailable,
    ReportCard,
    Print,
    Guide,
    Assessment,
    Year,
    Access,
];

/// Counts that reach every plural form of the three languages.
pub(super) const COUNTS: [u32; 6] = [0, 1, 2, 3, 11, 100];

pub(crate) fn points(value: &str) -> Points {
    Points::new(value.parse::<Decimal>().unwrap()).unwrap()
}

pub(crate) fn mark(value: &str) -> Mark {
    Mark::Points(points(value))
}

pub(crate) fn maximum(value: &str) -> Maximum {
    Maximum::from_points(points(value)).unwrap()
}

pub(crate) fn maths() -> SubjectLabel {
    SubjectLabel { fr: "Mathématiques".into(), en: "Mathematics".into(), ar: "الرياضيات".into() }
}

fn other_weights() -> ChangedWeights {
    let weight = |subject, before: Option<&str>, after: Option<&str>| SubjectWeight {
        subject,
        before: before.map(points),
        after: after.map(points),
    };
    let drawing = SubjectLabel { fr: "Dessin".into(), en: "Drawing".into(), ar: "الرسم".into() };
    let music = SubjectLabel { fr: "Musique".into(), en: "Music".into(), ar: "الموسيقى".into() };
    ChangedWeights {
        subjects: vec![
            weight(maths(), Some("3"), Some("4.5")),
            weight(drawing, None, Some("1")),
            weight(music, Some("2"), None),
        ],
        tests: vec![ds1()],
    }
}

pub(crate) fn ds1() -> AssessmentLabel {
    AssessmentLabel { label: "Devoir surveillé 1".into(), subject: maths(), maximum: maximum("20") }
}

pub(crate) fn family_mark(mark: Mark) -> FamilyMark {
    FamilyMark {
        subject: maths(),
        assessment: "Devoir surveillé 1".into(),
        date: Some(date(2026, 10, 12)),
        mark,
        maximum: maximum("20"),
        coefficient: points("2"),
    }
}

/// A student whose name the school has in Latin letters only.
pub(crate) fn student(name: &str) -> StudentLabel {
    StudentLabel { name: name.to_owned(), ar: None }
}

fn awa() -> StudentLabel {
    StudentLabel { ar: Some("أوا كواسي".into()), ..student("KOUASSI Awa") }
}

fn students(names: &[&str]) -> Vec<StudentLabel> {
    names.iter().map(|name| student(name)).collect()
}

fn class() -> String {
    "4e A".into()
}

fn school() -> String {
    "Collège Moderne d'Adjamé".into()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Every phrase, in the order of their definition.
pub(crate) fn samples() -> Vec<Phrase> {
    let mut samples = to_anyone();
    samples.extend(linking());
    samples.extend(one_mark());
    samples.extend(lists());
    samples.extend(publishing());
    samples.extend(questions());
    samples.extend(refusals());
    samples.extend(family());
    samples.extend(super::broadcasts::samples());
    samples.extend(super::guides::samples());
    samples.extend(super::years::samples());
    samples.extend(super::accesses::samples());
    samples.extend(super::conversations::samples());
    samples.extend(super::absences::samples());
    samples.extend(super::preferences::samples());
    samples
}

fn to_anyone() -> Vec<Phrase> {
    let mut samples = vec![
        Phrase::OfSchool(OfSchool { school: school(), said: Box::new(Phrase::Thanks) }),
        Phrase::StrangerWelcome { school: school() },
        Phrase::HelpTeacher {
            name: "M. KOFFI".into(),
            student: Some(student("Awa Kouassi")),
            assessment: Some("ds1".into()),
            class: Some("4eA".into()),
            subject: Some(maths()),
            heads: Some("4e A".into()),
        },
        Phrase::HelpTeacher {
            name: "M. KOFFI".into(),
            student: None,
            assessment: None,
            class: None,
            subject: None,
            heads: None,
        },
        Phrase::HelpGuardian { children: students(&["Awa", "محمد"]) },
        Phrase::HelpGuardian { children: vec![] },
        Phrase::HelpAdmin { name: "Mme DIALLO".into(), class: Some("4eA".into()) },
        Phrase::HelpAdmin { name: "Mme DIALLO".into(), class: None },
        Phrase::HelpSecretary { name: "Mme BAMBA".into() },
        Phrase::Greeting { name: None },
        Phrase::Greeting { name: Some("M. KOFFI".into()) },
        Phrase::Thanks,
    ];
    let examples = [
        Example::Mark { student: student("Awa Kouassi"), assessment: "ds1".into() },
        Example::Marks { child: student("Awa") },
        Example::ClassAverage { class: "4eA".into() },
        Example::Link,
        Example::Broadcast { class: "4eA".into() },
        Example::Help,
    ];
    samples.extend(examples.map(|example| Phrase::NotUnderstood { heard: "blabla".into(), example }));
    let features = [
        Feature::Average,
        Feature::ReportCard,
        Feature::Broadcast,
        Feature::Conversation,
        Feature::Alerts,
        Feature::Absences,
        Feature::Statistics,
        Feature::Files,
        Feature::PersonalData,
        Feature::SchoolAdministration,
        Feature::Assessments,
        Feature::Appreciations,
    ];
    samples.extend(features.map(|what| Phrase::NotSwitchedOn { what }));
    samples.push(Phrase::NotAllowed);
    let unreadable = [Unreadable::Voice, Unreadable::Picture, Unreadable::Document, Unreadable::Other];
    samples.extend(unreadable.map(|what| Phrase::CannotRead { what }));
    samples.push(Phrase::Document {
        document: DocumentId(uuid::Uuid::nil()),
        file_name: "Notes-4eA-Maths.xlsx".into(),
        caption: Box::new(Phrase::Thanks),
    });
    samples.extend([Phrase::Sorry, Phrase::PrivateOnly, Phrase::WhichLanguage]);
    samples.extend(Locale::ALL.map(|locale| Phrase::LanguageSet { locale }));
    samples.extend([
        Phrase::LanguageOrSubject,
        Phrase::Stopped,
        Phrase::Resumed,
        Phrase::NothingToConfirm,
        Phrase::QuestionExpired,
        Phrase::Cancelled,
        Phrase::NothingToUndo,
        Phrase::PleaseYesOrNo,
        Phrase::PleaseChoose { most: 3 },
        Phrase::AskAgain,
        Phrase::WhichSchool,
        Phrase::SchoolChosen { school: school() },
        Phrase::Suspended { school: school() },
    ]);
    let reasons = [WhyAside::Doubtful, WhyAside::TooLate, WhyAside::Loop, WhyAside::Other, WhyAside::Refused];
    let aside = |(why, count)| Phrase::Operator(OperatorNews::MessagesSetAside { account: "wa1".into(), count, why });
    samples.extend(reasons.into_iter().zip([1, 2, 3, 11, 20]).map(aside));
    samples.extend(operator());
    samples
}

fn operator() -> Vec<Phrase> {
    let news = [
        TemplateNews::Rejected { reason: None },
        TemplateNews::Rejected { reason: Some("INVALID_FORMAT".into()) },
        TemplateNews::Paused,
        TemplateNews::Resumed,
        TemplateNews::Disabled,
        TemplateNews::Marketing,
        TemplateNews::LowQuality,
    ];
    let languages = Locale::ALL.into_iter().cycle();
    let tell = |(news, language)| {
        let (template, account) = ("carnet_new_mark".into(), "wa1".into());
        Phrase::Operator(OperatorNews::Template { template, language, account, news })
    };
    let mut samples: Vec<Phrase> = news.into_iter().zip(languages).map(tell).collect();
    samples.push(Phrase::Operator(OperatorNews::AccountStopped { account: "wa1".into() }));
    samples.push(Phrase::Operator(OperatorNews::OutOfBounds { account: "wa1".into() }));
    let until = date(2026, 11, 30).at(8, 0, 0, 0);
    samples.push(Phrase::Operator(OperatorNews::AccountMustWait { account: "wa1".into(), until }));
    samples.push(Phrase::Operator(OperatorNews::AccountSilent { account: "wa1".into(), since: until }));
    samples.push(Phrase::Operator(OperatorNews::PagesFail { template: "report_card.typ".into() }));
    samples.push(Phrase::Operator(OperatorNews::TemplatesReady { account: "wa1".into() }));
    for (limit, before) in [(1, Some(250)), (250, Some(2000)), (2, None), (3, None), (11, None), (100, None)] {
        samples.push(Phrase::Operator(OperatorNews::FewerNewPeople { before, limit }));
    }
    samples.extend([2, 3, 11].map(|days| Phrase::Operator(OperatorNews::FamiliesOverDays { days })));
    let money = |micros| Money { micros, currency: "USD".into() };
    let nothing = CostOfMonth { sum: None, budget: None, by_channel: Vec::new(), by_class: Vec::new(), foreseen: 0 };
    let cost = CostOfMonth {
        sum: Some(money(4_310_001)),
        budget: Some(money(25_000_000)),
        by_channel: [1, 2, 3, 11].map(|count| (Channel::Sms, count, money(1_000_000))).to_vec(),
        by_class: vec![(Some("4e *A*".into()), money(4_000_000)), (None, money(310_001))],
        foreseen: 0,
    };
    let foreseen = [1, 2, 3, 11].map(|foreseen| CostOfMonth { foreseen, ..cost.clone() });
    for cost in [nothing, CostOfMonth { budget: None, ..cost.clone() }, cost].into_iter().chain(foreseen) {
        samples.push(Phrase::Operator(OperatorNews::Cost { cost }));
    }
    for (spent, exhausted) in [(20_009_999, false), (25_000_000, true)] {
        samples.push(Phrase::Operator(OperatorNews::Budget {
            spent: money(spent),
            budget: money(25_000_000),
            exhausted,
        }));
    }
    samples
}

fn linking() -> Vec<Phrase> {
    let mut samples = vec![
        Phrase::AskConsent { child: student("Awa K."), school: school(), version: "2026-1".into() },
        Phrase::CodeRefused,
        Phrase::CodeMissing,
        Phrase::ConsentThanks { child: student("Awa K."), school: school() },
        Phrase::ConsentDeclined,
        Phrase::StaffLinked { name: "M. KOFFI".into(), school: school() },
        Phrase::NoChildLinked,
    ];
    samples.extend(COUNTS.into_iter().filter(|count| *count < 12).map(|count| Phrase::ChildList {
        children:
            (0..count).map(|n| ChildLine { name: student(&format!("KOUASSI Enfant {n}")), class: class() }).collect(),
    }));
    samples
}

fn one_mark() -> Vec<Phrase> {
    let (student, class, assessment) = (awa(), class(), ds1());
    let saved = |old, new| Phrase::MarkSaved {
        student: student.clone(),
        class: class.clone(),
        assessment: assessment.clone(),
        old,
        new,
    };
    let mut samples = vec![saved(None, mark("14")), saved(Some(mark("12.5")), mark("14.25"))];
    samples.extend(MarkStatus::ALL.map(|status| saved(None, Mark::Status(status))));
    let whys = [
        ConfirmWhy::NearName { heard: "kouasi awa".into() },
        ConfirmWhy::Converted { heard: "70%".into() },
        ConfirmWhy::Published,
        ConfirmWhy::Replaces,
        ConfirmWhy::Unsure,
        ConfirmWhy::Left { on: date(2026, 11, 3) },
        ConfirmWhy::Far { usual: UsualPoints { low: points("6"), high: points("9") } },
        ConfirmWhy::Apart { others: UsualPoints { low: points("9"), high: points("12") } },
        ConfirmWhy::Leap,
    ];
    let several = vec![ConfirmWhy::Edited, ConfirmWhy::Published];
    samples.extend(whys.into_iter().map(|why| vec![why]).chain([several]).map(|why| Phrase::ConfirmMark {
        student: student.clone(),
        class: class.clone(),
        assessment: assessment.clone(),
        old: why.contains(&ConfirmWhy::Replaces).then(|| mark("12")),
        new: mark("14"),
        why,
    }));
    samples.extend(COUNTS.map(|families| Phrase::MarkCorrected {
        student: student.clone(),
        assessment: assessment.clone(),
        old: mark("12"),
        new: mark("14.5"),
        families,
        later: 0,
        from: None,
    }));
    samples.extend(COUNTS.map(|later| Phrase::MarkCorrected {
        student: student.clone(),
        assessment: assessment.clone(),
        old: mark("12"),
        new: mark("14.5"),
        families: 1,
        later,
        from: Some(time(7, 0, 0, 0)),
    }));
    samples.extend(taken_back());
    samples
}

fn taken_back() -> Vec<Phrase> {
    let (class, assessment) = (class(), ds1());
    let mut samples = Vec::new();
    let undone = |count, student| Phrase::Undone {
        class: class.clone(),
        assessment: assessment.clone(),
        count,
        kept: 0,
        student,
        now: None,
    };
    samples.extend(COUNTS.map(|count| undone(count, None)));
    samples.push(undone(1, Some(awa())));
    samples.push(Phrase::Undone {
        class: class.clone(),
        assessment: assessment.clone(),
        count: 1,
        kept: 0,
        student: Some(awa()),
        now: Some(mark("14")),
    });
    let taken = |edited, one, count| Phrase::ConfirmTakeBack {
        class: class.clone(),
        assessment: assessment.clone(),
        edited,
        one,
        count,
    };
    samples.extend(COUNTS.map(|count| taken(false, None, count)));
    samples.push(taken(true, Some((awa(), mark("14"))), 1));
    let published = |student, count| Phrase::AlreadyPublished {
        class: class.clone(),
        assessment: assessment.clone(),
        student,
        count,
    };
    samples.extend(COUNTS.map(|count| published(None, count)));
    samples.push(published(Some(awa()), 1));
    samples.extend(COUNTS.map(|kept| Phrase::Undone {
        class: class.clone(),
        assessment: assessment.clone(),
        count: 3,
        kept,
        student: None,
        now: None,
    }));
    samples.extend(deleted());
    samples
}

fn deleted() -> Vec<Phrase> {
    let (student, assessment) = (awa(), ds1());
    let (stated, found, old) = (mark("4.5"), mark("6"), mark("14"));
    vec![
        Phrase::MarkDeleted {
            student: student.clone(),
            assessment: assessment.clone(),
            old,
            families: 1,
            later: 0,
            from: None,
        },
        Phrase::MarkDeleted {
            student: student.clone(),
            assessment: assessment.clone(),
            old,
            families: 0,
            later: 1,
            from: None,
        },
        Phrase::ConfirmDelete { student: student.clone(), assessment: assessment.clone(), old, published: false },
        Phrase::ConfirmDelete { student: student.clone(), assessment: assessment.clone(), old, published: true },
        Phrase::NoSuchMark { student: student.clone(), assessment: assessment.clone() },
        Phrase::OldValueDiffers { student, assessment, stated, found },
    ]
}

fn problems() -> Vec<ListProblem> {
    let whys = [
        LineProblem::UnknownName { nearest: students(&["BAMBA Salimata"]) },
        LineProblem::UnknownName { nearest: vec![] },
        LineProblem::Ambiguous { candidates: students(&["KOUASSI Awa", "KOUASSI Aya"]) },
        LineProblem::Twice { student: student("BAMBA Salimata") },
        LineProblem::HasLeft { student: student("BAMBA Salimata"), on: date(2026, 11, 3) },
        LineProblem::NoValue,
        LineProblem::UnreadableValue,
        LineProblem::Doubted,
        LineProblem::AboveMaximum,
        LineProblem::BelowZero,
        LineProblem::OtherScale,
        LineProblem::Computed,
    ];
    let heard = |line| format!("Bambi {line}");
    (2..).zip(whys).map(|(line, why)| ListProblem { line, heard: heard(line), why }).collect()
}

fn lists() -> Vec<Phrase> {
    let line = |name: &str, old, new, heard: Option<&str>| MarkLine {
        student: student(name),
        old,
        new,
        heard: heard.map(str::to_owned),
        corrects: false,
        usual: None,
        others: None,
    };
    let lines = vec![
        line("KOUASSI Awa", None, mark("15"), None),
        line("KOUASSI Aya", Some(mark("8")), mark("9.75"), None),
        line("N'GUESSAN Affoué", None, mark("13.5"), Some("ngesan")),
        line("ZADI Gnagne Marc", Some(mark("7")), Mark::Status(MarkStatus::Absent), None),
    ];
    let figures =
        Figures { count: 3, mean: Some(points("12.75")), lowest: Some(points("9.75")), highest: Some(points("15")) };
    let none = Figures { count: 0, mean: None, lowest: None, highest: None };
    let preview =
        |lines: &[MarkLine], problems: &[ListProblem], figures: &Figures, absent: &[&str]| Phrase::ListPreview {
            class: class(),
            assessment: ds1(),
            lines: lines.to_vec(),
            problems: problems.to_vec(),
            oddities: vec![],
            figures: figures.clone(),
            absent_from_list: students(absent),
        };
    let mut samples = vec![
        preview(&lines, &problems(), &figures, &["KONAN Kouadio", "YAPO Christ-Emmanuel"]),
        preview(&lines[..1], &problems()[..1], &figures, &["KONAN Kouadio"]),
        preview(&lines[..1], &[], &figures, &["KONAN Kouadio"; 9]),
        preview(&lines[..1], &[], &figures, &["KONAN Kouadio"; 10]),
        preview(&lines[..1], &[], &figures, &["KONAN Kouadio"; 25]),
        preview(&lines[..2], &problems()[..2], &figures, &[]),
        preview(&[], &problems()[..3], &none, &[]),
    ];
    let saved = |count, corrected, families| Phrase::ListSaved {
        class: class(),
        assessment: ds1(),
        count,
        corrected,
        families,
        later: 0,
        from: None,
    };
    samples.push(Phrase::SendLines {
        class: class(),
        assessment: ds1(),
        students: students(&["KOUASSI Awa", "KOUASSI Aya"]),
    });
    samples.extend(COUNTS.map(|count| saved(count, 0, 0)));
    samples.extend(COUNTS.map(|corrected| saved(0, corrected, corrected)));
    samples.push(saved(3, 2, 1));
    let known: Vec<_> = lines.iter().cloned().map(|line| MarkLine { corrects: line.old.is_some(), ..line }).collect();
    samples.push(preview(&known, &[], &figures, &[]));
    samples.push(odd_list(&lines, &figures));
    samples.push(Phrase::ListRefused { problems: problems() });
    samples.extend([
        Phrase::ClassFile(ClassFile::ToFill { class: class(), subject: maths() }),
        Phrase::ClassFile(ClassFile::Export { class: class(), term: "T1".into() }),
    ]);
    let sheet_problems = [
        SheetProblem::NotFetched,
        SheetProblem::TooLarge,
        SheetProblem::NotATable,
        SheetProblem::Damaged,
        SheetProblem::Locked,
        SheetProblem::Macros,
        SheetProblem::Links,
        SheetProblem::TooMuch,
        SheetProblem::NoNames,
        SheetProblem::NoMarks,
        SheetProblem::SeveralColumns { columns: vec!["DS1".into(), "Interro 1".into()] },
        SheetProblem::Unchanged,
    ];
    samples.extend(sheet_problems.map(|why| Phrase::SheetRefused { why }));
    samples.extend(COUNTS.map(|marks| Phrase::CountMismatch { marks, students: 12 }));
    samples.extend(COUNTS.map(|students| Phrase::CountMismatch { marks: 5, students }));
    samples
}

fn odd_list(lines: &[MarkLine], figures: &Figures) -> Phrase {
    let usual = |low, high| Some(UsualPoints { low: points(low), high: points(high) });
    let ranges = [usual("6", "9.5"), None, usual("12", "12")];
    let others = usual("11", "15");
    let lines = lines.iter().cloned().zip(ranges).map(|(line, usual)| MarkLine { usual, others, ..line });
    Phrase::ListPreview {
        class: class(),
        assessment: ds1(),
        lines: lines.collect(),
        problems: vec![],
        oddities: vec![
            ListOddity::Shifted { from: awa() },
            ListOddity::Repeats { assessment: ds1(), differing: 0 },
            ListOddity::Repeats { assessment: ds1(), differing: 2 },
            ListOddity::AllAlike { points: points("12.5") },
            ListOddity::Halved,
        ],
        figures: figures.clone(),
        absent_from_list: vec![],
    }
}

fn publishing() -> Vec<Phrase> {
    let mut samples = Vec::new();
    for (count, reachable) in [(0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (3, 0), (3, 1), (11, 9), (100, 90)] {
        samples.push(Phrase::ConfirmPublish {
            class: class(),
            assessment: ds1(),
            marks: count,
            without_points: count,
            missing: (0..count.min(11)).map(|n| student(&format!("KONAN {n}"))).collect(),
            families: count,
            reachable,
        });
    }
    let published =
        |n, held, from| Phrase::Published { class: class(), assessment: ds1(), marks: n, families: n, held, from };
    samples.extend(COUNTS.map(|n| published(n, 0, None)));
    samples.extend(COUNTS.map(|n| published(n, n * 60, Some(time(7, 30, 0, 0)))));
    samples.extend(COUNTS.map(|n| Phrase::Unpublished { class: class(), assessment: ds1(), marks: n, families: n }));
    samples.extend(approval());
    samples.push(Phrase::NothingToPublish { class: class(), assessment: ds1() });
    samples.push(Phrase::TermClosed { term: "Trimestre 1".into() });
    let group = |count: u32| MissingGroup {
        class: class(),
        assessment: ds1(),
        students: (0..count).map(|n| student(&format!("KONAN {n}"))).collect(),
    };
    samples.push(Phrase::MissingMarks { groups: [1, 2, 3, 11].map(group).to_vec() });
    samples.extend([Phrase::MissingMarks { groups: vec![] }, Phrase::NothingMissing]);
    let reminder =
        |more| Phrase::MissingReminder { name: "M. KOFFI".into(), groups: [1, 2, 11].map(group).to_vec(), more };
    samples.extend(COUNTS.map(reminder));
    let teacher = |n| MissingTeacher { name: "M. KOFFI".into(), tests: n, marks: n, reached: n != 2 };
    samples.push(Phrase::MissingSummary { teachers: COUNTS.map(teacher).to_vec() });
    samples.push(Phrase::MissingSummary { teachers: vec![] });
    samples
        .extend(COUNTS.map(|n| Phrase::ConfirmRemind(ReminderAsked { teachers: n, unreached: n, names: Vec::new() })));
    samples.push(Phrase::ConfirmRemind(ReminderAsked {
        teachers: 1,
        unreached: 0,
        names: vec!["M. KOFFI".to_owned()],
    }));
    samples.extend(COUNTS.map(|n| Phrase::Reminded { teachers: n, unreached: n }));
    samples.extend(figures());
    samples
}

fn approval() -> Vec<Phrase> {
    let mut samples = Vec::new();
    let line =
        |old: Option<&str>, new: Option<&str>| ApprovalLine { student: awa(), old: old.map(mark), new: new.map(mark) };
    for correction in [false, true] {
        samples.extend(COUNTS.map(|people| Phrase::ApprovalRequested {
            class: class(),
            assessment: ds1(),
            correction,
            people,
        }));
        let lines = [line(None, Some("14")), line(Some("12"), Some("14.5")), line(Some("12"), None)];
        samples.extend([1, 2, 3].map(|count| Phrase::ApprovalAsked {
            by: "M. KOFFI".into(),
            class: class(),
            assessment: ds1(),
            correction,
            lines: lines[..count].to_vec(),
            missing: students(&["KONAN Kouadio"][..usize::from(!correction)]),
            changed: 0,
        }));
    }
    samples.extend(COUNTS.map(|changed| Phrase::ApprovalAsked {
        by: "M. KOFFI".into(),
        class: class(),
        assessment: ds1(),
        correction: false,
        lines: Vec::new(),
        missing: Vec::new(),
        changed,
    }));
    let outcomes =
        [ApprovalOutcome::Approved, ApprovalOutcome::Refused, ApprovalOutcome::Changed, ApprovalOutcome::Expired];
    let settled = |by: Option<&str>, outcome, families| Phrase::ApprovalSettled {
        by: by.map(str::to_owned),
        class: class(),
        assessment: ds1(),
        correction: families == 2,
        outcome,
        marks: 3,
        families,
    };
    samples.extend(outcomes.map(|outcome| settled(None, outcome, 2)));
    samples.extend(outcomes.map(|outcome| settled(Some("M. le Censeur"), outcome, 1)));
    samples.extend(COUNTS.map(|families| settled(None, ApprovalOutcome::Approved, families)));
    samples.extend(COUNTS.map(|families| settled(Some("M. le Censeur"), ApprovalOutcome::Approved, families)));
    samples.push(Phrase::ApprovalStands(ApprovalStanding::SettledBefore));
    samples.push(Phrase::ApprovalStands(ApprovalStanding::Open));
    samples
}

fn questions() -> Vec<Phrase> {
    let all = [
        Which::Student,
        Which::Assessment,
        Which::Class,
        Which::Subject,
        Which::Child,
        Which::NearChild,
        Which::NearStudent,
        Which::Value,
    ];
    let both = |what| [None, Some("kouassi".to_owned())].map(|heard| Phrase::Which { what, heard });
    all.into_iter().flat_map(both).collect()
}

fn refusals() -> Vec<Phrase> {
    let heard = |text: &str| text.to_owned();
    let (maths, fourth) = (Some(maths()), Some(class()));
    let ten = AssessmentLabel { label: "Interro 1".into(), maximum: maximum("10"), ..ds1() };
    vec![
        Phrase::AboveMaximum { heard: heard("22"), maximum: maximum("20") },
        Phrase::AboveMaximum { heard: heard("11"), maximum: maximum("10") },
        Phrase::BelowZero { heard: heard("-3") },
        Phrase::UnreadableValue { heard: heard("1O") },
        Phrase::TooPrecise { heard: heard("12,555") },
        Phrase::ScaleMismatch { heard: heard("7/20"), assessment: ten },
        Phrase::UnknownStudent { heard: heard("bambi"), nearest: students(&["BAMBA Salimata", "BAMBA Ali"]) },
        Phrase::UnknownStudent { heard: heard("bambi"), nearest: vec![] },
        Phrase::NotInClass { class: class(), students: vec![ChildLine { name: awa(), class: "3e B".into() }] },
        Phrase::UnknownAssessment { heard: Some(heard("ds9")), known: names(&["Devoir surveillé 1", "Interro 2"]) },
        Phrase::UnknownAssessment { heard: None, known: vec![] },
        Phrase::UnknownClass { heard: heard("7eZ"), known: names(&["4e A", "3e B"]) },
        Phrase::UnknownClass { heard: heard("7eZ"), known: vec![] },
        Phrase::NotYourCourse { subject: maths.clone(), class: fourth.clone() },
        Phrase::NotYourCourse { subject: maths, class: None },
        Phrase::NotYourCourse { subject: None, class: fourth },
        Phrase::NotYourCourse { subject: None, class: None },
        Phrase::NotYourChild { heard: heard("Yapo") },
    ]
}

fn family() -> Vec<Phrase> {
    let absent = Mark::Status(MarkStatus::AbsentUnjustified);
    let undated = FamilyMark { date: None, coefficient: points("1"), ..family_mark(mark("8.75")) };
    let child = |term: Option<&str>, subject, marks: Vec<FamilyMark>, more| ChildMarks {
        child: awa(),
        class: class(),
        term: term.map(str::to_owned),
        subject,
        marks,
        more,
    };
    let several = vec![family_mark(mark("15.5")), family_mark(absent), undated.clone()];
    let mut samples = vec![
        Phrase::Marks {
            children: vec![
                child(Some("Trimestre 1"), None, several, 0),
                child(None, Some(maths()), vec![], 0),
                child(None, None, vec![], 0),
            ],
        },
        Phrase::Marks { children: vec![] },
        Phrase::Marks { children: COUNTS.map(|more| child(None, None, vec![undated.clone()], more)).to_vec() },
    ];
    for line in [family_mark(mark("14")), family_mark(absent), undated] {
        let child = || student("Awa K.");
        samples.extend([
            Phrase::NewMark { child: child(), line: line.clone() },
            Phrase::MarkChanged { child: child(), line: line.clone(), old: mark("12.5"), out_of: None },
            Phrase::MarkChanged {
                child: child(),
                line: line.clone(),
                old: line.mark,
                out_of: Maximum::new(40.into()).ok(),
            },
            Phrase::MarkWithdrawn { child: child(), line },
        ]);
    }
    samples.extend(averages());
    samples.extend(closing());
    samples
}

fn reopened() -> [Phrase; 2] {
    let other = [ChangedWeights::default(), other_weights()];
    other.map(|other_weights| Phrase::TermReopened { class: class(), term: "T1".into(), other_weights })
}

fn decided_otherwise() -> Vec<DecidedOtherwise> {
    let of =
        |proposed| DecidedOtherwise { student: student("KOUASSI Awa"), decision: CouncilDecision::Excluded, proposed };
    vec![of(Decision::Promoted), of(Decision::Council)]
}

fn closing_plan(count: u32) -> ClosingPlan {
    let names = |count: u32| (0..count).map(|_| student("KOUASSI Awa")).collect::<Vec<_>>();
    let group = |count| MissingGroup { class: class(), assessment: ds1(), students: names(count) };
    ClosingPlan {
        class: class(),
        term: "T1".into(),
        begins: (count > 0).then(|| date(2027, 3, 28)),
        ends: (count == 2).then(|| date(2026, 12, 18)),
        students: count,
        brought: if count == 2 { vec![(student("KOUASSI Awa"), 3)] } else { Vec::new() },
        left_out: if count == 2 { vec![(student("KOUASSI Awa"), 2)] } else { Vec::new() },
        missing: if count > 0 { vec![group(1), group(count.min(3))] } else { Vec::new() },
        not_classed: names(count.min(12)),
        drafts: count,
        held: count,
        without_marks: if count > 0 { vec![maths()] } else { Vec::new() },
        other_rules: count == 2,
        other_weights: if count == 2 { other_weights() } else { ChangedWeights::default() },
        revised: count,
        fingerprint: String::new(),
        decided_otherwise: if count == 2 { decided_otherwise() } else { Vec::new() },
        year_waits_for: if count == 2 { vec!["T1".into(), "T2".into()] } else { Vec::new() },
    }
}

fn closing() -> Vec<Phrase> {
    let (class, term) = (class, || String::from("T1"));
    let closed = |count| {
        let (cards, revised, renewed, families) = (count, count, count, count);
        Phrase::TermIsClosed(TermClosed { class: class(), term: term(), cards, revised, renewed, families })
    };
    let mut samples: Vec<Phrase> = COUNTS.map(|count| Phrase::ConfirmClosing { plan: closing_plan(count) }).into();
    samples.extend(COUNTS.map(closed));
    samples.extend(reopened());
    samples.extend([
        Phrase::ReasonMissing { class: class(), term: term() },
        Phrase::TermNotClosed { class: class(), term: term() },
        Phrase::Print(PrintNews::CardFile { child: student("Awa K."), term: term(), version: 2, year: None }),
        Phrase::Print(PrintNews::CardFile {
            child: student("Awa K."),
            term: term(),
            version: 1,
            year: Some("2025-2026".into()),
        }),
        Phrase::Print(PrintNews::NotMade),
        Phrase::Print(PrintNews::CardNotMade { child: student("Awa K."), term: term() }),
        Phrase::Print(PrintNews::LettersMissing { letter: "ߞ".into(), students: vec![student("ߞߎߦߊߕߋ Awa")] }),
        Phrase::Print(PrintNews::LettersMissing {
            letter: "ⴰ".into(),
            students: vec![student("ⴰⵢⴰ"), student("ߞߎߦߊߕߋ")],
        }),
        Phrase::Print(PrintNews::TemplateFails { class: class(), term: term() }),
        Phrase::Print(PrintNews::NotClosed { class: class(), term: term() }),
        Phrase::Print(PrintNews::NoStudents { class: class() }),
        Phrase::Print(PrintNews::NoneClosed),
        Phrase::Print(PrintNews::AlreadyClosed { class: class(), term: term() }),
        Phrase::Print(PrintNews::ConfirmReopening { class: class(), term: term(), reason: "erreur de saisie".into() }),
        Phrase::Print(PrintNews::NoSuchYear {
            heard: "2019-2020".into(),
            years: vec!["2026-2027".into(), "2025-2026".into()],
        }),
        Phrase::Print(PrintNews::ClassThen {
            year: "2025-2026".into(),
            classes: vec!["4e A".into(), "3e B".into(), "2de C".into()],
        }),
        Phrase::Print(PrintNews::MissingThen { year: "2025-2026".into() }),
        Phrase::Print(PrintNews::NoSuchTerm { heard: "T9".into(), terms: vec!["T1".into(), "T2".into(), "T3".into()] }),
        Phrase::Print(PrintNews::Progress { class: class(), term: term(), done: 20, cards: 32 }),
        Phrase::Print(PrintNews::SummaryBegun),
        Phrase::Print(PrintNews::Summary { summary: school_summary() }),
        Phrase::Print(PrintNews::ProgressPicture { child: student("Awa K.") }),
        Phrase::Print(PrintNews::ReportCardRevised { child: student("Awa K."), term: term(), version: 2, year: None }),
    ]);
    for count in COUNTS {
        let closed = vec![(class(), term()); count.min(12) as usize];
        let from = (count > 1).then(|| time(7, 0, 0, 0));
        samples.extend(
            [
                PrintNews::ClassFile { class: class(), term: term(), cards: count },
                PrintNews::Begun { class: Some((class(), term())), classes: 1, cards: count },
                PrintNews::Begun { class: None, classes: count, cards: count },
                PrintNews::Progress { class: class(), term: term(), done: count, cards: count },
                PrintNews::ConfirmSchool { closed, open: vec![class(); usize::from(count == 2)] },
                PrintNews::ConfirmSending {
                    class: class(),
                    term: term(),
                    cards: count,
                    guardians: count,
                    unreached: count / 2,
                },
                PrintNews::CardsOnTheirWay {
                    class: class(),
                    term: term(),
                    guardians: count,
                    unreached: count / 2,
                    from,
                },
            ]
            .map(Phrase::Print),
        );
    }
    samples.extend([0, 1, 3].map(|moments| Phrase::Print(PrintNews::Progression { chart: progress(moments) })));
    samples.extend(
        COUNTS.map(|marks| Phrase::Print(PrintNews::HistogramPicture { class: class(), assessment: ds1(), marks })),
    );
    let summary = |general: Option<&str>, is_tied| CardSummary {
        term: term(),
        version: 1,
        scale: maximum("20"),
        general: general.map(points),
        rank: general.map(|_| CardRank { place: 2, is_tied }),
        classed: 41,
        band: general.map(|_| "Assez bien".into()),
        distinction: general.map(|_| if is_tied { "TH" } else { "AVERT" }.to_owned()),
        code: "7K3M-Q4TX-92VP-AB5C".into(),
        reopened: general.is_none(),
        year_result: None,
        is_warning: general.is_some_and(|general| general.starts_with('9')),
        wording: wording(),
    };
    let cards =
        [None, Some(summary(Some("13.02"), true)), Some(summary(Some("9.5"), false)), Some(summary(None, false))];
    samples.extend(cards.map(|card| Phrase::ReportCard {
        card: ChildCard { child: student("Awa K."), class: class(), year: None, card },
    }));
    samples
}

/// A school's words in some languages.
fn wording() -> Wording {
    let words = |fr: &str, en: &str| Words { fr: Some(fr.into()), en: Some(en.into()), ar: None };
    Wording::new([
        ("TH".to_owned(), words("Tableau d'honneur", "Honour roll")),
        ("AVERT".to_owned(), words("Travail insuffisant", "Insufficient work")),
    ])
}

/// So many moments of a child's way.
fn progress(moments: usize) -> ProgressChart {
    let band = ClassBand { lowest: points("4"), mean: points("11.2"), highest: points("17.5") };
    let at = [ProgressAt::Term("T1".into()), ProgressAt::Day(date(2026, 10, 12)), ProgressAt::Day(date(2026, 11, 3))];
    let class = [Some(band), None, Some(band)];
    let points = at.into_iter().zip(class).map(|(at, class)| ProgressPoint {
        at,
        own: points("12.5"),
        class,
        brought_from: (moments > 1).then(|| maximum("10")),
    });
    let subject = SubjectLabel { fr: "Français".into(), en: "French".into(), ar: "الفرنسية".into() };
    ProgressChart {
        child: student("Awa K."),
        subject: (moments > 1).then_some(subject),
        scale: maximum("20"),
        points: points.take(moments).collect(),
    }
}

pub(super) fn school_summary() -> SchoolSummary {
    let french = SubjectLabel { fr: "Français".into(), en: "French".into(), ar: "الفرنسية".into() };
    let spread = |mean: &str| StatisticsSpread {
        mean: points(mean),
        median: points("12"),
        lowest: points("4"),
        highest: points("17.5"),
        pass_rate: points("81.82"),
    };
    let statistics =
        |count, spread| Statistics { count, passed: count, half: points("10"), scale: maximum("20"), spread };
    let overview = |students, missing, full: bool| ClassOverview {
        class: class(),
        students,
        general: statistics(students, full.then(|| spread("11.74"))),
        subjects: vec![SubjectStatistics {
            subject: french.clone(),
            statistics: statistics(students, full.then(|| spread("10.2"))),
        }],
        missing,
        provisional: !full,
        before: full.then(|| YearBefore {
            year: "2025-2026".into(),
            mean: points(if students == 3 { "5.51" } else { "11.02" }),
            scale: maximum(if students == 3 { "10" } else { "20" }),
            pass_rate: points("75"),
        }),
    };
    let classes = COUNTS.map(|count| overview(count, count, count > 2)).into();
    SchoolSummary { term: "T1".into(), classes }
}

fn averages() -> Vec<Phrase> {
    let line = |subject: SubjectLabel, average: &str, coefficient: &str| AverageLine {
        subject,
        average: points(average),
        coefficient: points(coefficient),
    };
    let french = SubjectLabel { fr: "Français".into(), en: "French".into(), ar: "الفرنسية".into() };
    let child = |lines: &[AverageLine], general: Option<&str>, marks| ChildAverages {
        child: student("Awa K."),
        class: class(),
        term: "T1".into(),
        provisional: true,
        scale: maximum("20"),
        subject: None,
        lines: lines.to_vec(),
        general: general.map(points),
        subjects_of_class: 5,
        marks,
        rank_asked: false,
    };
    let lines = [line(maths(), "14.25", "4"), line(french, "12", "1")];
    let whole = child(&lines, Some("13.8"), 14);
    let of_maths = |lines: &[AverageLine], marks| ChildAverages { subject: Some(maths()), ..child(lines, None, marks) };
    let mut samples = vec![
        Phrase::Averages { children: vec![whole.clone()] },
        Phrase::Averages { children: vec![ChildAverages { provisional: false, rank_asked: true, ..whole }] },
        Phrase::Averages { children: vec![child(&lines[..1], None, 1), child(&[], None, 0)] },
        Phrase::Averages { children: vec![of_maths(&lines[..1], 3), of_maths(&[], 0)] },
        Phrase::Averages { children: vec![] },
        Phrase::AveragesUnavailable,
    ];
    let counted = |subjects_of_class| ChildAverages { subjects_of_class, ..child(&lines, Some("13.8"), 2) };
    samples.push(Phrase::Averages { children: [2, 3, 11, 100].map(counted).to_vec() });
    let marks = |marks| child(&lines, Some("13.8"), marks);
    samples.push(Phrase::Averages { children: COUNTS.map(marks).to_vec() });
    samples.push(Phrase::Averages { children: COUNTS.map(|marks| of_maths(&lines[..1], marks)).to_vec() });
    samples
}

pub(super) fn statistics(count: u32) -> Statistics {
    let spread = StatisticsSpread {
        mean: points("11.74"),
        median: points("12.61"),
        lowest: points("4.5"),
        highest: points("17"),
        pass_rate: points("66.67"),
    };
    Statistics {
        count,
        passed: count * 2 / 3,
        half: points("10"),
        scale: maximum("20"),
        spread: (count > 3).then_some(spread),
    }
}

fn figures() -> Vec<Phrase> {
    let of_assessment = |count| Phrase::AssessmentFigures {
        figures: AssessmentStatistics {
            class: class(),
            assessment: ds1(),
            statistics: statistics(count),
            absent: count,
            without_points: count,
            missing: count,
            drafts: count,
        },
    };
    let mut samples: Vec<Phrase> = COUNTS.map(of_assessment).into();
    let subject = |count| SubjectStatistics { subject: maths(), statistics: statistics(count) };
    let of_class = |count, general, provisional| Phrase::ClassFigures {
        figures: ClassSummary {
            class: class(),
            term: "T1".into(),
            provisional,
            subjects: COUNTS.map(subject).to_vec(),
            general,
            students: 12,
            drafts: count,
        },
    };
    samples.extend(COUNTS.map(|count| of_class(0, Some(statistics(count)), true)));
    samples.push(of_class(2, None, false));
    samples
}
