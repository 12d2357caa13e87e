//! Schools are made ready ahead of messages: when the service starts, and when their file has changed.
//!
//! What was prepared is told from what the database says by a name that is changed there without a word to anybody: whoever is
//! still understood by the old one was read before the message came.

use serde_json::{Value, json};
use std::time::Duration;

use super::{ask, school};
use crate::support::service::{Setup, World};

/// A busy machine may take longer to prepare a school than a test should wait; a service that never does fails each time.
const PATIENCE: [Duration; 3] = [Duration::from_secs(2), Duration::from_secs(8), Duration::from_secs(20)];

async fn renamed(world: &World, code: &str) {
    let rename = format!("UPDATE student SET last_name = 'ZAKPA', first_name = 'Quentin' WHERE code = '{code}'");
    world.eye().await.run(&rename).await;
}

async fn is_known(world: &World, text: &str, mark: &str) -> bool {
    let teacher = world.simulator.telegram(5001).named("Koffi");
    ask(&teacher, text).await.text.contains(mark)
}

async fn imported(world: &World, file: &Value) {
    std::fs::write(world.path().join("later.json"), file.to_string()).unwrap();
    let (done, said) = world.carnet(&["import", "later.json"]).await;
    assert!(done, "{said}");
}

#[tokio::test]
async fn a_school_is_ready_before_the_first_message() {
    for patience in PATIENCE {
        let world = World::start(Setup::default()).await;
        tokio::time::sleep(patience).await;
        renamed(&world, "A04").await;
        if is_known(&world, "Ibrahim Traore 14 ds1", "14/20").await {
            return;
        }
    }
    panic!("the first message read the school itself");
}

#[tokio::test]
async fn a_changed_school_is_ready_before_the_next_message() {
    let mut file = school();
    let student = json!({"code": "A05", "class": "4A", "last_name": "SORO", "first_name": "Binta"});
    file["students"].as_array_mut().unwrap().push(student);
    for patience in PATIENCE {
        let world = World::start(Setup::default()).await;
        assert!(is_known(&world, "Ibrahim Traore 14 ds1", "14/20").await);
        imported(&world, &file).await;
        // It is looked every five seconds.
        tokio::time::sleep(Duration::from_secs(5) + patience).await;
        renamed(&world, "A05").await;
        if is_known(&world, "Binta Soro 12 ds1", "12/20").await {
            return;
        }
    }
    panic!("the message read the changed school itself");
}
