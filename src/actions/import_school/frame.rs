//! The frame: the school's settings, its year and terms, classes, subjects and courses.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Import;
use super::file::{ClassLine, CourseLine, Line, List, Place, SchoolFile, SchoolLine, SubjectLine};
use super::known::{Known, Stop, differing};
use super::report::{ImportReport, Note, Reason};
use crate::actions::ActionError;
use crate::domain::{ClassId, CourseId, LinkBy, Locale, Points, SchoolId, SubjectId, TermId, WeeklySlot, YearId};
use crate::store::{ClassRecord, CourseRecord, SchoolRecord, StaffRecord, SubjectRecord, TermRecord, Tx, YearRecord};

/// Where the file does not say when threads end.
const THREADS_CLOSE_DAYS: i64 = 30;

/// The school's settings as they are to be.
pub(super) fn plan_school(
    line: &Line<SchoolLine>,
    stored: Option<&SchoolRecord>,
    report: &mut ImportReport,
) -> Option<SchoolRecord> {
    match school_of(&line.value, stored) {
        Ok(record) => {
            let compare = differing!(
                SchoolRecord; name, country, timezone, languages, quiet_from, quiet_until, link_by, policy, approval,
                undo_seconds, remind_missing, second_admin_above, second_admin_urgent, office_hours, threads_close_days
            );
            let columns = stored.map(|stored: &SchoolRecord| compare(stored, &record));
            report.count(&line.place, List::School, &line.value.code, columns);
            Some(record)
        }
        Err(reason) => {
            report.refuse(&line.place, List::School, reason);
            None
        }
    }
}

fn school_of(line: &SchoolLine, stored: Option<&SchoolRecord>) -> Result<SchoolRecord, Reason> {
    let old = stored.cloned();
    let languages = line.languages.as_ref().map(|languages| {
        let codes: Vec<_> = languages.iter().map(|locale| locale.code()).collect();
        codes.join(",")
    });
    let quiet =
        line.quiet.map(|quiet| (quiet.from.strftime("%H:%M").to_string(), quiet.until.strftime("%H:%M").to_string()));
    let (from, until) = quiet.unzip();
    let old = old.as_ref();
    Ok(SchoolRecord {
        name: given(line.name.as_ref(), old.map(|old| &old.name), "name")?,
        country: given(line.country.as_ref(), old.map(|old| &old.country), "country")?,
        timezone: given(line.timezone.as_ref(), old.map(|old| &old.timezone), "timezone")?,
        languages: languages.or(old.map(|old| old.languages.clone())).unwrap_or_else(|| Locale::Fr.code().to_owned()),
        quiet_from: from.or(old.and_then(|old| old.quiet_from.clone())),
        quiet_until: until.or(old.and_then(|old| old.quiet_until.clone())),
        link_by: line
            .link_by
            .map(|way| way.code().to_owned())
            .or(old.map(|old| old.link_by.clone()))
            .unwrap_or_else(|| LinkBy::Code.code().to_owned()),
        policy: line.policy.clone().or(old.map(|old| old.policy.clone())).unwrap_or_else(|| "{}".to_owned()),
        approval: kept(line.approval.map(|approval| approval.to_string()).as_ref(), old.map(|old| &old.approval)),
        undo_seconds: kept(line.undo_seconds.map(i64::from).as_ref(), old.map(|old| &old.undo_seconds)),
        second_admin_above: kept(
            line.second_admin_above.map(i64::from).as_ref(),
            old.map(|old| &old.second_admin_above),
        ),
        second_admin_urgent: kept(line.second_admin_urgent.as_ref(), old.map(|old| &old.second_admin_urgent)),
        office_hours: kept(
            line.office_hours.as_ref().map(ToString::to_string).as_ref(),
            old.map(|old| &old.office_hours),
        ),
        threads_close_days: line
            .threads_close_days
            .map(i64::from)
            .or(old.map(|old| old.threads_close_days))
            .unwrap_or(THREADS_CLOSE_DAYS),
        remind_missing: kept(line.remind_missing.as_deref().map(joined).as_ref(), old.map(|old| &old.remind_missing)),
    })
}

fn joined(slots: &[WeeklySlot]) -> String {
    slots.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// The year of the file: the school's current one, or a later one that becomes it.
pub(super) async fn plan_year(
    tx: &mut Tx,
    import: &mut Import<'_>,
    file: &SchoolFile,
) -> Result<Option<YearRecord>, ActionError> {
    let years = tx.year_records(import.school).await?;
    let current = years.iter().find(|(year, _)| year.current);
    let Some(line) = &file.year else {
        if current.is_none() {
            import.report.refuse(&Place::File, List::Year, Reason::Missing("year"));
        }
        return Ok(current.map(|(year, _)| year.clone()));
    };
    let label = &line.value.label;
    if let Some((year, _)) = years.iter().find(|(year, _)| year.label == *label && year.current) {
        import.report.count(&line.place, List::Year, label, Some(Vec::new()));
        return Ok(Some(year.clone()));
    }
    // Of a year that has ended only tests and marks may still change, where a term is open or opened again.
    if let Some((year, _)) = years.iter().find(|(year, _)| year.label == *label)
        && file.has_marks_only()
    {
        import.report.count(&line.place, List::Year, label, Some(Vec::new()));
        return Ok(Some(year.clone()));
    }
    let ends = file.terms.iter().filter_map(|term| term.value.ends).max();
    let is_known = years.iter().any(|(year, _)| year.label == *label);
    if is_known && file.has_marks_and_terms_only() {
        import.report.refuse(&line.place, List::Year, Reason::EarlierTerms(label.clone()));
        return Ok(None);
    }
    if let Some((year, last)) = current
        && !is_known
        && *last >= ends
        && let Some(running) = running(tx, import.school, year, file).await?
    {
        import.report.refuse(&line.place, List::Year, running);
        return Ok(None);
    }
    match current {
        Some((year, last)) if *last >= ends || is_known => {
            import.report.refuse(&line.place, List::Year, Reason::EarlierYear(year.label.clone()));
            Ok(None)
        }
        _ => {
            import.report.count(&line.place, List::Year, label, None);
            Ok(Some(YearRecord { id: YearId::fresh(), label: label.clone(), current: true }))
        }
    }
}

/// Why a file of a year that begins after the current one did cannot follow it yet: the last of its terms is not over.
async fn running(
    tx: &mut Tx,
    school: SchoolId,
    year: &YearRecord,
    file: &SchoolFile,
) -> Result<Option<Reason>, ActionError> {
    let terms = tx.term_records(school, year.id).await?;
    let begins = terms.values().map(|term| term.starts).min();
    let next = file.terms.iter().filter_map(|term| term.value.starts).min();
    let last = terms.into_values().max_by_key(|term| term.ends).filter(|_| next > begins);
    Ok(last.map(|term| Reason::YearRuns { year: year.label.clone(), term: term.code, ends: term.ends }))
}

pub(super) fn plan_terms(
    file: &SchoolFile,
    stored: HashMap<String, TermRecord>,
    report: &mut ImportReport,
) -> Known<String, TermRecord> {
    let mut known = Known::new(List::Terms, stored);
    for line in &file.terms {
        let term = &line.value;
        let plan = |old: Option<&TermRecord>| {
            let record = TermRecord {
                id: old.map_or_else(TermId::fresh, |old| old.id),
                code: term.code.clone(),
                starts: given(term.starts.as_ref(), old.map(|old| &old.starts), "starts")?,
                ends: given(term.ends.as_ref(), old.map(|old| &old.ends), "ends")?,
                closed: old.is_some_and(|old| old.closed),
            };
            if record.starts >= record.ends {
                return Err(Reason::TermReversed.into());
            }
            if record.closed && old.is_some_and(|old| *old != record) {
                return Err(Reason::TermClosed(term.code.clone()).into());
            }
            Ok(record)
        };
        known.meet(line, (term.code.clone(), &term.code), report, plan, differing!(TermRecord; starts, ends));
    }
    refuse_overlaps(file, &known, report);
    known
}

fn refuse_overlaps(file: &SchoolFile, known: &Known<String, TermRecord>, report: &mut ImportReport) {
    let mut placed: Vec<&TermRecord> = Vec::new();
    for line in &file.terms {
        let Some(term) = known.get(&line.value.code).filter(|_| !known.is_broken(&line.value.code)) else { continue };
        let other = placed.iter().find(|other| other.starts <= term.ends && term.starts <= other.ends);
        if let Some(other) = other.filter(|other| other.id != term.id) {
            report.refuse(&line.place, List::Terms, Reason::TermOverlaps(other.code.clone()));
        }
        placed.push(term);
    }
}

pub(super) fn plan_classes(
    lines: &[Line<ClassLine>],
    stored: HashMap<String, ClassRecord>,
    report: &mut ImportReport,
) -> Known<String, ClassRecord> {
    let mut known = Known::new(List::Classes, stored);
    for line in lines {
        let class = &line.value;
        let plan = |old: Option<&ClassRecord>| {
            Ok(ClassRecord {
                id: old.map_or_else(ClassId::fresh, |old| old.id),
                code: class.code.clone(),
                label: given(class.label.as_ref(), old.map(|old| &old.label), "label")?,
                aliases: kept(class.aliases.as_ref(), old.map(|old| &old.aliases)),
                level: class.level.clone().or(old.and_then(|old| old.level.clone())),
                archived: false,
            })
        };
        known.meet(
            line,
            (class.code.clone(), &class.code),
            report,
            plan,
            differing!(ClassRecord; label, aliases, level, archived),
        );
    }
    known
}

pub(super) fn plan_subjects(
    lines: &[Line<SubjectLine>],
    stored: HashMap<String, SubjectRecord>,
    report: &mut ImportReport,
) -> Known<String, SubjectRecord> {
    let mut known = Known::new(List::Subjects, stored);
    let compare = differing!(SubjectRecord; label_fr, label_en, label_ar, aliases, order, archived);
    for line in lines {
        let subject = &line.value;
        let plan = |old: Option<&SubjectRecord>| {
            // A label in one language stands in for the others until they are given.
            let any = subject.label_fr.as_ref().or(subject.label_en.as_ref()).or(subject.label_ar.as_ref());
            Ok(SubjectRecord {
                id: old.map_or_else(SubjectId::fresh, |old| old.id),
                code: subject.code.clone(),
                label_fr: given(subject.label_fr.as_ref(), old.map(|old| &old.label_fr).or(any), "label")?,
                label_en: given(subject.label_en.as_ref(), old.map(|old| &old.label_en).or(any), "label")?,
                label_ar: given(subject.label_ar.as_ref(), old.map(|old| &old.label_ar).or(any), "label")?,
                aliases: kept(subject.aliases.as_ref(), old.map(|old| &old.aliases)),
                order: subject.order.map(i64::from).or(old.and_then(|old| old.order)),
                archived: false,
            })
        };
        known.meet(line, (subject.code.clone(), &subject.code), report, plan, compare);
    }
    known
}

/// The lists a course refers to.
pub(super) struct CourseParts<'a> {
    pub(super) classes: &'a Known<String, ClassRecord>,
    pub(super) subjects: &'a Known<String, SubjectRecord>,
    pub(super) staff: &'a Known<String, StaffRecord>,
}

pub(super) fn plan_courses(
    lines: &[Line<CourseLine>],
    stored: HashMap<(ClassId, SubjectId), CourseRecord>,
    parts: &CourseParts<'_>,
    report: &mut ImportReport,
) -> Known<(ClassId, SubjectId), CourseRecord> {
    let mut known = Known::new(List::Courses, stored);
    for line in lines {
        let course = &line.value;
        let key = match course_key(course, parts) {
            Ok(key) => key,
            Err(Stop::Refused(reason)) => {
                report.refuse(&line.place, List::Courses, reason);
                continue;
            }
            Err(Stop::Skipped) => continue,
        };
        let shown = format!("{} {}", course.class, course.subject);
        let plan = |old: Option<&CourseRecord>| {
            let teacher = course.teacher.as_ref().map(|code| parts.staff.refer("teacher", code)).transpose()?;
            Ok(CourseRecord {
                id: old.map_or_else(CourseId::fresh, |old| old.id),
                class: key.0,
                subject: key.1,
                teacher: given(teacher.map(|staff| &staff.id), old.map(|old| &old.teacher), "teacher")?,
                coefficient: given(
                    course.coefficient.as_ref(),
                    old.map(|old| &old.coefficient).or(Some(&Points::ONE)),
                    "coefficient",
                )?,
                archived: false,
            })
        };
        known.meet(line, (key, &shown), report, plan, differing!(CourseRecord; teacher, coefficient, archived));
    }
    known
}

/// A course is one of a class and a subject.
type CourseKey = (ClassId, SubjectId);

/// Says which closed terms courses that change do not touch, class by class.
pub(super) fn note_closed(
    lines: &[Line<CourseLine>],
    (stored, courses): (&HashMap<CourseKey, CourseRecord>, &Known<CourseKey, CourseRecord>),
    parts: &CourseParts<'_>,
    (closed, terms): (&HashSet<(ClassId, TermId)>, &Known<String, TermRecord>),
    report: &mut ImportReport,
) {
    let mut changed: BTreeMap<&str, (&Place, ClassId, Vec<String>)> = BTreeMap::new();
    for line in lines {
        let course = &line.value;
        let Ok(key) = course_key(course, parts) else { continue };
        let Some(now) = courses.get(&key).filter(|_| !courses.is_broken(&key)) else { continue };
        let what = match stored.get(&key).filter(|old| !old.archived) {
            Some(old) if old.coefficient == now.coefficient => continue,
            Some(old) => format!("{} {} -> {}", course.subject, old.coefficient, now.coefficient),
            None => format!("{} new, {}", course.subject, now.coefficient),
        };
        changed.entry(&course.class).or_insert((&line.place, key.0, Vec::new())).2.push(what);
    }
    let mut terms: Vec<&TermRecord> = terms.all().collect();
    terms.sort_by_key(|term| term.starts);
    for (class, (place, id, subjects)) in changed {
        let closed = terms.iter().filter(|term| closed.contains(&(id, term.id)));
        let terms = closed.map(|term| term.code.as_str()).collect::<Vec<_>>().join(", ");
        if !terms.is_empty() {
            let (class, subjects) = (class.to_owned(), subjects.join(", "));
            report.caution(place, List::Courses, Note::ClosedKeepsWeights { class, terms, subjects });
        }
    }
}

fn course_key(course: &CourseLine, parts: &CourseParts<'_>) -> Result<(ClassId, SubjectId), Stop> {
    let class = parts.classes.refer("class", &course.class)?;
    Ok((class.id, parts.subjects.refer("subject", &course.subject)?.id))
}

/// What the line gives, else what is stored; neither is a refusal.
pub(super) fn given<T: Clone>(line: Option<&T>, stored: Option<&T>, column: &'static str) -> Result<T, Reason> {
    line.or(stored).cloned().ok_or(Reason::Missing(column))
}

/// What the line gives, else what is stored, else nothing.
pub(super) fn kept<T: Clone + Default>(line: Option<&T>, stored: Option<&T>) -> T {
    line.or(stored).cloned().unwrap_or_default()
}
