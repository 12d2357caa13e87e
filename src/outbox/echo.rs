//! The loop breaker: the same words to one person again and again are no conversation, but two machines talking.
//!
//! Kept in memory: whoever takes the lane next counts anew.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;
use tokio::time::Instant;

use crate::domain::ContactId;
use crate::gateway::Content;

/// So often the same may be said to one person within [`WINDOW`].
const OFTEN: u32 = 20;
const WINDOW: Duration = Duration::from_mins(10);

/// What was said to whom, as hashes.
#[derive(Debug, Default)]
pub(super) struct Echoes {
    said: HashMap<(ContactId, u64), (u32, Instant)>,
    hasher: RandomState,
    swept: Option<Instant>,
}

impl Echoes {
    /// Notes what is about to be said; `false` when it has been said too often.
    pub(super) fn may_say(&mut self, to: ContactId, content: &Content, now: Instant) -> bool {
        if self.swept.is_none_or(|swept| now - swept > WINDOW) {
            self.said.retain(|_, (_, since)| now - *since <= WINDOW);
            self.swept = Some(now);
        }
        let words = match content {
            Content::Text { body } | Content::Buttons { body, .. } | Content::List { body, .. } => {
                self.hasher.hash_one(body)
            }
            Content::Template { name, parameters, .. } => self.hasher.hash_one((name, parameters)),
            Content::Mail { text, .. } => self.hasher.hash_one(text),
            Content::Document { document, .. } => self.hasher.hash_one(document),
        };
        let (count, since) = self.said.entry((to, words)).or_insert((0, now));
        if now - *since > WINDOW {
            (*count, *since) = (0, now);
        }
        *count = count.saturating_add(1);
        *count <= OFTEN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_said_to_one_person_only_so_often() {
        let text = |body: &str| Content::Text { body: body.to_owned() };
        let (mut echoes, now) = (Echoes::default(), Instant::now());
        let (anna, binta) = (ContactId::fresh(), ContactId::fresh());
        for _ in 0..OFTEN {
            assert!(echoes.may_say(anna, &text("aide"), now));
        }
        assert!(!echoes.may_say(anna, &text("aide"), now + WINDOW));
        assert!(echoes.may_say(anna, &text("notes"), now), "other words");
        assert!(echoes.may_say(binta, &text("aide"), now), "another person");
        assert!(echoes.may_say(anna, &text("aide"), now + WINDOW + Duration::from_millis(1)), "later");
    }
}
