//! What providers ask: our rate file, or the school's own.

use anyhow::Context as _;
use std::path::Path;

use crate::domain::RateCard;

const OURS: &str = include_str!("../../bot-templates/rates/whatsapp.toml");

/// The rates of `WhatsApp`: `rates/whatsapp.toml` of a school's own folder where there is one.
pub fn load(templates: Option<&Path>) -> anyhow::Result<RateCard> {
    let own = templates.map(|templates| templates.join("rates/whatsapp.toml")).filter(|path| path.exists());
    match own {
        Some(path) => {
            let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            RateCard::parse(&text).with_context(|| path.display().to_string())
        }
        None => RateCard::parse(OURS).context("rates/whatsapp.toml"),
    }
}
