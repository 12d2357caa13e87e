//! Line items and results as `OneRoster` 1.2 has them in CSV (1EdTech, bulk files).
//!
//! Invariant: everybody is a code of the school's own; no name, number or address leaves with them.

use jiff::civil::Date;
use std::collections::HashSet;

use crate::actions::{ClassExport, CourseSheet, SheetMark};
use crate::domain::{Locale, Mark, MarkStatus, Points};
use crate::phrase::SubjectLabel;
use crate::sheets::plain_csv;
use crate::store::{ListedAssessment, School, Year};

/// Every file the binding knows; the manifest names those that are absent, too.
const FILES: [&str; 21] = [
    "academicSessions",
    "categories",
    "classes",
    "classResources",
    "courses",
    "courseResources",
    "demographics",
    "enrollments",
    "lineItemLearningObjectiveIds",
    "lineItems",
    "lineItemScoreScales",
    "orgs",
    "resources",
    "resultLearningObjectiveIds",
    "results",
    "resultScoreScales",
    "roles",
    "scoreScales",
    "userProfiles",
    "userResources",
    "users",
];

/// What a package is made of.
pub struct OneRoster<'a> {
    pub school: &'a School,
    pub year: &'a Year,
    pub exports: &'a [ClassExport],
    pub locale: Locale,
}

type Rows = Vec<Vec<String>>;

impl OneRoster<'_> {
    /// The files by their names. `None`: one of them could not be written.
    pub fn files(&self) -> Option<Vec<(String, Vec<u8>)>> {
        let tables = [
            ("orgs", self.orgs()),
            ("academicSessions", self.sessions()),
            ("courses", self.courses()),
            ("classes", self.classes()),
            ("categories", self.categories()),
            ("lineItems", self.line_items()),
            ("results", self.results()),
        ];
        let supplied: Vec<&str> = tables.iter().map(|(name, _)| *name).collect();
        let all = tables.into_iter().chain([("manifest", manifest(&supplied))]);
        all.map(|(name, rows)| Some((format!("{name}.csv"), plain_csv(&rows)?))).collect()
    }

    fn orgs(&self) -> Rows {
        let head = heading(&["name", "type", "identifier", "parentSourcedId"]);
        let school = self.school;
        vec![head, row(&school.code, [&school.name, "school", &school.code, ""])]
    }

    fn sessions(&self) -> Rows {
        let label = self.year.label.as_str();
        let (terms, starts, ends) =
            (&self.year.terms, |at: &crate::store::Term| at.starts, |at: &crate::store::Term| at.ends);
        let begins = terms.iter().map(starts).min().map(day).unwrap_or_default();
        let last = terms.iter().map(ends).max();
        let (closes, ending) =
            (last.map(day).unwrap_or_default(), last.map(|end| end.year().to_string()).unwrap_or_default());
        let mut rows = vec![heading(&["title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"])];
        rows.push(row(label, [label, "schoolYear", &begins, &closes, "", &ending]));
        rows.extend(terms.iter().map(|term| {
            let id = self.session(&term.code);
            row(&id, [&term.code, "term", &day(term.starts), &day(term.ends), label, &ending])
        }));
        rows
    }

    fn courses(&self) -> Rows {
        let head = ["schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId", "subjects", "subjectCodes"];
        let mut subjects: Vec<(&str, &SubjectLabel)> =
            self.sheets().map(|(_, course)| (course.subject_code.as_str(), &course.subject)).collect();
        subjects.sort_by_key(|(code, _)| *code);
        subjects.dedup_by_key(|(code, _)| *code);
        let each = subjects.into_iter().map(|(code, label)| {
            let title = label.in_locale(self.locale);
            row(code, [&self.year.label, title, code, "", &self.school.code, title, code])
        });
        std::iter::once(heading(&head)).chain(each).collect()
    }

    fn classes(&self) -> Rows {
        let head = [
            "title",
            "grades",
            "courseSourcedId",
            "classCode",
            "classType",
            "location",
            "schoolSourcedId",
            "termSourcedIds",
            "subjects",
            "subjectCodes",
            "periods",
        ];
        // A class that is not taken out may have given a test that counts here.
        let own = self.sheets().map(|(export, course)| (export, course, (&export.class_code, &course.class_label)));
        let others = self.sheets().flat_map(|(export, course)| {
            course.elsewhere.values().map(move |class| (export, course, (&class.code, &class.label)))
        });
        let mut seen = HashSet::new();
        let each = own.chain(others).filter_map(|(export, course, (class, label))| {
            let id = format!("{class}/{}", course.subject_code);
            let subject = course.subject.in_locale(self.locale);
            let (title, term) = (format!("{label} {subject}"), self.session(&export.term));
            let (code, school) = (&course.subject_code, &self.school.code);
            let cells = [&title, "", code, class, "scheduled", "", school, &term, subject, code, ""];
            seen.insert(id.clone()).then(|| row(&id, cells))
        });
        std::iter::once(heading(&head)).chain(each).collect()
    }

    fn categories(&self) -> Rows {
        let mut kinds: Vec<&str> = self.sheets().flat_map(|(_, course)| &course.assessments).map(category).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let each = kinds.into_iter().map(|kind| row(kind, [kind, ""]));
        std::iter::once(heading(&["title", "weight"])).chain(each).collect()
    }

    fn line_items(&self) -> Rows {
        let head = [
            "title",
            "description",
            "assignDate",
            "dueDate",
            "classSourcedId",
            "categorySourcedId",
            "academicSessionSourcedId",
            "resultValueMin",
            "resultValueMax",
            "schoolSourcedId",
            "metadata.coefficient",
        ];
        let mut seen = HashSet::new();
        let each = self.sheets().flat_map(|(export, course)| {
            course.assessments.iter().map(move |one| {
                let (date, class, term) =
                    (self.date(one, export), class_id(export, course, one), self.session(&export.term));
                let (max, coefficient) = (number(one.maximum.points()), number(one.coefficient));
                let school = &self.school.code;
                let cells =
                    [&one.label, "", &date, &date, &class, category(one), &term, "0", &max, school, &coefficient];
                row(&one.code, cells)
            })
        });
        // Brought along, it stands in two classes of ours.
        let each = each.filter(|row| row.first().is_some_and(|id| seen.insert(id.clone())));
        std::iter::once(heading(&head)).chain(each).collect()
    }

    fn results(&self) -> Rows {
        let head = [
            "lineItemSourcedId",
            "studentSourcedId",
            "scoreStatus",
            "score",
            "scoreDate",
            "comment",
            "textScore",
            "classSourcedId",
            "inProgress",
            "incomplete",
            "late",
            "missing",
        ];
        let mut rows = vec![heading(&head)];
        for (export, course) in self.sheets() {
            for (student, marks) in &course.students {
                let given = course.assessments.iter().zip(marks).filter_map(|(one, mark)| Some((one, (*mark)?)));
                rows.extend(given.map(|(one, listed)| self.result(export, course, (&student.code, one, listed))));
            }
        }
        rows
    }

    fn result(
        &self,
        export: &ClassExport,
        course: &CourseSheet,
        (student, one, listed): (&str, &ListedAssessment, SheetMark),
    ) -> Vec<String> {
        let id = format!("{}/{student}", one.code);
        let (score, word) = match listed.mark {
            Mark::Points(points) => (number(points), ""),
            Mark::Status(status) => (String::new(), status.code()),
        };
        let missing = matches!(
            listed.mark,
            Mark::Status(MarkStatus::NotHandedIn | MarkStatus::Absent | MarkStatus::AbsentUnjustified)
        );
        let (date, class) = (self.date(one, export), class_id(export, course, one));
        let status = score_status(listed);
        let (draft, missing) = (truth(!listed.published), truth(missing));
        row(&id, [&one.code, student, status, &score, &date, "", word, &class, draft, "false", "false", missing])
    }

    fn sheets(&self) -> impl Iterator<Item = (&ClassExport, &CourseSheet)> {
        self.exports.iter().flat_map(|export| export.courses.iter().map(move |course| (export, course)))
    }

    /// Terms have the same codes every year.
    fn session(&self, term: &str) -> String {
        format!("{}/{term}", self.year.label)
    }

    /// The binding wants a day: without one of its own, an assessment has the last of its term.
    fn date(&self, one: &ListedAssessment, export: &ClassExport) -> String {
        let ends = || self.year.terms.iter().find(|term| term.code == export.term).map(|term| term.ends);
        one.date.or_else(ends).map(day).unwrap_or_default()
    }
}

/// A draft is not final, whatever it holds.
fn score_status(listed: SheetMark) -> &'static str {
    match listed.mark {
        Mark::Points(_) if listed.published => "fully graded",
        Mark::Points(_) => "partially graded",
        Mark::Status(MarkStatus::Exempt) => "exempt",
        Mark::Status(MarkStatus::NotGraded) => "submitted",
        Mark::Status(MarkStatus::Absent | MarkStatus::AbsentUnjustified | MarkStatus::NotHandedIn) => "not submitted",
    }
}

fn manifest(supplied: &[&str]) -> Rows {
    let pair = |name: &str, value: &str| vec![name.to_owned(), value.to_owned()];
    let file = |name: &&str| pair(&format!("file.{name}"), if supplied.contains(name) { "bulk" } else { "absent" });
    [pair("propertyName", "value"), pair("manifest.version", "1.0"), pair("oneroster.version", "1.2")]
        .into_iter()
        .chain(FILES.iter().map(file))
        .chain([pair("source.systemName", "Carnet")])
        .collect()
}

/// In bulk files status and date of change stay blank.
fn row<const N: usize>(id: &str, cells: [&str; N]) -> Vec<String> {
    [id, "", ""].into_iter().chain(cells).map(str::to_owned).collect()
}

fn heading(columns: &[&str]) -> Vec<String> {
    ["sourcedId", "status", "dateLastModified"].iter().chain(columns).map(|name| (*name).to_owned()).collect()
}

/// A class of `OneRoster` is a course of ours: the one in which the assessment was given.
fn class_id(export: &ClassExport, course: &CourseSheet, one: &ListedAssessment) -> String {
    let class = course.elsewhere.get(&one.id).map_or(&export.class_code, |class| &class.code);
    format!("{class}/{}", course.subject_code)
}

fn category(one: &ListedAssessment) -> &str {
    if one.kind.is_empty() { "assessment" } else { &one.kind }
}

fn number(points: Points) -> String {
    points.decimal().normalize().to_string()
}

fn day(date: Date) -> String {
    date.to_string()
}

fn truth(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}
