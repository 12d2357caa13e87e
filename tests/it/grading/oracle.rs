//! A second computation, written to be obvious rather than fast: shares of maxima, every choice of optional marks, ranks
//! by counting. It knows nothing of the first but the files.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::averages;
use super::classes::class;

fn number(text: &str) -> BigRational {
    if let Some((over, under)) = text.split_once('/') {
        return BigRational::new(over.parse().unwrap(), under.parse().unwrap());
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits: BigInt = format!("{whole}{decimals}").parse().unwrap();
    BigRational::new(digits, BigInt::from(10).pow(u32::try_from(decimals.len()).unwrap()))
}

fn whole(value: i64) -> BigRational {
    BigRational::from_integer(value.into())
}

fn field(value: &Value, key: &str) -> BigRational {
    number(value[key].as_str().unwrap())
}

/// A mark as a share of its maximum, with what it weighs.
struct Share {
    of_maximum: BigRational,
    weight: BigRational,
    opt: Option<String>,
    group: String,
}

fn shares(policy: &Value, evals: &[Value], row: &Value) -> Vec<Share> {
    let counted = evals.iter().filter_map(|eval| {
        let entry = row[eval["id"].as_str().unwrap()].as_str().unwrap();
        let points = match policy["status"].get(entry).map(|rule| rule.as_str().unwrap()) {
            Some("zero") => whole(0),
            Some(_) => return None,
            None if entry.is_empty() => return None,
            None => number(entry),
        };
        let max = field(eval, "max");
        let raw = policy["formula"] == "points" || policy["normalise"] == "weight_by_max";
        let weight = if raw { field(eval, "coef") * &max } else { field(eval, "coef") };
        let group = eval["group"].as_str().unwrap().to_owned();
        Some(Share { of_maximum: points / max, weight, opt: eval["opt"].as_str().map(str::to_owned), group })
    });
    counted.collect()
}

/// The best mean as a share of the scale over every choice of the only-if-better marks.
fn best_mean(shares: &[&Share]) -> Option<BigRational> {
    let half = BigRational::new(1.into(), 2.into());
    let optional: Vec<_> = shares.iter().filter(|share| share.opt.as_deref() == Some("if_better")).collect();
    let ordinary: Vec<_> = shares.iter().filter(|share| share.opt.is_none()).collect();
    if ordinary.iter().all(|share| share.weight.is_zero()) {
        return None;
    }
    let choices = (0..1_usize << optional.len()).map(|choice| {
        let taken = optional.iter().enumerate().filter(|(bit, _)| (choice >> bit) & 1 == 1).map(|(_, share)| share);
        let (mut sum, mut weights) = (whole(0), whole(0));
        for share in ordinary.iter().chain(taken) {
            sum += &share.of_maximum * &share.weight;
            weights += &share.weight;
        }
        for share in shares.iter().filter(|share| share.opt.as_deref() == Some("bonus") && share.of_maximum > half) {
            sum += (&share.of_maximum - &half) * &share.weight;
        }
        sum / weights
    });
    choices.max().map(|mean| mean.min(whole(1)))
}

fn subject_average(policy: &Value, evals: &[Value], row: &Value) -> Option<BigRational> {
    let shares = shares(policy, evals, row);
    let scale = field(policy, "scale");
    if policy["formula"] != "components" {
        return best_mean(&shares.iter().collect::<Vec<_>>()).map(|mean| mean * scale);
    }
    let (mut sum, mut weights) = (whole(0), whole(0));
    for component in policy["components"].as_array().unwrap() {
        let members: Vec<&Share> = shares.iter().filter(|share| component[0] == share.group.as_str()).collect();
        if let Some(mean) = best_mean(&members) {
            let weight = number(component[1].as_str().unwrap());
            sum += mean * &weight;
            weights += weight;
        }
    }
    (!weights.is_zero()).then(|| sum / weights * scale)
}

/// The printed value in whole hundredths.
fn rounded(rule: &Value, value: &BigRational, scale: &BigRational) -> i64 {
    let step = field(rule, "step");
    let below = (value / &step).floor();
    let half = (&below + BigRational::new(1.into(), 2.into())) * &step;
    let is_odd = !(&below / whole(2)).is_integer();
    let up = match rule["mode"].as_str().unwrap() {
        "half_up" => *value >= half,
        "half_even" => *value > half || (*value == half && is_odd),
        "up" => *value > &below * &step,
        _ => false,
    };
    let shown = (below + whole(i64::from(up))) * step;
    (shown.min(scale.clone()) * whole(100)).to_integer().to_i64().unwrap()
}

fn fixed(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

struct Term {
    subjects: Vec<Option<(BigRational, i64)>>,
    general: Option<(BigRational, i64)>,
}

fn term(class: &Value, pupil: &Value) -> Term {
    let policy = &class["policy"];
    let scale = field(policy, "scale");
    let subjects = class["subjects"].as_array().unwrap();
    let averages: Vec<_> = subjects
        .iter()
        .map(|subject| {
            let evals = subject["evals"].as_array().unwrap();
            let exact = subject_average(policy, evals, &pupil["marks"][subject["id"].as_str().unwrap()])?;
            let shown = rounded(&policy["subject_round"], &exact, &scale);
            Some((exact, shown))
        })
        .collect();
    let (mut sum, mut counted, mut all) = (whole(0), whole(0), whole(0));
    for (subject, average) in subjects.iter().zip(&averages) {
        let coef = field(subject, "coef");
        if let Some((exact, shown)) = average {
            let value = if policy["cascade"] == "exact" { exact.clone() } else { whole(*shown) / whole(100) };
            sum += value * &coef;
            counted += &coef;
        }
        all += coef;
    }
    let is_classed = !counted.is_zero() && &counted / &all >= field(policy, "min_coverage");
    let general = is_classed.then(|| {
        let exact = sum / counted;
        let shown = rounded(&policy["general_round"], &exact, &scale);
        (exact, shown)
    });
    Term { subjects: averages, general }
}

/// What the results must say of places and figures, from the printed averages alone.
fn figures(scale: &BigRational, mut shown: Vec<i64>) -> Value {
    shown.sort_unstable();
    let text =
        |value: &BigRational| fixed(rounded(&json!({"mode": "half_up", "step": "0.01"}), value, &whole(1_000_000)));
    let hundred = |value: i64| BigRational::new(value.into(), 100.into());
    let count = i64::try_from(shown.len()).unwrap();
    let passed = shown.iter().filter(|value| hundred(**value) * whole(2) >= *scale).count();
    let middle = shown.len() / 2;
    let median = || match shown.len() % 2 {
        0 => (hundred(shown[middle - 1]) + hundred(shown[middle])) / whole(2),
        _ => hundred(shown[middle]),
    };
    let of = |value: &dyn Fn() -> BigRational| (count > 0).then(|| text(&value()));
    json!({
        "mean": of(&|| hundred(shown.iter().sum()) / whole(count)), "median": of(&median),
        "min": shown.first().map(|value| fixed(*value)), "max": shown.last().map(|value| fixed(*value)),
        "taux_reussite_pct": of(&|| whole(100 * i64::try_from(passed).unwrap()) / whole(count)),
        "admis_ge_half": passed,
    })
}

proptest! {
    #[test]
    fn both_computations_agree(class in class()) {
        let ours = averages(&class).unwrap();
        let scale = field(&class["policy"], "scale");
        let pupils = class["pupils"].as_array().unwrap();
        let terms: Vec<Term> = pupils.iter().map(|pupil| term(&class, pupil)).collect();
        let generals: Vec<i64> = terms.iter().filter_map(|term| Some(term.general.as_ref()?.1)).collect();
        for (pupil, term) in pupils.iter().zip(&terms) {
            let our = &ours["pupils"][pupil["id"].as_str().unwrap()];
            for (number, average) in term.subjects.iter().enumerate() {
                let subject = &our["subjects"][format!("S{number}")];
                let exact = average.as_ref().map(|(exact, _)| format!("{}/{}", exact.numer(), exact.denom()));
                prop_assert_eq!(&subject["exact"], &json!(exact));
                prop_assert_eq!(&subject["avg"], &json!(average.as_ref().map(|(_, shown)| fixed(*shown))));
            }
            let general = term.general.as_ref();
            prop_assert_eq!(&our["general"], &json!(general.map(|(_, shown)| fixed(*shown))));
            prop_assert_eq!(&our["general_exact"], &json!(general.map(|(exact, _)| format!("{}/{}", exact.numer(), exact.denom()))));
            let place = general.map(|(_, mine)| 1 + generals.iter().filter(|other| *other > mine).count());
            prop_assert_eq!(&our["rank"], &json!(place));
            let sharing = general.map_or(0, |(_, mine)| generals.iter().filter(|other| *other == mine).count());
            prop_assert_eq!(&our["ex_aequo"], &json!(sharing > 1));
        }
        for (key, value) in figures(&scale, generals).as_object().unwrap() {
            prop_assert_eq!(&ours["class"][key], value);
        }
        for number in 0..class["subjects"].as_array().unwrap().len() {
            let shown = terms.iter().filter_map(|term| Some(term.subjects[number].as_ref()?.1)).collect();
            let expected = figures(&scale, shown);
            for key in ["min", "max", "mean"] {
                prop_assert_eq!(&ours["subjects"][format!("S{number}")][key], &expected[key]);
            }
        }
    }
}
