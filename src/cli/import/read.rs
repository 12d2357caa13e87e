//! From rows of cells to the lines of a school file: which columns each list has.

use super::columns::Columns;
use super::table::{Row, Tables};
use crate::actions::{
    AssessmentLine, ChildLine, ClassLine, CourseLine, GuardianLine, Line, List, MarkLine, Place, PolicyLine, Reason,
    Refusal, SchoolFile, SchoolLine, StaffLine, StudentLine, SubjectLine, TermLine, YearLine,
};

/// Reads all lists. What is wrong is noted in the file, with its place.
pub(super) fn school_file(mut tables: Tables) -> SchoolFile {
    let mut refused = std::mem::take(&mut tables.refused);
    let school = single(&mut tables, List::School, &mut refused).and_then(|row| school(row, &mut refused));
    let country = school.as_ref().and_then(|line| line.value.country.clone());
    let country = country.as_deref();
    let year = year(&mut tables, &mut refused);
    let mut all = Lists { tables, refused };
    SchoolFile {
        school,
        year,
        terms: all.read(List::Terms, term),
        classes: all.read(List::Classes, class),
        policies: all.read(List::Policies, |columns| Some(policy(columns))),
        subjects: all.read(List::Subjects, subject),
        staff: all.read(List::Staff, |columns| staff(columns, country)),
        courses: all.read(List::Courses, course),
        students: all.read(List::Students, student),
        guardians: merged(all.read(List::Guardians, |columns| guardian(columns, country))),
        children: all.read(List::Children, child),
        assessments: all.read(List::Assessments, assessment),
        marks: all.read(List::Marks, mark),
        over_chat: false,
        refused: all.refused,
    }
}

struct Lists {
    tables: Tables,
    refused: Vec<Refusal>,
}

impl Lists {
    fn read<T>(&mut self, list: List, read: impl Fn(&mut Columns<'_>) -> Option<T>) -> Vec<Line<T>> {
        let rows = self.tables.take(list);
        rows.into_iter().filter_map(|row| line(list, row, &mut self.refused, &read)).collect()
    }
}

/// Reads one row. `None` when it has no key, and so cannot even be referred to.
fn line<T>(
    list: List,
    row: Row,
    refused: &mut Vec<Refusal>,
    read: impl Fn(&mut Columns<'_>) -> Option<T>,
) -> Option<Line<T>> {
    let mut columns = Columns::of(list, row, refused);
    let value = read(&mut columns);
    let (place, broken) = columns.end();
    value.map(|value| Line { place, broken, value })
}

/// The only row of a list.
fn single(tables: &mut Tables, list: List, refused: &mut Vec<Refusal>) -> Option<Row> {
    let mut rows = tables.take(list).into_iter();
    let first = rows.next();
    for row in rows {
        let reason = Reason::Unreadable(format!("\"{list}\" has one row only"));
        refused.push(Refusal { place: row.place, list: Some(list), reason });
    }
    first
}

fn school(row: Row, refused: &mut Vec<Refusal>) -> Option<Line<SchoolLine>> {
    line(List::School, row, refused, |columns| {
        let code = columns.school_code("code")?;
        Some(SchoolLine {
            code,
            name: columns.line("name"),
            country: columns.country("country"),
            timezone: columns.timezone("timezone"),
            languages: columns.locales("languages"),
            quiet: columns.quiet("quiet_hours"),
            link_by: columns.link_by("link_by"),
            policy: columns.policy("policy"),
            approval: columns.approval("approval"),
            undo_seconds: columns.seconds("undo_seconds"),
            remind_missing: columns.slots("remind_missing"),
            second_admin_above: columns.families("second_admin_above"),
            second_admin_urgent: columns.yes_or_no("second_admin_urgent"),
            office_hours: columns.office_hours("office_hours"),
            threads_close_days: columns.days("threads_close_days"),
        })
    })
}

/// The year: its rows repeat one label, one row per term in a sheet.
fn year(tables: &mut Tables, refused: &mut Vec<Refusal>) -> Option<Line<YearLine>> {
    let rows = tables.take(List::Year);
    let mut found: Option<Line<YearLine>> = None;
    for row in rows {
        if row.cells.is_empty() {
            continue;
        }
        let read = line(List::Year, row, refused, |columns| Some(YearLine { label: columns.key("label")? }));
        let Some(next) = read else { continue };
        match &found {
            Some(year) if year.value.label != next.value.label => {
                let reason = Reason::Unreadable("a school file is of one year".to_owned());
                refused.push(Refusal { place: next.place, list: Some(List::Year), reason });
            }
            Some(_) => {}
            None => found = Some(next),
        }
    }
    found
}

fn term(columns: &mut Columns<'_>) -> Option<TermLine> {
    let code = columns.key("code")?;
    Some(TermLine { code, starts: columns.date("starts"), ends: columns.date("ends") })
}

fn class(columns: &mut Columns<'_>) -> Option<ClassLine> {
    let code = columns.key("code")?;
    Some(ClassLine {
        code,
        label: columns.line("label"),
        aliases: columns.words("aliases"),
        level: columns.code("level"),
    })
}

fn policy(columns: &mut Columns<'_>) -> PolicyLine {
    PolicyLine {
        class: columns.code("class"),
        level: columns.code("level"),
        from: columns.date("from"),
        policy: columns.policy("policy"),
    }
}

fn subject(columns: &mut Columns<'_>) -> Option<SubjectLine> {
    let code = columns.key("code")?;
    let label = columns.line("label");
    Some(SubjectLine {
        code,
        label_fr: columns.line("label_fr").or(label),
        label_en: columns.line("label_en"),
        label_ar: columns.line("label_ar"),
        aliases: columns.words("aliases"),
        order: columns.place("order"),
    })
}

fn staff(columns: &mut Columns<'_>, country: Option<&str>) -> Option<StaffLine> {
    let code = columns.key("code")?;
    Some(StaffLine {
        code,
        name: columns.line("name"),
        role: columns.role("role"),
        phone: columns.phone("phone", country),
        telegram_id: columns.telegram("telegram_id"),
        language: columns.locale("language"),
        head_of: columns.code("head_of"),
    })
}

fn course(columns: &mut Columns<'_>) -> Option<CourseLine> {
    let (class, subject) = (columns.key("class"), columns.key("subject"));
    let (teacher, coefficient) = (columns.code("teacher"), columns.coefficient("coefficient"));
    Some(CourseLine { class: class?, subject: subject?, teacher, coefficient })
}

fn student(columns: &mut Columns<'_>) -> Option<StudentLine> {
    let code = columns.key("code")?;
    Some(StudentLine {
        code,
        class: columns.code("class"),
        last_name: columns.line("last_name"),
        first_name: columns.line("first_name"),
        name_ar: columns.line("name_ar"),
        birth_date: columns.date("birth_date"),
        repeater: columns.yes_or_no("repeater"),
        left: columns.yes_or_no("left"),
    })
}

fn guardian(columns: &mut Columns<'_>, country: Option<&str>) -> Option<GuardianLine> {
    let code = columns.key("code")?;
    Some(GuardianLine {
        code,
        name: columns.line("name"),
        phone: columns.phone("phone", country),
        email: columns.email("email"),
        language: columns.locale("language"),
    })
}

fn child(columns: &mut Columns<'_>) -> Option<ChildLine> {
    let (guardian, student) = (columns.key("code"), columns.key("student"));
    let (relation, consent) = (columns.line("relation"), columns.date("consent"));
    Some(ChildLine { guardian: guardian?, student: student?, relation, consent })
}

fn assessment(columns: &mut Columns<'_>) -> Option<AssessmentLine> {
    let code = columns.key("code")?;
    Some(AssessmentLine {
        date_place: columns.place_of("date"),
        code,
        class: columns.code("class"),
        subject: columns.code("subject"),
        term: columns.code("term"),
        kind: columns.line("kind"),
        label: columns.line("label"),
        aliases: columns.words("aliases"),
        date: columns.date("date"),
        maximum: columns.maximum("max"),
        coefficient: columns.coefficient("coefficient"),
        role: columns.assessment_role("opt"),
    })
}

fn mark(columns: &mut Columns<'_>) -> Option<MarkLine> {
    let (assessment, student) = (columns.key("assessment"), columns.key("student"));
    let (mark, place) = (columns.mark("mark"), columns.place_of("published"));
    let published = columns.yes_or_no("published");
    let withheld = (published == Some(false)).then_some(place);
    let published = published.unwrap_or(false);
    Some(MarkLine { assessment: assessment?, student: student?, mark, published, withheld })
}

/// A guardian's rows, one per child in a sheet, as one line as long as they do not contradict each other; rows that do
/// stay, and are refused as repeated.
fn merged(lines: Vec<Line<GuardianLine>>) -> Vec<Line<GuardianLine>> {
    let mut first: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    let mut kept: Vec<Line<GuardianLine>> = Vec::with_capacity(lines.len());
    for line in lines {
        match first.get(&line.value.code).and_then(|at| kept.get_mut(*at)) {
            Some(known) if agrees(&known.value, &line.value) => {
                known.broken |= line.broken;
                complete(&mut known.value, line.value);
            }
            Some(_) => kept.push(line),
            None => {
                first.insert(line.value.code.clone(), kept.len());
                kept.push(line);
            }
        }
    }
    kept
}

fn agrees(one: &GuardianLine, other: &GuardianLine) -> bool {
    fn same<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
        one.zip(other).is_none_or(|(one, other)| one == other)
    }
    same(one.name.as_ref(), other.name.as_ref())
        && same(one.phone.as_ref(), other.phone.as_ref())
        && same(one.email.as_ref(), other.email.as_ref())
        && same(one.language.as_ref(), other.language.as_ref())
}

fn complete(known: &mut GuardianLine, other: GuardianLine) {
    known.name = known.name.take().or(other.name);
    known.phone = known.phone.take().or(other.phone);
    known.email = known.email.take().or(other.email);
    known.language = known.language.or(other.language);
}

/// A file that is none of the known formats.
pub(super) fn unreadable(problem: &str) -> SchoolFile {
    let reason = Reason::Unreadable(problem.to_owned());
    SchoolFile { refused: vec![Refusal { place: Place::File, list: None, reason }], ..SchoolFile::default() }
}
