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
    /// Whether the same has not been said too often.
    pub(super) fn may_say(&self, to: ContactId, content: &Content, now: Instant) -> bool {
        let said = self.said.get(&(to, self.words(content)));
        said.is_none_or(|(count, since)| *count < OFTEN || now.saturating_duration_since(*since) > WINDOW)
    }

    /// Notes what is said: what waits, and is looked at again and again, says nothing.
    pub(super) fn note(&mut self, to: ContactId, content: &Content, now: Instant) {
        if self.swept.is_none_or(|swept| now.saturating_duration_since(swept) > WINDOW) {
            self.said.retain(|_, (_, since)| now.saturating_duration_since(*since) <= WINDOW);
            self.swept = Some(now);
        }
        let (count, since) = self.said.entry((to, self.words(content))).or_insert((0, now));
        if now.saturating_duration_since(*since) > WINDOW {
            (*count, *since) = (0, now);
        }
        *count = count.saturating_add(1);
    }

    fn words(&self, content: &Content) -> u64 {
        match content {
            Content::Text { body } | Content::Buttons { body, .. } | Content::List { body, .. } => {
                self.hasher.hash_one(body)
            }
            Content::Template { name, parameters, .. } => self.hasher.hash_one((name, parameters)),
            Content::Mail { text, .. } => self.hasher.hash_one(text),
            Content::Document { document, .. } => self.hasher.hash_one(document),
        }
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
            for _look in 0..3 {
                assert!(echoes.may_say(anna, &text("aide"), now), "a look says nothing");
            }
            echoes.note(anna, &text("aide"), now);
        }
        assert!(!echoes.may_say(anna, &text("aide"), now + WINDOW));
        assert!(echoes.may_say(anna, &text("notes"), now), "other words");
        assert!(echoes.may_say(binta, &text("aide"), now), "another person");
        assert!(echoes.may_say(anna, &text("aide"), now + WINDOW + Duration::from_millis(1)), "later");
    }
}
