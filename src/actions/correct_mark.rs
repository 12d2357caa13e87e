//! Families hear of a mark: that it is there, and, whoever was shown it, when it is no longer true.
//!
//! Invariant: news that still waits when its mark changes never leaves; what is said instead is said against what the
//! family has seen, so that nobody hears a mark corrected that they were never told.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use super::preference::told_as_alert;
use super::tell_families::{Notice, Told, tell};
use super::{ActionError, Cause, assessment_label};
use crate::domain::grading::Policy;
use crate::domain::{GuardianId, Mark, MarkId, Maximum, StudentId};
use crate::phrase::{FamilyMark, Phrase, PreferencePhrase, StudentLabel};
use crate::store::{Assessment, HowTold, MarkVersion, Topic, Tx};

/// What became of a student's mark.
pub(super) struct Change {
    pub(super) student: StudentId,
    /// The version that was published, or ended.
    pub(super) version: MarkId,
    /// The version in force now; `None`: none is.
    pub(super) in_force: Option<(MarkId, Mark)>,
    /// Time to think again before anybody hears.
    pub(super) hold: Duration,
    /// What marks were out of, where that is what has changed.
    pub(super) rescaled: Option<Maximum>,
}

/// Tells everybody that a mark is published.
pub(super) async fn tell_of_publication(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    published: MarkVersion,
) -> Result<Told, ActionError> {
    // The first version: nobody has been told, or is about to be told, anything of it.
    let past =
        if published.version == 1 { Past::default() } else { Past::of(tx, cause, assessment, published, None).await? };
    let in_force = Some((published.id, published.mark));
    let hold = cause.school.caution.undo;
    let change = Change { student: published.student, version: published.id, in_force, hold, rescaled: None };
    announce(tx, cause, assessment, change, (None, false), |guardian| past.known_to(guardian)).await
}

/// Tells everybody who was shown `ended`, or a version before it, what replaces it, or that nothing does.
pub(super) async fn tell_of_correction(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    ended: MarkVersion,
    successor: Option<(MarkId, Mark)>,
) -> Result<Told, ActionError> {
    tell_of_change(tx, cause, assessment, ended, (successor, None)).await
}

/// The same where the mark has the same points out of another maximum.
pub(super) async fn tell_of_scale(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    ended: MarkVersion,
    (successor, before): (MarkId, Maximum),
) -> Result<Told, ActionError> {
    tell_of_change(tx, cause, assessment, ended, (Some((successor, ended.mark)), Some(before))).await
}

async fn tell_of_change(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    ended: MarkVersion,
    (successor, rescaled): (Option<(MarkId, Mark)>, Option<Maximum>),
) -> Result<Told, ActionError> {
    let past = Past::of(tx, cause, assessment, ended, Some(ended.id)).await?;
    let shown: HashSet<GuardianId> = past.known.keys().copied().collect();
    if shown.is_empty() {
        return Ok(Told::default());
    }
    let hold = Duration::ZERO;
    let change = Change { student: ended.student, version: ended.id, in_force: successor, hold, rescaled };
    announce(tx, cause, assessment, change, (Some(shown), false), |guardian| past.known_to(guardian)).await
}

/// What became of earlier news of a mark.
#[derive(Default)]
struct Past {
    /// By whom it was shown to: the last version that may have reached them and has not been withdrawn.
    known: HashMap<GuardianId, Option<Mark>>,
}

impl Past {
    /// Ends the news that waits, then looks at what had left. `ending`: the version that ends right now.
    async fn of(
        tx: &mut Tx,
        cause: &Cause<'_>,
        assessment: &Assessment,
        version: MarkVersion,
        ending: Option<MarkId>,
    ) -> Result<Self, ActionError> {
        let (school, topic) = (cause.school.id, Topic::mark(assessment.id, version.student));
        let unheard = tx.retire_waiting(school, &topic, cause.now).await?;
        tx.retire_digests(school, version.student, None, cause.now).await?;
        let shown = tx.shown_versions(school, assessment.id, version.student, ending).await?;
        let mut known: HashMap<GuardianId, Option<Mark>> = HashMap::new();
        // Versions in their order: the last that reached somebody is what they go by.
        for one in shown {
            let entry = known.entry(one.guardian).or_default();
            if one.reached {
                // Unless they heard that it was withdrawn, or were about to.
                *entry = (!one.withdrawn || unheard.contains(&one.contact)).then_some(one.mark);
            }
        }
        Ok(Self { known })
    }

    fn known_to(&self, guardian: GuardianId) -> Option<Mark> {
        self.known.get(&guardian).copied().flatten()
    }
}

/// Tells the guardians (only these, where given; with `again` also those for whom the same news ended unsent) what holds
/// now, against what each goes by.
pub(super) async fn announce(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    change: Change,
    (only, again): (Option<HashSet<GuardianId>>, bool),
    known: impl Fn(GuardianId) -> Option<Mark>,
) -> Result<Told, ActionError> {
    let Change { student, version, in_force, hold, rescaled } = change;
    let notice = Notice {
        // News of a mark in force is known by its version, a withdrawal by what it takes away: no two news are one.
        identity: match in_force {
            Some((mark, _)) => format!("mark {mark}"),
            None => format!("mark_withdrawn {version}"),
        },
        mark: in_force.map(|(mark, _)| mark),
        topic: Topic::mark(assessment.id, student),
        only,
        again,
        hold,
    };
    let wishes = tx.how_told(cause.school.id, student, assessment.course).await?;
    let policy = if wishes.is_empty() {
        None
    } else {
        let rules = tx.grading_rules(cause.school.id, assessment.class, assessment.term).await?;
        Some(Box::new(rules.policy))
    };
    let told = tell(tx, cause, student, notice, |child, guardian| {
        let marks = (known(guardian), in_force.map(|(_, mark)| mark));
        let news = news(child, assessment, marks, rescaled)?;
        match (wishes.get(&guardian), &policy) {
            (Some(wish), Some(policy)) => as_wished(news, wish, policy),
            _ => Some(news),
        }
    });
    // The rules are large: whoever waits for this need not carry them.
    let mut told = Box::pin(told).await?;
    let is_new = |guardian: &GuardianId| in_force.is_some() && known(*guardian).is_none();
    let waiting = wishes.iter().filter(|(guardian, wish)| wish.in_digest && is_new(guardian));
    told.leave_to_digests(waiting.map(|(guardian, _)| *guardian));
    Ok(told)
}

/// A new mark as its guardian asked to be told; what changes a mark they know is told as it is.
fn as_wished(news: Phrase, wish: &HowTold, policy: &Policy) -> Option<Phrase> {
    match news {
        Phrase::NewMark { child, line } => match told_as_alert(policy, &line, &wish.thresholds) {
            Some(threshold) => Some(Phrase::Preference(PreferencePhrase::Alert { child, line, threshold })),
            None if wish.in_digest => None,
            None => Some(Phrase::NewMark { child, line }),
        },
        news => Some(news),
    }
}

/// What somebody who goes by `known` must hear; nothing when that is what holds.
pub(super) fn news(
    child: StudentLabel,
    assessment: &Assessment,
    (known, now): (Option<Mark>, Option<Mark>),
    rescaled: Option<Maximum>,
) -> Option<Phrase> {
    match (known, now) {
        (None, None) => None,
        // A status is the same out of any number of points.
        (Some(old), Some(new)) if old == new && (rescaled.is_none() || matches!(old, Mark::Status(_))) => None,
        (None, Some(new)) => Some(Phrase::NewMark { child, line: family_mark(assessment, new) }),
        (Some(old), Some(new)) => {
            Some(Phrase::MarkChanged { child, line: family_mark(assessment, new), old, out_of: rescaled })
        }
        (Some(old), None) => Some(Phrase::MarkWithdrawn { child, line: family_mark(assessment, old) }),
    }
}

/// A mark as a family reads it.
fn family_mark(assessment: &Assessment, mark: Mark) -> FamilyMark {
    FamilyMark {
        subject: assessment_label(assessment).subject,
        assessment: assessment.label.clone(),
        date: assessment.date,
        mark,
        maximum: assessment.maximum,
        coefficient: assessment.coefficient,
    }
}
