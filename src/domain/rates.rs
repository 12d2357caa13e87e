//! What a provider asks for a message, by the country it goes to and its tariff: dated data, never a guess.
//!
//! A country without a rate of its own is priced by the dearest one in force, so that a budget never runs over in silence. Of
//! several rates of a country the latest that has begun is in force: next quarter's can be written down before it begins.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Money, Phone, TemplateCategory, Timestamp};

/// What a message is paid by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tariff {
    /// A template of `WhatsApp`'s, if it is delivered.
    Template(TemplateCategory),
    /// So many segments of SMS, once the network has them.
    Segments(u32),
}

/// The rates of one way of sending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RateCard {
    currency: String,
    /// In the order of the file.
    rates: Vec<Rate>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rate {
    /// From when on, in UTC.
    as_of: Date,
    /// Country calling codes, with `+`.
    codes: Vec<String>,
    micros: BTreeMap<&'static str, i64>,
}

/// A rate file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    #[error("{0}")]
    Unreadable(String),
    #[error("rate {number}: `{text}` is no price; write an amount such as 0.004, with at most six decimals")]
    Price { number: usize, text: String },
    #[error("rate {number}: `{text}` is no calling code; write it like +225")]
    Code { number: usize, text: String },
    #[error("rate {number}: `{text}` is no day; write as_of like 2026-10-01")]
    Day { number: usize, text: String },
    #[error("rate {number}: write utility, marketing and authentication for WhatsApp, or segment for SMS")]
    Columns { number: usize },
    #[error("there is no rate")]
    Empty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    currency: String,
    rate: Vec<Line>,
}

/// The source is for people.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    codes: Vec<String>,
    utility: Option<String>,
    marketing: Option<String>,
    authentication: Option<String>,
    segment: Option<String>,
    #[serde(rename = "source")]
    _source: String,
    as_of: String,
}

const CATEGORIES: [TemplateCategory; 3] =
    [TemplateCategory::Utility, TemplateCategory::Marketing, TemplateCategory::Authentication];
const SEGMENT: &str = "segment";

impl RateCard {
    /// Reads a rate file.
    pub fn parse(text: &str) -> Result<Self, RateError> {
        let file: File = toml::from_str(text).map_err(|error| RateError::Unreadable(error.to_string()))?;
        let rates: Vec<Rate> =
            file.rate.into_iter().zip(1..).map(|(line, number)| rate(line, number)).collect::<Result<_, _>>()?;
        if rates.is_empty() { Err(RateError::Empty) } else { Ok(Self { currency: file.currency, rates }) }
    }

    /// What a message costs at that time, in millionths; to somebody whose number is not known, the dearest.
    pub fn price(&self, to: Option<&Phone>, tariff: Tariff, at: Timestamp) -> i64 {
        let (column, times) = match tariff {
            Tariff::Template(category) => (category.code(), 1),
            Tariff::Segments(count) => (SEGMENT, count),
        };
        let on = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(TimeZone::UTC).date();
        let own = to.and_then(|phone| self.own_rate(phone, on));
        let of = |rate: &Rate| rate.micros.get(column).copied().unwrap_or_default();
        let dearest = || self.rates.iter().filter(|rate| self.is_in_force(rate, on)).map(of).max();
        let each = own.map_or_else(|| dearest().unwrap_or_default(), of);
        each.saturating_mul(times.into())
    }

    /// ISO 4217.
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// Whether the file has a rate for a number's country.
    pub fn knows(&self, phone: &Phone) -> bool {
        self.rates.iter().any(|rate| fit(rate, phone).is_some())
    }

    /// An amount in the currency of the rates.
    pub fn money(&self, micros: i64) -> Money {
        Money { micros, currency: self.currency.clone() }
    }

    /// The rate with the longest calling code that fits; of several the one in force.
    fn own_rate(&self, phone: &Phone, on: Date) -> Option<&Rate> {
        let longest = self.rates.iter().filter_map(|rate| fit(rate, phone)).max()?;
        self.rates.iter().filter(|rate| fit(rate, phone) == Some(longest)).max_by_key(|rate| standing(rate, on))
    }

    /// Whether a rate has a code that no other has taken over by then.
    fn is_in_force(&self, rate: &Rate, on: Date) -> bool {
        rate.codes.iter().any(|code| {
            let rivals = self.rates.iter().filter(|rival| rival.codes.contains(code));
            rivals.max_by_key(|rival| standing(rival, on)).is_some_and(|best| best.as_of == rate.as_of)
        })
    }
}

/// What has begun goes before what has not, the later before the earlier – and of what has not begun the next.
fn standing(rate: &Rate, on: Date) -> (Option<Date>, Reverse<Date>) {
    ((rate.as_of <= on).then_some(rate.as_of), Reverse(rate.as_of))
}

fn fit(rate: &Rate, phone: &Phone) -> Option<usize> {
    rate.codes.iter().filter(|code| phone.e164().starts_with(code.as_str())).map(String::len).max()
}

fn rate(line: Line, number: usize) -> Result<Rate, RateError> {
    let is_code = |text: &String| {
        text.strip_prefix('+').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
    };
    if let Some(text) = line.codes.iter().find(|code| !is_code(code)) {
        return Err(RateError::Code { number, text: text.clone() });
    }
    let Ok(as_of) = line.as_of.parse() else { return Err(RateError::Day { number, text: line.as_of }) };
    let [utility, marketing, authentication] = CATEGORIES.map(TemplateCategory::code);
    let prices: Vec<(&'static str, String)> = match (line.utility, line.marketing, line.authentication, line.segment) {
        (Some(one), Some(two), Some(three), None) => vec![(utility, one), (marketing, two), (authentication, three)],
        (None, None, None, Some(segment)) => vec![(SEGMENT, segment)],
        _ => return Err(RateError::Columns { number }),
    };
    let price = |(column, text): (&'static str, String)| {
        let micros = Money::parse_micros(&text).map_err(|_unreadable| RateError::Price { number, text })?;
        Ok((column, micros))
    };
    let micros = prices.into_iter().map(price).collect::<Result<_, _>>()?;
    Ok(Rate { as_of, codes: line.codes, micros })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = r#"
        currency = "USD"
        [[rate]]
        codes = ["+225", "+212"]
        utility = "0.004"
        marketing = "0.0225"
        authentication = "0.004"
        source = "test"
        as_of = "2026-01-01"
        [[rate]]
        codes = ["+33"]
        utility = "0.03"
        marketing = "0.1432"
        authentication = "0.03"
        source = "test"
        as_of = "2026-01-01"
    "#;

    fn day(text: &str) -> Timestamp {
        let noon = text.parse::<Date>().unwrap().at(12, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
        Timestamp(noon.timestamp().as_millisecond())
    }

    #[test]
    fn each_country_has_its_price_and_the_unknown_the_dearest() {
        let card = RateCard::parse(CARD).unwrap();
        let phone = |text| Phone::from_provider(text).unwrap();
        let price = |to: Option<&Phone>, tariff| card.price(to, tariff, day("2026-11-26"));
        assert_eq!(price(Some(&phone("+2250505050505")), Tariff::Template(TemplateCategory::Utility)), 4_000);
        assert_eq!(price(Some(&phone("+2250505050505")), Tariff::Template(TemplateCategory::Marketing)), 22_500);
        assert_eq!(price(Some(&phone("+33612345678")), Tariff::Template(TemplateCategory::Utility)), 30_000);
        assert_eq!(price(Some(&phone("+201001234567")), Tariff::Template(TemplateCategory::Marketing)), 143_200);
        assert_eq!(price(None, Tariff::Template(TemplateCategory::Utility)), 30_000);
        assert!(!card.knows(&phone("+201001234567")));
        assert_eq!(card.money(1_500_000).to_string(), "1.50 USD");
    }

    #[test]
    fn a_faulty_card_is_refused_with_its_line() {
        let fault = |from: &str, to: &str| RateCard::parse(&CARD.replacen(from, to, 1)).unwrap_err();
        assert_eq!(fault("0.1432", "0,1432"), RateError::Price { number: 2, text: "0,1432".into() });
        assert_eq!(fault("2026-01-01", "soon"), RateError::Day { number: 1, text: "soon".into() });
        assert_eq!(fault("+33", "33"), RateError::Code { number: 2, text: "33".into() });
        assert!(matches!(fault("currency", "money"), RateError::Unreadable(_)));
        assert_eq!(fault("utility = \"0.004\"", ""), RateError::Columns { number: 1 });
        assert_eq!(RateCard::parse("currency = \"USD\"\nrate = []"), Err(RateError::Empty));
    }

    #[test]
    fn what_has_begun_is_in_force() {
        let dearer = CARD.replace("0.004", "0.006").replace("0.1432", "0.2").replace("2026-01-01", "2027-01-01");
        let dearer = dearer.replacen("currency = \"USD\"", "", 1).replace("\"+212\"", "\"+213\"");
        let card = RateCard::parse(&format!("{CARD}{dearer}")).unwrap();
        let price = |number: Option<&str>, on| {
            let phone = number.map(|text| Phone::from_provider(text).unwrap());
            card.price(phone.as_ref(), Tariff::Template(TemplateCategory::Utility), day(on))
        };
        let (ivory_coast, morocco, algeria) = (Some("+2250505050505"), Some("+212600000000"), Some("+213500000000"));
        assert_eq!((price(ivory_coast, "2026-12-31"), price(ivory_coast, "2027-01-01")), (4_000, 6_000));
        assert_eq!(price(morocco, "2027-06-01"), 4_000, "nobody said otherwise");
        assert_eq!(price(algeria, "2026-06-01"), 6_000, "better than a guess");
        let dearest = |on| card.price(None, Tariff::Template(TemplateCategory::Marketing), day(on));
        assert_eq!((dearest("2026-12-31"), dearest("2027-01-01")), (143_200, 200_000));
    }

    #[test]
    fn an_sms_costs_what_its_segments_do() {
        let sms = "currency = \"USD\"\n[[rate]]\ncodes = [\"+225\"]\nsegment = \"0.05\"\nsource = \"test\"\nas_of = \"2026-01-01\"";
        let card = RateCard::parse(sms).unwrap();
        let phone = Phone::from_provider("+2250505050505").unwrap();
        assert_eq!(card.price(Some(&phone), Tariff::Segments(3), day("2026-11-26")), 150_000);
        assert_eq!(card.price(None, Tariff::Segments(1), day("2026-11-26")), 50_000);
    }
}
