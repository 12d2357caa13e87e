//! A phrase as a letter: a subject that tells strangers nothing, the text, and the same as HTML by the school's own page.

use super::voice::Voice;
use super::{Renderer, TemplateError, clean, files};
use crate::domain::{Channel, Locale};
use crate::gateway::Content;

/// What a page must have room for.
const PLACES: [&str; 6] = ["{{language}}", "{{direction}}", "{{subject}}", "{{body}}", "{{footer}}", "{{unsubscribe}}"];

/// The page around what is said.
pub(super) struct MailPage(String);

/// How far somebody is who wants no more letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsubscribing {
    Asked,
    Done,
    Unknown,
}

impl MailPage {
    pub(super) fn load(overrides: Option<&std::path::Path>) -> Result<Self, TemplateError> {
        let page = files::mail_page(overrides)?;
        match PLACES.iter().find(|place| !page.text.contains(*place)) {
            None => Ok(Self(page.text)),
            Some(place) => Err(TemplateError::broken(&page.name, 1, format!("{place} is missing"))),
        }
    }

    /// The letter that says `text`; a line of it that is `link` can be pressed. One that `asks` says where it is answered:
    /// `{{answer}}` stands for the address.
    pub(super) fn letter(&self, v: &Voice<'_>, text: &str, (link, asks): (Option<&str>, bool)) -> Content {
        let (subject, footer, end) = (v.plain("mail-subject"), v.plain("mail-footer"), v.plain("mail-unsubscribe"));
        let filled = [
            ("{{language}}", v.locale().code().to_owned()),
            ("{{direction}}", direction(v.locale()).to_owned()),
            ("{{subject}}", escaped(&subject)),
            ("{{footer}}", escaped(&footer)),
            ("{{end}}", escaped(&end)),
            ("{{body}}", format!("{}{}", paragraphs(text, link), if asks { answer_button(v) } else { String::new() })),
        ];
        let html = filled.iter().fold(self.0.clone(), |page, (place, words)| page.replacen(place, words, 2));
        let asked = if asks { format!("\n\n{}\n{{{{answer}}}}", v.plain("mail-answer-here")) } else { String::new() };
        let text = format!("{text}{asked}\n\n-- \n{footer}\n{end}\n{{{{unsubscribe}}}}\n");
        Content::Mail { subject, text, html }
    }
}

impl Renderer {
    /// The page behind the link that ends letters.
    pub fn unsubscribe_page(&self, step: Unsubscribing, locale: Locale) -> String {
        let v = Voice::new(self.words(locale), Channel::Email);
        let said = match step {
            Unsubscribing::Asked => "unsubscribe-ask",
            Unsubscribing::Done => "unsubscribe-done",
            Unsubscribing::Unknown => "unsubscribe-unknown",
        };
        let button = match step {
            Unsubscribing::Asked => {
                format!("<form method=post><button>{}</button></form>", escaped(&v.plain("unsubscribe-button")))
            }
            Unsubscribing::Done | Unsubscribing::Unknown => String::new(),
        };
        let (title, said) = (escaped(&v.plain("mail-subject")), escaped(&v.plain(said)));
        self.small_page(locale, &title, &format!("<p>{said}</p>{button}"))
    }
}

fn answer_button(v: &Voice<'_>) -> String {
    format!("<p><a href=\"{{{{answer}}}}\">{}</a></p>", escaped(&v.plain("mail-answer")))
}

fn direction(locale: Locale) -> &'static str {
    if locale == Locale::Ar { "rtl" } else { "ltr" }
}

/// Lines as lines, blocks as paragraphs.
fn paragraphs(text: &str, link: Option<&str>) -> String {
    let said = |line: &str| match escaped(line) {
        address if link == Some(line) => format!("<a href=\"{address}\">{address}</a>"),
        words => format!("<bdi>{words}</bdi>"),
    };
    let block = |block: &str| {
        let lines: Vec<String> = block.lines().map(said).collect();
        format!("<p>{}</p>", lines.join("<br>"))
    };
    text.split("\n\n").map(block).collect()
}

/// For a page; no brace is left, so nobody's words are taken for a place.
pub(super) fn escaped(text: &str) -> String {
    clean::html(text).replace('{', "&#123;")
}
