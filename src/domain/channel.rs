//! Ways to reach a person, and how urgent a message is.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

/// `WhatsApp` takes free text for so long after the person's last message; a little less, for clocks that differ.
pub const FREE_TEXT_WINDOW: Duration = Duration::from_mins(24 * 60 - 2);

/// A way to reach a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    WhatsApp,
    Telegram,
    Sms,
    Email,
}

impl Channel {
    pub const ALL: [Self; 4] = [Self::WhatsApp, Self::Telegram, Self::Sms, Self::Email];

    /// The channel stored as `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }

    /// Whether files travel by it.
    pub fn carries_files(self) -> bool {
        matches!(self, Self::WhatsApp | Self::Telegram)
    }

    /// Whether what was sent by it can be put in other words.
    pub fn edits(self) -> bool {
        matches!(self, Self::Telegram)
    }

    /// As stored and as written in metrics.
    pub fn code(self) -> &'static str {
        match self {
            Self::WhatsApp => "whatsapp",
            Self::Telegram => "telegram",
            Self::Sms => "sms",
            Self::Email => "email",
        }
    }
}

/// A channel as one company carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Medium {
    pub channel: Channel,
    /// Text alone, and not much of it: no buttons, no files.
    pub plain: bool,
}

impl Medium {
    /// Whether files travel by it. Where they do not, a link to them does.
    pub fn carries_files(self) -> bool {
        self.channel.carries_files() && !self.plain
    }
}

/// As its own company carries it.
impl From<Channel> for Medium {
    fn from(channel: Channel) -> Self {
        Self { channel, plain: channel == Channel::Sms }
    }
}

/// The configured name of one sender identity at one provider (`[[account]] id`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(pub String);

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a message is for: decides its share of the lane, its patience and what happens when its fate is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MessageClass {
    /// An answer to what the person just wrote.
    Reply,
    /// Linking codes and notices about the person's access.
    Security,
    /// News of one child.
    Notice,
    /// The same words to many.
    Broadcast,
}

impl MessageClass {
    pub const ALL: [Self; 4] = [Self::Reply, Self::Security, Self::Notice, Self::Broadcast];

    /// As written in metrics and by `carnet queue`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Security => "security",
            Self::Notice => "notice",
            Self::Broadcast => "broadcast",
        }
    }

    /// As stored.
    pub fn rank(self) -> i16 {
        match self {
            Self::Reply => 0,
            Self::Security => 1,
            Self::Notice => 2,
            Self::Broadcast => 3,
        }
    }

    /// The class stored as `rank`.
    pub fn from_rank(rank: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.rank() == rank)
    }

    /// Whether quiet hours hold it back: what a person asked for is answered at any hour.
    pub fn respects_quiet_hours(self) -> bool {
        matches!(self, Self::Notice | Self::Broadcast)
    }
}
