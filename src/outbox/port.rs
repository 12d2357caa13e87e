//! What a lane needs from the rooms beside it: words and a provider. Named here, so that lanes can be tried without either.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use crate::domain::{Locale, Medium};
use crate::gateway::{Accepted, Content, Courtesy, Gateway, Message, Provider, SendError, TemplateNames};
use crate::phrase::{Phrase, Say};
use crate::render::Renderer;

/// Sends for one account.
pub trait Sender: Send + Sync + 'static {
    fn provider(&self) -> Provider;

    /// The channel it sends on, and in which form.
    fn medium(&self) -> Medium;

    /// The only templates it can send, where those are a matter of our configuration.
    fn own_templates(&self) -> Option<Arc<TemplateNames>> {
        None
    }

    fn send(&self, message: &Message) -> impl Future<Output = Result<Accepted, SendError>> + Send;

    /// What the provider has made of this message in the time since `ago`, by its own ids; nothing where it does not tell.
    fn made(&self, _message: &Message, _ago: Duration) -> impl Future<Output = Vec<String>> + Send {
        std::future::ready(Vec::new())
    }

    fn courtesy(&self, courtesy: &Courtesy) -> impl Future<Output = Result<(), SendError>> + Send;
}

impl Sender for Gateway {
    fn provider(&self) -> Provider {
        Self::provider(self)
    }

    fn medium(&self) -> Medium {
        Self::medium(self)
    }

    fn own_templates(&self) -> Option<Arc<TemplateNames>> {
        Self::own_templates(self)
    }

    fn send(&self, message: &Message) -> impl Future<Output = Result<Accepted, SendError>> + Send {
        Self::send(self, message)
    }

    fn made(&self, message: &Message, ago: Duration) -> impl Future<Output = Vec<String>> + Send {
        Self::made(self, message, ago)
    }

    fn courtesy(&self, courtesy: &Courtesy) -> impl Future<Output = Result<(), SendError>> + Send {
        Self::courtesy(self, courtesy)
    }
}

/// Says phrases in a language, for a channel.
pub trait Words: Send + Sync + 'static {
    /// At least one part, to be sent in this order; the same phrase always gives the same parts.
    fn message(&self, say: &Say, locale: Locale, medium: Medium) -> Vec<Content>;

    /// The same of a phrase that hands a file over, for a medium that carries none: with where the file is.
    fn linked(&self, say: &Say, address: &str, locale: Locale, medium: Medium) -> Vec<Content>;

    /// The approved template for a phrase that may be said outside the provider's window, if it is one of those.
    fn template(&self, phrase: &Phrase, locale: Locale) -> Option<Content>;
}

impl Words for Renderer {
    fn message(&self, say: &Say, locale: Locale, medium: Medium) -> Vec<Content> {
        Self::message(self, say, locale, medium).parts
    }

    fn linked(&self, say: &Say, address: &str, locale: Locale, medium: Medium) -> Vec<Content> {
        Self::linked(self, say, address, locale, medium).parts
    }

    fn template(&self, phrase: &Phrase, locale: Locale) -> Option<Content> {
        Self::template(self, phrase, locale)
    }
}
