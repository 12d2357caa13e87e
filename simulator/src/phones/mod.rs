//! The people: their phones, what those show, and what they do with them. A phone turns an action
//! into the provider's webhook; what the service sends turns into bubbles. No HTTP server here.

mod actions;
mod book;
mod bubble;
mod group;
mod telegram;
mod text_message;
mod whatsapp;

pub use actions::{Phone, PhoneError};
pub(crate) use book::PhoneBook;
pub use bubble::{
    Bubble, Button, ButtonKind, Change, Channel, Document, PhoneEvent, PhoneKey, PhoneView, Profile, Side, Ticks,
};
pub use group::Group;
pub(crate) use whatsapp::{changes as whatsapp_changes, contacts as whatsapp_contacts};
