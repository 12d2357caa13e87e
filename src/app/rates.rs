//! What providers ask: our rate files, or the school's own.

use anyhow::Context as _;
use std::path::Path;

use crate::domain::{Channel, RateCard};

const WHATSAPP: (&str, &str) = ("rates/whatsapp.toml", include_str!("../../bot-templates/rates/whatsapp.toml"));
const SMS: (&str, &str) = ("rates/sms.toml", include_str!("../../bot-templates/rates/sms.toml"));

/// All rate cards, in one currency.
#[derive(Debug, Clone)]
pub struct Rates {
    whatsapp: RateCard,
    sms: RateCard,
}

impl Rates {
    /// Each file of a school's own folder, where there is one, else ours.
    pub fn load(templates: Option<&Path>) -> anyhow::Result<Self> {
        let (whatsapp, sms) = (read(templates, WHATSAPP)?, read(templates, SMS)?);
        let (one, other) = (whatsapp.currency(), sms.currency());
        anyhow::ensure!(
            one == other,
            "rates/whatsapp.toml is in {one} and rates/sms.toml in {other}; a school has one budget: write both in one currency"
        );
        Ok(Self { whatsapp, sms })
    }

    /// What a channel costs; nothing where messages are free.
    pub fn of(&self, channel: Channel) -> &RateCard {
        match channel {
            Channel::Sms => &self.sms,
            Channel::WhatsApp | Channel::Telegram | Channel::Email => &self.whatsapp,
        }
    }

    /// Any of them, for amounts in their currency.
    pub fn any(&self) -> &RateCard {
        &self.whatsapp
    }
}

fn read(templates: Option<&Path>, (name, ours): (&str, &str)) -> anyhow::Result<RateCard> {
    let own = templates.map(|templates| templates.join(name)).filter(|path| path.exists());
    match own {
        Some(path) => {
            let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            RateCard::parse(&text).with_context(|| path.display().to_string())
        }
        None => RateCard::parse(ours).context(name.to_owned()),
    }
}
