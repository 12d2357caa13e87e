//! Who writes: by Telegram id, by the number in the school's file, by a business-scoped user id before the number.

use carnet_webhooks::Content;

use crate::support::desk::{FrontDesk, Person, Said, each_desk};
use crate::support::school::{small, small_by_phone};

const MOTHER: &str = "+2250505050505";

/// What somebody hears when they say something: the phrase's name.
async fn hears(desk: &mut FrontDesk, person: &Person, text: &str) -> String {
    let said = desk.hear(person, Content::Text { body: text.to_owned() }).await.unwrap();
    said.iter().map(Said::tag).collect::<Vec<_>>().join(" ")
}

async fn audited(desk: &mut FrontDesk, action: &str) -> i64 {
    desk.eye.number(&format!("SELECT COUNT(*) FROM audit WHERE action = '{action}'")).await
}

#[tokio::test]
async fn staff_are_known_by_their_telegram_id_and_strangers_are_not() {
    each_desk(&small(), async |desk| {
        assert_eq!(hears(desk, &Person::telegram("5001"), "aide").await, "help_teacher");
        assert_eq!(hears(desk, &Person::telegram("5009"), "aide").await, "stranger_welcome");
        assert_eq!(audited(desk, "contact.linked").await, 1);
        // The same digits as a WhatsApp user id are another name.
        assert_eq!(hears(desk, &Person::whatsapp(None, Some("5001")), "aide").await, "stranger_welcome");
    })
    .await;
}

#[tokio::test]
async fn a_number_in_the_file_is_enough_only_where_the_school_says_so() {
    let mother = Person::whatsapp(Some(MOTHER), Some("CI.1"));
    each_desk(&small(), async |desk| {
        assert_eq!(hears(desk, &mother, "notes").await, "code_missing");
    })
    .await;
    each_desk(&small_by_phone(), async |desk| {
        assert_eq!(hears(desk, &mother, "notes").await, "which");
        // Without consent there is a person, but no child.
        let father = Person::whatsapp(Some("+2250505050506"), Some("CI.2"));
        assert_eq!(hears(desk, &father, "notes").await, "code_missing");
        assert_eq!(hears(desk, &father, "Yao").await, hears(desk, &father, "Zoe").await);
        let teacher = Person::whatsapp(Some("+2250701020304"), Some("CI.3"));
        assert_eq!(hears(desk, &teacher, "aide").await, "help_teacher");
    })
    .await;
}

#[tokio::test]
async fn the_user_id_comes_before_the_number() {
    each_desk(&small_by_phone(), async |desk| {
        assert_eq!(hears(desk, &Person::whatsapp(Some(MOTHER), Some("CI.1")), "notes").await, "which");
        // The provider hides the number: she is still known.
        assert_eq!(hears(desk, &Person::whatsapp(None, Some("CI.1")), "notes").await, "which");
        // Under another number nothing rests on the file's any more.
        let moved = Person::whatsapp(Some("+2250999999999"), Some("CI.1"));
        assert_eq!(hears(desk, &moved, "notes").await, "code_missing");
        assert_eq!(audited(desk, "contact.unlinked").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_number_known_before_its_user_id_is_bound_at_first_contact() {
    each_desk(&small_by_phone(), async |desk| {
        assert_eq!(hears(desk, &Person::whatsapp(Some(MOTHER), None), "notes").await, "which");
        assert_eq!(hears(desk, &Person::whatsapp(Some(MOTHER), Some("CI.1")), "notes").await, "which");
        assert_eq!(hears(desk, &Person::whatsapp(None, Some("CI.1")), "notes").await, "which");
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM contact").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_known_number_with_another_user_id_suspends_the_old_link() {
    each_desk(&small_by_phone(), async |desk| {
        let mother = Person::whatsapp(Some(MOTHER), Some("CI.1"));
        assert_eq!(hears(desk, &mother, "notes").await, "which");
        // The number has passed to somebody else.
        let newcomer = Person::whatsapp(Some(MOTHER), Some("CI.9"));
        assert_eq!(hears(desk, &newcomer, "notes").await, "code_missing");
        assert_eq!(audited(desk, "contact.suspended").await, 1);
        assert_eq!(hears(desk, &Person::whatsapp(None, Some("CI.1")), "notes Awa").await, "suspended");
        assert_eq!(hears(desk, &Person::whatsapp(None, Some("CI.1")), "Zacharie").await, "suspended");
        let active = "SELECT COUNT(*) FROM contact WHERE state = 'active' AND guardian_id IS NOT NULL";
        assert_eq!(desk.eye.number(active).await, 0);
        // Nothing of theirs can leave either.
        assert_eq!(hears(desk, &newcomer, "notes Awa").await, "code_missing");
    })
    .await;
}

#[tokio::test]
async fn whose_message_cannot_be_handled_is_asked_to_write_it_again() {
    each_desk(&small(), async |desk| {
        let said = desk.regrets(&Person::telegram("5001"), Content::Text { body: "Awa 12 ds1".to_owned() }).await;
        assert_eq!(said.iter().map(Said::tag).collect::<Vec<_>>(), ["ask_again"]);
        assert!(said[0].reply);
    })
    .await;
}
