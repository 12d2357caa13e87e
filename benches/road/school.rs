//! A school of any size: one class per 50 students, a guardian and ten published marks each.

use serde_json::{Value, json};

pub(crate) fn phone(number: usize) -> String {
    format!("22507{number:08}")
}

pub(crate) fn school(students: usize) -> Value {
    let classes = students.div_ceil(50);
    let class = |number: usize| format!("C{number}");
    let numbers = |count| (0..count).collect::<Vec<usize>>().into_iter();
    json!({
        "schema": 1,
        "school": {"code": "bench", "name": "Bench", "country": "CI", "timezone": "Africa/Abidjan",
                   "languages": ["fr", "en", "ar"], "link_by": "roster_phone"},
        "year": {"label": "2026-2027", "terms": [{"code": "T1", "starts": "2026-09-14", "ends": "2026-12-18"}]},
        "classes": numbers(classes).map(|c| json!({"code": class(c), "label": format!("Classe {c}"), "aliases": []})).collect::<Vec<_>>(),
        "subjects": [{"code": "MATH", "label": {"fr": "Mathématiques", "en": "Mathematics", "ar": "الرياضيات"}, "aliases": ["maths"]}],
        "staff": [{"code": "T1", "name": "M. KOFFI", "role": "teacher", "telegram_id": 5001, "language": "fr"}],
        "courses": numbers(classes).map(|c| json!({"class": class(c), "subject": "MATH", "teacher": "T1", "coefficient": "4"})).collect::<Vec<_>>(),
        "students": numbers(students).map(|s| json!({"code": format!("S{s}"), "class": class(s / 50), "last_name": format!("NOM{s}"), "first_name": format!("Prenom{s}")})).collect::<Vec<_>>(),
        "guardians": numbers(students).map(|s| json!({"code": format!("P{s}"), "name": format!("Mme NOM{s}"), "phone": format!("+{}", phone(s)), "language": "fr",
            "children": [{"student": format!("S{s}"), "relation": "mother", "consent": "2026-09-10"}]})).collect::<Vec<_>>(),
        "assessments": numbers(classes).flat_map(|c| (1..=10).map(move |a| json!({"code": format!("C{c}-D{a}"), "class": format!("C{c}"), "subject": "MATH", "term": "T1",
            "kind": "devoir", "label": format!("Devoir {a}"), "date": format!("2026-10-{a:02}"), "max": "20", "coefficient": "1"}))).collect::<Vec<_>>(),
        "marks": numbers(students).flat_map(|s| (1..=10).map(move |a| json!({"assessment": format!("C{}-D{a}", s / 50), "student": format!("S{s}"),
            "mark": format!("{}", (s + a) % 21), "published": true}))).collect::<Vec<_>>(),
    })
}
