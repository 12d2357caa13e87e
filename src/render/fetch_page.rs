//! The page behind the link to a file: a button, and the code that the link holds.

use super::Renderer;
use super::clean::html as escaped;
use super::voice::Voice;
use crate::domain::{Channel, Locale};

/// Puts what stands behind `#` into the form; without it people type it.
pub const FETCH_SCRIPT: &str = "document.forms[0].code.value=location.hash.slice(1)";

/// How far somebody is who follows such a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fetching {
    Asked,
    /// The browser was not known yet.
    Again,
    Unknown,
    Over,
    Elsewhere,
    Changed,
}

impl Renderer {
    /// The page behind the link to a file.
    pub fn fetch_page(&self, step: Fetching, locale: Locale) -> String {
        let v = Voice::new(self.words(locale), Channel::Email);
        let said = match step {
            Fetching::Asked => "fetch-ask",
            Fetching::Again => "fetch-again",
            Fetching::Unknown => "fetch-unknown",
            Fetching::Over => "fetch-over",
            Fetching::Elsewhere => "fetch-elsewhere",
            Fetching::Changed => "fetch-changed",
        };
        let form = match step {
            Fetching::Asked | Fetching::Again | Fetching::Unknown => format!(
                "<form method=post><label>{}<br><input name=code required maxlength=40 autocomplete=off dir=ltr></label> \
                 <button>{}</button></form><script>{FETCH_SCRIPT}</script>",
                escaped(&v.plain("fetch-code")),
                escaped(&v.plain("fetch-button"))
            ),
            Fetching::Over | Fetching::Elsewhere | Fetching::Changed => String::new(),
        };
        let (title, said) = (escaped(&v.plain("fetch-title")), escaped(&v.plain(said)));
        self.small_page(locale, &title, &format!("<p>{said}</p>{form}"))
    }
}
