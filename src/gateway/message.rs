//! What a provider is asked to send, in no provider's words.

use bytes::Bytes;
use std::fmt;

use crate::domain::{AttemptId, DocumentId};

/// One message to one person, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub to: Address,
    /// Echoed by providers that can: how a doubtful send is resolved.
    pub attempt: AttemptId,
    /// The same for all attempts at this part of a message: what e-mail is recognised by.
    pub key: String,
    /// Ends messages to this address, where the channel has a place for that.
    pub unsubscribe: Option<String>,
    /// E-mail only: answers what it asks, by the page behind a link.
    pub answer: Option<String>,
    pub content: Content,
    /// What [`Content::Document`] names.
    pub file: Option<File>,
    /// The provider's id of an earlier message of ours, in whose place this is said: where the provider can.
    pub edits: Option<String>,
}

/// A file on its way.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub mime: String,
    pub source: FileSource,
}

impl File {
    /// It is shown in the chat, not behind a name.
    pub fn is_picture(&self) -> bool {
        self.mime.starts_with("image/")
    }

    /// It is listened to in the chat.
    pub fn is_sound(&self) -> bool {
        self.mime.starts_with("audio/")
    }
}

/// Where the provider gets a file from.
#[derive(Clone, PartialEq, Eq)]
pub enum FileSource {
    Bytes(Bytes),
    /// Uploaded before: what the provider knows it by.
    Known(String),
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("File(…)")
    }
}

/// Where a person is reached; at least one is present. Never printed by `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// E.164 with `+`.
    pub phone: Option<String>,
    /// The provider's own id: BSUID, Telegram chat id.
    pub user_id: Option<String>,
    pub email: Option<String>,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

/// What is sent. Lengths are already within the channel's limits: render's promise.
#[derive(Clone, PartialEq, Eq)]
pub enum Content {
    Text {
        body: String,
    },
    /// `WhatsApp`: 1 to 3. Telegram: an inline keyboard, one button a row.
    Buttons {
        body: String,
        buttons: Vec<Button>,
    },
    /// `WhatsApp` only: 1 to 10 rows behind one button.
    List {
        body: String,
        open: String,
        rows: Vec<Button>,
    },
    /// `WhatsApp` only: an approved template, its body parameters in order, its quick-reply payloads in order.
    Template {
        name: String,
        language: String,
        parameters: Vec<String>,
        payloads: Vec<String>,
    },
    /// E-mail only. `{{unsubscribe}}` stands for the address that ends it.
    Mail {
        subject: String,
        text: String,
        html: String,
    },
    /// A file, fetched at the moment of sending.
    Document {
        document: DocumentId,
        caption: Option<String>,
    },
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text { .. } => "Text(…)",
            Self::Buttons { .. } => "Buttons(…)",
            Self::List { .. } => "List(…)",
            Self::Template { .. } => "Template(…)",
            Self::Mail { .. } => "Mail(…)",
            Self::Document { .. } => "Document(…)",
        })
    }
}

/// Something to press.
#[derive(Clone, PartialEq, Eq)]
pub struct Button {
    /// Comes back when pressed.
    pub payload: String,
    /// At most 20 characters on a button, 24 on a row.
    pub title: String,
    /// Rows only, at most 72 characters.
    pub description: Option<String>,
}

/// The provider took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The provider's id of our message; for Telegram `chat:message`, because ids are unique per chat only.
    pub provider_id: String,
    /// What the provider knows the file by that was uploaded for it.
    pub uploaded: Option<String>,
}

/// Small signs of life that may be dropped without harm: never stored, never retried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Courtesy {
    /// Mark their message as read; `typing` shows that an answer is coming.
    Read { message_id: String, typing: bool },
    /// Acknowledge a pressed button (Telegram spins until we do).
    AnswerPress { callback: String },
    /// Take the buttons off a message that has been answered (Telegram).
    RemoveButtons { to: Address, message_id: String },
    /// Show that an answer is coming (Telegram).
    Typing { to: Address },
}
