//! What turns a message around: nothing of it is done at once, whatever else it says so clearly.
//!
//! Invariant: beside a mark only words that are known to change nothing are passed over.

use carnet::commands::understand::{Index, Outcome, interpret};
use proptest::prelude::*;
use std::sync::LazyLock;

use super::properties::{certain_mark, written};
use super::school::{dialogue, headmistress, teacher};

static TEACHER: LazyLock<Index> = LazyLock::new(teacher);
static HEADMISTRESS: LazyLock<Index> = LazyLock::new(headmistress);

/// What is said around a mark that is not to be written at once: somebody says so, it may be, it will be, it was, it is
/// somebody else's, or it counts something.
const TURNING: &[&str] = &[
    "il paraît que",
    "on m'a dit que",
    "d'après la mère",
    "je crois",
    "peut-être",
    "presque",
    "plus de",
    "au moins",
    "si jamais",
    "par exemple",
    "le frère de",
    "la soeur de",
    "va avoir",
    "aura",
    "avait avant",
    "je mettrai",
    "je voulais mettre",
    "faut-il mettre",
    "pas encore",
    "ne note pas",
    "je plaisante",
    "à vérifier",
    "?",
    "he says",
    "she told me",
    "almost",
    "at least",
    "might have",
    "should have",
    "the brother of",
    "not yet",
    "don't save",
    "for example",
    "يقول إنه",
    "ربما",
    "تقريبا",
    "سأعطي",
    "أخت",
    "ليس بعد",
    "مثلا",
    "gal liya",
    "ymken",
    "ghadi n3ti",
    "mazal",
    "ma tsejelch",
    "3lach",
    // Asked.
    "je voudrais savoir si",
    "tu confirmes",
    "i would like to know if",
    "is that right",
    "أريد أن أعرف",
    // By somebody else, or before.
    "vous avez mis",
    "tu lui as donné",
    "ça affiche",
    "j'ai vu",
    "j'avais mis",
    "j'ai déjà mis",
    "c'est fait",
    "you gave",
    "it says",
    // Not now, or not surely.
    "je vais mettre",
    "puis-je mettre",
    "can i give",
    "could get",
    "needs",
    "s'il refait",
    "à l'oral",
    "sauf si",
    // Somebody else.
    "l'autre",
    "un autre",
    "son frère",
    "le petit frère de",
    "comme",
    "même note que",
    "mme",
    // Words that say nothing elsewhere.
    "vers",
    "jusqu'à",
    "avant",
    "après",
    "depuis",
    "contre",
    "sans",
    "encore",
    "chez",
    "dernier",
    "fois",
    "niveau",
    "arrivé",
    "after",
    "until",
    "over",
    "again",
    "last",
    "by",
    "بعد",
    "قبل",
    "كل",
    "منذ",
    "حتى",
    "lakher",
    // A number of something else.
    "€",
    "fcfa",
    "n°",
    "#",
    "kg",
    "≈",
];

/// Words in front of a number that say which one of something it is.
const COUNTED: &[&str] = &[
    "rang",
    "numéro",
    "n°",
    "question",
    "exercice",
    "page",
    "table",
    "position",
    "رقم",
    "الرتبة",
    "nmra",
    "le",
    "salle",
    "bus",
    "place",
    "chapitre",
    "room",
    "seat",
    "matricule",
    "#",
    "taille",
    "prix",
    "pointure",
    "étage",
];

/// What the office does at once.
const AT_ONCE: &[&str] =
    &["annule l'annonce", "lie le groupe 5eB", "délie le groupe 5eB", "cancel the announcement", "ألغ الإعلان"];

/// What makes of it a question, a tale, a condition, or nothing at all.
const AROUND: &[(&str, &str)] = &[
    ("faut-il ", ""),
    ("qui ", ""),
    ("pourquoi ", ""),
    ("comment ", ""),
    ("", " ?"),
    ("ne ", " pas"),
    ("le directeur a dit : ", ""),
    ("il a dit ", ""),
    ("", " si tout est bon"),
    ("", " plus tard"),
    ("", " peut-être"),
    ("tu as déjà ", ""),
    ("exemple : ", ""),
    ("should i ", ""),
    ("don't ", ""),
    ("he said ", ""),
    ("maybe ", ""),
    ("", " later"),
    ("", " unless"),
    ("هل ", ""),
    ("لا ", ""),
    ("قال ", ""),
    ("ila ", ""),
    ("wach ", ""),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn what_turns_a_mark_around_is_never_passed_over(
        parts in certain_mark(),
        order in Just(vec![0, 1, 2, 3]).prop_shuffle(),
        turning in prop::sample::select(TURNING),
    ) {
        let all: Vec<&str> = parts.iter().copied().chain([turning]).collect();
        let text = order.iter().map(|at| all[*at]).collect::<Vec<_>>().join(" ");
        let found = interpret(&text, &TEACHER, &dialogue());
        prop_assert!(written(&found).is_none(), "{text}: {found:?}");
    }

    #[test]
    fn a_number_of_something_is_no_mark(counted in prop::sample::select(COUNTED), number in 1_u32..20) {
        for text in [
            format!("Fanta Soro {counted} {number} devoir 1"),
            format!("devoir 2 5eB Fanta Soro {counted} {number}"),
            format!("{counted} {number} Fanta Soro devoir 1"),
        ] {
            let found = interpret(&text, &TEACHER, &dialogue());
            prop_assert!(written(&found).is_none(), "{text}: {found:?}");
        }
    }

    #[test]
    fn few_points_that_may_be_added_are_asked_about(points in 1_u32..=5, verb in prop::sample::select(vec!["ajoute", "rajoute", "add", "zid", "أضف"])) {
        let found = interpret(&format!("{verb} {points} Fanta Soro devoir 1"), &TEACHER, &dialogue());
        prop_assert!(written(&found).is_none(), "{found:?}");
    }

    #[test]
    fn what_the_office_does_at_once_is_not_done_when_it_is_turned(
        order in prop::sample::select(AT_ONCE),
        around in prop::sample::select(AROUND),
    ) {
        let text = format!("{}{order}{}", around.0, around.1);
        let found = interpret(&text, &HEADMISTRESS, &dialogue());
        prop_assert!(found.outcome != Outcome::Ok, "{text}: {found:?}");
    }
}

/// The orders themselves are understood, and what a teacher tells of somebody is no wish of their own.
#[test]
fn what_is_said_plainly_is_done() {
    for order in AT_ONCE {
        let found = interpret(order, &HEADMISTRESS, &dialogue());
        assert_eq!(found.outcome, Outcome::Ok, "{order}: {found:?}");
    }
    let found = interpret("tu peux annuler l'annonce ?", &HEADMISTRESS, &dialogue());
    assert_eq!(found.outcome, Outcome::Ok, "{found:?}");
    let found = interpret("relance ceux qui n'ont pas répondu à l'annonce", &HEADMISTRESS, &dialogue());
    assert_eq!(found.outcome, Outcome::Ok, "{found:?}");
    let told = interpret("Fanta Soro a fini 13 exos devoir 1", &TEACHER, &dialogue());
    assert_ne!(told.outcome, Outcome::Ok, "{told:?}");
}
