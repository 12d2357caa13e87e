//! Approved `WhatsApp` templates: what may be said outside the 24-hour window. The bodies are in
//! `bot-templates/whatsapp`; here they are checked by Meta's rules and filled.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

use super::split::{length, shorten};
use super::text::{announcement, digest_children, digest_counts, family_mark, said_by, told};
use super::voice::Voice;
use super::{TemplateError, files};
use crate::domain::{AbsenceSpan, BroadcastAsk, Locale, Mark, Maximum};
use crate::gateway::Content;
use crate::phrase::{
    AbsencePhrase, Announcement, BroadcastPhrase, ConversationPhrase, DigestOfChild, FamilyMark, Guide, Phrase,
    PreferencePhrase, PrintNews, StaffNotePhrase, StudentLabel,
};

/// Longest body, filled.
const BODY: usize = 1024;
const BUTTON_TEXT: usize = 25;

/// A template in one language, as it is submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateDefinition {
    pub name: String,
    pub category: String,
    pub language: Locale,
    /// With `{{1}}` and so on for the parameters.
    pub body: String,
    /// A value for each parameter.
    pub examples: Vec<String>,
    pub buttons: Vec<TemplateButton>,
    /// What each parameter is, for filling.
    parameters: Vec<Parameter>,
}

/// A quick reply under a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateButton {
    pub text: String,
    /// What comes back when it is pressed.
    pub payload: String,
}

/// What a template can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Parameter {
    Child,
    Subject,
    Assessment,
    Mark,
    OldMark,
    School,
    Term,
    /// Of a report card.
    Version,
    /// An absence, with its day and hours.
    When,
    /// Who says it.
    By,
    /// What is said in somebody's own words.
    Words,
}

/// A file of `bot-templates/whatsapp`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    category: String,
    parameters: Vec<Parameter>,
    #[serde(default)]
    payloads: Vec<String>,
    fr: Wording,
    en: Wording,
    ar: Wording,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    body: String,
    examples: Vec<String>,
    #[serde(default)]
    buttons: Vec<String>,
}

/// All templates, by the phrase they stand for.
pub(super) struct Templates {
    /// By the name of the file: `new_mark`.
    starts: BTreeMap<String, usize>,
    definitions: Vec<TemplateDefinition>,
}

impl Templates {
    pub(super) fn load(overrides: Option<&Path>) -> Result<Self, TemplateError> {
        let (mut starts, mut definitions) = (BTreeMap::new(), Vec::new());
        for source in files::templates(overrides)? {
            let stem = Path::new(&source.name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
            starts.insert(stem.unwrap_or_default(), definitions.len());
            definitions.extend(read(&source.name, &source.text)?);
        }
        Ok(Self { starts, definitions })
    }

    pub(super) fn definitions(&self) -> &[TemplateDefinition] {
        &self.definitions
    }

    /// What the template for `phrase` reads.
    pub(super) fn read(&self, v: &Voice<'_>, phrase: &Phrase) -> Option<String> {
        let Content::Template { name, language, parameters, .. } = self.fill(v, phrase)? else { return None };
        let is_it = |one: &&TemplateDefinition| one.name == name && one.language.code() == language;
        let body = &self.definitions.iter().find(is_it)?.body;
        // One place after the other: what fills one may look like another.
        let mut read = String::with_capacity(body.len());
        let mut rest = body.as_str();
        while let Some((before, after)) = rest.split_once("{{") {
            let (place, after) = after.split_once("}}")?;
            let at: usize = place.parse().ok()?;
            read.push_str(before);
            read.push_str(parameters.get(at.checked_sub(1)?)?);
            rest = after;
        }
        read.push_str(rest);
        Some(read)
    }

    /// The template for `phrase` with its parameters.
    pub(super) fn fill(&self, v: &Voice<'_>, phrase: &Phrase) -> Option<Content> {
        let (file, facts) = facts(phrase)?;
        let of_file = self.definitions.iter().skip(*self.starts.get(file)?).take(Locale::ALL.len());
        let definition = of_file.into_iter().find(|definition| definition.language == v.locale())?;
        let parameters = definition.parameters.iter().map(|parameter| facts.tell(v, *parameter)).collect();
        Some(Content::Template {
            name: definition.name.clone(),
            language: v.locale().code().to_owned(),
            parameters: within(&definition.body, parameters),
            payloads: definition.buttons.iter().map(|button| facts.payload(&button.payload)).collect(),
        })
    }
}

/// What a phrase can tell a template.
#[derive(Default)]
struct Facts<'p> {
    child: Option<&'p StudentLabel>,
    line: Option<&'p FamilyMark>,
    /// With what it was out of.
    old: Option<(Mark, Maximum)>,
    school: Option<&'p str>,
    term: Option<&'p str>,
    version: Option<u32>,
    announcement: Option<&'p Announcement>,
    said: Option<&'p ConversationPhrase>,
    /// To the staff: who, and their words.
    note: Option<(&'p str, &'p str, bool)>,
    absence: Option<&'p AbsenceSpan>,
    digest: &'p [DigestOfChild],
}

fn of_card<'p>(child: &'p StudentLabel, term: &'p str, version: u32) -> Facts<'p> {
    Facts { child: Some(child), term: Some(term), version: Some(version), ..Facts::default() }
}

/// The file for a phrase that may be sent as a template.
fn facts(phrase: &Phrase) -> Option<(&'static str, Facts<'_>)> {
    let of_mark = |child, line, old| Facts { child: Some(child), line: Some(line), old, ..Facts::default() };
    let old_of = |line: &FamilyMark, old, out_of: Option<Maximum>| Some((old, out_of.unwrap_or(line.maximum)));
    match phrase {
        Phrase::NewMark { child, line } | Phrase::Preference(PreferencePhrase::Alert { child, line, .. }) => {
            Some(("new_mark", of_mark(child, line, None)))
        }
        Phrase::MarkChanged { child, line, old, out_of } => {
            Some(("mark_changed", of_mark(child, line, old_of(line, *old, *out_of))))
        }
        Phrase::MarkWithdrawn { child, line } => Some(("mark_withdrawn", of_mark(child, line, None))),
        Phrase::Guide(Guide::CameLate { school }) => {
            Some(("came_late", Facts { school: Some(school), ..Facts::default() }))
        }
        Phrase::Suspended { school } => Some(("suspended", Facts { school: Some(school), ..Facts::default() })),
        // A template brings no file: its button asks for it.
        Phrase::Document { caption, .. } => facts(caption),
        Phrase::Print(PrintNews::CardFile { child, term, version, .. }) => {
            Some(("report_card", of_card(child, term, *version)))
        }
        Phrase::Print(PrintNews::ReportCardRevised { child, term, version, .. }) => {
            Some(("report_card_revised", of_card(child, term, *version)))
        }
        Phrase::Broadcast(BroadcastPhrase::Announcement { announcement }) => {
            let file = match announcement.ask {
                BroadcastAsk::Nothing | BroadcastAsk::Reading => "announcement",
                BroadcastAsk::Coming => "announcement_coming",
            };
            let school = Some(announcement.school.as_str());
            Some((file, Facts { school, announcement: Some(announcement), ..Facts::default() }))
        }
        Phrase::Broadcast(BroadcastPhrase::Staff { phrase: StaffNotePhrase::Note { by, text, way } }) => {
            Some(("staff_message", Facts { note: Some((by, text, way.quoted)), ..Facts::default() }))
        }
        Phrase::Absence(AbsencePhrase::Told { child, span, .. }) => {
            Some(("absence", Facts { child: Some(child), absence: Some(span), ..Facts::default() }))
        }
        Phrase::Preference(PreferencePhrase::Digest { children }) => {
            Some(("digest", Facts { digest: children, ..Facts::default() }))
        }
        Phrase::Conversation(said @ ConversationPhrase::FromFamily { .. }) => {
            Some(("message_from_family", Facts { said: Some(said), ..Facts::default() }))
        }
        Phrase::Conversation(said @ ConversationPhrase::FromSchool { .. }) => {
            Some(("message_from_school", Facts { said: Some(said), ..Facts::default() }))
        }
        _ => None,
    }
}

impl Facts<'_> {
    /// A parameter's value: one line, never empty, for Meta refuses both.
    fn tell(&self, v: &Voice<'_>, parameter: Parameter) -> String {
        let value = match parameter {
            Parameter::Child if !self.digest.is_empty() => Some(digest_children(v, self.digest)),
            Parameter::Child => self.child.map(|child| v.quoted(v.student(child)).into_owned()),
            Parameter::Subject => self.line.map(|line| v.quoted(v.subject(&line.subject)).into_owned()),
            Parameter::Assessment => self.line.map(|line| v.quoted(&line.assessment).into_owned()),
            Parameter::Mark => self.line.map(|line| family_mark(v, line)),
            Parameter::OldMark => self.old.map(|(old, maximum)| v.mark(old, maximum)),
            Parameter::When => self.absence.map(|span| told(v, span)),
            Parameter::By if self.note.is_some() => self.note.map(|(by, ..)| v.quoted(by).into_owned()),
            Parameter::By => self.said.and_then(|said| said_by(v, said)).map(|(by, _)| by),
            Parameter::Words if !self.digest.is_empty() => Some(digest_counts(v, self.digest)),
            Parameter::Words if self.note.is_some() => self.note.map(|(_, words, quoted)| {
                let words = v.quoted(words).into_owned();
                if quoted { v.with("staff-note-words").text("words", words).say() } else { words }
            }),
            Parameter::Words => match (self.announcement, self.said) {
                (Some(one), _) => Some(announcement(v, one)),
                (None, said) => said.and_then(|said| said_by(v, said)).map(|(_, words)| words),
            },
            Parameter::Term => self.term.map(|term| v.quoted(term).into_owned()),
            Parameter::Version => self.version.map(|version| version.to_string()),
            Parameter::School => self.school.map(|school| v.quoted(school).into_owned()),
        };
        value.filter(|value| !value.is_empty()).unwrap_or_else(|| "–".to_owned())
    }
}

impl Facts<'_> {
    /// What a button brings back, of the broadcast or the thread it stands under.
    fn payload(&self, payload: &str) -> String {
        match (self.announcement, self.said) {
            (Some(announcement), _) => payload.replace("{broadcast}", &announcement.broadcast.0.simple().to_string()),
            (
                None,
                Some(
                    ConversationPhrase::FromFamily { conversation, .. }
                    | ConversationPhrase::FromSchool { conversation, .. },
                ),
            ) => payload.replace("{conversation}", &conversation.0.simple().to_string()),
            _ => payload.to_owned(),
        }
    }
}

/// The parameters, the longest ones shortened until the filled body is within the limit.
fn within(body: &str, mut parameters: Vec<String>) -> Vec<String> {
    let room = BODY.saturating_sub(length(body));
    let share = room / parameters.len().max(1);
    if parameters.iter().map(|parameter| length(parameter)).sum::<usize>() > room {
        for parameter in &mut parameters {
            *parameter = shorten(parameter, share);
        }
    }
    parameters
}

fn read(file: &str, text: &str) -> Result<[TemplateDefinition; 3], TemplateError> {
    let parsed: File = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = 1 + text.bytes().take(start).filter(|byte| *byte == b'\n').count();
        TemplateError::broken(file, line, error.message())
    })?;
    let File { name, category, parameters, payloads, fr, en, ar } = parsed;
    let define = |language: Locale, wording: Wording| {
        let line = 1 + text.lines().position(|line| line.trim() == format!("[{}]", language.code())).unwrap_or(0);
        check(&name, &wording, parameters.len(), payloads.len())
            .map_err(|problem| TemplateError::broken(file, line, problem))?;
        let pressed = wording.buttons.into_iter().zip(&payloads);
        Ok(TemplateDefinition {
            name: name.clone(),
            category: category.clone(),
            language,
            body: wording.body,
            examples: wording.examples,
            buttons: pressed.map(|(text, payload)| TemplateButton { text, payload: payload.clone() }).collect(),
            parameters: parameters.clone(),
        })
    };
    Ok([define(Locale::Fr, fr)?, define(Locale::En, en)?, define(Locale::Ar, ar)?])
}

/// Meta's rules, which it would otherwise tell us a day later.
fn check(name: &str, wording: &Wording, parameters: usize, payloads: usize) -> Result<(), &'static str> {
    let Wording { body, examples, buttons } = wording;
    let named = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let marks: Vec<String> = (1..=parameters).map(|number| format!("{{{{{number}}}}}")).collect();
    let words = body.split_whitespace().filter(|word| !word.contains("{{")).count();
    let squeezed: String = body.split_whitespace().collect();
    if !named || name.is_empty() {
        return Err("the name can have a to z, 0 to 9 and _ only");
    }
    if marks.iter().any(|mark| body.matches(mark.as_str()).count() != 1) || body.matches("{{").count() != marks.len() {
        return Err("the body needs each parameter once, from {{1}} on");
    }
    if body.trim_start().starts_with("{{") || body.trim_end().ends_with("}}") {
        return Err("a parameter can neither begin nor end the body");
    }
    if squeezed.contains("}}{{") {
        return Err("two parameters need words between them");
    }
    if words < parameters * 2 + 1 {
        return Err("the body is too short for so many parameters");
    }
    if length(body) > BODY / 2 {
        return Err("the body leaves no room for its parameters");
    }
    if examples.len() != parameters || examples.iter().any(|example| example.trim().is_empty()) {
        return Err("each parameter needs an example");
    }
    if buttons.len() != payloads || buttons.iter().any(|text| text.is_empty() || length(text) > BUTTON_TEXT) {
        return Err("each payload needs a button of 1 to 25 characters");
    }
    Ok(())
}
