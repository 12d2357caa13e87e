//! What came of a doubtful request, by Twilio's list of the messages it has made.
//!
//! The list does not tell attempts apart. One is ours when it goes to the same person in the same words, was made after we
//! began to ask (by Twilio's own clock, so that ours need not be right), and is none that we know of.

use serde::Deserialize;
use std::time::Duration;
use tokio::time::Instant;

use super::{Form, Twilio};
use crate::gateway::http::{Answer, instant, name};
use crate::gateway::{Accepted, Message};

/// What is on its way through Twilio's house is not on its list yet.
const PAUSES: [Duration; 3] = [Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(4)];
/// Instants are told in whole seconds.
const SLACK: Duration = Duration::from_secs(2);

#[derive(Deserialize)]
struct Page {
    messages: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    sid: String,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    date_created: Option<String>,
}

impl Twilio {
    /// The message made for `form` since `began`, if Twilio has it. That it is not found proves nothing.
    pub(super) async fn find(&self, form: &Form, began: Instant) -> Option<Accepted> {
        for pause in PAUSES {
            tokio::time::sleep(pause).await;
            // Whoever does not answer the question either is not asked again.
            let made = self.made_of(form, began.elapsed()).await?;
            if let Some(provider_id) = made.into_iter().find(|sid| !self.knows(sid)) {
                return Some(Accepted { provider_id, uploaded: None });
            }
        }
        None
    }

    /// What Twilio has made of this message in the time since `ago`, by its ids, the latest first.
    pub async fn made(&self, message: &Message, ago: Duration) -> Vec<String> {
        match self.form(message) {
            Ok(form) => self.made_of(&form, ago).await.unwrap_or_default(),
            Err(_) => Vec::new(),
        }
    }

    /// None when Twilio does not say.
    async fn made_of(&self, form: &Form, ago: Duration) -> Option<Vec<String>> {
        // The words of a template are Twilio's: they cannot be compared.
        let body = field(form, "Body")?;
        let to = field(form, "To")?;
        let mut query = vec![("To", to), ("PageSize", "50")];
        query.extend(field(form, "From").map(|from| ("From", from)));
        let answer = self.list(&query).await.ok().filter(Answer::is_success)?;
        let since = answer.date? - (ago + SLACK);
        let page: Page = answer.json()?;
        let is_ours = |row: &Row| {
            let made = row.date_created.as_deref().and_then(instant);
            row.body.as_deref() == Some(body) && made.is_some_and(|made| made >= since)
        };
        Some(page.messages.into_iter().filter(is_ours).filter_map(|row| name(row.sid)).collect())
    }
}

fn field<'f>(form: &'f Form, name: &str) -> Option<&'f str> {
    form.iter().find(|(field, _)| *field == name).map(|(_, value)| value.as_str())
}
