//! For which school a message is, where several share an account.
//!
//! 1. An answer to something a school sent is for that school.
//! 2. A code is for the school that gave it out; nothing more is said of codes than a school alone would say.
//! 3. Somebody known in one school talks with that one; a stranger with the account's first.
//! 4. Somebody known in several is asked once, what they wanted is kept meanwhile, and the choice holds while they talk.
//!    Asking for silence is never asked back: it is heard by all of them, or by those where the child it names is theirs.
//!
//! Invariant: nothing of one school is read or said in the name of another.

use carnet_webhooks::{Content, IncomingMessage};
use std::time::Duration;

use super::desk::{Desk, Incoming};
use super::press::Press;
use super::turn::choice;
use super::understand::{Dialogue, Intent, Interpretation, answer_to_announcement, interpret};
use super::{CommandError, among_others};
use crate::actions::{acquainted, awaits_answer, belongs, identify, may_try_codes, person_key};
use crate::domain::{LinkCode, MessageClass, SchoolId, Timestamp, fold};
use crate::phrase::{Label, Phrase, Say};
use crate::store::{BlindIndex, NewMessage, School, SchoolChoice, Tx};

/// How long a choice holds after the last message.
const TALK: Duration = Duration::from_mins(30);

/// Messages kept while a person is asked which school they mean.
const MOST_WAITING: usize = 20;

/// Where a message goes.
#[derive(Debug)]
pub enum Addressed {
    /// To these schools; with what they said before and while they were asked which, in place of the answer. `among`: the
    /// person is known in several, and is told which one answers.
    To { schools: Vec<SchoolId>, before: Vec<IncomingMessage>, among: bool },
    /// The person has been asked, or told.
    Answered,
}

impl Addressed {
    fn to(school: SchoolId, among: bool) -> Self {
        Self::To { schools: vec![school], before: Vec::new(), among }
    }
}

impl Desk {
    /// Finds the school of a message. `incoming.school` is the account's first one, `schools` are all of them.
    pub async fn address(
        &self,
        tx: &mut Tx,
        incoming: Incoming<'_>,
        schools: &[School],
    ) -> Result<Addressed, CommandError> {
        let sender = &incoming.message.sender;
        if let Some(group) = incoming.message.chat.group() {
            let school = among_others::school_of(tx, incoming, schools, (group, self.bot(incoming.account))).await?;
            return Ok(Addressed::to(school, false));
        }
        let mut known = Vec::new();
        for school in schools {
            if belongs(tx, school, incoming.account, incoming.channel, sender).await? {
                known.push(school);
            }
        }
        let among = known.len() > 1;
        let to = |school| Ok(Addressed::to(school, among));
        if let Some(school) = answered(tx, incoming, schools).await? {
            return to(school);
        }
        let mut talk = Talk { incoming, person: person_key(tx, sender)?, before: None };
        let meaning = schools.first().and_then(|first| self.meaning(incoming.message, first, incoming.now));
        if let Some(school) = talk.school_of_code(tx, schools, meaning.as_ref()).await? {
            return to(school);
        }
        let means = |intents: &[Intent]| meaning.as_ref().is_some_and(|meaning| intents.contains(&meaning.intent));
        // A yes or a no is for the school that asked: the one whose code they sent, also before it knows them.
        let answers = means(&[Intent::Yes, Intent::No, Intent::ConsentAccept, Intent::ConsentRefuse]);
        if answers || known.len() > 1 {
            talk.remind(tx).await?;
        }
        if let Some(school) = talk.chosen_of(schools.iter()).filter(|_| answers) {
            return to(school.id);
        }
        match known.as_slice() {
            [] => to(incoming.school),
            [one] => to(one.id),
            several if means(&[Intent::Stop, Intent::Start]) => {
                let named = self.where_a_child_is_named(tx, incoming, several).await?;
                let all = || several.iter().map(|school| school.id).collect();
                let schools = if named.is_empty() { all() } else { named };
                Ok(Addressed::To { schools, before: Vec::new(), among })
            }
            several => match self.who_awaits(tx, incoming, several).await?.as_slice() {
                [] => talk.among(tx, several).await,
                [one] => to(one.id),
                asking => talk.ask_unless_picked(tx, several, asking).await,
            },
        }
    }

    /// `je viens`: the schools of which an announcement waits for that answer, whichever they talk with.
    async fn who_awaits<'s>(
        &self,
        tx: &mut Tx,
        incoming: Incoming<'_>,
        known: &[&'s School],
    ) -> Result<Vec<&'s School>, CommandError> {
        let Content::Text { body } = &incoming.message.content else { return Ok(Vec::new()) };
        let Some(answer) = answer_to_announcement(body, self.stranger()) else { return Ok(Vec::new()) };
        let mut asking = Vec::new();
        for school in known {
            let person = acquainted(tx, incoming.origin(school), &incoming.message.sender).await?;
            if let Some(guardian) = person.and_then(|person| person.guardian)
                && awaits_answer(tx, school.id, (guardian, answer), incoming.now).await?
            {
                asking.push(*school);
            }
        }
        Ok(asking)
    }

    /// `STOP Awa`: the schools in which the person has a child of that name.
    async fn where_a_child_is_named(
        &self,
        tx: &mut Tx,
        incoming: Incoming<'_>,
        known: &[&School],
    ) -> Result<Vec<SchoolId>, CommandError> {
        let Content::Text { body } = &incoming.message.content else { return Ok(Vec::new()) };
        let mut named = Vec::new();
        for school in known {
            let Some(person) = acquainted(tx, incoming.origin(school), &incoming.message.sender).await? else {
                continue;
            };
            let index = self.index_of(tx, school.id, &person, incoming.now).await?;
            let meaning = interpret(body, &index, &Dialogue::at(school.local(incoming.now)));
            if matches!(meaning.intent, Intent::StopChild | Intent::StartChild) && meaning.slots.student.is_some() {
                named.push(school.id);
            }
        }
        Ok(named)
    }

    /// What the words alone mean, whoever says them.
    fn meaning(&self, message: &IncomingMessage, first: &School, now: Timestamp) -> Option<Interpretation> {
        let Content::Text { body } = &message.content else { return None };
        Some(interpret(body, self.stranger(), &Dialogue::at(first.local(now))))
    }
}

/// A message, who sent it, and where the talk about schools stands.
struct Talk<'a> {
    incoming: Incoming<'a>,
    person: BlindIndex,
    /// What they were asked and chose, while that holds.
    before: Option<SchoolChoice>,
}

impl Talk<'_> {
    async fn remind(&mut self, tx: &mut Tx) -> Result<(), CommandError> {
        let before = tx.school_choice(self.incoming.account, &self.person).await?;
        self.before = before.filter(|choice| self.incoming.now.since(choice.at) < TALK);
        Ok(())
    }

    /// The school that gave out the code they sent.
    async fn school_of_code(
        &self,
        tx: &mut Tx,
        schools: &[School],
        meaning: Option<&Interpretation>,
    ) -> Result<Option<SchoolId>, CommandError> {
        let typed = meaning.and_then(|meaning| meaning.slots.code.as_deref());
        let Some(code) = typed.and_then(LinkCode::parse) else { return Ok(None) };
        let Some(first) = schools.first() else { return Ok(None) };
        // Codes that no school knows are counted by the first: whoever guesses is not heard by the others either.
        let person = identify(tx, self.incoming.origin(first), &self.incoming.message.sender).await?;
        if !may_try_codes(tx, first.id, person.contact, self.incoming.now).await? {
            return Ok(Some(first.id));
        }
        for school in schools {
            if tx.find_code(school.id, &code).await?.is_some() {
                self.remember(tx, schools.iter(), Some(school.id), None).await?;
                return Ok(Some(school.id));
            }
        }
        Ok(None)
    }

    /// Somebody known in several schools.
    async fn among(&self, tx: &mut Tx, several: &[&School]) -> Result<Addressed, CommandError> {
        if let Some(school) = self.picked(several) {
            return self.chosen(tx, several, school).await;
        }
        match self.chosen_of(several.iter().copied()) {
            Some(school) => {
                self.remember(tx, several.iter().copied(), Some(school.id), None).await?;
                Ok(Addressed::to(school.id, true))
            }
            None => self.ask(tx, several).await,
        }
    }

    /// What they say is for one of these, whichever they have chosen before: asked, but for a name that picks one.
    async fn ask_unless_picked(
        &self,
        tx: &mut Tx,
        several: &[&School],
        asking: &[&School],
    ) -> Result<Addressed, CommandError> {
        match self.picked(several) {
            Some(school) => self.chosen(tx, several, school).await,
            None => self.ask(tx, asking).await,
        }
    }

    /// The one of these that they have chosen.
    fn chosen_of<'s>(&self, mut schools: impl Iterator<Item = &'s School>) -> Option<&'s School> {
        let chosen = self.before.as_ref()?.chosen?;
        schools.find(|school| school.id == chosen)
    }

    /// The school they pick by this message: its button, its number while it is asked for, or its name.
    fn picked<'s>(&self, several: &[&'s School]) -> Option<&'s School> {
        let by_id = |id: SchoolId| several.iter().find(|school| school.id == id).copied();
        match &self.incoming.message.content {
            Content::Press { payload, .. } => match Press::parse(payload) {
                Some(Press::School(id)) => by_id(id),
                _ => None,
            },
            Content::Text { body } => {
                let said = fold(body);
                let number: Option<usize> = said.trim().trim_end_matches(['.', ')']).parse().ok();
                let numbered = self.asked().zip(number).and_then(|(choice, number)| {
                    let offered = choice.offered.get(number.checked_sub(1)?)?;
                    by_id(*offered)
                });
                let is_named = |school: &&&School| [&school.name, &school.code].iter().any(|name| fold(name) == said);
                numbered.or_else(|| several.iter().find(is_named).copied())
            }
            _ => None,
        }
    }

    /// What they were asked and have not answered.
    fn asked(&self) -> Option<&SchoolChoice> {
        self.before.as_ref().filter(|choice| choice.chosen.is_none())
    }

    async fn remember(
        &self,
        tx: &mut Tx,
        offered: impl Iterator<Item = &School>,
        chosen: Option<SchoolId>,
        waiting: Option<Vec<u8>>,
    ) -> Result<(), CommandError> {
        let offered = offered.map(|school| school.id).collect();
        let choice = SchoolChoice { chosen, offered, waiting, at: self.incoming.now };
        Ok(tx.remember_school_choice(self.incoming.account, &self.person, &choice).await?)
    }

    /// What they have said since they were asked.
    fn waiting(&self) -> Vec<IncomingMessage> {
        let waiting = self.asked().and_then(|choice| choice.waiting.as_deref());
        waiting.and_then(|json| serde_json::from_slice(json).ok()).unwrap_or_default()
    }

    /// They have chosen: what they wanted before is done now.
    async fn chosen(&self, tx: &mut Tx, several: &[&School], school: &School) -> Result<Addressed, CommandError> {
        let waiting = self.waiting();
        self.remember(tx, several.iter().copied(), Some(school.id), None).await?;
        if !waiting.is_empty() {
            return Ok(Addressed::To { schools: vec![school.id], before: waiting, among: true });
        }
        self.say(tx, school, Phrase::SchoolChosen { school: school.name.clone() }.into()).await?;
        Ok(Addressed::Answered)
    }

    async fn ask(&self, tx: &mut Tx, several: &[&School]) -> Result<Addressed, CommandError> {
        // Nothing that is said meanwhile is lost; whoever says more than this much has long forgotten the question.
        let mut waiting = self.waiting();
        if waiting.len() < MOST_WAITING {
            waiting.push(self.incoming.message.clone());
        }
        self.remember(tx, several.iter().copied(), None, Some(serde_json::to_vec(&waiting)?)).await?;
        let choices = several.iter().map(|school| choice(&Press::School(school.id), Label::Name(school.name.clone())));
        let say = Say { phrase: Phrase::WhichSchool, choices: choices.collect() };
        if let Some(first) = several.first() {
            self.say(tx, first, say).await?;
        }
        Ok(Addressed::Answered)
    }

    async fn say(&self, tx: &mut Tx, school: &School, say: Say) -> Result<(), CommandError> {
        let person = identify(tx, self.incoming.origin(school), &self.incoming.message.sender).await?;
        let (account, now) = (self.incoming.account.clone(), self.incoming.now);
        let reply = NewMessage::new(school.id, account, person.contact, MessageClass::Reply, say, now);
        Ok(tx.enqueue(reply.because(Some(self.incoming.event)))?)
    }
}

/// The school whose message is answered: quoted, or with the button that was pressed.
async fn answered(tx: &mut Tx, incoming: Incoming<'_>, schools: &[School]) -> Result<Option<SchoolId>, CommandError> {
    let message = incoming.message;
    let on = match &message.content {
        Content::Press { payload, .. } if matches!(Press::parse(payload), Some(Press::School(_))) => None,
        Content::Press { on, .. } => on.as_ref(),
        _ => message.quotes.as_ref(),
    };
    let Some(on) = on else { return Ok(None) };
    // Telegram's ids are unique per chat only: ours name the chat, too.
    let in_chat = message.sender.user_id.as_ref().map(|chat| format!("{chat}:{on}"));
    for id in [Some(on), in_chat.as_ref()].into_iter().flatten() {
        if let Some(school) = tx.school_of_sent(incoming.account, id).await? {
            return Ok(schools.iter().map(|one| one.id).find(|id| *id == school));
        }
    }
    Ok(None)
}
