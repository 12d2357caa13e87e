//! T1: what is about to leave is checked once more, and the intent is durable before the first byte.

use std::collections::HashSet;
use std::time::Duration;

use super::lane::Lane;
use super::metrics;
use crate::domain::{AttemptId, Channel, Locale, MessageClass, MessageId, SchoolId, Timestamp};
use crate::gateway::{Address, Content, Message};
use crate::phrase::{Phrase, Say};
use crate::store::{Candidate, Intent, StoreError, Tx, Withdrawal};

/// Meta, customer service window: free text only this long after the person's last message, less a minute of doubt.
const WINDOW: Duration = Duration::from_secs(24 * 3600 - 60);

/// A message whose intent is durable: it may be sent, once.
pub(super) struct Intended {
    pub(super) school: SchoolId,
    pub(super) id: MessageId,
    pub(super) class: MessageClass,
    pub(super) attempt_no: u32,
    pub(super) epoch: i64,
    pub(super) eligible_at: Timestamp,
    pub(super) message: Message,
}

/// Checks candidates again, states the intent for those that hold, ends the others; one commit.
///
/// `None` when the lane is not ours any more, or paused.
pub(super) async fn intend(lane: &Lane, chosen: Vec<Candidate>) -> Result<Option<Vec<Intended>>, StoreError> {
    let now = lane.clock.now();
    let mut tx = lane.store.begin().await?;
    if !tx.holds_lane(&lane.account, lane.owner, lane.epoch).await? {
        return Ok(None);
    }
    let true_now = tx.still_true(&chosen).await?;
    let mut leaving = Vec::with_capacity(chosen.len());
    let mut withdrawn = Vec::new();
    for mut candidate in chosen {
        match judge(&candidate, &true_now, now) {
            Ok(()) => {}
            Err(Objection::AskAgain) => {
                let say = Say::from(Phrase::AskAgain);
                tx.replace_phrase(candidate.school, candidate.id, &say).await?;
                candidate.say = say;
            }
            Err(Objection::Withdraw(how, reason)) => {
                withdrawn.push((candidate.school, candidate.id, how, reason));
                continue;
            }
        }
        match content(lane, &candidate, now) {
            Some(content) => leaving.push((candidate, content)),
            None => withdrawn.push((candidate.school, candidate.id, Withdrawal::Failed, "no_template")),
        }
    }
    tx.withdraw_messages(&withdrawn, now).await?;
    let intended = state(lane, &mut tx, leaving, now).await?;
    tx.commit().await?;
    for (_, _, _, reason) in withdrawn {
        metrics::withdrawn(reason);
    }
    Ok(Some(intended))
}

/// Why a message does not leave as it is.
enum Objection {
    Withdraw(Withdrawal, &'static str),
    /// It answers a question with marks that are no longer in force.
    AskAgain,
}

fn judge(candidate: &Candidate, true_now: &HashSet<MessageId>, now: Timestamp) -> Result<(), Objection> {
    use Objection::{AskAgain, Withdraw};
    let is_reply = candidate.class == MessageClass::Reply;
    if candidate.cancel_requested {
        return Err(Withdraw(Withdrawal::Cancelled, "cancelled"));
    }
    if candidate.expires_at <= now {
        return Err(Withdraw(Withdrawal::Expired, "expired"));
    }
    match candidate.contact_state.as_str() {
        "active" => {}
        // An answer to their own message, such as the confirmation of their STOP.
        "stopped" | "suspended" if is_reply => {}
        "stopped" => return Err(Withdraw(Withdrawal::Cancelled, "stopped")),
        "suspended" => return Err(Withdraw(Withdrawal::Cancelled, "suspended")),
        _ => return Err(Withdraw(Withdrawal::Cancelled, "blocked")),
    }
    if true_now.contains(&candidate.id) {
        return Ok(());
    }
    Err(if is_reply { AskAgain } else { Withdraw(Withdrawal::Superseded, "no_longer_true") })
}

/// The words, in the form the channel takes now; `None` when it takes none.
fn content(lane: &Lane, candidate: &Candidate, now: Timestamp) -> Option<Content> {
    let locale = candidate.locale.unwrap_or(Locale::Fr);
    let channel = lane.gateway.channel();
    let open = candidate.last_inbound_at.is_some_and(|last| now.since(last) < WINDOW);
    if channel == Channel::WhatsApp && !open {
        return lane.renderer.template(&candidate.say.phrase, locale);
    }
    lane.renderer.message(&candidate.say, locale, channel).parts.into_iter().next()
}

async fn state(
    lane: &Lane,
    tx: &mut Tx,
    leaving: Vec<(Candidate, Content)>,
    now: Timestamp,
) -> Result<Vec<Intended>, StoreError> {
    let intents: Vec<Intent> = leaving
        .iter()
        .map(|(candidate, _)| Intent {
            school: candidate.school,
            message: candidate.id,
            attempt: AttemptId::fresh(),
            epoch: lane.epoch,
        })
        .collect();
    let stated = tx.intend(&intents, &lane.account, now).await?;
    Ok(leaving
        .into_iter()
        .zip(intents)
        .filter(|(_, intent)| stated.contains(&intent.message))
        .map(|((candidate, content), intent)| Intended {
            school: candidate.school,
            id: candidate.id,
            class: candidate.class,
            attempt_no: u32::try_from(candidate.attempts + 1).unwrap_or(u32::MAX),
            epoch: lane.epoch,
            eligible_at: candidate.eligible_at,
            message: Message {
                to: Address { phone: candidate.phone, user_id: candidate.user_id },
                attempt: intent.attempt,
                content,
            },
        })
        .collect())
}
