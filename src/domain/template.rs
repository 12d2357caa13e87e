//! How a provider's template stands: whether it may be used, will be, or never.

/// What a provider's word for a template's state means to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TemplateStanding {
    /// It may be used.
    Approved,
    /// Somebody looks at it.
    InReview,
    /// It comes back by itself.
    Paused,
    /// Refused as it is worded.
    Rejected,
    /// It can be used no more.
    Disabled,
    /// It is on no list of the provider's, but no message by it has been refused: lists may be late, so it is tried.
    Unlisted,
    /// A message by it was refused, or the provider has a word for it that we do not know.
    Missing,
}

impl TemplateStanding {
    /// By the provider's word, as lists and webhooks write it.
    pub fn of(word: &str) -> Self {
        match word {
            // A flagged one is watched, and still goes.
            "APPROVED" | "REINSTATED" | "UNARCHIVED" | "FLAGGED" => Self::Approved,
            "PENDING" | "IN_APPEAL" => Self::InReview,
            "PAUSED" => Self::Paused,
            "REJECTED" => Self::Rejected,
            "DISABLED" | "ARCHIVED" | "LOCKED" | "LIMIT_EXCEEDED" => Self::Disabled,
            "MISSING" => Self::Unlisted,
            _ => Self::Missing,
        }
    }

    /// Whether waiting is worth while.
    pub fn will_pass(self) -> bool {
        matches!(self, Self::InReview | Self::Paused)
    }
}

/// What a message by a template is, for its price and for what people may refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TemplateCategory {
    Utility,
    Marketing,
    Authentication,
}

impl TemplateCategory {
    /// By the provider's word, in either case.
    pub fn of(word: &str) -> Option<Self> {
        match word.to_ascii_uppercase().as_str() {
            "UTILITY" => Some(Self::Utility),
            "MARKETING" => Some(Self::Marketing),
            "AUTHENTICATION" => Some(Self::Authentication),
            _ => None,
        }
    }

    /// As in rate files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Utility => "utility",
            Self::Marketing => "marketing",
            Self::Authentication => "authentication",
        }
    }
}
