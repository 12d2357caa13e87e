//! How many new people a business portfolio may write to in a day, where a notice about an account says so.
//!
//! Lives here: reading that number. Never here: what is done about it.
//! Invariant: total; what names no number in a form Meta documents says nothing.

use crate::AccountNotice;
use crate::json::Node;

/// The fields of a notice that may name it.
const FIELDS: [&str; 2] = ["business_capability_update", "phone_number_quality_update"];
/// Its names in it, the newer first.
const NAMES: [&str; 2] = ["max_daily_conversations_per_business", "max_daily_conversation_per_phone"];

/// What Meta allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DailyLimit {
    People(u32),
    Unlimited,
}

/// What a notice says of it, if it does.
pub fn daily_limit(notice: &AccountNotice) -> Option<DailyLimit> {
    if !FIELDS.contains(&notice.field.as_str()) {
        return None;
    }
    let detail = serde_json::from_str(&notice.detail).ok()?;
    let detail = Node::new(&detail);
    NAMES.iter().find_map(|name| {
        let told = detail.at(name);
        match told.integer() {
            Some(-1) => Some(DailyLimit::Unlimited),
            Some(count) => u32::try_from(count).ok().map(DailyLimit::People),
            None => told.str().and_then(tier),
        }
    })
}

/// `TIER_250`, `TIER_2K`, `TIER_UNLIMITED`.
fn tier(word: &str) -> Option<DailyLimit> {
    let size = word.strip_prefix("TIER_")?;
    if size == "UNLIMITED" {
        return Some(DailyLimit::Unlimited);
    }
    let (digits, unit) = match size.strip_suffix('K') {
        Some(digits) => (digits, 1000),
        None => (size, 1),
    };
    digits.parse::<u32>().ok()?.checked_mul(unit).map(DailyLimit::People)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_form_is_read_and_nothing_else() {
        let told = |field: &str, detail: &str| {
            daily_limit(&AccountNotice { field: field.to_owned(), detail: detail.to_owned() })
        };
        let capability = |value: &str| {
            told("business_capability_update", &format!(r#"{{"max_daily_conversations_per_business": {value}}}"#))
        };
        assert_eq!(capability("2000"), Some(DailyLimit::People(2000)));
        assert_eq!(capability("\"250\""), Some(DailyLimit::People(250)));
        assert_eq!(capability("-1"), Some(DailyLimit::Unlimited));
        assert_eq!(capability("\"TIER_2K\""), Some(DailyLimit::People(2000)));
        assert_eq!(capability("\"TIER_UNLIMITED\""), Some(DailyLimit::Unlimited));
        for strange in ["-2", "null", "\"TIER_\"", "\"TIER_9999999K\"", "\"many\"", "[250]"] {
            assert_eq!(capability(strange), None, "{strange}");
        }
        let both = r#"{"max_daily_conversation_per_phone": 1000, "max_daily_conversations_per_business": 250}"#;
        assert_eq!(told("business_capability_update", both), Some(DailyLimit::People(250)), "the newer name");
        let older = r#"{"max_daily_conversation_per_phone": 1000}"#;
        assert_eq!(told("business_capability_update", older), Some(DailyLimit::People(1000)));
        let quality = r#"{"max_daily_conversations_per_business": "TIER_250"}"#;
        assert_eq!(told("phone_number_quality_update", quality), Some(DailyLimit::People(250)));
        assert_eq!(told("account_update", both), None);
        assert_eq!(told("business_capability_update", "no json"), None);
    }
}
