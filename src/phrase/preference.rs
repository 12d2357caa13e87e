//! What guardians ask to receive: alerts, and what is set for them.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::{FamilyMark, StudentLabel, SubjectLabel};
use crate::domain::{Maximum, Threshold};

/// An alert as its guardian reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertLine {
    pub child: StudentLabel,
    /// One subject only.
    pub subject: Option<SubjectLabel>,
    pub threshold: Threshold,
}

/// All that is set for a guardian.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// A child's name, for examples.
    pub child: StudentLabel,
    pub alerts: Vec<AlertLine>,
    /// The school writes to nobody between these.
    pub quiet: Option<(Time, Time)>,
}

/// What is said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreferencePhrase {
    /// A new mark, below what they named.
    Alert {
        child: StudentLabel,
        line: FamilyMark,
        threshold: Threshold,
    },
    AlertSet {
        alert: AlertLine,
    },
    /// How an alert is asked for.
    AlertHow {
        child: StudentLabel,
        scale: Maximum,
    },
    /// No mark can be below it, or every mark is.
    AlertOutOfRange {
        heard: String,
        child: StudentLabel,
        scale: Maximum,
    },
    /// So many alerts are ended; of one child only, where one was named.
    AlertsEnded {
        child: Option<StudentLabel>,
        count: u32,
    },
    /// Between these hours the school writes to nobody.
    QuietHours {
        quiet: Option<(Time, Time)>,
    },
    Settings {
        settings: Settings,
    },
}
