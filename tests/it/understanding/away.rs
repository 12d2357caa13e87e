//! Who is away, when, and for how long: what was said, and neither more nor another day.

use carnet::commands::understand::{Aside, Intent, Outcome, interpret};

use super::school::{dialogue, mother, teacher};

#[test]
fn who_is_away_is_away_when_it_is_said() {
    let teacher = teacher();
    let away = |text: &str| {
        let found = interpret(text, &teacher, &dialogue());
        assert_eq!(found.intent, Intent::AbsenceMark, "{text}");
        let hours = found.slots.absent.first().map(|line| (line.from, line.until)).unwrap_or_default();
        let hour = |at: Option<jiff::civil::Time>| at.map(jiff::civil::Time::hour);
        (hour(hours.0), hour(hours.1), found.slots.days.len())
    };
    assert_eq!(away("Fanta absente ce matin"), (Some(8), Some(12), 0));
    assert_eq!(away("Fanta absente cet après-midi"), (Some(12), Some(18), 0));
    assert_eq!(away("Fanta absente hier matin"), (Some(8), Some(12), 0));
    assert_eq!(away("Fanta absente de lundi à mercredi"), (None, None, 3));
    assert_eq!(away("Fanta absente aujourd'hui"), (None, None, 0));
}

#[test]
fn minutes_of_a_lateness_are_no_mark() {
    for text in ["retard Fanta 20 min", "late Fanta 15", "Fanta absente cette semaine"] {
        let found = interpret(text, &teacher(), &dialogue());
        assert_eq!((found.intent, found.outcome), (Intent::AbsenceMark, Outcome::Confirm), "{text}");
        assert_eq!(found.slots.mark, None, "{text}");
    }
    let found = interpret("absents 4eA : Fanta lundi, Nabintou demain", &teacher(), &dialogue());
    assert_eq!((found.intent, found.outcome), (Intent::AbsenceMark, Outcome::Clarify));
}

#[test]
fn a_family_that_denies_an_absence_announces_none() {
    for text in [
        "Fanta ne sera pas en retard demain",
        "Fanta n'est pas en retard",
        "Fanta will not be absent tomorrow",
        "Fanta will not be late tomorrow",
    ] {
        assert_ne!(interpret(text, &mother(), &dialogue()).intent, Intent::AbsenceReport, "{text}");
    }
    for text in [
        "Fanta ne viendra pas demain",
        "Fanta ne sera pas là demain",
        "Fanta sera en retard demain",
        "Fanta sera absente demain",
    ] {
        assert_eq!(interpret(text, &mother(), &dialogue()).intent, Intent::AbsenceReport, "{text}");
    }
}

#[test]
fn what_has_been_is_asked_for() {
    for text in [
        "est-ce que Fanta était en retard hier ?",
        "Fanta a été en retard cette semaine ?",
        "was Fanta absent yesterday?",
    ] {
        assert_eq!(interpret(text, &mother(), &dialogue()).intent, Intent::AbsenceView, "{text}");
    }
}

#[test]
fn next_week_is_not_today() {
    let days = |text: &str| {
        let found = interpret(text, &mother(), &dialogue());
        assert_eq!(found.intent, Intent::AbsenceReport, "{text}");
        assert_ne!(found.slots.aside, Some(Aside::Late), "{text}");
        found.slots.days
    };
    let today = dialogue().now.date();
    for text in
        ["Fanta sera absente la semaine prochaine", "Fanta will be absent next week", "فانتا ستغيب الأسبوع القادم"]
    {
        let days = days(text);
        assert_eq!(days.len(), 5, "{text}: {days:?}");
        assert!(days.iter().all(|day| *day > today), "{text}: {days:?}");
    }
    assert_eq!(days("Fanta sera absente du lundi 15 au mercredi 17").len(), 3);
}
