//! What came of a doubtful request, by Twilio's list of the messages it has made.
//!
//! The list does not tell attempts apart. One is ours when it goes to the same person in the same words, was made after we
//! began to ask (by Twilio's own clock, so that ours need not be right), and is none that we know of.

use serde::Deserialize;
use std::time::Duration;
use tokio::time::Instant;

use super::{Form, Twilio};
use crate::gateway::Accepted;
use crate::gateway::http::{Answer, instant};

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
        // The words of a template are Twilio's: they cannot be compared.
        let body = field(form, "Body")?;
        let to = field(form, "To")?;
        let mut query = vec![("To", to), ("PageSize", "20")];
        query.extend(field(form, "From").map(|from| ("From", from)));
        for pause in PAUSES {
            tokio::time::sleep(pause).await;
            // Whoever does not answer the question either is not asked again.
            let answer = self.list(&query).await.ok().filter(Answer::is_success)?;
            if let Some(provider_id) = self.made_since(&answer, body, began) {
                return Some(Accepted { provider_id, uploaded: None });
            }
        }
        None
    }

    fn made_since(&self, answer: &Answer, body: &str, began: Instant) -> Option<String> {
        let since = answer.date? - (began.elapsed() + SLACK);
        let page: Page = answer.json()?;
        let is_ours = |row: &Row| {
            let made = row.date_created.as_deref().and_then(instant);
            row.body.as_deref() == Some(body) && made.is_some_and(|made| made >= since) && !self.knows(&row.sid)
        };
        page.messages.into_iter().find(is_ours).map(|row| row.sid)
    }
}

fn field<'f>(form: &'f Form, name: &str) -> Option<&'f str> {
    form.iter().find(|(field, _)| *field == name).map(|(_, value)| value.as_str())
}
