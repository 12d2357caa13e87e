//! A school whose people write to the front desk: the real store and commands, no network.

use carnet::actions::{Cause, expire_broadcasts, finish_broadcast, spread_broadcast};
use carnet::commands::understand::Lexicon;
use carnet::commands::{CommandError, Desk, Incoming};
use carnet::domain::{
    AccountId, BroadcastState, Carrier, Carriers, Channel, EventId, Locale, PortfolioId, RateCard, Timestamp,
};
use carnet::phrase::{Say, SheetWords};
use carnet::render::Renderer;
use carnet::store::{School, Store};
use carnet_webhooks::{Chat, Content, IncomingMessage, Sender};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

use super::engines::{each_database, keys};
use super::eye::Eye;
use super::school;

/// What stands in files.
pub(crate) fn sheet_words() -> [SheetWords; 3] {
    let renderer = Renderer::load(None).unwrap();
    Locale::ALL.map(|locale| renderer.sheet_words(locale))
}

/// An account a channel; `WhatsApp` opens few conversations a day.
pub(crate) fn carriers() -> Arc<Carriers> {
    let carrier = |channel, daily_recipients| Carrier {
        channel,
        schools: vec!["adjame".to_owned()],
        per_second: 80,
        portfolio: PortfolioId(channel.code().to_owned()),
        daily_recipients,
        bot: (channel == Channel::Telegram).then(|| "ecolebot".to_owned()),
        files: true,
    };
    let accounts = [("wa1", carrier(Channel::WhatsApp, Some(250))), ("tg1", carrier(Channel::Telegram, None))];
    let accounts = accounts.into_iter().map(|(id, carrier)| (AccountId(id.to_owned()), carrier)).collect();
    let rates = RateCard::parse(include_str!("../../../bot-templates/rates/whatsapp.toml")).unwrap();
    let rates = BTreeMap::from([(Channel::WhatsApp, rates)]);
    Arc::new(Carriers { accounts, rates, ..Carriers::default() })
}

/// Somebody at a phone.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) channel: Channel,
    pub(crate) sender: Sender,
}

impl Person {
    pub(crate) fn telegram(user: &str) -> Self {
        let sender = Sender { user_id: Some(user.to_owned()), ..Sender::default() };
        Self { channel: Channel::Telegram, sender }
    }

    pub(crate) fn whatsapp(phone: Option<&str>, user: Option<&str>) -> Self {
        let sender = Sender { phone: phone.map(str::to_owned), user_id: user.map(str::to_owned), ..Sender::default() };
        Self { channel: Channel::WhatsApp, sender }
    }

    /// Something they send in private.
    pub(crate) fn message(&self, event: EventId, content: Content) -> IncomingMessage {
        let sender = self.sender.clone();
        let id = event.to_string();
        IncomingMessage { id, sender, chat: Chat::Private, content, quotes: None, forwarded: false }
    }

    pub(crate) fn account(&self) -> AccountId {
        AccountId(if self.channel == Channel::Telegram { "tg1" } else { "wa1" }.to_owned())
    }
}

/// Something that was said because of an event.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) contact: Uuid,
    /// An answer, not news.
    pub(crate) reply: bool,
    pub(crate) say: Say,
    pub(crate) locale: Locale,
}

impl Said {
    /// The phrase's name; of what is printed, which news of it.
    pub(crate) fn tag(&self) -> String {
        let phrase = serde_json::to_value(&self.say.phrase).unwrap();
        let inner = || phrase.as_object().unwrap().keys().find(|key| *key != "phrase").unwrap();
        match phrase["phrase"].as_str().unwrap() {
            "print" => inner().clone(),
            tag @ ("absence" | "access" | "broadcast" | "conversation" | "preference" | "year") => {
                format!("{tag}.{}", inner())
            }
            name => name.to_owned(),
        }
    }
}

/// A school's front desk, and a look behind it.
pub(crate) struct FrontDesk {
    pub(crate) store: Store,
    pub(crate) eye: Eye,
    pub(crate) school: School,
    pub(crate) now: Timestamp,
    pub(crate) desk: Desk,
    /// What is said reaches people at once; else it waits.
    pub(crate) arrives: bool,
}

/// Runs `test` with a front desk of this school on every engine.
pub(crate) async fn each_desk(file: &Value, test: impl AsyncFn(&mut FrontDesk)) {
    each_database(async |url| {
        let store = Store::open(&url, keys()).await.unwrap();
        let report = school::import(&store, file).await;
        assert!(report.refused.is_empty(), "{:?}", report.refused);
        let code = file["school"]["code"].as_str().unwrap();
        let school = store.begin_read().await.unwrap().school_by_code(code).await.unwrap().unwrap();
        let eye = Eye::open(&url).await;
        let mut desk = FrontDesk {
            store: store.clone(),
            eye,
            school,
            now: school::NOW,
            desk: Desk::new(Arc::new(Lexicon::with(&[]).unwrap()), sheet_words(), carriers())
                .printing(carnet::render::missing_letter),
            arrives: true,
        };
        test(&mut desk).await;
        drop(desk);
        store.close().await;
    })
    .await;
}

impl FrontDesk {
    /// Lets somebody say something; what was said because of it, in order.
    pub(crate) async fn hear(&mut self, person: &Person, content: Content) -> Result<Vec<Said>, CommandError> {
        let event = EventId::fresh();
        let message = person.message(event, content);
        self.hear_message(person, event, &message).await
    }

    /// What somebody hears whose message could not be handled, for good.
    pub(crate) async fn regrets(&mut self, person: &Person, content: Content) -> Vec<Said> {
        let (event, account) = (EventId::fresh(), person.account());
        let message = person.message(event, content);
        let mut tx = self.store.begin().await.unwrap();
        let incoming = Incoming {
            school: self.school.id,
            account: &account,
            channel: person.channel,
            event,
            message: &message,
            now: self.now,
            said_at: self.now,
            among: false,
            roster_account: None,
        };
        self.desk.regret(&mut tx, incoming).await.unwrap();
        tx.commit().await.unwrap();
        self.said_because_of(event).await
    }

    /// A message as a whole.
    pub(crate) async fn hear_message(
        &mut self,
        person: &Person,
        event: EventId,
        message: &IncomingMessage,
    ) -> Result<Vec<Said>, CommandError> {
        let (account, roster) = (person.account(), AccountId("wa1".to_owned()));
        let mut tx = self.store.begin().await?;
        let incoming = Incoming {
            school: self.school.id,
            account: &account,
            channel: person.channel,
            event,
            message,
            now: self.now,
            said_at: self.now,
            among: false,
            roster_account: Some(&roster),
        };
        match self.desk.answer(&mut tx, incoming).await {
            Ok(_) => tx.commit().await?,
            Err(error) => {
                tx.rollback().await?;
                return Err(error);
            }
        }
        self.now = self.now.plus(std::time::Duration::from_secs(1));
        self.spread(event).await;
        let said = self.said_because_of(event).await;
        if self.arrives {
            self.everything_arrives().await;
        }
        Ok(said)
    }

    /// Broadcasts that are due go out, because of `event`; those that have gone out are reported.
    pub(crate) async fn spread(&mut self, event: EventId) {
        let carriers = carriers();
        let roster = AccountId("wa1".to_owned());
        let school = self.school.clone();
        let cause = Cause { roster_account: Some(&roster), ..Cause::of_itself(&school, self.now) };
        for state in [BroadcastState::Awaiting, BroadcastState::Due, BroadcastState::Spreading, BroadcastState::Spread]
        {
            let mut tx = self.store.begin().await.unwrap();
            for (_, broadcast) in tx.open_broadcasts(state).await.unwrap() {
                match state {
                    BroadcastState::Spread => finish_broadcast(&mut tx, &cause, broadcast, &carriers).await.unwrap(),
                    BroadcastState::Awaiting => expire_broadcasts(&mut tx, &cause, broadcast).await.unwrap(),
                    _ => while spread_broadcast(&mut tx, &cause, broadcast, &carriers).await.unwrap() {},
                }
            }
            tx.commit().await.unwrap();
        }
        let id = self.eye.id(event.0);
        self.eye.run(&format!("UPDATE message SET cause = {id} WHERE cause IS NULL AND settled_at IS NULL")).await;
    }

    /// What was said has reached people, as if there were an outbox.
    pub(crate) async fn everything_arrives(&mut self) {
        let at = self.now.0;
        self.eye
            .run(&format!(
                "INSERT INTO attempt (school_id, id, message_id, n, part, last, account_id, epoch, started_at, outcome) \
                 SELECT school_id, id, id, 1, 0, TRUE, account_id, 1, {at}, 'accepted' FROM message \
                 WHERE settled_at IS NULL AND not_before <= {at}; \
                 UPDATE message SET state = 'accepted', rank = 3, attempts = 1, settled_at = {at} \
                 WHERE settled_at IS NULL AND not_before <= {at}"
            ))
            .await;
    }

    async fn said_because_of(&mut self, event: EventId) -> Vec<Said> {
        let cause = self.eye.id(event.0);
        let sql = format!("SELECT id, contact_id, phrase FROM message WHERE cause = {cause} ORDER BY id");
        let rows = self.eye.sealed(&sql).await;
        let mut said = Vec::new();
        for (id, contact, phrase) in rows {
            let plain = self.store.keys().open("message.phrase", id, &phrase).unwrap();
            let reply = format!("SELECT class FROM message WHERE id = {}", self.eye.id(id));
            said.push(Said {
                contact,
                reply: self.eye.number(&reply).await == 0,
                say: serde_json::from_slice(&plain).unwrap(),
                locale: self.locale(contact).await,
            });
        }
        said
    }

    /// The language an address is spoken to in.
    async fn locale(&mut self, contact: Uuid) -> Locale {
        let sql = format!(
            "SELECT COALESCE(c.locale, c.heard_locale, s.locale, g.locale, 'fr') FROM contact c \
             LEFT JOIN staff s ON s.school_id = c.school_id AND s.id = c.staff_id \
             LEFT JOIN guardian g ON g.school_id = c.school_id AND g.id = c.guardian_id WHERE c.id = {}",
            self.eye.id(contact)
        );
        self.eye.texts(&sql).await[0].parse().unwrap()
    }
}
