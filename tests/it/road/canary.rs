//! What must not be found: names, numbers, texts, secrets, in logs, metrics or the files of the database.

use std::path::Path;

use super::{SOON, ask, press_first};
use crate::support::service::{BOT_TOKEN, Setup, World};
use crate::support::webhook::text;

/// Nothing else on earth is called so.
const FAMILY: &str = "ZIGOUILLARD";
const FIRST: &str = "Quetzaline";
const MOTHER: &str = "Xylophonia";
const DIGITS: &str = "577913842";
const TEXT: &str = "perlimpinpin";
const USER: &str = "CI.424242777";

#[tokio::test]
async fn nothing_personal_is_left_where_it_does_not_belong() {
    let school = include_str!("../school.json")
        .replace("\"KOUASSI\",\"first_name\":\"Awa\"", &format!("\"{FAMILY}\",\"first_name\":\"{FIRST}\""))
        .replace("Mme KOUASSI", &format!("Mme {MOTHER}"))
        .replace("+2250505050505", &format!("+2250{DIGITS}"));
    let mut world = World::start(Setup { school: Some(school), ..Default::default() }).await;
    let teacher = world.simulator.telegram(5001).named(MOTHER);
    let list = ask(&teacher, &format!("notes 4eA maths ds1\n{FIRST} {FAMILY} 14,5\n{TEXT} 3")).await;
    assert!(!list.text.is_empty());
    ask(&teacher, &format!("{FIRST} {FAMILY} 14,5 ds1")).await;
    let question = ask(&teacher, "publier ds1 4eA").await;
    press_first(&teacher, &question);
    let mother = world.simulator.whatsapp(&format!("+2250{DIGITS}")).named(MOTHER).with_user_id(USER);
    mother.wait_for_text(SOON, "14,5").await.expect("the news");
    ask(&mother, &format!("notes {FIRST}")).await;
    ask(&mother, TEXT).await;
    let caller = world.caller();
    let forged = text("wamid.f", &format!("2250{DIGITS}"), USER, TEXT);
    assert_eq!(caller.whatsapp(forged.to_string().as_bytes(), Some("sha256=00")).await.status, 401);

    let secrets = ["wa-secret", "wa-old-secret", "wa-token", "wa-verify", "tg-secret", BOT_TOKEN];
    let sealed = [DIGITS, TEXT, USER];
    let names = [FAMILY, FIRST, MOTHER];
    let metrics = world.metrics().await;
    let files_alive = files(world.path());
    world.terminate().await;
    let log = world.log();
    assert!(log.contains("DEBUG"), "the log is at its most talkative");
    for word in secrets.iter().chain(&sealed).chain(&names) {
        assert!(!metrics.contains(word), "{word} is in the metrics");
        let line = log.lines().find(|line| line.contains(word));
        assert!(line.is_none(), "{word} is in the log: {line:?}");
    }
    for (name, bytes) in files_alive.into_iter().chain(files(world.path())) {
        for word in secrets.iter().chain(&sealed) {
            assert!(!contains(&bytes, word.as_bytes()), "{word} is in {name}");
        }
    }
}

/// The database with all that lies beside it.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let database = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("carnet.db"));
    let files: Vec<_> = database
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).unwrap()))
        .collect();
    assert!(!files.is_empty());
    files
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
