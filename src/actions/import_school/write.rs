//! Writing what a file changes, in the order in which records refer to each other, and leaving a trace of it.

use serde_json::{Value, json};
use std::collections::HashMap;

use super::Import;
use super::file::SchoolFile;
use super::known::Known;
use super::marks::MarkPlan;
use super::policy::PolicyKey;
use crate::actions::correct_mark::tell_of_correction;
use crate::actions::{ActionError, Cause};
use crate::domain::grading::RulesScope;
use crate::domain::{Channel, ClassId, GuardianId, LinkBy, Phone, StudentId, SubjectId, TermId};
use crate::store::{
    AssessmentRecord, Audit, AuditActor, ClassRecord, CourseRecord, Ending, GuardianRecord, GuardianshipRecord,
    LinkState, Moved, NewRules, Reached, SchoolRecord, StaffRecord, StudentRecord, SubjectRecord, TermRecord, Tx,
    YearRecord,
};

/// Everything as it is to be.
pub(super) struct Plan {
    pub(super) settings: SchoolRecord,
    pub(super) year: YearRecord,
    /// Of the year that ends with this file.
    pub(super) ended_terms: Vec<(ClassId, TermId)>,
    pub(super) terms: Known<String, TermRecord>,
    pub(super) classes: Known<String, ClassRecord>,
    pub(super) policies: Known<PolicyKey, NewRules>,
    pub(super) subjects: Known<String, SubjectRecord>,
    pub(super) staff: Known<String, StaffRecord>,
    pub(super) courses: Known<(ClassId, SubjectId), CourseRecord>,
    pub(super) students: Known<String, StudentRecord>,
    pub(super) guardians: Known<String, GuardianRecord>,
    pub(super) links: Known<(GuardianId, StudentId), GuardianshipRecord>,
    pub(super) assessments: Known<String, AssessmentRecord>,
    pub(super) marks: MarkPlan,
}

pub(super) async fn write(tx: &mut Tx, import: &Import<'_>, file: &SchoolFile, plan: Plan) -> Result<(), ActionError> {
    let (school, now) = (import.school, import.now);
    tx.save_school(school, import.code, &plan.settings, now).await?;
    tx.keep_rules_of_ended_terms(school, &plan.ended_terms).await?;
    let mut rules = vec![NewRules { scope: RulesScope::School, from: None, policy: plan.settings.policy.clone() }];
    rules.extend(plan.policies.touched());
    tx.note_grading_rules(school, &rules, now).await?;
    if plan.year.current {
        tx.save_current_year(school, plan.year.id, &plan.year.label).await?;
    }
    tx.save_terms(school, plan.year.id, &plan.terms.touched()).await?;
    tx.save_classes(school, plan.year.id, &plan.classes.touched()).await?;
    tx.save_subjects(school, &plan.subjects.touched()).await?;
    write_people(tx, import, file, &plan).await?;
    tx.save_assessments(school, &plan.assessments.touched(), now).await?;
    write_marks(tx, import, &plan.marks).await?;
    let link_by = plan.settings.link_by.parse().unwrap_or(LinkBy::Code);
    let moved = if link_by == LinkBy::RosterPhone { tx.moved_by_the_roster(school).await? } else { Vec::new() };
    let unlinked = tx.unlink_what_the_roster_left(school, link_by).await?;
    follow(tx, import, moved).await?;
    tx.raise_school_revision(school).await?;
    let counts: HashMap<&str, [usize; 3]> = import
        .report
        .counts
        .iter()
        .map(|(list, counts)| (list.name(), [counts.new, counts.changed, counts.unchanged]))
        .collect();
    let detail = json!({
        "new_changed_unchanged": counts, "change_set": plan.marks.change_set, "contacts_unlinked": unlinked,
        "settings": {
            "country": plan.settings.country, "timezone": plan.settings.timezone,
            "languages": plan.settings.languages, "link_by": plan.settings.link_by,
            "quiet": [plan.settings.quiet_from, plan.settings.quiet_until], "policy": plan.settings.policy,
        },
        "policies": policies_of(&plan),
    });
    note(tx, import, if import.is_new { "school.created" } else { "school.imported" }, ("school", school.0), &detail)
}

/// What waits for guardians whom the file gives another address goes there.
async fn follow(tx: &mut Tx, import: &Import<'_>, moved: Vec<Moved>) -> Result<(), ActionError> {
    let (school, now) = (import.school, import.now);
    let mut opened: HashMap<GuardianId, Reached> = HashMap::new();
    for Moved { guardian, from, channel, other } in moved {
        let reached = match opened.get(&guardian).cloned().or(other) {
            Some(reached) => Some(reached),
            None if channel == Channel::WhatsApp => {
                tx.open_roster_contact(school, guardian, &from.account, channel, now).await?
            }
            None => tx.open_file_address(school, guardian, now).await?,
        };
        if let Some(reached) = reached {
            tx.bring_from(school, &[from.contact], reached.contact, now).await?;
            let detail = json!({ "via": "roster", "guardian": guardian });
            note(tx, import, "contact.linked", ("contact", reached.contact.0), &detail)?;
            opened.insert(guardian, reached);
        }
    }
    Ok(())
}

/// Rules that are new, and whom they are for.
fn policies_of(plan: &Plan) -> Vec<Value> {
    let written = |rules: NewRules| {
        let (scope, name) = rules.scope.stored();
        json!({ "scope": scope, "name": name, "from": rules.from, "policy": rules.policy })
    };
    plan.policies.touched().into_iter().map(written).collect()
}

/// Staff before courses, students and guardians before the links between them.
async fn write_people(tx: &mut Tx, import: &Import<'_>, file: &SchoolFile, plan: &Plan) -> Result<(), ActionError> {
    let school = import.school;
    let phones: HashMap<&str, &Phone> =
        file.staff.iter().filter_map(|line| Some((line.value.code.as_str(), line.value.phone.as_ref()?))).collect();
    let staff: Vec<_> = plan
        .staff
        .touched()
        .into_iter()
        .map(|record| (phones.get(record.code.as_str()).copied().cloned(), record))
        .map(|(phone, record)| (record, phone))
        .collect();
    for (record, _) in &staff {
        let detail = json!({ "role": record.role, "head_of": record.head_of });
        note(tx, import, "staff.imported", ("staff", record.id.0), &detail)?;
    }
    tx.save_staff(school, &staff).await?;
    tx.save_courses(school, &plan.courses.touched()).await?;
    tx.save_students(school, &plan.students.touched(), import.now).await?;
    let lines: HashMap<&str, _> = file.guardians.iter().map(|line| (line.value.code.as_str(), &line.value)).collect();
    let guardians: Vec<_> = plan
        .guardians
        .touched()
        .into_iter()
        .map(|record| {
            let line = lines.get(record.code.as_str());
            let phone = line.and_then(|line| line.phone.clone());
            let email = line.and_then(|line| line.email.clone());
            (record, phone, email)
        })
        .collect();
    tx.save_guardians(school, &guardians).await?;
    let guardianships = plan.links.touched();
    for link in &guardianships {
        let active = link.state == LinkState::Active;
        let detail = json!({
            "guardian": link.guardian, "student": link.student, "active": active, "consent_at": link.consent_at,
            "consent_by": link.consent_by,
        });
        note(tx, import, "guardianship.imported", ("guardianship", link.id), &detail)?;
    }
    Ok(tx.save_guardianships(school, &guardianships, import.now).await?)
}

async fn write_marks(tx: &mut Tx, import: &Import<'_>, plan: &MarkPlan) -> Result<(), ActionError> {
    let (school, now) = (import.school, import.now);
    tx.end_many_marks(school, &plan.end, Ending::Superseded, now).await?;
    tx.publish_many_marks(school, &plan.publish, now).await?;
    tx.insert_marks(school, &plan.insert, now).await?;
    for (assessment, marks) in plan.by_assessment() {
        let detail = json!({ "change_set": plan.change_set, "student_mark_published": marks });
        note(tx, import, "marks.imported", ("assessment", assessment.0), &detail)?;
    }
    if !plan.publish.is_empty() {
        let detail = json!({ "change_set": plan.change_set, "published": plan.publish });
        note(tx, import, "marks.published", ("school", school.0), &detail)?;
    }
    if plan.corrections.is_empty() {
        return Ok(());
    }
    let Some(stored) = tx.school(school).await? else { return Err(ActionError::NotFound) };
    let cause = Cause::of_itself(&stored, now);
    for (told, successor) in &plan.corrections {
        let Some(new) = plan.insert.get(*successor) else { continue };
        let Some(assessment) = tx.assessment(school, new.assessment).await? else { continue };
        let detail = json!({ "student": told.student, "old": told.mark, "new": new.mark });
        note(tx, import, "mark.corrected", ("mark", new.id.0), &detail)?;
        tell_of_correction(tx, &cause, &assessment, *told, Some((new.id, new.mark))).await?;
    }
    Ok(())
}

fn note(
    tx: &mut Tx,
    import: &Import<'_>,
    action: &'static str,
    subject: (&'static str, uuid::Uuid),
    detail: &Value,
) -> Result<(), ActionError> {
    let (school, now) = (import.school, import.now);
    Ok(tx.audit(Audit { school, actor: AuditActor::Console, action, subject, now, detail })?)
}
