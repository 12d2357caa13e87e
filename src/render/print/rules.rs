//! The line that says by which rules the averages were computed: families may check them by hand.

use crate::domain::grading::{Cascade, Counts, Formula, Normalise, Policy, Rounding, RoundingMode};
use crate::domain::{Locale, MarkStatus};
use crate::phrase::ReportCard;
use crate::render::voice::Voice;

/// The rules of a card, in one paragraph.
pub(super) fn line(v: &Voice<'_>, card: &ReportCard) -> String {
    let Ok(policy) = card.rules.parse::<Policy>() else { return String::new() };
    let mut parts = vec![
        v.with("rule-scale").text("scale", v.points(policy.scale.points())).say(),
        rounding(v, "rule-subjects", policy.subject_round),
        rounding(v, "rule-general", policy.general_round),
        formula(v, card, &policy.formula),
    ];
    if policy.normalise == Normalise::WeightByMax {
        parts.push(v.plain("rule-by-maximum"));
    }
    parts.push(v.plain(match policy.cascade {
        Cascade::Rounded => "rule-cascade-printed",
        Cascade::Exact => "rule-cascade-exact",
    }));
    parts.extend(year(v, card, &policy));
    parts.extend(statuses(v, &policy, Counts::Exclude, "rule-not-counted"));
    parts.extend(statuses(v, &policy, Counts::Zero, "rule-zero"));
    let separator = match v.locale() {
        Locale::Fr => " ; ",
        Locale::En => "; ",
        Locale::Ar => "؛ ",
    };
    let version = v.with("rule-version").text("version", card.rules_version.to_string()).say();
    format!("{}. {version}", parts.join(separator))
}

/// How the terms make the year, on a card that says it.
fn year(v: &Voice<'_>, card: &ReportCard, policy: &Policy) -> Option<String> {
    let (terms, rules) = (&card.year_result.as_ref()?.terms, policy.year.as_ref()?);
    let how = how(v, rules.round);
    let step = v.hundredths(rules.round.step());
    if rules.weights.is_empty() {
        return Some(v.with("rule-year").text("step", step).text("how", how).say());
    }
    let weights = terms.iter().zip(&rules.weights);
    let weights: Vec<String> =
        weights.map(|(term, weight)| format!("{} {}", v.clean(&term.code), v.points(*weight))).collect();
    let saying = v.with("rule-year-weights").text("step", step).text("how", how);
    Some(saying.text("weights", weights.join(", ")).say())
}

fn rounding(v: &Voice<'_>, of: &'static str, rounding: Rounding) -> String {
    let how = how(v, rounding);
    v.with(of).text("step", v.hundredths(rounding.step())).text("how", how).say()
}

fn how(v: &Voice<'_>, rounding: Rounding) -> String {
    v.plain(match rounding.mode() {
        RoundingMode::HalfUp => "rule-half-up",
        RoundingMode::HalfEven => "rule-half-even",
        RoundingMode::Down => "rule-down",
        RoundingMode::Up => "rule-up",
    })
}

fn formula(v: &Voice<'_>, card: &ReportCard, formula: &Formula) -> String {
    match formula {
        Formula::Weighted => v.plain("rule-weighted"),
        Formula::Points => v.plain("rule-points"),
        Formula::Components(_) if card.averaged().all(|subject| card.without_components.contains(subject)) => {
            v.plain("rule-weighted")
        }
        Formula::Components(components) => {
            let weights: Vec<String> =
                components.iter().map(|one| format!("{} {}", v.clean(&one.group), v.points(one.weight))).collect();
            let by_kinds = v.with("rule-components").text("weights", weights.join(", ")).say();
            if card.without_components.is_empty() {
                return by_kinds;
            }
            let comma = if v.locale() == Locale::Ar { "، " } else { ", " };
            let others: Vec<_> = card.without_components.iter().map(|subject| v.clean(v.subject(subject))).collect();
            let others = v.with("rule-without-components").text("subjects", others.join(comma)).say();
            format!("{by_kinds} ({others})")
        }
    }
}

fn statuses(v: &Voice<'_>, policy: &Policy, counts: Counts, id: &'static str) -> Option<String> {
    let named = MarkStatus::ALL.into_iter().filter(|status| policy.status.of(*status) == counts);
    let named: Vec<String> = named.map(|status| v.status(status)).collect();
    let comma = if v.locale() == Locale::Ar { "، " } else { ", " };
    (!named.is_empty()).then(|| v.with(id).text("statuses", named.join(comma)).say())
}
