//! Who answered what, by name: for whoever runs the school, page by page, and noted each time.

use serde_json::json;

use super::{Content, report};
use crate::actions::{ActionError, Cause};
use crate::domain::{Action, BroadcastAnswer, BroadcastAsk, BroadcastId, can, count};
use crate::phrase::{AnswerGroup, BroadcastPhrase, NamedReader, Phrase, StudentLabel};
use crate::store::{Reader, Tx};

/// Families on a page.
const PAGE: usize = 40;

/// A page of names, from 0, and whether another one follows.
pub async fn answers_by_name(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    page: u8,
) -> Result<(Phrase, bool), ActionError> {
    if !can(cause.actor, Action::Administer) {
        return Err(ActionError::Denied);
    }
    let school = cause.school.id;
    let found = tx.broadcast(school, broadcast).await?.ok_or(ActionError::NotFound)?;
    let mut readers: Vec<(AnswerGroup, Reader)> = tx
        .broadcast_readers(school, broadcast)
        .await?
        .into_iter()
        .map(|one| (group_of(&one, found.ask), one))
        .collect();
    // Those of one group stay by class and name.
    readers.sort_by_key(|(group, _)| *group);
    let counts: Vec<(AnswerGroup, u32)> = AnswerGroup::ALL
        .into_iter()
        .map(|group| (group, count(readers.iter().filter(|(of, _)| *of == group).count())))
        .filter(|(_, count)| *count > 0)
        .collect();
    let pages = readers.len().div_ceil(PAGE).max(1);
    let from = usize::from(page) * PAGE;
    let people = readers.into_iter().skip(from).take(PAGE).map(|(group, reader)| (group, named(reader))).collect();
    let detail = json!({ "page": page });
    cause.note(tx, "broadcast.names_seen", ("broadcast", broadcast.0), &detail)?;
    let start = report::start_of(&Content::of(&found)?, None);
    let (page, pages, ask) = (u32::from(page) + 1, count(pages), found.ask);
    let phrase = BroadcastPhrase::Names { start, ask, counts, people, page, pages };
    Ok((Phrase::Broadcast(phrase), page < pages))
}

fn group_of(reader: &Reader, ask: BroadcastAsk) -> AnswerGroup {
    let reached = reader.state == "accepted";
    match (reader.answer, ask) {
        (Some(BroadcastAnswer::Coming), _) => AnswerGroup::Coming,
        (Some(BroadcastAnswer::NotComing), _) => AnswerGroup::NotComing,
        (Some(BroadcastAnswer::Read), _) => AnswerGroup::Read,
        // Nothing was asked: a receipt says that it was read.
        (None, BroadcastAsk::Nothing) if reached && reader.rank >= 4 => AnswerGroup::Read,
        (None, _) if reached => AnswerGroup::Silent,
        (None, _) => AnswerGroup::NotReached,
    }
}

fn named(reader: Reader) -> NamedReader {
    let child = |(name, class)| (StudentLabel::full(&name), class);
    NamedReader { children: reader.children.into_iter().map(child).collect(), guardian: reader.name }
}
