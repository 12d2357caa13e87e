//! What a batch reads ahead is what each of its messages would have read itself.

use carnet::domain::SchoolId;
use carnet::store::{ContactState, Sought, Tx};
use carnet_webhooks::Content;

use crate::support::desk::{Person, each_desk};
use crate::support::school::small_by_phone;

fn mother() -> Person {
    Person::whatsapp(Some("+2250505050505"), Some("CI.1"))
}

fn sought(tx: &Tx, school: SchoolId) -> Sought {
    let user = Some(tx.user_index("CI.1"));
    Sought { school, account: mother().account(), user, phone: None }
}

#[tokio::test]
async fn it_is_the_same_and_ends_with_the_first_change() {
    each_desk(&small_by_phone(), async |desk| {
        let text = |text: &str| Content::Text { body: text.to_owned() };
        desk.hear(&mother(), text("notes")).await.unwrap();

        let mut tx = desk.store.begin().await.unwrap();
        let her = sought(&tx, desk.school.id);
        let nobody = Sought { user: Some(tx.user_index("CI.none")), ..her.clone() };
        let alone = tx.acquaintances(&her).await.unwrap();
        let (contact, children) = (alone[0].contact.id, alone[0].guardian.clone().unwrap().children);
        let remembered = tx.dialogue(desk.school.id, contact).await.unwrap();
        assert!(remembered.state.is_some(), "a question is open");

        tx.foresee(vec![nobody.clone(), her.clone(), her.clone()]).await.unwrap();
        assert!(tx.acquaintances(&nobody).await.unwrap().is_empty());
        let ahead = tx.acquaintances(&her).await.unwrap();
        assert_eq!((ahead.len(), ahead[0].contact.id), (1, contact));
        assert_eq!(ahead[0].guardian.clone().unwrap().children, children);
        assert_eq!(tx.dialogue(desk.school.id, contact).await.unwrap(), remembered);

        tx.remember_dialogue(desk.school.id, contact, b"other", desk.now).await.unwrap();
        assert_eq!(tx.dialogue(desk.school.id, contact).await.unwrap().state.as_deref(), Some(&b"other"[..]));
        let active = [ContactState::Active];
        tx.change_contact_state(desk.school.id, contact, &active, ContactState::Suspended).await.unwrap();
        assert_eq!(tx.acquaintances(&her).await.unwrap()[0].contact.state, ContactState::Suspended);
        tx.rollback().await.unwrap();
    })
    .await;
}
