//! Every phrase in every language, on every channel: said, complete, and within the limits.

mod absences;
mod accesses;
mod broadcasts;
mod conversations;
mod guides;
mod limits;
mod preferences;
pub(crate) mod samples;
mod templates;
mod years;

use carnet::commands::understand::{Intent, interpret};
use carnet::domain::{Channel, Locale, SmsAlphabet, SmsLength};
use carnet::gateway::Content;
use carnet::phrase::{Choice, Label, Phrase, Say, Wish};
use carnet::render::{Menu, Renderer};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What can be read of a content, buttons included.
pub(crate) fn visible(content: &Content) -> String {
    match content {
        Content::Text { body } => body.clone(),
        Content::Buttons { body, buttons } => {
            buttons.iter().fold(body.clone(), |text, button| format!("{text}\n[{}]", button.title))
        }
        Content::List { body, open, rows } => rows.iter().fold(format!("{body}\n[{open}]"), |text, row| {
            let below = row.description.as_deref().map(|below| format!(" | {below}")).unwrap_or_default();
            format!("{text}\n- {}{below}", row.title)
        }),
        Content::Template { name, parameters, .. } => format!("{name}: {}", parameters.join(" | ")),
        Content::Mail { text, .. } => text.split("\n\n-- \n").next().unwrap_or_default().to_owned(),
        Content::Document { caption, .. } => format!("(file) {}", caption.as_deref().unwrap_or_default()),
    }
}

fn text(renderer: &Renderer, phrase: Phrase, locale: Locale, channel: Channel) -> String {
    let message = renderer.message(&Say::from(phrase), locale, channel);
    message.parts.iter().map(visible).collect::<Vec<_>>().join("\n")
}

#[test]
fn says_every_phrase_in_every_language() {
    let renderer = Renderer::load(None).unwrap();
    for locale in Locale::ALL {
        let mut said = String::new();
        for phrase in samples::samples() {
            let name = samples::variant(&phrase);
            let text = text(&renderer, phrase, locale, Channel::WhatsApp);
            assert!(!text.trim().is_empty() && text.lines().all(|line| line.trim_end() == line), "{name}: {text:?}");
            assert!(!text.contains(['{', '}', '\u{202f}', '\u{a0}']), "{name}: {text:?}");
            assert!(locale == Locale::Ar || !text.contains(['\u{2068}', '\u{2069}']), "{name}: {text:?}");
            // Invisible characters are shown, so that a reader of the snapshot sees them.
            let shown = text.replace('\u{2068}', "⟦").replace('\u{2069}', "⟧").replace('\u{200f}', "‹rtl›");
            writeln!(said, "--- {name}\n{shown}\n").unwrap();
        }
        insta::assert_snapshot!(format!("render_{}", locale.code()), said);
    }
}

/// The letters an SMS has room for, and how many of its segments each phrase takes: what a school pays.
#[test]
fn says_every_phrase_by_sms_in_letters_that_are_cheap() {
    let renderer = Renderer::load(None).unwrap();
    for locale in Locale::ALL {
        let mut said = String::new();
        for phrase in samples::samples() {
            let name = samples::variant(&phrase);
            let parts = renderer.message(&Say::from(phrase), locale, Channel::Sms).parts;
            let texts: Vec<String> = parts.iter().map(visible).collect();
            let length = |text: &String| SmsLength::of(text);
            let segments: u32 = texts.iter().map(|text| length(text).segments).sum();
            let text = texts.join("\n+\n");
            let arabic = text.chars().any(|letter| ('\u{600}'..='\u{6ff}').contains(&letter));
            // A name in letters that are neither Latin nor Arabic is what it is.
            let other = text.chars().any(|letter| matches!(letter, '\u{7c0}'..='\u{7ff}' | '\u{2d30}'..='\u{2d7f}'));
            let cheap = texts.iter().all(|text| length(text).alphabet == SmsAlphabet::Gsm7);
            assert!(cheap || arabic || other, "{name}: {text:?}");
            assert!(texts.iter().all(|text| length(text).segments <= 10), "{name}: {text:?}");
            assert!(text.lines().all(|line| line.trim() == line), "{name}: {text:?}");
            writeln!(said, "--- {name} ({segments})\n{text}\n").unwrap();
        }
        insta::assert_snapshot!(format!("sms_{}", locale.code()), said);
    }
}

#[test]
fn has_a_sample_of_every_phrase() {
    let sampled: BTreeSet<&str> = samples::samples().iter().map(samples::variant).collect();
    let all: BTreeSet<&str> = samples::VARIANTS.iter().copied().collect();
    assert_eq!(sampled, all);
}

#[test]
fn a_title_fits_a_button_in_every_language() {
    let renderer = Renderer::load(None).unwrap();
    let labels = [
        Label::Yes,
        Label::No,
        Label::Save,
        Label::Correct,
        Label::Cancel,
        Label::Undo,
        Label::Publish,
        Label::Approve,
        Label::Refuse,
        Label::Remind,
        Label::Agree,
        Label::Decline,
        Label::Resume,
        Label::MyMarks,
        Label::Help,
        Label::Walk,
        Label::Next,
        Label::Reply,
        Label::EndTalk,
        Label::ToOffice,
        Label::ToTeacher,
        Label::Unlock,
        Label::Office,
        Label::Wish(Wish::EnterMarks),
        Label::Wish(Wish::ReadMarks),
        Label::Wish(Wish::Publish),
        Label::Wish(Wish::Missing),
        Label::Wish(Wish::Remind),
        Label::Wish(Wish::ClassFigures),
        Label::Wish(Wish::Averages),
        Label::Wish(Wish::Children),
        Label::Wish(Wish::Language),
        Label::Wish(Wish::Stop),
        Label::Wish(Wish::Help),
        Label::Language(Locale::Fr),
        Label::Language(Locale::En),
        Label::Language(Locale::Ar),
        Label::Subject("Anglais".into()),
    ];
    for locale in Locale::ALL {
        for label in labels.clone() {
            let say = Say { phrase: Phrase::Thanks, choices: vec![Choice { payload: "x".into(), label }] };
            let parts = renderer.message(&say, locale, Channel::WhatsApp).parts;
            assert!(matches!(parts.as_slice(), [Content::Buttons { .. }]), "{parts:?}");
        }
    }
}

#[test]
fn menus_have_commands_telegram_accepts() {
    let renderer = Renderer::load(None).unwrap();
    for locale in Locale::ALL {
        for menu in [Menu::Staff, Menu::Guardian] {
            let commands = renderer.commands_menu(menu, locale);
            assert_eq!(commands.len(), 5);
            for (command, description) in commands {
                assert!(command.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{command}");
                assert!((1..=256).contains(&description.chars().count()));
            }
        }
    }
    let names = |menu| renderer.commands_menu(menu, Locale::Fr).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(Menu::Staff), ["notes", "publier", "annuler", "langue", "aide"]);
    assert_eq!(names(Menu::Guardian), ["notes", "lier", "langue", "stop", "aide"]);
}

/// What `WhatsApp` offers to ask first is sent as it is written: it has to be understood.
#[test]
fn ice_breakers_fit_and_are_understood() {
    let renderer = Renderer::load(None).unwrap();
    let (mother, dialogue) = (crate::understanding::mother(), crate::understanding::dialogue());
    for locale in Locale::ALL {
        let prompts = renderer.ice_breakers(locale);
        assert!(prompts.iter().all(|prompt| (1..=80).contains(&prompt.chars().count())), "{prompts:?}");
        let meant: Vec<_> = prompts.iter().map(|prompt| interpret(prompt, &mother, &dialogue).intent).collect();
        assert_eq!(meant, [Intent::MarksView, Intent::Link, Intent::Help], "{prompts:?}");
        for (command, _) in renderer.commands_menu(Menu::Guardian, locale) {
            let found = interpret(&format!("/{command}"), &mother, &dialogue);
            assert_ne!(found.intent, Intent::Unknown, "/{command}");
        }
    }
}

#[test]
fn a_renderer_can_be_shared() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&Renderer::load(None).unwrap());
}
