//! A small school as a file, and its import.

use carnet::actions::{ImportReport, import_school};
use carnet::cli::import::read_file;
use carnet::domain::Timestamp;
use carnet::store::{School, Store};
use serde_json::{Value, json};
use std::path::PathBuf;

/// 12 October 2026, 10:00 in Abidjan.
pub(crate) const NOW: Timestamp = Timestamp(1_791_799_200_000);

/// Two classes, two teachers, three students; Awa's mother has agreed, Yao's father has not.
pub(crate) fn small() -> Value {
    json!({
        "schema": 1,
        "school": {"code": "adjame", "name": "Collège Moderne d'Adjamé", "country": "CI",
            "timezone": "Africa/Abidjan", "languages": ["fr", "en", "ar"], "quiet_hours": ["20:00", "07:00"],
            "link_by": "code"},
        "year": {"label": "2026-2027", "terms": [
            {"code": "T1", "starts": "2026-09-14", "ends": "2026-12-18"},
            {"code": "T2", "starts": "2027-01-04", "ends": "2027-03-26"}]},
        "classes": [{"code": "4A", "label": "4e A", "aliases": ["4eA"]}, {"code": "3B", "label": "3e B"}],
        "subjects": [
            {"code": "MATH", "label": {"fr": "Mathématiques", "en": "Mathematics", "ar": "الرياضيات"},
                "aliases": ["maths"]},
            {"code": "FR", "label": {"fr": "Français", "en": "French", "ar": "الفرنسية"}}],
        "staff": [
            {"code": "T1", "name": "M. KOFFI", "role": "teacher", "phone": "+2250701020304", "telegram_id": 5001,
                "language": "fr", "head_of": "4A"},
            {"code": "T2", "name": "Mme DIALLO", "role": "teacher", "phone": "+2250701020305"},
            {"code": "AD", "name": "M. le Censeur", "role": "admin", "phone": "+2250701020306"}],
        "courses": [
            {"class": "4A", "subject": "MATH", "teacher": "T1", "coefficient": "4"},
            {"class": "3B", "subject": "MATH", "teacher": "T2", "coefficient": 3}],
        "students": [
            {"code": "A01", "class": "4A", "last_name": "KOUASSI", "first_name": "Awa", "birth_date": "2012-05-03",
                "name_ar": null},
            {"code": "A02", "class": "4A", "last_name": "KONAN", "first_name": "Yao"},
            {"code": "B01", "class": "3B", "last_name": "KOUASSI", "first_name": "Aya"}],
        "guardians": [
            {"code": "P1", "name": "Mme KOUASSI", "phone": "+2250505050505", "email": null, "language": "fr",
                "children": [
                    {"student": "A01", "relation": "mother", "consent": "2026-09-10"},
                    {"student": "B01", "relation": "mother", "consent": "2026-09-10"}]},
            {"code": "P2", "name": "M. KONAN", "phone": "05 05 05 05 06",
                "children": [{"student": "A02", "relation": "father"}]}],
        "assessments": [{"code": "M-DS1", "class": "4A", "subject": "MATH", "term": "T1", "kind": "devoir",
            "label": "Devoir surveillé 1", "date": "2026-10-12", "max": "20", "coefficient": "2"}],
        "marks": [
            {"assessment": "M-DS1", "student": "A01", "mark": "15.5", "published": true},
            {"assessment": "M-DS1", "student": "A02", "mark": "ABS"}]
    })
}

/// The small school, with its numbers known by their own.
pub(crate) fn small_by_phone() -> Value {
    let mut file = small();
    file["school"]["link_by"] = json!("roster_phone");
    file
}

/// Imports a file, committing what was not refused.
pub(crate) async fn import(store: &Store, file: &Value) -> ImportReport {
    import_text(store, &file.to_string()).await
}

/// Imports the text of a JSON file.
pub(crate) async fn import_text(store: &Store, text: &str) -> ImportReport {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("school.json");
    std::fs::write(&path, text).unwrap();
    import_path(store, path).await
}

/// Imports a file of any format.
pub(crate) async fn import_path(store: &Store, path: PathBuf) -> ImportReport {
    let file = read_file(&path).unwrap();
    let mut tx = store.begin().await.unwrap();
    let report = Box::pin(import_school(&mut tx, file, NOW)).await.unwrap();
    if report.refused.is_empty() {
        tx.commit().await.unwrap();
    } else {
        tx.rollback().await.unwrap();
    }
    report
}

/// The imported school.
pub(crate) async fn adjame(store: &Store) -> School {
    let mut tx = store.begin_read().await.unwrap();
    tx.school_by_code("adjame").await.unwrap().unwrap()
}
