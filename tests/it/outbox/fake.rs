//! A provider that does what it is told, and remembers what it was asked and when.

use carnet::domain::{ContactId, Locale, Medium, MessageClass};
use carnet::gateway::{Accepted, Content, Courtesy, File, FileSource, Message, Provider, Refusal, SendError, Throttle};
use carnet::outbox::{LaneConfig, Outbox, OutboxHandle, Pace, Patience, Sender, Spending, Words};
use carnet::phrase::{OperatorNews, Phrase, Say};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;

use super::world::World;

/// How the provider treats one request.
#[derive(Clone, Debug)]
pub(crate) enum Turn {
    Accept,
    NotSent,
    /// 429, with what it asks for.
    Later(Duration),
    /// Meta's "too many to this person".
    PairLater,
    Refuse(i64),
    /// The same in a word of ours for Telegram's text.
    Word(&'static str),
    /// It takes the message, but we do not hear of it.
    Silence,
    /// It answers after so long.
    Slow(Duration),
    /// It takes the message, and calls it this.
    Called(String),
}

/// What was asked of the provider.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) at: Instant,
    pub(crate) text: String,
    pub(crate) to: Option<String>,
    pub(crate) attempt: uuid::Uuid,
    pub(crate) template: bool,
    /// Whether the provider took it.
    pub(crate) taken: bool,
}

#[derive(Default)]
pub(crate) struct Book {
    pub(crate) turns: Mutex<VecDeque<Turn>>,
    asked: Mutex<Vec<Asked>>,
    pub(crate) courtesies: Mutex<Vec<Instant>>,
    /// How long the provider asks for patience when it is given a sign of life.
    pub(crate) courtesy_waits: Mutex<Option<Duration>>,
}

impl Book {
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub(crate) fn texts(&self) -> Vec<String> {
        self.asked().into_iter().map(|one| one.text).collect()
    }

    pub(crate) fn script(&self, turns: impl IntoIterator<Item = Turn>) {
        self.turns.lock().unwrap().extend(turns);
    }

    pub(crate) async fn until_asked(&self, count: usize) -> Vec<Asked> {
        let deadline = Instant::now() + Duration::from_mins(1);
        while self.asked().len() < count {
            assert!(Instant::now() < deadline, "{} of {count} were sent: {:?}", self.asked().len(), self.texts());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.asked()
    }
}

pub(crate) struct Fake {
    pub(crate) provider: Provider,
    pub(crate) book: Arc<Book>,
}

impl Sender for Fake {
    fn provider(&self) -> Provider {
        self.provider
    }

    fn medium(&self) -> Medium {
        self.provider.channel().into()
    }

    async fn send(&self, message: &Message) -> Result<Accepted, SendError> {
        let (text, template) = match &message.content {
            Content::Text { body } => (body.clone(), false),
            Content::Template { name, .. } => (name.clone(), true),
            Content::Document { .. } => (carried(message), false),
            other => panic!("{other:?}"),
        };
        let (to, attempt) = (message.to.user_id.clone(), message.attempt.0);
        let turn = self.book.turns.lock().unwrap().pop_front().unwrap_or(Turn::Accept);
        let taken = matches!(turn, Turn::Accept | Turn::Silence | Turn::Slow(_) | Turn::Called(_));
        self.book.asked.lock().unwrap().push(Asked { at: Instant::now(), text, to, attempt, template, taken });
        let uploaded = matches!(message.file, Some(File { source: FileSource::Bytes(_), .. }));
        let uploaded = uploaded.then(|| format!("media {attempt}"));
        let accepted = Ok(Accepted { provider_id: format!("wamid.{attempt}"), uploaded });
        let throttle = |code, retry_after| Err(SendError::Throttled(Throttle { code, http_status: 429, retry_after }));
        match turn {
            Turn::Accept => accepted,
            Turn::Called(provider_id) => Ok(Accepted { provider_id, uploaded: None }),
            Turn::NotSent => Err(SendError::NotSent { reason: "refused" }),
            Turn::Later(after) => throttle(Some(130_429), Some(after)),
            Turn::PairLater => throttle(Some(131_056), None),
            Turn::Refuse(code) => {
                Err(SendError::Refused(Refusal { code: Some(code), http_status: 400, word: None, moved_to: None }))
            }
            Turn::Word(word) => {
                let word = Some(word);
                Err(SendError::Refused(Refusal { code: None, http_status: 403, word, moved_to: None }))
            }
            Turn::Silence => Err(SendError::Unknown { reason: "timeout", http_status: None, retry_after: None }),
            Turn::Slow(time) => {
                tokio::time::sleep(time).await;
                accepted
            }
        }
    }

    async fn courtesy(&self, _: &Courtesy) -> Result<(), SendError> {
        self.book.courtesies.lock().unwrap().push(Instant::now());
        let wait = self.book.courtesy_waits.lock().unwrap().take();
        let throttle = |wait| Throttle { code: None, http_status: 429, retry_after: Some(wait) };
        wait.map_or(Ok(()), |wait| Err(SendError::Throttled(throttle(wait))))
    }
}

/// How a file came: by its bytes, or by what the provider knows it by.
fn carried(message: &Message) -> String {
    match &message.file {
        Some(File { name, source: FileSource::Bytes(bytes), .. }) => {
            format!("{name}: {}", String::from_utf8_lossy(bytes))
        }
        Some(File { name, source: FileSource::Known(id), .. }) => format!("{name}: {id}"),
        None => "no file".to_owned(),
    }
}

/// The text itself; `|` parts it. Only a suspension has a template.
pub(crate) struct Plain;

impl Words for Plain {
    fn message(&self, say: &Say, _: Locale, _: Medium) -> Vec<Content> {
        let text = match &say.phrase {
            Phrase::StrangerWelcome { school } => school.clone(),
            Phrase::AskAgain => "ask again".to_owned(),
            Phrase::Suspended { school } => format!("suspended at {school}"),
            Phrase::Operator(OperatorNews::MessagesSetAside { account, count, why }) => {
                format!("{count} aside at {account}: {why:?}")
            }
            Phrase::Operator(OperatorNews::AccountMustWait { account, .. }) => format!("{account} must wait"),
            Phrase::Operator(OperatorNews::AccountSilent { account, .. }) => format!("{account} is silent"),
            Phrase::Operator(OperatorNews::AccountStopped { account }) => format!("{account} has stopped"),
            Phrase::Absence(_) => "absent".to_owned(),
            Phrase::Document { document, .. } => {
                return vec![Content::Document { document: *document, caption: None }];
            }
            other => panic!("{other:?}"),
        };
        text.split('|').map(|part| Content::Text { body: part.to_owned() }).collect()
    }

    fn linked(&self, _: &Say, address: &str, _: Locale, _: Medium) -> Vec<Content> {
        vec![Content::Text { body: address.to_owned() }]
    }

    fn template(&self, phrase: &Phrase, _: Locale) -> Option<Content> {
        matches!(phrase, Phrase::Suspended { .. }).then(|| Content::Template {
            name: "suspended".to_owned(),
            language: "fr".to_owned(),
            parameters: Vec::new(),
            payloads: Vec::new(),
        })
    }
}

/// A lane at work.
pub(crate) struct Running {
    pub(crate) book: Arc<Book>,
    pub(crate) handle: OutboxHandle,
    outbox: Outbox,
    world: World,
}

pub(crate) const FAST: Pace = Pace { per_second: 10_000, pair_interval: Duration::ZERO, pair_burst: 0 };

impl Running {
    pub(crate) fn start(world: &World, provider: Provider, pace: Pace) -> Self {
        Self::patient(world, provider, pace, Patience::default())
    }

    /// What is not delivered in time goes elsewhere.
    pub(crate) fn patient(world: &World, provider: Provider, pace: Pace, patience: Patience) -> Self {
        let book = Arc::<Book>::default();
        let gateway = Fake { provider, book: Arc::clone(&book) };
        let lane =
            LaneConfig { account: world.account.clone(), gateway, pace, spending: Spending::default(), patience };
        let clock: Arc<dyn carnet::domain::Clock> = Arc::clone(&world.clock) as _;
        let outbox = Outbox::start(vec![lane], &world.store, (&Arc::new(Plain), "https://carnet.example.org"), &clock);
        Self { book, handle: outbox.handle(), outbox, world: world.clone() }
    }

    pub(crate) fn wake(&self) {
        self.handle.wake(&self.world.account);
    }

    pub(crate) async fn say(&self, contact: ContactId, class: MessageClass, text: &str) -> carnet::domain::MessageId {
        let id = self.world.say(contact, class, text).await;
        self.wake();
        id
    }

    pub(crate) async fn stop(self) {
        self.outbox.shutdown().await;
    }
}
