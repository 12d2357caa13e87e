//! Conversations, as scripts: who says what, what is answered, who else hears of it, what the gradebook holds then.
//!
//! A script is a text in `scripts/`; each `##` begins with a school as imported, on every engine:
//!
//! ```text
//! koffi: Awa Kouassi 14 ds1          somebody says (` / ` is a new line)
//! koffi [2]                          presses the second button of the last answer that had some; [-1:2] of the one before
//! koffi <voice>                      sends something else: voice, picture, document, thumbs-up, edit TEXT, revoke …
//!                                  (the last thing they said; `edit-1`, `revoke-1`: the one before), `group TEXT` in a group
//!   mark_saved: 14/20 … !15          the answer: which phrase, parts of how it reads, what it must not say; `-` is silence
//!   > mere new_mark: 14/20           news to somebody
//! koffi <csv ds1 4eA | Nom;Note / Awa;14>       sends a table with that caption
//! koffi <filled DS1 /20 | A01=14 / A02=ABS>     sends the last file back, with these cells of a column filled;
//!                                  ` ;; ` begins another column
//! = A01 M-DS1: draft 14              the gradebook
//! (11 minutes)                       time goes by
//! school: {…}                        a file with these lists is imported
//! database: UPDATE …                 something that has no command
//! ```

mod script;
mod stage;

use serde_json::{Value, json};
use std::path::Path;
use std::sync::Mutex;

use crate::support::desk::each_desk;

/// Two classes; a mother with two children, a father who reads English.
pub(crate) fn school() -> Value {
    let mut file: Value = serde_json::from_str(include_str!("../school.json")).unwrap();
    file["subjects"].as_array_mut().unwrap().push(json!({"code": "FR", "label": {"fr": "Français", "en": "French",
        "ar": "الفرنسية"}}));
    file["staff"].as_array_mut().unwrap().extend([
        json!({"code": "T2", "name": "Mme DIALLO", "role": "teacher", "telegram_id": 5002, "language": "en"}),
        json!({"code": "T3", "name": "السيد العمراني", "role": "teacher", "telegram_id": 5003, "language": "ar"}),
        json!({"code": "AD", "name": "M. le Censeur", "role": "admin", "telegram_id": 5004}),
        json!({"code": "SE", "name": "Mme BAMBA", "role": "secretary", "telegram_id": 5005}),
    ]);
    file["courses"].as_array_mut().unwrap().extend([
        json!({"class": "4A", "subject": "FR", "teacher": "T2", "coefficient": "3"}),
        json!({"class": "3B", "subject": "FR", "teacher": "T3", "coefficient": "3"}),
    ]);
    file["assessments"].as_array_mut().unwrap().extend([
        json!({"code": "F-I1", "class": "4A", "subject": "FR", "term": "T1", "kind": "interrogation",
            "label": "Interro 1", "date": "2026-10-05", "max": "10", "coefficient": "1"}),
        json!({"code": "F-3B-D1", "class": "3B", "subject": "FR", "term": "T1", "kind": "devoir",
            "label": "Devoir surveillé 1", "date": "2026-10-06", "max": "20", "coefficient": "1"}),
    ]);
    file
}

async fn play(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/dialogue/scripts").join(name);
    let scenes = script::scenes(&std::fs::read_to_string(path).unwrap());
    assert!(!scenes.is_empty());
    let faults = Mutex::new(Vec::new());
    for scene in scenes {
        each_desk(&school(), async |desk| {
            let found = stage::play(desk, &scene).await;
            if !found.is_empty() {
                let engine = desk.store.engine();
                faults.lock().unwrap().push(format!("{name}, {engine:?}: {}\n{}", scene.title, found.join("\n")));
            }
        })
        .await;
    }
    let faults = faults.into_inner().unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

macro_rules! scripts {
    ($($name:ident),+ $(,)?) => {$(
        #[tokio::test]
        async fn $name() {
            play(concat!(stringify!($name), ".txt")).await;
        }
    )+};
}

scripts!(
    absences,
    access,
    consent,
    preferences,
    one_mark,
    bare_mark,
    lists,
    publication,
    returning,
    names,
    questions,
    families,
    both,
    averages,
    closing,
    ended_year,
    bulletins,
    linking,
    everybody,
    language,
    rights,
    revised,
    unusual,
    approval,
    broadcasts,
    scheduled,
    announcement_course,
    staff_notes,
    family_groups,
    conversations,
    for_a_person,
    taking_back,
    missing,
    moments,
    moved,
    small,
    files,
    turned,
    assessments,
    assessment_changes,
    twins,
    walk,
    who_teaches,
    year,
);
