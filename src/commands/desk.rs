//! The front desk: one incoming message from the door to its answers, inside the caller's transaction.
//!
//! 1. Which school, which person (`actions::identify`).
//! 2. What they may name (scope) and what we remember of the conversation.
//! 3. Answer, and remember where the conversation stands now.

use carnet_webhooks::{Chat, Content, IncomingMessage};
use std::sync::Arc;

use super::among_others;
use super::answer::answer;
use super::consent;
use super::conversation;
use super::dialogue::{Memory, Source};
use super::reach;
use super::scope::{Frame, Scopes};
use super::turn::Turn;
use super::understand::{Index, Lexicon};
use super::{CommandError, press::Press};
use crate::actions::{Cause, Identified, Origin, identify, note_late, welcome_back};
use crate::domain::{
    AccountId, Carriers, Channel, EventId, FREE_TEXT_WINDOW, SchoolId, TALK_LIVES, Timestamp, share_of,
};
use crate::phrase::{Guide, Phrase, SheetWords};
use crate::store::{ContactState, School, Tx};
use std::time::Duration;

/// By so much at most the clocks of two processes differ.
const CLOCKS_DIFFER: Duration = Duration::from_secs(5);

/// A message with where and when it came in.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'a> {
    pub school: SchoolId,
    pub account: &'a AccountId,
    pub channel: Channel,
    pub event: EventId,
    pub message: &'a IncomingMessage,
    pub now: Timestamp,
    /// By the provider's clock.
    pub said_at: Timestamp,
    /// They are known in several schools of the account: an answer names its own.
    pub among: bool,
    /// The school's `WhatsApp` account, where guardians of its file can be written to first.
    pub roster_account: Option<&'a AccountId>,
}

impl<'a> Incoming<'a> {
    /// Where it came in, for a school.
    pub(super) fn origin(self, school: &'a School) -> Origin<'a> {
        let Self { account, channel, event, said_at, now, .. } = self;
        Origin { school, account, channel, event, said_at, now }
    }
}

/// Answers people. One per process; keeps what is costly to prepare.
pub struct Desk {
    scopes: Scopes,
    carriers: Arc<Carriers>,
    words: [SheetWords; 3],
    letters: Letters,
}

/// The first letter of a text that no font of what is printed has.
pub type Letters = fn(&str) -> Option<char>;

impl Desk {
    /// A desk that understands the words of `lexicon`, puts `words` into files, in the order of
    /// [`Locale::ALL`](crate::domain::Locale::ALL), and knows what the accounts can carry.
    pub fn new(lexicon: Arc<Lexicon>, words: [SheetWords; 3], carriers: Arc<Carriers>) -> Self {
        Self { scopes: Scopes::new(lexicon), carriers, words, letters: |_| None }
    }

    /// The same where report cards are printed: whose names cannot be, is said before they are.
    #[must_use]
    pub fn printing(self, letters: Letters) -> Self {
        Self { letters, ..self }
    }

    /// Answers one message. Returns whether anything was said.
    pub async fn answer(&self, tx: &mut Tx, incoming: Incoming<'_>) -> Result<bool, CommandError> {
        let frame = self.scopes.frame(tx, incoming.school, incoming.now).await?;
        let person = match &incoming.message.chat {
            Chat::Private => identify(tx, incoming.origin(&frame.school), &incoming.message.sender).await?,
            // Elsewhere than at Telegram there are none of ours.
            Chat::Group { .. } if incoming.channel != Channel::Telegram => return Ok(false),
            Chat::Group { id, title } => {
                let bot = self.carriers.bot(incoming.account);
                let heard = among_others::heard(tx, &frame, incoming, (id, title.as_deref()), bot).await?;
                let Some(person) = heard else { return Ok(false) };
                person
            }
        };
        let index = self.scopes.index(tx, &frame, &person, incoming.now).await?;
        let family = Scopes::as_family(&frame, &person);
        let remembered = tx.dialogue(incoming.school, person.contact).await?;
        let memory = match &remembered.state {
            Some(stored) => serde_json::from_slice(stored)?,
            None => Memory::default(),
        };
        // Until the line that began it has left, nobody is in the middle of a thread; clocks may differ a little.
        let from = |until: Timestamp| until.minus(TALK_LIVES + CLOCKS_DIFFER);
        let lives = |until: Timestamp| until > incoming.now && from(until) <= incoming.now;
        let talking = remembered.talking.filter(|(_, until)| lives(*until)).map(|(with, _)| with);
        let mut turn = turn(tx, &frame, incoming, &person, (index, family), (memory.clone(), self));
        if incoming.message.chat.group().is_some() {
            among_others::answer_in_private(&mut turn, incoming.message, &person).await?;
        } else {
            turn.talking = talking;
            turn.disagreed = consent::has_disagreed(&mut turn).await?;
            turn.departed = consent::departed(&mut turn).await?;
            respond(&mut turn, incoming.message, &person).await?;
        }
        let (after, spoken) = (turn.memory, turn.spoken);
        if after != memory {
            let state = serde_json::to_vec(&after)?;
            tx.remember_dialogue(incoming.school, person.contact, &state, incoming.now).await?;
        }
        Ok(spoken > 0)
    }

    /// Tells whoever wrote that nothing came of it and that they may write it again: handling it has failed for good.
    pub async fn regret(&self, tx: &mut Tx, incoming: Incoming<'_>) -> Result<(), CommandError> {
        if incoming.message.chat.group().is_some() {
            return Ok(());
        }
        let frame = self.scopes.frame(tx, incoming.school, incoming.now).await?;
        let person = identify(tx, incoming.origin(&frame.school), &incoming.message.sender).await?;
        if person.state != ContactState::Active {
            return Ok(());
        }
        let index = self.scopes.index(tx, &frame, &person, incoming.now).await?;
        let mut turn = turn(tx, &frame, incoming, &person, (index, None), (Memory::default(), self));
        turn.say(Phrase::AskAgain)
    }

    /// Makes a school ready ahead of messages, where it has changed or was never asked for.
    pub async fn prepare(&self, tx: &mut Tx, school: SchoolId, now: Timestamp) -> Result<(), CommandError> {
        self.scopes.prepare(tx, school, now).await
    }

    /// What the bot of an account is called.
    pub(super) fn bot(&self, account: &AccountId) -> Option<&str> {
        self.carriers.bot(account)
    }

    /// What a person may name in a school.
    pub(super) async fn index_of(
        &self,
        tx: &mut Tx,
        school: SchoolId,
        person: &Identified,
        now: Timestamp,
    ) -> Result<Arc<Index>, CommandError> {
        let frame = self.scopes.frame(tx, school, now).await?;
        self.scopes.index(tx, &frame, person, now).await
    }

    /// What somebody may name of whom nothing is known.
    pub(super) fn stranger(&self) -> &Index {
        self.scopes.nothing()
    }

    /// Where an event that is no message came in, for the actions that handle it.
    pub async fn frame(&self, tx: &mut Tx, school: SchoolId, now: Timestamp) -> Result<Arc<Frame>, CommandError> {
        self.scopes.frame(tx, school, now).await
    }
}

fn turn<'t>(
    tx: &'t mut Tx,
    frame: &'t Frame,
    incoming: Incoming<'t>,
    person: &'t Identified,
    (index, family): (Arc<Index>, Option<Arc<Index>>),
    (memory, desk): (Memory, &'t Desk),
) -> Turn<'t> {
    Turn {
        tx,
        cause: Cause {
            school: &frame.school,
            actor: &person.actor,
            contact: Some(person.contact),
            event: Some(incoming.event),
            now: incoming.now,
            roster_account: incoming.roster_account,
            jitter: share_of(incoming.event.0),
        },
        account: incoming.account,
        channel: incoming.channel,
        contact: person.contact,
        guardian: person.guardian,
        links: &person.children,
        name: person.name.clone(),
        chosen: person.chosen_locale,
        heard: person.heard_locale,
        filed: person.filed_locale,
        index,
        family,
        memory,
        carriers: &desk.carriers,
        words: &desk.words,
        letters: desk.letters,
        message: &incoming.message.id,
        source: Source { message: incoming.message.id.clone(), edited: false },
        spoken: 0,
        talking: None,
        quotes: quoted(incoming),
        said_at: incoming.said_at,
        among: incoming.among,
        stopped: person.state == ContactState::Stopped,
        disagreed: false,
        departed: Vec::new(),
        former: Vec::new(),
    }
}

/// What is quoted, as the provider knows it in an account: a Telegram id is one of its chat only.
fn quoted(incoming: Incoming<'_>) -> Option<String> {
    if incoming.message.chat.group().is_some() {
        return None;
    }
    let quotes = incoming.message.quotes.as_deref()?;
    match (incoming.channel, incoming.message.sender.user_id.as_deref()) {
        (Channel::Telegram, Some(chat)) => Some(format!("{chat}:{quotes}")),
        _ => Some(quotes.to_owned()),
    }
}

async fn respond(turn: &mut Turn<'_>, message: &IncomingMessage, person: &Identified) -> Result<(), CommandError> {
    if person.unblocked {
        welcome_back(turn.tx, &turn.cause, turn.contact, turn.guardian).await?;
    }
    if person.state == ContactState::Suspended && !may_speak_while_suspended(turn, message).await? {
        let school = turn.cause.school.name.clone();
        return turn.say(Phrase::Suspended { school });
    }
    if came_late(turn, message)? {
        return Ok(());
    }
    if person.newly_known {
        turn.memory.offer_walk();
    }
    turn.memory.expire(turn.cause.now);
    answer(turn, message, person.chosen_locale, person.state == ContactState::Stopped).await?;
    conversation::tell_left(turn)?;
    match message.content {
        Content::Text { .. } | Content::Press { .. } => consent::ask_about_new_words(turn).await,
        _ => Ok(()),
    }
}

/// What comes a day after it was said is not done any more: it may be undone, or be said again, meanwhile. Whoever wants to be
/// left alone is, however late it is heard. Says whether it was so.
fn came_late(turn: &mut Turn<'_>, message: &IncomingMessage) -> Result<bool, CommandError> {
    use super::understand::{Intent, interpret};
    if turn.cause.now.since(turn.said_at) <= FREE_TEXT_WINDOW {
        return Ok(false);
    }
    if let Content::Text { body } = &message.content {
        let meaning = interpret(body, &turn.index, &turn.dialogue(None, false));
        let leaves =
            [Intent::Stop, Intent::StopChild, Intent::StopChannel, Intent::ConsentWithdraw, Intent::ConsentRefuse];
        if leaves.contains(&meaning.intent) {
            return Ok(false);
        }
    }
    note_late(turn.tx, &turn.cause, turn.said_at)?;
    let school = turn.cause.school.name.clone();
    turn.say(Phrase::Guide(Guide::CameLate { school }))?;
    Ok(true)
}

/// A suspended person can still send the code that makes them known again, and can still say stop.
async fn may_speak_while_suspended(turn: &mut Turn<'_>, message: &IncomingMessage) -> Result<bool, CommandError> {
    use super::understand::{Intent, interpret};
    Ok(match &message.content {
        Content::Text { body } => {
            let meaning = interpret(body, &turn.index, &turn.dialogue(None, false));
            reach::follow_language(turn, meaning.language).await?;
            match meaning.intent {
                Intent::Link => meaning.slots.code.is_some(),
                intent => matches!(intent, Intent::Stop | Intent::Yes | Intent::No | Intent::ConsentAccept),
            }
        }
        Content::Press { payload, .. } => matches!(Press::parse(payload), Some(Press::Yes(_) | Press::No(_))),
        _ => false,
    })
}
