//! Single wordings that were once taken for something else, each beside one that differs little and means another thing.

use carnet::commands::understand::{
    Dialogue, Index, Intent, Interpretation, OptionRef, Outcome, Pending, Pick, interpret,
};

use carnet::domain::{Mark, Points, StudentId};
use uuid::Uuid;

use super::school::{dialogue, headmistress, mother, stranger, teacher};

fn read(index: &Index, text: &str) -> Interpretation {
    interpret(text, index, &dialogue())
}

fn all_mean(index: &Index, wanted: (Intent, Outcome), texts: &[&str]) {
    for text in texts {
        let found = read(index, text);
        assert_eq!((found.intent, found.outcome), wanted, "{text}: {:?}", found.reason);
    }
}

#[test]
fn whoever_misses_our_messages_is_not_rid_of_them() {
    let mother = mother();
    all_mean(
        &mother,
        (Intent::Help, Outcome::Ok),
        &[
            "je ne reçois plus vos messages",
            "pourquoi je reçois plus rien",
            "I am not receiving your messages",
            "ما كتوصلنيش الميساجات",
        ],
    );
    all_mean(
        &mother,
        (Intent::Stop, Outcome::Ok),
        &["je ne veux plus recevoir vos messages", "plus rien svp", "I don't want to receive your messages"],
    );
}

#[test]
fn a_stop_that_somebody_else_said_ends_nothing() {
    for tale in ["mon mari a crié stop", "my husband shouted stop"] {
        assert_ne!(read(&mother(), tale).intent, Intent::Stop, "{tale}");
    }
    all_mean(&mother(), (Intent::Stop, Outcome::Ok), &["stop", "stop svp"]);
}

#[test]
fn two_marks_that_differ_are_a_dispute_of_a_family() {
    let mother = mother();
    let dispute = (Intent::MarkDispute, Outcome::Handoff);
    all_mean(&mother, dispute, &["Fanta avait 15 et on a mis 5", "Hawa got 15 but you put 5"]);
    assert_ne!(read(&mother, "préviens-moi si Fanta a moins de 10").intent, Intent::MarkDispute);
}

#[test]
fn words_in_a_sentence_are_no_code() {
    let sentence = read(&mother(), "la note de fanta machi normal, khass la prof t3awed tchouf");
    assert_eq!((sentence.intent, sentence.slots.code), (Intent::MarkDispute, None));
    let alone = read(&stranger(), "lier t3awed tchouf");
    assert_eq!(alone.intent, Intent::Link);
}

#[test]
fn the_school_itself_is_what_is_told_to_its_families() {
    let office = headmistress();
    for (text, told) in [
        ("tell all parents school is closed tomorrow", "school is closed tomorrow"),
        ("tell parents of 5e B school closes early", "school closes early"),
        ("all parents the school bus is late", "the school bus is late"),
        ("tous les parents école fermée demain", "école fermée demain"),
    ] {
        let found = read(&office, text);
        assert_eq!((found.intent, found.outcome), (Intent::BroadcastCreate, Outcome::Confirm), "{text}");
        assert_eq!(found.slots.text.as_deref(), Some(told), "{text}");
    }
    // A class that is named is never all of them.
    let of_class = read(&office, "khber lwalidin dyal 5eB bli kayn ijtima3 ghedda");
    assert!(of_class.slots.class.is_some() || of_class.outcome != Outcome::Confirm, "{of_class:?}");
}

#[test]
fn what_is_said_to_a_parent_begins_behind_the_name() {
    let found = read(&teacher(), "goul l mama d grâce tji ghedda");
    assert_eq!((found.intent, found.slots.text.as_deref()), (Intent::MessageParent, Some("tji ghedda")));
    let found = read(&teacher(), "message à la maman de Grâce pour lui dire que le cours est déplacé");
    assert_eq!(found.slots.text.as_deref(), Some("le cours est déplacé"));
}

#[test]
fn a_whole_list_is_shown_though_it_is_told() {
    let list = (Intent::MarkList, Outcome::Confirm);
    all_mean(&teacher(), list, &["je t'envoie les notes du devoir 2 : Grâce 12, Nabintou 15"]);
    let tale = read(&teacher(), "nous sommes vingt à la maison, tous contents");
    assert_eq!(tale.outcome, Outcome::None);
}

#[test]
fn who_teaches_is_asked_and_not_told() {
    all_mean(
        &mother(),
        (Intent::TeachersView, Outcome::Ok),
        &["qui enseigne les maths à Fanta", "who teaches Fanta maths"],
    );
    assert_ne!(read(&mother(), "ses profs sont trop gentils").intent, Intent::TeachersView);
    assert_ne!(read(&mother(), "je veux parler à celui qui enseigne les maths").intent, Intent::TeachersView);
    all_mean(&teacher(), (Intent::ClassSize, Outcome::Ok), &["combien d'élèves en 5e B", "how many students in 5e B"]);
    assert_eq!(read(&teacher(), "combien d'élèves ont moins de 10 au devoir 2").intent, Intent::ClassStats);
}

#[test]
fn a_clause_that_tells_of_somebody_leaves_the_mark_as_it_is() {
    let at_once = [
        "Nabintou 12 devoir 2, elle était à l'hôpital",
        "Nabintou 12 devoir 2, je vais appeler chez elle",
        "Nabintou 12 devoir 2, she came late but finished",
        "Koffi Paul 12 devoir 2, il faut qu'il se ressaisisse",
    ];
    all_mean(&teacher(), (Intent::MarkSet, Outcome::Ok), &at_once);
    for asked in [
        "Nabintou 12 devoir 2, il faut que je vérifie",
        "Nabintou 12 devoir 2, il ne le mérite pas",
        "Nabintou 12 devoir 2, elle réclame 14",
        "Nabintou 12 devoir 2, elle était absente",
        "Nabintou 12 devoir 2, elle l'a eu avec Fanta",
        "Nabintou 12 devoir 2, on a échangé les copies",
        "Nabintou 12 devoir 2, elle n'est pas encore définitive",
        "Nabintou 12 devoir 2, he is not sure",
        "Nabintou 12 devoir 2, elle hésite encore",
        "Nabintou 12 devoir 2, elle attend encore",
        "Nabintou 12 devoir 2, elle est dans le top3",
        "Nabintou 12 devoir 2, attends",
    ] {
        assert_ne!(read(&teacher(), asked).outcome, Outcome::Ok, "{asked}");
    }
}

#[test]
fn a_value_corrected_in_one_breath_is_the_second_one() {
    for text in
        ["Nabintou 14 euh non 15 devoir 2", "Nabintou 14 pardon 15 devoir 2", "Nabintou devoir 2 : 14... non 15"]
    {
        let found = read(&teacher(), text);
        let given = found.slots.given.and_then(|given| given.number);
        assert_eq!((found.outcome, given), (Outcome::Ok, Some(15.into())), "{text}");
    }
    for asked in ["Nabintou 14 non 15 devoir 2", "Nabintou 14 ou 15 devoir 2", "Nabintou 14 pardon Fanta 15 devoir 2"] {
        assert_ne!(read(&teacher(), asked).outcome, Outcome::Ok, "{asked}");
    }
}

#[test]
fn who_is_away_today_is_asked_by_staff() {
    let absent = (Intent::AbsenceView, Outcome::Ok);
    let asked = [
        "qui est absent aujourd'hui",
        "combien d'élèves absents aujourd'hui",
        "who is absent today",
        "من الغائب اليوم",
    ];
    all_mean(&headmistress(), absent, &asked);
    assert_ne!(read(&mother(), "qui est absent aujourd'hui ?").intent, Intent::AbsenceReport);
    assert_ne!(read(&headmistress(), "absent au devoir 2").intent, Intent::AbsenceView);
}

#[test]
fn recipients_may_stand_at_the_end_of_an_announcement() {
    for text in ["fermeture demain, à tous les parents", "school closed tomorrow, to all parents"] {
        let found = read(&headmistress(), text);
        let words = text.split(',').next().map(str::to_owned);
        assert_eq!((found.intent, found.outcome, found.slots.text), (Intent::BroadcastCreate, Outcome::Confirm, words));
    }
    assert_ne!(read(&headmistress(), "réunion samedi, merci à tous").intent, Intent::BroadcastCreate);
    assert_ne!(read(&teacher(), "fermeture demain, à tous les parents").outcome, Outcome::Confirm);
}

#[test]
fn a_name_cut_short_or_with_an_initial_is_never_certain_unless_the_initial_is_written_as_one() {
    let of = |text: &str| {
        let found = read(&teacher(), text);
        let student = found.slots.student.as_ref().and_then(Pick::single);
        (found.outcome, student.is_some())
    };
    assert_eq!(of("Nabint 14 devoir 2"), (Outcome::Confirm, true), "the beginning of a name");
    let (capital, small) = (of("Soro F 14 devoir 2").0, of("mansouri z 14 devoir 1").0);
    assert_eq!(capital, Outcome::Ok, "an initial by its capital");
    assert_ne!(small, Outcome::Ok, "a small letter alone");
    assert_eq!(of("N'dri n. 14 devoir 2").0, Outcome::Ok, "an initial is no negation");
    assert_ne!(of("N'dri n'a pas 14 devoir 2").0, Outcome::Ok, "a negation is no initial");
}

#[test]
fn what_may_be_either_of_two_is_asked() {
    for text in ["Nabintou 14 ولا 15 devoir 2", "Nabintou 14 ou 15 devoir 2"] {
        let found = read(&teacher(), text);
        assert_eq!((found.outcome, found.slots.mark), (Outcome::Clarify, None), "{text}");
    }
}

#[test]
fn what_is_asked_once_is_no_standing_wish() {
    all_mean(
        &mother(),
        (Intent::MarksView, Outcome::Ok),
        &["let me know Fanta's marks", "kindly let me know Fanta's marks"],
    );
    assert_eq!(read(&mother(), "let me know when Fanta gets less than 10").intent, Intent::AlertSet);
}

/// An announcement that has been shown waits for a yes.
fn drafting() -> Dialogue {
    Dialogue { pending: Some(Pending::Broadcast { previewed: true }), ..dialogue() }
}

#[test]
fn a_question_about_sending_sends_nothing() {
    for asked in ["on envoie ?", "on envoie quand ?", "pourquoi on envoie", "should we post it?", "send it to me first"]
    {
        let found = interpret(asked, &headmistress(), &drafting());
        let held = found.outcome != Outcome::Ok && found.outcome != Outcome::Confirm;
        assert!(held, "{asked}: {:?} {:?}", found.intent, found.outcome);
    }
    for order in ["envoie", "oui envoie", "ok", "send it"] {
        assert_eq!(interpret(order, &headmistress(), &drafting()).intent, Intent::BroadcastConfirm, "{order}");
    }
}

#[test]
fn who_is_ill_beside_the_child_is_no_absence() {
    for tale in ["je suis malade", "my husband is sick", "زوجي مريض"] {
        assert_ne!(read(&mother(), tale).intent, Intent::AbsenceReport, "{tale}");
    }
    for absence in ["mon fils est malade", "Fanta est malade", "I think Fanta is sick today"] {
        assert_eq!(read(&mother(), absence).intent, Intent::AbsenceReport, "{absence}");
    }
}

#[test]
fn which_it_is_not_says_not_which_it_is() {
    let student = |number: u128| OptionRef::Student(StudentId(Uuid::from_u128(100 + number)));
    let offered = Dialogue { options: vec![student(1), student(3)], ..dialogue() };
    let said = |text: &str| {
        let found = interpret(text, &teacher(), &offered);
        (found.intent == Intent::Choose && found.outcome == Outcome::Ok).then_some(found.slots.option).flatten()
    };
    for other in
        ["pas la deuxième", "pas le premier", "not the second", "qui est premier", "who came first", "pas Fanta"]
    {
        assert_eq!(said(other), None, "{other}");
    }
    assert_eq!((said("la deuxième"), said("2"), said("Fanta")), (Some(2), Some(2), Some(1)));
}

#[test]
fn marks_out_of_something_else_are_no_marks_of_the_test() {
    let lines = |text: &str| {
        let found = read(&teacher(), text);
        found.slots.lines.iter().map(|line| line.mark.is_some()).collect::<Vec<_>>()
    };
    assert_eq!(lines("devoir 2 sur 10\nFanta 8\nNabintou 7"), [false, false]);
    assert_eq!(lines("devoir 2\nNom;Note/10\nFanta;8\nNabintou;7"), [false, false]);
    assert_eq!(lines("devoir 2 sur 20\nFanta 8\nNabintou 7"), [true, true]);
}

#[test]
fn a_line_of_a_list_that_is_doubted_is_not_taken() {
    let found = read(&teacher(), "devoir 2\nFanta 8\nNabintou 7 ?");
    let taken: Vec<bool> = found.slots.lines.iter().map(|line| line.mark.is_some()).collect();
    assert_eq!(taken, [true, false]);
}

#[test]
fn less_a_quarter_is_less() {
    let mark = |text: &str| read(&teacher(), text).slots.mark;
    let points = |hundredths| Some(Mark::Points(Points::from_hundredths(hundredths).unwrap()));
    for text in
        ["Nabintou 13 إلا ربع devoir 2", "Nabintou 13 moins le quart devoir 2", "Nabintou 13 less a quarter devoir 2"]
    {
        assert_eq!(mark(text), points(1_275), "{text}");
    }
    assert_eq!(mark("Nabintou 13 وربع devoir 2"), points(1_325));
}

#[test]
fn hours_without_messages_stop_nothing() {
    all_mean(
        &mother(),
        (Intent::QuietSet, Outcome::Ok),
        &[
            "ne m'envoyez rien entre 22h et 5h",
            "no messages between 9pm and 6am please",
            "don't text me at night",
            "لا ترسلوا رسائل بين 22:00 و 6:00",
        ],
    );
    all_mean(&mother(), (Intent::Stop, Outcome::Ok), &["ne m'envoyez plus rien", "لا ترسلوا رسائل"]);
}
