//! What administrators are told about the running of the service.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::domain::{Channel, Locale, Money};

/// How the service fares, and what there is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperatorNews {
    /// So many messages of an account were not sent, and wait for somebody to act.
    MessagesSetAside { account: String, count: u32, why: WhyAside },
    /// The provider takes nothing of an account any more until somebody acts: its key has ended, or it is locked.
    AccountStopped { account: String },
    /// The provider does not let an account write to where some families are.
    OutOfBounds { account: String },
    /// The provider of an account has asked for patience, for long.
    AccountMustWait { account: String, until: DateTime },
    /// The provider of an account has not answered for long.
    AccountSilent { account: String, since: DateTime },
    /// What the provider decided about a template.
    Template { template: String, language: Locale, account: String, news: TemplateNews },
    /// Every template of an account is approved.
    TemplatesReady { account: String },
    /// Most of the month's budget is spent, or all of it.
    Budget { spent: Money, budget: Money, exhausted: bool },
    /// The provider lets the school write to fewer new people a day than before; no number: to any.
    FewerNewPeople { before: Option<u32>, limit: u32 },
    /// A template of the school's own, of which pages are printed, does not work.
    PagesFail { template: String },
    /// What is to be published comes to families over so many days: the provider limits the new ones of each.
    FamiliesOverDays { days: u32 },
    /// What this month has cost so far.
    Cost { cost: CostOfMonth },
}

/// What a month has cost so far: each in the order of what it cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostOfMonth {
    /// None: nothing was paid for.
    pub sum: Option<Money>,
    pub budget: Option<Money>,
    /// With the messages that were paid for.
    pub by_channel: Vec<(Channel, u32, Money)>,
    /// No class: families with children in several.
    pub by_class: Vec<(Option<String>, Money)>,
    /// Messages whose price the provider has not told yet.
    #[serde(default)]
    pub foreseen: u32,
}

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
    /// The provider refuses them as they are, whomever they are for.
    Refused,
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
