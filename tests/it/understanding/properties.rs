//! What holds for any message, whatever is in it.

use carnet::commands::understand::{Index, Intent, Interpretation, Outcome, Pending, Pick, interpret};
use carnet::domain::{AssessmentId, Mark, StudentId};
use proptest::prelude::*;
use std::sync::LazyLock;
use uuid::Uuid;

use super::school::{colleague, dialogue, headmistress, mother, stranger, teacher};

static TEACHER: LazyLock<Index> = LazyLock::new(teacher);
static HEAD: LazyLock<Index> = LazyLock::new(headmistress);
static MOTHER: LazyLock<Index> = LazyLock::new(mother);
static STRANGER: LazyLock<Index> = LazyLock::new(stranger);

/// Words that commands, names, values and tricks are made of.
const WORDS: &[&str] = &[
    "note",
    "mets",
    "publie",
    "supprime",
    "corrige",
    "Fanta",
    "Soro",
    "Hawa",
    "Dosso",
    "devoir",
    "1",
    "2",
    "5eB",
    "14",
    "12,5",
    "20/20",
    "abs",
    "efface",
    "tout",
    "+1",
    "à",
    "tous",
    "je",
    "suis",
    "prof",
    "le",
    "au",
    "lieu",
    "de",
    "set",
    "mark",
    "delete",
    "publish",
    "admin",
    "سجل",
    "نقطة",
    "احذف",
    "انشر",
    "الفرض",
    "١٤",
    "dir",
    "no9ta",
    "ma",
    "fille",
    "🙏",
    ":",
    "\n",
    "/note",
    "oui",
    "ok",
    "stop",
    "confirme",
    "nouveau",
    "interro",
    "demain",
    "coef",
    "barème",
    "renomme",
    "modifie",
    "décale",
    "sur",
    "غير",
    "معامل",
    "absent",
    "appréciation",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 0..14).prop_map(|words| words.join(" "))
}

fn pending() -> impl Strategy<Value = Option<Pending>> {
    let intent = prop::sample::select(Intent::ALL).prop_map(|intent| Some(Pending::Of(intent)));
    prop_oneof![Just(None), Just(Some(Pending::Consent)), intent]
}

/// Student and mark, when it is to be written at once.
pub(super) fn written(found: &Interpretation) -> Option<(Option<StudentId>, Option<Mark>, String)> {
    let at_once = found.intent.writes_marks() && found.outcome == Outcome::Ok;
    let student = found.slots.student.as_ref().and_then(Pick::single);
    at_once.then(|| (student, found.slots.mark, format!("{:?}", found.slots.assessment)))
}

/// Name, value and assessment of one mark that leaves nothing open.
pub(super) fn certain_mark() -> impl Strategy<Value = Vec<&'static str>> {
    let name = prop::sample::select(vec!["Fanta Soro", "N'Dri Koffi", "Nabintou Yeo", "grâce adjovi"]);
    let value = prop::sample::select(vec!["14", "12,5", "7/20", "abs"]);
    let test = prop::sample::select(vec!["devoir 1", "devoir 2 5eB", "2e devoir", "maths devoir 1"]);
    (name, value, test).prop_map(|(name, value, test)| vec![name, value, test])
}

/// A word that means something and belongs to none of those marks.
const FOREIGN: &[&str] = &[
    "9eZ",
    "9e Z",
    "10A",
    "2nde C",
    "2ndeC",
    "6eme",
    "chimie",
    "anglais",
    "svt",
    "histoire",
    "15",
    "16,5",
    "dix-sept",
    "12/20",
    "123456",
    "Hawa",
    "Dosso",
    "Yao",
    "B.",
    "demain",
    "hier",
    "lundi",
    "12/03/2027",
    "8h30",
    "0708091011",
    "trimestre 2",
    "interro 1",
    "devoir 9",
    "tp3",
    "zz9",
    "pour tous",
    "sauf",
    "coef 2",
    "deuxième",
    "peut-être",
    "pas",
    "publie",
    "supprime",
    "الفيزياء",
    "ثلاثة",
];

/// What changes nothing about a wish, in front of it and behind it.
const POLITE: &[(&str, &str)] = &[
    ("bonjour ", ""),
    ("Bonsoir madame, ", " svp"),
    ("bonjour, j'espère que vous allez bien. ", " merci d'avance"),
    ("excusez-moi de vous déranger, ", ""),
    ("est-ce que tu peux noter ", " stp"),
    ("", " si possible"),
    ("", " merci beaucoup et bonne journée"),
    ("hello, ", " please"),
    ("sorry to bother you, ", " thanks in advance"),
    ("could you please record ", " if possible"),
    ("السلام عليكم ورحمة الله، ", " وشكرا"),
    ("مرحبا بكم ", " من فضلكم"),
    ("salam 3afak ", " lah ykhlik"),
];

/// Names, value and assessment of one mark, with what one of them would be mistaken for.
fn one_mark() -> impl Strategy<Value = Vec<&'static str>> {
    let name = prop::sample::select(vec!["Fanta Soro", "Dosso Hawa", "N'Dri Koffi", "Yeo", "grâce adjovi"]);
    let value = prop::sample::select(vec!["14", "12,5", "7/20", "quinze et demi", "14½", "abs", "1", "2"]);
    let test = prop::sample::select(vec!["devoir 1", "devoir 2", "dv 2", "2e devoir"]);
    (name, value, test).prop_map(|(name, value, test)| vec![name, value, test])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>(), pending in pending()) {
        let mut dialogue = dialogue();
        dialogue.pending = pending;
        for index in [&TEACHER, &MOTHER, &STRANGER] {
            let _found = interpret(&text, index, &dialogue);
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _found = interpret(&String::from_utf8_lossy(&bytes), &TEACHER, &dialogue());
    }

    #[test]
    fn families_never_write_marks(words in soup(), noise in ".{0,20}", pending in pending()) {
        let mut dialogue = dialogue();
        dialogue.pending = pending;
        for index in [&MOTHER, &STRANGER] {
            let found = interpret(&format!("{words} {noise}"), index, &dialogue);
            let harmless = !found.intent.writes_marks() || found.outcome == Outcome::Reject;
            prop_assert!(harmless && found.slots.mark.is_none() && found.slots.lines.is_empty(), "{:?}", found);
        }
    }

    #[test]
    fn the_order_of_words_never_changes_what_is_written(parts in one_mark(), order in Just(vec![0, 1, 2]).prop_shuffle()) {
        let straight = written(&interpret(&parts.join(" "), &TEACHER, &dialogue()));
        let shuffled: Vec<&str> = order.iter().map(|at| parts[*at]).collect();
        let other = written(&interpret(&shuffled.join(" "), &TEACHER, &dialogue()));
        if let (Some(one), Some(other)) = (&straight, &other) {
            prop_assert_eq!(one, other, "{:?} and {:?}", parts, shuffled);
        }
    }

    #[test]
    fn a_certain_mark_is_written_at_once(parts in certain_mark(), order in Just(vec![0, 1, 2]).prop_shuffle()) {
        let text = order.iter().map(|at| parts[*at]).collect::<Vec<_>>().join(" ");
        let found = interpret(&text, &TEACHER, &dialogue());
        prop_assert!(written(&found).is_some(), "{text}: {found:?}");
    }

    #[test]
    fn nothing_foreign_is_passed_over(
        parts in certain_mark(),
        order in Just(vec![0, 1, 2, 3]).prop_shuffle(),
        foreign in prop::sample::select(FOREIGN),
        active in any::<bool>(),
    ) {
        let all: Vec<&str> = parts.iter().copied().chain([foreign]).collect();
        let text = order.iter().map(|at| all[*at]).collect::<Vec<_>>().join(" ");
        let mut dialogue = dialogue();
        dialogue.active_assessment = active.then_some(AssessmentId(Uuid::from_u128(1)));
        let found = interpret(&text, &TEACHER, &dialogue);
        prop_assert!(written(&found).is_none(), "{text}: {found:?}");
    }

    #[test]
    fn courtesy_changes_nothing(parts in certain_mark(), polite in prop::sample::select(POLITE)) {
        let plain = interpret(&parts.join(" "), &TEACHER, &dialogue());
        let text = format!("{}{}{}", polite.0, parts.join(" "), polite.1);
        let found = interpret(&text, &TEACHER, &dialogue());
        prop_assert_eq!((plain.intent, plain.outcome, plain.slots.mark), (found.intent, found.outcome, found.slots.mark), "{}", text);
        prop_assert_eq!(plain.slots.student, found.slots.student, "{}", text);
    }

    #[test]
    fn words_far_from_any_we_know_do_nothing(parts in certain_mark(), at in 1_usize..4, letter in "[a-z]") {
        let garbled = |word: &str| {
            let more = if word.len() > 6 { letter.repeat(2) } else { String::new() };
            let (head, tail): (Vec<_>, Vec<_>) = word.chars().enumerate().partition(|(place, _)| *place < at);
            let spell = |letters: Vec<(usize, char)>| letters.into_iter().map(|(_, letter)| letter).collect::<String>();
            format!("{}{more}{}", spell(head), spell(tail))
        };
        let text = ["supprime", parts[0], parts[2]].map(garbled).join(" ");
        for index in [&TEACHER, &MOTHER, &STRANGER] {
            let found = interpret(&text, index, &dialogue());
            let does = found.intent.writes_marks() || matches!(found.intent, Intent::Stop | Intent::Publish | Intent::DataErase);
            prop_assert!(!does || found.outcome != Outcome::Ok, "{text}: {found:?}");
        }
    }

    #[test]
    fn decoration_changes_nothing(parts in one_mark(), front in "[🙏👍😀✨]{0,2}", spaces in " {1,4}", behind in " ?[🙏🎉]{0,2}") {
        let plain = interpret(&parts.join(" "), &TEACHER, &dialogue());
        let dressed = format!("{front} {}{behind}", parts.join(&spaces));
        let found = interpret(&dressed, &TEACHER, &dialogue());
        prop_assert_eq!((plain.intent, plain.outcome), (found.intent, found.outcome), "{}", dressed);
        prop_assert_eq!(plain.slots.mark, found.slots.mark, "{}", dressed);
        prop_assert_eq!(plain.slots.student.is_some(), found.slots.student.is_some());
    }

    #[test]
    fn accents_and_case_change_nothing(parts in one_mark()) {
        let text = parts.join(" ");
        let plain = interpret(&text, &TEACHER, &dialogue());
        for other in [text.to_uppercase(), text.to_lowercase(), text.replace('â', "a"), text.replace('a', "a\u{301}")] {
            let found = interpret(&other, &TEACHER, &dialogue());
            prop_assert_eq!((plain.intent, plain.outcome, plain.slots.mark), (found.intent, found.outcome, found.slots.mark), "{}", other);
        }
    }
}

/// The school's names are prepared for all of its teachers; each sees their own classes only.
#[test]
fn a_teacher_names_nobody_of_another_class() {
    let colleague = colleague();
    for name in ["Fanta Soro", "Adjovi", "Nabintou", "adjovy grace", "koffi paul"] {
        let found = interpret(&format!("{name} 14 devoir 1"), &colleague, &dialogue());
        let named = match &found.slots.student {
            Some(Pick::Unknown { nearest, .. }) => nearest.clone(),
            Some(pick) => pick.single().into_iter().chain(pick.several().iter().copied()).collect(),
            None => Vec::new(),
        };
        let own = [104, 105, 106].map(|id| StudentId(Uuid::from_u128(id)));
        assert!(named.iter().all(|student| own.contains(student)), "{name}: {found:?}");
    }
    let found = interpret("Hawa Dosso 14 devoir 2", &colleague, &dialogue());
    assert!(matches!(found.slots.assessment, Some(Pick::Unknown { .. })), "{found:?}");
    let found = interpret("Hawa Dosso 14 devoir 1", &colleague, &dialogue());
    assert!(written(&found).is_some(), "{found:?}");
}

/// `zid` is `add`, and somebody's name: with a mark and nobody else it is that one's, but never for sure.
#[test]
fn a_name_that_is_a_command_is_asked_about() {
    let zid = |text: &str| {
        let found = interpret(text, &TEACHER, &dialogue());
        let named = found.slots.student.as_ref().and_then(Pick::single);
        (named == Some(StudentId(Uuid::from_u128(106))), found.outcome)
    };
    assert_eq!(zid("zid 14 devoir 1 2nde C"), (false, Outcome::Clarify));
    assert_eq!(zid("zid 14 devoir 1"), (true, Outcome::Confirm));
    assert_eq!(zid("zid mansouri 14 devoir 1"), (true, Outcome::Ok));
    assert!(!zid("zid 2 l kolchi devoir 1").0);
}

/// Each exception has what is said of it; of everybody it may be said that they were away, but not asked.
#[test]
fn exceptions_have_a_mark_of_their_own() {
    let marks = |text: &str| {
        let found = interpret(text, &TEACHER, &dialogue());
        let mark = |id: u128| {
            let is_it = |pick: &Pick<StudentId>| pick.single() == Some(StudentId(Uuid::from_u128(id)));
            let line = found.slots.lines.iter().find(|line| line.student.as_ref().is_some_and(is_it))?;
            Some(line.mark.map_or_else(|| "none".to_owned(), |mark| format!("{mark:?}")))
        };
        (found.intent, found.outcome, [104, 105, 106].map(mark))
    };
    let (intent, outcome, [soro, dosso, zid]) = marks("12 pour tous devoir 1 2nde C sauf Soro abs et Dosso 15");
    assert_eq!((intent, outcome), (Intent::MarkList, Outcome::Confirm));
    assert!(soro.as_ref().is_some_and(|mark| mark.contains("Absent")) && dosso.is_some() && zid.is_some());
    assert!(soro != dosso && dosso != zid, "{dosso:?} {zid:?}");
    let (_, _, [soro, dosso, zid]) = marks("12 pour tous devoir 1 2nde C sauf Soro abs, Dosso 15 et Mansouri");
    assert!(soro != dosso && zid.as_deref() == Some("none"), "{soro:?} {dosso:?} {zid:?}");
    let (intent, _, all) = marks("tous absents devoir 1 2nde C");
    assert!(intent == Intent::MarkList && all.iter().flatten().all(|mark| mark.contains("Absent")), "{all:?}");
    assert_ne!(marks("tous absents devoir 1 2nde C ?").0, Intent::MarkList);
}

/// What grew with the square of a message's length would not end here.
#[test]
fn a_hostile_message_is_read_to_its_end() {
    let pieces =
        ["a", "1 ", "Soro ", "note ", "\n", "1.1.1", "ضص", "🙏", "et ", "- ", "Soro 12, ", "½", "'", "\u{301}"];
    for piece in pieces {
        let text = piece.repeat(30_000);
        let found = interpret(&text, &TEACHER, &dialogue());
        assert!(written(&found).is_none(), "{piece:?}");
    }
}

/// What is only guessed does nothing, except that a family is let go.
#[test]
fn what_is_only_guessed_does_nothing() {
    for text in ["unsubcsribbe", "désinscirez moi", "quittterr", "arrettezz"] {
        let found = interpret(text, &TEACHER, &dialogue());
        assert_ne!(found.outcome, Outcome::Ok, "{text}: {found:?}");
    }
    for text in ["unsubcsribbe", "désinscirez moi"] {
        let found = interpret(text, &MOTHER, &dialogue());
        assert_eq!((found.intent, found.outcome), (Intent::Stop, Outcome::Ok), "{text}");
    }
    let found = interpret("la moiyyennne de ma fille", &MOTHER, &dialogue());
    assert_eq!(found.intent, Intent::AverageView, "{found:?}");
}

/// Words that say for whom an announcement is, and are understood.
const NAMED: &[&str] = &[
    "à tous",
    "aux parents",
    "à toute l'école",
    "aux familles",
    "à tous les parents",
    "5eB",
    "de la 5eB",
    "et 2nde C",
    "to all parents",
    "to the families",
    "لجميع الآباء",
    "et",
    "de",
    "urgente",
];
/// Words that narrow, widen or turn that, none of which is carried out.
const NARROW: &[&str] = &[
    "délégués",
    "aux profs",
    "au personnel",
    "qui n'ont pas payé",
    "pères",
    "garçons",
    "filles",
    "7eZ",
    "4eC",
    "moins de 10",
    "M. Kouadio",
    "nouveaux",
    "anglophones",
    "sans la 5eB",
    "mais pas la 5eB",
    "d'hier",
    "except boarders",
    "who have not paid",
    "to staff",
    "للأساتذة",
    "الجدد",
    "les autres",
    "Fanta",
    "12",
    "zzyx",
];

proptest! {
    /// What was not understood of whom an announcement is for never makes it one to the school, or to a class.
    #[test]
    fn an_announcement_with_an_unread_addressee_is_never_offered(
        verb in prop::sample::select(vec!["annonce", "diffuse", "informe", "announce", "broadcast", "إعلان"]),
        before in prop::collection::vec(prop::sample::select(NAMED), 0..4),
        narrow in prop::sample::select(NARROW),
        after in prop::collection::vec(prop::sample::select(NAMED), 0..3),
    ) {
        let head: Vec<&str> = [verb].into_iter().chain(before).chain([narrow]).chain(after).collect();
        let text = format!("{} : réunion lundi", head.join(" "));
        let found = interpret(&text, &HEAD, &dialogue());
        let offered = found.intent == Intent::BroadcastCreate && found.outcome == Outcome::Confirm;
        prop_assert!(!offered, "{text}: {found:?}");
    }
}
