//! What is personal is sealed where it lies.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carnet::commands::Desk;
use carnet::commands::understand::Lexicon;
use carnet::domain::{AccountId, Channel, GuardianId};
use carnet::store::{Keyring, Store, StoreError};
use carnet_webhooks::Content;
use std::sync::Arc;

use crate::support::desk::{FrontDesk, Person, Said, carriers, each_desk, sheet_words};
use crate::support::engines::{each_database, on_sqlite};
use crate::support::eye::Eye;
use crate::support::school::{self, small_by_phone};

async fn guardians(eye: &mut Eye) -> Vec<(uuid::Uuid, Vec<u8>)> {
    let rows = eye.sealed("SELECT id, id, phone_sealed FROM guardian WHERE phone_sealed IS NOT NULL ORDER BY code");
    rows.await.into_iter().map(|(id, _, sealed)| (id, sealed)).collect()
}

/// Opening an address from the file needs the sealed number.
async fn open_contact(store: &Store, guardian: uuid::Uuid) -> Result<bool, StoreError> {
    let school = school::adjame(store).await.id;
    let mut tx = store.begin().await?;
    let account = AccountId("wa1".to_owned());
    let reached =
        tx.open_roster_contact(school, GuardianId(guardian), &account, Channel::WhatsApp, school::NOW).await?;
    tx.rollback().await?;
    Ok(reached.is_some())
}

#[test]
fn an_index_depends_on_the_key_and_on_what_it_finds() {
    let keys = |byte: u8| Keyring::from_base64(&[&STANDARD.encode([byte; 32])]).unwrap();
    assert_ne!(keys(1).blind_index("phone", "1"), keys(2).blind_index("phone", "1"));
    assert_ne!(keys(1).blind_index("phone", "1"), keys(1).blind_index("user", "1"));
}

#[tokio::test]
async fn a_number_moved_to_another_row_does_not_open() {
    each_desk(&small_by_phone(), async |desk| {
        let rows = guardians(&mut desk.eye).await;
        assert!(open_contact(&desk.store, rows[0].0).await.unwrap());
        let (one, other) = (desk.eye.id(rows[0].0), desk.eye.id(rows[1].0));
        desk.eye
            .run(&format!(
                "UPDATE guardian SET phone_sealed = (SELECT o.phone_sealed FROM guardian o WHERE o.id = {other}) \
                 WHERE id = {one}"
            ))
            .await;
        let outcome = open_contact(&desk.store, rows[0].0).await;
        assert!(matches!(outcome, Err(StoreError::Corrupt { .. })), "{outcome:?}");
    })
    .await;
}

fn keyring(first: u8, then: Option<u8>) -> Keyring {
    let keys: Vec<String> = [Some(first), then].into_iter().flatten().map(|byte| STANDARD.encode([byte; 32])).collect();
    Keyring::from_base64(&keys.iter().map(String::as_str).collect::<Vec<_>>()).unwrap()
}

#[tokio::test]
async fn a_new_key_keeps_old_rows_readable_and_people_known() {
    each_database(async |url| {
        let before = Store::open(&url, keyring(7, None)).await.unwrap();
        school::import(&before, &small_by_phone()).await;
        before.close().await;

        let store = Store::open(&url, keyring(8, Some(7))).await.unwrap();
        let mut eye = Eye::open(&url).await;
        let rows = guardians(&mut eye).await;
        assert!(open_contact(&store, rows[0].0).await.unwrap());
        let school = school::adjame(&store).await;
        let mut desk = FrontDesk {
            arrives: true,
            store: store.clone(),
            eye,
            school,
            now: school::NOW,
            desk: Desk::new(Arc::new(Lexicon::with(&[]).unwrap()), sheet_words(), carriers()),
        };
        let mother = Person::whatsapp(Some("+2250505050505"), Some("CI.1"));
        let said = desk.hear(&mother, Content::Text { body: "notes".to_owned() }).await.unwrap();
        assert_eq!(said.iter().map(Said::tag).collect::<Vec<_>>(), ["which"], "found by the blind index");
        assert!(!school::import(&store, &small_by_phone()).await.has_changes(), "nobody is new under a new key");
        drop(desk);
        store.close().await;

        // Without the old key what was sealed under it stays shut.
        let store = Store::open(&url, keyring(8, None)).await.unwrap();
        assert!(matches!(open_contact(&store, rows[0].0).await, Err(StoreError::Corrupt { .. })));
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn no_number_and_no_word_of_anybody_lies_open_in_the_files() {
    on_sqlite(async |store, folder| {
        school::import(&store, &small_by_phone()).await;
        let url = format!("sqlite://{}", folder.join("carnet.db").display());
        let eye = Eye::open(&url).await;
        let school = school::adjame(&store).await;
        let mut desk = FrontDesk {
            arrives: true,
            store: store.clone(),
            eye,
            school,
            now: school::NOW,
            desk: Desk::new(Arc::new(Lexicon::with(&[]).unwrap()), sheet_words(), carriers()),
        };
        let mother = Person::whatsapp(Some("+2250505050505"), Some("CI.canary-user"));
        desk.hear(&mother, Content::Text { body: "notes".to_owned() }).await.unwrap();
        desk.hear(&mother, Content::Text { body: "canary-words truc".to_owned() }).await.unwrap();
        desk.hear(&Person::telegram("5001"), Content::Text { body: "aide".to_owned() }).await.unwrap();
        for name in ["carnet.db", "carnet.db-wal", "carnet.db-shm"] {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name} is its owner's only");
        }
        drop(desk);
        store.close().await;
        let mut searched = 0;
        for entry in std::fs::read_dir(&folder).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            searched += bytes.len();
            for canary in ["0505050505", "0701020304", "canary-user", "canary-words"] {
                let found = bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
                assert!(!found, "{canary} lies open");
            }
        }
        assert!(searched > 50_000, "only {searched} bytes were searched");
    })
    .await;
}
