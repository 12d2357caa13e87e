//! Whose turn it is: weighted classes, so that an answer never waits behind a broadcast and a broadcast never starves.

use crate::domain::MessageClass;
use crate::store::Candidate;

/// Shares of a lane when every class has something to say.
fn weight(class: MessageClass) -> usize {
    match class {
        MessageClass::Reply => 8,
        MessageClass::Security => 4,
        MessageClass::Notice => 3,
        MessageClass::Broadcast => 1,
    }
}

/// Mixes the candidates of all classes by weight; within a class their order stays. At most `room`.
pub(super) fn by_weight(mut classes: Vec<(MessageClass, Vec<Candidate>)>, room: usize) -> Vec<Candidate> {
    classes.sort_by_key(|(class, _)| *class);
    let mut queues: Vec<_> = classes.into_iter().map(|(class, queue)| (class, queue.into_iter())).collect();
    let mut chosen = Vec::with_capacity(room);
    loop {
        let before = chosen.len();
        for (class, queue) in &mut queues {
            chosen.extend(queue.by_ref().take(weight(*class).min(room - chosen.len())));
        }
        if chosen.len() == before || chosen.len() == room {
            return chosen;
        }
    }
}
