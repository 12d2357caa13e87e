//! A phone number, always E.164.

use rlibphonenumber::{PhoneNumber, Region};
use std::fmt;

/// A valid phone number in E.164: `+2250701020304`. Never printed by `Debug`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

/// Not a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid phone number; write it with its country code, like +2250701020304")]
pub struct InvalidPhone;

impl Phone {
    /// Reads a number as people and providers write it; `country` (ISO 3166, `CI`) completes a national number.
    pub fn parse(text: &str, country: Option<&str>) -> Result<Self, InvalidPhone> {
        let region = country.and_then(|country| country.parse::<Region>().ok());
        let number = PhoneNumber::parse(text, region).map_err(|_unreadable| InvalidPhone)?;
        if number.is_valid() { Ok(Self(number.to_string())) } else { Err(InvalidPhone) }
    }

    /// A number that a provider has verified: digits with a leading `+`.
    ///
    /// Taken as it is, because the provider has just delivered a message from it.
    pub fn from_provider(text: &str) -> Result<Self, InvalidPhone> {
        let digits = text.strip_prefix('+').ok_or(InvalidPhone)?;
        let plausible = (5..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if plausible { Ok(Self(text.to_owned())) } else { Err(InvalidPhone) }
    }

    /// The number as stored (sealed) and as sent to providers.
    pub fn e164(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}
