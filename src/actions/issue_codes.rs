//! New linking codes, to be handed out on paper.

use rand::Rng;
use serde_json::json;
use std::time::Duration;

use super::ActionError;
use crate::domain::{Action, Actor, ClassId, LinkCode, LinkTarget, Timestamp, can};
use crate::store::{Audit, AuditActor, NewCode, School, Tx};

/// How long a code can be used.
const VALID: Duration = Duration::from_hours(14 * 24);

/// Whom codes are wanted for, by the school's own codes.
#[derive(Debug, Clone, Copy)]
pub enum CodesFor<'a> {
    Student(&'a str),
    /// Every student of a class.
    Class(&'a str),
    Staff(&'a str),
}

/// Who hands out codes.
#[derive(Debug, Clone, Copy)]
pub enum Issuer<'a> {
    /// An operator at the command line, who owns the database anyway.
    Console,
    Person(&'a Actor),
}

/// A fresh code. Never stored in clear: it is shown once.
#[derive(Debug, Clone)]
pub struct IssuedCode {
    pub code: LinkCode,
    pub target: LinkTarget,
    /// Whom it is for, as the school writes it.
    pub name: String,
}

/// Makes codes. [`ActionError::NotFound`] when the school has nobody of that code.
pub async fn issue_codes(
    tx: &mut Tx,
    school: &School,
    issuer: Issuer<'_>,
    whom: CodesFor<'_>,
    now: Timestamp,
    random: &mut (impl Rng + Send),
) -> Result<Vec<IssuedCode>, ActionError> {
    let wanted = targets(tx, school, issuer, whom).await?;
    let codes: Vec<IssuedCode> = wanted
        .into_iter()
        .map(|(target, name)| {
            let mut bytes = [0; 12];
            random.fill_bytes(&mut bytes);
            IssuedCode { code: LinkCode::from_random(bytes), target, name }
        })
        .collect();
    let expires_at = now.plus(VALID);
    let stored: Vec<NewCode<'_>> =
        codes.iter().map(|one| NewCode { code: &one.code, target: one.target, expires_at }).collect();
    tx.insert_codes(school.id, &stored, now).await?;
    for one in &codes {
        let subject = match one.target {
            LinkTarget::Student(student) => ("student", student.0),
            LinkTarget::Staff(staff) => ("staff", staff.0),
        };
        tx.audit(Audit {
            school: school.id,
            actor: issuer.audit_actor(),
            action: "link_code.issued",
            subject,
            now,
            detail: &json!({ "expires_at": expires_at }),
        })?;
    }
    Ok(codes)
}

async fn targets(
    tx: &mut Tx,
    school: &School,
    issuer: Issuer<'_>,
    whom: CodesFor<'_>,
) -> Result<Vec<(LinkTarget, String)>, ActionError> {
    match whom {
        CodesFor::Staff(code) => {
            issuer.ask(Action::Administer)?;
            let staff = tx.staff_by_code(school.id, code).await?.ok_or(ActionError::NotFound)?;
            Ok(vec![(LinkTarget::Staff(staff.0), staff.1)])
        }
        CodesFor::Student(code) => {
            let students = tx.students(school.id, None).await?;
            let student = students.into_iter().find(|student| student.code == code).ok_or(ActionError::NotFound)?;
            issuer.ask(Action::IssueFamilyCodes { class: student.class })?;
            Ok(vec![(LinkTarget::Student(student.id), student.name.full())])
        }
        CodesFor::Class(code) => {
            let classes = tx.classes(school.id).await?;
            let class: ClassId = classes.iter().find(|class| class.code == code).ok_or(ActionError::NotFound)?.id;
            issuer.ask(Action::IssueFamilyCodes { class })?;
            let students = tx.students(school.id, None).await?;
            let of_class = students.into_iter().filter(|student| student.class == class);
            Ok(of_class.map(|student| (LinkTarget::Student(student.id), student.name.full())).collect())
        }
    }
}

impl Issuer<'_> {
    fn ask(self, action: Action) -> Result<(), ActionError> {
        match self {
            Self::Console => Ok(()),
            Self::Person(actor) if can(actor, action) => Ok(()),
            Self::Person(_) => Err(ActionError::Denied),
        }
    }

    fn audit_actor(self) -> AuditActor {
        match self {
            Self::Person(Actor::Staff(staff)) => AuditActor::Staff(staff.id),
            Self::Person(Actor::Guardian { id, .. }) => AuditActor::Guardian(*id),
            Self::Console | Self::Person(Actor::Stranger) => AuditActor::Console,
        }
    }
}
