//! Which company carries a message; its codes are read in its own table.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use crate::domain::Channel;

/// Who carries our messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    WhatsApp,
    Telegram,
    Twilio,
    Infobip,
    Smtp,
}

impl Provider {
    pub const ALL: [Self; 5] = [Self::WhatsApp, Self::Telegram, Self::Twilio, Self::Infobip, Self::Smtp];

    /// As configured (`[[account]] provider`), stored and written in metrics.
    pub fn code(self) -> &'static str {
        match self {
            Self::WhatsApp => "whatsapp",
            Self::Telegram => "telegram",
            Self::Twilio => "twilio",
            Self::Infobip => "infobip",
            Self::Smtp => "smtp",
        }
    }

    /// How long a file that was uploaded can be sent again; `None`: for ever. A day less than promised, for clocks that differ.
    pub fn keeps_files(self) -> Option<Duration> {
        match self {
            Self::WhatsApp => Some(Duration::from_hours(29 * 24)),
            Self::Telegram | Self::Twilio | Self::Infobip | Self::Smtp => None,
        }
    }

    /// Whether it keeps a list of what it has made that can be asked: `Gateway::made`.
    pub fn tells_what_it_made(self) -> bool {
        match self {
            Self::Twilio => true,
            Self::WhatsApp | Self::Telegram | Self::Infobip | Self::Smtp => false,
        }
    }

    /// The way it usually reaches a person.
    pub fn channel(self) -> Channel {
        match self {
            Self::WhatsApp => Channel::WhatsApp,
            Self::Telegram => Channel::Telegram,
            Self::Twilio | Self::Infobip => Channel::Sms,
            Self::Smtp => Channel::Email,
        }
    }
}
