//! Several schools on one account: whoever writes is led to theirs, and nothing crosses.

use serde_json::{Value, json};

use super::{SOON, ask, each_service, mother, run};
use crate::support::service::{Setup, World};

/// The second school: Mme KOUASSI has a child there too, and M. BAMBA one there alone.
fn second() -> Value {
    let mut school: Value = serde_json::from_str(include_str!("../school.json")).unwrap();
    school["school"]["code"] = json!("second");
    school["school"]["name"] = json!("Lycée Second");
    school["staff"] =
        json!([{ "code": "T1", "name": "Mme BEUGRE", "role": "teacher", "telegram_id": 5101, "language": "fr" }]);
    school["students"] = json!([
        { "code": "Z01", "class": "4A", "last_name": "KOUASSI", "first_name": "Zoé" },
        { "code": "Z02", "class": "4A", "last_name": "BAMBA", "first_name": "Sita" }]);
    let child = |code: &str| json!([{ "student": code, "relation": "mother", "consent": "2026-09-10" }]);
    school["guardians"] = json!([
        { "code": "P1", "name": "Mme KOUASSI", "phone": "+2250505050505", "language": "fr", "children": child("Z01") },
        { "code": "P2", "name": "M. BAMBA", "phone": "+2250505050999", "language": "fr", "children": child("Z02") }]);
    school["assessments"] = json!([{ "code": "M-DS1", "class": "4A", "subject": "MATH", "term": "T1", "kind": "devoir",
        "label": "Devoir surveillé 1", "date": "2026-10-12", "max": "20", "coefficient": "2" }]);
    school["marks"] = json!([
        { "assessment": "M-DS1", "student": "Z01", "mark": "16.5", "published": true },
        { "assessment": "M-DS1", "student": "Z02", "mark": "7", "published": true }]);
    school
}

async fn share(world: &mut World) {
    std::fs::write(world.path().join("second.json"), second().to_string()).unwrap();
    run(world, &["import", "second.json"]).await;
    world.terminate().await;
    let path = world.path().join("carnet.toml");
    let shared =
        std::fs::read_to_string(&path).unwrap().replace("school = \"essai\"", "schools = [\"essai\", \"second\"]");
    std::fs::write(&path, shared).unwrap();
    world.serve().await;
}

#[tokio::test]
async fn everybody_is_led_to_their_school() {
    each_service(Setup::default, async |world| {
        share(world).await;
        let father = world.simulator.whatsapp("+2250505050999").named("Papa").with_user_id("CI.7999");
        let answer = ask(&father, "notes").await;
        assert!(answer.text.contains("Sita") && answer.text.contains('7'), "{}", answer.text);
        assert!(!answer.text.contains('🏫'), "whoever knows one school needs no name: {}", answer.text);
        let teacher = world.simulator.telegram(5101).named("Beugré");
        let saved = ask(&teacher, "Zoé Kouassi 12 ds1").await;
        assert!(saved.text.contains("KOUASSI Zoé"), "{}", saved.text);
        // The receipt of the second school's message finds its way.
        let read = "SELECT COUNT(*) FROM message WHERE class = 0 AND rank >= 3";
        world.eye().await.until(read, 1, SOON).await;
        let stranger = world.simulator.whatsapp("+2250505050111").named("Inconnue").with_user_id("CI.7111");
        let told = ask(&stranger, "bonjour").await;
        assert!(told.text.contains("Collège d'Essai"), "{}", told.text);
        let codes = run(world, &["code", "issue", "--school", "second", "--student", "Z02"]).await;
        let code = codes.lines().find_map(|line| line.split_once('\t')).unwrap().0.to_owned();
        let asked = ask(&stranger, &format!("lier {code}")).await;
        assert!(asked.text.contains("Sita") && asked.text.contains("Lycée Second"), "{}", asked.text);
        let thanks = ask(&stranger, "oui").await;
        assert!(thanks.text.contains("Sita"), "the yes is for the school that asked: {}", thanks.text);
    })
    .await;
}

#[tokio::test]
async fn whoever_has_children_in_two_schools_is_asked_once() {
    each_service(Setup::default, async |world| {
        share(world).await;
        let mother = mother(world);
        let asked = ask(&mother, "notes").await;
        assert!(asked.text.contains("Plusieurs écoles"), "{}", asked.text);
        assert_eq!(asked.buttons.len(), 2, "{:?}", asked.buttons);
        // What she says meanwhile is kept too.
        ask(&mother, "mes enfants").await;
        let answer = ask(&mother, "2").await;
        assert!(answer.text.contains("Zoé") && answer.text.contains("16,5"), "what she wanted: {}", answer.text);
        assert!(!answer.text.contains("Awa"), "{}", answer.text);
        assert!(answer.text.starts_with("🏫 Lycée Second"), "it says which school answers: {}", answer.text);
        mother.wait_for_text(SOON, "Vous suivez un enfant").await.expect("what she said meanwhile");
        let again = ask(&mother, "notes").await;
        assert!(again.text.contains("16,5"), "not asked again: {}", again.text);
        let other = ask(&mother, "collège d'essai").await;
        assert!(other.text.contains("Collège d'Essai"), "{}", other.text);
        let children = ask(&mother, "notes").await;
        let offered: Vec<&str> = children.buttons.iter().map(|button| button.title.as_str()).collect();
        assert!(offered.len() == 2 && offered.iter().all(|name| !name.contains("Zoé")), "{offered:?}");
        // Silence about a child is asked of the school that has it, silence of both.
        let silent = ask(&mother, "stop Zoé").await;
        assert!(silent.text.contains("Zoé"), "{}", silent.text);
        world.eye().await.until("SELECT COUNT(*) FROM inbox WHERE state = 'new'", 0, SOON).await;
        assert_eq!(world.eye().await.number("SELECT COUNT(*) FROM contact WHERE state = 'stopped'").await, 0);
        let answers = mother.received().iter().filter(|bubble| bubble.text.contains("plus de message")).count();
        assert_eq!(answers, 1, "{:?}", mother.received());
        ask(&mother, "reprendre Zoé").await;
        // Silence is asked of both, whichever she talks with.
        ask(&mother, "stop").await;
        world.eye().await.until("SELECT COUNT(*) FROM contact WHERE state = 'stopped'", 2, SOON).await;
        ask(&mother, "reprendre").await;
        world.eye().await.until("SELECT COUNT(*) FROM contact WHERE state = 'stopped'", 0, SOON).await;
    })
    .await;
}

/// Whichever school she talks with: the one whose announcement waits for that answer gets it.
#[tokio::test]
async fn an_answer_in_words_is_for_the_school_that_asked() {
    each_service(Setup::default, async |world| {
        share(world).await;
        let (mother, teacher) = (mother(world), world.simulator.telegram(5001).named("Koffi"));
        ask(&mother, "notes").await;
        ask(&mother, "1").await;
        ask(&teacher, "annonce 4eA : Réunion jeudi").await;
        teacher.press_latest("Demander : présent ?").unwrap();
        teacher.wait_for_text(SOON, "Viendrez-vous").await.expect("a preview that asks");
        teacher.press_latest("Envoyer").unwrap();
        mother.wait_for_text(SOON, "Réunion jeudi").await.expect("the announcement");
        let other = ask(&mother, "Lycée Second").await;
        assert!(other.text.contains("Lycée Second"), "{}", other.text);
        let noted = ask(&mother, "je viens").await;
        assert!(noted.text.contains("Collège d'Essai") && noted.text.contains("vous venez"), "{}", noted.text);
        let marks = ask(&mother, "notes").await;
        assert!(marks.text.contains("16,5"), "she talks with the other still: {}", marks.text);
    })
    .await;
}
