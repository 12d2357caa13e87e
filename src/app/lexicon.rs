//! The words people use: ours, with those of the templates folder.

use anyhow::Context as _;
use std::path::Path;

use crate::commands::understand::Lexicon;
use crate::domain::Locale;

/// Our lexicon, with `lexicon/{fr,en,ar}.toml` of a school's own folder where there is one.
pub fn load(templates: Option<&Path>) -> anyhow::Result<Lexicon> {
    let mut own = Vec::new();
    if let Some(folder) = templates.map(|templates| templates.join("lexicon")).filter(|folder| folder.exists()) {
        let unreadable = || format!("cannot read {}", folder.display());
        for entry in std::fs::read_dir(&folder).with_context(unreadable)? {
            let path = entry.with_context(unreadable)?.path();
            let locale = Locale::ALL.into_iter().find(|locale| path.ends_with(format!("{}.toml", locale.code())));
            let locale =
                locale.with_context(|| format!("{}: only fr.toml, en.toml and ar.toml are read", path.display()))?;
            let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            own.push((locale, path.display().to_string(), text));
        }
    }
    Ok(Lexicon::with(&own)?)
}
