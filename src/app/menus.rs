//! What providers show before anything is written: menus of commands, and the first things a family may ask.
//!
//! Lives here: what is to be shown where, and showing it when the service starts, once for each change of the words, and to
//! members of staff who have become known since. What cannot be set is logged and tried again; nobody waits for it.

use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use super::templates::Watched;
use crate::domain::{AccountId, Clock, ContactId, Locale, Timestamp};
use crate::gateway::{Gateway, MenuCommand, MenuScope};
use crate::render::{Menu, Renderer};
use crate::store::{School, Store, StoreError};

/// How often a running service looks who has become known.
const EVERY: Duration = Duration::from_hours(6);
/// How soon it tries again when something could not be set.
const AGAIN: Duration = Duration::from_hours(1);

/// Something to be shown, and where.
#[derive(Debug, Clone)]
pub struct Shown {
    pub place: Place,
    /// Of a `WhatsApp` number: the first things one may ask.
    prompts: Vec<String>,
    commands: Vec<MenuCommand>,
}

#[derive(Debug, Clone, Copy)]
pub enum Place {
    /// A `WhatsApp` number, in the language of its first school.
    Number(Locale),
    /// Whoever writes to a Telegram bot in this language and has no menu of their own.
    Everyone(Locale),
    /// A member of staff, in their chat with a bot.
    Staff { contact: ContactId, chat: i64 },
}

/// How showing something went; `None` for what is shown already.
pub type Told = (Place, Option<Result<(), String>>);

impl Place {
    /// What it is remembered by; nothing personal.
    fn code(self) -> String {
        match self {
            Self::Number(_) => "number".to_owned(),
            Self::Everyone(locale) => format!("everyone {}", locale.code()),
            Self::Staff { contact, .. } => format!("staff {contact}"),
        }
    }
}

impl Shown {
    async fn set(&self, gateway: &Gateway) -> Result<(), String> {
        match (gateway, self.place) {
            (Gateway::WhatsApp(whatsapp), Place::Number(_)) => {
                whatsapp.set_conversation(&self.prompts, &self.commands).await.map_err(|fault| fault.to_string())
            }
            (Gateway::Telegram(telegram), Place::Everyone(locale)) => {
                let set = telegram.set_commands(MenuScope::Everyone, Some(locale.code()), &self.commands);
                set.await.map_err(|error| error.to_string())
            }
            (Gateway::Telegram(telegram), Place::Staff { chat, .. }) => {
                let set = telegram.set_commands(MenuScope::Chat(chat), None, &self.commands);
                set.await.map_err(|error| error.to_string())
            }
            _ => Ok(()),
        }
    }

    /// The same for the same words.
    fn digest(&self) -> String {
        let mut words = self.prompts.join("\n");
        for MenuCommand { name, description } in &self.commands {
            let _ = write!(words, "\n/{name} {description}");
        }
        Sha256::digest(words.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// All that an account is to show.
pub async fn shown(
    store: &Store,
    renderer: &Renderer,
    (account, schools): (&AccountId, &[School]),
    gateway: &Gateway,
) -> Result<Vec<Shown>, StoreError> {
    let menu = |role, locale| {
        let entries = renderer.commands_menu(role, locale).into_iter();
        entries.map(|(name, description)| MenuCommand { name, description }).collect()
    };
    match gateway {
        Gateway::WhatsApp(_) => {
            let locale = schools.first().map_or(Locale::Fr, School::default_locale);
            let commands = menu(Menu::Guardian, locale);
            Ok(vec![Shown { place: Place::Number(locale), prompts: renderer.ice_breakers(locale), commands }])
        }
        Gateway::Telegram(_) => {
            let of_locale = |locale| Shown {
                place: Place::Everyone(locale),
                prompts: Vec::new(),
                commands: menu(Menu::Guardian, locale),
            };
            let mut all: Vec<Shown> = Locale::ALL.into_iter().map(of_locale).collect();
            let mut tx = store.begin_read().await?;
            for school in schools {
                for (contact, chat, locale) in tx.staff_chats(school.id, account).await? {
                    let Ok(chat) = chat.parse() else { continue };
                    let commands = menu(Menu::Staff, locale.unwrap_or(school.default_locale()));
                    all.push(Shown { place: Place::Staff { contact, chat }, prompts: Vec::new(), commands });
                }
            }
            Ok(all)
        }
        Gateway::Twilio(_) | Gateway::Infobip(_) | Gateway::Mail(_) => Ok(Vec::new()),
    }
}

/// Sets what an account is to show: all of it, or only what has changed since it was set.
pub async fn show(
    store: &Store,
    account: &AccountId,
    (shown, gateway): (&[Shown], &Gateway),
    all: bool,
    now: Timestamp,
) -> Result<Vec<Told>, StoreError> {
    let known = store.begin_read().await?.menus(account).await?;
    let mut told = Vec::new();
    for one in shown {
        let (code, digest) = (one.place.code(), one.digest());
        if !all && known.get(&code) == Some(&digest) {
            told.push((one.place, None));
            continue;
        }
        let set = one.set(gateway).await;
        if set.is_ok() {
            let mut tx = store.begin().await?;
            tx.note_menu(account, &code, &digest, now).await?;
            tx.commit().await?;
        }
        told.push((one.place, Some(set)));
    }
    Ok(told)
}

/// Shows it as long as the service runs.
pub(super) struct MenuKeeper {
    pub(super) accounts: Vec<Watched>,
    pub(super) renderer: Arc<Renderer>,
    pub(super) store: Store,
    pub(super) clock: Arc<dyn Clock>,
}

impl MenuKeeper {
    pub(super) async fn run(self, stop: CancellationToken) {
        let mut wait = Duration::ZERO;
        while tokio::time::timeout(wait, stop.cancelled()).await.is_err() {
            wait = EVERY;
            for watched in &self.accounts {
                // A request that the shutdown interrupts is made again at the next start.
                let kept = tokio::select! {
                    () = stop.cancelled() => return,
                    kept = self.keep(watched) => kept,
                };
                let problem = match kept {
                    Ok(None) => continue,
                    Ok(Some(refused)) => refused,
                    Err(error) => error.to_string(),
                };
                tracing::warn!(account = %watched.account, %problem, "menus.not_set");
                wait = AGAIN;
            }
        }
    }

    /// Says what could not be set, the last of it.
    async fn keep(&self, watched: &Watched) -> Result<Option<String>, StoreError> {
        let mut schools = Vec::new();
        for code in &watched.schools {
            schools.extend(self.store.begin_read().await?.school_by_code(code).await?);
        }
        if schools.is_empty() {
            return Ok(None);
        }
        let (account, gateway) = (&watched.account, &watched.gateway);
        let shown = shown(&self.store, &self.renderer, (account, &schools), gateway).await?;
        let told = show(&self.store, account, (&shown, gateway), false, self.clock.now()).await?;
        let set = told.iter().filter(|(_, outcome)| matches!(outcome, Some(Ok(())))).count();
        if set > 0 {
            tracing::info!(%account, set, "menus.set");
        }
        Ok(told.into_iter().filter_map(|(_, outcome)| outcome?.err()).next_back())
    }
}
