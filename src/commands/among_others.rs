//! What is said to us in a group.
//!
//! 1. A code links the group to a class.
//! 2. Whoever asks something is answered where nobody else reads it; whoever has no chat with us is told, in one sentence
//!    that names nobody, where to find us.
//! 3. Anything else is none of our business.
//!
//! Invariant: nothing that is said in a group is done or kept; a group is never told anything of a child or a person.

use carnet_webhooks::{Content, IncomingMessage};

use super::CommandError;
use super::answer;
use super::desk::Incoming;
use super::scope::Frame;
use super::turn::Turn;
use crate::actions::{ActionError, Cause, GroupOutcome, Identified, acquainted, belongs, redeem_group_code};
use crate::domain::{Actor, ContactId, LinkCode, MessageClass, SchoolId, Timestamp};
use crate::phrase::{GroupPhrase, Phrase};
use crate::store::{ContactState, NewMessage, School, Tx};

/// The commands a code stands behind; `start` is Telegram's own, for links that add a bot to a group.
const LINKING: [&str; 5] = ["groupe", "group", "majmoua", "مجموعة", "start"];

/// How often a group is told where to find us, at most.
const HOUR_MS: i64 = 3_600_000;

/// A command as it is typed in a group.
struct Command<'m> {
    name: &'m str,
    rest: &'m str,
}

impl<'m> Command<'m> {
    /// `None` for what is no command, or is another bot's.
    fn of(message: &'m IncomingMessage, bot: Option<&str>) -> Option<Self> {
        let Content::Text { body } = &message.content else { return None };
        let (word, rest) = body.strip_prefix('/')?.split_once(char::is_whitespace).unwrap_or((body.get(1..)?, ""));
        let (name, addressee) = word.split_once('@').map_or((word, None), |(name, bot)| (name, Some(bot)));
        let is_ours = addressee.zip(bot).is_none_or(|(named, ours)| named.eq_ignore_ascii_case(ours));
        (is_ours && !name.is_empty()).then_some(Self { name, rest: rest.trim() })
    }

    /// What stands behind a command that links a group.
    fn code(&self) -> Option<&'m str> {
        let links = LINKING.iter().any(|word| self.name.eq_ignore_ascii_case(word));
        (links && !(self.name == "start" && self.rest.is_empty())).then_some(self.rest)
    }

    /// As it would be typed in private.
    fn text(&self) -> String {
        format!("/{} {}", self.name, self.rest).trim_end().to_owned()
    }
}

/// Hears what was said in a group; who asked for something that is to be answered in private.
pub(super) async fn heard(
    tx: &mut Tx,
    frame: &Frame,
    incoming: Incoming<'_>,
    (id, title): (&str, Option<&str>),
    bot: Option<&str>,
) -> Result<Option<Identified>, CommandError> {
    let Some(command) = Command::of(incoming.message, bot) else { return Ok(None) };
    let origin = incoming.origin(&frame.school);
    let sender = &incoming.message.sender;
    // Whoever speaks as the group does not show who they are.
    let person = match sender.user_id.as_deref() {
        Some(user) if user == id => None,
        _ => acquainted(tx, origin, sender).await?,
    };
    let Some(code) = command.code() else {
        if person.is_none() {
            let address = tx.group_address(incoming.school, (incoming.account, id), incoming.now).await?;
            point_to_private(tx, incoming, address, bot)?;
        }
        return Ok(person);
    };
    let address = tx.group_address(incoming.school, (incoming.account, id), incoming.now).await?;
    try_code(tx, &frame.school, incoming, (address, title, code), person.as_ref()).await?;
    Ok(None)
}

async fn try_code(
    tx: &mut Tx,
    school: &School,
    incoming: Incoming<'_>,
    (address, title, typed): (ContactId, Option<&str>, &str),
    person: Option<&Identified>,
) -> Result<(), CommandError> {
    let actor = person.map_or(&Actor::Stranger, |person| &person.actor);
    let cause =
        Cause { contact: Some(address), event: Some(incoming.event), actor, ..Cause::of_itself(school, incoming.now) };
    let outcome = match LinkCode::parse(typed) {
        Some(code) => redeem_group_code(tx, &cause, (incoming.account, address, title), &code).await?,
        None => GroupOutcome::Refused,
    };
    let phrase = match outcome {
        GroupOutcome::Linked { class } => GroupPhrase::Welcome { class },
        GroupOutcome::Asked => GroupPhrase::Waits,
        GroupOutcome::Refused => GroupPhrase::CodeRefused,
    };
    Ok(tx.enqueue(to_group(incoming, address, phrase.phrase()))?)
}

/// One sentence that names nobody, at most once an hour.
fn point_to_private(
    tx: &mut Tx,
    incoming: Incoming<'_>,
    address: ContactId,
    bot: Option<&str>,
) -> Result<(), CommandError> {
    let phrase = GroupPhrase::InPrivate { bot: bot.map(str::to_owned) }.phrase();
    let hour = incoming.now.0 / HOUR_MS;
    Ok(tx.enqueue(to_group(incoming, address, phrase).once(&format!("group {address} in private {hour}")))?)
}

fn to_group(incoming: Incoming<'_>, address: ContactId, phrase: Phrase) -> NewMessage {
    let (account, class) = (incoming.account.clone(), MessageClass::Reply);
    NewMessage::new(incoming.school, account, address, class, phrase, incoming.now).because(Some(incoming.event))
}

/// Answers in private what only asks; whatever would change something is to be said in private, too.
pub(super) async fn answer_in_private(
    turn: &mut Turn<'_>,
    message: &IncomingMessage,
    person: &Identified,
) -> Result<(), CommandError> {
    let bot = turn.carriers.bot(turn.account);
    let Some(command) = Command::of(message, bot) else { return Ok(()) };
    if person.state == ContactState::Suspended {
        let school = turn.cause.school.name.clone();
        return turn.say(Phrase::Suspended { school });
    }
    answer::asked_among_others(turn, &command.text()).await
}

/// The school a group's message is for, where several share the account: the one whose code it is, the one whose group it
/// is, the one that knows who speaks; else the first.
pub(super) async fn school_of(
    tx: &mut Tx,
    incoming: Incoming<'_>,
    schools: &[School],
    (group, bot): (&str, Option<&str>),
) -> Result<SchoolId, CommandError> {
    let code = Command::of(incoming.message, bot).and_then(|command| LinkCode::parse(command.code()?));
    if let Some(code) = code {
        for school in schools {
            if is_code_of(tx, school.id, &code, incoming.now).await? {
                return Ok(school.id);
            }
        }
    }
    for school in schools {
        let address = tx.known_group_address(school.id, incoming.account, group).await?;
        if let Some(address) = address
            && tx.class_group_at(school.id, address).await?.is_some()
        {
            return Ok(school.id);
        }
    }
    for school in schools {
        if belongs(tx, school, incoming.account, incoming.channel, &incoming.message.sender).await? {
            return Ok(school.id);
        }
    }
    Ok(incoming.school)
}

async fn is_code_of(tx: &mut Tx, school: SchoolId, code: &LinkCode, now: Timestamp) -> Result<bool, ActionError> {
    Ok(tx.group_code(school, code, now).await?.is_some())
}
