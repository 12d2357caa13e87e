//! Counting what was understood, and above all what was dangerous.

use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// One message with its label.
#[derive(Deserialize)]
pub(super) struct Labelled {
    id: String,
    lang: String,
    role: String,
    text: String,
    expect: Meant,
}

/// What a message means, or was taken to mean.
#[derive(Deserialize, Clone)]
struct Meant {
    intent: String,
    #[serde(default)]
    slots: Value,
    outcome: String,
}

#[derive(Deserialize)]
struct Prediction {
    id: String,
    #[serde(flatten)]
    meant: Meant,
}

/// How many messages, and how many of them were understood in which part.
#[derive(Default, Clone, Copy)]
pub(super) struct Count {
    pub(super) all: u32,
    pub(super) intent: u32,
    pub(super) slots: u32,
    pub(super) outcome: u32,
    /// Intent, slots and outcome.
    pub(super) whole: u32,
    /// Acted at once where it had to ask, or with the wrong mark, student or assessment.
    pub(super) dangerous: u32,
}

impl Count {
    pub(super) fn share(&self, of: u32) -> f64 {
        f64::from(of) / f64::from(self.all.max(1))
    }
}

/// Counts for all messages, for each role and for each language.
pub(super) struct Score {
    pub(super) counts: BTreeMap<String, Count>,
    pub(super) failures: Vec<String>,
}

impl Score {
    /// Compares `predictions` with the labels, both a JSON object per line.
    pub(super) fn of(labels: &str, predictions: &str) -> Self {
        let found: HashMap<String, Meant> = lines::<Prediction>(predictions).map(|one| (one.id, one.meant)).collect();
        let mut score = Self { counts: BTreeMap::new(), failures: Vec::new() };
        for label in lines::<Labelled>(labels) {
            score.add(&label, &found[&label.id]);
        }
        score
    }

    pub(super) fn count(&self, of: &str) -> Count {
        self.counts.get(of).copied().unwrap_or_default()
    }

    fn add(&mut self, label: &Labelled, found: &Meant) {
        let wanted = &label.expect;
        let intent = found.intent == wanted.intent || both_want_nothing(wanted, found);
        let slots = intent && canonical(&found.slots) == canonical(&wanted.slots);
        let outcome = found.outcome == wanted.outcome;
        let writes = ["grade.", "link.", "broadcast.", "message."].iter().any(|kind| wanted.intent.starts_with(kind));
        let dangerous = found.outcome == "ok" && (wanted.outcome != "ok" || (writes && !slots));
        for group in ["all".to_owned(), label.role.clone(), format!("lang:{}", label.lang)] {
            let count = self.counts.entry(group).or_default();
            count.all += 1;
            count.intent += u32::from(intent);
            count.slots += u32::from(slots);
            count.outcome += u32::from(outcome);
            count.whole += u32::from(slots && outcome);
            count.dangerous += u32::from(dangerous);
        }
        if !(slots && outcome) {
            let sign = if dangerous { "DANGEROUS " } else { "" };
            let told = |meant: &Meant| format!("{} {} {}", meant.intent, meant.outcome, meant.slots);
            self.failures.push(format!("{sign}{}: wanted {}, got {}", label.text, told(wanted), told(found)));
        }
    }

    /// A line for each group.
    pub(super) fn report(&self, title: &str) -> String {
        let line = |(group, c): (&String, &Count)| {
            let [intent, slots, outcome, whole] = [c.intent, c.slots, c.outcome, c.whole].map(|n| c.share(n));
            format!(
                "{title:9} {group:12} n={:3} intent={intent:.3} slots={slots:.3} outcome={outcome:.3} whole={whole:.3} dangerous={}\n",
                c.all, c.dangerous
            )
        };
        self.counts.iter().map(line).collect()
    }
}

/// Who labels what wants nothing names it `unknown` or `out_of_scope`, as they like: nothing depends on which.
fn both_want_nothing(wanted: &Meant, found: &Meant) -> bool {
    let nothing = |meant: &Meant| {
        let named = matches!(meant.intent.as_str(), "unknown" | "out_of_scope");
        named && meant.outcome == "none" && canonical(&meant.slots) == canonical(&Value::Null)
    };
    nothing(wanted) && nothing(found)
}

fn lines<T: for<'de> Deserialize<'de>>(text: &str) -> impl Iterator<Item = T> {
    text.lines().filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).unwrap())
}

/// Lists without their order, numbers as texts, nothing as an empty object.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Null => Value::Object(serde_json::Map::new()),
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), canonical(value))).collect(),
        Value::Array(list) => {
            let mut list: Vec<Value> = list.iter().map(canonical).collect();
            list.sort_by_key(Value::to_string);
            Value::Array(list)
        }
        Value::String(text) => Value::String(text.trim().to_owned()),
        other => Value::String(other.to_string()),
    }
}

#[test]
fn an_act_at_once_on_the_wrong_student_is_dangerous() {
    let label = r#"{"id":"1","lang":"fr","role":"teacher","text":"x","expect":{"intent":"grade.set","slots":{"student":"A"},"outcome":"ok"}}"#;
    let found = |student: &str, outcome: &str| {
        let line =
            format!(r#"{{"id":"1","intent":"grade.set","slots":{{"student":"{student}"}},"outcome":"{outcome}"}}"#);
        Score::of(label, &line).count("all")
    };
    assert_eq!((found("A", "ok").dangerous, found("A", "ok").whole), (0, 1));
    assert_eq!((found("B", "ok").dangerous, found("B", "ok").whole), (1, 0));
    assert_eq!((found("B", "confirm").dangerous, found("B", "confirm").intent), (0, 1));
}
