//! What wants nothing: tales, plans, jokes, numbers of something else, and what somebody else said or did.
//!
//! Invariant: of none of them anything is done, previewed or asked about as if it were a mark.

use carnet::commands::understand::{Index, Intent, Interpretation, Outcome, interpret};
use proptest::prelude::*;
use std::sync::LazyLock;

use super::properties::{certain_mark, written};
use super::school::{dialogue, headmistress, mother, teacher};

static TEACHER: LazyLock<Index> = LazyLock::new(teacher);
static MOTHER: LazyLock<Index> = LazyLock::new(mother);
static HEADMISTRESS: LazyLock<Index> = LazyLock::new(headmistress);

/// Around the name of a student and a number, they tell of something.
const TALES: &[(&str, &str, &str)] = &[
    ("j'ai rêvé que ", " avait ", " de moyenne mdr"),
    ("", " m'a raconté son week-end pendant ", " minutes"),
    ("mon mari dit que ", " mérite ", " et qu'on verra bien"),
    ("", " a couru le 100 m en ", " secondes, quelle histoire"),
    ("si ", " continue comme ça je mettrai ", " un jour"),
    ("my wife says ", " ate ", " mangoes yesterday lol"),
    ("", " told me she sleeps at ", " every night"),
    ("i will give ", " those ", " points when i have time"),
    ("قال لي الجار إن ", " أكل ", " تمرات ههههه"),
    ("سأرسل إلى ", " غدا إن شاء الله ", " أوراق"),
    ("galiya ", " bli khassha ", " d9i9a hhhh"),
];

/// What a family sets for itself, told of somebody else, of the past, or put under a condition.
const SETTINGS_TOLD: &[&str] = &[
    "ma soeur a mis l'alerte à 8",
    "si j'ai le temps je mettrai l'alerte à 10",
    "mon mari dit qu'il faut mettre le résumé le vendredi",
    "j'ai mis l'alerte à 10 la semaine passée",
    "my husband set the alert to 8",
    "when i have time i will set the alert to 9",
    "أخي وضع التنبيه على 8",
];

/// What an administrator tells of what is done or will be.
const OFFICE_TOLD: &[&str] = &[
    "j'ai annoncé la réunion au micro ce matin",
    "le ministre va annoncer la date des congés",
    "je vais relancer les profs moi-même demain",
    "someone broadcast the wrong date yesterday",
    "we will close the term when everyone is ready",
    "سنغلق الدورة في يونيو",
    "سأرسل الإعلان بنفسي على الورق",
];

fn wants_nothing(found: &Interpretation) -> bool {
    matches!(found.intent, Intent::Unknown | Intent::OutOfScope) && found.outcome == Outcome::None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn a_tale_with_a_name_and_a_number_is_no_mark(
        tale in prop::sample::select(TALES),
        name in prop::sample::select(vec!["Fanta", "Hawa Dosso", "Koffi", "grâce adjovi"]),
        number in 1_u32..20,
    ) {
        let text = format!("{}{name}{}{number}{}", tale.0, tale.1, tale.2);
        let found = interpret(&text, &TEACHER, &dialogue());
        prop_assert!(wants_nothing(&found), "{text}: {found:?}");
    }

    #[test]
    fn a_certain_mark_is_never_taken_for_a_tale(parts in certain_mark(), order in Just(vec![0, 1, 2]).prop_shuffle()) {
        let text = order.iter().map(|at| parts[*at]).collect::<Vec<_>>().join(" ");
        let found = interpret(&text, &TEACHER, &dialogue());
        prop_assert!(written(&found).is_some(), "{text}: {found:?}");
    }
}

#[test]
fn what_a_family_tells_of_settings_sets_nothing() {
    for text in SETTINGS_TOLD {
        let found = interpret(text, &MOTHER, &dialogue());
        assert!(wants_nothing(&found), "{text}: {found:?}");
    }
    for (text, intent) in [
        ("alerte à 8 pour Fanta", Intent::AlertSet),
        ("préviens-moi si Fanta a moins de 10", Intent::AlertSet),
        ("un résumé chaque vendredi", Intent::DigestSet),
    ] {
        let found = interpret(text, &MOTHER, &dialogue());
        assert_eq!((found.intent, found.outcome), (intent, Outcome::Ok), "{text}");
    }
}

#[test]
fn what_the_office_tells_is_no_order() {
    for text in OFFICE_TOLD {
        let found = interpret(text, &HEADMISTRESS, &dialogue());
        assert!(wants_nothing(&found), "{text}: {found:?}");
    }
    for text in ["annonce à tous les parents : réunion samedi", "relance les profs", "clôture le trimestre"] {
        let found = interpret(text, &HEADMISTRESS, &dialogue());
        assert!(!wants_nothing(&found), "{text}: {found:?}");
    }
}

#[test]
fn whoever_only_names_a_student_in_a_tale_is_shown_nothing() {
    for (text, index) in [
        ("Fanta dort déjà", &MOTHER),
        ("son père est content des notes de Fanta", &MOTHER),
        ("Hawa aime beaucoup les maths", &MOTHER),
        ("Fanta ran very fast, what a girl", &TEACHER),
        ("tu savais que Koffi habite à côté de chez moi ?", &TEACHER),
    ] {
        let found = interpret(text, index, &dialogue());
        assert!(wants_nothing(&found), "{text}: {found:?}");
    }
    for (text, index) in [("Fanta", &MOTHER), ("Hawa maths", &MOTHER), ("comment va Fanta Soro", &TEACHER)] {
        let found = interpret(text, index, &dialogue());
        assert_eq!(found.outcome, Outcome::Ok, "{text}: {found:?}");
    }
}

/// A wish beside a tale is still one.
const WISHES: &[(&str, Intent)] = &[
    ("j'ai fini de corriger, mets 14 à Fanta Soro au devoir 1 5eB", Intent::MarkSet),
    ("Fanta Soro m'a rendu sa copie hier, c'est 8 au devoir 1", Intent::MarkSet),
    ("Koffi m'a dit que j'ai oublié sa note, il a 12 au devoir 1", Intent::MarkSet),
    ("Fanta Soro 15 devoir 1 mdr elle a copié", Intent::MarkSet),
    ("la maman de Koffi m'a appelé, il a eu combien au devoir 1 ?", Intent::StudentSummary),
    ("i was sick yesterday, who is missing in devoir 1 5eB", Intent::MarksMissing),
    ("t'as mis 12 à Koffi mais c'est 15 au devoir 1", Intent::MarkCorrect),
];

const FAMILY_WISHES: &[(&str, Intent)] = &[
    ("mon mari veut savoir les notes de Fanta en maths", Intent::MarksView),
    ("bonjour je suis au travail je voudrais voir les notes de Fanta", Intent::MarksView),
    ("on dit que les bulletins sont sortis, je peux avoir celui de Fanta", Intent::ReportPdf),
    ("my wife wants to see Fanta's marks", Intent::MarksView),
    ("chaque vendredi à 18h envoyez moi le résumé inchallah", Intent::DigestSet),
    ("Fanta was coughing all night, she is not coming today", Intent::AbsenceReport),
    ("my phone was stolen, my new number is 0708091011", Intent::ContactUpdate),
    ("ma soeur a vu vos messages, arrêtez de m'envoyer des messages", Intent::Stop),
];

#[test]
fn a_wish_beside_a_tale_is_understood() {
    let of = |wishes: &[(&str, Intent)], index: &Index| {
        for (text, intent) in wishes {
            let found = interpret(text, index, &dialogue());
            assert_eq!(found.intent, *intent, "{text}: {found:?}");
        }
    };
    of(WISHES, &TEACHER);
    of(FAMILY_WISHES, &MOTHER);
}

/// A word that only looks like one that says nothing may say something: `17 w noss` is a half more.
#[test]
fn a_word_like_a_harmless_one_is_asked_about() {
    for text in ["Fanta Soro 17 w nosz devoir 1", "Fanta Soro 17 nottre devoir 1"] {
        let found = interpret(text, &TEACHER, &dialogue());
        assert!(written(&found).is_none(), "{text}: {found:?}");
    }
    let half = interpret("Fanta Soro 17 w noss devoir 1", &TEACHER, &dialogue());
    assert!(written(&half).is_none_or(|(_, mark, _)| format!("{mark:?}").contains("1750")), "{half:?}");
}
