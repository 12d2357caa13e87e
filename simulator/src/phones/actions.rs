//! What a person can do with a phone. Every action returns once the provider took it; the webhook
//! travels on its own, in order with the same phone's other actions.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::bubble::{Bubble, Button, ButtonKind, Change, Channel, Document, PhoneKey, PhoneView, Profile, Side, Ticks};
use super::{telegram, text_message, whatsapp};
use crate::account::{Account, Provider};
use crate::config::Receipts;
use crate::files::File;
use crate::webhook::{Parcel, Payload};
use crate::world::World;

/// One person's phone, and the hand that holds it.
#[derive(Clone)]
pub struct Phone {
    pub(super) world: Arc<World>,
    pub(super) key: PhoneKey,
    account: Option<String>,
}

/// Why an action was not possible.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PhoneError {
    /// There is no account this phone could write to, or several and none was named.
    #[error("no single account for this phone: register one, or name it")]
    NoAccount,
    /// The account has no webhook URL.
    #[error("the account has no webhook URL")]
    NoWebhook,
    /// The screen shows no such bubble.
    #[error("no such message on this phone")]
    NoSuchBubble,
    /// The bubble has no such button.
    #[error("no such button on this message")]
    NoSuchButton,
    /// This kind of phone cannot do that.
    #[error("{0}")]
    NotPossible(&'static str),
}

/// A file a person sends.
pub(super) struct SentFile {
    pub(super) id: String,
    pub(super) file: File,
    pub(super) caption: String,
}

impl SentFile {
    /// By its media type: what a phone calls a picture, a voice, anything else.
    pub(super) fn kind(&self, [picture, voice, document]: [&'static str; 3]) -> &'static str {
        match self.file.mime.split('/').next() {
            Some("image") => picture,
            Some("audio") => voice,
            _ => document,
        }
    }

    /// As the person's own screen shows it.
    pub(super) fn document(&self) -> Document {
        let File { name, mime, bytes } = &self.file;
        Document { name: name.clone(), mime: mime.clone(), size: bytes.len(), url: format!("/_sim/files/{}", self.id) }
    }
}

/// What an action makes: the event's id, its payload, and the bubble it leaves on the screen.
pub(super) struct Said {
    pub(super) id: String,
    pub(super) payload: Payload,
    pub(super) bubble: Option<Bubble>,
}

impl Phone {
    pub(crate) fn new(world: Arc<World>, key: PhoneKey) -> Self {
        world.phones.meet(&key, |person| {
            if person.profile.name.is_empty() {
                person.profile.name = default_name(&key);
            }
        });
        Self { world, key, account: None }
    }

    /// Which phone this is.
    pub const fn key(&self) -> &PhoneKey {
        &self.key
    }

    /// The same phone, writing to this account; needed when several could be meant.
    #[must_use]
    pub fn to_account(mut self, id: &str) -> Self {
        self.account = Some(id.to_owned());
        self
    }

    /// Changes who the person is.
    #[must_use]
    pub fn with_profile(self, change: impl FnOnce(&mut Profile)) -> Self {
        self.world.phones.meet(&self.key, |person| change(&mut person.profile));
        self.world.phones.tell(&self.key, Change::Profile);
        self
    }

    /// Gives the person a name.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        self.with_profile(|profile| name.clone_into(&mut profile.name))
    }

    /// `WhatsApp`: gives the person a business-scoped user id.
    #[must_use]
    pub fn with_user_id(self, user_id: &str) -> Self {
        self.with_profile(|profile| profile.user_id = Some(user_id.to_owned()))
    }

    /// This person's own habits of receiving and reading, instead of the simulator's.
    #[must_use]
    pub fn with_receipts(self, receipts: Receipts) -> Self {
        self.world.phones.meet(&self.key, |person| person.receipts = Some(receipts));
        self
    }

    /// From now on messages to this person end in a `failed` status with this code; none to heal.
    pub fn fail_with(&self, code: Option<i64>) {
        self.world.phones.meet(&self.key, |person| person.fails_with = code);
    }

    /// Types a text and sends it. Returns the event's id: the message id, or Telegram's update id.
    pub fn text(&self, text: &str) -> Result<String, PhoneError> {
        self.say(text, None)
    }

    /// Sends a file, with a caption that may be empty: a picture or a voice message where its media type is one.
    pub fn attach(&self, name: &str, mime: &str, bytes: Vec<u8>, caption: &str) -> Result<String, PhoneError> {
        let account = self.account()?;
        let sent = SentFile {
            id: self.world.fresh().to_string(),
            file: File { name: name.to_owned(), mime: mime.to_owned(), bytes: bytes.into() },
            caption: caption.to_owned(),
        };
        let said = match &*account {
            Account::WhatsApp(wa) => whatsapp::attached(&self.world, wa, &self.key, &sent),
            Account::Telegram(tg) => telegram::attached(&self.world, tg, &self.key, &sent),
            _ => return Err(PhoneError::NotPossible("files are sent on WhatsApp and Telegram only")),
        };
        self.world.files.put(&sent.id, sent.file);
        self.send(&account, said)
    }

    /// The same, quoting a bubble.
    pub fn reply(&self, bubble: &str, text: &str) -> Result<String, PhoneError> {
        let quoted = self.bubble(bubble)?;
        self.say(text, Some(&quoted))
    }

    /// Presses a button (or picks a list row) of a bubble, by the button's id or title.
    pub fn press(&self, bubble: &str, button: &str) -> Result<String, PhoneError> {
        let bubble = self.bubble(bubble)?;
        let button = bubble
            .buttons
            .iter()
            .find(|b| b.id == button)
            .or_else(|| bubble.buttons.iter().find(|b| b.title == button))
            .cloned()
            .ok_or(PhoneError::NoSuchButton)?;
        self.press_found(&bubble, &button)
    }

    /// Presses the newest button with this id or title, wherever it is.
    pub fn press_latest(&self, button: &str) -> Result<String, PhoneError> {
        let view = self.view();
        let found = view.bubbles.iter().rev().find_map(|bubble| {
            let hit = bubble.buttons.iter().find(|b| b.id == button || b.title == button);
            hit.map(|hit| (bubble, hit))
        });
        let (bubble, button) = found.ok_or(PhoneError::NoSuchButton)?;
        self.press_found(bubble, button)
    }

    fn press_found(&self, bubble: &Bubble, button: &Button) -> Result<String, PhoneError> {
        match button.kind {
            ButtonKind::Link => return Err(PhoneError::NotPossible("a link tells nobody")),
            ButtonKind::Keyboard => return self.text(&button.title),
            ButtonKind::ShareContact => return self.share_contact(),
            _ => {}
        }
        let account = self.account_named(Some(&bubble.account))?;
        let said = match (&*account, self.key.channel) {
            (Account::WhatsApp(wa), _) => whatsapp::pressed(&self.world, wa, &self.key, bubble, button),
            (Account::Telegram(tg), _) => telegram::pressed(&self.world, tg, &self.key, bubble, button),
            (Account::Twilio(tw), _) => text_message::twilio_pressed(&self.world, tw, &self.key, bubble, button),
            (Account::Infobip(_), _) => {
                return Err(PhoneError::NotPossible("an SMS has no buttons"));
            }
        };
        self.send(&account, said)
    }

    /// Telegram: shares the person's own contact.
    pub fn share_contact(&self) -> Result<String, PhoneError> {
        let account = self.account()?;
        match &*account {
            Account::Telegram(tg) => {
                let said = telegram::contact(&self.world, tg, &self.key);
                self.send(&account, said)
            }
            _ => Err(PhoneError::NotPossible("only Telegram shares its own contact")),
        }
    }

    /// Telegram: changes the text of one of the person's own messages.
    pub fn edit(&self, bubble: &str, text: &str) -> Result<String, PhoneError> {
        let bubble = self.bubble(bubble)?;
        let account = self.account_named(Some(&bubble.account))?;
        let Account::Telegram(tg) = &*account else {
            return Err(PhoneError::NotPossible("only Telegram tells of edits"));
        };
        self.world.phones.redraw(&self.key, &bubble.account, &bubble.id, |b| {
            text.clone_into(&mut b.text);
            b.edited = true;
        });
        let said = telegram::edited(&self.world, tg, &self.key, &bubble, text);
        self.send(&account, said)
    }

    /// `WhatsApp`: reacts to a bubble; an empty emoji takes the reaction back.
    pub fn react(&self, bubble: &str, emoji: &str) -> Result<String, PhoneError> {
        let bubble = self.bubble(bubble)?;
        let account = self.account_named(Some(&bubble.account))?;
        let Account::WhatsApp(wa) = &*account else {
            return Err(PhoneError::NotPossible("only WhatsApp reactions are played"));
        };
        let said = whatsapp::reacted(&self.world, wa, &self.key, &bubble, emoji);
        self.send(&account, said)
    }

    /// Blocks the account. Telegram tells the bot; `WhatsApp` tells nobody.
    pub fn block(&self) -> Result<(), PhoneError> {
        self.set_blocked(true)
    }

    /// Takes the blocking back.
    pub fn unblock(&self) -> Result<(), PhoneError> {
        self.set_blocked(false)
    }

    fn set_blocked(&self, blocked: bool) -> Result<(), PhoneError> {
        let account = self.account()?;
        let id = account.id().to_owned();
        let changed = self
            .world
            .phones
            .meet(&self.key, |person| if blocked { person.blocked.insert(id) } else { person.blocked.remove(&id) });
        self.world.phones.tell(&self.key, Change::Profile);
        if let (Account::Telegram(tg), true) = (&*account, changed) {
            let said = telegram::membership(&self.world, tg, &self.key, blocked);
            self.send(&account, said)?;
        }
        Ok(())
    }

    /// `WhatsApp`: moves to another number, which also gives the person another user id.
    pub fn change_number(&self, to: &str) -> Result<Self, PhoneError> {
        let account = self.account()?;
        let Account::WhatsApp(wa) = &*account else {
            return Err(PhoneError::NotPossible("only WhatsApp tells of new numbers"));
        };
        let new_key = PhoneKey::new(Channel::WhatsApp, to);
        let said = whatsapp::changed_number(&self.world, wa, &self.key, &new_key);
        self.send(&account, said)?;
        self.world.phones.rename(&self.key, &new_key);
        Ok(Self { world: Arc::clone(&self.world), key: new_key, account: self.account.clone() })
    }

    /// `WhatsApp`: opens the conversation; everything delivered is read and the service told.
    pub fn open(&self) {
        let unread: Vec<Bubble> =
            self.view().bubbles.into_iter().filter(|b| b.side == Side::Service && b.ticks < Ticks::Read).collect();
        for bubble in unread {
            crate::receipts::read_now(&self.world, &self.key, &bubble);
        }
    }

    /// What the screen shows.
    pub fn view(&self) -> PhoneView {
        self.world.phones.view(&self.key).unwrap_or_else(|| PhoneView {
            key: self.key.clone(),
            profile: Profile::default(),
            blocked: Vec::new(),
            bubbles: Vec::new(),
        })
    }

    /// The service's bubbles, oldest first.
    pub fn received(&self) -> Vec<Bubble> {
        let bubbles = self.view().bubbles;
        bubbles.into_iter().filter(|bubble| bubble.side == Side::Service).collect()
    }

    /// The first bubble for which `wanted` holds, waiting for it up to `timeout`.
    pub async fn wait_for(&self, timeout: Duration, wanted: impl Fn(&Bubble) -> bool) -> Option<Bubble> {
        self.world.phones.wait_for(&self.key, timeout, wanted).await
    }

    /// The first bubble of the service that contains `text`, waiting for it up to `timeout`.
    pub async fn wait_for_text(&self, timeout: Duration, text: &str) -> Option<Bubble> {
        self.wait_for(timeout, |b| b.side == Side::Service && b.text.contains(text)).await
    }

    fn say(&self, text: &str, quoted: Option<&Bubble>) -> Result<String, PhoneError> {
        let account = self.account_named(quoted.map(|bubble| bubble.account.as_str()))?;
        let said = match &*account {
            Account::WhatsApp(wa) => whatsapp::wrote(&self.world, wa, &self.key, text, quoted),
            Account::Telegram(tg) => telegram::wrote(&self.world, tg, &self.key, text, quoted),
            Account::Twilio(tw) => text_message::twilio_wrote(&self.world, tw, &self.key, text),
            Account::Infobip(ib) => text_message::infobip_wrote(&self.world, ib, &self.key, text),
        };
        self.send(&account, said)
    }

    fn send(&self, account: &Arc<Account>, said: Said) -> Result<String, PhoneError> {
        let url = account.webhook_url().ok_or(PhoneError::NoWebhook)?.to_owned();
        let Said { id, payload, bubble } = said;
        self.world.phones.meet(&self.key, |person| {
            person.wrote.insert(account.id().to_owned(), Instant::now());
        });
        if let Some(bubble) = bubble {
            self.world.phones.show(&self.key, bubble);
        }
        self.world.courier.post(Parcel {
            account: Arc::clone(account),
            url,
            purpose: "inbound",
            conversation: format!("in {} {:?} {}", account.id(), self.key.channel, self.key.id),
            ids: vec![id.clone()],
            payload,
        });
        Ok(id)
    }

    fn bubble(&self, id: &str) -> Result<Bubble, PhoneError> {
        self.world.phones.bubble(&self.key, id).ok_or(PhoneError::NoSuchBubble)
    }

    fn account(&self) -> Result<Arc<Account>, PhoneError> {
        self.account_named(None)
    }

    fn account_named(&self, id: Option<&str>) -> Result<Arc<Account>, PhoneError> {
        let mut fitting: Vec<_> =
            self.world.accounts.all().into_iter().filter(|a| serves(a, self.key.channel)).collect();
        if let Some(id) = id.or(self.account.as_deref()) {
            return fitting.into_iter().find(|a| a.id() == id).ok_or(PhoneError::NoAccount);
        }
        match fitting.len() {
            1 => fitting.pop().ok_or(PhoneError::NoAccount),
            _ => Err(PhoneError::NoAccount),
        }
    }
}

fn serves(account: &Account, channel: Channel) -> bool {
    let whatsapp_by_twilio = matches!(account, Account::Twilio(twilio) if twilio.from.starts_with("whatsapp:"));
    match (account.provider(), channel) {
        (Provider::WhatsApp, Channel::WhatsApp)
        | (Provider::Telegram, Channel::Telegram)
        | (Provider::Infobip, Channel::Sms) => true,
        (Provider::Twilio, Channel::WhatsApp) => whatsapp_by_twilio,
        (Provider::Twilio, Channel::Sms) => !whatsapp_by_twilio,
        _ => false,
    }
}

fn default_name(key: &PhoneKey) -> String {
    let tail: Vec<char> = key.id.chars().rev().take(4).collect();
    format!("Person {}", tail.into_iter().rev().collect::<String>())
}
