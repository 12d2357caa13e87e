//! A message as Meta wants to read it.

use serde::Serialize;

use crate::domain::AttemptId;
use crate::gateway::{Button, Content, File, Message};

/// The body of `POST /<phone_number_id>/messages`. Exactly one of the kinds is present, the one named by `kind`.
#[derive(Serialize)]
pub(super) struct Envelope<'a> {
    messaging_product: &'static str,
    recipient_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<&'a str>,
    /// Comes back in every status of this message.
    biz_opaque_callback_data: AttemptId,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interactive: Option<Interactive<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<Template<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<Document<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Document<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audio: Option<Document<'a>>,
}

#[derive(Serialize)]
struct Text<'a> {
    body: &'a str,
    /// A preview is fetched by a robot, which would use up a link that works once.
    preview_url: bool,
}

#[derive(Serialize)]
struct Words<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct Interactive<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    body: Words<'a>,
    action: Action<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Action<'a> {
    Buttons { buttons: Vec<ReplyButton<'a>> },
    List { button: &'a str, sections: [Section<'a>; 1] },
}

#[derive(Serialize)]
struct ReplyButton<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    reply: Row<'a>,
}

#[derive(Serialize)]
struct Section<'a> {
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
}

#[derive(Serialize)]
struct Template<'a> {
    name: &'a str,
    language: Language<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    components: Vec<Component<'a>>,
}

#[derive(Serialize)]
struct Language<'a> {
    code: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Component<'a> {
    Body { parameters: Vec<Parameter<'a>> },
    Button { sub_type: &'static str, index: String, parameters: [Parameter<'a>; 1] },
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Parameter<'a> {
    Text { text: String },
    Payload { payload: &'a str },
}

#[derive(Serialize)]
struct Document<'a> {
    id: &'a str,
    /// A picture has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    filename: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<&'a str>,
}

/// The body of a read mark, with or without the sign that an answer is coming.
#[derive(Serialize)]
pub(super) struct ReadMark<'a> {
    messaging_product: &'static str,
    status: &'static str,
    message_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    typing_indicator: Option<Typing>,
}

#[derive(Serialize)]
struct Typing {
    #[serde(rename = "type")]
    kind: &'static str,
}

impl<'a> Envelope<'a> {
    /// A document is named by the id its upload gave.
    pub(super) fn new(message: &'a Message, media_id: &'a str) -> Self {
        let Message { to, attempt, content, file, .. } = message;
        let empty = Self {
            messaging_product: "whatsapp",
            recipient_type: "individual",
            to: to.phone.as_deref(),
            // A person who hides their phone; with both given Meta would take the phone.
            recipient: if to.phone.is_some() { None } else { to.user_id.as_deref() },
            biz_opaque_callback_data: *attempt,
            kind: "text",
            text: None,
            interactive: None,
            template: None,
            document: None,
            image: None,
            audio: None,
        };
        match content {
            Content::Text { body } => Self { text: Some(Text { body, preview_url: false }), ..empty },
            Content::Buttons { body, buttons } => {
                Self { kind: "interactive", interactive: Some(reply_buttons(body, buttons)), ..empty }
            }
            Content::List { body, open, rows } => {
                Self { kind: "interactive", interactive: Some(list(body, open, rows)), ..empty }
            }
            Content::Template { name, language, parameters, payloads } => {
                Self { kind: "template", template: Some(template(name, language, parameters, payloads)), ..empty }
            }
            // Refused before: a text of e-mail has no place here.
            Content::Mail { text, .. } => Self { text: Some(Text { body: text, preview_url: false }), ..empty },
            Content::Document { caption, .. } => {
                let caption = caption.as_deref();
                if file.as_ref().is_some_and(File::is_sound) {
                    // Sound has no caption: what is said with it follows by itself.
                    let audio = Document { id: media_id, filename: None, caption: None };
                    Self { kind: "audio", audio: Some(audio), ..empty }
                } else if let Some(file) = file.as_ref().filter(|file| !file.is_picture()) {
                    let document = Document { id: media_id, filename: Some(&file.name), caption };
                    Self { kind: "document", document: Some(document), ..empty }
                } else {
                    let image = Document { id: media_id, filename: None, caption };
                    Self { kind: "image", image: Some(image), ..empty }
                }
            }
        }
    }
}

impl<'a> ReadMark<'a> {
    pub(super) fn new(message_id: &'a str, typing: bool) -> Self {
        Self {
            messaging_product: "whatsapp",
            status: "read",
            message_id,
            typing_indicator: typing.then_some(Typing { kind: "text" }),
        }
    }
}

fn reply_buttons<'a>(body: &'a str, buttons: &'a [Button]) -> Interactive<'a> {
    let buttons = buttons
        .iter()
        .map(|button| ReplyButton {
            kind: "reply",
            reply: Row { id: &button.payload, title: &button.title, description: None },
        })
        .collect();
    Interactive { kind: "button", body: Words { text: body }, action: Action::Buttons { buttons } }
}

fn list<'a>(body: &'a str, open: &'a str, rows: &'a [Button]) -> Interactive<'a> {
    let rows = rows
        .iter()
        .map(|row| Row { id: &row.payload, title: &row.title, description: row.description.as_deref() })
        .collect();
    let action = Action::List { button: open, sections: [Section { rows }] };
    Interactive { kind: "list", body: Words { text: body }, action }
}

fn template<'a>(name: &'a str, language: &'a str, parameters: &[String], payloads: &'a [String]) -> Template<'a> {
    let mut components = Vec::with_capacity(1 + payloads.len());
    if !parameters.is_empty() {
        let parameters = parameters.iter().map(|text| Parameter::Text { text: one_line(text) }).collect();
        components.push(Component::Body { parameters });
    }
    components.extend(payloads.iter().enumerate().map(|(index, payload)| Component::Button {
        sub_type: "quick_reply",
        index: index.to_string(),
        parameters: [Parameter::Payload { payload }],
    }));
    Template { name, language: Language { code: language }, components }
}

/// A template parameter may hold no line break, no tab and no long gap.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
