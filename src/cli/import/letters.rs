//! Names that report cards cannot print as they are: of letters that no font of theirs has.

use crate::actions::SchoolFile;

/// What is to be said of them: which ones, and the first such letter. Never the name itself.
#[cfg(feature = "typeset")]
pub(super) fn missing(file: &SchoolFile) -> Vec<String> {
    use crate::actions::{List, Place};
    let mut notes = Vec::new();
    let mut look = |list: List, place: &Place, code: &str, names: &[Option<&String>]| {
        let letter = names.iter().flatten().find_map(|name| crate::render::missing_letter(name));
        notes.extend(letter.map(|letter| {
            let number = u32::from(letter);
            format!("{list}, {place}: \"{code}\": no font of the report cards has the letter U+{number:04X}; they print \u{fffd}")
        }));
    };
    for line in &file.students {
        let student = &line.value;
        let names = [student.last_name.as_ref(), student.first_name.as_ref(), student.name_ar.as_ref()];
        look(List::Students, &line.place, &student.code, &names);
    }
    for line in &file.staff {
        look(List::Staff, &line.place, &line.value.code, &[line.value.name.as_ref()]);
    }
    for line in &file.subjects {
        let subject = &line.value;
        let names = [subject.label_fr.as_ref(), subject.label_en.as_ref(), subject.label_ar.as_ref()];
        look(List::Subjects, &line.place, &subject.code, &names);
    }
    for line in &file.classes {
        look(List::Classes, &line.place, &line.value.code, &[line.value.label.as_ref()]);
    }
    notes
}

/// Nothing prints them.
#[cfg(not(feature = "typeset"))]
pub(super) fn missing(_file: &SchoolFile) -> Vec<String> {
    Vec::new()
}
