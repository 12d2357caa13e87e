//! `groupe 4eA`: the Telegram group of a class's parents, linked by a code and unlinked again. In private only.

use super::press::GroupStep;
use super::turn::Turn;
use super::understand::{Intent, Interpretation, Pick, Reason};
use super::{CommandError, refusal};
use crate::actions::{decide_group, order_group_code, unlink_class, unlink_group};
use crate::domain::ClassGroupId;
use crate::phrase::{ApprovalStanding, GroupPhrase, Phrase};

/// Links a class's group, or unlinks it.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    if meaning.reason == Some(Reason::NotAllowed) {
        let phrase = refusal::not_allowed(turn, meaning);
        return turn.say(phrase);
    }
    if meaning.intent == Intent::GroupLink { link(turn, meaning).await } else { unlink(turn, meaning).await }
}

/// Gives out a code for a class's group.
async fn link(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let Some(class) = meaning.slots.class.as_ref().and_then(Pick::single) else { return how(turn) };
    let ordered = order_group_code(turn.tx, &turn.cause, class).await?;
    let phrase = GroupPhrase::Code {
        class: ordered.class_label,
        code: ordered.code.to_string(),
        bot: turn.carriers.bot_of(&turn.cause.school.code).map(str::to_owned),
        until: turn.cause.school.local(ordered.until),
    };
    turn.say(phrase.phrase())
}

/// Unlinks the groups of a class.
async fn unlink(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let Some(class) = meaning.slots.class.as_ref().and_then(Pick::single) else { return how(turn) };
    let unlinked = unlink_class(turn.tx, &turn.cause, class).await?;
    let class = turn.class_label(class);
    let phrase = if unlinked == 0 { GroupPhrase::NoGroup { class } } else { GroupPhrase::Unlinked { class } };
    turn.say(phrase.phrase())
}

/// Does what a button under news of a group says.
pub(super) async fn pressed(turn: &mut Turn<'_>, group: ClassGroupId, step: GroupStep) -> Result<(), CommandError> {
    let done = match step {
        GroupStep::Unlink => unlink_group(turn.tx, &turn.cause, group).await?,
        step => decide_group(turn.tx, &turn.cause, group, step == GroupStep::Accept).await?,
    };
    let Some(done) = done else { return turn.say(Phrase::ApprovalStands(ApprovalStanding::SettledBefore)) };
    let (class, title) = (done.class_label, done.title);
    let phrase = match step {
        GroupStep::Accept => GroupPhrase::Linked { class, title },
        GroupStep::Refuse => GroupPhrase::Refused { class },
        GroupStep::Unlink => GroupPhrase::Unlinked { class },
    };
    turn.say(phrase.phrase())
}

fn how(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let class = turn.index.school().classes.first().map(|class| class.label.clone());
    turn.say(GroupPhrase::How { class }.phrase())
}
