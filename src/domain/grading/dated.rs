//! Which of a school's policies holds for a class in a term.
//!
//! A policy is the whole school's, a level's or a class's, and holds for the terms that begin on its day or later: rules do
//! not change in the middle of a term. The narrowest one that holds is in force, of several the latest.

use jiff::civil::Date;

/// Whom a policy is for, from the widest on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RulesScope {
    School,
    /// By the name that the school's file gives its classes' level.
    Level(String),
    /// By the school's code.
    Class(String),
}

impl RulesScope {
    /// The kind of scope, and which one of that kind.
    pub fn stored(&self) -> (&'static str, &str) {
        match self {
            Self::School => ("school", ""),
            Self::Level(level) => ("level", level),
            Self::Class(class) => ("class", class),
        }
    }

    /// What [`Self::stored`] has written.
    pub fn of(kind: &str, name: String) -> Option<Self> {
        match kind {
            "school" => Some(Self::School),
            "level" => Some(Self::Level(name)),
            "class" => Some(Self::Class(name)),
            _ => None,
        }
    }
}

/// A policy in a version of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedRules {
    pub scope: RulesScope,
    /// None: from the beginning on.
    pub from: Option<Date>,
    /// Of all versions of all policies of the school.
    pub version: i64,
    /// JSON.
    pub policy: String,
}

/// A class, and the day its term begins.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    pub class: &'a str,
    pub level: Option<&'a str>,
    pub starts: Date,
}

/// The policy in force, in its last version.
pub fn in_force<'r>(rules: &'r [DatedRules], of: Placed<'_>) -> Option<&'r DatedRules> {
    let holds = rules.iter().filter(|rules| rules.from.is_none_or(|from| from <= of.starts));
    let concerns = holds.filter(|rules| match &rules.scope {
        RulesScope::School => true,
        RulesScope::Level(level) => of.level == Some(level.as_str()),
        RulesScope::Class(class) => class == of.class,
    });
    concerns.max_by_key(|rules| (breadth(&rules.scope), rules.from, rules.version))
}

/// The narrower, the greater.
fn breadth(scope: &RulesScope) -> u8 {
    match scope {
        RulesScope::School => 0,
        RulesScope::Level(_) => 1,
        RulesScope::Class(_) => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn rules(scope: RulesScope, from: Option<Date>, version: i64) -> DatedRules {
        DatedRules { scope, from, version, policy: String::new() }
    }

    fn version(rules: &[DatedRules], class: &str, level: Option<&str>, starts: Date) -> Option<i64> {
        in_force(rules, Placed { class, level, starts }).map(|rules| rules.version)
    }

    #[test]
    fn the_narrowest_that_holds_is_in_force_and_of_several_the_latest() {
        let january = date(2027, 1, 4);
        let level = || RulesScope::Level("6e".to_owned());
        let all = [
            rules(level(), Some(january), 3),
            rules(RulesScope::School, None, 1),
            rules(level(), None, 2),
            rules(RulesScope::Class("6B".to_owned()), Some(january), 4),
            rules(RulesScope::School, None, 5),
        ];
        let autumn = date(2026, 9, 14);
        assert_eq!(version(&all, "4A", Some("4e"), autumn), Some(5));
        assert_eq!(version(&all, "4A", None, january), Some(5));
        assert_eq!(version(&all, "6A", Some("6e"), autumn), Some(2));
        assert_eq!(version(&all, "6A", Some("6e"), january), Some(3));
        assert_eq!(version(&all, "6B", Some("6e"), autumn), Some(2), "its own begins later");
        assert_eq!(version(&all, "6B", Some("6e"), january), Some(4));
        assert_eq!(version(&all, "6B", Some("6e"), date(2027, 1, 3)), Some(2), "a running term keeps its rules");
        assert_eq!(version(&[], "6B", None, january), None);
    }
}
