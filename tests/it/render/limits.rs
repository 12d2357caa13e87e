//! Whatever the names: within the channel's limits, with nothing lost.

use carnet::domain::{Channel, Locale};
use carnet::gateway::{Button, Content};
use carnet::phrase::{ChildLine, Choice, Label, ListOddity, MarkLine, Phrase, PrintNews, Say, SubjectLabel};
use carnet::render::Renderer;
use proptest::prelude::*;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

use super::{samples, visible};

static RENDERER: LazyLock<Renderer> = LazyLock::new(|| Renderer::load(None).unwrap());

const CHANNELS: [Channel; 4] = [Channel::WhatsApp, Channel::Telegram, Channel::Sms, Channel::Email];

fn units(text: &str) -> usize {
    text.chars().count()
}

fn assert_within(content: &Content, channel: Channel) {
    let limit = match channel {
        Channel::WhatsApp | Channel::Telegram => 4096,
        Channel::Sms => 1600,
        Channel::Email => usize::MAX,
    };
    let filled = |text: &str, limit: usize| assert!((1..=limit).contains(&units(text)), "{channel:?}: {text:?}");
    let payload = |button: &Button| assert!((1..=64).contains(&button.payload.len()));
    match (content, channel) {
        (Content::Mail { subject, text, html }, Channel::Email) => {
            filled(subject, 78);
            filled(text, limit);
            assert!(!html.contains("{{") || html.matches("{{").count() == 1, "{html}");
        }
        (Content::Text { body }, _) => filled(body, limit),
        (Content::Buttons { body, buttons }, Channel::WhatsApp) => {
            filled(body, 1024);
            assert!((1..=3).contains(&buttons.len()));
            for button in buttons {
                filled(&button.title, 20);
                payload(button);
            }
        }
        (Content::Buttons { body, buttons }, Channel::Telegram) => {
            filled(body, limit);
            assert!((1..=100).contains(&buttons.len()));
            for button in buttons {
                filled(&button.title, usize::MAX);
            }
        }
        (Content::List { body, open, rows }, Channel::WhatsApp) => {
            filled(body, 1024);
            filled(open, 20);
            assert!((1..=10).contains(&rows.len()));
            for row in rows {
                filled(&row.title, 24);
                assert!(row.description.as_ref().is_none_or(|below| (1..=72).contains(&units(below))));
                payload(row);
            }
        }
        _ => panic!("{channel:?} has no {content:?}"),
    }
}

/// The letters of a text without what may lawfully differ: joints, invisible marks, formatting marks.
fn bare(text: &str) -> String {
    let alike = |c| match c {
        '∗' => '*',
        'ˍ' => '_',
        '∼' => '~',
        'ˋ' => '`',
        other => other,
    };
    let hidden = |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    // A stop after an initial may end its sentence too.
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !hidden(c) && *c != '.').map(alike).collect()
}

/// The same of what goes by SMS, which may drop accents and pictures.
fn in_sms(text: &str) -> String {
    let letters: String = text.nfc().map(|letter| carnet::domain::for_sms(&letter.to_string())).collect();
    bare(&letters)
}

fn check(say: &Say, names: &[&str]) {
    check_on(&CHANNELS, say, names);
}

fn check_on(channels: &[Channel], say: &Say, names: &[&str]) {
    for locale in Locale::ALL {
        for channel in channels.iter().copied() {
            let parts = RENDERER.message(say, locale, channel).parts;
            assert!(!parts.is_empty());
            for part in &parts {
                assert_within(part, channel);
            }
            let letters = |text: &str| if channel == Channel::Sms { in_sms(text) } else { bare(text) };
            let said = letters(&parts.iter().map(visible).collect::<String>());
            for name in names {
                assert!(said.contains(&letters(name)), "{locale:?} {channel:?}: {name:?} is not in {said:?}");
            }
        }
    }
}

/// Names as they could come: marks of formatting, both directions, emoji, any character.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z' -]{1,30}",
        "[ء-ي ]{1,40}",
        "(KOUASSI|محمد|👩‍👩‍👧|\\*_~`|\\{|\u{202e}|\u{2068}|\n|e\u{301}){1,12}",
        "\\PC{0,100}",
        ".{0,100}",
    ]
}

fn with_names(names: &[String]) -> Vec<Phrase> {
    let [one, two, three] = names else { return vec![] };
    let student = |name: &String| samples::student(name);
    let all = || names.iter().map(student).collect::<Vec<_>>();
    let assessment = carnet::phrase::AssessmentLabel { label: three.clone(), ..samples::ds1() };
    let mut line = samples::family_mark(samples::mark("14"));
    line.assessment.clone_from(two);
    line.subject = SubjectLabel { fr: three.clone(), en: three.clone(), ar: three.clone() };
    vec![
        Phrase::NewMark { child: student(one), line },
        Phrase::MarkSaved {
            student: student(one),
            class: two.clone(),
            assessment: assessment.clone(),
            old: None,
            new: samples::mark("14"),
        },
        Phrase::NotUnderstood {
            heard: one.clone(),
            example: carnet::phrase::Example::Mark { student: student(two), assessment: three.clone() },
        },
        Phrase::UnknownStudent { heard: one.clone(), nearest: vec![student(two), student(three)] },
        Phrase::UnknownClass { heard: one.clone(), known: vec![two.clone(), three.clone()] },
        Phrase::HelpGuardian { children: all() },
        Phrase::ListPreview {
            class: one.clone(),
            assessment,
            lines: (0..60)
                .map(|_| MarkLine {
                    student: student(two),
                    old: None,
                    new: samples::mark("9.5"),
                    heard: Some(three.clone()),
                    corrects: true,
                    usual: None,
                    others: None,
                })
                .collect(),
            problems: vec![],
            oddities: vec![ListOddity::Shifted { from: student(two) }],
            figures: carnet::phrase::Figures { count: 0, mean: None, lowest: None, highest: None },
            absent_from_list: all(),
        },
        Phrase::ChildList { children: all().into_iter().map(|name| ChildLine { name, class: one.clone() }).collect() },
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn any_name_is_said_whole_and_within_limits(names in prop::collection::vec(name(), 3)) {
        for phrase in with_names(&names) {
            let told: Vec<&str> = names.iter().map(String::as_str).collect();
            check(&Say::from(phrase), &told);
        }
    }

    #[test]
    fn any_choice_can_be_read(names in prop::collection::vec(name(), 1..14), long in 0_usize..3, place in name()) {
        let phrase = match long {
            0 => Phrase::WhichLanguage,
            1 => Phrase::NotUnderstood { heard: "mot ".repeat(400), example: carnet::phrase::Example::Help },
            _ => Phrase::NotUnderstood { heard: "x".repeat(5000), example: carnet::phrase::Example::Help },
        };
        let label = |(at, name): (usize, &String)| match at % 3 {
            0 => Label::Name(name.clone()),
            1 => Label::StudentIn { student: samples::student(name), place: place.clone() },
            _ => Label::NameIn { name: name.clone(), place: place.clone() },
        };
        let choice = |(at, name)| Choice { payload: format!("pick {at}"), label: label((at, name)) };
        let say = Say { phrase, choices: names.iter().enumerate().map(choice).collect() };
        let told: Vec<&str> = names.iter().map(String::as_str).collect();
        // Nobody can pick anything in a letter: no number stands in it.
        let [on_phones @ .., letters] = CHANNELS;
        check_on(&on_phones, &say, &told);
        check_on(&[letters], &say, &[]);
    }
}

#[test]
fn choices_take_the_form_the_channel_has_for_them() {
    let say = |names: &[&str]| Say {
        phrase: Phrase::Which { what: carnet::phrase::Which::Student, heard: None },
        choices: (0..)
            .zip(names)
            .map(|(at, name): (u32, _)| Choice {
                payload: format!("pick {at}"),
                label: Label::NameIn { name: (*name).to_owned(), place: "4e A".to_owned() },
            })
            .collect(),
    };
    let forms = |names: &[&str], channel| {
        let parts = RENDERER.message(&say(names), Locale::Fr, channel).parts;
        parts.iter().flat_map(|part| [format!("{part:?}\n"), visible(part), "\n".to_owned()]).collect::<String>()
    };
    let long = "OUATTARA Marie-Ange Affoué Christelle";
    insta::assert_snapshot!(
        "render_choices",
        [
            forms(&["KONÉ Awa", "KONÉ Aya"], Channel::WhatsApp),
            forms(&["KOUASSI Awa Marie", "KOUASSI Aya"], Channel::WhatsApp),
            forms(&[long, "KOUASSI Aya"], Channel::WhatsApp),
            forms(&["KONÉ"; 12], Channel::WhatsApp),
            forms(&[long, "KOUASSI Aya"], Channel::Telegram),
            forms(&["KONÉ Awa", "KONÉ Aya"], Channel::Sms),
        ]
        .join("\n")
    );
}

#[test]
fn a_link_to_a_file_stands_whole_beside_what_is_said_with_it() {
    let address = "https://carnet.example.org/d#7K3MQ4TX92VP";
    let child = carnet::phrase::StudentLabel { name: "Awa K.".to_owned(), ar: None };
    let caption = Phrase::Print(PrintNews::CardFile { child, term: "T1".to_owned(), version: 1, year: None });
    let document = carnet::domain::DocumentId::fresh();
    let say = Say::from(Phrase::Document { document, file_name: "b.pdf".to_owned(), caption: Box::new(caption) });
    for locale in Locale::ALL {
        for channel in [Channel::Sms, Channel::Email] {
            let parts = RENDERER.linked(&say, address, locale, channel).parts;
            let [part] = parts.as_slice() else { panic!("{parts:?}") };
            assert_within(part, channel);
            let said = match part {
                Content::Mail { text, html, .. } => {
                    assert!(html.contains(&format!("<a href=\"{address}\">{address}</a>")), "{html}");
                    assert!(text.lines().any(|line| line == address), "{text}");
                    text
                }
                Content::Text { body } => body,
                other => panic!("{other:?}"),
            };
            assert!(said.contains("Awa K.") && said.contains(address), "{said}");
            if (locale, channel) == (Locale::Fr, Channel::Sms) {
                assert_eq!(carnet::domain::SmsLength::of(said).segments, 1, "{said}");
            }
        }
    }
}

/// A large school is a line a class, and one that has no end is its file alone.
#[test]
fn a_school_is_two_messages_at_most() {
    for (classes, said) in [(3, "Français"), (60, "4e A 59"), (2_000, "Les matières sont dans le fichier")] {
        let mut summary = samples::school_summary();
        let full = summary.classes.pop().unwrap();
        summary.classes = (0..classes)
            .map(|number| {
                let subjects = vec![full.subjects[0].clone(); 14];
                carnet::phrase::ClassOverview { class: format!("4e A {number}"), subjects, ..full.clone() }
            })
            .collect();
        let say = Say::from(Phrase::Print(PrintNews::Summary { summary }));
        let parts = RENDERER.message(&say, Locale::Fr, Channel::WhatsApp).parts;
        assert!(parts.len() <= 2, "{classes}: {}", parts.len());
        let texts: Vec<String> = parts
            .iter()
            .map(|part| match part {
                Content::Text { body } => body.clone(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert!(texts.concat().contains(said), "{classes}: {texts:?}");
    }
}
