//! A second person's approval: asked for, decided, and bound to exactly the versions that were shown.

use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::time::Duration;

use super::{
    ActionError, Cause, assessment_label, delete_mark, publish_assessment, record_marks, tell_families::tell_staff,
};
use crate::domain::{AccountId, Action, Actor, ApprovalId, Mark, MarkId, SchoolId, StaffId, StudentId, Timestamp, can};
use crate::phrase::{ApprovalOutcome, Phrase};
use crate::store::{
    ApprovalEnd, Assessment, Audit, AuditActor, Entry, Reached, StaffMember, StoreError, StoredApproval, Tx,
};

/// How long a request waits. A weekend may lie between.
const LIVES: Duration = Duration::from_hours(72);

/// What is to be approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// These drafts, and no others, become known to families.
    Publish { marks: Vec<MarkId> },
    /// Marks that families know change.
    Correct { changes: Vec<Correction> },
}

/// A change of a mark that families know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub student: StudentId,
    /// The version in force when it was asked for.
    pub seen: MarkId,
    /// `None` takes the mark away.
    pub new: Option<Mark>,
}

impl Correction {
    /// Whether the version it changes is in force.
    fn is_of(&self, entries: &HashMap<StudentId, Entry>) -> bool {
        let in_force = entries.get(&self.student).and_then(|entry| entry.published);
        in_force.is_some_and(|version| version.id == self.seen)
    }
}

/// A request with what it is about.
#[derive(Debug, Clone)]
pub struct PendingApproval {
    pub id: ApprovalId,
    pub assessment: Assessment,
    /// Who asked, as the school writes it.
    pub by: String,
    pub request: Request,
}

/// A request that has ended.
#[derive(Debug, Clone)]
pub struct Settled {
    pub assessment: Assessment,
    pub outcome: ApprovalOutcome,
    pub correction: bool,
    pub marks: u32,
    /// Families who are told.
    pub families: u32,
}

impl Request {
    pub fn is_correction(&self) -> bool {
        matches!(self, Self::Correct { .. })
    }

    /// How many marks are not what they were any more when it was asked.
    pub fn changed(&self, entries: &HashMap<StudentId, Entry>) -> u32 {
        let changed = match self {
            Self::Publish { marks } => {
                let asked: HashSet<MarkId> = marks.iter().copied().collect();
                let drafts: HashSet<MarkId> = entries.values().filter_map(|entry| Some(entry.draft?.id)).collect();
                asked.difference(&drafts).count().max(drafts.difference(&asked).count())
            }
            Self::Correct { changes } => changes.iter().filter(|change| !change.is_of(entries)).count(),
        };
        u32::try_from(changed).unwrap_or(u32::MAX)
    }

    /// Whether the gradebook still is what the request was about.
    fn holds(&self, entries: &HashMap<StudentId, Entry>) -> bool {
        self.len() > 0 && self.changed(entries) == 0
    }

    fn len(&self) -> u32 {
        let len = match self {
            Self::Publish { marks } => marks.len(),
            Self::Correct { changes } => changes.len(),
        };
        u32::try_from(len).unwrap_or(u32::MAX)
    }
}

/// What was asked for, and who can be asked.
#[derive(Debug, Clone)]
pub struct Asked {
    pub id: ApprovalId,
    /// With the corrections that waited already.
    pub request: Request,
    pub approvers: Vec<Reached>,
}

/// Stores a request of the actor's. When there is nobody to ask, nothing is stored. An assessment has one open request:
/// corrections that wait join it, and whoever else's request it takes the place of is told.
pub async fn ask_approval(
    tx: &mut Tx,
    cause: &Cause<'_>,
    account: &AccountId,
    assessment: &Assessment,
    request: Request,
) -> Result<Asked, ActionError> {
    cause.may_write(assessment)?;
    let (Actor::Staff(asker), Some(contact)) = (cause.actor, cause.contact) else { return Err(ActionError::Denied) };
    let (id, school) = (ApprovalId::fresh(), cause.school.id);
    let wanted = Action::Approve { class: assessment.class, asked_by: asker.id };
    let members = tx.staff_members(school).await?;
    let approvers = members.into_iter().filter(|member| can(&Actor::Staff(member.actor.clone()), wanted));
    let approvers: Vec<Reached> = approvers.filter_map(|member| member.reached).collect();
    if approvers.is_empty() {
        return Ok(Asked { id, request, approvers });
    }
    let request = with_what_waits(tx, cause, assessment, request).await?;
    let approval = StoredApproval {
        id,
        assessment: assessment.id,
        asked_by: asker.id,
        reached: Reached { contact, account: account.clone() },
        request: serde_json::to_vec(&request).map_err(|_unwritable| unreadable())?,
        expires_at: cause.now.plus(LIVES),
        open: true,
    };
    tx.ask_approval(school, &approval, cause.now).await?;
    note(tx, school, (cause.audit_actor(), "approval.asked"), &approval, cause.now)?;
    Ok(Asked { id, request, approvers })
}

/// A request that takes the place of the one that waits for the same assessment: corrections of one teacher are asked
/// about together, the newer one of a student counts; of any other, whoever asked for it is told that it is void.
async fn with_what_waits(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    request: Request,
) -> Result<Request, ActionError> {
    let waiting = tx.open_approvals(cause.school.id, cause.now).await?;
    let Some(earlier) = waiting.into_iter().find(|one| one.assessment == assessment.id) else { return Ok(request) };
    let own = matches!(cause.actor, Actor::Staff(staff) if staff.id == earlier.asked_by);
    let before = read(&earlier)?;
    match (request, before) {
        (Request::Correct { changes }, Request::Correct { changes: before }) if own => {
            let anew: HashSet<StudentId> = changes.iter().map(|change| change.student).collect();
            let kept = before.into_iter().filter(|change| !anew.contains(&change.student));
            Ok(Request::Correct { changes: kept.chain(changes).collect() })
        }
        (request, before) => {
            if !own || request.is_correction() != before.is_correction() {
                let (correction, marks) = (before.is_correction(), before.len());
                let outcome = ApprovalOutcome::Changed;
                let void = Settled { assessment: assessment.clone(), outcome, correction, marks, families: 0 };
                tell_staff(tx, cause, &earlier.reached, settled_phrase(&void, None))?;
            }
            Ok(request)
        }
    }
}

/// The oldest request that waits for the actor among others.
pub async fn waiting_approval(tx: &mut Tx, cause: &Cause<'_>) -> Result<Option<PendingApproval>, ActionError> {
    let Some((approval, assessment)) = open_to(tx, cause).await?.into_iter().next() else { return Ok(None) };
    let by = tx.staff_name(cause.school.id, approval.asked_by).await?.unwrap_or_default();
    let request = read(&approval)?;
    Ok(Some(PendingApproval { id: approval.id, assessment, by, request }))
}

/// All requests that wait for the actor among others, the oldest first.
pub async fn waiting_approvals(tx: &mut Tx, cause: &Cause<'_>) -> Result<Vec<ApprovalId>, ActionError> {
    Ok(open_to(tx, cause).await?.into_iter().map(|(approval, _)| approval.id).collect())
}

async fn open_to(tx: &mut Tx, cause: &Cause<'_>) -> Result<Vec<(StoredApproval, Assessment)>, ActionError> {
    let mut open = Vec::new();
    for approval in tx.open_approvals(cause.school.id, cause.now).await? {
        let Some(assessment) = tx.assessment(cause.school.id, approval.assessment).await? else { continue };
        if can(cause.actor, Action::Approve { class: assessment.class, asked_by: approval.asked_by }) {
            open.push((approval, assessment));
        }
    }
    Ok(open)
}

/// Approves or refuses. What was asked for is done on behalf of whoever asked, if they still may and nothing has changed;
/// they are told in any case. `None` when it was decided before, has expired, or never was.
pub async fn decide_approval(
    tx: &mut Tx,
    cause: &Cause<'_>,
    id: ApprovalId,
    agreed: bool,
) -> Result<Option<Settled>, ActionError> {
    let school = cause.school.id;
    let Some(approval) = tx.approval(school, id).await? else { return Ok(None) };
    let Some(assessment) = tx.assessment(school, approval.assessment).await? else { return Ok(None) };
    let action = Action::Approve { class: assessment.class, asked_by: approval.asked_by };
    let Actor::Staff(approver) = cause.actor else { return Err(ActionError::Denied) };
    if !can(cause.actor, action) {
        return Err(ActionError::Denied);
    }
    if !approval.open || approval.expires_at <= cause.now {
        return Ok(None);
    }
    let request = read(&approval)?;
    let asker = member(tx, school, approval.asked_by).await?.map(|member| Actor::Staff(member.actor));
    let as_asker =
        asker.as_ref().map(|actor| Cause { actor, contact: Some(approval.reached.contact), ..cause.clone() });
    let entries = tx.entries(school, assessment.id).await?;
    let may = as_asker.filter(|asker| asker.may_write(&assessment).is_ok() && request.holds(&entries));
    let (end, outcome, action) = match (&may, agreed) {
        (_, false) => (ApprovalEnd::Refused, ApprovalOutcome::Refused, "approval.refused"),
        (None, true) => (ApprovalEnd::Void, ApprovalOutcome::Changed, "approval.void"),
        (Some(_), true) => (ApprovalEnd::Approved, ApprovalOutcome::Approved, "approval.approved"),
    };
    if !tx.end_approval(school, id, (end, Some(approver.id)), cause.now).await? {
        return Ok(None);
    }
    note(tx, school, (cause.audit_actor(), action), &approval, cause.now)?;
    let families = match may.filter(|_| agreed) {
        Some(asker) => apply(tx, &asker, &assessment, &request).await?,
        None => 0,
    };
    let (correction, marks) = (request.is_correction(), request.len());
    let settled = Settled { assessment, outcome, correction, marks, families };
    let by = tx.staff_name(school, approver.id).await?;
    tell_staff(tx, cause, &approval.reached, settled_phrase(&settled, by))?;
    Ok(Some(settled))
}

/// Ends the requests that nobody answered in time, and tells who asked. Returns the lanes that carry it.
pub async fn expire_approvals(tx: &mut Tx, now: Timestamp) -> Result<Vec<AccountId>, ActionError> {
    let mut lanes = Vec::new();
    for (school, id) in tx.overdue_approvals(now).await? {
        let Some(approval) = tx.approval(school, id).await? else { continue };
        if !tx.end_approval(school, id, (ApprovalEnd::Expired, None), now).await? {
            continue;
        }
        note(tx, school, (AuditActor::Carnet, "approval.expired"), &approval, now)?;
        let (school, assessment) = (tx.school(school).await?, tx.assessment(school, approval.assessment).await?);
        let (Some(school), Some(assessment)) = (school, assessment) else { continue };
        let request = read(&approval)?;
        let settled = Settled {
            assessment,
            outcome: ApprovalOutcome::Expired,
            correction: request.is_correction(),
            marks: request.len(),
            families: 0,
        };
        tell_staff(tx, &Cause::of_itself(&school, now), &approval.reached, settled_phrase(&settled, None))?;
        lanes.push(approval.reached.account);
    }
    Ok(lanes)
}

/// What was approved of the actor's since an instant, the latest publication first.
pub async fn approved_publication(
    tx: &mut Tx,
    cause: &Cause<'_>,
    since: Timestamp,
) -> Result<Option<(Assessment, Vec<MarkId>)>, ActionError> {
    let Actor::Staff(staff) = cause.actor else { return Ok(None) };
    for approval in tx.approved_since(cause.school.id, staff.id, since).await? {
        if let Request::Publish { marks } = read(&approval)?
            && let Some(assessment) = tx.assessment(cause.school.id, approval.assessment).await?
        {
            return Ok(Some((assessment, marks)));
        }
    }
    Ok(None)
}

/// How a request ended; `by` names who decided to whoever is somebody else.
pub fn settled_phrase(settled: &Settled, by: Option<String>) -> Phrase {
    Phrase::ApprovalSettled {
        by,
        class: settled.assessment.class_label.clone(),
        assessment: assessment_label(&settled.assessment),
        correction: settled.correction,
        outcome: settled.outcome,
        marks: settled.marks,
        families: settled.families,
    }
}

async fn apply(tx: &mut Tx, asker: &Cause<'_>, assessment: &Assessment, request: &Request) -> Result<u32, ActionError> {
    let changes = match request {
        Request::Publish { marks } => return Ok(publish_assessment(tx, asker, assessment, marks).await?.families),
        Request::Correct { changes } => changes,
    };
    let new: Vec<_> = changes.iter().filter_map(|change| Some((change.student, change.new?))).collect();
    let mut families = record_marks(tx, asker, assessment, &new).await?.families_told;
    for gone in changes.iter().filter(|change| change.new.is_none()) {
        families += delete_mark(tx, asker, assessment, gone.student).await?.map_or(0, |deleted| deleted.families_told);
    }
    Ok(families)
}

async fn member(tx: &mut Tx, school: SchoolId, staff: StaffId) -> Result<Option<StaffMember>, ActionError> {
    Ok(tx.staff_members(school).await?.into_iter().find(|member| member.actor.id == staff))
}

fn read(approval: &StoredApproval) -> Result<Request, ActionError> {
    Ok(serde_json::from_slice(&approval.request).map_err(|_unreadable| unreadable())?)
}

fn unreadable() -> StoreError {
    StoreError::Corrupt { table: "approval", column: "request" }
}

fn note(
    tx: &mut Tx,
    school: SchoolId,
    (actor, action): (AuditActor, &'static str),
    approval: &StoredApproval,
    now: Timestamp,
) -> Result<(), ActionError> {
    let detail = &json!({ "assessment": approval.assessment, "asked_by": approval.asked_by });
    Ok(tx.audit(Audit { school, actor, action, subject: ("approval", approval.id.0), now, detail })?)
}
