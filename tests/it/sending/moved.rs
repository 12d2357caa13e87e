//! A family's number changes in the school's file while news waits for it.

use carnet_webhooks::Content;
use serde_json::{Value, json};

use crate::dialogue::school;
use crate::support::desk::{FrontDesk, Person, each_desk};
use crate::support::school::import;

const OLD: &str = "+2250505050505";
const NEW: &str = "+2250505050577";

fn by_phone() -> Value {
    let mut file = school();
    file["school"]["link_by"] = json!("roster_phone");
    file
}

fn with_another_number() -> Value {
    let mut file = by_phone();
    let mother = file["guardians"].as_array_mut().unwrap().iter_mut().find(|one| one["phone"] == json!(OLD)).unwrap();
    mother["phone"] = json!(NEW);
    file
}

async fn says(desk: &mut FrontDesk, person: &Person, text: &str) {
    desk.hear(person, Content::Text { body: text.to_owned() }).await.unwrap();
}

/// Awa's mark is published, and the night holds what is to be said of it.
async fn published(desk: &mut FrontDesk) {
    says(desk, &Person::whatsapp(Some(OLD), Some("CI.1")), "bonjour").await;
    desk.arrives = false;
    let koffi = Person::telegram("5001");
    for text in ["Awa Kouassi 14 ds1", "publier ds1 4eA", "oui"] {
        says(desk, &koffi, text).await;
    }
    assert_eq!(waiting(desk).await, (1, 0), "news waits");
}

/// How many pieces of news wait at addresses of the guardian's: at the number that the file gives, and at others.
async fn waiting(desk: &mut FrontDesk) -> (i64, i64) {
    let at = |which: &str| {
        format!(
            "SELECT COUNT(*) FROM message m JOIN contact c ON c.id = m.contact_id JOIN guardian p ON p.id = c.guardian_id \
             WHERE m.class = 2 AND m.state = 'queued' AND {which}"
        )
    };
    let filed = desk.eye.number(&at("c.phone_index = p.phone_index")).await;
    (filed, desk.eye.number(&at("(c.phone_index IS NULL OR c.phone_index <> p.phone_index)")).await)
}

#[tokio::test]
async fn news_goes_to_the_number_that_the_file_gives() {
    for is_suspended in [false, true] {
        each_desk(&by_phone(), async |desk| {
            published(desk).await;
            if is_suspended {
                // Another person writes from it.
                says(desk, &Person::whatsapp(Some(OLD), Some("CI.9")), "bonjour").await;
            }
            let report = import(&desk.store, &with_another_number()).await;
            assert!(report.refused.is_empty(), "{:?}", report.refused);
            assert_eq!(waiting(desk).await, (1, 0), "suspended: {is_suspended}");
            import(&desk.store, &with_another_number()).await;
            assert_eq!(waiting(desk).await, (1, 0), "once");
        })
        .await;
    }
}

/// Whoever has the old number by now is shown nothing, and what waits for its guardian stays theirs.
#[tokio::test]
async fn an_address_in_doubt_keeps_what_waits_through_an_import() {
    each_desk(&by_phone(), async |desk| {
        published(desk).await;
        says(desk, &Person::whatsapp(Some(OLD), Some("CI.9")), "bonjour").await;
        let mut file = by_phone();
        file["staff"][0]["name"] = json!("M. KOFFI Jean");
        import(&desk.store, &file).await;
        assert_eq!(waiting(desk).await, (1, 0));
    })
    .await;
}

/// What waits goes to the new number; the old address, in doubt, is nobody else's for that.
#[tokio::test]
async fn an_address_in_doubt_stays_the_guardian_s_when_the_file_gives_another_number() {
    each_desk(&by_phone(), async |desk| {
        published(desk).await;
        says(desk, &Person::whatsapp(Some(OLD), Some("CI.9")), "bonjour").await;
        import(&desk.store, &with_another_number()).await;
        let theirs = "SELECT COUNT(*) FROM contact WHERE state = 'suspended' AND guardian_id IS NOT NULL";
        assert_eq!(desk.eye.number(theirs).await, 1);
    })
    .await;
}

/// Another address of the guardian's that holds comes before one that would be new.
#[tokio::test]
async fn news_goes_to_the_address_the_family_writes_from() {
    each_desk(&by_phone(), async |desk| {
        published(desk).await;
        let other = "UPDATE contact SET channel = 'telegram', account_id = 'tg1', guardian_via = 'code', \
                     phone_index = NULL, phone_sealed = NULL, guardian_id = (SELECT k.guardian_id FROM contact k \
                     WHERE k.guardian_id IS NOT NULL AND k.channel = 'whatsapp') WHERE guardian_id IS NULL AND \
                     staff_id IS NULL";
        says(desk, &Person::telegram("7001"), "bonjour").await;
        desk.eye.run(other).await;
        import(&desk.store, &with_another_number()).await;
        assert_eq!(waiting(desk).await, (0, 1));
    })
    .await;
}
