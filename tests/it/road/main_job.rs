//! The main job, end to end: a teacher's list, its preview, its publication, the family's phone.

use carnet_simulator::{Bubble, Phone};
use serde_json::json;
use std::time::Duration;

use super::{SOON, ask, press_first, school};
use crate::support::service::{Setup, World};

/// What is typed and what must be read, in one language.
struct Words {
    language: &'static str,
    list: &'static str,
    publish: &'static str,
    marks: &'static str,
    /// Awa's mark as this language writes it.
    mark: &'static str,
    subject: &'static str,
}

const LANGUAGES: [Words; 3] = [
    Words {
        language: "fr",
        list: "notes 4eA maths ds1\nAwa Kouassi 14,5\nKouassi Aya 9\nnguessan abs\nTraore 11",
        publish: "publier ds1 4eA",
        marks: "notes Awa",
        mark: "14,5/20",
        subject: "Mathématiques",
    },
    Words {
        language: "en",
        list: "marks 4eA maths ds1\nAwa Kouassi 14.5\nKouassi Aya 9\nnguessan absent\nTraore 11",
        publish: "publish ds1 4eA",
        marks: "marks Awa",
        mark: "14.5/20",
        subject: "Mathematics",
    },
    Words {
        language: "ar",
        list: "نقط 4eA maths ds1\nAwa Kouassi 14,5\nKouassi Aya 9\nnguessan غائبة\nTraore 11",
        publish: "انشر ds1 4eA",
        marks: "نقط Awa",
        mark: "14,5/20",
        subject: "الرياضيات",
    },
];

async fn world(language: &str) -> World {
    let mut file = school();
    file["staff"][0]["language"] = json!(language);
    file["guardians"][0]["language"] = json!(language);
    World::start(Setup { school: Some(file.to_string()), ..Default::default() }).await
}

/// The whole job by one teacher's phone, with buttons.
async fn the_job(world: &World, teacher: &Phone, words: &Words) {
    let mother = world.simulator.whatsapp("+2250505050505").named("Maman").with_user_id("CI.7001");
    let preview = ask(teacher, words.list).await;
    assert!(preview.text.contains("KOUASSI Awa") && !preview.buttons.is_empty(), "{preview:?}");
    let seen = teacher.received().len();
    press_first(teacher, &preview);
    teacher.wait_for(SOON, |_| teacher.received().len() > seen).await.expect("saved");
    let draft = ask(&mother, words.marks).await;
    assert!(!draft.text.contains("14"), "a draft must not be shown: {}", draft.text);

    let question = ask(teacher, words.publish).await;
    assert!(question.text.contains("4e A") && !question.buttons.is_empty(), "{question:?}");
    press_first(teacher, &question);
    let news = mother.wait_for_text(SOON, words.mark).await.expect("the mark reaches the mother");
    assert!(news.text.contains("Awa"), "{}", news.text);
    let marks = ask(&mother, words.marks).await;
    assert!(marks.text.contains(words.mark) && marks.text.contains(words.subject), "{}", marks.text);
    let to_others = world.simulator.ledger_where(|entry| entry.to.as_deref() == Some("2250102030405"));
    assert!(to_others.iter().all(|entry| !entry.body.to_string().contains("Awa")), "another child's mark was shown");
}

#[tokio::test]
async fn a_teacher_on_telegram_is_understood_in_three_languages() {
    for words in &LANGUAGES {
        let world = world(words.language).await;
        let teacher = world.simulator.telegram(5001).named("Koffi");
        the_job(&world, &teacher, words).await;
        let answered = || world.simulator.ledger_where(|entry| entry.kind == "callback_answer").len();
        let both = async {
            while answered() < 2 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(SOON, both).await.expect("both presses are answered");
        let edited = |bubble: &Bubble| bubble.text.contains("KOUASSI Awa") && bubble.buttons.is_empty();
        teacher.wait_for(SOON, edited).await.expect("pressed buttons are taken away in place");
    }
}

#[tokio::test]
async fn a_teacher_on_whatsapp_is_understood_in_three_languages() {
    for words in &LANGUAGES {
        let world = world(words.language).await;
        let teacher = world.simulator.whatsapp("+2250701020304").named("Koffi").with_user_id("CI.1001");
        the_job(&world, &teacher, words).await;
    }
}
