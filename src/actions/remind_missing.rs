//! Marks that are missing: who is late with what, and reminding them.

use std::collections::BTreeMap;

use super::tell_families::tell_staff;
use super::{ActionError, Cause, assessment_label};
use crate::domain::{AccountId, Action, AssessmentId, ClassId, Role, StaffId, Timestamp, can, count};
use crate::phrase::{MissingGroup, MissingTeacher, Phrase, StudentLabel};
use crate::store::{MissingMark, StaffMember, Tx};

/// Assessments named at most in one reminder, the newest first.
const GROUPS: usize = 6;

/// How many teachers were reminded, and how many cannot be written to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reminded {
    pub teachers: u32,
    pub unreached: u32,
}

/// Who is late with what, by teacher; of one class, or of the school; `among` these, or all.
pub async fn missing_summary(
    tx: &mut Tx,
    cause: &Cause<'_>,
    class: Option<ClassId>,
    among: Option<&[StaffId]>,
) -> Result<Vec<MissingTeacher>, ActionError> {
    if !can(cause.actor, Action::Administer) {
        return Err(ActionError::Denied);
    }
    let late = late(tx, cause, class, among).await?;
    Ok(late.iter().map(|(member, marks)| summary(member, marks)).collect())
}

/// Reminds the teachers who are late because somebody asks for it.
pub async fn remind_teachers(
    tx: &mut Tx,
    cause: &Cause<'_>,
    class: Option<ClassId>,
    among: Option<&[StaffId]>,
) -> Result<Reminded, ActionError> {
    if !can(cause.actor, Action::Administer) {
        return Err(ActionError::Denied);
    }
    let mut reminded = Reminded::default();
    for (member, marks) in late(tx, cause, class, among).await? {
        match remind(tx, cause, &member, &marks).await? {
            Some(_) => reminded.teachers += 1,
            None => reminded.unreached += 1,
        }
    }
    Ok(reminded)
}

/// Keeps one moment of the school's schedule, unless it has been kept: reminds the teachers and tells administrators who is
/// late. Says nothing when nothing is missing. Returns the lanes that carry it.
pub async fn remind_on_schedule(
    tx: &mut Tx,
    cause: &Cause<'_>,
    slot: Timestamp,
) -> Result<Vec<AccountId>, ActionError> {
    let mut lanes = Vec::new();
    if !tx.keep_slot(cause.school.id, "missing", slot).await? {
        return Ok(lanes);
    }
    let late = late(tx, cause, None, None).await?;
    for (member, marks) in &late {
        lanes.extend(remind(tx, cause, member, marks).await?);
    }
    if late.is_empty() {
        return Ok(lanes);
    }
    let teachers = late.iter().map(|(member, marks)| summary(member, marks)).collect();
    let phrase = Phrase::MissingSummary { teachers };
    let members = tx.staff_members(cause.school.id).await?;
    for admin in members.into_iter().filter(|member| member.actor.role == Role::Admin) {
        if let Some(reached) = admin.reached {
            tell_staff(tx, cause, &reached, phrase.clone())?;
            lanes.push(reached.account);
        }
    }
    Ok(lanes)
}

/// Teachers with the marks they have not given, in the order of the staff.
async fn late(
    tx: &mut Tx,
    cause: &Cause<'_>,
    class: Option<ClassId>,
    among: Option<&[StaffId]>,
) -> Result<Vec<(StaffMember, Vec<MissingMark>)>, ActionError> {
    let missing = tx.missing_marks(cause.school.id, cause.local_now().date()).await?;
    let mut by_teacher: BTreeMap<StaffId, Vec<MissingMark>> = BTreeMap::new();
    let wanted = |mark: &MissingMark| {
        class.is_none_or(|class| mark.class == class) && among.is_none_or(|among| among.contains(&mark.teacher))
    };
    for mark in missing.into_iter().filter(wanted) {
        by_teacher.entry(mark.teacher).or_default().push(mark);
    }
    if by_teacher.is_empty() {
        return Ok(Vec::new());
    }
    let members = tx.staff_members(cause.school.id).await?;
    let late = members.into_iter().filter_map(|member| {
        let marks = by_teacher.remove(&member.actor.id)?;
        Some((member, marks))
    });
    Ok(late.collect())
}

fn summary(member: &StaffMember, marks: &[MissingMark]) -> MissingTeacher {
    MissingTeacher {
        name: member.name.clone(),
        tests: count(assessments(marks).len()),
        marks: count(marks.len()),
        reached: member.reached.is_some(),
    }
}

/// Tells a teacher what is missing; `None` when they cannot be written to.
async fn remind(
    tx: &mut Tx,
    cause: &Cause<'_>,
    member: &StaffMember,
    marks: &[MissingMark],
) -> Result<Option<AccountId>, ActionError> {
    let Some(reached) = &member.reached else { return Ok(None) };
    let of = assessments(marks);
    let mut groups = Vec::new();
    for id in of.iter().take(GROUPS) {
        let Some(assessment) = tx.assessment(cause.school.id, *id).await? else { continue };
        let students = marks.iter().filter(|mark| mark.assessment == *id);
        groups.push(MissingGroup {
            class: assessment.class_label.clone(),
            assessment: assessment_label(&assessment),
            students: students.map(|mark| StudentLabel::full(&mark.name)).collect(),
        });
    }
    let more = count(of.len().saturating_sub(GROUPS));
    let phrase = Phrase::MissingReminder { name: member.name.clone(), groups, more };
    tell_staff(tx, cause, reached, phrase)?;
    Ok(Some(reached.account.clone()))
}

/// The assessments these marks are missing in, in their order.
fn assessments(marks: &[MissingMark]) -> Vec<AssessmentId> {
    let mut of: Vec<AssessmentId> = marks.iter().map(|mark| mark.assessment).collect();
    of.dedup();
    of
}
