//! Samples of what is said about broadcasts, and of what they say.

use carnet::domain::{BroadcastAnswer, BroadcastAsk, BroadcastId, Channel, DocumentId, Locale, Money};
use carnet::phrase::{
    AddresseePhrase, AnnouncedFile, Announcement, AnswerGroup, Audience, BroadcastFailure, BroadcastNamed,
    BroadcastPhrase, BroadcastPlan, BroadcastReport, BroadcastWait, CoursePhrase, DoneByAnother, FamilyGroupPhrase,
    FileProblem, FileWays, GroupPhrase, MemberProblem, NamedReader, NoteWay, Phrase, ScheduledBroadcast,
    ScheduledPhrase, ShortOf, StaffNotePhrase, StudentLabel, TemplateOutlook, Wordings,
};
use jiff::civil::{DateTime, date, time};
use std::collections::BTreeMap;
use std::time::Duration;
use uuid::Uuid;

fn announcement(ask: BroadcastAsk, again: bool) -> Announcement {
    Announcement {
        broadcast: BroadcastId(Uuid::from_u128(7)),
        school: "Collège Moderne d'Adjamé".into(),
        by: "Mme DIALLO".into(),
        words: Wordings {
            original: "Réunion des parents jeudi à 16 h.\n\nVenez *nombreux*.".into(),
            by_language: BTreeMap::from([(Locale::Ar, "اجتماع الآباء يوم الخميس على الساعة 16.".into())]),
        },
        ask,
        again,
        file: None,
        urgent: false,
    }
}

fn with_file(picture: bool) -> Announcement {
    let name = if picture { "photo.jpg" } else { "Règlement-intérieur.pdf" };
    let file = AnnouncedFile { document: DocumentId(Uuid::from_u128(8)), name: name.to_owned(), picture };
    Announcement { file: Some(file), ..announcement(BroadcastAsk::Nothing, false) }
}

fn moment() -> DateTime {
    date(2026, 12, 3).at(8, 0, 0, 0)
}

fn plan() -> BroadcastPlan {
    BroadcastPlan {
        audience: Audience::Classes(vec!["4e A".into()]),
        announcement: announcement(BroadcastAsk::Nothing, false),
        families: 12,
        channels: vec![(Channel::WhatsApp, 12)],
        sms_parts: 0,
        by_template: 0,
        template: TemplateOutlook::Usable,
        doubtful: Vec::new(),
        unreached: Vec::new(),
        cost: None,
        fallback: None,
        short_of: None,
        takes: None,
        at: None,
        from: None,
        typed: false,
        second: false,
        groups: Vec::new(),
        posted: false,
        file: None,
    }
}

fn money(micros: i64) -> Money {
    Money { micros, currency: "USD".into() }
}

pub(super) fn samples() -> Vec<Phrase> {
    let mut said = previews();
    said.extend([
        BroadcastPhrase::Announcement { announcement: announcement(BroadcastAsk::Nothing, false) },
        BroadcastPhrase::Announcement { announcement: announcement(BroadcastAsk::Reading, true) },
        BroadcastPhrase::Announcement { announcement: announcement(BroadcastAsk::Coming, false) },
        BroadcastPhrase::Announcement {
            announcement: Announcement { urgent: true, ..announcement(BroadcastAsk::Nothing, false) },
        },
        BroadcastPhrase::AnswerNoted { answer: BroadcastAnswer::Read, changed: false },
        BroadcastPhrase::AnswerNoted { answer: BroadcastAnswer::Coming, changed: false },
        BroadcastPhrase::AnswerNoted { answer: BroadcastAnswer::NotComing, changed: false },
        BroadcastPhrase::TypeToSend { families: 214 },
        BroadcastPhrase::How { class: Some("4e A".into()) },
        BroadcastPhrase::How { class: None },
        BroadcastPhrase::What { audience: Audience::School, picture: None },
        BroadcastPhrase::What {
            audience: Audience::Without {
                classes: vec!["4e A".into()],
                students: vec![StudentLabel { name: "KOUASSI Awa".into(), ar: Some("أوا كواسي".into()) }],
            },
            picture: None,
        },
        BroadcastPhrase::What { audience: Audience::Classes(vec!["4e A".into()]), picture: Some(true) },
        BroadcastPhrase::What { audience: Audience::Students(3), picture: Some(false) },
        BroadcastPhrase::FileRefused { why: FileProblem::Kind },
        BroadcastPhrase::FileRefused { why: FileProblem::TooLarge },
        BroadcastPhrase::FileRefused { why: FileProblem::NotFetched },
        BroadcastPhrase::FileReplaced { file: "photo.jpg".into(), instead_of: "Règlement.pdf".into() },
        BroadcastPhrase::FileForWhom { class: Some("4e A".into()) },
        BroadcastPhrase::FileForWhom { class: None },
        BroadcastPhrase::When { past: true },
        BroadcastPhrase::When { past: false },
        BroadcastPhrase::TooLong { most: 3000 },
        BroadcastPhrase::Begun { families: 3, at: Some(moment()), from: None },
        BroadcastPhrase::Awaiting { families: 214, people: 0 },
        BroadcastPhrase::Decided { by: None, approved: true, families: 214 },
        BroadcastPhrase::Decided { by: None, approved: false, families: 214 },
        BroadcastPhrase::Decided { by: None, approved: false, families: 0 },
        BroadcastPhrase::Decided { by: Some("M. KOFFI".into()), approved: true, families: 214 },
        BroadcastPhrase::Decided { by: Some("M. KOFFI".into()), approved: false, families: 214 },
        BroadcastPhrase::NoneYet { class: Some("4e A".into()) },
        BroadcastPhrase::NoneYet { class: None },
        BroadcastPhrase::OverBefore { cancelled: true },
        BroadcastPhrase::OverBefore { cancelled: false },
    ]);
    let named = |start: &str| BroadcastNamed {
        id: BroadcastId(Uuid::from_u128(7)),
        start: start.into(),
        by: "M. KOFFI".into(),
        at: moment(),
        audience: (start == "Kermesse").then(|| Audience::Classes(vec!["4e A".into()])),
    };
    said.extend(scheduled());
    said.extend(course());
    let done = Box::new(BroadcastPhrase::OverBefore { cancelled: true });
    said.push(BroadcastPhrase::Of { start: "Réunion *des* parents".into(), done });
    let broadcasts = vec![named("Réunion *des* parents"), named("Kermesse")];
    said.push(BroadcastPhrase::WhichAnswered { broadcasts: broadcasts.clone() });
    said.extend(
        [BroadcastAnswer::Read, BroadcastAnswer::Coming, BroadcastAnswer::NotComing]
            .map(|answer| BroadcastPhrase::AnswerNoted { answer, changed: true }),
    );
    said.extend([true, false].map(|others| BroadcastPhrase::Which { broadcasts: broadcasts.clone(), others }));
    for count in [0, 1, 2, 3, 11, 100] {
        said.extend([
            BroadcastPhrase::Nobody { unreached: count },
            BroadcastPhrase::Begun { families: count, at: None, from: Some(time(7, 0, 0, 0)) },
            BroadcastPhrase::Awaiting { families: count, people: count.max(1) },
            BroadcastPhrase::Cancelled { unsent: count, gone: count },
            BroadcastPhrase::Paused { waiting: count },
            BroadcastPhrase::Resumed { waiting: count },
            BroadcastPhrase::Retried { families: count },
            BroadcastPhrase::Reminded { families: count },
        ]);
    }
    said.extend(reports());
    said.extend(names());
    said.extend(addressees().into_iter().map(|phrase| BroadcastPhrase::Addressee { phrase }));
    said.extend(staff_notes().into_iter().map(|phrase| BroadcastPhrase::Staff { phrase }));
    said.extend(family_groups().into_iter().map(|phrase| BroadcastPhrase::FamilyGroup { phrase }));
    said.extend(groups().into_iter().map(|phrase| BroadcastPhrase::Group { phrase }));
    said.into_iter().map(Phrase::Broadcast).collect()
}

fn addressees() -> Vec<AddresseePhrase> {
    vec![
        AddresseePhrase::ForWhom { heard: Some("parents *délégués*".into()) },
        AddresseePhrase::ForWhom { heard: None },
        AddresseePhrase::UnknownClass { heard: "4eZ".into() },
        AddresseePhrase::FamiliesOnly {},
    ]
}

fn names() -> Vec<BroadcastPhrase> {
    let child = || (StudentLabel { name: "KOUASSI Awa".into(), ar: Some("أوا كواسي".into()) }, "4e A".to_owned());
    let people = AnswerGroup::ALL
        .map(|group| (group, NamedReader { children: vec![child(), child()], guardian: Some("Mme KOUASSI".into()) }));
    let page = |ask, counts, people, pages| BroadcastPhrase::Names {
        start: "Réunion *des* parents".into(),
        ask,
        counts,
        people,
        page: 1,
        pages,
    };
    let alone = vec![(AnswerGroup::Silent, NamedReader { children: vec![child()], guardian: None })];
    vec![
        page(BroadcastAsk::Coming, AnswerGroup::ALL.map(|group| (group, 3)).to_vec(), people.to_vec(), 4),
        page(BroadcastAsk::Reading, vec![(AnswerGroup::Silent, 1)], alone, 1),
        page(BroadcastAsk::Nothing, Vec::new(), Vec::new(), 1),
        BroadcastPhrase::Progress { start: "Réunion".into(), done: 120, of: 600, over: false },
        BroadcastPhrase::Progress { start: "Réunion".into(), done: 600, of: 600, over: true },
    ]
}

fn staff_notes() -> Vec<StaffNotePhrase> {
    let (by, text) = (|| "Mme la *Directrice*".to_owned(), || "Conseil lundi à 16 h.\nVenez *tous*.".to_owned());
    let people = || vec!["M. KOFFI".to_owned(), "Mme DIALLO".to_owned()];
    let from = Some(time(7, 0, 0, 0));
    let one = vec!["M. KOFFI".to_owned()];
    let to = |names: &[String], quoted| NoteWay { to: names.to_vec(), quoted };
    let preview = |unreached, from| StaffNotePhrase::Preview {
        by: by(),
        text: text(),
        people: people(),
        unreached,
        from,
        way: NoteWay::default(),
    };
    let mut said = vec![
        StaffNotePhrase::Note { by: by(), text: text(), way: NoteWay::default() },
        StaffNotePhrase::Note { by: by(), text: text(), way: to(&one, false) },
        StaffNotePhrase::Note { by: by(), text: "dis à M. Koffi de *venir*".into(), way: to(&one, true) },
        StaffNotePhrase::Note { by: by(), text: text(), way: to(&people(), true) },
        StaffNotePhrase::Preview {
            by: by(),
            text: text(),
            people: one.clone(),
            unreached: Vec::new(),
            from: None,
            way: to(&one, false),
        },
        StaffNotePhrase::NotLater {},
        preview(Vec::new(), None),
        preview(people(), from),
        StaffNotePhrase::Nobody { unreached: people() },
        StaffNotePhrase::Who { names: people() },
        StaffNotePhrase::Who { names: Vec::new() },
        StaffNotePhrase::TooLong { most: 700 },
        StaffNotePhrase::How {},
        StaffNotePhrase::Unclear { heard: "le *plombier*".into() },
        StaffNotePhrase::NobodyLeft {},
        StaffNotePhrase::NewWords {},
        StaffNotePhrase::NotYours {},
    ];
    for people in [1, 2, 3, 11] {
        said.extend([None, from].map(|from| StaffNotePhrase::Sent { people, from }));
    }
    said
}

fn family_groups() -> Vec<FamilyGroupPhrase> {
    let name = || "parents *délégués*".to_owned();
    let awa = || StudentLabel { name: "KOUASSI Awa".into(), ar: Some("أوا كواسي".into()) };
    let mut said = vec![
        FamilyGroupPhrase::Ended { name: name() },
        FamilyGroupPhrase::NoneYet { class: None },
        FamilyGroupPhrase::NoneYet { class: Some("4e A".into()) },
        FamilyGroupPhrase::Unknown { name: name(), known: Vec::new() },
        FamilyGroupPhrase::Unknown { name: name(), known: vec!["cantine".into(), "transport".into()] },
        FamilyGroupPhrase::Exists { name: name() },
        FamilyGroupPhrase::WhichName { class: Some("4e A".into()) },
        FamilyGroupPhrase::WhoIsIn { name: name(), class: Some("4e A".into()) },
        FamilyGroupPhrase::Refused {
            problems: vec![
                MemberProblem { heard: "Awo".into(), nearest: vec![awa()] },
                MemberProblem { heard: "Zzz".into(), nearest: Vec::new() },
            ],
        },
        FamilyGroupPhrase::WhichOne { heard: "Kouassi".into() },
        FamilyGroupPhrase::Empty { name: name() },
        FamilyGroupPhrase::Listed { groups: vec![(name(), 1), ("cantine".into(), 12)] },
    ];
    for count in [0, 1, 2, 3, 11, 100] {
        said.extend([
            FamilyGroupPhrase::Made { name: name(), students: count },
            FamilyGroupPhrase::Added { name: name(), new: count, students: count },
            FamilyGroupPhrase::TakenOut { name: name(), gone: count, left: count },
            FamilyGroupPhrase::EndAsked { name: name(), students: count },
            FamilyGroupPhrase::Members { name: name(), students: vec![(awa(), "4e A".into())], of: count },
            FamilyGroupPhrase::NameTooLong { most: count },
            FamilyGroupPhrase::TooManyGroups { most: count },
            FamilyGroupPhrase::TooManyStudents { most: count },
        ]);
    }
    said
}

fn groups() -> Vec<GroupPhrase> {
    let class = || "4e A".to_owned();
    let code = |bot: Option<&str>| GroupPhrase::Code {
        class: class(),
        code: "ABCD-EFGH-JKMN".into(),
        bot: bot.map(str::to_owned),
        until: moment(),
    };
    let mut said = vec![
        code(None),
        code(Some("ecole_bot")),
        GroupPhrase::Refused { class: class() },
        GroupPhrase::Unlinked { class: class() },
        GroupPhrase::NoGroup { class: class() },
        GroupPhrase::How { class: Some(class()) },
        GroupPhrase::How { class: None },
        GroupPhrase::Welcome { class: class() },
        GroupPhrase::Waits,
        GroupPhrase::Goodbye { class: class() },
        GroupPhrase::CodeRefused,
        GroupPhrase::InPrivate { bot: None },
        GroupPhrase::InPrivate { bot: Some("ecole_bot".into()) },
        GroupPhrase::Post { announcement: announcement(BroadcastAsk::Coming, false) },
    ];
    for title in [None, Some("Parents *4e A*".to_owned())] {
        said.extend([
            GroupPhrase::Linked { class: class(), title: title.clone() },
            GroupPhrase::Asks { class: class(), title: title.clone() },
            GroupPhrase::Removed { class: class(), title },
        ]);
    }
    said
}

fn course() -> Vec<BroadcastPhrase> {
    let by = |done| CoursePhrase::ByAnother { by: "Mme la *Directrice*".into(), done };
    let short_of = |none_fits| ShortOf { left: money(20_000), none_fits };
    let mut said = vec![
        by(DoneByAnother::Moved { at: moment() }),
        by(DoneByAnother::Paused),
        by(DoneByAnother::Resumed),
        CoursePhrase::NonePaused {},
        CoursePhrase::NothingStopped {},
        CoursePhrase::NotBegun { at: moment(), paused: false },
        CoursePhrase::NotBegun { at: moment(), paused: true },
        CoursePhrase::ConfirmWords { text: "Réunion *dimanche* à 10 h.".into() },
        CoursePhrase::NewWords {},
        CoursePhrase::Short { families: 3, short_of: short_of(false), from: None },
        CoursePhrase::Short { families: 3, short_of: short_of(false), from: Some(time(7, 0, 0, 0)) },
    ];
    for families in [0, 1, 2, 3, 11, 100] {
        said.push(CoursePhrase::Short { families, short_of: short_of(true), from: None });
        said.push(by(DoneByAnother::Cancelled { unsent: families, gone: families }));
    }
    said.into_iter().map(|phrase| BroadcastPhrase::Course { phrase }).collect()
}

fn scheduled() -> Vec<BroadcastPhrase> {
    let one = |audience| ScheduledBroadcast {
        start: "Réunion *des* parents".into(),
        by: "M. KOFFI".into(),
        audience,
        at: moment(),
        paused: false,
    };
    let held = ScheduledBroadcast { paused: true, ..one(Audience::School) };
    let awaiting = vec![one(Audience::School)];
    let broadcasts = vec![one(Audience::School), one(Audience::Classes(vec!["4e A".into()]))];
    let mut said = vec![
        ScheduledPhrase::List { broadcasts: broadcasts.clone(), more: 0, awaiting: Vec::new() },
        ScheduledPhrase::List { broadcasts: vec![held.clone()], more: 0, awaiting: awaiting.clone() },
        ScheduledPhrase::List { broadcasts: Vec::new(), more: 0, awaiting },
        ScheduledPhrase::ConfirmHold { broadcast: one(Audience::School), paused: true },
        ScheduledPhrase::ConfirmHold { broadcast: held, paused: false },
        ScheduledPhrase::Nothing {},
        ScheduledPhrase::WhichToMove { broadcasts: broadcasts.clone() },
        ScheduledPhrase::ConfirmStop { broadcast: one(Audience::School) },
        ScheduledPhrase::ConfirmMove { broadcast: one(Audience::School), to: moment() },
        ScheduledPhrase::When { past: false, day: None },
        ScheduledPhrase::When { past: false, day: Some(moment().date()) },
        ScheduledPhrase::When { past: true, day: None },
        ScheduledPhrase::Moved { at: moment(), from: Some(time(7, 0, 0, 0)) },
        ScheduledPhrase::Moved { at: moment(), from: None },
        ScheduledPhrase::TooLate {},
    ];
    for count in [1, 2, 3, 11, 100] {
        said.push(ScheduledPhrase::List { broadcasts: broadcasts.clone(), more: count, awaiting: Vec::new() });
        said.push(ScheduledPhrase::NoSuch { count });
    }
    said.into_iter().map(|phrase| BroadcastPhrase::Scheduled { phrase }).collect()
}

fn previews() -> Vec<BroadcastPhrase> {
    let full = BroadcastPlan {
        audience: Audience::School,
        announcement: announcement(BroadcastAsk::Coming, false),
        families: 600,
        channels: vec![(Channel::WhatsApp, 540), (Channel::Telegram, 30), (Channel::Sms, 20), (Channel::Email, 10)],
        sms_parts: 3,
        by_template: 500,
        template: TemplateOutlook::Waits,
        doubtful: vec![StudentLabel { name: "KONAN Yao".into(), ar: None }],
        unreached: vec![StudentLabel { name: "KOUASSI Awa".into(), ar: Some("أوا كواسي".into()) }],
        cost: Some(money(2_160_000)),
        fallback: Some(money(2_400_000)),
        short_of: Some(ShortOf { left: money(1_000_000), none_fits: false }),
        takes: Some(Duration::from_hours(48)),
        at: Some(moment()),
        from: Some(time(7, 0, 0, 0)),
        typed: true,
        second: true,
        groups: vec!["3e B".into(), "4e A".into()],
        posted: true,
        file: None,
    };
    let students = BroadcastPlan { audience: Audience::Students(3), takes: Some(Duration::from_mins(9)), ..plan() };
    let urgent = Announcement { urgent: true, ..announcement(BroadcastAsk::Nothing, false) };
    let urgent = BroadcastPlan { announcement: urgent, ..plan() };
    let by_hand = BroadcastPlan { audience: Audience::Group("parents délégués".into()), ..plan() };
    let poor = BroadcastPlan { short_of: Some(ShortOf { left: money(0), none_fits: true }), ..plan() };
    let grouped = BroadcastPlan { groups: vec!["4e A".into()], ..plan() };
    let hours = BroadcastPlan { takes: Some(Duration::from_hours(3)), second: true, ..plan() };
    let preview = |plan: BroadcastPlan, by: Option<&str>| BroadcastPhrase::Preview {
        plan: Box::new(plan),
        by: by.map(str::to_owned),
    };
    let by_one = |channel: Channel, ask| BroadcastPlan {
        announcement: announcement(ask, false),
        channels: vec![(channel, 12)],
        ..plan()
    };
    let refused = BroadcastPlan { by_template: 1, template: TemplateOutlook::Refused, ..plan() };
    vec![
        preview(by_one(Channel::Sms, BroadcastAsk::Reading), None),
        preview(by_one(Channel::Email, BroadcastAsk::Nothing), None),
        preview(refused, None),
        preview(poor, None),
        preview(plan(), None),
        preview(full.clone(), None),
        preview(full, Some("M. KOFFI")),
        preview(students, None),
        preview(hours, None),
        preview(grouped, None),
        preview(by_hand, None),
        preview(urgent, None),
        preview(pictured(true, 1), None),
        preview(pictured(false, 2), None),
        preview(pictured(true, 3), None),
        preview(pictured(false, 11), None),
        preview(pictured(false, 100), Some("M. KOFFI")),
    ]
}

fn pictured(picture: bool, count: u32) -> BroadcastPlan {
    let file = Some(FileWays { shown: count, linked: count, asked_for: count });
    BroadcastPlan { announcement: with_file(picture), file, ..plan() }
}

fn reports() -> Vec<BroadcastPhrase> {
    let failures = [
        BroadcastFailure::Address,
        BroadcastFailure::Unwanted,
        BroadcastFailure::TooLate,
        BroadcastFailure::Budget,
        BroadcastFailure::Other,
        BroadcastFailure::Cancelled,
    ];
    let waits = [BroadcastWait::Budget, BroadcastWait::Places, BroadcastWait::Template, BroadcastWait::Night];
    let full = BroadcastReport {
        families: 214,
        waiting: 10,
        sent: 10,
        delivered: 50,
        read: 140,
        failed: failures.into_iter().zip(1..).collect(),
        doubtful: 1,
        coming: 80,
        not_coming: 12,
        acknowledged: 0,
        ask: BroadcastAsk::Coming,
        cost: Some(money(840_000)),
        paused: true,
        refused: false,
        cancelled: false,
        waits: waits.into_iter().zip(1..).collect(),
        posts: 2,
        not_posted: 1,
    };
    let read =
        BroadcastReport { families: 12, read: 12, acknowledged: 1, ask: BroadcastAsk::Reading, ..Default::default() };
    let report = |report: BroadcastReport, ended| BroadcastPhrase::Report {
        report,
        began: moment(),
        start: "Réunion des parents".into(),
        ended,
    };
    let refused = BroadcastReport { refused: true, ..Default::default() };
    let cancelled = BroadcastReport { cancelled: true, ..Default::default() };
    vec![
        report(cancelled, true),
        report(full, false),
        report(read, true),
        report(BroadcastReport::default(), true),
        report(refused, true),
    ]
}
