//! The page behind the link in a letter that asks something: which school asks what, and a button for each answer.
//!
//! Never here: whose child it is about. A link is passed on; whoever opens it reads what every family was told.

use super::Renderer;
use super::mail::escaped;
use super::voice::Voice;
use crate::domain::{BroadcastAnswer, BroadcastAsk, Channel, Locale};

/// How far somebody is who answers a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterAnswer<'a> {
    Asked { school: &'a str, words: &'a str, ask: BroadcastAsk },
    Noted { school: &'a str, words: &'a str, ask: BroadcastAsk, answer: BroadcastAnswer },
    Unknown,
}

impl Renderer {
    /// The page where a letter is answered.
    pub fn answer_page(&self, step: LetterAnswer<'_>, locale: Locale) -> String {
        let v = Voice::new(self.words(locale), Channel::Email);
        let title = escaped(&v.plain("mail-subject"));
        let (school, words, ask, said) = match step {
            LetterAnswer::Unknown => {
                let said = escaped(&v.plain("unsubscribe-unknown"));
                return self.small_page(locale, &title, &format!("<p>{said}</p>"));
            }
            LetterAnswer::Asked { school, words, ask } => (school, words, ask, v.plain(question(ask))),
            LetterAnswer::Noted { school, words, ask, answer } => (school, words, ask, v.plain(noted(answer))),
        };
        let given = if let LetterAnswer::Noted { answer, .. } = step { Some(answer) } else { None };
        let buttons: String = answers(ask).iter().filter(|(answer, _)| Some(*answer) != given).fold(
            String::new(),
            |buttons, (answer, label)| {
                let label = escaped(&v.plain(label));
                format!("{buttons}<button name=answer value={}>{label}</button> ", answer.code())
            },
        );
        let form = if buttons.is_empty() { buttons } else { format!("<form method=post>{buttons}</form>") };
        // Their lines and their direction are the author's own.
        let words = escaped(&v.letter(words));
        let (school, said) = (escaped(school), escaped(&said));
        let told = format!("<p><b>{school}</b></p><p dir=auto class=words>{words}</p><p>{said}</p>{form}");
        self.small_page(locale, &title, &told)
    }
}

fn question(ask: BroadcastAsk) -> &'static str {
    match ask {
        BroadcastAsk::Coming => "announcement-coming",
        BroadcastAsk::Reading | BroadcastAsk::Nothing => "announcement-reading",
    }
}

fn noted(answer: BroadcastAnswer) -> &'static str {
    match answer {
        BroadcastAnswer::Read => "answer-noted-read",
        BroadcastAnswer::Coming => "answer-page-coming",
        BroadcastAnswer::NotComing => "answer-page-not-coming",
    }
}

fn answers(ask: BroadcastAsk) -> &'static [(BroadcastAnswer, &'static str)] {
    match ask {
        BroadcastAsk::Nothing => &[],
        BroadcastAsk::Reading => &[(BroadcastAnswer::Read, "label-i-have-read")],
        BroadcastAsk::Coming => {
            &[(BroadcastAnswer::Coming, "label-i-am-coming"), (BroadcastAnswer::NotComing, "label-i-am-not-coming")]
        }
    }
}
