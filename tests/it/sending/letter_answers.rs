//! A family that reads letters answers an announcement: by the page behind a link, counted like a button.

use carnet_simulator::{LedgerEntry, Provider};
use serde_json::json;

use super::accounts::smtp;
use super::broadcast::{admin, hears};
use super::templates::{approve_all, with_an_admin};
use super::{SOON, ask, each_service};
use crate::support::service::{Setup, World};
use crate::support::wait::until;

const FORM: Option<(&str, &str)> = Some(("content-type", "application/x-www-form-urlencoded"));

fn with_letters() -> Setup {
    let mut school = with_an_admin();
    school["guardians"].as_array_mut().unwrap().push(json!({
        "code": "P3", "name": "M. KOUASSI", "email": "pere@exemple.org", "language": "fr",
        "children": [{ "student": "A02", "relation": "father", "consent": "2026-09-10" }],
    }));
    Setup { school: Some(school.to_string()), accounts: smtp!(), ..Setup::default() }
}

/// The letter without the joints of its lines.
fn text_of(letter: &LedgerEntry) -> String {
    letter.body["message"].as_str().unwrap().replace("=\r\n", "").replace("=3D", "=")
}

/// The path of the page where it is answered.
fn answer_path(letter: &str) -> String {
    let token = letter.split_once("/a/").unwrap().1;
    let end = token.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap();
    format!("/a/{}", token.get(..end).unwrap())
}

async fn answers(world: &World, answer: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM broadcast_recipient WHERE answer = '{answer}'");
    world.eye().await.number(&sql).await
}

#[tokio::test]
async fn the_page_of_a_letter_says_all_of_its_words_in_their_lines() {
    each_service(with_letters, async |world| {
        let admin = admin(world);
        ask(&admin, "bonjour").await;
        approve_all(world).await;
        let long = "annonce 4eA : Kermesse <samedi>.\nApportez un gâteau, une chaise et votre bonne humeur, même s'il pleut.\n\
                    اجتماع الأولياء بعدها. https://exemple.org/kermesse";
        hears(&admin, long, "Par").await;
        hears(&admin, "4", "Viendrez-vous").await;
        hears(&admin, "oui", "C'est parti").await;
        let by_mail = |world: &World| world.simulator.ledger_where(|entry| entry.provider == Provider::Smtp);
        until(|| !by_mail(world).is_empty(), SOON).await;
        let sent = by_mail(world);
        let [letter] = sent.as_slice() else { panic!("{sent:?}") };
        let (caller, path) = (world.caller(), answer_path(&text_of(letter)));
        let page = caller.get(&path).await.body;
        assert!(page.contains("dir=auto class=words>Kermesse &lt;samedi&gt;.\nApportez"), "{page}");
        assert!(page.contains("اجتماع الأولياء بعدها. https://exemple.org/kermesse</p>"), "{page}");
        assert!(page.contains("<html lang=fr dir=ltr>"), "{page}");
        // A month later it is answered no more, and says so.
        world.eye().await.run("UPDATE broadcast SET confirmed_at = 1").await;
        let late = caller.get(&path).await;
        assert!(late.status == 404 && late.body.contains("pas valable"), "{}", late.body);
    })
    .await;
}

#[tokio::test]
async fn a_letter_is_answered_by_one_tap_and_counted_like_a_button() {
    each_service(with_letters, async |world| {
        let admin = admin(world);
        ask(&admin, "bonjour").await;
        approve_all(world).await;
        hears(&admin, "annonce 4eA : Kermesse samedi.", "Par").await;
        hears(&admin, "4", "Viendrez-vous").await;
        hears(&admin, "oui", "C'est parti").await;
        let by_mail = |world: &World| world.simulator.ledger_where(|entry| entry.provider == Provider::Smtp);
        until(|| !by_mail(world).is_empty(), SOON).await;
        let sent = by_mail(world);
        let [letter] = sent.as_slice() else { panic!("{sent:?}") };
        let letter = text_of(letter);
        assert!(!letter.contains("1. Je viens"), "no number that nobody can give: {letter}");
        let (caller, path) = (world.caller(), answer_path(&letter));

        let page = caller.get(&path).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("value=coming") && page.body.contains("Kermesse samedi."), "{}", page.body);
        assert!(page.body.contains("Collège d&#39;Essai") || page.body.contains("Collège d'Essai"), "{}", page.body);
        assert!(
            !["KOUASSI", "Aya", "4e A"].iter().any(|who| page.body.contains(who)),
            "whoever opens it: {}",
            page.body
        );
        assert_eq!(answers(world, "coming").await, 0, "machines follow links");
        let noted = caller.post(&path, b"answer=coming", FORM).await;
        assert!(noted.status == 200 && noted.body.contains("vous venez"), "{}", noted.body);
        assert_eq!(answers(world, "coming").await, 1);
        let changed = caller.post(&path, b"answer=not_coming", FORM).await;
        assert!(changed.status == 200 && changed.body.contains("value=coming"), "{}", changed.body);
        assert_eq!((answers(world, "coming").await, answers(world, "not_coming").await), (0, 1));
        // What was not asked, what is no answer, and who is nobody.
        assert_eq!(caller.post(&path, b"answer=read", FORM).await.status, 404);
        assert_eq!(caller.post(&path, b"answer=perhaps", FORM).await.status, 200);
        assert_eq!(caller.post("/a/AAAA", b"answer=coming", FORM).await.status, 404);
        assert_eq!((answers(world, "read").await, answers(world, "not_coming").await), (0, 1));
        hears(&admin, "qui a répondu ?", "ne viennent pas : 1").await;
    })
    .await;
}
