//! The main job, end to end, by the binary alone: signed webhooks in, provider requests out, the ledger as judge.

use std::time::Duration;

use crate::support::service::{Setup, World};

const SOON: Duration = Duration::from_secs(10);

/// A teacher's list on Telegram, published, reaches the mother on `WhatsApp`.
#[tokio::test]
async fn a_teachers_marks_reach_a_mother() {
    let world = World::start(Setup::default()).await;
    let teacher = world.simulator.telegram(5001).named("Koffi");
    let mother = world.simulator.whatsapp("+2250505050505").named("Maman").with_user_id("CI.7001");

    teacher.text("notes 4eA maths ds1\nAwa Kouassi 14,5\nKouassi Aya 9\nnguessan abs\nTraore 11").unwrap();
    let preview = teacher.wait_for_text(SOON, "14,5").await.expect("a preview");
    assert!(preview.text.contains("KOUASSI Awa"), "{}", preview.text);
    teacher.text("oui").unwrap();
    teacher.wait_for_text(SOON, "4").await.expect("saved");
    mother.text("notes Awa").unwrap();
    let nothing = mother.wait_for_text(SOON, "Awa").await.expect("an answer");
    assert!(!nothing.text.contains("14,5"), "a draft must not be shown: {}", nothing.text);

    teacher.text("publier ds1 4eA").unwrap();
    teacher
        .wait_for(SOON, |bubble| !bubble.buttons.is_empty() && bubble.text.contains("4e A"))
        .await
        .expect("a question");
    teacher.text("oui").unwrap();
    let news = mother.wait_for_text(SOON, "14,5").await.expect("the mark reaches the mother");
    assert!(news.text.contains("Awa"), "{}", news.text);
    mother.text("notes Awa").unwrap();
    mother
        .wait_for(SOON, |bubble| bubble.text.contains("14,5/20") && bubble.text.contains("Mathématiques"))
        .await
        .expect("marks");
    let to_others = world.simulator.ledger_where(|entry| entry.to.as_deref() == Some("2250102030405"));
    assert!(to_others.iter().all(|entry| !entry.body.to_string().contains("Awa")), "another child's mark was shown");
}
