//! A draft: what is to be said to whom, and what sending it would mean.

use std::collections::HashSet;
use std::time::Duration;

use super::load::{Load, account_of};
use super::outlook::outlook;
use super::{Content, EVERYBODY, LeftOut, note};
use crate::actions::{ActionError, Cause};
use crate::domain::{
    AccountId, Action, Actor, BroadcastAsk, BroadcastId, BroadcastState, Carriers, ClassId, MessageClass, StaffId,
    StudentId, Timestamp, can,
};
use crate::phrase::{
    AnnouncedFile, Announcement, Audience, BroadcastPlan, ShortOf, StudentLabel, TemplateOutlook, Wordings,
};
use crate::store::{Reached, StoredBroadcast, Tx};

/// From so many families on, the number is typed: a thumb on a button is not enough.
const TYPED_FROM: u32 = 50;
/// What takes less is not worth a word.
const A_MOMENT: Duration = Duration::from_mins(2);

/// A broadcast as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBroadcast {
    /// As the school writes their name.
    pub by: String,
    pub words: Wordings,
    /// None: the whole school.
    pub classes: Vec<ClassId>,
    /// The families of these students only, where there are any.
    pub students: Vec<StudentId>,
    /// Who of the classes is left out, where the students are the others.
    pub without: Option<LeftOut>,
    /// What the group of these students is called.
    pub group: Option<String>,
    pub file: Option<AnnouncedFile>,
    /// It is not to wait for the morning: whoever runs the school may say so.
    pub urgent: bool,
}

/// Whether the actor may write to these classes; to the whole school where there are none.
pub fn may_broadcast(actor: &Actor, classes: &[ClassId]) -> bool {
    if classes.is_empty() {
        return can(actor, Action::BroadcastToAll);
    }
    classes.iter().all(|class| can(actor, Action::Broadcast { class: *class }))
}

/// Stores a draft of the actor's.
pub async fn draft_broadcast(
    tx: &mut Tx,
    cause: &Cause<'_>,
    account: &AccountId,
    new: &NewBroadcast,
) -> Result<BroadcastId, ActionError> {
    let (Some(author), Some(contact)) = (cause.actor.staff_id(), cause.contact) else {
        return Err(ActionError::Denied);
    };
    if !may_broadcast(cause.actor, &new.classes) {
        return Err(ActionError::Denied);
    }
    let content = Content {
        by: new.by.clone(),
        words: new.words.clone(),
        group: new.group.clone(),
        without: new.without.clone(),
        file: new.file.clone(),
        urgent: new.urgent && can(cause.actor, Action::Administer),
    };
    let draft = StoredBroadcast {
        id: BroadcastId::fresh(),
        author,
        reached: Reached { contact, account: account.clone() },
        state: BroadcastState::Draft,
        paused: false,
        everybody: new.classes.is_empty() && new.students.is_empty(),
        ask: BroadcastAsk::Nothing,
        content: content.sealed()?,
        due_at: None,
        last_guardian: None,
        queued: 0,
        confirmed_at: None,
        reminded_at: None,
        progress: None,
    };
    let classes = new.classes.iter().map(|class| class.0);
    let audience: HashSet<_> = match new.students.as_slice() {
        [] => classes.collect(),
        students => students.iter().map(|student| student.0).collect(),
    };
    let audience: Vec<_> = audience.into_iter().collect();
    tx.draft_broadcast(cause.school.id, &draft, &audience, cause.now).await?;
    note(tx, cause, (cause.audit_actor(), "broadcast.drafted"), draft.id, cause.now)?;
    Ok(draft.id)
}

/// Changes what a draft of the actor's asks, or when it is to begin.
pub async fn reshape_draft(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    (ask, due_at): (Option<BroadcastAsk>, Option<Timestamp>),
) -> Result<(), ActionError> {
    let draft = own_draft(tx, cause, broadcast).await?;
    let shape = (ask.unwrap_or(draft.ask), due_at.or(draft.due_at));
    if tx.change_draft(cause.school.id, broadcast, shape).await? { Ok(()) } else { Err(ActionError::NotFound) }
}

/// Has a draft of the actor's posted to the groups of its classes' parents, too, or not.
pub async fn post_to_groups(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    posted: bool,
) -> Result<(), ActionError> {
    own_draft(tx, cause, broadcast).await?;
    let school = cause.school.id;
    let groups: Vec<_> = tx.broadcast_groups(school, broadcast).await?.into_iter().map(|group| group.id).collect();
    let chosen = if posted { groups.as_slice() } else { &[] };
    Ok(tx.choose_broadcast_groups(school, broadcast, chosen).await?)
}

/// Puts a file beside a draft of the actor's, in the place of another one, or takes it away.
pub async fn attach_to_draft(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    file: Option<AnnouncedFile>,
) -> Result<(), ActionError> {
    let draft = own_draft(tx, cause, broadcast).await?;
    let content = Content { file, ..Content::of(&draft)? };
    let changed = tx.reword_draft(cause.school.id, broadcast, &content.sealed()?).await?;
    if changed { Ok(()) } else { Err(ActionError::NotFound) }
}

/// Has a draft of the actor's say something else.
pub async fn reword_draft(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    words: Wordings,
) -> Result<(), ActionError> {
    let draft = own_draft(tx, cause, broadcast).await?;
    let content = Content { words, ..Content::of(&draft)? };
    let changed = tx.reword_draft(cause.school.id, broadcast, &content.sealed()?).await?;
    if changed { Ok(()) } else { Err(ActionError::NotFound) }
}

/// A draft that the actor wrote.
pub(super) async fn own_draft(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
) -> Result<StoredBroadcast, ActionError> {
    let found = tx.broadcast(cause.school.id, broadcast).await?.ok_or(ActionError::NotFound)?;
    if cause.actor.staff_id() != Some(found.author) || found.state != BroadcastState::Draft {
        return Err(ActionError::NotFound);
    }
    Ok(found)
}

/// What families would read.
pub fn announcement_of(
    cause: &Cause<'_>,
    broadcast: &StoredBroadcast,
    again: bool,
) -> Result<Announcement, ActionError> {
    let Content { by, words, file, urgent, .. } = Content::of(broadcast)?;
    // A reminder can wait.
    let urgent = urgent && !again;
    let school = cause.school.name.clone();
    Ok(Announcement { broadcast: broadcast.id, school, by, words, ask: broadcast.ask, again, file, urgent })
}

/// What sending a broadcast would mean, as things stand now. For its author, and for whoever is to approve it.
pub async fn plan_broadcast(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: BroadcastId,
    carriers: &Carriers,
) -> Result<(BroadcastPlan, StaffId), ActionError> {
    let school = cause.school;
    let found = tx.broadcast(school.id, broadcast).await?.ok_or(ActionError::NotFound)?;
    if cause.actor.staff_id() != Some(found.author) && !can(cause.actor, Action::Administer) {
        return Err(ActionError::NotFound);
    }
    let recipients = tx.broadcast_recipients(school.id, broadcast, None, EVERYBODY).await?;
    let announcement = announcement_of(cause, &found, false)?;
    let (template, category) = outlook(tx, cause, found.ask, carriers).await?;
    let mut load = Load::of(&announcement, &school.languages, category);
    let (mut reached, mut surely): (HashSet<StudentId>, HashSet<StudentId>) = (HashSet::new(), HashSet::new());
    for recipient in &recipients {
        let Some(account) = account_of(cause, recipient) else { continue };
        load.add(carriers, account, recipient, cause.now);
        reached.extend(recipient.children.iter().map(|(student, _)| *student));
        surely.extend(recipient.children.iter().map(|(student, _)| *student).filter(|_| !recipient.doubted));
    }
    let students = tx.broadcast_students(school.id, broadcast).await?;
    let unreached = students.iter().filter(|student| !reached.contains(&student.id));
    let doubtful = students.iter().filter(|one| reached.contains(&one.id) && !surely.contains(&one.id));
    let families = load.families();
    let cost = (load.micros > 0).then(|| carriers.money(load.micros));
    // Asking what is spent holds up whoever spends: only where there is a limit.
    let left = match carriers.budgets.get(&school.code) {
        Some(budget) => {
            let (spent, _) = tx.spent(school.id, &school.month(cause.now)).await?;
            Some(budget.saturating_sub(spent).max(0))
        }
        None => None,
    };
    let days = tx.portfolio_days(cause.now).await?;
    let groups = tx.broadcast_groups(school.id, broadcast).await?;
    let begins = found.due_at.unwrap_or(cause.now).max(cause.now);
    let urgent = announcement.urgent;
    let plan = BroadcastPlan {
        audience: audience(tx, cause, &found).await?,
        file: announcement.file.as_ref().map(|_| load.ways),
        announcement,
        families,
        takes: Some(load.duration(carriers, &days)).filter(|takes| *takes >= A_MOMENT),
        sms_parts: load.sms_parts(),
        by_template: load.by_template,
        template: if load.by_template > 0 { template } else { TemplateOutlook::Usable },
        channels: load.channels.into_iter().collect(),
        doubtful: doubtful.map(|student| StudentLabel::full(&student.name)).collect(),
        unreached: unreached.map(|student| StudentLabel::full(&student.name)).collect(),
        short_of: left.filter(|left| *left < load.micros).map(|left| ShortOf {
            left: carriers.money(left),
            none_fits: load.cheapest.is_some_and(|cheapest| left < cheapest),
        }),
        cost,
        fallback: (load.fallback > 0).then(|| carriers.money(load.fallback)),
        at: found.due_at.map(|at| school.local(at)),
        from: opening(cause, begins).filter(|_| !urgent),
        typed: families >= TYPED_FROM,
        second: takes_second(cause, families, urgent),
        posted: groups.iter().any(|group| group.chosen),
        groups: groups.into_iter().map(|group| group.class_label).collect(),
    };
    Ok((plan, found.author))
}

/// Whether it takes a second administrator: for so many families, or because it does not wait for the morning.
pub(super) fn takes_second(cause: &Cause<'_>, families: u32, urgent: bool) -> bool {
    let caution = cause.school.caution;
    caution.second_admin_above.is_some_and(|above| families > above) || (urgent && caution.second_admin_urgent)
}

/// When the night ends, where what begins at `at` would fall into it.
pub(super) fn opening(cause: &Cause<'_>, at: Timestamp) -> Option<jiff::civil::Time> {
    let from = cause.school.may_write_from(MessageClass::Broadcast, at, 0.0);
    (from > at).then(|| cause.school.local(from).time())
}

pub(super) async fn audience(
    tx: &mut Tx,
    cause: &Cause<'_>,
    broadcast: &StoredBroadcast,
) -> Result<Audience, ActionError> {
    if broadcast.everybody {
        return Ok(Audience::School);
    }
    let content = Content::of(broadcast)?;
    if let Some(group) = content.group {
        return Ok(Audience::Group(group));
    }
    if let Some(LeftOut { classes, students }) = content.without {
        return Ok(Audience::Without { classes, students });
    }
    let (classes, students) = tx.broadcast_audience(cause.school.id, broadcast.id).await?;
    Ok(if students > 0 { Audience::Students(students) } else { Audience::Classes(classes) })
}
