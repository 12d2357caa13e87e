//! Where texts come from: compiled in, or from a school's own folder, file by file.

use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::TemplateError;

#[derive(RustEmbed)]
#[folder = "bot-templates/messages"]
struct Messages;

#[derive(RustEmbed)]
#[folder = "bot-templates/whatsapp"]
struct WhatsApp;

#[derive(RustEmbed)]
#[folder = "bot-templates/email"]
struct Email;

#[cfg(feature = "typeset")]
#[derive(RustEmbed)]
#[folder = "bot-templates/bulletins"]
struct Bulletins;

/// One text, and the embedded one it stands for.
pub(super) struct Source {
    /// For people: `messages/fr/general.ftl`, or the path of the file that replaces it.
    pub(super) name: String,
    pub(super) text: String,
    /// The embedded text, when `text` is not it.
    pub(super) replaces: Option<String>,
}

/// The messages of a language.
pub(super) fn messages(language: &str, overrides: Option<&Path>) -> Result<Vec<Source>, TemplateError> {
    sources::<Messages>(&format!("messages/{language}"), &format!("{language}/"), overrides)
}

/// The `WhatsApp` templates.
pub(super) fn templates(overrides: Option<&Path>) -> Result<Vec<Source>, TemplateError> {
    sources::<WhatsApp>("whatsapp", "", overrides)
}

/// The page around what is said by e-mail.
pub(super) fn mail_page(overrides: Option<&Path>) -> Result<Source, TemplateError> {
    let sources = sources::<Email>("email", "", overrides)?;
    let missing = || TemplateError::Unknown { file: "email/page.html".to_owned() };
    sources.into_iter().find(|source| source.name.ends_with("page.html")).ok_or_else(missing)
}

/// The pages of report cards, and charts.
#[cfg(feature = "typeset")]
pub(super) fn bulletins(overrides: Option<&Path>) -> Result<Vec<Source>, TemplateError> {
    sources::<Bulletins>("bulletins", "", overrides)
}

fn sources<E: RustEmbed>(folder: &str, prefix: &str, overrides: Option<&Path>) -> Result<Vec<Source>, TemplateError> {
    let mut names: BTreeSet<String> =
        E::iter().filter_map(|path| path.strip_prefix(prefix).map(str::to_owned)).collect();
    let own = overrides.map(|root| root.join(folder));
    let replaced = own.as_deref().map(listed).transpose()?.unwrap_or_default();
    if let (Some(own), Some(stray)) = (&own, replaced.difference(&names).next()) {
        return Err(TemplateError::Unknown { file: own.join(stray).display().to_string() });
    }
    let mut sources = Vec::new();
    for name in std::mem::take(&mut names) {
        let label = format!("{folder}/{name}");
        let embedded = embedded::<E>(&format!("{prefix}{name}"), &label)?;
        sources.push(match &own {
            Some(own) if replaced.contains(&name) => {
                let path = own.join(&name);
                Source { name: path.display().to_string(), text: read(&path)?, replaces: Some(embedded) }
            }
            _ => Source { name: label, text: embedded, replaces: None },
        });
    }
    Ok(sources)
}

fn embedded<E: RustEmbed>(path: &str, label: &str) -> Result<String, TemplateError> {
    let bytes = E::get(path).map_or(Cow::Borrowed(&[][..]), |file| file.data);
    String::from_utf8(bytes.into_owned()).map_err(|error| TemplateError::Unreadable {
        file: label.to_owned(),
        source: io::Error::new(io::ErrorKind::InvalidData, error),
    })
}

/// The files in a school's folder; a folder that is not there holds none. Hidden files and back-ups are left alone.
fn listed(folder: &Path) -> Result<BTreeSet<String>, TemplateError> {
    let unreadable = |source| TemplateError::Unreadable { file: folder.display().to_string(), source };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(unreadable(error)),
    };
    let mut names = BTreeSet::new();
    for entry in entries {
        let name = entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned();
        let is_ours = |kind: &std::ffi::OsStr| kind == "ftl" || kind == "toml" || kind == "typ" || kind == "html";
        if Path::new(&name).extension().is_some_and(is_ours) && !name.starts_with('.') {
            names.insert(name);
        }
    }
    Ok(names)
}

fn read(path: &Path) -> Result<String, TemplateError> {
    fs::read_to_string(path).map_err(|source| TemplateError::Unreadable { file: path.display().to_string(), source })
}
