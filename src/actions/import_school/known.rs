//! One list of the file against what is stored: every line is met once, and what it refers to is found by its key.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;
use std::hash::Hash;

use super::file::{Line, List, Place};
use super::report::{ImportReport, Reason};

/// The records of a list, stored or about to be.
pub(super) struct Known<K, T> {
    list: List,
    records: HashMap<K, T>,
    seen: HashMap<K, Place>,
    /// Keys of lines that were refused.
    broken: HashSet<K>,
    /// Keys of what must be written, in the order of the file.
    touched: Vec<K>,
}

/// Why a line goes no further.
pub(super) enum Stop {
    Refused(Reason),
    /// What it refers to has been refused.
    Skipped,
}

impl From<Reason> for Stop {
    fn from(reason: Reason) -> Self {
        Self::Refused(reason)
    }
}

impl<K: Clone + Eq + Hash, T: Clone> Known<K, T> {
    pub(super) fn new(list: List, stored: HashMap<K, T>) -> Self {
        Self { list, records: stored, seen: HashMap::new(), broken: HashSet::new(), touched: Vec::new() }
    }

    /// Compares a line with what is stored. `plan` makes the record to be from the stored one, `compare` names the
    /// columns in which the two differ.
    pub(super) fn meet<L>(
        &mut self,
        line: &Line<L>,
        (key, shown): (K, &dyn Display),
        report: &mut ImportReport,
        plan: impl FnOnce(Option<&T>) -> Result<T, Stop>,
        compare: impl FnOnce(&T, &T) -> Vec<&'static str>,
    ) {
        if let Some(first) = self.seen.get(&key) {
            let reason = Reason::Twice { key: shown.to_string(), first: first.clone() };
            return report.refuse(&line.place, self.list, reason);
        }
        self.seen.insert(key.clone(), line.place.clone());
        if line.broken {
            self.broken.insert(key);
            return;
        }
        let stored = self.records.get(&key);
        match plan(stored) {
            Ok(record) => {
                let columns = stored.map(|stored| compare(stored, &record));
                let touched = columns.as_ref().is_none_or(|columns| !columns.is_empty());
                report.count(&line.place, self.list, &shown.to_string(), columns);
                if touched {
                    self.touched.push(key.clone());
                    self.records.insert(key, record);
                }
            }
            Err(stop) => {
                self.broken.insert(key);
                if let Stop::Refused(reason) = stop {
                    report.refuse(&line.place, self.list, reason);
                }
            }
        }
    }

    pub(super) fn get(&self, key: &K) -> Option<&T> {
        self.records.get(key)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &T> {
        self.records.values()
    }

    /// The records to write, in the order of the file.
    pub(super) fn touched(&self) -> Vec<T> {
        self.touched.iter().filter_map(|key| self.records.get(key)).cloned().collect()
    }

    pub(super) fn is_broken(&self, key: &K) -> bool {
        self.broken.contains(key)
    }
}

impl<T: Clone> Known<String, T> {
    /// The record a line refers to in `column`.
    pub(super) fn refer(&self, column: &'static str, code: &str) -> Result<&T, Stop> {
        if self.broken.contains(code) {
            return Err(Stop::Skipped);
        }
        let missing = || Reason::Unknown { column, code: code.to_owned(), list: self.list };
        Ok(self.records.get(code).ok_or_else(missing)?)
    }
}

/// The names of the fields in which two records differ.
macro_rules! differing {
    ($record:ty; $($field:ident),+ $(,)?) => {
        |old: &$record, new: &$record| {
            let mut columns = Vec::new();
            $(if old.$field != new.$field { columns.push(stringify!($field)); })+
            columns
        }
    };
}
pub(super) use differing;
