//! Linking codes: strong, stored as keyed hashes, used once, limited; consent as it must be provable.

use carnet::actions::{Cause, CodesFor, Issuer, accept_consent, issue_codes};
use carnet::commands::CONSENT_VERSION;
use carnet::domain::{Actor, ContactId, LinkCode, LinkTarget};
use carnet::store::Sought;
use carnet_webhooks::Content;
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::collections::HashSet;
use std::time::Duration;

use crate::support::desk::{FrontDesk, Person, Said, each_desk};
use crate::support::school::small;

const HOUR: Duration = Duration::from_hours(1);

async fn issue(desk: &FrontDesk, whom: CodesFor<'_>, seed: u64) -> Vec<LinkCode> {
    let mut tx = desk.store.begin().await.unwrap();
    let mut random = StdRng::seed_from_u64(seed);
    let issued = issue_codes(&mut tx, &desk.school, Issuer::Console, whom, desk.now, &mut random).await.unwrap();
    tx.commit().await.unwrap();
    issued.into_iter().map(|issued| issued.code).collect()
}

async fn hears(desk: &mut FrontDesk, person: &Person, text: &str) -> String {
    let said = desk.hear(person, Content::Text { body: text.to_owned() }).await.unwrap();
    said.iter().map(Said::tag).collect::<Vec<_>>().join(" ")
}

fn phone(n: u32) -> Person {
    Person::telegram(&format!("{}", 9000 + n))
}

#[tokio::test]
async fn codes_have_sixty_bits_and_are_stored_as_keyed_hashes() {
    each_desk(&small(), async |desk| {
        let mut codes = HashSet::new();
        let mut characters = HashSet::new();
        for seed in 0..100 {
            for code in issue(desk, CodesFor::Class("4A"), seed).await {
                assert_eq!(code.canonical().len(), 12);
                characters.extend(code.canonical().chars());
                assert!(codes.insert(code.canonical().to_owned()), "the same code twice");
            }
        }
        assert_eq!(characters.len(), 32, "12 of 32 characters make 60 bits");
        let hashes = desk.eye.sealed("SELECT id, id, code_hash FROM link_code").await;
        assert_eq!(hashes.len(), 200);
        for (_, _, hash) in hashes {
            assert_eq!(hash.len(), 16);
            assert!(codes.iter().all(|code| !hash.starts_with(&code.as_bytes()[..4])));
        }
        let hash = |keys: &carnet::store::Keyring| keys.blind_index("link_code", "ABCDEFGHJKMN").to_hex();
        let other = carnet::store::Keyring::from_base64(&["CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk="]).unwrap();
        assert_ne!(hash(desk.store.keys()), hash(&other), "the hash depends on the key");
    })
    .await;
}

#[tokio::test]
async fn of_two_phones_that_say_yes_at_once_one_is_linked() {
    each_desk(&small(), async |desk| {
        for round in 0..5 {
            let code = issue(desk, CodesFor::Student("A01"), 100 + u64::from(round)).await.remove(0);
            let (one, other) = (phone(2 * round), phone(2 * round + 1));
            for person in [&one, &other] {
                assert_eq!(hears(desk, person, &format!("lier {code}")).await, "ask_consent");
            }
            let mut tx = desk.store.begin_read().await.unwrap();
            let stored = tx.find_code(desk.school.id, &code).await.unwrap().unwrap();
            let LinkTarget::Student(student) = stored.target else { panic!("a student's code") };
            let mut contacts = Vec::new();
            for person in [&one, &other] {
                let index = tx.user_index(person.sender.user_id.as_deref().unwrap());
                let sought =
                    Sought { school: desk.school.id, account: person.account(), user: Some(index), phone: None };
                let found = tx.acquaintances(&sought).await.unwrap();
                contacts.push(found[0].contact.id);
            }
            tx.rollback().await.unwrap();
            let yes = async |contact: ContactId| {
                let mut tx = desk.store.begin().await.unwrap();
                let cause = Cause {
                    school: &desk.school,
                    actor: &Actor::Stranger,
                    contact: Some(contact),
                    event: None,
                    now: desk.now,
                    roster_account: None,
                    jitter: 0.0,
                };
                let linked = accept_consent(&mut tx, &cause, contact, stored.id, student, "v").await.unwrap();
                tx.commit().await.unwrap();
                linked.is_some()
            };
            let (first, second) = tokio::join!(yes(contacts[0]), yes(contacts[1]));
            assert!(first != second, "exactly one is linked: {first} {second}");
        }
        let links = "SELECT COUNT(*) FROM contact WHERE guardian_id IS NOT NULL";
        assert_eq!(desk.eye.number(links).await, 5);
    })
    .await;
}

#[tokio::test]
async fn mistyping_closes_nobody_elses_linking_and_a_thousand_failures_in_an_hour_do() {
    each_desk(&small(), async |desk| {
        let code = issue(desk, CodesFor::Student("A01"), 1).await.remove(0);
        for n in 0..20 {
            assert_eq!(hears(desk, &phone(n), "lier AAAA-BBBB-CCCC").await, "code_refused");
        }
        assert_eq!(hears(desk, &phone(50), &format!("lier {code}")).await, "ask_consent");
        let mut tx = desk.store.begin().await.unwrap();
        let index = tx.user_index(phone(0).sender.user_id.as_deref().unwrap());
        let sought = Sought { school: desk.school.id, account: phone(0).account(), user: Some(index), phone: None };
        let found = tx.acquaintances(&sought).await.unwrap();
        for _ in 20..1000 {
            tx.note_link_attempt(desk.school.id, found[0].contact.id, desk.now, desk.now.minus(HOUR)).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(hears(desk, &phone(51), &format!("lier {code}")).await, "code_refused");
        desk.now = desk.now.plus(Duration::from_mins(61));
        assert_eq!(hears(desk, &phone(51), &format!("lier {code}")).await, "ask_consent");
    })
    .await;
}

#[tokio::test]
async fn every_failure_is_the_same_answer() {
    each_desk(&small(), async |desk| {
        let used = issue(desk, CodesFor::Student("A01"), 1).await.remove(0);
        assert_eq!(hears(desk, &phone(1), &format!("lier {used}")).await, "ask_consent");
        assert_eq!(hears(desk, &phone(1), "oui").await, "consent_thanks");
        let expired = issue(desk, CodesFor::Student("A02"), 2).await.remove(0);
        desk.now = desk.now.plus(Duration::from_hours(15 * 24));
        let mut answers = HashSet::new();
        for code in [used.to_string(), expired.to_string(), "AAAA-BBBB-CCCC".to_owned()] {
            let said = desk.hear(&phone(2), Content::Text { body: format!("lier {code}") }).await.unwrap();
            assert_eq!(said.len(), 1);
            answers.insert(serde_json::to_string(&said[0].say).unwrap());
        }
        assert_eq!(answers.len(), 1, "{answers:?}");
    })
    .await;
}

#[tokio::test]
async fn consent_is_recorded_with_its_text_and_time_and_so_is_a_refusal() {
    each_desk(&small(), async |desk| {
        let code = issue(desk, CodesFor::Student("A02"), 1).await.remove(0);
        hears(desk, &phone(1), &format!("lier {code}")).await;
        assert_eq!(hears(desk, &phone(1), "non").await, "consent_declined");
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM guardianship WHERE consent_by = 'chat'").await, 0);
        let declined = "SELECT COUNT(*) FROM audit WHERE action = 'consent.declined'";
        assert_eq!(desk.eye.number(declined).await, 1);
        hears(desk, &phone(1), &format!("lier {code}")).await;
        let at = desk.now.0;
        assert_eq!(hears(desk, &phone(1), "oui").await, "consent_thanks");
        let record = "SELECT consent_version || ' ' || CAST(consent_at AS TEXT) || ' ' || state FROM guardianship \
                      WHERE consent_by = 'chat' AND consent_event IS NOT NULL";
        assert_eq!(desk.eye.texts(record).await, [format!("{CONSENT_VERSION} {at} active")]);
        assert_eq!(desk.eye.number("SELECT COUNT(*) FROM audit WHERE action = 'consent.given'").await, 1);
    })
    .await;
}
