//! The three languages, equals.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A language we speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    Fr,
    En,
    Ar,
}

impl Locale {
    pub const ALL: [Self; 3] = [Self::Fr, Self::En, Self::Ar];

    /// ISO 639-1 code, as stored and as providers want it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
            Self::Ar => "ar",
        }
    }

    /// The language of a tag such as `fr-CI`, when it is one of ours.
    pub fn from_tag(tag: &str) -> Option<Self> {
        tag.split(['-', '_']).next()?.to_ascii_lowercase().parse().ok()
    }
}

/// Not one of the languages we speak.
#[derive(Debug, thiserror::Error)]
#[error("unknown language; write fr, en or ar")]
pub struct UnknownLocale;

impl FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(code: &str) -> Result<Self, UnknownLocale> {
        Self::ALL.into_iter().find(|locale| locale.code() == code).ok_or(UnknownLocale)
    }
}
