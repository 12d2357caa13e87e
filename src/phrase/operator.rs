//! Parts of what administrators are told about the running of the service.

use serde::{Deserialize, Serialize};

/// Why messages were set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyAside {
    /// They may have arrived: sending them again could say it twice.
    Doubtful,
    /// They could not be sent while they were of use.
    TooLate,
    /// The same words to one person again and again.
    Loop,
    Other,
}

/// What a provider decided about a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateNews {
    /// Refused as it is worded; the provider's word for why.
    Rejected { reason: Option<String> },
    /// People disliked it: it rests for some hours.
    Paused,
    /// It can be used again.
    Resumed,
    /// It can never be used again.
    Disabled,
    /// The provider takes it for advertising: it costs more, and people may refuse it.
    Marketing,
    /// People dislike it: it may be paused.
    LowQuality,
}
