//! A picture, a voice or a document in the middle of a thread: passed on as it is, by what it is and not by what it is called.

use carnet_webhooks::{Media, MediaKind};

use super::super::CommandError;
use super::super::turn::Turn;
use super::pass::{InThread, ToSchool, Wording, in_thread, keep_talking, to_family, to_school};
use crate::actions::PassedFile;
use crate::domain::Carried;
use crate::phrase::{ConversationPhrase, NotPassed, Phrase};
use crate::store::Attachment;

/// Passes on what was sent in a thread. Says whether it was for one: a table that somebody of the school sends is marks.
pub(in crate::commands) async fn takes_file(turn: &mut Turn<'_>, media: &Media) -> Result<bool, CommandError> {
    let Some(event) = turn.cause.event else { return Ok(false) };
    let school = turn.cause.school.id;
    let packed = match turn.tx.attachment(school, event).await? {
        Some(Attachment::There(packed)) => packed,
        // A table that is lost is spoken of as one.
        _ if media.kind == MediaKind::Document && turn.staff().is_some() => return Ok(false),
        Some(Attachment::Wanted | Attachment::Gone) | None => Carried::TooLarge.pack(),
    };
    let carried = Carried::unpack(&packed);
    if let Carried::Read(_) = carried {
        return Ok(false);
    }
    // Whatever becomes of it, it is not needed here any more.
    turn.tx.forget_attachment(school, event).await?;
    if turn.quotes.is_none() && turn.talking.is_none() {
        return Ok(false);
    }
    let Some(found) = in_thread(turn).await? else { return Ok(false) };
    let file = match carried {
        Carried::File(bytes) => PassedFile::recognise(bytes, media.file_name.as_deref()),
        Carried::Read(_) | Carried::TooLarge => None,
    };
    if file.is_none() {
        let why = NotPassed::File;
        turn.say(Phrase::Conversation(ConversationPhrase::NotPassed { why }))?;
        return Ok(true);
    }
    let InThread { thread, answers, .. } = found;
    let wording = Wording { text: media.caption.clone().unwrap_or_default(), answers, file };
    if turn.guardian != Some(thread.guardian) {
        to_family(turn, &thread, wording).await?;
    } else if to_school(turn, &thread, wording).await? != ToSchool::Not {
        keep_talking(turn, thread.id).await?;
    }
    Ok(true)
}
