//! The grading rules of the school, of its levels and classes: which lines hold, whether they speak of what the school has,
//! and for whom an import changes them. They were readable when the file was read.

use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::str::FromStr;

use super::file::{Line, List, Place, PolicyLine};
use super::frame::given;
use super::known::{Known, Stop};
use super::report::{ImportReport, Note, Reason, RulesChange};
use crate::domain::grading::{DatedRules, Formula, Placed, Policy, RulesScope, in_force};
use crate::domain::{ClassId, TermId};
use crate::store::{AssessmentRecord, ClassRecord, NewRules, SubjectRecord, TermRecord};

/// Whose rules, and from which day on.
pub(super) type PolicyKey = (RulesScope, Option<Date>);

pub(super) fn plan_policies(
    lines: &[Line<PolicyLine>],
    stored: &[DatedRules],
    classes: &Known<String, ClassRecord>,
    report: &mut ImportReport,
) -> Known<PolicyKey, NewRules> {
    let of = |rules: &DatedRules| {
        let record = NewRules { scope: rules.scope.clone(), from: rules.from, policy: rules.policy.clone() };
        ((rules.scope.clone(), rules.from), record)
    };
    let mut known = Known::new(List::Policies, stored.iter().map(of).collect());
    for line in lines {
        let policy = &line.value;
        let (scope, from) = match key_of(policy, classes) {
            Ok(key) => key,
            Err(Stop::Refused(reason)) => {
                report.refuse(&line.place, List::Policies, reason);
                continue;
            }
            Err(Stop::Skipped) => continue,
        };
        let shown = shown(&scope, from);
        let plan = |old: Option<&NewRules>| {
            let policy = given(policy.policy.as_ref(), old.map(|old| &old.policy), "policy")?;
            Ok(NewRules { scope: scope.clone(), from, policy })
        };
        let compare = |old: &NewRules, new: &NewRules| {
            if old.policy == new.policy { Vec::new() } else { vec!["policy"] }
        };
        known.meet(line, ((scope.clone(), from), &shown), report, plan, compare);
    }
    known
}

fn key_of(line: &PolicyLine, classes: &Known<String, ClassRecord>) -> Result<PolicyKey, Stop> {
    let scope = match (&line.class, &line.level) {
        (Some(_), Some(_)) => return Err(Reason::ClassAndLevel.into()),
        (Some(class), None) => RulesScope::Class(classes.refer("class", class)?.code.clone()),
        (None, Some(level)) if classes.all().any(|class| class.level.as_ref() == Some(level)) => {
            RulesScope::Level(level.clone())
        }
        (None, Some(level)) => return Err(Reason::UnknownLevel(level.clone()).into()),
        (None, None) if line.from.is_none() => return Err(Reason::RulesOfSchool.into()),
        (None, None) => RulesScope::School,
    };
    Ok((scope, line.from))
}

/// `4A from 2027-01-04`
fn shown(scope: &RulesScope, from: Option<Date>) -> String {
    let whose = match scope {
        RulesScope::School => "the school",
        RulesScope::Level(name) | RulesScope::Class(name) => name,
    };
    from.map_or_else(|| whose.to_owned(), |from| format!("{whose} from {from}"))
}

/// The rules as they are to be, and what they are for.
pub(super) struct RulesPlan<'a> {
    /// The school's, always in force where no others are.
    pub(super) main: (&'a Place, &'a str),
    pub(super) policies: &'a Known<PolicyKey, NewRules>,
    pub(super) lines: &'a [Line<PolicyLine>],
    pub(super) before: (&'a [DatedRules], &'a HashMap<String, ClassRecord>),
    pub(super) classes: &'a Known<String, ClassRecord>,
    pub(super) terms: &'a Known<String, TermRecord>,
    pub(super) closed: &'a HashSet<(ClassId, TermId)>,
}

impl RulesPlan<'_> {
    /// All of them.
    fn after(&self) -> Vec<DatedRules> {
        let main = DatedRules { scope: RulesScope::School, from: None, version: 0, policy: self.main.1.to_owned() };
        let others = self.policies.all().filter(|rules| rules.from.is_some() || rules.scope != RulesScope::School);
        let dated = |rules: &NewRules| DatedRules {
            scope: rules.scope.clone(),
            from: rules.from,
            version: 0,
            policy: rules.policy.clone(),
        };
        std::iter::once(main).chain(others.map(dated)).collect()
    }

    fn terms(&self) -> Vec<&TermRecord> {
        let mut terms: Vec<&TermRecord> = self.terms.all().collect();
        terms.sort_by_key(|term| term.starts);
        terms
    }

    fn classes(&self) -> Vec<&ClassRecord> {
        let mut classes: Vec<&ClassRecord> = self.classes.all().filter(|class| !class.archived).collect();
        classes.sort_by(|one, two| one.code.cmp(&two.code));
        classes
    }

    /// Where rules stand in the file.
    fn place(&self, rules: &DatedRules) -> (Place, List) {
        let is_it = |line: &&Line<PolicyLine>| {
            key_of(&line.value, self.classes).is_ok_and(|key| key == (rules.scope.clone(), rules.from))
        };
        match self.lines.iter().find(is_it) {
            Some(line) => (line.place.clone(), List::Policies),
            None => (self.main.0.clone(), List::School),
        }
    }

    /// Whether the years that the rules make have as many terms as the school's.
    pub(super) fn check(&self, report: &mut ImportReport) {
        let (after, terms, classes) = (self.after(), self.terms(), self.classes());
        let Some(final_term) = terms.last() else { return };
        let mut deciding: Vec<&DatedRules> =
            classes.iter().filter_map(|class| in_force(&after, placed(class, final_term.starts))).collect();
        deciding.sort_by_key(|rules| (&rules.scope, rules.from));
        deciding.dedup();
        for rules in deciding {
            let year = Policy::from_str(&rules.policy).ok().and_then(|policy| policy.year);
            let (weights, terms) = (year.map_or(0, |year| year.weights.len()), terms.len());
            let (place, list) = self.place(rules);
            if weights > 0 && weights < terms {
                report.refuse(&place, list, Reason::MoreTerms { weights, terms });
            } else if weights > terms {
                report.caution(&place, list, Note::FewerTerms { weights, terms });
            }
        }
    }

    /// Points at rules that nothing in the school answers to: they would do nothing, and nobody would see why.
    pub(super) fn caution(
        &self,
        subjects: &Known<String, SubjectRecord>,
        assessments: &Known<String, AssessmentRecord>,
        report: &mut ImportReport,
    ) {
        for rules in self.after() {
            let Ok(policy) = Policy::from_str(&rules.policy) else { continue };
            let (place, list) = match self.place(&rules) {
                (_, List::School) => (Place::File, List::School),
                found => found,
            };
            let mut caution = |rule: &'static str, code: &str| {
                report.caution(&place, list, Note::RuleOfNothing { rule, code: code.to_owned() });
            };
            if let Some((conduct, _)) = &policy.distinction_condition.conduct
                && subjects.get(conduct).is_none()
            {
                caution("conduct_subject", conduct);
            }
            let ladders = [&policy.bands, &policy.distinctions, &policy.warnings];
            let used: HashSet<&str> = ladders.iter().flat_map(|ladder| ladder.words()).collect();
            for word in policy.wording.words().filter(|word| !used.contains(word)) {
                caution("words", word);
            }
            let Formula::Components(components) = &policy.formula else { continue };
            let has_assessments = assessments.all().next().is_some();
            for component in components {
                if has_assessments && !assessments.all().any(|assessment| assessment.kind == component.group) {
                    caution("components", &component.group);
                }
            }
        }
    }

    /// Notes which classes' averages are made otherwise from now on, in which terms.
    pub(super) fn note_changes(&self, report: &mut ImportReport) {
        let (after, (before, classes_before)) = (self.after(), self.before);
        let mut alike: BTreeMap<(bool, Vec<String>, Vec<String>), Vec<String>> = BTreeMap::new();
        for class in self.classes() {
            let Some(old) = classes_before.get(&class.code) else { continue };
            let mut changed: BTreeMap<(bool, Vec<String>), Vec<String>> = BTreeMap::new();
            for term in self.terms() {
                let was = in_force(before, placed(old, term.starts));
                let is = in_force(&after, placed(class, term.starts));
                let rules = was.zip(is).map(|(was, is)| differing(&was.policy, &is.policy)).unwrap_or_default();
                if !rules.is_empty() {
                    let is_closed = self.closed.contains(&(class.id, term.id));
                    changed.entry((is_closed, rules)).or_default().push(term.code.clone());
                }
            }
            for ((is_closed, rules), terms) in changed {
                alike.entry((is_closed, rules, terms)).or_default().push(class.code.clone());
            }
        }
        let changes = alike.into_iter();
        report.rules =
            changes.map(|((closed, rules, terms), classes)| RulesChange { classes, terms, rules, closed }).collect();
    }
}

fn placed(class: &ClassRecord, starts: Date) -> Placed<'_> {
    Placed { class: &class.code, level: class.level.as_deref(), starts }
}

/// The rules in which two policies differ.
fn differing(old: &str, new: &str) -> Vec<String> {
    let read =
        |text: &str| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text).unwrap_or_default();
    let (old, new) = (read(old), read(new));
    let keys: HashSet<&String> = old.keys().chain(new.keys()).collect();
    let mut keys: Vec<String> = keys.into_iter().filter(|key| old.get(*key) != new.get(*key)).cloned().collect();
    keys.sort();
    keys
}
