//! What a provider says a message cost, in millionths of the currency of our rates.
//!
//! Lives here: reading the words and amounts of receipts. Never here: a guess. What is not said, or said in another
//! currency, leaves the figure that was foreseen.

use carnet_webhooks::Price;
use metrics::counter;
use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::domain::{Carriers, Channel, Phone, Tariff, TemplateCategory, Timestamp};

/// `None` where the receipt says nothing that can be used. Meta says whether and by which tariff it charges, Infobip the
/// price of a segment.
pub(super) fn bill(
    price: &Price,
    (channel, to): (Channel, Option<&Phone>),
    carriers: &Carriers,
    now: Timestamp,
) -> Option<i64> {
    if price.billable == Some(false) {
        return Some(0);
    }
    if let Some(amount) = &price.amount {
        if price.currency.as_deref() != Some(carriers.currency()) {
            counter!("carnet_price_in_other_currency_total", "channel" => channel.code()).increment(1);
            return None;
        }
        let each = amount.parse::<Decimal>().ok().filter(|each| !each.is_sign_negative())?;
        let segments = price.segments.unwrap_or(1);
        let micros = each.checked_mul(Decimal::from(1_000_000))?.checked_mul(segments.into())?;
        return micros.round_dp_with_strategy(0, RoundingStrategy::AwayFromZero).to_i64();
    }
    // Without the person's number the rate of their country is not known, which it was when the message left.
    let category = category(price.category.as_deref()?)?;
    to.map(|to| carriers.price(channel, Some(to), Tariff::Template(category), now))
}

/// Meta's word for a tariff of ours; its others (`service`, `referral_conversion`) have none.
fn category(word: &str) -> Option<TemplateCategory> {
    match word {
        "utility" => Some(TemplateCategory::Utility),
        "marketing" | "marketing_lite" => Some(TemplateCategory::Marketing),
        "authentication" => Some(TemplateCategory::Authentication),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RateCard;

    const RATES: &str = "currency = \"USD\"\n[[rate]]\ncodes = [\"+225\"]\nutility = \"0.004\"\nmarketing = \"0.0225\"\n\
                         authentication = \"0.004\"\nsource = \"test\"\nas_of = \"2026-01-01\"";

    fn read(price: &Price, to: Option<&str>) -> Option<i64> {
        let rates = [(Channel::WhatsApp, RateCard::parse(RATES).unwrap())].into();
        let to = to.map(|text| Phone::from_provider(text).unwrap());
        bill(
            price,
            (Channel::WhatsApp, to.as_ref()),
            &Carriers { rates, ..Carriers::default() },
            Timestamp(1_795_000_000_000),
        )
    }

    fn price(billable: Option<bool>, category: Option<&str>, amount: Option<(&str, &str, u32)>) -> Price {
        Price {
            billable,
            category: category.map(str::to_owned),
            pricing_type: None,
            amount: amount.map(|(amount, ..)| amount.to_owned()),
            currency: amount.map(|(_, currency, _)| currency.to_owned()),
            segments: amount.map(|(.., segments)| segments),
        }
    }

    #[test]
    fn what_meta_takes_it_for_is_what_it_costs() {
        let ivorian = Some("+2250505050505");
        assert_eq!(read(&price(Some(true), Some("marketing"), None), ivorian), Some(22_500));
        assert_eq!(read(&price(Some(true), Some("utility"), None), ivorian), Some(4_000));
        assert_eq!(read(&price(Some(false), Some("utility"), None), ivorian), Some(0));
        assert_eq!(read(&price(Some(true), Some("service"), None), ivorian), None);
        assert_eq!(read(&price(Some(true), Some("utility"), None), None), None);
        assert_eq!(read(&price(None, None, None), ivorian), None);
    }

    #[test]
    fn amounts_are_of_a_segment_in_the_currency_of_the_rates() {
        assert_eq!(read(&price(None, None, Some(("0.0312", "USD", 3))), None), Some(93_600));
        assert_eq!(read(&price(None, None, Some(("0.0000001", "USD", 1))), None), Some(1));
        for unusable in [("0.01", "EUR", 1), ("-1", "USD", 1), ("much", "USD", 1), ("1e99", "USD", 1)] {
            assert_eq!(read(&price(None, None, Some(unusable)), None), None, "{unusable:?}");
        }
    }
}
