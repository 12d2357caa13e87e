//! The files a school may reword: the three languages agree, a fault is found at start and named by file and line.

use carnet::domain::Locale;
use carnet::gateway::Content;
use carnet::phrase::{NoteWay, Phrase, PrintNews, StaffNotePhrase, StudentLabel};
use carnet::render::{Renderer, TemplateError};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::samples;

fn own(path: &Path) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("bot-templates").join(path)
}

/// Message names with their arguments, found by eye rather than by the parser.
fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in fs::read_dir(own(&Path::new("messages").join(language))).unwrap() {
        let path = file.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut current = String::new();
        for line in fs::read_to_string(&path).unwrap().lines() {
            if let Some((id, _)) = line.split_once(" =").filter(|(id, _)| !id.starts_with([' ', '#'])) {
                current = format!("{file}/{id}");
            }
            let arguments = line.split('$').skip(1).map(|rest| {
                rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default().to_owned()
            });
            if !line.starts_with('#') && !line.is_empty() {
                messages.entry(current.clone()).or_default().extend(arguments);
            }
        }
    }
    messages
}

#[test]
fn languages_say_the_same_things() {
    let french = messages("fr");
    assert!(french.len() > 120);
    for language in ["en", "ar"] {
        let other = messages(language);
        assert_eq!(french.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (id, arguments) in &french {
            assert_eq!(arguments, &other[id], "{language}: {id}");
        }
    }
}

fn card(news: impl Fn(StudentLabel, String) -> PrintNews) -> PrintNews {
    news(samples::student("Awa K."), "T1".to_owned())
}

fn load_with(path: &str, text: &str) -> Result<Renderer, TemplateError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, text).unwrap();
    Renderer::load(Some(folder.path()))
}

fn refused(path: &str, text: &str) -> String {
    let error = load_with(path, text).err().expect("a faulty file must be refused").to_string();
    error.split_once(path).map(|(_, rest)| rest.to_owned()).expect("the file must be named")
}

#[test]
fn a_school_may_reword() {
    let labels = fs::read_to_string(own(Path::new("messages/fr/labels.ftl"))).unwrap();
    let renderer = load_with(
        "messages/fr/labels.ftl",
        &labels.replace("status-absent = absent(e)", "status-absent = manquant(e)"),
    )
    .unwrap();
    let phrase = Phrase::NewMark {
        child: samples::student("Awa K."),
        line: samples::family_mark(carnet::domain::Mark::Status(carnet::domain::MarkStatus::Absent)),
    };
    let said = super::text(&renderer, phrase, Locale::Fr, carnet::domain::Channel::Telegram);
    assert!(said.contains("manquant(e)"), "{said}");
}

#[test]
fn a_fault_is_named_by_file_and_line() {
    let read = |path: &str| fs::read_to_string(own(Path::new(path))).unwrap();
    let family = "messages/fr/family.ftl";
    let text = read(family);
    let without_argument = text.replace("marks-child = { $child }, { $class }", "marks-child = { $child }");
    assert_eq!(refused(family, &without_argument), ":5: marks-child does not say { $class }");
    let with_unknown = text.replace("no-marks = Pas", "no-marks = { $child } Pas");
    assert_eq!(refused(family, &with_unknown), ":10: no-marks has no argument { $child }");
    let without_message = text.replace("no-marks = Pas encore de note publiée.\n", "");
    assert!(refused(family, &without_message).ends_with("the message no-marks is missing"));
    let broken = text.replace("no-marks = Pas", "no-marks Pas");
    assert!(refused(family, &broken).starts_with(":10: "));
    assert!(refused("messages/fr/familly.ftl", &text).contains("replaces nothing"));
    let reference = text.replace("no-marks = Pas", "no-marks = { day } Pas");
    assert_eq!(refused(family, &reference), ":10: only arguments can stand in braces");
}

#[test]
fn a_template_meta_would_refuse_is_refused_here() {
    let path = "whatsapp/new_mark.toml";
    let text = fs::read_to_string(own(Path::new(path))).unwrap();
    for (from, to, problem) in [
        ("\"📘 Nouvelle note pour {{1}}", "\"{{1}}", "neither begin nor end"),
        ("{{1}} en {{2}},", "{{1}} {{2}},", "words between"),
        (" : {{4}}.", " : {{4}} {{9}}.", "each parameter once"),
        ("\"Voir les notes\"", "\"Voir toutes les notes de mon enfant\"", "1 to 25"),
        ("\"Awa K.\", \"Mathématiques\"", "\"Awa K.\"", "an example"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text);
        let said = refused(path, &changed);
        assert!(said.contains(problem) && said.starts_with(":7: "), "{said}");
    }
    assert!(refused(path, &text.replace("category", "kategory")).starts_with(':'));
}

#[test]
fn notices_have_a_template_in_every_language() {
    let renderer = Renderer::load(None).unwrap();
    assert_eq!(renderer.template_definitions().len(), 14 * Locale::ALL.len());
    let line = samples::family_mark(samples::mark("14.5"));
    let news = [
        Phrase::NewMark { child: samples::student("Awa\n\t   *K.*"), line: line.clone() },
        Phrase::MarkChanged {
            child: samples::student("Awa K."),
            line: line.clone(),
            old: samples::mark("12"),
            out_of: None,
        },
        Phrase::MarkWithdrawn { child: samples::student(""), line },
        Phrase::Suspended { school: "x ".repeat(2000) },
        Phrase::Document {
            document: carnet::domain::DocumentId::fresh(),
            file_name: "Bulletin.pdf".to_owned(),
            caption: Box::new(Phrase::Print(card(|child, term| PrintNews::CardFile {
                child,
                term,
                version: 1,
                year: None,
            }))),
        },
        Phrase::Print(card(|child, term| PrintNews::ReportCardRevised { child, term, version: 2, year: None })),
        super::preferences::digest(),
        StaffNotePhrase::Note {
            by: "Mme *la Directrice*".to_owned(),
            text: "Conseil\nlundi à 16 h.".to_owned(),
            way: NoteWay::default(),
        }
        .phrase(),
        StaffNotePhrase::Note {
            by: "Mme *la Directrice*".to_owned(),
            text: "dis à M. Koffi de venir".to_owned(),
            way: NoteWay { to: vec!["M. KOFFI".to_owned()], quoted: true },
        }
        .phrase(),
        super::conversations::samples().remove(0),
        super::conversations::samples().remove(2),
    ];
    let mut filled = String::new();
    for phrase in news {
        for locale in Locale::ALL {
            let Some(Content::Template { name, language, parameters, payloads }) = renderer.template(&phrase, locale)
            else {
                panic!("no template for {}", samples::variant(&phrase));
            };
            let definition =
                renderer.template_definitions().iter().find(|d| d.name == name && d.language == locale).unwrap();
            assert_eq!(language, locale.code());
            assert_eq!(parameters.len(), definition.examples.len());
            assert_eq!(payloads.len(), definition.buttons.len());
            assert!(parameters.iter().all(|p| !p.is_empty() && !p.contains(['\n', '\t', '*']) && !p.contains("     ")));
            let body = (1..).zip(&parameters).fold(definition.body.clone(), |body, (number, parameter)| {
                body.replace(&format!("{{{{{number}}}}}"), parameter)
            });
            assert!(body.chars().count() <= 1024);
            if body.chars().count() < 300 {
                filled.push_str(&body.replace('\u{2068}', "⟦").replace('\u{2069}', "⟧"));
                filled.push('\n');
            }
        }
    }
    insta::assert_snapshot!("render_templates", filled);
    assert_eq!(renderer.template(&Phrase::Thanks, Locale::Fr), None);
}
