//! A school's families over five channels, some of whose numbers fail, and the way by which each is to be reached.

use carnet::app::clock::SystemClock;
use carnet::domain::{AccountId, Channel, Clock as _, ContactId, GuardianId, Phone};
use carnet::store::{LinkedVia, NewContact, Store};
use carnet_simulator::{Action, ErrorCode, LedgerEntry, Match, Provider, Rule};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

use super::super::templates::with_an_admin;
use crate::support::engines::keys;
use crate::support::service::World;

/// How somebody is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Way {
    WhatsApp,
    Telegram,
    Twilio,
    Infobip,
    Mail,
}

pub(super) const WAYS: [Way; 5] = [Way::WhatsApp, Way::Telegram, Way::Twilio, Way::Infobip, Way::Mail];

impl Way {
    pub(super) fn provider(self) -> Provider {
        match self {
            Self::WhatsApp => Provider::WhatsApp,
            Self::Telegram => Provider::Telegram,
            Self::Twilio => Provider::Twilio,
            Self::Infobip => Provider::Infobip,
            Self::Mail => Provider::Smtp,
        }
    }

    pub(super) fn account(self) -> &'static str {
        match self {
            Self::WhatsApp => "wa1",
            Self::Telegram => "tg1",
            Self::Twilio => "sms1",
            Self::Infobip => "sms2",
            Self::Mail => "mail1",
        }
    }
}

/// A family with two children at times, and one guardian.
#[derive(Debug, Clone, Copy)]
pub(super) struct Family(pub(super) u32);

/// What becomes of what is sent to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Works,
    /// The provider refuses it.
    Refused,
    /// The provider takes it, and reports later that it cannot bring it.
    FailsLater,
    /// Its person has blocked us there.
    Blocks,
}

impl Family {
    /// How they are written to first.
    pub(super) fn home(self) -> Way {
        WAYS[self.0 as usize % WAYS.len()]
    }

    /// Their place among those of the same channel: of twenty one fails.
    pub(super) fn place(self) -> u32 {
        self.0 / 5
    }

    fn fails(self) -> bool {
        self.place() % 20 == 7
    }

    /// Half of those that fail, where failing is of two kinds.
    fn other_half(self) -> bool {
        self.place() % 40 == 27
    }

    fn fate(self, way: Way) -> Fate {
        if !self.fails() {
            return Fate::Works;
        }
        match (self.home(), way, self.other_half()) {
            (Way::Telegram, Way::Telegram, false) => Fate::Blocks,
            (Way::WhatsApp, Way::WhatsApp, false)
            | (Way::Twilio, Way::Infobip, true)
            | (Way::Infobip, Way::Infobip, _) => Fate::FailsLater,
            (Way::WhatsApp, Way::WhatsApp | Way::Twilio, true)
            | (Way::Telegram, Way::Telegram, true)
            | (Way::Twilio | Way::Infobip, Way::Twilio, _)
            | (Way::Mail, Way::Mail, _) => Fate::Refused,
            _ => Fate::Works,
        }
    }

    /// Of those whose phones fail for good, some have a mailbox.
    fn has_mail(self) -> bool {
        match self.home() {
            Way::Mail => true,
            Way::Twilio => self.fails() && self.other_half(),
            Way::Infobip => self.fails() && !self.other_half(),
            Way::WhatsApp | Way::Telegram => false,
        }
    }

    fn has_phone(self) -> bool {
        self.home() != Way::Mail
    }

    /// Whether what is sent this way arrives.
    pub(super) fn is_reached_by(self, way: Way) -> bool {
        self.fate(way) == Fate::Works
    }

    /// The way by which they are to be reached: their own, else the next ones that the school's file knows, SMS before
    /// e-mail, three at most.
    pub(super) fn expected(self) -> Option<Way> {
        let by_phone = [self.home(), Way::Twilio, Way::Infobip];
        let mut ways: Vec<Way> = if self.has_phone() { by_phone.to_vec() } else { Vec::new() };
        ways.extend(self.has_mail().then_some(Way::Mail));
        let mut tried: Vec<Way> = Vec::new();
        for way in ways {
            if tried.contains(&way) {
                continue;
            }
            tried.push(way);
            match self.fate(way) {
                Fate::Works => return Some(way),
                _ if tried.len() == 3 => return None,
                Fate::Blocks | Fate::Refused | Fate::FailsLater => {}
            }
        }
        None
    }

    /// E.164.
    pub(super) fn number(self) -> String {
        format!("+22507{:08}", 10_000_000 + self.0)
    }

    fn mail(self) -> String {
        format!("f{}@exemple.org", self.0)
    }

    pub(super) fn telegram(self) -> i64 {
        700_000 + i64::from(self.0)
    }

    /// As the ledger names the recipient.
    fn address(self, way: Way) -> String {
        match way {
            Way::WhatsApp | Way::Twilio | Way::Infobip => self.number().trim_start_matches('+').to_owned(),
            Way::Telegram => self.telegram().to_string(),
            Way::Mail => self.mail(),
        }
    }
}

/// All families.
pub(super) fn families(count: u32) -> impl Iterator<Item = Family> + Clone {
    (0..count).map(Family)
}

/// The school as a file.
pub(super) fn school(count: u32) -> Value {
    let mut school = with_an_admin();
    school["guardians"] = json!([]);
    for family in families(count) {
        let n = family.0;
        // Of ten families one has two children: it is written to once.
        let children: Vec<String> = (0..=u32::from(n % 10 == 3)).map(|child| format!("X{n}-{child}")).collect();
        for code in &children {
            school["students"].as_array_mut().unwrap().push(json!({
                "code": code, "class": "4A", "last_name": format!("ELEVE{n}"), "first_name": "Awa",
            }));
        }
        let links = children.iter().map(|code| json!({"student": code, "relation": "mother", "consent": "2026-09-10"}));
        let mut guardian = json!({"code": format!("F{n}"), "name": "Parent", "language": "fr"});
        guardian["children"] = links.collect();
        if family.has_phone() {
            guardian["phone"] = json!(family.number());
        }
        if family.has_mail() {
            guardian["email"] = json!(family.mail());
        }
        school["guardians"].as_array_mut().unwrap().push(guardian);
    }
    school
}

/// Families of Telegram and SMS have written before: their addresses are known.
pub(super) async fn acquaint(world: &World, count: u32) {
    let mut eye = world.eye().await;
    let hex = eye.hex("id");
    let known = eye.triples(&format!("SELECT code, {hex}, CAST(0 AS BIGINT) FROM guardian WHERE code LIKE 'F%'")).await;
    let known: HashMap<String, String> = known.into_iter().map(|(code, id, _)| (code, id)).collect();
    let store = Store::open(&world.database_url, keys()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let school = tx.school_by_code("essai").await.unwrap().unwrap();
    let now = SystemClock.now();
    for family in families(count) {
        let channel = match family.home() {
            Way::Telegram => Channel::Telegram,
            Way::Twilio | Way::Infobip => Channel::Sms,
            Way::WhatsApp | Way::Mail => continue,
        };
        let (user, phone) = (family.telegram().to_string(), Phone::from_provider(&family.number()).unwrap());
        let on_telegram = channel == Channel::Telegram;
        let id = ContactId::fresh();
        let new = NewContact {
            id,
            account: &AccountId(family.home().account().to_owned()),
            channel,
            user: on_telegram.then_some(user.as_str()),
            phone: (!on_telegram).then_some(&phone),
        };
        tx.insert_contact(school.id, &new, now).await.unwrap();
        let guardian = GuardianId(Uuid::parse_str(&known[&format!("F{}", family.0)]).unwrap());
        tx.link_guardian(school.id, id, guardian, LinkedVia::Code).await.unwrap();
    }
    tx.commit().await.unwrap();
    store.close().await;
}

/// What providers refuse; the rest of what fails is said to the phones.
pub(super) fn refusals(world: &World, count: u32) -> Vec<Rule> {
    let mut rules = Vec::new();
    for family in families(count).filter(|family| family.fails()) {
        for way in WAYS {
            let code = match (family.fate(way), way) {
                (Fate::Refused, Way::WhatsApp) => ErrorCode::Code(131_026),
                (Fate::Refused, Way::Telegram) => deactivated(),
                (Fate::Blocks, _) => ErrorCode::Code(403),
                (Fate::Refused, Way::Mail) => ErrorCode::Code(550),
                (Fate::Refused, _) => ErrorCode::Code(21_211),
                (Fate::FailsLater, Way::WhatsApp) => {
                    world.simulator.whatsapp(&family.number()).fail_with(Some(131_026));
                    continue;
                }
                (Fate::FailsLater, _) => {
                    world.simulator.sms(&family.number()).fail_with(Some(52));
                    continue;
                }
                (Fate::Works, _) => continue,
            };
            let to = match way {
                Way::Twilio => family.number(),
                _ => family.address(way),
            };
            let when = Match { provider: Some(way.provider()), to: Some(to), ..Match::default() };
            rules.push(Rule { when, action: Action::Error(code), times: None });
        }
    }
    rules
}

fn deactivated() -> ErrorCode {
    let description = "Forbidden: user is deactivated".to_owned();
    ErrorCode::Described { code: 403, description, parameters: None }
}

/// Whose address a ledger line names, and by which way it went.
pub(super) struct Directory(HashMap<String, Family>);

impl Directory {
    pub(super) fn of(count: u32) -> Self {
        let each = |family: Family| WAYS.map(|way| (family.address(way), family));
        Self(families(count).flat_map(each).collect())
    }

    pub(super) fn find(&self, entry: &LedgerEntry) -> Option<(Family, Way)> {
        let to = entry.to.as_deref()?.trim_start_matches('+');
        let way = WAYS.into_iter().find(|way| way.provider() == entry.provider)?;
        self.0.get(to).map(|family| (*family, way))
    }
}
