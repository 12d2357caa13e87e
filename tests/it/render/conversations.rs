//! A sample of everything that is said in conversations and around them.

use carnet::domain::{ConversationId, DocumentId, OfficeHours, SentKind};
use carnet::phrase::{ConversationPhrase, FamilySide, NotPassed, OtherSide, Phrase, SchoolSide, StudentLabel};
use jiff::civil::date;
use uuid::Uuid;

use super::samples::{maths, student};

fn family(name: Option<&str>) -> FamilySide {
    let child = StudentLabel { name: "KOUASSI Awa".into(), ar: Some("أوا كواسي".into()) };
    FamilySide { name: name.map(str::to_owned), child, class: "4e A".into() }
}

fn teacher() -> SchoolSide {
    SchoolSide { name: Some("M. KOFFI".into()), subject: Some(maths()) }
}

fn office() -> SchoolSide {
    SchoolSide { name: None, subject: None }
}

fn to_families() -> Vec<ConversationPhrase> {
    let (one, words) = (family(Some("Mme KOUASSI")), "Venez jeudi à 10 h.".to_owned());
    let confirm = ConversationPhrase::ConfirmToFamily { family: one, guardians: 1, words };
    let mut said = vec![confirm, ConversationPhrase::WhichGuardian { family: family(None) }];
    for guardians in [1, 2, 3, 11, 100] {
        let (of, words) = (|| family(None), "Venez jeudi à 10 h.".to_owned());
        said.push(ConversationPhrase::ConfirmToFamily { family: of(), guardians, words });
        said.push(ConversationPhrase::Begun { family: of(), guardians });
        let words = "Venez jeudi à 10 h.".to_owned();
        said.push(ConversationPhrase::ConfirmToFamilies { families: vec![of(), of()], guardians, words });
        said.push(ConversationPhrase::BegunWithSeveral { guardians });
    }
    said
}

pub(crate) fn samples() -> Vec<Phrase> {
    let conversation = ConversationId(Uuid::from_u128(7));
    let child = || student("Awa K.");
    let moment = date(2026, 11, 27).at(7, 30, 0, 0);
    let hours = "Mon-Fri 07:30-12:00,Sat 08:00-11:30".parse::<OfficeHours>().unwrap().told();
    let words = "Bonjour,\nAwa a *14* en maths ?".to_owned();
    let mut said = vec![
        ConversationPhrase::FromFamily {
            conversation,
            from: family(Some("Mme KOUASSI")),
            subject: Some(maths()),
            answers: Some("Awa progresse bien".into()),
            words: words.clone(),
            file: None,
        },
        ConversationPhrase::FromFamily {
            conversation,
            from: family(None),
            subject: None,
            answers: None,
            words: String::new(),
            file: Some(SentKind::Sound),
        },
        from_school(teacher(), Some("Quand puis-je passer ?"), &words, Some(SentKind::Picture)),
        from_school(office(), None, &words, None),
        ConversationPhrase::Talking { with: OtherSide::School(teacher()), child: child(), passed: true },
        ConversationPhrase::Talking { with: OtherSide::School(office()), child: child(), passed: false },
        ConversationPhrase::Talking {
            with: OtherSide::Family(family(Some("Mme KOUASSI"))),
            child: child(),
            passed: false,
        },
        ConversationPhrase::Later { from: moment, hours: hours.clone() },
        ConversationPhrase::Later { from: moment, hours: Vec::new() },
        ConversationPhrase::LaterFamily { from: moment },
        ConversationPhrase::Hours { hours },
        ConversationPhrase::Hours { hours: Vec::new() },
        ConversationPhrase::ToWhom { heard: None },
        ConversationPhrase::AboutWhom { to: "M. KOFFI".into() },
        ConversationPhrase::ToWhom { heard: Some("Awa a perdu son cartable".into()) },
        ConversationPhrase::OrCommand { to: family(Some("Mme KOUASSI")), heard: "Awa 14 ds1".into() },
        ConversationPhrase::Ended { by: None },
        ConversationPhrase::Ended { by: Some(OtherSide::School(teacher())) },
        ConversationPhrase::Ended { by: Some(OtherSide::Family(family(None))) },
        ConversationPhrase::NoneOpen { child: None },
        ConversationPhrase::NoneOpen { child: Some(child()) },
        ConversationPhrase::HandedOver { to: office() },
        ConversationPhrase::HandedTo {
            family: family(Some("Mme KOUASSI")),
            by: Some("M. KOFFI".into()),
            lines: vec!["Bonjour".into(), "C'est pour l'inscription".into()],
        },
        ConversationPhrase::HandedTo { family: family(None), by: None, lines: Vec::new() },
        ConversationPhrase::TakenBy { family: family(Some("Mme KOUASSI")), by: "Mme BAMBA".into() },
        ConversationPhrase::StoodIn { teacher: teacher() },
        ConversationPhrase::AwaitsBudget {},
        ConversationPhrase::ReportWhich { with: OtherSide::School(teacher()), card: true },
        ConversationPhrase::ReportWhich { with: OtherSide::Family(family(None)), card: false },
        ConversationPhrase::Reopened { with: teacher(), child: child() },
        ConversationPhrase::Reported { people: 0 },
        ConversationPhrase::Reported { people: 2 },
        ConversationPhrase::Unlocked { family: family(Some("Mme KOUASSI")) },
    ];
    for by_school in [true, false] {
        let (family, school) = (family(Some("Mme KOUASSI")), teacher());
        let last = Some("…".to_owned()).filter(|_| by_school);
        said.push(ConversationPhrase::ReportedBy { family, school, by_school, last });
    }
    for why in [
        NotPassed::NotReached,
        NotPassed::FamilyNotReached,
        NotPassed::TooMuch,
        NotPassed::TooManyThreads,
        NotPassed::TooLong,
        NotPassed::Locked,
        NotPassed::File,
        NotPassed::Taken,
        NotPassed::Stopped,
    ] {
        said.push(ConversationPhrase::NotPassed { why });
    }
    said.extend(to_families());
    for count in [1, 2, 3, 11, 100] {
        said.push(ConversationPhrase::Waiting { families: vec![family(None); count] });
    }
    for count in [1, 2, 3, 11, 100] {
        let lines = vec!["Salle 4".to_owned(); count];
        said.push(ConversationPhrase::OrCommands { to: family(Some("Mme KOUASSI")), lines: lines.clone() });
        said.push(ConversationPhrase::KeptBack { lines });
    }
    said.extend(of_old_threads());
    said.into_iter().map(Phrase::Conversation).chain([with_file()]).collect()
}

fn from_school(by: SchoolSide, answers: Option<&str>, words: &str, file: Option<SentKind>) -> ConversationPhrase {
    let (conversation, child) = (ConversationId(Uuid::from_u128(7)), student("Awa K."));
    let (answers, words) = (answers.map(str::to_owned), words.to_owned());
    ConversationPhrase::FromSchool { conversation, by, child, answers, words, file, is_answer: false }
}

/// A line whose file cannot travel everywhere.
fn with_file() -> Phrase {
    let with_file = from_school(teacher(), None, "Voici la photo.", Some(SentKind::Picture));
    Phrase::Document {
        document: DocumentId(Uuid::from_u128(8)),
        file_name: "photo.jpg".into(),
        caption: Box::new(Phrase::Conversation(with_file)),
    }
}

/// Threads that ended by themselves, and those an administrator reads.
fn of_old_threads() -> Vec<ConversationPhrase> {
    let sides = [OtherSide::School(teacher()), OtherSide::Family(family(Some("Mme KOUASSI")))];
    let lapsed = sides.map(|with| ConversationPhrase::Lapsed { with, since: date(2026, 10, 27) });
    let exported =
        [0, 1, 2, 3, 11, 100].map(|threads| ConversationPhrase::Exported { child: student("Awa K."), threads });
    lapsed.into_iter().chain(exported).collect()
}
