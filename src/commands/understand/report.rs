//! An interpretation as the slots of a report: names of slots and plain values, as evaluations compare them.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::Intent;
use super::interpretation::{Given, Interpretation, LineProblem, ListLine, Outcome, Pick, Reason};
use crate::domain::{AssessmentId, ClassId, Mark, StudentId, SubjectId};

/// What things are called in a report.
pub trait Called {
    fn student(&self, id: StudentId) -> String;
    fn assessment(&self, id: AssessmentId) -> String;
    fn class(&self, id: ClassId) -> String;
    fn subject(&self, id: SubjectId) -> String;
}

impl Interpretation {
    /// The slots as a JSON object.
    pub fn slots_json(&self, called: &impl Called) -> Map<String, Value> {
        let mut report = Report { slots: Map::new() };
        report.things(self, called);
        report.values(self);
        report.lines(self, called);
        report.details(self);
        report.slots
    }
}

struct Report {
    slots: Map<String, Value>,
}

impl Report {
    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.slots.insert(name.to_owned(), value.into());
    }

    fn pick<Id: Copy>(&mut self, pick: Option<&Pick<Id>>, one: &str, all: &str, name: impl Fn(Id) -> String) {
        match pick {
            Some(Pick::One(id) | Pick::Near { id, .. }) => self.put(one, name(*id)),
            Some(Pick::Several(ids)) => {
                self.put(&format!("{one}_candidates"), ids.iter().map(|id| name(*id)).collect::<Vec<_>>());
            }
            Some(Pick::All(ids)) => self.put(all, ids.iter().map(|id| name(*id)).collect::<Vec<_>>()),
            Some(Pick::Unknown { .. }) | None => {}
        }
    }

    fn things(&mut self, of: &Interpretation, called: &impl Called) {
        let slots = &of.slots;
        let class = if of.intent == Intent::MarkAdjust { "scope" } else { "class" };
        self.pick(slots.student.as_ref(), "student", "students", |id| called.student(id));
        self.pick(slots.assessment.as_ref(), "evaluation", "evaluations", |id| called.assessment(id));
        self.pick(slots.class.as_ref(), class, "classes", |id| called.class(id));
        self.pick(slots.subject.as_ref(), "subject", "subjects", |id| called.subject(id));
        if let Some(Pick::Unknown { heard, .. }) = &slots.student {
            self.put("name", heard.clone());
        }
    }

    fn values(&mut self, of: &Interpretation) {
        let slots = &of.slots;
        match (&slots.given, slots.mark) {
            (Some(given), mark) => self.given(given, mark, of.reason),
            (None, Some(Mark::Status(status))) => self.put("status", status.code()),
            (None, _) => {}
        }
        let old = slots.old.as_ref().and_then(|old| old.number);
        let numbers = [
            ("old_value", old),
            ("delta", slots.delta),
            ("threshold", slots.threshold),
            ("max", slots.maximum),
            ("coef", slots.coefficient),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                self.put(name, plain(number));
            }
        }
    }

    fn given(&mut self, given: &Given, mark: Option<Mark>, reason: Option<Reason>) {
        let converted = match (mark, reason) {
            (Some(Mark::Points(points)), Some(Reason::Percent)) => Some(points.decimal()),
            _ => given.number,
        };
        if let Some(number) = converted {
            self.put("value", plain(number));
        }
        if let Some(scale) = given.out_of {
            self.put("max", plain(scale));
        }
    }

    fn lines(&mut self, of: &Interpretation, called: &impl Called) {
        let lines = &of.slots.lines;
        let twice = lines.iter().find(|line| matches!(line.problem, Some(LineProblem::Twice { .. })));
        if of.reason == Some(Reason::DuplicateLine) {
            if let Some(student) = twice.and_then(|line| line.student.as_ref()).and_then(Pick::single) {
                self.put("duplicate", called.student(student));
            }
            return;
        }
        let (good, bad): (Vec<&ListLine>, Vec<&ListLine>) = lines.iter().partition(|line| line.problem.is_none());
        if !good.is_empty() && matches!(of.outcome, Outcome::Confirm | Outcome::Ok | Outcome::Clarify) {
            self.put("marks", good.into_iter().map(|line| line_json(line, called)).collect::<Vec<_>>());
        }
        if !bad.is_empty() {
            self.put("rejected", bad.into_iter().map(|line| line_json(line, called)).collect::<Vec<_>>());
        }
    }

    fn details(&mut self, of: &Interpretation) {
        let slots = &of.slots;
        let texts = [
            ("code", &slots.code),
            ("claimed_name", &slots.claimed_name),
            ("term", &slots.term),
            ("year", &slots.year),
            ("text", &slots.text),
            ("title", &slots.title),
            ("phone", &slots.phone),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                self.put(name, text.clone());
            }
        }
        if let Some(date) = slots.date {
            self.put("date", date.to_string());
        }
        if let Some(at) = slots.at {
            self.put("at", at.strftime("%Y-%m-%dT%H:%M").to_string());
        }
        if let Some(language) = slots.language {
            self.put("language", language.code());
        }
        if let Some(option) = slots.option {
            self.put("option", option.to_string());
        }
        for (name, word) in &slots.words {
            match *name {
                "keep" => self.put(name, vec![word.clone()]),
                _ => self.put(name, word.clone()),
            }
        }
    }
}

fn line_json(line: &ListLine, called: &impl Called) -> Value {
    let mut entry = Map::new();
    match &line.student {
        Some(Pick::One(id) | Pick::Near { id, .. }) => {
            entry.insert("student".to_owned(), called.student(*id).into());
        }
        Some(Pick::Several(ids) | Pick::All(ids)) => {
            let names: Vec<String> = ids.iter().map(|id| called.student(*id)).collect();
            entry.insert("student_candidates".to_owned(), json!(names));
        }
        Some(Pick::Unknown { heard, .. }) => {
            entry.insert("name".to_owned(), heard.clone().into());
        }
        None => {}
    }
    match (&line.given, line.mark) {
        (Some(given), _) => {
            let value = given.number.map_or_else(|| given.heard.clone(), plain);
            entry.insert("value".to_owned(), value.into());
        }
        (None, Some(Mark::Status(status))) => {
            entry.insert("status".to_owned(), status.code().into());
        }
        (None, _) => {}
    }
    if let Some(problem) = line.problem {
        entry.insert("reason".to_owned(), problem.code().into());
    }
    Value::Object(entry)
}

fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

impl LineProblem {
    /// The name in reports.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownStudent => "unknown_student",
            Self::AmbiguousStudent => "ambiguous_student",
            Self::Twice { .. } => "duplicate_line",
            Self::NoName => "no_name",
            Self::NoValue => "no_value",
            Self::Unreadable | Self::Doubted => "malformed_value",
            Self::TooPrecise => "too_precise",
            Self::AboveMaximum | Self::BelowZero => "out_of_range",
            Self::OtherScale => "scale_mismatch",
            Self::Computed => "computed_value",
        }
    }
}

impl Outcome {
    /// The name in reports.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Confirm => "confirm",
            Self::Clarify => "clarify",
            Self::Reject => "reject",
            Self::Handoff => "handoff",
            Self::None => "none",
        }
    }
}
