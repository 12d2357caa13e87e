//! A provider that takes everything at once and notes when.

use carnet::domain::{Channel, Locale, Medium};
use carnet::gateway::{Accepted, Content, Courtesy, Message, Provider, SendError};
use carnet::outbox::{Sender, Words};
use carnet::phrase::{Phrase, Say};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What was taken, and when; the text is the message's number.
#[derive(Default)]
pub(crate) struct Ledger(Mutex<Vec<(usize, Instant)>>);

impl Ledger {
    pub(crate) fn len(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    pub(crate) fn taken(&self) -> Vec<(usize, Instant)> {
        self.0.lock().unwrap().clone()
    }

    /// Waits until so many have been taken.
    pub(crate) async fn until(&self, count: usize) {
        while self.len() < count {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// The most that were taken within one second, wherever it begins.
    pub(crate) fn busiest_second(&self) -> usize {
        let mut moments: Vec<Instant> = self.taken().into_iter().map(|(_, at)| at).collect();
        moments.sort();
        let within = |first: usize| {
            let over = moments.partition_point(|at| at.duration_since(moments[first]) < Duration::from_secs(1));
            over - first
        };
        (0..moments.len()).map(within).max().unwrap_or(0)
    }
}

pub(crate) struct TakesAll(pub(crate) Arc<Ledger>);

impl Sender for TakesAll {
    fn provider(&self) -> Provider {
        Provider::WhatsApp
    }

    fn medium(&self) -> Medium {
        Channel::WhatsApp.into()
    }

    async fn send(&self, message: &Message) -> Result<Accepted, SendError> {
        let Content::Text { body } = &message.content else {
            return Err(SendError::NotSent { reason: "only texts are measured" });
        };
        let number = body.parse().unwrap();
        self.0.0.lock().unwrap().push((number, Instant::now()));
        Ok(Accepted { provider_id: format!("wamid.{}", message.attempt.0), uploaded: None })
    }

    async fn courtesy(&self, _: &Courtesy) -> Result<(), SendError> {
        Ok(())
    }
}

/// Says the number that a phrase carries.
pub(crate) struct Number;

impl Words for Number {
    fn message(&self, say: &Say, _: Locale, _: Medium) -> Vec<Content> {
        let body = match &say.phrase {
            Phrase::StrangerWelcome { school } => school.clone(),
            _ => String::new(),
        };
        vec![Content::Text { body }]
    }

    fn linked(&self, _: &Say, address: &str, _: Locale, _: Medium) -> Vec<Content> {
        vec![Content::Text { body: address.to_owned() }]
    }

    fn template(&self, _: &Phrase, _: Locale) -> Option<Content> {
        None
    }
}
