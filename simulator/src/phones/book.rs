//! All phones and their screens. Invariant: every change of a screen is also an event on the
//! broadcast channel, sent while the book is locked, so that events come in the order of changes.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use tokio::sync::broadcast;

use super::bubble::{Bubble, Change, Channel, PhoneEvent, PhoneKey, PhoneView, Profile, Ticks};
use crate::config::Receipts;
use crate::sync::lock;

/// Events a slow subscriber may lag behind before it loses some.
const EVENT_BACKLOG: usize = 4_096;

#[derive(Debug)]
pub(crate) struct PhoneBook {
    people: Mutex<HashMap<PhoneKey, Person>>,
    events: broadcast::Sender<PhoneEvent>,
    keep: usize,
}

/// One person with one phone.
#[derive(Debug, Default)]
pub(crate) struct Person {
    pub(crate) profile: Profile,
    pub(crate) blocked: BTreeSet<String>,
    /// When they last wrote to each account: the 24-hour window.
    pub(crate) wrote: HashMap<String, Instant>,
    pub(crate) bubbles: VecDeque<Bubble>,
    /// Their own habits instead of the simulator's.
    pub(crate) receipts: Option<Receipts>,
    /// Messages to them end in a `failed` status with this code.
    pub(crate) fails_with: Option<i64>,
}

impl PhoneBook {
    pub(crate) fn new(keep: usize) -> Self {
        let (events, _) = broadcast::channel(EVENT_BACKLOG);
        Self { people: Mutex::default(), events, keep }
    }

    /// False when no conversations are kept at all.
    pub(crate) const fn keeps_bubbles(&self) -> bool {
        self.keep > 0
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<PhoneEvent> {
        self.events.subscribe()
    }

    /// Reads or changes one person's data, if there is such a person.
    pub(crate) fn person<R>(&self, key: &PhoneKey, f: impl FnOnce(&mut Person) -> R) -> Option<R> {
        lock(&self.people).get_mut(key).map(f)
    }

    /// The same, meeting the person on the way.
    pub(crate) fn meet<R>(&self, key: &PhoneKey, f: impl FnOnce(&mut Person) -> R) -> R {
        f(lock(&self.people).entry(key.clone()).or_default())
    }

    pub(crate) fn knows(&self, key: &PhoneKey) -> bool {
        lock(&self.people).contains_key(key)
    }

    /// The phone of whoever has this business-scoped user id.
    pub(crate) fn by_user_id(&self, user_id: &str) -> Option<PhoneKey> {
        lock(&self.people)
            .iter()
            .find(|(key, person)| {
                key.channel == Channel::WhatsApp && person.profile.user_id.as_deref() == Some(user_id)
            })
            .map(|(key, _)| key.clone())
    }

    /// Puts a bubble on a screen.
    pub(crate) fn show(&self, key: &PhoneKey, bubble: Bubble) {
        if !self.keeps_bubbles() {
            return;
        }
        let mut people = lock(&self.people);
        let person = people.entry(key.clone()).or_default();
        if person.bubbles.len() >= self.keep {
            person.bubbles.pop_front();
        }
        person.bubbles.push_back(bubble.clone());
        self.tell(key, Change::Bubble { bubble: Box::new(bubble) });
    }

    /// Changes a bubble; false when the screen has none of that id.
    pub(crate) fn redraw(&self, key: &PhoneKey, account: &str, id: &str, change: impl FnOnce(&mut Bubble)) -> bool {
        let mut people = lock(&self.people);
        let Some(bubble) = people
            .get_mut(key)
            .and_then(|person| person.bubbles.iter_mut().rev().find(|b| b.id == id && b.account == account))
        else {
            return false;
        };
        change(bubble);
        let bubble = Box::new(bubble.clone());
        self.tell(key, Change::Bubble { bubble });
        true
    }

    /// Messages of people reached the service: their second tick. The ids are those of the events,
    /// which for Telegram are not those of the messages; there the tick is not shown anyway.
    pub(crate) fn arrived(&self, account: &str, ids: &[String]) {
        for id in ids {
            if let Some(about) = crate::world::World::about(id) {
                let key = PhoneKey::new(Channel::WhatsApp, &about);
                self.tick(&key, account, id, Ticks::Delivered);
            }
        }
    }

    /// Raises a bubble's ticks; never lowers them.
    pub(crate) fn tick(&self, key: &PhoneKey, account: &str, id: &str, ticks: Ticks) {
        self.redraw(key, account, id, |bubble| {
            bubble.ticks = bubble.ticks.max(ticks);
        });
    }

    pub(crate) fn remove(&self, key: &PhoneKey, account: &str, id: &str) -> bool {
        let mut people = lock(&self.people);
        let Some(person) = people.get_mut(key) else {
            return false;
        };
        let before = person.bubbles.len();
        person.bubbles.retain(|b| b.id != id || b.account != account);
        let removed = person.bubbles.len() < before;
        if removed {
            self.tell(key, Change::Removed { id: id.to_owned() });
        }
        removed
    }

    /// Sends an event that changes no bubble.
    pub(crate) fn tell(&self, key: &PhoneKey, change: Change) {
        // Nobody listening is fine.
        let _ = self.events.send(PhoneEvent { key: key.clone(), change });
    }

    pub(crate) fn bubble(&self, key: &PhoneKey, id: &str) -> Option<Bubble> {
        let people = lock(&self.people);
        people.get(key)?.bubbles.iter().rev().find(|b| b.id == id).cloned()
    }

    pub(crate) fn view(&self, key: &PhoneKey) -> Option<PhoneView> {
        lock(&self.people).get(key).map(|person| view_of(key, person))
    }

    pub(crate) fn views(&self) -> Vec<PhoneView> {
        let mut views: Vec<_> = lock(&self.people).iter().map(|(key, person)| view_of(key, person)).collect();
        views.sort_by(|a, b| a.key.cmp(&b.key));
        views
    }

    /// The person goes on under another key: a new number.
    pub(crate) fn rename(&self, from: &PhoneKey, to: &PhoneKey) {
        let mut people = lock(&self.people);
        if let Some(person) = people.remove(from) {
            people.insert(to.clone(), person);
        }
        self.tell(from, Change::Profile);
        self.tell(to, Change::Profile);
    }

    /// The first bubble for which `wanted` holds, waiting for it up to `timeout`.
    pub(crate) async fn wait_for(
        &self,
        key: &PhoneKey,
        timeout: Duration,
        wanted: impl Fn(&Bubble) -> bool,
    ) -> Option<Bubble> {
        let mut events = self.subscribe();
        let search = async {
            loop {
                let view = self.view(key);
                let found = view.and_then(|view| view.bubbles.into_iter().find(|b| wanted(b)));
                if found.is_some() {
                    return found;
                }
                if let Err(broadcast::error::RecvError::Closed) = events.recv().await {
                    return None;
                }
            }
        };
        tokio::time::timeout(timeout, search).await.ok().flatten()
    }
}

fn view_of(key: &PhoneKey, person: &Person) -> PhoneView {
    PhoneView {
        key: key.clone(),
        profile: person.profile.clone(),
        blocked: person.blocked.iter().cloned().collect(),
        bubbles: person.bubbles.iter().cloned().collect(),
    }
}
