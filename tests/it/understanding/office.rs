//! What the school's office writes: who is meant behind a title, what is called off, whom an announcement is for.

use carnet::commands::understand::{Dialogue, Intent, Interpretation, Outcome, Pending, Pick, interpret};
use carnet::domain::AssessmentId;
use uuid::Uuid;

use super::school::{dialogue, headmistress, mother, teacher};

fn read(text: &str) -> Interpretation {
    interpret(text, &headmistress(), &dialogue())
}

fn over_a_draft(text: &str) -> (Intent, Outcome) {
    let drafting = Dialogue { pending: Some(Pending::Broadcast { previewed: true }), ..dialogue() };
    let found = interpret(text, &headmistress(), &drafting);
    (found.intent, found.outcome)
}

fn all_mean(wanted: (Intent, Outcome), texts: &[&str]) {
    for text in texts {
        let found = read(text);
        assert_eq!((found.intent, found.outcome), wanted, "{text}: {:?} {:?}", found.reason, found.slots);
    }
}

fn name_in(found: &Interpretation) -> Option<&str> {
    found.slots.words.iter().find(|(slot, _)| *slot == "name").map(|(_, name)| name.as_str())
}

#[test]
fn behind_a_title_stands_somebody_of_the_school() {
    // There is a student of each of these names.
    for (text, name) in [
        ("M. Fanta ne travaille plus ici, coupe son accès", "Fanta"),
        ("Mme Nabintou est partie, enlève ses accès", "Nabintou"),
        ("Mr Fanta has resigned, remove her access", "Fanta"),
    ] {
        let found = read(text);
        assert_eq!((found.intent, found.outcome), (Intent::TeacherRevoke, Outcome::Confirm), "{text}");
        assert_eq!(name_in(&found), Some(name), "{text}");
    }
    let invited = read("invite Mme Fanta prof d'anglais +2250701020304");
    assert_eq!((invited.intent, name_in(&invited)), (Intent::TeacherInvite, Some("Fanta")));
    // Of a family it is the family's access.
    let of_family = read("enlève le papa de Fanta");
    assert_eq!(of_family.intent, Intent::GuardianRevoke);
}

#[test]
fn what_calls_off_a_draft_is_told_from_what_keeps_it() {
    let off = (Intent::BroadcastCancel, Outcome::Ok);
    for text in
        ["annule", "oui annule", "safi annuler", "لا داعي", "stop, n'envoie pas", "ما تبعثوش", "non, laisse tomber"]
    {
        assert_eq!(over_a_draft(text), off, "{text}");
    }
    for text in ["n'annule pas", "annule pas", "don't cancel"] {
        let (intent, outcome) = over_a_draft(text);
        assert_ne!(intent, Intent::BroadcastCancel, "{text}");
        assert!(outcome != Outcome::Ok, "{text}: {intent:?} {outcome:?}");
    }
    // Whoever has nothing else in hand is rid of us by it.
    assert_eq!((over_a_draft("stop"), read("stop").intent), (off, Intent::Stop));
    assert_eq!(over_a_draft("c'est bon, envoie").0, Intent::BroadcastConfirm);
}

#[test]
fn another_moment_may_be_liked_better() {
    let later = (Intent::BroadcastSchedule, Outcome::Confirm);
    for text in ["je préfère jeudi à 11h", "better Thursday 10am", "plutôt ce soir 18h"] {
        assert_eq!(over_a_draft(text), later, "{text}");
    }
}

#[test]
fn stopping_what_goes_to_many_is_no_wish_to_hear_nothing() {
    let off = (Intent::BroadcastCancel, Outcome::Ok);
    all_mean(off, &["arrête l'envoi", "stop the broadcast", "أوقف الإرسال"]);
    all_mean(off, &["zut, c'était pour la 4eA, arrête l'envoi", "no wait, stop sending", "annule l'annonce de lundi"]);
    all_mean((Intent::Stop, Outcome::Ok), &["stop", "ne m'envoyez plus rien", "stop sending me messages"]);
    for kept in ["n'arrête pas l'envoi", "on peut arrêter l'envoi demain"] {
        assert_ne!(read(kept).intent, Intent::BroadcastCancel, "{kept}");
    }
}

#[test]
fn whom_to_remind_need_not_be_said_again() {
    let remind = (Intent::MissingRemind, Outcome::Confirm);
    all_mean(remind, &["envoie une relance", "remind them", "rappelle à tous les profs de saisir", "ذكرهم"]);
}

#[test]
fn recipients_are_read_in_short_and_in_latin_letters() {
    let announced = (Intent::BroadcastCreate, Outcome::Confirm);
    all_mean(
        announced,
        &[
            "annonce l ga3 les parents: ghedda makaynach l9raya",
            "i3lan pour les parents: pas cours demain",
            "wasel lel awliya el kol: ghodwa 3otla",
            "je suis au volant je dicte, annonce à tous les parents : pas de cours mercredi",
            "أرسلي لجميع الأمهات والآباء: غدا عطلة",
        ],
    );
    // Half of the families is asked about.
    all_mean((Intent::BroadcastCreate, Outcome::Clarify), &["خبر الأمهات: غدا عطلة"]);
}

#[test]
fn a_family_gets_nobody_elses_marks_by_comparing() {
    for text in [
        "je veux les notes de toute la classe pour comparer avec Fanta",
        "the marks of all the class to compare with Fanta",
    ] {
        let found = interpret(text, &mother(), &dialogue());
        assert_eq!((found.intent, found.outcome), (Intent::ExportClass, Outcome::Reject), "{text}");
    }
}

#[test]
fn a_family_that_says_thanks_writes_no_mark() {
    let found = interpret("merci hein, 15 en maths ça fait plaisir", &mother(), &dialogue());
    assert_ne!(found.intent, Intent::MarkSet, "{:?}", found.outcome);
}

#[test]
fn a_test_that_does_not_exist_is_not_replaced_by_another() {
    let teacher = teacher();
    let active = Dialogue { active_assessment: Some(AssessmentId(Uuid::from_u128(1))), ..dialogue() };
    for text in ["supprime devoir 9", "publie devoir 9", "supprime la note de Fanta dans devoir 9"] {
        for dialogue in [&dialogue(), &active] {
            let found = interpret(text, &teacher, dialogue);
            assert_eq!(found.outcome, Outcome::Clarify, "{text}: {:?}", found.slots);
            let named = found.slots.assessment.as_ref().and_then(Pick::single);
            assert_eq!(named, None, "{text}");
        }
    }
}

#[test]
fn a_title_that_names_no_test_is_not_the_active_one_s() {
    let active = Dialogue { active_assessment: Some(AssessmentId(Uuid::from_u128(1))), ..dialogue() };
    let assessment = |text: &str| {
        let found = interpret(text, &teacher(), &active);
        assert_eq!(found.intent, Intent::MarkList, "{text}");
        found.slots.assessment.as_ref().and_then(Pick::single)
    };
    for other in [
        "contrôle de géométrie\nFanta 12\nNabintou 9",
        "rattrapage\nFanta 12\nNabintou 9",
        "Pythagore\nFanta 12\nNabintou 9",
    ] {
        assert_eq!(assessment(other), None, "{other}");
    }
    for same in ["voici les notes\nFanta 12\nNabintou 9", "Nom Note\nFanta 12\nNabintou 9"] {
        assert!(assessment(same).is_some(), "{same}");
    }
}
