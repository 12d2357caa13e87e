//! Templates of a business account: listed page by page, submitted, reworded.

use serde::{Deserialize, Serialize};

use super::WhatsApp;
use super::health::fault;
use crate::gateway::http::{Answer, exchange};
use crate::gateway::{Fault, SendError};

/// Small enough that a page with long wordings is a readable answer.
const PAGE: &str = "limit=25&fields=id,name,language,status,category,rejected_reason,quality_score,components";
/// More pages than any account may have templates.
const MOST_PAGES: usize = 400;

const NO_WABA: Fault =
    Fault::new("the account has no waba_id", "copy the WhatsApp business account id into the configuration (waba_id)");
const UNREADABLE: Fault = Fault::new("the list of templates cannot be read", "try again; if it stays, check waba_id");
const REFUSED: Fault = Fault::new(
    "Meta refused the template",
    "look the code up in Meta's documentation, reword it in bot-templates/whatsapp and run this again",
);
const FULL: Fault = Fault::new(
    "the business account has reached its number of templates",
    "delete some in the WhatsApp manager, or verify the business",
);

/// A template to be submitted, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateWording {
    pub name: String,
    pub language: String,
    pub category: String,
    /// With `{{1}}` and so on for the parameters.
    pub body: String,
    /// A value for each parameter.
    pub examples: Vec<String>,
    /// Texts of the quick replies.
    pub buttons: Vec<String>,
}

/// A template as Meta has it. Words are Meta's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedTemplate {
    pub id: String,
    pub name: String,
    pub language: String,
    pub status: String,
    pub category: Option<String>,
    pub rejected_reason: Option<String>,
    pub quality: Option<String>,
    pub body: String,
    pub buttons: Vec<String>,
}

impl ListedTemplate {
    /// Whether it says what we would say.
    pub fn says(&self, wording: &TemplateWording) -> bool {
        self.body == wording.body && self.buttons == wording.buttons
    }
}

#[derive(Deserialize)]
struct Page {
    data: Vec<Row>,
    paging: Option<Paging>,
}

#[derive(Deserialize)]
struct Paging {
    cursors: Option<Cursors>,
    /// There is more.
    next: Option<String>,
}

#[derive(Deserialize)]
struct Cursors {
    after: Option<String>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    name: String,
    language: String,
    status: String,
    category: Option<String>,
    rejected_reason: Option<String>,
    quality_score: Option<Quality>,
    #[serde(default)]
    components: Vec<Part>,
}

#[derive(Deserialize)]
struct Quality {
    score: Option<String>,
}

#[derive(Deserialize)]
struct Part {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    buttons: Vec<PartButton>,
}

#[derive(Deserialize)]
struct PartButton {
    text: String,
}

#[derive(Deserialize)]
struct Submitted {
    status: Option<String>,
}

#[derive(Serialize)]
struct Submission<'a> {
    name: &'a str,
    language: &'a str,
    category: &'a str,
    components: Vec<Component<'a>>,
}

#[derive(Serialize)]
struct Rewording<'a> {
    components: Vec<Component<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "UPPERCASE")]
enum Component<'a> {
    Body {
        text: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        example: Option<Example<'a>>,
    },
    Buttons {
        buttons: Vec<QuickReply<'a>>,
    },
}

#[derive(Serialize)]
struct Example<'a> {
    body_text: [&'a [String]; 1],
}

#[derive(Serialize)]
struct QuickReply<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    text: &'a str,
}

impl WhatsApp {
    /// All templates of the business account.
    pub async fn templates(&self) -> Result<Vec<ListedTemplate>, Fault> {
        let waba = self.waba_id.as_deref().ok_or(NO_WABA)?;
        let (mut all, mut query) = (Vec::new(), PAGE.to_owned());
        for _ in 0..MOST_PAGES {
            let page: Page = read(self.get(&[waba, "message_templates"], Some(&query)).await)?;
            all.extend(page.data.into_iter().map(ListedTemplate::from));
            let Some(paging) = page.paging.filter(|paging| paging.next.is_some()) else { return Ok(all) };
            let after = paging.cursors.and_then(|cursors| cursors.after).ok_or(UNREADABLE)?;
            let escaped: String = url::form_urlencoded::byte_serialize(after.as_bytes()).collect();
            query = format!("{PAGE}&after={escaped}");
        }
        Err(UNREADABLE)
    }

    /// Submits a template for review; gives its state, in Meta's word.
    pub async fn submit_template(&self, wording: &TemplateWording) -> Result<String, Fault> {
        let waba = self.waba_id.as_deref().ok_or(NO_WABA)?;
        let TemplateWording { name, language, category, .. } = wording;
        let submission = Submission { name, language, category, components: components(wording) };
        let submitted: Submitted = read_submitted(self.ask(&[waba, "message_templates"], &submission).await)?;
        Ok(submitted.status.unwrap_or_else(|| "PENDING".to_owned()))
    }

    /// Rewords a template, which is looked at again.
    pub async fn reword_template(&self, id: &str, wording: &TemplateWording) -> Result<(), Fault> {
        let rewording = Rewording { components: components(wording) };
        let _done: serde::de::IgnoredAny = read_submitted(self.ask(&[id], &rewording).await)?;
        Ok(())
    }

    /// Asks Meta to change something.
    pub(super) async fn ask(&self, path: &[&str], body: &impl Serialize) -> Result<Answer, SendError> {
        let url = self.below(path)?;
        let body = serde_json::to_vec(body).map_err(|_hidden| SendError::ours("unbuildable"))?;
        exchange(self.json(self.client.post(url), body)).await
    }
}

fn components(wording: &TemplateWording) -> Vec<Component<'_>> {
    let example = (!wording.examples.is_empty()).then_some(Example { body_text: [wording.examples.as_slice()] });
    let mut components = vec![Component::Body { text: &wording.body, example }];
    if !wording.buttons.is_empty() {
        let buttons = wording.buttons.iter().map(|text| QuickReply { kind: "QUICK_REPLY", text }).collect();
        components.push(Component::Buttons { buttons });
    }
    components
}

fn read<T: serde::de::DeserializeOwned>(outcome: Result<Answer, SendError>) -> Result<T, Fault> {
    let answer = outcome.map_err(|error| fault(&error))?;
    super::answer::refused(&answer).map_err(|error| fault(&error))?;
    answer.json().ok_or(UNREADABLE)
}

/// A refusal of a wording is about the wording, not about our number.
fn read_submitted<T: serde::de::DeserializeOwned>(outcome: Result<Answer, SendError>) -> Result<T, Fault> {
    let answer = outcome.map_err(|error| fault(&error))?;
    super::answer::refused(&answer).map_err(|error| match &error {
        SendError::Refused(refusal) if refusal.code == Some(2_388_019) => FULL.with_code(refusal.code),
        SendError::Refused(refusal) if refusal.code.is_some_and(|code| code == 100 || code > 1_000_000) => {
            REFUSED.with_code(refusal.code)
        }
        _ => fault(&error),
    })?;
    answer.json().ok_or(UNREADABLE)
}

impl From<Row> for ListedTemplate {
    fn from(row: Row) -> Self {
        let of_kind = |kind: &str| row.components.iter().find(|part| part.kind.eq_ignore_ascii_case(kind));
        let body = of_kind("BODY").map(|part| part.text.clone()).unwrap_or_default();
        let buttons = of_kind("BUTTONS").map(|part| part.buttons.iter().map(|one| one.text.clone()).collect());
        Self {
            buttons: buttons.unwrap_or_default(),
            body,
            id: row.id,
            name: row.name,
            language: row.language,
            status: row.status,
            category: row.category,
            rejected_reason: row.rejected_reason.filter(|reason| reason != "NONE"),
            quality: row.quality_score.and_then(|quality| quality.score),
        }
    }
}
