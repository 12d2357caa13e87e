//! The people of a file: staff, students, guardians, and the links of guardians to students.

use jiff::tz::TimeZone;
use std::collections::{HashMap, HashSet};

use super::file::{ChildLine, GuardianLine, Line, List, StaffLine, StudentLine};
use super::frame::{given, kept};
use super::known::{Known, Stop, differing};
use super::report::{ImportReport, Note};
use crate::domain::{ClassId, EventId, GuardianId, Locale, StaffId, StudentId, Timestamp, YearId};
use crate::store::{
    BlindIndex, ClassRecord, GuardianRecord, GuardianshipRecord, LinkState, StaffRecord, StudentRecord, Tx,
};

pub(super) fn plan_staff(
    tx: &Tx,
    lines: &[Line<StaffLine>],
    stored: HashMap<String, StaffRecord>,
    classes: &Known<String, ClassRecord>,
    (locale, report): (Locale, &mut ImportReport),
) -> Known<String, StaffRecord> {
    let mut known = Known::new(List::Staff, stored);
    let compare = differing!(StaffRecord; name, role, locale, head_of, phone, telegram, archived);
    for line in lines {
        let staff = &line.value;
        let plan = |old: Option<&StaffRecord>| {
            let head_of = staff.head_of.as_ref().map(|class| classes.refer("head_of", class)).transpose()?;
            Ok(StaffRecord {
                id: old.map_or_else(StaffId::fresh, |old| old.id),
                code: staff.code.clone(),
                name: given(staff.name.as_ref(), old.map(|old| &old.name), "name")?,
                role: given(staff.role.as_ref(), old.map(|old| &old.role), "role")?,
                locale: staff.language.or(old.map(|old| old.locale)).unwrap_or(locale),
                head_of: head_of.map(|class| class.id).or(old.and_then(|old| old.head_of)),
                phone: staff
                    .phone
                    .as_ref()
                    .map(|phone| tx.phone_index(phone))
                    .or(old.and_then(|old| old.phone.clone())),
                telegram: staff
                    .telegram_id
                    .as_ref()
                    .map(|user| tx.user_index(user))
                    .or(old.and_then(|old| old.telegram.clone())),
                archived: false,
            })
        };
        known.meet(line, (staff.code.clone(), &staff.code), report, plan, compare);
    }
    let shared = |of: fn(&StaffRecord) -> Option<&BlindIndex>| {
        let known = &known;
        lines.iter().filter_map(move |line| Some((line, &line.value.code, of(known.get(&line.value.code)?)?)))
    };
    let phones = shared(|staff| staff.phone.as_ref());
    caution_shared(phones, (List::Staff, &mut *report), |code, other| Note::SharedPhone { code, other });
    let chats = shared(|staff| staff.telegram.as_ref());
    caution_shared(chats, (List::Staff, report), |code, other| Note::SharedTelegram { code, other });
    known
}

pub(super) fn plan_students(
    lines: &[Line<StudentLine>],
    stored: HashMap<String, StudentRecord>,
    (classes, year): (&Known<String, ClassRecord>, YearId),
    report: &mut ImportReport,
) -> Known<String, StudentRecord> {
    let left = stored.values().filter(|student| student.left);
    let stored_left: HashSet<String> = left.map(|student| student.code.clone()).collect();
    let mut known = Known::new(List::Students, stored);
    let compare = differing!(StudentRecord; class, last_name, first_name, name_ar, birth_date, repeater, left);
    let compare = |old: &StudentRecord, new: &StudentRecord| {
        let mut columns = compare(old, new);
        if let Some(left) = columns.iter_mut().find(|column| **column == "left") {
            *left = if new.left { "taken off the roll" } else { "comes back on the roll" };
        }
        columns
    };
    for line in lines {
        let student = &line.value;
        let plan = |old: Option<&StudentRecord>| {
            let class = student.class.as_ref().map(|class| classes.refer("class", class)).transpose()?;
            Ok(StudentRecord {
                id: old.map_or_else(StudentId::fresh, |old| old.id),
                code: student.code.clone(),
                class: given(class.map(|class| &class.id), old.map(|old| &old.class), "class")?,
                last_name: given(student.last_name.as_ref(), old.map(|old| &old.last_name), "last_name")?,
                first_name: given(student.first_name.as_ref(), old.map(|old| &old.first_name), "first_name")?,
                name_ar: student.name_ar.clone().or(old.and_then(|old| old.name_ar.clone())),
                birth_date: student
                    .birth_date
                    .map(|date| date.to_string())
                    .or(old.and_then(|old| old.birth_date.clone())),
                // Whoever repeated another year does not repeat this one for that.
                repeater: match student.repeater {
                    Some(repeats) => repeats.then_some(year),
                    None => old.and_then(|old| old.repeater).filter(|repeated| *repeated == year),
                },
                left: student.left.unwrap_or(false),
            })
        };
        if stored_left.contains(&student.code) && !student.left.unwrap_or(false) {
            report.come_back.push(student.code.clone());
        }
        known.meet(line, (student.code.clone(), &student.code), report, plan, compare);
    }
    known
}

/// Of the students of this year's classes, those that a file of most of them leaves out: they stay.
pub(super) fn left_out(
    lines: &[Line<StudentLine>],
    stored: &HashMap<String, StudentRecord>,
    classes: &Known<String, ClassRecord>,
) -> Vec<String> {
    let classes: HashSet<ClassId> = classes.all().map(|class| class.id).collect();
    let named: HashSet<&str> = lines.iter().map(|line| line.value.code.as_str()).collect();
    let here = stored.values().filter(|student| !student.left && classes.contains(&student.class));
    let (there, mut absent): (Vec<&str>, Vec<&str>) =
        here.map(|student| student.code.as_str()).partition(|code| named.contains(code));
    if there.len() <= absent.len() {
        return Vec::new();
    }
    absent.sort_unstable();
    absent.into_iter().map(str::to_owned).collect()
}

pub(super) fn plan_guardians(
    tx: &Tx,
    lines: &[Line<GuardianLine>],
    stored: HashMap<String, GuardianRecord>,
    (locale, report): (Locale, &mut ImportReport),
) -> Known<String, GuardianRecord> {
    let mut known = Known::new(List::Guardians, stored);
    for line in lines {
        let guardian = &line.value;
        let plan = |old: Option<&GuardianRecord>| {
            let phone = guardian.phone.as_ref().map(|phone| tx.phone_index(phone));
            let email = guardian.email.as_ref().map(|email| tx.email_index(email));
            Ok(GuardianRecord {
                id: old.map_or_else(GuardianId::fresh, |old| old.id),
                code: guardian.code.clone(),
                name: guardian.name.clone().or(old.and_then(|old| old.name.clone())),
                locale: guardian.language.or(old.map(|old| old.locale)).unwrap_or(locale),
                phone: phone.or(old.and_then(|old| old.phone.clone())),
                email: email.or(old.and_then(|old| old.email.clone())),
                archived: false,
            })
        };
        let compare = differing!(GuardianRecord; name, locale, phone, email, archived);
        known.meet(line, (guardian.code.clone(), &guardian.code), report, plan, compare);
    }
    let phones = lines.iter().filter_map(|line| {
        let record = known.get(&line.value.code)?;
        Some((line, &line.value.code, record.phone.as_ref()?))
    });
    caution_shared(phones, (List::Guardians, report), |code, other| Note::SharedPhone { code, other });
    known
}

/// A number or a user id of two people names neither of them.
fn caution_shared<'a, L: 'a>(
    indexes: impl Iterator<Item = (&'a Line<L>, &'a String, &'a BlindIndex)>,
    (list, report): (List, &mut ImportReport),
    note: impl Fn(String, String) -> Note,
) {
    let mut first: HashMap<&BlindIndex, &String> = HashMap::new();
    for (line, code, index) in indexes {
        match first.get(index) {
            Some(other) if *other != code => {
                report.caution(&line.place, list, note(code.clone(), (*other).clone()));
            }
            Some(_) => {}
            None => {
                first.insert(index, code);
            }
        }
    }
}

/// The lists a link refers to, and the zone in which a day of consent begins.
pub(super) struct LinkParts<'a> {
    pub(super) guardians: &'a Known<String, GuardianRecord>,
    pub(super) students: &'a Known<String, StudentRecord>,
    pub(super) zone: &'a TimeZone,
}

pub(super) fn plan_links(
    lines: &[Line<ChildLine>],
    stored: HashMap<(GuardianId, StudentId), GuardianshipRecord>,
    parts: &LinkParts<'_>,
    report: &mut ImportReport,
) -> Known<(GuardianId, StudentId), GuardianshipRecord> {
    let mut known = Known::new(List::Children, stored);
    let compare = differing!(GuardianshipRecord; relation, state, consent_at, consent_by, withdrawn_at);
    for line in lines {
        let child = &line.value;
        let key = match link_key(child, parts) {
            Ok(key) => key,
            Err(Stop::Refused(reason)) => {
                report.refuse(&line.place, List::Children, reason);
                continue;
            }
            Err(Stop::Skipped) => continue,
        };
        if let Some(note) = known.get(&key).and_then(|stored| note_of(child, stored, parts.zone)) {
            report.caution(&line.place, List::Children, note);
        }
        let shown = format!("{} {}", child.guardian, child.student);
        let plan = |old: Option<&GuardianshipRecord>| Ok(link_of(child, key, old, parts.zone));
        known.meet(line, (key, &shown), report, plan, compare);
    }
    known
}

fn link_key(child: &ChildLine, parts: &LinkParts<'_>) -> Result<(GuardianId, StudentId), Stop> {
    let guardian = parts.guardians.refer("code", &child.guardian);
    // Looked up before the guardian's fate is known: both may be wrong.
    let student = parts.students.refer("student", &child.student);
    match (guardian, student) {
        (Ok(guardian), Ok(student)) => Ok((guardian.id, student.id)),
        (Err(Stop::Refused(reason)), _) | (_, Err(Stop::Refused(reason))) => Err(reason.into()),
        (Err(Stop::Skipped), _) | (_, Err(Stop::Skipped)) => Err(Stop::Skipped),
    }
}

/// What the line asks for and does not get.
fn note_of(child: &ChildLine, stored: &GuardianshipRecord, zone: &TimeZone) -> Option<Note> {
    let (guardian, student) = (child.guardian.clone(), child.student.clone());
    match stored.state {
        LinkState::Suspended | LinkState::Ended => Some(Note::LinkStaysClosed { guardian, student }),
        LinkState::Pending | LinkState::Active => {
            let withdrawn = stored.withdrawn_at?;
            (consent(child, zone)? <= withdrawn).then_some(Note::ConsentStaysWithdrawn { guardian, student })
        }
    }
}

/// The link as it is to be. The file opens a link by the school's record of consent; it never closes one, never opens
/// one that the school closed, and never outweighs what the person themselves said later.
fn link_of(
    child: &ChildLine,
    (guardian, student): (GuardianId, StudentId),
    old: Option<&GuardianshipRecord>,
    zone: &TimeZone,
) -> GuardianshipRecord {
    let mut link = old.cloned().unwrap_or_else(|| GuardianshipRecord {
        id: EventId::fresh().0,
        guardian,
        student,
        relation: String::new(),
        state: LinkState::Pending,
        consent_at: None,
        consent_by: None,
        withdrawn_at: None,
    });
    link.relation = kept(child.relation.as_ref(), Some(&link.relation));
    let Some(given) = consent(child, zone) else { return link };
    let open = matches!(link.state, LinkState::Pending | LinkState::Active);
    let outdated = link.withdrawn_at.is_some_and(|withdrawn| given <= withdrawn);
    let by_person = link.consent_by.as_deref() == Some("chat") && link.withdrawn_at.is_none();
    if open && !outdated && !by_person {
        link.state = LinkState::Active;
        link.consent_at = Some(given);
        link.consent_by = Some("roster".to_owned());
        link.withdrawn_at = None;
    }
    link
}

/// The beginning of the day on which consent was recorded.
fn consent(child: &ChildLine, zone: &TimeZone) -> Option<Timestamp> {
    let start = child.consent?.to_zoned(zone.clone()).ok()?;
    Some(Timestamp(start.timestamp().as_millisecond()))
}
