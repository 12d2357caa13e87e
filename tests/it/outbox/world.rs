//! A school with people to write to, and a second, independent look into its database.

use carnet::domain::{
    AccountId, AttemptId, Channel, Clock, ContactId, MessageClass, MessageId, Phone, SchoolId, Timestamp,
};
use carnet::phrase::{Phrase, Say};
use carnet::store::{Claim, Heads, Intent, NewContact, NewMessage, Store, TemplateRecord, Tx};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;
use uuid::Uuid;

use crate::support::engines::{each_database, keys};
use crate::support::eye::Eye;
use crate::support::school;

/// A database with the small school, on every engine.
pub(crate) async fn each_world(test: impl AsyncFn(World)) {
    each_database(async |url| {
        let world = World::open(&url).await;
        test(world.clone()).await;
        world.store.close().await;
    })
    .await;
}

#[derive(Clone)]
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) school: SchoolId,
    pub(crate) account: AccountId,
    pub(crate) clock: Arc<HandClock>,
    eye: Arc<Mutex<Eye>>,
}

/// Time goes on by itself and can be pushed on by hand.
pub(crate) struct HandClock {
    began: Instant,
    pushed: AtomicI64,
}

impl HandClock {
    pub(crate) fn push(&self, by: Duration) {
        self.pushed.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    pub(crate) fn pull(&self, by: Duration) {
        self.pushed.fetch_sub(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp(school::NOW.plus(self.began.elapsed()).0 + self.pushed.load(Ordering::SeqCst))
    }
}

impl World {
    pub(super) async fn open(url: &str) -> Self {
        let store = Store::open(url, keys()).await.unwrap();
        let report = school::import(&store, &school::small()).await;
        assert!(report.refused.is_empty(), "{:?}", report.refused);
        Self {
            school: school::adjame(&store).await.id,
            store,
            account: AccountId("wa1".to_owned()),
            clock: Arc::new(HandClock { began: Instant::now(), pushed: AtomicI64::new(0) }),
            eye: Arc::new(Mutex::new(Eye::open(url).await)),
        }
    }

    /// The same world, seen from another account.
    pub(crate) fn with_account(&self, account: &str) -> Self {
        Self { account: AccountId(account.to_owned()), ..self.clone() }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Somebody who has just written to us.
    pub(crate) async fn person(&self, channel: Channel) -> ContactId {
        self.person_of(self.school, channel).await
    }

    /// The same in another school.
    pub(crate) async fn person_of(&self, school: SchoolId, channel: Channel) -> ContactId {
        let id = ContactId::fresh();
        let digits = id.0.as_u128() % 100_000_000;
        let phone = Phone::from_provider(&format!("+22507{digits:08}")).unwrap();
        let user = format!("CI.{digits}");
        let new = NewContact { id, account: &self.account, channel, user: Some(&user), phone: Some(&phone) };
        let mut tx = self.store.begin().await.unwrap();
        tx.insert_contact(school, &new, self.now()).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// The same, and they run the school.
    pub(crate) async fn administrator(&self, channel: Channel) -> ContactId {
        let admin = self.person(channel).await;
        let staff = self.uuid("SELECT id FROM staff WHERE role = 'admin' LIMIT 1").await;
        let (staff, contact) = (self.id(staff), self.id(admin.0));
        self.run(&format!("UPDATE contact SET staff_id = {staff}, staff_via = 'roster' WHERE id = {contact}")).await;
        admin
    }

    /// The account serves the school; of other accounts nothing is said.
    pub(crate) async fn is_served(&self) {
        let account = &self.account;
        let sql = format!(
            "INSERT INTO sender (school_code, account_id, channel, position, seen_at) \
             SELECT code, '{account}', 'whatsapp', 0, 0 FROM school"
        );
        self.run(&sql).await;
    }

    /// A message that says `text`, to be enqueued.
    pub(crate) fn message(&self, contact: ContactId, class: MessageClass, text: &str) -> NewMessage {
        NewMessage::new(self.school, self.account.clone(), contact, class, says(text), self.now())
    }

    pub(crate) async fn enqueue(&self, message: NewMessage) -> MessageId {
        let id = message.id;
        let mut tx = self.store.begin().await.unwrap();
        tx.enqueue(message).unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// What the provider says of the only template there is: `Plain` has it in French.
    pub(super) async fn template(&self, state: &str) {
        let record = TemplateRecord { state: state.to_owned(), ..TemplateRecord::missing("suspended", "fr") };
        self.commit(async |tx| tx.save_templates(&self.account, &[record], self.now()).await.unwrap()).await;
    }

    pub(crate) async fn say(&self, contact: ContactId, class: MessageClass, text: &str) -> MessageId {
        self.enqueue(self.message(contact, class, text)).await
    }

    /// Takes the lane for a new owner; returns the epoch.
    pub(crate) async fn take_lane(&self, owner: Uuid) -> i64 {
        let mut tx = self.store.begin().await.unwrap();
        let epoch = tx.take_lane(&self.account, owner, Duration::from_secs(10), self.now()).await.unwrap().unwrap();
        tx.doubt_unfinished(&self.account, epoch, self.now()).await.unwrap();
        tx.commit().await.unwrap();
        epoch
    }

    /// The texts of the messages whose turn it is.
    pub(crate) async fn heads(&self) -> Vec<MessageId> {
        self.heads_when_doubts_end(Duration::from_secs(90)).await
    }

    /// The same when nobody waits for one in doubt.
    pub(crate) async fn heads_past_doubt(&self) -> Vec<MessageId> {
        self.heads_when_doubts_end(Duration::ZERO).await
    }

    async fn heads_when_doubts_end(&self, grace: Duration) -> Vec<MessageId> {
        let mut tx = self.store.begin_read().await.unwrap();
        let now = self.now();
        let doubt_before = now.minus(grace);
        let heads = Heads { account: &self.account, school: self.school, now, doubt_before, per_class: 100 };
        let due = tx.due_heads(heads).await.unwrap();
        tx.rollback().await.unwrap();
        due.iter().map(carnet::store::Due::id).collect()
    }

    /// T1 for one message, as an owner under `epoch`; the attempt's number, when it holds.
    pub(crate) async fn intend(&self, message: MessageId, epoch: i64, last: bool) -> Option<(AttemptId, i64)> {
        let part = self.number(&format!("SELECT part FROM message WHERE id = {}", self.id(message.0))).await;
        let intent = Intent { school: self.school, message, attempt: AttemptId::fresh(), part, last };
        let mut tx = self.store.begin().await.unwrap();
        let claim = Claim { account: &self.account, epoch, now: self.now() };
        let numbers = tx.intend(&[intent], claim).await.unwrap();
        tx.commit().await.unwrap();
        numbers.get(&message).map(|n| (intent.attempt, *n))
    }

    pub(crate) async fn commit<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> T) -> T {
        let mut tx = self.store.begin().await.unwrap();
        let result = work(&mut tx).await;
        tx.commit().await.unwrap();
        result
    }

    pub(crate) async fn state(&self, message: MessageId) -> String {
        self.column(message, "state").await.unwrap()
    }

    pub(crate) async fn reason(&self, message: MessageId) -> Option<String> {
        self.column(message, "reason").await
    }

    pub(crate) async fn column(&self, message: MessageId, column: &str) -> Option<String> {
        self.text(&format!("SELECT CAST({column} AS TEXT) FROM message WHERE id = {}", self.id(message.0))).await
    }

    /// Waits until a message is in a state.
    pub(crate) async fn until(&self, message: MessageId, state: &str) {
        let deadline = Instant::now() + Duration::from_mins(1);
        while self.state(message).await != state {
            let (is, why) = (self.state(message).await, self.reason(message).await);
            assert!(Instant::now() < deadline, "{message} is {is} ({why:?}), not {state}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// An id as a literal of the engine at hand.
    pub(crate) fn id(&self, id: Uuid) -> String {
        match self.store.engine() {
            carnet::store::Engine::Sqlite => format!("X'{}'", id.simple()),
            carnet::store::Engine::Postgres => format!("'{id}'"),
        }
    }

    pub(crate) async fn run(&self, sql: &str) {
        self.eye.lock().await.run(sql).await;
    }

    pub(crate) async fn text(&self, sql: &str) -> Option<String> {
        self.eye.lock().await.one(sql).await
    }

    pub(crate) async fn number(&self, sql: &str) -> i64 {
        self.eye.lock().await.one(sql).await
    }

    pub(crate) async fn bytes(&self, sql: &str) -> Vec<u8> {
        self.eye.lock().await.one(sql).await
    }

    pub(crate) async fn uuid(&self, sql: &str) -> Uuid {
        self.eye.lock().await.one(sql).await
    }
}

/// A phrase that carries any text.
pub(crate) fn says(text: &str) -> Say {
    Phrase::StrangerWelcome { school: text.to_owned() }.into()
}
