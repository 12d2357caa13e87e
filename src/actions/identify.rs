//! Who writes: from the names a provider gave to a person of the school.
//!
//! 1. The provider's own id of the person decides; a phone number only where that id is not known yet.
//! 2. A known number with another user id has probably passed to somebody else: the old link is suspended, and the
//!    newcomer is a stranger, whatever the school's file says about the number, until a code confirms them.
//! 3. An address without a person is looked up in the school's file, as far as the school allows that.
//! 4. The sender of an SMS is easily forged: nobody works for the school by it. Answers go to the true number.
//!
//! Invariant: for somebody known, this is one statement; nothing else is read.

use carnet_webhooks::Sender;
use serde_json::json;
use std::time::Duration;

use super::ActionError;
use crate::domain::{
    AccountId, Actor, Channel, ContactId, EventId, FREE_TEXT_WINDOW, GuardianId, LinkBy, Locale, Phone, SchoolId,
    StaffActor, StaffId, Timestamp,
};
use crate::store::{
    Acquaintance, Audit, AuditActor, BlindIndex, Contact, ContactState, KnownChild, LinkedVia, NewContact, School,
    Sought, Tx,
};

/// How fresh the note of a person's last message is kept.
const FRESH: Duration = Duration::from_mins(1);

/// Where a message came in.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    pub school: &'a School,
    pub account: &'a AccountId,
    pub channel: Channel,
    pub event: EventId,
    /// When it was said, by the provider's clock.
    pub said_at: Timestamp,
    pub now: Timestamp,
}

impl Origin<'_> {
    /// When they were heard: no clock is ahead of ours.
    fn heard_at(self) -> Timestamp {
        self.said_at.min(self.now)
    }
}

/// Somebody who wrote.
#[derive(Debug, Clone)]
pub struct Identified {
    pub contact: ContactId,
    pub state: ContactState,
    /// The language they chose.
    pub chosen_locale: Option<Locale>,
    /// The language of what they wrote last.
    pub heard_locale: Option<Locale>,
    /// What the school's file says that a guardian reads; asked for while nothing else is known.
    pub filed_locale: Option<Locale>,
    /// They had blocked us, and write again.
    pub unblocked: bool,
    /// The school's file makes them known, and this is the first we hear of them since.
    pub newly_known: bool,
    /// What they may do; a stranger while their address is suspended.
    pub actor: Actor,
    /// As the school writes it.
    pub name: Option<String>,
    /// The guardian they are, also when they are staff as well.
    pub guardian: Option<GuardianId>,
    /// The children that guardian may see.
    pub children: Vec<KnownChild>,
}

/// The names a provider gave somebody, with the keys they are found by.
struct Names<'a> {
    user: Option<&'a str>,
    phone: Option<Phone>,
    user_index: Option<BlindIndex>,
    phone_index: Option<BlindIndex>,
}

/// Says who a sender is, and notes that they wrote.
pub async fn identify(tx: &mut Tx, origin: Origin<'_>, sender: &Sender) -> Result<Identified, ActionError> {
    let names = Names::of(tx, sender)?;
    let school = origin.school.id;
    let found = tx.acquaintances(&names.sought(school, origin.account)).await?;
    let (known, others) = names.choose(found);
    let user = names.user_index.clone().or_else(|| known.as_ref().and_then(|known| known.contact.user.clone()));
    // Somebody else has been heard under this number: the school's file may mean either.
    let contested = others.iter().any(|other| other.contact.user.is_some() && other.contact.user != user);
    suspend_others(tx, origin, &names, others).await?;
    let person = match known {
        Some(known) => refresh(tx, origin, &names, known).await?,
        None => open(tx, origin, &names).await?,
    };
    let before = (person.contact.staff, person.contact.guardian);
    let person = if contested { person } else { look_up(tx, origin, &names, person).await? };
    let person = listen_to_client(tx, origin, sender, person).await?;
    let by_file = before != (person.contact.staff, person.contact.guardian);
    let newly_known = by_file || before != (None, None) && person.contact.last_inbound_at.is_none();
    // What comes late opens no window that has closed meanwhile (Meta counts from when it was written).
    let heard_at = origin.heard_at();
    let news = person.contact.last_inbound_at.is_none_or(|last| heard_at.since(last) >= FRESH)
        || person.contact.state == ContactState::Blocked
        || person.contact.doubted;
    if news && origin.now.since(heard_at) < FREE_TEXT_WINDOW {
        tx.heard_from(school, person.contact.id, heard_at);
    }
    let known = identified(person, origin.channel);
    let is_unheard = known.chosen_locale.or(known.heard_locale).is_none() && known.guardian.is_some();
    let filed_locale = match known.contact {
        contact if is_unheard => tx.locales_of(school, &[contact]).await?.remove(&contact),
        _ => None,
    };
    Ok(Identified { filed_locale, newly_known, ..known })
}

/// Reads at once what [`identify`] will ask for, one after the other, about these senders.
pub async fn foresee(tx: &mut Tx, senders: &[(SchoolId, &AccountId, &Sender)]) -> Result<(), ActionError> {
    let mut sought = Vec::with_capacity(senders.len());
    for (school, account, sender) in senders {
        // Whoever has no name at all is refused when their turn comes.
        if let Ok(names) = Names::of(tx, sender) {
            sought.push(names.sought(*school, account));
        }
    }
    Ok(tx.foresee(sought).await?)
}

/// Whether somebody is known in a school, or would be by its file.
pub async fn belongs(
    tx: &mut Tx,
    school: &School,
    account: &AccountId,
    channel: Channel,
    sender: &Sender,
) -> Result<bool, ActionError> {
    let names = Names::of(tx, sender)?;
    let (known, _) = names.choose(tx.acquaintances(&names.sought(school.id, account)).await?);
    if known.is_some_and(|known| known.staff.is_some() || known.guardian.is_some()) {
        return Ok(true);
    }
    Ok(match (channel, names.user, names.phone_index) {
        (Channel::Telegram, Some(user), _) => !tx.roster_by_telegram(school.id, user).await?.is_empty(),
        (Channel::WhatsApp | Channel::Sms, _, Some(phone)) if school.link_by == LinkBy::RosterPhone => {
            let found = tx.roster_by_phone(school.id, phone).await?;
            (!found.staff.is_empty() && channel != Channel::Sms) || !found.guardians.is_empty()
        }
        _ => false,
    })
}

/// Somebody who has written to us in private, as they are known. Nothing is noted: they spoke among others.
pub async fn acquainted(tx: &mut Tx, origin: Origin<'_>, sender: &Sender) -> Result<Option<Identified>, ActionError> {
    let names = Names::of(tx, sender)?;
    let (known, _) = names.choose(tx.acquaintances(&names.sought(origin.school.id, origin.account)).await?);
    let has_a_chat = |contact: &Contact| contact.last_inbound_at.is_some() && contact.state != ContactState::Blocked;
    Ok(known.filter(|known| has_a_chat(&known.contact)).map(|known| identified(known, origin.channel)))
}

/// What a person is found by in every school: the provider's own id of them, else their number.
pub fn person_key(tx: &Tx, sender: &Sender) -> Result<BlindIndex, ActionError> {
    let names = Names::of(tx, sender)?;
    names.user_index.or(names.phone_index).ok_or(ActionError::NotFound)
}

impl<'a> Names<'a> {
    fn of(tx: &Tx, sender: &'a Sender) -> Result<Self, ActionError> {
        let phone = sender.phone.as_deref().and_then(|phone| Phone::from_provider(phone).ok());
        let user = sender.user_id.as_deref();
        if phone.is_none() && user.is_none() {
            return Err(ActionError::NotFound);
        }
        let user_index = user.map(|user| tx.user_index(user));
        let phone_index = phone.as_ref().map(|phone| tx.phone_index(phone));
        Ok(Self { user, phone, user_index, phone_index })
    }

    fn sought(&self, school: SchoolId, account: &AccountId) -> Sought {
        let (user, phone) = (self.user_index.clone(), self.phone_index.clone());
        Sought { school, account: account.clone(), user, phone }
    }

    /// The address these names mean, and the other ones that share the number.
    fn choose(&self, mut found: Vec<Acquaintance>) -> (Option<Acquaintance>, Vec<Acquaintance>) {
        // The user id comes before the number, what may be used before what may not, the latest before the earlier.
        found.sort_by_key(|known| {
            let by_user = self.user_index.is_some() && known.contact.user == self.user_index;
            (by_user, known.contact.state != ContactState::Suspended, known.contact.id)
        });
        let mine = found.iter().rposition(|known| match (&self.user_index, &known.contact.user) {
            (Some(given), Some(bound)) => given == bound,
            _ => true,
        });
        (mine.map(|at| found.remove(at)), found)
    }
}

/// Suspends the links of addresses that have this number under another user id than the one given.
async fn suspend_others(
    tx: &mut Tx,
    origin: Origin<'_>,
    names: &Names<'_>,
    others: Vec<Acquaintance>,
) -> Result<(), ActionError> {
    for Acquaintance { contact: other, .. } in others {
        let bound_otherwise = names.user.is_some() && other.user.is_some() && other.user != names.user_index;
        let linked = other.staff.is_some() || other.guardian.is_some();
        if bound_otherwise && linked && other.state != ContactState::Suspended {
            suspend(tx, origin, &other, "number_with_another_user").await?;
        }
    }
    Ok(())
}

/// Suspends an address, whatever its state was.
pub(super) async fn suspend(
    tx: &mut Tx,
    origin: Origin<'_>,
    contact: &Contact,
    why: &'static str,
) -> Result<(), ActionError> {
    let usable = [ContactState::Active, ContactState::Stopped, ContactState::Blocked];
    if tx.change_contact_state(origin.school.id, contact.id, &usable, ContactState::Suspended).await? {
        note(tx, origin, contact.id, "contact.suspended", &json!({ "why": why, "event": origin.event }))?;
    }
    Ok(())
}

/// Completes what is stored about a known address by what the provider tells now.
async fn refresh(
    tx: &mut Tx,
    origin: Origin<'_>,
    names: &Names<'_>,
    mut known: Acquaintance,
) -> Result<Acquaintance, ActionError> {
    let (school, contact) = (origin.school.id, known.contact.id);
    if let (None, Some(user)) = (&known.contact.user, names.user) {
        tx.bind_user(school, contact, user).await?;
        known.contact.user.clone_from(&names.user_index);
    }
    let Some(phone) = names.phone.as_ref().filter(|_| known.contact.phone != names.phone_index) else {
        return Ok(known);
    };
    let moved = known.contact.phone.is_some();
    tx.bind_phone(school, contact, phone).await?;
    if moved {
        note(tx, origin, contact, "contact.number_changed", &json!({ "event": origin.event }))?;
    }
    // Another number under the same user id: what rested on the file's number does no longer hold.
    if moved && tx.drop_roster_links(school, contact).await? {
        note(tx, origin, contact, "contact.unlinked", &json!({ "why": "number_changed", "event": origin.event }))?;
    }
    reload(tx, origin, names, contact).await
}

/// Stores an address that is new to us.
async fn open(tx: &mut Tx, origin: Origin<'_>, names: &Names<'_>) -> Result<Acquaintance, ActionError> {
    let id = ContactId::fresh();
    let new = NewContact {
        id,
        account: origin.account,
        channel: origin.channel,
        user: names.user,
        phone: names.phone.as_ref(),
    };
    tx.insert_contact(origin.school.id, &new, origin.heard_at()).await?;
    reload(tx, origin, names, id).await
}

/// Links an address to the people that the school's file names for it, as far as that is allowed and clear.
async fn look_up(
    tx: &mut Tx,
    origin: Origin<'_>,
    names: &Names<'_>,
    person: Acquaintance,
) -> Result<Acquaintance, ActionError> {
    if person.contact.state == ContactState::Suspended {
        return Ok(person);
    }
    let (staff, guardian) = match (origin.channel, names.user, &names.phone_index) {
        (Channel::Telegram, Some(user), _) if person.contact.staff.is_none() => {
            (only(&tx.roster_by_telegram(origin.school.id, user).await?), None)
        }
        (Channel::WhatsApp | Channel::Sms, _, Some(phone))
            if origin.school.link_by == LinkBy::RosterPhone && person.contact.in_roster =>
        {
            let found = tx.roster_by_phone(origin.school.id, phone.clone()).await?;
            let staff = only(&found.staff).filter(|_| origin.channel != Channel::Sms);
            (staff, only(&found.guardians))
        }
        _ => (None, None),
    };
    let staff = staff.filter(|_| person.contact.staff.is_none());
    let guardian = guardian.filter(|_| person.contact.guardian.is_none());
    if staff.is_none() && guardian.is_none() {
        return Ok(person);
    }
    link(tx, origin, person.contact.id, staff, guardian).await?;
    reload(tx, origin, names, person.contact.id).await
}

async fn link(
    tx: &mut Tx,
    origin: Origin<'_>,
    contact: ContactId,
    staff: Option<StaffId>,
    guardian: Option<GuardianId>,
) -> Result<(), ActionError> {
    if let Some(staff) = staff {
        tx.link_staff(origin.school.id, contact, staff, LinkedVia::Roster).await?;
    }
    if let Some(guardian) = guardian {
        tx.link_guardian(origin.school.id, contact, guardian, LinkedVia::Roster).await?;
        tx.bring_what_waited(origin.school.id, guardian, contact, origin.now).await?;
    }
    let detail = json!({ "via": "roster", "staff": staff, "guardian": guardian, "event": origin.event });
    note(tx, origin, contact, "contact.linked", &detail)
}

/// The person as stored now.
async fn reload(
    tx: &mut Tx,
    origin: Origin<'_>,
    names: &Names<'_>,
    contact: ContactId,
) -> Result<Acquaintance, ActionError> {
    tx.acquaintances(&names.sought(origin.school.id, origin.account))
        .await?
        .into_iter()
        .find(|known| known.contact.id == contact)
        .ok_or(ActionError::NotFound)
}

fn note(
    tx: &mut Tx,
    origin: Origin<'_>,
    contact: ContactId,
    action: &'static str,
    detail: &serde_json::Value,
) -> Result<(), ActionError> {
    let Origin { school, now, .. } = origin;
    let subject = ("contact", contact.0);
    Ok(tx.audit(Audit { school: school.id, actor: AuditActor::Carnet, action, subject, now, detail })?)
}

/// The language of somebody's client speaks for them as long as nothing else does.
async fn listen_to_client(
    tx: &mut Tx,
    origin: Origin<'_>,
    sender: &Sender,
    mut person: Acquaintance,
) -> Result<Acquaintance, ActionError> {
    let known = person.staff.is_some() || person.guardian.is_some();
    let spoken = person.contact.chosen.or(person.contact.heard).is_some();
    if let Some(locale) = sender.language.as_deref().and_then(Locale::from_tag)
        && !known
        && !spoken
    {
        tx.note_heard_locale(origin.school.id, person.contact.id, locale).await?;
        person.contact.heard = Some(locale);
    }
    Ok(person)
}

/// The one of several; nobody where it is not clear who.
fn only<T: Copy>(found: &[T]) -> Option<T> {
    match found {
        [one] => Some(*one),
        _ => None,
    }
}

fn identified(person: Acquaintance, channel: Channel) -> Identified {
    let Acquaintance { contact, staff, guardian } = person;
    let usable = contact.state != ContactState::Suspended;
    let staff = staff.filter(|_| usable && channel != Channel::Sms);
    let guardian = guardian.filter(|_| usable);
    let name = staff.as_ref().map(|staff| staff.name.clone()).or(guardian.as_ref().and_then(|g| g.name.clone()));
    let guardian_id = guardian.as_ref().map(|guardian| guardian.id);
    let children = guardian.map(|guardian| guardian.children).unwrap_or_default();
    let ids = |children: &[KnownChild]| children.iter().map(|child| child.id).collect();
    let actor = match (staff, guardian_id) {
        (Some(staff), _) => Actor::Staff(StaffActor { children: ids(&children), ..staff.actor }),
        (None, Some(id)) => Actor::Guardian { id, children: ids(&children) },
        (None, None) => Actor::Stranger,
    };
    Identified {
        contact: contact.id,
        // A message is proof that the person does not block us any more.
        state: if contact.state == ContactState::Blocked { ContactState::Active } else { contact.state },
        chosen_locale: contact.chosen,
        heard_locale: contact.heard,
        filed_locale: None,
        unblocked: contact.state == ContactState::Blocked,
        newly_known: false,
        actor,
        name,
        guardian: guardian_id,
        children,
    }
}
