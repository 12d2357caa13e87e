//! Files that are sent to people.

use std::collections::HashMap;

use super::FileCode;

/// Longer names are cut by phones in the middle.
const LONGEST_NAME: usize = 80;
/// Letters of each of several words of one: a class's label may have a hundred.
const LONGEST_PART: usize = 32;

/// What a stored file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    ReportCard,
    /// The sheet of a class to be filled by its teacher.
    ClassSheet,
    /// A chart of marks or averages.
    Picture,
    /// Figures of classes, to be printed.
    Statistics,
    /// What people send each other.
    Passed,
    /// What was said in threads, for whoever runs the school.
    Threads,
    /// What goes with the same words to many families.
    Announced,
}

impl DocumentKind {
    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::ReportCard => "report_card",
            Self::ClassSheet => "class_sheet",
            Self::Picture => "picture",
            Self::Statistics => "statistics",
            Self::Passed => "passed",
            Self::Threads => "threads",
            Self::Announced => "announced",
        }
    }
}

/// Where a file is fetched by hand. The code stands behind `#`: browsers do not send it, so no proxy writes it down.
pub fn fetch_address(public: &str, code: &FileCode) -> String {
    format!("{}/d#{}", public.trim_end_matches('/'), code.canonical())
}

/// A file's name made of words, such as `Notes-4e-A-Mathématiques.xlsx`: what no file system or provider minds.
pub fn file_name(words: &[&str], extension: &str) -> String {
    // What tells files apart stands last: a long label is cut, not they.
    let each = if words.len() > 1 { LONGEST_PART } else { LONGEST_NAME };
    let mut name = String::new();
    for word in words {
        let word: String = word.chars().take(each).collect();
        let word: String = word.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        for part in word.split_whitespace() {
            if !name.is_empty() {
                name.push('-');
            }
            name.push_str(part);
        }
    }
    format!("{name}.{extension}")
}

/// What classes, as (code, label), are called in the names of files: where labels are the same but for what no name of a file
/// holds, the code tells them apart.
pub fn labels_of_files<'c>(classes: impl IntoIterator<Item = (&'c str, &'c str)> + Clone) -> HashMap<String, String> {
    let bare =
        |label: &str| label.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let cut = |label: &str, room: usize| label.chars().take(room).collect::<String>();
    let mut shared: HashMap<String, usize> = HashMap::new();
    for (_, label) in classes.clone() {
        *shared.entry(bare(&cut(label, LONGEST_PART))).or_default() += 1;
    }
    let named = |(code, label): (&str, &str)| {
        let label_cut = cut(label, LONGEST_PART);
        let is_shared = shared.get(&bare(&label_cut)).is_some_and(|count| *count > 1);
        let room = LONGEST_PART.saturating_sub(code.chars().count() + 1);
        (code.to_owned(), if is_shared { format!("{} {code}", cut(label, room)) } else { label_cut })
    };
    classes.into_iter().map(named).collect()
}

/// The name of a card's or an export's file, of another year than the current one: `Bulletin-2025-2026-T1-4eA-KOUASSI-Awa.pdf`.
pub fn file_of_year(name: String, year: Option<&str>) -> String {
    let Some(year) = year else { return name };
    let year: String = year.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    match name.split_once('-') {
        Some((kind, rest)) => format!("{kind}-{year}-{rest}"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_hold_nothing_but_letters_digits_and_hyphens() {
        assert_eq!(file_name(&["Notes", "4e A", "Mathématiques"], "xlsx"), "Notes-4e-A-Mathématiques.xlsx");
        assert_eq!(file_name(&["../..", "a/b\\c\r\n\"d\""], "csv"), "a-b-c-d.csv");
        assert_eq!(file_name(&["الرياضيات"], "xlsx"), "الرياضيات.xlsx");
        assert_eq!(file_name(&["é".repeat(500).as_str()], "pdf").chars().count(), LONGEST_NAME + 4);
    }

    #[test]
    fn what_tells_files_of_long_labels_apart_is_never_cut() {
        let long = "Première année de licence de lettres modernes et sciences du langage, groupe de travail";
        let (a, b) = (format!("{long} A"), format!("{long} B"));
        let labels = labels_of_files([("L1A", a.as_str()), ("L1B", b.as_str())]);
        assert_ne!(labels["L1A"], labels["L1B"]);
        let name = file_name(&["Notes", &labels["L1A"], "T2", &a, "MATH"], "csv");
        assert!(name.contains("L1A-T2-") && name.ends_with("-MATH.csv"), "{name}");
        assert!(name.len() < 255, "{name}");
    }

    #[test]
    fn classes_whose_labels_differ_in_punctuation_only_are_told_apart_by_their_codes() {
        let classes = [("4A", "4e A"), ("4A2", "4e/A"), ("TC", "Tle C")];
        let labels = labels_of_files(classes);
        assert_eq!(
            (labels["4A"].as_str(), labels["4A2"].as_str(), labels["TC"].as_str()),
            ("4e A 4A", "4e/A 4A2", "Tle C")
        );
    }
}
